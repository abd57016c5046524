//! The container: assembled by epub-builder, then written once more with a fixed order, one date, and our own package documents
//! in place of its own, which know no language, no direction and no roles. The first time the files go in without their bytes,
//! so that these are compressed once and lie in memory once.

use std::io::{Cursor, Read, Write};

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::config::Date;

/// What a file is to the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::output) enum Place {
    /// A page of the text, in the order of reading.
    Text,
    /// The navigation document, which is a page of the text too.
    Contents,
    /// The NCX.
    Ncx,
    /// The cover's picture.
    CoverPicture,
    /// What pages use: styles, fonts, pictures, licences.
    Resource,
}

/// A file of the book.
pub(in crate::output) struct File {
    /// Its path below the book's folder, ASCII.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What it is to the book.
    pub place: Place,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Width and height in pixels, of pictures.
    pub pixels: Option<(u32, u32)>,
}

impl File {
    /// A file that is no picture.
    pub fn new(name: impl Into<String>, media_type: &'static str, place: Place, bytes: Vec<u8>) -> Self {
        Self {
            name: name.into(),
            media_type,
            place,
            bytes,
            pixels: None,
        }
    }

    /// Its id in the package document: its name as an XML name.
    pub fn id(&self) -> String {
        let name = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' };
        format!("file-{}", self.name.chars().map(name).collect::<String>())
    }
}

/// The package document's name in the book; epub-builder's container names it.
pub(super) const PACKAGE: &str = "content.opf";
/// The style sheet's name in the book; epub-builder knows no other.
pub(super) const STYLES: &str = "stylesheet.css";

/// The folder that holds the book; epub-builder's container names it.
const FOLDER: &str = "OEBPS/";

/// The container's own files, of which the first must be the archive's first (OCF 3.3, 4.3).
const CONTAINER: [&str; 3] = [
    "mimetype",
    "META-INF/container.xml",
    "META-INF/com.apple.ibooks.display-options.xml",
];

/// Beyond this level a book becomes a few hundred bytes smaller, in half as much time again.
const LEVEL: i64 = 6;

/// Packs the files and the package document into an EPUB.
pub(super) fn pack(files: &[File], package: &[u8], date: Date) -> Result<Vec<u8>, String> {
    let assembled = assemble(files).map_err(|error| error.to_string())?;
    rewrite(&assembled, files, package, date).map_err(|error| error.to_string())
}

fn assemble(files: &[File]) -> epub_builder::Result<Vec<u8>> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    // Its package document is thrown away; with a date of its own it asks no clock.
    builder.set_modified_date(Default::default());
    let nothing: &[u8] = &[];
    for File {
        name,
        media_type,
        place,
        ..
    } in files
    {
        match place {
            Place::Text => drop(builder.add_content(EpubContent::new(name, nothing))?),
            Place::CoverPicture => drop(builder.add_cover_image(name, nothing, *media_type)?),
            Place::Resource if name == STYLES => drop(builder.stylesheet(nothing)?),
            Place::Resource => drop(builder.add_resource(name, nothing, *media_type)?),
            // These it writes itself, under the same names; ours take their place.
            Place::Contents | Place::Ncx => {}
        }
    }
    let mut out = Vec::new();
    builder.generate(&mut out)?;
    Ok(out)
}

/// Writes the archive: first the media type, uncompressed (OCF 3.3, 4.3.3), then the container's own files, then the package
/// document and the book's files in the order given. JPEG does not become smaller by being deflated.
fn rewrite(assembled: &[u8], files: &[File], package: &[u8], date: Date) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(assembled))?;
    let size: usize = files.iter().map(|file| file.bytes.len()).sum();
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(size / 2)));
    let day = zip::DateTime::from_date_and_time(date.year.min(2107), date.month, date.day, 0, 0, 0).unwrap_or_default();
    let plain = SimpleFileOptions::default()
        .last_modified_time(day)
        .unix_permissions(0o644);
    let stored = plain.compression_method(CompressionMethod::Stored);
    let deflated = plain
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL));
    let mut write = |name: &str, bytes: &[u8], options| -> zip::result::ZipResult<()> {
        writer.start_file(name, options)?;
        writer.write_all(bytes)?;
        Ok(())
    };
    for (name, options) in CONTAINER.iter().zip([stored, deflated, deflated]) {
        let mut bytes = Vec::new();
        archive.by_name(name)?.read_to_end(&mut bytes)?;
        write(name, &bytes, options)?;
    }
    write(&format!("{FOLDER}{PACKAGE}"), package, deflated)?;
    for file in files {
        let name = format!("{FOLDER}{}", file.name);
        // What epub-builder does not know of is no part of the book.
        archive.index_for_name(&name).ok_or(ZipError::FileNotFound)?;
        let options = if file.media_type == "image/jpeg" {
            stored
        } else {
            deflated
        };
        write(&name, &file.bytes, options)?;
    }
    Ok(writer.finish()?.into_inner())
}
