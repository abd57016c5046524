//! Brackets and quotation marks without their other half.

use super::*;

/// A bracket that is not closed, or closes nothing.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &[],
    example: Some(("ar", "في المدينة (دمشق مكتبة كبيرة.", "")),
    ..Rule::new("unpaired-brackets", Find::Over(find))
};

const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('«', '»')];
/// A quotation or an aside may go on for so many paragraphs.
const FURTHER: usize = 20;

/// A half that stands alone: its passage, its place, whether it opens, and which pair it is of.
struct Half {
    passage: usize,
    at: usize,
    opens: bool,
    pair: usize,
}

fn find(passages: &[&Passage], hits: &mut Hits<'_>) {
    let mut alone: Vec<Half> = Vec::new();
    for (number, passage) in passages.iter().enumerate() {
        if !matches!(passage.setting, Setting::Verse | Setting::Name) {
            alone.extend(halves(number, &passage.text));
        }
    }
    let mut waiting: Vec<Half> = Vec::new();
    let mut left: Vec<Half> = Vec::new();
    for half in alone {
        let partner = waiting
            .iter()
            .rposition(|open| open.pair == half.pair && half.passage - open.passage <= FURTHER);
        match partner.filter(|_| !half.opens) {
            // Each paragraph of a long quotation may open it again; one closes it.
            Some(_) => waiting.retain(|open| open.pair != half.pair || half.passage - open.passage > FURTHER),
            None if half.opens => waiting.push(half),
            None => left.push(half),
        }
    }
    left.extend(waiting);
    left.sort_by_key(|half| (half.passage, half.at));
    for half in left {
        let (Some(passage), Some((open, close))) = (passages.get(half.passage), PAIRS.get(half.pair)) else {
            continue;
        };
        let sign = if half.opens { open } else { close };
        let message = if half.opens {
            said!("{sign} is not closed", sign)
        } else {
            said!("{sign} closes nothing", sign)
        };
        hits.say(
            passage,
            half.at..half.at + sign.len_utf8(),
            message,
            "write its other half, or delete it",
        );
    }
}

fn halves(number: usize, text: &str) -> Vec<Half> {
    let (mut open, mut alone): (Vec<Half>, Vec<Half>) = (Vec::new(), Vec::new());
    for (at, c) in text.char_indices() {
        let half = |opens: bool, pair: usize| Half {
            passage: number,
            at,
            opens,
            pair,
        };
        let head = text.get(..at).unwrap_or_default();
        if let Some(pair) = PAIRS.iter().position(|pair| pair.0 == c) {
            if !(c == '(' && is_face(head)) {
                open.push(half(true, pair));
            }
        } else if let Some(pair) = PAIRS.iter().position(|pair| pair.1 == c) {
            match open.iter().rposition(|half| half.pair == pair) {
                Some(place) => alone.extend(open.drain(place..).skip(1)),
                None if c == ')' && (counts(head) || is_face(head)) => {}
                None => alone.push(half(false, pair)),
            }
        }
    }
    alone.extend(open);
    alone.sort_by_key(|half| half.at);
    alone
}

/// Whether a bracket behind this is that of a counted item: `1)`, `أ)`, `iv)`.
fn counts(head: &str) -> bool {
    let item = head.rsplit(|c: char| !is_of_word(c)).next().unwrap_or_default();
    let before = head.strip_suffix(item).unwrap_or_default();
    let number =
        item.chars().all(char::is_numeric) || item.chars().count() <= 2 || item.chars().all(|c| "ivx".contains(c));
    !item.is_empty()
        && number
        && before
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || "،,؛;:-–".contains(c))
}

/// Whether a bracket behind this is a mouth: `:)`.
fn is_face(head: &str) -> bool {
    head.ends_with([':', ';', '=']) || head.ends_with(":-") || head.ends_with(";-")
}
