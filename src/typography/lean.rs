//! Which blocks are mostly of the other direction, though not wholly.
//!
//! The first strong letter alone (UAX#9 P2, `dir=auto`) turns an Arabic sentence round that begins with a name in Latin letters; the
//! greater number alone turns one that only introduces a long quotation. So a block turns where both say so.

use super::bidi::script_direction;
use crate::document::{Block, BlockKind, Inline};
use crate::locale::Direction;

/// How many words of a direction make a sentence: shorter ones are names and titles.
const SENTENCE: usize = 4;

/// Whether a paragraph, or each of a list or a quotation, begins in this direction, and at least three of four of the words are of it.
/// Code counts for neither. Tables and verse turn only where they are of one direction.
pub(super) fn leans(block: &Block, direction: Direction) -> bool {
    let mut words = Words::default();
    prose(block, direction, &mut words) && words.own >= SENTENCE && words.own >= 3 * words.other
}

/// The words of one direction and of the other.
#[derive(Default)]
struct Words {
    own: usize,
    other: usize,
}

/// Counts the words of a block. Answers with whether it is prose of which each paragraph begins in this direction.
fn prose(block: &Block, direction: Direction, words: &mut Words) -> bool {
    let alike = matches!(
        block.kind,
        BlockKind::Paragraph { .. } | BlockKind::List { .. } | BlockKind::Quote { .. }
    );
    alike
        && block.runs().iter().all(|run| {
            let first = count(run, direction, words);
            first.is_none_or(|first| first == direction)
        })
        && block.children().into_iter().all(|child| prose(child, direction, words))
}

/// Counts the words of a run, and answers with the direction of the first.
fn count(run: &[Inline], direction: Direction, words: &mut Words) -> Option<Direction> {
    let mut text = String::new();
    run.iter().for_each(|inline| {
        inline.visit(&mut |inner| match inner {
            Inline::Text { text: own, .. } => text.push_str(own),
            Inline::Break | Inline::Code { .. } => text.push(' '),
            _ => {}
        });
    });
    let directions = text
        .split_whitespace()
        .filter_map(|word| word.chars().find_map(script_direction));
    let mut first = None;
    for found in directions {
        first = first.or(Some(found));
        if found == direction {
            words.own += 1;
        } else {
            words.other += 1;
        }
    }
    first
}
