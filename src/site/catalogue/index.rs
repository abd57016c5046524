//! The index pages: all books of a folder, all versions of a book.

use super::{INDEX, OPDS1, Shelf};
use crate::diagnostic::Diagnostic;
use crate::locale::{LanguageTag, fill};
use crate::press::web::{self, Xml};
use crate::release::manifest::Manifest;
use crate::release::pages::{PAGE, SHEET, STYLE, page, with_version};
use crate::release::told::CHANGES_PAGE;
use crate::release::voice::Voice;

/// The style sheet of the library's index, which belongs to no one book.
const INDEX_STYLE: &str = "index.css";

/// The page of all versions of a book, in the fonts of the newest.
pub(super) fn of_book(shelf: &Shelf) -> Vec<u8> {
    let newest = shelf.entries.first().map_or("", |(folder, _)| folder);
    let style = format!("{newest}/{STYLE}");
    let site = &shelf.voice.locale.site;
    let written = page(&shelf.voice, &shelf.title, Some(&style), |xml| {
        xml.block("main", &[("class", "shelf")], |xml| {
            xml.line();
            xml.leaf("h1", &[], &shelf.title);
            xml.block("ul", &[], |xml| {
                xml.line();
                for (folder, manifest) in &shelf.entries {
                    item(xml, shelf, folder, manifest, |xml| {
                        let line = shelf.voice.version_line(&manifest.version, &manifest.date);
                        heading(xml, &format!("{folder}/{PAGE}"), |xml| {
                            with_version(xml, &line, &manifest.version)
                        });
                        if manifest.files.iter().any(|file| file.file == CHANGES_PAGE) {
                            link(xml, &format!("{folder}/{CHANGES_PAGE}"), &site.changes);
                        }
                    });
                }
            });
            link(xml, "../index.html", &site.books);
            link(xml, OPDS1, &site.catalogue);
        });
    });
    written.into_bytes()
}

/// The page of all books, its style sheet and its fonts.
///
/// # Errors
/// Where a font cannot be cut down to the page's letters.
pub(super) fn of_library(shelf: &Shelf) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let site = &shelf.voice.locale.site;
    let written = page(&shelf.voice, &shelf.title, Some(INDEX_STYLE), |xml| {
        xml.block("main", &[("class", "shelf")], |xml| {
            xml.line();
            xml.leaf("h1", &[], &shelf.title);
            xml.block("ul", &[], |xml| {
                xml.line();
                for (folder, manifest) in &shelf.entries {
                    item(xml, shelf, folder, manifest, |xml| book(xml, shelf, manifest));
                }
            });
            link(xml, OPDS1, &site.catalogue);
        });
    });
    let (style, fonts) = web::faces(&shelf.voice.language, &shelf.voice.locale.font, &written)?;
    let mut files = vec![
        (INDEX.to_string(), written.into_bytes()),
        (INDEX_STYLE.to_string(), (style + SHEET).into_bytes()),
    ];
    files.extend(fonts.into_iter().map(|(name, _, bytes)| (name, bytes)));
    Ok(files)
}

/// A book in the library: in its own language and direction.
fn book(xml: &mut Xml, shelf: &Shelf, manifest: &Manifest) {
    heading(xml, &format!("{}/{INDEX}", manifest.slug), |xml| {
        xml.text(&manifest.title)
    });
    if let Some(subtitle) = &manifest.subtitle {
        xml.leaf("p", &[("class", "subtitle")], subtitle);
    }
    let own = Voice::in_language(&manifest.language);
    let voice = own.as_ref().unwrap_or(&shelf.voice);
    let names: Vec<&str> = manifest.authors.iter().map(|person| person.name.as_str()).collect();
    if !names.is_empty() {
        xml.leaf("p", &[], &voice.locale.join(&names));
    }
    let line = voice.version_line(&manifest.version, &manifest.date);
    xml.block("p", &[("class", "version")], |xml| {
        with_version(xml, &line, &manifest.version)
    });
}

/// An entry: its cover beside what `content` writes.
fn item(xml: &mut Xml, shelf: &Shelf, folder: &str, manifest: &Manifest, content: impl FnOnce(&mut Xml)) {
    let same = manifest.language == shelf.voice.language;
    let direction = LanguageTag::parse(&manifest.language).map_or(shelf.voice.direction, |tag| tag.direction());
    let other = [("lang", manifest.language.as_str()), ("dir", direction.name())];
    xml.block("li", if same || shelf.of_one_book { &[] } else { &other }, |xml| {
        xml.line();
        if let Some(cover) = manifest.file("cover") {
            let alt = fill(&shelf.voice.locale.colophon.cover_alt, &[("title", &manifest.title)]);
            let src = format!("{folder}/{}", cover.file);
            xml.empty("img", &[("src", &src), ("alt", &alt), ("loading", "lazy")]);
            xml.line();
        }
        xml.block("div", &[], |xml| {
            xml.line();
            content(xml);
        });
    });
}

fn heading(xml: &mut Xml, href: &str, text: impl FnOnce(&mut Xml)) {
    xml.block("h2", &[], |xml| xml.element("a", &[("href", href)], text));
}

fn link(xml: &mut Xml, href: &str, text: &str) {
    xml.block("p", &[], |xml| {
        xml.element("a", &[("href", href)], |xml| xml.text(text))
    });
}
