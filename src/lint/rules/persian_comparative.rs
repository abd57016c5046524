//! تر and ترین apart from their adjective.

use super::*;

/// بزرگ تر for بزرگ‌تر.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["fa"],
    fix: Some(Safety::Unsafe),
    once: true,
    example: Some((
        "fa",
        "خانه بزرگ تر و زیباترین باغ، مهم ترین چیز.",
        "خانه بزرگ\u{200c}تر و زیباترین باغ، مهم\u{200c}ترین چیز.",
    )),
    ..Rule::new("persian-comparative", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    let other = |first: &str| matches!(first, "و" | "از" | "را" | "که" | "چشم" | "با" | "هم" | "این" | "آن");
    joined(passage, hits, "تر", |first, second| {
        !other(first) && letters_of(first) > 1 && matches!(second, "تر" | "ترین" | "تری")
    });
}
