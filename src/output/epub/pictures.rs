//! The pictures that the text uses, as files of the book.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::media::{Picture, Pictures};

/// A picture as it lies in the book.
pub(in crate::output) struct PictureFile {
    /// Its file name, ASCII whatever the author's file is called.
    pub file: String,
    /// The picture, no larger than a screen.
    pub picture: Picture,
}

/// The pictures in the order of their first use, and their names by the author's path.
#[derive(Default)]
pub(in crate::output) struct PictureFiles {
    names: BTreeMap<String, String>,
    folder: String,
    pub files: Vec<PictureFile>,
}

impl PictureFiles {
    /// Gathers the pictures that a document uses; one that could not be opened is left out.
    /// `folder` is what their names begin with.
    pub fn of(document: &Document, pictures: &Pictures, folder: &str) -> Self {
        let mut gathered = Self {
            folder: folder.into(),
            ..Self::default()
        };
        for image in document.images() {
            gathered.add(&image.path, pictures);
        }
        gathered
    }

    /// Adds a picture, and tells its file; none where it could not be opened.
    pub fn add(&mut self, path: &str, pictures: &Pictures) -> Option<String> {
        if let Some(file) = self.names.get(path) {
            return Some(file.clone());
        }
        let picture = pictures.get(path)?.on_screen().clone();
        let (number, ending) = (self.files.len() + 1, picture.kind.extension());
        let file = format!("{}image-{number:03}.{ending}", self.folder);
        self.names.insert(path.into(), file.clone());
        self.files.push(PictureFile {
            file: file.clone(),
            picture,
        });
        Some(file)
    }

    /// Width and height of the picture of an author's path, in its pixels.
    pub fn size(&self, path: &str) -> Option<(u32, u32)> {
        let name = self.names.get(path)?;
        let found = self.files.iter().find(|file| file.file == *name)?;
        Some((found.picture.width, found.picture.height))
    }

    /// The file of an author's path.
    pub fn file(&self, path: &str) -> Option<&str> {
        self.names.get(path).map(String::as_str)
    }
}
