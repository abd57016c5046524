//! Pictures for every output: recognised by their bytes, upright, free of what cameras and editors write into them, no
//! larger than an output can show, and in one of three formats that every output takes.
//!
//! What comes in may be hostile: sizes are bounded before anything is decoded, and drawings (SVG) are written anew from
//! what is known to be harmless.

mod bmp;
mod exif;
mod jpeg;
mod kind;
mod opened;
mod png;
mod raster;
mod scale;
mod svg;
mod tiff;
mod webp;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Location, Report, said};

pub use kind::Kind;
use opened::OpenedPicture;
pub use opened::OpenedPictures;

/// Dots an inch: what print shops ask of photographs, and more than eyes tell apart at a page's distance.
pub const DOTS: f64 = 300.0;

/// The longest side, in pixels, that a reading device can show. The widest tablets have some 2700 pixels, a page of text fewer.
const SCREEN: u32 = 2048;

/// The most pixels that Apple Books takes of a picture.
const SCREEN_PIXELS: u64 = 5_600_000;

/// Width and height, in pixels, that every picture may fill however small the book's pages are: a reading device's page of text.
const LEAST: (u32, u32) = (1400, 1900);

/// A picture stays as it is while it has not so many times the pixels of what it needs, across and down: what would be gained is less
/// than what encoding anew costs.
const SPARE: f64 = 1.25;

/// How many bytes of pictures may be decoded at a time.
const AT_A_TIME: u64 = 96 << 20;

/// How large a book shows a picture, in pixels at [`DOTS`] an inch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// From side to side.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
    /// Whether the picture fills all of it and is cut off beyond; else it lies within.
    pub filled: bool,
}

impl Room {
    /// Room without end: the picture stays as large as it is.
    pub const ENDLESS: Self = Self {
        width: f64::INFINITY,
        height: f64::INFINITY,
        filled: false,
    };

    /// The room of a picture of the text, on pages that show it `width` by `height` points large at most.
    pub fn on_page(width: f64, height: f64) -> Self {
        Self {
            width: (width / 72.0 * DOTS).max(LEAST.0.into()),
            height: (height / 72.0 * DOTS).max(LEAST.1.into()),
            filled: false,
        }
    }

    /// By how much a picture of so many pixels is to be made smaller: 1 where it stays as it is.
    fn share(self, width: u32, height: u32) -> f64 {
        let (across, down) = (self.width / f64::from(width), self.height / f64::from(height));
        let share = if self.filled {
            across.max(down)
        } else {
            across.min(down)
        };
        if share * SPARE < 1.0 { share } else { 1.0 }
    }
}

/// A file that a book names as a picture.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Its path from the book's folder, as `Image::path` has it.
    pub path: String,
    /// Where the book names it.
    pub place: Location,
    /// How large the book shows it.
    pub room: Room,
    /// Whether the book cannot do without it. In place of any other there is a frame with its words.
    pub needed: bool,
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
    /// The same picture for reading devices, where it has more pixels than they can show.
    small: Option<Box<Picture>>,
}

impl Picture {
    /// A picture that is already what every output can take.
    pub fn new(kind: Kind, width: u32, height: u32, bytes: Vec<u8>) -> Self {
        Self {
            kind,
            width,
            height,
            bytes,
            small: None,
        }
    }

    /// Makes a picture of a file's bytes, with no more pixels than its room can show. What an author should know of the way is added
    /// to `said`.
    ///
    /// # Errors
    /// The reason and what to do about it, where the file is no picture, is damaged, or is too large to be opened safely.
    pub fn open(bytes: Vec<u8>, room: Room, said: &mut Vec<Diagnostic>) -> Result<Self, Diagnostic> {
        match Kind::of(&bytes)? {
            Kind::Svg => svg::clean(&bytes, said),
            kind => raster::open(kind, bytes, room, said),
        }
    }

    /// The same picture with another one for reading devices.
    #[must_use]
    pub fn with_small(self, small: Picture) -> Self {
        Self {
            small: Some(Box::new(small)),
            ..self
        }
    }

    /// The picture as reading devices can show it.
    pub fn on_screen(&self) -> &Picture {
        self.small.as_deref().unwrap_or(self)
    }
}

/// A picture of pixels at `share` of its width and height, in the same format; none where it cannot be read.
pub fn smaller(kind: Kind, bytes: &[u8], share: f64) -> Option<Vec<u8>> {
    raster::smaller(kind, bytes, share).map(|picture| picture.bytes)
}

/// A file as it may be given away: without what cameras and editors wrote into it, every pixel of it as it was, and turned by its
/// orientation as before. Opened, it becomes the same picture as the file itself.
pub fn published(bytes: &[u8]) -> Option<Vec<u8>> {
    match Kind::of(bytes).ok()? {
        Kind::Svg => svg::clean(bytes, &mut Vec::new()).ok().map(|picture| picture.bytes),
        kind => raster::published(kind, bytes),
    }
}

/// The pictures of a book, by the path that the book names them with.
#[derive(Debug, Clone, Default)]
pub struct Pictures(BTreeMap<String, Arc<Picture>>);

impl Pictures {
    /// Reads and opens every file, some at a time; what is wrong with any of them goes into the report. A path that comes twice is
    /// opened once, for the larger room. `read` gives a file's bytes, or says in the report why there are none. What is among the
    /// `opened` need not be opened again.
    pub fn load(
        wanted: Vec<Wanted>,
        mut read: impl FnMut(&Wanted, &mut Report) -> Option<Vec<u8>>,
        opened: Option<&OpenedPictures>,
        report: &mut Report,
    ) -> Self {
        if let Some(opened) = opened {
            opened.begin();
        }
        let mut pictures = Self::default();
        let (mut batch, mut size) = (Vec::new(), 0);
        for wanted in distinct(wanted) {
            let Some(bytes) = read(&wanted, report) else { continue };
            let needs = raster::decoded_size(&bytes);
            if size + needs > AT_A_TIME {
                pictures.open_all(std::mem::take(&mut batch), opened, report);
                size = 0;
            }
            size += needs;
            batch.push((wanted, bytes));
        }
        pictures.open_all(batch, opened, report);
        pictures
    }

    fn open_all(&mut self, files: Vec<(Wanted, Vec<u8>)>, known: Option<&OpenedPictures>, report: &mut Report) {
        let open = |(file, bytes): (Wanted, Vec<u8>)| {
            let opened = match known {
                Some(known) => known.open(bytes, file.room),
                None => OpenedPicture::of(bytes, file.room),
            };
            (file, opened)
        };
        let opened: Vec<_> = files.into_par_iter().map(open).collect();
        for (file, opened) in opened {
            let mut add = |mut diagnostic: Diagnostic| {
                diagnostic.message = said!("{path}: {what}", path = file.path, what = diagnostic.message);
                diagnostic.location = file.place.clone();
                report.add(diagnostic);
            };
            opened.told.iter().cloned().for_each(&mut add);
            match &opened.picture {
                Ok(picture) => drop(self.0.insert(file.path, picture.clone())),
                Err(why) if file.needed => {
                    let refused = Diagnostic::error("invalid-value", why.message.clone());
                    add(why.hints.iter().cloned().fold(refused, Diagnostic::hint));
                }
                Err(diagnostic) => add(diagnostic.clone()),
            }
        }
    }

    /// The picture of a path.
    pub fn get(&self, path: &str) -> Option<&Picture> {
        self.0.get(path).map(Arc::as_ref)
    }

    /// Every picture with its path, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Picture)> {
        self.shared().map(|(path, picture)| (path, picture.as_ref()))
    }

    /// The same, as they are shared by all that show them.
    pub fn shared(&self) -> impl Iterator<Item = (&str, &Arc<Picture>)> {
        self.0.iter().map(|(path, picture)| (path.as_str(), picture))
    }
}

/// Each path once, in the order of first mention, with room for the largest of its uses.
fn distinct(wanted: Vec<Wanted>) -> Vec<Wanted> {
    let mut found: Vec<Wanted> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for one in wanted {
        match places.get(&one.path).and_then(|&at| found.get_mut(at)) {
            Some(there) => {
                there.room = Room {
                    width: there.room.width.max(one.room.width),
                    height: there.room.height.max(one.room.height),
                    filled: there.room.filled || one.room.filled,
                };
                there.needed |= one.needed;
            }
            None => {
                places.insert(one.path.clone(), found.len());
                found.push(one);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
