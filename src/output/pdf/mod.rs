//! Everything on paper, and the cover: the only room that knows Typst.
//!
//! A book's pages are laid out once ([`Pages`]); the reading PDF, the booklets and the page list are made from the same pages.

mod barcode;
mod code;
mod cover;
mod cover_print;
mod data;
mod export;
mod folios;
mod gaps;
mod layout;
mod loose;
mod mirror;
mod named;
mod outline;
mod overfull;
mod sheets;
mod shop;
mod shop_check;
mod slugs;
pub mod text_layer;
mod words;
mod world;

use typst_layout::PagedDocument;

pub use cover::picture as cover;
pub use loose::{Voice, calibration, loose_pdf, slug_lines, slug_texts};
pub use world::FontSet;

use crate::artifact::{Artifact, Format};
use crate::diagnostic::{Diagnostic, Report};
use crate::document::Folio;
use crate::edition::Edition;
use crate::impose::{PageLayout, Preferences, prefer};
use crate::imposition::fit::{Bounds, Fit, Tuning, fit};
use crate::imposition::{Binding, Flip, Imposition, Job, Paper, Problem, Scheme, Size, impose};
use crate::locale::Direction;
use export::{Promise, export};
use named::Named;
use slugs::Slugs;

/// The code of the finding that a font's text layer cannot be mended.
pub const UNMENDED_FONT: &str = "unmended-font";

/// The code of the finding that stretches of text stay as the typesetter wrote them.
pub const UNMENDED_TEXT: &str = "unmended-text";
/// How many of them are named.
const PLACES: usize = 3;

/// A book's laid-out pages, their text layer mended.
pub struct Pages {
    document: Named,
    size: Size,
    folios: Vec<Folio>,
    fitted: Option<String>,
    slugs: Vec<Slugs>,
}

impl Pages {
    /// Lays out the book on its trim size.
    pub fn lay_out(edition: &Edition, fonts: &FontSet, report: &mut Report) -> Option<Self> {
        let mut laid = Laid::out(edition, fonts, report)?;
        let (mended, slugs) = slugs::mended(&laid.document, laid.slugs);
        unmended(&mended).into_iter().for_each(|finding| report.add(finding));
        (laid.document, laid.slugs) = (mended.document, slugs);
        Some(laid.into())
    }

    /// The pages with the text layer that the typesetter gives them, from which [`Self::lay_out`] goes on: what its text layer is
    /// measured against.
    pub fn as_typeset(edition: &Edition, fonts: &FontSet, report: &mut Report) -> Option<Self> {
        Laid::out(edition, fonts, report).map(Self::from)
    }

    /// What was done so that the pages fill their sheets, or why it could not be done, where it was asked for.
    pub fn fitted(&self) -> Option<&str> {
        self.fitted.as_deref()
    }

    /// How many pages there are.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// Where the pages begin in the text, with their numbers as printed.
    pub fn folios(&self) -> &[Folio] {
        &self.folios
    }

    /// The reading PDF: single pages, tagged.
    pub fn reading(&self, edition: &Edition, report: &mut Report) -> Option<Artifact> {
        let bytes = export(edition, &self.document, Promise::Reading, "pdf", report)?;
        Some(Artifact::new(
            Format::Pdf,
            &edition.config.book.stem(),
            "",
            bytes,
            Some(self.count()),
        ))
    }

    /// Every booklet that the book asks for: each paper with each way of turning it.
    pub fn booklets(&self, edition: &Edition, report: &mut Report) -> Option<Vec<Artifact>> {
        let booklet = &edition.config.booklet;
        booklet
            .sheets()
            .map(|(paper, flip)| self.booklet(edition, paper, flip, report))
            .collect()
    }

    /// Places the pages on the sheets of a paper, as the book wants it.
    ///
    /// # Errors
    /// A finding where the pages do not fit.
    pub fn place(&self, edition: &Edition, paper: Paper, flip: Flip) -> Result<Placed, Diagnostic> {
        let imposition = imposed(edition, self.count(), self.size, paper, flip).map_err(|problem| {
            let message = format!("the booklet on {paper} cannot be made: {problem}");
            Diagnostic::error("booklet", message)
        })?;
        let slugs = self
            .slugs
            .iter()
            .find(|slugs| (slugs.paper, slugs.flip) == (paper, flip));
        Ok(Placed {
            sheets: Named::new(sheets::paint(
                &self.document,
                &imposition,
                slugs.map(|slugs| &slugs.lines),
            )),
            slugs: slugs.map_or_else(Vec::new, |slugs| slugs.texts.clone()),
            preferences: preferences(&imposition, binding(edition)),
        })
    }

    fn booklet(&self, edition: &Edition, paper: Paper, flip: Flip, report: &mut Report) -> Option<Artifact> {
        let placed = told(self.place(edition, paper, flip), report)?;
        let suffix = booklet_suffix(paper, edition.config.booklet.scheme, flip);
        let bytes = export(edition, &placed.sheets, Promise::Sheets, &suffix, report)?;
        let bytes = told(prefer(&bytes, &placed.preferences), report)?;
        let stem = edition.config.book.stem();
        let sides = Some(placed.sides());
        Some(Artifact {
            lines: placed.slugs,
            ..Artifact::new(Format::Booklet, &stem, &suffix, bytes, sides)
        })
    }
}

/// What was laid out, as the typesetter made it.
struct Laid {
    document: PagedDocument,
    size: Size,
    folios: Vec<Folio>,
    fitted: Option<String>,
    slugs: Vec<Slugs>,
}

impl Laid {
    fn out(edition: &Edition, fonts: &FontSet, report: &mut Report) -> Option<Self> {
        let size = edition.config.pdf.paper.size();
        let lay_out =
            |tuning, report: &mut Report| layout::lay_out(edition, layout::INTERIOR, size, tuning, fonts, report);
        let document = lay_out(Tuning::NONE, report)?;
        let (document, fitted) = match edition.config.booklet.fit {
            Some(bounds) => fitted(document, bounds, lay_out, report)?,
            None => (document, None),
        };
        let document = outline::behind(document);
        let folios = folios::folios(&document, &edition.document, edition.numerals);
        gaps::report(
            &document,
            &edition.document,
            data::leading(edition),
            edition.name.as_deref(),
            report,
        );
        overfull::find(&document, edition.direction).report(&edition.document, edition.name.as_deref(), report);
        let slugs = told(slugs::all(edition, document.pages().len(), size, fonts), report)?;
        Some(Self {
            document,
            size,
            folios,
            fitted,
            slugs,
        })
    }
}

impl From<Laid> for Pages {
    fn from(laid: Laid) -> Self {
        Self {
            document: Named::new(laid.document),
            size: laid.size,
            folios: laid.folios,
            fitted: laid.fitted,
            slugs: laid.slugs,
        }
    }
}

/// A book's pages on sheets, not yet written.
pub struct Placed {
    sheets: Named,
    /// What their slug lines say.
    slugs: Vec<String>,
    preferences: Preferences,
}

impl Placed {
    /// How many sides there are to print.
    pub fn sides(&self) -> usize {
        self.sheets.pages().len()
    }
}

/// Lays out anew, a little smaller and tighter, until the pages need a sheet less; and says what came of it.
fn fitted(
    document: PagedDocument,
    bounds: Bounds,
    lay_out: impl Fn(Tuning, &mut Report) -> Option<PagedDocument>,
    report: &mut Report,
) -> Option<(PagedDocument, Option<String>)> {
    let pages = document.pages().len();
    let mut best = None;
    let found = fit(pages, bounds, |tuning| {
        let tried = lay_out(tuning, report).ok_or(())?;
        let count = tried.pages().len();
        // The search comes nearer to no change at all each time that pages fit: the last that fitted is the answer.
        if count <= pages / 4 * 4 {
            best = Some(tried);
        }
        Ok::<usize, ()>(count)
    })
    .ok()?;
    let (fit, document) = match (found, best) {
        (Some(fit), Some(best)) => (Some(fit), best),
        _ => (None, document),
    };
    let told = (!pages.is_multiple_of(4)).then(|| told_of_fit(pages, bounds, fit));
    Some((document, told))
}

/// What came of fitting, for whoever builds the book.
fn told_of_fit(pages: usize, bounds: Bounds, fit: Option<Fit>) -> String {
    let less = |part: f64| format!("{:.1} %", part * 100.0);
    let Some(Fit {
        tuning,
        pages: now,
        sheets_saved,
    }) = fit
    else {
        let Bounds { size, leading, margin } = bounds;
        let (target, [size, leading, margin]) = (pages / 4 * 4, [size, leading, margin].map(less));
        return format!(
            "{pages} pages cannot be brought to {target} by up to {size} off the text's size, {leading} off the leading and {margin} off the margins"
        );
    };
    let Tuning { size, leading, margin } = tuning;
    let changed = [
        ("the text's size", size),
        ("the leading", leading),
        ("the margins", margin),
    ];
    let changed = changed.into_iter().filter(|(_, now)| *now < 1.0);
    let changed: Vec<String> = changed
        .map(|(what, now)| format!("{} off {what}", less(1.0 - now)))
        .collect();
    let sheets = if sheets_saved == 1 {
        "one sheet".into()
    } else {
        format!("{sheets_saved} sheets")
    };
    format!(
        "{pages} pages are brought to {now} by {}; each copy saves {sheets}",
        changed.join(", ")
    )
}

/// What an author loses where the text layer could not be mended: with a font, and in stretches of text.
fn unmended(mended: &text_layer::Mended) -> Vec<Diagnostic> {
    let fonts = mended.notices.iter().map(unmended_font);
    fonts.chain(unmended_text(&mended.kept)).collect()
}

/// What an author loses with a font whose text layer cannot be mended.
fn unmended_font(notice: &text_layer::Notice) -> Diagnostic {
    let why = match notice.reason {
        text_layer::Unmendable::Cubic => "its outlines are cubic (CFF)",
        text_layer::Unmendable::Variable => "it is variable",
        text_layer::Unmendable::Broken => "one of its tables is missing or broken",
        text_layer::Unmendable::Full => "it has so many glyphs that there is no room for more",
    };
    let message = format!("searching and copying may miss words set in {}: {why}", notice.family);
    Diagnostic::warning(UNMENDED_FONT, message).hint("take the family's static .ttf files where there are any")
}

/// What an author loses where to mend the text layer would have moved or hidden something of the page.
fn unmended_text(kept: &[text_layer::Kept]) -> Option<Diagnostic> {
    let count = match kept.len() {
        0 => return None,
        1 => "one stretch of text is set as the typesetter wrote it".to_owned(),
        more => format!("{more} stretches of text are set as the typesetter wrote them"),
    };
    let message = format!("{count}: searching and copying may miss words there");
    let place = |kept: &text_layer::Kept| {
        let page = kept.page.map_or_else(String::new, |page| format!("page {page}: "));
        format!("{page}“{}”", kept.text)
    };
    let places: Vec<String> = kept.iter().take(PLACES).map(place).collect();
    Some(Diagnostic::warning(UNMENDED_TEXT, message).hint(format!("the page is right; see {}", places.join(", "))))
}

/// The side on which a book is bound.
fn binding(edition: &Edition) -> Binding {
    if edition.direction == Direction::Rtl {
        Binding::Right
    } else {
        Binding::Left
    }
}

/// Where so many pages go on the sheets of a paper.
fn imposed(edition: &Edition, pages: usize, size: Size, paper: Paper, flip: Flip) -> Result<Imposition, Problem> {
    let booklet = &edition.config.booklet;
    let job = Job {
        scheme: booklet.scheme,
        flip,
        creep: booklet.creep,
        scale: booklet.scale,
        edge: booklet.edge.points,
        gutter: booklet.gutter.points,
        ..Job::new(pages, size, paper.size(), binding(edition))
    };
    impose(&job.with_marks(booklet.marks))
}

/// How sheets ask to be printed.
fn preferences(imposition: &Imposition, binding: Binding) -> Preferences {
    Preferences {
        duplex: Some(imposition.flip.into()),
        actual_size: true,
        layout: Some(PageLayout::SinglePage),
        direction: Some(binding),
        boxes: Vec::new(),
    }
}

/// What went well; what did not goes to the report.
fn told<T>(made: Result<T, Diagnostic>, report: &mut Report) -> Option<T> {
    made.map_err(|finding| report.add(finding)).ok()
}

/// `booklet-a4`, then the scheme where it is not saddle stitch, then `long-edge` where the printer turns that way.
fn booklet_suffix(paper: Paper, scheme: Scheme, flip: Flip) -> String {
    let mut suffix = format!("booklet-{paper}");
    if scheme != Scheme::Saddle {
        suffix += &format!("-{scheme}");
    }
    if flip == Flip::LongEdge {
        suffix += "-long-edge";
    }
    suffix
}
