//! The package document (EPUB 3.3, 5).

use unicode_bidi::get_base_direction;

use super::access::Holds;
use super::archive::{File, Place};
use crate::config::{Identifier, Person};
use crate::edition::Edition;
use crate::locale::Direction;
use crate::markup::Xml;

/// Writes the package document of a book that consists of `files`.
pub(super) fn package(edition: &Edition, files: &[File], holds: Holds) -> Vec<u8> {
    let volume = edition.first();
    let mut xml = Xml::new();
    let attributes = [
        ("xmlns", "http://www.idpf.org/2007/opf"),
        ("version", "3.0"),
        ("unique-identifier", "publication-id"),
        ("xml:lang", volume.language.as_str()),
        ("dir", volume.direction.name()),
        (
            "prefix",
            "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/",
        ),
    ];
    xml.block("package", &attributes, |xml| {
        xml.line();
        xml.block("metadata", &[("xmlns:dc", "http://purl.org/dc/elements/1.1/")], |xml| {
            xml.line();
            let mut metadata = Metadata { xml, edition };
            metadata.publication();
            metadata.people();
            metadata.about();
            metadata.accessibility(holds);
            metadata.asserted();
            metadata.for_readers(files);
        });
        manifest(xml, files);
        spine(xml, edition, files);
    });
    xml.finish().0
}

struct Metadata<'a> {
    xml: &'a mut Xml,
    edition: &'a Edition,
}

impl Metadata<'_> {
    fn publication(&mut self) {
        let book = &self.edition.config.book;
        self.xml.leaf(
            "dc:identifier",
            &[("id", "publication-id")],
            &book.identifier.to_string(),
        );
        if let Identifier::Isbn(_) = book.identifier {
            let attributes = [
                ("refines", "#publication-id"),
                ("property", "identifier-type"),
                ("scheme", "onix:codelist5"),
            ];
            self.xml.leaf("meta", &attributes, "15");
        }
        // An ISBN beside another identifier is a further one.
        let isbn = book.isbn.as_ref().map(|isbn| Identifier::Isbn(isbn.digits.clone()));
        if let Some(isbn) = isbn.filter(|isbn| *isbn != book.identifier) {
            self.xml.leaf("dc:identifier", &[("id", "isbn")], &isbn.to_string());
            let attributes = [
                ("refines", "#isbn"),
                ("property", "identifier-type"),
                ("scheme", "onix:codelist5"),
            ];
            self.xml.leaf("meta", &attributes, "15");
        }
        let date = self.edition.date_or_earliest();
        self.meta("dcterms:modified", &format!("{date}T00:00:00Z"));
        if let Some(date) = self.edition.date {
            self.xml.leaf("dc:date", &[], &date.to_string());
        }
        self.xml.leaf("dc:language", &[], book.language.as_str());
        self.titled("title", &book.title, "main");
        if let Some(subtitle) = &book.subtitle {
            self.titled("subtitle", subtitle, "subtitle");
        }
    }

    fn titled(&mut self, id: &str, text: &str, kind: &str) {
        self.dc("dc:title", Some(id), text);
        self.refine(id, "title-type", kind);
        self.refine(id, "display-seq", if kind == "main" { "1" } else { "2" });
    }

    fn people(&mut self) {
        let book = &self.edition.config.book;
        for (number, person) in book.authors.iter().enumerate() {
            self.person("dc:creator", number, person, "aut");
        }
        for (number, person) in book.contributors.iter().enumerate() {
            self.person("dc:contributor", number, person, "ctb");
        }
    }

    fn person(&mut self, element: &str, number: usize, person: &Person, role: &str) {
        let id = format!("{}-{}", element.trim_start_matches("dc:"), number + 1);
        self.dc(element, Some(&id), &person.name);
        let role = person.role.as_deref().unwrap_or(role);
        let attributes = [
            ("refines", &*format!("#{id}")),
            ("property", "role"),
            ("scheme", "marc:relators"),
        ];
        self.xml.leaf("meta", &attributes, role);
        if let Some(sort) = &person.sort {
            self.refine(&id, "file-as", sort);
        }
        for (tag, name) in &person.names {
            let (refines, direction) = (format!("#{id}"), self.differing(name));
            let mut attributes = vec![
                ("refines", &*refines),
                ("property", "alternate-script"),
                ("xml:lang", tag),
            ];
            attributes.extend(direction.map(|direction| ("dir", direction.name())));
            self.xml.leaf("meta", &attributes, name);
        }
        if person.group {
            self.refine(&id, "schema:additionalType", "https://schema.org/Organization");
        }
        self.refine(&id, "display-seq", &(number + 1).to_string());
    }

    fn about(&mut self) {
        let book = &self.edition.config.book;
        let texts = [
            ("dc:publisher", &book.publisher),
            ("dc:description", &book.description),
            ("dc:rights", &book.rights),
            ("dc:source", &book.source),
        ];
        for (element, text) in texts {
            if let Some(text) = text {
                self.dc(element, None, text);
            }
        }
        for subject in &book.subjects {
            self.dc("dc:subject", None, subject);
        }
        if let Some(name) = &book.series {
            self.collection(name, book.series_position);
        }
        self.meta("schema:version", &book.version.to_string());
    }

    fn collection(&mut self, name: &str, position: Option<u32>) {
        self.xml
            .leaf("meta", &[("property", "belongs-to-collection"), ("id", "series")], name);
        self.refine("series", "collection-type", "series");
        if let Some(position) = position {
            self.refine("series", "group-position", &position.to_string());
        }
    }

    fn accessibility(&mut self, holds: Holds) {
        for (property, value) in holds.properties() {
            self.meta(property, value);
        }
        self.meta("schema:accessibilitySummary", &holds.summary(self.edition.first()));
        if holds.pages {
            // The reading PDF carries the same identifier; its file name tells it from the others.
            self.meta("pageBreakSource", &format!("{}.pdf", self.edition.config.book.stem()));
        }
    }

    /// What the publisher says of the book's accessibility (EPUB Accessibility 1.1, 2.5 to 2.7): a program cannot know it.
    fn asserted(&mut self) {
        let access = &self.edition.config.epub;
        if let Some(conforms_to) = &access.conforms_to {
            let attributes = [("id", "conformance"), ("property", "dcterms:conformsTo")];
            self.xml.leaf("meta", &attributes, conforms_to);
        }
        if let Some(certifier) = &access.certified_by {
            let attributes = [
                ("id", "certifier"),
                ("refines", "#conformance"),
                ("property", "a11y:certifiedBy"),
            ];
            self.xml.leaf("meta", &attributes, certifier);
        }
        if let Some(credential) = &access.certifier_credential {
            self.refine("certifier", "a11y:certifierCredential", credential);
        }
        if let Some(report) = &access.certifier_report {
            let attributes = [
                ("rel", "a11y:certifierReport"),
                ("refines", "#certifier"),
                ("href", report),
            ];
            self.xml.empty("link", &attributes);
            self.xml.line();
        }
        if let Some(exemption) = &access.exemption {
            self.meta("a11y:exemption", exemption);
        }
    }

    /// What single programs ask for: EPUB 2's name of the cover (Kobo, Kindle), Apple's leave to use the book's fonts, and
    /// the version by which Apple tells an update.
    fn for_readers(&mut self, files: &[File]) {
        if let Some(cover) = files.iter().find(|file| file.place == Place::CoverPicture) {
            self.xml.empty("meta", &[("name", "cover"), ("content", &cover.id())]);
            self.xml.line();
        }
        self.xml.empty(
            "meta",
            &[
                ("name", "generator"),
                ("content", concat!("Kurras ", env!("CARGO_PKG_VERSION"))),
            ],
        );
        self.xml.line();
        let version = &self.edition.config.book.version;
        self.meta(
            "ibooks:version",
            &format!("{}.{}.{}", version.major, version.minor, version.patch),
        );
        if files.iter().any(|file| file.media_type.starts_with("font/")) {
            self.meta("ibooks:specified-fonts", "true");
        }
    }

    /// The direction of a text where it is not the package's.
    fn differing(&self, text: &str) -> Option<Direction> {
        let direction = match get_base_direction(text) {
            unicode_bidi::Direction::Rtl => Direction::Rtl,
            unicode_bidi::Direction::Ltr => Direction::Ltr,
            unicode_bidi::Direction::Mixed => return None,
        };
        (direction != self.edition.first().direction).then_some(direction)
    }

    /// A Dublin Core element; its direction is said where it is not the package's.
    fn dc(&mut self, element: &str, id: Option<&str>, text: &str) {
        let differs = self.differing(text);
        let attributes: Vec<_> = id
            .map(|id| ("id", id))
            .into_iter()
            .chain(differs.map(|direction| ("dir", direction.name())))
            .collect();
        self.xml.leaf(element, &attributes, text);
    }

    fn meta(&mut self, property: &str, value: &str) {
        self.xml.leaf("meta", &[("property", property)], value);
    }

    fn refine(&mut self, id: &str, property: &str, value: &str) {
        self.xml
            .leaf("meta", &[("refines", &format!("#{id}")), ("property", property)], value);
    }
}

fn manifest(xml: &mut Xml, files: &[File]) {
    xml.block("manifest", &[], |xml| {
        xml.line();
        for file in files {
            let id = file.id();
            let mut attributes = vec![
                ("id", id.as_str()),
                ("href", &file.name),
                ("media-type", file.media_type),
            ];
            let properties = match file.place {
                Place::Contents => Some("nav"),
                Place::CoverPicture => Some("cover-image"),
                _ => None,
            };
            attributes.extend(properties.map(|properties| ("properties", properties)));
            xml.empty("item", &attributes);
            xml.line();
        }
    });
}

fn spine(xml: &mut Xml, edition: &Edition, files: &[File]) {
    let ncx = files.iter().find(|file| file.place == Place::Ncx).map(File::id);
    let direction = ("page-progression-direction", edition.first().direction.name());
    let attributes: Vec<_> = ncx
        .as_deref()
        .map(|ncx| ("toc", ncx))
        .into_iter()
        .chain([direction])
        .collect();
    xml.block("spine", &attributes, |xml| {
        xml.line();
        for file in files
            .iter()
            .filter(|file| matches!(file.place, Place::Text | Place::Contents))
        {
            xml.empty("itemref", &[("idref", &file.id())]);
            xml.line();
        }
    });
}
