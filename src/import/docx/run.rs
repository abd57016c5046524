//! A run of Word's: letters of one look, and what stands among them.

use super::super::losses::Odd;
use super::super::runs::{Format, What};
use super::super::xml::Element;
use super::Reader;
use super::drawing::Shown;
use super::symbols::sign;
use crate::locale::Direction;

/// Stands in a paragraph where a page ends. No document holds it: XML has no such character.
pub(super) const PAGE_END: &str = "\u{c}";

/// The part of alternative contents that is read.
pub(super) fn chosen(element: &Element) -> Option<&Element> {
    element.child("Choice").or(element.child("Fallback"))
}

/// What is around a run.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    pub(super) link: Option<String>,
    pub(super) direction: Option<Direction>,
}

impl Reader<'_, '_> {
    pub(super) fn run(&mut self, run: &Element, around: &Around) {
        let properties = run.child("rPr");
        let look = self.look(properties);
        if self.field(run) {
            return;
        }
        if look.hidden {
            if run.child("t").is_some() {
                self.count(Odd::Hidden);
            }
            return;
        }
        let mut format = self.placed(look.format, around);
        if look.coloured && run.child("t").is_some() && format.link.is_none() {
            self.count(Odd::Colour);
        }
        for child in run.children() {
            if &*child.name == "t" {
                let text = self.letters(child, look.symbols.as_deref());
                format.language = self.language_of(&text, properties);
                self.push(What::Text(text), format.clone());
            } else {
                self.part(child, &format, around);
            }
        }
    }

    /// A format within links and what else is around a run.
    fn placed(&self, format: Format, around: &Around) -> Format {
        let link = self.open_link().or(around.link.clone());
        Format {
            underline: format.underline && link.is_none(),
            link,
            direction: around.direction,
            ..format
        }
    }

    /// The letters of a run, which may be of a symbol font.
    fn letters(&mut self, element: &Element, symbols: Option<&str>) -> String {
        let text = element.text();
        match symbols {
            Some(font) => text
                .chars()
                .map(|c| self.symbol(font, u32::from(c)).unwrap_or(c))
                .collect(),
            None => self.private(&text),
        }
    }

    /// What stands in a run beside its letters.
    fn part(&mut self, element: &Element, format: &Format, around: &Around) {
        let text = |text: &str| What::Text(text.into());
        match &*element.name {
            "tab" | "ptab" => self.push(text("\t"), format.clone()),
            "br" if element.attribute("type") == Some("page") => self.push(text(PAGE_END), Format::default()),
            "cr" | "br" => self.push(What::Break, format.clone()),
            "noBreakHyphen" => self.push(text("\u{2011}"), format.clone()),
            "softHyphen" => self.push(text("\u{ad}"), format.clone()),
            "sym" => {
                let font = element.attribute("font").unwrap_or("");
                let code = element
                    .attribute("char")
                    .and_then(|code| u32::from_str_radix(code, 16).ok());
                let found = code.and_then(|code| self.symbol(font, code));
                self.push(What::Text(found.unwrap_or('□').into()), format.clone());
            }
            "footnoteReference" => self.note(element, false, format),
            "endnoteReference" => {
                self.count(Odd::Endnote);
                self.note(element, true, format);
            }
            "commentReference" => self.count(Odd::Comment),
            "AlternateContent" => {
                let shown = chosen(element).into_iter().flat_map(Element::children);
                shown.for_each(|inner| self.shown(inner, format));
            }
            "ruby" => {
                for (name, open, close) in [("rubyBase", "", ""), ("rt", " (", ")")] {
                    if let Some(part) = element.child(name) {
                        self.push(text(open), format.clone());
                        self.inlines(part, around);
                        self.push(text(close), format.clone());
                    }
                }
            }
            _ => self.shown(element, format),
        }
    }

    /// A picture or drawing.
    fn shown(&mut self, element: &Element, format: &Format) {
        let shown = match &*element.name {
            "drawing" => Shown::Drawing,
            "pict" => Shown::Old,
            "object" => Shown::Object,
            _ => return,
        };
        self.drawing(element, shown, format);
    }

    /// The sign that a code of a symbol font shows. What is not known is counted.
    fn symbol(&mut self, font: &str, code: u32) -> Option<char> {
        if code == 0x20 {
            return Some(' ');
        }
        let found = sign(font, code);
        if found.is_none() {
            self.count(Odd::Symbol);
            return Some('□');
        }
        found
    }

    /// Characters of symbol fonts that a font does not explain.
    fn private(&mut self, text: &str) -> String {
        let is_private = |c: char| matches!(u32::from(c), 0xf020..=0xf0ff);
        if !text.chars().any(is_private) {
            return text.into();
        }
        text.chars()
            .map(|c| {
                if is_private(c) {
                    self.symbol("Symbol", u32::from(c)).unwrap_or(c)
                } else {
                    c
                }
            })
            .collect()
    }

    fn note(&mut self, reference: &Element, ends: bool, format: &Format) {
        let id = reference.attribute("id").unwrap_or("").to_string();
        if let Some(note) = self.note_of.get(&(ends, id)) {
            let note = *note;
            self.push(What::Note(note), format.clone());
        }
    }
}
