//! Linux, macOS and the BSDs.

mod folder;
mod terminal;

use std::fs::{File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

pub use folder::{Folder, open_at_once};
pub use terminal::Terminal;

/// A folder that is held, so that other runs wait or turn away. The system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct Hold(File);

impl Hold {
    /// Prepares to hold a folder; nobody is kept out yet.
    ///
    /// # Errors
    /// Where it is not there, or cannot be opened.
    pub fn of(folder: &Path) -> io::Result<Self> {
        Ok(Self(File::open(folder)?))
    }

    /// Holds the folder alone, and waits until nobody else holds it.
    ///
    /// # Errors
    /// Where the file system knows no locks: `Unsupported`.
    pub fn wait_alone(&self) -> io::Result<()> {
        self.0.lock()
    }

    /// Holds the folder alone, unless somebody else holds it.
    pub fn try_alone(&self) -> bool {
        self.0.try_lock().is_ok()
    }

    /// Holds the folder together with others who do, unless somebody holds it alone.
    pub fn try_together(&self) -> bool {
        self.0.try_lock_shared().is_ok()
    }
}

/// Says for whom a new file is: for its owner alone where it is secret, else for everybody as far as the user's mask allows.
pub fn secret_or_not(options: &mut OpenOptions, secret: bool) {
    options.mode(if secret { 0o600 } else { 0o644 });
}

/// Whether others than its owner may read a file.
pub fn others_may_read(facts: &Metadata) -> bool {
    facts.permissions().mode() & 0o044 != 0
}

/// Whether two files belong to one user.
pub fn has_same_owner(one: &Metadata, other: &Metadata) -> bool {
    one.uid() == other.uid()
}

/// The permissions that a mode of Unix stands for; none where the system has no modes.
pub fn permissions(mode: u32) -> Option<Permissions> {
    Some(Permissions::from_mode(mode))
}

/// Asks the system to put a folder's entries on the disk.
///
/// # Errors
/// Where it cannot.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Makes way for a folder that is to take the place of an empty one: on Unix it does so by itself.
///
/// # Errors
/// None here.
pub fn make_way(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// The user's own folder.
pub fn home() -> Option<PathBuf> {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    home.map(PathBuf::from)
}

/// The program that opens an address as the user likes it, and what stands before the address.
pub const OPENER: (&str, &[&str]) = (if cfg!(target_os = "macos") { "open" } else { "xdg-open" }, &[]);

/// Lets a file that would grow beyond what the system allows (`ulimit -f`) be an error, which is told. Without this the system ends the
/// program with a signal, and nobody learns why.
pub fn bear_limits() {
    let noticed = Arc::new(AtomicBool::new(false));
    // Where it cannot be had, the signal does what it always did.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, noticed);
}
