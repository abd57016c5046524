//! Whole pages: the frame that all share, the chapters, and those that the program makes of itself: cover, title page and
//! colophon.

use super::archive::STYLES;
use super::flow::{Entry, Flow};
use super::fonts::Embedded;
use super::inlines::isolate;
use super::plan::{Chapter, heading_id};
use crate::document::{Inline, Matter, Role, plain_text};
use crate::edition::{Edition, Volume};
use crate::fonts::Family;
use crate::imprint::ColophonPart;
use crate::locale::Direction;
use crate::markup::{Letters, Xml};

/// A page of XHTML: language and direction on the root, direction again on the body, where MuPDF looks for it.
pub(super) fn page(volume: &Volume, title: &str, part: &str, content: impl FnOnce(&mut Xml)) -> Xml {
    let language = volume.language.as_str();
    let direction = volume.direction.name();
    let mut xml = Xml::new();
    xml.html_doctype();
    let root = [
        ("xmlns", "http://www.w3.org/1999/xhtml"),
        ("xmlns:epub", "http://www.idpf.org/2007/ops"),
        ("lang", language),
        ("xml:lang", language),
        ("dir", direction),
    ];
    xml.block("html", &root, |xml| {
        xml.line();
        xml.block("head", &[], |xml| {
            xml.line();
            xml.empty("meta", &[("charset", "utf-8")]);
            xml.line();
            xml.leaf("title", &[], title);
            xml.empty("link", &[("rel", "stylesheet"), ("type", "text/css"), ("href", STYLES)]);
            xml.line();
        });
        xml.block("body", &[("dir", direction), ("epub:type", part)], |xml| {
            xml.line();
            content(xml);
        });
    });
    xml
}

/// The cover's page: the picture alone, described.
pub(super) fn cover(volume: &Volume, file: &str) -> Xml {
    page(volume, &volume.locale.matter.cover, "cover", |xml| {
        xml.block("section", &[("class", "cover")], |xml| {
            let alt = volume.imprint.cover_alt.as_str();
            xml.empty("img", &[("src", file), ("alt", alt), ("role", "doc-cover")]);
        });
    })
}

/// The title page, with the file of the publisher's picture where there is one.
pub(super) fn title(edition: &Edition, logo: Option<&str>) -> Xml {
    let volume = edition.first();
    let locale = volume.locale;
    page(volume, &locale.matter.title_page, "frontmatter", |xml| {
        let attributes = [
            ("epub:type", "titlepage"),
            ("class", "titlepage"),
            ("aria-labelledby", "title"),
        ];
        xml.block("section", &attributes, |xml| {
            xml.line();
            xml.block("h1", &[("epub:type", "title"), ("id", "title")], |xml| {
                title_parts(xml, &volume.title)
            });
            if let Some(subtitle) = &volume.subtitle {
                let attributes = [
                    ("epub:type", "subtitle"),
                    ("role", "doc-subtitle"),
                    ("class", "subtitle"),
                ];
                xml.block("p", &attributes, |xml| plain_inlines(xml, subtitle));
            }
            if !volume.authors.is_empty() {
                xml.block("p", &[("class", "authors")], |xml| names(xml, volume, &volume.authors));
            }
            for line in volume.imprint.credit_lines() {
                xml.block("p", &[("class", "contributors")], |xml| plain_inlines(xml, &line));
            }
            if let Some(logo) = logo {
                xml.block("p", &[("class", "logo")], |xml| {
                    let alt = edition.config.book.publisher.as_deref().unwrap_or_default();
                    let ornament = alt.is_empty().then_some(("role", "presentation"));
                    let attributes: Vec<_> = [("src", logo), ("alt", alt)].into_iter().chain(ornament).collect();
                    xml.empty("img", &attributes);
                });
            }
            if let Some(publisher) = &edition.config.book.publisher {
                xml.block("p", &[("class", "publisher")], |xml| {
                    plain_inlines(xml, &volume.isolated(publisher))
                });
            }
        });
    })
}

/// A title; what follows its colon is kept in one piece, so that a narrow page breaks there.
fn title_parts(xml: &mut Xml, title: &[Inline]) {
    let parted = title.iter().enumerate().find_map(|(index, inline)| match inline {
        Inline::Text { text, .. } => Some((index, text.split_once(": ")?)),
        _ => None,
    });
    let Some((index, (before, after))) = parted else {
        return plain_inlines(xml, title);
    };
    plain_inlines(xml, title.get(..index).unwrap_or_default());
    xml.text(&format!("{before}: "));
    xml.element("span", &[("class", "part")], |xml| {
        xml.text(after);
        plain_inlines(xml, title.get(index + 1..).unwrap_or_default());
    });
}

/// Names strung together as the language does.
fn names(xml: &mut Xml, volume: &Volume, names: &[Vec<Inline>]) {
    let join = &volume.locale.join;
    for (index, name) in names.iter().enumerate() {
        xml.text(join.before(index, names.len()));
        plain_inlines(xml, name);
    }
}

/// What closes the book: what it is, whose it is, and what it is set in.
pub(super) fn colophon(edition: &Edition, fonts: &[Embedded]) -> Xml {
    let volume = edition.first();
    let heading = &volume.locale.matter.colophon;
    page(volume, heading, "backmatter", |xml| {
        let attributes = [
            ("epub:type", "colophon"),
            ("role", "doc-colophon"),
            ("class", "colophon"),
            ("aria-labelledby", "colophon"),
        ];
        xml.block("section", &attributes, |xml| {
            xml.line();
            xml.leaf("h1", &[("id", "colophon")], heading);
            let book = &edition.config.book;
            let identifier = book.identifier.to_string();
            let families: Vec<&Family> = fonts.iter().map(|font| font.family.as_ref()).collect();
            for line in volume.imprint.colophon(ColophonPart::IN_EBOOK, &families) {
                let address = book.url.as_deref().and_then(|url| Some((url, line.split_once(url)?)));
                xml.block("p", &[], |xml| match (address, line.strip_suffix(&identifier)) {
                    (Some((url, (before, after))), _) => {
                        xml.text(before);
                        xml.element("a", &[("href", url), ("dir", "ltr")], |xml| xml.text(url));
                        xml.text(after);
                    }
                    // Kept in one piece, and from the left.
                    (None, Some(before)) => {
                        xml.text(before);
                        let attributes = [("class", "identifier"), ("dir", "ltr")];
                        xml.element("span", &attributes, |xml| xml.text(&identifier));
                    }
                    (None, None) => plain_inlines(xml, &volume.isolated(&line)),
                });
            }
        });
    })
}

/// The letters of the colophon, whichever of the fonts at hand it will name.
pub(super) fn colophon_letters(edition: &Edition) -> Letters {
    let phrases = &edition.first().locale.colophon;
    let mut letters = colophon(edition, &[]).finish().1;
    for family in edition.fonts.families() {
        let texts = [
            &family.name,
            &family.version,
            &family.licence,
            &phrases.set_in,
            &phrases.set_in_several,
        ];
        texts.iter().for_each(|text| letters.extend(text));
    }
    letters.extend(&phrases.font_licence);
    letters
}

/// Sections that are known by the name that the language gives them: its type (EPUB Structural Semantics) and role (DPUB-ARIA).
fn kinds(volume: &Volume) -> [(&str, &'static str, &'static str); 9] {
    let names = &volume.locale.matter;
    [
        (&names.introduction, "introduction", "doc-introduction"),
        (&names.preface, "preface", "doc-preface"),
        (&names.foreword, "foreword", "doc-foreword"),
        (&names.dedication, "dedication", "doc-dedication"),
        (&names.acknowledgements, "acknowledgments", "doc-acknowledgments"),
        (&names.afterword, "afterword", "doc-afterword"),
        (&names.appendix, "appendix", "doc-appendix"),
        (&names.bibliography, "bibliography", "doc-bibliography"),
        (&names.editorial_note, "appendix", "doc-appendix"),
    ]
}

/// The type and role of a page of its own; a type without a role has an empty one.
pub(super) fn leaf_kind(role: Role) -> Option<(&'static str, &'static str)> {
    match role {
        Role::HalfTitle => Some(("halftitlepage", "")),
        Role::Dedication => Some(("dedication", "doc-dedication")),
        Role::Epigraph => Some(("epigraph", "doc-epigraph")),
        Role::CopyrightPage => Some(("copyright-page", "")),
        Role::Plain | Role::Box | Role::Missing | Role::Row | Role::Inset | Role::FullPage => None,
    }
}

/// What the language calls a page of its own.
pub(super) fn leaf_name(volume: &Volume, role: Role) -> Option<&str> {
    let names = &volume.locale.matter;
    match role {
        Role::HalfTitle => Some(&names.half_title),
        Role::Dedication => Some(&names.dedication),
        Role::Epigraph => Some(&names.epigraph),
        Role::CopyrightPage => Some(&names.copyright_page),
        Role::Plain | Role::Box | Role::Missing | Role::Row | Role::Inset | Role::FullPage => None,
    }
}

fn kind(volume: &Volume, chapter: &Chapter) -> Option<(&'static str, &'static str)> {
    if let Some(leaf) = chapter.leaf {
        return leaf_kind(leaf.role);
    }
    let heading = chapter.heading?;
    if heading.part {
        return Some(("part", "doc-part"));
    }
    let name = plain_text(&heading.content);
    let known = kinds(volume).into_iter().find(|(known, ..)| *known == name);
    match (known, chapter.matter) {
        (Some((_, kind, role)), _) => Some((kind, role)),
        (None, Matter::Body) => Some(("chapter", "doc-chapter")),
        (None, Matter::Front | Matter::Back) => None,
    }
}

/// What a page is called: a chapter by its heading, a page of its own as the language calls it; what has no heading by the book's title.
pub(super) fn chapter_title(volume: &Volume, chapter: &Chapter) -> String {
    let leaf = chapter.leaf.and_then(|leaf| leaf_name(volume, leaf.role));
    match (chapter.heading, leaf) {
        (Some(heading), _) if heading.label.is_empty() => plain_text(&heading.content),
        (Some(heading), _) => format!("{}. {}", heading.label, plain_text(&heading.content)),
        (None, Some(name)) => name.into(),
        (None, None) => plain_text(&volume.title),
    }
}

impl Flow<'_> {
    /// The page of a chapter.
    pub fn chapter_page(&mut self, index: usize) -> Option<Xml> {
        let (volume, plan) = (self.volume, self.plan);
        let chapter = plan.chapters.get(index)?;
        let title = chapter_title(volume, chapter);
        self.chapter = index;
        self.levels.clear();
        let part = match chapter.matter {
            Matter::Front => "frontmatter",
            Matter::Body => "bodymatter",
            Matter::Back => "backmatter",
        };
        let kind = kind(volume, chapter);
        let id = chapter.blocks.first().map(heading_id).unwrap_or_default();
        let mut attributes = Vec::new();
        if let Some((kind, role)) = kind {
            attributes.extend(
                [("epub:type", kind), ("role", role)]
                    .into_iter()
                    .filter(|said| !said.1.is_empty()),
            );
        }
        attributes.push(match chapter.heading {
            Some(_) => ("aria-labelledby", id.as_str()),
            None => ("aria-label", title.as_str()),
        });
        if chapter.heading.is_some_and(|heading| heading.part) {
            attributes.push(("class", "part-title"));
        }
        Some(page(volume, &title, part, |xml| {
            xml.block("section", &attributes, |xml| {
                xml.line();
                self.blocks(xml, chapter.blocks);
                self.notes(xml);
            });
        }))
    }

    /// Lists the book itself where it has no heading, so that contents are never empty.
    pub fn list_book(&mut self) {
        let text = self.plan.chapters.iter().find(|chapter| chapter.leaf.is_none());
        let first = text.or(self.plan.chapters.first());
        if let Some(chapter) = first.filter(|_| self.contents.is_empty()) {
            self.contents.push(Entry {
                depth: 1,
                href: chapter.file.clone(),
                number: String::new(),
                content: self.volume.title.clone(),
            });
        }
    }
}

/// A run with its directions and emphasis, but without links, notes and pictures: for titles and contents.
pub(in crate::output) fn plain_inlines(xml: &mut Xml, content: &[Inline]) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } => xml.text(text),
            Inline::Code { text, .. } => isolate(xml, Some(Direction::Ltr), None, |xml| xml.text(text)),
            Inline::Isolate {
                direction,
                language,
                content,
            } => {
                isolate(xml, *direction, language.as_deref(), |xml| plain_inlines(xml, content));
            }
            Inline::Image(image) => xml.text(&image.alt),
            Inline::Break => xml.text(" "),
            Inline::Note { .. } => {}
            Inline::Superscript { content } => xml.element("sup", &[], |xml| plain_inlines(xml, content)),
            Inline::Subscript { content } => xml.element("sub", &[], |xml| plain_inlines(xml, content)),
            other => plain_inlines(xml, other.content()),
        }
    }
}
