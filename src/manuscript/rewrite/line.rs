//! The lines of a text, and their parts.

use std::ops::Range;

use super::super::marks::Mark;
use super::Draft;

/// A line and its parts, as offsets in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Where it begins.
    pub(super) start: usize,
    /// Where its content begins: behind spaces and signs of quotation.
    pub(super) body: usize,
    /// Where it ends, without the line's end.
    pub(super) end: usize,
}

impl Line {
    pub(super) fn body(&self) -> Range<usize> {
        self.body..self.end
    }
}

impl<'a> Draft<'a> {
    pub(super) fn body(&self, line: &Line) -> &'a str {
        self.slice(line.body())
    }

    /// What stands before a line's content.
    pub(super) fn prefix(&self, line: &Line) -> String {
        self.slice(line.start..line.body).to_string()
    }

    pub(super) fn is_blank(&self, line: &Line) -> bool {
        self.body(line).trim().is_empty()
    }

    /// A mark on a line of its own: after this text, inside the same quotation or item.
    pub(super) fn own_line(&mut self, line: &Line, mark: Mark) -> String {
        format!("\n{}{}", self.prefix(line), self.marks.put(mark))
    }
}

/// How many bars a row of a table has, those aside that are escaped.
pub(super) fn bars_in(row: &str) -> usize {
    let mut escaped = false;
    let mut bars = 0;
    for c in row.chars() {
        bars += usize::from(c == '|' && !escaped);
        escaped = c == '\\' && !escaped;
    }
    bars
}

/// The lines that a range touches.
pub(super) fn touched<'l>(lines: &'l [Line], range: &Range<usize>) -> &'l [Line] {
    let first = lines.partition_point(|line| line.end <= range.start);
    let last = lines.partition_point(|line| line.start < range.end);
    lines.get(first..last).unwrap_or_default()
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let end = start + whole.trim_end_matches('\n').len();
        let signs = whole
            .find(|c: char| !matches!(c, ' ' | '\t' | '>'))
            .unwrap_or(whole.len());
        found.push(Line {
            start,
            body: (start + signs).min(end),
            end,
        });
        start += whole.len();
    }
    found
}
