//! Documents of other programs into a book's files: Word's, OpenDocument's, web pages, EPUBs, Muse and plain text.
//!
//! Each reader makes paragraphs and tables ([`items`]) of what it finds; `finish` makes a [`Document`] of these; `document::markdown`
//! writes it. Nothing outside of the file is followed but pictures beside a saved page, no program in it is run, no entity expanded.
//! What does not come over is counted and said once a kind.

mod book;
mod charset;
mod check;
mod docx;
mod epub;
mod finish;
mod flow;
mod format;
mod grid;
mod html;
mod items;
mod lines;
mod look;
mod losses;
mod muse;
mod notes_heading;
mod odt;
mod package;
mod pictures;
mod remarks;
mod runs;
mod stretch;
mod text;
mod verse;
mod xml;

use crate::diagnostic::{Diagnostic, Report};
use crate::document::Document;

use format::Format;
use items::Item;
use losses::Losses;
use package::Package;
use pictures::Pictures;
use xml::Fault;

pub use book::{BookFacts, book};

/// A file that comes in.
pub struct Incoming<'a> {
    /// Its name as messages show it.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// The bytes of a file beside it, by the path that it writes; none where there is none, or where it lies outside its folder.
    pub beside: &'a dyn Fn(&str) -> Option<Vec<u8>>,
}

/// What a document says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Its title.
    pub title: Option<String>,
    /// Its subtitle.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Its language (BCP 47).
    pub language: Option<String>,
    /// A blurb.
    pub description: Option<String>,
    /// What it is about.
    pub subjects: Vec<String>,
    /// Down to which level its headings were numbered by the program that wrote it.
    pub number_headings: u8,
}

/// A document that was read.
#[derive(Debug, Clone)]
pub struct Imported {
    /// What it says of itself.
    pub about: About,
    /// Its text.
    pub document: Document,
    /// Its pictures, by their paths in the book.
    pub pictures: Vec<(String, Vec<u8>)>,
}

/// A document as a reader leaves it.
struct Raw {
    about: About,
    items: Vec<Item>,
    notes: Vec<Vec<Item>>,
}

/// How a document is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct ImportOptions<'a> {
    /// Its language, where somebody says it.
    pub language: Option<&'a str>,
    /// What the names of its pictures begin with.
    pub prefix: &'a str,
    /// Whether it is a chapter among others: its title is its heading then, else the book's.
    pub chapter: bool,
}

/// Reads a document. Nothing where it cannot be read, with the reason in the report.
pub fn read(incoming: &Incoming<'_>, options: ImportOptions<'_>, report: &mut Report) -> Option<Imported> {
    let mut losses = Losses::default();
    let mut pictures = Pictures::new(options.prefix);
    let raw = match Format::of(incoming.name, incoming.bytes) {
        Ok(format) => raw(format, incoming, options, &mut pictures, &mut losses),
        Err(said) => {
            report.add(said.in_file(incoming.name));
            return None;
        }
    };
    let raw = match raw {
        Ok(raw) => raw,
        Err(fault) => {
            report.add(said(fault).in_file(incoming.name));
            return None;
        }
    };
    let (about, document) = finish::finish(raw, options, &mut losses);
    if document.blocks.is_empty() {
        let finding = Diagnostic::error("import-damaged", "the document holds no text");
        report.add(
            finding
                .in_file(incoming.name)
                .hint("open it in the program that made it; text in pictures is not read"),
        );
        return None;
    }
    losses.say(incoming.name, report);
    if let Some(place) = check::difference(&document) {
        let message = format!("the text that was written reads otherwise than the document, near “{place}”");
        let finding = Diagnostic::warning("import-differs", message).in_file(incoming.name);
        report.add(finding.hint("look at the place, and report it: this is a fault of the program"));
    }
    Some(Imported {
        about,
        document,
        pictures: pictures.into_files(),
    })
}

fn raw(
    format: Format,
    incoming: &Incoming<'_>,
    options: ImportOptions<'_>,
    pictures: &mut Pictures,
    losses: &mut Losses,
) -> Result<Raw, Fault> {
    let language = options.language;
    match format {
        Format::Docx => docx::read(&Package::open(incoming.bytes)?, language, pictures, losses),
        Format::Odt => odt::read(&Package::open(incoming.bytes)?, language, pictures, losses),
        Format::Epub => epub::read(&Package::open(incoming.bytes)?, language, pictures, losses),
        Format::Muse => Ok(muse::read(incoming, language, pictures, losses)),
        Format::Text => Ok(text::read(incoming, language, losses)),
        Format::Html => Ok(html::read(incoming, language, pictures, losses)),
    }
}

fn said(fault: Fault) -> Diagnostic {
    match fault {
        Fault::Damaged(why) => Diagnostic::error("import-damaged", format!("the document cannot be read: {why}"))
            .hint("open it in the program that made it and save it anew"),
        Fault::Unsafe(why) => Diagnostic::error("import-unsafe", format!("the document is refused: {why}"))
            .hint("open it where it can do no harm, and copy its text into a new document"),
    }
}

impl About {
    /// What a file's properties say, without what programs put there by themselves.
    fn said(
        title: Option<String>,
        creator: Option<String>,
        description: Option<String>,
        subjects: Option<String>,
    ) -> Self {
        let plain = |text: Option<String>| {
            let text = text?.split_whitespace().collect::<Vec<_>>().join(" ");
            let lower = text.to_lowercase();
            let noise = [
                "untitled",
                "document",
                "microsoft word",
                "generated by",
                "word document",
                "بدون عنوان",
                "python-docx",
            ];
            let is_noise = noise.iter().any(|noise| lower.starts_with(noise))
                || lower.ends_with(".docx")
                || lower.ends_with(".doc");
            (!text.is_empty() && !is_noise).then_some(text)
        };
        let names = plain(creator).unwrap_or_default();
        let authors = names.split([';', '؛']).map(str::trim);
        let nobody = |name: &&str| {
            let lower = name.to_lowercase();
            !name.is_empty()
                && ![
                    "user",
                    "admin",
                    "administrator",
                    "owner",
                    "author",
                    "hp",
                    "dell",
                    "pc",
                    "lenovo",
                    "مستخدم",
                    "unknown",
                ]
                .contains(&lower.as_str())
        };
        Self {
            title: plain(title),
            authors: authors.filter(nobody).map(str::to_string).collect(),
            description: plain(description),
            subjects: plain(subjects)
                .unwrap_or_default()
                .split([',', ';', '،', '؛'])
                .map(|subject| subject.trim().to_string())
                .filter(|subject| !subject.is_empty())
                .collect(),
            ..Self::default()
        }
    }
}
