//! Where a book's pages go on sheets.

use crate::edition::Edition;
use crate::imposition::{Binding, Imposition, Job, Problem, SheetOptions, Size, impose};
use crate::locale::Direction;

/// The side on which a book is bound.
pub fn binding(edition: &Edition) -> Binding {
    if edition.first().direction == Direction::Rtl {
        Binding::Right
    } else {
        Binding::Left
    }
}

/// Where so many pages of a size go on sheets.
///
/// # Errors
/// Where they do not fit.
pub fn imposed(edition: &Edition, pages: usize, size: Size, sheets: SheetOptions) -> Result<Imposition, Problem> {
    impose(&Job::new(pages, size, binding(edition), sheets))
}
