//! Checking a set of files that was released: its checksums, who signed them, and against what its sources make.

use std::path::{Path, PathBuf};

use super::bundle::is_bundle;
use super::compare::compare;
use super::file::ReleaseFile;
use super::manifest::{MANIFEST, Manifest};
use super::place::{FileSet, by_name, without_signature};
use super::sums::{SIGNATURE, SUMS, Sums};
use crate::diagnostic::{Diagnostic, Report};
use crate::signature::{PublicKey, Signature};
use crate::workspace::{Failure, folders_with, read_set};

/// The files of a folder that is said to hold a release.
pub struct ReleasedSet {
    folder: PathBuf,
    files: FileSet,
}

/// The releases in a folder: itself, or those of the books in it. Where there are none it is taken for one, to say what it lacks.
pub fn releases_in(folder: &Path) -> Vec<PathBuf> {
    let marks = |name: &str| matches!(name, SUMS | MANIFEST) || is_bundle(name);
    let found = folders_with(folder, &marks);
    if found.is_empty() {
        vec![folder.to_path_buf()]
    } else {
        found
    }
}

impl ReleasedSet {
    /// Reads a folder.
    ///
    /// # Errors
    /// Where something in it cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        let files = read_set(folder)?;
        Ok(Self {
            folder: folder.to_path_buf(),
            files,
        })
    }

    /// A file's path as it is shown.
    pub fn shown(&self, name: &str) -> String {
        self.folder.join(name).to_string_lossy().into_owned()
    }

    /// The source bundle, by its name.
    pub fn bundle(&self) -> Option<(&str, &[u8])> {
        let own = |name: &str| is_bundle(name) && !name.contains('/');
        let found = self.files.iter().find(|(name, _)| own(name));
        found.map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// Whether it looks like a release.
    pub fn is_release(&self) -> bool {
        self.bundle().is_some() || self.files.contains_key(SUMS) || self.files.contains_key(MANIFEST)
    }

    /// Checks its checksums, and that `key` signed them; tells where another version of the program made it.
    pub fn check(&self, key: Option<PublicKey>, report: &mut Report) {
        self.check_sums(report);
        self.check_signature(key, report);
        self.tell_program(report);
    }

    /// Whether the files are what `SHA256SUMS` says.
    fn check_sums(&self, report: &mut Report) {
        let wrong = |name: &str, message: String| Diagnostic::error("release-sums", message).in_file(self.shown(name));
        let text = self.text(SUMS);
        let sums = match text.as_deref().map(Sums::parse) {
            None => return report.add(wrong(SUMS, "there are no checksums".into())),
            Some(Err(line)) => return report.add(wrong(SUMS, format!("line {line} is no checksum with a name"))),
            Some(Ok(sums)) => sums,
        };
        for name in sums.names() {
            let message = match self.files.get(name).map(|bytes| sums.holds(name, bytes)) {
                None => "is listed in SHA256SUMS and missing",
                Some(Some(false)) => "is not what SHA256SUMS says",
                Some(_) => continue,
            };
            report.add(wrong(name, message.into()));
        }
    }

    /// Whether the checksums are signed by `key`; where no key was given, that a signature was not checked.
    fn check_signature(&self, key: Option<PublicKey>, report: &mut Report) {
        let error = |message: String| Diagnostic::error("release-signature", message).in_file(self.shown(SIGNATURE));
        let text = self.text(SIGNATURE);
        let signature = text.as_deref().map(Signature::parse);
        let sums = self.files.get(SUMS).map(Vec::as_slice).unwrap_or_default();
        match (signature, key) {
            (None, None) => {}
            (None, Some(key)) => report.add(error(format!(
                "the release is not signed; the key {} was asked for",
                key.id()
            ))),
            (Some(Err(what)), _) => report.add(error(format!("the signature {what}"))),
            (Some(Ok(signature)), None) => {
                let message = format!("signed by the key {}, which was not checked", signature.id());
                let finding = Diagnostic::warning("release-signature", message).in_file(self.shown(SIGNATURE));
                report.add(finding.hint("give the publisher's public key, from where you trust it: --key PUB"));
            }
            (Some(Ok(signature)), Some(key)) => {
                if let Err(why) = signature.check(&key, sums) {
                    report.add(error(format!("the signature {why}")));
                }
            }
        }
    }

    /// Another version of the program may make other bytes, which is no fault of the release.
    fn tell_program(&self, report: &mut Report) {
        let manifest = self.files.get(MANIFEST).and_then(|json| Manifest::parse(json));
        let made_by = manifest.map(|manifest| manifest.program.version);
        let this = env!("CARGO_PKG_VERSION");
        if let Some(version) = made_by.filter(|version| version != this) {
            let message =
                format!("the release was made by kurras {version}; this is {this}, which may make other bytes");
            let finding = Diagnostic::warning("other-program", message).in_file(self.shown(MANIFEST));
            report.add(finding.hint(format!("to be sure, verify with kurras {version}")));
        }
    }

    /// Says where it differs from the files that its sources make.
    pub fn tell_differences(&self, made: &[ReleaseFile], report: &mut Report) {
        for difference in compare(&by_name(made), &without_signature(&self.files)) {
            let finding = Diagnostic::error("release-differs", difference.to_string());
            report.add(finding.in_file(self.shown(difference.name())));
        }
    }

    fn text(&self, name: &str) -> Option<std::borrow::Cow<'_, str>> {
        self.files.get(name).map(|bytes| String::from_utf8_lossy(bytes))
    }
}
