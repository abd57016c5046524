//! The two directions of horizontal text.

use serde::Serialize;

/// Which way a text reads (UAX#9, paragraph or isolate direction).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the left.
    Ltr,
    /// From the right.
    Rtl,
}

impl Direction {
    /// The value of a `dir` attribute: `ltr` or `rtl`.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }

    /// Whether it is from the right.
    pub fn is_rtl(self) -> bool {
        self == Direction::Rtl
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Direction::Ltr => Direction::Rtl,
            Direction::Rtl => Direction::Ltr,
        }
    }
}
