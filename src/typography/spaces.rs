//! Spaces that may not become line ends.

use super::{each_text, numbers};
use crate::document::Inline;
use crate::locale::{Direction, digit_value};

/// Words of one letter, which are joined to what follows and look lost at a line's end (alreq § 5).
const ONE_LETTER: [char; 5] = ['و', 'ب', 'ل', 'ك', 'ف'];

const NO_BREAK_SPACE: char = '\u{a0}';

/// The Quran's signs of pause (U+06D6 to U+06DC), which stand over the end of a word.
const PAUSES: std::ops::RangeInclusive<char> = '\u{6d6}'..='\u{6dc}';

/// Sets signs of pause on the words that they belong to: an author may have typed them after a space, and a font that has no place
/// for a sign over a space draws it high above the line. So does the text of the Medina edition, as its publisher encodes it.
pub(super) fn set_pauses(run: &mut [Inline]) {
    each_text(run, &mut |text| {
        if text.contains(|c| PAUSES.contains(&c)) {
            *text = with_pauses_set(text);
        }
    });
}

fn with_pauses_set(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let word = out.trim_end_matches([' ', '\n', NO_BREAK_SPACE]);
        if PAUSES.contains(&c) && !word.is_empty() {
            out.truncate(word.len());
        }
        out.push(c);
    }
    out
}

/// Ties words of one letter to the next word, where the language has them, a number to its sign or unit, and the groups of a
/// telephone number to each other.
pub(super) fn tie(run: &mut [Inline], one_letter_words: bool) {
    hold_numbers(run);
    each_text(run, &mut |text| {
        if one_letter_words && text.contains(' ') || text.contains(['%', '٪']) {
            *text = tied(text, one_letter_words);
        }
    });
}

/// Keeps telephone numbers and the like, runs from the left without any letter, on one line, and a unit on that of its number.
pub(super) fn hold_numbers(run: &mut [Inline]) {
    for inline in run {
        let from_left = matches!(
            inline,
            Inline::Isolate {
                direction: Some(Direction::Ltr),
                ..
            }
        );
        match inline {
            Inline::Text { text, .. } => hold_units(text),
            Inline::Isolate { content, .. } if from_left && is_number(content) => hold(content),
            other => {
                if let Some(content) = other.content_mut() {
                    hold_numbers(content);
                }
            }
        }
    }
}

/// Whether a run is digits and signs alone, in isolates or not.
fn is_number(run: &[Inline]) -> bool {
    run.iter().all(|inline| match inline {
        Inline::Text { text, .. } => !text.contains(char::is_alphabetic),
        Inline::Isolate { content, .. } => is_number(content),
        _ => false,
    })
}

fn hold(run: &mut [Inline]) {
    for inline in run {
        match inline {
            Inline::Text { text, .. } if text.contains(' ') => *text = text.replace(' ', "\u{a0}"),
            other => {
                if let Some(content) = other.content_mut() {
                    hold(content);
                }
            }
        }
    }
}

fn hold_units(text: &mut String) {
    if !text.contains(|c| digit_value(c).is_some()) {
        return;
    }
    for range in numbers::measures(text).into_iter().rev() {
        let space = text.get(range.clone()).and_then(|measure| measure.rfind(' '));
        if let Some(space) = space.map(|space| range.start + space) {
            text.replace_range(space..=space, "\u{a0}");
        }
    }
}

fn tied(text: &str, one_letter_words: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut before_last, mut last) = (None, None);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let starts_word = before_last.is_none_or(|c: char| c.is_whitespace() || matches!(c, '(' | '«' | '[' | '“'));
        let lone = one_letter_words && last.is_some_and(|c| ONE_LETTER.contains(&c)) && starts_word;
        let number =
            last.is_some_and(|c| digit_value(c).is_some()) && letters.peek().is_some_and(|c| matches!(c, '%' | '٪'));
        out.push(if c == ' ' && (lone || number) {
            NO_BREAK_SPACE
        } else {
            c
        });
        before_last = last.replace(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_letter_hold_the_next() {
        assert_eq!(
            tied("أنا و أنت (ب قلم) لو شئت و", true),
            "أنا و\u{a0}أنت (ب\u{a0}قلم) لو شئت و"
        );
        assert_eq!(tied("أنا و أنت", false), "أنا و أنت");
    }

    #[test]
    fn signs_of_pause_stand_on_the_word_before() {
        assert_eq!(with_pauses_set("لَا رَيْبَ ۛ فِيهِ ۛ هُدًى"), "لَا رَيْبَۛ فِيهِۛ هُدًى");
        assert_eq!(with_pauses_set("ۛ وحدها"), "ۛ وحدها");
    }

    #[test]
    fn per_cent_signs_stay_with_their_numbers() {
        assert_eq!(tied("نسبة 4 ٪ و5 % فقط", false), "نسبة 4\u{a0}٪ و5\u{a0}% فقط");
    }
}
