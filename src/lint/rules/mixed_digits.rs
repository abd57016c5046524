//! One number in two families of digits.

use super::*;

/// `1٣`.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &[],
    example: Some(("ar", "وُلد سنة 19٨5 في حلب.", "")),
    ..Rule::new("mixed-digits", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for word in passage.words() {
        let families: std::collections::BTreeSet<u32> = word.text.chars().filter_map(family).collect();
        if families.len() > 1 {
            let message = said!("{text} is written in two families of digits", text = word.text);
            hits.say(
                passage,
                word.range.clone(),
                message,
                "write the whole number in one family",
            );
        }
    }
}
