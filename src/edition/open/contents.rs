//! Tables of contents of other programs: `SUMMARY.md` of mdBook and GitBook, `_quarto.yml` of Quarto.

use std::collections::BTreeSet;

use super::front_matter::raw_value;
use super::texts::{Chapter, folder_of, is_about, list, texts_in};
use crate::config::ConfigFile;
use crate::config::front_matter::{FrontEntry, FrontValues};
use crate::diagnostic::{Diagnostic, Message, Report, Sources, said};
use crate::files::{Files, is_markdown, is_text};
use crate::manuscript::{Source, Summary, Value, summary, yaml};

/// Where a table of contents may lie: in the folder itself, or where mdBook and GitBook keep the text.
const SUMMARIES: [&str; 3] = ["SUMMARY.md", "src/SUMMARY.md", "docs/SUMMARY.md"];
/// Quarto's configuration of a book.
const QUARTO: &str = "_quarto.yml";

/// The files of a table of contents, where there is one; what it says of the book goes below what `config` says.
pub(super) fn listed(
    files: &dyn Files,
    config: &mut ConfigFile,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Vec<Chapter>> {
    let texts = || texts_in(files, "").into_iter().filter(|name| !is_about(name)).count();
    let told = config.texts_folder().map(|folder| format!("{folder}/{}", SUMMARIES[0]));
    let usual = SUMMARIES.iter().filter(|path| !path.contains('/') || texts() == 0);
    let summaries = told.into_iter().chain(usual.map(ToString::to_string));
    let path = std::iter::once(QUARTO.to_string())
        .chain(summaries)
        .find(|path| files.holds(path))?;
    // One that cannot be read is said to be so, and stops the run.
    let file = files.text(&path, sources, report)?;
    let text = sources.text(file);
    let table = if path == QUARTO {
        let source = Source {
            file,
            name: &path,
            text: &text,
        };
        quarto(source, config, report)?
    } else {
        summary(&text)
    };
    let folder = match folder_of(&path) {
        "" => String::new(),
        folder => format!("{folder}/"),
    };
    let all = table.chapters.iter().enumerate().map(|(at, (path, title))| {
        let chapter = Chapter {
            path: format!("{folder}{path}"),
            title: Some(title.clone()).filter(|title| !title.is_empty()),
            part: None,
        };
        (at, chapter)
    });
    let (there, missing): (Vec<_>, Vec<_>) = all
        .filter(|(_, chapter)| is_markdown(&chapter.path) || is_text(&chapter.path))
        .partition(|(_, chapter)| files.holds(&chapter.path));
    if there.is_empty() {
        return None;
    }
    let there = in_parts(there, &table.parts);
    let missing: Vec<String> = missing.into_iter().map(|(_, chapter)| chapter.path).collect();
    if !missing.is_empty() {
        let message = said!(
            "in the table of contents, and not there: {missing}",
            missing = list(&missing)
        );
        let finding = Diagnostic::warning("missing-chapter", message).in_file(files.show(&path));
        report.add(finding.hint("look at the names: upper and lower case letters differ"));
    }
    tell(files, &path, &table, &left_out(files, &there), report);
    Some(there)
}

/// Chapters, each with its place in the table, with the titles of the parts that they open: the last that stands before each.
fn in_parts(chapters: Vec<(usize, Chapter)>, parts: &[(usize, String)]) -> Vec<Chapter> {
    let mut from = 0;
    let open = |(at, chapter): (usize, Chapter)| {
        let opens = parts.iter().rfind(|(before, _)| (from..=at).contains(before));
        from = at + 1;
        Chapter {
            part: opens.map(|(_, title)| title.clone()),
            ..chapter
        }
    };
    chapters.into_iter().map(open).collect()
}

/// The texts that lie beside those that a table names.
fn left_out(files: &dyn Files, named: &[Chapter]) -> Vec<String> {
    let folders: BTreeSet<&str> = named.iter().map(|chapter| folder_of(&chapter.path)).collect();
    let beside = folders.iter().flat_map(|folder| texts_in(files, folder));
    let is_named = |path: &String| named.iter().any(|chapter| chapter.path == *path);
    beside
        .filter(|path| is_markdown(path) && !is_about(path) && !is_named(path))
        .collect()
}

fn tell(files: &dyn Files, path: &str, table: &Summary, left: &[String], report: &mut Report) {
    let mut tell = |names: &[String], message: &str, hint: &str| {
        if !names.is_empty() {
            let message = said!("{what}: {names}", what = Message::from(message), names = list(names));
            report.add(
                Diagnostic::note("table-of-contents", message)
                    .in_file(files.show(path))
                    .hint(hint),
            );
        }
    };
    tell(
        left,
        "left out, since the table of contents does not name them",
        "name each where it belongs",
    );
    tell(
        &table.planned,
        "chapters without a file are left out",
        "give them files, or take them out",
    );
}

/// Quarto's book: its chapters and appendices, and what it says of the book.
fn quarto(source: Source<'_>, config: &mut ConfigFile, report: &mut Report) -> Option<Summary> {
    let entries = yaml(source, report);
    let language = entries.iter().find(|entry| entry.name == "lang");
    let language = language.map(|entry| (entry.name.clone(), entry.value.clone()));
    let book = entries.into_iter().find(|entry| entry.name == "book")?;
    let Value::Table(keys) = book.value else { return None };
    let mut table = Summary::default();
    let lists = keys
        .iter()
        .filter(|(name, _)| matches!(name.as_str(), "chapters" | "appendices"));
    lists.for_each(|(_, list)| add(list, &mut table));
    let entry = |(name, value)| FrontEntry {
        name,
        value: raw_value(value),
        span: book.span,
    };
    let values = FrontValues::read(keys.into_iter().chain(language).map(entry).collect());
    config.give_way(values.book);
    Some(table).filter(|table| !table.chapters.is_empty())
}

/// Adds chapters: a path, a list, or a part with its chapters. A part may be a file itself.
fn add(value: &Value, table: &mut Summary) {
    match value {
        Value::Scalar(path) if is_markdown(path) => table.chapters.push((path.clone(), String::new())),
        Value::Scalar(title) => table.parts.push((table.chapters.len(), title.clone())),
        Value::List(items) => items.iter().for_each(|item| add(item, table)),
        Value::Table(keys) => {
            let known = |name: &str| matches!(name, "part" | "href" | "file" | "chapters");
            keys.iter()
                .filter(|(name, _)| known(name))
                .for_each(|(_, value)| add(value, table));
        }
        Value::Nothing => {}
    }
}
