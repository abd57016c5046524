//! A book's files in memory.

use std::collections::{BTreeMap, BTreeSet};

use super::{FileProblem, Files, FolderEntry, inside};
use crate::unicode::nfc;

/// A book that lies in memory: its files by their paths.
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles {
    name: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryFiles {
    /// A book of these files, in a folder of this name.
    pub fn new<P: AsRef<str>, B: Into<Vec<u8>>>(name: &str, files: impl IntoIterator<Item = (P, B)>) -> Self {
        let files = files
            .into_iter()
            .map(|(path, bytes)| (nfc(path.as_ref()), bytes.into()));
        Self {
            name: name.into(),
            files: files.collect(),
        }
    }
}

impl Files for MemoryFiles {
    fn folder_name(&self) -> String {
        self.name.clone()
    }

    fn alone(&self) -> Option<&str> {
        None
    }

    fn show(&self, path: &str) -> String {
        format!("{}/{path}", self.name)
    }

    fn entries(&self, folder: &str) -> Vec<FolderEntry> {
        let start = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let below = self.files.keys().filter_map(|path| path.strip_prefix(&start));
        let entries = below.map(|rest| match rest.split_once('/') {
            Some((name, _)) => FolderEntry {
                name: name.into(),
                is_folder: true,
            },
            None => FolderEntry {
                name: rest.into(),
                is_folder: false,
            },
        });
        let entries: BTreeSet<FolderEntry> = entries.filter(|entry| !entry.name.starts_with('.')).collect();
        entries.into_iter().collect()
    }

    fn holds(&self, path: &str) -> bool {
        inside(path).is_ok_and(|path| self.files.contains_key(&path))
    }

    fn bytes(&self, path: &str, largest: u64) -> Result<Vec<u8>, FileProblem> {
        let path = inside(path)?;
        let bytes = self.files.get(&path).ok_or_else(|| {
            let near = self
                .files
                .keys()
                .find(|name| name.to_lowercase() == path.to_lowercase());
            FileProblem::missing(near.map(String::as_str))
        })?;
        match bytes.len() as u64 {
            length if length > largest => Err(FileProblem::too_large(length, largest)),
            _ => Ok(bytes.clone()),
        }
    }
}
