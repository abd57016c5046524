//! Outputs that hold the text itself, compared exactly, marks and punctuation with it.

use std::ops::Range;

use super::finding::{Difference, Tally};
use super::letters::{has_word, is_unseen};
use super::run::{OWN, Run};

/// How far ahead to look for where two texts come together again, in tokens.
const WINDOW: usize = 64;
/// How many tokens must agree for the texts to have come together.
const AGREE: usize = 3;

/// A text cut at its spaces.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    text: String,
    tokens: Vec<Token>,
    open: bool,
}

#[derive(Debug)]
struct Token {
    range: Range<usize>,
    /// The first and last of the author's words in it; [`OWN`] where it holds none.
    words: (u32, u32),
}

impl Tokens {
    /// What is expected of runs, one after the other.
    pub(super) fn of<'r>(runs: impl IntoIterator<Item = &'r Run>) -> Self {
        let mut tokens = Self::default();
        for run in runs {
            for unit in &run.units {
                tokens.push(unit.c, unit.word);
            }
            tokens.part();
        }
        tokens
    }

    /// Adds what stands in an output.
    pub(super) fn push_str(&mut self, text: &str) {
        text.chars().for_each(|c| self.push(c, OWN));
    }

    pub(super) fn push(&mut self, c: char, word: u32) {
        if c.is_whitespace() {
            return self.part();
        }
        if is_unseen(c) {
            return;
        }
        let start = self.text.len();
        self.text.push(c);
        if !self.open {
            self.tokens.push(Token {
                range: start..start,
                words: (OWN, OWN),
            });
            self.open = true;
        }
        if let Some(token) = self.tokens.last_mut() {
            token.range.end = self.text.len();
            if word != OWN {
                token.words = (token.words.0.min(word), word);
            }
        }
    }

    /// Ends the token that is open.
    pub(super) fn part(&mut self) {
        self.open = false;
    }

    fn get(&self, index: usize) -> Option<&str> {
        self.text.get(self.tokens.get(index)?.range.clone())
    }

    /// Every token in order.
    #[cfg(test)]
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The author's words in a token.
    fn words(&self, index: usize) -> Range<u32> {
        match self.tokens.get(index) {
            Some(Token {
                words: (first, last), ..
            }) if *last != OWN => *first..last + 1,
            _ => 0..0,
        }
    }
}

/// Compares what is expected with what is there. With `loose`, the output may hold signs of its own between the words: bullets,
/// bars, rules.
pub(super) fn compare(expected: &Tokens, observed: &Tokens, loose: bool, place: &str, tally: &mut Tally) {
    let (mut at, mut seen) = (0, 0);
    while at < expected.len() || seen < observed.len() {
        let (wanted, found) = (expected.get(at), observed.get(seen));
        if wanted == found {
            (at, seen) = (at + 1, seen + 1);
        } else if loose && found.is_some_and(|found| !has_word(found)) {
            seen += 1;
        } else {
            let (lost, surplus) = rejoin(expected, observed, at, seen);
            let instead: Vec<&str> = (seen..seen + surplus).filter_map(|index| observed.get(index)).collect();
            let words: Vec<u32> = (at..at + lost).flat_map(|index| expected.words(index)).collect();
            let before = (at + lost..expected.len()).find_map(|index| expected.words(index).next());
            // A sign of the program's that is not there loses nobody's word.
            if !words.is_empty() || surplus > 0 {
                tally.add(Difference::new(words, instead.join(" "), before, place));
            }
            (at, seen) = (at + lost, seen + surplus);
        }
    }
}

/// How many tokens to pass over on either side, as few as can be, until the texts agree again.
fn rejoin(expected: &Tokens, observed: &Tokens, at: usize, seen: usize) -> (usize, usize) {
    let agree = |lost: usize, surplus: usize| {
        (0..AGREE).all(|step| expected.get(at + lost + step) == observed.get(seen + surplus + step))
    };
    let (left, right) = (expected.len() - at, observed.len() - seen);
    let found = (1..=2 * WINDOW).find_map(|sum| {
        // As many on either side first: a word changed is likelier than one lost and another added.
        let mut pairs: Vec<usize> = (sum.saturating_sub(right)..=sum.min(left)).collect();
        pairs.sort_by_key(|lost| lost.abs_diff(sum - lost));
        pairs
            .into_iter()
            .map(|lost| (lost, sum - lost))
            .find(|(lost, surplus)| agree(*lost, *surplus))
    });
    found.unwrap_or((left.min(1), right.min(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differences(expected: &str, observed: &str, loose: bool) -> Vec<(Vec<u32>, String)> {
        let mut wanted = Tokens::default();
        for (word, text) in (0..).zip(expected.split(' ')) {
            text.chars().for_each(|c| wanted.push(c, word));
            wanted.part();
        }
        let mut found = Tokens::default();
        found.push_str(observed);
        let mut tally = Tally::new(expected.split(' ').count());
        compare(&wanted, &found, loose, "", &mut tally);
        tally
            .differences
            .into_iter()
            .map(|difference| (difference.words, difference.instead))
            .collect()
    }

    #[test]
    fn what_agrees_has_no_difference() {
        assert!(differences("أ ب ج", " أ\nب\u{200f}  ج\n", false).is_empty());
        assert!(differences("أ ب ج", "- أ | ب * ج", true).is_empty());
        assert!(!differences("أ ب ج", "- أ ب ج", false).is_empty());
    }

    #[test]
    fn each_way_of_differing_is_told() {
        let one = |words: &[u32], instead: &str| vec![(words.to_vec(), instead.to_string())];
        assert_eq!(differences("a b c d e", "a c d e", false), one(&[1], ""));
        assert_eq!(differences("a b c d e", "a x c d e", false), one(&[1], "x"));
        assert_eq!(differences("a b c d e", "a b b c d e", false), one(&[], "b"));
        assert_eq!(differences("a b c d e f", "a c b d e f", false), one(&[1, 2], "c b"));
        assert_eq!(differences("a b c", "a b", false), one(&[2], ""));
        assert_eq!(differences("a b", "a b c", false), one(&[], "c"));
    }
}
