//! The head of a text of the Open Islamicate Texts Initiative: lines `#META# 020.BookTITLE :: …` under a first line that says what the file is.

use std::ops::Range;

use super::{Entry, Value};
use crate::diagnostic::{FileId, Span};

/// What the first line begins with.
pub(super) const FIRST: &str = "######OpenITI#";

/// The keys that say something of a book, each by the end of its name.
const KEYS: [(&str, &str); 4] = [
    (".BookTITLE", "title"),
    (".BookTITLESUB", "subtitle"),
    (".AuthorNAME", "author"),
    (".EdEDITOR", "editor"),
];

/// Where the keys stand, and where the text begins; none where nothing ends the head.
pub(super) fn head<'a>(
    mut lines: impl Iterator<Item = (usize, &'a str, usize)>,
    start: usize,
) -> Option<(Range<usize>, usize)> {
    let (at, _, end) = lines.find(|(_, line, _)| line.starts_with("#META#Header#End#"))?;
    Some((start..at, end))
}

/// What the head says of the book, where it says it.
pub(super) fn entries(file: FileId, text: &str, offset: usize) -> Vec<Entry> {
    let mut found = Vec::new();
    let mut at = offset;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some((key, value)) = line.strip_prefix("#META#").and_then(|line| line.split_once("::")) else {
            continue;
        };
        let (key, value) = (key.trim(), value.trim());
        let known = KEYS.iter().find(|(ending, _)| key.ends_with(ending));
        if let Some((_, name)) = known.filter(|_| !matches!(value, "" | "NODATA" | "NOTGIVEN" | "NOCODE")) {
            found.push(Entry {
                name: (*name).into(),
                span: Span::new(file, start..start + line.trim_end().len()),
                value: Value::Scalar(value.into()),
            });
        }
    }
    found
}
