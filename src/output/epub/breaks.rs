//! Page breaks of the printed edition, placed between the letters of the text.
//!
//! A folio counts the characters of its block's text. Here only those that are not spaces count, so that it does not matter
//! how either side treats spaces.

use std::collections::{BTreeMap, VecDeque};

use crate::document::{Block, BlockId, Folio};

/// A page break: the id of its element and the page's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::output) struct Break {
    pub id: String,
    pub label: String,
}

/// The breaks of one block that are still to come, each with how many letters stand before it, and how many went by.
#[derive(Debug, Default)]
pub(in crate::output) struct Pending {
    breaks: VecDeque<(usize, Break)>,
    seen: usize,
    depth: usize,
}

/// All page breaks of a book, and those of the block being written.
pub(in crate::output) struct Breaks<'a> {
    by_block: BTreeMap<BlockId, Vec<(usize, &'a Folio)>>,
    here: Pending,
}

impl<'a> Breaks<'a> {
    /// Takes the folios in the order of pages.
    pub fn new(folios: &'a [Folio]) -> Self {
        let mut by_block: BTreeMap<BlockId, Vec<(usize, &Folio)>> = BTreeMap::new();
        for (i, folio) in folios.iter().enumerate() {
            by_block.entry(folio.block).or_default().push((i + 1, folio));
        }
        Self {
            by_block,
            here: Pending::default(),
        }
    }

    /// Begins a block; what is returned belongs to [`Self::leave`].
    pub fn enter(&mut self, block: &Block) -> Pending {
        let found = self.by_block.remove(&block.id).unwrap_or_default();
        let text = if found.is_empty() {
            String::new()
        } else {
            block.letters()
        };
        let letters_before = |offset: usize| {
            // A page begins with a word: where a line divides one, the break stands before it.
            let begins = text.char_indices().nth(offset).map_or(text.len(), |(at, _)| at);
            let whole = text.get(..begins).unwrap_or_default();
            let inside = text
                .get(begins..)
                .is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace()));
            let kept = if inside {
                whole.trim_end_matches(|c: char| !c.is_whitespace())
            } else {
                whole
            };
            kept.chars().filter(|c| !c.is_whitespace()).count()
        };
        let place = |(number, folio): (usize, &Folio)| {
            let id = format!("page-{number}");
            (
                letters_before(folio.offset),
                Break {
                    id,
                    label: folio.label.clone(),
                },
            )
        };
        let depth = self.here.depth + 1;
        let next = Pending {
            breaks: found.into_iter().map(place).collect(),
            seen: 0,
            depth,
        };
        std::mem::replace(&mut self.here, next)
    }

    /// Ends a block: its breaks that are left, which stand behind all of its letters.
    pub fn leave(&mut self, around: Pending) -> Vec<Break> {
        let ended = std::mem::replace(&mut self.here, around);
        ended.breaks.into_iter().map(|(_, found)| found).collect()
    }

    /// Whether the block being written stands in no other.
    pub fn is_top(&self) -> bool {
        self.here.depth == 1
    }

    /// The breaks before the block's first letter.
    pub fn at_start(&mut self) -> Vec<Break> {
        let count = self.here.breaks.iter().take_while(|(at, _)| *at == 0).count();
        self.here.breaks.drain(..count).map(|(_, found)| found).collect()
    }

    /// The next break that falls into `text`, and the byte before which it stands; the letters up to there count as gone by,
    /// or all of them where there is none.
    pub fn next_in(&mut self, text: &str) -> Option<(usize, Break)> {
        let due = self.here.breaks.front().map(|(at, _)| *at);
        for (at, _) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            if due == Some(self.here.seen) {
                return self.here.breaks.pop_front().map(|(_, found)| (at, found));
            }
            self.here.seen += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::document::{BlockKind, Inline};

    fn paragraph(text: &str) -> Block {
        let content = vec![Inline::Text {
            text: text.into(),
            span: Span::default(),
        }];
        Block {
            id: BlockId(7),
            span: Span::default(),
            direction: None,
            kind: BlockKind::Paragraph { content },
        }
    }

    /// The text with a bar at each break.
    fn marked(text: &str, offsets: &[usize]) -> String {
        let folio = |offset: &usize| Folio {
            block: BlockId(7),
            offset: *offset,
            label: "٥".into(),
        };
        let folios: Vec<Folio> = offsets.iter().map(folio).collect();
        let mut breaks = Breaks::new(&folios);
        let around = breaks.enter(&paragraph(text));
        let (mut out, mut rest) = (String::new(), text);
        while let Some((at, _)) = breaks.next_in(rest) {
            out += &rest[..at];
            out.push('|');
            rest = &rest[at..];
        }
        let left = breaks.leave(around).len();
        format!("{out}{rest}{}", "|".repeat(left))
    }

    #[test]
    fn breaks_stand_before_words() {
        assert_eq!(marked("كلمة  أخرى هنا", &[0]), "|كلمة  أخرى هنا");
        assert_eq!(marked("كلمة  أخرى هنا", &[6, 11]), "كلمة  |أخرى |هنا");
        assert_eq!(marked("كلمة  أخرى هنا", &[8]), "كلمة  |أخرى هنا");
        assert_eq!(marked("كلمة", &[4, 9]), "كلمة||");
    }
}
