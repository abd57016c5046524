//! Names in ASCII letters: what files are called by.

use unicode_normalization::UnicodeNormalization;

/// What a letter becomes in a file's name, one row a Latin form. Letters with marks go by their base letter, vowel marks and signs are
/// left out, and every other character parts words.
///
/// It is the letters that are written down, not the sounds: names must come out the same on every machine, and only a reader knows the
/// vowels. The forms are those of the ALA-LC tables without their marks.
pub const ROMAN: &[(&str, &str)] = &[
    ("a", "اآأإٱىعאע"),
    ("b", "بב"),
    ("ch", "چ"),
    ("d", "دضڈډד"),
    ("dh", "ذ"),
    ("e", "ےەێې"),
    ("f", "ف"),
    ("g", "گג"),
    ("gh", "غ"),
    ("h", "هحہھۀהח"),
    ("j", "ج"),
    ("k", "كکכך"),
    ("kh", "خ"),
    ("l", "لڵל"),
    ("m", "مמם"),
    ("n", "نںנן"),
    ("ng", "ڭڠ"),
    ("o", "ۆ"),
    ("p", "پפף"),
    ("q", "قק"),
    ("r", "رڑڕר"),
    ("s", "سصס"),
    ("sh", "شש"),
    ("t", "تطٹټטת"),
    ("ah", "ةۃ"),
    ("th", "ث"),
    ("ts", "צץ"),
    ("u", "ۇ"),
    ("v", "ڤۋ"),
    ("w", "وؤו"),
    ("y", "يیئי"),
    ("z", "زظז"),
    ("zh", "ژ"),
    ("ae", "æÆ"),
    ("d", "đĐðÐ"),
    ("i", "ı"),
    ("l", "łŁ"),
    ("o", "øØ"),
    ("oe", "œŒ"),
    ("ss", "ßẞ"),
    ("th", "þÞ"),
];

/// A name in lower-case ASCII letters and digits with hyphens between its words; empty where it has no letter of the table.
pub fn romanise(name: &str) -> String {
    let mut out = String::new();
    for c in name.nfkc() {
        match roman(c) {
            Some(letters) => out.push_str(&letters),
            None if left_out(c) => {}
            None if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            None => {}
        }
    }
    out.trim_end_matches('-').to_string()
}

fn roman(c: char) -> Option<String> {
    if c.is_ascii_alphanumeric() {
        return Some(c.to_ascii_lowercase().to_string());
    }
    if let Some(value) = super::digit(c) {
        return Some(value.to_string());
    }
    let row = |c: char| {
        ROMAN
            .iter()
            .find(|(_, letters)| letters.contains(c))
            .map(|row| row.0.to_string())
    };
    row(c).or_else(|| {
        let base = std::iter::once(c).nfd().next().filter(|base| *base != c)?;
        if base.is_ascii_alphanumeric() {
            Some(base.to_ascii_lowercase().to_string())
        } else {
            row(base)
        }
    })
}

/// Marks on letters, the tatweel, the lone hamza, apostrophes, and joiners inside words.
fn left_out(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(
            c,
            '\u{640}' | 'ء' | '\'' | '’' | 'ʼ' | '׳' | '״' | '\u{200c}' | '\u{200d}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_language_that_ships_become_ascii() {
        for (name, expected) in [
            ("كتاب", "ktab"),
            ("رسالةُ الغُفران ٢", "rsalah-alghfran-2"),
            ("گلستان سعدی", "glstan-sady"),
            ("اُردو کی کتاب", "ardw-ky-ktab"),
            ("ספר קטן", "spr-qtn"),
            ("L’été à Orléans", "lete-a-orleans"),
            ("Ten lessons (2)", "ten-lessons-2"),
            ("ﻻ ﷲ", "la-allh"),
            ("---", ""),
        ] {
            assert_eq!(romanise(name), expected, "{name}");
        }
    }

    #[test]
    fn no_letter_stands_in_two_rows_and_forms_are_ascii() {
        let mut seen = std::collections::BTreeSet::new();
        for (form, letters) in ROMAN {
            assert!(form.bytes().all(|byte| byte.is_ascii_lowercase()), "{form}");
            for letter in letters
                .chars()
                .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
            {
                assert!(seen.insert(letter), "{letter} stands twice");
            }
        }
    }

    #[test]
    fn decomposed_and_composed_names_are_one() {
        let composed = "أحمد والآخر é";
        assert_eq!(romanise(&composed.nfd().collect::<String>()), romanise(composed));
    }
}
