//! The numbers of lists' items.

use super::Settings;
use crate::document::{Block, BlockKind};
use crate::locale::Count;

/// Numbers the items of ordered lists in a block; `depth` is how many ordered lists it stands in. What letters cannot count is
/// counted in digits.
pub(super) fn number(block: &mut Block, depth: usize, settings: &Settings) {
    let mut inside = depth;
    if let BlockKind::List {
        start: Some(start),
        items,
        ..
    } = &mut block.kind
    {
        inside += 1;
        let count = settings.lists.get(depth).or(settings.lists.last());
        for (item, number) in items.iter_mut().zip(*start..) {
            // A letter that the author wrote stays.
            if !item.marker.is_empty() {
                continue;
            }
            let letters = count
                .filter(|count| **count == Count::Letters)
                .and_then(|_| settings.letters.format(number));
            item.marker = letters.unwrap_or_else(|| settings.numerals.format(number));
        }
    }
    block
        .children_mut()
        .into_iter()
        .for_each(|child| number(child, inside, settings));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockId, ListItem};
    use crate::locale::{Direction, LetterCounter, Numerals};

    fn list(start: Option<u64>, contents: Vec<Vec<Block>>) -> Block {
        let item = |blocks| ListItem {
            task: None,
            marker: String::new(),
            blocks,
        };
        Block {
            id: BlockId(0),
            span: Default::default(),
            direction: None,
            kind: BlockKind::List {
                start,
                tight: true,
                items: contents.into_iter().map(item).collect(),
            },
        }
    }

    fn markers(block: &Block, found: &mut Vec<String>) {
        if let BlockKind::List { items, .. } = &block.kind {
            for item in items {
                found.push(item.marker.clone());
                item.blocks.iter().for_each(|block| markers(block, found));
            }
        }
    }

    #[test]
    fn lists_count_by_how_deep_they_stand() {
        let deepest = list(Some(1), vec![vec![]]);
        let inner = list(Some(11), vec![vec![deepest], vec![]]);
        let bullets = list(None, vec![vec![inner]]);
        for (lists, expected) in [
            (vec![], ["٢", "", "١١", "١", "١٢"]),
            (vec![Count::Letters], ["ب", "", "يا", "أ", "يب"]),
            (vec![Count::Digits, Count::Letters], ["٢", "", "يا", "أ", "يب"]),
        ] {
            let mut block = list(Some(2), vec![vec![bullets.clone()]]);
            let settings = Settings {
                direction: Direction::Rtl,
                numerals: Numerals::ArabicIndic,
                convert_digits: false,
                letters: LetterCounter::Abjad,
                lists,
                arabic: true,
                signs: None,
            };
            number(&mut block, 0, &settings);
            let mut found = Vec::new();
            markers(&block, &mut found);
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn what_letters_cannot_count_is_counted_in_digits() {
        let mut block = list(Some(1999), vec![vec![], vec![]]);
        let settings = Settings {
            direction: Direction::Ltr,
            numerals: Numerals::Western,
            convert_digits: false,
            letters: LetterCounter::Abjad,
            lists: vec![Count::Letters],
            arabic: false,
            signs: None,
        };
        number(&mut block, 0, &settings);
        let mut found = Vec::new();
        markers(&block, &mut found);
        assert_eq!(found, ["غظصط", "2000"]);
    }
}
