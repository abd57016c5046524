//! A folder that goes away again, even where the run that made it is killed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::Failure;
use crate::system::{Hold, has_same_owner, permissions};

/// How such folders are called, with letters behind it.
const PREFIX: &str = "kurras-scratch-";
/// How often a folder is made anew that another run took for left over before it was held.
const TRIES: usize = 5;

/// A temporary folder with files in it, for its owner alone; it goes away with this value, or else with the next one.
#[derive(Debug)]
pub struct Scratch {
    folder: TempDir,
    /// Locked as long as it is in use, so that nobody takes it for left over.
    _held: Hold,
}

impl Scratch {
    /// Writes files, each by its path from the folder with `/` between the parts. A path that leads out of it is not written.
    ///
    /// # Errors
    /// Where the machine does not let us.
    pub fn with(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, Failure> {
        Self::within(&std::env::temp_dir(), files)
    }

    fn within(place: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<Self, Failure> {
        sweep(place);
        let scratch = Self::made_in(place)?;
        for (name, bytes) in files {
            let inside = name.split('/').all(|part| !matches!(part, "" | "." | ".."));
            if !inside {
                continue;
            }
            let path = scratch.path(name);
            let parent = path.parent().unwrap_or(scratch.folder.path());
            fs::create_dir_all(parent).map_err(Failure::new("make the folder", parent))?;
            fs::write(&path, bytes).map_err(Failure::new("write", &path))?;
        }
        Ok(scratch)
    }

    fn made_in(place: &Path) -> Result<Self, Failure> {
        let mut tries = 0;
        loop {
            let mut builder = tempfile::Builder::new();
            builder.prefix(PREFIX);
            if let Some(permissions) = permissions(0o700) {
                builder.permissions(permissions);
            }
            let folder = builder.tempdir_in(place);
            let folder = folder.map_err(Failure::new("make a temporary folder in", place))?;
            let held = Hold::of(folder.path()).map_err(Failure::new("open the folder", folder.path()));
            tries += 1;
            match held {
                // Some file systems know no locks; there, what is left over stays.
                Ok(held) if held.try_alone() || tries == TRIES => return Ok(Self { folder, _held: held }),
                Err(failure) if tries == TRIES => return Err(failure),
                _ => {}
            }
        }
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// Takes away the folders of runs that are no more: ours, and held by nobody.
fn sweep(place: &Path) {
    let Ok(own) = tempfile::tempdir_in(place).and_then(|own| fs::metadata(own.path())) else {
        return;
    };
    for entry in fs::read_dir(place).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX)
            && entry
                .metadata()
                .is_ok_and(|facts| facts.is_dir() && has_same_owner(&facts, &own));
        let held = || Hold::of(&entry.path()).ok().filter(Hold::try_alone);
        if is_ours && let Some(_held) = held() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn it_is_for_its_owner_alone_and_goes_away() {
        let place = tempfile::tempdir().unwrap();
        let files = BTreeMap::from([("book/a.md".to_string(), b"a".to_vec()), ("../b".into(), b"b".to_vec())]);
        let scratch = Scratch::within(place.path(), &files).unwrap();
        assert_eq!(fs::read(scratch.path("book/a.md")).unwrap(), b"a");
        assert!(!place.path().join("b").exists());
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(scratch.path("")).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o700);
        drop(scratch);
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_a_killed_run_left_is_taken_away_and_what_others_use_is_not() {
        let place = tempfile::tempdir().unwrap();
        let left = place.path().join("kurras-scratch-left");
        fs::create_dir_all(left.join("book")).unwrap();
        fs::write(place.path().join("kurras-scratch-file"), "x").unwrap();
        let files = BTreeMap::from([("a".to_string(), Vec::new())]);
        let first = Scratch::within(place.path(), &files).unwrap();
        let second = Scratch::within(place.path(), &files).unwrap();
        assert!(!left.exists() && first.path("a").exists() && second.path("a").exists());
        assert!(place.path().join("kurras-scratch-file").exists());
    }
}
