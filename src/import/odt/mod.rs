//! OpenDocument texts (ODF 1.3), as LibreOffice and others write them.

mod drawings;
mod inlines;
mod lists;
mod look;
mod tables;

use std::collections::BTreeMap;

use super::items::{Item, Kind, Paragraph};
use super::losses::{Losses, Odd};
use super::package::Package;
use super::pictures::Pictures;
use super::runs::{Format, Piece, What, is_blank, letters};
use super::xml::{Element, Fault};
use super::{About, Raw};
use crate::locale::{LanguageTag, told_by_letters};

use lists::ListStyles;
use look::Styles;

/// What is known while a document is read.
struct Reader<'r, 'p> {
    package: &'r Package<'p>,
    losses: &'r mut Losses,
    pictures: &'r mut Pictures,
    styles: Styles,
    lists: ListStyles,
    notes: Vec<Vec<Item>>,
    language: LanguageTag,
    /// Whether any paragraph is set from the right.
    says_direction: bool,
    /// How wide the text is, in millimetres.
    width: f64,
    pieces: Vec<Piece>,
    after: Vec<Item>,
    names: Vec<String>,
    here: String,
    /// How often headings of each level came.
    numbered: BTreeMap<u8, usize>,
}

/// Reads a document.
pub(super) fn read(
    package: &Package<'_>,
    language: Option<&str>,
    pictures: &mut Pictures,
    losses: &mut Losses,
) -> Result<Raw, Fault> {
    if let Some(manifest) = package.tree("META-INF/manifest.xml")?
        && manifest.find("encryption-data").is_some()
    {
        return Err(Fault::Damaged("a password closes it: save it without one".into()));
    }
    let root = package
        .tree("content.xml")?
        .ok_or_else(|| Fault::Damaged("it holds no text".into()))?;
    let sheet = package.tree("styles.xml")?.unwrap_or_default();
    let mut about = meta(package)?;
    let body = root
        .path(&["body", "text"])
        .ok_or_else(|| Fault::Damaged("it holds no text".into()))?;
    let language = language_of(body, about.title.as_deref(), language)?;
    let styles = Styles::read(&[&sheet, &root]);
    if package.names().iter().any(|name| is_macro(name)) {
        losses.count(Odd::Macro, "");
    }
    running(&sheet, losses);
    let mut reader = Reader {
        package,
        losses,
        pictures,
        says_direction: styles.says_direction(),
        styles,
        lists: ListStyles::read(&[&sheet, &root]),
        notes: Vec::new(),
        language,
        width: look::text_width(&sheet),
        pieces: Vec::new(),
        after: Vec::new(),
        names: Vec::new(),
        here: String::new(),
        numbered: BTreeMap::new(),
    };
    let items = reader.items(body, None);
    about.number_headings = reader.numbered_down_to(&sheet);
    about.language = Some(reader.language.as_str().into());
    Ok(Raw {
        about,
        items,
        notes: reader.notes,
    })
}

/// The language of a text: the one that is asked for, or the one that its letters tell.
fn language_of(body: &Element, title: Option<&str>, language: Option<&str>) -> Result<LanguageTag, Fault> {
    let told = || {
        let mut text = String::new();
        sample(body, &mut text);
        told_by_letters(title.unwrap_or(""), std::iter::once(text.as_str())).to_string()
    };
    let language = language.map_or_else(told, str::to_string);
    LanguageTag::parse(&language).map_err(|_| Fault::Damaged(format!("\"{language}\" is no language tag")))
}

/// Whether a file of the package is a set of macros that somebody wrote.
fn is_macro(name: &str) -> bool {
    let lists = ["script-lc.xml", "script-lb.xml"];
    name.starts_with("Basic/") && name.ends_with(".xml") && !lists.iter().any(|list| name.ends_with(list))
}

/// What the document says of itself (ODF 1.3 part 3, 4).
fn meta(package: &Package<'_>) -> Result<About, Fault> {
    let Some(root) = package.tree("meta.xml")? else {
        return Ok(About::default());
    };
    let text = |name: &str| root.find(name).map(Element::text);
    let mut keywords = Vec::new();
    root.visit(&mut |element| {
        if &*element.name == "keyword" {
            keywords.push(element.text());
        }
    });
    let keywords = Some(keywords.join(", ")).filter(|text| !text.is_empty());
    Ok(About::said(
        text("title"),
        text("initial-creator").or_else(|| text("creator")),
        text("description"),
        keywords,
    ))
}

/// The text of paragraphs, to tell its language by.
fn sample(element: &Element, out: &mut String) {
    for child in element.children() {
        if out.len() > 400_000 {
            return;
        }
        match &*child.name {
            "p" | "h" => {
                out.push_str(&child.text());
                out.push(' ');
            }
            "tracked-changes" => {}
            _ => sample(child, out),
        }
    }
}

/// Running heads and feet with words.
fn running(sheet: &Element, losses: &mut Losses) {
    let Some(masters) = sheet.child("master-styles") else {
        return;
    };
    masters.visit(&mut |element| {
        if matches!(
            &*element.name,
            "header" | "footer" | "header-left" | "footer-left" | "header-first" | "footer-first"
        ) {
            let text = element.text();
            if text.chars().any(char::is_alphabetic) {
                losses.count(Odd::Running, &text);
            }
        }
    });
}

impl Reader<'_, '_> {
    /// Down to which level headings are numbered, as far as there are any; what their numbers are is left to the book.
    fn numbered_down_to(&mut self, sheet: &Element) -> u8 {
        let deepest = lists::numbered_headings(sheet).filter(|_| self.numbered.values().sum::<usize>() > 1);
        let down_to = deepest
            .and_then(|deepest| self.numbered.keys().filter(|level| **level <= deepest).max().copied())
            .unwrap_or(0);
        if down_to > 0 {
            let levels = self.numbered.iter().filter(|row| *row.0 <= down_to);
            let count = levels.map(|row| *row.1).sum();
            (0..count).for_each(|_| self.losses.count(Odd::HeadingNumbers, ""));
        }
        down_to
    }

    /// What stands in a part of the text. `list` is the list around it: its style and depth.
    fn items(&mut self, container: &Element, list: Option<(&str, usize)>) -> Vec<Item> {
        let mut out = Vec::new();
        self.fill(container, list, &mut out);
        out
    }

    fn fill(&mut self, container: &Element, list: Option<(&str, usize)>, out: &mut Vec<Item>) {
        for child in container.children() {
            match &*child.name {
                "p" | "h" => self.paragraph(child, list, out),
                "list" => self.list(child, list, out),
                "table" => self.table(child, out),
                "section" | "index-body" if child.attribute("display") == Some("none") => {
                    self.losses.count(Odd::Hidden, &child.text());
                }
                "section" => self.fill(child, list, out),
                "table-of-content" => self.losses.count(Odd::Contents, ""),
                "alphabetical-index" | "illustration-index" | "table-index" | "object-index" | "user-index" => {
                    self.losses.count(Odd::Index, "")
                }
                "bibliography" => {
                    if let Some(body) = child.child("index-body") {
                        self.fill(body, list, out);
                    }
                }
                "tracked-changes" => {
                    let changes = child.children().count();
                    (0..changes).for_each(|_| self.losses.count(Odd::Change, ""));
                }
                "frame" | "custom-shape" | "rect" | "g" => {
                    self.drawn(child);
                    let pieces = std::mem::take(&mut self.pieces);
                    if !is_blank(&pieces) {
                        out.push(Item::Paragraph(Paragraph {
                            content: pieces,
                            ..Paragraph::default()
                        }));
                    }
                    out.append(&mut self.after);
                }
                "forms" if child.children().next().is_some() => self.losses.count(Odd::Form, ""),
                "numbered-paragraph" => self.fill(child, list, out),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, element: &Element, list: Option<(&str, usize)>, out: &mut Vec<Item>) {
        let outer = (
            std::mem::take(&mut self.pieces),
            std::mem::take(&mut self.after),
            std::mem::take(&mut self.here),
        );
        self.here = element.text();
        let style = element.attribute("style-name").unwrap_or("").to_string();
        self.inlines(element, &Format::default());
        let content = std::mem::take(&mut self.pieces);
        let mut kind = self.styles.kind(&style);
        if &*element.name == "h" && kind != Kind::Title {
            let level = element
                .attribute("outline-level")
                .and_then(|level| level.parse().ok())
                .unwrap_or(1_u8)
                .clamp(1, 9);
            kind = Kind::Heading(level);
        }
        let has_picture = content.iter().any(|piece| matches!(piece.what, What::Image(_)));
        if is_blank(&content) || (kind == Kind::Caption && has_picture) {
            kind = Kind::Text;
        }
        if let Kind::Heading(level) = kind {
            *self.numbered.entry(level).or_default() += 1;
        }
        let (before, after) = self.styles.breaks(&style);
        if before {
            out.push(Item::PageBreak);
        }
        if !is_blank(&content) {
            let direction = look::direction(
                &self.styles,
                &style,
                &letters(&content),
                self.language.direction(),
                self.says_direction,
                self.losses,
            );
            out.push(Item::Paragraph(Paragraph {
                kind,
                direction,
                content,
                centred: self.styles.is_centred(&style) && list.is_none(),
                size: self.styles.size(&style),
                bold: self.styles.format(&style).strong,
                names: std::mem::take(&mut self.names),
                ..Paragraph::default()
            }));
        } else if self.styles.is_rule(&style) {
            out.push(Item::Rule);
        }
        out.append(&mut self.after);
        if after {
            out.push(Item::PageBreak);
        }
        (self.pieces, self.after, self.here) = outer;
    }

    fn count(&mut self, odd: Odd) {
        let here = self.here.clone();
        self.losses.count(odd, &here);
    }

    fn push(&mut self, what: What, format: &Format) {
        self.pieces.push(Piece {
            what,
            format: format.clone(),
        });
    }
}
