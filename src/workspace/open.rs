//! Opening what strangers may have laid out: from a folder that is open already, through no link, and judged only when it is open. What a
//! path meant a moment ago may be another thing by now.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path};

use rustix::fs::{Mode, OFlags, openat};
use rustix::io::Errno;

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

/// Opens a folder, which may be a link: it is what the user named.
pub(super) fn open_folder(path: &Path) -> io::Result<File> {
    Ok(rustix::fs::open(path, FOLDER, Mode::empty())?.into())
}

/// Opens a folder below an open one. No part of the path may be a link.
pub(super) fn open_folder_below(folder: &File, path: &Path) -> Result<File, NotRead> {
    let mut open = at(folder, Path::new("."), FOLDER)?;
    for part in parts(path)? {
        open = at(&open, part, FOLDER)?;
    }
    Ok(open)
}

/// Opens a file below an open folder. No part of the path may be a link, and a pipe is not waited for.
pub(super) fn open_below(folder: &File, path: &Path) -> Result<File, NotRead> {
    let parts = parts(path)?;
    let (name, above) = parts.split_last().ok_or(NotRead::NotPlain)?;
    let above = open_folder_below(folder, &above.iter().collect::<std::path::PathBuf>())?;
    at(&above, name, FILE)
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

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
const FILE: OFlags = OFlags::RDONLY
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

fn at(folder: &File, name: &Path, how: OFlags) -> Result<File, NotRead> {
    match openat(folder, name, how | OFlags::NOFOLLOW, Mode::empty()) {
        Ok(open) => Ok(open.into()),
        // A link where a folder is asked for is no folder; elsewhere it is one link too many.
        Err(Errno::LOOP | Errno::NOTDIR | Errno::MLINK) => Err(NotRead::Link),
        // Sockets cannot be opened, nor devices that nothing drives.
        Err(Errno::NXIO | Errno::NODEV) => Err(NotRead::NotPlain),
        Err(error) => Err(NotRead::System(error.into())),
    }
}

/// The names of a path that leads nowhere but downwards.
fn parts(path: &Path) -> Result<Vec<&Path>, NotRead> {
    let here = |part: &Component<'_>| *part != Component::CurDir;
    let name = |part: Component<'_>| matches!(part, Component::Normal(_));
    if !path.components().filter(here).all(name) {
        return Err(NotRead::Link);
    }
    Ok(path.iter().filter(|part| *part != ".").map(Path::new).collect())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    /// A folder `in` with a file, a pipe and links, beside a file and a folder that lie outside of it.
    fn laid_out() -> (tempfile::TempDir, File) {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("in");
        fs::create_dir_all(root.join("deep/er")).unwrap();
        fs::create_dir(dir.path().join("out")).unwrap();
        fs::write(root.join("deep/er/a.txt"), "inside").unwrap();
        fs::write(dir.path().join("out/a.txt"), "outside").unwrap();
        symlink("deep/er/a.txt", root.join("link")).unwrap();
        symlink("../out", root.join("folder")).unwrap();
        symlink("/dev/zero", root.join("zero")).unwrap();
        let pipe = rustix::fs::mknodat(
            rustix::fs::CWD,
            root.join("pipe"),
            rustix::fs::FileType::Fifo,
            Mode::RUSR | Mode::WUSR,
            0,
        );
        pipe.unwrap();
        let open = open_folder(&root).unwrap();
        (dir, open)
    }

    fn read(folder: &File, path: &str) -> Result<Vec<u8>, NotRead> {
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
