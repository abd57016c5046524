//! Passes over a finished PDF: how it asks to be shown and printed, its boxes, its inks, PDF/X-4. It is loaded once, every pass works on
//! the open document, and it is saved once.

mod boxes;
mod file;
mod foreign;
mod ink;
mod pdfx;
mod viewer_preferences;
mod xmp;

use lopdf::Document;

pub use boxes::Boxes;
pub use file::{cleaned, damaged, number, open, save};
pub use foreign::open_foreign;
pub use ink::Inks;
pub use viewer_preferences::{Duplex, PageLayout, Preferences};

use crate::diagnostic::{Diagnostic, Report};
use crate::imposition::Binding;

/// Something that is done to a finished PDF.
#[derive(Debug, Clone, PartialEq)]
pub enum Pass {
    /// Sets each page's boxes.
    Boxes(Vec<Boxes>),
    /// Turns colours to the black ink.
    Inks(Inks),
    /// Says how it wants to be shown and printed.
    Viewer(Preferences),
    /// Makes it PDF/X-4, bound on this side. It must have been written without a claim to another standard.
    PdfX(Binding),
}

/// Does passes to a finished PDF, in their order, and leaves everything else as it is. Without any, so are its bytes. What stays in
/// colour although it should not goes to the report.
///
/// # Errors
/// A finding where the PDF cannot be read, or where there are boxes for another number of pages than it has.
pub fn prepress(pdf: &[u8], passes: &[Pass], report: &mut Report) -> Result<Vec<u8>, Diagnostic> {
    if passes.is_empty() {
        return Ok(pdf.to_vec());
    }
    let mut document = open(pdf)?;
    for pass in passes {
        pass.apply(&mut document, report)?;
    }
    save(cleaned(document), &[pdf, format!("{passes:?}").as_bytes()])
}

impl Pass {
    fn apply(&self, document: &mut Document, report: &mut Report) -> Result<(), Diagnostic> {
        match self {
            Self::Boxes(boxes) => boxes::set(document, boxes),
            Self::Inks(inks) => ink::ink(document, *inks, report),
            Self::Viewer(preferences) => preferences.apply(document),
            Self::PdfX(binding) => pdfx::apply(document, *binding),
        }
    }
}
