//! The press: an edition and the wanted formats go in, finished files come out, made side by side.

use std::sync::Arc;

use rayon::prelude::*;

use crate::artifact::{Artifact, Format};
use crate::diagnostic::Report;
use crate::document::Folio;
use crate::edition::Edition;
use crate::media::Picture;
use crate::output::pdf::{self, FontSet, Pages};
use crate::output::{epub, text};

/// What a run of the press gives.
#[derive(Debug, Default)]
pub struct Made {
    /// The files: those of the book's usual edition in the order of [`Format::all`], then each further edition's likewise.
    pub artifacts: Vec<Artifact>,
    /// Where the pages of the usual edition's reading PDF begin in the text; empty where no pages were laid out.
    pub folios: Vec<Folio>,
    /// What was decided on the way that whoever builds the book wants to know.
    pub notes: Vec<String>,
}

/// Makes every wanted format of the book, and what its further editions make of them. Where anything goes wrong the report says
/// so, and what was made must not be written.
///
/// Each edition's pages are laid out once, editions side by side. `progress` is told the name of each step as it begins.
pub fn make(edition: &Edition, wanted: &[Format], progress: &(dyn Fn(&str) + Sync), report: &mut Report) -> Made {
    let fonts = FontSet::open(&edition.families);
    // A print shop's files may be wanted of a further edition alone.
    let shop = |format: &&Format| **format != Format::Print || edition.config.print.wanted;
    let own: Vec<Format> = wanted.iter().filter(shop).copied().collect();
    let usual = || one(edition, &own, &fonts, progress);
    let further = || -> Vec<(Made, Report)> {
        let make_one =
            |(other, formats): &(Edition, Vec<Format>)| further(edition, &fonts, other, formats, wanted, progress);
        edition.others.par_iter().map(make_one).collect()
    };
    let ((mut made, said), others) = rayon::join(usual, further);
    report.append(said);
    for (other, said) in others {
        made.artifacts.extend(other.artifacts);
        made.notes.extend(other.notes);
        report.append(said);
    }
    if report.has_errors() { Made::default() } else { made }
}

/// What a further edition makes of the wanted formats. Where it needs no other fonts than the book, it shares them opened.
fn further(
    usual: &Edition,
    fonts: &FontSet,
    edition: &Edition,
    formats: &[Format],
    wanted: &[Format],
    progress: &(dyn Fn(&str) + Sync),
) -> (Made, Report) {
    let wanted: Vec<Format> = wanted
        .iter()
        .copied()
        .filter(|format| formats.contains(format))
        .collect();
    if wanted.is_empty() {
        return Default::default();
    }
    let same = edition.families.len() == usual.families.len()
        && edition
            .families
            .iter()
            .zip(&usual.families)
            .all(|(own, usual)| Arc::ptr_eq(own, usual));
    let own = (!same).then(|| FontSet::open(&edition.families));
    let (mut made, report) = one(edition, &wanted, own.as_ref().unwrap_or(fonts), progress);
    let name = edition.name.as_deref().unwrap_or_default();
    made.artifacts = made
        .artifacts
        .into_iter()
        .map(|artifact| artifact.of_edition(name))
        .collect();
    made.notes
        .iter_mut()
        .for_each(|note| note.insert_str(0, &format!("{name}: ")));
    (made, report)
}

/// Makes one edition's files. The pages are laid out once, for the PDFs and for the EPUB's page list; the cover is drawn beside
/// them.
fn one(edition: &Edition, wanted: &[Format], fonts: &FontSet, progress: &(dyn Fn(&str) + Sync)) -> (Made, Report) {
    let wants = |format| wanted.contains(&format);
    let paper = || {
        let mut report = Report::new();
        let pages =
            (wants(Format::Pdf) || wants(Format::Booklet) || wants(Format::Print) || wants(Format::Epub)).then(|| {
                progress("laying out the pages");
                Pages::lay_out(edition, fonts, &mut report)
            });
        (pages.flatten(), report)
    };
    let cover = || {
        let mut report = Report::new();
        let cover = (wants(Format::Cover) || wants(Format::Epub)).then(|| {
            progress("drawing the cover");
            pdf::cover(edition, fonts, &mut report)
        });
        (cover.flatten(), report)
    };
    let ((pages, mut report), (cover, said)) = rayon::join(paper, cover);
    report.append(said);
    if report.has_errors() {
        return (Made::default(), report);
    }
    let folios = pages.as_ref().map(|pages| pages.folios().to_vec()).unwrap_or_default();
    let artifacts = finish(edition, wanted, fonts, pages.as_ref(), cover, progress, &mut report);
    let notes = pages
        .iter()
        .filter_map(|pages| pages.fitted().map(String::from))
        .collect();
    let made = Made {
        artifacts,
        folios,
        notes,
    };
    (made, report)
}

/// Writes what has been laid out, each format by itself; the order of the artifacts is that of [`Format::all`].
fn finish(
    edition: &Edition,
    wanted: &[Format],
    fonts: &FontSet,
    pages: Option<&Pages>,
    cover: Option<Picture>,
    progress: &(dyn Fn(&str) + Sync),
    report: &mut Report,
) -> Vec<Artifact> {
    let make_one = |format: &Format| {
        let mut report = Report::new();
        let made = match (format, pages) {
            (Format::Pdf, Some(pages)) => {
                progress("writing the PDF");
                pages.reading(edition, &mut report).into_iter().collect()
            }
            (Format::Booklet, Some(pages)) => {
                progress("laying the booklet's sheets");
                pages.booklets(edition, &mut report).unwrap_or_default()
            }
            (Format::Print, Some(pages)) => {
                progress("setting the pages for the print shop");
                pages.print(edition, fonts, &mut report).unwrap_or_default()
            }
            (Format::Epub, Some(pages)) => {
                progress("packing the EPUB");
                let made = epub::make(edition, cover.clone(), pages.folios(), &mut report);
                made.into_iter().collect()
            }
            (Format::Text, _) => vec![text::make(edition)],
            (Format::Cover, _) => cover.iter().map(|cover| shelf_picture(edition, cover)).collect(),
            _ => Vec::new(),
        };
        (made, report)
    };
    let formats: Vec<Format> = Format::all().filter(|format| wanted.contains(format)).collect();
    let made: Vec<(Vec<Artifact>, Report)> = formats.par_iter().map(make_one).collect();
    let mut artifacts = Vec::new();
    for (made, said) in made {
        artifacts.extend(made);
        report.append(said);
    }
    artifacts
}

/// The cover's picture as a file by itself.
fn shelf_picture(edition: &Edition, cover: &Picture) -> Artifact {
    let stem = edition.config.book.stem();
    Artifact::new(Format::Cover, &stem, "cover", cover.bytes.clone(), None)
}
