//! A version's place in the store of releases: what stands there, what is put there, and its signature. Nothing that was released is ever
//! changed; the one file that may be added is a signature that lacks.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::bundle::{Bundle, is_bundle};
use super::compare::{Difference, compare};
use super::file::ReleaseFile;
use super::sign_checksums::sign_checksums;
use super::sums::{SIGNATURE, SUMS};
use crate::changes::{TEXT, VersionText};
use crate::config::Date;
use crate::diagnostic::{Diagnostic, Report};
use crate::edition::Edition;
use crate::signature::{SecretKey, Signature};
use crate::workspace::{Failure, ReleaseStore};

/// Files by name.
pub type FileSet = BTreeMap<String, Vec<u8>>;

/// Why nothing was put there.
#[derive(Debug)]
pub enum Refusal {
    /// The book does not allow it; the report says why.
    Said,
    /// The machine failed.
    Machine(Failure),
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Machine(failure)
    }
}

/// A set that stands in the store.
#[derive(Debug)]
pub struct PlacedRelease {
    /// Its folder.
    pub place: PathBuf,
    /// Whether it was put there now.
    pub is_new: bool,
    /// Its files, where they were made now.
    pub files: Vec<ReleaseFile>,
}

/// The place of a version, and the key by which its checksums are signed, where there is one.
pub struct ReleasePlace<'a> {
    store: &'a ReleaseStore,
    edition: &'a Edition,
    date: Date,
    signer: Option<&'a SecretKey>,
    /// What stood there before.
    before: Option<FileSet>,
}

/// The name of an edition's place in the store: `SLUG/VERSION`.
pub fn place_name(edition: &Edition) -> String {
    format!("{}/{}", edition.config.book.slug, edition.config.book.version)
}

impl<'a> ReleasePlace<'a> {
    /// Looks at the place of an edition that is released on a date.
    ///
    /// # Errors
    /// Where what stands there cannot be read.
    pub fn look(
        store: &'a ReleaseStore,
        edition: &'a Edition,
        date: Date,
        signer: Option<&'a SecretKey>,
    ) -> Result<Self, Failure> {
        Ok(Self {
            store,
            edition,
            date,
            signer,
            before: store.set(&place_name(edition))?,
        })
    }

    /// What stood there before.
    pub fn before(&self) -> Option<&FileSet> {
        self.before.as_ref()
    }

    /// The text of the version before: what this version named when it was first released, else the highest lower version's.
    ///
    /// # Errors
    /// Where it is there and cannot be read.
    pub fn previous(&self) -> Result<Option<VersionText>, Failure> {
        let bundle = self
            .before()
            .and_then(|set| set.iter().find(|(name, _)| is_bundle(name)));
        if let Some(Ok(bundle)) = bundle.map(|(_, bytes)| Bundle::unpack(bytes)) {
            return Ok(bundle.record.previous);
        }
        let book = &self.edition.config.book;
        let versions = self.store.folders(&book.slug);
        let lower = versions.iter().filter_map(|name| semver::Version::parse(name).ok());
        let Some(version) = lower.filter(|version| *version < book.version).max() else {
            return Ok(None);
        };
        let text = self.store.file(&format!("{}/{version}/{TEXT}", book.slug))?;
        Ok(text.and_then(|json| VersionText::parse(&json)))
    }

    /// Leaves the set that stands there as it is, but for a signature that it lacks.
    ///
    /// # Errors
    /// Where it is signed by another key, or the machine fails.
    pub fn keep(&self, report: &mut Report) -> Result<PlacedRelease, Refusal> {
        self.sign(report)?;
        Ok(self.stands(false, Vec::new()))
    }

    /// Puts a set there, or finds that it stands there already; one with other bytes is never touched.
    ///
    /// # Errors
    /// Where another set stands there, or the machine fails.
    pub fn put(&self, mut files: Vec<ReleaseFile>, report: &mut Report) -> Result<PlacedRelease, Refusal> {
        if let Some(before) = &self.before {
            let differences = compare(&by_name(&files), &without_signature(before));
            if !differences.is_empty() {
                report.add(self.released_before(&differences));
                return Err(Refusal::Said);
            }
            self.sign(report)?;
            return Ok(self.stands(false, files));
        }
        let sums = files.iter().find(|file| file.name == SUMS);
        if let (Some(key), Some(sums)) = (self.signer, sums) {
            files.push(sign_checksums(&sums.bytes, self.date, key));
        }
        let all: Vec<(&str, &[u8])> = files
            .iter()
            .map(|file| (file.name.as_str(), file.bytes.as_slice()))
            .collect();
        let book = &self.edition.config.book;
        self.store.put(&book.slug, &book.version.to_string(), &all)?;
        Ok(self.stands(true, files))
    }

    fn stands(&self, is_new: bool, files: Vec<ReleaseFile>) -> PlacedRelease {
        PlacedRelease {
            place: self.store.path(&place_name(self.edition)),
            is_new,
            files,
        }
    }

    /// Signs a set that stands there without a signature. A signature by the same key stays; one by another is never replaced.
    fn sign(&self, report: &mut Report) -> Result<(), Refusal> {
        let set = self.before();
        let (Some(key), Some(set), Some(sums)) = (self.signer, set, set.and_then(|set| set.get(SUMS))) else {
            return Ok(());
        };
        let name = format!("{}/{SIGNATURE}", place_name(self.edition));
        let Some(there) = set.get(SIGNATURE) else {
            self.store.write(&name, &sign_checksums(sums, self.date, key).bytes)?;
            return Ok(());
        };
        let found = Signature::parse(&String::from_utf8_lossy(there)).map_err(|what| what.to_string());
        let checked = found.and_then(|found| match found.check(&key.public(), sums) {
            Ok(_) => Ok(()),
            Err(why) => Err(why.to_string()),
        });
        checked.map_err(|why| {
            let finding = Diagnostic::error("signed-before", format!("the signature that is there {why}"));
            report.add(
                finding
                    .in_file(self.store.path(&name).to_string_lossy())
                    .hint("a signature is never replaced; if nobody has it yet, take the file away and release again"),
            );
            Refusal::Said
        })
    }

    fn released_before(&self, differences: &[Difference]) -> Diagnostic {
        let place = self.store.path(&place_name(self.edition));
        let message = format!(
            "version {} was released before with other bytes",
            self.edition.config.book.version
        );
        let finding = Diagnostic::error("released-before", message).in_file(place.to_string_lossy());
        let told = differences
            .iter()
            .take(3)
            .fold(finding, |finding, one| finding.hint(format!("{} {one}", one.name())));
        told.hint("a released version stays as it is: raise `version` in book.toml")
            .hint("if nobody has it yet, take the folder away and release again")
    }
}

/// The files of a set in the making by name.
pub(super) fn by_name(files: &[ReleaseFile]) -> BTreeMap<&str, &[u8]> {
    let files = files.iter();
    files.map(|file| (file.name.as_str(), file.bytes.as_slice())).collect()
}

/// The files of a set but its signature, which is made by nobody's sources.
pub(super) fn without_signature(set: &FileSet) -> BTreeMap<&str, &[u8]> {
    let files = set.iter().filter(|(name, _)| *name != SIGNATURE);
    files.map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect()
}
