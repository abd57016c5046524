//! Digits of a neighbouring language.

use super::*;

/// ٤٥٦ in Persian and Urdu, ۴۵۶ in Arabic.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some(("fa", "در سال ١٣٥٧ بود.", "در سال ۱۳۵۷ بود.")),
    ..Rule::new("foreign-digits", Find::In(find))
};

const ARABIC: u32 = 0x660;
const PERSIAN: u32 = 0x6f0;

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    let (foreign, own) = if passage.language == "ar" {
        (PERSIAN, ARABIC)
    } else {
        (ARABIC, PERSIAN)
    };
    for word in passage.words() {
        if !word.text.chars().any(|c| family(c) == Some(foreign)) {
            continue;
        }
        let digit = |c: char| match family(c) {
            Some(zero) if zero == foreign => char::from_u32(u32::from(c) - foreign + own).unwrap_or(c),
            _ => c,
        };
        let right: String = word.text.chars().map(digit).collect();
        let message = said!("{text} is written in another language's digits", text = word.text);
        let hint = said!("write {right}", right);
        hits.mend(
            passage,
            word.range.clone(),
            message,
            hint,
            vec![(word.range.clone(), right)],
        );
    }
}
