//! The edition: a book with everything resolved, read-only. Every output is made from it.

mod credits;
pub mod open;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::artifact::Format;
use crate::config::{Config, Date};
use crate::diagnostic::Location;
use crate::document::{Document, Inline};
use crate::fonts::{Family, FontLibrary};
use crate::locale::{Direction, Locale, Numerals, fill};
use crate::media::Pictures;
use crate::theme::Theme;
use crate::typography::{Base, isolate_text};

pub use credits::Credit;

/// The families that are not the running text's.
#[derive(Clone, Default)]
pub struct Faces {
    /// That of titles and headings, where they have one of their own.
    pub heading: Option<Arc<Family>>,
    /// That of words in Latin letters, where they have one of their own.
    pub latin: Option<Arc<Family>>,
    /// That of code, where there is any.
    pub mono: Option<Arc<Family>>,
    /// What is set in another family than its surroundings.
    pub borrowed: Vec<Borrowed>,
}

/// What a family draws from end to end in place of another one: letters of different fonts do not join, and a sign that is written as
/// several characters is drawn by one font or falls apart.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Borrowed {
    /// What is set so, as a regular expression.
    pub pattern: String,
    /// The name of the family that draws it.
    pub family: String,
    /// Whether it stands in code.
    pub code: bool,
}

impl Faces {
    /// Each that there is.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Family>> {
        [&self.mono, &self.latin, &self.heading].into_iter().flatten()
    }
}

/// How many names a line on a cover may have, where it cannot have all.
const NAMED: usize = 12;

/// A book ready to be made into files.
pub struct Edition {
    /// The edition's name, where it is not the book's usual one.
    pub name: Option<String>,
    /// The book's further editions, each with what is to be made of it; those have none of their own.
    pub others: Vec<(Edition, Vec<Format>)>,
    /// What the book decides.
    pub config: Config,
    /// The words of its language.
    pub locale: &'static Locale,
    /// The direction that its language is written in.
    pub direction: Direction,
    /// The digits that the program numbers with.
    pub numerals: Numerals,
    /// The date that files carry: `SOURCE_DATE_EPOCH`'s, else the book's.
    pub date: Option<Date>,
    /// The title, directions isolated.
    pub title: Vec<Inline>,
    /// The subtitle, directions isolated.
    pub subtitle: Option<Vec<Inline>>,
    /// The authors' names, directions isolated, in the order of `config.book.authors`.
    pub authors: Vec<Vec<Inline>>,
    /// The contributors, by what they did.
    pub credits: Vec<Credit>,
    /// The text, after typography.
    pub document: Arc<Document>,
    /// The same as pages have it: with the addresses of its links as notes, where the edition wants that.
    pub on_paper: Arc<Document>,
    /// The fonts at hand.
    pub fonts: Arc<FontLibrary>,
    /// The family that the text is set in.
    pub family: Arc<Family>,
    /// The families of titles, of Latin words and of code.
    pub faces: Faces,
    /// The families that are needed to set it all: the text's, the one for code where there is any, and those that have the
    /// characters which these lack.
    pub families: Vec<Arc<Family>>,
    /// The characters that it shows and no family at hand has, by code point: pages show their numbers instead.
    pub missing: BTreeSet<char>,
    /// Its pictures, by the paths that the manuscript names.
    pub pictures: Arc<Pictures>,
    /// How its pages look.
    pub theme: Theme,
    /// Where its configuration says what it is.
    pub places: Arc<ConfigPlaces>,
}

/// Where the configuration says what a finished book may be found at fault with.
#[derive(Debug, Default)]
pub struct ConfigPlaces {
    /// What is shown of the book beside its text (title, names, description), each with its place.
    pub names: Vec<(String, Location)>,
    /// The papers of booklets.
    pub booklet: Option<Location>,
    /// The configuration as a whole, or the first text where there is none.
    pub whole: Option<Location>,
}

impl ConfigPlaces {
    /// The place of what is quoted: where a name that has all its words stands, or else the configuration.
    pub fn of_quoted(&self, quoted: &str) -> Option<&Location> {
        let words: Vec<&str> = quoted.split_whitespace().collect();
        let has = |name: &&(String, Location)| !words.is_empty() && words.iter().all(|word| name.0.contains(word));
        let named = self.names.iter().find(has).map(|(_, place)| place);
        named
            .filter(|place| **place != Location::Nowhere)
            .or(self.whole.as_ref())
    }
}

/// How an edition's pages look: what further editions do not share with the book.
pub struct Look {
    /// What it decides.
    pub config: Config,
    /// The family that the text is set in.
    pub family: Arc<Family>,
    /// The families of titles, of Latin words and of code.
    pub faces: Faces,
    /// The families that are needed to set it all.
    pub families: Vec<Arc<Family>>,
    /// How its pages look.
    pub theme: Theme,
    /// The text as its pages have it.
    pub on_paper: Arc<Document>,
}

impl Edition {
    /// A further edition of the same text.
    pub fn further(&self, name: &str, look: Look) -> Edition {
        let Look {
            config,
            family,
            faces,
            families,
            theme,
            on_paper,
        } = look;
        Edition {
            name: Some(name.into()),
            others: Vec::new(),
            config,
            family,
            faces,
            families,
            missing: self.missing.clone(),
            theme,
            locale: self.locale,
            direction: self.direction,
            numerals: self.numerals,
            date: self.date,
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            authors: self.authors.clone(),
            credits: self.credits.clone(),
            document: self.document.clone(),
            on_paper,
            fonts: self.fonts.clone(),
            pictures: self.pictures.clone(),
            places: self.places.clone(),
        }
    }

    /// This edition and all further ones.
    pub fn all(&self) -> impl Iterator<Item = &Edition> {
        std::iter::once(self).chain(self.others.iter().map(|(edition, _)| edition))
    }

    /// The date that a format demands: 1980-01-01 where the book has none.
    pub fn date_or_earliest(&self) -> Date {
        self.date.unwrap_or(Date::EARLIEST)
    }

    /// A date in the words and digits of the book's language.
    pub fn date_in_words(&self, date: Date) -> String {
        self.locale
            .date(date.year.into(), date.month.into(), date.day.into(), self.numerals)
    }

    /// The names of all authors, strung together as the language does.
    pub fn author_line(&self) -> String {
        let names: Vec<&str> = self
            .config
            .book
            .authors
            .iter()
            .map(|person| person.name.as_str())
            .collect();
        self.locale.join(&names)
    }

    /// Lines of names for a cover that has no room for a line each, longest first: all authors and contributors, then as many as a
    /// cover may name and how many others there are. A line without others would leave out one name at least, so these are two or more.
    pub fn name_lines(&self) -> Vec<String> {
        let book = &self.config.book;
        let people = book.authors.iter().chain(&book.contributors);
        let names: Vec<&str> = people.map(|person| person.name.as_str()).collect();
        let mut lines = vec![self.locale.join(&names)];
        for named in (1..=names.len().saturating_sub(2).min(NAMED)).rev() {
            let others = u64::try_from(names.len() - named).unwrap_or(u64::MAX);
            let others = self.numerals.format(others);
            let named = names.get(..named).unwrap_or_default();
            let line = named.join(&self.locale.join.separator);
            lines.push(line + &fill(&self.locale.join.others, &[("number", &others)]));
        }
        lines
    }

    /// The document's chapters: how many headings of the first level its text has, front and back matter aside.
    pub fn chapters(&self) -> usize {
        use crate::document::{BlockKind, Matter};
        let chapter = |kind: &BlockKind| matches!(kind, BlockKind::Heading(heading) if heading.is_chapter() && heading.matter == Matter::Body);
        self.document.blocks.iter().filter(|block| chapter(&block.kind)).count()
    }

    /// The version, in Western digits whatever the book's: it is a name, which the files carry too, and zeros of the Arabic-Indic
    /// family between full stops read as a row of dots.
    pub fn version(&self) -> String {
        self.config.book.version.to_string()
    }

    /// What the book's own text is set in.
    pub fn base(&self) -> Base {
        Base {
            direction: self.direction,
            arabic: matches!(self.config.book.language.script(), "Arab" | "Aran"),
        }
    }

    /// A text by itself in the book's direction, with its runs of the other one isolated.
    pub fn isolated(&self, text: &str) -> Vec<Inline> {
        isolate_text(text, self.base())
    }

    /// Version and date in words, as far as the author gives them: what tells this edition from others.
    pub fn version_line(&self) -> Option<String> {
        let words = &self.locale.colophon;
        let date = self.date.map(|date| self.date_in_words(date));
        if !self.config.book.versioned {
            return date;
        }
        let version = self.version();
        Some(match &date {
            Some(date) => fill(&words.version_date, &[("version", &version), ("date", date)]),
            None => fill(&words.version_only, &[("version", &version)]),
        })
    }

    /// What the edition was made with.
    pub fn program_line(&self) -> String {
        let program = concat!("kurras ", env!("CARGO_PKG_VERSION"));
        fill(&self.locale.colophon.made_with, &[("program", program)])
    }

    /// The lines that tell who else had a hand in the book.
    pub fn credit_lines(&self) -> impl Iterator<Item = Vec<Inline>> {
        self.credits.iter().map(|credit| credit.line(self.locale))
    }

    /// The ISBN as it was written.
    pub fn isbn_line(&self) -> Option<String> {
        let isbn = self.config.book.isbn.as_ref()?;
        Some(format!("ISBN {}", isbn.written))
    }

    /// Where the digital edition lives.
    pub fn address_line(&self) -> Option<String> {
        let url = self.config.book.url.as_ref()?;
        Some(fill(&self.locale.colophon.digital_edition, &[("address", url)]))
    }

    /// What the colophon says of this edition, a sentence a line: version and date, fonts and their licences, the ISBN, the
    /// program, where the digital edition lives. Rights and the way to rebuild are the outputs' to place.
    pub fn colophon(&self) -> Vec<String> {
        let words = &self.locale.colophon;
        let mut families = vec![&self.family];
        for family in [&self.faces.heading, &self.faces.latin].into_iter().flatten() {
            if !families.iter().any(|there| Arc::ptr_eq(there, family)) {
                families.push(family);
            }
        }
        let names: Vec<&str> = families.iter().map(|family| family.name.as_str()).collect();
        let phrase = if names.len() == 1 {
            &words.set_in
        } else {
            &words.set_in_several
        };
        let mut lines: Vec<String> = self.version_line().into_iter().collect();
        lines.push(fill(phrase, &[("fonts", &self.locale.join(&names))]));
        for family in families.into_iter().filter(|family| !family.licence.is_empty()) {
            let values = [
                ("font", family.name.as_str()),
                ("version", &family.version),
                ("licence", &family.licence),
            ];
            lines.push(fill(&words.font_licence, &values));
        }
        lines.extend(self.isbn_line());
        lines.push(self.program_line());
        lines.extend(self.address_line());
        lines
    }
}
