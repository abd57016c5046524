//! A book's files from documents that were read: Markdown, `book.toml`, pictures.

use super::{About, Imported, remarks};
use crate::diagnostic::codes::Tongue;
use crate::document::markdown::markdown;

/// What the person says of the book, over what the documents say.
#[derive(Debug, Clone, Copy)]
pub struct BookFacts<'a> {
    /// Its title.
    pub title: Option<&'a str>,
    /// Its language.
    pub language: Option<&'a str>,
    /// Whether all documents become one text.
    pub into_one: bool,
    /// What it was made from, as the first line of `book.toml` says it.
    pub from: &'a str,
    /// The language of what is said beside its keys.
    pub tongue: Tongue,
}

/// The files of the book, by their paths in its folder. Each document has the name, without an ending, that its text is to have.
pub fn book(documents: &[(String, Imported)], told: BookFacts<'_>) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let texts: Vec<(String, String)> = documents
        .iter()
        .map(|(name, read)| (name.clone(), markdown(&read.document)))
        .collect();
    let several = texts.len() > 1 && !told.into_one;
    let mut manuscript = Vec::new();
    if several {
        for (at, (name, text)) in texts.into_iter().enumerate() {
            let name = format!("{:02}-{name}.md", at + 1);
            manuscript.push(name.clone());
            files.push((name, text.into_bytes()));
        }
    } else {
        let texts: Vec<String> = texts
            .into_iter()
            .enumerate()
            .map(|(at, (_, text))| {
                if documents.len() > 1 {
                    relabelled(&text, at + 1)
                } else {
                    text
                }
            })
            .collect();
        manuscript.push("text.md".to_string());
        files.push(("text.md".into(), texts.join("\n").into_bytes()));
    }
    let about = documents.iter().map(|(_, read)| &read.about).collect::<Vec<_>>();
    files.push(("book.toml".into(), config(&about, &manuscript, told).into_bytes()));
    for (_, read) in documents {
        files.extend(read.pictures.iter().cloned());
    }
    files
}

/// A text whose notes are called by its own number too, so that those of several texts in one file differ.
fn relabelled(text: &str, number: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("[^") {
        let (before, sign) = rest.split_at(at);
        out.push_str(before);
        let escaped = before.ends_with('\\');
        let label = sign.get(2..).unwrap_or("");
        let end = label.find(']').filter(|end| {
            label
                .get(..*end)
                .is_some_and(|label| label.chars().all(|c| c.is_ascii_digit()) && !label.is_empty())
        });
        match end.filter(|_| !escaped) {
            Some(_) => out.push_str(&format!("[^{number}-")),
            None => out.push_str("[^"),
        }
        rest = label;
    }
    out + rest
}

/// What the documents say of themselves, as `book.toml`.
fn config(about: &[&About], manuscript: &[String], told: BookFacts<'_>) -> String {
    let quoted = |text: &str| toml::Value::String(text.into()).to_string();
    let list = |texts: &[String]| {
        let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
        format!("[{}]", texts.join(", "))
    };
    let first = about.first().copied().cloned().unwrap_or_default();
    let alone = about.len() == 1;
    let mut lines = vec![
        remarks::made_from(told.from, told.tongue),
        remarks::more(told.tongue),
        String::new(),
        "[book]".into(),
    ];
    let title = told.title.map(str::to_string).or(first.title.clone().filter(|_| alone));
    match title {
        Some(title) => lines.push(format!("title = {}", quoted(&title))),
        None => lines.push(format!("# title = \"\"    {}", remarks::no_title(told.tongue))),
    }
    if let Some(subtitle) = first.subtitle.filter(|_| alone) {
        lines.push(format!("subtitle = {}", quoted(&subtitle)));
    }
    let mut authors: Vec<String> = Vec::new();
    for name in about.iter().flat_map(|about| &about.authors) {
        if !authors.contains(name) {
            authors.push(name.clone());
        }
    }
    match authors.is_empty() {
        true => lines.push("# authors = [\"\"]".into()),
        false => lines.push(format!("authors = {}", list(&authors))),
    }
    let language = told.language.map(str::to_string).or(first.language);
    if let Some(language) = language {
        lines.push(format!("language = {}", quoted(&language)));
    }
    if let Some(description) = first.description.filter(|_| alone) {
        lines.push(format!("description = {}", quoted(&description)));
    }
    let subjects: Vec<String> = about.iter().flat_map(|about| about.subjects.clone()).collect();
    if !subjects.is_empty() {
        lines.push(format!("subjects = {}", list(&subjects)));
    }
    let numbered = about.iter().map(|about| about.number_headings).max().unwrap_or(0);
    if numbered > 0 {
        let remark = remarks::numbered(told.tongue);
        lines.push(format!("number-headings = {numbered}    {remark}"));
    }
    lines.push(format!("manuscript = {}", list(manuscript)));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_several_texts_differ() {
        assert_eq!(
            relabelled("a[^1] \\[^2] [^x]\n\n[^1]: b", 3),
            "a[^3-1] \\[^2] [^x]\n\n[^3-1]: b"
        );
    }
}
