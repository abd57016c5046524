//! What stands in a paragraph of Word's: runs, links, fields, notes, changes.

use super::super::losses::Odd;
use super::super::runs::{Format, Piece, What};
use super::super::xml::Element;
use super::Reader;
use super::fields::{Field, Meaning, meaning};
use super::math::formula;
use super::run::{Around, chosen};
use crate::locale::Direction;

impl Reader<'_, '_> {
    /// Reads what stands in a paragraph or in a part of one.
    pub(super) fn inlines(&mut self, element: &Element, around: &Around) {
        for child in element.children() {
            self.inline(child, around);
        }
    }

    pub(super) fn count(&mut self, odd: Odd) {
        let here = self.here.clone();
        self.losses.count(odd, &here);
    }

    fn inline(&mut self, element: &Element, around: &Around) {
        match &*element.name {
            "r" => self.run(element, around),
            "hyperlink" => self.linked(element, self.link(element), around),
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
                if let Some(choice) = chosen(element) {
                    self.inlines(choice, around);
                }
            }
            "dir" | "bdo" => {
                let direction = match element.attribute("val") {
                    Some("rtl") => Some(Direction::Rtl),
                    Some("ltr") => Some(Direction::Ltr),
                    _ => around.direction,
                };
                let link = around.link.clone();
                self.inlines(element, &Around { link, direction });
            }
            "fldSimple" => self.simple_field(element, around),
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

    /// Reads what stands in a link, if it leads anywhere.
    fn linked(&mut self, element: &Element, link: Option<String>, around: &Around) {
        let inner = Around {
            link: link.or(around.link.clone()),
            direction: around.direction,
        };
        self.inlines(element, &inner);
    }

    /// A field of one element.
    fn simple_field(&mut self, element: &Element, around: &Around) {
        let link = match meaning(element.attribute("instr").unwrap_or("")) {
            Meaning::Link(link) => Some(link),
            Meaning::Contents => return self.count(Odd::Contents),
            Meaning::Index => return self.count(Odd::Index),
            Meaning::Shown => {
                self.count(Odd::Field);
                None
            }
            Meaning::Text => None,
        };
        self.linked(element, link, around);
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

    /// The link of the innermost open field that is one.
    pub(super) fn open_link(&self) -> Option<String> {
        self.fields
            .iter()
            .rev()
            .find_map(|field| match meaning(&field.instruction) {
                Meaning::Link(link) => Some(link),
                _ => None,
            })
    }

    /// Follows fields through the runs; whether this run shows nothing.
    pub(super) fn field(&mut self, run: &Element) -> bool {
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
