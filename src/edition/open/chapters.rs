//! Which files of a book's folder are its text, and in which order.

use crate::config::ConfigFile;
use crate::diagnostic::{Diagnostic, FileId, Location, Report, Sources, said};
use crate::files::{CONFIG, Files, FolderEntry, is_markdown, is_text};
use crate::manuscript::{Source, prose_of};
use crate::unicode::natural_order;

use super::contents::listed;
use super::folders::{folders_of, texts_below};
use super::patterns::matches;
use super::texts::{Chapter, is_about, is_index, is_readme, list, stem, texts_in};

/// The manuscript's files in order: the one that the book is; those that `named` names, at `place`; those of a table of contents; or
/// every text of the folder. What another program's table of contents says of the book goes
/// into `config`.
pub(super) fn chapters(
    files: &dyn Files,
    named: (&[String], &Location),
    config: &mut ConfigFile,
    sources: &mut Sources,
    report: &mut Report,
) -> Vec<Chapter> {
    let found = find(files, named, config, sources, report);
    if files.alone().is_none() {
        tell_unnameable(files, report);
    }
    found
}

fn find(
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
        let finding =
            Diagnostic::error("not-markdown", "the file is no Markdown and no plain text").in_file(files.show(name));
        report.add(finding.hint(import_hint(&lower)));
        return Vec::new();
    }
    if files.holds(CONFIG) {
        let message = said!(
            "{file} is not read: one file was named, which is a book by itself",
            file = CONFIG
        );
        let finding = Diagnostic::note("one-file", message).in_file(files.show(CONFIG));
        report.add(finding.hint("to make the book of the whole folder, name the folder"));
    }
    vec![name.to_string()]
}

/// What to do with a document of another program, by the end of its name.
fn import_hint(name: &str) -> &'static str {
    const READ: [&str; 5] = [".docx", ".odt", ".epub", ".html", ".htm"];
    if READ.iter().any(|ending| name.ends_with(ending)) {
        "make a book of it first: kurras import FILE"
    } else if name.ends_with(".tex") {
        "save it as Markdown first: `pandoc FILE -o FILE.md`"
    } else if name.ends_with(".pdf") {
        "import the document that it was made from; to fold its pages as they are: kurras impose FILE"
    } else {
        "save it as DOCX in the program that made it, then: kurras import FILE.docx"
    }
}

/// Every text of the folder, in natural order, an index first. What is about the folder is left out where there is something else, and
/// plain texts where there is Markdown. Where there is no more than an index, the texts of its folders come behind it.
fn whole_folder(files: &dyn Files, report: &mut Report) -> Vec<String> {
    let names = texts_in(files, "");
    if let Some(name) = names.iter().find(|name| name.contains(char::is_control)) {
        let finding =
            Diagnostic::warning("odd-file-name", "a control character in a file's name").in_file(files.show(name));
        report.add(finding);
    }
    let (about, texts): (Vec<String>, Vec<String>) = names.into_iter().partition(|name| is_about(name));
    let (marked, plain): (Vec<String>, Vec<String>) = texts.into_iter().partition(|name| is_markdown(name));
    let is_plain = marked.is_empty();
    let (chosen, left) = match (is_plain, plain.is_empty()) {
        (false, _) => (marked, [plain, about].concat()),
        (true, false) => (plain, about),
        (true, true) => readmes(about),
    };
    let only_index = chosen
        .iter()
        .all(|name| is_index(name) || is_readme(name) || is_blank(files, name));
    let below = if only_index || is_plain {
        texts_below(files)
    } else {
        Vec::new()
    };
    let goes_before = |name: &String| is_markdown(name) || !below.iter().any(|name| is_markdown(name));
    let (first, left_too): (Vec<String>, Vec<String>) = chosen.iter().cloned().partition(goes_before);
    if !below.is_empty() && (only_index || !left_too.is_empty()) {
        tell_folders(files, &folders_of(&below), report);
        tell_left_out(files, &[left, left_too].concat(), report);
        return [first, below].concat();
    }
    if !chosen.is_empty() {
        let folders = folders_with_texts(files);
        tell_left_out(files, &[left, folders].concat(), report);
    }
    chosen
}

/// Whether a small file has neither text nor pictures: a page that a website fills.
fn is_blank(files: &dyn Files, name: &str) -> bool {
    const SMALL: u64 = 1 << 14;
    let bytes = files.bytes(name, SMALL).unwrap_or_else(|_| b"x".to_vec());
    let text = String::from_utf8_lossy(&bytes);
    let file = FileId::default();
    let shows = ["![", "<img", "```"].iter().any(|sign| text.contains(sign));
    !shows
        && prose_of(Source {
            file,
            name,
            text: &text,
        })
        .trim()
        .is_empty()
}

/// Of files about a folder, what tells what it is: that in every language where there is none in no language. And the others.
fn readmes(about: Vec<String>) -> (Vec<String>, Vec<String>) {
    let translated = |name: &String| is_markdown(name) && stem(name).to_uppercase().starts_with("README");
    match about.iter().any(|name| is_readme(name)) {
        true => about.into_iter().partition(|name| is_readme(name)),
        false => about.into_iter().partition(translated),
    }
}

fn tell_folders(files: &dyn Files, folders: &[String], report: &mut Report) {
    let message = said!(
        "the texts of its folders are read, in the order of their names: {folders}",
        folders = list(folders)
    );
    let finding = Diagnostic::note("folders-read", message).in_file(files.show(""));
    report.add(finding.hint(
        "to read others, or in another order, name them in book.toml: manuscript = [\"…\", \"folder/*.md\"]; to make a book of one file, name the file",
    ));
}

fn tell_left_out(files: &dyn Files, left: &[String], report: &mut Report) {
    if !left.is_empty() {
        let message = said!("left out: {left}", left = list(left));
        let finding = Diagnostic::note("left-out", message).in_file(files.show(""));
        report.add(finding.hint(
            "to read other files, or files of folders, name them in book.toml: manuscript = [\"…\", \"folder/*.md\"]",
        ));
    }
}

/// Says which texts cannot be read, since nothing can name them.
fn tell_unnameable(files: &dyn Files, report: &mut Report) {
    let texts = files
        .unnameable()
        .into_iter()
        .filter(|name| is_markdown(name) || is_text(name));
    for name in texts {
        let message = said!("the name of \"{name}\" is not in UTF-8, and the file is left out", name);
        let finding = Diagnostic::warning("unreadable-name", message).in_file(files.show(""));
        report.add(
            finding.hint("give it another name; names of old archives are mended by \"convmv -f CP1256 -t UTF-8\""),
        );
    }
}

/// The folders of the book that hold Markdown, each with a slash behind it.
fn folders_with_texts(files: &dyn Files) -> Vec<String> {
    let folders = files.entries("").into_iter().filter(|entry| entry.is_folder);
    let mut found: Vec<String> = folders
        .filter(|FolderEntry { name, .. }| {
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

fn none_found(files: &dyn Files) -> Diagnostic {
    const DOCUMENTS: [&str; 6] = [".docx", ".odt", ".epub", ".html", ".htm", ".muse"];
    let message = "there is no manuscript: no file of the folder ends in .md, .markdown, .mdx, .qmd, .Rmd or .txt";
    let finding = Diagnostic::error("missing-manuscript", message).in_file(files.show("*.md"));
    let entries = files.entries("").into_iter().filter(|entry| !entry.is_folder);
    let mut names = entries.map(|entry| entry.name);
    let is_document = |name: &String| DOCUMENTS.iter().any(|ending| name.to_lowercase().ends_with(ending));
    finding.hint(match names.find(is_document) {
        Some(name) => said!(
            "make a book of a document first: kurras import {document}",
            document = files.show(&name)
        ),
        None => said!(
            "put one into {folder}, or name it: `manuscript = [\"…\"]` below [book]",
            folder = files.show("")
        ),
    })
}
