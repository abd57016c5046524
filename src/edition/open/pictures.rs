//! Which files the pictures of a book are, how large they are shown, and their opening.

use super::faces::place;
use crate::config::{Config, ConfigFile};
use crate::diagnostic::{Diagnostic, Location, Report, said};
use crate::document::Document;
use crate::files::Files;
use crate::manuscript;
use crate::media::{OpenedPictures, Pictures, Room, Wanted};
use crate::theme::Theme;

/// The largest that a publisher's picture is shown, in points: four centimetres.
const LOGO: f64 = 113.4;
/// The cover as a picture by itself, in pixels.
const SHELF: (f64, f64) = (1600.0, 2560.0);

/// The largest page of a book's editions, as far as pictures are shown on it: widths and heights in points.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pages {
    /// What pictures of the text may fill.
    text: (f64, f64),
    /// The cover with its bleed.
    cover: (f64, f64),
}

impl Pages {
    /// The largest of these editions.
    pub(super) fn of<'a>(editions: impl Iterator<Item = (&'a Config, &'a Theme)>) -> Self {
        let larger = |a: (f64, f64), b: (f64, f64)| (a.0.max(b.0), a.1.max(b.1));
        editions.fold(Self::default(), |pages, (config, theme)| {
            let size = config.pdf.paper.size();
            let (across, down) = theme.picture_shares(config.booklet.bounds().map_or(0.0, |fit| fit.margin));
            let bleed = 2.0 * config.print.bleed;
            Self {
                text: larger(pages.text, (size.width * across, size.height * down)),
                cover: larger(pages.cover, (size.width + bleed, size.height + bleed)),
            }
        })
    }

    fn text_room(self) -> Room {
        Room::on_page(self.text.0, self.text.1)
    }

    fn cover_room(self) -> Room {
        let room = Room::on_page(self.cover.0, self.cover.1);
        Room {
            width: room.width.max(SHELF.0),
            height: room.height.max(SHELF.1),
            filled: true,
        }
    }
}

/// Finds the files of the pictures that the configuration names. One that is not there is an error.
pub(super) fn find_named(config: &mut Config, written: &ConfigFile, files: &dyn Files, report: &mut Report) {
    let book = &mut config.book;
    for (key, path) in [("cover-image", &mut book.cover_image), ("logo", &mut book.logo)] {
        let Some(named) = path.as_deref() else { continue };
        let found = files.picture_name(named, "");
        if found.is_none() {
            let message = said!(
                "`{key} = \"{named}\"`: there is no such picture in the book's folder",
                key,
                named
            );
            let mut finding = Diagnostic::error("invalid-value", message).hint(
                "write its path from the book's folder, as in images/cover.jpg: upper and lower case letters differ",
            );
            finding.location = place(files, written, "book", key);
            report.add(finding);
        }
        *path = found;
    }
}

/// Finds the file that each picture's name means.
pub(super) fn find(files: &dyn Files, document: &mut Document, sources: &[manuscript::Source<'_>]) {
    document.change_images(&mut |image| {
        let source = sources.iter().find(|source| source.file == image.span.file);
        let folder = source
            .and_then(|source| source.name.rsplit_once('/'))
            .map_or("", |parts| parts.0);
        match files.picture_name(&image.path, folder) {
            Some(name) => image.path = name,
            // The root of a website is the book's folder: nothing of it lies outside.
            None => image.path = image.path.trim_start_matches('/').into(),
        }
    });
}

/// Reads and opens every picture of the document and of the configuration, but for those that were opened before.
pub(super) fn load(
    files: &dyn Files,
    document: &Document,
    (config, written): (&Config, &ConfigFile),
    (pages, opened): (Pages, Option<&OpenedPictures>),
    report: &mut Report,
) -> Pictures {
    let of_text = document.images().into_iter().map(|image| Wanted {
        path: image.path.clone(),
        place: Location::Span(image.span),
        room: pages.text_room(),
        needed: false,
    });
    let named = [
        ("cover-image", &config.book.cover_image, pages.cover_room()),
        ("logo", &config.book.logo, Room::on_page(LOGO, LOGO)),
    ];
    let named = named.into_iter().filter_map(|(key, path, room)| {
        let path = path.clone()?;
        let place = place(files, written, "book", key);
        Some(Wanted {
            path,
            place,
            room,
            needed: true,
        })
    });
    let read = |wanted: &Wanted, report: &mut Report| {
        let span = match wanted.place {
            Location::Span(span) => Some(span),
            _ => None,
        };
        files.picture(&wanted.path, span, report)
    };
    Pictures::load(of_text.chain(named).collect(), read, opened, report)
}
