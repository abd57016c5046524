//! What a release offers: each file with what it is for, its size and its checksum.

use crate::artifact::{Format, sha256};
use crate::changes::LocaleContext;
use crate::locale::Site;
use crate::markup::Xml;
use crate::release::{FileKind, ReleaseFile, SUMS};

/// What a file is called and what it is for; none for parts of the set that nobody asks for by themselves.
fn words(site: &Site, kind: FileKind) -> Option<(&str, &str)> {
    Some(match kind {
        FileKind::Artifact(Format::Pdf) => (&site.pdf, &site.for_pdf),
        FileKind::Artifact(Format::Booklet) => (&site.booklet, &site.for_booklet),
        FileKind::Artifact(Format::Print) => (&site.print, &site.for_print),
        FileKind::Artifact(Format::Epub) => (&site.epub, &site.for_epub),
        FileKind::Artifact(Format::Text) => (&site.text, &site.for_text),
        FileKind::Artifact(Format::Cover) => (&site.cover, &site.for_cover),
        FileKind::Source => (&site.source, &site.for_source),
        FileKind::Text | FileKind::Part(_) => return None,
    })
}

/// The list of files to download.
pub fn downloads(xml: &mut Xml, context: &LocaleContext, files: &[ReleaseFile]) {
    let site = &context.locale.site;
    xml.block("ul", &[("class", "files")], |xml| {
        xml.line();
        for file in files {
            let Some((name, purpose)) = words(site, file.kind) else {
                continue;
            };
            let class = format!("for-{}", file.kind.name());
            xml.block("li", &[("class", &class)], |xml| {
                xml.line();
                let link = [("href", file.name.as_str()), ("type", file.media_type)];
                xml.block("h3", &[], |xml| xml.element("a", &link, |xml| xml.text(name)));
                xml.leaf("p", &[("class", "purpose")], purpose);
                xml.block("p", &[("class", "facts")], |xml| facts(xml, context, file));
                xml.block("p", &[("class", "sum")], |xml| {
                    xml.text(&format!("{}: ", site.checksum));
                    xml.element("code", &[("dir", "ltr")], |xml| xml.code(&sha256(&file.bytes)));
                });
            });
        }
    });
}

/// A file's name, size and pages.
fn facts(xml: &mut Xml, context: &LocaleContext, file: &ReleaseFile) {
    xml.element("span", &[("dir", "ltr"), ("class", "name")], |xml| xml.text(&file.name));
    let site = &context.locale.site;
    // Of a booklet, sides of sheets are counted, which would be taken for its pages.
    let of_pages = file.kind != FileKind::Artifact(Format::Booklet);
    let pages = file
        .pages
        .filter(|_| of_pages)
        .map(|pages| context.count(&site.pages, pages));
    for fact in [Some(context.size(file.bytes.len())), pages].into_iter().flatten() {
        xml.text(" · ");
        xml.element("span", &[], |xml| xml.text(&fact));
    }
}

/// How the booklet is printed, where there is one.
pub fn printing(xml: &mut Xml, context: &LocaleContext, files: &[ReleaseFile]) {
    if !files
        .iter()
        .any(|file| file.kind == FileKind::Artifact(Format::Booklet))
    {
        return;
    }
    let site = &context.locale.site;
    xml.block("section", &[("aria-labelledby", "print")], |xml| {
        xml.line();
        xml.leaf("h2", &[("id", "print")], &site.how_to_print);
        xml.block("ol", &[], |xml| {
            site.print_steps.iter().for_each(|step| xml.leaf("li", &[], step))
        });
    });
}

/// How the files are verified.
pub fn verifying(xml: &mut Xml, context: &LocaleContext) {
    let site = &context.locale.site;
    let commands = [format!("sha256sum --check {SUMS}"), "kurras verify .".to_string()];
    xml.block("section", &[("aria-labelledby", "verify")], |xml| {
        xml.line();
        xml.leaf("h2", &[("id", "verify")], &site.how_to_verify);
        for (step, command) in site.verify_steps.iter().zip(&commands) {
            xml.leaf("p", &[], step);
            xml.block("pre", &[("dir", "ltr")], |xml| {
                xml.element("code", &[], |xml| xml.code(command))
            });
        }
        xml.block("p", &[], |xml| {
            xml.element("a", &[("href", SUMS), ("dir", "ltr")], |xml| xml.text(SUMS));
        });
    });
}
