//! Which files of a book's folder are its text, and in which order.

use crate::config::ConfigFile;
use crate::diagnostic::{Diagnostic, Location, Report, Sources};
use crate::files::{CONFIG, Entry, Files, is_markdown, is_text};
use crate::unicode::natural_order;

use super::contents::listed;
use super::patterns::matches;

/// A file of the manuscript.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Chapter {
    /// Its path from the book's folder.
    pub(super) path: String,
    /// Its title, where the table of contents gives it one.
    pub(super) title: Option<String>,
    /// The title of the part that it opens, where the table of contents gives it one.
    pub(super) part: Option<String>,
}

/// Files about a folder, no text of a book, by their names without ending: those whose name says so in any letters, and those that are
/// also words of books and are meant so only in capitals.
const ABOUT: [(&str, bool); 14] = [
    ("README", true),
    ("LICENSE", true),
    ("LICENCE", true),
    ("COPYING", true),
    ("CHANGELOG", true),
    ("CONTRIBUTING", true),
    ("CODE_OF_CONDUCT", true),
    ("SUMMARY", true),
    ("CHANGES", false),
    ("HISTORY", false),
    ("AUTHORS", false),
    ("NOTICE", false),
    ("SECURITY", false),
    ("TODO", false),
];

/// The manuscript's files in order: the one that the book is; those that `named` names, at `place`; those of a table of contents; or
/// every text of the folder. What another program's table of contents says of the book goes
/// into `config`.
pub(super) fn chapters(
    files: &dyn Files,
    (named, place): (&[String], &Location),
    config: &mut ConfigFile,
    sources: &mut Sources,
    report: &mut Report,
) -> Vec<Chapter> {
    let found = if let Some(name) = files.alone() {
        alone(files, name, report)
    } else if !named.is_empty() {
        return matches(files, named, place, report).into_iter().map(chapter).collect();
    } else if let Some(listed) = listed(files, config, sources, report) {
        return listed;
    } else {
        whole_folder(files, report)
    };
    if found.is_empty() && !report.has_errors() {
        report.add(none_found(files));
    }
    found.into_iter().map(chapter).collect()
}

fn chapter(path: String) -> Chapter {
    Chapter {
        path,
        ..Chapter::default()
    }
}

fn alone(files: &dyn Files, name: &str, report: &mut Report) -> Vec<String> {
    const OTHERS: [&str; 9] = [
        ".docx", ".doc", ".odt", ".rtf", ".epub", ".pdf", ".html", ".htm", ".tex",
    ];
    let lower = name.to_lowercase();
    if OTHERS.iter().any(|ending| lower.ends_with(ending)) {
        let said =
            Diagnostic::error("not-markdown", "the file is no Markdown and no plain text").in_file(files.show(name));
        report.add(said.hint("save it as Markdown first: `pandoc FILE -t markdown -o FILE.md` reads most formats"));
        return Vec::new();
    }
    if files.holds(CONFIG) {
        let message = format!("{CONFIG} is not read: one file was named, which is a book by itself");
        let said = Diagnostic::note("one-file", message).in_file(files.show(CONFIG));
        report.add(said.hint("to make the book of the whole folder, name the folder"));
    }
    vec![name.to_string()]
}

/// Every text of the folder, in natural order, an index first. What is about the folder is left out where there is something else, and
/// plain texts where there is Markdown.
fn whole_folder(files: &dyn Files, report: &mut Report) -> Vec<String> {
    let names = texts_in(files, "");
    if let Some(name) = names.iter().find(|name| name.contains(char::is_control)) {
        let said =
            Diagnostic::warning("odd-file-name", "a control character in a file's name").in_file(files.show(name));
        report.add(said);
    }
    let (about, texts): (Vec<String>, Vec<String>) = names.into_iter().partition(|name| is_about(name));
    let (marked, plain): (Vec<String>, Vec<String>) = texts.into_iter().partition(|name| is_markdown(name));
    let (chosen, left) = match (marked.is_empty(), plain.is_empty()) {
        (false, _) => (marked, [plain, about].concat()),
        (true, false) => (plain, about),
        (true, true) => about
            .into_iter()
            .partition(|name| stem(name).eq_ignore_ascii_case("README") && is_markdown(name)),
    };
    if !chosen.is_empty() {
        let folders = folders_with_texts(files);
        tell_left_out(files, &[left, folders].concat(), report);
    }
    chosen
}

fn tell_left_out(files: &dyn Files, left: &[String], report: &mut Report) {
    if !left.is_empty() {
        let message = format!("left out: {}", list(left));
        let said = Diagnostic::note("left-out", message).in_file(files.show(""));
        report.add(said.hint(
            "to read other files, or files of folders, name them in book.toml: manuscript = [\"…\", \"folder/*.md\"]",
        ));
    }
}

/// The texts of a folder in natural order, an index first; paths from the book's folder.
pub(super) fn texts_in(files: &dyn Files, folder: &str) -> Vec<String> {
    let is_index = |name: &str| stem(name).trim_start_matches('_').eq_ignore_ascii_case("index");
    let entries = files.entries(folder).into_iter().filter(|entry| !entry.is_folder);
    let mut names: Vec<String> = entries
        .map(|entry| entry.name)
        .filter(|name| is_markdown(name) || is_text(name))
        .collect();
    names.sort_by(|a, b| is_index(b).cmp(&is_index(a)).then_with(|| natural_order(a, b)));
    let path = |name: String| {
        if folder.is_empty() {
            name
        } else {
            format!("{folder}/{name}")
        }
    };
    names.into_iter().map(path).collect()
}

/// The folders of the book that hold Markdown, each with a slash behind it.
fn folders_with_texts(files: &dyn Files) -> Vec<String> {
    let folders = files.entries("").into_iter().filter(|entry| entry.is_folder);
    let mut found: Vec<String> = folders
        .filter(|Entry { name, .. }| {
            let texts = files.entries(name).into_iter().filter(|entry| !entry.is_folder);
            texts
                .map(|entry| entry.name)
                .any(|name| is_markdown(&name) && !is_about(&name))
        })
        .map(|entry| format!("{}/", entry.name))
        .collect();
    found.sort_by(|a, b| natural_order(a, b));
    found
}

/// Whether a file is about its folder: `README.md`, `README.ar.md`, `LICENSE-MIT.txt`.
pub(super) fn is_about(path: &str) -> bool {
    let written = stem(path).replace('-', "_");
    let capitals = written.to_uppercase();
    ABOUT.iter().any(|(about, in_any_letters)| {
        let name = if *in_any_letters { &capitals } else { &written };
        let rest = name.strip_prefix(about);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '_']) && rest.len() <= "_APACHE".len())
    })
}

/// A file's name without its folder and its ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn none_found(files: &dyn Files) -> Diagnostic {
    let message = "there is no manuscript: no file of the folder ends in .md, .markdown, .mdx, .qmd or .txt";
    let said = Diagnostic::error("missing-manuscript", message).in_file(files.show("*.md"));
    match folders_with_texts(files).as_slice() {
        [] => said.hint(format!(
            "put one into {}, or name it: `manuscript = [\"…\"]` below [book]",
            files.show("")
        )),
        folders => said.hint(format!(
            "its folders hold texts: name them in book.toml, as in manuscript = [\"{}*.md\"], or build one of them",
            folders.first().map_or("", String::as_str)
        )),
    }
}

/// The first of some names, and how many there are more.
pub(super) fn list(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(SHOWN) {
        Some(more) if more > 0 => format!("{shown} and {more} more"),
        _ => shown,
    }
}
