//! Runs of text: styles, links, fields and notes.

use super::Reader;
use crate::import::html::percent_decoded;
use crate::import::losses::Odd;
use crate::import::runs::{Format, What};
use crate::import::xml::{Element, Node};

impl Reader<'_, '_> {
    pub(super) fn inlines(&mut self, element: &Element, format: &Format) {
        for node in element.nodes() {
            match node {
                Node::Text(text) => self.push(What::Text(text.replace(['\n', '\t', '\r'], " ")), format),
                Node::Element(child) => self.inline(child, format),
            }
        }
    }

    fn inline(&mut self, element: &Element, format: &Format) {
        match &*element.name {
            "span" => self.span(element, format),
            "a" => {
                let link = element.attribute("href").map(target);
                self.inlines(element, &Format { link, ..format.clone() });
            }
            "s" => {
                let count = element
                    .attribute("c")
                    .and_then(|count| count.parse::<usize>().ok())
                    .unwrap_or(1)
                    .min(100);
                self.push(What::Text(" ".repeat(count)), format);
            }
            "tab" => self.push(What::Text("\t".into()), format),
            "line-break" => self.push(What::Break, format),
            "note" => self.note(element),
            "annotation" => self.count(Odd::Comment),
            "bookmark" | "bookmark-start" | "reference-mark" | "reference-mark-start" => {
                self.names.extend(element.attribute("name").map(str::to_string))
            }
            "bookmark-ref" | "reference-ref" => {
                let inner = Format {
                    link: element.attribute("ref-name").map(|name| format!("#{name}")),
                    ..format.clone()
                };
                self.inlines(element, &inner);
            }
            "frame" | "custom-shape" | "rect" | "g" | "ellipse" | "line" | "polyline" | "control" => {
                self.drawn(element)
            }
            "page-number" | "page-count" | "date" | "time" | "file-name" => {
                self.count(Odd::Field);
                self.inlines(element, format);
            }
            "ruby" => self.ruby(element, format),
            "hidden-text" => self.count(Odd::Hidden),
            name if is_mark(name) => {}
            // The value of any other field is its text.
            _ => self.inlines(element, format),
        }
    }

    /// A run with a style of its own.
    fn span(&mut self, element: &Element, format: &Format) {
        let style = element.attribute("style-name").unwrap_or("");
        if self.styles.is_hidden(style) {
            return self.losses.count(Odd::Hidden, &element.text());
        }
        if self.styles.is_coloured(style) && format.link.is_none() && !element.text().trim().is_empty() {
            self.count(Odd::Colour);
        }
        let mut inner = self.styles.over(format, style);
        inner.language = self
            .styles
            .language(style, &element.text(), &self.language)
            .or(format.language.clone());
        if inner.link.is_some() {
            inner.underline = false;
        }
        self.inlines(element, &inner);
    }

    /// Words with their reading above them, which stands behind them in brackets.
    fn ruby(&mut self, element: &Element, format: &Format) {
        for (name, open, close) in [("ruby-base", "", ""), ("ruby-text", " (", ")")] {
            if let Some(part) = element.child(name) {
                self.push(What::Text(open.into()), format);
                self.inlines(part, format);
                self.push(What::Text(close.into()), format);
            }
        }
    }

    fn note(&mut self, element: &Element) {
        if element.attribute("note-class") == Some("endnote") {
            self.count(Odd::Endnote);
        }
        let Some(body) = element.child("note-body") else { return };
        let names = std::mem::take(&mut self.names);
        let items = self.items(body, None);
        self.names = names;
        let note = self.notes.len();
        self.notes.push(items);
        self.push(What::Note(note), &Format::default());
    }
}

/// Where a link leads; within the document, LibreOffice says what kind of thing is there.
fn target(href: &str) -> String {
    let link = href.trim_end_matches("|outline");
    if link.starts_with('#') {
        percent_decoded(link)
    } else {
        link.to_string()
    }
}

/// Whether an element marks a place and shows nothing.
fn is_mark(name: &str) -> bool {
    matches!(
        name,
        "soft-page-break"
            | "bookmark-end"
            | "reference-mark-end"
            | "change"
            | "change-start"
            | "change-end"
            | "annotation-end"
            | "alphabetical-index-mark"
            | "alphabetical-index-mark-start"
            | "alphabetical-index-mark-end"
            | "toc-mark"
            | "toc-mark-start"
            | "toc-mark-end"
            | "user-index-mark"
    )
}
