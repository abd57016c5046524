//! Everything put together that an edition holds, and its further editions.

use std::sync::Arc;

use super::borrowed;
use super::faces::{self, Looks, OwnFiles, Shown};
use crate::artifact::Format;
use crate::config::{Config, Date, Variant};
use crate::document::Document;
use crate::edition::{ConfigPlaces, Edition, Faces, Look};
use crate::fonts::{Family, FontLibrary};
use crate::imprint::{Credit, Imprint, ImprintSource};
use crate::locale::Locale;
use crate::media::Pictures;
use crate::typography::{self, Settings};

/// What an edition is assembled from, beside what its configuration says.
pub(super) struct Material {
    pub document: Document,
    pub pictures: Pictures,
    pub own: OwnFiles,
    pub locale: &'static Locale,
    pub epoch: Option<Date>,
    pub places: ConfigPlaces,
}

/// What all editions of a book share while they are put together.
struct Shared<'a> {
    fonts: &'a FontLibrary,
    shown: &'a Shown,
    settings: &'a Settings,
    locale: &'static Locale,
    date: Option<Date>,
    credits: Vec<Credit>,
    document: Arc<Document>,
    /// The text with the addresses of its links as notes.
    noted: Arc<Document>,
}

impl Shared<'_> {
    /// How an edition looks, once its title and names have their signs.
    fn look(&self, config: Config, looks: Looks) -> Look {
        let all = self.shown.all();
        let (family, theme) = (looks.family, looks.theme);
        let mut faces = looks.faces.for_code(!self.shown.code.is_empty());
        let mut families = faces::families(self.fonts, &family, &faces, &all);
        let emoji = borrowed::of_sequences(self.fonts, &all);
        families.extend(emoji.filter(|emoji| !families.iter().any(|family| Arc::ptr_eq(family, emoji))));
        faces.borrowed = borrowed::borrowed(&families, &faces, &self.shown.text, &self.shown.code);
        let text = if config.pdf.link_notes {
            &self.noted
        } else {
            &self.document
        };
        Look {
            imprint: self.imprint(&config, &family, &faces, text),
            on_paper: Arc::clone(text),
            families,
            config,
            family,
            faces,
            theme,
        }
    }

    fn imprint(&self, config: &Config, family: &Family, faces: &Faces, text: &Document) -> Imprint {
        let others = [&faces.heading, &faces.latin].into_iter().flatten();
        Imprint::of(ImprintSource {
            book: &config.book,
            credits: self.credits.clone(),
            locale: self.locale,
            numerals: self.settings.numerals,
            base: self.settings.base(),
            date: self.date,
            families: std::iter::once(family).chain(others.map(AsRef::as_ref)).collect(),
            text,
        })
    }
}

/// Puts a family's name and a theme's together with all that an edition holds.
pub(super) fn assemble(
    material: Material,
    mut config: Config,
    usual: Looks,
    further: impl Iterator<Item = (Variant, Option<Looks>)>,
) -> Edition {
    let (fonts, locale) = (material.own.fonts, material.locale);
    let noted = typography::with_addresses(&material.document);
    let shown = faces::shown(noted.as_ref().unwrap_or(&material.document), &config);
    let settings = Settings::new(&config.book, locale);
    let document = Arc::new(typography::apply(material.document, &settings));
    let noted = noted.map(|noted| Arc::new(typography::apply(noted, &settings)));
    typography::set_signs(&mut config.book, &settings);
    let book = &config.book;
    let plain = |text: &str| typography::isolate_text(text, settings.base());
    let (title, subtitle) = (plain(&book.title), book.subtitle.as_deref().map(plain));
    let authors = book.authors.iter().map(|person| plain(&person.name)).collect();
    let shared = Shared {
        fonts: &fonts,
        shown: &shown,
        settings: &settings,
        locale,
        date: material.epoch.or(book.date),
        credits: Credit::all(&book.contributors, locale, settings.base()),
        noted: noted.unwrap_or_else(|| document.clone()),
        document: document.clone(),
    };
    typography::clean(&mut config.book);
    let varied = |(mut variant, looks): (Variant, Option<Looks>)| {
        typography::set_signs(&mut variant.config.book, &settings);
        typography::clean(&mut variant.config.book);
        Some((shared.look(variant.config, looks?), variant.name, variant.formats))
    };
    let further: Vec<(Look, String, Vec<Format>)> = further.filter_map(varied).collect();
    let (look, date) = (shared.look(config, usual), shared.date);
    let usual = Edition {
        name: None,
        others: Vec::new(),
        imprint: look.imprint,
        families: look.families,
        faces: look.faces,
        missing: faces::missing(&fonts, &shown.all()),
        locale,
        direction: settings.direction,
        numerals: settings.numerals,
        date,
        title,
        subtitle,
        authors,
        on_paper: look.on_paper,
        document,
        fonts: Arc::new(fonts),
        family: look.family,
        pictures: Arc::new(material.pictures),
        places: Arc::new(material.places),
        theme: look.theme,
        config: look.config,
    };
    let others = further
        .into_iter()
        .map(|(look, name, formats)| (usual.further(&name, look), formats))
        .collect();
    Edition { others, ..usual }
}
