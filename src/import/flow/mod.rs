//! Paragraphs and tables as word processors keep them, one after the other, made into the blocks of a document.

use super::grid;
use super::items::{Item, Kind, Listed, Paragraph, Table, block};
use super::losses::{Losses, Odd};
use super::runs::{Piece, What, inlines, is_blank, letters};
use super::verse;
use crate::diagnostic::Span;
use crate::document::{Alignment, Block, BlockKind, Definition, Group, Heading, Inline, ListItem, Role};

/// A name for links and the block of the outermost text that it is in.
pub(super) type Names = Vec<(String, usize)>;

/// Makes blocks of items. `names` gathers what links may lead to: the name, and how many headings came before its place, it included.
pub(super) struct Maker<'l> {
    pub(super) losses: &'l mut Losses,
    pub(super) names: Names,
    headings: usize,
}

impl<'l> Maker<'l> {
    pub(super) fn new(losses: &'l mut Losses) -> Self {
        Self {
            losses,
            names: Vec::new(),
            headings: 0,
        }
    }

    /// Items as blocks.
    pub(super) fn blocks(&mut self, items: Vec<Item>) -> Vec<Block> {
        let mut out: Vec<Block> = Vec::new();
        let mut lists = Lists::default();
        for item in verse::found(items, self.losses) {
            match item {
                Item::Paragraph(paragraph) if paragraph.list.is_some() || paragraph.kind == Kind::Continued => {
                    self.listed(paragraph, &mut lists, &mut out);
                    continue;
                }
                Item::Paragraph(paragraph) if is_blank(&paragraph.content) => {
                    self.name(&paragraph.names);
                    continue;
                }
                item => {
                    lists.end(&mut out);
                    match item {
                        Item::Paragraph(paragraph) => self.paragraph(paragraph, &mut out),
                        Item::PageBreak => {
                            if !out.is_empty()
                                && !matches!(out.last().map(|block| &block.kind), Some(BlockKind::PageBreak))
                            {
                                out.push(block(BlockKind::PageBreak));
                            }
                        }
                        other => out.extend(self.other(other)),
                    }
                }
            }
        }
        lists.end(&mut out);
        while matches!(out.last().map(|block| &block.kind), Some(BlockKind::PageBreak)) {
            out.pop();
        }
        captions(&mut out);
        out
    }

    fn name(&mut self, names: &[String]) {
        self.names
            .extend(names.iter().map(|name| (name.clone(), self.headings)));
    }

    fn paragraph(&mut self, paragraph: Paragraph, out: &mut Vec<Block>) {
        if let Kind::Heading(_) | Kind::Title = paragraph.kind {
            self.headings += 1;
        }
        self.name(&paragraph.names);
        let kind = match paragraph.kind {
            Kind::Heading(level) => heading(level, inlines(&paragraph.content)),
            Kind::Title => heading(1, inlines(&paragraph.content)),
            Kind::Code => return code(&letters(&paragraph.content), out),
            Kind::Verse => return verse::lines(&paragraph.content, out),
            Kind::Quote => {
                let inner = text(&paragraph, &paragraph.content);
                if let Some(BlockKind::Quote {
                    blocks,
                    attribution: None,
                }) = out.last_mut().map(|block| &mut block.kind)
                {
                    blocks.extend(inner);
                } else {
                    out.push(block(BlockKind::Quote {
                        blocks: inner,
                        attribution: None,
                    }));
                }
                return;
            }
            Kind::Caption => {
                out.push(block(BlockKind::Group(Group {
                    name: CAPTION.into(),
                    blocks: text(&paragraph, &paragraph.content),
                    ..plain()
                })));
                return;
            }
            _ if paragraph.centred => {
                let held = text(&paragraph, &paragraph.content);
                let pictures = held.iter().all(|block| matches!(block.kind, BlockKind::Figure { .. }));
                let middle = matches!(out.last().map(|block| &block.kind), Some(BlockKind::Group(group)) if group.name.is_empty() && group.align == Some(Alignment::Center));
                if is_rule(&letters(&paragraph.content)) {
                    out.push(block(BlockKind::Rule));
                } else if pictures {
                    out.extend(held);
                } else if let (true, Some(BlockKind::Group(group))) =
                    (middle, out.last_mut().map(|block| &mut block.kind))
                {
                    group.blocks.extend(held);
                } else {
                    out.push(block(BlockKind::Group(Group {
                        align: Some(Alignment::Center),
                        blocks: held,
                        ..plain()
                    })));
                }
                return;
            }
            _ => return out.extend(text(&paragraph, &paragraph.content)),
        };
        out.push(block(kind));
    }

    fn listed(&mut self, paragraph: Paragraph, lists: &mut Lists, out: &mut Vec<Block>) {
        self.name(&paragraph.names);
        let blocks = text(&paragraph, &paragraph.content);
        match &paragraph.list {
            Some(listed) => lists.item(listed, blocks, out),
            None => lists.go_on(blocks, out),
        }
    }

    fn other(&mut self, item: Item) -> Vec<Block> {
        let kind = match item {
            Item::Table(table) => return self.table(table),
            Item::Rule => BlockKind::Rule,
            Item::Code { language, text } => BlockKind::Code {
                language,
                text,
                caption: Vec::new(),
            },
            Item::Box { title, items } => {
                let blocks = self.blocks(items);
                if blocks.is_empty() && is_blank(&title) {
                    return Vec::new();
                }
                BlockKind::Group(Group {
                    role: Role::Box,
                    name: "box".into(),
                    title: inlines(&title),
                    blocks,
                    ..plain()
                })
            }
            Item::Quote(items) => match quote(self.blocks(items)) {
                Some(kind) => kind,
                None => return Vec::new(),
            },
            Item::List { start, items } => {
                let items: Vec<ListItem> = items
                    .into_iter()
                    .map(|(task, items)| ListItem {
                        task,
                        marker: String::new(),
                        blocks: self.blocks(items),
                    })
                    .collect();
                if items.is_empty() {
                    return Vec::new();
                }
                BlockKind::List {
                    start,
                    tight: items.iter().all(|item| is_close(&item.blocks)),
                    items,
                }
            }
            Item::Definitions(entries) => BlockKind::Definitions {
                entries: entries
                    .into_iter()
                    .map(|(terms, meanings)| Definition {
                        terms: terms.iter().map(|term| inlines(term)).collect(),
                        definitions: meanings.into_iter().map(|items| self.blocks(items)).collect(),
                    })
                    .collect(),
            },
            Item::Paragraph(_) | Item::PageBreak => return Vec::new(),
        };
        vec![block(kind)]
    }

    /// A table; one of one cell is a box, one without anything is nothing.
    fn table(&mut self, mut table: Table) -> Vec<Block> {
        // A row that cells above cover wholly counts as one.
        if table.rows.iter().flatten().all(|cell| cell.rows <= 1) {
            table.rows.retain(|row| !row.is_empty());
        }
        if let [row] = &mut table.rows[..]
            && let [cell] = &mut row[..]
        {
            let items = std::mem::take(&mut cell.items);
            return self.other(Item::Box {
                title: std::mem::take(&mut table.caption),
                items,
            });
        }
        if let Some(lines) = verse::of_table(&table) {
            lines.iter().for_each(|line| self.losses.count(Odd::Verse, line));
            return verse::table(&table);
        }
        let losses = &mut *self.losses;
        let grid = grid::laid(table.rows, &mut |words| losses.count(Odd::Merged, words));
        let mut alignments: Vec<Alignment> = Vec::new();
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::with_capacity(grid.len());
        for cells in grid {
            let mut row = Vec::with_capacity(cells.len());
            alignments.resize(alignments.len().max(cells.len()), Alignment::None);
            for (cell, alignment) in cells.into_iter().zip(&mut alignments) {
                let cell = cell.unwrap_or_default();
                *alignment = cell.align.unwrap_or(*alignment);
                row.push(self.cell(cell.items));
            }
            rows.push(row);
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return Vec::new();
        }
        alignments.resize(columns, Alignment::None);
        rows.iter_mut().for_each(|row| row.resize(columns, Vec::new()));
        let header = if table.header && rows.len() > 1 {
            rows.remove(0)
        } else {
            vec![Vec::new(); columns]
        };
        vec![block(BlockKind::Table {
            alignments,
            header,
            rows,
            caption: inlines(&table.caption),
        })]
    }

    /// What a cell holds, as one run.
    fn cell(&mut self, items: Vec<Item>) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::new();
        let blocks = self.blocks(items);
        flatten(&blocks, &mut out, self.losses);
        out
    }
}

/// The name of a caption that has not found its picture or table.
const CAPTION: &str = "import-caption";

fn flatten(blocks: &[Block], out: &mut Vec<Inline>, losses: &mut Losses) {
    let sign = |text: String| Inline::Text {
        text,
        span: Span::default(),
    };
    for block in blocks {
        if !out.is_empty()
            && !matches!(out.last(), Some(Inline::Break))
            && !matches!(block.kind, BlockKind::PageBreak | BlockKind::Rule)
        {
            out.push(Inline::Break);
        }
        match &block.kind {
            BlockKind::Heading(heading) => out.extend(heading.content.clone()),
            BlockKind::Paragraph { content } => out.extend(content.clone()),
            BlockKind::Figure { image, caption, .. } => {
                out.push(Inline::Image(image.clone()));
                out.extend(caption.clone());
            }
            BlockKind::List { start, items, .. } => {
                for (at, item) in (0_u64..).zip(items) {
                    if at > 0 && !matches!(out.last(), Some(Inline::Break)) {
                        out.push(Inline::Break);
                    }
                    out.push(sign(match (start, item.marker.as_str()) {
                        (Some(start), "") => format!("{}. ", start.saturating_add(at)),
                        (Some(_), letter) => format!("{letter}. "),
                        (None, _) => "• ".into(),
                    }));
                    let mut inner = Vec::new();
                    flatten(&item.blocks, &mut inner, losses);
                    out.extend(inner);
                }
            }
            BlockKind::Table { header, rows, .. } => {
                losses.count(
                    Odd::Nested,
                    &crate::document::plain_text(rows.iter().flatten().next().map_or(&[][..], |cell| cell)),
                );
                for row in std::iter::once(header).chain(rows) {
                    if row.iter().all(Vec::is_empty) {
                        continue;
                    }
                    if !out.is_empty() && !matches!(out.last(), Some(Inline::Break)) {
                        out.push(Inline::Break);
                    }
                    for (at, cell) in row.iter().filter(|cell| !cell.is_empty()).enumerate() {
                        if at > 0 {
                            out.push(sign(" – ".into()));
                        }
                        out.extend(cell.clone());
                    }
                }
            }
            BlockKind::Code { text, .. } => out.push(Inline::Code {
                text: text.replace('\n', " "),
                span: Span::default(),
            }),
            BlockKind::Verse { lines } => {
                for (at, line) in lines.iter().enumerate() {
                    if at > 0 {
                        out.push(Inline::Break);
                    }
                    out.extend(line.first.clone());
                    if let Some(second) = &line.second {
                        out.push(sign(" ".into()));
                        out.extend(second.clone());
                    }
                }
            }
            BlockKind::Group(group) => {
                out.extend(group.title.clone());
                flatten(&group.blocks, out, losses);
            }
            BlockKind::Quote { blocks, attribution } => {
                flatten(blocks, out, losses);
                out.extend(attribution.clone().unwrap_or_default());
            }
            BlockKind::Definitions { entries } => {
                for entry in entries {
                    entry.terms.iter().for_each(|term| out.extend(term.clone()));
                    entry.definitions.iter().for_each(|blocks| flatten(blocks, out, losses));
                }
            }
            BlockKind::Rule | BlockKind::PageBreak => {}
        }
    }
    while matches!(out.last(), Some(Inline::Break)) {
        out.pop();
    }
}

/// A group that does not stand out.
fn plain() -> Group {
    Group {
        role: Role::Plain,
        name: String::new(),
        label: String::new(),
        title: Vec::new(),
        align: None,
        language: None,
        blocks: Vec::new(),
    }
}

fn heading(level: u8, content: Vec<Inline>) -> BlockKind {
    BlockKind::Heading(Heading::new(level.clamp(1, 6), content))
}

/// A quotation; what its last line says of its source stands apart where it begins with a dash.
fn quote(mut blocks: Vec<Block>) -> Option<BlockKind> {
    let mut attribution = None;
    if blocks.len() > 1
        && let Some(BlockKind::Paragraph { content }) = blocks.last().map(|block| &block.kind)
        && crate::document::plain_text(content).starts_with(['—', '―'])
    {
        attribution = Some(content.clone());
        blocks.pop();
    }
    (!blocks.is_empty()).then_some(BlockKind::Quote { blocks, attribution })
}

/// Signs that part two stretches of a text.
fn is_rule(text: &str) -> bool {
    let signs: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    signs.len() >= 3
        && signs
            .iter()
            .all(|c| matches!(c, '*' | '-' | '_' | '—' | '–' | '⁂' | '•' | '~' | '=' | '─'))
        || text.trim() == "⁂"
}

/// A paragraph's text: paragraphs, and figures where lines are only pictures.
fn text(paragraph: &Paragraph, content: &[Piece]) -> Vec<Block> {
    if is_rule(&letters(content)) {
        return vec![block(BlockKind::Rule)];
    }
    let mut out = Vec::new();
    let mut prose: Vec<Piece> = Vec::new();
    let has_picture = |pieces: &[Piece]| pieces.iter().any(|piece| matches!(piece.what, What::Image(_)));
    let flush = |prose: &mut Vec<Piece>, out: &mut Vec<Block>| {
        let content = inlines(prose);
        prose.clear();
        if !content.is_empty() {
            out.push(Block {
                direction: paragraph.direction,
                ..block(BlockKind::Paragraph { content })
            });
        }
    };
    for line in content.split_inclusive(|piece| piece.what == What::Break) {
        let alone = has_picture(line) && letters(line).trim().is_empty();
        if !alone {
            prose.extend(line.iter().cloned());
            continue;
        }
        flush(&mut prose, &mut out);
        for piece in line {
            match &piece.what {
                What::Image(image) => out.push(block(BlockKind::Figure {
                    image: image.clone(),
                    link: None,
                    caption: Vec::new(),
                })),
                What::Note(_) => prose.push(piece.clone()),
                _ => {}
            }
        }
    }
    flush(&mut prose, &mut out);
    out
}

fn code(text: &str, out: &mut Vec<Block>) {
    if let Some(BlockKind::Code {
        text: before,
        language: None,
        ..
    }) = out.last_mut().map(|block| &mut block.kind)
    {
        before.push('\n');
        before.push_str(text);
    } else {
        out.push(block(BlockKind::Code {
            language: None,
            caption: Vec::new(),
            text: text.into(),
        }));
    }
}

/// Captions go to the picture before them, or to the table before or after them; others are paragraphs.
fn captions(blocks: &mut Vec<Block>) {
    let mut at = 0;
    while at < blocks.len() {
        let Some(content) = blocks.get(at).and_then(waiting) else {
            at += 1;
            continue;
        };
        let takes = |block: Option<&mut Block>, figures: bool| -> bool {
            match block.map(|block| &mut block.kind) {
                Some(BlockKind::Figure { caption, .. }) if caption.is_empty() && figures => {
                    *caption = content.clone();
                    true
                }
                Some(BlockKind::Table { caption, .. }) if caption.is_empty() => {
                    *caption = content.clone();
                    true
                }
                _ => false,
            }
        };
        let before = at.checked_sub(1).and_then(|at| blocks.get_mut(at));
        if takes(before, true) || takes(blocks.get_mut(at + 1), false) {
            blocks.remove(at);
        } else {
            if let Some(place) = blocks.get_mut(at) {
                *place = block(BlockKind::Paragraph { content });
            }
            at += 1;
        }
    }
}

/// The text of a caption that waits for its picture or table.
fn waiting(block: &Block) -> Option<Vec<Inline>> {
    match &block.kind {
        BlockKind::Group(group) if group.name == CAPTION => {
            let mut out = Vec::new();
            flatten(&group.blocks, &mut out, &mut Losses::default());
            Some(out)
        }
        _ => None,
    }
}

/// Whether an item is one line, perhaps with a list under it.
fn is_close(blocks: &[Block]) -> bool {
    match blocks {
        [] => true,
        [text] => matches!(text.kind, BlockKind::Paragraph { .. } | BlockKind::List { .. }),
        [text, list] => matches!(
            (&text.kind, &list.kind),
            (BlockKind::Paragraph { .. }, BlockKind::List { tight: true, .. })
        ),
        _ => false,
    }
}

/// The lists that are open, the outermost first.
#[derive(Default)]
struct Lists(Vec<(Listed, Vec<ListItem>)>);

impl Lists {
    fn item(&mut self, listed: &Listed, blocks: Vec<Block>, out: &mut Vec<Block>) {
        // An item that begins deeper than any before it stands one deeper.
        let level = listed.level.min(self.0.len());
        while self.0.len() > level + 1 {
            self.close(out);
        }
        if let Some((first, items)) = self.0.get(level) {
            let counted = first.number.as_ref().map(|first| first.0 + items.len() as u64);
            let number = listed.number.as_ref().map(|number| number.0);
            let lettered = |listed: &Listed| listed.number.as_ref().is_some_and(|number| !number.1.is_empty());
            let other = first.key != listed.key && counted.is_none();
            if other || counted != number || lettered(first) != lettered(listed) {
                self.close(out);
            }
        }
        let marker = listed
            .number
            .as_ref()
            .map(|number| number.1.clone())
            .unwrap_or_default();
        let item = ListItem {
            task: listed.task,
            marker,
            blocks,
        };
        match self.0.get_mut(level) {
            Some((_, items)) => items.push(item),
            None => self.0.push((listed.clone(), vec![item])),
        }
    }

    /// Blocks that go on with the item before them.
    fn go_on(&mut self, blocks: Vec<Block>, out: &mut Vec<Block>) {
        match self.0.last_mut().and_then(|(_, items)| items.last_mut()) {
            Some(item) => item.blocks.extend(blocks),
            None => out.extend(blocks),
        }
    }

    /// Ends the innermost list.
    fn close(&mut self, out: &mut Vec<Block>) {
        let Some((listed, items)) = self.0.pop() else { return };
        let list = block(BlockKind::List {
            start: listed.number.map(|number| number.0),
            tight: items.iter().all(|item| is_close(&item.blocks)),
            items,
        });
        self.go_on(vec![list], out);
    }

    fn end(&mut self, out: &mut Vec<Block>) {
        while !self.0.is_empty() {
            self.close(out);
        }
    }
}
