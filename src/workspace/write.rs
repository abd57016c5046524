//! Writing files whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::Failure;
use super::staging::{Staging, settle, stage};
use crate::artifact::Artifact;
use crate::system::make_way;

/// Writes every artifact into a folder, which is made where it is not there. All of them are written beside their places
/// first and moved there only when the last one is whole, so that a full disk leaves what was there before.
pub fn write_all(folder: &Path, artifacts: &[Artifact]) -> Result<Vec<PathBuf>, Failure> {
    let staging = Staging::open(folder)?;
    let staged = artifacts
        .iter()
        .map(|artifact| staging.stage(&artifact.bytes))
        .collect::<Result<Vec<_>, _>>()?;
    let place = |(file, artifact): (NamedTempFile, &Artifact)| settle(file, folder.join(&artifact.name));
    staged.into_iter().zip(artifacts).map(place).collect()
}

/// Whether a folder cannot be a new one: something is there that is no empty folder.
pub fn is_taken(folder: &Path) -> bool {
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => fs::symlink_metadata(folder).is_ok(),
    }
}

/// Writes a new folder of files, by their paths in it. It comes to its place when all of it is written, or not at all; one that
/// holds something is never touched.
///
/// # Errors
/// Where something is there already, or the machine does not let us.
pub fn write_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<PathBuf>, Failure> {
    let above = match folder.parent().filter(|above| !above.as_os_str().is_empty()) {
        Some(above) => above,
        None => Path::new("."),
    };
    let staging = Staging::open(above)?;
    let made = staging.stage_folder()?;
    for (name, bytes) in files {
        let path = made.path().join(name);
        if let Some(inner) = path.parent() {
            fs::create_dir_all(inner).map_err(Failure::new("make the folder", folder))?;
        }
        stage(path.parent().unwrap_or(made.path()), bytes).and_then(|file| settle(file, path))?;
    }
    // A folder takes the place of an empty one, and of nothing else.
    make_way(folder).map_err(Failure::new("write", folder))?;
    fs::rename(made.path(), folder).map_err(Failure::new("write", folder))?;
    // It is at its place: nothing is left to clean away.
    let _ = made.keep();
    Ok(files.iter().map(|(name, _)| folder.join(name)).collect())
}

/// Writes one file, whole or not at all.
pub fn write_one(path: &Path, bytes: &[u8]) -> Result<PathBuf, Failure> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(Failure::new("write into", folder)(std::io::ErrorKind::NotFound.into()));
    }
    let staging = Staging::open(folder)?;
    settle(staging.stage(bytes)?, path.to_path_buf())
}

/// Writes files over those that are there, with their permissions. All are whole before the first takes its place.
pub(super) fn write_over(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Failure> {
    let stage_one = |(path, bytes): &(PathBuf, Vec<u8>)| {
        let facts = fs::metadata(path).map_err(Failure::new("read", path))?;
        let staging = Staging::open(path.parent().unwrap_or(Path::new(".")))?;
        let staged = staging.stage(bytes)?;
        let kept = fs::set_permissions(staged.path(), facts.permissions());
        kept.map_err(Failure::new("write", path))?;
        Ok((staging, staged, path.clone()))
    };
    let staged = files.iter().map(stage_one).collect::<Result<Vec<_>, Failure>>()?;
    staged
        .into_iter()
        .try_for_each(|(_held, file, path)| settle(file, path).map(drop))
}

/// Writes one file into a folder, which is made where it is not there.
pub fn write_into(folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, Failure> {
    fs::create_dir_all(folder).map_err(Failure::new("make the folder", folder))?;
    write_one(&folder.join(name), bytes)
}

/// Writes one file, whole or not at all, and keeps what is not finished in `folder`, on the same disk.
pub(super) fn write_by_way_of(folder: &Path, path: &Path, bytes: &[u8]) -> Result<PathBuf, Failure> {
    settle(stage(folder, bytes)?, path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artifact::Format;

    fn artifact(name: &str) -> Artifact {
        let mut artifact = Artifact::new(Format::Text, "x", "", b"text".to_vec(), None);
        artifact.name = name.into();
        artifact
    }

    #[test]
    fn files_are_whole_and_nothing_else_is_left() {
        let dir = tempfile::tempdir().unwrap();
        write_all(dir.path(), &[artifact("a.txt"), artifact("b.txt")]).unwrap();
        let mut names: Vec<_> = fs::read_dir(dir.path())
            .unwrap()
            .map(|e| e.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["a.txt", "b.txt"]);
        assert_eq!(fs::read(dir.path().join("a.txt")).unwrap(), b"text");
    }

    #[test]
    fn a_folder_comes_whole_and_never_over_another() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("book");
        let files = [
            ("text.md".to_string(), b"a".to_vec()),
            ("images/b.png".into(), b"b".to_vec()),
        ];
        write_folder(&folder, &files).unwrap();
        assert!(is_taken(&folder) && fs::read(folder.join("images/b.png")).unwrap() == b"b");
        assert!(write_folder(&folder, &files[..1]).is_err());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        #[cfg(unix)]
        assert!(
            std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&folder).unwrap().permissions()) & 0o500 == 0o500
        );
        let empty = dir.path().join("empty");
        fs::create_dir(&empty).unwrap();
        assert!(!is_taken(&empty));
        write_folder(&empty, &files[..1]).unwrap();
    }

    #[test]
    fn a_name_that_cannot_be_written_leaves_no_stray_file() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("taken.txt")).unwrap();
        fs::write(dir.path().join("taken.txt/x"), b"").unwrap();
        assert!(write_all(dir.path(), &[artifact("taken.txt")]).is_err());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
