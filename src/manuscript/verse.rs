//! Verse in lines of two hemistichs (alreq § 4.3), and code.

use super::blocks;
use super::clean::letters;
use super::marks::JOINER;
use crate::document::{BlockKind, Inline, VerseLine, plain_text};

/// What stands between the two hemistichs of a line.
const SEPARATORS: [&str; 3] = [" // ", " *** ", " … "];

/// Lines of code.
pub(super) fn code(info: &str, text: &str) -> BlockKind {
    let name = info
        .split_whitespace()
        .next()
        .unwrap_or("")
        .trim_matches(['{', '}', '.']);
    let text = text.strip_suffix('\n').unwrap_or(text);
    BlockKind::Code {
        language: (!name.is_empty()).then(|| name.to_string()),
        text: letters(text).into_owned(),
    }
}

/// The lines of verse that a run's lines are. Empty lines part stanzas: none at the head or foot, never two together.
pub(super) fn verse(run: Vec<Inline>) -> BlockKind {
    let mut lines: Vec<VerseLine> = Vec::new();
    for mut line in blocks::lines(run) {
        line.retain(|inline| !matches!(inline, Inline::Break));
        blocks::trim(&mut line);
        let line = halves(line);
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
            second: None,
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
