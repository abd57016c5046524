//! Captions, which find their picture or table.

use super::flat::flatten;
use crate::document::{Block, BlockKind, Inline};
use crate::import::items::block;
use crate::import::losses::Losses;

/// The name of a caption that has not found its picture or table.
pub(super) const CAPTION: &str = "import-caption";

/// Captions go to the picture before them, or to the table before or after them; others are paragraphs.
pub(super) fn captions(blocks: &mut Vec<Block>) {
    let mut at = 0;
    while at < blocks.len() {
        let Some(content) = blocks.get(at).and_then(waiting) else {
            at += 1;
            continue;
        };
        let takes = |block: Option<&mut Block>, figures: bool| -> bool {
            match block.map(|block| &mut block.kind) {
                Some(BlockKind::Figure { caption, .. }) if caption.is_empty() && figures => {
                    *caption = content.clone();
                    true
                }
                Some(BlockKind::Table { caption, .. }) if caption.is_empty() => {
                    *caption = content.clone();
                    true
                }
                _ => false,
            }
        };
        let before = at.checked_sub(1).and_then(|at| blocks.get_mut(at));
        if takes(before, true) || takes(blocks.get_mut(at + 1), false) {
            blocks.remove(at);
        } else {
            if let Some(place) = blocks.get_mut(at) {
                *place = block(BlockKind::Paragraph { content });
            }
            at += 1;
        }
    }
}

/// The text of a caption that waits for its picture or table.
fn waiting(block: &Block) -> Option<Vec<Inline>> {
    match &block.kind {
        BlockKind::Group(group) if group.name == CAPTION => {
            let mut out = Vec::new();
            flatten(&group.blocks, &mut out, &mut Losses::default());
            Some(out)
        }
        _ => None,
    }
}
