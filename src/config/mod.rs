//! The configuration: what was written ([`ConfigFile`]) and what it means ([`Config`]).
//!
//! A [`Config`] cannot be wrong: its values have been checked one by one and against each other, with a default for each
//! key that was left out.

mod file;
pub mod front_matter;
pub mod keys;
mod mdbook;
mod meant;
mod raw;
mod read;
mod resolve;
mod schema;
mod sections;
#[cfg(test)]
mod tests;
mod unknown;
mod values;

pub use file::{CheckedValue, ConfigFile, Person, RawValue};
pub use keys::{BookConfig, Booklet, Check, Epub, Ink, LinkAddresses, Pdf, Print, PrintInks, did_you_mean};
pub use schema::schema;
pub use values::{Date, Identifier, Isbn};

use keys::check_slug;

use std::collections::BTreeMap;

use crate::artifact::Format;
use crate::diagnostic::Level;

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
