//! The pictures of a document, as files of the book.

use std::collections::BTreeMap;

use super::losses::Odd;
use crate::media::Kind;

/// The folder of pictures in a book.
pub(super) const FOLDER: &str = "images";

/// Pictures that were taken over: their paths in the book, and their bytes.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// What stands before every name, so that pictures of several documents do not meet.
    prefix: String,
    by_source: BTreeMap<String, String>,
    files: Vec<(String, Vec<u8>)>,
}

impl Pictures {
    /// No pictures yet; `prefix` begins every name.
    pub(super) fn new(prefix: &str) -> Self {
        Self {
            prefix: prefix.into(),
            ..Self::default()
        }
    }

    /// The path of a picture that was taken over from there.
    pub(super) fn known(&self, source: &str) -> Option<&str> {
        self.by_source.get(source).map(String::as_str)
    }

    /// Takes a picture over.
    ///
    /// # Errors
    /// What is said of it where it cannot be: it is damaged where it is told to be of a kind that books hold and is not, or is empty; else
    /// books cannot hold its kind.
    pub(super) fn take(&mut self, source: &str, bytes: Vec<u8>) -> Result<String, Odd> {
        if let Some(path) = self.known(source) {
            return Ok(path.into());
        }
        let kind = Kind::of(&bytes).map_err(|_| match bytes.is_empty() || is_told_to_fit(source) {
            true => Odd::DamagedPicture,
            false => Odd::PictureFormat,
        })?;
        let number = self.files.len() + 1;
        let path = format!("{FOLDER}/{}picture-{number}.{}", self.prefix, kind.extension());
        self.by_source.insert(source.into(), path.clone());
        self.files.push((path.clone(), bytes));
        Ok(path)
    }

    /// All that were taken over.
    pub(super) fn into_files(self) -> Vec<(String, Vec<u8>)> {
        self.files
    }
}

/// Whether a name's ending, or a media type within an address (RFC 2397), is that of a kind that books hold.
fn is_told_to_fit(source: &str) -> bool {
    const ENDINGS: [&str; 10] = [
        "png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "svg", "svg+xml",
    ];
    let told = match source.strip_prefix("data:image/") {
        Some(data) => data.split([';', ',']).next(),
        None => source.rsplit_once('.').map(|(_, ending)| ending),
    };
    let told = told.unwrap_or_default().trim().to_ascii_lowercase();
    ENDINGS.contains(&told.strip_prefix("x-").unwrap_or(&told))
}
