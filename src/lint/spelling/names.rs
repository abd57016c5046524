//! Which unknown words are names: foreign ones stand beside each other, and what lies one letter from them is chance.

use std::collections::BTreeSet;
use std::ops::Range;

use super::plain;
use crate::lint::passage::Passage;

/// Whether a word at one of its places stands beside a name.
pub(super) fn is_beside(places: &[(&Passage, Range<usize>)], names: &BTreeSet<String>) -> bool {
    places
        .iter()
        .any(|(passage, range)| beside(passage, range).iter().any(|word| names.contains(word)))
}

/// The words before and behind one in its line of thought, past words of two letters: «كريستين دي بيزان».
fn beside(passage: &Passage, range: &Range<usize>) -> Vec<String> {
    let Some(own) = passage.word_number(range) else {
        return Vec::new();
    };
    let long = |at: &usize| {
        passage
            .word(*at)
            .is_some_and(|word| plain(word.text).chars().count() > 2)
    };
    let before = (0..own).rev().take(2).find(long);
    let behind = (own + 1..own + 3).find(long);
    let joined = |at: usize| {
        let word = passage.word(at)?;
        let gap = passage
            .text
            .get(word.range.end.min(range.end)..word.range.start.max(range.start))?;
        let parted = gap.contains(|c: char| !(c.is_alphanumeric() || c.is_whitespace() || "-‐–".contains(c)));
        (!parted).then(|| plain(word.text))
    };
    before.into_iter().chain(behind).filter_map(joined).collect()
}
