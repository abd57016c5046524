//! Lines that end where the author ends them: fenced verse, and pandoc's line blocks.

use super::super::marks::{JOINER, Mark, SET_IN};
use super::Draft;
use super::line::{Line, touched};

/// How many spaces a line of verse is set in by at most: no page is wider.
const FURTHEST: usize = 40;

/// Fenced verse: marks for its fences, and a joiner before each line, so that no line begins a list, a heading or code.
pub(super) fn fences(draft: &mut Draft<'_>, lines: &[Line]) {
    let outline = draft.outline;
    for range in &outline.verse {
        let held = touched(lines, range);
        let Some(opening) = held.first() else { continue };
        let quotes = draft.slice(opening.start..opening.body).matches('>').count();
        let fence = draft.slice(range.clone()).chars().next().unwrap_or('`');
        // The fence may stand behind an item's sign.
        draft.mark(range.start..opening.end, Mark::OpenVerse);
        let closes = |line: &Line| {
            let body = draft.body(line).trim();
            body.len() > 2 && body.chars().all(|c| c == fence)
        };
        let closed = held.len() > 1 && held.last().is_some_and(closes);
        let end = if closed { held.len() - 1 } else { held.len() };
        let inside = held.get(1..end).unwrap_or_default().iter();
        let inside: Vec<(usize, usize)> = inside.map(|line| content(draft, line, quotes)).collect();
        let written = inside
            .iter()
            .zip(held.iter().skip(1))
            .filter(|((_, body), line)| *body < line.end);
        // Where all lines stand further in, that is the fence's place in the manuscript and not the poem's.
        let common = written.map(|((from, body), _)| body - from).min().unwrap_or(0);
        for (from, body) in inside {
            draft.replace(body..body, set_in((body - from).saturating_sub(common)));
        }
        if let Some(last) = held.last() {
            if closed {
                draft.mark(last.body(), Mark::CloseVerse);
            } else {
                let end = draft.own_line(last, Mark::CloseVerse);
                draft.replace(last.end..last.end, end);
            }
        }
    }
}

/// What begins a line of verse: a joiner, and as many spaces as it is set in by, which the parser would take away.
fn set_in(spaces: usize) -> String {
    let mut instead = JOINER.to_string();
    instead.extend(std::iter::repeat_n(SET_IN, spaces.min(FURTHEST)));
    instead
}

/// Where a line begins behind so many signs of quotation, and where its content does.
fn content(draft: &Draft<'_>, line: &Line, quotes: usize) -> (usize, usize) {
    let (mut seen, mut from) = (0, line.start);
    for (at, c) in draft.slice(line.start..line.end).char_indices() {
        if c == '>' && seen < quotes {
            seen += 1;
            from = line.start + at + 1;
        } else if !matches!(c, ' ' | '\t') {
            return (from, line.start + at);
        }
    }
    (from, line.end)
}

/// `| line` (pandoc): the bars go, each line keeps its end.
pub(super) fn line_block(draft: &mut Draft<'_>, lines: &[Line]) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return;
    };
    let open = draft.marks.put(Mark::OpenVerse);
    let close = draft.own_line(last, Mark::CloseVerse);
    for (i, line) in lines.iter().enumerate() {
        let behind = draft.slice(line.body + 1..line.end);
        let spaces = behind.len() - behind.trim_start_matches(' ').len();
        let mut instead = set_in(spaces.saturating_sub(1));
        if i == 0 {
            instead = format!("{open}\n{}{instead}", draft.prefix(first));
        }
        draft.replace(line.body..line.body + 1 + spaces, instead);
    }
    draft.replace(last.end..last.end, close);
}
