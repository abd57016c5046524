//! Verse as word processors hold it: lines of two halves in a table of two columns, or with a tab between them.

use crate::document::{Block, BlockKind, VerseLine};

use super::items::{Cell, Item, Kind, Paragraph, Table, block};
use super::losses::{Losses, Odd};
use super::runs::{Piece, What, inlines, is_blank, letters};

/// The longest half of a line, in letters: the longest metres have some sixty with their vowels.
const LONGEST: usize = 90;

/// Paragraphs that follow each other, each of two halves with a tab between them, as verse.
pub(super) fn found(items: Vec<Item>, losses: &mut Losses) -> Vec<Item> {
    let halved: Vec<bool> = items
        .iter()
        .map(|item| matches!(item, Item::Paragraph(paragraph) if is_halved(paragraph)))
        .collect();
    let with_neighbour = |at: usize| {
        let is = |at: Option<usize>| at.and_then(|at| halved.get(at)).copied().unwrap_or(false);
        is(Some(at)) && (is(at.checked_sub(1)) || is(Some(at + 1)))
    };
    let mut out = Vec::with_capacity(items.len());
    for (at, item) in items.into_iter().enumerate() {
        match item {
            Item::Paragraph(mut paragraph) if with_neighbour(at) => {
                losses.count(Odd::Verse, &letters(&paragraph.content));
                paragraph.kind = Kind::Verse;
                out.push(Item::Paragraph(paragraph));
            }
            Item::Paragraph(paragraph) => {
                let text = letters(&paragraph.content);
                let tabbed = text.trim().contains('\t') && !matches!(paragraph.kind, Kind::Code | Kind::Verse);
                if tabbed {
                    losses.count(Odd::Tab, &text);
                }
                out.push(Item::Paragraph(paragraph));
            }
            other => out.push(other),
        }
    }
    out
}

fn is_halved(paragraph: &Paragraph) -> bool {
    let text = letters(&paragraph.content);
    let text = text.trim();
    paragraph.kind == Kind::Text
        && paragraph.list.is_none()
        && text.lines().count() == 1
        && text.split('\t').filter(|half| !half.trim().is_empty()).count() == 2
        && text.split('\t').all(|half| half.chars().count() <= LONGEST)
        && text.split('\t').filter(|half| !half.trim().is_empty()).all(is_half)
        && text.chars().any(is_from_the_right)
}

/// Whether a text can be half a line of verse: some words that no full stop parts.
fn is_half(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (2..=10).contains(&words) && text.chars().count() <= LONGEST && !text.trim().ends_with(':') && !text.contains(". ")
}

fn is_from_the_right(c: char) -> bool {
    matches!(u32::from(c), 0x5d0..=0x5ea | 0x620..=0x64a | 0x66e..=0x6d3 | 0x750..=0x77f)
}

/// A paragraph's lines as lines of verse, after those before it.
pub(super) fn lines(content: &[Piece], out: &mut Vec<Block>) {
    let mut found = Vec::new();
    for line in content.split(|piece| piece.what == What::Break) {
        found.push(halves(line));
    }
    push(found, out);
}

fn push(mut found: Vec<VerseLine>, out: &mut Vec<Block>) {
    if let Some(BlockKind::Verse { lines }) = out.last_mut().map(|block| &mut block.kind) {
        lines.append(&mut found);
    } else {
        out.push(block(BlockKind::Verse { lines: found }));
    }
}

/// A line, divided at its first inner tab or at the sign that a manuscript divides it with.
fn halves(line: &[Piece]) -> VerseLine {
    let mut first: Vec<Piece> = Vec::new();
    let mut second: Option<Vec<Piece>> = None;
    for piece in line {
        let cut_already = second.is_some();
        let into = second.as_mut().unwrap_or(&mut first);
        let What::Text(text) = &piece.what else {
            into.push(piece.clone());
            continue;
        };
        let part = |text: &str| Piece {
            what: What::Text(text.into()),
            format: piece.format.clone(),
        };
        let begun = !is_blank(into);
        let cut = match text.find('\t') {
            Some(at) if !cut_already && (begun || !text.get(..at).unwrap_or("").trim().is_empty()) => Some((at, 1)),
            _ if !cut_already => [" // ", " *** ", " … "]
                .iter()
                .find_map(|sign| Some((text.find(sign)?, sign.len()))),
            _ => None,
        };
        match cut {
            Some((at, length)) => {
                first.push(part(text.get(..at).unwrap_or("")));
                second = Some(vec![part(text.get(at + length..).unwrap_or(""))]);
            }
            None => into.push(piece.clone()),
        }
    }
    let second = second.filter(|second| !is_blank(second));
    VerseLine {
        first: inlines(&first),
        second: second.map(|second| inlines(&second)),
        ..VerseLine::default()
    }
}

/// The lines of a table that is verse: two columns of half lines, perhaps with a narrow one between them.
pub(super) fn of_table(table: &Table) -> Option<Vec<String>> {
    if table.header || table.ruled == Some(true) || !table.caption.is_empty() || table.rows.len() < 2 {
        return None;
    }
    let mut found = Vec::new();
    for row in &table.rows {
        let (first, second) = pair(row)?;
        let (first, second) = (plain(first)?, plain(second)?);
        if !is_half(&first) || !is_half(&second) || !first.chars().any(is_from_the_right) {
            return None;
        }
        found.push(format!("{first} {second}"));
    }
    Some(found)
}

/// The two halves of a row.
fn pair(row: &[Cell]) -> Option<(&Cell, &Cell)> {
    let is_sign = |cell: &Cell| plain(cell).is_some_and(|text| text.chars().all(|c| !c.is_alphanumeric()));
    match row {
        [first, second] => Some((first, second)),
        [first, between, second] if is_sign(between) => Some((first, second)),
        _ => None,
    }
}

/// The letters of a cell that is one plain paragraph.
fn plain(cell: &Cell) -> Option<String> {
    match &cell.items[..] {
        [] => Some(String::new()),
        [Item::Paragraph(paragraph)] if paragraph.list.is_none() && paragraph.kind == Kind::Text => {
            Some(letters(&paragraph.content))
        }
        _ => None,
    }
}

/// A table of verse as verse.
pub(super) fn table(table: &Table) -> Vec<Block> {
    let content = |cell: &Cell| match cell.items.first() {
        Some(Item::Paragraph(paragraph)) => inlines(&paragraph.content),
        _ => Vec::new(),
    };
    let lines = table
        .rows
        .iter()
        .filter_map(|row| pair(row))
        .map(|(first, second)| VerseLine {
            first: content(first),
            second: Some(content(second)),
            ..VerseLine::default()
        });
    vec![block(BlockKind::Verse { lines: lines.collect() })]
}
