//! Releasing: books opened, made, proved and put into the store, and the catalogue of all that stands there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use url::Url;

use super::order::make_set;
use crate::build::{Outcome, Steps, levels, prove, wanted};
use crate::config::Date;
use crate::diagnostic::{Diagnostic, Report, Sources};
use crate::edition::Edition;
use crate::edition::open::open;
use crate::files::Files;
use crate::press;
use crate::release::{MANIFEST, Manifest, PlacedRelease, Refusal, Release, ReleasePlace, place_name};
use crate::signature::SecretKey;
use crate::site::Catalogue;
use crate::workspace::{Failure, ReleaseStore, Workspace};

/// What all books of a run share.
pub struct ReleaseJob<'a> {
    store: &'a ReleaseStore,
    epoch: Option<Date>,
    signer: Option<SecretKey>,
    /// Which book took a place in the store in this run.
    taken: Mutex<BTreeMap<String, PathBuf>>,
}

/// What came of a book.
#[derive(Debug)]
pub struct Publication {
    /// What was found.
    pub report: Report,
    /// The texts that the report speaks of.
    pub sources: Sources,
    /// The set that stands in the store, or why there is none.
    pub released: Result<PlacedRelease, Stopped>,
}

/// Why a book was not released.
#[derive(Debug)]
pub enum Stopped {
    /// The report says why; the run ends so.
    Said(Outcome),
    /// The machine failed.
    Machine(Failure),
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Machine(failure)
    }
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Said => Self::Said(Outcome::BookWrong),
            Refusal::Machine(failure) => Self::Machine(failure),
        }
    }
}

impl<'a> ReleaseJob<'a> {
    /// A run that releases into a store, on the day that `SOURCE_DATE_EPOCH` says where a book says none, signed by a key.
    pub fn new(store: &'a ReleaseStore, epoch: Option<Date>, signer: Option<SecretKey>) -> Self {
        Self {
            store,
            epoch,
            signer,
            taken: Mutex::default(),
        }
    }

    /// Releases a book.
    pub fn release(&self, book: &Path, steps: Steps) -> Publication {
        let (mut sources, mut report) = (Sources::default(), Report::new());
        let released = self.try_release(book, steps, &mut sources, &mut report);
        Publication {
            report,
            sources,
            released,
        }
    }

    fn try_release(
        &self,
        book: &Path,
        steps: Steps,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Result<PlacedRelease, Stopped> {
        let workspace = Workspace::open(book, report).ok_or(Stopped::Said(Outcome::UsageWrong))?;
        steps("reading the manuscript");
        let edition = open(&workspace, self.epoch, sources, report).map_err(|fault| Stopped::Said(fault.into()))?;
        let date = date(&edition, &workspace, report)?;
        self.take_place(&edition, book, report)?;
        let place = ReleasePlace::look(self.store, &edition, date, self.signer.as_ref())?;
        let release = Release::prepare(&edition, date, workspace.files_read(), place.previous()?);
        let release = release.map_err(|why| {
            let message = format!("the source bundle cannot be packed: {why}");
            refuse(Diagnostic::error("release", message), report)
        })?;
        if place.before().is_some_and(|before| release.is(before)) {
            return Ok(place.keep(report)?);
        }
        let made = press::make(&edition, &wanted(&edition, &[]), steps, report);
        if !report.has_errors() {
            steps("proofreading");
            report.set_levels(levels(&edition, true));
            prove(&edition, &made.artifacts, report);
        }
        if report.has_errors() {
            return Err(Stopped::Said(Outcome::BookWrong));
        }
        steps("gathering the release");
        let files = make_set(&edition, &release, &made).map_err(|said| refuse(said, report))?;
        Ok(place.put(files, report)?)
    }

    /// Takes an edition's place in the store, which no other book of this run may have.
    fn take_place(&self, edition: &Edition, book: &Path, report: &mut Report) -> Result<(), Stopped> {
        let place = place_name(edition);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(other) = taken.insert(place.clone(), book.to_path_buf()) {
            let message = format!("{} and {} are both {place}", other.display(), book.display());
            report
                .add(Diagnostic::error("same-slug", message).hint("give each book of the library a `slug` of its own"));
            return Err(Stopped::Said(Outcome::UsageWrong));
        }
        Ok(())
    }

    /// Makes the catalogue of all that stands in the store, whoever put it there; what has not changed is not written again. `url` is the
    /// address from which the store is served; `onix` asks for a message to booksellers too.
    ///
    /// # Errors
    /// Where the machine fails; the other answer is what forbids it.
    pub fn catalogue(&self, url: Option<&Url>, onix: bool) -> Result<Result<(), Diagnostic>, Failure> {
        let mut found = Catalogue::default();
        for slug in self.store.folders("") {
            for version in self.store.folders(&slug) {
                let json = self.store.file(&format!("{slug}/{version}/{MANIFEST}"))?;
                let manifest = json.and_then(|json| Manifest::parse(&json));
                // One that lies elsewhere than it says is somebody's copy.
                let in_place = manifest.filter(|manifest| manifest.slug == slug && manifest.version == version);
                in_place.into_iter().for_each(|manifest| found.add(manifest));
            }
        }
        let files = match found.files(url, onix) {
            Ok(files) => files,
            Err(said) => return Ok(Err(said)),
        };
        for (name, bytes) in &files {
            self.store.write(name, bytes)?;
        }
        Ok(Ok(()))
    }
}

fn refuse(said: Diagnostic, report: &mut Report) -> Stopped {
    report.add(said);
    Stopped::Said(Outcome::BookWrong)
}

/// The release's date, without which there is none.
fn date(edition: &Edition, workspace: &Workspace, report: &mut Report) -> Result<Date, Stopped> {
    edition.date.ok_or_else(|| {
        let finding = Diagnostic::error("missing-date", "a release needs a date").in_file(workspace.config_name());
        report.add(finding.hint("write `date = \"YYYY-MM-DD\"` below [book], or set SOURCE_DATE_EPOCH"));
        Stopped::Said(Outcome::UsageWrong)
    })
}
