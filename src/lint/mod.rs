//! Lint: what is odd in a manuscript, found before typography touches it, so that every finding has the author's own place.
//!
//! A rule is one constant; [`rules`] names all of them, with those that the manuscript room finds as it reads. Each has an example, or a
//! fixture folder of its code's name below `tests/fixtures/lint`, and a test holds code and fixture to each other both ways.

mod allowed;
mod controls;
mod hits;
mod passage;
mod rules;
mod spelling;

use crate::config::Config;
use crate::diagnostic::{Location, Report, Safety, Sources, Span};
use crate::document::{Block, Document, Inline};
use crate::fonts::FontLibrary;

use hits::Hits;
use passage::{Passage, passages};

pub use spelling::{Dictionaries, LANGUAGES as SPELT};

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
    /// Words that the book says are right.
    pub words: &'a [String],
}

/// A rule: something that is odd, how it is found, and what would mend it. What it means stands in the table of codes.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its stable name, which `[lint]` in `book.toml` uses.
    pub code: &'static str,
    /// The languages that it is about, by their primary subtags; all where empty.
    pub languages: &'static [&'static str],
    /// Whether what mends it may be done without asking; none where nothing but a person can.
    pub fix: Option<Safety>,
    /// A language, a text in it that shows what is found, and the same text mended (empty where nothing but a person can).
    pub example: Option<(&'static str, &'static str, &'static str)>,
    /// Whether it is said once a file, with all its places.
    once: bool,
    find: Find,
}

/// How a rule's findings come about.
#[derive(Debug, Clone, Copy)]
enum Find {
    /// The manuscript room reports them as it reads.
    WhileReading,
    /// This looks for them in the book.
    By(fn(&Book<'_>, &mut Report)),
    /// This looks for them in each passage.
    In(fn(&Passage, &mut Hits<'_>)),
    /// This looks for them in all passages together.
    Over(fn(&[&Passage], &mut Hits<'_>)),
    /// The dictionaries find them.
    BySpelling,
}

impl Rule {
    const fn new(code: &'static str, find: Find) -> Self {
        Self {
            code,
            languages: &[],
            fix: None,
            example: None,
            once: false,
            find,
        }
    }

    /// Whether a rule looks at passages in this language.
    fn reads(&self, language: &str) -> bool {
        self.languages.is_empty() || self.languages.contains(&language)
    }
}

/// Every rule.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    OWN.iter().chain(rules::RULES)
}

/// The rules that belong to other ways of looking: the manuscript room finds them as it reads, dictionaries by their words.
const OWN: &[Rule] = &[
    spelling::RULE,
    spelling::UNKNOWN,
    Rule::new("abbreviation", Find::WhileReading),
    Rule::new("broken-link", Find::WhileReading),
    Rule::new("citation", Find::WhileReading),
    Rule::new("duplicate-anchor", Find::WhileReading),
    Rule::new("duplicate-note", Find::WhileReading),
    Rule::new("embed", Find::WhileReading),
    Rule::new("emphasis", Find::WhileReading),
    Rule::new("empty-file", Find::WhileReading),
    Rule::new("empty-heading", Find::WhileReading),
    Rule::new("empty-manuscript", Find::WhileReading),
    Rule::new("front-matter", Find::WhileReading),
    Rule::new("html", Find::WhileReading),
    Rule::new("html-unbalanced", Find::WhileReading),
    Rule::new("illegal-character", Find::WhileReading),
    Rule::new("language-tag", Find::WhileReading),
    Rule::new("math", Find::WhileReading),
    Rule::new("nesting", Find::WhileReading),
    Rule::new("raw-block", Find::WhileReading),
    Rule::new("recursive-note", Find::WhileReading),
    Rule::new("table-row", Find::WhileReading),
    Rule::new("template", Find::WhileReading),
    Rule::new("tex", Find::WhileReading),
    Rule::new("undefined-note", Find::WhileReading),
    Rule::new("unsafe-link", Find::WhileReading),
    Rule::new("unused-note", Find::WhileReading),
    Rule::new("web-picture", Find::WhileReading),
];

/// Looks for everything that the rules know, and for misspelled words where there are `dictionaries`. Levels are the report's to apply;
/// what a comment in the manuscript allows is not said.
pub fn check(book: &Book<'_>, dictionaries: Option<&Dictionaries>, report: &mut Report) {
    let allowed = allowed::allowed(book, report);
    let passages = passages(book, &allowed);
    rules::presentation_form::mend(&passages, report);
    for rule in rules() {
        let read = |passage: &&Passage| rule.reads(&passage.language) && !passage.allows(rule.code);
        match rule.find {
            Find::WhileReading => {}
            Find::By(find) => find(book, report),
            Find::In(find) => {
                let mut hits = Hits::new(rule, report);
                passages
                    .iter()
                    .filter(read)
                    .for_each(|passage| find(passage, &mut hits));
                hits.finish();
            }
            Find::Over(find) => {
                let read: Vec<&Passage> = passages.iter().filter(read).collect();
                find(&read, &mut Hits::new(rule, report));
            }
            Find::BySpelling => {}
        }
    }
    if let Some(dictionaries) = dictionaries {
        spelling::check(book, &passages, dictionaries, report);
    }
    allowed::apply(&allowed, report);
    TOGETHER.iter().for_each(|code| report.gather(code));
    report.gather_crowds();
}

/// What is said of many places alike, and mended in all of them or in none.
const TOGETHER: [&str; 5] = [
    "heading-skip",
    "html-unbalanced",
    "stray-markup",
    "unpaired-brackets",
    "unsafe-link",
];

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
