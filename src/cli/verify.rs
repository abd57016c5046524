//! `kurras verify`: a release is built again from its own sources and compared, file by file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::make::wanted;
use super::open::open;
use super::sign::public_key;
use crate::diagnostic::{Diagnostic, Report, Sources};
use crate::press;
use crate::release::{Bundle, File, MANIFEST, Manifest, Release, SIGNATURE, SUMS, Sums, compare, is_bundle};
use crate::signature::{PublicKey, Signature};
use crate::workspace::{Scratch, Workspace, read_set};

/// Build a release again from its sources, and compare
#[derive(clap::Args)]
#[command(
    after_help = "Three things are checked: that the files are what SHA256SUMS says; with --key, that the publisher has signed SHA256SUMS;
and that the source bundle makes every other file again, byte for byte. Only the signature tells who made a release."
)]
pub struct Args {
    /// The release's folder, which holds SHA256SUMS
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

/// Verifies a release.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    let (mut sources, mut report) = (Sources::default(), Report::new());
    let key = match args.key.as_deref().map(public_key).transpose() {
        Ok(key) => key,
        Err(said) => return console.refuse(said),
    };
    let outcome = verify(args, key, &console, &mut sources, &mut report);
    console.findings(&report, &sources);
    if outcome == Outcome::Done {
        console.note(&format!(
            "kurras: {} is what its sources make, byte for byte",
            args.folder.display()
        ));
        if let Some(key) = key {
            console.note(&format!("kurras: its checksums are signed by the key {}", key.id()));
        }
    }
    outcome
}

fn verify(
    args: &Args,
    key: Option<PublicKey>,
    console: &Console,
    sources: &mut Sources,
    report: &mut Report,
) -> Outcome {
    let set = match read_set(&args.folder) {
        Ok(set) => set,
        Err(failure) => {
            report.add(
                Diagnostic::error("no-release", failure.to_string()).hint("give the folder that holds SHA256SUMS"),
            );
            return Outcome::UsageWrong;
        }
    };
    let shown = |name: &str| args.folder.join(name).to_string_lossy().into_owned();
    let own = |name: &str| is_bundle(name) && !name.contains('/');
    let bundle = set.iter().find(|(name, _)| own(name));
    if bundle.is_some() || set.contains_key(SUMS) {
        check_sums(&set, &shown, report);
        check_signature(&set, key, &shown, report);
        tell_program(&set, &shown, report);
    }
    let Some(bundle) = bundle else {
        let said = Diagnostic::error("no-release", "there is no source bundle").in_file(shown(""));
        let within = set
            .keys()
            .find(|name| is_bundle(name))
            .and_then(|name| name.rsplit_once('/'));
        report.add(match within {
            Some((folder, _)) => said.hint(format!(
                "there are releases in it: verify each, as in {}",
                shown(folder)
            )),
            None => said.hint("a release that can be built again holds a file *-source.zip"),
        });
        let is_release = set.contains_key(SUMS);
        return if is_release {
            Outcome::BookWrong
        } else {
            Outcome::UsageWrong
        };
    };
    match rebuild(bundle.1, console, sources, report) {
        Ok(files) => {
            let wanted = files
                .iter()
                .map(|file| (file.name.as_str(), file.bytes.as_slice()))
                .collect();
            let found = set.iter().filter(|(name, _)| *name != SIGNATURE);
            let found = found.map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
            for difference in compare(&wanted, &found) {
                let said = Diagnostic::error("release-differs", difference.to_string());
                report.add(said.in_file(shown(difference.name())));
            }
        }
        Err(Some(why)) => {
            let said = Diagnostic::error("release-sources", why).in_file(shown(bundle.0));
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

/// Builds the set that the source bundle makes. The error says why there is none, where the report does not.
fn rebuild(
    bundle: &[u8],
    console: &Console,
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
    let progress = console.progress();
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
