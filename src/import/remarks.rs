//! What a new `book.toml` says beside its keys, in the language of whoever runs the program.

use crate::diagnostic::codes::Tongue;
use crate::diagnostic::messages::for_programs;

fn remark(text: &str, tongue: Tongue) -> String {
    format!("# {}", for_programs(text, tongue))
}

/// The first line: where the book is from.
pub(super) fn made_from(documents: &str, tongue: Tongue) -> String {
    let documents: String = documents.chars().filter(|c| !c.is_control()).collect();
    remark(&format!("made by kurras import from \"{documents}\""), tongue)
}

/// The second: where the keys are told.
pub(super) fn more(tongue: Tongue) -> String {
    remark("what else may stand here: docs/book-toml.md, kurras schema", tongue)
}

/// Beside a title that is not there.
pub(super) fn no_title(tongue: Tongue) -> String {
    remark("else the first heading, or the folder's name", tongue)
}

/// Beside the levels of headings that are numbered.
pub(super) fn numbered(tongue: Tongue) -> String {
    remark("the headings were numbered down to this level", tongue)
}
