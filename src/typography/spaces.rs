//! Spaces that may not become line ends.

use std::ops::Range;

use super::bidi::script_direction;
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
/// number to each other.
pub(super) fn tie(run: &mut [Inline], one_letter_words: bool, direction: Direction) {
    hold_numbers(run, direction);
    each_text(run, &mut |text| {
        if one_letter_words && text.contains(' ') || text.contains(['%', '٪']) {
            *text = tied(text, one_letter_words);
        }
    });
}

/// Keeps telephone numbers and the like on one line, and a unit or a currency on that of its number, in a run of this direction.
pub(super) fn hold_numbers(run: &mut [Inline], direction: Direction) {
    for inline in run {
        let inner = match inline {
            Inline::Isolate { direction: own, .. } => own.unwrap_or(direction),
            _ => direction,
        };
        match inline {
            Inline::Text { text, .. } => hold_parts(text, direction),
            // Runs from the left without any letter.
            Inline::Isolate { content, .. } if inner == Direction::Ltr && is_number(content) => hold(content),
            other => {
                if let Some(content) = other.content_mut() {
                    hold_numbers(content, inner);
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

/// Ties what belongs to one number in a text: its unit, its currency, and in a text from the left its groups. (From the right a list of
/// numbers and the groups of one are told apart by isolates, and a space at which no line ends would join them.)
fn hold_parts(text: &mut String, direction: Direction) {
    if !(text.contains(' ') && text.contains(|c| digit_value(c).is_some())) {
        return;
    }
    let last_space = |range: Range<usize>| {
        let space = range.start + text.get(range)?.rfind(' ')?;
        Some(space..space + 1)
    };
    let mut held: Vec<Range<usize>> = numbers::measures(text).into_iter().filter_map(last_space).collect();
    held.extend(numbers::beside_currency(text));
    let from_right = |c: char| script_direction(c) == Some(Direction::Rtl);
    if direction == Direction::Ltr && !text.contains(from_right) {
        held.extend(numbers::groups(text));
        held.extend(numbers::grouped(text));
    }
    let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    for space in spaces.into_iter().rev() {
        if held.iter().any(|range| range.contains(&space)) {
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
    fn numbers_hold_their_groups_and_currencies() {
        let held = |text: &str, direction| {
            let mut text = text.to_owned();
            hold_parts(&mut text, direction);
            text.replace(NO_BREAK_SPACE, "~")
        };
        for (text, expected) in [
            ("Le loyer est de 1 450 € par mois", "Le loyer est de 1~450~€ par mois"),
            ("il pèse 2 300 kg, ou 14 km", "il pèse 2~300~kg, ou 14~km"),
            (
                "une ville de 31 640 habitants en 1871",
                "une ville de 31~640 habitants en 1871",
            ),
            (
                "paid $ 75, 75 $, EUR 75 and THE 75",
                "paid $~75, 75~$, EUR~75 and THE 75",
            ),
            ("call +33 1 23 45 67 89 now", "call +33~1~23~45~67~89 now"),
            ("rooms 1 2 3 and 1871 450 men", "rooms 1 2 3 and 1871 450 men"),
        ] {
            assert_eq!(held(text, Direction::Ltr), expected);
        }
        assert_eq!(held("غرف 100 200 300 بـ٧٥ €", Direction::Rtl), "غرف 100 200 300 بـ٧٥~€");
    }

    #[test]
    fn per_cent_signs_stay_with_their_numbers() {
        assert_eq!(tied("نسبة 4 ٪ و5 % فقط", false), "نسبة 4\u{a0}٪ و5\u{a0}% فقط");
    }
}
