//! A line in logical order, cut into the pieces that each become a text object of their own.
//!
//! Where the cuts fall is what the three readers' rules leave: see the module above for the rules themselves.

use super::chain::Chain;
use super::cluster::Cluster;

/// A piece of a line. Numbers are places in the line's list of clusters.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TextObject {
    /// Right-to-left letters and the harmless neutrals among and before them, of one style, in logical order.
    Right(Vec<usize>),
    /// The marks that close a right-to-left piece, where nothing weak follows.
    Marks(usize),
    /// A neutral by itself.
    Lone(usize),
    /// A run that is read from left to right and has several segments.
    Chain(Chain),
    /// What is read from left to right, or stands between such and the rest.
    Forward { body: Body, spaces: Spaces },
}

/// What a piece that is no right-to-left piece consists of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    /// Digits, signs and separators that pdfium reads as one left-to-right segment.
    Weak {
        /// The cluster whose closing marks belong to the segment.
        marks: Option<usize>,
        /// The segment's own clusters.
        members: Vec<usize>,
        /// What an Arabic-Indic number begins with, so that mupdf leaves its digits alone.
        lead: Lead,
    },
    /// A bracket of a pair: the cluster whose text it has, and its partner, whose outline and place it has.
    Bracket { text: usize, place: usize },
    /// An item that stays as it is.
    Whole(usize),
}

/// Spaces drawn with a piece, by their clusters: one at its left edge and one at its right edge, or neither. So each reader finds
/// both: pdfium and poppler where they stand, and mupdf, which reads in the order of drawing, before and after the piece.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Spaces {
    pub(super) left: Option<usize>,
    pub(super) right: Option<usize>,
}

/// What comes first in the glyph of an Arabic-Indic number. mupdf takes the direction of a glyph from its first character, and a
/// neutral that begins a text object is left-to-right to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lead {
    /// Nothing: it is no such number, or has one digit.
    Nothing,
    /// The space at its left edge.
    Left,
    /// The space before it, by its cluster, which it replaces.
    Before(usize),
    /// A space that nobody wrote: after a letter, or at a line's start.
    Extra,
    /// The same, and another one behind it: the number of a page, a heading or an item stands by itself, and to mupdf what is
    /// drawn next would adjoin.
    Alone,
    /// The bracket before it: the cluster whose text it has, and the one whose outline and place it has.
    Bracket { text: usize, place: usize },
}

impl TextObject {
    /// Whether mupdf takes the piece for right-to-left or for left-to-right; none where it is neither or parted by a space already.
    pub(super) fn runs_leftward(&self) -> Option<bool> {
        match self {
            TextObject::Right(_) | TextObject::Marks(_) => Some(true),
            TextObject::Chain(chain) if !chain.spaced => Some(false),
            TextObject::Forward {
                body:
                    Body::Whole(_)
                    | Body::Weak {
                        lead: Lead::Nothing, ..
                    },
                spaces: Spaces {
                    left: None,
                    right: None,
                },
            } => Some(false),
            _ => None,
        }
    }

    /// The right edge in points of a piece that is read from the left.
    pub(super) fn right_edge(&self, clusters: &[Cluster]) -> Option<f64> {
        match self {
            TextObject::Forward {
                body: Body::Whole(index),
                ..
            } => Some(clusters[*index].right),
            TextObject::Forward {
                body: Body::Weak { members, .. },
                ..
            } => members.iter().map(|&at| clusters[at].right).reduce(f64::max),
            TextObject::Chain(chain) => chain.members.iter().map(|&at| clusters[at].right).reduce(f64::max),
            _ => None,
        }
    }
}

/// Whether a piece holds the closing marks of the piece before it.
pub(super) fn takes_marks(object: &TextObject) -> bool {
    matches!(
        object,
        TextObject::Forward {
            body: Body::Weak { marks: Some(_), .. },
            ..
        }
    )
}
