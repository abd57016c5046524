//! Plain text whose lines end where the author ends them: verse, and texts with a line for each paragraph. Markdown would run them together.
//!
//! Whoever wraps lines leaves none so short that the next word would have found room on it.

use super::Draft;
use super::line::{Line, lines};

/// The longest line of verse, in letters.
const VERSE: usize = 60;
/// Up to this length nobody wraps lines.
const NARROW: usize = 50;

pub(super) fn rewrite(draft: &mut Draft<'_>) {
    let lines = lines(draft.text);
    let is_text = |line: &Line| !draft.outline.is_raw(line.start) && is_bare(draft.slice(line.start..line.end));
    let stretches: Vec<&[Line]> = lines
        .split(|line| draft.is_blank(line))
        .filter(|stretch| stretch.len() > 1 && stretch.iter().all(is_text))
        .collect();
    let width = width(draft, &stretches);
    for stretch in stretches {
        if !are_meant(draft, stretch, width) {
            continue;
        }
        let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else {
            continue;
        };
        if stretch.iter().all(|line| length(draft, line) <= VERSE) {
            draft.replace(first.start..first.start, "```verse\n");
            draft.replace(last.end..last.end, "\n```");
        } else {
            for line in stretch.iter().skip(1) {
                draft.replace(line.start..line.start, "\n");
            }
        }
    }
}

/// Whether a line begins with none of Markdown's signs.
fn is_bare(line: &str) -> bool {
    let mut characters = line.chars();
    let first = characters.next();
    let signs = ['#', '>', '|', '-', '*', '+', '`', '~', ':', '[', '=', '<', ' ', '\t'];
    let is_item = || {
        let rest = line.trim_start_matches(char::is_numeric);
        rest.len() < line.len() && rest.starts_with(['.', ')'])
    };
    first.is_some_and(|first| !signs.contains(&first)) && !is_item()
}

/// How wide the text is: nine of ten lines that others follow are not longer.
fn width(draft: &Draft<'_>, stretches: &[&[Line]]) -> usize {
    let followed = stretches.iter().flat_map(|stretch| stretch.iter().rev().skip(1));
    let mut lengths: Vec<usize> = followed.map(|line| length(draft, line)).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(0)
}

/// Whether at least half of the lines end although there was room.
fn are_meant(draft: &Draft<'_>, stretch: &[Line], width: usize) -> bool {
    let ends = stretch.windows(2).filter(|pair| {
        let [line, next] = pair else { return false };
        let word = draft.body(next).split_whitespace().next().unwrap_or("");
        length(draft, line) + 1 + word.chars().count() <= width
    });
    width <= NARROW || ends.count() * 2 >= stretch.len() - 1
}

fn length(draft: &Draft<'_>, line: &Line) -> usize {
    draft.body(line).trim_end().chars().count()
}
