//! Two words without a space between them.

use super::*;

/// ة, ى or tanwin inside a word.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar"],
    fix: Some(Safety::Unsafe),
    example: Some(("ar", "وصلنا إلى مدرسةجديدة.", "وصلنا إلى مدرسة جديدة.")),
    ..Rule::new("glued-words", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for word in passage.words() {
        let Some(at) = word.text.find(['ة', 'ى', '\u{64b}', '\u{64c}', '\u{64d}']) else {
            continue;
        };
        let after = word.text.get(at..).unwrap_or_default();
        // Before the alef, or on it.
        let after = after.strip_prefix("\u{64b}ا").unwrap_or(after);
        let behind = after.trim_start_matches(|c: char| matches!(c, 'ة' | 'ى') || is_mark(c));
        let place = word.range.end - behind.len();
        if at > 2 && behind.starts_with(is_arabic) && letters_of(behind) > 1 {
            let message = said!(
                "{text} looks like two words: ة, ى and tanwin end words",
                text = word.text
            );
            hits.mend(
                passage,
                word.range.clone(),
                message,
                "put a space between them",
                vec![(place..place, " ".into())],
            );
        }
    }
}
