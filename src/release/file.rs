//! The files of a release: what they are, and their bytes.

use std::collections::BTreeSet;

use crate::artifact::{Artifact, Format};

/// A file of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseFile {
    /// Its name in the release's folder: ASCII, no folders.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Its media type (RFC 6838).
    pub media_type: &'static str,
    /// The edition that it is of, where it is not the book's usual one.
    pub edition: Option<String>,
    /// How many pages or sheet sides it has, where it has any.
    pub pages: Option<usize>,
    /// The PostScript names of the fonts that a PDF embeds.
    pub fonts: BTreeSet<String>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a file of a release is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// One of the formats that `kurras build` makes.
    Artifact(Format),
    /// Everything that the release was made from.
    Source,
    /// The text as paragraphs, for programs.
    Text,
    /// Anything that belongs to the set without being a publication: pages, feeds, schemas, licences.
    Part(&'static str),
}

impl FileKind {
    /// The name that the manifest gives it.
    pub fn name(self) -> &'static str {
        match self {
            FileKind::Artifact(format) => format.name(),
            FileKind::Source => "source",
            FileKind::Text => "text",
            FileKind::Part(name) => name,
        }
    }
}

impl ReleaseFile {
    /// A file that is not an artifact.
    pub fn new(name: impl Into<String>, kind: FileKind, media_type: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            kind,
            media_type,
            edition: None,
            pages: None,
            fonts: BTreeSet::new(),
            bytes: bytes.into(),
        }
    }

    /// A file that was made as an artifact.
    pub fn of(artifact: &Artifact) -> Self {
        Self {
            name: artifact.name.clone(),
            kind: FileKind::Artifact(artifact.format),
            media_type: artifact.media_type,
            edition: artifact.edition.clone(),
            pages: artifact.pages,
            fonts: artifact.fonts.clone(),
            bytes: artifact.bytes.clone(),
        }
    }
}
