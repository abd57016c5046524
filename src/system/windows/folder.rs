//! Folders that are held open. While one is, Windows lets nobody rename or remove it or a folder above it (it is not shared for that), so its
//! path means what it meant when it was opened, and what is in it is reached by that path.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::windows::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::system::{EntryKind, NamedEntry, NotOpened};

// The names of the Windows API, winnt.h and winbase.h.
const FILE_SHARE_READ: u32 = 1;
const FILE_SHARE_WRITE: u32 = 2;
const FILE_ATTRIBUTE_REPARSE_POINT: u32 = 0x400;
const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
const FILE_FLAG_BACKUP_SEMANTICS: u32 = 0x0200_0000;

/// A folder that is open.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _held: File,
}

impl Folder {
    /// Opens a folder, which may be a link: it is what the user named.
    ///
    /// # Errors
    /// Where there is none, or the system does not let us.
    pub fn open(path: &Path) -> io::Result<Self> {
        // Its real path is told to no other place by a link that is laid anew.
        let path = fs::canonicalize(path)?;
        match open_itself(&path) {
            Ok((held, true)) => Ok(Self { path, _held: held }),
            Ok(_) => Err(ErrorKind::NotADirectory.into()),
            Err(NotOpened::System(error)) => Err(error),
            Err(_) => Err(io::Error::other("it became a link while it was opened")),
        }
    }

    /// Opens the folder once more.
    ///
    /// # Errors
    /// Where the system does not let us.
    pub fn again(&self) -> Result<Self, NotOpened> {
        Ok(Self::open(&self.path)?)
    }

    /// Opens a folder in it by its name, if it is no link.
    ///
    /// # Errors
    /// Where it is none, or the system does not let us.
    pub fn folder(&self, name: &OsStr) -> Result<Self, NotOpened> {
        let path = self.path.join(name);
        match open_itself(&path)? {
            (held, true) => Ok(Self { path, _held: held }),
            _ => Err(NotOpened::Link),
        }
    }

    /// Opens what stands in it under a name, if it is no link. It may be a folder: its own word tells.
    ///
    /// # Errors
    /// Where it is a link, or the system does not let us.
    pub fn file(&self, name: &OsStr) -> Result<File, NotOpened> {
        open_itself(&self.path.join(name)).map(|(open, _)| open)
    }

    /// What is in it, as it says itself, and no more than so many names.
    ///
    /// # Errors
    /// Where the system does not let us.
    pub fn entries(&self, most: usize) -> io::Result<Vec<NamedEntry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let kind = if kind.is_symlink() {
                EntryKind::Other
            } else if kind.is_dir() {
                EntryKind::Folder
            } else {
                EntryKind::File
            };
            let name = entry.file_name();
            entries.push(NamedEntry { name, kind });
            if entries.len() > most {
                break;
            }
        }
        Ok(entries)
    }
}

/// Opens what stands at a path, unless it is a link or a junction; and tells whether it is a folder. As long as it is open, nothing takes
/// its place.
fn open_itself(path: &Path) -> Result<(File, bool), NotOpened> {
    let open = OpenOptions::new()
        .read(true)
        .share_mode(FILE_SHARE_READ | FILE_SHARE_WRITE)
        .custom_flags(FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT)
        .open(path)?;
    let facts = open.metadata()?;
    if facts.file_type().is_symlink() {
        return Err(NotOpened::Link);
    }
    let is_folder = facts.is_dir();
    if is_folder || facts.file_attributes() & FILE_ATTRIBUTE_REPARSE_POINT == 0 {
        return Ok((open, is_folder));
    }
    // A file that lies elsewhere (in a cloud, or stored once for many) is fetched only by whoever opens the file itself.
    Ok((open_at_once(path)?, is_folder))
}

/// Opens a file by its path, which may be a link. There are no pipes among files on Windows.
///
/// # Errors
/// Where it is not there, or the system does not let us.
pub fn open_at_once(path: &Path) -> io::Result<File> {
    File::open(path)
}
