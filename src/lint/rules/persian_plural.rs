//! The Persian plural's ها apart from its noun.

use super::*;

/// کتاب ها for کتاب‌ها.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["fa"],
    fix: Some(Safety::Unsafe),
    once: true,
    example: Some(("fa", "کتاب ها و نامه های او.", "کتاب\u{200c}ها و نامه\u{200c}های او.")),
    ..Rule::new("persian-plural", Find::In(find))
};

const ENDINGS: [&str; 10] = [
    "ها",
    "های",
    "هایی",
    "هایم",
    "هایت",
    "هایش",
    "هایمان",
    "هایتان",
    "هایشان",
    "هاست",
];

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    joined(passage, hits, "ها", |first, second| {
        letters_of(first) > 1 && ENDINGS.contains(&second)
    });
}
