//! Who said it, where that stands in a paragraph of its own behind a quotation or verse.

use crate::document::{Block, BlockId, BlockKind, Inline, plain_text};

/// The longest that names whom something is quoted from, in letters.
const LONGEST: usize = 80;

/// Gives each quotation and verse the line behind it that begins with a dash and ends as names and titles do. A line of speech begins
/// so too, but ends as a sentence, or another one follows it.
pub(super) fn settle(blocks: &mut Vec<Block>) {
    for block in blocks.iter_mut() {
        if let BlockKind::Group(group) = &mut block.kind {
            settle(&mut group.blocks);
        }
    }
    let mut rest = std::mem::take(blocks).into_iter().peekable();
    while let Some(block) = rest.next() {
        let speech = rest.peek().is_some_and(begins_with_dash);
        let said = blocks.last().is_some_and(lacks_one) && !speech;
        match said.then(|| line_of(&block)).flatten() {
            Some(line) => blocks
                .last_mut()
                .into_iter()
                .for_each(|quoted| give(quoted, line.clone())),
            None => blocks.push(block),
        }
    }
}

fn lacks_one(block: &Block) -> bool {
    matches!(
        block.kind,
        BlockKind::Quote { attribution: None, .. } | BlockKind::Verse { .. }
    )
}

fn begins_with_dash(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph { content } if plain_text(content).starts_with(['—', '―', '–']))
}

/// The line of a paragraph that names whom something is quoted from.
fn line_of(block: &Block) -> Option<Vec<Inline>> {
    let BlockKind::Paragraph { content } = &block.kind else {
        return None;
    };
    let text = plain_text(content);
    let text = text.trim();
    let is_line = !content.iter().any(|inline| matches!(inline, Inline::Break)) && !text.contains('\n');
    let is_short = text.chars().count() <= LONGEST;
    let is_sentence = text.ends_with(['!', '?', '؟', '…', '۔', ':', '"', '»', '”']) || text.ends_with("..");
    (begins_with_dash(block) && is_line && is_short && !is_sentence).then(|| content.clone())
}

/// Puts the line below a quotation; verse becomes one.
fn give(quoted: &mut Block, line: Vec<Inline>) {
    if let BlockKind::Quote { attribution, .. } = &mut quoted.kind {
        *attribution = Some(line);
        return;
    }
    let verse = Block {
        id: BlockId(0),
        span: quoted.span,
        direction: quoted.direction.take(),
        kind: std::mem::replace(&mut quoted.kind, BlockKind::Rule),
    };
    quoted.kind = BlockKind::Quote {
        blocks: vec![verse],
        attribution: Some(line),
    };
}
