//! A release: the set of files of one version, which a stranger can check, build again to the same bytes, and put on a site.
//!
//! Everything here is made from an edition, its artifacts and its source bundle, and nothing else: the same three give the same
//! bytes. The order is artifacts, pages, manifest, sums, so that no file has to name its own checksum; the pages come from `site`.

mod bundle;
mod check;
mod compare;
mod file;
mod fonts;
mod manifest;
mod place;
mod record;
mod sign_checksums;
mod sums;

pub use bundle::{Bundle, BundleError, SourceFiles, is_bundle};
pub use check::{ReleasedSet, releases_in};
pub use compare::{Difference, compare};
pub use file::{FileKind, ReleaseFile};
pub use fonts::UsedFont;
pub use manifest::{Listed, MANIFEST, Manifest, ManifestPerson, SCHEMA, SCHEMA_NAME};
pub use place::{FileSet, PlacedRelease, Refusal, ReleasePlace, place_name};
pub use record::Record;
pub use sign_checksums::sign_checksums;
pub use sums::{SIGNATURE, SUMS, Sums};

use crate::changes::{TEXT, VersionText};
use crate::config::Date;
use crate::edition::Edition;
use crate::press::Made;
use manifest::Program;

/// A release in the making: everything that it is made from, but for the artifacts.
pub struct Release<'a> {
    edition: &'a Edition,
    text: VersionText,
    /// The text of the version before.
    previous: Option<VersionText>,
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
        previous: Option<VersionText>,
    ) -> Result<Self, String> {
        let record = Record::new(date, previous.clone());
        let bundle = Bundle::of(edition, read, record).pack(edition, date)?;
        Ok(Self {
            edition,
            text: VersionText::of(edition, date),
            previous,
            bundle,
        })
    }

    /// Whether a set that was released before is this one, without making it: it has the same sources and was made by the same
    /// program, and all its files are what its checksums say.
    pub fn is(&self, set: &FileSet) -> bool {
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

    /// The text of the version before.
    pub fn previous(&self) -> Option<&VersionText> {
        self.previous.as_ref()
    }

    /// The first files of the set: the artifacts, the source bundle, the text, which comes apart too.
    pub fn files(&self, made: &Made) -> (VersionText, Vec<ReleaseFile>) {
        let stem = self.edition.config.book.stem();
        let mut files: Vec<ReleaseFile> = made.artifacts.iter().map(ReleaseFile::of).collect();
        let text = self.text.clone().with_pages(&made.folios);
        let sources = self.bundle.clone();
        let bundle = ReleaseFile::new(bundle::name(&stem), FileKind::Source, "application/zip", sources);
        files.push(bundle);
        files.push(ReleaseFile::new(
            TEXT,
            FileKind::Text,
            "application/json",
            text.to_json(),
        ));
        (text, files)
    }

    /// Ends the set with what tells of all its files: the manifest, with its schema, and the sums. The signature is not among them.
    pub fn close(&self, text: &VersionText, files: &mut Vec<ReleaseFile>) {
        let part = |name: &str, part, media_type, bytes: Vec<u8>| {
            ReleaseFile::new(name, FileKind::Part(part), media_type, bytes)
        };
        files.push(part(SCHEMA_NAME, "schema", "application/schema+json", SCHEMA.into()));
        let manifest = Manifest::new(self.edition, text, files);
        files.push(part(
            MANIFEST,
            "manifest",
            "application/json",
            manifest.to_json().into(),
        ));
        let sums = Sums::of(files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())));
        files.push(part(SUMS, "sums", "text/plain", sums.to_string().into()));
    }
}
