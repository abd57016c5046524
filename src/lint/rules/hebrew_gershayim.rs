//! Quotation marks for the Hebrew gershayim.

use super::*;

/// `צה"ל` for צה״ל.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["he"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some(("he", "דו\"ח של או\"ם.", "דו״ח של או״ם.")),
    ..Rule::new("hebrew-gershayim", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for (at, sign) in passage.letters().filter(|(_, c)| matches!(c, '"' | '”' | '“')) {
        let end = at + sign.len_utf8();
        let behind = passage.text.get(end..).unwrap_or_default();
        let rest = behind.trim_start_matches(is_hebrew);
        let letters = (behind.len() - rest.len()) / 2;
        let head = passage.text.get(..at).unwrap_or_default();
        let head = head.rsplit(|c| !is_hebrew(c)).next().unwrap_or_default();
        // A quotation that begins behind particles: ש"אם הוא".
        let quoted = letters > 1 && head.chars().all(|c| "והבכלמש".contains(c));
        if !head.is_empty() && (1..=3).contains(&letters) && !quoted && !rest.starts_with(sign) {
            let range = at..end;
            hits.mend(
                passage,
                range.clone(),
                "a quotation mark stands for the gershayim",
                "write ״ (U+05F4)",
                vec![(range, "״".into())],
            );
        }
    }
}
