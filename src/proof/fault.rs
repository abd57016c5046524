//! What may be wrong at a place of a page.

use super::lines::Line;
use super::visual::Cluster;

/// What is wrong at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Other letters, or in another order.
    Letters,
    /// The letters are named right, and other ones are drawn: this one, where it can be named.
    Shape(char, Option<char>),
    /// A sign is not mirrored as the direction of its run wants, or is where it should not be.
    Mirror(char),
    /// A mark is not drawn.
    MarkLost(char),
    /// A mark is drawn that belongs to no letter there.
    MarkStrange(Option<char>),
    /// Letters of one word stand apart, or two words do not.
    Gap,
    /// Letters are drawn over each other.
    Over,
}

/// Where the first fault of a block is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mismatch {
    pub(super) fault: Fault,
    /// The word expected there.
    pub(super) word: u32,
    /// The page, from 0.
    pub(super) page: usize,
}

/// A line whose drawings were found: for each, the first of its letters among the line's.
pub(super) struct Matched<'l, 'p> {
    pub(super) line: &'l Line<'l>,
    pub(super) clusters: &'l [Cluster<'p>],
    pub(super) letters: &'l [std::ops::Range<usize>],
}
