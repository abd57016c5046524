//! The ی behind a silent ه apart from its word.

use super::*;

/// خانه ی for خانه‌ی.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["fa"],
    fix: Some(Safety::Unsafe),
    once: true,
    example: Some(("fa", "خانه ی ما بزرگ بود.", "خانه\u{200c}ی ما بزرگ بود.")),
    ..Rule::new("persian-ezafe", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    joined(passage, hits, "ی", |first, second| {
        first.ends_with('ه') && letters_of(first) > 1 && second == "ی"
    });
}
