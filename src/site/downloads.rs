//! What a release offers: each file with what it is for, its size and its checksum.

use super::super::voice::Voice;
use super::super::{File, Kind, SUMS};
use crate::artifact::{Format, sha256};
use crate::locale::Site;
use crate::press::web::Xml;

/// What a file is called and what it is for; none for parts of the set that nobody asks for by themselves.
fn words(site: &Site, kind: Kind) -> Option<(&str, &str)> {
    Some(match kind {
        Kind::Artifact(Format::Pdf) => (&site.pdf, &site.for_pdf),
        Kind::Artifact(Format::Booklet) => (&site.booklet, &site.for_booklet),
        Kind::Artifact(Format::Print) => (&site.print, &site.for_print),
        Kind::Artifact(Format::Epub) => (&site.epub, &site.for_epub),
        Kind::Artifact(Format::Text) => (&site.text, &site.for_text),
        Kind::Artifact(Format::Cover) => (&site.cover, &site.for_cover),
        Kind::Source => (&site.source, &site.for_source),
        Kind::Text | Kind::Part(_) => return None,
    })
}

/// The list of files to download.
pub fn downloads(xml: &mut Xml, voice: &Voice, files: &[File]) {
    let site = &voice.locale.site;
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
                xml.block("p", &[("class", "facts")], |xml| facts(xml, voice, file));
                xml.block("p", &[("class", "sum")], |xml| {
                    xml.text(&format!("{}: ", site.checksum));
                    xml.element("code", &[("dir", "ltr")], |xml| xml.code(&sha256(&file.bytes)));
                });
            });
        }
    });
}

/// A file's name, size and pages.
fn facts(xml: &mut Xml, voice: &Voice, file: &File) {
    xml.element("span", &[("dir", "ltr"), ("class", "name")], |xml| xml.text(&file.name));
    let site = &voice.locale.site;
    // Of a booklet, sides of sheets are counted, which would be taken for its pages.
    let of_pages = file.kind != Kind::Artifact(Format::Booklet);
    let pages = file
        .pages
        .filter(|_| of_pages)
        .map(|pages| voice.count(&site.pages, pages));
    for fact in [Some(voice.size(file.bytes.len())), pages].into_iter().flatten() {
        xml.text(" · ");
        xml.element("span", &[], |xml| xml.text(&fact));
    }
}

/// How the booklet is printed, where there is one.
pub fn printing(xml: &mut Xml, voice: &Voice, files: &[File]) {
    if !files.iter().any(|file| file.kind == Kind::Artifact(Format::Booklet)) {
        return;
    }
    let site = &voice.locale.site;
    xml.block("section", &[("aria-labelledby", "print")], |xml| {
        xml.line();
        xml.leaf("h2", &[("id", "print")], &site.how_to_print);
        xml.block("ol", &[], |xml| {
            site.print_steps.iter().for_each(|step| xml.leaf("li", &[], step))
        });
    });
}

/// How the files are verified.
pub fn verifying(xml: &mut Xml, voice: &Voice) {
    let site = &voice.locale.site;
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
