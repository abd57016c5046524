//! What is known from line to line while the lines of a document are set again.

use super::Kept;
use super::builders::DerivedFontBuilders;
use super::neighbours::Neighbours;

/// What lines have in common that are set again one after the other.
#[derive(Default)]
pub(super) struct Mending {
    pub(super) builders: DerivedFontBuilders,
    /// The stretches that stay as they were.
    pub(super) kept: Vec<Kept>,
    /// The page that is walked, from one, where it is one of the first document.
    pub(super) number: Option<usize>,
    /// The baseline (points) at which the last piece drawn ended with a right-to-left letter.
    pub(super) open: Option<f64>,
    pub(super) neighbours: Neighbours,
}

impl Mending {
    /// Begins a page: nothing is drawn on it yet.
    pub(super) fn begin(&mut self, number: Option<usize>) {
        self.number = number;
        (self.open, self.neighbours) = (None, Neighbours::default());
    }

    /// Notes that text stays as it was.
    pub(super) fn keep(&mut self, text: String) {
        self.kept.push(Kept {
            page: self.number,
            text,
        });
    }
}
