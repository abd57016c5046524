//! Verifying: a release is checked, built again from its own sources and compared, file by file.

use std::path::Path;

use super::order::make_set;
use crate::build::{Outcome, Steps, wanted};
use crate::diagnostic::{Diagnostic, Report, Severity, Sources};
use crate::edition::open::open;
use crate::press;
use crate::release::{Bundle, Release, ReleaseFile, ReleasedSet};
use crate::signature::PublicKey;
use crate::workspace::{Scratch, Workspace, is_folder};

/// What was found of a release.
#[derive(Debug)]
pub struct Verified {
    /// What is wrong with it.
    pub report: Report,
    /// The texts that the report speaks of.
    pub sources: Sources,
    /// How a run would end with it alone.
    pub outcome: Outcome,
}

/// Verifies the release in a folder; `key` must have signed it.
pub fn verify(folder: &Path, key: Option<PublicKey>, steps: Steps) -> Verified {
    let (mut sources, mut report) = (Sources::default(), Report::new());
    let outcome = compare(folder, key, steps, &mut sources, &mut report);
    Verified {
        report,
        sources,
        outcome,
    }
}

fn compare(folder: &Path, key: Option<PublicKey>, steps: Steps, sources: &mut Sources, report: &mut Report) -> Outcome {
    let set = match ReleasedSet::read(folder) {
        Ok(set) => set,
        Err(failure) if is_folder(folder) => {
            let finding = Diagnostic::error("release-differs", failure.to_string());
            report.add(finding.hint("a release holds plain files alone: get it again from where it came"));
            return Outcome::BookWrong;
        }
        Err(failure) => {
            let finding = Diagnostic::error("no-release", failure.to_string());
            report.add(finding.hint("give the folder that holds SHA256SUMS, or a folder of releases"));
            return Outcome::UsageWrong;
        }
    };
    if set.is_release() {
        set.check(key, report);
    }
    if let Some(key) = key.filter(|_| report.has_errors()) {
        // What the publisher did not sign is a stranger's, and nothing of it is opened.
        let message = format!(
            "its sources were not built: the set is not as the key {} signed it",
            key.id()
        );
        report.add(Diagnostic::note("release-sources", message).in_file(set.shown("")));
        return Outcome::BookWrong;
    }
    let Some((name, bytes)) = set.bundle() else {
        let finding = Diagnostic::error("no-release", "there is no source bundle").in_file(set.shown(""));
        report.add(finding.hint("a release that can be built again holds a file *-source.zip"));
        return if set.is_release() {
            Outcome::BookWrong
        } else {
            Outcome::UsageWrong
        };
    };
    match rebuild(bytes, steps, sources, report) {
        Ok(files) => set.tell_differences(&files, report),
        Err(Some(why)) => {
            let finding = Diagnostic::error("release-sources", why).in_file(set.shown(name));
            report.add(finding.hint("get this file again from where it came"));
        }
        // The report says why.
        Err(None) => {}
    }
    if report.has_errors() {
        Outcome::BookWrong
    } else {
        Outcome::Done
    }
}

/// Builds the set that the source bundle makes. The error says why there is none, where the report does not.
fn rebuild(
    bundle: &[u8],
    steps: Steps,
    sources: &mut Sources,
    report: &mut Report,
) -> Result<Vec<ReleaseFile>, Option<String>> {
    let Bundle { slug, book, record } = Bundle::unpack(bundle).map_err(|error| Some(error.to_string()))?;
    let files = book
        .into_iter()
        .map(|(path, bytes)| (format!("{slug}/{path}"), bytes))
        .collect();
    let scratch = Scratch::with(&files).map_err(|failure| Some(failure.to_string()))?;
    let workspace = Workspace::open(&scratch.path(&slug), report).ok_or(None)?;
    steps("reading the sources");
    // What the sources are warned of was said when the release was made; errors say why it cannot be made again.
    let mut said = Report::new();
    let edition = open(&workspace, record.date(), sources, &mut said);
    let edition = edition.map_err(|_| Some(errors(&said, "the sources have errors")))?;
    let date = record.date().ok_or_else(|| Some("the record has no date".into()))?;
    let release = Release::prepare(&edition, date, workspace.files_read(), record.previous).map_err(Some)?;
    let made = press::make(&edition, &wanted(&edition, &[]), steps, &mut said);
    if said.has_errors() {
        return Err(Some(errors(&said, "the sources cannot be built")));
    }
    make_set(&edition, &release, &made).map_err(|said| Some(said.message.to_string()))
}

fn errors(report: &Report, what: &str) -> String {
    let errors = report.sorted().into_iter();
    let errors = errors.filter(|one| one.severity == Severity::Error);
    let messages: Vec<&str> = errors.map(|one| &*one.message).take(3).collect();
    format!("{what}: {}", messages.join("; "))
}
