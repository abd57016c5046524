//! Pictures for every output: recognised by their bytes, upright, free of what cameras and editors write into them, no
//! larger than an output can show, and in one of three formats that every output takes.
//!
//! What comes in may be hostile: sizes are bounded before anything is decoded, and drawings (SVG) are written anew from
//! what is known to be harmless.

mod jpeg;
mod kind;
mod png;
mod raster;
mod svg;

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Location, Report};

pub use kind::Kind;

/// The longest side, in pixels, that a reading device can show: what [`Picture::fitted`] is asked for by the EPUB. The
/// widest tablets have some 2700 pixels, a page of text fewer, and Apple Books takes no more than 5.6 million in all.
pub const SCREEN: u32 = 2048;

/// The longest side, in pixels, that paper can show: a sheet of A4 at 300 dots an inch has 3508.
pub const PRINT: u32 = 3508;

/// A file that a book names as a picture.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its path from the book's folder, as `Image::path` has it.
    pub path: String,
    /// Where the book names it.
    pub place: Location,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A picture that every output can take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// JPEG, PNG or SVG.
    pub kind: Kind,
    /// Its width in pixels; for SVG in CSS pixels.
    pub width: u32,
    /// Its height, likewise.
    pub height: u32,
    /// The file, clean.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// Makes a picture of a file's bytes. What an author should know of the way is added to `said`.
    ///
    /// # Errors
    /// The reason and what to do about it, where the file is no picture, is damaged, or is too large to be opened safely.
    pub fn open(bytes: Vec<u8>, said: &mut Vec<Diagnostic>) -> Result<Self, Diagnostic> {
        match Kind::of(&bytes)? {
            Kind::Svg => svg::clean(&bytes, said),
            kind => raster::open(kind, bytes, said),
        }
    }

    /// The picture with neither side longer than `longest` pixels: itself where it is small enough, or a drawing.
    pub fn fitted(&self, longest: u32) -> Cow<'_, Picture> {
        if self.kind == Kind::Svg || self.width.max(self.height) <= longest {
            return Cow::Borrowed(self);
        }
        // It was decoded once already; should it fail now, the whole picture still serves.
        raster::scale(self, longest).map_or(Cow::Borrowed(self), Cow::Owned)
    }
}

/// The pictures of a book, by the path that the book names them with.
#[derive(Debug, Clone, Default)]
pub struct Pictures(BTreeMap<String, Picture>);

impl Pictures {
    /// Opens every file; what is wrong with any of them goes into the report. A path that comes twice is opened once.
    pub fn load(mut files: Vec<Source>, report: &mut Report) -> Self {
        let mut seen = std::collections::BTreeSet::new();
        files.retain(|file| seen.insert(file.path.clone()));
        let open = |file: Source| {
            let mut said = Vec::new();
            let opened = Picture::open(file.bytes, &mut said);
            (file.path, file.place, opened, said)
        };
        let opened: Vec<_> = files.into_par_iter().map(open).collect();
        let mut pictures = BTreeMap::new();
        for (path, place, opened, said) in opened {
            let mut add = |mut diagnostic: Diagnostic| {
                diagnostic.message = format!("{path}: {}", diagnostic.message);
                diagnostic.location = place.clone();
                report.add(diagnostic);
            };
            said.into_iter().for_each(&mut add);
            match opened {
                Ok(picture) => drop(pictures.insert(path, picture)),
                Err(diagnostic) => add(diagnostic),
            }
        }
        Self(pictures)
    }

    /// The picture of a path.
    pub fn get(&self, path: &str) -> Option<&Picture> {
        self.0.get(path)
    }

    /// Every picture with its path, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Picture)> {
        self.0.iter().map(|(path, picture)| (path.as_str(), picture))
    }
}

#[cfg(test)]
mod tests;
