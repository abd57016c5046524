//! A word that no dictionary has: what is said of it.

use super::{Places, RULE, UNKNOWN};
use crate::diagnostic::{Message, Report, said};
use crate::lint::hits::{Hits, Together};

/// How many unknown words are named.
const NAMED: usize = 30;

/// A word that no dictionary has, and what may have been meant.
pub(super) struct Doubt<'a> {
    pub(super) word: String,
    pub(super) places: Places<'a>,
    pub(super) found: Vec<String>,
    /// Whether it is a slip even beside a name.
    pub(super) is_sure: bool,
    /// Whether what was meant is but a guess, which nobody should put in its place unread.
    pub(super) is_guess: bool,
}

impl<'a> Doubt<'a> {
    /// A word that nothing is offered for.
    pub(super) fn of_nothing(word: String, places: Places<'a>) -> Self {
        Self {
            word,
            places,
            found: Vec::new(),
            is_sure: false,
            is_guess: false,
        }
    }

    /// Says it at its first place, with the others beside it; and what would mend them, where one word alone may be meant.
    pub(super) fn say(self, report: &mut Report) {
        let (word, found) = (self.word, self.found);
        let mut hits = Hits::new(&RULE, report);
        let mut together = Together::new();
        for (passage, range) in self.places {
            let written = passage.text.get(range.clone()) == Some(&word);
            let alone = found.first().filter(|_| found.len() == 1 && written && !self.is_guess);
            let change = alone.map(|right| (range.clone(), right.clone()));
            together.add(passage, range, change.into_iter().collect());
        }
        let message = match found.as_slice() {
            [right, other] => said!(
                "{word} is in no dictionary; {right} and {other} are",
                word,
                right,
                other
            ),
            _ => said!(
                "{word} is in no dictionary; {right} is",
                word,
                right = found.first().map_or("", String::as_str)
            ),
        };
        together.say_each(
            &mut hits,
            message,
            "if it is right, name it under `words` in the table [check] of book.toml",
        );
    }
}

/// Names all words that nothing is offered for in one line.
pub(super) fn say_unknown(unknown: &[Doubt<'_>], report: &mut Report) {
    if unknown.is_empty() {
        return;
    }
    let shown: Vec<&str> = unknown.iter().take(NAMED).map(|one| one.word.as_str()).collect();
    let (count, shown) = (unknown.len(), Message::listed(&shown));
    let message = match count.saturating_sub(NAMED) {
        0 => said!("words that no dictionary has ({count}): {shown}", count, shown),
        more => said!(
            "words that no dictionary has ({count}): {shown} and {more} more",
            count,
            shown,
            more
        ),
    };
    let mut together = Together::new();
    let mut places: Places<'_> = unknown.iter().flat_map(|one| one.places.iter().cloned()).collect();
    places.sort_by_key(|(passage, range)| passage.place(range));
    for (passage, range) in places {
        together.add(passage, range, Vec::new());
    }
    let hint = "names are often among them; name those that are right under `words` in the table [check] of book.toml";
    together.say(&mut Hits::new(&UNKNOWN, report), message, hint);
}
