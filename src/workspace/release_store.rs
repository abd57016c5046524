//! The folder that releases are kept in: `SLUG/VERSION/`, each put there whole or not at all.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::Failure;
use super::write::write_by_way_of;

/// What is not finished is called so. Nothing of that name is ever part of a release.
const UNFINISHED: &str = ".kurras-";

/// The folder of all releases. One run at a time holds it.
#[derive(Debug)]
pub struct ReleaseStore {
    root: PathBuf,
    /// Locked until the value goes away; the system lets go of it when the process ends, however it ends.
    _lock: File,
}

impl ReleaseStore {
    /// Opens the folder, makes it where it is not there, waits until no other run holds it, and takes away what a killed run
    /// left unfinished.
    ///
    /// # Errors
    /// Where the machine does not let us.
    pub fn open(root: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(root).map_err(Failure::new("make the folder", root))?;
        let lock = File::open(root).map_err(Failure::new("open the folder", root))?;
        match lock.lock() {
            // Some network file systems know no locks; there, two runs at once are the user's to avoid.
            Err(error) if error.kind() != ErrorKind::Unsupported => {
                return Err(Failure::new("lock the folder", root)(error));
            }
            _ => {}
        }
        let store = Self {
            root: root.to_path_buf(),
            _lock: lock,
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
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
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
        read_one(&self.root.join(name))
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
        let staged = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .permissions(fs::Permissions::from_mode(0o777))
            .tempdir_in(&self.root)
            .map_err(Failure::new("write into", &self.root))?;
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

/// A file; none where it is not there.
///
/// # Errors
/// Where it is there and cannot be read.
pub fn read_one(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(Failure::new("read", path)(error)),
    }
}

/// The folders in the store, or of one book on it, that hold a file which `marks` knows by its name, sorted: the folder itself, or else
/// those in it, or else those in these. Hidden ones are left out.
pub fn folders_with(root: &Path, marks: &dyn Fn(&str) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    look(root, marks, 0, &mut found);
    found.sort();
    found
}

/// How deep a version lies in the store.
const VERSION: usize = 2;

fn look(folder: &Path, marks: &dyn Fn(&str) -> bool, depth: usize, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut within = Vec::new();
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        if path.is_dir() {
            within.extend((!name.starts_with('.')).then_some(path));
        } else if marks(&name) {
            return found.push(folder.to_path_buf());
        }
    }
    if depth < VERSION {
        within.iter().for_each(|folder| look(folder, marks, depth + 1, found));
    }
}

/// Every file of a folder, and of the folders in it, by path from it with `/` between the parts. Links are followed.
///
/// # Errors
/// Where something cannot be read.
pub fn read_set(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut files = BTreeMap::new();
    gather(folder, "", 0, &mut files)?;
    Ok(files)
}

/// How deep folders may lie in each other, which ends links that lead in circles.
const DEEPEST: usize = 8;

fn gather(folder: &Path, before: &str, depth: usize, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(Failure::new("read the folder", folder))? {
        let path = entry.map_err(Failure::new("read the folder", folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = format!("{before}{name}");
        if path.is_dir() && depth < DEEPEST {
            gather(&path, &format!("{name}/"), depth + 1, files)?;
        } else {
            let bytes = fs::read(&path).map_err(Failure::new("read", &path))?;
            files.insert(name, bytes);
        }
    }
    Ok(())
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
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(Failure::new("write into", folder))
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
        for left in [".kurras-abc/x", "book/.kurras-file", "book/1.0.0/kept", ".hidden"] {
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
