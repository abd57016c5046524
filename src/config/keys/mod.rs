//! The table of what `book.toml` may say: one row a key. Reading, checking, "did you mean", the JSON Schema and the documentation
//! (`kurras --help`, `docs/book-toml.md`) all come from it, and so does the field that holds what a key means.
//!
//! A row is: `"the-key" its_field: Its<Type>, Kind, |key| how it is read, "its default", "what it says";`. Rows are read in order, and a
//! row may use the fields of those above it.

mod book;
mod booklet;
mod check;
mod edition;
mod epub;
mod kind;
mod pdf;
mod print;
mod reader;
mod rows;
mod texts;

use std::sync::LazyLock;

use rows::keys;

pub use book::BookConfig;
pub use booklet::Booklet;
pub use check::Check;
pub use edition::{EditionKeys, STYLES};
pub use epub::Epub;
pub use kind::KeyKind;
pub use pdf::{Ink, LinkAddresses, Pdf};
pub use print::{Print, PrintInks};

pub(super) use reader::KeyReader;
pub(super) use texts::check_slug;

/// One key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The table it stands in.
    pub section: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What its value must be.
    pub kind: KeyKind,
    /// Its default, as a user would write it, or what decides it.
    pub default: &'static str,
    /// What it says.
    pub about: &'static str,
}

/// Every key that `book.toml` may hold, except those of `[lint]`, whose names are lint codes.
pub static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| {
    let tables = [
        BookConfig::KEYS,
        Pdf::KEYS,
        Booklet::KEYS,
        Print::KEYS,
        Epub::KEYS,
        Check::KEYS,
        EditionKeys::KEYS,
    ];
    tables.concat()
});

/// The tables that an edition may hold again, with the same keys: `[edition.pdf]` over `[pdf]`, and so on.
pub const VARIED: &[&str] = &["pdf", "booklet", "print"];

/// The tables that `book.toml` may hold.
pub const SECTIONS: &[&str] = &["book", "pdf", "booklet", "print", "epub", "check", "edition", "lint"];

/// The known word nearest to what was written, if it is near enough to be a slip: Damerau's distance with adjacent swaps is at most a third of
/// its letters.
pub fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let distance = |word: &&str| strsim::osa_distance(written, word);
    let best = known.into_iter().min_by_key(distance)?;
    (distance(&best) <= written.chars().count().max(3) / 3).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let names = || KEYS.iter().filter(|k| k.section == "book").map(|k| k.name);
        assert_eq!(did_you_mean("tilte", names()), Some("title"));
        assert_eq!(did_you_mean("autors", names()), Some("authors"));
        assert_eq!(did_you_mean("zebra", names()), None);
    }

    #[test]
    fn every_key_stands_in_a_known_section_once() {
        for (i, key) in KEYS.iter().enumerate() {
            assert!(SECTIONS.contains(&key.section), "{}", key.section);
            assert!(
                KEYS[..i].iter().all(|k| (k.section, k.name) != (key.section, key.name)),
                "{}",
                key.name
            );
        }
    }
}
