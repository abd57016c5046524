//! The spaces that French sets at its marks.

use super::*;

/// No space before ; : ? ! and inside « ». One that was typed is kept from ending a line by typography.
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["fr"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some((
        "fr",
        "Pourquoi? Il a dit: «oui»; et puis!",
        "Pourquoi\u{202f}? Il a dit\u{a0}: «\u{a0}oui\u{a0}»\u{202f}; et puis\u{202f}!",
    )),
    ..Rule::new("french-spaces", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    for (at, mark) in passage.letters() {
        let end = at + mark.len_utf8();
        let (space, range) = match mark {
            '«' => ("\u{a0}", end..end),
            ':' | '»' => ("\u{a0}", at..at),
            ';' | '?' | '!' => ("\u{202f}", at..at),
            _ => continue,
        };
        let beside = if mark == '«' {
            passage.after(range.end)
        } else {
            passage.before(range.start)
        };
        let outer = if mark == '«' {
            passage.before(at)
        } else {
            passage.after(end)
        };
        let word = beside.is_some_and(|c| is_of_word(c) || "»)…".contains(c) || c == '.');
        // Times, faces, addresses, and rows of marks.
        let apart = outer.is_none_or(|c| {
            c.is_whitespace() || c == OBJECT || "»)«(,.…".contains(c) || "?!;:".contains(c) && mark == '»'
        });
        if word && apart {
            let message = said!("the space at {mark} is missing", mark);
            let hint =
                "set a space that keeps the mark at its word (U+202F before ; ? !, U+00A0 before : and inside « »)";
            hits.mend(passage, at..end, message, hint, vec![(range, space.into())]);
        }
    }
}
