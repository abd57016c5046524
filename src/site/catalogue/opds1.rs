//! OPDS 1.2: an acquisition feed, which is an Atom feed (RFC 4287) with links to files.

use super::{INDEX, Listing, OPDS1, OPDS2, books, moment, version_id};
use crate::markup::Xml;
use crate::release::{Manifest, ManifestPerson};
use crate::site::page::PAGE;

const MEDIA_TYPE: &str = "application/atom+xml;profile=opds-catalog;kind=acquisition";
const ACQUISITION: &str = "http://opds-spec.org/acquisition/open-access";

/// The feed.
pub(super) fn feed(listing: &Listing) -> Vec<u8> {
    let mut xml = Xml::new();
    let root = [
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xmlns:dc", "http://purl.org/dc/terms/"),
        ("xml:lang", listing.context.language.as_str()),
    ];
    xml.block("feed", &root, |xml| {
        xml.line();
        xml.leaf("id", &[], &listing.id);
        xml.leaf("title", &[], &listing.title);
        let updated = listing
            .entries
            .iter()
            .map(|(_, one)| one.date.as_str())
            .max()
            .unwrap_or("1980-01-01");
        xml.leaf("updated", &[], &moment(updated));
        xml.block("author", &[], |xml| xml.leaf("name", &[], env!("CARGO_PKG_NAME")));
        let own = format!("{}{OPDS1}", listing.address);
        let links = [
            ("self", own.as_str(), MEDIA_TYPE),
            ("alternate", OPDS2, "application/opds+json"),
            ("alternate", INDEX, "text/html"),
        ];
        for (rel, href, media_type) in links {
            link(xml, &[("rel", rel), ("href", href), ("type", media_type)]);
        }
        let start = if listing.of_one_book { "../opds.xml" } else { OPDS1 };
        link(xml, &[("rel", "start"), ("href", start), ("type", MEDIA_TYPE)]);
        for (folder, manifest) in &listing.entries {
            xml.block("entry", &[("xml:lang", &manifest.language)], |xml| {
                entry(xml, listing, folder, manifest)
            });
        }
    });
    xml.into_bytes()
}

fn entry(xml: &mut Xml, listing: &Listing, folder: &str, manifest: &Manifest) {
    xml.line();
    xml.leaf("id", &[], &version_id(manifest));
    xml.leaf("title", &[], &manifest.title);
    xml.leaf("updated", &[], &moment(&manifest.date));
    people(xml, "author", &manifest.authors);
    people(xml, "contributor", &manifest.contributors);
    let more = [
        ("dc:language", Some(&manifest.language)),
        ("dc:identifier", Some(&manifest.identifier)),
        ("dc:issued", Some(&manifest.date)),
        ("dc:publisher", manifest.publisher.as_ref()),
        ("rights", manifest.rights.as_ref()),
        ("summary", manifest.description.as_ref()),
    ];
    for (name, value) in more {
        if let Some(value) = value {
            xml.leaf(name, &[], value);
        }
    }
    for subject in &manifest.subjects {
        xml.empty("category", &[("term", subject), ("label", subject)]);
        xml.line();
    }
    let line = listing.context.version_line(&manifest.version, &manifest.date);
    xml.leaf("content", &[("type", "text")], &line);
    links(xml, listing, folder, manifest);
}

/// Where an entry's cover, files and pages lie.
fn links(xml: &mut Xml, listing: &Listing, folder: &str, manifest: &Manifest) {
    let at = |file: &str| format!("{folder}/{file}");
    if let Some(cover) = manifest.file("cover") {
        for rel in ["http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"] {
            link(
                xml,
                &[("rel", rel), ("href", &at(&cover.file)), ("type", &cover.media_type)],
            );
        }
    }
    for (file, name) in books(&listing.context, manifest) {
        let (href, length) = (at(&file.file), file.size.to_string());
        link(
            xml,
            &[
                ("rel", ACQUISITION),
                ("href", &href),
                ("type", &file.media_type),
                ("length", &length),
                ("title", name),
            ],
        );
    }
    link(xml, &[("rel", "alternate"), ("href", &at(PAGE)), ("type", "text/html")]);
    if !listing.of_one_book {
        let all = format!("{}/{OPDS1}", manifest.slug);
        let title = listing.context.locale.site.all_versions.as_str();
        link(
            xml,
            &[
                ("rel", "related"),
                ("href", &all),
                ("type", MEDIA_TYPE),
                ("title", title),
            ],
        );
    }
}

fn people(xml: &mut Xml, name: &str, people: &[ManifestPerson]) {
    for person in people {
        xml.block(name, &[], |xml| xml.leaf("name", &[], &person.name));
    }
}

fn link(xml: &mut Xml, attributes: &[(&str, &str)]) {
    xml.empty("link", attributes);
    xml.line();
}
