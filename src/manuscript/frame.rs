//! What stands open while a file is read.

use std::ops::Range;

use super::blocks::extent;
use super::headings::HeadingAttributes;
use crate::diagnostic::Span;
use crate::document::{Alignment, Block, Definition, Group, Inline, ListItem, Role, plain_text};
use crate::locale::Direction;

/// What has been begun and not yet ended.
#[derive(Debug)]
pub(super) enum Kind {
    Root,
    Paragraph,
    Heading {
        level: u8,
        attributes: HeadingAttributes,
    },
    Quote,
    List {
        start: Option<u64>,
        loose: bool,
        items: Vec<ListItem>,
    },
    Item {
        task: Option<bool>,
        /// The letter that the author counts it with; empty where there is none.
        marker: String,
    },
    /// `pieces` tells where the parts of `text` came from: offset in it, offset in the cleaned text.
    Code {
        info: String,
        /// The place of what stands over it, where it has a title.
        title: Option<Range<usize>>,
        text: String,
        pieces: Vec<(usize, usize)>,
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
    Styled(Style),
    Link {
        url: String,
    },
    Image {
        path: String,
        title: String,
    },
    /// Without meaning: what it holds goes to what holds it.
    Transparent,
    /// Too deep: likewise.
    TooDeep,
    /// Blocks that belong together.
    Group(Box<Group>),
    /// The title of a group.
    Title,
    /// What stands over a table or under a picture.
    Caption,
    /// A picture with its caption, in HTML.
    Figure {
        caption: Vec<Inline>,
    },
    /// Lines of verse.
    Verse,
    /// A note that stands where it is referred to.
    InlineNote,
    /// A heading in HTML.
    HtmlHeading {
        level: u8,
        attributes: HeadingAttributes,
    },
    /// A term in HTML.
    HtmlTerm,
    /// A table in HTML, its rows as they were written.
    HtmlTable(Box<HtmlTable>),
    HtmlRow(Vec<HtmlCell>),
    HtmlCell(HtmlCell),
}

/// A table in HTML, before its rows are made equally long.
#[derive(Debug, Default)]
pub(super) struct HtmlTable {
    pub(super) caption: Vec<Inline>,
    pub(super) rows: Vec<Vec<HtmlCell>>,
    /// Whether the rows that come belong to its head, and how many did.
    pub(super) in_head: bool,
    pub(super) heads: usize,
}

/// A cell of a table in HTML.
#[derive(Debug, Clone, Default)]
pub(super) struct HtmlCell {
    pub(super) head: bool,
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) align: Option<Alignment>,
    pub(super) content: Vec<Inline>,
}

/// Who ends what stands open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum By {
    /// The parser.
    Markdown,
    /// A tag of this name.
    Tag(String),
    /// A mark of this kind.
    Mark(Ender),
}

/// What a mark ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ender {
    Group,
    Title,
    Caption,
    Verse,
    Span,
    Note,
}

/// How a run stands out.
#[derive(Debug)]
pub(super) enum Style {
    Emphasis,
    Strong,
    Strikethrough,
    Superscript,
    Subscript,
    Underline,
    Small,
    Mark,
    Abbreviation {
        title: String,
    },
    /// Code in HTML: its letters alone.
    Code,
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
            Style::Underline => Inline::Underline { content },
            Style::Small => Inline::Small { content },
            Style::Code => Inline::Code {
                text: plain_text(&content),
                span: extent(&content).unwrap_or_default(),
            },
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
    pub(super) by: By,
    /// The direction that is said for it.
    pub(super) direction: Option<Direction>,
    pub(super) span: Span,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
}

impl Frame {
    pub(super) fn new(kind: Kind, by: By, span: Span) -> Self {
        Frame {
            kind,
            by,
            direction: None,
            span,
            blocks: Vec::new(),
            inlines: Vec::new(),
        }
    }

    /// Whether it counts towards `bounds::NESTING`.
    pub(super) fn nests(&self) -> bool {
        use Kind::*;
        match &self.kind {
            Group(group) => group.role != Role::Plain || group.align.is_some() || group.language.is_some(),
            kind => matches!(
                kind,
                Quote
                    | List { .. }
                    | Definitions { .. }
                    | Note { .. }
                    | InlineNote
                    | Styled(_)
                    | Link { .. }
                    | HtmlTable(_)
            ),
        }
    }
}

impl Kind {
    /// Whether it holds blocks, so that letters that stand directly in it are a paragraph without a tag.
    pub(super) fn holds_blocks(&self) -> bool {
        use Kind::*;
        matches!(
            self,
            Root | Quote
                | Item { .. }
                | Note { .. }
                | Meaning
                | Group(_)
                | Title
                | Caption
                | Figure { .. }
                | Verse
                | HtmlHeading { .. }
                | HtmlTerm
                | HtmlTable(_)
                | HtmlRow(_)
                | HtmlCell(_)
        ) || matches!(self, List { .. } | Definitions { .. })
    }
}
