//! The blocks of a page.

use super::super::items::{Item, Kind, Paragraph};
use super::super::losses::Odd;
use super::super::runs::{Format, Piece, is_blank, letters};
use super::{Reader, base, signs};
use crate::html::{Element, Tag, element};
use crate::locale::Direction;

/// What is gathered of a block's children: items, and the line that is open.
pub(super) struct Gathered {
    pub items: Vec<Item>,
    pub line: Vec<Piece>,
    /// What paragraphs are that are made here.
    pub paragraph: Paragraph,
}

impl Gathered {
    pub fn end_line(&mut self) {
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

    pub(super) fn with(&mut self, node: usize, format: &Format, paragraph: Paragraph) -> Vec<Item> {
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
    pub(super) fn holds_blocks(&self, node: usize) -> bool {
        self.tree.below(node).into_iter().skip(1).any(|at| {
            let name = self.tree.name(at);
            element(name).is_some_and(|element| !element.is_inline() && !element.is_void())
        })
    }

    pub(super) fn child(&mut self, node: usize, format: &Format, out: &mut Gathered) {
        if self.notes.passed.contains(&node) {
            return;
        }
        let Some(tag) = self.tree.nodes.get(node).map(|node| node.tag.clone()) else {
            return;
        };
        let base = base(&self.tree, &self.bases, node).unwrap_or_default();
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
    pub(super) fn around(&mut self, tag: &Tag, node: usize) -> bool {
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
                let format = Format {
                    strong: false,
                    ..format
                };
                out.items.append(&mut self.with(node, &format, made));
            }
            Some(Element::Preformatted) => {
                let text = self.tree.letters(node);
                let text = text.strip_prefix('\n').unwrap_or(&text).trim_end().to_string();
                let language = self.language_of_code(node);
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
                let summary = self.tree.find(node, "summary");
                let summary = summary.filter(|_| known == Some(Element::Details));
                let title = summary.map(|summary| self.take_summary(summary, &mut items));
                out.items.push(Item::Box {
                    title: title.into_iter().collect(),
                    items,
                });
            }
            _ => {
                let mut items = self.with(node, &format, named(paragraph));
                out.items.append(&mut items);
            }
        }
    }

    /// The summary of a box, taken out of its text.
    fn take_summary(&self, summary: usize, items: &mut Vec<Item>) -> Piece {
        let said = self.tree.letters(summary);
        items.retain(
            |item| !matches!(item, Item::Paragraph(paragraph) if letters(&paragraph.content).trim() == said.trim()),
        );
        Piece::plain(&said)
    }

    /// The language that a class of some code says.
    fn language_of_code(&self, node: usize) -> Option<String> {
        self.tree.below(node).into_iter().find_map(|at| {
            let mut classes = self.tree.nodes.get(at)?.tag.value("class")?.split_whitespace();
            let language = |class: &str| {
                let language = class.strip_prefix("language-").or(class.strip_prefix("lang-"))?;
                Some(language.to_string())
            };
            classes.find_map(language)
        })
    }

    /// What paragraphs in an element are.
    pub(super) fn paragraph(&self, tag: &Tag, node: usize, around: &Paragraph) -> Paragraph {
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
}

/// Elements that are blocks though they are not known as such.
pub(super) fn is_block_name(name: &str) -> bool {
    matches!(name, "form" | "dialog" | "fieldset" | "search" | "#page")
}
