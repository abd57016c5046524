//! The marks of Hebrew abbreviations and of foreign sounds, geresh and gershayim, told from straight quotation marks, which are typed
//! alike.

use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use super::bidi::is_mark;

/// Words that are written short, with a geresh behind them. Any single letter is one too.
const SHORTENED: &str = "ר ה ג גב עמ מס פרופ אינג טל רח שד סע חוב נק הנ חב תא אונ מח וכו וגו";
/// The letters that a geresh at a word's end gives a foreign sound. (So it does to a final tsadi, but more words of Hebrew end in that.)
const SOUNDED: [char; 3] = ['ג', 'ז', 'צ'];

/// Whether a letter is a Hebrew one.
pub(super) fn is_hebrew(c: Option<char>) -> bool {
    c.is_some_and(|c| c.script() == Script::Hebrew)
}

fn in_word(c: &&char) -> bool {
    is_hebrew(Some(**c)) || is_mark(**c)
}

fn is_letter(c: &&char) -> bool {
    !is_mark(**c) && !is_combining_mark(**c)
}

/// Whether a mark between Hebrew letters may open a quotation glued to its particles, as in ו"הארץ": nothing but particles stands
/// before it in its word, and more than the one letter that follows the gershayim of an abbreviation stands after it.
pub(super) fn behind_particles(letters: &[char], at: usize) -> bool {
    let before = letters.iter().take(at).rev().take_while(in_word);
    let after = letters.iter().skip(at + 1).take_while(in_word);
    before.filter(is_letter).all(|c| "משהוכלב".contains(*c)) && after.filter(is_letter).count() > 1
}

/// Whether a single mark behind a Hebrew letter opens a quotation: one that ends before the next one begins.
pub(super) fn may_open_single(letters: &[char], at: usize) -> bool {
    behind_particles(letters, at) && next_closing(letters, at).is_some_and(|end| !is_shortened(letters, end))
}

/// Whether a single mark behind a Hebrew letter ends the quotation that is open. Behind a word that is written short it is a geresh,
/// where the quotation has another end.
pub(super) fn may_close_single(letters: &[char], at: usize) -> bool {
    ends_word(letters, at) && (!is_shortened(letters, at) || next_closing(letters, at).is_none())
}

fn ends_word(letters: &[char], at: usize) -> bool {
    letters.get(at + 1).is_none_or(|c| !c.is_alphanumeric())
}

/// The next single mark that could end a quotation, before any that could begin one.
fn next_closing(letters: &[char], at: usize) -> Option<usize> {
    let marks = (at + 1..letters.len()).filter(|&next| letters.get(next) == Some(&'\''));
    let parted = |next: usize| letters.get(next - 1).is_none_or(|c| c.is_whitespace());
    marks
        .take_while(|&next| !parted(next))
        .find(|&next| ends_word(letters, next))
}

/// Whether what stands before a place is a word that is written short, its particles aside.
fn is_shortened(letters: &[char], at: usize) -> bool {
    let word = letters.iter().take(at).rev().take_while(in_word).filter(is_letter);
    let mut word: Vec<char> = word.copied().collect();
    if word.len() == 1 || word.first().is_some_and(|c| SOUNDED.contains(c)) {
        return true;
    }
    word.reverse();
    let named = |word: &[char]| SHORTENED.split(' ').any(|short| short.chars().eq(word.iter().copied()));
    named(&word)
        || word
            .split_first()
            .is_some_and(|(first, rest)| "משהוכלב".contains(*first) && named(rest))
}
