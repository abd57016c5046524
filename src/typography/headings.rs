//! Headings: without gaps, for what is read by ear is found by levels, and none may be missing on the way down (PDF/UA-1, 7.4.2);
//! and on the side of what they head.

use super::{Settings, bidi, set_run};
use crate::document::{Block, BlockKind, Document, Inline};

/// Sets a heading that is wholly in the other direction in it where the text under it is too: `Using the tool` over English
/// paragraphs of an Arabic book. Over the book's own text such a heading, a name mostly, stays on the book's side.
pub(super) fn turn(blocks: &mut [Block], settings: &Settings) {
    let other = settings.direction.other();
    let mut below = false;
    for block in blocks.iter_mut().rev() {
        let turned = block.direction == Some(other);
        let BlockKind::Heading(heading) = &mut block.kind else {
            below = turned && !matches!(block.kind, BlockKind::Code { .. });
            continue;
        };
        let whole = below && bidi::run_direction(&heading.content) == Some(other);
        if whole && !turned {
            heading.content = unwrapped(std::mem::take(&mut heading.content));
            set_run(&mut heading.content, settings, other);
            block.direction = Some(other);
        }
        below = block.direction == Some(other);
    }
}

/// Without the one isolate around it all.
fn unwrapped(mut content: Vec<Inline>) -> Vec<Inline> {
    match &mut content[..] {
        [
            Inline::Isolate {
                language: None,
                content,
                ..
            },
        ] => std::mem::take(content),
        _ => content,
    }
}

/// Gives every heading the level at which it stands: one under the heading that it belongs to, whatever the author wrote. The
/// first is of level 1, and so is the first of each part. What the author wrote is lint's business.
pub(super) fn close_gaps(document: &mut Document) {
    let mut above: Vec<u8> = Vec::new();
    let mut in_part = false;
    document.change(&mut |block| {
        if let BlockKind::Heading(heading) = &mut block.kind {
            if heading.part || heading.in_part != in_part {
                above.clear();
            }
            in_part = heading.part || heading.in_part;
            if heading.part {
                heading.level = 1;
                return;
            }
            above.retain(|&level| level < heading.level);
            above.push(heading.level);
            heading.level = u8::try_from(above.len()).unwrap_or(heading.level);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockId, Heading};

    fn levels(written: &[u8]) -> Vec<u8> {
        let heading = |&level: &u8| Block {
            id: BlockId(0),
            span: Default::default(),
            direction: None,
            kind: BlockKind::Heading(Heading::new(level, Vec::new())),
        };
        let mut document = Document {
            blocks: written.iter().map(heading).collect(),
            ..Document::default()
        };
        close_gaps(&mut document);
        let level = |block: &crate::document::Block| match &block.kind {
            BlockKind::Heading(heading) => Some(heading.level),
            _ => None,
        };
        document.blocks.iter().filter_map(level).collect()
    }

    #[test]
    fn no_level_is_skipped_on_the_way_down() {
        for (written, set) in [
            (vec![1, 2, 3, 1], vec![1, 2, 3, 1]),
            (vec![2, 2, 3], vec![1, 1, 2]),
            (vec![1, 5, 2], vec![1, 2, 2]),
            (vec![3, 2, 1, 3], vec![1, 1, 1, 2]),
            (vec![1, 4, 6, 5, 2], vec![1, 2, 3, 3, 2]),
        ] {
            assert_eq!(levels(&written), set, "{written:?}");
        }
    }
}
