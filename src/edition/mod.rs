//! The edition: a book with everything resolved, read-only. Every output is made from it.

pub mod open;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::artifact::Format;
use crate::config::{Config, Date};
use crate::diagnostic::Location;
use crate::document::{Document, Inline};
use crate::fonts::{Family, FontLibrary};
use crate::imprint::Imprint;
use crate::locale::{Direction, Locale, Numerals};
use crate::media::Pictures;
use crate::theme::Theme;
use crate::typography::{Base, isolate_text};

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
    /// What the program itself prints.
    pub imprint: Imprint,
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
    /// What the program itself prints.
    pub imprint: Imprint,
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
            imprint,
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
            imprint,
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

    /// The document's chapters: how many headings of the first level its text has, front and back matter aside.
    pub fn chapters(&self) -> usize {
        use crate::document::{BlockKind, Matter};
        let chapter = |kind: &BlockKind| matches!(kind, BlockKind::Heading(heading) if heading.is_chapter() && heading.matter == Matter::Body);
        self.document.blocks.iter().filter(|block| chapter(&block.kind)).count()
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
}
