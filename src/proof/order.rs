//! The pages of sheets in the order of reading, told by the words on them: sheets do not lie in the order of the text.

use super::pdf::Leaf;
use super::visual::{Paragraph, words};

/// How many words in a row tell where a page belongs.
const PHRASE: usize = 3;

/// Whether the last page comes first, as some services want books that are bound on the right.
pub(super) fn backwards(leaves: &[Leaf], text: &[Paragraph], rtl: bool) -> bool {
    let places: Vec<usize> = places(leaves, text, rtl).into_iter().flatten().collect();
    let falls = places.windows(2).filter(|pair| matches!(pair, [a, b] if a > b)).count();
    falls * 2 > places.len().saturating_sub(1)
}

/// The leaves' numbers by where their words stand in the text; those without any come first, in the order of the file.
pub(super) fn by_text(leaves: &[Leaf], text: &[Paragraph], rtl: bool) -> Vec<usize> {
    let mut order: Vec<(Option<usize>, usize)> = places(leaves, text, rtl).into_iter().zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, index)| index).collect()
}

/// Where in the text the words of each leaf stand, in the middle of them; none where no phrase of it tells.
fn places(leaves: &[Leaf], text: &[Paragraph], rtl: bool) -> Vec<Option<usize>> {
    let all: Vec<String> = text.iter().flat_map(|paragraph| paragraph.words()).collect();
    let mut places: Vec<(u64, usize)> = all.windows(PHRASE).map(hash).zip(0..).collect();
    places.sort_unstable();
    let place = |leaf: &Leaf| {
        let seen: Vec<String> = leaf.lines.iter().flat_map(|line| words(&line.letters, rtl)).collect();
        let mut found: Vec<usize> = seen
            .windows(PHRASE)
            .filter_map(|phrase| only(&places, hash(phrase)))
            .collect();
        found.sort_unstable();
        found.get(found.len() / 2).copied()
    };
    leaves.iter().map(place).collect()
}

/// The place of a phrase that stands in the text once.
fn only(places: &[(u64, usize)], hash: u64) -> Option<usize> {
    let from = places.partition_point(|(known, _)| *known < hash);
    match places.get(from..)? {
        [(known, _), (next, _), ..] if *known == hash && *next == hash => None,
        [(known, place), ..] if *known == hash => Some(*place),
        _ => None,
    }
}

/// FNV-1a, 64 bits: two phrases of the same value would only put a page in a worse order to try.
fn hash(words: &[String]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([b' ']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
