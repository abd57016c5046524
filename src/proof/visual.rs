//! Expected text as the eye should see it: the Unicode Bidirectional Algorithm (UAX#9), levels by paragraph, rule L2 by line.
//!
//! From what is seen the order of reading cannot always be told (`2022-2015` may be two years or a range from the right), so the
//! proof goes the other way: the expected text is put into visual order and must be what the line shows.

use unicode_bidi::{BidiInfo, Level};

use super::letters::{is_bare, is_drawn, is_mark};
use super::run::{OWN, Run, Unit};

/// Stands for what draws nothing: such characters part runs of a level all the same.
const OTHER: char = '\0';

/// Stands for a drawing in the line: a picture, or the frame in place of a letter that no font has.
const FRAME: char = '\u{fffc}';

/// A character that is drawn, a space, [`OTHER`] or [`FRAME`], with its level (UAX#9, 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Leveled {
    pub(super) c: char,
    pub(super) word: u32,
    pub(super) level: u8,
    /// Where its marks are in the paragraph's list of them, and how many there are.
    marks: (u32, u8),
    /// Whether U+200D follows it (true), or U+200C (false).
    joins: Option<bool>,
}

/// A paragraph in logical order.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub(super) units: Vec<Leveled>,
    marks: Vec<char>,
    /// Marks that stand before any letter of their word: they are drawn beside the next one.
    waiting: Vec<char>,
    /// Whether it is the program's number beside the text, which themes dress as they like or leave out.
    pub(super) optional: bool,
    /// Whether what follows may stand in the same block.
    pub(super) joins: bool,
    /// Whether it is set from right to left.
    pub(super) rtl: bool,
    /// Whether each line of it is put in order by itself.
    by_line: bool,
}

/// A place in a list of paragraphs: the paragraph, and the unit in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) paragraph: usize,
    pub(super) unit: usize,
}

/// What is seen at one place of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cluster<'p> {
    pub(super) c: char,
    pub(super) word: u32,
    /// Whether it stands in a run from the right, where signs are mirrored (UAX#9, L4).
    pub(super) rtl: bool,
    /// Its marks.
    pub(super) marks: &'p [char],
    /// Whether a space is to its left; none where a gap is the theme's, or a drawing stands there.
    pub(super) parted: Option<bool>,
    /// Whether U+200D follows it in reading (true), or U+200C (false).
    pub(super) joins: Option<bool>,
}

/// The letters of clusters that stand side by side and run in one direction, in the order of reading, with their marks and joiners.
pub(super) fn spelt(clusters: &[Cluster]) -> String {
    let letters = |cluster: &Cluster| {
        let joiner = cluster.joins.map(|joins| if joins { '\u{200d}' } else { '\u{200c}' });
        let marks = cluster.marks.iter().copied();
        std::iter::once(cluster.c).chain(marks).chain(joiner).collect()
    };
    let mut letters: Vec<String> = clusters.iter().map(letters).collect();
    if clusters.first().is_some_and(|cluster| cluster.rtl) {
        letters.reverse();
    }
    letters.concat()
}

impl Leveled {
    /// Whether a line must show it.
    pub(super) fn is_drawn(&self) -> bool {
        !matches!(self.c, ' ' | OTHER | FRAME)
    }

    /// Whether it counts: what is drawn, or letters and digits alone.
    pub(super) fn counts(&self, signs: bool) -> bool {
        self.is_drawn() && (signs || is_bare(self.c))
    }
}

impl Paragraph {
    /// Resolves levels.
    pub(super) fn of(run: &Run) -> Self {
        let text: String = run.units.iter().map(|unit| unit.c).collect();
        let levels = levels(&text, run.rtl);
        let mut paragraph = Self {
            units: Vec::with_capacity(run.units.len()),
            optional: run.optional,
            joins: run.joins,
            rtl: run.rtl,
            by_line: run.by_line,
            ..Self::default()
        };
        for (unit, (at, _)) in run.units.iter().zip(text.char_indices()) {
            let level = levels.as_ref().and_then(|levels| levels.get(at));
            paragraph.push(*unit, level.map_or(u8::from(run.rtl), |level| level.number()));
        }
        let last = paragraph.units.iter().rposition(Leveled::is_drawn);
        paragraph.units.truncate(last.map_or(0, |last| last + 1));
        paragraph
    }

    fn push(&mut self, Unit { c, word }: Unit, level: u8) {
        if is_mark(c) {
            let before = self.units.iter().rfind(|unit| unit.c != OTHER);
            if !before.is_some_and(Leveled::is_drawn) {
                self.waiting.push(c);
            } else if let Some(letter) = self.units.iter_mut().rfind(|unit| unit.is_drawn()) {
                letter.marks.1 = letter.marks.1.saturating_add(1);
                self.marks.push(c);
            }
            return;
        }
        if let ('\u{200c}' | '\u{200d}', Some(letter)) = (c, self.units.last_mut().filter(|unit| unit.is_drawn())) {
            letter.joins = Some(c == '\u{200d}');
        }
        let (c, word) = match c {
            c if c.is_whitespace() => (' ', OWN),
            c if is_drawn(c) => (c, word),
            FRAME => (FRAME, OWN),
            _ => (OTHER, OWN),
        };
        let start = u32::try_from(self.marks.len()).unwrap_or(u32::MAX);
        let waiting = match c {
            ' ' | OTHER | FRAME => Vec::new(),
            _ => std::mem::take(&mut self.waiting),
        };
        let marks = (start, u8::try_from(waiting.len()).unwrap_or(u8::MAX));
        self.marks.extend(waiting);
        let unit = Leveled {
            c,
            word,
            level,
            marks,
            joins: None,
        };
        if unit.is_drawn() || self.units.last().is_none_or(|last| (last.c, last.level) != (c, level)) {
            self.units.push(unit);
        }
    }

    /// A letter's marks.
    pub(super) fn marks(&self, unit: &Leveled) -> &[char] {
        let start = unit.marks.0 as usize;
        self.marks
            .get(start..start + usize::from(unit.marks.1))
            .unwrap_or_default()
    }

    /// The words, the program's among them.
    pub(super) fn words(&self) -> impl Iterator<Item = (u32, String)> {
        let words = self.units.split(|unit| unit.c == ' ');
        words
            .map(|word| word.iter().filter(|unit| unit.counts(false)))
            .filter_map(|word| {
                let text: String = word.clone().map(|unit| unit.c).collect();
                let first = word.map(|unit| unit.word).next()?;
                Some((first, text))
            })
    }
}

/// What a line shows from `at` on, where it shows so many characters: from left to right, and the place behind it. Several
/// paragraphs may stand in one line, in their common direction.
pub(super) fn seen<'p>(
    text: &[&'p Paragraph],
    at: Place,
    count: usize,
    signs: bool,
    line: &mut Vec<Cluster<'p>>,
) -> Option<Place> {
    line.clear();
    let mut pieces: Vec<(&'p Paragraph, &'p [Leveled])> = Vec::new();
    let (mut place, mut rest) = (at, count);
    while rest > 0 {
        let paragraph = *text.get(place.paragraph)?;
        let units = paragraph.units.get(place.unit..).unwrap_or_default();
        let mut length = 0;
        for unit in units {
            if rest == 0 {
                break;
            }
            length += 1;
            rest -= usize::from(unit.counts(signs));
        }
        pieces.push((paragraph, units.get(..length)?));
        // What does not count belongs to the line's end.
        let others = units.iter().skip(length).take_while(|unit| !unit.counts(signs)).count();
        place.unit += length + others;
        if place.unit >= paragraph.units.len() {
            place = Place {
                paragraph: place.paragraph + 1,
                unit: 0,
            };
        }
    }
    if pieces.first().is_some_and(|(paragraph, _)| paragraph.rtl) {
        pieces.reverse();
    }
    for (paragraph, units) in pieces {
        add_visual(paragraph, units, signs, line);
    }
    Some(place)
}

/// Adds a piece of a line from left to right (UAX#9, rule L2).
fn add_visual<'p>(paragraph: &'p Paragraph, piece: &[Leveled], signs: bool, line: &mut Vec<Cluster<'p>>) {
    let mut units = piece.to_vec();
    if paragraph.by_line {
        level_alone(&mut units, paragraph.rtl);
    }
    let highest = units.iter().map(|unit| unit.level).max().unwrap_or(0);
    let lowest_odd = units.iter().map(|unit| unit.level | 1).min().unwrap_or(1);
    for level in (lowest_odd..=highest).rev() {
        units
            .chunk_by_mut(|a, b| (a.level >= level) == (b.level >= level))
            .for_each(|run| {
                if run.first().is_some_and(|unit| unit.level >= level) {
                    run.reverse();
                }
            });
    }
    let (mut parted, mut unknown) = (false, true);
    for unit in units {
        if unit.counts(signs) {
            line.push(Cluster {
                c: unit.c,
                word: unit.word,
                rtl: unit.level % 2 == 1,
                marks: paragraph.marks(&unit),
                parted: (!unknown).then_some(parted),
                joins: unit.joins,
            });
            (parted, unknown) = (false, false);
        } else {
            parted |= unit.c == ' ';
            unknown |= unit.c == FRAME;
        }
    }
}

/// Gives the units of a line the levels that they have where nothing stands before it or behind it. Directions that an author opened go on
/// from line to line, and leave them as they are.
fn level_alone(units: &mut [Leveled], rtl: bool) {
    if units.iter().any(|unit| unit.c == OTHER) {
        return;
    }
    let text: String = units.iter().map(|unit| unit.c).collect();
    let levels = levels(&text, rtl);
    for (unit, (at, _)) in units.iter_mut().zip(text.char_indices()) {
        let level = levels.as_ref().and_then(|levels| levels.get(at));
        unit.level = level.map_or(u8::from(rtl), Level::number);
    }
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
