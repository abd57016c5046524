//! Tables without a head row (kramdown), captions (pandoc), and lines of verse that begin with the same bar.

use super::super::attributes::Attributes;
use super::super::marks::Mark;
use super::line::{Line, bars_in};
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
    // Such a row begins and ends with a bar.
    let columns = |line: &Line| bars_in(&text(line)).saturating_sub(1);
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

/// `: caption` or `Table: caption`, before a table or after it. One between two tables is the first one's, unless that has its own above.
pub(super) fn captions(draft: &mut Draft<'_>, lines: &[Line]) {
    let outline = draft.outline;
    let mut spent = 0;
    for range in &outline.tables {
        let first = lines.partition_point(|line| line.end < range.start);
        let after = lines.partition_point(|line| line.start < range.end);
        let found = above(draft, lines, first, spent)
            .into_iter()
            .chain(below(draft, lines, after, range.end));
        for at in found {
            if let Some(end) = caption(draft, lines, at) {
                spent = end;
                break;
            }
        }
    }
}

/// Where the paragraph begins that ends right above a table, which begins at a line; `spent` is where what is used up ends.
fn above(draft: &Draft<'_>, lines: &[Line], first: usize, spent: usize) -> Option<usize> {
    let blank = |at: &usize| lines.get(*at).is_some_and(|line| draft.is_blank(line));
    let mut at = (spent..first)
        .rev()
        .find(|at| !blank(at))
        .filter(|at| first - at <= 2)?;
    let goes_on = |at: usize| {
        lines
            .get(at)
            .is_some_and(|line| sign(draft, line).is_none() && !draft.is_blank(line))
    };
    while at > spent && goes_on(at) {
        at -= 1;
    }
    Some(at)
}

/// Where what stands right below a table begins.
fn below(draft: &Draft<'_>, lines: &[Line], after: usize, end: usize) -> Option<usize> {
    let passed = |at: &usize| {
        lines
            .get(*at)
            .is_some_and(|line| draft.is_blank(line) || line.start < end && sign(draft, line).is_none())
    };
    let found = (after.saturating_sub(1)..lines.len()).find(|at| !passed(at));
    found.filter(|at| at - after.min(*at) < 2)
}

/// The length of the sign that a caption begins with.
fn sign(draft: &Draft<'_>, line: &Line) -> Option<usize> {
    let body = draft.body(line);
    ["Table: ", "table: ", ": "]
        .iter()
        .find(|sign| body.starts_with(**sign))
        .map(|sign| sign.len())
}

/// Marks the caption that begins at a line, if one does. Answers with the line behind it.
fn caption(draft: &mut Draft<'_>, lines: &[Line], at: usize) -> Option<usize> {
    let line = lines.get(at).copied()?;
    let length = sign(draft, &line)?;
    let count = lines.iter().skip(at).take_while(|line| !draft.is_blank(line)).count();
    let last = lines.get((at + count).checked_sub(1)?).copied()?;
    let prefix = draft.prefix(&line);
    let open = draft.marks.put(Mark::OpenCaption);
    draft.replace(line.body..line.body + length, format!("{open}\n{prefix}"));
    let close = draft.own_line(&line, Mark::CloseCaption);
    draft.replace(last.end - name_length(draft, &last)..last.end, close);
    Some(at + count)
}

/// The length of the attributes that a caption ends in, and of the space before them: a name for references, which no page shows.
fn name_length(draft: &Draft<'_>, line: &Line) -> usize {
    let body = draft.body(line);
    let found = body.rfind('{').and_then(|at| {
        let inside = body.get(at + 1..)?.trim_end().strip_suffix('}')?;
        Attributes::parse(inside).map(|_| body.len() - body.get(..at).unwrap_or("").trim_end().len())
    });
    found.unwrap_or(0)
}
