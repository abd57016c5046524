//! The stretches that a plain text falls into: paragraphs, items, verse, what is set in.

use super::losses::{Losses, Odd};
use crate::locale::digit_value;

/// The indent from which a line begins a paragraph or is set in, in spaces.
const SET_IN: usize = 4;

/// What a stretch of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Lines of one paragraph.
    Run,
    /// Lines that end where the author ended them.
    Kept,
    /// Lines with a bar before each, as mail and pandoc have verse; empty ones between stanzas.
    Verse,
    /// Lines that are set in from both neighbours: a quotation.
    Quote,
    /// The same, with lines that end where the author ended them.
    QuoteKept,
}

/// A stretch of a text.
#[derive(Debug)]
pub(super) struct Stretch {
    pub(super) shape: Shape,
    pub(super) lines: Vec<String>,
    /// How far its first line is set in, in spaces.
    pub(super) indent: usize,
}

/// What is to be known of a text before its lines are parted.
pub(super) struct Measure {
    /// The letters of the longest line.
    pub(super) longest: usize,
    /// The indent that all lines have.
    margin: usize,
    /// Whether each line is a paragraph.
    each: bool,
    /// Whether paragraphs begin with an indent.
    indented: bool,
}

impl Measure {
    /// Measures a text.
    pub(super) fn of(lines: &[String]) -> Self {
        let full: Vec<&String> = lines.iter().filter(|line| !line.trim().is_empty()).collect();
        let longest = full.iter().map(|line| line.chars().count()).max().unwrap_or(0);
        let margin = full.iter().map(|line| indent(line)).min().unwrap_or(0);
        let ends = |line: &&&String| line.trim_end().ends_with(['.', '؟', '!', '?', '…', '»', '”', '۔']);
        // Lines longer than any terminal are paragraphs by themselves.
        let each =
            longest > 200 || (full.len() == lines.len() && full.iter().filter(ends).count() * 10 > full.len() * 6);
        let heads: Vec<&[String]> = lines
            .split(|line| line.trim().is_empty())
            .filter(|lines| !lines.is_empty())
            .collect();
        let is_indented = |lines: &&&[String]| lines.first().is_some_and(|line| indent(line) >= margin + 2);
        let indented = heads.iter().filter(is_indented).count() * 2 > heads.len();
        Self {
            longest,
            margin,
            each,
            indented,
        }
    }

    /// How far a line is set in from the margin.
    fn indent(&self, line: &str) -> usize {
        indent(line).saturating_sub(self.margin)
    }

    /// Whether lines are shorter than the text is wide: verse, an address.
    fn are_meant(&self, lines: &[String]) -> bool {
        let but_last = lines.get(..lines.len().saturating_sub(1)).unwrap_or_default();
        lines.len() > 1
            && self.longest >= 40
            && but_last.iter().all(|line| line.chars().count() * 10 < self.longest * 6)
    }
}

/// How many spaces a line begins with.
fn indent(line: &str) -> usize {
    line.chars()
        .map_while(|c| match c {
            '\t' => Some(8),
            '\u{3000}' => Some(4),
            c if c.is_whitespace() => Some(1),
            _ => None,
        })
        .sum()
}

/// Stretches: between empty lines, at indents, or, in a text without empty lines, each long line.
pub(super) fn stretches(lines: &[String], measure: &Measure, losses: &mut Losses) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for lines in lines
        .split(|line| line.trim().is_empty())
        .filter(|lines| !lines.is_empty())
    {
        if let Some(mut verse) = verse(lines) {
            match out.last_mut().filter(|before| before.shape == Shape::Verse) {
                Some(before) => {
                    before.lines.push(String::new());
                    before.lines.append(&mut verse);
                }
                None => out.push(Stretch {
                    shape: Shape::Verse,
                    lines: verse,
                    indent: 0,
                }),
            }
        } else if is_quote(lines, measure) {
            losses.count(Odd::LookQuote, lines.first().map_or("", |line| line.trim()));
            let lines = trimmed(lines);
            out.push(Stretch {
                shape: if measure.are_meant(&lines) {
                    Shape::QuoteKept
                } else {
                    Shape::Quote
                },
                lines,
                indent: SET_IN,
            });
        } else if is_block(lines, measure) {
            out.push(Stretch {
                shape: Shape::Kept,
                lines: trimmed(lines),
                indent: SET_IN,
            });
        } else {
            paragraphs(lines, measure, losses, &mut out);
        }
    }
    out
}

/// The lines behind their bars, where each line has one and is no row of a table. A line that is set in goes on with the one before.
fn verse(lines: &[String]) -> Option<Vec<String>> {
    let mut out: Vec<String> = Vec::new();
    for line in lines {
        let body = line.trim();
        match body.strip_prefix('|') {
            Some("") => out.push(String::new()),
            Some(rest) if rest.starts_with([' ', '\t']) && !rest.contains('|') => out.push(halves(rest.trim())),
            None if line.starts_with(' ') => {
                let last = out.last_mut()?;
                *last = format!("{last} {body}");
            }
            _ => return None,
        }
    }
    out.iter().any(|line| !line.is_empty()).then_some(out)
}

/// A line whose halves wide spaces part, with a tab between them.
fn halves(line: &str) -> String {
    match line.split_once("    ") {
        Some((first, second)) if !second.trim().contains("    ") => format!("{first}\t{}", second.trim()),
        _ => line.to_string(),
    }
}

/// Whether lines are set in though paragraphs are not.
fn is_quote(lines: &[String], measure: &Measure) -> bool {
    let set_in =
        |line: &String| measure.indent(line) >= SET_IN && item(line).is_none() && !line.trim().starts_with('[');
    if let [line] = lines
        && is_centred(line, measure)
    {
        return false;
    }
    !measure.indented && !measure.each && lines.iter().all(set_in)
}

/// Whether lines that are all set in end where the author ended them.
fn is_block(lines: &[String], measure: &Measure) -> bool {
    let set_in = |line: &String| measure.indent(line) >= SET_IN && item(line).is_none();
    lines.iter().all(set_in) && measure.are_meant(&trimmed(lines))
}

fn trimmed(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| line.trim().to_string()).collect()
}

/// Whether a line stands in the middle of the text's width.
fn is_centred(line: &str, measure: &Measure) -> bool {
    let before = indent(line);
    let width = line.trim().chars().count();
    before >= 8 && (before * 2 + width).abs_diff(measure.longest) <= 8
}

/// Whether a stretch may be a heading by its place: at the margin, or in the middle.
pub(super) fn may_head(stretch: &Stretch, measure: &Measure) -> bool {
    let line = stretch.lines.first().map_or("", String::as_str);
    let placed = format!("{}{line}", " ".repeat(stretch.indent + measure.margin));
    stretch.indent < 2 || is_centred(&placed, measure)
}

/// The paragraphs of lines without an empty one between them.
fn paragraphs(lines: &[String], measure: &Measure, losses: &mut Losses, out: &mut Vec<Stretch>) {
    let mut held: Vec<String> = Vec::new();
    let mut first = 0;
    let mut flush = |held: &mut Vec<String>, indent: usize| {
        if held.is_empty() {
            return;
        }
        let lines = std::mem::take(held);
        let kept = measure.are_meant(&lines) && !lines.iter().all(|line| item(line).is_some());
        out.push(Stretch {
            shape: if kept { Shape::Kept } else { Shape::Run },
            lines,
            indent,
        });
    };
    for line in lines {
        let body = line.trim();
        let is_item = item(body).is_some();
        let after_item = held.last().is_some_and(|last| item(last).is_some());
        let begins = measure.indent(line) >= SET_IN && !held.is_empty() && !after_item;
        if measure.each || begins || (is_item && !after_item) {
            flush(&mut held, first);
        }
        if held.is_empty() {
            first = measure.indent(line);
        }
        // What goes on with an item belongs to it.
        match held.last_mut().filter(|_| after_item && !is_item) {
            Some(last) => {
                losses.count(Odd::Joined, body);
                *last = format!("{last} {body}");
            }
            None => held.push(body.into()),
        }
    }
    flush(&mut held, first);
}

/// The text behind an item's sign, and its number where it has one.
pub(super) fn item(line: &str) -> Option<(&str, Option<u64>)> {
    let body = line.trim();
    for sign in ["- ", "• ", "* ", "– ", "▪ ", "● "] {
        if let Some(rest) = body.strip_prefix(sign) {
            return Some((rest.trim(), None));
        }
    }
    let end = body.find(['.', ')', '-', '–'])?;
    let counter = body.get(..end)?.trim_end();
    let rest = body.get(end..)?;
    let rest = rest.get(rest.chars().next()?.len_utf8()..)?;
    let number = counter
        .chars()
        .try_fold(0_u64, |sum, c| Some(sum.checked_mul(10)? + u64::from(digit_value(c)?)))?;
    (!counter.is_empty() && counter.chars().count() < 4 && rest.starts_with(' ')).then_some((rest.trim(), Some(number)))
}
