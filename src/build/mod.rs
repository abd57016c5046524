//! The jobs on books: open, make and prove one book or every book of a library; sheets that belong to none.
//!
//! A job says nothing to anybody. It is told where to name its steps, and gives back what there is to say.

mod book;
mod library;
mod make;
mod memory;
mod names;
mod outcome;
mod prove;
mod sheets;
mod told;

pub use book::{BookResult, BookState, BuildJob, Built, open_book};
pub use library::side_by_side;
pub use make::{BuildOrder, MadeBook, levels, make, wanted};
pub use memory::{Freshness, Memory, Recipe, freshness};
pub use names::{NamedBook, told_apart};
pub use outcome::Outcome;
pub use prove::prove;
pub use sheets::{Imposed, calibration_sheet, impose, locale_of};
pub use told::{MadeFile, Proved, Shown, ShownFinding, Told};

/// Where a job names each step as it begins.
pub type Steps<'a> = &'a (dyn Fn(&str) + Sync);
