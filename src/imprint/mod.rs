//! The imprint: everything that the program itself prints in a book, as data. It is made once for an edition and read by every output and
//! by the proof: lines of names for covers, who had a hand in the book, version and date, the colophon, running heads.
//!
//! Words that stand for one thing alone (`Notes`, `Contents`) are the locale's; what is made of several things is made here.

mod colophon;
mod credits;
mod heads;
mod names;
mod printed;

pub use colophon::ColophonPart;
pub use credits::Credit;
pub use printed::ProgramText;

use crate::config::{BookConfig, Date};
use crate::document::{Document, Inline};
use crate::fonts::Family;
use crate::locale::{Locale, Numerals, fill};
use crate::typography::Base;

use colophon::Colophon;

/// What tells how this very edition is built again.
const REBUILD: &str = "kurras build";

/// All that the program itself prints.
#[derive(Clone)]
pub struct Imprint {
    /// The title in the parts that it has by sense, one or two.
    pub title_parts: Vec<String>,
    /// All authors in one line.
    pub author_line: String,
    /// Lines of names for a cover that has no room for a line each, the fullest first.
    pub name_lines: Vec<String>,
    /// The contributors, by what they did.
    pub credits: Vec<Credit>,
    /// The version, in Western digits whatever the book's: it is a name, which the files carry too, and zeros of the Arabic-Indic
    /// family between full stops read as a row of dots.
    pub version: String,
    /// The edition's date, in words and digits of the book's language.
    pub date: Option<String>,
    /// Version and date in words, as far as the author gives them: what tells this edition from others.
    pub version_line: Option<String>,
    /// What the cover's picture is described by.
    pub cover_alt: String,
    /// The command that builds the edition again, where the book wants that told.
    pub rebuild: Option<&'static str>,
    /// The title as a running head.
    pub running_title: String,
    /// The chapters' titles as running heads, in order.
    pub running_heads: Vec<String>,
    /// What the colophon says on pages.
    pub page_colophon: Vec<String>,
    colophon: Colophon,
    locale: &'static Locale,
    numerals: Numerals,
    base: Base,
}

/// What an imprint is made of.
pub struct ImprintSource<'a> {
    /// What the book says of itself.
    pub book: &'a BookConfig,
    /// The contributors, by what they did.
    pub credits: Vec<Credit>,
    /// The words of its language.
    pub locale: &'static Locale,
    /// The digits that the program numbers with.
    pub numerals: Numerals,
    /// What the book's own text is set in.
    pub base: Base,
    /// The date that files carry.
    pub date: Option<Date>,
    /// The families that its pages are set in: of the text, of headings, of words in Latin letters.
    pub families: Vec<&'a Family>,
    /// The text, as its pages have it.
    pub text: &'a Document,
}

impl Imprint {
    /// The imprint of an edition.
    pub fn of(source: ImprintSource<'_>) -> Self {
        let ImprintSource {
            book,
            credits,
            locale,
            numerals,
            base,
            date,
            families,
            text,
        } = source;
        let version = book.version.to_string();
        let in_words = |date: Date| locale.date(date.year.into(), date.month.into(), date.day.into(), numerals);
        let date = date.map(in_words);
        let version_line = colophon::version_line(book.versioned.then_some(version.as_str()), date.as_deref(), locale);
        let colophon = Colophon::of(book, version_line.clone(), locale);
        Self {
            title_parts: heads::title_parts(&book.title)
                .into_iter()
                .map(str::to_string)
                .collect(),
            author_line: names::author_line(book, locale),
            name_lines: names::name_lines(book, locale, numerals),
            credits,
            version,
            date,
            version_line,
            cover_alt: fill(&locale.colophon.cover_alt, &[("title", &book.title)]),
            rebuild: book.rebuild.then_some(REBUILD),
            running_title: heads::shorten(&book.title),
            running_heads: heads::running_heads(text),
            page_colophon: colophon.lines(ColophonPart::ON_PAGES, &families),
            colophon,
            locale,
            numerals,
            base,
        }
    }

    /// The lines that tell who else had a hand in the book.
    pub fn credit_lines(&self) -> impl Iterator<Item = Vec<Inline>> {
        self.credits.iter().map(|credit| credit.line(self.locale))
    }

    /// These parts of the colophon in this order, a sentence a line. `fonts` are the families that are told of, each once.
    pub fn colophon(&self, parts: &[ColophonPart], fonts: &[&Family]) -> Vec<String> {
        self.colophon.lines(parts, fonts)
    }
}
