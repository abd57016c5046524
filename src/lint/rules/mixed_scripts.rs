//! Letters of two scripts that look alike, in one word.

use super::*;

/// A Cyrillic or Greek letter in a Latin word.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &[],
    example: Some(("en", "The l\u{430}nguage of the book.", "")),
    ..Rule::new("mixed-scripts", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for word in passage.words() {
        let of = |low: u32, high: u32| {
            word.text
                .chars()
                .any(|c| c.is_alphabetic() && (low..=high).contains(&u32::from(c)))
        };
        let latin = word.text.chars().any(is_latin);
        let other = of(0x400, 0x52f) || of(0x370, 0x3ff);
        if latin && other && letters_of(word.text) > 2 {
            let message = said!("{text} has letters of two scripts", text = word.text);
            hits.say(
                passage,
                word.range.clone(),
                message,
                "type the word anew: letters that look alike are not found",
            );
        }
    }
}
