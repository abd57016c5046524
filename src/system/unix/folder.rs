//! Folders that are held open: what is in them is reached from there, whatever their paths mean by now.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fs::{Dir, FileType, Mode, OFlags, openat};
use rustix::io::Errno;

use crate::system::{EntryKind, NamedEntry, NotOpened};

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
/// A pipe is not waited for, and no terminal becomes ours.
const FILE: OFlags = OFlags::RDONLY
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

/// A folder that is open.
#[derive(Debug)]
pub struct Folder(File);

impl Folder {
    /// Opens a folder, which may be a link: it is what the user named.
    ///
    /// # Errors
    /// Where there is none, or the system does not let us.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self(rustix::fs::open(path, FOLDER, Mode::empty())?.into()))
    }

    /// Opens the folder once more.
    ///
    /// # Errors
    /// Where the system does not let us.
    pub fn again(&self) -> Result<Self, NotOpened> {
        self.folder(OsStr::new("."))
    }

    /// Opens a folder in it by its name, if it is no link.
    ///
    /// # Errors
    /// Where it is none, or the system does not let us.
    pub fn folder(&self, name: &OsStr) -> Result<Self, NotOpened> {
        self.at(name, FOLDER).map(Self)
    }

    /// Opens what stands in it under a name, if it is no link. It may be a folder or a pipe: its own word tells.
    ///
    /// # Errors
    /// Where it is a link, cannot be opened at all, or the system does not let us.
    pub fn file(&self, name: &OsStr) -> Result<File, NotOpened> {
        self.at(name, FILE)
    }

    fn at(&self, name: &OsStr, how: OFlags) -> Result<File, NotOpened> {
        match openat(&self.0, name, how | OFlags::NOFOLLOW, Mode::empty()) {
            Ok(open) => Ok(open.into()),
            // A link where a folder is asked for is no folder; elsewhere it is one link too many.
            Err(Errno::LOOP | Errno::NOTDIR | Errno::MLINK) => Err(NotOpened::Link),
            // Sockets cannot be opened, nor devices that nothing drives.
            Err(Errno::NXIO | Errno::NODEV) => Err(NotOpened::NotPlain),
            Err(error) => Err(NotOpened::System(error.into())),
        }
    }

    /// What is in it, as it says itself, and no more than so many names.
    ///
    /// # Errors
    /// Where the system does not let us.
    pub fn entries(&self, most: usize) -> io::Result<Vec<NamedEntry>> {
        let mut entries = Vec::new();
        for entry in Dir::read_from(&self.0)? {
            let entry = entry?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name == "." || name == ".." {
                continue;
            }
            let kind = match entry.file_type() {
                FileType::Directory => EntryKind::Folder,
                FileType::RegularFile => EntryKind::File,
                // Some file systems do not say.
                FileType::Unknown if self.folder(name).is_ok() => EntryKind::Folder,
                _ => EntryKind::Other,
            };
            let name = name.to_os_string();
            entries.push(NamedEntry { name, kind });
            if entries.len() > most {
                break;
            }
        }
        Ok(entries)
    }
}

/// Opens a file by its path, which may be a link, and does not wait for a pipe.
///
/// # Errors
/// Where it is not there, or the system does not let us.
pub fn open_at_once(path: &Path) -> io::Result<File> {
    Ok(rustix::fs::open(path, FILE, Mode::empty())?.into())
}
