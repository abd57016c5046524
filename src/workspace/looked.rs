//! What a book was read from, by checksums: whether it is as it was.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::read::{Seen, Workspace};
use crate::artifact::sha256;
use crate::files::{Files, FolderEntry};

/// Everything that was looked at in a book's folder, so that whatever is looked at again can be compared with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// The files that were read, with the checksums of their bytes.
    files: BTreeMap<String, String>,
    /// The files that were looked for and were not there.
    missing: BTreeSet<String>,
    /// The folders that were listed, with the names of what lay there; those of folders end in a slash.
    listed: BTreeMap<String, Vec<String>>,
}

impl Workspace {
    /// What was looked at so far.
    pub fn looked(&self) -> Looked {
        Looked::of(&self.seen())
    }
}

impl Looked {
    fn of(seen: &Seen) -> Self {
        Self {
            files: seen
                .read
                .iter()
                .map(|(path, bytes)| (path.clone(), sha256(bytes)))
                .collect(),
            missing: seen.missing.clone(),
            listed: seen
                .listed
                .iter()
                .map(|(folder, entries)| (folder.clone(), names(entries)))
                .collect(),
        }
    }

    /// Whether the book is as it was: what was read, what was missing, and what lay in the folders.
    pub fn still_is(&self, workspace: &Workspace) -> bool {
        let same = |(path, sum): (&String, &String)| {
            workspace
                .bytes(path, u64::MAX)
                .is_ok_and(|bytes| sha256(&bytes) == *sum)
        };
        self.listed
            .iter()
            .all(|(folder, before)| names(&workspace.entries(folder)) == *before)
            && self.missing.iter().all(|path| !workspace.holds(path))
            && self.files.iter().all(same)
    }
}

fn names(entries: &[FolderEntry]) -> Vec<String> {
    let name = |entry: &FolderEntry| format!("{}{}", entry.name, if entry.is_folder { "/" } else { "" });
    entries.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Report;

    #[test]
    fn whatever_was_looked_at_makes_a_difference_and_nothing_else_does() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
        let open = || Workspace::open(dir.path(), &mut Report::new()).unwrap();
        write("a.md", "x");
        write("unread.png", "x");
        let workspace = open();
        assert!(workspace.bytes("a.md", 9).is_ok() && !workspace.holds("map.png"));
        workspace.entries("");
        let looked = workspace.looked();
        assert!(looked.still_is(&open()));
        write("unread.png", "y");
        assert!(looked.still_is(&open()));
        write("a.md", "y");
        assert!(!looked.still_is(&open()));
        write("a.md", "x");
        assert!(looked.still_is(&open()));
        write("b.md", "x");
        assert!(!looked.still_is(&open()));
        std::fs::remove_file(dir.path().join("b.md")).unwrap();
        write("map.png", "x");
        assert!(!looked.still_is(&open()));
    }
}
