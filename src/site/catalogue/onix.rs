//! ONIX for Books 3.0, reference names: what booksellers' and libraries' systems take in. Each book of the folder in its newest
//! version, as two products: the EPUB and the PDF. Code lists are EDItEUR's, by number.

use super::{Listing, version_id};
use crate::locale::LanguageTag;
use crate::markup::Xml;
use crate::release::{Listed, Manifest, ManifestPerson};

const NAMESPACE: &str = "http://ns.editeur.org/onix/3.0/reference";

/// What is a product: the kind of file, what its record is called after, its form in detail (list 175).
const PRODUCTS: [(&str, &str, &str); 2] = [("epub", "epub", "E101"), ("pdf", "pdf", "E107")];

/// The message. Its date is that of the newest release.
pub(super) fn message(listing: &Listing) -> Vec<u8> {
    let mut xml = Xml::new();
    let newest = listing.entries.iter().map(|(_, one)| one.date.as_str()).max();
    xml.block("ONIXMessage", &[("release", "3.0"), ("xmlns", NAMESPACE)], |xml| {
        xml.line();
        block(xml, "Header", |xml| {
            block(xml, "Sender", |xml| xml.leaf("SenderName", &[], sender(listing)));
            xml.leaf("SentDateTime", &[], &day(newest.unwrap_or("1980-01-01")));
        });
        for (folder, manifest) in &listing.entries {
            for (kind, name, form) in PRODUCTS {
                let usual = |file: &&Listed| file.kind == kind && file.edition.is_none();
                if let Some(file) = manifest.files.iter().find(usual) {
                    let product = Product {
                        listing,
                        folder,
                        manifest,
                        file,
                        name,
                        form,
                    };
                    block(xml, "Product", |xml| product.write(xml));
                }
            }
        }
    });
    xml.into_bytes()
}

/// Who sends the message: the one publisher of all books, or the folder.
fn sender<'a>(listing: &'a Listing) -> &'a str {
    let mut publishers = listing.entries.iter().map(|(_, one)| one.publisher.as_deref());
    let first = publishers.next().flatten();
    first
        .filter(|first| publishers.all(|other| other == Some(first)))
        .unwrap_or(&listing.title)
}

/// A file of a book's newest version.
struct Product<'a> {
    listing: &'a Listing<'a>,
    folder: &'a str,
    manifest: &'a Manifest,
    file: &'a Listed,
    name: &'a str,
    form: &'a str,
}

impl Product<'_> {
    fn write(&self, xml: &mut Xml) {
        let manifest = self.manifest;
        xml.leaf(
            "RecordReference",
            &[],
            &format!("{}:{}", manifest.identifier, self.name),
        );
        // List 1: confirmed on publication.
        xml.leaf("NotificationType", &[], "03");
        self.identifiers(xml);
        block(xml, "DescriptiveDetail", |xml| self.description(xml));
        let cover = manifest.file("cover").filter(|_| !self.listing.address.is_empty());
        if manifest.description.is_some() || cover.is_some() {
            block(xml, "CollateralDetail", |xml| {
                if let Some(text) = &manifest.description {
                    // Lists 153 and 154: a description, for everybody.
                    block(xml, "TextContent", |xml| {
                        leaves(xml, &[("TextType", "03"), ("ContentAudience", "00"), ("Text", text)]);
                    });
                }
                if let Some(cover) = cover {
                    self.cover(xml, &self.address(&cover.file));
                }
            });
        }
        block(xml, "PublishingDetail", |xml| {
            // List 45: the publisher, who must be told.
            block(xml, "Publisher", |xml| {
                leaves(xml, &[("PublishingRole", "01"), ("PublisherName", &self.publisher())]);
            });
            // List 64: active. List 163: the date of publication.
            xml.leaf("PublishingStatus", &[], "04");
            block(xml, "PublishingDate", |xml| {
                leaves(xml, &[("PublishingDateRole", "01"), ("Date", &day(&manifest.date))]);
            });
        });
        if !self.listing.address.is_empty() {
            block(xml, "ProductSupply", |xml| self.supply(xml));
        }
    }

    /// An ISBN is the EPUB's; every product has its URN (list 5).
    fn identifiers(&self, xml: &mut Xml) {
        let identifier = &self.manifest.identifier;
        let isbn = identifier.strip_prefix("urn:isbn:").map(|isbn| isbn.replace('-', ""));
        if let Some(isbn) = isbn.filter(|isbn| isbn.len() == 13 && self.name == "epub") {
            block(xml, "ProductIdentifier", |xml| {
                leaves(xml, &[("ProductIDType", "15"), ("IDValue", &isbn)]);
            });
        }
        let value = format!("{}#{}", version_id(self.manifest), self.name);
        block(xml, "ProductIdentifier", |xml| {
            leaves(
                xml,
                &[("ProductIDType", "01"), ("IDTypeName", "URN"), ("IDValue", &value)],
            );
        });
    }

    fn description(&self, xml: &mut Xml) {
        let manifest = self.manifest;
        // Lists 2, 150, 81 and 144: one item, downloaded, text, without protection.
        let form = [
            ("ProductComposition", "00"),
            ("ProductForm", "ED"),
            ("ProductFormDetail", self.form),
            ("PrimaryContentType", "10"),
            ("EpubTechnicalProtection", "00"),
        ];
        leaves(xml, &form);
        self.collection(xml);
        title(xml, |xml| {
            leaves(xml, &[("TitleElementLevel", "01"), ("TitleText", &manifest.title)]);
            if let Some(subtitle) = &manifest.subtitle {
                xml.leaf("Subtitle", &[], subtitle);
            }
        });
        let people = manifest.authors.iter().map(|author| (author, "aut"));
        let people = people.chain(manifest.contributors.iter().map(|person| (person, "ctb")));
        for ((person, usual), number) in people.zip(1..) {
            block(xml, "Contributor", |xml| contributor(xml, person, usual, number));
        }
        let line = self.listing.context.version_line(&manifest.version, &manifest.date);
        xml.leaf("EditionStatement", &[], &line);
        block(xml, "Language", |xml| self.language(xml));
        self.extents(xml);
        for subject in &manifest.subjects {
            // List 27: keywords.
            block(xml, "Subject", |xml| {
                leaves(
                    xml,
                    &[("SubjectSchemeIdentifier", "20"), ("SubjectHeadingText", subject)],
                );
            });
        }
    }

    /// The series (list 148: a publisher's collection) with its title (lists 15 and 149: the distinctive one, of the collection).
    fn collection(&self, xml: &mut Xml) {
        let Some(series) = &self.manifest.series else { return };
        block(xml, "Collection", |xml| {
            xml.leaf("CollectionType", &[], "10");
            title(xml, |xml| {
                xml.leaf("TitleElementLevel", &[], "02");
                if let Some(position) = series.position {
                    xml.leaf("PartNumber", &[], &position.to_string());
                }
                xml.leaf("TitleText", &[], &series.name);
            });
        });
    }

    /// The language of the text (list 22).
    fn language(&self, xml: &mut Xml) {
        let tag = LanguageTag::parse(&self.manifest.language).ok();
        let code = tag.as_ref().map_or("und", |tag| language(tag.language()));
        leaves(xml, &[("LanguageRole", "01"), ("LanguageCode", code)]);
        if let Some(tag) = tag {
            xml.leaf("ScriptCode", &[], tag.script());
        }
    }

    /// Pages of the text, bytes of the file (lists 23 and 24).
    fn extents(&self, xml: &mut Xml) {
        let pages = self.file.pages.or(self.manifest.pages);
        let pages = pages.map(|pages| ("00", pages, "03"));
        for (kind, value, unit) in pages.into_iter().chain([("22", self.file.size, "17")]) {
            block(xml, "Extent", |xml| {
                let value = value.to_string();
                leaves(
                    xml,
                    &[("ExtentType", kind), ("ExtentValue", &value), ("ExtentUnit", unit)],
                );
            });
        }
    }

    /// The cover (lists 158, 154, 159 and 161: front cover, for everybody, an image, to be downloaded).
    fn cover(&self, xml: &mut Xml, address: &str) {
        block(xml, "SupportingResource", |xml| {
            let what = [
                ("ResourceContentType", "01"),
                ("ContentAudience", "00"),
                ("ResourceMode", "03"),
            ];
            leaves(xml, &what);
            block(xml, "ResourceVersion", |xml| {
                leaves(xml, &[("ResourceForm", "02"), ("ResourceLink", address)]);
            });
        });
    }

    /// Where it is had: everywhere, from the publisher, at once, for nothing (lists 49, 93, 73, 65 and 57).
    fn supply(&self, xml: &mut Xml) {
        block(xml, "Market", |xml| {
            block(xml, "Territory", |xml| xml.leaf("RegionsIncluded", &[], "WORLD"));
        });
        block(xml, "SupplyDetail", |xml| {
            block(xml, "Supplier", |xml| {
                leaves(xml, &[("SupplierRole", "09"), ("SupplierName", &self.publisher())]);
                block(xml, "Website", |xml| {
                    leaves(
                        xml,
                        &[("WebsiteRole", "29"), ("WebsiteLink", &self.address(&self.file.file))],
                    );
                });
            });
            leaves(xml, &[("ProductAvailability", "20"), ("UnpricedItemType", "01")]);
        });
    }

    /// Who publishes the book: who wrote it, where nobody else is named.
    fn publisher(&self) -> String {
        let authors: Vec<&str> = self
            .manifest
            .authors
            .iter()
            .map(|person| person.name.as_str())
            .collect();
        match &self.manifest.publisher {
            Some(publisher) => publisher.clone(),
            None if authors.is_empty() => self.manifest.title.clone(),
            None => self.listing.context.locale.join(&authors),
        }
    }

    /// The address of a file of the release.
    fn address(&self, file: &str) -> String {
        format!("{}{}/{file}", self.listing.address, self.folder)
    }
}

/// A title's detail (list 15: the distinctive one) of one element.
fn title(xml: &mut Xml, element: impl FnOnce(&mut Xml)) {
    block(xml, "TitleDetail", |xml| {
        xml.leaf("TitleType", &[], "01");
        block(xml, "TitleElement", element);
    });
}

/// Somebody who made the book; `usual` is the role (MARC relator code) of those who have none.
fn contributor(xml: &mut Xml, person: &ManifestPerson, usual: &str, number: usize) {
    let role = role(person.role.as_deref().unwrap_or(usual));
    leaves(
        xml,
        &[("SequenceNumber", &number.to_string()), ("ContributorRole", role)],
    );
    let (name, sorted) = if person.group {
        ("CorporateName", "CorporateNameInverted")
    } else {
        ("PersonName", "PersonNameInverted")
    };
    xml.leaf(name, &[], &person.name);
    if let Some(sort) = &person.sort {
        xml.leaf(sorted, &[], sort);
    }
}

/// A MARC relator code as a contributor's role (list 17); “other” where there is none like it.
fn role(relator: &str) -> &'static str {
    const ROLES: [(&str, &str); 13] = [
        ("aut", "A01"),
        ("cre", "A01"),
        ("ill", "A12"),
        ("art", "A12"),
        ("pht", "A13"),
        ("aui", "A24"),
        ("wpr", "A15"),
        ("aft", "A19"),
        ("cov", "A36"),
        ("edt", "B01"),
        ("trl", "B06"),
        ("com", "C01"),
        ("nrt", "E07"),
    ];
    let known = ROLES.iter().find(|(code, _)| *code == relator);
    known.map_or("Z99", |(_, role)| role)
}

/// A language as list 74 has it (ISO 639-2/B), from its subtag; tags of three letters are these already.
fn language(subtag: &str) -> &str {
    const LANGUAGES: [(&str, &str); 48] = [
        ("am", "amh"),
        ("ar", "ara"),
        ("az", "aze"),
        ("bn", "ben"),
        ("bs", "bos"),
        ("ca", "cat"),
        ("cs", "cze"),
        ("da", "dan"),
        ("de", "ger"),
        ("dv", "div"),
        ("el", "gre"),
        ("en", "eng"),
        ("es", "spa"),
        ("fa", "per"),
        ("fi", "fin"),
        ("fr", "fre"),
        ("ha", "hau"),
        ("he", "heb"),
        ("hi", "hin"),
        ("hr", "hrv"),
        ("hu", "hun"),
        ("hy", "arm"),
        ("id", "ind"),
        ("it", "ita"),
        ("ja", "jpn"),
        ("ka", "geo"),
        ("kk", "kaz"),
        ("ko", "kor"),
        ("ku", "kur"),
        ("ky", "kir"),
        ("ms", "may"),
        ("nl", "dut"),
        ("pa", "pan"),
        ("pl", "pol"),
        ("ps", "pus"),
        ("pt", "por"),
        ("ru", "rus"),
        ("sd", "snd"),
        ("so", "som"),
        ("sv", "swe"),
        ("sw", "swa"),
        ("tr", "tur"),
        ("ug", "uig"),
        ("uk", "ukr"),
        ("ur", "urd"),
        ("uz", "uzb"),
        ("yi", "yid"),
        ("zh", "chi"),
    ];
    let known = LANGUAGES.iter().find(|(code, _)| *code == subtag);
    known.map_or(if subtag.len() == 3 { subtag } else { "und" }, |(_, code)| code)
}

/// A date without its hyphens.
fn day(date: &str) -> String {
    date.replace('-', "")
}

fn block(xml: &mut Xml, name: &str, content: impl FnOnce(&mut Xml)) {
    xml.block(name, &[], |xml| {
        xml.line();
        content(xml);
    });
}

fn leaves(xml: &mut Xml, leaves: &[(&str, &str)]) {
    leaves.iter().for_each(|(name, text)| xml.leaf(name, &[], text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_lists() {
        assert_eq!(["ar", "fa", "ckb", "xx"].map(language), ["ara", "per", "ckb", "und"]);
        assert_eq!(["aut", "trl", "bkp"].map(role), ["A01", "B06", "Z99"]);
        assert_eq!(day("2026-11-22"), "20261122");
    }
}
