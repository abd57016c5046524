//! How a finished PDF wants to be shown and printed: viewer preferences and page layout.

use lopdf::{Dictionary, Document, Object};

use super::file::damaged;
use crate::diagnostic::Diagnostic;
use crate::imposition::{Binding, Flip};

/// Whether and how the printer turns sheets (ISO 32000-1, table 150, `Duplex`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplex {
    /// One side only.
    Simplex,
    /// Both sides, turned about the short edge.
    ShortEdge,
    /// Both sides, turned about the long edge.
    LongEdge,
}

impl From<Option<Flip>> for Duplex {
    fn from(flip: Option<Flip>) -> Self {
        match flip {
            None => Self::Simplex,
            Some(Flip::ShortEdge) => Self::ShortEdge,
            Some(Flip::LongEdge) => Self::LongEdge,
        }
    }
}

/// How a viewer shows the pages at first (ISO 32000-1, table 28, `PageLayout`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageLayout {
    /// One at a time.
    SinglePage,
    /// Two side by side, the first alone, as in an open book with a cover.
    TwoPageRight,
}

/// How a PDF wants to be shown and printed; whatever is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Preferences {
    /// How the printer turns sheets.
    pub duplex: Option<Duplex>,
    /// Whether the print dialogue starts at 100 % and picks paper by the page's size.
    pub actual_size: bool,
    /// How the pages are shown at first.
    pub layout: Option<PageLayout>,
    /// On which side it is bound.
    pub direction: Option<Binding>,
}

impl Preferences {
    /// Sets them in a document.
    ///
    /// # Errors
    /// A finding where it has no catalogue.
    pub fn apply(&self, document: &mut Document) -> Result<(), Diagnostic> {
        let no_catalogue = |_| damaged("it has no catalogue");
        let catalogue = document.catalog().map_err(no_catalogue)?;
        let known = catalogue.get(b"ViewerPreferences").ok();
        let known = known.and_then(|known| document.dereference(known).ok()?.1.as_dict().ok());
        let known = known.cloned();
        self.write_to(document.catalog_mut().map_err(no_catalogue)?, known);
        Ok(())
    }

    /// Sets what belongs into the catalogue, `known` being the viewer preferences that it has already.
    pub fn write_to(&self, catalogue: &mut Dictionary, known: Option<Dictionary>) {
        let name = |name: &str| Object::Name(name.as_bytes().to_vec());
        let mut viewer = known.unwrap_or_default();
        if let Some(duplex) = self.duplex {
            let value = match duplex {
                Duplex::Simplex => "Simplex",
                Duplex::ShortEdge => "DuplexFlipShortEdge",
                Duplex::LongEdge => "DuplexFlipLongEdge",
            };
            viewer.set("Duplex", name(value));
        }
        if self.actual_size {
            viewer.set("PrintScaling", name("None"));
            viewer.set("PickTrayByPDFSize", true);
        }
        if let Some(direction) = self.direction {
            viewer.set(
                "Direction",
                name(if direction == Binding::Right { "R2L" } else { "L2R" }),
            );
        }
        if !viewer.is_empty() {
            catalogue.set("ViewerPreferences", viewer);
        }
        if let Some(layout) = self.layout {
            let value = match layout {
                PageLayout::SinglePage => "SinglePage",
                PageLayout::TwoPageRight => "TwoPageRight",
            };
            catalogue.set("PageLayout", name(value));
        }
    }
}
