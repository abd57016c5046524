//! Where front matter ends and the text begins.

use std::ops::Range;

use super::by_line::{key_and_value, lines};
use super::{openiti, yaml};
use crate::bounds;

/// The ways to write front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Yaml,
    Toml,
    TitleBlock,
    Lines,
    OpenIti,
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

/// Whether a text is marked up as those of the Open Islamicate Texts Initiative are.
pub(crate) fn is_openiti(text: &str) -> bool {
    split(text).is_some_and(|head| head.kind == Kind::OpenIti)
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
        first if first.starts_with(openiti::FIRST) => {
            let kind = Kind::OpenIti;
            openiti::head(rest(), inner).map(|(inner, end)| Head { kind, inner, end })
        }
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
