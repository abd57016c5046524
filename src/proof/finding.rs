//! What differs, gathered for one output and said as findings.

use super::expected::Expected;
use super::fault::Fault;
use super::run::OWN;
use crate::diagnostic::{Diagnostic, Location, Report};

/// What to do about a difference.
const HINT: &str =
    "look at that place; where it is right all the same, `[lint] proof = \"warn\"` lets the book be released";
/// How many words of a passage are quoted.
const QUOTED: usize = 8;

/// A place where an output does not say what the author wrote.
#[derive(Debug, Clone)]
pub(super) struct Difference {
    /// The author's words that are not there; empty where something is there that nobody wrote.
    pub(super) words: Vec<u32>,
    /// What stands there instead.
    pub(super) instead: String,
    /// A word of the author's that tells the place, where nothing is missing: the next one, or the block's first.
    before: Option<u32>,
    /// Where in the output: `page 5`.
    place: String,
    /// Whether it may be the theme's own words: strange, but nothing of the author's is harmed.
    harmless: bool,
    /// What is wrong, where it is not the words.
    wrong: Option<String>,
}

impl Difference {
    pub(super) fn new(words: Vec<u32>, instead: String, before: Option<u32>, place: &str) -> Self {
        Self {
            words,
            instead,
            before,
            place: place.into(),
            harmless: false,
            wrong: None,
        }
    }

    /// A word, or else a phrase of the program's, that is not drawn as it should be.
    pub(super) fn at(word: u32, fault: Fault, phrase: &str, place: &str) -> Self {
        let (words, phrase) = if word == OWN {
            (Vec::new(), phrase)
        } else {
            (vec![word], "")
        };
        Self {
            wrong: Some(wrong(fault)),
            ..Self::new(words, phrase.into(), None, place)
        }
    }

    /// Letters that do not show.
    pub(super) fn hidden(word: &str, place: &str) -> Self {
        Self {
            wrong: Some("does not show: it is off the page, clipped away or drawn without ink".into()),
            ..Self::new(Vec::new(), word.into(), None, place)
        }
    }

    /// Words on a sheet that are not what the page has.
    pub(super) fn placed(word: &str, what: &str, place: &str) -> Self {
        Self {
            wrong: Some(what.into()),
            ..Self::new(Vec::new(), word.into(), None, place)
        }
    }

    /// Letters over each other.
    pub(super) fn over([word, other]: &[String; 2], place: &str) -> Self {
        let wrong = if word == other {
            "has letters drawn over each other".into()
        } else {
            format!("and “{other}” are drawn over each other")
        };
        Self {
            wrong: Some(wrong),
            ..Self::new(Vec::new(), word.clone(), None, place)
        }
    }

    /// The same with its place in the manuscript: the word that its block begins with.
    pub(super) fn within(self, begins: Option<u32>) -> Self {
        Self { before: begins, ..self }
    }

    /// The words that are said to be at fault: the author's, where some are harmed.
    fn quoted(&self, expected: &Expected) -> String {
        if self.words.is_empty() || self.harmless {
            quoted(self.instead.split(' ').map(String::from))
        } else {
            quoted(self.words.iter().map(|word| expected.text(*word)))
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
    /// `place_of` tells where else what is quoted stands.
    pub(super) fn report(
        &self,
        name: &str,
        expected: &Expected,
        place_of: &dyn Fn(&str) -> Option<Location>,
        report: &mut Report,
    ) {
        let first = |harmless: bool| {
            self.differences
                .iter()
                .find(|difference| difference.harmless == harmless)
        };
        for difference in [first(false), first(true)].into_iter().flatten() {
            let said = said(difference, name, expected);
            let nowhere = said.location == Location::Nowhere;
            let place = nowhere.then(|| place_of(&difference.quoted(expected))).flatten();
            report.add(match place {
                Some(place) => said.located(place),
                None => said,
            });
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
    } else if let Some(wrong) = &difference.wrong {
        let what = if written.is_empty() { &instead } else { &written };
        Diagnostic::warning("proof", format!("{name}{place}: “{what}” {wrong}")).hint(HINT)
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
        Diagnostic::warning("proof", message).hint(HINT)
    };
    match word.and_then(|word| expected.words.get(*word as usize)?.span) {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    }
}

/// What is wrong with a word, as the end of a sentence.
fn wrong(fault: Fault) -> String {
    match fault {
        Fault::Letters => "does not stand as it should".into(),
        Fault::Shape(c, Some(other)) => format!("is drawn with the shape of “{other}” where “{c}” is written"),
        Fault::Shape(c, None) => format!("is drawn with a shape that is not “{c}”"),
        Fault::Mirror(c) => format!("has “{c}” beside it that faces the wrong way"),
        Fault::MarkLost(c) => format!("is drawn without its mark U+{:04X}", u32::from(c)),
        Fault::MarkStrange(Some(c)) => format!("is drawn with a mark of “{c}” that is not written"),
        Fault::MarkStrange(None) => "is drawn with a mark that is not written".into(),
        Fault::Gap => "does not keep its distance: its letters stand apart, or it runs into its neighbour".into(),
        Fault::Over => "has letters drawn over each other".into(),
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
