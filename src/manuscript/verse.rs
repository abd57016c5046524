//! Fenced blocks: code, and verse in lines of two hemistichs (alreq § 4.3).

use std::ops::Range;

use super::clean::letters;
use super::notes::Drafts;
use crate::diagnostic::Span;
use crate::document::{BlockKind, Inline, VerseLine};

/// What stands between the two hemistichs of a line.
const SEPARATORS: [&str; 3] = [" // ", " *** ", " … "];

/// The block that a fence's info string and text make. `place` tells where a stretch of the text stands in the manuscript.
pub(super) fn code_or_verse(
    info: &str,
    text: &str,
    place: impl Fn(Range<usize>) -> Span,
    notes: &mut Drafts,
) -> BlockKind {
    let name = info
        .split_whitespace()
        .next()
        .unwrap_or("")
        .trim_matches(['{', '}', '.']);
    if name == "verse" {
        return BlockKind::Verse {
            lines: verse(text, place, notes),
        };
    }
    let text = text.strip_suffix('\n').unwrap_or(text);
    BlockKind::Code {
        language: (!name.is_empty()).then(|| name.to_string()),
        text: letters(text).into_owned(),
    }
}

fn verse(text: &str, place: impl Fn(Range<usize>) -> Span, notes: &mut Drafts) -> Vec<VerseLine> {
    let mut lines: Vec<VerseLine> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mut half = |range: Range<usize>| run(text, range, &place, notes);
        let whole = at..at + line.len();
        let separator = SEPARATORS
            .iter()
            .filter_map(|mark| Some((line.find(mark)?, mark.len())))
            .min();
        let (first, second) = match separator {
            Some((cut, length)) => (half(at..at + cut), Some(half(at + cut + length..whole.end))),
            None => (half(whole.clone()), None),
        };
        at = whole.end;
        let blank = first.is_empty() && second.is_none();
        // Empty lines part stanzas: none at the head, never two together.
        if !blank || lines.last().is_some_and(|line| !line.first.is_empty()) {
            lines.push(VerseLine { first, second });
        }
    }
    while lines
        .last()
        .is_some_and(|line| line.first.is_empty() && line.second.is_none())
    {
        lines.pop();
    }
    lines
}

/// The letters of a half line, with its references to notes.
fn run(text: &str, range: Range<usize>, place: &impl Fn(Range<usize>) -> Span, notes: &mut Drafts) -> Vec<Inline> {
    let half = text.get(range.clone()).unwrap_or("");
    let mut found = Vec::new();
    let mut at = 0;
    let push_text = |piece: Range<usize>, found: &mut Vec<Inline>| {
        let letters = half.get(piece.clone()).unwrap_or("");
        if !letters.trim().is_empty() {
            let span = place(range.start + piece.start..range.start + piece.end);
            found.push(Inline::Text {
                text: letters.to_string(),
                span,
            });
        }
    };
    while let Some(reference) = next_reference(half, at) {
        push_text(at..reference.start, &mut found);
        let span = place(range.start + reference.start..range.start + reference.end);
        let label = half.get(reference.start + 2..reference.end - 1).unwrap_or("");
        found.push(Inline::Note {
            note: notes.named(span.file, label),
            reference: 0,
            span,
        });
        at = reference.end;
    }
    push_text(at..half.len(), &mut found);
    if let Some(Inline::Text { text, .. }) = found.last_mut() {
        text.truncate(text.trim_end().len());
    }
    found
}

/// The next `[^label]`.
fn next_reference(text: &str, from: usize) -> Option<Range<usize>> {
    let start = from + text.get(from..)?.find("[^")?;
    let inside = text.get(start + 2..)?;
    let length = inside.find(']')?;
    (length > 0).then_some(start..start + length + 3)
}
