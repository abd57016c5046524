//! From a book's files to an edition: everything is read here, before anything is made.

mod assemble;
mod borrowed;
mod bounds;
mod chapters;
mod contents;
mod faces;
mod folders;
mod front_matter;
mod guess;
mod patterns;
mod pictures;
mod read;
mod refused;
mod texts;
mod volume;

use super::{ConfigPlaces, Edition};
use crate::config::{Config, ConfigFile, Date, Person, Variant};
use crate::diagnostic::{FileId, Location, Report, Sources};
use crate::document::Document;
use crate::files::{CONFIG, Files};
use crate::lint::{self, Dictionaries};
use crate::locale::Locale;
use crate::manuscript;
use crate::media::{OpenedPictures, Pictures};

use assemble::{Material, assemble};
use faces::{Looks, OwnFiles};
use read::WrittenBook;

/// What forbids an edition; the report says more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// `book.toml` is wrong, or what it names.
    Configuration,
    /// The manuscript is wrong.
    Manuscript,
}

/// What a book is called, before anything of it is parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The title.
    pub title: String,
    /// What its files are named by.
    pub slug: String,
    /// The version.
    pub version: String,
    /// The language's tag.
    pub language: String,
}

impl Identity {
    /// What every file's name begins with: `SLUG-VERSION`.
    pub fn stem(&self) -> String {
        format!("{}-{}", self.slug, self.version)
    }
}

/// Tells what a book is called. Whatever is wrong with it is in the report.
///
/// # Errors
/// Where its configuration is wrong, or it has no text.
pub fn identify(files: &dyn Files, sources: &mut Sources, report: &mut Report) -> Result<Identity, Fault> {
    let (book, whole) = written(files, sources, report);
    let mut wrong = Report::new();
    let config = Config::resolve(&book.config, &book.name, &mut wrong).book;
    let refused = !whole || wrong.has_errors();
    report.append(wrong);
    if refused {
        return Err(Fault::Configuration);
    }
    Ok(Identity {
        title: config.title,
        slug: config.slug,
        version: config.version.to_string(),
        language: config.language.as_str().into(),
    })
}

/// Reads a book. Whatever is wrong is in the report.
///
/// # Errors
/// Where something is so wrong that no output could be right.
pub fn open(
    files: &dyn Files,
    epoch: Option<Date>,
    sources: &mut Sources,
    report: &mut Report,
) -> Result<Edition, Fault> {
    let opened = opened(files, Reading::LINTED, sources, report)?;
    made(opened, epoch, report)
}

/// Reads a book as [`open`] does, for one that is read again and again: no picture is opened that is among those that were `opened` the
/// last time, and what is to be said of its writing is left to [`check_again`].
///
/// # Errors
/// Where something is so wrong that no output could be right.
pub fn open_again(
    files: &dyn Files,
    epoch: Option<Date>,
    pictures: &OpenedPictures,
    sources: &mut Sources,
    report: &mut Report,
) -> Result<Edition, Fault> {
    let reading = Reading {
        pictures: Some(pictures),
        lints: false,
        ..Reading::LINTED
    };
    let opened = opened(files, reading, sources, report)?;
    made(opened, epoch, report)
}

/// Reads a book as [`check`] does, without its spelling, and opens no picture that is among those that were `opened` the last time.
///
/// # Errors
/// Where the configuration is wrong.
pub fn check_again(
    files: &dyn Files,
    pictures: &OpenedPictures,
    sources: &mut Sources,
    report: &mut Report,
) -> Result<(), Fault> {
    let reading = Reading {
        pictures: Some(pictures),
        ..Reading::LINTED
    };
    opened(files, reading, sources, report).map(drop)
}

fn made(opened: Opened, epoch: Option<Date>, report: &Report) -> Result<Edition, Fault> {
    if report.has_errors() {
        return Err(Fault::Manuscript);
    }
    let material = Material {
        document: opened.document,
        pictures: opened.pictures,
        own: opened.own,
        locale: opened.locale,
        epoch,
        places: opened.places,
    };
    let further = opened.variants.into_iter().zip(opened.further);
    Ok(assemble(material, opened.config, opened.usual, further))
}

/// Reads a book as [`open`] does, and its spelling where there are dictionaries, and makes nothing of it: all that is to be said is in
/// the report. Answers with the texts of the manuscript, each with its path from the book's folder.
///
/// # Errors
/// Where the configuration is wrong.
pub fn check(
    files: &dyn Files,
    dictionaries: Option<&Dictionaries>,
    sources: &mut Sources,
    report: &mut Report,
) -> Result<Vec<(FileId, String)>, Fault> {
    let reading = Reading {
        dictionaries,
        ..Reading::LINTED
    };
    let opened = opened(files, reading, sources, report)?;
    Ok(opened.texts)
}

/// How a book is read.
#[derive(Clone, Copy)]
struct Reading<'a> {
    /// The words by which it is spelt.
    dictionaries: Option<&'a Dictionaries>,
    /// The pictures that need not be opened again.
    pictures: Option<&'a OpenedPictures>,
    /// Whether its writing is looked through.
    lints: bool,
}

impl Reading<'_> {
    /// Once, and looked through.
    const LINTED: Self = Self {
        dictionaries: None,
        pictures: None,
        lints: true,
    };
}

/// A book that was read and looked through.
struct Opened {
    texts: Vec<(FileId, String)>,
    config: Config,
    variants: Vec<Variant>,
    own: OwnFiles,
    locale: &'static Locale,
    usual: Looks,
    further: Vec<Option<Looks>>,
    document: Document,
    pictures: Pictures,
    places: ConfigPlaces,
}

fn opened(
    files: &dyn Files,
    reading: Reading<'_>,
    sources: &mut Sources,
    report: &mut Report,
) -> Result<Opened, Fault> {
    let (book, whole) = written(files, sources, report);
    // What is wrong with the configuration is told apart from what is wrong with the manuscript: the exit code differs.
    let mut wrong = Report::new();
    let mut config = Config::resolve(&book.config, &book.name, &mut wrong);
    let dictionaries = reading.dictionaries.filter(|_| config.check.spelling);
    if let Some(dictionaries) = dictionaries {
        dictionaries.prepare(config.book.language.language());
    }
    let mut variants = std::mem::take(&mut config.editions);
    let own = OwnFiles::read(files, &mut wrong);
    let locale = faces::locale(&config, &book.config, files, &mut wrong);
    pictures::find_named(&mut config, &book.config, files, &mut wrong);
    let (usual, further) = looks((&book, &config, &mut variants), &own, files, &mut wrong, report);
    let words = words(files, &config, sources, &mut wrong);
    let refused = !whole || wrong.has_errors();
    report.append(wrong);
    let (Some(usual), Some(locale), false) = (usual, locale, refused) else {
        refused::look_over(files, &book, &config, report);
        return Err(Fault::Configuration);
    };
    let mut document = parsed(&book, &config, Some(locale), report);
    if reading.lints {
        lint(&book, &document, &config, (&own, &words, dictionaries), sources, report);
    }
    let places = places(files, &book, &config);
    bounds::bound(&document, &places.names, report);
    pictures::find(files, &mut document, &book.sources());
    let pages = pages((&config, &usual), variants.iter().zip(&further));
    let written = (&config, &book.config);
    let pictures = pictures::load(files, &document, written, (pages, reading.pictures), report);
    document.describe_missing(|path| pictures.get(path).is_some());
    Ok(Opened {
        texts: texts(&book),
        config,
        variants,
        own,
        locale,
        usual,
        further,
        document,
        pictures,
        places,
    })
}

/// The looks of the usual edition, and of each further one, which has its pictures. None of those whose fonts or theme are not there.
fn looks(
    (book, config, variants): (&WrittenBook, &Config, &mut [Variant]),
    own: &OwnFiles,
    files: &dyn Files,
    wrong: &mut Report,
    report: &mut Report,
) -> (Option<Looks>, Vec<Option<Looks>>) {
    let usual = faces::faces(own, config, &book.config, files, wrong);
    if let Some(looks) = &usual {
        faces::tell_bold(looks, config, &book.config, files, report);
    }
    let further = variants
        .iter()
        .zip(book.config.editions())
        .map(|(variant, (written, _))| faces::faces(own, &variant.config, &written, files, wrong))
        .collect();
    for variant in variants {
        let book = &mut variant.config.book;
        (book.cover_image, book.logo) = (config.book.cover_image.clone(), config.book.logo.clone());
    }
    (usual, further)
}

/// The pages of all editions, for which pictures must be large enough.
fn pages<'a>(
    (config, usual): (&'a Config, &'a Looks),
    further: impl Iterator<Item = (&'a Variant, &'a Option<Looks>)>,
) -> pictures::Pages {
    let further = further.filter_map(|(variant, looks)| Some((&variant.config, &looks.as_ref()?.theme)));
    pictures::Pages::of(std::iter::once((config, &usual.theme)).chain(further))
}

/// The names of the texts, by their files.
fn texts(book: &WrittenBook) -> Vec<(FileId, String)> {
    let sources = book.sources();
    let texts = sources.iter().map(|source| (source.file, source.name.to_string()));
    texts.collect()
}

/// Where the configuration says what the book is.
fn places(files: &dyn Files, book: &WrittenBook, config: &Config) -> ConfigPlaces {
    let written = &book.config;
    let set = |keys: [&str; 3]| keys.into_iter().find_map(|key| written.get("booklet", key));
    let first = book
        .sources()
        .first()
        .map(|source| Location::File(files.show(source.name)));
    let whole = if files.holds(CONFIG) { None } else { first };
    ConfigPlaces {
        names: names(written, config),
        booklet: set(["paper", "scale", "creep"]).map(|(_, span)| Location::Span(*span)),
        whole: whole.or_else(|| Some(Location::File(files.config_name()))),
    }
}

/// The words that the book says are right: those of `[check]`, and those of its list, a line each.
fn words(files: &dyn Files, config: &Config, sources: &mut Sources, report: &mut Report) -> Vec<String> {
    let listed = config
        .check
        .word_list
        .as_deref()
        .and_then(|path| files.text(path, sources, report));
    let listed = listed.map(|file| sources.text(file));
    let lines = listed
        .iter()
        .flat_map(|text| text.lines())
        .map(|line| line.split('#').next().unwrap_or_default().trim());
    config
        .check
        .words
        .iter()
        .cloned()
        .chain(lines.map(str::to_string))
        .collect()
}

/// Reads what a book's files say, and answers with whether `book.toml` is right. Where it is not, the rest is read all the same, with
/// what of it is right, so that one run says all that is wrong.
fn written(files: &dyn Files, sources: &mut Sources, report: &mut Report) -> (WrittenBook, bool) {
    match read::config(files, sources, report) {
        Ok(config) => (read::read(files, config, sources, report), true),
        Err(right) => (refused::read(files, *right, sources, report), false),
    }
}

/// Parses the text.
fn parsed(book: &WrittenBook, config: &Config, locale: Option<&'static Locale>, report: &mut Report) -> Document {
    let files = book.sources();
    let options = manuscript::Options {
        title: Some(&config.book.title),
        parts: Some(&book.parts),
        number_headings: config.book.number_headings,
        callouts: locale.map(|locale| &locale.callouts),
    };
    if files.is_empty() {
        Document::default()
    } else {
        manuscript::parse_titled(&files, &book.titles, options, report)
    }
}

/// Says what is to be said of how the text is written.
fn lint(
    book: &WrittenBook,
    document: &Document,
    config: &Config,
    (own, words, dictionaries): (&OwnFiles, &[String], Option<&Dictionaries>),
    sources: &Sources,
    report: &mut Report,
) {
    let book = lint::Book {
        document,
        config,
        names: &names(&book.config, config),
        fonts: &own.fonts,
        sources,
        words,
    };
    lint::check(&book, dictionaries, report);
}

/// What is shown of the book beside its text, each with its place.
fn names(written: &ConfigFile, config: &Config) -> Vec<(String, Location)> {
    let book = &config.book;
    let place = |key: &str| {
        written
            .get("book", key)
            .map_or(Location::Nowhere, |(_, span)| Location::Span(*span))
    };
    let people = |people: &[Person], key: &str| {
        let named = |person: &Person| (person.name.clone(), place(key));
        people.iter().map(named).collect::<Vec<_>>()
    };
    let texts = [
        (Some(&book.title), "title"),
        (book.subtitle.as_ref(), "subtitle"),
        (book.publisher.as_ref(), "publisher"),
        (book.description.as_ref(), "description"),
        (book.rights.as_ref(), "rights"),
    ];
    let mut names: Vec<(String, Location)> = texts
        .into_iter()
        .filter_map(|(text, key)| Some((text?.clone(), place(key))))
        .collect();
    names.extend(people(&book.authors, "authors"));
    names.extend(people(&book.contributors, "contributors"));
    names
}

#[cfg(test)]
mod tests;
