//! Two full stops, which are no mark.

use super::*;

/// `..`.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur"],
    fix: Some(Safety::Unsafe),
    once: true,
    example: Some((
        "ar",
        "كانت ليلة طويلة.. ثم طلع الفجر.",
        "كانت ليلة طويلة… ثم طلع الفجر.",
    )),
    ..Rule::new("two-dots", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    let mut start = 0;
    for run in runs(&passage.text) {
        let range = start..start + run.len();
        start = range.end;
        let word = passage.before(range.start).is_some_and(is_of_word);
        if run == ".." && word && passage.setting != Setting::Verse {
            let hint = "write one full stop, or an ellipsis (…)";
            hits.mend(
                passage,
                range.clone(),
                "two full stops are no mark",
                hint,
                vec![(range, "…".into())],
            );
        }
    }
}
