//! Files that hold keys: read as they are, written where nothing is yet.

use std::fs::{self, OpenOptions};
use std::io::{Error, ErrorKind, Read, Write};
use std::path::Path;

use super::Failure;
use crate::system::{self, secret_or_not};

/// The most that is read of a key's file, in bytes: minisign's hold some 300.
const LARGEST: u64 = 1 << 14;

/// Reads a small file of text: a key, a password.
///
/// # Errors
/// Where it cannot be read, is larger than any key, or not UTF-8.
pub fn read_small(path: &Path) -> Result<String, Failure> {
    let read = || {
        let mut text = String::new();
        fs::File::open(path)?.take(LARGEST + 1).read_to_string(&mut text)?;
        if text.len() as u64 > LARGEST {
            return Err(Error::new(ErrorKind::FileTooLarge, "it is larger than any key"));
        }
        Ok(text)
    };
    read().map_err(Failure::new("read", path))
}

/// Writes a new file, for its owner alone where it is `secret`. A file that is there already is never touched.
///
/// # Errors
/// Where there is one, or the machine does not let us; nothing is left then.
pub fn write_new(path: &Path, text: &str, secret: bool) -> Result<(), Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        fs::create_dir_all(folder).map_err(Failure::new("make the folder", folder))?;
    }
    let mut options = OpenOptions::new();
    secret_or_not(options.write(true).create_new(true), secret);
    let mut file = options.open(path).map_err(Failure::new("write", path))?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|error| {
        let _ = fs::remove_file(path);
        Failure::new("write", path)(error)
    })
}

/// Whether others than its owner may read a file.
pub fn others_may_read(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|facts| system::others_may_read(&facts))
}

/// Whether a file lies in a folder or below it, links resolved.
pub fn lies_in(path: &Path, folder: &Path) -> bool {
    match (fs::canonicalize(path), fs::canonicalize(folder)) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}
