//! The index pages: all books of a folder, all versions of a book.

use super::{INDEX, Listing, OPDS1};
use crate::changes::LocaleContext;
use crate::diagnostic::Diagnostic;
use crate::locale::{LanguageTag, fill};
use crate::markup::Xml;
use crate::output::web;
use crate::release::Manifest;
use crate::site::changes_page::CHANGES_PAGE;
use crate::site::page::{PAGE, SHEET, STYLE, page, with_version};

/// The style sheet of the library's index, which belongs to no one book.
const INDEX_STYLE: &str = "index.css";

/// The page of all versions of a book, in the fonts of the newest.
pub(super) fn of_book(listing: &Listing) -> Vec<u8> {
    let newest = listing.entries.first().map_or("", |(folder, _)| folder);
    let style = format!("{newest}/{STYLE}");
    let site = &listing.context.locale.site;
    let written = page(&listing.context, &listing.title, Some(&style), |xml| {
        xml.block("main", &[("class", "shelf")], |xml| {
            xml.line();
            xml.leaf("h1", &[], &listing.title);
            xml.block("ul", &[], |xml| {
                xml.line();
                for (folder, manifest) in &listing.entries {
                    item(xml, listing, folder, manifest, |xml| {
                        let line = listing.context.version_line(&manifest.version, &manifest.date);
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
pub(super) fn of_library(listing: &Listing) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let site = &listing.context.locale.site;
    let written = page(&listing.context, &listing.title, Some(INDEX_STYLE), |xml| {
        xml.block("main", &[("class", "shelf")], |xml| {
            xml.line();
            xml.leaf("h1", &[], &listing.title);
            xml.block("ul", &[], |xml| {
                xml.line();
                for (folder, manifest) in &listing.entries {
                    item(xml, listing, folder, manifest, |xml| book(xml, listing, manifest));
                }
            });
            link(xml, OPDS1, &site.catalogue);
        });
    });
    let (style, fonts) = web::faces(&listing.context.language, &listing.context.locale.font, &written)?;
    let mut files = vec![
        (INDEX.to_string(), written.into_bytes()),
        (INDEX_STYLE.to_string(), (style + SHEET).into_bytes()),
    ];
    files.extend(fonts.into_iter().map(|(name, _, bytes)| (name, bytes)));
    Ok(files)
}

/// A book in the library: in its own language and direction.
fn book(xml: &mut Xml, listing: &Listing, manifest: &Manifest) {
    heading(xml, &format!("{}/{INDEX}", manifest.slug), |xml| {
        xml.text(&manifest.title)
    });
    if let Some(subtitle) = &manifest.subtitle {
        xml.leaf("p", &[("class", "subtitle")], subtitle);
    }
    let own = LocaleContext::in_language(&manifest.language);
    let context = own.as_ref().unwrap_or(&listing.context);
    let names: Vec<&str> = manifest.authors.iter().map(|person| person.name.as_str()).collect();
    if !names.is_empty() {
        xml.leaf("p", &[], &context.locale.join(&names));
    }
    let line = context.version_line(&manifest.version, &manifest.date);
    xml.block("p", &[("class", "version")], |xml| {
        with_version(xml, &line, &manifest.version)
    });
}

/// An entry: its cover beside what `content` writes.
fn item(xml: &mut Xml, listing: &Listing, folder: &str, manifest: &Manifest, content: impl FnOnce(&mut Xml)) {
    let same = manifest.language == listing.context.language;
    let direction = LanguageTag::parse(&manifest.language).map_or(listing.context.direction, |tag| tag.direction());
    let other = [("lang", manifest.language.as_str()), ("dir", direction.name())];
    xml.block("li", if same || listing.of_one_book { &[] } else { &other }, |xml| {
        xml.line();
        if let Some(cover) = manifest.file("cover") {
            let alt = fill(
                &listing.context.locale.colophon.cover_alt,
                &[("title", &manifest.title)],
            );
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
