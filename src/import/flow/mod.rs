//! Paragraphs and tables as word processors keep them, one after the other, made into the blocks of a document.

mod captions;
mod flat;
mod lists;
mod parts;

use super::grid;
use super::items::{Item, Kind, Paragraph, Table, block};
use super::losses::{Losses, Odd};
use super::runs::{inlines, is_blank, letters};
use super::verse;
use crate::document::{Alignment, Block, BlockKind, Definition, Group, Inline, ListItem, Role};

use captions::{CAPTION, captions};
use flat::flatten;
use lists::{Lists, is_close};
use parts::{code, heading, is_rule, quote, text};

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
                    ..Group::default()
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
                        ..Group::default()
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
                    ..Group::default()
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
