//! Sets of the letters that a book uses, closed under what a shaper may put in their place.

use std::collections::BTreeSet;

use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical};

use crate::unicode::mirrored;

/// The letters of the running text and those of code, and what they are shaped in: words, and the joints between them.
#[derive(Debug, Clone, Default)]
pub struct Letters {
    text: LetterSet,
    code: LetterSet,
    words: BTreeSet<Box<str>>,
}

/// Letters seen, as a bit each: the text of a long book goes through here.
#[derive(Debug, Clone, Default)]
struct LetterSet(Vec<u64>);

impl LetterSet {
    fn insert(&mut self, letter: char) {
        let code = u32::from(letter) as usize;
        if self.0.len() <= code / 64 {
            self.0.resize(code / 64 + 1, 0);
        }
        if let Some(word) = self.0.get_mut(code / 64) {
            *word |= 1 << (code % 64);
        }
    }

    fn join(&mut self, other: &Self) {
        other.iter().for_each(|letter| self.insert(letter));
    }

    fn iter(&self) -> impl Iterator<Item = char> + '_ {
        let bits = |(i, &word): (usize, &u64)| {
            (0..64)
                .filter(move |bit| word >> bit & 1 == 1)
                .map(move |bit| i * 64 + bit)
        };
        let letter = |code: usize| u32::try_from(code).ok().and_then(char::from_u32);
        self.0.iter().enumerate().flat_map(bits).filter_map(letter)
    }
}

impl Letters {
    /// Adds running text.
    pub fn extend(&mut self, text: &str) {
        text.chars().for_each(|letter| self.text.insert(letter));
        self.shaped(text);
    }

    /// Adds code.
    pub fn extend_code(&mut self, text: &str) {
        text.chars().for_each(|letter| self.code.insert(letter));
        self.shaped(text);
    }

    /// Notes each word, and between two words the joint: the letters next to the space, which fonts may kern across.
    fn shaped(&mut self, text: &str) {
        let mut before = "";
        for word in text.split_whitespace() {
            if !self.words.contains(word) {
                self.words.insert(word.into());
            }
            if !before.is_empty() {
                let joint = joint(before, word);
                if !self.words.contains(joint.as_str()) {
                    self.words.insert(joint.into());
                }
            }
            before = word;
        }
    }

    /// Adds the letters of another set.
    pub fn join(&mut self, other: &Self) {
        self.text.join(&other.text);
        self.code.join(&other.code);
        self.words.extend(other.words.iter().cloned());
    }

    /// Every word and joint, of text and of code, each once.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &**word)
    }

    /// The letters of running text, by code point.
    pub fn text(&self) -> impl Iterator<Item = char> + '_ {
        self.text.iter()
    }

    /// The letters of code, by code point.
    pub fn code(&self) -> impl Iterator<Item = char> + '_ {
        self.code.iter()
    }
}

/// The last letter of a word, the space, and the first of the next, with their marks and in the forms that they have there: a
/// neighbour that a letter is joined to is stood for by U+200D. So there are a few hundred joints in any book.
fn joint(before: &str, after: &str) -> String {
    let is_mark = |c: char| canonical_combining_class(c) != 0;
    let (end, last) = before.char_indices().rfind(|&(_, c)| !is_mark(c)).unwrap_or((0, ' '));
    let (rest, last_letter) = before.split_at(end);
    let joined_before = rest.chars().rfind(|&c| !is_mark(c)).is_some_and(joins_on);
    let length = after
        .char_indices()
        .skip(1)
        .find(|&(_, c)| !is_mark(c))
        .map_or(after.len(), |(at, _)| at);
    let (first_letter, rest) = after.split_at(length);
    let joined_after = first_letter.chars().next().is_some_and(joins_on) && rest.chars().next().is_some_and(is_joined);
    let joiner = |wanted: bool| if wanted { "\u{200d}" } else { "" };
    let before = joiner(joined_before && is_joined(last));
    format!("{before}{last_letter} {first_letter}{}", joiner(joined_after))
}

/// Whether a letter joins to the one before it: those of scripts that are written joined.
fn is_joined(letter: char) -> bool {
    matches!(letter, '\u{622}'..='\u{64a}' | '\u{66e}'..='\u{6d5}' | '\u{6fa}'..='\u{6ff}' | '\u{710}'..='\u{77f}' | '\u{7ca}'..='\u{7ea}' | '\u{8a0}'..='\u{8c7}')
}

/// Whether a letter joins to the one after it. Of Arabic's right-joining letters (ArabicShaping.txt) the common ones are told.
fn joins_on(letter: char) -> bool {
    let ends = "آأؤإاةدذرزوٱٲٳٵٶٷڈډڊڋڌڍڎڏڐڑڒړڔڕږڗژڙۀۃۄۅۆۇۈۉۊۋۍۏےۓەۮۯ";
    is_joined(letter) && !ends.contains(letter)
}

/// Letters that a reading program may add of itself, whatever the text: spaces, joiners, marks of direction, the hyphen, the
/// circle that carries a mark without a letter.
const ALWAYS: &str = " \u{a0}-\u{ad}\u{2010}…\u{200c}\u{200d}\u{200e}\u{200f}\u{61c}\u{25cc}";

/// The set with everything that a shaper may put in its letters' place: canonical compositions and decompositions, and
/// mirror images. Without them a subset would be shaped differently from the whole font.
pub fn closed(letters: impl Iterator<Item = char>) -> BTreeSet<char> {
    let mut set: BTreeSet<char> = letters.filter(|c| !c.is_control()).chain(ALWAYS.chars()).collect();
    // What a shaper draws in text from the right (UAX#9, rule L4).
    let mirrors: Vec<char> = set.iter().copied().filter_map(mirrored).collect();
    set.extend(mirrors);
    for letter in set.clone() {
        decompose_canonical(letter, |part| {
            set.insert(part);
        });
    }
    // A composition may be composed further, as in ا + ٓ or ئ + ه.
    loop {
        let marks: Vec<char> = set
            .iter()
            .copied()
            .filter(|&c| canonical_combining_class(c) != 0)
            .collect();
        let composed: Vec<char> = set
            .iter()
            .flat_map(|&base| marks.iter().filter_map(move |&mark| compose(base, mark)))
            .filter(|letter| !set.contains(letter))
            .collect();
        if composed.is_empty() {
            return set;
        }
        set.extend(composed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_a_shaper_may_make_of_it() {
        let set = closed("(ا\u{653}\u{654}".chars());
        let set = set.union(&closed("∋≪".chars())).copied().collect::<BTreeSet<char>>();
        for expected in ['آ', 'أ', ')', '∈', '≫', '\u{200c}', '\u{25cc}'] {
            assert!(set.contains(&expected), "{expected}");
        }
        assert!(!set.contains(&'ب') && !set.contains(&'['));
        assert!(closed("é".chars()).contains(&'\u{301}'));
    }

    #[test]
    fn a_joint_has_the_forms_of_its_words() {
        for (before, after, expected) in [
            ("كتب", "من", "\u{200d}ب م\u{200d}"),
            ("دار", "رأس", "ر ر"),
            ("قلمٌ", "أحمر", "\u{200d}مٌ أ"),
            ("a", "bc", "a b"),
            ("و", "بِهِ", "و بِ\u{200d}"),
        ] {
            assert_eq!(joint(before, after), expected);
        }
    }

    #[test]
    fn letters_are_kept_by_what_they_are_set_in() {
        let mut letters = Letters::default();
        letters.extend("با😀");
        letters.extend_code("x");
        assert_eq!(letters.text().collect::<String>(), "اب😀");
        assert_eq!(letters.code().collect::<String>(), "x");
    }
}
