//! Headings of documents that know none: short lines that stand out by their look.

use std::collections::{BTreeMap, BTreeSet};

use super::items::{Item, Kind, Paragraph};
use super::losses::{Losses, Odd};
use super::runs::{What, is_blank, letters};

/// The longest line that is taken for a heading, in letters.
const LONGEST: usize = 100;

/// Takes lines for headings where the document has none.
pub(super) fn headings(items: &mut [Item], has_title: bool, losses: &mut Losses) {
    let is_heading =
        |item: &Item| matches!(item, Item::Paragraph(paragraph) if matches!(paragraph.kind, Kind::Heading(_)));
    if items.iter().any(is_heading) {
        return;
    }
    let usual = usual_size(items);
    let paragraphs = items
        .iter()
        .filter(|item| matches!(item, Item::Paragraph(paragraph) if !is_blank(&paragraph.content)))
        .count();
    let found: Vec<usize> = (0..items.len()).filter(|at| stands_out(items, *at, usual)).collect();
    if found.is_empty() || found.len() * 5 > paragraphs * 2 {
        return;
    }
    let (title, levels) = levels(items, &found, usual, has_title);
    for (at, level) in levels {
        let Some(Item::Paragraph(paragraph)) = items.get_mut(at) else {
            continue;
        };
        losses.count(Odd::LookHeading, &letters(&paragraph.content));
        paragraph.kind = if title == Some(at) {
            Kind::Title
        } else {
            Kind::Heading(level)
        };
    }
}

/// Which of the headings that were found is the title, and the level of each by its size.
fn levels(items: &[Item], found: &[usize], usual: u32, has_title: bool) -> (Option<usize>, BTreeMap<usize, u8>) {
    let size = |at: usize| match items.get(at) {
        Some(Item::Paragraph(paragraph)) => paragraph.size.max(usual),
        _ => usual,
    };
    let sizes: BTreeSet<u32> = found.iter().map(|at| size(*at)).collect();
    let mut sizes: Vec<u32> = sizes.into_iter().rev().collect();
    // A first line that is larger than all others is the title.
    let first_text = items
        .iter()
        .position(|item| matches!(item, Item::Paragraph(paragraph) if !is_blank(&paragraph.content)));
    let is_title = |first: &usize| {
        Some(*first) == first_text
            && found.iter().filter(|at| size(**at) == size(*first)).count() == 1
            && sizes.first() == Some(&size(*first))
    };
    let several = found.len() > 1 && sizes.len() > 1;
    let title = found
        .first()
        .copied()
        .filter(|first| !has_title && several && is_title(first));
    if title.is_some() {
        sizes.remove(0);
    }
    let level = |at: &usize| {
        let rank = sizes.iter().position(|other| *other == size(*at)).unwrap_or(0).min(2);
        (*at, rank as u8 + 1)
    };
    (title, found.iter().map(level).collect())
}

/// The size of most letters.
fn usual_size(items: &[Item]) -> u32 {
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for item in items {
        if let Item::Paragraph(paragraph) = item {
            *sizes.entry(paragraph.size).or_default() += letters(&paragraph.content).len();
        }
    }
    sizes
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map_or(0, |(size, _)| size)
}

fn stands_out(items: &[Item], at: usize, usual: u32) -> bool {
    let Some(Item::Paragraph(paragraph)) = items.get(at) else {
        return false;
    };
    let text = letters(&paragraph.content);
    let text = text.trim();
    let short = !text.is_empty()
        && text.chars().count() <= LONGEST
        && !text.contains(['\n', '\t'])
        && text.chars().any(char::is_alphabetic);
    let ends_open = !text.ends_with(['.', '،', ',', ':', ';', '؛', '۔', '…']);
    let plain = paragraph.kind == Kind::Text && paragraph.list.is_none();
    // A heading heads something.
    let heads = items
        .iter()
        .skip(at + 1)
        .find(|item| !matches!(item, Item::Paragraph(paragraph) if is_blank(&paragraph.content)));
    plain
        && short
        && ends_open
        && heads.is_some_and(|item| !matches!(item, Item::PageBreak))
        && (is_bold(paragraph) || paragraph.size > usual + 2)
}

fn is_bold(paragraph: &Paragraph) -> bool {
    let bold = paragraph.content.iter().all(|piece| match &piece.what {
        What::Text(text) => piece.format.strong || text.trim().is_empty(),
        What::Note(_) => true,
        What::Break | What::Image(_) => false,
    });
    bold || paragraph.bold
}
