//! What the verbs that make sheets share: writing one file.

use std::path::Path;

use super::Outcome;
use super::console::Console;
use crate::artifact::{Artifact, Format};
use crate::build::MadeFile;
use crate::workspace::write_one;

/// Writes a PDF of so many sides where the user said.
pub fn write(console: &Console, path: &Path, bytes: Vec<u8>, sides: usize) -> Outcome {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    match write_one(path, &bytes) {
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
