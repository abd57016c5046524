//! Everything put together that an edition holds, and its further editions.

use std::sync::Arc;

use super::borrowed;
use super::faces::{self, Looks, OwnFiles};
use crate::artifact::Format;
use crate::config::{BookConfig, Config, Date, Variant};
use crate::document::Document;
use crate::edition::{ConfigPlaces, Edition, Faces, Look};
use crate::fonts::Family;
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

/// Puts a family's name and a theme's together with all that an edition holds.
pub(super) fn assemble(
    material: Material,
    mut config: Config,
    usual: Looks,
    further: impl Iterator<Item = (Variant, Option<Looks>)>,
) -> Edition {
    let Material {
        document,
        pictures,
        own,
        locale,
        epoch,
        places,
    } = material;
    let fonts = own.fonts;
    let noted = typography::with_addresses(&document);
    let shown = faces::shown(noted.as_ref().unwrap_or(&document), &config);
    let (of_code, all) = (!shown.code.is_empty(), shown.all());
    let settled = |looks: Looks| {
        let (family, mut faces, theme) = (looks.family, looks.faces.for_code(of_code), looks.theme);
        let mut families = faces::families(&fonts, &family, &faces, &all);
        let emoji = borrowed::of_sequences(&fonts, &all);
        families.extend(emoji.filter(|emoji| !families.iter().any(|family| Arc::ptr_eq(family, emoji))));
        faces.borrowed = borrowed::borrowed(&families, &faces, &shown.text, &shown.code);
        (families, family, faces, theme)
    };
    let missing = faces::missing(&fonts, &all);
    let settings = Settings::new(&config.book, locale);
    let document = Arc::new(typography::apply(document, &settings));
    let noted = noted.map_or_else(
        || document.clone(),
        |noted| Arc::new(typography::apply(noted, &settings)),
    );
    let on_paper = |config: &Config| Arc::clone(if config.pdf.link_notes { &noted } else { &document });
    typography::set_signs(&mut config.book, &settings);
    let book = &config.book;
    let plain = |text: &str| typography::isolate_text(text, settings.base());
    let (title, subtitle) = (plain(&book.title), book.subtitle.as_deref().map(plain));
    let authors = book.authors.iter().map(|person| plain(&person.name)).collect();
    let credits = Credit::all(&book.contributors, locale, settings.base());
    let date = epoch.or(book.date);
    typography::clean(&mut config.book);
    let imprint = |book: &BookConfig, family: &Family, faces: &Faces, text: &Document| {
        let others = [&faces.heading, &faces.latin].into_iter().flatten();
        Imprint::of(ImprintSource {
            book,
            credits: credits.clone(),
            locale,
            numerals: settings.numerals,
            base: settings.base(),
            date,
            families: std::iter::once(family).chain(others.map(AsRef::as_ref)).collect(),
            text,
        })
    };
    let looks: Vec<(Look, String, Vec<Format>)> = further
        .filter_map(|(mut variant, faces)| {
            let (families, family, faces, theme) = settled(faces?);
            typography::set_signs(&mut variant.config.book, &settings);
            typography::clean(&mut variant.config.book);
            let on_paper = on_paper(&variant.config);
            let look = Look {
                imprint: imprint(&variant.config.book, &family, &faces, &on_paper),
                on_paper,
                families,
                config: variant.config,
                family,
                faces,
                theme,
            };
            Some((look, variant.name, variant.formats))
        })
        .collect();
    let (families, family, faces, theme) = settled(usual);
    let on_paper = on_paper(&config);
    let usual = Edition {
        imprint: imprint(&config.book, &family, &faces, &on_paper),
        name: None,
        others: Vec::new(),
        families,
        faces,
        missing,
        locale,
        direction: settings.direction,
        numerals: settings.numerals,
        date,
        title,
        subtitle,
        authors,
        on_paper,
        document,
        fonts: Arc::new(fonts),
        family,
        pictures: Arc::new(pictures),
        places: Arc::new(places),
        theme,
        config,
    };
    let further = |(look, name, formats): (Look, String, Vec<Format>)| (usual.further(&name, look), formats);
    let others = looks.into_iter().map(further).collect();
    Edition { others, ..usual }
}
