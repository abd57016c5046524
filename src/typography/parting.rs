//! Where Arabic punctuation parts a run from the left, and which guillemets are the run's own.

use std::ops::Range;

use super::bidi::{is_digit, script_direction};
use crate::locale::Direction;

/// Arabic punctuation parts what stands on its two sides: a list of Latin names with Arabic commas reads from the right.
pub(super) const PARTING: [char; 5] = ['،', '؛', '؟', '«', '»'];

/// The spaces that stand between a guillemet and what it quotes.
pub(super) fn is_inner_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// The pieces of a run between Arabic punctuation that stands in no bracket of the run, in a text from the right.
pub(super) fn parted(text: &str, range: Range<usize>, base: Direction) -> Vec<Range<usize>> {
    let run = text.get(range.clone()).unwrap_or("");
    if base == Direction::Ltr || !run.contains(PARTING) {
        return vec![range];
    }
    let own_signs = own_guillemets(text, &range, base.other());
    let mut pieces = Vec::new();
    let (mut depth, mut from) = (0_i32, 0);
    for (at, c) in run.char_indices() {
        depth += bracket(c);
        if depth <= 0 && PARTING.contains(&c) && !own_signs.contains(&(range.start + at)) {
            pieces.push(from..at);
            from = at + c.len_utf8();
        }
    }
    pieces.push(from..run.len());
    let tight = |piece: Range<usize>| {
        let inner = run.get(piece.clone())?;
        let own = |c: char| script_direction(c) == Some(base.other());
        let edge = |c: char| own(c) || is_digit(c);
        let first = inner.find(edge)?;
        let (last, c) = inner.char_indices().rfind(|&(_, c)| edge(c))?;
        let from = range.start + piece.start;
        inner.contains(own).then_some(from + first..from + last + c.len_utf8())
    };
    pieces.into_iter().filter_map(tight).collect()
}

fn bracket(c: char) -> i32 {
    match c {
        '(' | '[' | '{' => 1,
        ')' | ']' | '}' => -1,
        _ => 0,
    }
}

/// The places of the guillemets that are a run's own: pairs in a stretch without Arabic signs that has letters outside of its quotations
/// too. `Le peuple dit « non » et part` quotes by itself; a title that stands in guillemets alone is quoted by the text around it.
fn own_guillemets(text: &str, range: &Range<usize>, other: Direction) -> Vec<usize> {
    let around = with_guillemets(text, range);
    let mut own = Vec::new();
    let mut stretch = Stretch::default();
    for (at, c) in text.get(around.clone()).unwrap_or("").char_indices() {
        match c {
            '«' => stretch.open.push((around.start + at, stretch.letters)),
            '»' => stretch.close(around.start + at),
            '،' | '؛' | '؟' => own.extend(std::mem::take(&mut stretch).own()),
            _ if script_direction(c) == Some(other) => stretch.letters += 1,
            _ => {}
        }
    }
    own.extend(stretch.own());
    own
}

/// A stretch between Arabic signs.
#[derive(Default)]
struct Stretch {
    /// Its letters so far.
    letters: usize,
    /// Those of them that stand in quotations.
    quoted: usize,
    /// The guillemets that are open, each with the letters before it.
    open: Vec<(usize, usize)>,
    /// The places of those that have partners.
    paired: Vec<usize>,
}

impl Stretch {
    fn close(&mut self, at: usize) {
        let Some((opening, before)) = self.open.pop() else {
            return;
        };
        self.paired.extend([opening, at]);
        if self.open.is_empty() {
            self.quoted += self.letters - before;
        }
    }

    /// What pairs it has, where it has letters outside of them.
    fn own(self) -> Vec<usize> {
        if self.letters > self.quoted {
            self.paired
        } else {
            Vec::new()
        }
    }
}

/// A range with the guillemets that stand at its ends.
fn with_guillemets(text: &str, range: &Range<usize>) -> Range<usize> {
    let head = text.get(..range.start).unwrap_or("");
    let tail = text.get(range.end..).unwrap_or("");
    let before = head.trim_end_matches(|c| is_inner_space(c) || c == '«').len();
    let after = tail.trim_start_matches(|c| is_inner_space(c) || c == '»').len();
    before..text.len() - after
}
