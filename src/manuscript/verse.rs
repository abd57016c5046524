//! Verse in lines of two hemistichs (alreq § 4.3), and code.

use super::attributes::Attributes;
use super::blocks;
use super::clean::letters;
use super::marks::{JOINER, SET_IN};
use crate::document::{BlockKind, Inline, VerseLine, plain_text};

/// What stands between the two hemistichs of a line.
const SEPARATORS: [&str; 3] = [" // ", " *** ", " … "];

/// Lines of code, with what stands over them.
pub(super) fn code(info: &str, text: &str, caption: Vec<Inline>) -> BlockKind {
    let first = |info: &str| {
        info.split_whitespace()
            .next()
            .unwrap_or("")
            .trim_matches(['{', '}', '.'])
            .to_string()
    };
    let classes = braces(info).map(|found| found.classes).unwrap_or_default();
    let name = classes.into_iter().next().unwrap_or_else(|| first(info));
    let text = text.strip_suffix('\n').unwrap_or(text);
    BlockKind::Code {
        language: (!name.is_empty() && !name.contains('=')).then_some(name),
        text: letters(text).into_owned(),
        caption,
    }
}

/// What stands in braces from the first letter of a fence's info on.
fn braces(info: &str) -> Option<Attributes> {
    Attributes::parse(info.trim().strip_prefix('{')?.split_once('}')?.0)
}

/// The title that a fence's first line gives its code: `title="…"` (Docusaurus, MkDocs), `caption=` and `name=` (pandoc, MyST),
/// `filename=` (Quarto, Nextra), `file=`, `header=`.
pub(super) fn title(info: &str) -> Option<&str> {
    const KEYS: [&str; 6] = ["title", "caption", "filename", "file", "header", "name"];
    let value = |key: &&str| {
        let (at, _) = info.match_indices(key).find(|(at, _)| {
            let before = info.get(..*at).and_then(|before| before.chars().next_back());
            let after = info.get(at + key.len()..).unwrap_or("");
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '{' | ',')) && after.starts_with('=')
        })?;
        let value = info.get(at + key.len() + 1..)?;
        match value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            Some(quote) => value.get(1..)?.split(quote).next(),
            None => value
                .split(|c: char| c.is_whitespace() || matches!(c, '}' | ','))
                .next(),
        }
    };
    KEYS.iter()
        .find_map(value)
        .map(str::trim)
        .filter(|title| !title.is_empty())
}

/// The lines of verse that a run's lines are. Empty lines part stanzas: none at the head or foot, never two together.
pub(super) fn verse(run: Vec<Inline>) -> BlockKind {
    let mut lines: Vec<VerseLine> = Vec::new();
    for mut line in blocks::lines(run) {
        line.retain(|inline| !matches!(inline, Inline::Break));
        let indent = take_indent(&mut line);
        blocks::trim(&mut line);
        let line = VerseLine { indent, ..halves(line) };
        let blank = line.first.is_empty() && line.second.is_none();
        if !blank || lines.last().is_some_and(|line| !line.first.is_empty()) {
            lines.push(line);
        }
    }
    while lines
        .last()
        .is_some_and(|line| line.first.is_empty() && line.second.is_none())
    {
        lines.pop();
    }
    BlockKind::Verse { lines }
}

/// Takes the spaces that a line begins with, by which it is set in.
fn take_indent(line: &mut [Inline]) -> u8 {
    let Some(Inline::Text { text, .. }) = line.first_mut() else {
        return 0;
    };
    let inside = text.trim_start_matches([JOINER, SET_IN, ' ', '\n']);
    let count = text.chars().count() - inside.chars().count();
    let spaces = text.chars().take(count).filter(|c| *c == SET_IN).count();
    *text = inside.to_string();
    u8::try_from(spaces).unwrap_or(u8::MAX)
}

/// A line, divided at its first separator.
fn halves(line: Vec<Inline>) -> VerseLine {
    let separator = |inline: &Inline| match inline {
        Inline::Text { text, .. } => SEPARATORS
            .iter()
            .filter_map(|mark| Some((text.find(mark)?, mark.len())))
            .min(),
        _ => None,
    };
    let found = line
        .iter()
        .enumerate()
        .find_map(|(i, inline)| Some((i, separator(inline)?)));
    let Some((i, (cut, length))) = found else {
        return VerseLine {
            first: tidied(line),
            ..VerseLine::default()
        };
    };
    let mut first = line;
    let mut second = first.split_off(i);
    if let Some(Inline::Text { text, span }) = second.first_mut() {
        let after = text.get(cut + length..).unwrap_or("").to_string();
        let before = text.get(..cut).unwrap_or("").to_string();
        first.push(Inline::Text {
            text: before,
            span: *span,
        });
        *text = after;
    }
    VerseLine {
        first: tidied(first),
        second: Some(tidied(second)),
        ..VerseLine::default()
    }
}

/// A half without the blanks around it; nothing where nothing is left.
fn tidied(mut half: Vec<Inline>) -> Vec<Inline> {
    blocks::trim(&mut half);
    if let Some(Inline::Text { text, .. }) = half.last_mut() {
        text.truncate(text.trim_end().len());
    }
    let empty = plain_text(&half).chars().all(|c| c == JOINER)
        && !half.iter().any(|inline| matches!(inline, Inline::Note { .. }));
    if empty { Vec::new() } else { half }
}
