//! Writing files whole or not at all.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::Failure;
use crate::artifact::Artifact;

/// Writes every artifact into a folder, which is made where it is not there. All of them are written beside their places
/// first and moved there only when the last one is whole, so that a full disk leaves what was there before.
pub fn write_all(folder: &Path, artifacts: &[Artifact]) -> Result<Vec<PathBuf>, Failure> {
    fs::create_dir_all(folder).map_err(Failure::new("make the folder", folder))?;
    let staged = artifacts
        .iter()
        .map(|artifact| stage(folder, &artifact.bytes))
        .collect::<Result<Vec<_>, _>>()?;
    let place = |(file, artifact): (NamedTempFile, &Artifact)| settle(file, folder.join(&artifact.name));
    staged.into_iter().zip(artifacts).map(place).collect()
}

/// Writes one file, whole or not at all.
pub fn write_one(path: &Path, bytes: &[u8]) -> Result<PathBuf, Failure> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    write_by_way_of(folder, path, bytes)
}

/// Writes files over those that are there, with their permissions. All are whole before the first takes its place.
pub(super) fn write_over(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Failure> {
    let stage_one = |(path, bytes): &(PathBuf, Vec<u8>)| {
        let facts = fs::metadata(path).map_err(Failure::new("read", path))?;
        let staged = stage(path.parent().unwrap_or(Path::new(".")), bytes)?;
        let kept = fs::set_permissions(staged.path(), facts.permissions());
        kept.map_err(Failure::new("write", path))?;
        Ok((staged, path.clone()))
    };
    let staged = files.iter().map(stage_one).collect::<Result<Vec<_>, Failure>>()?;
    staged
        .into_iter()
        .try_for_each(|(file, path)| settle(file, path).map(drop))
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

fn stage(folder: &Path, bytes: &[u8]) -> Result<NamedTempFile, Failure> {
    // Read by everybody, as far as the user's mask allows: a temporary file's own default is the owner alone.
    let mode = fs::Permissions::from_mode(0o666);
    let mut file = tempfile::Builder::new()
        .prefix(".kurras-")
        .permissions(mode)
        .tempfile_in(folder)
        .map_err(Failure::new("write into", folder))?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.flush())
        .and_then(|()| file.as_file().sync_all());
    written.map_err(Failure::new("write into", folder))?;
    Ok(file)
}

fn settle(file: NamedTempFile, path: PathBuf) -> Result<PathBuf, Failure> {
    file.persist(&path)
        .map_err(|error| Failure::new("write", &path)(error.error))?;
    Ok(path)
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
    fn a_name_that_cannot_be_written_leaves_no_stray_file() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("taken.txt")).unwrap();
        fs::write(dir.path().join("taken.txt/x"), b"").unwrap();
        assert!(write_all(dir.path(), &[artifact("taken.txt")]).is_err());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
