//! Windows.

mod folder;
mod hold;
mod terminal;

use std::fs::{self, Metadata, OpenOptions, Permissions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

pub use folder::{Folder, open_at_once};
pub use hold::Hold;
pub use terminal::Terminal;

/// Says for whom a new file is. On Windows it is for those whom its folder names, which is its owner below a user's own folder.
pub fn secret_or_not(_options: &mut OpenOptions, _secret: bool) {}

/// Whether others than its owner may read a file: on Windows no file says so by itself.
pub fn others_may_read(_facts: &Metadata) -> bool {
    false
}

/// Whether two files belong to one user. The folder for temporary files is each user's own on Windows.
pub fn has_same_owner(_one: &Metadata, _other: &Metadata) -> bool {
    true
}

/// The permissions that a mode of Unix stands for: none, as Windows has no modes.
pub fn permissions(_mode: u32) -> Option<Permissions> {
    None
}

/// Asks the system to put a folder's entries on the disk: NTFS does so by itself, in its journal.
///
/// # Errors
/// None here.
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes way for a folder that is to take the place of an empty one, which Windows does not let it do.
///
/// # Errors
/// Where something is in it, or the system does not let us.
pub fn make_way(folder: &Path) -> io::Result<()> {
    match fs::remove_dir(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The user's own folder.
pub fn home() -> Option<PathBuf> {
    std::env::home_dir()
}

/// The program that opens an address as the user likes it, and what stands before the address.
pub const OPENER: (&str, &[&str]) = ("rundll32", &["url.dll,FileProtocolHandler"]);

/// Windows ends no program because of a file's size.
pub fn bear_limits() {}
