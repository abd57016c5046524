//! Hyphens for the Hebrew maqaf.

use super::*;

/// `בית-ספר` for בית־ספר.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["he"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some(("he", "בית-ספר ואי-אפשר.", "בית־ספר ואי־אפשר.")),
    ..Rule::new("hebrew-maqaf", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for (at, _) in passage.letters().filter(|&(_, c)| c == '-') {
        let range = at..at + 1;
        if passage.before(at).is_some_and(is_hebrew) && passage.after(at + 1).is_some_and(is_hebrew) {
            hits.mend(
                passage,
                range.clone(),
                "a hyphen stands for the maqaf",
                "write ־ (U+05BE)",
                vec![(range, "־".into())],
            );
        }
    }
}
