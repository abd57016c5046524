//! What all pages have in common: their head, their style sheet, versions that read from the left.

use crate::changes::LocaleContext;
use crate::markup::Xml;

/// The release's page.
pub const PAGE: &str = "index.html";
/// The style sheet of a release's pages.
pub const STYLE: &str = "page.css";
/// What all pages look like, after what the book's own sheet says of its text.
pub const SHEET: &str = include_str!("../../assets/site/page.css");

/// Writes a text in which a version is named; versions read from the left, whatever they are made of.
pub fn with_version(xml: &mut Xml, text: &str, version: &str) {
    match text.split_once(version) {
        Some((before, after)) if !version.is_empty() => {
            xml.text(before);
            xml.element("bdi", &[("dir", "ltr")], |xml| xml.text(version));
            xml.text(after);
        }
        _ => xml.text(text),
    }
}

/// A page: its head, and what `body` writes into it. `style` names the style sheet beside it; without one the page carries the
/// common one.
pub fn page(context: &LocaleContext, title: &str, style: Option<&str>, body: impl FnOnce(&mut Xml)) -> Xml {
    page_with(context, title, style, |_| {}, body)
}

/// The same, with more in its head.
pub fn page_with(
    context: &LocaleContext,
    title: &str,
    style: Option<&str>,
    head: impl FnOnce(&mut Xml),
    body: impl FnOnce(&mut Xml),
) -> Xml {
    let mut xml = Xml::html();
    xml.html_doctype();
    let root = [("lang", context.language.as_str()), ("dir", context.direction.name())];
    xml.block("html", &root, |xml| {
        xml.line();
        xml.block("head", &[], |xml| {
            xml.line();
            xml.empty("meta", &[("charset", "utf-8")]);
            xml.line();
            xml.empty(
                "meta",
                &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")],
            );
            xml.line();
            xml.leaf("title", &[], title);
            match style {
                Some(file) => xml.empty("link", &[("rel", "stylesheet"), ("href", file)]),
                None => xml.element("style", &[], |xml| xml.verbatim(SHEET)),
            }
            xml.line();
            head(xml);
        });
        xml.block("body", &[], |xml| {
            xml.line();
            body(xml);
        });
    });
    xml
}

/// A link that stands on a line of its own in a list.
pub fn item(xml: &mut Xml, href: &str, text: &str) {
    xml.block("li", &[], |xml| {
        xml.element("a", &[("href", href)], |xml| xml.text(text))
    });
}
