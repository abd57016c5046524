//! Typst's view of the world: the theme's files, the book's data, the fonts and pictures. Nothing else: no file system, no
//! packages, no clock.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::mirror::mirroring;
use crate::fonts::{Family, FontBytes};

/// The file in which themes find the book.
const DATA: &str = "book.json";

/// One typesetting job: a theme, its data, and what they may use.
pub struct PressWorld<'a> {
    library: &'static LazyHash<Library>,
    fonts: &'a FontSet,
    main: FileId,
    sources: BTreeMap<String, Source>,
    files: BTreeMap<String, Bytes>,
}

/// The fonts of a book, opened for Typst; shared by all of its layouts.
pub struct FontSet {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl FontSet {
    /// Opens the faces of families.
    pub fn open<'f>(families: impl IntoIterator<Item = &'f Arc<Family>>) -> Self {
        let bytes = |data: &FontBytes| match (mirroring(data.as_ref()), data) {
            (Cow::Owned(mended), _) => Bytes::new(mended),
            (_, FontBytes::Shipped(data)) => Bytes::new(*data),
            (_, FontBytes::Own(data)) => Bytes::new(data.to_vec()),
        };
        let faces = families.into_iter().flat_map(|family| &family.faces);
        let fonts: Vec<Font> = faces.flat_map(|face| Font::iter(bytes(&face.data))).collect();
        Self {
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        }
    }
}

impl<'a> PressWorld<'a> {
    /// A world in which `main`, one of `sources`, walks `data` (JSON). Pictures are given by the names that `data` has for them.
    /// None where a source's name is one that Typst refuses.
    pub fn new<'s>(
        main: &str,
        sources: impl Iterator<Item = (&'s str, &'s str)>,
        data: Vec<u8>,
        pictures: impl Iterator<Item = (String, Bytes)>,
        fonts: &'a FontSet,
    ) -> Option<Self> {
        static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
        let source =
            |(name, text): (&str, &str)| Some((name.to_string(), Source::new(file_id(name)?, text.to_string())));
        let mut files: BTreeMap<String, Bytes> = pictures.collect();
        files.insert(DATA.into(), Bytes::new(data));
        Some(Self {
            library: LIBRARY.get_or_init(|| LazyHash::new(Library::default())),
            fonts,
            main: file_id(main)?,
            sources: sources.map(source).collect::<Option<_>>()?,
            files,
        })
    }
}

/// A file of the job; none where Typst refuses its name.
fn file_id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for PressWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources
            .get(id.vpath().get_without_slash())
            .cloned()
            .ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files
            .get(id.vpath().get_without_slash())
            .cloned()
            .ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    match id.root() {
        VirtualRoot::Project => FileError::NotFound(id.vpath().get_without_slash().into()),
        VirtualRoot::Package(package) => FileError::Package(PackageError::NotFound(package.clone())),
    }
}
