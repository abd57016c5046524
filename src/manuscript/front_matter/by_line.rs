//! Front matter that is read line by line.

use std::collections::BTreeSet;

use super::{Entry, Value};
use crate::bounds;
use crate::diagnostic::{FileId, Span};

/// The lines of a text with their offsets; each ends at LF, CRLF or CR, which is not part of it.
pub(super) fn lines(text: &str, from: usize) -> impl Iterator<Item = (usize, &str, usize)> {
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let ending = match rest.as_bytes().get(length..length + 2) {
            Some(b"\r\n") => 2,
            _ => usize::from(length < rest.len()),
        };
        let line = (at, rest.get(..length)?, at + length + ending);
        at = line.2;
        Some(line)
    })
}

/// `key: value` parted; the value may be missing.
pub(super) fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    (value.is_empty() || value.starts_with([' ', '\t'])).then_some((name.trim_end(), value.trim()))
}

/// The title, the authors and the date of a title block.
pub(super) fn title_block(file: FileId, text: &str, offset: usize) -> Vec<Entry> {
    let mut fields: Vec<(Span, Vec<&str>)> = Vec::new();
    for (at, line, _) in lines(text, 0) {
        let place = Span::new(file, offset + at..offset + at + line.len());
        match (line.strip_prefix('%'), fields.last_mut()) {
            (Some(value), _) => fields.push((place, vec![value.trim()])),
            (None, Some((_, parts))) => parts.push(line.trim()),
            (None, None) => {}
        }
    }
    let entry = |(name, (span, parts)): (&str, (Span, Vec<&str>))| {
        let value = match name {
            "author" => Value::List(people(&parts)),
            _ => Value::Scalar(parts.join(" ")),
        };
        Entry {
            name: name.into(),
            span,
            value,
        }
    };
    ["title", "author", "date"].into_iter().zip(fields).map(entry).collect()
}

/// Authors, each on a line or after a semicolon.
fn people(lines: &[&str]) -> Vec<Value> {
    let names = lines.iter().flat_map(|line| line.split(';')).map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .map(|name| Value::Scalar(name.into()))
        .collect()
}

/// The keys that stand on lines of their own; indented lines go on with the value above.
pub(super) fn key_lines(file: FileId, text: &str, offset: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for (at, line, _) in lines(text, 0) {
        if line.starts_with([' ', '\t', '-', '#']) {
            if let (
                Some(Entry {
                    value: Value::Scalar(value),
                    ..
                }),
                true,
            ) = (entries.last_mut(), line.starts_with([' ', '\t']))
            {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = key_and_value(line)
            && (known.len() as u64) < bounds::FRONT_MATTER_KEYS
            && known.insert(name)
        {
            let bare = unquoted(value);
            let start = offset + at + line.find(bare).unwrap_or(0);
            entries.push(Entry {
                name: name.trim_matches(['"', '\'']).into(),
                span: Span::new(file, start..start + bare.len()),
                value: Value::Scalar(bare.into()),
            });
        }
    }
    entries
}

/// A value without the quotation marks around it.
fn unquoted(value: &str) -> &str {
    let inner = |mark| value.strip_prefix(mark).and_then(|rest: &str| rest.strip_suffix(mark));
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}
