//! Where the runs of the other direction begin and end (alreq § 3; UAX#9 resolves, tightness is ours).

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::bidi::{Base, is_digit, is_mark, levels, script_direction};
use super::ltr_tokens::ltr_tokens;
use super::numbers;
use super::parting::{PARTING, is_inner_space, parted};
use super::trailing::without_trailing;
use crate::locale::Direction;

/// Stands for a break that the author wants; no run goes over it.
pub(super) const BREAK: char = '\u{2028}';

/// A stretch that is kept apart, and the direction that it is set in.
pub(super) type Run = (Range<usize>, Direction);

/// The runs of the other direction, in order, apart from each other. Each begins and ends with something of its own direction:
/// spaces, brackets and full stops at its edge belong to the text around it. `styled` are the stretches of one emphasis or link.
pub(super) fn runs(text: &str, base: Base, styled: &[Range<usize>]) -> Vec<Run> {
    let direction = base.direction;
    let mut found = level_runs(text, direction);
    found = found
        .into_iter()
        .flat_map(|range| parted(text, range, direction))
        .map(|range| without_trailing(text, range, direction))
        .collect();
    let mut own = Vec::new();
    if direction == Direction::Rtl {
        let arabic = base.beside(text).arabic;
        found = found.into_iter().map(|range| widened(text, range, arabic)).collect();
        found.extend(ltr_tokens(text));
        if text.contains(is_digit) {
            found.extend(numbers::groups(text));
            found.extend(numbers::measures(text));
            found.extend(numbers::coordinates(text));
            found.extend(numbers::arithmetic(text));
        }
    } else if text.contains(|c: char| !c.is_ascii() && (is_digit(c) || is_percent(c))) {
        let grouped = [numbers::groups(text), numbers::measures(text)].concat();
        let apart = |range: &Range<usize>| !grouped.iter().any(|group| overlap(group, range));
        found.extend(numbers::from_right(text).into_iter().filter(apart));
        own = grouped.iter().flat_map(|group| arabic_rows(text, group)).collect();
    }
    found.extend(enclosed(text, direction));
    found.extend(styled.iter().filter_map(|range| exclaimed(text, range, direction)));
    let found = merged(found);
    let found = merged(found.into_iter().map(|range| balanced(text, range)).collect());
    own.retain(|range| !found.iter().any(|run| overlap(run, range)));
    let other = found.into_iter().map(|range| (range, direction.other()));
    let mut all: Vec<Run> = own.into_iter().map(|range| (range, direction)).chain(other).collect();
    all.sort_by_key(|(range, _)| range.start);
    all
}

/// The numbers from the left that a text from the right would take apart, or would set in another order elsewhere in a paragraph:
/// what is isolated stands alike wherever it stands.
pub(super) fn number_runs(text: &str, base: Base) -> Vec<Run> {
    if base.direction == Direction::Ltr || !text.contains(is_digit) {
        return Vec::new();
    }
    let base = base.beside(text);
    let here = levels(text, Some(Direction::Rtl)).bytes;
    // Before its first letter a text goes by what stands before it: a number, a name, nothing.
    let first = text.find(|c| script_direction(c).is_some()).unwrap_or(text.len());
    let letter = if base.arabic { 'ا' } else { 'א' };
    let after_letter = levels(&format!("{letter}{text}"), Some(Direction::Rtl)).bytes;
    let after_letter = after_letter.get(letter.len_utf8()..).unwrap_or_default();
    let torn =
        |range: &Range<usize>| is_torn(text, range, &here) || range.start < first && is_torn(text, range, after_letter);
    numbers::from_left(text, !base.arabic)
        .into_iter()
        .filter(torn)
        .map(|range| (range, Direction::Ltr))
        .collect()
}

/// Whether by these levels a number is not set from the left in one piece, or in one with signs that are not its own.
fn is_torn(text: &str, range: &Range<usize>, levels: &[u8]) -> bool {
    let from_left = |at: usize| levels.get(at) == Some(&2);
    let sign =
        |at: usize, c: Option<char>| from_left(at) && c.is_some_and(|c| !is_digit(c) && script_direction(c).is_none());
    let before = text.get(..range.start).and_then(|head| head.chars().next_back());
    let after = text.get(range.end..).and_then(|tail| tail.chars().next());
    !range.clone().all(from_left)
        || sign(range.start - before.map_or(0, char::len_utf8), before)
        || sign(range.end, after)
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

fn is_percent(c: char) -> bool {
    matches!(c, '٪' | '؉' | '؊')
}

/// The rows of Arabic-Indic digits in an expression that has several: UAX#9 would set them from the right.
fn arabic_rows(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let rows = numbers::rows_of_digits(text, range);
    let arabic = |row: &Range<usize>| {
        text.get(row.clone())
            .is_some_and(|row| row.starts_with(|c| ('٠'..='٩').contains(&c)))
    };
    if rows.len() < 2 && text.get(range.clone()).is_none_or(|whole| !whole.starts_with('+')) || !rows.iter().any(arabic)
    {
        return Vec::new();
    }
    rows.into_iter().filter(arabic).collect()
}

/// What stands between quotation marks or brackets and has letters of the other direction only: all of it is theirs, its
/// question mark too.
fn enclosed(text: &str, base: Direction) -> Vec<Range<usize>> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        if c == BREAK {
            open.clear();
        }
        let shut = open.iter().rposition(|(opener, _)| closes(*opener, c));
        if let Some((_, from)) = shut.and_then(|shut| open.drain(shut..).next()) {
            found.extend(wholly(text, from..at, base));
        } else if opens(c) {
            open.push((c, at + c.len_utf8()));
        }
    }
    found
}

fn opens(c: char) -> bool {
    matches!(c, '«' | '‹' | '“' | '”' | '„' | '‟' | '"' | '‘' | '(' | '[')
}

fn closes(opener: char, c: char) -> bool {
    match opener {
        '«' => c == '»',
        '‹' => c == '›',
        '(' => c == ')',
        '[' => c == ']',
        '‘' => c == '’',
        '"' => c == '"',
        _ => matches!(c, '“' | '”' | '‟') && c != opener || opener == '”' && c == '”',
    }
}

/// A stretch without the spaces around it, where all its letters are of the other direction.
fn wholly(text: &str, range: Range<usize>, base: Direction) -> Option<Range<usize>> {
    let inside = text.get(range.clone())?;
    let has = |direction| inside.contains(|c: char| !is_mark(c) && script_direction(c) == Some(direction));
    let own = if base == Direction::Rtl {
        inside.contains(PARTING)
    } else {
        false
    };
    if !has(base.other()) || has(base) || own {
        return None;
    }
    let start = range.start + (inside.len() - inside.trim_start().len());
    Some(start..start + inside.trim().len())
}

/// A stretch of emphasis in letters of the other direction only that ends in a question or exclamation, which is then its own.
fn exclaimed(text: &str, range: &Range<usize>, base: Direction) -> Option<Range<usize>> {
    let whole = wholly(text, range.clone(), base)?;
    let ends = text.get(whole.clone())?.ends_with(['?', '!', '…', '؟']);
    ends.then_some(whole)
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

/// A left-to-right run with what is written together with its first and last letters: the 1.0.0 of 1.0.0-rc, the plus signs of
/// C++, the # of a hashtag, the full stop of U.S., the stroke that ends a path.
fn widened(text: &str, range: Range<usize>, arabic: bool) -> Range<usize> {
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
    // Arabic writing has a question mark of its own: this one is the phrase's.
    if length == 0 && arabic && after.starts_with('?') {
        length = after.len() - after.trim_start_matches(['?', '!']).len();
    }
    start..range.end + length
}

/// Goes back over digits and signs that are written together with what follows.
fn widened_start(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or("");
    let mut from = start;
    for (at, c) in before.char_indices().rev() {
        let joins = c.is_ascii_alphanumeric()
            || matches!(
                c,
                '.' | '-' | '_' | '/' | ':' | '#' | '@' | '~' | '$' | '+' | '\\' | '°' | '¿' | '¡'
            );
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
    // A letter from the right before a name's or a tag's sign is a particle's, as in و@name: nothing else can stand there.
    let letter = before
        .get(..from)
        .and_then(|head| head.chars().rfind(|&c| !is_combining_mark(c)));
    let glued = letter.is_some_and(|c| c == 'ـ' || script_direction(c) == Some(Direction::Rtl));
    let stray = |c: char| {
        let begins = fresh && matches!(c, '#' | '@' | '/' | '~' | '$' | '.' | '\\' | '¿' | '¡');
        !(c.is_ascii_alphanumeric() || begins || glued && matches!(c, '#' | '@'))
    };
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
/// French has a space inside its guillemets.
fn balanced(text: &str, range: Range<usize>) -> Range<usize> {
    const PAIRS: [(char, char); 8] = [
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('“', '”'),
        ('‘', '’'),
        ('"', '"'),
        ('«', '»'),
        ('‹', '›'),
    ];
    let Range { mut start, mut end } = range;
    loop {
        let run = text.get(start..end).unwrap_or("");
        let (head, tail) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
        let open = |pair: &(char, char)| {
            let (opened, closed) = (run.matches(pair.0).count(), run.matches(pair.1).count());
            if pair.0 == pair.1 {
                opened % 2 == 1
            } else {
                opened > closed
            }
        };
        let shut = |pair: &(char, char)| run.matches(pair.1).count() > run.matches(pair.0).count();
        let after = |pair: &(char, char)| {
            let near = if spaced(*pair) {
                tail.trim_start_matches(is_inner_space)
            } else {
                tail
            };
            near.strip_prefix(pair.1).map(str::len)
        };
        let before = |pair: &(char, char)| {
            let near = if spaced(*pair) {
                head.trim_end_matches(is_inner_space)
            } else {
                head
            };
            near.strip_suffix(pair.0).map(str::len)
        };
        if let Some(rest) = PAIRS.iter().filter(|pair| open(pair)).find_map(after) {
            end = text.len() - rest;
        } else if let Some(rest) = PAIRS.iter().filter(|pair| shut(pair)).find_map(before) {
            start = rest;
        } else {
            return start..end;
        }
    }
}

fn spaced(pair: (char, char)) -> bool {
    matches!(pair.0, '«' | '‹')
}

/// Whether a text may hold a run at all: a letter of the other direction, a digit in a text from the right, an Arabic one in a
/// text from the left.
pub(super) fn may_hold_runs(c: char, base: Direction) -> bool {
    is_mark(c)
        || script_direction(c) == Some(base.other())
        || is_digit(c) && (base == Direction::Rtl || !c.is_ascii())
        || is_percent(c)
}
