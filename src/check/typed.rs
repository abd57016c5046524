//! A book with some of its texts replaced: as an editor has them, or as they are being mended.

use std::collections::BTreeMap;

use crate::files::{FileProblem, Files, FolderEntry, inside};

/// A book's files with others in the place of some.
pub struct Typed<'a> {
    beneath: &'a dyn Files,
    texts: BTreeMap<String, Vec<u8>>,
}

impl<'a> Typed<'a> {
    /// The book as it is.
    pub fn new(beneath: &'a dyn Files) -> Self {
        Self {
            beneath,
            texts: BTreeMap::new(),
        }
    }

    /// Puts a text in the place of a file.
    pub fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.texts.insert(path.to_string(), bytes);
    }
}

impl Files for Typed<'_> {
    fn folder_name(&self) -> String {
        self.beneath.folder_name()
    }

    fn alone(&self) -> Option<&str> {
        self.beneath.alone()
    }

    fn show(&self, path: &str) -> String {
        self.beneath.show(path)
    }

    fn entries(&self, folder: &str) -> Vec<FolderEntry> {
        let mut entries = self.beneath.entries(folder);
        let inside = |path: &String| match path.rsplit_once('/') {
            Some((above, name)) if above == folder => Some(name.to_string()),
            None if folder.is_empty() => Some(path.clone()),
            _ => None,
        };
        for name in self.texts.keys().filter_map(inside) {
            if !entries.iter().any(|entry| entry.name == name) {
                entries.push(FolderEntry { name, is_folder: false });
            }
        }
        entries
    }

    fn holds(&self, path: &str) -> bool {
        inside(path).is_ok_and(|path| self.texts.contains_key(&path)) || self.beneath.holds(path)
    }

    fn bytes(&self, path: &str, largest: u64) -> Result<Vec<u8>, FileProblem> {
        match self.texts.get(&inside(path)?) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.beneath.bytes(path, largest),
        }
    }
}
