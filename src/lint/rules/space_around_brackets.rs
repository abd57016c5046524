//! Brackets that are glued to a word outside of them.

use super::*;

/// No space between a bracket and the word outside of it.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur"],
    fix: Some(Safety::Safe),
    example: Some((
        "ar",
        "زرنا المدينة(دمشق القديمة)ثم عدنا.",
        "زرنا المدينة (دمشق القديمة) ثم عدنا.",
    )),
    ..Rule::new("space-around-brackets", Find::In(find))
};

/// Shorter pieces in brackets belong to their word: «المواطن(ة)», «(ال)كتاب»; so do particles before them.
const SHORT: usize = 3;

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    let text = &passage.text;
    for (at, sign) in passage.letters() {
        let end = at + sign.len_utf8();
        let (before, behind) = (text.get(..at).unwrap_or_default(), text.get(end..).unwrap_or_default());
        let place = match sign {
            '(' => {
                let inside = behind.split(')').next().map_or(0, letters_of);
                let word = before.rsplit(|c| !is_of_word(c)).next().unwrap_or_default();
                let year = word.chars().count() > SHORT && word.chars().all(char::is_numeric);
                let glued = before.ends_with(is_arabic) && letters_of(word) > SHORT && !word.ends_with('ـ') || year;
                (glued && inside > SHORT).then_some(at)
            }
            ')' => {
                let inside = before.rsplit('(').next().map_or(0, letters_of);
                let word = behind.split(|c| !is_of_word(c)).next().unwrap_or_default();
                (behind.starts_with(is_arabic) && inside > SHORT && letters_of(word) > 1).then_some(end)
            }
            _ => None,
        };
        if let Some(place) = place {
            let message = said!("no space stands between {sign} and the word beside it", sign);
            let hint = "part the bracket from the word outside of it by a space";
            hits.mend(passage, at..end, message, hint, vec![(place..place, " ".into())]);
        }
    }
}
