//! Tanwin of the accusative without its alef.

use super::*;

/// كتابً for كتاباً.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar"],
    fix: Some(Safety::Unsafe),
    example: Some(("ar", "قرأت كتابً جديداً.", "قرأت كتاباً جديداً.")),
    ..Rule::new("tanwin-seat", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for word in passage.words() {
        let Some(stem) = word.text.strip_suffix('\u{64b}') else {
            continue;
        };
        let stem = stem.trim_end_matches('\u{651}');
        let wants = stem.ends_with(|c| is_arabic(c) && !"اةءىأؤئآیه".contains(c));
        if wants && letters_of(stem) > 2 {
            let place = word.range.end - '\u{64b}'.len_utf8();
            let message = said!("the tanwin of {text} has no alef", text = word.text);
            hits.mend(
                passage,
                word.range.clone(),
                message,
                "write the alef",
                vec![(place..place, "ا".into())],
            );
        }
    }
}
