//! The blocks of a page.

use super::super::items::{Cell, Item, Kind, Listed, Paragraph, Table};
use super::super::losses::Odd;
use super::super::runs::{Format, Piece, What, is_blank, letters};
use super::{Reader, signs};
use crate::document::Alignment;
use crate::html::{Element, Tag, element};
use crate::locale::Direction;

/// What is gathered of a block's children: items, and the line that is open.
struct Gathered {
    items: Vec<Item>,
    line: Vec<Piece>,
    /// What paragraphs are that are made here.
    paragraph: Paragraph,
}

impl Gathered {
    fn end_line(&mut self) {
        let content = std::mem::take(&mut self.line);
        if !is_blank(&content) {
            self.items.push(Item::Paragraph(Paragraph {
                content,
                ..self.paragraph.clone()
            }));
            self.paragraph.names.clear();
        }
    }
}

impl Reader<'_> {
    /// The blocks in a node.
    pub(super) fn blocks(&mut self, node: usize) -> Vec<Item> {
        self.with(node, &Format::default(), Paragraph::default())
    }

    /// The text of a note. `sign` may stand at its head once more.
    pub(super) fn note(&mut self, node: usize, sign: Option<&str>) -> Vec<Item> {
        self.notes.passed.remove(&node);
        // A list numbers its items itself: a number at an item's head may be the text's own.
        let loose = self.tree.name(node) != "li";
        let mut items = self.blocks(node);
        if let Some(Item::Paragraph(paragraph)) = items.first_mut() {
            signs::take_off(&mut paragraph.content, sign, loose);
        }
        items
    }

    fn with(&mut self, node: usize, format: &Format, paragraph: Paragraph) -> Vec<Item> {
        let mut gathered = Gathered {
            items: Vec::new(),
            line: Vec::new(),
            paragraph,
        };
        for child in self.tree.children(node).to_vec() {
            self.child(child, format, &mut gathered);
        }
        gathered.end_line();
        gathered.items
    }

    /// Whether a node holds blocks at any depth.
    fn holds_blocks(&self, node: usize) -> bool {
        self.tree.below(node).into_iter().skip(1).any(|at| {
            let name = self.tree.name(at);
            element(name).is_some_and(|element| !element.is_inline() && !element.is_void())
        })
    }

    fn child(&mut self, node: usize, format: &Format, out: &mut Gathered) {
        if self.notes.passed.contains(&node) {
            return;
        }
        let Some(tag) = self.tree.nodes.get(node).map(|node| node.tag.clone()) else {
            return;
        };
        let base = self
            .tree
            .above(node)
            .find_map(|above| self.bases.get(&above))
            .cloned()
            .unwrap_or_default();
        for id in [tag.value("id"), tag.value("name")].into_iter().flatten() {
            out.paragraph.names.push(format!("{base}#{id}"));
        }
        let is_text = self.tree.nodes.get(node).is_some_and(|node| node.text.is_some());
        let known = element(&tag.name);
        let is_line = is_text
            || known.is_none_or(Element::is_inline)
                && (tag.name == "a" || !self.holds_blocks(node))
                && !is_block_name(&tag.name);
        if is_line {
            if self.breaks(&tag, out) {
                return;
            }
            return self.inline(node, format, &mut out.line);
        }
        out.end_line();
        if self.around(&tag, node) {
            return;
        }
        if self.sheet.of(&tag).hidden {
            if !self.tree.letters(node).trim().is_empty() {
                self.losses.count(Odd::Hidden, &self.tree.letters(node));
            }
            return;
        }
        self.breaks(&tag, out);
        let inner = self.format_of(node, format);
        self.block(node, &tag, known, inner, out);
    }

    fn breaks(&self, tag: &Tag, out: &mut Gathered) -> bool {
        let breaks = self.sheet.of(tag).breaks
            || ["page-break", "pagebreak", "newpage"]
                .iter()
                .any(|class| tag.has_class(class));
        if breaks {
            out.end_line();
            out.items.push(Item::PageBreak);
        }
        breaks && tag.name == "br"
    }

    /// Whether a block is no part of the text: what leads about a site.
    fn around(&mut self, tag: &Tag, node: usize) -> bool {
        let role = tag.value("role").unwrap_or("");
        let kind = tag.value("epub:type").unwrap_or("");
        let leads = matches!(tag.name.as_str(), "nav" | "form" | "dialog")
            || matches!(role, "navigation" | "banner" | "contentinfo" | "search" | "doc-toc")
            || kind.split_whitespace().any(|kind| kind == "toc");
        let outside = matches!(tag.name.as_str(), "footer" | "header")
            && !self
                .tree
                .above(node)
                .any(|above| matches!(self.tree.name(above), "article" | "main" | "section"));
        let says_title = tag.name == "header" && self.tree.below(node).into_iter().any(|at| self.tree.name(at) == "h1");
        let generated = tag.value("id").is_some_and(|id| id == "title-block-header");
        let contents = tag.value("id").is_some_and(|id| id == "TOC" || id == "toc");
        if tag.name == "div" && matches!(tag.value("title"), Some("header" | "footer")) {
            if self.tree.letters(node).chars().any(char::is_alphabetic) {
                self.losses.count(Odd::Running, &self.tree.letters(node));
            }
            return true;
        }
        if contents && !self.tree.letters(node).trim().is_empty() {
            self.losses.count(Odd::Contents, "");
            return true;
        }
        if (leads || outside) && !says_title && !generated {
            let text = self.tree.letters(node);
            if !text.trim().is_empty() {
                self.losses.count(Odd::Boilerplate, &text);
            }
            return true;
        }
        false
    }

    fn block(&mut self, node: usize, tag: &Tag, known: Option<Element>, format: Format, out: &mut Gathered) {
        let paragraph = self.paragraph(tag, node, &out.paragraph);
        let names = std::mem::take(&mut out.paragraph.names);
        let named = |paragraph: Paragraph| Paragraph { names, ..paragraph };
        match known {
            Some(Element::Rule) => out.items.push(Item::Rule),
            Some(Element::Heading(level)) => {
                let is_title = paragraph.kind == Kind::Title;
                let made = named(Paragraph {
                    kind: if is_title { Kind::Title } else { Kind::Heading(level) },
                    ..paragraph
                });
                let mut items = self.with(
                    node,
                    &Format {
                        strong: false,
                        ..format
                    },
                    made,
                );
                out.items.append(&mut items);
            }
            Some(Element::Preformatted) => {
                let text = self.tree.letters(node);
                let text = text.strip_prefix('\n').unwrap_or(&text).trim_end().to_string();
                let language = self.tree.below(node).into_iter().find_map(|at| {
                    let classes = self.tree.nodes.get(at)?.tag.value("class")?.to_string();
                    classes.split_whitespace().find_map(|class| {
                        class
                            .strip_prefix("language-")
                            .or(class.strip_prefix("lang-"))
                            .map(str::to_string)
                    })
                });
                out.items.push(Item::Code { language, text });
            }
            Some(Element::Quote) => {
                let items = self.with(node, &format, paragraph);
                out.items.push(Item::Quote(items));
            }
            Some(Element::List { ordered }) => self.list(node, tag, ordered, &format, out),
            Some(Element::Definitions) => self.definitions(node, &format, out),
            Some(Element::Table) => self.table(node, &format, out),
            Some(Element::Figure) => self.figure(node, &format, out),
            Some(Element::Aside | Element::Details) => {
                let mut items = self.with(node, &format, paragraph);
                let mut title = Vec::new();
                if known == Some(Element::Details)
                    && let Some(summary) = self.tree.find(node, "summary")
                {
                    let said = self.tree.letters(summary);
                    items.retain(|item| !matches!(item, Item::Paragraph(paragraph) if letters(&paragraph.content).trim() == said.trim()));
                    title.push(Piece::plain(&said));
                }
                out.items.push(Item::Box { title, items });
            }
            _ => {
                let mut items = self.with(node, &format, named(paragraph));
                out.items.append(&mut items);
            }
        }
    }

    /// What paragraphs in an element are.
    fn paragraph(&self, tag: &Tag, node: usize, around: &Paragraph) -> Paragraph {
        let style = self.sheet.of(tag);
        let class = |names: &[&str]| names.iter().any(|name| tag.has_class(name));
        let kind = match tag.name.as_str() {
            "p" | "div" | "h1" if class(&["title"]) && tag.name != "div" => Kind::Title,
            "p" if class(&["subtitle"]) => Kind::Subtitle,
            "p" if class(&["author"]) => Kind::Author,
            "p" if class(&["date"]) => Kind::Date,
            "div" | "p" if class(&["line-block", "verse", "poem", "poetry", "stanza"]) => Kind::Verse,
            "p" if class(&["MsoTitle"]) => Kind::Title,
            "p" if class(&["MsoQuote", "MsoIntenseQuote"]) => Kind::Quote,
            "p" if class(&["MsoCaption", "caption"]) => Kind::Caption,
            _ => around.kind,
        };
        let said = match tag.value("dir").map(str::to_lowercase).as_deref() {
            Some("rtl") => Some(Direction::Rtl),
            Some("ltr") => Some(Direction::Ltr),
            _ => None,
        };
        let book = self.language.direction();
        let text = self.tree.letters(node);
        let strong = |c: char| match u32::from(c) {
            0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc if c.is_alphabetic() => Some(Direction::Rtl),
            _ if c.is_alphabetic() => Some(Direction::Ltr),
            _ => None,
        };
        let first = text.chars().find_map(strong);
        let mixed = text
            .chars()
            .filter_map(strong)
            .any(|direction| Some(direction) != first);
        let direction = said.filter(|said| *said != book && first == Some(*said) && mixed && tag.name == "p");
        let aligned = tag.value("align").map(|side| side.eq_ignore_ascii_case("center"));
        Paragraph {
            kind,
            centred: style
                .centred
                .or(aligned)
                .unwrap_or(around.centred || tag.name == "center"),
            direction,
            size: style.size.unwrap_or(around.size),
            ..Paragraph::default()
        }
    }

    fn list(&mut self, node: usize, tag: &Tag, ordered: bool, format: &Format, out: &mut Gathered) {
        let start: u64 = tag.value("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        // Google's lists in lists stand beside each other and say their depth in a class: lst-kix_abc-1.
        let google = tag.value("class").and_then(|classes| {
            let class = classes.split_whitespace().find(|class| class.starts_with("lst-kix"))?;
            let (key, level) = class.rsplit_once('-')?;
            Some((key.to_string(), level.parse::<usize>().ok()?))
        });
        let children: Vec<usize> = self.tree.children(node).to_vec();
        let mut items: Vec<(Option<bool>, Vec<Item>)> = Vec::new();
        let mut number = start;
        for child in children {
            match self.tree.name(child) {
                "li" => {
                    let mut held = self.with(child, format, Paragraph::default());
                    if let Some((key, level)) = &google {
                        for item in &mut held {
                            if let Item::Paragraph(paragraph) = item {
                                paragraph.list = Some(Listed {
                                    level: *level,
                                    number: ordered.then_some((number, String::new())),
                                    task: None,
                                    key: key.clone(),
                                });
                            }
                        }
                        out.items.append(&mut held);
                    } else {
                        let task = task(&mut held);
                        items.push((task, held));
                    }
                    number += 1;
                }
                // A list that stands beside the items belongs to the one before it.
                "ul" | "ol" => {
                    let mut inner = Gathered {
                        items: Vec::new(),
                        line: Vec::new(),
                        paragraph: Paragraph::default(),
                    };
                    self.child(child, format, &mut inner);
                    match items.last_mut() {
                        Some((_, held)) => held.append(&mut inner.items),
                        None => items.push((None, inner.items)),
                    }
                }
                _ if self.tree.letters(child).trim().is_empty() => {}
                _ => {
                    let mut inner = Gathered {
                        items: Vec::new(),
                        line: Vec::new(),
                        paragraph: Paragraph::default(),
                    };
                    self.child(child, format, &mut inner);
                    inner.end_line();
                    items.push((None, inner.items));
                }
            }
        }
        if google.is_some() || items.is_empty() {
            return;
        }
        self.close_list(ordered.then_some(start), items, out);
    }

    /// Adds a list: one that only goes in deeper belongs to the item before it, one that counts on goes on with the list before it.
    fn close_list(&mut self, start: Option<u64>, mut items: Vec<(Option<bool>, Vec<Item>)>, out: &mut Gathered) {
        let only_deeper = items
            .iter()
            .all(|(task, held)| task.is_none() && matches!(held[..], [Item::List { .. }]));
        if let Some(Item::List {
            start: before,
            items: held,
        }) = out.items.last_mut()
        {
            if only_deeper && let Some((_, last)) = held.last_mut() {
                return last.extend(items.into_iter().flat_map(|(_, held)| held));
            }
            let counts_on = before
                .zip(start)
                .is_some_and(|(before, start)| start > 1 && before + held.len() as u64 == start);
            if counts_on {
                return held.append(&mut items);
            }
        }
        if only_deeper {
            return out.items.extend(items.into_iter().flat_map(|(_, held)| held));
        }
        out.items.push(Item::List { start, items });
    }

    fn definitions(&mut self, node: usize, format: &Format, out: &mut Gathered) {
        type Entry = (Vec<Vec<Piece>>, Vec<Vec<Item>>);
        let mut entries: Vec<Entry> = Vec::new();
        for child in self.tree.below(node) {
            let belongs = self
                .tree
                .above(child)
                .skip(1)
                .find(|above| self.tree.name(*above) == "dl")
                == Some(node);
            match self.tree.name(child) {
                "dt" if belongs => {
                    let mut line = Vec::new();
                    let inner = self.format_of(child, format);
                    for inner_node in self.tree.children(child).to_vec() {
                        self.inline(inner_node, &inner, &mut line);
                    }
                    match entries.last_mut() {
                        Some((terms, meanings)) if meanings.is_empty() => terms.push(line),
                        _ => entries.push((vec![line], Vec::new())),
                    }
                }
                "dd" if belongs => {
                    let held = self.with(child, format, Paragraph::default());
                    match entries.last_mut() {
                        Some((_, meanings)) => meanings.push(held),
                        None => out.items.extend(held),
                    }
                }
                _ => {}
            }
        }
        if !entries.is_empty() {
            out.items.push(Item::Definitions(entries));
        }
    }

    fn figure(&mut self, node: usize, format: &Format, out: &mut Gathered) {
        let caption = self
            .tree
            .below(node)
            .into_iter()
            .find(|at| self.tree.name(*at) == "figcaption");
        let mut line = Vec::new();
        if let Some(caption) = caption {
            for child in self.tree.children(caption).to_vec() {
                self.inline(child, format, &mut line);
            }
            self.notes.passed.insert(caption);
        }
        let mut items = self.with(node, format, Paragraph::default());
        if !is_blank(&line) {
            items.push(Item::Paragraph(Paragraph {
                kind: Kind::Caption,
                content: line,
                ..Paragraph::default()
            }));
        }
        out.items.append(&mut items);
    }

    fn table(&mut self, node: usize, format: &Format, out: &mut Gathered) {
        let mut table = Table::default();
        let mut heads = 0;
        let ruled = self.tree.nodes.get(node).is_some_and(|node| {
            node.tag.value("border").is_some_and(|width| width != "0")
                || node.tag.style("border").is_some()
                || node.tag.value("class").is_some()
        });
        for at in self.tree.below(node) {
            let belongs = self
                .tree
                .above(at)
                .skip(1)
                .find(|above| self.tree.name(*above) == "table")
                == Some(node);
            match self.tree.name(at) {
                "caption" if belongs => {
                    for child in self.tree.children(at).to_vec() {
                        self.inline(child, format, &mut table.caption);
                    }
                }
                "tr" if belongs => {
                    let in_head = self.tree.above(at).any(|above| self.tree.name(above) == "thead");
                    let cells: Vec<usize> = self
                        .tree
                        .children(at)
                        .iter()
                        .copied()
                        .filter(|cell| matches!(self.tree.name(*cell), "td" | "th"))
                        .collect();
                    let all_heads = !cells.is_empty() && cells.iter().all(|cell| self.tree.name(*cell) == "th");
                    let row: Vec<Cell> = cells.into_iter().map(|cell| self.cell(cell, format)).collect();
                    if table.rows.is_empty() && (in_head || all_heads) {
                        heads += 1;
                    }
                    table.rows.push(row);
                }
                _ => {}
            }
        }
        table.header = heads > 0;
        // Pages draw lines by style sheets that are not at hand.
        table.ruled = Some(ruled || table.header);
        // A table that puts the parts of a page side by side is none.
        let parts = table.rows.iter().flatten().any(|cell| {
            cell.items.iter().any(|item| {
                matches!(
                    item,
                    Item::Table(_)
                        | Item::Paragraph(Paragraph {
                            kind: Kind::Heading(_),
                            ..
                        })
                )
            })
        });
        if parts {
            out.items
                .extend(table.rows.into_iter().flatten().flat_map(|cell| cell.items));
        } else {
            out.items.push(Item::Table(table));
        }
    }

    fn cell(&mut self, node: usize, format: &Format) -> Cell {
        let tag = self
            .tree
            .nodes
            .get(node)
            .map(|node| node.tag.clone())
            .unwrap_or_default();
        let number = |name: &str| {
            tag.value(name)
                .and_then(|value| value.parse::<usize>().ok())
                .unwrap_or(1)
                .clamp(1, 1000)
        };
        let centred = tag
            .value("align")
            .or(tag.style("text-align"))
            .is_some_and(|side| side.eq_ignore_ascii_case("center"));
        let format = self.format_of(node, format);
        let mut items = self.with(node, &format, Paragraph::default());
        for item in &mut items {
            if let Item::Paragraph(paragraph) = item {
                paragraph.centred = false;
            }
        }
        Cell {
            items,
            columns: number("colspan"),
            goes_on: false,
            rows: number("rowspan"),
            align: centred.then_some(Alignment::Center),
        }
    }
}

/// Elements that are blocks though they are not known as such.
fn is_block_name(name: &str) -> bool {
    matches!(name, "form" | "dialog" | "fieldset" | "search" | "#page")
}

/// Whether an item begins with a box to tick, which is taken off it.
fn task(items: &mut [Item]) -> Option<bool> {
    let Some(Item::Paragraph(paragraph)) = items.first_mut() else {
        return None;
    };
    let piece = paragraph
        .content
        .iter_mut()
        .find(|piece| !matches!(&piece.what, What::Text(text) if text.trim().is_empty()))?;
    let What::Text(text) = &mut piece.what else { return None };
    let (done, rest) = match text.trim_start().strip_prefix('☑') {
        Some(rest) => (true, rest),
        None => (false, text.trim_start().strip_prefix('☐')?),
    };
    *text = rest.trim_start().into();
    Some(done)
}
