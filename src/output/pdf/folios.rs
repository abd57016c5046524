//! Where pages begin in the text: the page list of the EPUB, taken from the laid-out pages.
//!
//! Themes label every block with its number (`b12`). Walking the pages in order, the first text of a page that is neither
//! header, footer nor note tells the block in which the page begins, and how much of that block stood on earlier pages.

use std::collections::BTreeMap;

use typst::foundations::Content;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

use crate::document::{Block, BlockId, Document, Folio};
use crate::locale::Numerals;

/// Elements whose text is no part of the block around them, by Typst's names for them.
const APART: [&str; 4] = ["artifact", "footnote", "entry", "outline"];

/// The page breaks of laid-out pages, in order. A page without any of the document's text (cover, contents) has none.
pub fn folios(pages: &PagedDocument, document: &Document, numerals: Numerals) -> Vec<Folio> {
    let mut blocks = BTreeMap::new();
    document.visit(&mut |block| {
        blocks.insert(block.id, block);
    });
    let mut walk = Walk::default();
    let mut found = Vec::new();
    for (page, number) in pages.pages().iter().zip(1..) {
        walk.first = None;
        walk.frame(&page.frame);
        if let Some((id, letters)) = walk.first
            && let Some(block) = blocks.get(&id)
        {
            found.push(Folio {
                block: id,
                offset: offset_of(block, letters),
                label: numerals.format(number),
            });
        }
    }
    found
}

#[derive(Default)]
struct Walk {
    /// Open blocks, outermost first.
    open: Vec<(Location, BlockId)>,
    /// Open elements whose text does not count.
    apart: Vec<Location>,
    /// Letters seen in each block.
    letters: BTreeMap<BlockId, usize>,
    /// The block of this page's first text, and the letters of it on earlier pages.
    first: Option<(BlockId, usize)>,
}

impl Walk {
    fn frame(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.frame(&group.frame),
                FrameItem::Tag(Tag::Start(element, _)) => self.start(element),
                FrameItem::Tag(Tag::End(location, ..)) => self.end(*location),
                FrameItem::Text(text) if self.apart.is_empty() => self.text(&text.text),
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &Content) {
        let Some(location) = element.location() else { return };
        if APART.contains(&element.elem().name()) {
            self.apart.push(location);
        }
        let number = element
            .label()
            .and_then(|label| label.resolve().as_str().strip_prefix('b')?.parse().ok());
        if let Some(number) = number {
            self.open.push((location, BlockId(number)));
        }
    }

    fn end(&mut self, location: Location) {
        self.open.retain(|(open, _)| *open != location);
        self.apart.retain(|open| *open != location);
    }

    fn text(&mut self, text: &str) {
        let Some((_, block)) = self.open.last() else { return };
        let seen = self.letters.entry(*block).or_default();
        if self.first.is_none() {
            self.first = Some((*block, *seen));
        }
        *seen += text.chars().filter(|c| is_letter(*c)).count();
    }
}

/// Whether a character is set as something that can be seen: line ends swallow spaces, and controls have no glyph.
fn is_letter(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// How many characters of a block's text stand before its visible character of this index.
fn offset_of(block: &Block, letters: usize) -> usize {
    let text = block.letters();
    let mut visible = text
        .chars()
        .enumerate()
        .filter(|(_, c)| is_letter(*c))
        .map(|(at, _)| at);
    let total = text.chars().count();
    if letters == 0 {
        0
    } else {
        visible.nth(letters).unwrap_or(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::document::{BlockKind, Inline};

    #[test]
    fn an_offset_counts_characters_up_to_the_visible_one() {
        let text = Inline::Text {
            text: "كل يوم جديد".into(),
            span: Span::default(),
        };
        let kind = BlockKind::Paragraph { content: vec![text] };
        let block = Block {
            id: BlockId(1),
            span: Span::default(),
            direction: None,
            kind,
        };
        assert_eq!(offset_of(&block, 0), 0);
        assert_eq!(offset_of(&block, 2), 3);
        assert_eq!(offset_of(&block, 99), 11);
    }
}
