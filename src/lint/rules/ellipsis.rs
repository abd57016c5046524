//! Three full stops for an ellipsis.

use super::*;

/// `...` for `…`.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur", "he", "en", "fr"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some((
        "ar",
        "الهروب والخوف من القنابل... إلخ.",
        "الهروب والخوف من القنابل… إلخ.",
    )),
    ..Rule::new("ellipsis", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    let mut start = 0;
    for run in runs(&passage.text) {
        let range = start..start + run.len();
        start = range.end;
        // Longer rows are room to be filled in.
        if run == "..." {
            let hint = "write …, which is one sign and is never parted";
            hits.mend(
                passage,
                range.clone(),
                "three full stops stand for an ellipsis",
                hint,
                vec![(range, "…".into())],
            );
        }
    }
}
