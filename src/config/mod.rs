//! The configuration: what was written ([`ConfigFile`]) and what it means ([`Config`]).
//!
//! A [`Config`] cannot be wrong: its values have been checked one by one and against each other, with a default for each
//! key that was left out.

mod file;
pub mod front_matter;
pub mod keys;
mod mdbook;
mod meant;
mod read;
mod resolve;
mod schema;
mod values;

pub use file::{CheckedValue, ConfigFile, Person, RawValue};
pub use keys::did_you_mean;
pub use schema::schema;
pub use values::{Date, Identifier, Isbn};

use resolve::check_slug;

use std::collections::BTreeMap;

use crate::artifact::Format;
use crate::diagnostic::Level;
use crate::imposition::fit::Bounds;
use crate::imposition::print::PageOrder;
use crate::imposition::{Flip, Length, Paper, SheetOptions, Thickness, choices};
use crate::locale::{Count, LanguageTag, Numerals};

/// Everything that a book decides, resolved.
#[derive(Debug, Clone)]
pub struct Config {
    /// What the book is.
    pub book: BookConfig,
    /// How its pages look.
    pub pdf: Pdf,
    /// How its sheets are laid.
    pub booklet: Booklet,
    /// How its files for a print shop are made.
    pub print: Print,
    /// How its EPUB is made.
    pub epub: Epub,
    /// How its text is checked.
    pub check: Check,
    /// What it says about lint codes.
    pub levels: BTreeMap<String, Level>,
    /// The further editions, in the order given.
    pub editions: Vec<Variant>,
}

/// `[check]`: how its text is checked.
#[derive(Debug, Clone)]
pub struct Check {
    /// Whether `kurras check` looks words up in dictionaries.
    pub spelling: bool,
    /// Words that are right.
    pub words: Vec<String>,
    /// A file of such words, a line each, as a path from the book's folder.
    pub word_list: Option<String>,
}

/// `[[edition]]`: the same book, laid out otherwise.
#[derive(Debug, Clone)]
pub struct Variant {
    /// What its files end in; no two editions share one.
    pub name: String,
    /// What is made of it.
    pub formats: Vec<Format>,
    /// Everything that it decides; it has no editions of its own.
    pub config: Config,
}

/// How much ink pages take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ink {
    /// Colours as the theme has them.
    #[default]
    Full,
    /// Black and greys only.
    Black,
    /// Black only, no filled shapes, large type in outline.
    Low,
}

choices! { Ink:
    Self::Full => "full",
    Self::Black => "black",
    Self::Low => "low",
}

/// `[book]`: what the book is.
#[derive(Debug, Clone)]
pub struct BookConfig {
    /// The title.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// Who wrote it, in the order given.
    pub authors: Vec<Person>,
    /// Who else had a hand in it.
    pub contributors: Vec<Person>,
    /// The language.
    pub language: LanguageTag,
    /// The version.
    pub version: semver::Version,
    /// Whether the author gave it: a version that nobody gave is printed nowhere.
    pub versioned: bool,
    /// Whether the colophon tells how the edition is built again.
    pub rebuild: bool,
    /// This version's date.
    pub date: Option<Date>,
    /// What files are named by.
    pub slug: String,
    /// The publication's identifier, the same in every version.
    pub identifier: Identifier,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// A blurb.
    pub description: Option<String>,
    /// What it is about.
    pub subjects: Vec<String>,
    /// The series and, if known, the place in it.
    pub series: Option<(String, Option<u32>)>,
    /// The work that this edition was made from.
    pub source: Option<String>,
    /// Where the digital edition lives.
    pub url: Option<String>,
    /// The rights line.
    pub rights: Option<String>,
    /// The digits that the program numbers with; by language where none.
    pub numerals: Option<Numerals>,
    /// Whether the author's own digits are changed too.
    pub convert_digits: bool,
    /// Whether typewriters' quotation marks, dashes and dots become a printer's.
    pub smart: bool,
    /// Down to which level headings are numbered; 0: none.
    pub number_headings: u8,
    /// Down to which level contents list headings, from chapters on; each output's own where none.
    pub contents_depth: Option<u8>,
    /// What numbered lists count in, by how deep they stand in one another; the last holds for all that are deeper.
    pub list_numbers: Vec<Count>,
    /// The manuscript's files in order; every `.md` file by name where empty.
    pub manuscript: Vec<String>,
    /// The ISBN.
    pub isbn: Option<Isbn>,
    /// A picture for the front cover, as a path from the book's folder.
    pub cover_image: Option<String>,
    /// A small picture of the publisher's, likewise.
    pub logo: Option<String>,
}

impl BookConfig {
    /// What every file's name begins with: `SLUG-VERSION`.
    pub fn stem(&self) -> String {
        format!("{}-{}", self.slug, self.version)
    }
}

/// `[pdf]`: how the pages look. What is left out is the theme's to decide.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The trim size.
    pub paper: Paper,
    /// The theme's name.
    pub theme: String,
    /// The text's font family.
    pub font: Option<String>,
    /// The family of titles and headings.
    pub heading_font: Option<String>,
    /// The family of words in Latin letters, in books of another script.
    pub latin_font: Option<String>,
    /// The family of code.
    pub mono_font: Option<String>,
    /// The text's size.
    pub font_size: Option<Length>,
    /// From one baseline to the next.
    pub leading: Option<Length>,
    /// The one strong colour, `#rrggbb`.
    pub accent: Option<String>,
    /// How much ink pages take.
    pub ink: Ink,
    /// Whether words may be parted at line ends, in languages that part them.
    pub hyphenate: bool,
    /// Whether pages show the addresses of links, as notes.
    pub link_notes: bool,
    /// Whether there is a contents page; by the number of chapters where none.
    pub contents: Option<bool>,
    /// Whether there is a title page.
    pub title_page: bool,
    /// Whether the back cover has a QR code of the book's address.
    pub qr: bool,
}

/// `[booklet]`: how the sheets are laid.
#[derive(Debug, Clone)]
pub struct Booklet {
    /// The papers of its files.
    pub papers: Vec<Paper>,
    /// The ways of turning the sheets of its files.
    pub flips: Vec<Flip>,
    /// How pages are laid on the sheets of all of them.
    pub options: SheetOptions,
    /// How far size, leading and margins may give way to save a sheet; none where they may not.
    pub fit: Option<Bounds>,
}

impl Booklet {
    /// The files that are wanted: each paper with each way of turning it.
    pub fn sheets(&self) -> impl Iterator<Item = SheetOptions> {
        let turned = |paper: Paper| self.flips.iter().map(move |flip| (paper, *flip));
        let files = self.papers.iter().copied().flat_map(turned);
        files.map(|(paper, flip)| SheetOptions {
            paper,
            flip,
            ..self.options
        })
    }
}

/// `[print]`: how the files for a print shop are made.
#[derive(Debug, Clone)]
pub struct Print {
    /// Whether the book has such a table, and so wants these files without being asked.
    pub wanted: bool,
    /// How far colour reaches beyond the trim, in points.
    pub bleed: f64,
    /// Whether there are crop marks.
    pub marks: bool,
    /// The order of pages.
    pub order: PageOrder,
    /// Whether everything becomes shades of black ink.
    pub black: bool,
    /// Whether the cover is a file of its own.
    pub cover: bool,
    /// A leaf of the inner paper.
    pub paper: Option<Thickness>,
    /// The cover's paper.
    pub cover_paper: Option<Thickness>,
    /// The spine's width in points, where it is given.
    pub spine: Option<f64>,
}

/// `[epub]`: how the EPUB is made.
#[derive(Debug, Clone)]
pub struct Epub {
    /// Whether the text's fonts are embedded.
    pub embed_fonts: bool,
    /// What the publisher asserts of the EPUB's accessibility.
    pub access: Access,
}

/// What the publisher asserts of the EPUB's accessibility; the program claims nothing of itself.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// The conformance, worded as EPUB Accessibility 1.1 (2.5) has it.
    pub conforms_to: Option<String>,
    /// Who found so.
    pub certified_by: Option<String>,
    /// What entitles them.
    pub credential: Option<String>,
    /// The address of their report.
    pub report: Option<String>,
    /// The exemption from the European Accessibility Act, as the vocabulary of EPUB Accessibility names it.
    pub exemption: Option<String>,
}
