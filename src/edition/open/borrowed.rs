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
    // Every sequence has one of these; most books have neither, and the expression need not be made for them.
    text.contains(['\u{200d}', '\u{fe0f}']) && FOUND.as_ref().is_some_and(|regex| regex.is_match(text))
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
    let have = |c: char| own.iter().all(|family| family.covers(c));
    if text.chars().all(have) {
        return Vec::new();
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut by_family: BTreeMap<usize, Lacking> = BTreeMap::new();
    for word in words(text).filter(|word| word.contains(is_combining_mark) && !word.chars().all(have)) {
        let whole = |family: &Arc<Family>| word.chars().all(|c| family.covers(c));
        let Some(at) = families.iter().position(whole).filter(|_| seen.insert(word)) else {
            continue;
        };
        let lacking = by_family.entry(at).or_default();
        let marks = word.chars().filter(|c| is_combining_mark(*c) && !have(*c));
        let before = lacking.marks.len();
        lacking.marks.extend(marks);
        if !word.contains(|c| lacking.marks.contains(&c)) && before == lacking.marks.len() {
            lacking.words.insert(regex::escape(word));
        }
    }
    let named = by_family.into_iter().filter_map(|(at, lacking)| {
        let family = families.get(at)?.name.clone();
        Some(Borrowed {
            pattern: lacking.pattern(),
            family,
            code,
        })
    });
    named.collect()
}

/// What a family lacks and another one has.
#[derive(Default)]
struct Lacking {
    /// Marks: every word with one of them is drawn whole.
    marks: BTreeSet<char>,
    /// Words whose letters it lacks and not their marks, as regular expressions.
    words: BTreeSet<String>,
}

impl Lacking {
    fn pattern(&self) -> String {
        let marks: String = self.marks.iter().collect();
        let with_marks = format!(r"{LETTERS}[{marks}]{LETTERS}|\S[{marks}]{LETTERS}");
        let words = self.words.iter().rev().cloned();
        let with_marks = Some(with_marks).filter(|_| !marks.is_empty());
        with_marks.into_iter().chain(words).collect::<Vec<_>>().join("|")
    }
}

/// What words are made of, as a regular expression.
const LETTERS: &str = r"[\p{L}\p{M}\x{200c}\x{200d}]*";

/// Words, and signs that bear marks.
fn words(text: &str) -> impl Iterator<Item = &str> {
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let signs = format!(r"\p{{L}}{LETTERS}|\S\p{{M}}{LETTERS}|\p{{M}}{LETTERS}");
        Regex::new(&signs).ok()
    });
    let words = WORDS.as_ref().into_iter();
    words.flat_map(|words| words.find_iter(text)).map(|word| word.as_str())
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
    fn a_sign_with_a_mark_is_set_with_it() {
        let fonts = FontLibrary::shipped();
        let garamond = fonts.family("EB Garamond").cloned().expect("it ships");
        let families = fonts.needed(&["EB Garamond"], "a ≧\u{338} b".chars());
        assert!(Arc::ptr_eq(&families[0], &garamond));
        let found = borrowed(&families, &Faces::default(), "a ≧\u{338} b", "");
        let pattern = Regex::new(&found.first().expect("one").pattern).expect("a pattern");
        assert_eq!(pattern.find("a ≧\u{338} b").map(|hit| hit.as_str()), Some("≧\u{338}"));
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
