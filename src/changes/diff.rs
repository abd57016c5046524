//! What has changed from one version to the next: which paragraphs, and in them which words.

use std::collections::BTreeMap;
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::text::{Paragraph, VersionText};

/// A change, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change<'a> {
    /// A paragraph that is new.
    Added(&'a Paragraph),
    /// A paragraph that has gone.
    Removed(&'a Paragraph),
    /// A paragraph with other words: as it was, as it is, and the way from one to the other.
    Changed(&'a Paragraph, &'a Paragraph, Vec<Piece>),
}

/// Words next to each other that share their fate, with a space between each two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// They stayed.
    Kept(String),
    /// They have gone.
    Removed(String),
    /// They have come.
    Added(String),
}

impl Change<'_> {
    /// All of its words with their fates.
    pub fn pieces(&self) -> Vec<Piece> {
        match self {
            Self::Added(paragraph) => vec![Piece::Added(paragraph.text.clone())],
            Self::Removed(paragraph) => vec![Piece::Removed(paragraph.text.clone())],
            Self::Changed(_, _, pieces) => pieces.clone(),
        }
    }
}

/// Every change from `old` to `new`. Only words count: neither pages, which move with every change before them, nor markup.
pub fn changes<'a>(old: &'a VersionText, new: &'a VersionText) -> Vec<Change<'a>> {
    let texts = |text: &'a VersionText| text.paragraphs.iter().map(|one| one.text.as_str()).collect::<Vec<_>>();
    let (before, after) = (texts(old), texts(new));
    let steps = capture_diff_slices(Algorithm::Patience, &before, &after);
    let mut found = Vec::new();
    for step in &steps {
        let (tag, from, to) = step.as_tag_tuple();
        if tag != DiffTag::Equal {
            let part = |text: &'a VersionText, range: Range<usize>| text.paragraphs.get(range).unwrap_or_default();
            found.extend(pair(part(old, from), part(new, to)));
        }
    }
    found
}

/// How much of two paragraphs must be the same words (Dice's coefficient) for one to have become the other.
const ALIKE: f64 = 0.4;
/// How many pairs of paragraphs are compared at one place; where more were written anew, nothing is one's heir.
const MOST_PAIRS: usize = 100_000;

/// What became of paragraphs in whose place others stand: pairs in order, as alike as can be, are changes.
fn pair<'a>(old: &'a [Paragraph], new: &'a [Paragraph]) -> Vec<Change<'a>> {
    let likeness = Likeness::of(old, new);
    let (mut found, mut row, mut column) = (Vec::new(), 0, 0);
    while let (Some(before), Some(after)) = (old.get(row), new.get(column)) {
        if likeness.is_pair(row, column) {
            found.push(Change::Changed(before, after, words(&before.text, &after.text)));
            (row, column) = (row + 1, column + 1);
        } else if likeness.best(row + 1, column) >= likeness.best(row, column + 1) {
            found.push(Change::Removed(before));
            row += 1;
        } else {
            found.push(Change::Added(after));
            column += 1;
        }
    }
    found.extend(old.get(row..).into_iter().flatten().map(Change::Removed));
    found.extend(new.get(column..).into_iter().flatten().map(Change::Added));
    found
}

/// How alike old paragraphs (rows) and new ones (columns) are, and the best way to pair them in order.
struct Likeness {
    columns: usize,
    /// Of each pair; nothing where they are too different.
    shares: Vec<f64>,
    /// The best sum of the shares of pairs from a row and a column on.
    sums: Vec<f64>,
}

impl Likeness {
    fn of(old: &[Paragraph], new: &[Paragraph]) -> Self {
        let (rows, columns) = (old.len(), new.len());
        let mut found = Self {
            columns,
            shares: Vec::new(),
            sums: Vec::new(),
        };
        if rows.saturating_mul(columns) > MOST_PAIRS {
            return found;
        }
        let bags: Vec<_> = new.iter().map(|one| bag(&one.text)).collect();
        for before in old {
            let before = bag(&before.text);
            let shares = bags.iter().map(|after| alike(&before, after));
            found
                .shares
                .extend(shares.map(|share| if share < ALIKE { 0.0 } else { share }));
        }
        found.sums = vec![0.0; rows * columns];
        for place in (0..rows * columns).rev() {
            let (row, column) = (place / columns, place % columns);
            let paired = found.share(row, column) + found.best(row + 1, column + 1);
            let sum = paired.max(found.best(row + 1, column)).max(found.best(row, column + 1));
            if let Some(there) = found.sums.get_mut(place) {
                *there = sum;
            }
        }
        found
    }

    fn at(&self, list: &[f64], row: usize, column: usize) -> f64 {
        let place = (column < self.columns).then_some(row * self.columns + column);
        place.and_then(|place| list.get(place)).copied().unwrap_or(0.0)
    }

    fn share(&self, row: usize, column: usize) -> f64 {
        self.at(&self.shares, row, column)
    }

    fn best(&self, row: usize, column: usize) -> f64 {
        self.at(&self.sums, row, column)
    }

    /// Whether the best way pairs these two.
    fn is_pair(&self, row: usize, column: usize) -> bool {
        let share = self.share(row, column);
        share > 0.0 && share + self.best(row + 1, column + 1) >= self.best(row, column)
    }
}

/// How often each word comes.
fn bag(text: &str) -> BTreeMap<&str, usize> {
    let mut bag = BTreeMap::new();
    text.split_whitespace()
        .for_each(|word| *bag.entry(word).or_default() += 1);
    bag
}

/// Dice's coefficient of two bags of words: 1 where they are the same, 0 where they share none.
fn alike(one: &BTreeMap<&str, usize>, other: &BTreeMap<&str, usize>) -> f64 {
    let shared: usize = one
        .iter()
        .map(|(word, count)| other.get(word).map_or(0, |there| *count.min(there)))
        .sum();
    let all: usize = one.values().chain(other.values()).sum();
    if all == 0 {
        1.0
    } else {
        2.0 * shared as f64 / all as f64
    }
}

fn words(old: &str, new: &str) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    let mut pieces = Vec::new();
    for step in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (tag, from, to) = step.as_tag_tuple();
        let join = |words: &[&str], range: Range<usize>| words.get(range).unwrap_or_default().join(" ");
        if tag == DiffTag::Equal {
            pieces.push(Piece::Kept(join(&new, to)));
            continue;
        }
        pieces.extend((!from.is_empty()).then(|| Piece::Removed(join(&old, from))));
        pieces.extend((!to.is_empty()).then(|| Piece::Added(join(&new, to))));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(paragraphs: &[&str]) -> VersionText {
        let paragraph = |text: &&str| Paragraph {
            kind: "paragraph".into(),
            page: None,
            text: text.to_string(),
            block: None,
        };
        VersionText {
            title: "ا".into(),
            language: "ar".into(),
            version: "1.0.0".into(),
            date: "2026-11-22".into(),
            paragraphs: paragraphs.iter().map(paragraph).collect(),
        }
    }

    /// Each change on a line, marked as wdiff marks them.
    fn told(old: &[&str], new: &[&str]) -> Vec<String> {
        let (old, new) = (text(old), text(new));
        let piece = |piece: Piece| match piece {
            Piece::Kept(words) => words,
            Piece::Removed(words) => format!("[-{words}-]"),
            Piece::Added(words) => format!("{{+{words}+}}"),
        };
        let line = |change: &Change| change.pieces().into_iter().map(piece).collect::<Vec<_>>().join(" ");
        changes(&old, &new).iter().map(line).collect()
    }

    #[test]
    fn words_that_changed_are_told_in_their_paragraph() {
        assert_eq!(
            told(&["كان الدرس طويلا جدا", "ثان"], &["كان الدرس قصيرا جدا", "ثان"]),
            ["كان الدرس [-طويلا-] {+قصيرا+} جدا"]
        );
        assert_eq!(told(&["a b c d"], &["a b c d"]), [""; 0]);
    }

    #[test]
    fn paragraphs_that_came_and_went_are_told_whole() {
        assert_eq!(told(&["a b c", "d e f"], &["a b c", "x y z", "d e f"]), ["{+x y z+}"]);
        assert_eq!(told(&["a b c", "x y z", "d e f"], &["a b c", "d e f"]), ["[-x y z-]"]);
        assert_eq!(told(&["a b c"], &["x y z"]), ["[-a b c-]", "{+x y z+}"]);
        assert_eq!(told(&[], &["x"]), ["{+x+}"]);
    }

    #[test]
    fn the_most_alike_are_paired_in_order() {
        let found = told(
            &["one two three four", "five six seven eight"],
            &["new words here only", "one two three 4", "five six seven 8"],
        );
        assert_eq!(
            found,
            [
                "{+new words here only+}",
                "one two three [-four-] {+4+}",
                "five six seven [-eight-] {+8+}"
            ]
        );
    }
}
