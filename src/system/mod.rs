//! What differs between systems: folders that are held open and their files, who may read a file, locks, the terminal, limits. Each is there
//! twice, for Unix and for Windows, under the same names; nothing else in the program asks which system it runs on.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "opening files as each system does it is this room's work"
)]

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::ffi::OsString;
use std::io;

#[cfg(unix)]
pub use unix::{
    Folder, Hold, OPENER, Terminal, bear_limits, has_same_owner, home, make_way, open_at_once, others_may_read,
    permissions, secret_or_not, sync_folder,
};
#[cfg(windows)]
pub use windows::{
    Folder, Hold, OPENER, Terminal, bear_limits, has_same_owner, home, make_way, open_at_once, others_may_read,
    permissions, secret_or_not, sync_folder,
};

/// Why a name in a folder was not opened.
#[derive(Debug)]
pub enum NotOpened {
    /// It is a link, which may lead anywhere, or no folder where one is asked for.
    Link,
    /// It is a pipe, a socket or a device.
    NotPlain,
    /// What the system said.
    System(io::Error),
}

impl From<io::Error> for NotOpened {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// What a name in a folder stands for, as the folder says itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A folder.
    Folder,
    /// A plain file.
    File,
    /// A link, a pipe, a device; or a folder of a kind that does not say.
    Other,
}

/// A name in a folder, and what it stands for.
#[derive(Debug)]
pub struct NamedEntry {
    /// The name, which need not be Unicode.
    pub name: OsString,
    /// What it is.
    pub kind: EntryKind,
}
