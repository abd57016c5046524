//! The press: an edition and the wanted formats go in, finished files come out, made side by side.

use crate::artifact::{Artifact, Format};
use crate::diagnostic::Report;
use crate::document::Folio;
use crate::edition::Edition;
use crate::output::pdf::{self, FontSet, Pages};
use crate::output::{epub, text};

/// What a run of the press gives.
#[derive(Debug, Default)]
pub struct Made {
    /// The files, in the order of [`Format::all`].
    pub artifacts: Vec<Artifact>,
    /// Where the pages of the reading PDF begin in the text; empty where no pages were laid out.
    pub folios: Vec<Folio>,
}

/// Makes every wanted format. Where anything goes wrong the report says so, and what was made must not be written.
///
/// The pages are laid out once, for the PDFs and for the EPUB's page list; the cover is drawn beside them. `progress` is told
/// the name of each step as it begins.
pub fn make(edition: &Edition, wanted: &[Format], progress: &(dyn Fn(&str) + Sync), report: &mut Report) -> Made {
    let wants = |format| wanted.contains(&format);
    let fonts = FontSet::open(&edition.families);
    let paper = || {
        let mut report = Report::new();
        let pages = (wants(Format::Pdf) || wants(Format::Booklet) || wants(Format::Epub)).then(|| {
            progress("laying out the pages");
            Pages::lay_out(edition, &fonts, &mut report)
        });
        (pages.flatten(), report)
    };
    let cover = || {
        let mut report = Report::new();
        let cover = (wants(Format::Cover) || wants(Format::Epub)).then(|| {
            progress("drawing the cover");
            pdf::cover(edition, &fonts, &mut report)
        });
        (cover.flatten(), report)
    };
    let ((pages, paper_report), (cover, cover_report)) = rayon::join(paper, cover);
    report.append(paper_report);
    report.append(cover_report);
    if report.has_errors() {
        return Made::default();
    }
    let folios = pages.as_ref().map(|pages| pages.folios().to_vec()).unwrap_or_default();
    let artifacts = finish(edition, wanted, pages.as_ref(), &folios, cover, progress, report);
    Made { artifacts, folios }
}

/// Writes what has been laid out, each format by itself; the order of the artifacts is that of [`Format::all`].
fn finish(
    edition: &Edition,
    wanted: &[Format],
    pages: Option<&Pages>,
    folios: &[Folio],
    cover: Option<Artifact>,
    progress: &(dyn Fn(&str) + Sync),
    report: &mut Report,
) -> Vec<Artifact> {
    use rayon::prelude::*;
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
            (Format::Epub, Some(_)) => {
                progress("packing the EPUB");
                let cover = cover.as_ref().map(|cover| cover.bytes.as_slice());
                let made = epub::make(edition, cover, folios, &mut report);
                made.into_iter().collect()
            }
            (Format::Text, _) => vec![text::make(edition)],
            (Format::Cover, _) => cover.iter().cloned().collect(),
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
