//! Where the runs of the other direction begin and end (alreq § 3; UAX#9 resolves, tightness is ours).

use std::ops::Range;

use super::bidi::{is_digit, is_mark, levels, script_direction};
use super::units::units;
use crate::locale::Direction;

/// Stands for a break that the author wants; no run goes over it.
pub(super) const BREAK: char = '\u{2028}';

/// Arabic punctuation parts what stands on its two sides: a list of Latin names with Arabic commas reads from the right.
const PARTING: [char; 5] = ['،', '؛', '؟', '«', '»'];

/// The runs of the other direction, in order, apart from each other. Each begins and ends with something of its own direction:
/// spaces, brackets and full stops at its edge belong to the text around it.
pub(super) fn runs(text: &str, base: Direction) -> Vec<Range<usize>> {
    let mut found = level_runs(text, base);
    found = found.into_iter().flat_map(|range| parted(text, range, base)).collect();
    if base == Direction::Rtl {
        found = found.into_iter().map(|range| widened(text, range)).collect();
        found.extend(units(text));
    }
    let found = merged(found);
    merged(found.into_iter().map(|range| balanced(text, range)).collect())
}

/// Stretches whose level is not the paragraph's and that hold a letter of the other direction.
fn level_runs(text: &str, base: Direction) -> Vec<Range<usize>> {
    let levels = levels(text, Some(base));
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut holds = false;
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), BREAK)]) {
        let other = c != BREAK && levels.bytes.get(at).is_some_and(|&level| level != levels.paragraph);
        if other {
            start = start.or(Some(at));
            holds |= script_direction(c) == Some(base.other());
        } else if let Some(from) = start.take()
            && std::mem::take(&mut holds)
        {
            found.push(from..at);
        }
    }
    found
}

/// The pieces of a run between Arabic punctuation that stands in no bracket of the run, in a text from the right.
fn parted(text: &str, range: Range<usize>, base: Direction) -> Vec<Range<usize>> {
    let run = text.get(range.clone()).unwrap_or("");
    if base == Direction::Ltr || !run.contains(PARTING) {
        return vec![range];
    }
    let mut pieces = Vec::new();
    let (mut depth, mut from) = (0_i32, 0);
    for (at, c) in run.char_indices() {
        depth += bracket(c);
        if depth <= 0 && PARTING.contains(&c) {
            pieces.push(from..at);
            from = at + c.len_utf8();
        }
    }
    pieces.push(from..run.len());
    let tight = |piece: Range<usize>| {
        let inner = run.get(piece.clone())?;
        let own = |c: char| script_direction(c) == Some(base.other());
        let edge = |c: char| own(c) || is_digit(c);
        let first = inner.find(edge)?;
        let (last, c) = inner.char_indices().rfind(|&(_, c)| edge(c))?;
        let from = range.start + piece.start;
        inner.contains(own).then_some(from + first..from + last + c.len_utf8())
    };
    pieces.into_iter().filter_map(tight).collect()
}

fn bracket(c: char) -> i32 {
    match c {
        '(' | '[' | '{' => 1,
        ')' | ']' | '}' => -1,
        _ => 0,
    }
}

/// A left-to-right run with what is written together with its first and last letters: the 1.0.0 of 1.0.0-rc, the plus signs of
/// C++, the # of a hashtag, the full stop of U.S., the stroke that ends a path.
fn widened(text: &str, range: Range<usize>) -> Range<usize> {
    let start = widened_start(text, range.start);
    let after = text.get(range.end..).unwrap_or("");
    let last = text.get(start..range.end).and_then(|run| run.chars().next_back());
    let token = last_token(text, start..range.end);
    let mut length = match last {
        Some(c) if c.is_ascii_alphanumeric() => after.len() - after.trim_start_matches(['+', '#']).len(),
        _ => 0,
    };
    if length == 0 && last.is_some_and(|c| c.is_ascii_digit()) && after.starts_with('%') {
        length = 1;
    }
    if length == 0 && token.contains(['/', '.']) && after.starts_with('/') {
        length = 1;
    }
    let rest = after.get(length + 1..).unwrap_or("");
    if length == 0 && after.starts_with('.') && is_initials(token) && !rest.trim().is_empty() {
        length = 1;
    }
    start..range.end + length
}

/// Goes back over digits and signs that are written together with what follows.
fn widened_start(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or("");
    let mut from = start;
    for (at, c) in before.char_indices().rev() {
        let joins =
            c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | ':' | '#' | '@' | '~' | '$' | '+' | '\\');
        if !joins {
            break;
        }
        from = at;
    }
    // Signs at the head belong to it only where a word begins, and only those that words begin with.
    let head = text.get(from..start).unwrap_or("");
    let fresh = text
        .get(..from)
        .and_then(|t| t.chars().next_back())
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '«' | '"' | '“'));
    let stray =
        |c: char| !(c.is_ascii_alphanumeric() || fresh && matches!(c, '#' | '@' | '/' | '~' | '$' | '.' | '\\'));
    from + head.len() - head.trim_start_matches(stray).len()
}

fn last_token(text: &str, range: Range<usize>) -> &str {
    let run = text.get(range).unwrap_or("");
    run.rsplit(char::is_whitespace).next().unwrap_or("")
}

/// Single letters with full stops between them, such as U.S
fn is_initials(token: &str) -> bool {
    token.contains('.')
        && token
            .split('.')
            .all(|part| part.chars().count() == 1 && part.starts_with(char::is_alphabetic))
}

/// Runs that overlap made one.
fn merged(mut found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    found.sort_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in found {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ if range.is_empty() => {}
            _ => out.push(range),
        }
    }
    out
}

/// A run with the bracket or quotation mark beside it whose partner it holds: mirrored on its own it would face the wrong way.
fn balanced(text: &str, range: Range<usize>) -> Range<usize> {
    const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('“', '”'), ('‘', '’'), ('"', '"')];
    let Range { mut start, mut end } = range;
    loop {
        let run = text.get(start..end).unwrap_or("");
        let next = text.get(end..).and_then(|rest| rest.chars().next());
        let before = text.get(..start).and_then(|rest| rest.chars().next_back());
        let open = |pair: &(char, char)| {
            let (opened, closed) = (run.matches(pair.0).count(), run.matches(pair.1).count());
            if pair.0 == pair.1 {
                opened % 2 == 1
            } else {
                opened > closed
            }
        };
        let shut = |pair: &(char, char)| run.matches(pair.1).count() > run.matches(pair.0).count();
        if let Some(pair) = PAIRS.iter().find(|pair| Some(pair.1) == next && open(pair)) {
            end += pair.1.len_utf8();
        } else if let Some(pair) = PAIRS.iter().find(|pair| Some(pair.0) == before && shut(pair)) {
            start -= pair.0.len_utf8();
        } else {
            return start..end;
        }
    }
}

/// Whether a text may hold a run at all: a letter of the other direction, or a digit or address in a text from the right.
pub(super) fn may_hold_runs(c: char, base: Direction) -> bool {
    is_mark(c) || script_direction(c) == Some(base.other()) || base == Direction::Rtl && c.is_ascii_digit()
}
