//! The edition: a book with everything resolved, read-only. Every output is made from it.

mod faces;
pub mod open;
mod volume;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::artifact::Format;
use crate::config::{Config, Date};
use crate::diagnostic::Location;
use crate::fonts::{Family, FontLibrary};
use crate::media::Pictures;
use crate::theme::Theme;

pub use faces::{Borrowed, Faces};
pub use volume::Volume;

/// A book ready to be made into files.
pub struct Edition {
    /// The edition's name, where it is not the book's usual one.
    pub name: Option<String>,
    /// The book's further editions, each with what is to be made of it; those have none of their own.
    pub others: Vec<(Edition, Vec<Format>)>,
    /// What the book decides.
    pub config: Config,
    /// Its texts, each in one language: one today.
    pub volumes: [Volume; 1],
    /// The date that files carry: `SOURCE_DATE_EPOCH`'s, else the book's.
    pub date: Option<Date>,
    /// The fonts at hand.
    pub fonts: Arc<FontLibrary>,
    /// The families that are needed to set it all: the text's, those that have the characters which it lacks, and behind them those of
    /// titles and of code.
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

/// What a further edition does not share with the book.
pub struct Look {
    /// What it decides.
    pub config: Config,
    /// Its texts, as its pages have them.
    pub volumes: [Volume; 1],
    /// The families that are needed to set it all.
    pub families: Vec<Arc<Family>>,
    /// How its pages look.
    pub theme: Theme,
}

impl Edition {
    /// A further edition of the same text.
    pub fn further(&self, name: &str, look: Look) -> Edition {
        let Look {
            config,
            volumes,
            families,
            theme,
        } = look;
        Edition {
            name: Some(name.into()),
            others: Vec::new(),
            config,
            volumes,
            families,
            missing: self.missing.clone(),
            theme,
            date: self.date,
            fonts: self.fonts.clone(),
            pictures: self.pictures.clone(),
            places: self.places.clone(),
        }
    }

    /// This edition and all further ones.
    pub fn all(&self) -> impl Iterator<Item = &Edition> {
        std::iter::once(self).chain(self.others.iter().map(|(edition, _)| edition))
    }

    /// The first volume: its title and names stand on the cover and in catalogues, its direction is that of the binding.
    pub fn first(&self) -> &Volume {
        &self.volumes[0]
    }

    /// The date that a format demands: 1980-01-01 where the book has none.
    pub fn date_or_earliest(&self) -> Date {
        self.date.unwrap_or(Date::EARLIEST)
    }
}
