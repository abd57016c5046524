//! The pictures that the text uses, as files of the book.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::media::{Picture, Pictures, SCREEN};

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
    pub files: Vec<PictureFile>,
}

impl PictureFiles {
    /// Gathers the pictures that a document uses; one that could not be opened is left out.
    /// `folder` is what their names begin with.
    pub fn of(document: &Document, pictures: &Pictures, folder: &str) -> Self {
        let mut gathered = Self::default();
        for image in document.images() {
            let Some(picture) = pictures
                .get(&image.path)
                .filter(|_| !gathered.names.contains_key(&image.path))
            else {
                continue;
            };
            let picture = picture.fitted(SCREEN).into_owned();
            let file = format!(
                "{folder}image-{:03}.{}",
                gathered.files.len() + 1,
                picture.kind.extension()
            );
            gathered.names.insert(image.path.clone(), file.clone());
            gathered.files.push(PictureFile { file, picture });
        }
        gathered
    }

    /// The file of an author's path.
    pub fn file(&self, path: &str) -> Option<&str> {
        self.names.get(path).map(String::as_str)
    }
}
