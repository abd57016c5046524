//! Expected text as the eye should see it, matched with a line of a page.
//!
//! From what is seen the order of reading cannot always be told (`2022-2015` may be two years or a range from the right), so the
//! proof goes the other way: the expected text is put into visual order by the Unicode Bidirectional Algorithm (UAX#9, levels by
//! paragraph, rule L2 by line) and must be what the line shows, letter by letter, with words parting in the same places.

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

use super::expected::{OWN, Run, Unit};
use super::letters::{is_bare, is_rtl};
use super::pdf::{Letter, Seam};

/// Stands for whatever pages are not held to: such characters part runs of a level all the same.
const OTHER: char = '\0';

/// A letter, a space or [`OTHER`], with its level (UAX#9, 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Leveled {
    pub(super) c: char,
    pub(super) word: u32,
    level: u8,
    /// Which run of digits and their signs it belongs to, from 1; 0 for none.
    number: u32,
}

/// A paragraph in logical order, without what pages are not held to.
#[derive(Debug, Clone)]
pub(super) struct Paragraph {
    pub(super) units: Vec<Leveled>,
    optional: bool,
}

/// A place in a list of paragraphs: the paragraph, and the letter in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) paragraph: usize,
    pub(super) unit: usize,
}

impl Leveled {
    /// Whether pages must show it.
    pub(super) fn is_letter(&self) -> bool {
        !matches!(self.c, ' ' | OTHER)
    }
}

impl Paragraph {
    /// Resolves levels and leaves out marks and punctuation.
    pub(super) fn of(run: &Run) -> Self {
        let text: String = run.units.iter().map(|unit| unit.c).collect();
        let levels = levels(&text, run.rtl);
        let mut units: Vec<Leveled> = Vec::with_capacity(run.units.len());
        let (mut numbers, mut in_number) = (0, false);
        for (Unit { c, word }, (at, _)) in run.units.iter().zip(text.char_indices()) {
            let level = levels
                .as_ref()
                .and_then(|levels| levels.get(at))
                .map_or(u8::from(run.rtl), |level| level.number());
            let weak = is_weak(*c);
            numbers += u32::from(weak && !in_number);
            in_number = weak;
            let (c, word) = match c {
                c if c.is_whitespace() => (' ', OWN),
                c if is_bare(*c) => (*c, *word),
                _ => (OTHER, OWN),
            };
            let unit = Leveled {
                c,
                word,
                level,
                number: if weak { numbers } else { 0 },
            };
            if unit.is_letter() || units.last() != Some(&unit) {
                units.push(unit);
            }
        }
        units.truncate(units.iter().rposition(Leveled::is_letter).map_or(0, |last| last + 1));
        Self {
            units,
            optional: run.optional,
        }
    }

    /// The words, the program's among them.
    pub(super) fn words(&self) -> impl Iterator<Item = String> {
        let words = self
            .units
            .split(|unit| unit.c == ' ')
            .map(|word| word.iter().filter(|unit| unit.is_letter()));
        words
            .map(|word| word.map(|unit| unit.c).collect::<String>())
            .filter(|word| !word.is_empty())
    }

    fn has_letters(&self) -> bool {
        !self.units.is_empty()
    }
}

/// Digits, and what belongs to numbers (UAX#9, EN, AN, ES, ET, CS; the no-break space is one of them).
fn is_weak(c: char) -> bool {
    // Most of what there is, without a look into the table.
    !matches!(c, '\u{620}'..='\u{65f}' | ' ')
        && matches!(
            bidi_class(c),
            BidiClass::EN | BidiClass::AN | BidiClass::ES | BidiClass::ET | BidiClass::CS
        )
}

/// The levels of a text by byte; none where all are the paragraph's.
fn levels(text: &str, rtl: bool) -> Option<Vec<Level>> {
    let base = if rtl { Level::rtl() } else { Level::ltr() };
    let plain = if rtl {
        text.chars().all(is_plainly_rtl)
    } else {
        text.is_ascii()
    };
    (!plain).then(|| BidiInfo::new(text, Some(base)).levels)
}

/// Whether the character is at the level of a paragraph from the right wherever nothing but such characters is in it: Arabic letters
/// and their marks, and what is neutral beside them (UAX#9, N1).
fn is_plainly_rtl(c: char) -> bool {
    matches!(
        c,
        '\u{620}'
            ..='\u{65f}'
                | ' '
                | '.'
                | ','
                | ':'
                | '!'
                | '('
                | ')'
                | '"'
                | '«'
                | '»'
                | '،'
                | '؛'
                | '؟'
                | '–'
                | '—'
                | '…'
                | '\u{a0}'
    )
}

/// Paragraphs that have letters.
pub(super) fn paragraphs<'r>(runs: impl IntoIterator<Item = &'r Run>) -> Vec<Paragraph> {
    runs.into_iter()
        .map(Paragraph::of)
        .filter(Paragraph::has_letters)
        .collect()
}

/// Where the text goes on behind a line that shows it from `at`; none where the line shows something else. Several paragraphs
/// may stand in one line (cells, halves of a verse), in the direction of the book. Numbers beside the text may be left out, and a
/// line that shows nothing else does not move on: it may as well be a page's number.
pub(super) fn follow(text: &[Paragraph], at: Place, line: &[Letter], rtl: bool) -> Option<Place> {
    [true, false]
        .into_iter()
        .find_map(|with_optional| follow_with(text, at, line, rtl, with_optional))
}

fn follow_with(text: &[Paragraph], at: Place, line: &[Letter], rtl: bool, with_optional: bool) -> Option<Place> {
    let mut pieces: Vec<&[Leveled]> = Vec::new();
    let (mut place, mut rest, mut only_optional) = (at, line.len(), true);
    while rest > 0 {
        let paragraph = text.get(place.paragraph)?;
        let units = paragraph.units.get(place.unit..).unwrap_or_default();
        if paragraph.optional && !with_optional && place.unit == 0 {
            place = Place {
                paragraph: place.paragraph + 1,
                unit: 0,
            };
            continue;
        }
        only_optional &= paragraph.optional;
        let mut length = 0;
        for unit in units {
            if rest == 0 {
                break;
            }
            length += 1;
            rest -= usize::from(unit.is_letter());
        }
        pieces.push(units.get(..length)?);
        // What is no letter belongs to the line's end.
        let others = units.iter().skip(length).take_while(|unit| !unit.is_letter()).count();
        let unit = place.unit + length + others;
        place = if unit < paragraph.units.len() {
            Place { unit, ..place }
        } else {
            Place {
                paragraph: place.paragraph + 1,
                unit: 0,
            }
        };
    }
    if rtl {
        pieces.reverse();
    }
    shows(&pieces, line).then_some(if only_optional { at } else { place })
}

/// A letter expected at its place in a line.
struct Expected {
    unit: Leveled,
    /// Its place in logical order: the piece of the line, and the place in it.
    order: (usize, usize),
    /// Whether a space stands before it, to the left; none where a gap is the theme's: where a piece begins, and beside the
    /// program's own numbers.
    parted: Option<bool>,
}

/// Whether a line shows pieces from left to right.
fn shows(pieces: &[&[Leveled]], line: &[Letter]) -> bool {
    // Most lines that show something else differ by their letters, whatever their order.
    let sum = |letters: &mut dyn Iterator<Item = char>| letters.fold(0, |sum: u32, c| sum.wrapping_add(u32::from(c)));
    let wanted = pieces.iter().flat_map(|piece| piece.iter());
    let mut wanted = wanted.filter(|unit| unit.is_letter()).map(|unit| unit.c);
    if sum(&mut wanted) != sum(&mut line.iter().map(|letter| letter.c)) {
        return false;
    }
    let expected: Vec<Expected> = pieces
        .iter()
        .enumerate()
        .flat_map(|(index, piece)| visual(index, piece))
        .collect();
    if expected.len() != line.len() {
        return false;
    }
    let (mut expected, mut line) = (&expected[..], line);
    while let Some(first) = expected.first() {
        let same_piece = |letter: &&Expected| letter.order.0 == first.order.0;
        let in_number = |letter: &&Expected| letter.unit.number == first.unit.number && same_piece(letter);
        let number = if first.unit.number == 0 {
            0
        } else {
            expected.iter().take_while(in_number).count()
        };
        let length = glyph_by_glyph(expected, line, number.max(1)).or_else(|| in_logical_order(expected, line, number));
        let Some(length) = length else { return false };
        (expected, line) = (
            expected.get(length..).unwrap_or_default(),
            line.get(length..).unwrap_or_default(),
        );
    }
    true
}

/// How many letters, at least `least`, a line shows where they are expected. Letters of one glyph have no places of their own:
/// they must be the next ones, and the glyph's text must have them in logical order.
fn glyph_by_glyph(expected: &[Expected], line: &[Letter], least: usize) -> Option<usize> {
    let mut at = 0;
    while at < least {
        let (rest, shown) = (expected.get(at..)?, line.get(at..)?);
        let glyph = shown.first()?.glyph.max(1);
        at += in_logical_order(rest, shown, glyph)?;
    }
    Some(at)
}

/// Whether the next so many letters of a line are those expected next, in logical order. A text layer may give a number, as
/// `2015-2022` from the right, its letters so, for the sake of readers who take every number to run from the left.
fn in_logical_order(expected: &[Expected], line: &[Letter], length: usize) -> Option<usize> {
    let (wanted, shown) = (expected.get(..length)?, line.get(..length)?);
    let right_seam = match (shown.first()?.seam, wanted.first()?.parted) {
        (Seam::Open, Some(parted)) => parted,
        (Seam::Closed, Some(parted)) => !parted,
        _ => true,
    };
    let same = if let ([wanted], [shown]) = (wanted, shown) {
        wanted.unit.c == shown.c
    } else {
        let mut wanted: Vec<&Expected> = wanted.iter().collect();
        wanted.sort_unstable_by_key(|letter| letter.order);
        wanted
            .iter()
            .map(|letter| letter.unit.c)
            .eq(shown.iter().map(|letter| letter.c))
    };
    (right_seam && same).then_some(length)
}

/// The letters of a piece of a line from left to right (UAX#9, rule L2).
fn visual(index: usize, piece: &[Leveled]) -> Vec<Expected> {
    let mut units: Vec<(usize, Leveled)> = piece.iter().copied().enumerate().collect();
    let highest = units.iter().map(|(_, unit)| unit.level).max().unwrap_or(0);
    let lowest_odd = units.iter().map(|(_, unit)| unit.level | 1).min().unwrap_or(1);
    for level in (lowest_odd..=highest).rev() {
        units
            .chunk_by_mut(|(_, a), (_, b)| (a.level >= level) == (b.level >= level))
            .for_each(|run| {
                if run.first().is_some_and(|(_, unit)| unit.level >= level) {
                    run.reverse();
                }
            });
    }
    // A number's own no-break space may stand on either side of it.
    let spaced: Vec<u32> = units
        .iter()
        .filter(|(_, unit)| unit.number > 0 && unit.c == ' ')
        .map(|(_, unit)| unit.number)
        .collect();
    let (mut parted, mut free_before) = (false, true);
    let mut letters = Vec::with_capacity(units.len());
    for (order, unit) in units {
        if unit.is_letter() {
            let free = unit.word == OWN || spaced.contains(&unit.number);
            letters.push(Expected {
                unit,
                order: (index, order),
                parted: (!free && !free_before).then_some(parted),
            });
            (parted, free_before) = (false, free);
        } else {
            parted |= unit.c == ' ';
        }
    }
    letters
}

/// A line's words in the order of reading, as well as that can be told without knowing the text: words from the side where the
/// line begins, runs of words of the other direction turned around.
pub(super) fn words(line: &[Letter], rtl: bool) -> Vec<String> {
    let mut words: Vec<(bool, String)> = Vec::new();
    for piece in line.chunk_by(|_, next| matches!(next.seam, Seam::Closed | Seam::Flat)) {
        let leftward = piece.iter().any(|letter| is_rtl(letter.c));
        let numeric = piece.iter().all(|letter| letter.c.is_numeric());
        // A number behind a Latin word belongs to it: Visual Basic 6.
        let after_latin = words.last().is_some_and(|(leftward, _)| !leftward);
        words.push((leftward || rtl && numeric && !after_latin, word(piece, leftward)));
    }
    words.chunk_by_mut(|a, b| a.0 == b.0).for_each(|run| {
        if run.first().is_some_and(|(leftward, _)| *leftward != rtl) {
            run.reverse();
        }
    });
    if rtl {
        words.reverse();
    }
    words.into_iter().map(|(_, word)| word).collect()
}

/// A word in the order of reading. Inside a word from the right, numbers and Latin letters still run from the left.
fn word(letters: &[Letter], leftward: bool) -> String {
    let glyphs: Vec<&[Letter]> = letters.chunk_by(|_, next| next.glyph == 0).collect();
    let is_leftward = |glyph: &[Letter]| glyph.iter().any(|letter| is_rtl(letter.c));
    let mut runs: Vec<Vec<&[Letter]>> = glyphs
        .chunk_by(|a, b| is_leftward(a) == is_leftward(b))
        .map(<[&[Letter]]>::to_vec)
        .collect();
    for run in &mut runs {
        if run.first().is_some_and(|glyph| is_leftward(glyph)) {
            run.reverse();
        }
    }
    if leftward {
        runs.reverse();
    }
    runs.iter()
        .flatten()
        .flat_map(|glyph| glyph.iter())
        .map(|letter| letter.c)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::expected::own_run;

    /// A line as the eye sees it: `|` where words part.
    fn line(seen: &str) -> Vec<Letter> {
        let mut seam = Seam::Open;
        let mut letters = Vec::new();
        for c in seen.chars() {
            if c == ' ' {
                seam = Seam::Open;
            } else {
                letters.push(Letter { c, seam, glyph: 1 });
                seam = Seam::Closed;
            }
        }
        letters
    }

    fn paragraph(text: &str, rtl: bool) -> Paragraph {
        let mut run = own_run(text, rtl);
        (0..).zip(&mut run.units).for_each(|(word, unit)| unit.word = word);
        Paragraph::of(&run)
    }

    fn follows(text: &str, seen: &str) -> bool {
        let text = [paragraph(text, true)];
        follow(&text, Place::default(), &line(seen), true) == Some(Place { paragraph: 1, unit: 0 })
    }

    #[test]
    fn a_line_shows_its_text_from_the_right() {
        assert!(follows("أب، جد", "دج بأ"));
        assert!(!follows("أب، جد", "بأ دج"));
        assert!(!follows("أب، جد", "دجبأ") && !follows("أب، جد", "د ج بأ"));
    }

    #[test]
    fn what_is_plainly_from_the_right_is_at_the_level_of_its_paragraph() {
        for text in ["من، إلى؛ (أين)؟", "«مُحَمَّد»: نعم… لا!", "(", "أ – ب — \"ج\" . ,\u{a0}د "]
        {
            assert_eq!(levels(text, true), None, "{text}");
            let levels = BidiInfo::new(text, Some(Level::rtl())).levels;
            assert!(levels.iter().all(|level| level.number() == 1), "{text}: {levels:?}");
        }
        for text in ["عام ٢٠١٤", "لغة Rust", "a", "\u{2067}أ"] {
            assert!(levels(text, true).is_some(), "{text}");
        }
    }

    #[test]
    fn numbers_and_latin_stand_as_the_bidirectional_algorithm_puts_them() {
        assert!(follows("من 2015-2022 إلى", "ىلإ 20222015 نم"));
        assert!(follows("من \u{2066}2015-2022\u{2069} إلى", "ىلإ 20152022 نم"));
        assert!(follows("لغة Rust و C++ معًا", "اعم C و Rust ةغل"));
        assert!(follows("لغة Rust C++ معًا", "اعم Rust C ةغل"));
    }

    #[test]
    fn a_paragraph_goes_on_from_line_to_line_and_cells_share_one() {
        let text = [
            paragraph("أب جد هو", true),
            paragraph("زح", true),
            paragraph("طي", true),
        ];
        let one = follow(&text, Place::default(), &line("دج بأ"), true).unwrap();
        assert_eq!(one, Place { paragraph: 0, unit: 6 });
        assert_eq!(
            follow(&text, one, &line("يط حز وه"), true),
            Some(Place { paragraph: 3, unit: 0 })
        );
        assert_eq!(follow(&text, one, &line("وه حز يط"), true), None);
    }

    #[test]
    fn a_glyph_of_several_letters_has_them_in_logical_order() {
        let joined = |seen: &str, first: usize, glyph: usize| {
            let mut line = line(seen);
            (0..glyph)
                .zip(line.iter_mut().skip(first))
                .for_each(|(at, letter)| letter.glyph = if at == 0 { glyph } else { 0 });
            line
        };
        let text = [paragraph("كلا 2015-2022", true)];
        let shows = |line: Vec<Letter>| follow(&text, Place::default(), &line, true).is_some();
        assert!(shows(joined("20152022 الك", 0, 8)) && shows(joined("20222015 لاك", 8, 2)));
        assert!(!shows(joined("20152022 الك", 8, 2)));
    }

    #[test]
    fn words_are_told_without_the_text() {
        assert_eq!(words(&line("اعم Rust C ةغل"), true), ["لغة", "Rust", "C", "معا"]);
        assert_eq!(words(&line("the دج بأ end"), false), ["the", "أب", "جد", "end"]);
    }
}
