//! Paragraphs as the blocks of a document.

use crate::document::{Block, BlockKind, Heading, Inline, plain_text};
use crate::import::items::{Paragraph, block};
use crate::import::runs::{Piece, What, inlines, letters};

pub(super) fn heading(level: u8, content: Vec<Inline>) -> BlockKind {
    BlockKind::Heading(Heading::new(level.clamp(1, 6), content))
}

/// A quotation; what its last line says of its source stands apart where it begins with a dash.
pub(super) fn quote(mut blocks: Vec<Block>) -> Option<BlockKind> {
    let mut attribution = None;
    if blocks.len() > 1
        && let Some(BlockKind::Paragraph { content }) = blocks.last().map(|block| &block.kind)
        && plain_text(content).starts_with(['—', '―'])
    {
        attribution = Some(content.clone());
        blocks.pop();
    }
    (!blocks.is_empty()).then_some(BlockKind::Quote { blocks, attribution })
}

/// Signs that part two stretches of a text.
pub(super) fn is_rule(text: &str) -> bool {
    let signs: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    signs.len() >= 3
        && signs
            .iter()
            .all(|c| matches!(c, '*' | '-' | '_' | '—' | '–' | '⁂' | '•' | '~' | '=' | '─'))
        || text.trim() == "⁂"
}

/// A paragraph's text: paragraphs, and figures where lines are only pictures.
pub(super) fn text(paragraph: &Paragraph, content: &[Piece]) -> Vec<Block> {
    if is_rule(&letters(content)) {
        return vec![block(BlockKind::Rule)];
    }
    let mut out = Vec::new();
    let mut prose: Vec<Piece> = Vec::new();
    let has_picture = |pieces: &[Piece]| pieces.iter().any(|piece| matches!(piece.what, What::Image(_)));
    let flush = |prose: &mut Vec<Piece>, out: &mut Vec<Block>| {
        let content = inlines(prose);
        prose.clear();
        if !content.is_empty() {
            out.push(Block {
                direction: paragraph.direction,
                ..block(BlockKind::Paragraph { content })
            });
        }
    };
    for line in content.split_inclusive(|piece| piece.what == What::Break) {
        let alone = has_picture(line) && letters(line).trim().is_empty();
        if !alone {
            prose.extend(line.iter().cloned());
            continue;
        }
        flush(&mut prose, &mut out);
        for piece in line {
            match &piece.what {
                What::Image(image) => out.push(block(BlockKind::Figure {
                    image: image.clone(),
                    link: None,
                    caption: Vec::new(),
                })),
                What::Note(_) => prose.push(piece.clone()),
                _ => {}
            }
        }
    }
    flush(&mut prose, &mut out);
    out
}

pub(super) fn code(text: &str, out: &mut Vec<Block>) {
    if let Some(BlockKind::Code {
        text: before,
        language: None,
        ..
    }) = out.last_mut().map(|block| &mut block.kind)
    {
        before.push('\n');
        before.push_str(text);
    } else {
        out.push(block(BlockKind::Code {
            language: None,
            caption: Vec::new(),
            text: text.into(),
        }));
    }
}
