//! Latin full stops in Urdu.

use super::*;

/// `.` for ۔.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ur"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some(("ur", "یہ کتاب ہے. وہ قلم ہے.", "یہ کتاب ہے۔ وہ قلم ہے۔")),
    ..Rule::new("urdu-full-stop", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for (at, _) in passage.letters().filter(|&(_, c)| c == '.') {
        let range = at..at + 1;
        let head = passage.text.get(..at).unwrap_or_default();
        let word = head.rsplit(|c| !is_of_word(c)).next().unwrap_or_default();
        let ends = passage
            .after(at + 1)
            .is_none_or(|c| c.is_whitespace() || "\"”’»)".contains(c));
        if word.ends_with(is_arabic) && letters_of(word) > 1 && ends {
            hits.mend(
                passage,
                range.clone(),
                "a Latin full stop",
                "write ۔ (U+06D4)",
                vec![(range, "۔".into())],
            );
        }
    }
}
