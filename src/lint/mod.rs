//! Lint: what is odd in a manuscript, found before typography touches it, so that every finding has the author's own place.
//!
//! A rule is one constant; [`RULES`] is the table of all of them, with those that the manuscript room finds as it reads. Each has
//! a fixture folder of its code's name below `tests/fixtures/lint`, and a test holds code and fixture to each other both ways.

mod direction;
mod letters;
mod structure;

use crate::config::Config;
use crate::diagnostic::{Location, Report, Sources, Span};
use crate::document::{Block, Document, Inline};
use crate::fonts::FontLibrary;

/// What rules look at.
pub struct Book<'a> {
    /// The text, as the manuscript room read it.
    pub document: &'a Document,
    /// What the book decides.
    pub config: &'a Config,
    /// Title, names and the like, each with its place: they are shown, but stand in no manuscript.
    pub names: &'a [(String, Location)],
    /// The fonts at hand.
    pub fonts: &'a FontLibrary,
    /// The texts as they were read.
    pub sources: &'a Sources,
}

/// A rule: something that is odd, and how it is found.
pub struct Rule {
    /// Its stable name, which `[lint]` in `book.toml` uses.
    pub code: &'static str,
    /// What it finds, in a few words.
    pub about: &'static str,
    /// Why an author should care.
    pub why: &'static str,
    find: Find,
}

/// How a rule's findings come about.
enum Find {
    /// The manuscript room reports them as it reads.
    WhileReading,
    /// This looks for them.
    By(fn(&Book<'_>, &mut Report)),
}

/// Every rule.
pub const RULES: &[Rule] = &[
    direction::OVERRIDE,
    direction::UNBALANCED,
    direction::LINK_TEXT,
    letters::MISSING_GLYPH,
    letters::MIXED_LETTERS,
    letters::STACKED_MARKS,
    letters::LONG_WORD,
    structure::MISSING_ALT,
    structure::HEADING_SKIP,
    structure::WIDE_TABLE,
    read(
        "broken-link",
        "links that lead nowhere",
        "readers tap them and nothing happens",
    ),
    read(
        "citation",
        "citations by key",
        "readers have no bibliography to look them up in",
    ),
    read(
        "duplicate-anchor",
        "two headings of one name",
        "links to the second would reach the first",
    ),
    read(
        "duplicate-note",
        "two notes of one label",
        "only the first can be shown",
    ),
    read(
        "embed",
        "texts of other files that should stand here",
        "readers get a link in their place",
    ),
    read(
        "emphasis",
        "emphasis beside attached particles",
        "programs that keep to CommonMark show the asterisks",
    ),
    read(
        "empty-file",
        "files of the manuscript without text",
        "something may be missing from the book",
    ),
    read(
        "empty-heading",
        "headings without text",
        "contents and bookmarks would have empty lines",
    ),
    read(
        "empty-manuscript",
        "a manuscript without text",
        "there is nothing to publish",
    ),
    read(
        "front-matter",
        "front matter that is not YAML",
        "its keys cannot be read, and must not be printed",
    ),
    read(
        "html",
        "HTML that a book cannot hold",
        "it is left out, which may not be what was meant",
    ),
    read(
        "html-unbalanced",
        "tags without their other half",
        "more or less stands out than was meant",
    ),
    read(
        "illegal-character",
        "control characters",
        "XML holds none of them, so they are left out",
    ),
    read(
        "language-tag",
        "language tags that are not BCP 47",
        "screen readers would not know which voice to take",
    ),
    read(
        "math",
        "formulas",
        "they are set as lines of text, which may not be enough",
    ),
    read(
        "nesting",
        "things too deep inside each other",
        "no page has room for so many levels",
    ),
    read(
        "presentation-form",
        "presentation forms for Arabic letters",
        "nobody finds them, and screen readers stumble",
    ),
    read("raw-block", "blocks for one output only", "their text is left out"),
    read(
        "recursive-note",
        "notes that refer to themselves",
        "readers come back to where they were",
    ),
    read(
        "table-row",
        "rows with more cells than columns",
        "the cells beyond are left out",
    ),
    read(
        "template",
        "instructions for a website's program",
        "what it would have filled in is missing",
    ),
    read(
        "tex",
        "instructions for TeX",
        "they are left out, which may not be what was meant",
    ),
    read(
        "undefined-note",
        "references to notes that are not written",
        "readers find a mark and no note",
    ),
    read(
        "unsafe-link",
        "links that run or open something on the reader's machine",
        "no publication should",
    ),
    read("unused-note", "notes that nothing refers to", "their text is left out"),
    read(
        "web-picture",
        "pictures on the web",
        "nothing is fetched, and readers get a link in their place",
    ),
];

const fn read(code: &'static str, about: &'static str, why: &'static str) -> Rule {
    Rule {
        code,
        about,
        why,
        find: Find::WhileReading,
    }
}

/// Looks for everything that the rules know. Levels are the report's to apply.
pub fn check(book: &Book<'_>, report: &mut Report) {
    for rule in RULES {
        if let Find::By(find) = rule.find {
            find(book, report);
        }
    }
}

/// A stretch of letters as they are shown, with its place.
struct Piece<'a> {
    text: &'a str,
    at: Location,
    kind: PieceKind,
}

/// Where letters stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    /// In the book's own prose.
    Prose,
    /// In prose that the author marked as being in another language.
    Foreign,
    /// In code.
    Code,
    /// In a title, a name, or a picture's alternative text.
    Name,
}

impl Book<'_> {
    /// Calls `visit` for every stretch of letters in the book.
    fn each_piece(&self, visit: &mut impl FnMut(Piece<'_>)) {
        for (text, at) in self.names {
            visit(Piece {
                text,
                at: at.clone(),
                kind: PieceKind::Name,
            });
        }
        self.document.visit(&mut |block| {
            if let crate::document::BlockKind::Code { text, .. } = &block.kind {
                visit(Piece {
                    text,
                    at: Location::Span(block.span),
                    kind: PieceKind::Code,
                });
            }
            for run in block.runs() {
                pieces(run, PieceKind::Prose, visit);
            }
            for image in block.images() {
                visit(Piece {
                    text: &image.alt,
                    at: Location::Span(image.span),
                    kind: PieceKind::Name,
                });
            }
        });
    }

    /// Calls `visit` for every block.
    fn each_block<'b>(&'b self, visit: &mut impl FnMut(&'b Block)) {
        self.document.visit(visit);
    }

    /// The place of a letter that a stretch of text holds: its own where the manuscript has it as it is shown.
    fn place(&self, at: &Location, letter: char) -> Location {
        let Location::Span(span) = at else { return at.clone() };
        match self.sources.excerpt(*span).find(letter) {
            Some(offset) => Location::Span(part(*span, offset, letter.len_utf8())),
            None => at.clone(),
        }
    }
}

/// A part of a stretch, by its offset and length in bytes.
fn part(span: Span, offset: usize, length: usize) -> Span {
    let start = span.start as usize + offset;
    Span::new(span.file, start..start + length)
}

fn pieces(run: &[Inline], kind: PieceKind, visit: &mut impl FnMut(Piece<'_>)) {
    for inline in run {
        match inline {
            Inline::Text { text, span } => visit(Piece {
                text,
                at: Location::Span(*span),
                kind,
            }),
            Inline::Code { text, span } => visit(Piece {
                text,
                at: Location::Span(*span),
                kind: PieceKind::Code,
            }),
            Inline::Isolate {
                language: Some(_),
                content,
                ..
            } => pieces(content, PieceKind::Foreign, visit),
            other => pieces(other.content(), kind, visit),
        }
    }
}
