//! What stands in a paragraph of Word's: runs, links, fields, notes, changes.

use super::super::losses::Odd;
use super::super::runs::{Format, Piece, What};
use super::super::xml::Element;
use super::Reader;
use super::drawing::Shown;
use super::fields::{Field, Meaning, meaning};
use super::math::formula;
use super::symbols::sign;
use crate::locale::Direction;

/// Stands in a paragraph where a page ends. No document holds it: XML has no such character.
pub(super) const PAGE_END: &str = "\u{c}";

/// What is around a run.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    link: Option<String>,
    direction: Option<Direction>,
}

impl Reader<'_, '_> {
    /// Reads what stands in a paragraph or in a part of one.
    pub(super) fn inlines(&mut self, element: &Element, around: &Around) {
        for child in element.children() {
            self.inline(child, around);
        }
    }

    fn count(&mut self, odd: Odd) {
        let here = self.here.clone();
        self.losses.count(odd, &here);
    }

    fn inline(&mut self, element: &Element, around: &Around) {
        match &*element.name {
            "r" => self.run(element, around),
            "hyperlink" => {
                let link = self.link(element);
                self.inlines(
                    element,
                    &Around {
                        link: link.or(around.link.clone()),
                        ..around.clone()
                    },
                );
            }
            "ins" | "moveTo" => {
                self.count(Odd::Change);
                self.inlines(element, around);
            }
            "del" | "moveFrom" => self.count(Odd::Change),
            "smartTag" | "customXml" => self.inlines(element, around),
            "sdt" => {
                if let Some(content) = element.child("sdtContent") {
                    self.inlines(content, around);
                }
            }
            "AlternateContent" => {
                if let Some(choice) = element.child("Choice").or(element.child("Fallback")) {
                    self.inlines(choice, around);
                }
            }
            "dir" | "bdo" => {
                let direction = match element.attribute("val") {
                    Some("rtl") => Some(Direction::Rtl),
                    Some("ltr") => Some(Direction::Ltr),
                    _ => around.direction,
                };
                self.inlines(
                    element,
                    &Around {
                        direction,
                        ..around.clone()
                    },
                );
            }
            "fldSimple" => {
                let said = meaning(element.attribute("instr").unwrap_or(""));
                let link = match said {
                    Meaning::Link(link) => Some(link),
                    Meaning::Contents => return self.count(Odd::Contents),
                    Meaning::Index => return self.count(Odd::Index),
                    Meaning::Shown => {
                        self.count(Odd::Field);
                        None
                    }
                    Meaning::Text => None,
                };
                self.inlines(
                    element,
                    &Around {
                        link: link.or(around.link.clone()),
                        ..around.clone()
                    },
                );
            }
            "oMath" | "oMathPara" => {
                self.count(Odd::Formula);
                if &*element.name == "oMathPara" && !self.pieces.is_empty() {
                    self.push(What::Break, Format::default());
                }
                formula(element, &Format::default(), &mut self.pieces);
            }
            "bookmarkStart" => {
                if let Some(name) = element.attribute("name").filter(|name| *name != "_GoBack") {
                    self.names.push(name.into());
                }
            }
            _ => {}
        }
    }

    /// Where a link leads.
    fn link(&self, element: &Element) -> Option<String> {
        let place = element.attribute("anchor");
        let relation = element.attribute("r:id").and_then(|id| self.relations.get(id));
        match (relation, place) {
            (Some(relation), Some(place)) if !relation.target.contains('#') => {
                Some(format!("{}#{place}", relation.target))
            }
            (Some(relation), _) => Some(relation.target.clone()),
            (None, Some(place)) => Some(format!("#{place}")),
            (None, None) => None,
        }
    }

    pub(super) fn push(&mut self, what: What, format: Format) {
        self.pieces.push(Piece { what, format });
    }

    fn run(&mut self, run: &Element, around: &Around) {
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
        let mut format = look.format;
        format.link = self.open_link().or(around.link.clone());
        format.direction = around.direction;
        if format.link.is_some() {
            format.underline = false;
        }
        if look.coloured && run.child("t").is_some() && format.link.is_none() {
            self.count(Odd::Colour);
        }
        for child in run.children() {
            match &*child.name {
                "t" => {
                    let text = child.text();
                    let text = match &look.symbols {
                        Some(font) => text
                            .chars()
                            .map(|c| self.symbol(font, u32::from(c)).unwrap_or(c))
                            .collect(),
                        None => self.private(&text),
                    };
                    format.language = self.language_of(&text, properties);
                    self.push(What::Text(text), format.clone());
                }
                "tab" | "ptab" => self.push(What::Text("\t".into()), format.clone()),
                "cr" => self.push(What::Break, format.clone()),
                "br" => match child.attribute("type") {
                    Some("page") => self.push(What::Text(PAGE_END.into()), Format::default()),
                    Some("column") => self.push(What::Break, format.clone()),
                    _ => self.push(What::Break, format.clone()),
                },
                "noBreakHyphen" => self.push(What::Text("\u{2011}".into()), format.clone()),
                "softHyphen" => self.push(What::Text("\u{ad}".into()), format.clone()),
                "sym" => {
                    let font = child.attribute("font").unwrap_or("");
                    let code = child
                        .attribute("char")
                        .and_then(|code| u32::from_str_radix(code, 16).ok());
                    let found = code.and_then(|code| self.symbol(font, code));
                    self.push(What::Text(found.unwrap_or('□').into()), format.clone());
                }
                "footnoteReference" => self.note(child, false, &format),
                "endnoteReference" => {
                    self.count(Odd::Endnote);
                    self.note(child, true, &format);
                }
                "commentReference" => self.count(Odd::Comment),
                "drawing" => self.drawing(child, Shown::Drawing, &format),
                "pict" => self.drawing(child, Shown::Old, &format),
                "object" => self.drawing(child, Shown::Object, &format),
                "AlternateContent" => {
                    if let Some(choice) = child.child("Choice").or(child.child("Fallback")) {
                        for inner in choice.children() {
                            match &*inner.name {
                                "drawing" => self.drawing(inner, Shown::Drawing, &format),
                                "pict" => self.drawing(inner, Shown::Old, &format),
                                "object" => self.drawing(inner, Shown::Object, &format),
                                _ => {}
                            }
                        }
                    }
                }
                "ruby" => {
                    for (name, open, close) in [("rubyBase", "", ""), ("rt", " (", ")")] {
                        if let Some(part) = child.child(name) {
                            self.push(What::Text(open.into()), format.clone());
                            self.inlines(part, around);
                            self.push(What::Text(close.into()), format.clone());
                        }
                    }
                }
                _ => {}
            }
        }
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

    /// The link of the innermost open field that is one.
    fn open_link(&self) -> Option<String> {
        self.fields
            .iter()
            .rev()
            .find_map(|field| match meaning(&field.instruction) {
                Meaning::Link(link) => Some(link),
                _ => None,
            })
    }

    /// Follows fields through the runs; whether this run shows nothing.
    fn field(&mut self, run: &Element) -> bool {
        let mut marks = false;
        for child in run.children() {
            match (&*child.name, child.attribute("fldCharType")) {
                ("fldChar", Some("begin")) => {
                    self.fields.push(Field::default());
                    if child.child("ffData").is_some() {
                        self.count(Odd::Form);
                    }
                    marks = true;
                }
                ("fldChar", Some("separate")) => {
                    let said = self.fields.last_mut().map(|field| {
                        field.shows = true;
                        meaning(&field.instruction)
                    });
                    match said {
                        Some(Meaning::Contents) => self.losses.count(Odd::Contents, ""),
                        Some(Meaning::Index) => self.losses.count(Odd::Index, ""),
                        Some(Meaning::Shown) if !self.in_contents() => self.count(Odd::Field),
                        _ => {}
                    }
                    marks = true;
                }
                ("fldChar", Some("end")) => {
                    self.fields.pop();
                    marks = true;
                }
                ("instrText", _) => {
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction.push_str(&child.text());
                    }
                    marks = true;
                }
                _ => {}
            }
        }
        let silent = self.fields.iter().any(|field| !field.shows) || self.in_contents();
        silent || (marks && run.child("t").is_none())
    }

    /// Whether contents or an index is open.
    fn in_contents(&self) -> bool {
        self.fields
            .iter()
            .any(|field| matches!(meaning(&field.instruction), Meaning::Contents | Meaning::Index))
    }
}
