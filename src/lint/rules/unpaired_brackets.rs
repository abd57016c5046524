//! Brackets and quotation marks without their other half.

use std::collections::BTreeMap;

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
    let mut left = left_alone(alone, passages);
    left.sort_by_key(|half| (half.passage, half.at));
    // A hostile text has as many halves as letters: each sentence is made once.
    let mut said: BTreeMap<(bool, usize), Message> = BTreeMap::new();
    for half in left {
        let (Some(passage), Some((open, close))) = (passages.get(half.passage), PAIRS.get(half.pair)) else {
            continue;
        };
        let sign = if half.opens { open } else { close };
        let message = said.entry((half.opens, half.pair)).or_insert_with(|| match half.opens {
            true => said!("{sign} is not closed", sign),
            false => said!("{sign} closes nothing", sign),
        });
        let hint = "write its other half, or delete it";
        hits.say(passage, half.at..half.at + sign.len_utf8(), message.clone(), hint);
    }
}

/// The halves without partners in the paragraphs that follow either.
fn left_alone(alone: Vec<Half>, passages: &[&Passage]) -> Vec<Half> {
    let mut left: Vec<Half> = Vec::new();
    let mut waiting: [Vec<Half>; PAIRS.len()] = Default::default();
    for half in alone {
        let Some(open) = waiting.get_mut(half.pair) else {
            continue;
        };
        let near = |open: &Half| half.passage - open.passage <= FURTHER;
        if half.opens {
            open.push(half);
        } else if open.last().is_some_and(near) {
            // Each paragraph of a long quotation may open it again; one closes it.
            while open.pop_if(|last| near(last)).is_some() {}
        } else {
            left.push(half);
        }
    }
    left.extend(waiting.into_iter().flatten().filter(|half| !goes_on(half, passages)));
    left
}

/// Whether a quotation opens a paragraph and the next one too: the last of them may hold all of its end.
fn goes_on(half: &Half, passages: &[&Passage]) -> bool {
    let Some((open, _)) = PAIRS.get(half.pair) else {
        return false;
    };
    let opens = |number: usize| {
        passages
            .get(number)
            .is_some_and(|passage| passage.text.trim_start().starts_with(*open))
    };
    let first = passages
        .get(half.passage)
        .and_then(|passage| passage.text.get(..half.at));
    first.is_some_and(|head| head.trim().is_empty()) && opens(half.passage + 1)
}

fn halves(number: usize, text: &str) -> Vec<Half> {
    let (mut open, mut alone): (Vec<Half>, Vec<Half>) = (Vec::new(), Vec::new());
    let mut opened = [0_usize; PAIRS.len()];
    let mut counted = false;
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
                opened[pair] += 1;
            }
        } else if let Some(pair) = PAIRS.iter().position(|pair| pair.1 == c) {
            // Nothing is looked for that is not there: what is gone over is taken away.
            let place = if opened[pair] > 0 {
                open.iter().rposition(|half| half.pair == pair)
            } else {
                None
            };
            match place {
                Some(place) => {
                    open.iter().skip(place).for_each(|half| opened[half.pair] -= 1);
                    alone.extend(open.drain(place..).skip(1));
                }
                None if c == ')' && (counts(head, counted) || is_face(head)) => counted |= !is_face(head),
                None => alone.push(half(false, pair)),
            }
        }
    }
    alone.extend(open);
    alone.sort_by_key(|half| half.at);
    alone
}

/// Whether a bracket behind this is that of a counted item: `1)`, `أ)`, `iv)`, at the head of a line or behind a mark, or anywhere once
/// something was counted.
fn counts(head: &str, counted: bool) -> bool {
    let item = head.rsplit(|c: char| !is_of_word(c)).next().unwrap_or_default();
    let item = item.trim_start_matches(['و', 'ف']);
    let before = head.strip_suffix(item).unwrap_or_default();
    let letters = item.chars().count();
    let number =
        item.chars().all(char::is_numeric) && letters < 4 || letters == 1 || item.chars().all(|c| "ivx".contains(c));
    let parted = before.is_empty() || before.trim_end_matches(['و', 'ف']).ends_with(char::is_whitespace);
    let begins = before.trim_end_matches(is_blank).chars().next_back();
    let begins = begins.is_none_or(|c| c == '\n' || c == OBJECT || "،,؛;:-–—.؟?!".contains(c));
    !item.is_empty() && number && (begins || counted && parted)
}

/// Whether a bracket behind this is a mouth: `:)`.
fn is_face(head: &str) -> bool {
    head.ends_with([':', ';', '=']) || head.ends_with(":-") || head.ends_with(";-")
}
