//! A release: the set of files of one version, which a stranger can check, build again to the same bytes, and put on a site.
//!
//! Everything here is made from an edition, its artifacts and its source bundle, and nothing else: the same three give the same
//! bytes. The order is artifacts, pages, manifest, sums, so that no file has to name its own checksum.

mod bundle;
mod catalogue;
mod changes;
mod fonts;
mod linked;
mod manifest;
mod pages;
mod record;
mod seal;
mod sums;
mod text;
mod told;
mod verify;
mod voice;

use std::collections::BTreeMap;

pub use bundle::{Bundle, BundleError, is_bundle};
pub use catalogue::Catalogue;
pub use changes::{Change, Piece, changes};
pub use fonts::UsedFont;
pub use manifest::{Listed, Manifest};
pub use record::Record;
pub use seal::seal;
pub use sums::{SIGNATURE, SUMS, Sums};
pub use text::{NAME as TEXT, Paragraph, Text};
pub use told::{as_page, in_words};
pub use verify::{Difference, compare};
pub use voice::Voice;

use crate::artifact::{Artifact, Format};
use crate::config::Date;
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::press::{Made, web};
use manifest::Program;

/// The JSON Schema of `manifest.json`, which travels in every release.
pub const SCHEMA: &str = include_str!("../../assets/schema/manifest.schema.json");
/// The manifest's name in a release.
pub const MANIFEST: &str = "manifest.json";
/// The name of the manifest's schema in a release.
pub const SCHEMA_NAME: &str = "manifest.schema.json";

/// A file of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name in the release's folder: ASCII, no folders.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its media type (RFC 6838).
    pub media_type: &'static str,
    /// The edition that it is of, where it is not the book's usual one.
    pub edition: Option<String>,
    /// How many pages or sheet sides it has, where it has any.
    pub pages: Option<usize>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a file of a release is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One of the formats that `kurras build` makes.
    Artifact(Format),
    /// Everything that the release was made from.
    Source,
    /// The text as paragraphs, for programs.
    Text,
    /// Anything that belongs to the set without being a publication: pages, feeds, schemas, licences.
    Part(&'static str),
}

impl Kind {
    /// The name that the manifest gives it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Artifact(format) => format.name(),
            Kind::Source => "source",
            Kind::Text => "text",
            Kind::Part(name) => name,
        }
    }
}

impl File {
    /// A file that is not an artifact.
    pub fn new(name: impl Into<String>, kind: Kind, media_type: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            kind,
            media_type,
            edition: None,
            pages: None,
            bytes: bytes.into(),
        }
    }

    fn of(artifact: &Artifact) -> Self {
        Self {
            name: artifact.name.clone(),
            kind: Kind::Artifact(artifact.format),
            media_type: artifact.media_type,
            edition: artifact.edition.clone(),
            pages: artifact.pages,
            bytes: artifact.bytes.clone(),
        }
    }
}

/// What the program has read of a book, by path from the book's folder.
pub type SourceFiles = BTreeMap<String, Vec<u8>>;

/// A release in the making: everything that it is made from, but for the artifacts.
pub struct Release<'a> {
    edition: &'a Edition,
    text: Text,
    /// The text of the version before.
    previous: Option<Text>,
    /// The source bundle, packed.
    pub bundle: Vec<u8>,
}

impl<'a> Release<'a> {
    /// Prepares the release of an edition on its date. `read` is what was read of the book, `previous` the text of the version
    /// before.
    ///
    /// # Errors
    /// Where the source bundle cannot be packed.
    pub fn prepare(
        edition: &'a Edition,
        date: Date,
        read: SourceFiles,
        previous: Option<Text>,
    ) -> Result<Self, String> {
        let record = Record::new(date, previous.clone());
        let bundle = Bundle::of(edition, read, record).pack(edition, date)?;
        Ok(Self {
            edition,
            text: Text::of(edition, date),
            previous,
            bundle,
        })
    }

    /// Whether a set that was released before is this one, without making it: it has the same sources and was made by the same
    /// program, and all its files are what its checksums say.
    pub fn is(&self, set: &BTreeMap<String, Vec<u8>>) -> bool {
        let file = |name: &str| set.get(name).map(Vec::as_slice).unwrap_or_default();
        let same_program = Manifest::parse(file(MANIFEST)).is_some_and(|manifest| manifest.program == Program::this());
        let sums = std::str::from_utf8(file(SUMS))
            .ok()
            .and_then(|text| Sums::parse(text).ok());
        let sound = sums.is_some_and(|sums| {
            let listed = |name: &String| name == SUMS || name == SIGNATURE || sums.names().any(|known| known == name);
            let whole = |name: &str| set.get(name).and_then(|bytes| sums.holds(name, bytes)) == Some(true);
            set.keys().all(listed) && sums.names().all(whole)
        });
        same_program && sound && file(&bundle::name(&self.edition.config.book.stem())) == self.bundle
    }

    /// Makes the whole set, but for the signature.
    ///
    /// # Errors
    /// Where a font cannot be cut down to the letters of the pages.
    pub fn make(&self, made: &Made) -> Result<Vec<File>, Diagnostic> {
        let stem = self.edition.config.book.stem();
        let mut files: Vec<File> = made.artifacts.iter().map(File::of).collect();
        let text = self.text.clone().with_pages(&made.folios);
        files.push(File::new(
            bundle::name(&stem),
            Kind::Source,
            "application/zip",
            self.bundle.clone(),
        ));
        files.push(File::new(text::NAME, Kind::Text, "application/json", text.to_json()));
        self.tell(&text, &mut files)?;
        files.push(File::new(
            SCHEMA_NAME,
            Kind::Part("schema"),
            "application/schema+json",
            SCHEMA,
        ));
        let manifest = Manifest::new(self.edition, &text, &files);
        files.push(File::new(
            MANIFEST,
            Kind::Part("manifest"),
            "application/json",
            manifest.to_json(),
        ));
        let sums = Sums::of(files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())));
        files.push(File::new(SUMS, Kind::Part("sums"), "text/plain", sums.to_string()));
        Ok(files)
    }

    /// Adds what the files are told with: the changes, the pages, and what these are set in.
    fn tell(&self, text: &Text, files: &mut Vec<File>) -> Result<(), Diagnostic> {
        let (voice, previous) = (Voice::of(self.edition), self.previous.as_ref());
        let words = in_words(&voice, previous, text);
        files.push(File::new(told::CHANGES, Kind::Part("changes"), "text/plain", words));
        let (mut page, pictures) = pages::landing(self.edition, text, files, previous.is_some());
        let changes = previous.map(|old| as_page(&voice, old, text, Some(pages::STYLE)));
        page.reserve(&voice.letters());
        let mut shown = page.copy_letters();
        changes.iter().for_each(|changes| shown.append_letters(changes));
        let (style, fonts) = web::style(self.edition, &shown)?;
        let extra = |(name, media_type, bytes): web::Extra| File::new(name, Kind::Part("page"), media_type, bytes);
        files.push(File::new(
            pages::PAGE,
            Kind::Part("page"),
            "text/html",
            page.into_bytes(),
        ));
        files.extend(
            changes.map(|page| File::new(told::CHANGES_PAGE, Kind::Part("page"), "text/html", page.into_bytes())),
        );
        files.push(File::new(
            pages::STYLE,
            Kind::Part("page"),
            "text/css",
            style + pages::SHEET,
        ));
        files.extend(fonts.into_iter().chain(pictures).map(extra));
        Ok(())
    }
}
