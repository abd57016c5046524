//! The only room that touches the file system: it reads below the book's folder, and writes files whole or not at all.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "reading and writing files is this room's work"
)]

mod key;
mod locate;
mod looked;
mod open;
mod read;
mod release_store;
mod released;
mod scratch;
mod staging;
mod watch;
mod write;

use std::fmt;
use std::path::{Path, PathBuf};

pub use key::{lies_in, others_may_read, read_small, write_new};
pub use locate::{books, library};
pub use looked::Looked;
pub use read::Workspace;
pub use release_store::ReleaseStore;
pub use released::{folders_with, is_folder, is_same_file, read_given, read_one, read_set};
pub use scratch::Scratch;
pub use watch::Watch;
pub use write::{is_taken, write_all, write_folder, write_into, write_one};

/// The machine failed us: a disk that is full, a permission that lacks. (What is wrong with a book is a diagnostic instead.)
#[derive(Debug)]
pub struct Failure {
    /// What was being done, as in "cannot write".
    pub action: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub cause: std::io::Error,
}

impl Failure {
    fn new(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
        move |cause| Failure {
            action,
            path: path.to_path_buf(),
            cause,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} {}: {}", self.action, self.path.display(), self.cause)
    }
}

impl std::error::Error for Failure {}
