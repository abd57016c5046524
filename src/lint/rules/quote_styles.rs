//! Quotation marks of two kinds in one book.

use super::*;

/// «…» beside “…”. Straight marks are set as the book's, and are told by themselves.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "he", "en", "fr"],
    example: Some(("ar", "قال «نعم» ثم قال “لا”.", "")),
    ..Rule::new("quote-styles", Find::Over(find))
};

const STYLES: [(char, char); 2] = [('«', '»'), ('“', '”')];

fn find(passages: &[&Passage], hits: &mut Hits<'_>) {
    let mut found: Vec<((char, char), Together<'_>)> = STYLES.iter().map(|style| (*style, Together::new())).collect();
    for passage in passages.iter().filter(|passage| passage.setting == Setting::Prose) {
        for (style, range) in outermost(&passage.text) {
            if let Some((_, places)) = found.iter_mut().find(|(kind, _)| *kind == style) {
                places.add(passage, range, Vec::new());
            }
        }
    }
    found.retain(|(_, places)| places.len() > 0);
    if found.len() < 2 {
        return;
    }
    let shown = found.iter().map(|((open, close), places)| match places.len() {
        1 => said!("{open}…{close} once", open, close),
        count => said!("{open}…{close} {count} times", open, close, count),
    });
    let shown: Vec<Message> = shown.collect();
    found.sort_by_key(|(_, places)| places.len());
    let few = found.swap_remove(0).1;
    few.say(
        hits,
        said!(
            "quotation marks of {count} kinds: {kinds}",
            count = shown.len(),
            kinds = Message::listed(&shown)
        ),
        "keep to one kind; another may stand inside it",
    );
}

/// The quotations that stand in no other, each with its marks.
fn outermost(text: &str) -> Vec<((char, char), Range<usize>)> {
    let mut found = Vec::new();
    let mut open: Option<((char, char), usize)> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((style, start)) if c == style.1 => {
                found.push((style, start..at + c.len_utf8()));
                open = None;
            }
            Some(_) => {}
            None => open = STYLES.iter().find(|style| style.0 == c).map(|style| (*style, at)),
        }
    }
    found
}
