//! Folders that are held. Windows locks files only, so a file stands for the folder, in the user's folder for temporary files: nothing is
//! laid into the folder itself.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

/// Where the files lie that stand for folders.
const PLACE: &str = "kurras-holds";

/// A folder that is held, so that other runs wait or turn away. The system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct Hold(File);

impl Hold {
    /// Prepares to hold a folder; nobody is kept out yet.
    ///
    /// # Errors
    /// Where it is not there, or nothing can be written that stands for it.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let real = fs::canonicalize(folder)?;
        let name: String = Sha256::digest(real.as_os_str().as_encoded_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let place = std::env::temp_dir().join(PLACE);
        fs::create_dir_all(&place)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        Ok(Self(options.open(place.join(name))?))
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
        // A lock does not become another here: what is held alone is let go first.
        let _ = self.0.unlock();
        self.0.try_lock_shared().is_ok()
    }
}
