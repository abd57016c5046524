//! Checking: what is to be said of a book without making it, and its texts mended.

mod fix;
mod structure;
mod typed;

use crate::diagnostic::{Report, Sources};
use crate::edition::open::{self, Fault};
use crate::files::Files;

pub use crate::lint::Dictionaries;
pub use fix::{MendedText, mend};
pub use typed::Typed;

/// Says everything that can be said of a book before it is made.
///
/// # Errors
/// Where the configuration is wrong. What is wrong with the manuscript is in the report.
pub fn check(
    files: &dyn Files,
    dictionaries: Option<&Dictionaries>,
    sources: &mut Sources,
    report: &mut Report,
) -> Result<(), Fault> {
    open::check(files, dictionaries, sources, report).map(drop)
}
