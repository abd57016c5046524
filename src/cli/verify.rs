//! `kurras verify`: a release is built again from its own sources and compared, file by file; or every release of a library.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::Outcome;
use super::console::{Console, MessageFormat, Progress, counted};
use super::library::side_by_side;
use super::make::wanted;
use super::sign::public_key;
use crate::diagnostic::{Diagnostic, Report, Sources};
use crate::edition::open::open;
use crate::press;
use crate::release::{Bundle, File, MANIFEST, Manifest, Release, SIGNATURE, SUMS, Sums, compare, is_bundle};
use crate::signature::{PublicKey, Signature};
use crate::workspace::{Scratch, Workspace, folders_with, read_set};

/// Build a release again from its sources, and compare; or every release of a library
#[derive(clap::Args)]
#[command(
    after_help = "Three things are checked: that the files are what SHA256SUMS says; with --key, that the publisher has signed SHA256SUMS;
and that the source bundle makes every other file again, byte for byte. Only the signature tells who made a release.

In a folder of releases, such as `kurras release` fills, each DIR/SLUG/VERSION is checked; the pages and feeds beside them belong
to no release. The exit code is 0 where every release is right, 1 where one is not."
)]
pub struct Args {
    /// The release's folder, which holds SHA256SUMS; or a folder of releases
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The publisher's public key, which must have signed SHA256SUMS: a file, or the key itself (RW…)
    #[arg(long, value_name = "PUB")]
    key: Option<String>,
    /// How messages are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

type Set = BTreeMap<String, Vec<u8>>;

/// Verifies a release, or every release of a library, side by side; the gravest outcome of all is the answer.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    let key = match args.key.as_deref().map(public_key).transpose() {
        Ok(key) => key,
        Err(said) => return console.refuse(said),
    };
    let releases = releases(&args.folder);
    let work = Work {
        key,
        console: &console,
        alone: releases.len() == 1,
        wrong: Mutex::default(),
    };
    let outcome = side_by_side(&releases, |release| work.verify(release));
    if !work.alone {
        work.sum_up(&args.folder, releases.len());
    }
    outcome
}

/// The releases in a folder: itself, or those of the books in it. Where there are none it is taken for one, to say what it lacks.
fn releases(folder: &Path) -> Vec<PathBuf> {
    let marks = |name: &str| matches!(name, SUMS | MANIFEST) || is_bundle(name);
    let found = folders_with(folder, &marks);
    if found.is_empty() {
        vec![folder.to_path_buf()]
    } else {
        found
    }
}

/// What all releases of a run share.
struct Work<'a> {
    key: Option<PublicKey>,
    console: &'a Console,
    alone: bool,
    /// The releases that are not right. Held while a release's messages are written, so that those of two do not mix.
    wrong: Mutex<Vec<PathBuf>>,
}

impl Work<'_> {
    /// Verifies a release and says what was found.
    fn verify(&self, folder: &Path) -> Outcome {
        let (mut sources, mut report) = (Sources::default(), Report::new());
        let outcome = self.compare(folder, &mut sources, &mut report);
        let mut wrong = self.wrong.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        self.console.findings(&report, &sources);
        self.console
            .verified(folder, outcome == Outcome::Done, self.key.as_ref());
        if outcome != Outcome::Done {
            wrong.push(folder.to_path_buf());
        }
        outcome
    }

    /// Says of how many releases what was found.
    fn sum_up(&self, folder: &Path, all: usize) {
        let mut wrong = self.wrong.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (shown, right) = (folder.display(), all - wrong.len());
        if wrong.is_empty() {
            let releases = counted(all, "release");
            self.console
                .note(&format!("kurras: {shown}: {releases}, each what its sources make"));
            return;
        }
        wrong.sort();
        self.console.note(&format!(
            "kurras: {shown}: {right} of {all} releases are what their sources make; not so:"
        ));
        wrong
            .iter()
            .for_each(|release| self.console.note(&format!("kurras:   {}", release.display())));
    }

    fn compare(&self, folder: &Path, sources: &mut Sources, report: &mut Report) -> Outcome {
        let set = match read_set(folder) {
            Ok(set) => set,
            Err(failure) => {
                report.add(
                    Diagnostic::error("no-release", failure.to_string())
                        .hint("give the folder that holds SHA256SUMS, or a folder of releases"),
                );
                return Outcome::UsageWrong;
            }
        };
        let shown = |name: &str| folder.join(name).to_string_lossy().into_owned();
        let own = |name: &str| is_bundle(name) && !name.contains('/');
        let bundle = set.iter().find(|(name, _)| own(name));
        let is_release = bundle.is_some() || set.contains_key(SUMS) || set.contains_key(MANIFEST);
        if is_release {
            check_sums(&set, &shown, report);
            check_signature(&set, self.key, &shown, report);
            tell_program(&set, &shown, report);
        }
        let Some((name, bytes)) = bundle else {
            let said = Diagnostic::error("no-release", "there is no source bundle").in_file(shown(""));
            report.add(said.hint("a release that can be built again holds a file *-source.zip"));
            return if is_release {
                Outcome::BookWrong
            } else {
                Outcome::UsageWrong
            };
        };
        match rebuild(bytes, &self.console.progress_if(self.alone), sources, report) {
            Ok(files) => tell_differences(&files, &set, &shown, report),
            Err(Some(why)) => {
                let said = Diagnostic::error("release-sources", why).in_file(shown(name));
                report.add(said.hint("get this file again from where it came"));
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
}

/// Says where a set differs from the files that its sources make; a signature is made by nobody's sources.
fn tell_differences(files: &[File], set: &Set, shown: &impl Fn(&str) -> String, report: &mut Report) {
    let wanted = files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice()));
    let found = set.iter().filter(|(name, _)| *name != SIGNATURE);
    let found = found.map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    for difference in compare(&wanted.collect(), &found.collect()) {
        let said = Diagnostic::error("release-differs", difference.to_string());
        report.add(said.in_file(shown(difference.name())));
    }
}

/// Builds the set that the source bundle makes. The error says why there is none, where the report does not.
fn rebuild(
    bundle: &[u8],
    progress: &Progress,
    sources: &mut Sources,
    report: &mut Report,
) -> Result<Vec<File>, Option<String>> {
    let Bundle { slug, book, record } = Bundle::unpack(bundle).map_err(|error| Some(error.to_string()))?;
    let files = book
        .into_iter()
        .map(|(path, bytes)| (format!("{slug}/{path}"), bytes))
        .collect();
    let scratch = Scratch::with(&files).map_err(|failure| Some(failure.to_string()))?;
    let workspace = Workspace::open(&scratch.path(&slug), report).ok_or(None)?;
    progress.step("reading the sources");
    // What the sources are warned of was said when the release was made; errors say why it cannot be made again.
    let mut said = Report::new();
    let edition = open(&workspace, record.date(), sources, &mut said);
    let edition = edition.map_err(|_| Some(errors(&said, "the sources have errors")))?;
    let date = record.date().ok_or_else(|| Some("the record has no date".into()))?;
    let release = Release::prepare(&edition, date, workspace.files_read(), record.previous).map_err(Some)?;
    let made = press::make(&edition, &wanted(&edition, &[]), &|step| progress.step(step), &mut said);
    if said.has_errors() {
        return Err(Some(errors(&said, "the sources cannot be built")));
    }
    release.make(&made).map_err(|said| Some(said.message))
}

fn errors(report: &Report, what: &str) -> String {
    let errors = report
        .sorted()
        .into_iter()
        .filter(|one| one.severity == crate::diagnostic::Severity::Error);
    let messages: Vec<&str> = errors.map(|one| one.message.as_str()).take(3).collect();
    format!("{what}: {}", messages.join("; "))
}

/// Whether the files are what `SHA256SUMS` says.
fn check_sums(set: &Set, shown: &impl Fn(&str) -> String, report: &mut Report) {
    let text = set.get(SUMS).map(|bytes| String::from_utf8_lossy(bytes));
    let sums = match text.as_deref().map(Sums::parse) {
        None => return report.add(Diagnostic::error("release-sums", "there are no checksums").in_file(shown(SUMS))),
        Some(Err(line)) => {
            let message = format!("line {line} is no checksum with a name");
            return report.add(Diagnostic::error("release-sums", message).in_file(shown(SUMS)));
        }
        Some(Ok(sums)) => sums,
    };
    for name in sums.names() {
        let message = match set.get(name).map(|bytes| sums.holds(name, bytes)) {
            None => "is listed in SHA256SUMS and missing",
            Some(Some(false)) => "is not what SHA256SUMS says",
            Some(_) => continue,
        };
        report.add(Diagnostic::error("release-sums", message).in_file(shown(name)));
    }
}

/// Whether the checksums are signed by `key`; where no key was given, that a signature was not checked.
fn check_signature(set: &Set, key: Option<PublicKey>, shown: &impl Fn(&str) -> String, report: &mut Report) {
    let error = |message: String| Diagnostic::error("release-signature", message).in_file(shown(SIGNATURE));
    let text = set.get(SIGNATURE).map(|bytes| String::from_utf8_lossy(bytes));
    let signature = text.as_deref().map(Signature::parse);
    let sums = set.get(SUMS).map(Vec::as_slice).unwrap_or_default();
    match (signature, key) {
        (None, None) => {}
        (None, Some(key)) => report.add(error(format!(
            "the release is not signed; the key {} was asked for",
            key.id()
        ))),
        (Some(Err(what)), _) => report.add(error(format!("the signature {what}"))),
        (Some(Ok(signature)), None) => {
            let message = format!("signed by the key {}, which was not checked", signature.id());
            let said = Diagnostic::warning("release-signature", message).in_file(shown(SIGNATURE));
            report.add(said.hint("give the publisher's public key, from where you trust it: --key PUB"));
        }
        (Some(Ok(signature)), Some(key)) => {
            if let Err(why) = signature.check(&key, sums) {
                report.add(error(format!("the signature {why}")));
            }
        }
    }
}

/// Another version of the program may make other bytes, which is no fault of the release.
fn tell_program(set: &Set, shown: &impl Fn(&str) -> String, report: &mut Report) {
    let made_by = set
        .get(MANIFEST)
        .and_then(|json| Manifest::parse(json))
        .map(|manifest| manifest.program.version);
    let this = env!("CARGO_PKG_VERSION");
    if let Some(version) = made_by.filter(|version| version != this) {
        let message = format!("the release was made by kurras {version}; this is {this}, which may make other bytes");
        let said = Diagnostic::warning("other-program", message).in_file(shown(MANIFEST));
        report.add(said.hint(format!("to be sure, verify with kurras {version}")));
    }
}
