//! The Persian verb's می apart from its verb.

use super::*;

/// می خواهم for می‌خواهم.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["fa"],
    fix: Some(Safety::Unsafe),
    once: true,
    example: Some((
        "fa",
        "من می خواهم و او نمی خواهد.",
        "من می\u{200c}خواهم و او نمی\u{200c}خواهد.",
    )),
    ..Rule::new("persian-mi", Find::In(find))
};

/// The letters that forms of the verb end in; it keeps most nouns behind می, wine, apart.
const ENDS: [char; 8] = ['م', 'ی', 'د', 'ن', 'ت', 'ش', 'ه', 'ا'];

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    joined(passage, hits, "می", |first, second| {
        matches!(first, "می" | "نمی") && letters_of(second) > 1 && second.ends_with(ENDS)
    });
}
