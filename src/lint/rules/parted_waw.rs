//! The conjunction و apart from its word.

use super::*;

/// و with a space behind it.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar"],
    fix: Some(Safety::Unsafe),
    once: true,
    example: Some(("ar", "الأرض و السماء و البحر.", "الأرض والسماء والبحر.")),
    ..Rule::new("parted-waw", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for pair in passage.words().windows(2) {
        let [waw, word] = pair else { continue };
        let between = passage.text.get(waw.range.end..word.range.start).unwrap_or_default();
        let alone = passage
            .before(waw.range.start)
            .is_none_or(|c| c.is_whitespace() || "(«\"".contains(c));
        let is_waw = waw.text.trim_end_matches(is_mark) == "و";
        let spaces = !between.is_empty() && between.chars().all(is_blank);
        if is_waw && alone && spaces && word.text.starts_with(is_arabic) && letters_of(word.text) > 1 {
            let range = waw.range.end..word.range.start;
            let message = said!("و stands apart from {text}", text = word.text);
            hits.mend(
                passage,
                waw.range.start..word.range.end,
                message,
                "و is written at its word",
                vec![(range, String::new())],
            );
        }
    }
}
