//! Opening what strangers may have laid out: from a folder that is open already, through no link, and judged only when it is open. What a
//! path meant a moment ago may be another thing by now.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path};

use crate::system::{Folder, NotOpened};

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum NotRead {
    /// A link stands in its way, which may lead anywhere.
    Link,
    /// It is a folder, a pipe or a device.
    NotPlain,
    /// It is so large, in bytes, which is more than was asked for.
    TooLarge(u64),
    /// What the system said.
    System(io::Error),
}

impl From<io::Error> for NotRead {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl From<NotOpened> for NotRead {
    fn from(problem: NotOpened) -> Self {
        match problem {
            NotOpened::Link => Self::Link,
            NotOpened::NotPlain => Self::NotPlain,
            NotOpened::System(error) => Self::System(error),
        }
    }
}

/// Opens a folder below an open one. No part of the path may be a link.
pub(super) fn open_folder_below(folder: &Folder, path: &Path) -> Result<Folder, NotRead> {
    let mut open = folder.again()?;
    for part in parts(path)? {
        open = open.folder(part)?;
    }
    Ok(open)
}

/// Opens a file below an open folder. No part of the path may be a link, and a pipe is not waited for.
pub(super) fn open_below(folder: &Folder, path: &Path) -> Result<File, NotRead> {
    let parts = parts(path)?;
    let (name, above) = parts.split_last().ok_or(NotRead::NotPlain)?;
    let above = open_folder_below(folder, &above.iter().collect::<std::path::PathBuf>())?;
    Ok(above.file(name)?)
}

/// Reads an open file whole, if it is a plain file of no more than `largest` bytes, however it grows meanwhile.
pub(super) fn read_plain(file: File, largest: u64) -> Result<Vec<u8>, NotRead> {
    let facts = file.metadata()?;
    if !facts.is_file() {
        return Err(NotRead::NotPlain);
    }
    if facts.len() > largest {
        return Err(NotRead::TooLarge(facts.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(facts.len()).unwrap_or(0));
    file.take(largest.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest {
        return Err(NotRead::TooLarge(bytes.len() as u64));
    }
    Ok(bytes)
}

/// The names of a path that leads nowhere but downwards.
fn parts(path: &Path) -> Result<Vec<&OsStr>, NotRead> {
    let here = |part: &Component<'_>| *part != Component::CurDir;
    let name = |part: Component<'_>| matches!(part, Component::Normal(_));
    if !path.components().filter(here).all(name) {
        return Err(NotRead::Link);
    }
    Ok(path.iter().filter(|part| *part != ".").collect())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::*;

    /// A folder `in` with a file, a pipe and links, beside a file and a folder that lie outside of it.
    fn laid_out() -> (tempfile::TempDir, Folder) {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("in");
        fs::create_dir_all(root.join("deep/er")).unwrap();
        fs::create_dir(dir.path().join("out")).unwrap();
        fs::write(root.join("deep/er/a.txt"), "inside").unwrap();
        fs::write(dir.path().join("out/a.txt"), "outside").unwrap();
        symlink("deep/er/a.txt", root.join("link")).unwrap();
        symlink("../out", root.join("folder")).unwrap();
        symlink("/dev/zero", root.join("zero")).unwrap();
        assert!(
            Command::new("mkfifo")
                .arg(root.join("pipe"))
                .status()
                .unwrap()
                .success()
        );
        let open = Folder::open(&root).unwrap();
        (dir, open)
    }

    fn read(folder: &Folder, path: &str) -> Result<Vec<u8>, NotRead> {
        open_below(folder, Path::new(path)).and_then(|file| read_plain(file, 10))
    }

    #[test]
    fn a_plain_file_below_is_read() {
        let (_dir, folder) = laid_out();
        assert_eq!(read(&folder, "deep/er/a.txt").unwrap(), b"inside");
        assert_eq!(read(&folder, "./deep/./er/a.txt").unwrap(), b"inside");
    }

    #[test]
    fn no_link_is_followed_wherever_it_stands_and_wherever_it_leads() {
        let (_dir, folder) = laid_out();
        for path in [
            "link",
            "zero",
            "folder",
            "folder/a.txt",
            "../out/a.txt",
            "/dev/zero",
            "deep/../../out/a.txt",
        ] {
            let found = read(&folder, path);
            assert!(matches!(found, Err(NotRead::Link)), "{path}: {found:?}");
        }
        assert!(open_folder_below(&folder, Path::new("folder")).is_err());
        assert!(open_folder_below(&folder, Path::new("deep/er")).is_ok());
    }

    #[test]
    fn what_is_no_plain_file_is_not_waited_for() {
        let (_dir, folder) = laid_out();
        for path in ["pipe", "deep"] {
            let found = read(&folder, path);
            assert!(matches!(found, Err(NotRead::NotPlain)), "{path}: {found:?}");
        }
    }

    /// Between the moment when a name was looked at and the one when it is opened, another thing may take its place.
    #[test]
    fn a_folder_that_becomes_a_link_leads_nowhere() {
        let (dir, folder) = laid_out();
        let root = dir.path().join("in");
        assert!(read(&folder, "deep/er/a.txt").is_ok());
        fs::rename(root.join("deep/er"), root.join("deep/was")).unwrap();
        symlink("../../out", root.join("deep/er")).unwrap();
        assert!(matches!(read(&folder, "deep/er/a.txt"), Err(NotRead::Link)));
    }

    #[test]
    fn files_are_no_larger_than_is_asked_for() {
        let (_dir, folder) = laid_out();
        let file = || open_below(&folder, Path::new("deep/er/a.txt")).unwrap();
        assert!(matches!(read_plain(file(), 5), Err(NotRead::TooLarge(6))));
        assert!(read_plain(file(), 6).is_ok());
    }
}
