//! A folder that goes away again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::Failure;

/// A temporary folder with files in it; it goes away with this value.
#[derive(Debug)]
pub struct Scratch {
    folder: TempDir,
}

impl Scratch {
    /// Writes files, each by its path from the folder with `/` between the parts. A path that leads out of it is not written.
    ///
    /// # Errors
    /// Where the machine does not let us.
    pub fn with(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, Failure> {
        let folder = tempfile::Builder::new()
            .prefix("kurras-")
            .tempdir()
            .map_err(Failure::new(
                "make a temporary folder in",
                Path::new("the system's place for them"),
            ))?;
        for (name, bytes) in files {
            let inside = name.split('/').all(|part| !matches!(part, "" | "." | ".."));
            if !inside {
                continue;
            }
            let path = folder.path().join(name);
            let parent = path.parent().unwrap_or(folder.path());
            fs::create_dir_all(parent).map_err(Failure::new("make the folder", parent))?;
            fs::write(&path, bytes).map_err(Failure::new("write", &path))?;
        }
        Ok(Self { folder })
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}
