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
    let (open, close) = match passage.language.as_str() {
        "fr" => ("«\u{a0}", "\u{a0}»"),
        "en" => ("“", "”"),
        _ => ("«", "»"),
    };
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
        let plain =
            !inside.is_empty() && !inside.starts_with(char::is_whitespace) && !inside.ends_with(char::is_whitespace);
        if opens && closes && plain && !inside.contains(['«', '»', '“', '”', '\n']) {
            let changes = vec![(start..start + 1, open.to_string()), (end..end + 1, close.to_string())];
            let hint = said!("write {open}…{close}", open = open.trim(), close = close.trim());
            hits.mend(passage, start..end + 1, "straight quotation marks", hint, changes);
        }
    }
}
