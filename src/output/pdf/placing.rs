//! Where a book's pages go on sheets.

use crate::edition::Edition;
use crate::imposition::{Binding, Flip, Imposition, Job, Paper, Problem, Size, impose};
use crate::locale::Direction;

/// The side on which a book is bound.
pub fn binding(edition: &Edition) -> Binding {
    if edition.direction == Direction::Rtl {
        Binding::Right
    } else {
        Binding::Left
    }
}

/// Where so many pages of a size go on the sheets of a paper.
///
/// # Errors
/// Where they do not fit.
pub fn imposed(edition: &Edition, pages: usize, size: Size, paper: Paper, flip: Flip) -> Result<Imposition, Problem> {
    let booklet = &edition.config.booklet;
    let job = Job {
        scheme: booklet.scheme,
        flip,
        creep: booklet.creep,
        scale: booklet.scale,
        edge: booklet.edge.points,
        gutter: booklet.gutter.points,
        ..Job::new(pages, size, paper.size(), binding(edition))
    };
    impose(&job.with_marks(booklet.marks))
}
