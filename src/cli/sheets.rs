//! What the verbs that make sheets share: writing one file.

use std::path::Path;

use super::Outcome;
use super::console::Console;
use crate::artifact::{Artifact, Format};
use crate::build::MadeFile;
use crate::workspace::write_into;

/// Writes a PDF of so many sides where the user said, into a folder that is made where it is not there, as `build` does.
pub fn write(console: &Console, path: &Path, bytes: Vec<u8>, sides: usize) -> Outcome {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match write_into(folder.unwrap_or(Path::new(".")), &name, &bytes) {
        Ok(path) => {
            let artifact = Artifact {
                name,
                ..Artifact::new(Format::Booklet, "", "", bytes, Some(sides))
            };
            console.wrote(&path, &MadeFile::of(&artifact));
            Outcome::Done
        }
        Err(failure) => console.failure(&failure),
    }
}
