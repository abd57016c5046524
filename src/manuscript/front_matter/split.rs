//! Where front matter ends and the text begins; and the kinds of front matter that are read line by line.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Entry, Value, yaml};
use crate::bounds;
use crate::diagnostic::{FileId, Span};

/// The ways to write front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Yaml,
    Toml,
    TitleBlock,
    Lines,
}

/// The head of a file: its kind, what stands in it, and where it ends.
pub(super) struct Head {
    pub(super) kind: Kind,
    pub(super) inner: Range<usize>,
    end: usize,
}

/// Where the text proper begins.
pub(crate) fn body_offset(text: &str) -> usize {
    split(text).map_or(0, |head| head.end)
}

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

/// The head of a file, after a byte-order mark, empty lines and one comment.
///
/// A first line `---` begins YAML only where the next line that is not empty is a `key: value` and a line `---` or `...` closes it, or
/// where the next line closes it at once; otherwise it is a thematic break.
pub(super) fn split(text: &str) -> Option<Head> {
    let mark = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let begins = mark + after_comment(text.get(mark..)?);
    let (start, fence, inner) = lines(text, begins).find(|(_, line, _)| !line.trim().is_empty())?;
    let rest = || lines(text, inner);
    match fence.trim() {
        "---" => fenced(Kind::Yaml, rest(), inner),
        "+++" => fenced(Kind::Toml, rest(), inner),
        first if first.starts_with("% ") => title_block_head(text, start),
        first if is_key(first, "title") && start == mark => key_lines_head(text, start),
        _ => None,
    }
}

/// How long a comment at the beginning of a text is, with the empty space before it; 0 where there is none.
fn after_comment(text: &str) -> usize {
    let rest = text.trim_start();
    let comment = rest.strip_prefix("<!--").and_then(|inner| inner.find("-->"));
    comment.map_or(0, |end| text.len() - rest.len() + end + "<!---->".len())
}

fn fenced<'a>(kind: Kind, lines: impl Iterator<Item = (usize, &'a str, usize)>, start: usize) -> Option<Head> {
    let (mut is_first, mut has_prose, mut inside) = (true, false, String::new());
    for (at, line, end) in lines {
        let line = line.trim_end();
        let closes = match kind {
            Kind::Toml => line == "+++",
            _ => line == "---" || line == "..." && !is_first,
        };
        if closes {
            let inner = start..at;
            let is_mapping = !has_prose || is_beyond(&inside) || yaml::is_mapping(&inside);
            return is_mapping.then_some(Head { kind, inner, end });
        }
        let says_something = !line.is_empty() && !line.starts_with('#');
        if kind == Kind::Yaml && says_something {
            if is_first && !begins_with_a_key(line) {
                return None;
            }
            is_first = false;
            has_prose |= is_prose(line);
        }
        inside.push_str(line);
        inside.push('\n');
    }
    None
}

/// The first line of what looks like a head, where no line closes it: at least one of the keys above the first empty line is known to programs.
pub(super) fn unclosed(text: &str) -> Option<Range<usize>> {
    const KNOWN: [&str; 16] = [
        "author",
        "authors",
        "categories",
        "date",
        "description",
        "draft",
        "lang",
        "language",
        "layout",
        "permalink",
        "publisher",
        "slug",
        "subtitle",
        "tags",
        "title",
        "translator",
    ];
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let (start, fence, inner) = lines(text, mark).find(|(_, line, _)| !line.trim().is_empty())?;
    let sign = match fence.trim() {
        "---" => ':',
        "+++" => '=',
        _ => return None,
    };
    let mut keys = lines(text, inner)
        .map(|(_, line, _)| line)
        .skip_while(|line| line.trim().is_empty())
        .take_while(|line| !line.trim().is_empty())
        .filter_map(|line| line.split_once(sign));
    let is_known = |name: &str| KNOWN.contains(&name.trim()) || sign == ':' && TITLES.contains(&name.trim());
    (split(text).is_none() && keys.any(|(name, _)| is_known(name))).then(|| start..start + fence.trim_end().len())
}

/// Whether a head is larger than is read.
pub(super) fn is_beyond(head: &str) -> bool {
    head.len() as u64 > bounds::SETTINGS_BYTES
}

/// The names of a title by which a head may begin that is written in another script: any word would take two lines of speech for one.
const TITLES: [&str; 3] = ["عنوان", "العنوان", "כותרת"];

/// `key:` or `key: value` with a name in ASCII, quoted or not, or a title's name in another script.
fn begins_with_a_key(line: &str) -> bool {
    let is_name = |name: &str| {
        let name = name.trim_matches(['"', '\'']);
        TITLES.contains(&name)
            || name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | '/'))
    };
    key_and_value(line).is_some_and(|(name, _)| is_name(name))
}

/// A line that no mapping has at its left edge, unless a quotation or a bracket is open there.
fn is_prose(line: &str) -> bool {
    !line.starts_with([' ', '\t', '#', '-', ']', '}', '"', '\'']) && key_and_value(line).is_none()
}

/// `key: value` parted; the value may be missing.
pub(super) fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    (value.is_empty() || value.starts_with([' ', '\t'])).then_some((name.trim_end(), value.trim()))
}

fn is_key(line: &str, name: &str) -> bool {
    key_and_value(line).is_some_and(|(key, value)| key.eq_ignore_ascii_case(name) && !value.is_empty())
}

/// Pandoc's title block: at most three fields that begin with `%`, each going on in indented lines.
fn title_block_head(text: &str, start: usize) -> Option<Head> {
    let mut end = start;
    let mut fields = 0;
    for (_, line, next) in lines(text, start) {
        let begins = line.starts_with('%');
        let goes_on = fields > 0 && line.starts_with([' ', '\t']) && !line.trim().is_empty();
        if !(goes_on || begins && fields < 3) {
            // What follows must be apart: `% 100 of them` can begin a paragraph.
            if !line.trim().is_empty() {
                return None;
            }
            break;
        }
        fields += usize::from(begins);
        end = next;
    }
    Some(Head {
        kind: Kind::TitleBlock,
        inner: start..end,
        end,
    })
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

/// MultiMarkdown's head: `Title: …`, at least one line more of `Key: value`, and an empty line.
fn key_lines_head(text: &str, start: usize) -> Option<Head> {
    let (mut end, mut keys) = (start, 0);
    for (at, line, next) in lines(text, start) {
        if line.trim().is_empty() {
            let inner = start..at;
            return (keys >= 2).then_some(Head {
                kind: Kind::Lines,
                inner,
                end: next,
            });
        }
        let goes_on = keys > 0 && line.starts_with([' ', '\t']);
        if !goes_on && key_and_value(line).is_none() {
            return None;
        }
        keys += usize::from(!goes_on);
        end = next;
    }
    (keys >= 2).then_some(Head {
        kind: Kind::Lines,
        inner: start..end,
        end,
    })
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
