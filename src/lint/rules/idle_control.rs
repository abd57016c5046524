//! Invisible characters that do nothing where they stand.

use super::*;

/// Joiners and direction marks without effect.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &[],
    fix: Some(Safety::Safe),
    once: true,
    example: Some(("ar", "كلمة\u{200c} ثم \u{200f}كلمة.", "كلمة ثم كلمة.")),
    ..Rule::new("idle-control", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for (at, c) in passage.letters() {
        let range = at..at + c.len_utf8();
        let (before, after) = (passage.before(at), passage.after(range.end));
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || is_mark(c));
        let idle = match c {
            '\u{200c}' => !letter(before) || !letter(after),
            '\u{200e}' => strong(passage, &range, is_latin),
            '\u{200f}' => strong(passage, &range, |c| is_arabic(c) || is_hebrew(c)),
            '\u{feff}' => true,
            _ => false,
        };
        if idle && before != Some(OBJECT) && after != Some(OBJECT) {
            let message = said!(
                "the invisible character U+{code} does nothing here",
                code = format!("{:04X}", u32::from(c))
            );
            hits.mend(
                passage,
                range.clone(),
                message,
                "delete it",
                vec![(range, String::new())],
            );
        }
    }
}

/// Whether letters of one direction stand on both sides, with nothing but spaces between.
fn strong(passage: &Passage, range: &Range<usize>, own: fn(char) -> bool) -> bool {
    let head = passage.text.get(..range.start).unwrap_or_default();
    let tail = passage.text.get(range.end..).unwrap_or_default();
    let between = |c: char| is_blank(c) || is_mark(c) || matches!(c, '\u{200e}' | '\u{200f}');
    head.trim_end_matches(between).ends_with(own) && tail.trim_start_matches(between).starts_with(own)
}
