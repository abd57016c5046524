//! Word's documents (Office Open XML, ECMA-376), and those that other programs write in its form.

mod drawing;
mod fields;
mod inline;
mod math;
mod numbering;
mod paragraph;
mod properties;
mod run;
mod styles;
mod symbols;
mod table;

use std::collections::BTreeMap;

use super::items::{Item, Kind};
use super::losses::{Losses, Odd};
use super::package::{Package, folder_of, resolve};
use super::pictures::Pictures;
use super::runs::{Piece, letters};
use super::xml::{Element, Fault};
use super::{About, Raw};
use crate::locale::{LanguageTag, told_by_letters};

use fields::Field;
use numbering::Numbering;
use styles::Styles;

pub(super) use numbering::in_letters;
pub(super) use styles::of_name as kind_of_name;

/// Where a part points to.
#[derive(Debug, Clone)]
struct Relation {
    kind: String,
    target: String,
    external: bool,
}

type Relations = BTreeMap<String, Relation>;

/// What is known while a document is read.
struct Reader<'r, 'p> {
    package: &'r Package<'p>,
    losses: &'r mut Losses,
    pictures: &'r mut Pictures,
    styles: Styles,
    numbering: Numbering,
    relations: Relations,
    /// The document's notes as they were read, and where each stands among them.
    notes: Vec<Vec<Item>>,
    note_of: BTreeMap<(bool, String), usize>,
    /// The language of the book.
    language: LanguageTag,
    /// Whether any paragraph says a direction.
    says_direction: bool,
    /// How wide the text is, in English Metric Units.
    width: f64,
    fields: Vec<Field>,
    /// The paragraph that is being read.
    pieces: Vec<Piece>,
    /// What stands after it.
    after: Vec<Item>,
    names: Vec<String>,
    /// Its first words.
    here: String,
    /// Where a page break stands that the next section may take away.
    section: Option<usize>,
}

/// Reads a document.
pub(super) fn read(
    package: &Package<'_>,
    language: Option<&str>,
    pictures: &mut Pictures,
    losses: &mut Losses,
) -> Result<Raw, Fault> {
    let main = main_part(package)?.ok_or_else(|| Fault::Damaged("it holds no document".into()))?;
    let root = package
        .tree(&main)?
        .ok_or_else(|| Fault::Damaged("it holds no document".into()))?;
    let relations = relations(package, &main)?;
    let mut about = core(package)?;
    let language = language_of(&root, &about, language)?;
    let styles = part(package, &relations, "styles")?;
    let numbering = part(package, &relations, "numbering")?;
    let mut reader = Reader {
        package,
        losses,
        pictures,
        styles: styles.map(|(_, tree)| Styles::read(tree)).unwrap_or_default(),
        numbering: numbering.map(|(_, tree)| Numbering::read(&tree)).unwrap_or_default(),
        relations,
        notes: Vec::new(),
        note_of: BTreeMap::new(),
        language,
        says_direction: says_direction(&root),
        width: width(&root),
        fields: Vec::new(),
        pieces: Vec::new(),
        after: Vec::new(),
        names: Vec::new(),
        here: String::new(),
        section: None,
    };
    reader.all_notes()?;
    let body = root
        .child("body")
        .ok_or_else(|| Fault::Damaged("it holds no text".into()))?;
    let mut items = reader.items(body);
    reader.around()?;
    about.number_headings = reader.numbered_headings(&mut items);
    about.language = Some(reader.language.as_str().into());
    let is_macros = |name: &str| name.to_lowercase().ends_with("vbaproject.bin");
    if package.names().iter().any(|name| is_macros(name)) {
        reader.losses.count(Odd::Macro, "");
    }
    let notes = reader.notes;
    Ok(Raw { about, items, notes })
}

/// The part of a kind that a part's relations name, and its name.
fn part(package: &Package<'_>, relations: &Relations, kind: &str) -> Result<Option<(String, Element)>, Fault> {
    let found = relations
        .values()
        .find(|relation| relation.kind == kind && !relation.external);
    let Some(relation) = found else { return Ok(None) };
    Ok(package
        .tree(&relation.target)?
        .map(|tree| (relation.target.clone(), tree)))
}

/// The language of a document: the one that is asked for, or the one that its letters tell.
fn language_of(root: &Element, about: &About, language: Option<&str>) -> Result<LanguageTag, Fault> {
    let told = || {
        let text = sample(root);
        told_by_letters(about.title.as_deref().unwrap_or(""), std::iter::once(text.as_str())).to_string()
    };
    let language = language.map_or_else(told, str::to_string);
    LanguageTag::parse(&language).map_err(|_| Fault::Damaged(format!("\"{language}\" is no language tag")))
}

/// Whether any paragraph says a direction.
fn says_direction(root: &Element) -> bool {
    let mut says = false;
    root.visit(&mut |element| {
        says |= &*element.name == "bidi" && !matches!(element.attribute("val"), Some("0" | "false" | "off"));
    });
    says
}

impl Reader<'_, '_> {
    /// Reads the notes, each part of them by relations of its own.
    fn all_notes(&mut self) -> Result<(), Fault> {
        for (kind, ends) in [("footnotes", false), ("endnotes", true)] {
            if let Some((name, tree)) = part(self.package, &self.relations, kind)? {
                let of_notes = relations(self.package, &name)?;
                let of_text = std::mem::replace(&mut self.relations, of_notes);
                self.read_notes(&tree, ends);
                self.relations = of_text;
            }
        }
        Ok(())
    }
}

/// The part that holds the text.
fn main_part(package: &Package<'_>) -> Result<Option<String>, Fault> {
    let found = relations_in(package, "_rels/.rels", "")?;
    let main = found.into_values().find(|relation| relation.kind == "officeDocument");
    Ok(main
        .map(|relation| relation.target)
        .or_else(|| package.holds("word/document.xml").then(|| "word/document.xml".into())))
}

/// The relations of a part.
fn relations(package: &Package<'_>, part: &str) -> Result<Relations, Fault> {
    let folder = folder_of(part);
    let name = part.rsplit('/').next().unwrap_or(part);
    let beside = if folder.is_empty() {
        format!("_rels/{name}.rels")
    } else {
        format!("{folder}/_rels/{name}.rels")
    };
    relations_in(package, &beside, folder)
}

fn relations_in(package: &Package<'_>, name: &str, folder: &str) -> Result<Relations, Fault> {
    let Some(root) = package.tree(name)? else {
        return Ok(Relations::new());
    };
    let relation = |child: &Element| {
        let external = child.attribute("TargetMode") == Some("External");
        let target = child.attribute("Target")?;
        let kind = child.attribute("Type")?.rsplit('/').next()?.to_string();
        let target = if external {
            target.to_string()
        } else {
            resolve(folder, target)?
        };
        Some((child.attribute("Id")?.to_string(), Relation { kind, target, external }))
    };
    Ok(root.children().filter_map(relation).collect())
}

/// What the document says of itself (ECMA-376 part 2, 11).
fn core(package: &Package<'_>) -> Result<About, Fault> {
    let found = relations_in(package, "_rels/.rels", "")?;
    let part = found.into_values().find(|relation| relation.kind == "core-properties");
    let Some(root) = part.map(|part| package.tree(&part.target)).transpose()?.flatten() else {
        return Ok(About::default());
    };
    let text = |name: &str| root.child(name).map(Element::text);
    Ok(About::said(
        text("title"),
        text("creator"),
        text("description"),
        text("keywords").or_else(|| text("subject")),
    ))
}

/// A stretch of the text, long enough to tell its language.
fn sample(root: &Element) -> String {
    let mut text = String::new();
    root.visit(&mut |element| {
        if &*element.name == "t" && text.len() < 400_000 {
            text.push_str(&element.text());
            text.push(' ');
        }
    });
    text
}

/// How wide the text is: the page without its margins.
fn width(root: &Element) -> f64 {
    const TWIP: f64 = 635.0;
    let section = root.child("body").and_then(|body| body.child("sectPr"));
    let number = |element: &str, name: &str| -> Option<f64> { section?.child(element)?.attribute(name)?.parse().ok() };
    let page = number("pgSz", "w").unwrap_or(11906.0);
    let margins = number("pgMar", "left").unwrap_or(1440.0) + number("pgMar", "right").unwrap_or(1440.0);
    (page - margins).max(1440.0) * TWIP
}

impl Reader<'_, '_> {
    /// What stands in the body, a cell, a note or a box.
    fn items(&mut self, container: &Element) -> Vec<Item> {
        let mut out = Vec::new();
        self.fill(container, &mut out);
        out
    }

    fn fill(&mut self, container: &Element, out: &mut Vec<Item>) {
        for child in container.children() {
            match &*child.name {
                "p" => self.paragraph(child, out),
                "tbl" => self.table(child, out),
                "sdt" => {
                    let gallery = child
                        .path(&["sdtPr", "docPartObj", "docPartGallery"])
                        .and_then(|gallery| gallery.attribute("val"));
                    if gallery == Some("Table of Contents") {
                        self.losses.count(Odd::Contents, "");
                    } else if let Some(content) = child.child("sdtContent") {
                        self.fill(content, out);
                    }
                }
                "ins" | "moveTo" | "customXml" | "smartTag" => self.fill(child, out),
                "AlternateContent" => {
                    if let Some(choice) = child.child("Choice").or(child.child("Fallback")) {
                        self.fill(choice, out);
                    }
                }
                "del" | "moveFrom" => self.losses.count(Odd::Change, ""),
                "bookmarkStart" => self.names.extend(child.attribute("name").map(str::to_string)),
                "altChunk" => self.losses.count(Odd::Object, ""),
                "sectPr" => self.section(child, false, out),
                _ => {}
            }
        }
    }

    /// A section ends: the next may begin on a page of its own.
    fn section(&mut self, properties: &Element, more: bool, out: &mut Vec<Item>) {
        let columns = properties
            .child("cols")
            .and_then(|columns| columns.attribute("num"))
            .and_then(|number| number.parse::<u32>().ok());
        if columns.is_some_and(|columns| columns > 1) {
            let here = self.here.clone();
            self.losses.count(Odd::Columns, &here);
        }
        // How a section begins is said at its own end.
        let begins = styles::value(Some(properties), "type").unwrap_or("nextPage");
        if let Some(at) = self.section.take()
            && matches!(begins, "continuous" | "nextColumn")
            && matches!(out.get(at), Some(Item::PageBreak))
        {
            out.remove(at);
        }
        if more {
            self.section = Some(out.len());
            out.push(Item::PageBreak);
        }
    }

    fn read_notes(&mut self, root: &Element, ends: bool) {
        for note in root.children() {
            let kind = note.attribute("type").unwrap_or("normal");
            let Some(id) = note.attribute("id").filter(|_| kind == "normal") else {
                continue;
            };
            let items = self.items(note);
            self.note_of.insert((ends, id.into()), self.notes.len());
            self.notes.push(items);
        }
    }

    /// Running heads and feet that say more than a page's number.
    fn around(&mut self) -> Result<(), Fault> {
        let parts: Vec<String> = self
            .relations
            .values()
            .filter(|relation| matches!(relation.kind.as_str(), "header" | "footer") && !relation.external)
            .map(|relation| relation.target.clone())
            .collect();
        let mut seen = std::collections::BTreeSet::new();
        for part in parts {
            let Some(root) = self.package.tree(&part)? else {
                continue;
            };
            let mut text = String::new();
            root.visit(&mut |element| {
                if &*element.name == "t" {
                    text.push_str(&element.text());
                }
            });
            if text.chars().any(char::is_alphabetic) && seen.insert(text.trim().to_string()) {
                self.losses.count(Odd::Running, &text);
            }
        }
        Ok(())
    }

    /// Down to which level headings were numbered, where most were; else their numbers are written into them.
    fn numbered_headings(&mut self, items: &mut [Item]) -> u8 {
        let deepest = numbered_down_to(items);
        for item in items.iter_mut() {
            let Item::Paragraph(paragraph) = item else { continue };
            let Some(label) = paragraph.label.take() else { continue };
            if deepest.is_some() && matches!(paragraph.kind, Kind::Heading(_)) {
                self.losses.count(Odd::HeadingNumbers, &letters(&paragraph.content));
            } else {
                self.losses.count(Odd::WordNumber, &label);
                paragraph.content.insert(0, Piece::plain(&format!("{label} ")));
            }
        }
        deepest.unwrap_or(0)
    }
}

/// Down to which level the document numbers its headings; none where it numbers few of them.
fn numbered_down_to(items: &[Item]) -> Option<u8> {
    let heading = |item: &Item| match item {
        Item::Paragraph(paragraph) => match paragraph.kind {
            Kind::Heading(level) => Some((level, paragraph.label.is_some())),
            _ => None,
        },
        _ => None,
    };
    let headings: Vec<(u8, bool)> = items.iter().filter_map(heading).collect();
    let numbered = || headings.iter().filter(|heading| heading.1);
    let deepest = numbered().map(|heading| heading.0).max()?;
    let reached = headings.iter().filter(|heading| heading.0 <= deepest).count();
    (numbered().count() > 1 && numbered().count() * 4 >= reached * 3).then_some(deepest)
}
