//! Words and signs that another family than the text's must draw from end to end: words with marks that this one lacks, and signs that
//! are written as several characters.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use regex::Regex;
use unicode_normalization::char::is_combining_mark;

use crate::edition::{Borrowed, Faces};
use crate::fonts::{Family, FontLibrary};

/// Pictures that are joined or wanted as pictures (UTS#51, ED-16 and ED-9a).
const SEQUENCES: &str = r"\p{Extended_Pictographic}[\x{fe0f}\x{1f3fb}-\x{1f3ff}]*(?:\x{200d}\p{Extended_Pictographic}[\x{fe0f}\x{1f3fb}-\x{1f3ff}]*)+|\p{Extended_Pictographic}\x{fe0f}";

/// Whether a text has signs that are sequences.
fn has_sequence(text: &str) -> bool {
    static FOUND: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(SEQUENCES).ok());
    FOUND.as_ref().is_some_and(|regex| regex.is_match(text))
}

/// The family that draws sequences, where a text has some.
pub(super) fn of_sequences(fonts: &FontLibrary, text: &str) -> Option<Arc<Family>> {
    has_sequence(text).then(|| fonts.families().find(|family| family.is_emoji()).cloned())?
}

/// What the text's family (or that of its titles) and that of code lack, by the first of the families that has it whole.
pub(super) fn borrowed(families: &[Arc<Family>], faces: &Faces, text: &str, code: &str) -> Vec<Borrowed> {
    let own = families.first();
    let mut found = of(families, own.into_iter().chain(&faces.heading), text, false);
    found.extend(of(families, faces.mono.iter(), code, true));
    let emoji = families.iter().find(|family| family.is_emoji());
    for (text, code) in [(text, false), (code, true)] {
        found.extend(emoji.filter(|_| has_sequence(text)).map(|family| Borrowed {
            pattern: SEQUENCES.into(),
            family: family.name.clone(),
            code,
        }));
    }
    found
}

/// Words with marks that a family lacks.
fn of<'f>(
    families: &[Arc<Family>],
    own: impl Iterator<Item = &'f Arc<Family>>,
    text: &str,
    code: bool,
) -> Vec<Borrowed> {
    let own: Vec<_> = own.collect();
    let lacks = |c: char| is_combining_mark(c) && !own.iter().all(|family| family.covers(c));
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut by_family: BTreeMap<usize, BTreeSet<char>> = BTreeMap::new();
    for word in text.split(|c: char| !in_word(c)).filter(|word| word.contains(lacks)) {
        if !seen.insert(word) {
            continue;
        }
        let whole = |family: &Arc<Family>| word.chars().all(|c| family.covers(c));
        if let Some(at) = families.iter().position(whole) {
            by_family
                .entry(at)
                .or_default()
                .extend(word.chars().filter(|c| lacks(*c)));
        }
    }
    let named = by_family.into_iter().filter_map(|(at, marks)| {
        let family = families.get(at)?.name.clone();
        let marks: String = marks.into_iter().collect();
        Some(Borrowed {
            pattern: format!("{LETTERS}[{marks}]{LETTERS}"),
            family,
            code,
        })
    });
    named.collect()
}

/// What words are made of, as a regular expression.
const LETTERS: &str = r"[\p{L}\p{M}\x{200c}\x{200d}]*";

/// What words are made of: letters, marks and joiners.
fn in_word(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::FontLibrary;

    #[test]
    fn words_with_marks_of_another_family_are_set_in_it() {
        let fonts = FontLibrary::shipped();
        let family = |name: &str| fonts.family(name).cloned().expect("it ships");
        let (amiri, vazir) = (family("Amiri"), family("Vazirmatn"));
        let text = "كِتَٰبٌ مُّبِينٌۖ وسطر";
        let set = |families: &[Arc<Family>]| borrowed(families, &Faces::default(), text, "");
        assert_eq!(set(&[amiri.clone(), vazir.clone()]), []);
        let found = set(&[vazir, amiri]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].family.as_str(), found[0].code), ("Amiri", false));
        let pattern = Regex::new(&found[0].pattern).expect("a pattern");
        let words: Vec<&str> = pattern.find_iter(text).map(|word| word.as_str()).collect();
        assert!(words.contains(&"مُّبِينٌۖ") && !words.contains(&"وسطر"), "{words:?}");
    }

    #[test]
    fn signs_of_several_characters_are_drawn_by_one_family() {
        let fonts = FontLibrary::shipped();
        for (text, is_one) in [
            ("🏋\u{fe0f}\u{200d}♂\u{fe0f}", true),
            ("✔\u{fe0f}", true),
            ("👍🏽 ✔ 1", false),
            ("می\u{200d}خواهم", false),
        ] {
            assert_eq!(of_sequences(&fonts, text).is_some(), is_one, "{text}");
        }
    }
}
