//! The page of a version: what it is, what there is to download, what changed, and the whole text to read.

use super::changes_page::CHANGES_PAGE;
use super::downloads;
use super::json_ld::json_ld;
use super::page::{STYLE, item, page_with, with_version};
use crate::artifact::Format;
use crate::changes::{LocaleContext, VersionText};
use crate::edition::Edition;
use crate::markup::Xml;
use crate::output::web;
use crate::release::{FileKind, ReleaseFile};

/// The page of a version with these files, and what lies beside it: pictures of the text. `changed` says whether there is a page of changes.
pub fn landing(edition: &Edition, text: &VersionText, files: &[ReleaseFile], changed: bool) -> (Xml, Vec<web::Extra>) {
    let context = LocaleContext::of(edition);
    let whole = web::text(edition);
    let title = format!("{} · {}", text.title, context.version_line(&text.version, &text.date));
    let web::WebText {
        contents,
        text: body,
        pictures,
    } = whole;
    let head = |xml: &mut Xml| {
        if let Some(description) = &edition.config.book.description {
            xml.empty("meta", &[("name", "description"), ("content", description)]);
            xml.line();
        }
        xml.block("script", &[("type", "application/ld+json")], |xml| {
            xml.json(&json_ld(edition, text, files))
        });
    };
    let page = page_with(&context, &title, Some(STYLE), head, |xml| {
        xml.block("header", &[], |xml| header(xml, edition, &context, text, files));
        xml.block("main", &[], |xml| {
            xml.line();
            ways(xml, &context, changed);
            xml.block("section", &[("aria-labelledby", "files")], |xml| {
                xml.line();
                xml.leaf("h2", &[("id", "files")], &context.locale.site.download);
                downloads::downloads(xml, &context, files);
            });
            downloads::printing(xml, &context, files);
            downloads::verifying(xml, &context);
            reading(xml, edition, &context, contents, body);
        });
        xml.block("footer", &[], |xml| {
            xml.line();
            for line in &edition.first().imprint.page_colophon {
                xml.leaf("p", &[], line);
            }
        });
    });
    (page, pictures)
}

/// Cover, title, people, version, and how long it is.
fn header(xml: &mut Xml, edition: &Edition, context: &LocaleContext, text: &VersionText, files: &[ReleaseFile]) {
    let volume = edition.first();
    let (book, locale) = (&edition.config.book, context.locale);
    xml.line();
    if let Some(cover) = files.iter().find(|file| file.kind == FileKind::Artifact(Format::Cover)) {
        let alt = volume.imprint.cover_alt.as_str();
        xml.empty("img", &[("class", "cover"), ("src", &cover.name), ("alt", alt)]);
        xml.line();
    }
    xml.block("div", &[("class", "about")], |xml| {
        xml.line();
        xml.block("h1", &[], |xml| web::words(xml, &volume.title));
        if let Some(subtitle) = &volume.subtitle {
            xml.block("p", &[("class", "subtitle")], |xml| web::words(xml, subtitle));
        }
        if !book.authors.is_empty() {
            xml.leaf("p", &[("class", "authors")], &volume.imprint.author_line);
        }
        for line in volume.imprint.credit_lines() {
            xml.block("p", &[], |xml| web::words(xml, &line));
        }
        xml.block("p", &[("class", "version")], |xml| {
            with_version(xml, &context.version_line(&text.version, &text.date), &text.version);
        });
        for line in [&book.description, &book.rights].into_iter().flatten() {
            xml.leaf("p", &[], line);
        }
        let reading = files.iter().find(|file| file.kind == FileKind::Artifact(Format::Pdf));
        let pages = reading
            .and_then(|file| file.pages)
            .map(|pages| context.count(&locale.site.pages, pages));
        let facts: Vec<String> = pages
            .into_iter()
            .chain([context.count(&locale.site.words, text.words())])
            .collect();
        xml.leaf("p", &[("class", "facts")], &facts.join(" · "));
    });
}

/// Where to go from here.
fn ways(xml: &mut Xml, context: &LocaleContext, changed: bool) {
    let site = &context.locale.site;
    xml.block(
        "nav",
        &[("aria-label", &context.locale.matter.landmarks), ("class", "ways")],
        |xml| {
            xml.line();
            xml.block("ul", &[], |xml| {
                item(xml, "#files", &site.download);
                item(xml, "#text", &site.read);
                if changed {
                    item(xml, CHANGES_PAGE, &site.changes);
                }
                item(xml, "../index.html", &site.all_versions);
            });
        },
    );
}

/// The text, after its contents.
fn reading(xml: &mut Xml, edition: &Edition, context: &LocaleContext, contents: Xml, text: Xml) {
    let matter = &context.locale.matter;
    xml.block("article", &[("aria-labelledby", "text")], |xml| {
        xml.line();
        xml.leaf("h2", &[("id", "text"), ("class", "begin")], &context.locale.site.read);
        if edition.first().chapters() > 1 {
            xml.block(
                "nav",
                &[("aria-label", &matter.contents), ("class", "contents")],
                |xml| {
                    xml.line();
                    xml.append(contents);
                },
            );
        }
        xml.block("div", &[("class", "text")], |xml| {
            xml.line();
            xml.append(text);
        });
    });
}
