//! Latin marks after words in Arabic letters.

use super::*;

/// `,`, `;` and `?` where the script has its own.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["ar", "fa", "ur"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some((
        "ar",
        "هل قرأت الكتاب? نعم, قرأته; وأعجبني.",
        "هل قرأت الكتاب؟ نعم، قرأته؛ وأعجبني.",
    )),
    ..Rule::new("latin-marks", Find::In(find))
};

const MARKS: [(char, char); 3] = [(',', '،'), (';', '؛'), ('?', '؟')];

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for (at, mark) in passage.letters() {
        let Some((_, own)) = MARKS.iter().find(|pair| pair.0 == mark) else {
            continue;
        };
        let end = at + mark.len_utf8();
        let before = passage.text.get(..at).unwrap_or_default();
        let before = before.trim_end_matches(|c: char| is_blank(c) || ")»”\"!؟?".contains(c) || is_mark(c));
        let next = passage.after(end);
        // Behind a foreign word or a number the next word tells: «Linux, ثم».
        let behind = passage.text.get(end..).unwrap_or_default().trim_start_matches(is_blank);
        let joins = mark != '?' && before.ends_with(char::is_alphanumeric) && behind.starts_with(is_arabic);
        if (before.ends_with(is_arabic) || joins) && !next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '=') {
            let message = said!("{mark} is a Latin mark; this script has {own}", mark, own);
            let hint = said!("write {own}", own);
            hits.mend(passage, at..end, message, hint, vec![(at..end, own.to_string())]);
        }
    }
}
