//! One vowel mark twice on a letter.

use super::*;

/// The same mark twice on one letter.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur", "he"],
    fix: Some(Safety::Safe),
    example: Some(("ar", "كتب\u{651}\u{651} الدرس.", "كتب\u{651} الدرس.")),
    ..Rule::new("doubled-vowel-mark", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    let mut on_letter: Vec<char> = Vec::new();
    for (at, c) in passage.letters() {
        if !is_mark(c) {
            on_letter.clear();
        } else if on_letter.contains(&c) {
            let range = at..at + c.len_utf8();
            let message = said!(
                "the mark U+{code} stands twice on one letter",
                code = format!("{:04X}", u32::from(c))
            );
            hits.mend(
                passage,
                range.clone(),
                message,
                "delete one",
                vec![(range, String::new())],
            );
        } else {
            on_letter.push(c);
        }
    }
}
