//! Any PDF in, sheets out.
//!
//! [`Work::read`] takes a finished PDF apart and settles where its pages go; [`Work::write`] makes the sheets. Pages become form
//! XObjects (ISO 32000-1, 8.10) with their content streams as they are: text stays text, vectors stay vectors, and whatever pages
//! share (fonts, pictures) is written once.

mod annotation;
mod base85;
mod blending;
mod content;
mod copy;
mod deflate;
mod filters;
mod forms;
mod lzw;
mod page;
mod sheets;
mod source;
mod tree;

use std::fmt;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Report};
use crate::imposition::{Binding, Imposition, Job, Problem, Scale, Scheme, SheetOptions, choices};

use page::Placed;
use tree::Input;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ImposeOptions {
    /// How pages are laid on sheets.
    pub sheets: SheetOptions,
    /// Where it is bound; `None` takes the PDF's word for it.
    pub binding: Option<Binding>,
    /// Whether the last page stays last, blanks going before it; so it does in any case where the PDF is a book of ours.
    pub back_cover: bool,
    /// Which part of the pages is placed.
    pub page_box: PageBox,
}

/// What a file identifier takes in of the options. The form is that of all versions, so that the same sheets keep their identifier.
struct Identity<'a>(&'a ImposeOptions);

impl fmt::Debug for Identity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(options) = self;
        let sheets = &options.sheets;
        f.debug_struct("SheetOptions")
            .field("scheme", &sheets.scheme)
            .field("binding", &options.binding)
            .field("flip", &sheets.flip)
            .field("paper", &sheets.paper.size())
            .field("scale", &sheets.scale)
            .field("edge", &sheets.edge)
            .field("gutter", &sheets.gutter)
            .field("creep", &sheets.creep)
            .field("marks", &sheets.marks)
            .field("back_cover", &options.back_cover)
            .field("page_box", &options.page_box)
            .finish()
    }
}

/// A part of a page (ISO 32000-1, 14.11.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageBox {
    /// What remains after cutting: TrimBox, or what is seen where the PDF has none.
    #[default]
    Trim,
    /// What is seen on a screen: CropBox.
    Crop,
    /// All of it, print-shop marks too: MediaBox.
    Media,
}

choices! { PageBox:
    Self::Trim => "trim" "What a print shop would leave of them; all that is seen where the PDF does not say",
    Self::Crop => "crop" "All that is seen on a screen",
    Self::Media => "media" "Everything, print-shop marks too",
}

/// How it is known on which side the PDF is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BindingFrom {
    /// It was asked for.
    Options,
    /// The PDF's viewer preferences say so (ISO 32000-1, table 150, `Direction`).
    Direction,
    /// The PDF's language is written that way (ISO 32000-1, 14.9.2, `Lang`).
    Language,
    /// The PDF says nothing: the left is taken.
    Nothing,
}

/// A PDF read and its pages placed; nothing written yet.
pub struct Work {
    input: Input,
    imposition: Imposition,
    binding: Binding,
    binding_from: BindingFrom,
    placed: Vec<Placed>,
    /// What the file identifier is made from: everything that went in.
    identity: Vec<u8>,
}

impl Work {
    /// Reads a PDF and places its pages.
    ///
    /// # Errors
    /// A finding where the file is no PDF, is encrypted or damaged, or where its pages do not go on the paper. What is merely to
    /// be told (dropped links, pages of other sizes) goes to the report.
    pub fn read(input: &[u8], options: &ImposeOptions, report: &mut Report) -> Result<Self, Diagnostic> {
        let read = Input::read(input, options.page_box, report)?;
        let (binding, binding_from) = match (options.binding, read.source.direction()) {
            (Some(binding), _) => (binding, BindingFrom::Options),
            (None, Some(known)) => known,
            (None, None) => (Binding::Left, BindingFrom::Nothing),
        };
        let page = page::common_size(&read.pages, report);
        let job = Job {
            back_cover: options.back_cover || read.source.ends_in_back_cover(read.pages.len()),
            ..Job::new(read.pages.len(), page, binding, options.sheets)
        };
        let imposition = crate::imposition::impose(&job).map_err(refused)?;
        if imposition.tight {
            report.add(
                Diagnostic::warning(
                    "impose-tight",
                    "pages at 100 % reach into the edge that many printers leave blank",
                )
                .hint("leave the scale to fit, or see that nothing matters within 8 mm of the paper's edge"),
            );
        }
        tell_half_empty(&job, &imposition, report);
        let placed = read.pages.iter().map(|found| found.placed_in(page)).collect();
        Ok(Self {
            input: read,
            imposition,
            binding,
            binding_from,
            placed,
            identity: digest(&[input, format!("{:?}", Identity(options)).as_bytes()]),
        })
    }

    /// Where the pages go.
    pub fn imposition(&self) -> &Imposition {
        &self.imposition
    }

    /// Where the sheets are bound, and how that is known.
    pub fn binding(&self) -> (Binding, BindingFrom) {
        (self.binding, self.binding_from)
    }

    /// The PDF's own title, if it has one.
    pub fn title(&self) -> Option<String> {
        self.input.source.title()
    }

    /// The PDF's language (BCP 47), if it names one.
    pub fn language(&self) -> Option<String> {
        self.input.source.language()
    }

    /// Writes the sheets as a PDF, the same bytes for the same input.
    ///
    /// `overlay` is a PDF with one page a side, as large as the sheets, drawn over them: the slug lines.
    ///
    /// # Errors
    /// A finding where a page's content turns out to be damaged.
    pub fn write(mut self, overlay: Option<&[u8]>, report: &mut Report) -> Result<Vec<u8>, Diagnostic> {
        self.identity.extend(digest(overlay.as_slice()));
        let overlay = overlay
            .map(|bytes| Input::read(bytes, PageBox::Media, report))
            .transpose()?;
        sheets::write(self, overlay, report)
    }
}

/// A folded sheet that is filled less than this is told about.
const WELL_FILLED: f64 = 0.6;

/// Says where pages that lie on their side leave much of each folded sheet empty, and which scheme fits them.
fn tell_half_empty(job: &Job, imposition: &Imposition, report: &mut Report) {
    let folded = matches!(job.sheets.scheme, Scheme::Saddle | Scheme::Signatures { .. });
    let filled = |pages: f64, imposition: &Imposition| {
        let page = job.page.width * job.page.height * imposition.scale * imposition.scale;
        pages * page / (imposition.size.width * imposition.size.height)
    };
    let part = filled(2.0, imposition);
    if !folded || job.page.width <= job.page.height || job.sheets.scale == Scale::Actual || part >= WELL_FILLED {
        return;
    }
    let message = format!(
        "the pages lie on their side: folded, they fill {:.0} % of each sheet",
        part * 100.0
    );
    let finding = Diagnostic::warning("impose-half-empty", message);
    let mut two_up = *job;
    two_up.sheets.scheme = Scheme::SaddleTwoUp;
    let fits = crate::imposition::impose(&two_up).is_ok_and(|two_up| filled(4.0, &two_up) > part * 1.2);
    report.add(if fits {
        finding
            .hint("--scheme saddle-two-up puts two such booklets on each sheet, one above the other, to be cut apart")
    } else {
        finding.hint("--scheme duplex prints each page as large as the paper, to be bound at any edge")
    });
}

/// The SHA-256 of some bytes after each other.
fn digest(parts: &[&[u8]]) -> Vec<u8> {
    let mut digest = Sha256::new();
    parts.iter().for_each(|part| digest.update(part));
    digest.finalize().to_vec()
}

fn refused(problem: Problem) -> Diagnostic {
    let finding = Diagnostic::error("impose-no-room", problem.to_string());
    match problem {
        Problem::NoPages => finding,
        Problem::TooLarge { .. } => finding.hint("choose a larger paper, or let the scale fit"),
        Problem::TooThick { .. } => {
            finding.hint("use signatures instead of one saddle stitch, or check the paper's thickness")
        }
        Problem::TooSmall { .. } => finding.hint("make the pages larger first, or choose another scheme"),
        Problem::NoArea | Problem::NoSheets | Problem::NoRoom => {
            finding.hint("check the paper, the edge and the gutter")
        }
    }
}
