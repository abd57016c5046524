//! An alef behind a hamza that bears tanwin.

use super::*;

/// مساءاً for مساءً.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar"],
    fix: Some(Safety::Unsafe),
    example: Some(("ar", "عدنا مساءاً.", "عدنا مساءً.")),
    ..Rule::new("hamza-tanwin", Find::In(find))
};

/// Stems of verbs, of which two people are told: أساءا; those of one letter are too, as in جاءا.
const DUALS: [&str; 4] = ["أس", "أض", "تر", "أف"];

const WRONG: [(&str, &str); 6] = [
    ("اءا", "اءً"),
    ("اءاً", "اءً"),
    ("اءًا", "اءً"),
    ("أاً", "أً"),
    ("أًا", "أً"),
    ("ةًا", "ةً"),
];

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for word in passage.words() {
        let bare = bare(word.text);
        let verb = bare.strip_prefix(['و', 'ف']).unwrap_or(&bare);
        let dual = verb
            .strip_suffix("اءا")
            .is_some_and(|stem| letters_of(stem) < 2 || DUALS.contains(&stem));
        let Some((wrong, right)) = WRONG.iter().find(|pair| word.text.ends_with(pair.0)).filter(|_| !dual) else {
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
