//! What stands open while a file is read.

use super::headings::Attributes;
use crate::diagnostic::Span;
use crate::document::{Alignment, Block, Definition, Inline, ListItem};
use crate::locale::Direction;

/// What has been begun and not yet ended.
#[derive(Debug)]
pub(super) enum Kind {
    Root,
    Paragraph,
    Heading {
        level: u8,
        attributes: Attributes,
    },
    Quote,
    List {
        start: Option<u64>,
        loose: bool,
        items: Vec<ListItem>,
    },
    Item {
        task: Option<bool>,
    },
    /// `pieces` tells where the parts of `text` came from: offset in it, offset in the cleaned text.
    Code {
        info: String,
        text: String,
        pieces: Vec<(usize, usize)>,
    },
    Html {
        text: String,
    },
    Table {
        alignments: Vec<Alignment>,
        header: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// `end` is where the last cell ended.
    Row {
        head: bool,
        cells: Vec<Vec<Inline>>,
        end: usize,
    },
    Cell,
    Note {
        label: String,
    },
    Definitions {
        entries: Vec<Definition>,
    },
    Term,
    Meaning,
    Styled {
        style: Style,
        tag: Option<&'static str>,
    },
    Link {
        url: String,
    },
    Image {
        path: String,
        title: String,
    },
    /// Too deep: what it holds goes to what holds it.
    Transparent,
}

/// How a run stands out.
#[derive(Debug)]
pub(super) enum Style {
    Emphasis,
    Strong,
    Strikethrough,
    Superscript,
    Subscript,
    Mark,
    Abbreviation {
        title: String,
    },
    Isolate {
        direction: Option<Direction>,
        language: Option<String>,
    },
}

impl Style {
    /// The inline of this style around others.
    pub(super) fn around(self, content: Vec<Inline>) -> Inline {
        match self {
            Style::Emphasis => Inline::Emphasis { content },
            Style::Strong => Inline::Strong { content },
            Style::Strikethrough => Inline::Strikethrough { content },
            Style::Superscript => Inline::Superscript { content },
            Style::Subscript => Inline::Subscript { content },
            Style::Mark => Inline::Mark { content },
            Style::Abbreviation { title } => Inline::Abbreviation { title, content },
            Style::Isolate { direction, language } => Inline::Isolate {
                direction,
                language,
                content,
            },
        }
    }
}

/// One level of the stack, with what has been gathered for it.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) span: Span,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
}

impl Frame {
    pub(super) fn new(kind: Kind, span: Span) -> Self {
        Frame {
            kind,
            span,
            blocks: Vec::new(),
            inlines: Vec::new(),
        }
    }

    /// Whether it counts towards `MAX_NESTING`.
    pub(super) fn nests(&self) -> bool {
        use Kind::*;
        matches!(
            self.kind,
            Quote | List { .. } | Definitions { .. } | Note { .. } | Styled { .. } | Link { .. }
        )
    }
}

impl Kind {
    /// Whether it holds blocks, so that letters that stand directly in it are a paragraph without a tag.
    pub(super) fn holds_blocks(&self) -> bool {
        use Kind::*;
        matches!(self, Root | Quote | Item { .. } | Note { .. } | Meaning | Html { .. })
    }
}
