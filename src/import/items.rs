//! Paragraphs and tables as word processors keep them, one after the other.

use crate::diagnostic::Span;
use crate::document::{Alignment, Block, BlockId, BlockKind};
use crate::locale::Direction;

use super::runs::{Piece, is_blank, letters};

/// What a paragraph is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// Plain text.
    #[default]
    Text,
    /// A heading, from 1.
    Heading(u8),
    /// The document's title.
    Title,
    /// Its subtitle.
    Subtitle,
    /// Who wrote it.
    Author,
    /// When.
    Date,
    /// Quoted.
    Quote,
    /// Lines of verse.
    Verse,
    /// Lines of code.
    Code,
    /// What stands under a picture or over a table.
    Caption,
    /// It goes on with the item before it.
    Continued,
}

/// A paragraph's place in a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listed {
    /// How deep, from 0.
    pub(super) level: usize,
    /// Its number, and the letter it is written with; none in a list without numbers.
    pub(super) number: Option<(u64, String)>,
    /// Done or not.
    pub(super) task: Option<bool>,
    /// What tells this list from another.
    pub(super) key: String,
}

/// A paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub(super) kind: Kind,
    pub(super) content: Vec<Piece>,
    pub(super) list: Option<Listed>,
    /// The direction that is said for it, where its letters do not tell it.
    pub(super) direction: Option<Direction>,
    /// Whether its lines stand in the middle.
    pub(super) centred: bool,
    /// The size of its letters in half points; 0 where it is not known.
    pub(super) size: u32,
    /// Whether all its letters are bold by their style.
    pub(super) bold: bool,
    /// The number that the program printed before it.
    pub(super) label: Option<String>,
    /// The names that links call it by.
    pub(super) names: Vec<String>,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub(super) items: Vec<Item>,
    pub(super) columns: usize,
    /// Whether it goes on with the cell above it.
    pub(super) goes_on: bool,
    /// How many rows it reaches over, where that is said at its head.
    pub(super) rows: usize,
    pub(super) align: Option<Alignment>,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Vec<Cell>>,
    /// Whether its first row heads it.
    pub(super) header: bool,
    pub(super) caption: Vec<Piece>,
    /// Whether lines are drawn around its cells; none where it is not known.
    pub(super) ruled: Option<bool>,
}

/// What stands in a document.
#[derive(Debug, Clone)]
pub(super) enum Item {
    Paragraph(Paragraph),
    Table(Table),
    PageBreak,
    Rule,
    Box {
        title: Vec<Piece>,
        items: Vec<Item>,
    },
    Quote(Vec<Item>),
    List {
        start: Option<u64>,
        items: Vec<(Option<bool>, Vec<Item>)>,
    },
    Code {
        language: Option<String>,
        text: String,
    },
    Definitions(Vec<Defined>),
}

/// Terms, and what each of their definitions holds.
pub(super) type Defined = (Vec<Vec<Piece>>, Vec<Vec<Item>>);

/// A block of a kind.
pub(super) fn block(kind: BlockKind) -> Block {
    Block {
        id: BlockId(0),
        span: Span::default(),
        direction: None,
        kind,
    }
}

/// The first words of some items.
pub(super) fn first_words(items: &[Item]) -> Option<String> {
    items.iter().find_map(|item| match item {
        Item::Paragraph(paragraph) if !is_blank(&paragraph.content) => Some(letters(&paragraph.content)),
        Item::Box { items, .. } | Item::Quote(items) => first_words(items),
        _ => None,
    })
}
