//! Tables without a head row (kramdown), captions (pandoc), and lines of verse that begin with the same bar.

use super::super::marks::Mark;
use super::lines::Line;
use super::outline::within;
use super::{Draft, verse};

/// Lines that begin with a bar: a table stays; a table without a head row gets an empty one; the rest is verse. How many lines.
pub(super) fn bars(draft: &mut Draft<'_>, lines: &[Line], at: usize) -> usize {
    let Some(first) = lines.get(at) else { return 1 };
    if within(&draft.outline.tables, first.body).is_some() {
        return 1;
    }
    let goes_on = |line: &&Line| draft.body(line).starts_with('|') && !draft.outline.is_raw(line.body);
    let held: Vec<Line> = lines.iter().skip(at).take_while(goes_on).copied().collect();
    let text = |line: &Line| draft.body(line).trim().to_string();
    let verse = held.iter().all(|line| {
        let body = text(line);
        (body == "|" || body.starts_with("| ")) && !(body.len() > 1 && body.ends_with('|'))
    });
    if verse {
        verse::line_block(draft, &held);
        return held.len();
    }
    // A first line that is a rule leaves the head row out too.
    let is_rule = |line: &Line| {
        let body = text(line);
        body.contains('-') && body.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+' | '='))
    };
    let ends = |line: &&Line| text(line).ends_with('|') && text(line).len() > 2;
    if held.iter().filter(ends).count() < held.len()
        || held.iter().any(|line| is_rule(line) && line.start != first.start)
    {
        return held.len();
    }
    let prefix = draft.prefix(first);
    let columns = |line: &Line| cells(&text(line));
    let most = held
        .iter()
        .filter(|line| !is_rule(line))
        .map(columns)
        .max()
        .unwrap_or(1);
    let blank = format!("|{}", " |".repeat(most));
    let rule = format!("|{}", "-|".repeat(most));
    let before = at.checked_sub(1).and_then(|at| lines.get(at));
    let apart = before.is_none_or(|line| draft.is_blank(line));
    let gap = if apart { String::new() } else { format!("\n{prefix}") };
    if is_rule(first) {
        draft.replace(first.body..first.body, format!("{gap}{blank}\n{prefix}"));
    } else {
        draft.replace(
            first.body..first.body,
            format!("{gap}{blank}\n{prefix}{rule}\n{prefix}"),
        );
    }
    held.len()
}

/// How many cells a row has that begins and ends with a bar.
fn cells(row: &str) -> usize {
    let mut escaped = false;
    let mut bars = 0;
    for c in row.chars() {
        bars += usize::from(c == '|' && !escaped);
        escaped = c == '\\' && !escaped;
    }
    bars.saturating_sub(1)
}

/// `: caption` or `Table: caption`, after a table or before it.
pub(super) fn captions(draft: &mut Draft<'_>, lines: &[Line]) {
    let outline = draft.outline;
    for range in &outline.tables {
        let first = lines.partition_point(|line| line.end < range.start);
        let after = lines.partition_point(|line| line.start < range.end);
        let mut below = (after.saturating_sub(1)..lines.len()).skip_while(|&at| {
            lines
                .get(at)
                .is_some_and(|line| draft.is_blank(line) || line.start < range.end && sign(draft, line).is_none())
        });
        let near = below.next().filter(|at| at - after.min(*at) < 2);
        if near.is_some_and(|at| caption(draft, lines, at)) {
            continue;
        }
        // Before the table: the paragraph that ends right above it.
        let mut above = (0..first)
            .rev()
            .skip_while(|&at| lines.get(at).is_some_and(|line| draft.is_blank(line)));
        let Some(mut at) = above.next().filter(|at| first - at <= 2) else {
            continue;
        };
        while at > 0
            && lines
                .get(at)
                .is_some_and(|line| sign(draft, line).is_none() && !draft.is_blank(line))
        {
            at -= 1;
        }
        caption(draft, lines, at);
    }
}

/// The length of the sign that a caption begins with.
fn sign(draft: &Draft<'_>, line: &Line) -> Option<usize> {
    let body = draft.body(line);
    ["Table: ", "table: ", ": "]
        .iter()
        .find(|sign| body.starts_with(**sign))
        .map(|sign| sign.len())
}

/// Marks the caption that begins at a line, if one does.
fn caption(draft: &mut Draft<'_>, lines: &[Line], at: usize) -> bool {
    let Some(line) = lines.get(at).copied() else {
        return false;
    };
    let Some(length) = sign(draft, &line) else { return false };
    let count = lines.iter().skip(at).take_while(|line| !draft.is_blank(line)).count();
    let Some(last) = lines.get(at + count - 1).copied() else {
        return false;
    };
    let prefix = draft.prefix(&line);
    let open = draft.marks.put(Mark::OpenCaption);
    draft.replace(line.body..line.body + length, format!("{open}\n{prefix}"));
    let close = draft.own_line(&line, Mark::CloseCaption);
    draft.replace(last.end..last.end, close);
    true
}
