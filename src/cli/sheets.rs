//! What the verbs that make sheets share: lengths, papers, and writing one file.

use std::path::Path;
use std::str::FromStr;

use super::Outcome;
use super::console::Console;
use crate::artifact::{Artifact, Format};
use crate::build::MadeFile;
use crate::imposition::Paper;
use crate::imposition::geometry::{INCH, MM};
use crate::workspace::write_one;

/// A length on the command line, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LengthArg(pub f64);

impl FromStr for LengthArg {
    type Err = String;

    /// Reads `8mm`, `0.8cm`, `0.3in` or `20pt`.
    fn from_str(text: &str) -> Result<Self, String> {
        const UNITS: [(&str, f64); 4] = [("mm", MM), ("cm", 10.0 * MM), ("in", INCH), ("pt", 1.0)];
        let text = text.trim();
        UNITS
            .iter()
            .find_map(|(unit, points)| Some(text.strip_suffix(unit)?.trim().parse::<f64>().ok()? * points))
            .filter(|points| (0.0..=14_400.0).contains(points))
            .map(Self)
            .ok_or_else(|| format!("\"{text}\" is no length: say 8mm, 0.8cm, 0.3in or 20pt"))
    }
}

/// Reads a paper for clap.
pub fn paper(text: &str) -> Result<Paper, String> {
    text.parse()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units() {
        assert_eq!("72pt".parse(), Ok(LengthArg(72.0)));
        assert_eq!("1 in".parse(), Ok(LengthArg(72.0)));
        assert_eq!("25.4mm".parse(), Ok(LengthArg(72.0)));
        for wrong in ["", "8", "mm", "-1mm", "NaNmm", "1e9mm", "8 miles"] {
            assert!(wrong.parse::<LengthArg>().is_err(), "{wrong}");
        }
    }
}
