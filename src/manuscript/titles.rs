//! Titles that a file has outside of its text.

use std::collections::BTreeMap;

use super::{Options, Source, parse};
use crate::diagnostic::{FileId, Report, Span};
use crate::document::{Block, BlockId, BlockKind, Heading, Inline, plain_text};

/// The titles of files, each with its place.
pub type Titles = BTreeMap<FileId, (String, Span)>;

/// Makes a title the first heading of a file, unless the text has a heading of the first level or begins with the same one.
pub(super) fn put_before(blocks: &mut Vec<Block>, (title, span): &(String, Span)) {
    let heading = |block: &Block| match &block.kind {
        BlockKind::Heading(heading) => Some((heading.level, plain_text(&heading.content))),
        _ => None,
    };
    let same = |text: &str| folded(text) == folded(title);
    let begins_so = blocks.first().and_then(heading).is_some_and(|(_, text)| same(&text));
    if blocks.is_empty() || begins_so || blocks.iter().filter_map(heading).any(|(level, _)| level == 1) {
        return;
    }
    blocks.insert(0, heading_of(title, *span, false));
}

/// Opens a part before the text of a file.
pub(super) fn open_part(blocks: &mut Vec<Block>, (title, span): &(String, Span)) {
    blocks.insert(0, heading_of(title, *span, true));
}

fn heading_of(title: &str, span: Span, part: bool) -> Block {
    let content = vec![Inline::Text {
        text: title.into(),
        span,
    }];
    let heading = Heading {
        part,
        ..Heading::new(1, content)
    };
    Block {
        id: BlockId(0),
        span,
        direction: None,
        kind: BlockKind::Heading(heading),
    }
}

/// Whether a file that begins with this block runs on from the file before it, unless a page is broken between them: files are chapters,
/// with headings or without.
pub(super) fn needs_break(first: &Block) -> bool {
    match &first.kind {
        BlockKind::Heading(_) | BlockKind::PageBreak => false,
        BlockKind::Group(group) => !group.role.is_leaf(),
        _ => true,
    }
}

/// The page break before a file.
pub(super) fn break_before(file: FileId) -> Block {
    Block {
        id: BlockId(0),
        span: Span::new(file, 0..0),
        direction: None,
        kind: BlockKind::PageBreak,
    }
}

/// A title without what titles are written with here and not there: case, marks, punctuation and spaces.
pub(super) fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The first heading of a file: its level (from 1), its text, its place.
pub fn first_heading(source: Source<'_>) -> Option<(u8, String, Span)> {
    let document = parse(&[source], Options::default(), &mut Report::new());
    document.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading(heading) => Some((heading.level, plain_text(&heading.content), block.span)),
        _ => None,
    })
}

/// The prose of a file, a line a run: without code, markup and addresses, whose letters are of no language.
pub fn prose_of(source: Source<'_>) -> String {
    let document = parse(&[source], Options::default(), &mut Report::new());
    let mut prose = String::new();
    let mut add = |block: &Block| {
        block.visit_inlines(&mut |inline| match inline {
            Inline::Text { text, .. } => prose.push_str(text),
            Inline::Code { .. } | Inline::Break => prose.push(' '),
            _ => {}
        });
        prose.push('\n');
    };
    document.blocks.iter().for_each(|block| block.visit(&mut add));
    let notes = document.notes.iter().flat_map(|note| &note.blocks);
    notes.for_each(|block| block.visit(&mut add));
    prose
}
