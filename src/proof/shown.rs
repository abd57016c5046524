//! The text as pages show it: by blocks, with what the program adds or repeats; and sums that tell two texts apart whatever the
//! order of their letters.

use std::collections::BTreeMap;

use super::expected::{Expected, Heading};
use super::letters::{is_bare, is_drawn};
use super::run::{Run, own_run};
use super::visual::Paragraph;

/// What tells a text from others, whatever the order of its letters: a sum over them, or over its signs where it has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sum {
    letters: u64,
    signs: u64,
    /// How many letters and digits there are.
    pub(super) count: usize,
    /// Whether anything is drawn.
    pub(super) drawn: bool,
}

impl Sum {
    /// Adds what is drawn.
    pub(super) fn add(&mut self, text: impl IntoIterator<Item = char>) {
        for c in text {
            if is_bare(c) {
                self.letters = self.letters.wrapping_add(scattered(c));
                self.count += 1;
                self.drawn = true;
            } else if is_drawn(c) {
                self.signs = self.signs.wrapping_add(scattered(super::letters::plain(c)));
                self.drawn = true;
            }
        }
    }

    /// The sum of both texts.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            letters: self.letters.wrapping_add(other.letters),
            signs: self.signs.wrapping_add(other.signs),
            count: self.count + other.count,
            drawn: self.drawn || other.drawn,
        }
    }

    /// What is the same for texts of the same letters.
    pub(super) fn key(&self) -> u64 {
        if self.count > 0 { self.letters } else { !self.signs }
    }

    fn of(paragraphs: &[Paragraph]) -> Self {
        let mut sum = Self::default();
        for paragraph in paragraphs {
            sum.add(paragraph.units.iter().map(|unit| unit.c).filter(|c| is_drawn(*c)));
        }
        sum
    }
}

/// A number that is as good as drawn by lot, the same for the same character (SplitMix64).
fn scattered(c: char) -> u64 {
    let mut z = u64::from(u32::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}

/// A block of the text: a paragraph, a cell, a line of code, a heading with its number.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) sum: Sum,
}

impl Block {
    fn new(paragraphs: Vec<Paragraph>) -> Self {
        Self {
            sum: Sum::of(&paragraphs),
            paragraphs,
        }
    }

    /// Whether a theme may leave it out.
    pub(super) fn is_optional(&self) -> bool {
        self.paragraphs.iter().all(|paragraph| paragraph.optional)
    }
}

/// A book's text as its pages show it.
pub(super) struct Text {
    pub(super) expected: Expected,
    pub(super) main: Vec<Block>,
    pub(super) notes: Vec<Block>,
    /// What the program adds or repeats: lines of the front first, in their order.
    pub(super) phrases: Vec<Block>,
    /// Headings with their numbers, as contents and running heads repeat them, and what tells each in the text.
    pub(super) headings: Vec<(Sum, Block)>,
    /// The heads of tables, as they are repeated: their sums.
    pub(super) heads: Vec<Sum>,
    by_key: BTreeMap<u64, Vec<usize>>,
}

impl Text {
    /// Puts together what pages show; `lines` are the program's own.
    pub(super) fn new(expected: Expected, lines: Vec<Run>) -> Self {
        let front = expected.front.iter();
        let titles = expected.front.first().into_iter().flat_map(parts);
        let lines = lines.iter().map(|line| vec![Paragraph::of(line)]);
        let headings = expected.headings.iter().filter_map(|heading| heading.repeated.last());
        let phrases: Vec<Block> = front
            .map(|run| vec![Paragraph::of(run)])
            .chain(titles.map(|run| vec![Paragraph::of(&run)]))
            .chain(lines)
            .chain(headings.map(|run| vec![Paragraph::of(run)]))
            .map(Block::new)
            .collect();
        let mut by_key: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (number, phrase) in phrases.iter().enumerate() {
            by_key.entry(phrase.sum.key()).or_default().push(number);
        }
        let sum = |runs: &Vec<Run>| Block::new(runs.iter().map(Paragraph::of).collect()).sum;
        let heading = |heading: &Heading| {
            let repeated = heading.repeated.iter().map(Paragraph::of).collect();
            (sum(&heading.in_text), Block::new(repeated))
        };
        Self {
            main: blocks(&expected.main),
            notes: blocks(&expected.notes),
            headings: expected.headings.iter().map(heading).collect(),
            heads: expected.heads.iter().map(sum).collect(),
            phrases,
            by_key,
            expected,
        }
    }

    /// The phrases that have the same letters.
    pub(super) fn phrases(&self, sum: &Sum) -> impl Iterator<Item = (usize, &Block)> {
        let numbers = self.by_key.get(&sum.key()).map_or(&[][..], Vec::as_slice);
        numbers
            .iter()
            .filter_map(|number| Some((*number, self.phrases.get(*number)?)))
    }
}

/// The blocks of a text; what draws nothing is left out.
fn blocks(runs: &[Run]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Vec<Paragraph> = Vec::new();
    for run in runs {
        let paragraph = Paragraph::of(run);
        let joins = paragraph.joins;
        if !paragraph.units.is_empty() {
            open.push(paragraph);
        }
        if !joins && !open.is_empty() {
            blocks.push(Block::new(std::mem::take(&mut open)));
        }
    }
    blocks
}

/// The parts of a title that covers set as lines of their own: up to a colon or dash, and what follows.
fn parts(title: &Run) -> Vec<Run> {
    let ends = |window: &[super::run::Unit]| match window {
        [mark, space] => matches!(mark.c, ':' | '：' | '؛' | '—' | '–') && space.c.is_whitespace(),
        _ => false,
    };
    let Some(cut) = title.units.windows(2).position(ends) else {
        return Vec::new();
    };
    let (first, rest) = title.units.split_at(cut + 1);
    let part = |units: &[super::run::Unit]| Run {
        units: units.to_vec(),
        ..title.clone()
    };
    vec![part(first), part(rest)]
}

/// Runs of the program's own lines.
pub(super) fn own_runs<'l>(lines: impl Iterator<Item = &'l String>, rtl: bool) -> Vec<Run> {
    lines.map(|line| own_run(line, rtl)).collect()
}
