//! What `build` and `proof` share: from the folder of each book to its proved files in memory.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Outcome;
use super::console::Console;
use super::proof::prove;
use super::told::Told;
use crate::artifact::{Artifact, Format};
use crate::config::Date;
use crate::diagnostic::{Diagnostic, Level, Report, Sources};
use crate::edition::Edition;
use crate::edition::open::open;
use crate::output::pdf::UNMENDED_FONT;
use crate::press;
use crate::workspace::{Workspace, books};

/// What is made where nothing is asked for.
const USUAL: [Format; 5] = [Format::Pdf, Format::Booklet, Format::Epub, Format::Text, Format::Cover];

/// The books that the command line means.
pub fn find(given: &[PathBuf], console: &Console) -> Vec<PathBuf> {
    let mut report = Report::new();
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let books = books(given, home.as_deref(), &mut report);
    console.report(&report, &Sources::default());
    books
}

/// What is asked for, or else what is usual and what the book has a table for.
pub fn wanted(edition: &Edition, only: &[Format]) -> Vec<Format> {
    if !only.is_empty() {
        return only.to_vec();
    }
    let of_others = || {
        edition
            .others
            .iter()
            .any(|(_, formats)| formats.contains(&Format::Print))
    };
    let print = (edition.config.print.wanted || of_others()).then_some(Format::Print);
    USUAL.into_iter().chain(print).collect()
}

/// What the book says about findings. A word that a proof misses forbids the build. It does not where the book's own font cannot
/// be mended, which was said, and not where the book itself decides (`[lint] proof`); but where the proof itself was asked for
/// (`strict`), nothing excuses it.
fn levels(edition: &Edition, report: &Report, strict: bool) -> BTreeMap<String, Level> {
    let mut levels = edition.config.levels.clone();
    let unmended = || report.sorted().iter().any(|said| said.code == UNMENDED_FONT);
    if strict || !levels.contains_key("proof") && !unmended() {
        levels.insert("proof".into(), Level::Deny);
    }
    levels
}

/// What came of a book: its files, or how the run ends; and what was said, which the console was told already.
pub struct Made {
    /// The files.
    pub artifacts: Result<Vec<Artifact>, Outcome>,
    /// What was said.
    pub told: Told,
}

/// Makes a book's files, and proves them where that is asked for. All that was found is said; where it forbids going on, the
/// outcome is the error.
pub fn make(
    workspace: &Workspace,
    epoch: Option<Date>,
    only: &[Format],
    proof: bool,
    strict: bool,
    console: &Console,
) -> Made {
    let (mut sources, mut report) = (Sources::default(), Report::new());
    let progress = console.progress();
    progress.step("reading the manuscript");
    let opened = open(workspace, epoch, &mut sources, &mut report);
    let (mut notes, mut proofs) = (Vec::new(), Vec::new());
    let artifacts = opened.map_err(Outcome::from).and_then(|mut edition| {
        edition.config.print.wanted |= only.contains(&Format::Print);
        let wanted = wanted(&edition, only);
        let made = press::make(&edition, &wanted, &|step| progress.step(step), &mut report);
        if proof && !report.has_errors() {
            progress.step("proofreading");
            let levels = levels(&edition, &report, strict);
            report.set_levels(levels);
            proofs = prove(&edition, &made.artifacts, &mut report);
        }
        notes = made.notes;
        if report.has_errors() {
            Err(Outcome::BookWrong)
        } else {
            Ok(made.artifacts)
        }
    });
    drop(progress);
    let told = Told::new(notes, &proofs, &report, &sources);
    console.tell(&told);
    Made { artifacts, told }
}

/// The day that `SOURCE_DATE_EPOCH` names, if it is set.
pub fn epoch() -> Result<Option<Date>, Diagnostic> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Err(_) => Ok(None),
        Ok(text) => text
            .trim()
            .parse()
            .map(|seconds| Some(Date::from_epoch(seconds)))
            .map_err(|_| {
                let message = format!("SOURCE_DATE_EPOCH is \"{text}\", not a number of seconds since 1970");
                Diagnostic::error("environment", message).hint("set it as in SOURCE_DATE_EPOCH=1795305600, or unset it")
            }),
    }
}
