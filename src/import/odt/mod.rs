//! OpenDocument texts (ODF 1.3), as LibreOffice and others write them.

mod lists;
mod look;

use std::collections::BTreeMap;

use super::items::{Cell, Item, Kind, Paragraph, Table, first_words};
use super::losses::{Losses, Odd};
use super::package::Package;
use super::pictures::Pictures;
use super::runs::{Format, Piece, What, is_blank, letters};
use super::xml::{Element, Fault, Node};
use super::{About, Raw};
use crate::diagnostic::Span;
use crate::document::{Image, Width};
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
    let mut text = String::new();
    sample(body, &mut text);
    let told = match language {
        Some(language) => language.to_string(),
        None => told_by_letters(about.title.as_deref().unwrap_or(""), std::iter::once(text.as_str())).to_string(),
    };
    let language = LanguageTag::parse(&told).map_err(|_| Fault::Damaged(format!("\"{told}\" is no language tag")))?;
    let styles = Styles::read(&[&sheet, &root]);
    if package.names().iter().any(|name| {
        name.starts_with("Basic/")
            && name.ends_with(".xml")
            && !name.ends_with("script-lc.xml")
            && !name.ends_with("script-lb.xml")
    }) {
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
    let deepest = lists::numbered_headings(&sheet).filter(|_| reader.numbered.values().sum::<usize>() > 1);
    about.number_headings = deepest.map_or(0, |deepest| {
        reader
            .numbered
            .keys()
            .filter(|level| **level <= deepest)
            .max()
            .copied()
            .unwrap_or(0)
    });
    if about.number_headings > 0 {
        let count = reader
            .numbered
            .iter()
            .filter(|row| *row.0 <= about.number_headings)
            .map(|row| *row.1)
            .sum();
        (0..count).for_each(|_| reader.losses.count(Odd::HeadingNumbers, ""));
    }
    about.language = Some(reader.language.as_str().into());
    Ok(Raw {
        about,
        items,
        notes: reader.notes,
    })
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

    fn inlines(&mut self, element: &Element, format: &Format) {
        for node in element.nodes() {
            match node {
                Node::Text(text) => self.push(What::Text(text.replace(['\n', '\t', '\r'], " ")), format),
                Node::Element(child) => self.inline(child, format),
            }
        }
    }

    fn inline(&mut self, element: &Element, format: &Format) {
        match &*element.name {
            "span" => {
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
            "a" => {
                let link = element
                    .attribute("href")
                    .map(|href| href.trim_end_matches("|outline").to_string());
                let inner = Format {
                    link: link.map(|link| {
                        if link.starts_with('#') {
                            super::html::percent_decoded(&link)
                        } else {
                            link
                        }
                    }),
                    ..format.clone()
                };
                self.inlines(element, &inner);
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
            "ruby" => {
                for (name, open, close) in [("ruby-base", "", ""), ("ruby-text", " (", ")")] {
                    if let Some(part) = element.child(name) {
                        self.push(What::Text(open.into()), format);
                        self.inlines(part, format);
                        self.push(What::Text(close.into()), format);
                    }
                }
            }
            "hidden-text" => self.count(Odd::Hidden),
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
            | "user-index-mark" => {}
            // The value of any other field is its text.
            _ => self.inlines(element, format),
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

    /// What is drawn: a picture stands in the line, a box after the paragraph.
    fn drawn(&mut self, element: &Element) {
        let text = |name: &str| {
            element
                .child(name)
                .map(|child| child.text().split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|text| !text.is_empty())
        };
        let alternative = text("desc").or_else(|| text("title")).unwrap_or_default();
        if let Some(content) = element.child("text-box") {
            return self.text_box(content);
        }
        if element.child("object").is_some() || element.child("object-ole").is_some() {
            return self.object(element, &alternative);
        }
        if let Some(image) = element.child("image") {
            return self.picture(element, image, &alternative);
        }
        if &*element.name == "control" {
            return self.count(Odd::Form);
        }
        if &*element.name == "g" {
            return element.children().for_each(|child| self.drawn(child));
        }
        // A line across the page is drawn as a very flat shape.
        if element
            .attribute("height")
            .and_then(look::millimetres)
            .is_some_and(|height| height < 2.0)
            && element.text().trim().is_empty()
        {
            return self.after.push(Item::Rule);
        }
        // A shape with words is a box; one without is a drawing.
        if element.child("p").is_some() && !element.text().trim().is_empty() {
            self.text_box(element);
        } else if matches!(&*element.name, "custom-shape" | "polyline" | "ellipse" | "rect") {
            self.count(Odd::Drawing);
        }
    }

    /// A box of text; one that holds a picture and its caption is these.
    fn text_box(&mut self, content: &Element) {
        let items = self.items(content, None);
        let is_picture = |item: &Item| matches!(item, Item::Paragraph(paragraph) if paragraph.content.iter().any(|piece| matches!(piece.what, What::Image(_))));
        if items.first().is_some_and(is_picture) {
            return self.captioned(items);
        }
        if first_words(&items).is_some() {
            self.count(Odd::TextBox);
            self.after.push(Item::Box {
                title: Vec::new(),
                items,
            });
        }
    }

    /// A picture and the words below it, in a frame together.
    fn captioned(&mut self, items: Vec<Item>) {
        for item in items {
            let Item::Paragraph(paragraph) = item else {
                self.after.push(item);
                continue;
            };
            let (pictures, words): (Vec<Piece>, Vec<Piece>) = paragraph
                .content
                .into_iter()
                .partition(|piece| matches!(piece.what, What::Image(_)));
            if !pictures.is_empty() {
                self.after.push(Item::Paragraph(Paragraph {
                    content: pictures,
                    ..Paragraph::default()
                }));
            }
            if !is_blank(&words) {
                self.after.push(Item::Paragraph(Paragraph {
                    kind: Kind::Caption,
                    content: words,
                    ..Paragraph::default()
                }));
            }
        }
    }

    /// An object of another program: a formula is its letters, all else what shows it.
    fn object(&mut self, element: &Element, alternative: &str) {
        let path = element
            .child("object")
            .and_then(|object| object.attribute("href"))
            .unwrap_or("");
        let path = format!("{}/content.xml", path.trim_start_matches("./"));
        let formula = self
            .package
            .tree(&path)
            .ok()
            .flatten()
            .filter(|root| &*root.name == "math");
        if let Some(math) = formula {
            self.count(Odd::Formula);
            let mut text = String::new();
            math.visit(&mut |part| {
                if matches!(&*part.name, "mi" | "mn" | "mo" | "mtext") {
                    text.push_str(part.text().trim());
                }
            });
            return self.push(What::Text(text), &Format::default());
        }
        self.count(Odd::Object);
        if !alternative.is_empty() {
            self.push(What::Text(format!("[{alternative}]")), &Format::default());
        }
    }

    fn picture(&mut self, frame: &Element, image: &Element, alternative: &str) {
        let href = image
            .attribute("href")
            .unwrap_or("")
            .trim_start_matches("./")
            .to_string();
        let odd = if href.contains("://") || href.starts_with("../") || href.starts_with('/') {
            Odd::WebPicture
        } else {
            match self.package.bytes(&href) {
                Ok(Some(bytes)) => match self.pictures.take(&href, bytes) {
                    Ok(path) => {
                        let share = frame
                            .attribute("width")
                            .and_then(look::millimetres)
                            .map(|width| (width / self.width * 100.0).round());
                        // Cast of a number that was just bounded.
                        let width = share
                            .filter(|share| (1.0..=95.0).contains(share))
                            .map(|share| share as u8);
                        let image = Image {
                            path,
                            alt: alternative.into(),
                            width: width.map(Width::Share),
                            full_page: false,
                            span: Span::default(),
                        };
                        return self.push(What::Image(image), &Format::default());
                    }
                    Err(odd) => odd,
                },
                _ => Odd::MissingPicture,
            }
        };
        let here = if self.here.trim().is_empty() {
            alternative.to_string()
        } else {
            self.here.clone()
        };
        self.losses.count(odd, &here);
        if !alternative.is_empty() {
            self.push(What::Text(format!("[{alternative}]")), &Format::default());
        }
    }

    fn table(&mut self, element: &Element, out: &mut Vec<Item>) {
        let mut table = Table {
            ruled: Some(self.styles.any_ruled(element)),
            ..Table::default()
        };
        self.rows(element, false, &mut table);
        out.push(Item::Table(table));
    }

    fn rows(&mut self, element: &Element, head: bool, table: &mut Table) {
        for child in element.children() {
            match &*child.name {
                "table-header-rows" => self.rows(child, true, table),
                "table-rows" | "table-row-group" => self.rows(child, head, table),
                "table-row" => {
                    table.header |= head && table.rows.is_empty();
                    let mut row: Vec<Cell> = Vec::new();
                    for cell in child.children() {
                        let number = |name: &str| {
                            cell.attribute(name)
                                .and_then(|value| value.parse::<usize>().ok())
                                .unwrap_or(1)
                                .clamp(1, 100)
                        };
                        match &*cell.name {
                            "table-cell" => {
                                let mut items = self.items(cell, None);
                                for item in &mut items {
                                    if let Item::Paragraph(paragraph) = item {
                                        paragraph.centred = false;
                                        if table.header && table.rows.is_empty() {
                                            paragraph
                                                .content
                                                .iter_mut()
                                                .for_each(|piece| piece.format.strong = false);
                                        }
                                    }
                                }
                                let columns = number("number-columns-spanned");
                                row.push(Cell {
                                    items,
                                    columns: 1,
                                    goes_on: false,
                                    rows: 1,
                                    align: None,
                                });
                                if columns > 1 || number("number-rows-spanned") > 1 {
                                    self.losses.count(Odd::Merged, &cell.text());
                                }
                            }
                            // Cells under a wider one are there, and empty.
                            "covered-table-cell" => {
                                (0..number("number-columns-repeated")).for_each(|_| row.push(Cell::default()))
                            }
                            _ => {}
                        }
                    }
                    table.rows.push(row);
                }
                _ => {}
            }
        }
    }
}
