//! The text of a volume as all editions share it, and the volume that an edition makes of it.

use std::sync::Arc;

use crate::config::{BookConfig, Config, Date, LinkAddresses};
use crate::document::{Document, Inline};
use crate::edition::{Faces, Volume};
use crate::fonts::Family;
use crate::imprint::{Credit, Imprint, ImprintSource};
use crate::locale::{LanguageTag, Locale, Numerals};
use crate::typography::{self, Base, Settings};

/// What does not differ between the editions of a text.
pub(super) struct VolumeText {
    language: LanguageTag,
    locale: &'static Locale,
    numerals: Numerals,
    base: Base,
    title: Vec<Inline>,
    subtitle: Option<Vec<Inline>>,
    authors: Vec<Vec<Inline>>,
    credits: Vec<Credit>,
    document: Arc<Document>,
    /// The text with the addresses of its links as notes.
    noted: Arc<Document>,
}

impl VolumeText {
    /// Sets a text, and what its book says of itself. `noted` is the text with the addresses of its links as notes, where it has any.
    pub(super) fn new(
        document: Document,
        noted: Option<Document>,
        book: &BookConfig,
        locale: &'static Locale,
        settings: &Settings,
    ) -> Self {
        let base = settings.base();
        let isolated = |text: &str| typography::isolate_text(text, base);
        let document = Arc::new(typography::apply(document, settings));
        let noted = noted.map(|noted| Arc::new(typography::apply(noted, settings)));
        VolumeText {
            language: book.language.clone(),
            locale,
            numerals: settings.numerals,
            base,
            title: isolated(&book.title),
            subtitle: book.subtitle.as_deref().map(isolated),
            authors: book.authors.iter().map(|person| isolated(&person.name)).collect(),
            credits: Credit::all(&book.contributors, locale, base),
            noted: noted.unwrap_or_else(|| Arc::clone(&document)),
            document,
        }
    }

    /// The volume of an edition that decides this and sets it in these families.
    pub(super) fn volume(&self, config: &Config, family: &Arc<Family>, faces: &Faces, date: Option<Date>) -> Volume {
        let on_paper = match config.pdf.links {
            LinkAddresses::InNotes => &self.noted,
            LinkAddresses::Hidden => &self.document,
        };
        let others = [&faces.heading, &faces.latin].into_iter().flatten();
        let families = std::iter::once(family).chain(others).map(AsRef::as_ref).collect();
        let imprint = Imprint::of(ImprintSource {
            book: &config.book,
            credits: self.credits.clone(),
            locale: self.locale,
            numerals: self.numerals,
            base: self.base,
            date,
            families,
            text: on_paper,
        });
        Volume {
            language: self.language.clone(),
            locale: self.locale,
            direction: self.base.direction,
            numerals: self.numerals,
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            authors: self.authors.clone(),
            imprint,
            document: Arc::clone(&self.document),
            on_paper: Arc::clone(on_paper),
            family: Arc::clone(family),
            faces: faces.clone(),
        }
    }
}
