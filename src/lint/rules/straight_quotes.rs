//! Straight quotation marks.

use super::*;

/// `"…"` for the marks of the language.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "en", "fr"],
    fix: Some(Safety::Unsafe),
    once: true,
    example: Some(("ar", "قال \"نعم\" ومضى.", "قال «نعم» ومضى.")),
    ..Rule::new("straight-quotes", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    if matches!(passage.language.as_str(), "ar" | "fa") && passage.setting != Setting::Name {
        single(passage, hits);
    }
    let signs: Vec<usize> = passage.text.match_indices('"').map(|(at, _)| at).collect();
    if !signs.len().is_multiple_of(2) || passage.setting == Setting::Name {
        return;
    }
    for pair in signs.chunks(2) {
        let [start, end] = *pair else { continue };
        let inside = passage.text.get(start + 1..end).unwrap_or_default();
        let opens = passage
            .before(start)
            .is_none_or(|c| !c.is_ascii_digit() && !")»”,،".contains(c));
        let closes = passage.after(end + 1).is_none_or(|c| !c.is_alphanumeric());
        // Quotation marks of another kind inside stay as they are.
        let words = inside.trim_matches(' ');
        let first = inside.len() - inside.trim_start_matches(' ').len();
        let last = inside.len() - inside.trim_end_matches(' ').len();
        // Spaces inside both are a habit; inside one they are a sign that the pairs are others.
        let outside = |c: Option<char>| c.is_none_or(|c| !is_of_word(c));
        let apart = first > 0 && last > 0 && outside(passage.before(start)) && outside(passage.after(end + 1));
        let plain = !words.is_empty() && (first + last == 0 || apart);
        if opens && closes && plain && !inside.contains(['«', '»', '“', '”', '\n']) {
            let (open, close) = marks(&passage.language, is_inside(&passage.text, start));
            let changes = vec![
                (start..start + 1 + first, open.to_string()),
                (end - last..end + 1, close.to_string()),
            ];
            let hint = said!("write {open}…{close}", open = open.trim(), close = close.trim());
            hits.mend(passage, start..end + 1, "straight quotation marks", hint, changes);
        }
    }
}

/// `'…'` around words of Arabic writing, which has no apostrophe.
fn single(passage: &Passage, hits: &mut Hits<'_>) {
    let mut open = None;
    for (at, _) in passage.text.match_indices('\'') {
        let (before, after) = (passage.before(at), passage.after(at + 1));
        let begins = before.is_none_or(|c| !c.is_ascii_alphanumeric()) && after.is_some_and(char::is_alphanumeric);
        let ends = before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric());
        let inside = |start: usize| passage.text.get(start + 1..at).filter(|inside| !inside.contains('\n'));
        match open.filter(|start| ends && inside(*start).is_some()) {
            Some(start) => {
                let (first, last) = marks(&passage.language, true);
                let changes = vec![(start..start + 1, first.to_string()), (at..at + 1, last.to_string())];
                let hint = said!("write {open}…{close}", open = first, close = last);
                hits.mend(passage, start..at + 1, "straight quotation marks", hint, changes);
                open = None;
            }
            None if begins => open = Some(at),
            None => {}
        }
    }
}

/// The marks of a language, and those inside others.
fn marks(language: &str, inside: bool) -> (&'static str, &'static str) {
    match (language, inside) {
        ("en", true) => ("‘", "’"),
        ("en", false) | (_, true) => ("“", "”"),
        ("fr", false) => ("«\u{a0}", "\u{a0}»"),
        (_, false) => ("«", "»"),
    }
}

/// Whether a quotation in marks of the language's own stands open at a place.
fn is_inside(text: &str, at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default();
    let open = |open: char, close: char| head.matches(open).count() > head.matches(close).count();
    open('«', '»') || open('“', '”')
}
