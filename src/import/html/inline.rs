//! What stands in the lines of a page.

use super::super::losses::Odd;
use super::super::runs::{Format, Piece, What, letters};
use super::{Reader, last};
use crate::html::{Element, Style, Tag, element};
use crate::locale::{Direction, LanguageTag};

/// Marks letters as an element does.
fn mark(style: Style, format: &mut Format) {
    match style {
        // Google's <b> around a whole page says nothing.
        Style::Strong => format.strong = true,
        Style::Emphasis => format.emphasis = true,
        Style::Strikethrough => format.strike = true,
        Style::Superscript => format.raised = true,
        Style::Subscript => format.lowered = true,
        Style::Underline => format.underline = true,
        Style::Small => format.small = true,
        Style::Mark => format.mark = true,
        Style::Quotation => {}
    }
}

impl Reader<'_> {
    /// The format of an element's letters.
    pub(super) fn format_of(&mut self, node: usize, format: &Format) -> Format {
        let mut format = format.clone();
        let Some(tag) = self.tree.nodes.get(node).map(|node| node.tag.clone()) else {
            return format;
        };
        match element(&tag.name) {
            Some(Element::Styled(style)) => mark(style, &mut format),
            Some(Element::Code) => format.code = true,
            Some(Element::Abbreviation) => format.title = tag.value("title").map(str::to_string),
            Some(Element::Link) => {
                if let Some(href) = tag.value("href") {
                    format.link = Some(self.address(node, href));
                }
            }
            _ => {}
        }
        self.sheet.of(&tag).apply(&mut format);
        if format.link.is_some() {
            format.underline = false;
        }
        if tag.name == "bdo" {
            format.direction = match tag.value("dir") {
                Some("rtl") => Some(Direction::Rtl),
                Some("ltr") => Some(Direction::Ltr),
                _ => format.direction,
            };
        }
        let language = tag.value("lang").or(tag.value("xml:lang"));
        if let Some(language) = language.and_then(|tag| LanguageTag::parse(tag).ok()) {
            let other = self.is_other(&language, &self.tree.letters(node));
            format.language = other.then(|| language.language().to_string());
        }
        format
    }

    /// Whether a language that is told of letters is another than the book's, and can be theirs.
    fn is_other(&self, language: &LanguageTag, text: &str) -> bool {
        let rtl = text
            .chars()
            .any(|c| matches!(u32::from(c), 0x5d0..=0x5ea | 0x620..=0x64a | 0x66e..=0x6d3));
        let told = language.language() == "en" && self.language.direction().is_rtl();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        letters >= 3
            && !matches!(language.language(), "zxx" | "und" | "mul")
            && language.language() != self.language.language()
            && language.direction().is_rtl() == rtl
            && !told
    }

    /// Reads a node that stands in a line.
    pub(super) fn inline(&mut self, node: usize, format: &Format, out: &mut Vec<Piece>) {
        let Some(found) = self.tree.nodes.get(node) else { return };
        if self.notes.passed.contains(&node) {
            return;
        }
        if let Some(text) = &found.text {
            return out.push(Piece {
                what: What::Text(text.replace(['\n', '\r', '\t'], " ")),
                format: format.clone(),
            });
        }
        if let Some(note) = self.notes.references.get(&node) {
            return out.push(Piece {
                what: What::Note(*note),
                format: Format::default(),
            });
        }
        let tag = found.tag.clone();
        let style = self.sheet.of(&tag);
        if style.hidden {
            return self.count_letters(Odd::Hidden, node);
        }
        if self.replaced(node, &tag, format, out) {
            return;
        }
        if style.coloured && format.link.is_none() && self.tree.find(node, "a").is_none() {
            self.count_letters(Odd::Colour, node);
        }
        let (before, after) = match tag.name.as_str() {
            "q" => ("“", "”"),
            "rt" => (" (", ")"),
            _ => ("", ""),
        };
        out.extend(Some(before).filter(|sign| !sign.is_empty()).map(Piece::plain));
        let inner = self.format_of(node, format);
        for child in self.tree.children(node).to_vec() {
            self.inline(child, &inner, out);
        }
        out.extend(Some(after).filter(|sign| !sign.is_empty()).map(Piece::plain));
    }

    /// Counts a node whose letters, if it has any, are not as they were.
    fn count_letters(&mut self, odd: Odd, node: usize) {
        let letters = self.tree.letters(node);
        if !letters.trim().is_empty() {
            self.losses.count(odd, &letters);
        }
    }

    /// Reads an element in whose place something else stands, or nothing; answers whether that is all that is read of it.
    fn replaced(&mut self, node: usize, tag: &Tag, format: &Format, out: &mut Vec<Piece>) -> bool {
        let here = letters(last(out));
        let name = tag.name.as_str();
        match name {
            "br" => out.push(Piece {
                what: What::Break,
                format: format.clone(),
            }),
            "img" => self.picture(node, format, out),
            "script" | "style" | "head" | "template" | "noscript" | "rp" => {}
            "iframe" | "video" | "audio" | "object" | "embed" | "canvas" | "svg" => {
                self.losses.count(Odd::Script, &here);
                // What others show in the place of a film is read.
                return matches!(name, "svg" | "canvas");
            }
            "input" if tag.value("type") == Some("checkbox") => {
                let done = tag.attributes.iter().any(|attribute| attribute.0 == "checked");
                out.push(Piece::plain(if done { "☑ " } else { "☐ " }));
            }
            "input" | "select" | "textarea" | "button" => self.losses.count(Odd::Form, &here),
            "math" => {
                self.losses.count(Odd::Formula, &here);
                out.push(Piece {
                    what: What::Text(self.formula(node)),
                    format: format.clone(),
                });
            }
            _ => return false,
        }
        true
    }

    /// The letters of a formula, without how other programs would write it.
    fn formula(&self, node: usize) -> String {
        let parts = self.tree.below(node).into_iter();
        let text: String = parts
            .filter(|at| !self.in_annotation(*at))
            .filter_map(|at| self.tree.nodes.get(at)?.text.clone())
            .collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn in_annotation(&self, node: usize) -> bool {
        self.tree
            .above(node)
            .any(|above| matches!(self.tree.name(above), "annotation" | "annotation-xml"))
    }
}
