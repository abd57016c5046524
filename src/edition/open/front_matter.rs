//! Front matter's values, and what they say of the book.

use std::collections::BTreeSet;

use crate::config::front_matter::{FrontEntry, FrontValues, passed_over};
use crate::config::{CheckedValue, ConfigFile, RawValue};
use crate::diagnostic::{Diagnostic, Report, said};
use crate::files::Files;
use crate::manuscript::{self, FrontMatter, Source, Value};

/// Keys that a later file says of the book, not of itself, if all that say them agree.
const SHARED: [&str; 6] = ["language", "authors", "contributors", "publisher", "rights", "series"];

/// What the head of one file says.
pub(super) fn read(source: Source<'_>, report: &mut Report) -> FrontValues {
    let entries = match manuscript::front_matter(source, report) {
        None => return FrontValues::default(),
        Some(FrontMatter::Toml { text, offset }) => {
            ConfigFile::front_matter(text, source.file, offset).unwrap_or_else(|said| {
                report.add(said.hint("texts stand in straight quotation marks: title = \"…\""));
                Vec::new()
            })
        }
        Some(FrontMatter::Keys(entries)) => entries.into_iter().map(front_entry).collect(),
    };
    FrontValues::read(entries)
}

fn front_entry(entry: manuscript::Entry) -> FrontEntry {
    FrontEntry {
        name: entry.name,
        value: raw_value(entry.value),
        span: entry.span,
    }
}

/// A value as the configuration takes it.
pub(super) fn raw_value(value: Value) -> RawValue {
    match value {
        Value::Scalar(text) => RawValue::Text(text),
        Value::Nothing => RawValue::Other,
        Value::List(items) => RawValue::List(items.into_iter().map(raw_value).collect()),
        Value::Table(entries) => RawValue::Table(
            entries
                .into_iter()
                .map(|(key, value)| (key, raw_value(value)))
                .collect(),
        ),
    }
}

/// Lets what front matter says stand below what `book.toml` says: the first file's, and of the later ones what they agree on of the
/// book; where the files are alike, of the first too. Says once what is passed over.
pub(super) fn merge(
    config: &mut ConfigFile,
    values: Vec<FrontValues>,
    alike: bool,
    files: &[String],
    report: &mut Report,
) {
    let mut later = ConfigFile::default();
    let mut disputed: BTreeSet<&'static str> = BTreeSet::new();
    let mut unread = Unread::default();
    for (number, (values, file)) in values.into_iter().zip(files).enumerate() {
        let mut book = values.book;
        let mut names: Vec<String> = values.passed_over;
        if number == 0 {
            values.odd.into_iter().for_each(|said| report.add(said));
            let own = match alike {
                true => book.only("title"),
                false => std::mem::take(&mut book),
            };
            config.give_way(own);
        }
        for name in book.names().collect::<Vec<_>>() {
            let Some((value, span)) = book.take(name) else { continue };
            match config.get("book", name).or(later.get("book", name)) {
                _ if name == "title" => {}
                _ if !SHARED.contains(&name) => {
                    unread.of_book = true;
                    names.push(name.into());
                }
                Some((before, _)) if *before == value => {}
                Some(_) => {
                    disputed.insert(name);
                    unread.of_book = true;
                    names.push(name.into());
                }
                None => later.set(name, value, span),
            }
        }
        unread.add(names, file);
    }
    for name in disputed {
        later.take(name);
    }
    config.give_way(later);
    unread.say(report);
}

/// The keys that are not read, in their order, and the files that hold them.
#[derive(Default)]
struct Unread {
    names: Vec<String>,
    first: Option<String>,
    files: usize,
    /// Whether later files say of the book what only the first one can say.
    of_book: bool,
}

impl Unread {
    fn add(&mut self, names: Vec<String>, file: &str) {
        if names.is_empty() {
            return;
        }
        self.files += 1;
        self.first.get_or_insert_with(|| file.into());
        for name in names {
            if !self.names.contains(&name) {
                self.names.push(name);
            }
        }
    }

    fn say(self, report: &mut Report) {
        let said = self.first.and_then(|file| passed_over(&self.names, &file, self.files));
        let Some(said) = said else { return };
        report.add(match self.of_book {
            false => said,
            true => said.hint("of later files only the title is read, and what they agree on of the book"),
        });
    }
}

/// Looks whether the cover's picture that front matter names is a file of the book. Other programs name it from the root of a site, or
/// by an address.
pub(super) fn find_cover(book: &mut ConfigFile, files: &dyn Files, report: &mut Report) {
    let Some((CheckedValue::Text(path), span)) = book.take("cover-image") else {
        return;
    };
    if let Some(found) = files.picture_name(&path, "") {
        return book.set("cover-image", CheckedValue::Text(found), span);
    }
    let message = said!(
        "the cover's picture \"{path}\" is no file of the book and is passed over",
        path
    );
    let finding = Diagnostic::note("front-matter-value", message).at(span);
    report.add(finding.hint("put the picture into the book's folder and name it from there"));
}
