//! Finished files proved against their editions, side by side.

use rayon::prelude::*;

use crate::artifact::{Artifact, Format};
use crate::diagnostic::{Location, Report};
use crate::edition::Edition;
use crate::proof::{ExpectedBook, Proof, Prover};

/// Proves files side by side, each against its edition; the proofs are in the order of the files.
pub fn prove(edition: &Edition, artifacts: &[Artifact], report: &mut Report) -> Vec<Proof> {
    let place = |quoted: &str| edition.places.of_quoted(quoted).cloned();
    let provers: Vec<_> = edition
        .all()
        .map(|edition| (&edition.name, Prover::new(book(edition, &place))))
        .collect();
    let prove_one = |artifact: &Artifact| {
        let mut report = Report::new();
        let prover = provers.iter().find(|(name, _)| **name == artifact.edition);
        (
            prover.and_then(|(_, prover)| prover.prove(artifact, &mut report)),
            report,
        )
    };
    // Sheets are compared with the reading PDF, so that goes first.
    let is_placed = |artifact: &Artifact| matches!(artifact.format, Format::Booklet | Format::Print);
    let some = |placed: bool| {
        let prove_some = |artifact: &Artifact| (is_placed(artifact) == placed).then(|| prove_one(artifact));
        artifacts.par_iter().map(prove_some).collect::<Vec<_>>()
    };
    let (first, then) = (some(false), some(true));
    let proved = first.into_iter().zip(then).filter_map(|(first, then)| first.or(then));
    let mut proofs = Vec::new();
    for (proof, said) in proved {
        proofs.extend(proof);
        report.append(said);
    }
    proofs
}

/// The edition as the proof needs it.
fn book<'a>(edition: &'a Edition, place: &'a (dyn Fn(&str) -> Option<Location> + Sync)) -> ExpectedBook<'a> {
    let volume = edition.first();
    ExpectedBook {
        document: &volume.document,
        on_paper: &volume.on_paper,
        title: &volume.title,
        subtitle: volume.subtitle.as_deref(),
        authors: &volume.authors,
        credits: &volume.imprint.credits,
        language: volume.language.language(),
        right_to_left: volume.direction.is_rtl(),
        families: &edition.families,
        missing: &edition.missing,
        own_theme: edition.theme.is_own(),
        program: volume.imprint.program_text(&edition.config.book, &edition.missing),
        place,
    }
}
