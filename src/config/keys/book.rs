//! `[book]`: what the book is.

use std::str::FromStr;

use super::KeyKind::*;
use super::keys;
use super::reader::KeyReader;
use super::texts::{check_slug, check_url, slug_of};
use crate::config::Person;
use crate::config::values::{Date, Identifier, Isbn};
use crate::diagnostic::said;
use crate::imposition::{Choice as _, choices};
use crate::locale::{Count, LanguageTag, Numerals};

keys! {
    /// `[book]`: what the book is.
    BookConfig in "book" {
        "title" title: String, Text, |key| key.text().unwrap_or_else(|| key.folder.into()),
            "the front matter's, the first heading, or the file's or folder's name", "the title";
        "subtitle" subtitle: Option<String>, Text, |key| key.text(),
            "none", "the subtitle";
        "authors" authors: Vec<Person>, People, |key| people(key),
            "none", "who wrote it";
        "contributors" contributors: Vec<Person>, People, |key| people(key),
            "none", "who else had a hand in it, with MARC relator codes as roles";
        "language" language: LanguageTag, Text, |key| key.parsed(language_tag).unwrap_or_default(),
            "told by the letters of the text", "the language (BCP 47); the direction follows from its script";
        "version" version: semver::Version, Text, |key| key.parsed(whole).unwrap_or(semver::Version::new(0, 1, 0)),
            "\"0.1.0\"", "the version (semantic versioning); printed where it is given";
        "date" date: Option<Date>, Text, |key| key.parsed(Date::from_str),
            "none", "this version's date, YYYY-MM-DD";
        "slug" slug: String, Text, |key| key.parsed(check_slug).unwrap_or_else(|| slug_of(key.folder)),
            "the folder's or file's name in ASCII letters", "what files are named by: ASCII letters, digits, - and _";
        "identifier" identifier: Identifier, Text, |key| key.parsed(Identifier::from_str).unwrap_or_else(|| identifier(key, &slug, &language)),
            "the ISBN, or a UUID made of slug and language", "the publication's identifier: urn:uuid:…, urn:isbn:… or an ISBN";
        "publisher" publisher: Option<String>, Text, |key| key.text(),
            "none", "who publishes it";
        "description" description: Option<String>, Text, |key| key.text(),
            "none", "a blurb: on the back cover, in catalogues";
        "subjects" subjects: Vec<String>, Texts, |key| key.texts(),
            "none", "what it is about";
        "series" series: Option<String>, Text, |key| key.text(),
            "none", "the series it belongs to";
        "series-position" series_position: Option<u32>, Integer(1, 100_000), |key| key.whole(),
            "none", "its place in the series";
        "source" source: Option<String>, Text, |key| key.text(),
            "none", "the work that this edition was made from";
        "url" url: Option<String>, Text, |key| key.parsed(check_url),
            "none", "where the digital edition lives";
        "rights" rights: Option<String>, Text, |key| key.text(),
            "none", "the rights line";
        "rebuild" rebuild: bool, Boolean, |key| key.boolean().unwrap_or(false),
            "false", "whether the colophon tells how this edition is built again from its manuscript";
        "numerals" numerals: Option<Numerals>, Choice(Numerals::NAMES), |key| key.choice(),
            "by language", "the digits that the program numbers with";
        "convert-digits" convert_digits: bool, Boolean, |key| key.boolean().unwrap_or(false),
            "false", "whether the author's own digits are changed to these too";
        "smart" smart: bool, Boolean, |key| key.boolean().unwrap_or(true),
            "true", "whether straight quotation marks, `--`, `---` and (in Latin letters) `...` and `'` become the language's signs; never in code";
        "number-headings" number_headings: u8, Integer(0, 6), |key| key.whole().unwrap_or(0),
            "0", "down to which level headings are numbered by the program; 0: none";
        "contents-depth" contents_depth: Option<u8>, Integer(1, 6), |key| key.whole(),
            "1 on pages, 3 in the EPUB", "down to which level the contents list headings, from chapters on; parts are listed in any case";
        "list-numbers" list_numbers: Vec<Count>, Choices(Count::NAMES), |key| key.choices(),
            "\"digits\"", "what numbered lists count in; of several words the second is for lists inside lists, and so on";
        "manuscript" manuscript: Vec<String>, Texts, |key| key.texts(),
            "those of SUMMARY.md, or every text of the folder in natural order", "the manuscript's files, in order: names, folders, and patterns such as chapters/*.md";
        "isbn" isbn: Option<Isbn>, Text, |key| key.parsed(Isbn::from_str),
            "none", "the ISBN, of 10 or 13 digits: in the colophon, and as a barcode on the back cover";
        "cover-image" cover_image: Option<String>, Text, |key| key.text(),
            "none", "a picture for the front cover, which fills it behind the title: its path from the book's folder";
        "logo" logo: Option<String>, Text, |key| key.text(),
            "none", "a small picture of the publisher's, on the title page and the back cover: its path from the book's folder";
    }
    also {
        /// Whether the author gave the version: one that nobody gave is printed nowhere.
        versioned: bool = |file| file.says("book", "version");
    }
}

choices! { Numerals:
    Self::Western => "western",
    Self::ArabicIndic => "arabic-indic",
    Self::Persian => "persian",
}

choices! { Count:
    Self::Digits => "digits",
    Self::Letters => "letters",
}

impl BookConfig {
    /// What every file's name begins with: `SLUG-VERSION`.
    pub fn stem(&self) -> String {
        format!("{}-{}", self.slug, self.version)
    }
}

fn language_tag(tag: &str) -> Result<LanguageTag, String> {
    LanguageTag::parse(tag).map_err(|error| error.to_string())
}

fn whole(text: &str) -> Result<semver::Version, String> {
    semver::Version::parse(text).map_err(|_| "is not a version such as 1.0.0".to_string())
}

/// What identifies a book that does not say: its ISBN, or what is made of its name.
fn identifier(key: &KeyReader<'_>, slug: &str, language: &LanguageTag) -> Identifier {
    let isbn = key.beside("book", "isbn").and_then(|isbn| Isbn::from_str(&isbn).ok());
    isbn.map_or_else(
        || Identifier::of(slug, language.as_str()),
        |isbn| Identifier::Isbn(isbn.digits),
    )
}

/// The people of a key, whose language tags and roles are looked at.
fn people(key: &mut KeyReader<'_>) -> Vec<Person> {
    let people = key.people();
    for (tag, _) in people.iter().flat_map(|person| &person.names) {
        if let Err(why) = LanguageTag::parse(tag) {
            let hint = "write it as names = { en = \"…\", ar-Latn = \"…\" }: language tags, with a script where it is not the usual one";
            key.refuse(said!("`{tag}` in `names`: {why}", tag, why = why.to_string()), hint);
        }
    }
    for role in people.iter().filter_map(|person| person.role.as_deref()) {
        if role.len() != 3 || !role.bytes().all(|b| b.is_ascii_lowercase()) {
            let message = said!("`role = \"{role}\"` is not a MARC relator code", role);
            key.refuse(
                message,
                "write three letters: aut (author), trl (translator), edt (editor), ill (illustrator), ctb …",
            );
        }
    }
    people
}
