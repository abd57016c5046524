//! Where books are: what a user's path, or none, means.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Report, said};
use crate::files::{CONFIG, is_markdown, is_text};
use crate::unicode::{natural_order, nfc};

/// What ends a search upwards: the root of a repository.
const ROOTS: [&str; 4] = [".git", ".hg", ".jj", ".svn"];

/// The books that paths mean, in the order given: a book, or every book of a library. Without a path it is the book that stands here or
/// above, else `book`, else what this folder holds. `home` is the user's own folder, above which nothing is looked for.
pub fn books(given: &[PathBuf], home: Option<&Path>, report: &mut Report) -> Vec<PathBuf> {
    if given.is_empty() {
        return here(home, report);
    }
    let mut books: Vec<PathBuf> = Vec::new();
    for book in given.iter().flat_map(|path| at(path, home, report)) {
        if !books.contains(&book) {
            books.push(book);
        }
    }
    books
}

/// The books of a library: the folders in `path` that hold a `book.toml`, by name. None where `path` is a book itself, or holds no book.
pub fn library(path: &Path) -> Option<Vec<PathBuf>> {
    if path.join(CONFIG).exists() {
        return None;
    }
    let entries = fs::read_dir(path).ok()?.flatten().map(|entry| entry.path());
    let mut books: Vec<PathBuf> = entries.filter(|folder| folder.join(CONFIG).is_file()).collect();
    books.sort_by(|a, b| natural_order(&nfc(&a.to_string_lossy()), &nfc(&b.to_string_lossy())));
    (!books.is_empty()).then_some(books)
}

fn here(home: Option<&Path>, report: &mut Report) -> Vec<PathBuf> {
    let (here, usual) = (Path::new("."), Path::new("book"));
    if let Some(above) = above(here, home) {
        return vec![above];
    }
    if usual.join(CONFIG).is_file() {
        return vec![usual.to_path_buf()];
    }
    match library(here) {
        Some(books) => books,
        None if !holds_texts(here) && usual.is_dir() => at(usual, home, report),
        None => vec![here.to_path_buf()],
    }
}

/// The books that one path means.
fn at(path: &Path, home: Option<&Path>, report: &mut Report) -> Vec<PathBuf> {
    let itself = || vec![path.to_path_buf()];
    if path.is_file() && path.file_name().is_some_and(|name| name == CONFIG) {
        return vec![
            path.parent()
                .filter(|folder| !folder.as_os_str().is_empty())
                .unwrap_or(Path::new("."))
                .to_path_buf(),
        ];
    }
    if !path.is_dir() || path.join(CONFIG).exists() {
        return itself();
    }
    if let Some(books) = library(path) {
        if holds_texts(path) {
            let message = said!(
                "{path} is a library; texts that lie beside its books belong to none",
                path = path.display().to_string()
            );
            let finding = Diagnostic::note("texts-beside-books", message);
            report.add(finding.hint("to make a book of them, put them into a folder of their own, or name one file"));
        }
        return books;
    }
    if holds_texts(path) {
        return itself();
    }
    above(path, home).map_or_else(itself, |above| vec![above])
}

/// The nearest folder with a `book.toml`, this one or above, up to a repository's root or the user's own folder.
fn above(from: &Path, home: Option<&Path>) -> Option<PathBuf> {
    let real = fs::canonicalize(from).ok()?;
    let home = home.and_then(|home| fs::canonicalize(home).ok());
    let mut shown = from.to_path_buf();
    for folder in real.ancestors() {
        if folder.join(CONFIG).is_file() {
            return Some(shown);
        }
        let ends = ROOTS.iter().any(|name| folder.join(name).exists()) || home.as_deref() == Some(folder);
        if ends {
            return None;
        }
        shown = if shown == Path::new(".") {
            "..".into()
        } else {
            shown.join("..")
        };
    }
    None
}

fn holds_texts(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter(|entry| entry.path().is_file());
    let mut names = names.filter_map(|entry| entry.file_name().into_string().ok());
    names.any(|name| !name.starts_with('.') && (is_markdown(&name) || is_text(&name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for name in files {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, b"x").unwrap();
        }
        dir
    }

    fn found(dir: &tempfile::TempDir, path: &str, home: Option<&Path>) -> Vec<String> {
        let root = fs::canonicalize(dir.path()).unwrap();
        let books = books(&[dir.path().join(path)], home, &mut Report::new());
        let short = |book: PathBuf| {
            let real = fs::canonicalize(book).unwrap();
            real.strip_prefix(&root).unwrap().to_string_lossy().into_owned()
        };
        books.into_iter().map(short).collect()
    }

    #[test]
    fn a_path_is_a_book_a_file_or_a_library() {
        let dir = folder(&[
            "one/book.toml",
            "one/pictures/x.png",
            "10/book.toml",
            "2/book.toml",
            "texts/a.md",
        ]);
        assert_eq!(found(&dir, "", None), ["2", "10", "one"]);
        assert_eq!(found(&dir, "one", None), ["one"]);
        assert_eq!(found(&dir, "one/book.toml", None), ["one"]);
        assert_eq!(found(&dir, "texts/a.md", None), ["texts/a.md"]);
        assert_eq!(found(&dir, "texts", None), ["texts"]);
        assert_eq!(found(&dir, "one/pictures", None), ["one"]);
    }

    #[test]
    fn a_search_upwards_ends_at_a_repository_and_at_home() {
        let dir = folder(&[
            "book.toml",
            "repository/.git/HEAD",
            "repository/deep/x.png",
            "home/deep/x.png",
        ]);
        assert_eq!(found(&dir, "repository/deep", None), ["repository/deep"]);
        assert_eq!(found(&dir, "home/deep", Some(&dir.path().join("home"))), ["home/deep"]);
        assert_eq!(found(&dir, "home/deep", None), [""]);
    }
}
