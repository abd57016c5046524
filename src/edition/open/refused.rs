//! What else is wrong with a book whose configuration is refused: nothing is made of it, but one run says it all.

use super::read::{self, WrittenBook};
use super::{parsed, pictures};
use crate::config::{Config, ConfigFile};
use crate::diagnostic::codes::code;
use crate::diagnostic::{Diagnostic, Report, Severity, Sources};
use crate::files::Files;

/// Reads the texts with what of `book.toml` is right. What was chosen for want of a key may have been written, so that is not said.
pub(super) fn read(files: &dyn Files, right: ConfigFile, sources: &mut Sources, report: &mut Report) -> WrittenBook {
    let before: Vec<Diagnostic> = report.sorted().into_iter().cloned().collect();
    let book = read::read(files, right, sources, report);
    report.retain(|said| said.severity == Severity::Error || before.contains(said));
    book
}

/// Finds what of the text cannot be read, and which of its pictures are not there.
pub(super) fn look_over(files: &dyn Files, book: &WrittenBook, config: &Config, report: &mut Report) {
    let mut found = Report::new();
    let mut document = parsed(book, config, None, &mut found);
    pictures::find(files, &mut document, &book.sources());
    for image in document.images() {
        files.picture(&image.path, Some(image.span), &mut found);
    }
    found.retain(|said| code(said.code).is_some_and(|code| code.strict));
    report.append(found);
}
