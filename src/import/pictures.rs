//! The pictures of a document, as files of the book.

use std::collections::BTreeMap;

use crate::media::Kind;

/// The folder of pictures in a book.
pub(super) const FOLDER: &str = "images";

/// Pictures that were taken over: their paths in the book, and their bytes.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// What stands before every name, so that pictures of several documents do not meet.
    prefix: String,
    by_source: BTreeMap<String, String>,
    files: Vec<(String, Vec<u8>)>,
}

impl Pictures {
    /// No pictures yet; `prefix` begins every name.
    pub(super) fn new(prefix: &str) -> Self {
        Self {
            prefix: prefix.into(),
            ..Self::default()
        }
    }

    /// The path of a picture that was taken over from there.
    pub(super) fn known(&self, source: &str) -> Option<&str> {
        self.by_source.get(source).map(String::as_str)
    }

    /// Takes a picture over; none where books cannot hold its kind.
    pub(super) fn take(&mut self, source: &str, bytes: Vec<u8>) -> Option<String> {
        if let Some(path) = self.known(source) {
            return Some(path.into());
        }
        let kind = Kind::of(&bytes).ok()?;
        let number = self.files.len() + 1;
        let path = format!("{FOLDER}/{}picture-{number}.{}", self.prefix, kind.extension());
        self.by_source.insert(source.into(), path.clone());
        self.files.push((path.clone(), bytes));
        Some(path)
    }

    /// All that were taken over.
    pub(super) fn into_files(self) -> Vec<(String, Vec<u8>)> {
        self.files
    }
}
