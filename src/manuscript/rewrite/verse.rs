//! Lines that end where the author ends them: fenced verse, and pandoc's line blocks.

use super::super::marks::{JOINER, Mark};
use super::Draft;
use super::lines::Line;

/// Fenced verse: marks for its fences, and a joiner before each line, so that no line begins a list, a heading or code.
pub(super) fn fences(draft: &mut Draft<'_>, lines: &[Line]) {
    let outline = draft.outline;
    for range in &outline.verse {
        let first = lines.partition_point(|line| line.end <= range.start);
        let last = lines.partition_point(|line| line.start < range.end);
        let Some(held) = lines.get(first..last).filter(|held| !held.is_empty()) else {
            continue;
        };
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
        for line in held.get(1..end).unwrap_or_default() {
            let body = content(draft, line, quotes);
            draft.replace(body..body, JOINER.to_string());
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

/// Where a line's content begins behind so many signs of quotation.
fn content(draft: &Draft<'_>, line: &Line, quotes: usize) -> usize {
    let mut seen = 0;
    for (at, c) in draft.slice(line.start..line.end).char_indices() {
        if c == '>' && seen < quotes {
            seen += 1;
        } else if !matches!(c, ' ' | '\t') {
            return line.start + at;
        }
    }
    line.end
}

/// `| line` (pandoc): the bars go, each line keeps its end.
pub(super) fn line_block(draft: &mut Draft<'_>, lines: &[Line]) {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return;
    };
    let open = draft.marks.put(Mark::OpenVerse);
    let close = draft.own_line(last, Mark::CloseVerse);
    for (i, line) in lines.iter().enumerate() {
        let mut instead = JOINER.to_string();
        if i == 0 {
            instead = format!("{open}\n{}{JOINER}", draft.prefix(first));
        }
        let space = usize::from(draft.slice(line.body + 1..line.end).starts_with(' '));
        draft.replace(line.body..line.body + 1 + space, instead);
    }
    draft.replace(last.end..last.end, close);
}
