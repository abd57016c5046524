//! The model: what a manuscript says, as blocks and inlines, each with its place in the source.
//!
//! Every output is made from a [`Document`]; none parses Markdown again. It is plain data: it serializes to the JSON that
//! themes walk (see `docs/themes.md`), with places left out.

mod address;
mod anchor;
pub mod breaks;
pub mod markdown;
mod text;
mod walk;

use serde::Serialize;

use crate::diagnostic::Span;
use crate::locale::Direction;

pub use address::{is_untypable, printed_address, says_address, shown_address};
pub use anchor::{anchor, anchors_elsewhere};
pub use text::{controlled, plain_text};

/// A block's number, unique in its document, counted from 1 in reading order (notes after the text).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct BlockId(pub u32);

/// A whole manuscript.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Document {
    /// The text, in reading order.
    pub blocks: Vec<Block>,
    /// The notes that are referred to, in the order of their first reference. `Inline::Note` holds an index into this list.
    pub notes: Vec<Note>,
    /// Where the manuscript is written in a notation of its own, in order: formulas, citations, instructions for TeX. What copy-editors say of
    /// words and signs does not hold there.
    #[serde(skip)]
    pub notation: Vec<Span>,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Block {
    /// Its number.
    pub id: BlockId,
    /// Its place in the manuscript.
    #[serde(skip)]
    pub span: Span,
    /// The direction it is set in, where that is not the book's (a paragraph wholly in another script).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// What it is.
    #[serde(flatten)]
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum BlockKind {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph {
        /// Its text.
        content: Vec<Inline>,
    },
    /// A picture standing by itself: a paragraph that is only an image.
    Figure {
        /// The picture.
        image: Image,
        /// Where it leads, where it is a link.
        #[serde(skip_serializing_if = "Option::is_none")]
        link: Option<Target>,
        /// The image's title, shown under it.
        caption: Vec<Inline>,
    },
    /// A list.
    List {
        /// The first item's number; none where the list is not ordered.
        start: Option<u64>,
        /// Whether its items stand close together (CommonMark 5.3).
        tight: bool,
        /// Its items.
        items: Vec<ListItem>,
    },
    /// A quotation.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
        /// Who said it: the last line, where it begins with an em dash (the dash is kept).
        attribution: Option<Vec<Inline>>,
    },
    /// A table.
    Table {
        /// One for each column.
        alignments: Vec<Alignment>,
        /// The head row, as many cells as columns.
        header: Vec<Vec<Inline>>,
        /// The other rows, each of as many cells as columns.
        rows: Vec<Vec<Vec<Inline>>>,
        /// What stands over it; empty where the author wrote nothing.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        caption: Vec<Inline>,
    },
    /// Lines of code.
    Code {
        /// The language that the fence names.
        language: Option<String>,
        /// The lines, without the last line's end.
        text: String,
        /// What stands over it, a file's name for instance; empty where the author wrote nothing.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        caption: Vec<Inline>,
    },
    /// Verse: a fenced block with info `verse`.
    Verse {
        /// Its lines; an empty one parts two stanzas.
        lines: Vec<VerseLine>,
    },
    /// A list of terms and what they mean.
    Definitions {
        /// Its entries.
        entries: Vec<Definition>,
    },
    /// A thematic break.
    Rule,
    /// Blocks that belong together.
    Group(Group),
    /// The page ends here, because the author wants it so.
    PageBreak,
}

/// Blocks that belong together: a box, or a stretch that is set apart.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Group {
    /// How it stands out.
    pub role: Role,
    /// What the author calls it, `note` or `warning` for instance: a name of ASCII letters, digits and hyphens, or empty.
    pub name: String,
    /// The program's own word for it, where the author gave it no title.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Its title; empty where it has none.
    pub title: Vec<Inline>,
    /// On which side its lines stand, where that is not the text's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub align: Option<Alignment>,
    /// Its language (BCP 47), where that is not the book's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// How a group stands out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Not at all, but for its side or language.
    #[default]
    Plain,
    /// In a box: an alert, a callout, an aside.
    Box,
    /// In a frame in place of a picture that is not there: what it would have shown.
    Missing,
    /// Side by side: the pictures of one line.
    Row,
    /// Set in under a chapter's heading: the chapter's own dedication or epigraph.
    Inset,
    /// On a page of its own before the title page: the title alone.
    HalfTitle,
    /// On a page of its own: to whom the book is dedicated.
    Dedication,
    /// On a page of its own: words of another that stand over the book or a part of it.
    Epigraph,
    /// On a page of its own: whose the book is.
    CopyrightPage,
    /// A picture that fills a page.
    FullPage,
}

impl Role {
    /// Whether what it names has a page to itself, and in an EPUB a file.
    pub fn is_leaf(self) -> bool {
        matches!(
            self,
            Role::HalfTitle | Role::Dedication | Role::Epigraph | Role::CopyrightPage
        )
    }
}

/// A heading and what it heads.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Heading {
    /// From 1 (a chapter) to 6.
    pub level: u8,
    /// Its name for links, unique in the document, an XML name made of what the author wrote.
    pub anchor: String,
    /// Its number among its siblings and theirs, `[3, 1]` for 3.1; empty where it has none.
    pub number: Vec<u32>,
    /// The number in the book's digits; set by typography, empty where it has none.
    pub label: String,
    /// Which part of the book it opens.
    pub matter: Matter,
    /// Whether it opens a part: chapters stand below it, and it has a page to itself. Parts are of level 1, as chapters are.
    #[serde(skip_serializing_if = "is_false")]
    pub part: bool,
    /// Whether it stands in a part.
    #[serde(skip_serializing_if = "is_false")]
    pub in_part: bool,
    /// Its text.
    pub content: Vec<Inline>,
}

impl Heading {
    /// A heading of a level, of which nothing else is known yet.
    pub fn new(level: u8, content: Vec<Inline>) -> Self {
        Heading {
            level,
            anchor: String::new(),
            number: Vec::new(),
            label: String::new(),
            matter: Matter::Body,
            part: false,
            in_part: false,
            content,
        }
    }

    /// Whether it opens a chapter.
    pub fn is_chapter(&self) -> bool {
        self.level == 1 && !self.part
    }

    /// How deep it stands in the contents, from 1: chapters of a part stand below it.
    pub fn depth(&self) -> usize {
        usize::from(self.level) + usize::from(self.in_part)
    }
}

fn is_false(value: &bool) -> bool {
    !value
}

fn is_none(value: &u8) -> bool {
    *value == 0
}

/// The parts of a book (Chicago Manual of Style 1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    /// Before the text proper: `{.frontmatter}`.
    Front,
    /// The text proper.
    Body,
    /// After it: `{.backmatter}`.
    Back,
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListItem {
    /// Done or not, in a task list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<bool>,
    /// Its number in the book's digits or letters; set by typography, empty where the list is not ordered.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub marker: String,
    /// What it holds.
    pub blocks: Vec<Block>,
}

impl ListItem {
    /// Whether its number is written in letters.
    pub fn counts_in_letters(&self) -> bool {
        self.marker.chars().any(char::is_alphabetic)
    }
}

/// Where a table's column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alignment {
    /// As the text runs.
    None,
    /// On the left.
    Left,
    /// In the middle.
    Center,
    /// On the right.
    Right,
}

/// A line of verse.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct VerseLine {
    /// How far it is set in from where the poem's lines begin, in spaces as they were typed.
    #[serde(skip_serializing_if = "is_none")]
    pub indent: u8,
    /// The first hemistich, or the whole line.
    pub first: Vec<Inline>,
    /// The second hemistich.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<Vec<Inline>>,
}

/// Terms and what they mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Vec<Inline>>,
    /// Their definitions.
    pub definitions: Vec<Vec<Block>>,
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Note {
    /// Its number, from 1, in the order of first reference.
    pub number: u32,
    /// The number in the book's digits, an address's in brackets; set by typography.
    pub mark: String,
    /// Whether it is the address of a link, for paper: those have numbers of their own.
    #[serde(skip_serializing_if = "is_false")]
    pub address: bool,
    /// How often it is referred to.
    pub references: u32,
    /// Its place in the manuscript.
    #[serde(skip)]
    pub span: Span,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A picture where it is used.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Image {
    /// Its path from the book's folder, with `/` between the parts, as the author wrote it without `./`.
    pub path: String,
    /// What it shows, for those who do not see it; empty for an ornament.
    pub alt: String,
    /// Its width, where the author says one; it is never wider than the line.
    #[serde(flatten)]
    pub width: Option<Width>,
    /// Whether it is to fill a page.
    #[serde(skip)]
    pub full_page: bool,
    /// Its place in the manuscript.
    #[serde(skip)]
    pub span: Span,
}

/// How wide a picture is to be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Width {
    /// In hundredths of the line's width.
    #[serde(rename = "width")]
    Share(u8),
    /// In points.
    #[serde(rename = "width-points")]
    Points(f64),
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// Out of the book.
    Url(String),
    /// To the heading with this anchor.
    Anchor(String),
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Inline {
    /// Letters.
    Text {
        /// The letters.
        text: String,
        /// Their place in the manuscript.
        #[serde(skip)]
        span: Span,
    },
    /// Emphasis.
    Emphasis {
        /// What is emphasised.
        content: Vec<Inline>,
    },
    /// Strong emphasis.
    Strong {
        /// What is emphasised.
        content: Vec<Inline>,
    },
    /// Struck out.
    Strikethrough {
        /// What is struck out.
        content: Vec<Inline>,
    },
    /// Raised.
    Superscript {
        /// What is raised.
        content: Vec<Inline>,
    },
    /// Lowered.
    Subscript {
        /// What is lowered.
        content: Vec<Inline>,
    },
    /// Underlined.
    Underline {
        /// What is underlined.
        content: Vec<Inline>,
    },
    /// In smaller type.
    Small {
        /// What is smaller.
        content: Vec<Inline>,
    },
    /// Marked, as with a highlighter.
    Mark {
        /// What is marked.
        content: Vec<Inline>,
    },
    /// An abbreviation.
    Abbreviation {
        /// What it stands for.
        title: String,
        /// The abbreviation.
        content: Vec<Inline>,
    },
    /// A link.
    Link {
        /// Where it leads.
        target: Target,
        /// Its text.
        content: Vec<Inline>,
        /// Its place in the manuscript.
        #[serde(skip)]
        span: Span,
    },
    /// A picture in the line.
    Image(Image),
    /// Code in the line.
    Code {
        /// The code.
        text: String,
        /// Its place in the manuscript.
        #[serde(skip)]
        span: Span,
    },
    /// A reference to a note.
    Note {
        /// Index into `Document::notes`.
        note: usize,
        /// Which of the note's references this is, from 1.
        reference: u32,
        /// Its place in the manuscript.
        #[serde(skip)]
        span: Span,
    },
    /// A line break that the author wants.
    Break,
    /// A run kept apart from the directions around it (UAX#9, isolates), or marked as being in another language.
    Isolate {
        /// Its direction; by its first strong letter where none (FSI).
        #[serde(skip_serializing_if = "Option::is_none")]
        direction: Option<Direction>,
        /// Its language (BCP 47), where the author says one.
        #[serde(skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        /// The run.
        content: Vec<Inline>,
    },
}

/// A page break of the laid-out pages, placed in the text: what a page list is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folio {
    /// The block in which the page begins.
    pub block: BlockId,
    /// How many characters of the block's plain text stand before the break; 0 where the page begins with the block.
    pub offset: usize,
    /// The page's number as printed.
    pub label: String,
}
