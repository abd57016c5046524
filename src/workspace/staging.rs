//! Files in the making, beside the places that they will take.
//!
//! They lie in the same folder, so that they come to their places by renaming, under names of our own; a run that is killed leaves them
//! there. Whoever writes into a folder holds it, together with others who write; what lies there in the making while nobody holds it
//! is left over, and the next run takes it away.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use super::Failure;
use crate::system::{Hold, permissions};

/// What is in the making is called so, with six letters or digits behind it.
pub(super) const UNFINISHED: &str = ".kurras-";
const LETTERS: usize = 6;

/// Whether a file or folder is called like what is in the making.
pub(super) fn is_unfinished(name: &str) -> bool {
    let letters = name.strip_prefix(UNFINISHED);
    letters.is_some_and(|rest| rest.len() == LETTERS && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// A folder that is written into.
pub(super) struct Staging {
    folder: PathBuf,
    /// Held until the value goes away, unless the file system knows no locks or another run holds the folder alone.
    _held: Option<Hold>,
}

impl Staging {
    /// Holds a folder, which is made where it is not there, and takes away what nobody is making any more.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(folder).map_err(Failure::new("make the folder", folder))?;
        let held = Hold::of(folder).ok().filter(|hold| {
            if hold.try_alone() {
                sweep(folder);
            }
            hold.try_together()
        });
        Ok(Self {
            folder: folder.to_path_buf(),
            _held: held,
        })
    }

    /// A whole file, not at its place yet.
    pub fn stage(&self, bytes: &[u8]) -> Result<NamedTempFile, Failure> {
        stage(&self.folder, bytes)
    }

    /// An empty folder, not at its place yet.
    pub fn stage_folder(&self) -> Result<TempDir, Failure> {
        stage_folder(&self.folder)
    }
}

/// A whole file in a folder that is held, not at its place yet.
pub(super) fn stage(folder: &Path, bytes: &[u8]) -> Result<NamedTempFile, Failure> {
    // Read by everybody, as far as the user's mask allows: a temporary file's own default is the owner alone.
    let mut file = in_the_making(0o666)
        .tempfile_in(folder)
        .map_err(Failure::new("write into", folder))?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.flush())
        .and_then(|()| file.as_file().sync_all());
    written.map_err(Failure::new("write into", folder))?;
    Ok(file)
}

/// An empty folder in one that is held, not at its place yet.
pub(super) fn stage_folder(folder: &Path) -> Result<TempDir, Failure> {
    in_the_making(0o777)
        .tempdir_in(folder)
        .map_err(Failure::new("write into", folder))
}

fn in_the_making(mode: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED).rand_bytes(LETTERS);
    if let Some(permissions) = permissions(mode) {
        builder.permissions(permissions);
    }
    builder
}

/// Brings a file to its place.
pub(super) fn settle(file: NamedTempFile, path: PathBuf) -> Result<PathBuf, Failure> {
    file.persist(&path)
        .map_err(|error| Failure::new("write", &path)(error.error))?;
    Ok(path)
}

/// Takes away what a killed run left in a folder that nobody holds. What cannot be taken away stays, and harms nobody.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_unfinished(&entry.file_name().to_string_lossy()) {
            let _ = match entry.file_type() {
                Ok(kind) if kind.is_dir() => fs::remove_dir_all(entry.path()),
                _ => fs::remove_file(entry.path()),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_a_killed_run_left_is_taken_away_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join(".kurras-folder/inner")).unwrap();
        for name in [
            ".kurras-a1B2c3",
            ".kurras-notes",
            ".kurras-a1B2c3d",
            ".kurras",
            "book.pdf",
        ] {
            fs::write(dir.path().join(name), "x").unwrap();
        }
        fs::rename(dir.path().join(".kurras-folder"), dir.path().join(".kurras-Folder")).unwrap();
        Staging::open(dir.path()).unwrap();
        assert_eq!(
            names(dir.path()),
            [".kurras", ".kurras-a1B2c3d", ".kurras-notes", "book.pdf"]
        );
    }

    #[test]
    fn what_others_are_making_is_left_to_them() {
        let dir = tempfile::tempdir().unwrap();
        let other = Staging::open(dir.path()).unwrap();
        let made = other.stage(b"x").unwrap();
        let mine = Staging::open(dir.path()).unwrap();
        assert!(made.path().exists());
        drop((mine, other));
        // Killed, it would not have taken its file away.
        let (_, left) = made.keep().unwrap();
        assert!(is_unfinished(left.file_name().unwrap().to_str().unwrap()));
        Staging::open(dir.path()).unwrap();
        assert!(!left.exists());
    }
}
