//! Blocks and inlines put together on a stack, so that no depth of nesting can exhaust the program's own.

use std::collections::BTreeMap;
use std::ops::Range;

use super::blocks;
use super::clean::Cleaned;
use super::frame::{By, Ender, Frame, Kind};
use super::headings::HeadingAttributes;
use super::marks::Marks;
use super::notes::Drafts;
use super::tally::{Odd, Tally};
use crate::bounds::NESTING;
use crate::diagnostic::{Diagnostic, FileId, Report, Span, said};
use crate::document::{Block, BlockId, BlockKind, Inline};
use crate::locale::Callouts;

/// What all files of a manuscript add to.
pub(super) struct Gathered<'a> {
    pub(super) notes: &'a mut Drafts,
    pub(super) attributes: &'a mut BTreeMap<Span, HeadingAttributes>,
    /// Names that links may use beside headings', each with its place.
    pub(super) ids: &'a mut Vec<(Span, String)>,
    pub(super) tally: &'a mut Tally,
    pub(super) report: &'a mut Report,
}

/// Puts one file's blocks together.
pub(super) struct Builder<'a> {
    pub(super) file: FileId,
    text: &'a Cleaned,
    pub(super) marks: &'a Marks,
    /// The program's own words for boxes.
    pub(super) words: Option<&'static Callouts>,
    pub(super) stack: Vec<Frame>,
    depth: usize,
    /// How many frames are transparent because they stand too deep.
    too_deep: usize,
    /// The titles of the pictures, by the pictures' places.
    pub(super) titles: BTreeMap<Span, String>,
    /// A caption that waits for its table.
    pub(super) caption: Vec<Inline>,
    /// Tags that were ended before their end tag came.
    pub(super) ended: Vec<String>,
    /// HTML whose content is passed over: its name, and the place of its tag.
    pub(super) unread: Option<(String, Range<usize>)>,
    pub(super) gathered: Gathered<'a>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        file: FileId,
        text: &'a Cleaned,
        marks: &'a Marks,
        words: Option<&'static Callouts>,
        gathered: Gathered<'a>,
    ) -> Self {
        let root = Frame::new(Kind::Root, By::Markdown, text.span(file, 0..text.as_str().len()));
        Builder {
            file,
            text,
            marks,
            words,
            stack: vec![root],
            depth: 0,
            too_deep: 0,
            titles: BTreeMap::new(),
            caption: Vec::new(),
            ended: Vec::new(),
            unread: None,
            gathered,
        }
    }

    /// The place of a stretch of the text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.text.span(self.file, range)
    }

    /// What is written in a stretch of the text.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.text.as_str().get(range).unwrap_or("")
    }

    /// What is written behind a place, so many bytes at most.
    pub(super) fn behind(&self, place: usize, most: usize) -> &str {
        let rest = self.text.as_str().get(place..).unwrap_or("");
        rest.get(..rest.floor_char_boundary(most)).unwrap_or("")
    }

    /// Records a finding at a stretch of the text.
    pub(super) fn find(&mut self, range: Range<usize>, finding: Diagnostic) {
        let span = self.span(range);
        self.gathered.report.add(finding.at(span));
    }

    /// Counts something odd at a stretch of the text.
    pub(super) fn count(&mut self, odd: Odd, range: Range<usize>) {
        let span = self.span(range);
        self.gathered.tally.count(odd, span);
    }

    /// The kind of the innermost frame.
    pub(super) fn top(&mut self) -> Option<&mut Kind> {
        self.stack.last_mut().map(|frame| &mut frame.kind)
    }

    /// Whether the innermost frame holds inlines only.
    pub(super) fn is_in_line(&self) -> bool {
        self.stack.last().is_some_and(|frame| !frame.kind.holds_blocks())
    }

    /// Begins something that the parser ends.
    pub(super) fn open(&mut self, kind: Kind, range: Range<usize>) {
        self.open_by(kind, By::Markdown, range);
    }

    /// Begins something; what stands too deep is reported and becomes transparent.
    pub(super) fn open_by(&mut self, kind: Kind, by: By, range: Range<usize>) {
        let mut frame = Frame::new(kind, by, self.span(range));
        if frame.nests() && self.depth as u64 >= NESTING {
            if self.too_deep == 0 {
                self.report_depth(frame.span);
            }
            self.too_deep += 1;
            frame.kind = Kind::TooDeep;
            // It goes on with what holds it: handed up piece by piece, ten thousand levels would move all that is in them ten thousand times.
            if let Some(holder) = self.stack.last_mut() {
                frame.blocks = std::mem::take(&mut holder.blocks);
                frame.inlines = std::mem::take(&mut holder.inlines);
            }
        }
        self.depth += usize::from(frame.nests());
        self.stack.push(frame);
    }

    fn report_depth(&mut self, span: Span) {
        let message = said!(
            "this stands more than {most} levels deep inside other things",
            most = NESTING
        );
        let hint = "take some levels out: no page has room for so many";
        self.gathered
            .report
            .add(Diagnostic::error("nesting", message).at(span).hint(hint));
    }

    /// The innermost frame has become of another kind: counts anew how deep things stand.
    pub(super) fn become_kind(&mut self, kind: Kind) {
        if let Some(frame) = self.stack.last_mut() {
            self.depth -= usize::from(frame.nests());
            frame.kind = kind;
            self.depth += usize::from(frame.nests());
        }
    }

    /// Ends what is innermost and hands it to what holds it.
    pub(super) fn close(&mut self) {
        if self.stack.len() < 2 {
            return;
        }
        self.end_loose_paragraph();
        let Some(frame) = self.stack.pop() else { return };
        self.depth -= usize::from(frame.nests());
        self.too_deep -= usize::from(matches!(frame.kind, Kind::TooDeep));
        self.finish_frame(frame);
    }

    /// Ends tags and marks that stand open inside what the parser ends now.
    pub(super) fn close_foreign(&mut self) {
        while self.stack.len() > 1 && self.stack.last().is_some_and(|frame| frame.by != By::Markdown) {
            self.close_early();
        }
    }

    /// Ends tags and marks in a line, for a block begins.
    pub(super) fn close_inline_tags(&mut self) {
        while self.stack.len() > 1
            && self
                .stack
                .last()
                .is_some_and(|frame| frame.by != By::Markdown && !frame.kind.holds_blocks())
        {
            self.close_early();
        }
    }

    /// Ends a tag or mark whose own end has not come.
    fn close_early(&mut self) {
        let Some(frame) = self.stack.last() else { return };
        if let By::Tag(name) = &frame.by {
            let (name, span, styled) = (name.clone(), frame.span, matches!(frame.kind, Kind::Styled(_)));
            if styled {
                let finding = Diagnostic::warning(
                    "html-unbalanced",
                    said!("<{name}> is not ended where it should be", name),
                );
                let hint = "end a tag in the paragraph and the emphasis in which it began";
                self.gathered.report.add(finding.at(span).hint(hint));
            }
            if self.ended.len() < 100 {
                self.ended.push(name);
            }
        }
        self.close();
    }

    /// Ends the innermost thing that a mark ends, and all inside it, within what the parser has begun.
    pub(super) fn close_mark(&mut self, ender: Ender) {
        let foreign = self.stack.iter().rev().take_while(|frame| frame.by != By::Markdown);
        let Some(inner) = foreign.take(200).position(|frame| frame.by == By::Mark(ender)) else {
            return;
        };
        (0..=inner).for_each(|_| self.close());
    }

    /// Ends all, and answers with the file's blocks.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while self.stack.len() > 1 {
            self.close();
        }
        self.end_loose_paragraph();
        self.spend_caption();
        self.stack.pop().map(|root| root.blocks).unwrap_or_default()
    }

    /// Adds an inline to what is innermost.
    pub(super) fn push(&mut self, inline: Inline) {
        if let Some(top) = self.stack.last_mut() {
            top.inlines.push(inline);
        }
    }

    /// Adds letters, to the letters before them where there are any. A line's end comes as a line feed.
    pub(super) fn push_text(&mut self, letters: &str, range: Range<usize>) {
        let place = self.span(range.clone());
        let Some(top) = self.stack.last_mut() else { return };
        if let Kind::Code { text, pieces, .. } = &mut top.kind {
            pieces.push((text.len(), range.start));
            return text.push_str(letters);
        }
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
    pub(super) fn push_block(&mut self, kind: BlockKind, span: Span) {
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

    pub(super) fn push_paragraph(&mut self, inlines: Vec<Inline>, span: Span) {
        let found = blocks::paragraphs(inlines, &self.titles);
        let several = found.len() > 1;
        for kind in found {
            let place = match &kind {
                BlockKind::Paragraph { content } if several => blocks::extent(content).unwrap_or(span),
                BlockKind::Figure { image, .. } if several => image.span,
                BlockKind::Group(row) if several => row.blocks.first().map_or(span, |first| first.span),
                _ => span,
            };
            self.push_block(kind, place);
        }
    }

    /// Adds a thematic break.
    pub(super) fn rule(&mut self, range: Range<usize>) {
        let span = self.span(range);
        self.push_block(BlockKind::Rule, span);
    }

    pub(super) fn hand_up(&mut self, blocks: Vec<Block>, inlines: Vec<Inline>) {
        if !blocks.is_empty() {
            self.end_loose_paragraph();
        }
        if let Some(top) = self.stack.last_mut() {
            append(&mut top.blocks, blocks);
            append(&mut top.inlines, inlines);
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

/// Adds to a list what comes behind it; to an empty one at no cost.
fn append<T>(list: &mut Vec<T>, more: Vec<T>) {
    if list.is_empty() {
        *list = more;
    } else {
        list.extend(more);
    }
}
