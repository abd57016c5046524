//! The text as XHTML: pieces of lines.

use super::flow::Flow;
use super::plan::reference_id;
use crate::diagnostic::{Diagnostic, Span};
use crate::document::{Image, Inline, Target, Width};
use crate::locale::{Direction, fill};
use crate::markup::Xml;

/// Schemes of addresses that reading programs know how to follow; EPUBCheck warns of unregistered ones (HTM-025).
const SCHEMES: [&str; 8] = ["http", "https", "mailto", "tel", "sms", "geo", "ftp", "xmpp"];

impl Flow<'_> {
    /// Writes a run.
    pub fn inlines(&mut self, xml: &mut Xml, content: &[Inline]) {
        content.iter().for_each(|inline| self.inline(xml, inline));
    }

    fn inline(&mut self, xml: &mut Xml, inline: &Inline) {
        let mut wrap = |name: &str, content: &[Inline]| xml.element(name, &[], |xml| self.inlines(xml, content));
        match inline {
            Inline::Emphasis { content } => wrap("em", content),
            Inline::Strong { content } => wrap("strong", content),
            Inline::Strikethrough { content } => wrap("s", content),
            Inline::Superscript { content } => wrap("sup", content),
            Inline::Subscript { content } => wrap("sub", content),
            Inline::Underline { content } => wrap("u", content),
            Inline::Small { content } => wrap("small", content),
            Inline::Mark { content } => wrap("mark", content),
            Inline::Text { text, .. } => self.words(xml, text, Xml::text),
            Inline::Abbreviation { title, content } => {
                xml.element("abbr", &[("title", title)], |xml| self.inlines(xml, content));
            }
            Inline::Link { target, content, span } => self.link(xml, target, content, *span),
            Inline::Image(image) => self.image(xml, image),
            Inline::Code { text, .. } => {
                xml.element("code", &[("dir", "ltr")], |xml| self.words(xml, text, Xml::code));
            }
            Inline::Note { note, reference, .. } => self.note_reference(xml, *note, *reference),
            Inline::Break => xml.empty("br", &[]),
            Inline::Isolate {
                direction,
                language,
                content,
            } => {
                isolate(xml, *direction, language.as_deref(), |xml| self.inlines(xml, content));
            }
        }
    }

    pub fn link(&mut self, xml: &mut Xml, target: &Target, content: &[Inline], span: Span) {
        let href = match target {
            Target::Anchor(anchor) => self.plan.anchor(anchor, self.chapter),
            Target::Url(url) => address(url),
        };
        match href {
            Some(href) => xml.element("a", &[("href", &href)], |xml| self.inlines(xml, content)),
            None => {
                let written = match target {
                    Target::Anchor(anchor) => format!("#{anchor}"),
                    Target::Url(url) => url.clone(),
                };
                let message = format!("a reader of the EPUB cannot follow a link to {written}; its text stays");
                self.findings.push(
                    Diagnostic::warning("epub-link", message)
                        .at(span)
                        .hint("write a whole address such as https://example.org/, or #name of a heading"),
                );
                self.inlines(xml, content);
            }
        }
    }

    /// Writes a picture; its alternative text alone where the picture could not be opened.
    pub fn image(&mut self, xml: &mut Xml, image: &Image) {
        let Some(file) = self.pictures.file(&image.path) else {
            return xml.text(&image.alt);
        };
        let ornament = image.alt.is_empty().then_some(("role", "presentation"));
        let width = image.width.map(|width| match width {
            Width::Share(share) => format!("width:{share}%"),
            // CSS pixels, of which 96 are an inch; no picture is wider than the page.
            Width::Points(points) => format!("width:{:.0}px", points / 0.75),
        });
        let attributes: Vec<_> = [("src", file), ("alt", image.alt.as_str())]
            .into_iter()
            .chain(ornament)
            .chain(width.as_deref().map(|width| ("style", width)))
            .collect();
        xml.empty("img", &attributes);
    }

    /// A note's number in the text. It is kept apart from the directions around it, so that it stands after the word, on the
    /// left in text from the right, even where the word is Latin or a number.
    fn note_reference(&mut self, xml: &mut Xml, note: usize, reference: u32) {
        let found = self.volume.document.notes.get(note);
        let (Some(found), Some(href)) = (found, self.plan.note(note, self.chapter)) else {
            return;
        };
        let label = fill(&self.volume.locale.words.note_number, &[("number", &found.mark)]);
        let id = reference_id(note, reference);
        let attributes = [
            ("epub:type", "noteref"),
            ("role", "doc-noteref"),
            ("class", "noteref"),
            ("dir", self.volume.direction.name()),
            ("id", &id),
            ("href", &href),
            ("aria-label", &label),
        ];
        xml.element("a", &attributes, |xml| xml.text(&found.mark));
    }
}

/// A run kept apart from the directions around it: `bdi`, or `span` where the language is known.
pub(super) fn isolate(
    xml: &mut Xml,
    direction: Option<Direction>,
    language: Option<&str>,
    content: impl FnOnce(&mut Xml),
) {
    let languages = language
        .into_iter()
        .flat_map(|language| [("lang", language), ("xml:lang", language)]);
    let attributes: Vec<_> = languages
        .chain(direction.map(|direction| ("dir", direction.name())))
        .collect();
    // A span isolates only with a direction.
    let name = if language.is_some() && direction.is_some() {
        "span"
    } else {
        "bdi"
    };
    xml.element(name, &attributes, content);
}

/// The address as a reader's program takes it: absolute, ASCII, of a scheme that is known (URL Standard).
pub(super) fn address(written: &str) -> Option<String> {
    let url = url::Url::parse(written.trim()).ok()?;
    (SCHEMES.contains(&url.scheme())).then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_whole_and_ascii() {
        assert_eq!(
            address("https://example.org/كتاب؟a b").as_deref(),
            Some("https://example.org/%D9%83%D8%AA%D8%A7%D8%A8%D8%9Fa%20b")
        );
        assert_eq!(address("mailto:a@example.org").as_deref(), Some("mailto:a@example.org"));
        for refused in [
            "notes.md",
            "javascript:go()",
            "file:///etc/passwd",
            "data:text/html,x",
            "foo:bar",
            "http://",
            "//e.org",
        ] {
            assert_eq!(address(refused), None, "{refused}");
        }
    }
}
