//! The rules, one a file: what it finds, in which languages, what would mend it, an example.

mod bidi_override;
mod bidi_unbalanced;
mod clashing_marks;
mod common_slip;
mod double_hyphen;
mod doubled_space;
mod doubled_vowel_mark;
mod ellipsis;
mod foreign_digits;
mod french_spaces;
mod glued_words;
mod hamza_tanwin;
mod heading_skip;
mod hebrew_geresh;
mod hebrew_gershayim;
mod hebrew_maqaf;
mod ibn;
mod idle_control;
mod latin_marks;
mod link_text;
mod long_sentence;
mod long_word;
mod missing_alt;
mod missing_glyph;
mod mixed_digits;
mod mixed_letters;
mod mixed_scripts;
mod parted_article;
mod parted_waw;
mod persian_comparative;
mod persian_ezafe;
mod persian_mi;
mod persian_plural;
pub(super) mod presentation_form;
mod question_stop;
mod quote_styles;
mod repeated_mark;
mod space_after_mark;
mod space_around_brackets;
mod space_before_mark;
mod space_in_brackets;
mod stacked_marks;
mod straight_quotes;
mod stray_mark;
mod stray_markup;
mod stretched_word;
mod tanwin_place;
mod tanwin_seat;
mod tatweel;
mod two_dots;
mod two_spellings;
mod unpaired_brackets;
mod urdu_full_stop;
mod wasl_hamza;
mod wide_table;
mod word_twice;

// What every rule works with.
use std::ops::Range;

use super::hits::{Hits, Together};
use super::passage::{OBJECT, Passage, Setting, Word, is_arabic, is_hebrew, is_latin, is_of_word, words};
use super::{Book, Find, Piece, PieceKind, Rule, part};
use crate::diagnostic::{Diagnostic, Edit, Location, Message, Report, Safety, Span, said};

/// Every rule that has a file of its own here.
pub(super) const RULES: &[Rule] = &[
    bidi_override::RULE,
    bidi_unbalanced::RULE,
    clashing_marks::RULE,
    common_slip::RULE,
    double_hyphen::RULE,
    doubled_space::RULE,
    doubled_vowel_mark::RULE,
    ellipsis::RULE,
    foreign_digits::RULE,
    french_spaces::RULE,
    glued_words::RULE,
    hamza_tanwin::RULE,
    heading_skip::RULE,
    hebrew_geresh::RULE,
    hebrew_gershayim::RULE,
    hebrew_maqaf::RULE,
    ibn::RULE,
    idle_control::RULE,
    latin_marks::RULE,
    link_text::RULE,
    long_sentence::RULE,
    long_word::RULE,
    missing_alt::RULE,
    missing_glyph::RULE,
    mixed_digits::RULE,
    mixed_letters::RULE,
    mixed_scripts::RULE,
    parted_article::RULE,
    parted_waw::RULE,
    persian_comparative::RULE,
    persian_ezafe::RULE,
    persian_mi::RULE,
    persian_plural::RULE,
    presentation_form::RULE,
    question_stop::RULE,
    quote_styles::RULE,
    repeated_mark::RULE,
    space_after_mark::RULE,
    space_around_brackets::RULE,
    space_before_mark::RULE,
    space_in_brackets::RULE,
    stacked_marks::RULE,
    straight_quotes::RULE,
    stray_mark::RULE,
    stray_markup::RULE,
    stretched_word::RULE,
    tanwin_place::RULE,
    tanwin_seat::RULE,
    tatweel::RULE,
    two_dots::RULE,
    two_spellings::RULE,
    unpaired_brackets::RULE,
    urdu_full_stop::RULE,
    wasl_hamza::RULE,
    wide_table::RULE,
    word_twice::RULE,
];

/// Whether a character is a mark on letters: vowel marks, points, accents.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Whether a character is a space within a line.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}')
}

/// How many letters a text has, marks and joiners aside.
fn letters_of(text: &str) -> usize {
    text.chars()
        .filter(|&c| c.is_alphabetic() && c != 'ـ' && !is_mark(c))
        .count()
}

/// A word without its vowel marks and tatweel.
pub(super) fn bare(word: &str) -> String {
    word.chars().filter(|&c| !is_mark(c) && c != 'ـ').collect()
}

/// Whether a rule of its own is about a word, vowel marks aside.
pub(super) fn is_known_slip(plain: &str) -> bool {
    common_slip::is_slip(plain) || wasl_hamza::is_slip(plain)
}

pub(super) use common_slip::{in_phrases, is_within};

/// A text cut into runs of one character.
fn runs(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut last) = (0, None);
    for (at, c) in text.char_indices() {
        if last.is_some_and(|last| last != c) {
            found.extend(text.get(start..at));
            start = at;
        }
        last = Some(c);
    }
    found.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    found
}

/// The zero of the family that a digit is of: ASCII's, Arabic-Indic, Persian.
fn family(c: char) -> Option<u32> {
    [0x30, 0x660, 0x6f0]
        .into_iter()
        .find(|zero| (*zero..zero + 10).contains(&u32::from(c)))
}

/// Persian words that a half-space should join: two words, parted by one space, for which `belong` holds.
fn joined(passage: &Passage, hits: &mut Hits<'_>, what: &str, belong: impl Fn(&str, &str) -> bool) {
    for pair in passage.words().windows(2) {
        let [first, second] = pair else { continue };
        let space = first.range.end..second.range.start;
        let one = passage.text.get(space.clone()) == Some(" ");
        if one && second.text.starts_with(is_arabic) && belong(first.text, second.text) {
            let message = said!("{what} is parted from its word by a space", what);
            let hint = "join them by a half-space (U+200C)";
            let changes = vec![(space, "\u{200c}".to_string())];
            hits.mend(passage, first.range.start..second.range.end, message, hint, changes);
        }
    }
}
