//! The texts of a folder's folders, where the folder itself holds no more than an index: a website that gives each page a folder, a
//! handbook with a folder for each part.

use super::texts::{folder_of, is_about, is_index, is_readme, texts_in};
use crate::files::{CONFIG, Files, is_markdown};
use crate::unicode::natural_order;

/// How deep folders are searched.
const MAX_DEPTH: usize = 8;
/// How many folders are looked into; where there are more, it is no book.
const MOST: usize = 2_000;
/// Folders that hold what other programs fetched or made.
const NOT_WRITTEN: [&str; 3] = ["node_modules", "_site", "vendor"];

/// The texts of all folders in the book's folder, each folder's own before those of the folders in it, in natural order; an index comes
/// first. What is about a folder is left out, and so are plain texts where there is Markdown, and books of their own. None where nothing
/// is found, or more than a book has.
pub(super) fn texts_below(files: &dyn Files) -> Vec<String> {
    let mut walk = Walk {
        files,
        looked: 0,
        found: Vec::new(),
    };
    walk.below("", MAX_DEPTH);
    if walk.looked > MOST {
        return Vec::new();
    }
    let (marked, plain): (Vec<String>, Vec<String>) = walk.found.into_iter().partition(|name| is_markdown(name));
    if marked.is_empty() { plain } else { marked }
}

/// The folders that texts stand in, each once, with a slash behind it.
pub(super) fn folders_of(texts: &[String]) -> Vec<String> {
    let mut folders: Vec<String> = Vec::new();
    for path in texts {
        let first = folder_of(path).split('/').next().unwrap_or_default();
        let folder = format!("{first}/");
        if !first.is_empty() && !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    folders
}

struct Walk<'a> {
    files: &'a dyn Files,
    looked: usize,
    found: Vec<String>,
}

impl Walk<'_> {
    /// Takes the texts of the folders in a folder.
    fn below(&mut self, folder: &str, depth: usize) {
        let entries = self.files.entries(folder).into_iter();
        let mut folders: Vec<String> = entries
            .filter(|entry| entry.is_folder)
            .map(|entry| entry.name)
            .collect();
        folders.retain(|name| !(name.starts_with('.') || NOT_WRITTEN.contains(&name.as_str())));
        folders.sort_by(|a, b| natural_order(a, b));
        for name in folders {
            self.looked += 1;
            let path = if folder.is_empty() {
                name
            } else {
                format!("{folder}/{name}")
            };
            if depth == 0 || self.looked > MOST || self.files.holds(&format!("{path}/{CONFIG}")) {
                continue;
            }
            let mut texts = texts_in(self.files, &path);
            texts.retain(|text| is_readme(text) || !is_about(text));
            texts.sort_by_key(|text| !(is_index(text) || is_readme(text)));
            self.found.extend(texts);
            self.below(&path, depth - 1);
        }
    }
}
