//! A paragraph of Word's: what it is, its place in lists, its direction, and what stands in it.

use super::super::items::{Item, Kind, Listed, Paragraph};
use super::super::losses::Odd;
use super::super::runs::{Piece, What, is_blank, letters};
use super::super::xml::Element;
use super::Reader;
use super::numbering::Number;
use super::run::{Around, PAGE_END};
use super::styles::{outline, switch, value};
use crate::locale::Direction;

impl Reader<'_, '_> {
    /// Reads a paragraph, which may be parted by page breaks.
    pub(super) fn paragraph(&mut self, element: &Element, out: &mut Vec<Item>) {
        let properties = element.child("pPr");
        let outer = (
            std::mem::take(&mut self.pieces),
            std::mem::take(&mut self.after),
            std::mem::take(&mut self.here),
        );
        let names = std::mem::take(&mut self.names);
        self.here = first_letters(element);
        let style = value(properties, "pStyle");
        let open = std::mem::replace(&mut self.names, names);
        self.inlines(element, &Around::default());
        let pieces = std::mem::take(&mut self.pieces);
        let mut made = self.described(properties, style, &pieces);
        made.size = run_size(element).unwrap_or(made.size);
        made.names = std::mem::take(&mut self.names);
        let before =
            switch(properties, "pageBreakBefore").or(self.styles.paragraph(style, "pageBreakBefore").map(|_| true));
        if before == Some(true) {
            out.push(Item::PageBreak);
        }
        if properties
            .and_then(|properties| properties.child("rPr"))
            .is_some_and(|mark| mark.child("del").is_some() || mark.child("ins").is_some())
        {
            let here = self.here.clone();
            self.losses.count(Odd::Change, &here);
        }
        let ends_page = |piece: &Piece| matches!(&piece.what, What::Text(text) if text == PAGE_END);
        let parts: Vec<&[Piece]> = pieces.split(ends_page).collect();
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                out.push(Item::PageBreak);
            }
            if !is_blank(part) || (parts.len() == 1 && made.list.is_none()) {
                out.push(Item::Paragraph(Paragraph {
                    content: part.to_vec(),
                    ..made.clone()
                }));
                made.names.clear();
                // What goes on behind a page break is no new item or heading.
                if made.list.take().is_some() {
                    made.kind = Kind::Continued;
                }
                made.label = None;
            }
        }
        out.append(&mut self.after);
        if let Some(section) = properties.and_then(|properties| properties.child("sectPr")) {
            self.section(section, true, out);
        }
        (self.pieces, self.after, self.here) = outer;
        self.names = open;
    }

    /// What a paragraph is.
    fn described(&mut self, properties: Option<&Element>, style: Option<&str>, pieces: &[Piece]) -> Paragraph {
        let said = self.styles.kind(style);
        let named = style.map(|id| self.styles.name(id).to_string()).unwrap_or_default();
        let mut kind = match outline(properties) {
            Some(level @ Kind::Heading(_)) if said == Kind::Text => level,
            _ => said,
        };
        let has_picture = pieces.iter().any(|piece| matches!(piece.what, What::Image(_)));
        if kind == Kind::Caption && has_picture || is_blank(pieces) && matches!(kind, Kind::Heading(_) | Kind::Title) {
            kind = Kind::Text;
        }
        let justified =
            value(properties, "jc").or(self.styles.paragraph(style, "jc").and_then(|jc| jc.attribute("val")));
        let mut made = Paragraph {
            kind,
            centred: justified == Some("center"),
            size: self.size(style, properties),
            bold: self.styles.paragraph_letters(style, "b") == Some(true)
                || self.styles.paragraph_letters(style, "bCs") == Some(true),
            direction: self.direction(properties, style, pieces),
            ..Paragraph::default()
        };
        if !is_blank(pieces) {
            self.number(properties, style, &mut made);
        }
        if made.list.is_none() && kind == Kind::Text && named == "list paragraph" && indent(properties) > 0 {
            made.kind = Kind::Continued;
        }
        made
    }

    /// The size of a paragraph's letters: those of its mark stand for all.
    fn size(&self, style: Option<&str>, properties: Option<&Element>) -> u32 {
        let own = properties.and_then(|properties| value(properties.child("rPr"), "sz"));
        own.and_then(|size| size.parse().ok())
            .unwrap_or_else(|| self.styles.size(style))
    }

    /// A paragraph's place in a list, or the number that is printed before it.
    fn number(&mut self, properties: Option<&Element>, style: Option<&str>, made: &mut Paragraph) {
        let own = properties.and_then(|properties| properties.child("numPr"));
        let of_style = self.styles.paragraph(style, "numPr");
        let list = value(own, "numId").or(value(of_style, "numId")).map(str::to_string);
        let Some(list) = list.filter(|list| list != "0") else {
            return;
        };
        let level = value(own, "ilvl")
            .or(value(of_style, "ilvl"))
            .and_then(|level| level.parse().ok());
        let level: usize = level
            .or_else(|| self.numbering.level_of_style(&list, style?))
            .unwrap_or(0)
            .min(8);
        let named = style.map_or(0, |style| depth_of_name(self.styles.name(style)));
        let Some(number) = self.numbering.next(&list, level) else {
            return;
        };
        let in_text = matches!(
            made.kind,
            Kind::Heading(_) | Kind::Title | Kind::Subtitle | Kind::Caption | Kind::Code
        );
        match number {
            Number::Bullet(_) if in_text => {}
            Number::Bullet(task) => {
                let listed = self.listed(&list, level, None);
                made.list = Some(Listed { task, ..listed });
            }
            Number::Counted { label, .. } if in_text => {
                made.label = Some(label).filter(|label| label.chars().any(char::is_alphanumeric))
            }
            Number::Counted { label, words: true, .. } => made.label = Some(label),
            Number::Counted {
                number,
                letter,
                strange,
                ..
            } => {
                if strange && number == 1 {
                    let here = self.here.clone();
                    self.losses.count(Odd::RomanList, &here);
                }
                made.list = Some(self.listed(&list, level, Some((number, letter))));
            }
        }
        // Word's own styles for lists in lists are lists of their own.
        if let Some(listed) = made.list.as_mut().filter(|listed| listed.level == 0) {
            listed.level = named;
        }
        if made.list.is_some() && made.kind == Kind::Text {
            made.centred = false;
        }
    }

    fn listed(&self, list: &str, level: usize, number: Option<(u64, String)>) -> Listed {
        Listed {
            level,
            number,
            task: None,
            key: self.numbering.key(list),
        }
    }

    /// The direction that a paragraph is set in, where the document says another than its letters do.
    fn direction(&mut self, properties: Option<&Element>, style: Option<&str>, pieces: &[Piece]) -> Option<Direction> {
        if !self.says_direction {
            return None;
        }
        let of_style = self
            .styles
            .paragraph(style, "bidi")
            .map(|bidi| !matches!(bidi.attribute("val"), Some("0" | "false" | "off")));
        let said = match switch(properties, "bidi").or(of_style) {
            Some(true) => Direction::Rtl,
            _ => Direction::Ltr,
        };
        let book = self.language.direction();
        let text = letters(pieces);
        let strong = |c: char| match u32::from(c) {
            0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc if c.is_alphabetic() => Some(Direction::Rtl),
            _ if c.is_alphabetic() => Some(Direction::Ltr),
            _ => None,
        };
        let first = text.chars().find_map(strong)?;
        let mixed = text.chars().filter_map(strong).any(|direction| direction != first);
        match said == book {
            true => None,
            // Wholly in letters of the other direction: the program sets it so by itself.
            false if first == said && mixed => Some(said),
            false if first == said => None,
            false => {
                if book.is_rtl() {
                    self.losses.count(Odd::LeftParagraph, &text);
                }
                None
            }
        }
    }
}

/// The size of the first letters that say one, in half points.
fn run_size(element: &Element) -> Option<u32> {
    let runs = element
        .children()
        .filter(|run| &*run.name == "r" && run.child("t").is_some());
    let of = |run: &Element| {
        let properties = run.child("rPr");
        let complex = switch(properties, "rtl") == Some(true);
        let (first, second) = if complex { ("szCs", "sz") } else { ("sz", "szCs") };
        value(properties, first).or(value(properties, second))?.parse().ok()
    };
    runs.take(1).find_map(of)
}

/// How deep the lists of a style stand: `list bullet 2` in one, from 0.
fn depth_of_name(name: &str) -> usize {
    let rest = ["list bullet ", "list number "]
        .iter()
        .find_map(|start| name.strip_prefix(start));
    rest.and_then(|rest| rest.trim().parse::<usize>().ok())
        .map_or(0, |depth| depth.saturating_sub(1).min(8))
}

/// How far a paragraph is set in.
fn indent(properties: Option<&Element>) -> i32 {
    let indent = properties.and_then(|properties| properties.child("ind"));
    let of = |name: &str| indent?.attribute(name)?.parse::<i32>().ok();
    of("start").or(of("left")).or(of("end")).or(of("right")).unwrap_or(0)
}

/// The first letters of a paragraph.
fn first_letters(element: &Element) -> String {
    let mut text = String::new();
    element.visit(&mut |inner| {
        if &*inner.name == "t" && text.len() < 160 {
            text.push_str(&inner.text());
        }
    });
    text
}
