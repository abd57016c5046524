//! Spaces before a mark that belongs to the word before it.

use super::*;

/// Spaces before a mark.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur", "he", "en"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some(("ar", "قرأنا الكتاب ، ثم كتبنا .", "قرأنا الكتاب، ثم كتبنا.")),
    ..Rule::new("space-before-mark", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for (at, mark) in passage.letters().filter(|(_, c)| ".,،؛;:؟?!۔".contains(*c)) {
        let head = passage.text.get(..at).unwrap_or_default();
        let kept = head.trim_end_matches(is_blank);
        let stands = |c: char| is_of_word(c) || ")]»”\"".contains(c);
        if kept.len() == at || !kept.chars().next_back().is_some_and(stands) {
            continue;
        }
        let next = passage.after(at + mark.len_utf8());
        // `:)` is a face, `.txt` a name, `...` an ellipsis.
        let ends = next.is_none_or(|c| c.is_whitespace() || c == OBJECT || "»”".contains(c));
        let glued = "،؛؟".contains(mark) && next.is_some_and(char::is_alphabetic);
        if ends || glued {
            let range = kept.len()..at;
            let message = said!("a space stands before {mark}", mark);
            let changes = vec![(range, String::new())];
            hits.mend(
                passage,
                kept.len()..at + mark.len_utf8(),
                message,
                "set the mark at the word before it",
                changes,
            );
        }
    }
}
