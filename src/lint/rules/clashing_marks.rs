//! Two marks of which only one can be meant.

use super::*;

/// `،.`, `؛،`, `؟.`.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur"],
    fix: Some(Safety::Unsafe),
    example: Some((
        "ar",
        "وصلنا إلى المدينة،. ثم سألنا: أين الطريق؟.",
        "وصلنا إلى المدينة. ثم سألنا: أين الطريق؟",
    )),
    ..Rule::new("clashing-marks", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for (at, first) in passage.letters().filter(|(_, c)| "،؛؟!".contains(*c)) {
        let end = at + first.len_utf8();
        let Some(second) = passage.after(end).filter(|c| ".،؛:؟!".contains(*c) && *c != first) else {
            continue;
        };
        let both = at..end + second.len_utf8();
        let further = passage.after(both.end).is_some_and(|c| ".،؛؟!".contains(c));
        let kept = match (first, second) {
            ('،' | '؛', kept) => kept,
            (kept, '.' | '،' | '؛') => kept,
            _ => continue,
        };
        if !further && passage.before(at).is_some_and(is_of_word) {
            let message = said!("{first} and {second} stand side by side", first, second);
            hits.mend(
                passage,
                both.clone(),
                message,
                "keep the one that is meant",
                vec![(both, kept.to_string())],
            );
        }
    }
}
