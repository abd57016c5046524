//! Quotation marks and apostrophes: which straight marks are pairs.

use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use super::super::bidi::is_mark;
use super::super::geresh::{behind_particles, is_hebrew, may_close_single, may_open_single};
use super::{Changes, Signs};

/// The stroke that lengthens Arabic letters.
const TATWEEL: char = 'ـ';

/// The letters on both sides of a place, over marks that change nothing of them.
fn around(letters: &[char], at: usize) -> (Option<char>, Option<char>) {
    let before = letters
        .get(..at)
        .and_then(|before| before.iter().rev().find(|c| !is_mark(**c)));
    let after = letters
        .get(at + 1..)
        .and_then(|after| after.iter().find(|c| !is_mark(**c)));
    (before.copied(), after.copied())
}

/// What a quotation may begin behind.
fn before_opening(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | '[' | '{' | '«' | '“' | '‘' | '‹' | '"' | '\'' | '-' | '–' | '—' | '/' | '=' | '\u{fffc}'
            )
    })
}

/// What a quotation may end before.
fn after_closing(c: Option<char>) -> bool {
    c.is_none_or(|c| !c.is_alphanumeric())
}

fn is_space(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

/// Whether a word may follow the opening of a quotation without a space before it: Arabic glues its particles to it, as in و"كلمة",
/// some of them by the stroke that lengthens letters.
fn glued(before: Option<char>) -> bool {
    before.is_some_and(|c| c == TATWEEL || c.script() == Script::Arabic && c.is_alphabetic())
}

/// Whether what stands before a place, back to its word's beginning, can be Arabic particles alone, as in وبـ.
fn is_particle(letters: &[char], at: usize) -> bool {
    let before = letters
        .iter()
        .take(at)
        .rev()
        .filter(|c| !is_mark(**c) && !is_combining_mark(**c));
    let mut word = before.take_while(|c| c.is_alphabetic());
    word.clone().count() <= 4 && word.all(|c| "وفبكلاسـ".contains(*c))
}

/// Whether a sign ends a clause or announces a speech: a quotation begins behind it though its space was not typed.
fn ends_clause(c: char) -> bool {
    matches!(c, ':' | '،' | '؛' | '؟' | '!' | '.' | ',' | ';')
}

/// The quotation marks and apostrophes of a run.
pub(super) fn quotes(letters: &[char], signs: &Signs) -> Changes {
    let mut changes = Changes::new();
    // What is open: its sign and its place. Those that the author typed as they should be count too.
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, &c) in letters.iter().enumerate() {
        match c {
            '«' => open.push(('«', at)),
            '»' => close(&mut open, '«').map(drop).unwrap_or_default(),
            '"' => double(letters, at, signs, &mut open, &mut changes),
            '\'' => single(letters, at, signs, &mut open, &mut changes),
            _ => {}
        }
    }
    if signs.latin {
        // Speech of several paragraphs opens each of them, and closes the last.
        let first = letters.iter().position(|c| !c.is_whitespace());
        changes.extend(
            open.iter()
                .filter(|(sign, at)| *sign == '"' && Some(*at) == first)
                .map(|(_, at)| (*at, signs.quotes.outer[0].clone())),
        );
        // What was never closed stands for letters left out, as in ’tis and ’90s.
        changes.extend(
            open.into_iter()
                .filter(|(sign, _)| *sign == '\'')
                .map(|(_, at)| (at, "’".to_owned())),
        );
    }
    changes
}

/// A straight double mark: one of a pair, or that of inches or of a Hebrew abbreviation.
fn double(letters: &[char], at: usize, signs: &Signs, open: &mut Vec<(char, usize)>, changes: &mut Changes) {
    let (before, after) = around(letters, at);
    if is_inches(letters, at) {
        return;
    }
    if is_hebrew(before) && is_hebrew(after) {
        if open.is_empty() && behind_particles(letters, at) {
            open.push(('"', at));
        }
        return;
    }
    let may_close = !is_space(before) && after_closing(after);
    // In a hurry no space is typed: قال:"نعم"وذهب.
    let first = !open.iter().any(|(sign, _)| *sign == '"');
    let may_open = !is_space(after)
        && (before_opening(before)
            || glued(before) && (first || is_particle(letters, at))
            || first && before.is_some_and(ends_clause));
    let closes = may_close || (!may_open && !is_space(before));
    if let Some((depth, opening)) = closes.then(|| close(open, '"')).flatten() {
        let quotes = signs.quotes_of(letters, opening, at);
        let [left, right] = if depth == 0 { &quotes.outer } else { &quotes.inner };
        changes.extend([(opening, left.clone()), (at, right.clone())]);
    } else if may_open {
        open.push(('"', at));
    }
}

/// A straight single mark: an apostrophe between letters and behind them, else one of a pair.
fn single(letters: &[char], at: usize, signs: &Signs, open: &mut Vec<(char, usize)>, changes: &mut Changes) {
    let (before, after) = around(letters, at);
    let latin = |c: Option<char>| c.is_some_and(|c| c.script() == Script::Latin);
    let n_alone = |end: usize| matches!(letters.get(end.wrapping_sub(2)..=end), Some(['\'', 'n' | 'N', '\'']));
    if signs.latin && (n_alone(at) || n_alone(at + 2) || is_of_years(letters, at)) {
        // As in rock ’n’ roll, and in the ’90s.
        changes.push((at, "’".to_owned()));
    } else if latin(before) && (latin(after) || signs.latin && after.is_some_and(char::is_alphanumeric)) {
        changes.push((at, "’".to_owned()));
    } else if is_hebrew(before) && !(may_close_single(letters, at) && open.iter().any(|(sign, _)| *sign == '\'')) {
        if may_open_single(letters, at) {
            open.push(('\'', at));
        }
    } else if !is_space(before) && after_closing(after) {
        if let Some((_, opening)) = close(open, '\'') {
            let [left, right] = &signs.quotes.inner;
            changes.extend([(opening, left.clone()), (at, right.clone())]);
        } else if signs.latin && latin(before) {
            changes.push((at, "’".to_owned()));
        }
    } else if (before_opening(before) || glued(before) && is_particle(letters, at)) && !is_space(after) {
        open.push(('\'', at));
    }
}

/// Whether an apostrophe stands for the century of a decade, as in '90s, or before its ending, as in 1990's.
fn is_of_years(letters: &[char], at: usize) -> bool {
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let ending = |at: usize| letters.get(at) == Some(&'s') && letters.get(at + 1).is_none_or(|c| !c.is_alphanumeric());
    let (before, _) = around(letters, at);
    let behind_years = before.is_some_and(|c| c.is_ascii_digit()) && ending(at + 1);
    behind_years || before_opening(before) && digit(at + 1) && digit(at + 2) && ending(at + 3)
}

/// Whether a mark is that of inches behind feet, as in 6'2", which ends no quotation.
fn is_inches(letters: &[char], at: usize) -> bool {
    let head = letters.get(..at).unwrap_or_default();
    let inches = head.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let feet = head.get(..head.len() - inches).unwrap_or_default();
    inches > 0 && matches!(feet, [.., before, '\''] if before.is_ascii_digit())
}

/// Closes the last of what is open with this sign, and what was left open inside it. Answers with how many quotations it stands in,
/// and its place.
fn close(open: &mut Vec<(char, usize)>, sign: char) -> Option<(usize, usize)> {
    let last = open.iter().rposition(|(opened, _)| *opened == sign)?;
    let (_, place) = open.get(last).copied()?;
    open.truncate(last);
    let depth = open.iter().filter(|(sign, _)| matches!(sign, '"' | '«')).count();
    Some((depth, place))
}
