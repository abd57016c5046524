//! Rows of one sign, and the spaces beside high signs.

use super::Changes;

/// `--` is an en dash and `---` an em dash, but for what begins a word, and for longer rows.
pub(super) fn dashes(letters: &[char]) -> Changes {
    rows(letters, '-')
        .filter_map(|(at, length)| {
            let before = at.checked_sub(1).and_then(|before| letters.get(before));
            let after = letters.get(at + length);
            let option = before.is_none_or(|c| !c.is_alphanumeric() && *c != '»' && *c != '"')
                && after.is_some_and(|c| c.is_alphanumeric());
            match length {
                2 if !option => Some((at, length, "–")),
                3 => Some((at, length, "—")),
                _ => None,
            }
        })
        .flat_map(whole)
        .collect()
}

/// Three dots are an ellipsis; longer rows are not.
pub(super) fn ellipses(letters: &[char]) -> Changes {
    rows(letters, '.')
        .filter(|(_, length)| *length == 3)
        .flat_map(|(at, length)| whole((at, length, "…")))
        .collect()
}

/// A row of letters that becomes one sign.
fn whole((at, length, sign): (usize, usize, &str)) -> Changes {
    (at..at + length)
        .map(|place| (place, if place == at { sign.to_owned() } else { String::new() }))
        .collect()
}

/// The rows of one letter: where each begins, and how long it is.
fn rows(letters: &[char], wanted: char) -> impl Iterator<Item = (usize, usize)> {
    let starts = (0..letters.len()).filter(move |&at| {
        letters.get(at) == Some(&wanted) && at.checked_sub(1).and_then(|before| letters.get(before)) != Some(&wanted)
    });
    starts.map(move |at| (at, letters.iter().skip(at).take_while(|c| **c == wanted).count()))
}

/// The space that stands before ; : ! ? and inside « » is one at which no line ends; none is put where none was typed.
pub(super) fn high_signs(letters: &[char]) -> Changes {
    let high = |at: usize| match (letters.get(at.wrapping_sub(1)), letters.get(at + 1)) {
        (_, Some(';' | '!' | '?' | '»')) | (Some('«'), _) => Some("\u{202f}"),
        (_, Some(':')) => Some("\u{a0}"),
        _ => None,
    };
    letters
        .iter()
        .enumerate()
        .filter(|(_, c)| **c == ' ')
        .filter_map(|(at, _)| high(at).map(|space| (at, space.to_owned())))
        .collect()
}
