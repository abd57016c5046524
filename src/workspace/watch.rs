//! Watching a book: whether anything that was looked at while it was read is otherwise now.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::looked::Looked;
use super::read::Workspace;
use crate::diagnostic::Report;

/// What the system says of a file or a folder; none where there is none.
type Stamp = Option<(SystemTime, u64)>;

/// What is watched: the files that were read, those that were looked for in vain, and the folders that were listed.
#[derive(Debug, Default)]
pub struct Watch {
    book: PathBuf,
    stamps: BTreeMap<PathBuf, Stamp>,
    looked: Option<Looked>,
}

impl Workspace {
    /// Begins to watch what was looked at so far. `before` is what was watched until now: what has changed since then is seen as
    /// changed again, for it may have been read before the change.
    pub fn watch(&self, book: &Path, before: &Watch) -> Watch {
        let mut stamps: BTreeMap<PathBuf, Stamp> = self
            .places()
            .into_iter()
            .map(|place| {
                let stamp = before.stamps.get(&place).copied().unwrap_or_else(|| stamp(&place));
                (place, stamp)
            })
            .collect();
        stamps.entry(book.into()).or_insert_with(|| stamp(book));
        Watch {
            book: book.into(),
            stamps,
            looked: Some(self.looked()),
        }
    }
}

impl Watch {
    /// Watches a book that cannot be opened: until it is there again.
    pub fn missing(book: &Path) -> Self {
        Self {
            book: book.into(),
            stamps: BTreeMap::from([(book.into(), stamp(book))]),
            looked: None,
        }
    }

    /// How many files and folders are watched.
    pub fn count(&self) -> usize {
        self.stamps.len()
    }

    /// Whether anything is otherwise than it was when this was asked last.
    pub fn has_changed(&mut self) -> bool {
        let mut changed = false;
        for (place, before) in &mut self.stamps {
            let now = stamp(place);
            changed |= now != *before;
            *before = now;
        }
        changed
    }

    /// Whether a file was emptied just now: many programs empty a file and then write it, and what is in between was never meant.
    pub fn is_half_written(&self, just_now: Duration) -> bool {
        let is_new = |changed: &SystemTime| changed.elapsed().is_ok_and(|age| age < just_now);
        let mut stamps = self.stamps.values().flatten();
        stamps.any(|(changed, length)| *length == 0 && is_new(changed))
    }

    /// Whether anything reads otherwise than it was read: what two saves within one tick of the file system's clock would hide.
    pub fn reads_otherwise(&self) -> bool {
        let Some(looked) = &self.looked else { return false };
        Workspace::open(&self.book, &mut Report::new()).is_some_and(|workspace| !looked.still_is(&workspace))
    }
}

fn stamp(place: &Path) -> Stamp {
    let facts = fs::metadata(place).ok()?;
    Some((facts.modified().ok()?, facts.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Files;

    #[test]
    fn what_was_looked_at_is_watched_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let book = dir.path().join("book");
        fs::create_dir_all(book.join("inner")).unwrap();
        fs::write(book.join("a.md"), "x").unwrap();
        let workspace = Workspace::open(&book, &mut Report::new()).unwrap();
        assert!(workspace.bytes("a.md", 9).is_ok() && !workspace.holds("map.png"));
        let mut watch = workspace.watch(&book, &Watch::default());
        assert!(!watch.has_changed());
        fs::write(book.join("inner/other.md"), "y").unwrap();
        assert!(!watch.has_changed(), "a folder that was not listed");
        fs::write(book.join("a.md"), "longer").unwrap();
        assert!(watch.has_changed() && !watch.has_changed());
        fs::write(book.join("map.png"), "x").unwrap();
        assert!(watch.has_changed());
        fs::rename(&book, dir.path().join("moved")).unwrap();
        assert!(watch.has_changed());
        fs::rename(dir.path().join("moved"), &book).unwrap();
        assert!(watch.has_changed());
    }

    #[test]
    fn a_change_that_no_stamp_tells_is_read() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.md"), "x").unwrap();
        let workspace = Workspace::open(dir.path(), &mut Report::new()).unwrap();
        assert!(workspace.bytes("a.md", 9).is_ok());
        let watch = workspace.watch(dir.path(), &Watch::default());
        assert!(!watch.reads_otherwise());
        fs::write(dir.path().join("a.md"), "y").unwrap();
        assert!(watch.reads_otherwise());
    }

    #[test]
    fn a_file_that_was_emptied_is_half_written_for_a_while() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.md"), "x").unwrap();
        let workspace = Workspace::open(dir.path(), &mut Report::new()).unwrap();
        assert!(workspace.bytes("a.md", 9).is_ok());
        let mut watch = workspace.watch(dir.path(), &Watch::default());
        assert!(!watch.is_half_written(Duration::from_secs(9)));
        fs::write(dir.path().join("a.md"), "").unwrap();
        assert!(watch.has_changed() && watch.is_half_written(Duration::from_secs(9)));
        assert!(!watch.is_half_written(Duration::ZERO));
    }
}
