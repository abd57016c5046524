//! What `build` and `proof` share: from the folder of each book to its proved files in memory.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Outcome;
use super::console::Console;
use super::proof::prove;
use super::told::Told;
use crate::artifact::{Artifact, Format};
use crate::config::Date;
use crate::diagnostic::codes::CODES;
use crate::diagnostic::{Diagnostic, Level, Report, Sources};
use crate::edition::Edition;
use crate::edition::open::open;
use crate::press;
use crate::proof::Proof;
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

/// What the book says about findings. That an output lacks or changes something is a warning while building: a proof may not know why
/// the page is right, and a book without one of its pictures can be read. Where the run is `strict` it is an error. What the book
/// itself decides (`[lint] proof`) goes before both.
pub fn levels(edition: &Edition, strict: bool) -> BTreeMap<String, Level> {
    let mut levels = edition.config.levels.clone();
    if strict {
        for code in CODES.iter().filter(|code| code.strict) {
            levels.entry(code.name.into()).or_insert(Level::Deny);
        }
    }
    levels
}

/// What is made so that sheets can be proved: the reading PDF too, with which they are compared. Also, of which editions that is
/// not wanted.
fn for_proof(edition: &mut Edition, wanted: &[Format]) -> (Vec<Format>, Vec<Option<String>>) {
    let placed = |format: &Format| matches!(format, Format::Booklet | Format::Print);
    let mut extra = Vec::new();
    let is_wanted = wanted.contains(&Format::Pdf);
    for (other, formats) in &mut edition.others {
        let needs = formats.iter().any(|format| placed(format) && wanted.contains(format));
        if needs && !(is_wanted && formats.contains(&Format::Pdf)) {
            extra.push(other.name.clone());
        }
        if needs && !formats.contains(&Format::Pdf) {
            formats.push(Format::Pdf);
        }
    }
    let mut made = wanted.to_vec();
    if wanted.iter().any(placed) && !is_wanted {
        made.push(Format::Pdf);
        extra.push(None);
    }
    (made, extra)
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
        let (formats, extra) = if proof {
            for_proof(&mut edition, &wanted)
        } else {
            (wanted, Vec::new())
        };
        let mut made = press::make(&edition, &formats, &|step| progress.step(step), &mut report);
        notes = made.notes;
        if proof && !report.has_errors() {
            progress.step("proofreading");
            report.set_levels(levels(&edition, strict));
            proofs = prove(&edition, &made.artifacts, &mut report);
            let is_extra = |artifact: &Artifact| artifact.format == Format::Pdf && extra.contains(&artifact.edition);
            proofs.retain(|proof| {
                !made
                    .artifacts
                    .iter()
                    .any(|artifact| artifact.name == proof.name && is_extra(artifact))
            });
            made.artifacts.retain(|artifact| !is_extra(artifact));
            let told = |proof: &Proof| {
                proof
                    .notes
                    .iter()
                    .map(|note| format!("{}: {note}", proof.name))
                    .collect::<Vec<_>>()
            };
            notes.extend(proofs.iter().flat_map(told));
        }
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
