//! Sets of files that somebody may have laid out: read without following links, without waiting for pipes, and within bounds.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Error, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::Failure;
use super::open::{NotRead, open_below, open_folder_below, read_plain};
use crate::system::{EntryKind, Folder, NamedEntry, open_at_once};

/// The most bytes that the files of one release may have together: what a source bundle may unpack to.
const LARGEST_SET: u64 = 4 << 30;
/// The most files and folders of one release: a hundred times what a large library's release has.
const MOST_FILES: usize = 100_000;
/// How deep folders may lie in each other.
const DEEPEST: usize = 8;

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

/// A file that is kept in a folder where strangers may have put something: none where it is not there.
///
/// # Errors
/// Where it is there and cannot be read, or is no plain file.
pub fn read_kept(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match open_at_once(path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(Failure::new("read", path)(error)),
        Ok(open) => match read_plain(open, LARGEST_SET) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(NotRead::System(error)) => Err(Failure::new("read", path)(error)),
            Err(_) => Err(Failure::new("read", path)(Error::other(
                "it is no plain file, or too large",
            ))),
        },
    }
}

/// What the user named to be read: a file, a link to one or a pipe, of no more than `largest` bytes, however much comes.
///
/// # Errors
/// Where it is not there, cannot be read, or is larger.
pub fn read_given(path: &Path, largest: u64) -> Result<Vec<u8>, Failure> {
    let read = || {
        let mut bytes = Vec::new();
        File::open(path)?
            .take(largest.saturating_add(1))
            .read_to_end(&mut bytes)?;
        if bytes.len() as u64 > largest {
            let message = format!("it is larger than {} MiB", largest >> 20);
            return Err(Error::new(ErrorKind::FileTooLarge, message));
        }
        Ok(bytes)
    };
    read().map_err(Failure::new("read", path))
}

/// Whether a folder lies there.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether two paths lead to one file that is there.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    let found = |path: &Path| fs::canonicalize(path).ok();
    found(one).is_some_and(|file| found(other) == Some(file))
}

/// The folders in the store, or of one book on it, that hold a file which `marks` knows by its name, sorted: the folder itself, or else
/// those in it, or else those in these. Hidden ones are left out, and so are links.
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
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            within.extend((!name.starts_with('.')).then_some(path));
        } else if marks(&name) {
            return found.push(folder.to_path_buf());
        }
    }
    if depth < VERSION {
        within.iter().for_each(|folder| look(folder, marks, depth + 1, found));
    }
}

/// Every file of a folder, and of the folders in it, by path from it with `/` between the parts. An empty folder in it stands for itself,
/// with a slash behind its name, since it too is something that somebody put there.
///
/// # Errors
/// Where something cannot be read, or is no plain file: a link, a pipe, a device; or where it is more than any release holds.
pub fn read_set(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let open = Folder::open(folder).map_err(Failure::new("read the folder", folder))?;
    let mut gathering = Gathering {
        shown: folder,
        folder: open,
        files: BTreeMap::new(),
        left: LARGEST_SET,
        seen: 0,
    };
    gathering.gather(Path::new(""), 0)?;
    Ok(gathering.files)
}

/// A path with `/` between its parts, whatever the system writes there.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

struct Gathering<'a> {
    shown: &'a Path,
    folder: Folder,
    files: BTreeMap<String, Vec<u8>>,
    /// How many bytes may still be read.
    left: u64,
    seen: usize,
}

impl Gathering<'_> {
    fn gather(&mut self, within: &Path, depth: usize) -> Result<(), Failure> {
        let entries = self.list(within).map_err(|problem| self.failure(within, problem))?;
        self.seen += entries.len();
        if depth > DEEPEST || self.seen > MOST_FILES {
            let message = "there are more files or folders than a release holds";
            return Err(Failure::new("read", &self.shown.join(within))(Error::other(message)));
        }
        if entries.is_empty() && depth > 0 {
            self.files.insert(format!("{}/", slashed(within)), Vec::new());
        }
        for entry in entries {
            let path = within.join(entry.name);
            match entry.kind {
                EntryKind::Folder => self.gather(&path, depth + 1)?,
                _ => self.read(&path).map_err(|problem| self.failure(&path, problem))?,
            }
        }
        Ok(())
    }

    /// What lies in a folder, as its entries say themselves.
    fn list(&self, within: &Path) -> Result<Vec<NamedEntry>, NotRead> {
        Ok(open_folder_below(&self.folder, within)?.entries(MOST_FILES)?)
    }

    fn read(&mut self, path: &Path) -> Result<(), NotRead> {
        let bytes = read_plain(open_below(&self.folder, path)?, self.left)?;
        self.left -= bytes.len() as u64;
        self.files.insert(slashed(path), bytes);
        Ok(())
    }

    fn failure(&self, path: &Path, problem: NotRead) -> Failure {
        let cause = match problem {
            NotRead::Link => Error::other("it is a link, which no release holds"),
            NotRead::NotPlain => Error::other("it is no plain file, which all that a release holds is"),
            NotRead::TooLarge(_) => {
                Error::other(format!("the files are larger than {} GiB together", LARGEST_SET >> 30))
            }
            NotRead::System(error) => error,
        };
        Failure::new("read", &self.shown.join(path))(cause)
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn every_file_is_read_and_an_empty_folder_is_noticed() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("more/deep")).unwrap();
        fs::create_dir(dir.path().join("empty")).unwrap();
        fs::write(dir.path().join("a.txt"), "a").unwrap();
        fs::write(dir.path().join("more/deep/b.txt"), "b").unwrap();
        let names: Vec<String> = read_set(dir.path()).unwrap().into_keys().collect();
        assert_eq!(names, ["a.txt", "empty/", "more/deep/b.txt"]);
    }

    #[test]
    fn links_and_pipes_are_refused_with_their_names_and_never_read() {
        for target in ["/dev/zero", "/etc", "a.txt", "nowhere"] {
            let dir = tempfile::tempdir().unwrap();
            fs::write(dir.path().join("a.txt"), "a").unwrap();
            symlink(target, dir.path().join("link")).unwrap();
            let said = read_set(dir.path()).unwrap_err().to_string();
            assert!(said.contains("link: it is a link"), "{target}: {said}");
        }
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe");
        assert!(
            std::process::Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .unwrap()
                .success()
        );
        let said = read_set(dir.path()).unwrap_err().to_string();
        assert!(said.contains("pipe: it is no plain file"), "{said}");
    }

    #[test]
    fn linked_folders_are_no_releases() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("book/1.0.0")).unwrap();
        fs::write(dir.path().join("book/1.0.0/SUMS"), "x").unwrap();
        symlink("1.0.0", dir.path().join("book/latest")).unwrap();
        assert_eq!(
            folders_with(dir.path(), &|name| name == "SUMS"),
            [dir.path().join("book/1.0.0")]
        );
    }

    #[test]
    fn what_is_named_is_read_up_to_its_bound() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.pdf");
        fs::write(&path, "12345").unwrap();
        assert_eq!(read_given(&path, 5).unwrap(), b"12345");
        assert!(read_given(&path, 4).is_err());
        assert!(read_given(Path::new("/dev/zero"), 1 << 20).is_err());
        assert_eq!(read_kept(&path).unwrap().as_deref(), Some(b"12345".as_slice()));
        assert!(read_kept(&dir.path().join("gone")).unwrap().is_none());
        assert!(read_kept(Path::new("/dev/zero")).is_err());
    }
}
