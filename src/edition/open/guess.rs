//! What nobody wrote: the title and the language, taken from the text, each with a note.

use crate::config::front_matter::FrontValues;
use crate::config::{CheckedValue, ConfigFile};
use crate::diagnostic::{Diagnostic, Message, Report, Span, said};
use crate::files::Files;
use crate::locale::{LanguageTag, Locale, told_by_letters};
use crate::manuscript::{Source, first_heading, prose_of};

use super::texts::stem;

/// Says what the book says neither in `book.toml` nor in front matter.
pub(super) fn supply(files: &dyn Files, written: &mut ConfigFile, sources: &[Source<'_>], report: &mut Report) {
    if sources.is_empty() {
        return;
    }
    let start = Span::new(sources.first().map(|source| source.file).unwrap_or_default(), 0..0);
    let shown = sources
        .first()
        .map_or_else(|| files.show(""), |source| files.show(source.name));
    if written.get("book", "title").is_none() {
        let (title, span, whence) = title(files, sources);
        let said = title_found(&title, whence);
        report.add(match span {
            Some(span) => said.at(span),
            None => said.in_file(&shown),
        });
        written.supply("title", title, span.unwrap_or(start));
    }
    if written.get("book", "language").is_none() {
        let title = match written.get("book", "title") {
            Some((CheckedValue::Text(title), _)) => title.as_str(),
            _ => "",
        };
        let prose: Vec<String> = sources.iter().map(|source| prose_of(*source)).collect();
        let tag = told_by_letters(title, prose.iter().map(String::as_str));
        let name = LanguageTag::parse(tag)
            .ok()
            .and_then(|tag| Locale::of(&tag))
            .filter(|found| found.locale.tag == tag)
            .map_or(tag, |found| &found.locale.name);
        let message = said!("the language is told by the letters: {tag} ({name})", tag, name);
        let finding = Diagnostic::note("language-found", message).in_file(shown);
        report.add(finding.hint(
            "if it is another, write language = \"…\" below [book] in book.toml, or `lang` into the front matter",
        ));
        written.supply("language", tag.into(), start);
    }
}

/// Lets a book whose texts each have a title of their own be called as its folder is; where that says nothing, as the first of them.
pub(super) fn title_of_texts(files: &dyn Files, values: &mut [FrontValues], report: &mut Report) {
    let Some(first) = values.first_mut() else { return };
    match is_plain_name(&files.folder_name()) {
        false => drop(first.book.take("title")),
        true => {
            if let Some((title, span)) = first.title() {
                report.add(title_found(&title, "the front matter of the first text").at(span));
            }
        }
    }
}

fn title_found(title: &str, whence: &'static str) -> Diagnostic {
    let message = said!(
        "the title is taken from {whence}: \"{title}\"",
        whence = Message::from(whence),
        title
    );
    let finding = Diagnostic::note("title-found", message);
    finding.hint("to choose another, write title = \"…\" below [book] in book.toml, or into the front matter")
}

/// What the book is called by its text: its first heading, else the name of its file or folder. Where every file begins with a
/// heading of one level, these are the chapters' titles and not the book's.
fn title(files: &dyn Files, sources: &[Source<'_>]) -> (String, Option<Span>, &'static str) {
    let heading = sources.first().and_then(|source| first_heading(*source));
    if let Some((level, heading, span)) = heading {
        let folder = files.folder_name();
        let chapters = sources.len() > 1 && files.alone().is_none() && !is_plain_name(&folder);
        let alike = |source: &Source<'_>| first_heading(*source).is_some_and(|(other, ..)| other == level);
        if chapters && sources.iter().all(alike) {
            return (spaced(folder), None, "the folder's name");
        }
        return (heading, Some(span), "the first heading");
    }
    let (name, whence) = match (files.alone(), sources) {
        (Some(name), _) => (stem(name).to_string(), "the file's name"),
        (None, [source]) if !is_plain_name(stem(source.name)) => (stem(source.name).to_string(), "the file's name"),
        _ => (files.folder_name(), "the folder's name"),
    };
    (spaced(name), None, whence)
}

/// A name of a file with spaces for the signs that stand for them there.
fn spaced(name: String) -> String {
    let words: Vec<&str> = name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { name } else { words.join(" ") }
}

/// Names of files and folders that say nothing of what is in them.
fn is_plain_name(stem: &str) -> bool {
    const PLAIN: [&str; 19] = [
        "index",
        "readme",
        "main",
        "text",
        "book",
        "manuscript",
        "content",
        "essay",
        "document",
        "docs",
        "src",
        "chapters",
        "texts",
        "post",
        "posts",
        "articles",
        "current",
        "guide",
        "pages",
    ];
    let name = stem.trim_start_matches('_').to_lowercase();
    let is_tag = name.len() <= "ar".len();
    is_tag || PLAIN.contains(&name.as_str())
}
