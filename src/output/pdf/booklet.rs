//! Booklets: a book's pages on sheets, to print on an office printer, fold and staple.

use super::export::{Conformance, export};
use super::named::Named;
use super::placing::{binding, imposed};
use super::{Pages, sheets, told};
use crate::artifact::{Artifact, Format};
use crate::diagnostic::{Diagnostic, Report};
use crate::edition::Edition;
use crate::imposition::{Binding, Flip, Imposition, Problem, Scheme, SheetOptions};
use crate::prepress::{PageLayout, Pass, Preferences};

/// What to do where pages do not go on their sheets.
fn remedy(problem: &Problem) -> &'static str {
    match problem {
        Problem::NoPages => "write something into the book",
        Problem::NoArea | Problem::TooSmall { .. } | Problem::TooLarge { .. } => {
            "choose a larger `paper` or `scale = \"fit\"` below [booklet], or a smaller `paper` below [pdf]"
        }
        Problem::NoSheets => "let a signature have one sheet or more",
        Problem::NoRoom => "take less for `edge` and `gutter` below [booklet], or a larger `paper`",
        Problem::TooThick { .. } => {
            "take thinner paper (`creep` below [booklet]), or several signatures: `scheme = \"signatures\"`"
        }
    }
}

impl Pages {
    /// Every booklet that the book asks for: each paper with each way of turning it.
    pub fn booklets(&self, edition: &Edition, report: &mut Report) -> Option<Vec<Artifact>> {
        let booklet = &edition.config.booklet;
        booklet
            .sheets()
            .map(|sheets| self.booklet(edition, sheets, report))
            .collect()
    }

    /// Places the pages on sheets.
    ///
    /// # Errors
    /// A finding where the pages do not fit.
    pub fn place(&self, edition: &Edition, sheets: SheetOptions) -> Result<PlacedSheets, Diagnostic> {
        let imposition = imposed(edition, self.count(), self.size, sheets).map_err(|problem| {
            let paper = sheets.paper;
            let message = format!("the booklet on {paper} cannot be made: {problem}");
            let found = Diagnostic::error("booklet", message).hint(remedy(&problem));
            let places = &edition.places;
            match places.booklet.as_ref().or(places.whole.as_ref()) {
                Some(place) => found.located(place.clone()),
                None => found,
            }
        })?;
        let slugs = self.slugs.iter().find(|slugs| slugs.sheets == sheets);
        Ok(PlacedSheets {
            sheets: Named::new(sheets::paint(
                &self.document,
                &imposition,
                slugs.map(|slugs| &slugs.lines),
            )),
            slugs: slugs.map_or_else(Vec::new, |slugs| slugs.texts.clone()),
            preferences: preferences(&imposition, binding(edition)),
        })
    }

    fn booklet(&self, edition: &Edition, sheets: SheetOptions, report: &mut Report) -> Option<Artifact> {
        let placed = told(self.place(edition, sheets), report)?;
        let suffix = booklet_suffix(sheets);
        let passes = vec![Pass::Viewer(placed.preferences.clone())];
        let bytes = export(edition, &placed.sheets, Conformance::Sheets, &suffix, passes, report)?;
        let stem = edition.config.book.stem();
        let sides = Some(placed.sides());
        Some(Artifact {
            fonts: placed.sheets.fonts().clone(),
            lines: placed.slugs,
            ..Artifact::new(Format::Booklet, &stem, &suffix, bytes, sides)
        })
    }
}

/// A book's pages on sheets, not yet written.
pub struct PlacedSheets {
    sheets: Named,
    /// What their slug lines say.
    slugs: Vec<String>,
    preferences: Preferences,
}

impl PlacedSheets {
    /// How many sides there are to print.
    pub fn sides(&self) -> usize {
        self.sheets.pages().len()
    }
}

/// How sheets ask to be printed.
fn preferences(imposition: &Imposition, binding: Binding) -> Preferences {
    Preferences {
        duplex: Some(imposition.flip.into()),
        actual_size: true,
        layout: Some(PageLayout::SinglePage),
        direction: Some(binding),
    }
}

/// `booklet-a4`, then the scheme where it is not saddle stitch, then `long-edge` where the printer turns that way.
fn booklet_suffix(sheets: SheetOptions) -> String {
    let mut suffix = format!("booklet-{}", sheets.paper);
    if sheets.scheme != Scheme::Saddle {
        suffix += &format!("-{}", sheets.scheme);
    }
    if sheets.flip == Flip::LongEdge {
        suffix += "-long-edge";
    }
    suffix
}
