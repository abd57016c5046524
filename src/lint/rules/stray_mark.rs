//! Vowel marks that stand on no letter.

use super::*;

/// A vowel mark after a space.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur"],
    fix: Some(Safety::Unsafe),
    example: Some(("ar", "هذا \u{64f}كتاب جديد.", "هذا كتاب جديد.")),
    ..Rule::new("stray-mark", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for (at, c) in passage.letters().filter(|&(_, c)| matches!(c, '\u{64b}'..='\u{652}')) {
        let range = at..at + c.len_utf8();
        let alone = passage.before(at).is_some_and(char::is_whitespace);
        if alone && passage.after(range.end).is_some_and(is_arabic) {
            let message = said!(
                "the mark U+{code} stands on no letter",
                code = format!("{:04X}", u32::from(c))
            );
            hits.mend(
                passage,
                range.clone(),
                message,
                "set it behind its letter, or delete it",
                vec![(range, String::new())],
            );
        }
    }
}
