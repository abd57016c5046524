//! The source bundle: a ZIP archive of everything that a release was made from.
//!
//! ```text
//! SLUG-VERSION/book/SLUG/…     the book: what the program read of its folder, pictures free of camera data
//! SLUG-VERSION/release.json    the record: date, program, the text of the version before
//! SLUG-VERSION/program/…       the theme and the fonts that the program brought, for those who build with something else
//! ```
//!
//! The book's folder is called by its slug, since a book without a slug of its own takes its folder's name.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::record::Record;
use crate::config::Date;
use crate::edition::Edition;
use crate::media;

/// What the program has read of a book, by path from the book's folder.
pub type SourceFiles = BTreeMap<String, Vec<u8>>;

/// The record's name below the bundle's folder.
const RECORD: &str = "release.json";
/// The most that a bundle may unpack to, in bytes: forty times the largest font collection that a book would bring.
const LARGEST: u64 = 4 << 30;

/// The bundle's file name.
pub(super) fn name(stem: &str) -> String {
    format!("{stem}-source.zip")
}

/// Whether a file of a release is its source bundle, by its name.
pub fn is_bundle(name: &str) -> bool {
    name.ends_with("-source.zip")
}

/// A source bundle, unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The name of the book's folder.
    pub slug: String,
    /// The book's files.
    pub book: SourceFiles,
    /// The record.
    pub record: Record,
}

/// Why a source bundle cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BundleError {
    /// It is no ZIP archive, or a damaged one.
    Damaged(String),
    /// It holds a path that leads out of its folder, or none that a bundle has.
    Stray(String),
    /// It unpacks to more than can be right.
    TooLarge,
    /// It has no record, or one of a later program.
    NoRecord,
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged(why) => write!(f, "the source bundle is damaged: {why}"),
            Self::Stray(path) => write!(
                f,
                "the source bundle holds {path:?}, which no bundle of this program does"
            ),
            Self::TooLarge => f.write_str("the source bundle unpacks to more than 4 GiB"),
            Self::NoRecord => write!(f, "the source bundle has no {RECORD} that this program knows"),
        }
    }
}

impl Bundle {
    /// The bundle of an edition: `read` is what was read of its folder.
    pub fn of(edition: &Edition, read: SourceFiles, record: Record) -> Self {
        let clean = |(path, bytes): (String, Vec<u8>)| {
            // What cameras and editors wrote into a picture is nobody's business; opened again, the clean one stays as it is.
            let clean = edition.pictures.get(&path).and_then(|_| media::published(&bytes));
            (path, clean.unwrap_or(bytes))
        };
        Self {
            slug: edition.config.book.slug.clone(),
            book: read.into_iter().map(clean).collect(),
            record,
        }
    }

    /// Packs the bundle. `date` is that of every file in it.
    ///
    /// # Errors
    /// What the archive's writer says, which for archives in memory means one of more files than a ZIP can hold.
    pub fn pack(&self, edition: &Edition, date: Date) -> Result<Vec<u8>, String> {
        let stem = edition.config.book.stem();
        let mut files: BTreeMap<String, &[u8]> = BTreeMap::new();
        for (path, bytes) in &self.book {
            files.insert(format!("{stem}/book/{}/{path}", self.slug), bytes);
        }
        let record = self.record.to_json();
        files.insert(format!("{stem}/{RECORD}"), record.as_bytes());
        for (path, bytes) in program_files(edition) {
            files.insert(format!("{stem}/program/{path}"), bytes);
        }
        pack(&files, date).map_err(|error| error.to_string())
    }

    /// Unpacks a bundle. Nothing in it is trusted: neither its paths nor its sizes.
    ///
    /// # Errors
    /// Where it is not what [`Bundle::pack`] makes.
    pub fn unpack(bytes: &[u8]) -> Result<Self, BundleError> {
        let damaged = |error: zip::result::ZipError| BundleError::Damaged(error.to_string());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        let (mut book, mut record, mut slug, mut left) = (SourceFiles::new(), None, None, LARGEST);
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).map_err(damaged)?;
            let stray = || BundleError::Stray(entry.name().to_string());
            let name = entry.name().to_string();
            let parts: Vec<&str> = name.split('/').collect();
            if !entry.is_file()
                || parts.iter().any(|part| matches!(*part, "" | "." | ".."))
                || name.contains(['\\', '\0'])
            {
                return Err(stray());
            }
            let mut content = Vec::new();
            let read = (&mut entry).take(left + 1).read_to_end(&mut content);
            let read = read.map_err(|error| BundleError::Damaged(error.to_string()))?;
            left = left.checked_sub(read as u64).ok_or(BundleError::TooLarge)?;
            match parts.as_slice() {
                [_, RECORD] => record = Record::parse(&content),
                [_, "program", _, ..] => {}
                [_, "book", folder, rest @ ..]
                    if !rest.is_empty() && *slug.get_or_insert(folder.to_string()) == *folder =>
                {
                    book.insert(rest.join("/"), content);
                }
                _ => return Err(BundleError::Stray(name)),
            }
        }
        Ok(Self {
            slug: slug.unwrap_or_default(),
            book,
            record: record.ok_or(BundleError::NoRecord)?,
        })
    }
}

/// The themes' files and the fonts that came with the program, as far as the book and its further editions need them, with the
/// fonts' licences.
fn program_files(edition: &Edition) -> Vec<(String, &[u8])> {
    let editions = || std::iter::once(edition).chain(edition.others.iter().map(|(other, _)| other));
    let mut files = Vec::new();
    for theme in editions().map(|edition| &edition.theme) {
        let all = theme.files.iter();
        files.extend(all.map(|(name, text)| (format!("themes/{}/{name}", theme.name), text.as_bytes())));
    }
    let families = editions().flat_map(|edition| &edition.families);
    for family in families.filter(|family| !family.is_own()) {
        let folder = family.name.to_lowercase().replace(' ', "-");
        let faces = family.faces.iter();
        files.extend(faces.map(|face| (format!("fonts/{folder}/{}", face.file), face.data.as_ref())));
        files.push((format!("fonts/{folder}/OFL.txt"), family.licence_text.as_bytes()));
    }
    files
}

fn pack(files: &BTreeMap<String, &[u8]>, date: Date) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let day = zip::DateTime::from_date_and_time(date.year.min(2107), date.month, date.day, 0, 0, 0).unwrap_or_default();
    let options = SimpleFileOptions::default()
        .last_modified_time(day)
        .unix_permissions(0o644)
        .compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(names: &[&str]) -> Vec<u8> {
        let record = Record::new(Date::EARLIEST, None).to_json();
        let content = |name: &str| {
            if name.ends_with(RECORD) {
                record.as_bytes()
            } else {
                b"x".as_slice()
            }
        };
        let files = names.iter().map(|name| (name.to_string(), content(name))).collect();
        pack(&files, Date::EARLIEST).unwrap()
    }

    #[test]
    fn a_bundle_is_read_back() {
        let bundle = Bundle::unpack(&archive(&[
            "b-1/book/b/book.toml",
            "b-1/book/b/images/a.png",
            "b-1/release.json",
            "b-1/program/x",
        ]));
        let bundle = bundle.unwrap();
        assert_eq!(bundle.slug, "b");
        assert_eq!(bundle.book.keys().collect::<Vec<_>>(), ["book.toml", "images/a.png"]);
    }

    #[test]
    fn paths_that_lead_out_are_refused() {
        for stray in [
            "b-1/../../x",
            "/etc/x",
            "b-1/book/b/../x",
            "b-1/book/b\\x",
            "x",
            "b-1/book/c/x",
        ] {
            let found = Bundle::unpack(&archive(&["b-1/book/b/book.toml", "b-1/release.json", stray]));
            assert!(matches!(found, Err(BundleError::Stray(_))), "{stray}: {found:?}");
        }
    }

    #[test]
    fn what_is_no_bundle_is_told() {
        assert!(matches!(Bundle::unpack(b"PK"), Err(BundleError::Damaged(_))));
        assert_eq!(
            Bundle::unpack(&archive(&["b-1/book/b/book.toml"])),
            Err(BundleError::NoRecord)
        );
    }
}
