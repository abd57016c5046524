//! Blocks and inlines put together on a stack, so that no depth of nesting can exhaust the program's own.

use std::collections::BTreeMap;
use std::ops::Range;

use super::clean::Cleaned;
use super::frame::{Frame, Kind};
use super::headings::Attributes;
use super::notes::Drafts;
use super::{MAX_NESTING, blocks, verse};
use crate::diagnostic::{Diagnostic, FileId, Report, Span};
use crate::document::{Block, BlockId, BlockKind, Definition, Heading, Inline, ListItem, Matter, Target};

/// Puts one file's blocks together.
pub(super) struct Builder<'a> {
    pub(super) file: FileId,
    text: &'a Cleaned,
    stack: Vec<Frame>,
    depth: usize,
    /// How many frames are transparent.
    too_deep: usize,
    /// The titles of the pictures, by the pictures' places.
    titles: BTreeMap<Span, String>,
    pub(super) notes: &'a mut Drafts,
    attributes: &'a mut BTreeMap<Span, Attributes>,
    pub(super) report: &'a mut Report,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        file: FileId,
        text: &'a Cleaned,
        notes: &'a mut Drafts,
        attributes: &'a mut BTreeMap<Span, Attributes>,
        report: &'a mut Report,
    ) -> Self {
        let root = Frame::new(Kind::Root, text.span(file, 0..text.as_str().len()));
        Builder {
            file,
            text,
            stack: vec![root],
            depth: 0,
            too_deep: 0,
            titles: BTreeMap::new(),
            notes,
            attributes,
            report,
        }
    }

    /// The place of a stretch of the cleaned text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.text.span(self.file, range)
    }

    /// Records a finding at a stretch of the cleaned text.
    pub(super) fn find(&mut self, range: Range<usize>, finding: Diagnostic) {
        let span = self.span(range);
        self.report.add(finding.at(span));
    }

    /// The place of the innermost frame.
    pub(super) fn place(&self) -> Option<Span> {
        self.stack.last().map(|frame| frame.span)
    }

    /// The kind of the innermost frame.
    pub(super) fn top(&mut self) -> Option<&mut Kind> {
        self.stack.last_mut().map(|frame| &mut frame.kind)
    }

    /// The tags of the HTML that stand open since the innermost Markdown, innermost first.
    pub(super) fn open_tags(&self) -> impl Iterator<Item = &'static str> {
        self.stack.iter().rev().map_while(|frame| match frame.kind {
            Kind::Styled { tag, .. } => tag,
            _ => None,
        })
    }

    /// Begins something; what stands too deep is reported and becomes transparent.
    pub(super) fn open(&mut self, kind: Kind, range: Range<usize>) {
        let mut frame = Frame::new(kind, self.span(range));
        if frame.nests() && self.depth >= MAX_NESTING {
            if self.too_deep == 0 {
                self.report_depth(frame.span);
            }
            self.too_deep += 1;
            frame.kind = Kind::Transparent;
        }
        self.depth += usize::from(frame.nests());
        self.stack.push(frame);
    }

    fn report_depth(&mut self, span: Span) {
        let message = format!("this stands more than {MAX_NESTING} levels deep inside other things");
        let hint = "take some levels out: no page has room for so many";
        self.report
            .add(Diagnostic::error("nesting", message).at(span).hint(hint));
    }

    /// Ends what is innermost and hands it to what holds it.
    pub(super) fn close(&mut self) {
        if self.stack.len() < 2 {
            return;
        }
        self.end_loose_paragraph();
        let Some(frame) = self.stack.pop() else { return };
        self.depth -= usize::from(frame.nests());
        self.too_deep -= usize::from(matches!(frame.kind, Kind::Transparent));
        self.finish_frame(frame);
    }

    /// Ends all, and answers with the file's blocks.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while self.stack.len() > 1 {
            self.close();
        }
        self.end_loose_paragraph();
        self.stack.pop().map(|root| root.blocks).unwrap_or_default()
    }

    fn finish_frame(&mut self, frame: Frame) {
        let Frame {
            kind,
            span,
            blocks,
            inlines,
        } = frame;
        match kind {
            Kind::Root => {}
            Kind::Paragraph => self.push_paragraph(inlines, span),
            Kind::Heading { level, attributes } => self.push_heading(level, attributes, inlines, span),
            Kind::Quote => self.push_block(blocks::quote(blocks), span),
            Kind::List { start, loose, items } => self.push_block(
                BlockKind::List {
                    start,
                    tight: !loose,
                    items,
                },
                span,
            ),
            Kind::Item { task } => self.push_item(ListItem {
                task,
                marker: String::new(),
                blocks,
            }),
            Kind::Code { info, text, pieces } => {
                let kind = verse::code_or_verse(
                    &info,
                    &text,
                    |at| self.text.span(self.file, place(&pieces, at)),
                    self.notes,
                );
                self.push_block(kind, span);
            }
            Kind::Html { .. } | Kind::Transparent => self.hand_up(blocks, inlines),
            Kind::Table {
                alignments,
                header,
                rows,
            } => self.push_block(
                BlockKind::Table {
                    alignments,
                    header,
                    rows,
                },
                span,
            ),
            Kind::Row { head, cells, .. } => self.push_row(head, cells),
            Kind::Cell => self.push_cell(inlines),
            Kind::Note { label } => self.notes.define(&label, span, blocks, self.report),
            Kind::Definitions { entries } => self.push_block(BlockKind::Definitions { entries }, span),
            Kind::Term => self.push_term(inlines),
            Kind::Meaning => self.push_meaning(blocks),
            Kind::Styled { style, .. } => self.push(style.around(inlines)),
            Kind::Link { url } => self.push(Inline::Link {
                target: Target::Url(url),
                content: inlines,
                span,
            }),
            Kind::Image { path, title } => {
                self.titles.insert(span, title);
                self.push(Inline::Image(blocks::image(&path, &inlines, span)));
            }
        }
    }

    /// Adds an inline to what is innermost.
    pub(super) fn push(&mut self, inline: Inline) {
        if let Some(top) = self.stack.last_mut() {
            top.inlines.push(inline);
        }
    }

    /// Adds letters, to the letters before them where there are any. A line's end comes as a line feed.
    pub(super) fn push_text(&mut self, letters: &str, range: Range<usize>) {
        let place = self.span(range);
        let Some(top) = self.stack.last_mut() else { return };
        match top.inlines.last_mut() {
            Some(Inline::Text { text, span }) => {
                text.push_str(letters);
                span.end = place.end;
            }
            _ => top.inlines.push(Inline::Text {
                text: letters.into(),
                span: place,
            }),
        }
    }

    /// Adds a block to what is innermost, after the paragraph that may stand open there without a tag.
    fn push_block(&mut self, kind: BlockKind, span: Span) {
        self.end_loose_paragraph();
        if let Some(top) = self.stack.last_mut() {
            top.blocks.push(Block {
                id: BlockId(0),
                span,
                direction: None,
                kind,
            });
        }
    }

    /// Makes a paragraph of inlines that stand directly in something that holds blocks (CommonMark 5.3, tight lists).
    pub(super) fn end_loose_paragraph(&mut self) {
        let Some(top) = self.stack.last_mut() else { return };
        if top.kind.holds_blocks() && !top.inlines.is_empty() {
            let inlines = std::mem::take(&mut top.inlines);
            let span = blocks::extent(&inlines).unwrap_or(top.span);
            self.push_paragraph(inlines, span);
        }
    }

    fn push_paragraph(&mut self, inlines: Vec<Inline>, span: Span) {
        if let Some(kind) = blocks::paragraph(inlines, &self.titles) {
            self.push_block(kind, span);
        }
    }

    /// Adds a thematic break.
    pub(super) fn rule(&mut self, range: Range<usize>) {
        let span = self.span(range);
        self.push_block(BlockKind::Rule, span);
    }

    fn push_heading(&mut self, level: u8, attributes: Attributes, content: Vec<Inline>, span: Span) {
        if crate::document::plain_text(&content).is_empty() {
            let finding = Diagnostic::warning("empty-heading", "this heading has no text and is left out");
            self.report
                .add(finding.at(span).hint("write its text, or delete the # signs"));
            return self.push_paragraph(content, span);
        }
        self.attributes.insert(span, attributes);
        let heading = Heading {
            level,
            anchor: String::new(),
            number: Vec::new(),
            label: String::new(),
            matter: Matter::Body,
            content,
        };
        self.push_block(BlockKind::Heading(heading), span);
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

    fn push_cell(&mut self, inlines: Vec<Inline>) {
        if let Some(Kind::Row { cells, .. }) = self.top() {
            cells.push(inlines);
        }
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

    fn hand_up(&mut self, blocks: Vec<Block>, inlines: Vec<Inline>) {
        if !blocks.is_empty() {
            self.end_loose_paragraph();
        }
        if let Some(top) = self.stack.last_mut() {
            top.blocks.extend(blocks);
            top.inlines.extend(inlines);
        }
    }

    /// Marks the list that the innermost paragraph's item stands in as loose.
    pub(super) fn loosen(&mut self) {
        let mut frames = self.stack.iter_mut().rev();
        let item = frames.next().map(|frame| &frame.kind);
        if let (Some(Kind::Item { .. }), Some(list)) = (item, frames.next())
            && let Kind::List { loose, .. } = &mut list.kind
        {
            *loose = true;
        }
    }
}

/// The stretch of the cleaned text that a stretch of a code block came from.
fn place(pieces: &[(usize, usize)], range: Range<usize>) -> Range<usize> {
    let after = pieces.partition_point(|piece| piece.0 <= range.start);
    let piece = after
        .checked_sub(1)
        .and_then(|i| pieces.get(i))
        .copied()
        .unwrap_or_default();
    let start = piece.1 + (range.start - piece.0);
    start..start + range.len()
}
