//! Blocks as one run of inlines.

use super::blocks::trim;
use crate::diagnostic::Span;
use crate::document::{Block, BlockKind, Heading, Image, Inline, ListItem, Target};

/// Blocks as one run, a break between any two: what a cell or a title can hold of them.
pub(super) fn flatten(blocks: Vec<Block>, inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::new();
    for block in blocks {
        flatten_block(block, &mut out);
    }
    part(&mut out);
    out.extend(inlines);
    trim(&mut out);
    out
}

/// A break where something stands before.
fn part(out: &mut Vec<Inline>) {
    if !out.is_empty() && !matches!(out.last(), Some(Inline::Break)) {
        out.push(Inline::Break);
    }
}

fn flatten_block(block: Block, out: &mut Vec<Inline>) {
    part(out);
    let span = block.span;
    match block.kind {
        BlockKind::List { start, items, .. } => flatten_items(start, items, span, out),
        BlockKind::Figure { image, link, caption } => flatten_figure(image, link, caption, out),
        BlockKind::Code { text, caption, .. } => {
            part(out);
            out.extend(caption);
            for line in text.lines() {
                part(out);
                let text = line.into();
                out.push(Inline::Code { text, span });
            }
        }
        BlockKind::Rule | BlockKind::PageBreak => {}
        BlockKind::Definitions { entries } => {
            for entry in entries {
                flatten_lines(entry.terms, out);
                let meanings = entry.definitions.into_iter().flatten();
                meanings.for_each(|inner| flatten_block(inner, out));
            }
        }
        BlockKind::Quote { blocks, attribution } => {
            blocks.into_iter().for_each(|inner| flatten_block(inner, out));
            part(out);
            out.extend(attribution.into_iter().flatten());
        }
        BlockKind::Group(group) => {
            out.extend(group.title);
            group.blocks.into_iter().for_each(|inner| flatten_block(inner, out));
        }
        BlockKind::Heading(Heading { content, .. }) | BlockKind::Paragraph { content } => out.extend(content),
        BlockKind::Table {
            header, rows, caption, ..
        } => {
            out.extend(caption);
            for row in std::iter::once(header).chain(rows) {
                part(out);
                for cell in row {
                    out.extend(cell);
                    out.push(blank(span));
                }
            }
        }
        BlockKind::Verse { lines } => {
            for line in lines {
                part(out);
                out.extend(line.first);
                if let Some(second) = line.second {
                    out.push(blank(span));
                    out.extend(second);
                }
            }
        }
    }
}

/// A blank between what stood side by side.
fn blank(span: Span) -> Inline {
    let text = " ".into();
    Inline::Text { text, span }
}

/// Runs, each on a line of its own.
fn flatten_lines(lines: Vec<Vec<Inline>>, out: &mut Vec<Inline>) {
    for line in lines {
        part(out);
        out.extend(line);
    }
}

/// Items behind their numbers or bullets.
fn flatten_items(start: Option<u64>, items: Vec<ListItem>, span: Span, out: &mut Vec<Inline>) {
    for (i, item) in (0_u64..).zip(items) {
        part(out);
        let text = match start {
            Some(start) => format!("{}. ", start.saturating_add(i)),
            None => "• ".into(),
        };
        out.push(Inline::Text { text, span });
        out.append(&mut flatten(item.blocks, Vec::new()));
    }
}

/// A picture with its link, and its caption below.
fn flatten_figure(image: Image, link: Option<Target>, caption: Vec<Inline>, out: &mut Vec<Inline>) {
    let span = image.span;
    let picture = Inline::Image(image);
    out.push(match link {
        Some(target) => Inline::Link {
            target,
            content: vec![picture],
            span,
        },
        None => picture,
    });
    if !caption.is_empty() {
        part(out);
        out.extend(caption);
    }
}
