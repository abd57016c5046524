//! What has ended becomes blocks and inlines of what holds it.

use std::ops::Range;

use super::blocks;
use super::builder::Builder;
use super::clean::letters;
use super::flatten::flatten;
use super::frame::{Frame, HtmlCell, HtmlTable, Kind};
use super::groups;
use super::headings::{self, HeadingAttributes};
use super::html::{self, HtmlBlock};
use super::leaves;
use super::tally::Odd;
use super::verse;
use super::widths;
use crate::diagnostic::{Diagnostic, Span};
use crate::document::{
    Alignment, Block, BlockKind, Definition, Group, Heading, Inline, ListItem, Role, Target, plain_text,
};
use crate::locale::Direction;

/// Where the parts of a text came from: offset in it, offset in the manuscript.
type Pieces = Vec<(usize, usize)>;

impl Builder<'_> {
    pub(super) fn finish_frame(&mut self, frame: Frame) {
        let Frame {
            kind,
            span,
            direction,
            blocks,
            inlines,
            ..
        } = frame;
        match kind {
            Kind::Root => {}
            Kind::Paragraph => self.push_paragraph(inlines, span),
            Kind::Heading { level, attributes } => self.push_heading(level, attributes, inlines, span),
            Kind::HtmlHeading { level, attributes } => {
                self.push_heading(level, attributes, flatten(blocks, inlines), span);
            }
            Kind::Quote => self.push_set(blocks::quote(blocks), direction, span),
            Kind::List { start, loose, items } => self.finish_list(start, loose, items, blocks, direction, span),
            Kind::Item { task, marker } => self.push_item(ListItem { task, marker, blocks }),
            Kind::Code {
                info,
                title,
                text,
                pieces,
            } => self.push_code(&info, (text, pieces), title, span),
            Kind::Transparent | Kind::TooDeep => self.hand_up(blocks, inlines),
            Kind::Table {
                alignments,
                header,
                rows,
            } => self.push_table(alignments, header, rows, Vec::new(), span),
            Kind::Row { head, cells, .. } => self.push_row(head, cells),
            Kind::Cell => self.push_cell(inlines),
            Kind::Note { label } => self.define_note(&label, blocks, span),
            Kind::Definitions { entries } => {
                self.push_block(BlockKind::Definitions { entries }, span);
                self.hand_up(blocks, Vec::new());
            }
            Kind::Term => self.push_term(inlines),
            Kind::HtmlTerm => self.push_term(flatten(blocks, inlines)),
            Kind::Meaning => self.push_meaning(blocks),
            Kind::Styled(style) => {
                self.hand_up(blocks, Vec::new());
                if !inlines.is_empty() {
                    self.push(style.around(inlines));
                }
            }
            Kind::Link { url } => self.finish_link(url, inlines, blocks, span),
            Kind::Image { path, title } => self.push_image(&path, title, &inlines, span),
            Kind::Group(group) => self.finish_group(*group, direction, blocks, span),
            Kind::Title => self.finish_title(flatten(blocks, inlines)),
            Kind::Caption => self.finish_caption(flatten(blocks, inlines)),
            Kind::Figure { caption } => self.finish_figure(caption, blocks, span),
            Kind::Verse => self.push_block(verse::verse(flatten(blocks, inlines)), span),
            Kind::InlineNote => self.finish_note(inlines, span),
            Kind::HtmlTable(table) => self.finish_table(*table, blocks, span),
            Kind::HtmlRow(cells) => self.finish_row(cells, blocks),
            Kind::HtmlCell(cell) => self.finish_cell(cell, flatten(blocks, inlines), span),
        }
    }

    /// Adds a block that is set in a direction of its own.
    fn push_set(&mut self, kind: BlockKind, direction: Option<Direction>, span: Span) {
        self.push_block(kind, span);
        if let Some(block) = self.stack.last_mut().and_then(|top| top.blocks.last_mut()) {
            block.direction = direction;
        }
    }

    /// A picture; one on the web becomes a link.
    pub(super) fn push_image(&mut self, path: &str, title: String, alternative: &[Inline], span: Span) {
        let mut image = blocks::image(path, alternative, span);
        if let Some((alt, width)) = widths::behind_bar(&image.alt) {
            (image.alt, image.width) = (alt.to_string(), Some(width));
        }
        let lower = path.to_ascii_lowercase();
        let web = lower.starts_with("//") || lower.contains("://") || lower.starts_with("data:");
        if !web {
            self.titles.insert(span, title);
            return self.push(Inline::Image(image));
        }
        self.gathered.tally.count(Odd::WebPicture, span);
        if image.alt.is_empty() {
            image.alt = title;
        }
        if lower.starts_with("data:") {
            return self.push(Inline::Text { text: image.alt, span });
        }
        let name = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path);
        let said = if image.alt.trim().is_empty() { name } else { &image.alt };
        let text = Inline::Text {
            text: said.into(),
            span,
        };
        // A link in a link is its text alone.
        if self
            .stack
            .iter()
            .rev()
            .any(|frame| matches!(frame.kind, Kind::Link { .. }))
        {
            return self.push(text);
        }
        let url = if lower.starts_with("//") {
            format!("https:{path}")
        } else {
            path.into()
        };
        self.push(Inline::Link {
            target: Target::Url(url),
            content: vec![text],
            span,
        });
    }

    /// The title of some code: a name, whose letters are taken as they are typed.
    fn title_of_code(&self, range: Range<usize>) -> Inline {
        Inline::Text {
            text: letters(self.slice(range.clone())).into_owned(),
            span: self.span(range),
        }
    }

    fn push_code(&mut self, info: &str, (text, pieces): (String, Pieces), title: Option<Range<usize>>, span: Span) {
        let caption: Vec<Inline> = title.map(|title| self.title_of_code(title)).into_iter().collect();
        let format = info.trim().strip_prefix("{=").and_then(|info| info.strip_suffix('}'));
        match format {
            Some("html" | "html4" | "html5") => html::block(&HtmlBlock { text, pieces }, self),
            Some(format) => self.gathered.tally.count(Odd::Raw(format.into()), span),
            // Programs that run code have its options alone in a block that shows nothing.
            None if text.trim().is_empty() && caption.is_empty() => {}
            None => self.push_block(verse::code(info, &text, caption), span),
        }
    }

    fn push_heading(&mut self, level: u8, attributes: HeadingAttributes, mut content: Vec<Inline>, span: Span) {
        let attributes = attributes.marked(headings::take_mark(&mut content));
        if plain_text(&content).is_empty() {
            let finding = Diagnostic::warning("empty-heading", "this heading has no text and is left out");
            self.gathered
                .report
                .add(finding.at(span).hint("write its text, or delete the # signs"));
            return self.push_paragraph(content, span);
        }
        self.gathered.attributes.insert(span, attributes);
        let heading = Heading::new(level, content);
        self.push_block(BlockKind::Heading(heading), span);
    }

    fn finish_list(
        &mut self,
        start: Option<u64>,
        loose: bool,
        mut items: Vec<ListItem>,
        blocks: Vec<Block>,
        direction: Option<Direction>,
        span: Span,
    ) {
        // What stands in a list of HTML beside its items goes with the last one.
        match items.last_mut() {
            Some(item) => item.blocks.extend(blocks),
            None => return self.hand_up(blocks, Vec::new()),
        }
        let tight = !loose;
        self.push_set(BlockKind::List { start, tight, items }, direction, span);
    }

    fn push_item(&mut self, item: ListItem) {
        match self.top() {
            Some(Kind::List { items, .. }) => items.push(item),
            _ => self.hand_up(item.blocks, Vec::new()),
        }
    }

    fn push_row(&mut self, head: bool, cells: Vec<Vec<Inline>>) {
        if let Some(Kind::Table { header, rows, .. }) = self.top() {
            if head {
                *header = cells;
            } else {
                rows.push(cells);
            }
        }
    }

    fn push_cell(&mut self, mut inlines: Vec<Inline>) {
        blocks::trim(&mut inlines);
        if let Some(Kind::Row { cells, .. }) = self.top() {
            cells.push(inlines);
        }
    }

    /// Adds a table, under the caption that waits for one.
    pub(super) fn push_table(
        &mut self,
        alignments: Vec<Alignment>,
        header: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
        caption: Vec<Inline>,
        span: Span,
    ) {
        let caption = if caption.is_empty() {
            std::mem::take(&mut self.caption)
        } else {
            caption
        };
        self.push_block(
            BlockKind::Table {
                alignments,
                header,
                rows,
                caption,
            },
            span,
        );
    }

    fn push_term(&mut self, inlines: Vec<Inline>) {
        match self.top() {
            Some(Kind::Definitions { entries }) => match entries.last_mut() {
                Some(entry) if entry.definitions.is_empty() => entry.terms.push(inlines),
                _ => entries.push(Definition {
                    terms: vec![inlines],
                    definitions: Vec::new(),
                }),
            },
            _ => self.hand_up(Vec::new(), inlines),
        }
    }

    fn push_meaning(&mut self, blocks: Vec<Block>) {
        match self.top() {
            Some(Kind::Definitions { entries }) => match entries.last_mut() {
                Some(entry) => entry.definitions.push(blocks),
                None => entries.push(Definition {
                    terms: Vec::new(),
                    definitions: vec![blocks],
                }),
            },
            _ => self.hand_up(blocks, Vec::new()),
        }
    }

    /// A group that does not stand out is no more than its blocks; nor is one that holds headings, which are the book's own.
    fn finish_group(&mut self, mut group: Group, direction: Option<Direction>, mut blocks: Vec<Block>, span: Span) {
        let heads = blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading(_)));
        let plain = group.role == Role::Plain;
        if group.role.is_leaf() && blocks.is_empty() && !group.title.is_empty() {
            blocks = blocks::paragraph(std::mem::take(&mut group.title))
                .map(|kind| Block {
                    id: crate::document::BlockId(0),
                    span,
                    direction: None,
                    kind,
                })
                .into_iter()
                .collect();
        }
        let keeps = !plain || ((group.align.is_some() || group.language.is_some()) && !heads);
        if !keeps || blocks.is_empty() {
            groups::turn(&mut blocks, direction);
            if !group.title.is_empty() {
                self.push_paragraph(group.title, span);
            }
            return self.hand_up(blocks, Vec::new());
        }
        group.blocks = blocks;
        if group.role.is_leaf() {
            leaves::take_headings(&mut group);
        }
        self.push_set(BlockKind::Group(group), direction, span);
    }

    fn finish_title(&mut self, title: Vec<Inline>) {
        match self.stack.last_mut().map(|frame| &mut frame.kind) {
            Some(Kind::Group(group)) => group.title = title,
            _ => self.hand_up(Vec::new(), title),
        }
    }

    /// A caption goes to the table before it, to what is around it, or waits for the next table.
    fn finish_caption(&mut self, text: Vec<Inline>) {
        self.end_loose_paragraph();
        let Some(top) = self.stack.last_mut() else { return };
        match (&mut top.kind, top.blocks.last_mut().map(|block| &mut block.kind)) {
            (Kind::HtmlTable(table), _) => table.caption = text,
            (Kind::Figure { caption }, _) => *caption = text,
            (_, Some(BlockKind::Table { caption, .. })) if caption.is_empty() => *caption = text,
            _ => {
                self.spend_caption();
                self.caption = text;
            }
        }
    }

    /// A caption whose table never came is a paragraph.
    pub(super) fn spend_caption(&mut self) {
        let caption = std::mem::take(&mut self.caption);
        let span = blocks::extent(&caption).unwrap_or_default();
        self.push_paragraph(caption, span);
    }

    fn finish_figure(&mut self, text: Vec<Inline>, mut blocks: Vec<Block>, span: Span) {
        match blocks.last_mut().map(|block| &mut block.kind) {
            Some(BlockKind::Figure { caption, .. } | BlockKind::Table { caption, .. }) if !text.is_empty() => {
                *caption = text;
                self.hand_up(blocks, Vec::new());
            }
            _ => {
                self.hand_up(blocks, Vec::new());
                self.push_paragraph(text, span);
            }
        }
    }

    fn finish_note(&mut self, content: Vec<Inline>, span: Span) {
        let label = format!("\u{fdd2}{}", span.start);
        let note = self.gathered.notes.named(span.file, &label);
        let paragraph = Block {
            id: crate::document::BlockId(0),
            span,
            direction: None,
            kind: BlockKind::Paragraph { content },
        };
        self.define_note(&label, vec![paragraph], span);
        self.push(Inline::Note {
            note,
            reference: 0,
            span,
        });
    }

    fn define_note(&mut self, label: &str, blocks: Vec<Block>, span: Span) {
        let gathered = &mut self.gathered;
        gathered.notes.define(label, span, blocks, gathered.report);
    }

    fn finish_link(&mut self, url: String, content: Vec<Inline>, blocks: Vec<Block>, span: Span) {
        self.hand_up(blocks, Vec::new());
        let target = Target::Url(url);
        self.push(Inline::Link { target, content, span });
    }

    fn finish_cell(&mut self, cell: HtmlCell, content: Vec<Inline>, span: Span) {
        match self.top() {
            Some(Kind::HtmlRow(cells)) => cells.push(HtmlCell { content, ..cell }),
            _ => self.push_paragraph(content, span),
        }
    }

    fn finish_row(&mut self, cells: Vec<HtmlCell>, blocks: Vec<Block>) {
        if let Some(Kind::HtmlTable(table)) = self.top() {
            let all_heads = !cells.is_empty() && cells.iter().all(|cell| cell.head);
            if table.rows.len() == table.heads && (table.in_head || (all_heads && table.heads == 0)) {
                table.heads += 1;
            }
            if !cells.is_empty() {
                table.rows.push(cells);
            }
        }
        self.hand_up(blocks, Vec::new());
    }

    fn finish_table(&mut self, table: HtmlTable, blocks: Vec<Block>, span: Span) {
        // What stands in a table beside its cells stands before it, as browsers have it.
        self.hand_up(blocks, Vec::new());
        let caption = table.caption.clone();
        let Some((alignments, header, rows)) = groups::grid(table) else {
            return self.push_paragraph(caption, span);
        };
        // One cell is no table.
        if rows.len() == 1 && header.len() == 1 && plain_text(header.first().map_or(&[][..], |cell| cell)).is_empty() {
            self.push_paragraph(caption, span);
            for cell in rows.into_iter().flatten() {
                self.push_paragraph(cell, span);
            }
            return;
        }
        self.push_table(alignments, header, rows, caption, span);
    }
}
