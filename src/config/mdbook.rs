//! mdBook's `book.toml`, which has our name and says other things.

use toml_edit::{Item, Table, TableLike};

use super::file::ConfigFile;
use super::front_matter::{FrontEntry, FrontValues};
use super::keys::SECTIONS;
use super::raw::raw_value;
use crate::diagnostic::{Diagnostic, Report, Span};

/// Tables that only mdBook has.
const TABLES: [&str; 4] = ["output", "preprocessor", "build", "rust"];
/// Keys of `[book]` that only mdBook has.
const KEYS: [&str; 3] = ["src", "multilingual", "text-direction"];
/// What mdBook takes for the folder of the texts where nothing is said.
const FOLDER: &str = "src";

/// Whether a configuration is mdBook's: it has what only mdBook has, and nothing that only we have.
pub(super) fn is_mdbook(table: &Table) -> bool {
    let book = table.get("book").and_then(Item::as_table_like);
    let ours = SECTIONS
        .iter()
        .any(|section| *section != "book" && table.contains_key(section));
    let theirs = TABLES
        .iter()
        .any(|name| table.get(name).is_some_and(Item::is_table_like))
        || book.is_some_and(|book| KEYS.iter().any(|name| book.contains_key(name)));
    theirs && !ours
}

/// What mdBook's configuration says of the book; the rest is passed over with a note. `place` tells where a stretch of the text is.
pub(super) fn read(
    table: &Table,
    place: impl Fn(Option<std::ops::Range<usize>>) -> Span,
    report: &mut Report,
) -> ConfigFile {
    let book = table.get("book").and_then(Item::as_table_like);
    let entry = |(name, item): (&str, &Item)| FrontEntry {
        name: name.into(),
        value: raw_value(item),
        span: place(item.span()),
    };
    let entries = book.into_iter().flat_map(|book| book.iter()).map(entry).collect();
    let values = FrontValues::read(entries);
    values.odd.into_iter().for_each(|said| report.add(said));
    let message = "this is mdBook's book.toml: what it says of the book is read, and all else passed over";
    let finding = Diagnostic::note("foreign-config", message).at(place(None));
    report.add(
        finding.hint("to say more, write a book.toml for this program into another folder, with manuscript = [\"…\"]"),
    );
    let mut out = values.book;
    out.texts = Some(folder(book));
    out
}

/// The folder of the texts.
fn folder(book: Option<&dyn TableLike>) -> String {
    let src = book
        .and_then(|book| book.get("src"))
        .and_then(Item::as_str)
        .unwrap_or(FOLDER);
    src.trim_matches('/').to_string()
}
