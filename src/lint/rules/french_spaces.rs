//! The spaces that French sets at its marks.

use super::*;

/// No space, or one at which a line may end, before ; : ? ! and inside « ».
pub(in crate::lint) const RULE: Rule = Rule {
    languages: &["fr"],
    fix: Some(Safety::Safe),
    once: true,
    example: Some((
        "fr",
        "Pourquoi? Il a dit : «oui»; et puis !",
        "Pourquoi\u{202f}? Il a dit\u{a0}: «\u{a0}oui\u{a0}»\u{202f}; et puis\u{202f}!",
    )),
    ..Rule::new("french-spaces", Find::In(find))
};

fn find(passage: &Passage, hits: &mut Hits<'_>) {
    let text = &passage.text;
    for (at, mark) in passage.letters() {
        let end = at + mark.len_utf8();
        let (space, range) = match mark {
            '«' => {
                let behind = text.get(end..).unwrap_or_default();
                ("\u{a0}", end..end + behind.len() - behind.trim_start_matches(' ').len())
            }
            ';' | ':' | '?' | '!' | '»' => {
                let head = text.get(..at).unwrap_or_default().trim_end_matches(' ');
                (if ":»".contains(mark) { "\u{a0}" } else { "\u{202f}" }, head.len()..at)
            }
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
            let message = said!("the space at {mark} is missing, or lets a line end there", mark);
            let hint =
                "set a space that keeps the mark at its word (U+202F before ; ? !, U+00A0 before : and inside « »)";
            hits.mend(passage, at..end, message, hint, vec![(range, space.into())]);
        }
    }
}
