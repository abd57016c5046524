//! An alef behind a hamza that bears tanwin.

use super::*;

/// مساءاً for مساءً.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar"],
    fix: Some(Safety::Unsafe),
    example: Some(("ar", "عدنا مساءاً.", "عدنا مساءً.")),
    ..Rule::new("hamza-tanwin", Find::In(find))
};

const WRONG: [(&str, &str); 5] = [("اءاً", "اءً"), ("اءًا", "اءً"), ("أاً", "أً"), ("أًا", "أً"), ("ةًا", "ةً")];

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for word in passage.words() {
        let Some((wrong, right)) = WRONG.iter().find(|pair| word.text.ends_with(pair.0)) else {
            continue;
        };
        let start = word.range.end - wrong.len();
        let hint = "tanwin on a hamza behind an alef, on أ and on ة takes no further alef";
        let changes = vec![(start..word.range.end, right.to_string())];
        hits.mend(
            passage,
            word.range.clone(),
            said!("{text} has an alef too many", text = word.text),
            hint,
            changes,
        );
    }
}
