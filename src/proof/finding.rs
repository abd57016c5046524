//! What differs, gathered for one output and said as findings.

use super::expected::Expected;
use crate::diagnostic::{Diagnostic, Report};

/// How many words of a passage are quoted.
const QUOTED: usize = 8;

/// A place where an output does not say what the author wrote.
#[derive(Debug, Clone)]
pub(super) struct Difference {
    /// The author's words that are not there; empty where something is there that nobody wrote.
    pub(super) words: Vec<u32>,
    /// What stands there instead.
    pub(super) instead: String,
    /// The author's next word, where nothing is missing.
    before: Option<u32>,
    /// Where in the output: `page 5`.
    place: String,
    /// Whether it may be the theme's own words: strange, but nothing of the author's is harmed.
    harmless: bool,
}

impl Difference {
    pub(super) fn new(words: Vec<u32>, instead: String, before: Option<u32>, place: &str) -> Self {
        Self {
            words,
            instead,
            before,
            place: place.into(),
            harmless: false,
        }
    }

    /// Words that are neither the author's nor, as far as is known, the program's.
    pub(super) fn strange(instead: String, place: &str) -> Self {
        Self {
            harmless: true,
            ..Self::new(Vec::new(), instead, None, place)
        }
    }
}

/// The words found and the differences, in the order in which the output was read.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    found: Vec<bool>,
    pub(super) differences: Vec<Difference>,
}

impl Tally {
    /// Nothing compared yet: every word counts as found until it is not.
    pub(super) fn new(words: usize) -> Self {
        Self {
            found: vec![true; words],
            differences: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, difference: Difference) {
        for word in &difference.words {
            if let Some(found) = self.found.get_mut(*word as usize) {
                *found = false;
            }
        }
        self.differences.push(difference);
    }

    /// How many words were found, and how many there are.
    pub(super) fn count(&self, expected: &Expected) -> (usize, usize) {
        let counting = || expected.words.iter().zip(&self.found).filter(|(word, _)| word.counts);
        (counting().filter(|(_, found)| **found).count(), counting().count())
    }

    /// Says the first difference, and the first strange words.
    pub(super) fn report(&self, name: &str, expected: &Expected, report: &mut Report) {
        let first = |harmless: bool| {
            self.differences
                .iter()
                .find(|difference| difference.harmless == harmless)
        };
        for difference in [first(false), first(true)].into_iter().flatten() {
            report.add(said(difference, name, expected));
        }
    }
}

/// A difference as a finding at its place in the manuscript.
fn said(difference: &Difference, name: &str, expected: &Expected) -> Diagnostic {
    let place = if difference.place.is_empty() {
        String::new()
    } else {
        format!(", {}", difference.place)
    };
    let instead = quoted(difference.instead.split(' ').map(String::from));
    let word = difference.words.first().or(difference.before.as_ref());
    let written = quoted(difference.words.iter().map(|word| expected.text(*word)));
    let diagnostic = if difference.harmless {
        let message = format!("{name}{place}: “{instead}” is neither the author's nor known to be the program's");
        Diagnostic::warning("proof-strange", message).hint("leave it if your theme prints these words")
    } else {
        let message = match (difference.words.is_empty(), difference.instead.is_empty(), word) {
            (false, true, _) => format!("{name}{place}: “{written}” is missing"),
            (false, false, _) => format!("{name}{place}: “{written}” is written, and “{instead}” stands there"),
            (true, _, Some(next)) => {
                format!(
                    "{name}{place}: “{instead}” stands before “{}”, where nobody wrote it",
                    expected.text(*next)
                )
            }
            (true, _, None) => format!("{name}{place}: “{instead}” stands where nobody wrote it"),
        };
        Diagnostic::warning("proof", message)
            .hint("the file does not say what the manuscript says; `build --no-proof` makes it all the same")
    };
    match word.and_then(|word| expected.words.get(*word as usize)?.span) {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    }
}

/// The first words of a passage.
fn quoted(words: impl Iterator<Item = String>) -> String {
    let mut words: Vec<String> = words.take(QUOTED + 1).collect();
    if words.len() > QUOTED {
        words.pop();
        words.push("…".into());
    }
    words.join(" ")
}
