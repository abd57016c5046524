//! From the folder of a book to its proved files in memory.

use std::collections::BTreeMap;

use super::Steps;
use super::outcome::Outcome;
use super::prove::prove;
use super::told::Told;
use crate::artifact::{Artifact, Format};
use crate::config::Date;
use crate::diagnostic::codes::CODES;
use crate::diagnostic::{Level, Report, Sources, guarded};
use crate::edition::Edition;
use crate::edition::open::open;
use crate::press;
use crate::proof::Proof;
use crate::workspace::Workspace;

/// What is made where nothing is asked for.
const USUAL: [Format; 5] = [Format::Pdf, Format::Booklet, Format::Epub, Format::Text, Format::Cover];

/// What is asked for of each book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildOrder {
    /// The formats; empty for what is usual.
    pub only: Vec<Format>,
    /// Whether the files are read against the manuscript.
    pub proof: bool,
    /// Whether what that finds is refused, and all else that says that an output lacks or changes something.
    pub strict: bool,
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

/// What came of a book: its files, or how the run ends; and what is to be said.
#[derive(Debug)]
pub struct MadeBook {
    /// The files.
    pub artifacts: Result<Vec<Artifact>, Outcome>,
    /// What is to be said.
    pub told: Told,
}

/// Makes a book's files, and proves them where that is asked for. Where something that was found forbids going on, the outcome is the
/// error.
pub fn make(workspace: &Workspace, epoch: Option<Date>, order: &BuildOrder, steps: Steps) -> MadeBook {
    let (mut sources, mut report) = (Sources::default(), Report::new());
    steps("reading the manuscript");
    let mut run = Run {
        order,
        steps,
        notes: Vec::new(),
        proofs: Vec::new(),
    };
    let made = guarded(|| {
        let opened = open(workspace, epoch, &mut sources, &mut report).map_err(Outcome::from);
        opened.and_then(|edition| run.artifacts(edition, &mut report))
    });
    let artifacts = made.unwrap_or_else(|fault| {
        report.add(fault);
        Err(Outcome::MachineFailed)
    });
    MadeBook {
        artifacts,
        told: Told::new(run.notes, &run.proofs, &report, &sources),
    }
}

/// A book in the making.
struct Run<'a> {
    order: &'a BuildOrder,
    steps: Steps<'a>,
    notes: Vec<String>,
    proofs: Vec<Proof>,
}

impl Run<'_> {
    fn artifacts(&mut self, mut edition: Edition, report: &mut Report) -> Result<Vec<Artifact>, Outcome> {
        edition.config.print.wanted |= self.order.only.contains(&Format::Print);
        let wanted = wanted(&edition, &self.order.only);
        let (formats, extra) = if self.order.proof {
            for_proof(&mut edition, &wanted)
        } else {
            (wanted, Vec::new())
        };
        let mut made = press::make(&edition, &formats, self.steps, report);
        self.notes = made.notes;
        if self.order.proof && !report.has_errors() {
            (self.steps)("proofreading");
            report.set_levels(levels(&edition, self.order.strict));
            self.proofs = prove(&edition, &made.artifacts, report);
            self.leave_out(&mut made.artifacts, &extra);
        }
        if report.has_errors() {
            Err(Outcome::BookWrong)
        } else {
            Ok(made.artifacts)
        }
    }

    /// Leaves out the reading PDFs of editions of which they were made for the proof alone, and notes what the proofs note.
    fn leave_out(&mut self, artifacts: &mut Vec<Artifact>, extra: &[Option<String>]) {
        let is_extra = |artifact: &Artifact| artifact.format == Format::Pdf && extra.contains(&artifact.edition);
        self.proofs.retain(|proof| {
            !artifacts
                .iter()
                .any(|artifact| artifact.name == proof.name && is_extra(artifact))
        });
        artifacts.retain(|artifact| !is_extra(artifact));
        for proof in &self.proofs {
            let notes = proof.notes.iter().map(|note| format!("{}: {note}", proof.name));
            self.notes.extend(notes);
        }
    }
}
