//! Apostrophes for the Hebrew geresh.

use super::*;

/// `ג'` for ג׳.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["he"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some(("he", "רח' הרצל, צ'כיה.", "רח׳ הרצל, צ׳כיה.")),
    ..Rule::new("hebrew-geresh", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    // In a passage with quotations in single marks, one cannot be told from the other.
    let quoted = passage
        .letters()
        .any(|(at, c)| c == '\'' && passage.before(at).is_none_or(|c| !c.is_alphanumeric()));
    for (at, _) in passage.letters().filter(|&(_, c)| matches!(c, '\'' | '’') && !quoted) {
        let sign = passage.after(at).map_or(1, char::len_utf8);
        let next = passage.after(at + sign);
        if passage.before(at).is_some_and(is_hebrew) && next.is_none_or(|c| !is_latin(c) && !c.is_ascii_digit()) {
            let range = at..at + sign;
            hits.mend(
                passage,
                range.clone(),
                "an apostrophe stands for the geresh",
                "write ׳ (U+05F3)",
                vec![(range, "׳".into())],
            );
        }
    }
}
