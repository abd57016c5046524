//! The texts that lie in a book's folder, and which of them are about the folder rather than of the book.

use crate::diagnostic::{Message, said};
use crate::files::{Files, is_markdown, is_text};
use crate::unicode::natural_order;

/// A file of the manuscript.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Chapter {
    /// Its path from the book's folder.
    pub(super) path: String,
    /// Its title, where the table of contents gives it one.
    pub(super) title: Option<String>,
    /// The title of the part that it opens, where the table of contents gives it one.
    pub(super) part: Option<String>,
}

/// Files about a folder, no text of a book, by their names without ending: those whose name says so in any letters, and those that are
/// also words of books and are meant so only in capitals.
const ABOUT: [(&str, bool); 14] = [
    ("README", true),
    ("LICENSE", true),
    ("LICENCE", true),
    ("COPYING", true),
    ("CHANGELOG", true),
    ("CONTRIBUTING", true),
    ("CODE_OF_CONDUCT", true),
    ("SUMMARY", true),
    ("CHANGES", false),
    ("HISTORY", false),
    ("AUTHORS", false),
    ("NOTICE", false),
    ("SECURITY", false),
    ("TODO", false),
];

/// The texts of a folder in natural order, an index first; paths from the book's folder.
pub(super) fn texts_in(files: &dyn Files, folder: &str) -> Vec<String> {
    let entries = files.entries(folder).into_iter().filter(|entry| !entry.is_folder);
    let mut names: Vec<String> = entries
        .map(|entry| entry.name)
        .filter(|name| is_markdown(name) || is_text(name))
        .collect();
    names.sort_by(|a, b| is_index(b).cmp(&is_index(a)).then_with(|| natural_order(a, b)));
    let path = |name: String| {
        if folder.is_empty() {
            name
        } else {
            format!("{folder}/{name}")
        }
    };
    names.into_iter().map(path).collect()
}

/// Whether a file is the first page of its folder: `index.md`, `_index.md`.
pub(super) fn is_index(path: &str) -> bool {
    stem(path).trim_start_matches('_').eq_ignore_ascii_case("index")
}

/// Whether a file tells what its folder is, in Markdown: `README.md`.
pub(super) fn is_readme(path: &str) -> bool {
    stem(path).eq_ignore_ascii_case("README") && is_markdown(path)
}

/// Whether a file is about its folder: `README.md`, `README.ar.md`, `LICENSE-MIT.txt`.
pub(super) fn is_about(path: &str) -> bool {
    let written = stem(path).replace('-', "_");
    let capitals = written.to_uppercase();
    ABOUT.iter().any(|(about, in_any_letters)| {
        let name = if *in_any_letters { &capitals } else { &written };
        let rest = name.strip_prefix(about);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '_']) && rest.len() <= "_APACHE".len())
    })
}

/// A file's name without its folder and its ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The first of some names, and how many there are more.
pub(super) fn list(names: &[String]) -> Message {
    const SHOWN: usize = 8;
    let shown = Message::listed(names.get(..SHOWN).unwrap_or(names));
    match names.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => said!("{shown} and {more} more", shown, more),
        _ => shown,
    }
}
