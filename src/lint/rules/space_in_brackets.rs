//! Spaces inside brackets and quotation marks.

use super::*;

/// Spaces at the inner side of a bracket.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur", "he", "en"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some((
        "ar",
        "في المدينة ( دمشق ) مكتبة « الشعب ».",
        "في المدينة (دمشق) مكتبة «الشعب».",
    )),
    ..Rule::new("space-in-brackets", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for (at, sign) in passage.letters() {
        let end = at + sign.len_utf8();
        let range = if "([«".contains(sign) {
            let rest = passage.text.get(end..).unwrap_or_default();
            let inner = rest.trim_start_matches(is_blank);
            // Room that is left to be filled in stays.
            let filled = inner.starts_with(|c: char| is_of_word(c) || c == OBJECT || "«\"(".contains(c));
            Some(end..end + rest.len() - inner.len()).filter(|_| filled)
        } else if ")]»".contains(sign) {
            let head = passage.text.get(..at).unwrap_or_default();
            let inner = head.trim_end_matches(is_blank);
            let filled = inner.ends_with(|c: char| is_of_word(c) || c == OBJECT || "»\").،!؟?…".contains(c));
            Some(inner.len()..at).filter(|_| filled)
        } else {
            None
        };
        if let Some(range) = range.filter(|range| !range.is_empty()) {
            let message = said!("a space stands inside {sign}", sign);
            let whole = range.start.min(at)..range.end.max(end);
            let mut changes = vec![(range, String::new())];
            // The space stands on the wrong side: «وهو( كذا )هنا».
            changes.extend(glued(passage, sign, at).map(|place| (place..place, " ".to_string())));
            hits.mend(passage, whole, message, "set the bracket at the word", changes);
        }
    }
}

/// The outer side of a sign that a word of more than one letter is glued to; particles belong there.
fn glued(passage: &Passage, sign: char, at: usize) -> Option<usize> {
    let end = at + sign.len_utf8();
    let (head, tail) = (passage.text.get(..at)?, passage.text.get(end..)?);
    let (word, place) = if "([«".contains(sign) {
        (head.rsplit(|c| !is_of_word(c)).next()?, at)
    } else {
        (tail.split(|c| !is_of_word(c)).next()?, end)
    };
    let own = word.starts_with(|c| is_arabic(c) || is_hebrew(c));
    (own && letters_of(word) > 1 && !word.ends_with('ـ')).then_some(place)
}
