//! Blocks as one run, for cells, which hold no blocks.

use crate::diagnostic::Span;
use crate::document::{Block, BlockKind, Inline, ListItem, VerseLine, plain_text};
use crate::import::losses::{Losses, Odd};

/// Puts blocks behind a run, each on a line of its own. Tables within cells are counted.
pub(super) fn flatten(blocks: &[Block], out: &mut Vec<Inline>, losses: &mut Losses) {
    for block in blocks {
        if !out.is_empty()
            && !matches!(out.last(), Some(Inline::Break))
            && !matches!(block.kind, BlockKind::PageBreak | BlockKind::Rule)
        {
            out.push(Inline::Break);
        }
        match &block.kind {
            BlockKind::Heading(heading) => out.extend(heading.content.clone()),
            BlockKind::Paragraph { content } => out.extend(content.clone()),
            BlockKind::Figure { image, caption, .. } => {
                out.push(Inline::Image(image.clone()));
                out.extend(caption.clone());
            }
            BlockKind::List { start, items, .. } => list(*start, items, out, losses),
            BlockKind::Table { header, rows, .. } => {
                let first = rows.iter().flatten().next().map_or(&[][..], |cell| cell);
                losses.count(Odd::Nested, &plain_text(first));
                std::iter::once(header).chain(rows).for_each(|cells| row(cells, out));
            }
            BlockKind::Code { text, .. } => out.push(Inline::Code {
                text: text.replace('\n', " "),
                span: Span::default(),
            }),
            BlockKind::Verse { lines } => verse(lines, out),
            BlockKind::Group(group) => {
                out.extend(group.title.clone());
                flatten(&group.blocks, out, losses);
            }
            BlockKind::Quote { blocks, attribution } => {
                flatten(blocks, out, losses);
                out.extend(attribution.clone().unwrap_or_default());
            }
            BlockKind::Definitions { entries } => {
                for entry in entries {
                    entry.terms.iter().for_each(|term| out.extend(term.clone()));
                    entry.definitions.iter().for_each(|blocks| flatten(blocks, out, losses));
                }
            }
            BlockKind::Rule | BlockKind::PageBreak => {}
        }
    }
    while matches!(out.last(), Some(Inline::Break)) {
        out.pop();
    }
}

/// A list: a line an item, behind its number or a dot.
fn list(start: Option<u64>, items: &[ListItem], out: &mut Vec<Inline>, losses: &mut Losses) {
    for (at, item) in (0_u64..).zip(items) {
        if at > 0 && !matches!(out.last(), Some(Inline::Break)) {
            out.push(Inline::Break);
        }
        out.push(sign(match (start, item.marker.as_str()) {
            (Some(start), "") => format!("{}. ", start.saturating_add(at)),
            (Some(_), letter) => format!("{letter}. "),
            (None, _) => "• ".into(),
        }));
        let mut inner = Vec::new();
        flatten(&item.blocks, &mut inner, losses);
        out.extend(inner);
    }
}

/// A row of a table within a cell: its cells on a line, parted by dashes.
fn row(row: &[Vec<Inline>], out: &mut Vec<Inline>) {
    if row.iter().all(Vec::is_empty) {
        return;
    }
    if !out.is_empty() && !matches!(out.last(), Some(Inline::Break)) {
        out.push(Inline::Break);
    }
    for (at, cell) in row.iter().filter(|cell| !cell.is_empty()).enumerate() {
        if at > 0 {
            out.push(sign(" – ".into()));
        }
        out.extend(cell.clone());
    }
}

fn verse(lines: &[VerseLine], out: &mut Vec<Inline>) {
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            out.push(Inline::Break);
        }
        out.extend(line.first.clone());
        if let Some(second) = &line.second {
            out.push(sign(" ".into()));
            out.extend(second.clone());
        }
    }
}

fn sign(text: String) -> Inline {
    Inline::Text {
        text,
        span: Span::default(),
    }
}
