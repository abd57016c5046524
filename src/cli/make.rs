//! What `build` and `proof` share: from the folder of each book to its proved files in memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::console::Console;
use super::proof::prove;
use crate::artifact::{Artifact, Format};
use crate::config::Date;
use crate::diagnostic::{Diagnostic, Level, Report, Sources};
use crate::edition::Edition;
use crate::edition::open::open;
use crate::output::pdf::UNMENDED_FONT;
use crate::press::{self, Made};
use crate::workspace::{Workspace, books};

/// What is made where nothing is asked for.
const USUAL: [Format; 5] = [Format::Pdf, Format::Booklet, Format::Epub, Format::Text, Format::Cover];

/// Does `each` with a book, or with every book of a library; the gravest outcome of all is the answer.
pub fn for_each_book(given: &[PathBuf], console: &Console, each: impl Fn(&Path, Option<Date>) -> Outcome) -> Outcome {
    let epoch = match epoch() {
        Ok(epoch) => epoch,
        Err(said) => {
            let mut report = Report::new();
            report.add(said);
            console.report(&report, &Sources::default());
            return Outcome::UsageWrong;
        }
    };
    let books = find(given, console);
    books
        .iter()
        .map(|book| each(book, epoch))
        .max()
        .unwrap_or(Outcome::Done)
}

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

/// Makes a book's files, and proves them where that is asked for. All that was found is said; where it forbids going on, the
/// outcome is the error.
pub fn make(
    book: &Path,
    epoch: Option<Date>,
    only: &[Format],
    proof: bool,
    strict: bool,
    console: &Console,
) -> Result<Vec<Artifact>, Outcome> {
    let (mut sources, mut report) = (Sources::default(), Report::new());
    let Some(workspace) = Workspace::open(book, &mut report) else {
        console.report(&report, &sources);
        return Err(Outcome::UsageWrong);
    };
    let progress = console.progress();
    progress.step("reading the manuscript");
    let mut edition = match open(&workspace, epoch, &mut sources, &mut report) {
        Ok(edition) => edition,
        Err(fault) => {
            console.report(&report, &sources);
            return Err(fault.into());
        }
    };
    edition.config.print.wanted |= only.contains(&Format::Print);
    let wanted = wanted(&edition, only);
    let Made { artifacts, notes, .. } = press::make(&edition, &wanted, &|step| progress.step(step), &mut report);
    let mut proofs = Vec::new();
    if proof && !report.has_errors() {
        progress.step("proofreading");
        let levels = levels(&edition, &report, strict);
        report.set_levels(levels);
        proofs = prove(&edition, &artifacts, &mut report);
    }
    drop(progress);
    notes.iter().for_each(|note| console.decided(note));
    proofs.iter().for_each(|proof| console.proved(proof));
    console.report(&report, &sources);
    if report.has_errors() {
        Err(Outcome::BookWrong)
    } else {
        Ok(artifacts)
    }
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
