//! Abbreviations that are explained on a line of their own, `*[DNA]: …` (PHP Markdown Extra, kramdown, Python-Markdown): wherever the file has
//! them as words, they carry what they stand for.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::FileId;
use crate::document::{Document, Inline};

/// The longest abbreviation, in bytes.
pub(super) const LONGEST: usize = 100;

/// What abbreviations stand for, by files.
pub(super) type Abbreviations = BTreeMap<FileId, BTreeMap<String, String>>;

/// The parts of a line that explains an abbreviation.
pub(super) fn explained(line: &str) -> Option<(&str, &str)> {
    let (label, rest) = line.strip_prefix("*[")?.split_once(']')?;
    let title = rest.strip_prefix(':')?.trim();
    // What ends with an asterisk is emphasis.
    let is_one = !label.trim().is_empty() && label.len() <= LONGEST && !label.contains('[') && !title.contains('*');
    is_one.then(|| (label.trim(), title))
}

/// Gives the abbreviations in a document what they stand for.
pub(super) fn settle(document: &mut Document, known: &Abbreviations) {
    if known.is_empty() {
        return;
    }
    let lengths = |known: &BTreeMap<String, String>| known.keys().map(String::len).collect();
    let lengths: BTreeMap<FileId, BTreeSet<usize>> =
        known.iter().map(|(file, known)| (*file, lengths(known))).collect();
    let of = |file: FileId| known.get(&file).zip(lengths.get(&file));
    document.change(&mut |block| block.runs_mut().into_iter().for_each(|run| explain(run, &of)));
}

/// What the abbreviations of a file stand for, and how long they are, in bytes.
type Known<'k> = (&'k BTreeMap<String, String>, &'k BTreeSet<usize>);

fn explain<'k>(run: &mut Vec<Inline>, of: &impl Fn(FileId) -> Option<Known<'k>>) {
    let mut out = Vec::with_capacity(run.len());
    for inline in run.drain(..) {
        match inline {
            Inline::Text { text, span } => match of(span.file) {
                None => out.push(Inline::Text { text, span }),
                Some(known) => part(&text, known, |text, title| {
                    let text = Inline::Text {
                        text: text.into(),
                        span,
                    };
                    out.push(match title {
                        None => text,
                        Some(title) => Inline::Abbreviation {
                            title: title.into(),
                            content: vec![text],
                        },
                    });
                }),
            },
            Inline::Abbreviation { .. } => out.push(inline),
            mut other => {
                if let Some(content) = other.content_mut() {
                    explain(content, of);
                }
                out.push(other);
            }
        }
    }
    *run = out;
}

/// Calls `each` with the parts of a text in order, and with what stands for those that are abbreviations.
fn part(text: &str, known: Known<'_>, mut each: impl FnMut(&str, Option<&str>)) {
    let (mut from, mut letter_before) = (0, false);
    for (at, c) in text.char_indices() {
        let begins = at >= from && !letter_before;
        letter_before = c.is_alphanumeric();
        let found = begins.then(|| longest(text.get(at..).unwrap_or(""), known)).flatten();
        if let Some((label, title)) = found {
            if from < at {
                each(text.get(from..at).unwrap_or(""), None);
            }
            each(label, Some(title).filter(|title| !title.is_empty()));
            from = at + label.len();
        }
    }
    if from < text.len() {
        each(text.get(from..).unwrap_or(""), None);
    }
}

/// The longest abbreviation that a text begins with, as a whole word.
fn longest<'t, 'k>(text: &'t str, (known, lengths): Known<'k>) -> Option<(&'t str, &'k str)> {
    lengths.iter().rev().find_map(|length| {
        let label = text.get(..*length)?;
        let title = known.get(label)?;
        let goes_on = label.ends_with(char::is_alphanumeric)
            && text
                .get(*length..)
                .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        (!goes_on).then_some((label, title.as_str()))
    })
}
