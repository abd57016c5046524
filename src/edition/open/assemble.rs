//! Everything put together that an edition holds, and its further editions.

use std::sync::Arc;

use super::borrowed;
use super::faces::{self, Looks, OwnFiles, Shown};
use super::volume::VolumeText;
use crate::artifact::Format;
use crate::config::{Config, Date, Variant};
use crate::document::Document;
use crate::edition::{ConfigPlaces, Edition, Look};
use crate::fonts::FontLibrary;
use crate::locale::Locale;
use crate::media::Pictures;
use crate::typography;

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
    texts: [VolumeText; 1],
    date: Option<Date>,
}

impl Shared<'_> {
    /// How an edition looks, once its title and names have their signs.
    fn look(&self, config: Config, looks: Looks) -> Look {
        let all = self.shown.all();
        let (family, theme) = (looks.family, looks.theme);
        let mut faces = looks.faces.for_code(!self.shown.code.is_empty());
        let mut families = faces::families(self.fonts, &family, &faces, self.shown);
        let emoji = borrowed::of_sequences(self.fonts, &all);
        families.extend(emoji.filter(|emoji| !families.iter().any(|family| Arc::ptr_eq(family, emoji))));
        faces.borrowed = borrowed::borrowed(&families, &faces, &self.shown.text, &self.shown.code);
        let set_in = |text: &VolumeText| text.volume(&config, &family, &faces, self.date);
        Look {
            volumes: self.texts.each_ref().map(set_in),
            families,
            config,
            theme,
        }
    }
}

/// Puts a family's name and a theme's together with all that an edition holds.
pub(super) fn assemble(
    material: Material,
    mut config: Config,
    usual: Looks,
    further: impl Iterator<Item = (Variant, Option<Looks>)>,
) -> Edition {
    let fonts = material.own.fonts;
    let noted = typography::with_addresses(&material.document);
    let shown = faces::shown(noted.as_ref().unwrap_or(&material.document), &config);
    let settings = typography::Settings::new(&config.book, material.locale);
    typography::set_signs(&mut config.book, &settings);
    let text = VolumeText::new(material.document, noted, &config.book, material.locale, &settings);
    let shared = Shared {
        fonts: &fonts,
        shown: &shown,
        texts: [text],
        date: material.epoch.or(config.book.date),
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
        config: look.config,
        volumes: look.volumes,
        date,
        missing: faces::missing(&fonts, &shown.all()),
        fonts: Arc::new(fonts),
        families: look.families,
        pictures: Arc::new(material.pictures),
        theme: look.theme,
        places: Arc::new(material.places),
    };
    let others = further
        .into_iter()
        .map(|(look, name, formats)| (usual.further(&name, look), formats))
        .collect();
    Edition { others, ..usual }
}
