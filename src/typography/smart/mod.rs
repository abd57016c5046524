//! Signs that a typewriter lacks, put in place of those that authors type for them: quotation marks by the language, dashes for
//! `--` and `---`, the apostrophe, the ellipsis, and spaces at which no line may end before the high signs of French.
//!
//! Only what is sure is changed: a straight quotation mark that has no partner in its run stays as it was typed (inches, minutes of
//! arc, the signs within Hebrew abbreviations), and so does a pair of hyphens that begins a word (an option of a program).

mod quotes;
mod rows;

use super::bidi::script_direction;
use crate::diagnostic::Span;
use crate::document::Inline;
use crate::locale::{Direction, Locale, Quotes};

/// What the signs of a run become.
#[derive(Debug, Clone)]
pub struct Signs {
    quotes: Quotes,
    /// The quotation marks of a phrase of the other direction that quotes by itself.
    foreign: Option<Quotes>,
    /// Whether the language is written in Latin letters, which have an apostrophe and an ellipsis of their own.
    latin: bool,
    /// Whether high signs keep the space that stands before them (Lexique des règles typographiques, Imprimerie nationale).
    high: bool,
}

impl Signs {
    /// The signs of a language.
    pub fn of(locale: &Locale) -> Self {
        Signs {
            quotes: locale.quotes.clone(),
            foreign: None,
            latin: locale.script() == "Latn",
            high: locale.space_before_marks,
        }
    }

    /// The same, with the quotation marks of another for phrases of the other direction.
    pub(super) fn beside(self, other: &Signs) -> Self {
        Signs {
            foreign: Some(other.quotes.clone()),
            ..self
        }
    }

    /// The quotation marks for what stands between these two places.
    fn quotes_of(&self, letters: &[char], opening: usize, closing: usize) -> &Quotes {
        match &self.foreign {
            Some(foreign) if self.is_foreign(letters, opening, closing) => foreign,
            _ => &self.quotes,
        }
    }

    /// Whether a quotation stands in a phrase of the other direction: its letters are of it, and so is the letter next to it on
    /// one of its sides.
    fn is_foreign(&self, letters: &[char], opening: usize, closing: usize) -> bool {
        let other = if self.latin { Direction::Rtl } else { Direction::Ltr };
        let mut inside = letters
            .iter()
            .take(closing)
            .skip(opening + 1)
            .filter_map(|c| script_direction(*c));
        let parts = |c: &&char| !matches!(**c, '،' | '؛' | '؟' | '\n');
        let before = letters.iter().take(opening).rev().take_while(parts);
        let after = letters.iter().skip(closing + 1).take_while(parts);
        let next = [
            before.copied().find_map(script_direction),
            after.copied().find_map(script_direction),
        ];
        inside.clone().next().is_some() && inside.all(|found| found == other) && next.contains(&Some(other))
    }
}

/// What a letter of a run becomes, by its place among the run's letters; in order.
type Changes = Vec<(usize, String)>;

/// Sets the signs of a run. What was set once stays as it is.
pub(super) fn set(run: &mut [Inline], signs: &Signs) {
    let mut letters = Vec::new();
    gather(run, &mut letters);
    if !letters.iter().any(|c| matches!(c, '"' | '\'' | '-' | '.' | ' ')) {
        return;
    }
    let mut changes = quotes::quotes(&letters, signs);
    changes.extend(rows::dashes(&letters));
    if signs.latin {
        changes.extend(rows::ellipses(&letters));
    }
    if signs.high {
        changes.extend(rows::high_signs(&letters));
    }
    if changes.is_empty() {
        return;
    }
    changes.sort_by_key(|(place, _)| *place);
    let (mut place, mut changes) = (0, changes.into_iter().peekable());
    replace(run, &mut place, &mut changes);
}

/// The same of a text that has no markup.
pub(super) fn set_text(text: &mut String, signs: &Signs) {
    let mut run = [Inline::Text {
        text: std::mem::take(text),
        span: Span::default(),
    }];
    set(&mut run, signs);
    let [Inline::Text { text: set, .. }] = run else { return };
    *text = set;
}

/// The letters of a run; code stands as a letter, a line's end as one, other things as what they are to a sign: nothing that is read.
fn gather(run: &[Inline], letters: &mut Vec<char>) {
    for inline in run {
        match inline {
            Inline::Text { text, .. } => letters.extend(text.chars()),
            Inline::Code { .. } => letters.push('a'),
            Inline::Break => letters.push('\n'),
            Inline::Note { .. } | Inline::Image(_) => letters.push('\u{fffc}'),
            other => gather(other.content(), letters),
        }
    }
}

fn replace(
    run: &mut [Inline],
    place: &mut usize,
    changes: &mut std::iter::Peekable<impl Iterator<Item = (usize, String)>>,
) {
    for inline in run {
        match inline {
            Inline::Text { text, .. } => {
                let end = *place + text.chars().count();
                if changes.peek().is_some_and(|(next, _)| *next < end) {
                    let mut set = String::with_capacity(text.len());
                    for c in text.chars() {
                        match changes.next_if(|(next, _)| next == place) {
                            Some((_, sign)) => set.push_str(&sign),
                            None => set.push(c),
                        }
                        *place += 1;
                    }
                    *text = set;
                }
                *place = end;
            }
            Inline::Code { .. } | Inline::Break | Inline::Note { .. } | Inline::Image(_) => *place += 1,
            other => {
                if let Some(content) = other.content_mut() {
                    replace(content, place, changes);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
