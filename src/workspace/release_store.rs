//! The folder that releases are kept in: `SLUG/VERSION/`, each put there whole or not at all.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::Failure;
use super::released::{read_kept, read_set};
use super::staging::{is_unfinished, stage_folder};
use super::write::write_by_way_of;
use crate::system::{Hold, sync_folder};

/// The folder of all releases. One run at a time holds it.
#[derive(Debug)]
pub struct ReleaseStore {
    root: PathBuf,
    /// Locked until the value goes away; the system lets go of it when the process ends, however it ends.
    _held: Hold,
}

impl ReleaseStore {
    /// Opens the folder, makes it where it is not there, waits until no other run holds it, and takes away what a killed run
    /// left unfinished.
    ///
    /// # Errors
    /// Where the machine does not let us.
    pub fn open(root: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(root).map_err(Failure::new("make the folder", root))?;
        let hold = Hold::of(root).map_err(Failure::new("open the folder", root))?;
        match hold.wait_alone() {
            // Some network file systems know no locks; there, two runs at once are the user's to avoid.
            Err(error) if error.kind() != ErrorKind::Unsupported => {
                return Err(Failure::new("lock the folder", root)(error));
            }
            _ => {}
        }
        let store = Self {
            root: root.to_path_buf(),
            _held: hold,
        };
        store.sweep(root)?;
        for slug in store.folders("") {
            store.sweep(&root.join(slug))?;
        }
        Ok(store)
    }

    fn sweep(&self, folder: &Path) -> Result<(), Failure> {
        for entry in fs::read_dir(folder)
            .map_err(Failure::new("read the folder", folder))?
            .flatten()
        {
            if is_unfinished(&entry.file_name().to_string_lossy()) {
                let path = entry.path();
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                let gone = if is_folder {
                    fs::remove_dir_all(&path)
                } else {
                    fs::remove_file(&path)
                };
                gone.map_err(Failure::new("take away the unfinished", &path))?;
            }
        }
        Ok(())
    }

    /// The path of a file or folder in the store.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The names of the folders in a folder in the store, sorted; hidden ones are left out.
    pub fn folders(&self, name: &str) -> Vec<String> {
        let entries = fs::read_dir(self.root.join(name)).into_iter().flatten().flatten();
        let folders = entries.filter(|entry| entry.path().is_dir());
        let mut names: Vec<String> = folders
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        names
    }

    /// A file in the store; none where it is not there.
    ///
    /// # Errors
    /// Where it is there and cannot be read.
    pub fn file(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        read_kept(&self.root.join(name))
    }

    /// Every file of a folder in the store; none where there is no such folder.
    ///
    /// # Errors
    /// Where it is there and cannot be read.
    pub fn set(&self, name: &str) -> Result<Option<BTreeMap<String, Vec<u8>>>, Failure> {
        let path = self.root.join(name);
        if path.exists() {
            read_set(&path).map(Some)
        } else {
            Ok(None)
        }
    }

    /// Puts a folder of files at `SLUG/VERSION`. They are written under another name first; the folder gets its own when the
    /// last byte is on the disk. A folder that is there already is left as it is, which is an error.
    ///
    /// # Errors
    /// Where the machine does not let us; nothing is left then.
    pub fn put(&self, slug: &str, version: &str, files: &[(&str, &[u8])]) -> Result<PathBuf, Failure> {
        let staged = stage_folder(&self.root)?;
        for (name, bytes) in files {
            write_synced(&staged.path().join(name), bytes)?;
        }
        sync(staged.path())?;
        let versions = self.root.join(slug);
        let place = versions.join(version);
        fs::create_dir_all(&versions).map_err(Failure::new("make the folder", &versions))?;
        fs::rename(staged.path(), &place).map_err(Failure::new("put the release at", &place))?;
        // It is no longer under the name that would be taken away.
        drop(staged.keep());
        sync(&versions)?;
        Ok(place)
    }

    /// Writes a file in the store, whole or not at all; not at all where it holds these bytes already.
    ///
    /// # Errors
    /// Where the machine does not let us.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, Failure> {
        let path = self.root.join(name);
        if self.file(name)?.as_deref() == Some(bytes) {
            return Ok(path);
        }
        let parent = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(parent).map_err(Failure::new("make the folder", parent))?;
        // What is not finished lies where the next run looks for it, and never in a release.
        write_by_way_of(&self.root, &path, bytes)
    }
}

fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let write = || {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(Failure::new("write", path))
}

/// Asks the system to put a folder's entries on the disk.
fn sync(folder: &Path) -> Result<(), Failure> {
    sync_folder(folder).map_err(Failure::new("write into", folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_put_whole_and_never_over_another() {
        let dir = tempfile::tempdir().unwrap();
        let store = ReleaseStore::open(&dir.path().join("dist")).unwrap();
        let put = |bytes: &[u8]| store.put("book", "1.0.0", &[("a.txt", bytes), ("b.txt", b"b")]);
        assert_eq!(store.set("book/1.0.0").unwrap(), None);
        put(b"a").unwrap();
        assert!(put(b"other").is_err());
        let found = store.set("book/1.0.0").unwrap().unwrap();
        assert_eq!(
            found,
            BTreeMap::from([("a.txt".into(), b"a".to_vec()), ("b.txt".into(), b"b".to_vec())])
        );
        assert_eq!(fs::read_dir(dir.path().join("dist")).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_run_left_is_taken_away() {
        let dir = tempfile::tempdir().unwrap();
        for left in [".kurras-abcdef/x", "book/.kurras-a1B2c3", "book/1.0.0/kept", ".hidden"] {
            let path = dir.path().join(left);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let store = ReleaseStore::open(dir.path()).unwrap();
        assert_eq!(store.folders(""), ["book"]);
        let left: Vec<String> = read_set(dir.path()).unwrap().into_keys().collect();
        assert_eq!(left, [".hidden", "book/1.0.0/kept"]);
    }

    #[test]
    fn a_file_with_the_same_bytes_is_not_written_again() {
        let dir = tempfile::tempdir().unwrap();
        let store = ReleaseStore::open(dir.path()).unwrap();
        let path = store.write("book/index.html", b"x").unwrap();
        let written = fs::metadata(&path).unwrap().modified().unwrap();
        store.write("book/index.html", b"x").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), written);
    }
}
