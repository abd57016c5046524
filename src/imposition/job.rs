//! What is asked for: pages, where they are bound, and how they are laid on sheets.

use std::fmt;

use super::geometry::{MM, Size};
use super::options::SheetOptions;

/// On which side the finished thing is bound, seen from its front cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// Read from left to right.
    Left,
    /// Read from right to left: Arabic, Persian, Hebrew, Urdu.
    Right,
}

/// A piece of work for [`super::impose`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Job {
    /// How many pages there are.
    pub pages: usize,
    /// The size of a page (its trim), in points.
    pub page: Size,
    /// Where it is bound.
    pub binding: Binding,
    /// Whether the last page is a back cover, so that blanks go before it.
    pub back_cover: bool,
    /// How the pages are laid on sheets.
    pub sheets: SheetOptions,
}

impl Job {
    /// So many pages of a size, the last of them a back cover.
    pub fn new(pages: usize, page: Size, binding: Binding, sheets: SheetOptions) -> Self {
        Self {
            pages,
            page,
            binding,
            back_cover: true,
            sheets,
        }
    }
}

/// Why a job cannot be done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Problem {
    /// There is no page.
    NoPages,
    /// The page or the paper has no area.
    NoArea,
    /// A signature of no sheets.
    NoSheets,
    /// The clear edge and gutter leave no room on the paper.
    NoRoom,
    /// At 100 % the pages do not fit: the largest scale that would, as a part of one.
    TooLarge {
        /// The scale at which they fit.
        fits_at: f64,
    },
    /// More cards would go on a side than anybody could cut.
    TooSmall {
        /// How many.
        cards: usize,
    },
    /// Moving inner pages by creep would push them over the fold by more than a quarter of their width, in points.
    TooThick {
        /// How far the innermost page would move.
        shift: f64,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPages => f.write_str("there is no page to place"),
            Self::NoArea => f.write_str("the page or the paper has no area"),
            Self::NoSheets => f.write_str("a signature needs at least one sheet"),
            Self::NoRoom => f.write_str("the clear edge and the gutter leave no room on this paper"),
            Self::TooLarge { fits_at } => write!(
                f,
                "the pages are too large for this paper at 100 %; they fit at {:.1} %",
                fits_at * 100.0
            ),
            Self::TooSmall { cards } => write!(
                f,
                "the pages are too small for cards: {cards} of them would go on each side, and at most 10000 do"
            ),
            Self::TooThick { shift } => write!(
                f,
                "so many sheets of this thickness cannot be nested: the innermost page would move by {:.1} mm",
                shift / MM
            ),
        }
    }
}

impl std::error::Error for Problem {}
