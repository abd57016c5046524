//! Tables that are drawn (pandoc's): in columns under dashes, and in grids of bars.

use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;

use super::Draft;
use super::line::{Line, lines};

/// The cells of a row.
type Row = Vec<String>;

/// Rewrites the tables that are drawn.
pub(super) fn rewrite(draft: &mut Draft<'_>) {
    if !draft.text.contains("+-") && !draft.text.contains("---") {
        return;
    }
    let lines = lines(draft.text);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let raw = draft.outline.is_raw(line.body) || line.body == line.end;
        at += if raw {
            1
        } else {
            table(draft, &lines, at).unwrap_or(1).max(1)
        };
    }
}

/// Rewrites a table that is drawn from a line on; how many lines it takes, none where there is no such table.
fn table(draft: &mut Draft<'_>, lines: &[Line], at: usize) -> Option<usize> {
    let line = lines.get(at)?;
    let body = draft.body(line);
    if body.starts_with("+-") || body.starts_with("+=") {
        return grid(draft, lines, at);
    }
    if rule(draft, line).is_some() {
        return under_dashes(draft, lines, at, at..at);
    }
    if is_end(draft, line) && !draft.is_blank(line) {
        // A head row of several lines between two lines of dashes.
        let below = (at + 2..at + 7).find(|&at| lines.get(at).is_some_and(|line| rule(draft, line).is_some()))?;
        let whole = lines
            .get(at + 1..below)?
            .iter()
            .all(|line| !draft.is_blank(line) && !is_end(draft, line));
        return whole
            .then(|| under_dashes(draft, lines, below, at + 1..below))
            .flatten();
    }
    let next = lines.get(at + 1)?;
    let before = at.checked_sub(1).and_then(|at| lines.get(at));
    let apart = before.is_none_or(|before| draft.is_blank(before));
    (apart && rule(draft, next).is_some())
        .then(|| under_dashes(draft, lines, at + 1, at..at + 1))
        .flatten()
}

/// Whether a line is dashes, which may end a table.
fn is_end(draft: &Draft<'_>, line: &Line) -> bool {
    let body = draft.body(line).trim();
    body.len() > 4 && body.chars().all(|c| matches!(c, '-' | ' ')) && body.contains("----")
}

/// The columns of a line that is two or more runs of dashes, as stretches of places.
fn rule(draft: &Draft<'_>, line: &Line) -> Option<Vec<Range<usize>>> {
    let text = draft.slice(line.start..line.end).trim_end();
    if !text.chars().all(|c| matches!(c, '-' | ' ')) || !text.contains("--") {
        return None;
    }
    let mut columns: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices('-') {
        match columns.last_mut() {
            Some(column) if column.end == at => column.end += 1,
            _ => columns.push(at..at + 1),
        }
    }
    (columns.len() > 1 && columns.iter().all(|column| column.len() > 1)).then_some(columns)
}

/// A table whose columns are under dashes: `head` are the lines of its head row above them.
fn under_dashes(draft: &mut Draft<'_>, lines: &[Line], at: usize, head: Range<usize>) -> Option<usize> {
    let columns = rule(draft, lines.get(at)?)?;
    let cut = |line: &Line| cells(draft.slice(line.start..line.end), &columns);
    // With a rule at its end, a table may have blank lines, which then part its rows.
    let close = (at + 1..lines.len().min(at + 200)).find(|&at| lines.get(at).is_some_and(|line| is_end(draft, line)));
    let blank = (at + 1..lines.len()).find(|&at| lines.get(at).is_none_or(|line| draft.is_blank(line)));
    let blank = blank.unwrap_or(lines.len());
    // A table without a head row ends as it begins; one whose head row is ruled off above ends with dashes.
    let ruled =
        head.end > head.start && head.start > 0 && lines.get(head.start - 1).is_some_and(|line| is_end(draft, line));
    let same = |close: usize| {
        lines.get(close).map(|line| draft.body(line).trim()) == lines.get(at).map(|line| draft.body(line).trim())
    };
    let closed = close.filter(|&close| close <= blank || ruled || (head.is_empty() && same(close)));
    if (head.is_empty() || ruled) && closed.is_none() {
        return None;
    }
    let end = closed.unwrap_or(blank);
    if end <= at + 1 {
        return None;
    }
    let held: Vec<Line> = lines.get(at + 1..end)?.to_vec();
    let several = held.iter().any(|line| draft.is_blank(line));
    let mut rows: Vec<Row> = Vec::new();
    let mut goes_on = false;
    for line in &held {
        if draft.is_blank(line) {
            goes_on = false;
        } else if let (true, true, Some(row)) = (several, goes_on, rows.last_mut()) {
            join(row, cut(line));
        } else {
            rows.push(cut(line));
            goes_on = true;
        }
    }
    let mut header = vec![String::new(); columns.len()];
    for line in lines.get(head.clone()).unwrap_or_default() {
        join(&mut header, cut(line));
    }
    let first = if ruled { head.start - 1 } else { head.start };
    let last = if closed.is_some() { end } else { end - 1 };
    put(draft, lines, first, last, &header, &rows)?;
    Some(last + 1 - first)
}

/// The parts of a line under each column: a letter that stands on another takes no place.
fn cells(line: &str, columns: &[Range<usize>]) -> Row {
    let starts: Vec<usize> = columns.iter().map(|column| column.start).collect();
    let mut row = vec![String::new(); columns.len()];
    let (mut place, mut column) = (0, 0);
    let mut gap = true;
    for c in line.chars() {
        // A word that reaches over the next column's beginning is not cut.
        while gap && starts.get(column + 1).is_some_and(|start| place >= *start) {
            column += 1;
        }
        if let Some(cell) = row.get_mut(column) {
            cell.push(c);
        }
        gap = c == ' ';
        place += usize::from(canonical_combining_class(c) == 0);
    }
    row.iter_mut().for_each(|cell| *cell = cell.trim().replace('|', "\\|"));
    row
}

fn join(row: &mut Row, more: Row) {
    for (cell, more) in row.iter_mut().zip(more) {
        if !cell.is_empty() && !more.is_empty() {
            cell.push(' ');
        }
        cell.push_str(&more);
    }
}

/// A table between `+---+` lines.
fn grid(draft: &mut Draft<'_>, lines: &[Line], at: usize) -> Option<usize> {
    let is_border = |line: &Line| {
        let body = draft.body(line).trim_end();
        body.starts_with('+') && body.ends_with('+') && body.chars().all(|c| matches!(c, '+' | '-' | '=' | ':'))
    };
    let in_table = |line: &&Line| draft.body(line).starts_with(['+', '|']);
    let held: Vec<Line> = lines.iter().skip(at).take_while(in_table).copied().collect();
    if held.len() < 3 || !is_border(held.first()?) || !is_border(held.last()?) {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut header: Option<Row> = None;
    let mut row: Option<Row> = None;
    for line in held.iter().skip(1) {
        let body = draft.body(line).trim_end();
        if is_border(line) {
            rows.extend(row.take());
            if body.contains('=') && rows.len() == 1 {
                header = rows.pop();
            }
            continue;
        }
        let inside = body.trim_start_matches('|').trim_end_matches('|');
        let found: Row = inside.split('|').map(|cell| cell.trim().to_string()).collect();
        match &mut row {
            Some(row) if row.len() == found.len() => join(row, found),
            Some(_) => return None,
            None => row = Some(found),
        }
    }
    let columns = rows.iter().chain(&header).map(Vec::len).max()?;
    let header = header.unwrap_or_else(|| vec![String::new(); columns]);
    put(draft, lines, at, at + held.len() - 1, &header, &rows)?;
    Some(held.len())
}

/// Puts the rows in place of lines, with bars between the cells.
fn put(draft: &mut Draft<'_>, lines: &[Line], first: usize, last: usize, header: &Row, rows: &[Row]) -> Option<()> {
    let (begin, end) = (*lines.get(first)?, *lines.get(last)?);
    let prefix: String = draft.prefix(&begin).trim_end_matches(' ').to_string();
    let prefix = if prefix.is_empty() { prefix } else { prefix + " " };
    let line = |row: &Row| format!("| {} |", row.join(" | "));
    let rule = format!("|{}", "-|".repeat(header.len()));
    let mut text = vec![line(header), rule];
    text.extend(rows.iter().map(line));
    let apart = lines.get(last + 1).is_none_or(|line| draft.is_blank(line));
    let mut instead = text.join(&format!("\n{prefix}"));
    if !apart {
        instead += "\n";
    }
    draft.replace(begin.start..end.end, format!("{prefix}{instead}"));
    Some(())
}
