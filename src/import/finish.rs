//! What a reader found becomes a document: its title taken off its head, headings where their look makes them, links led to headings.

use std::collections::{BTreeMap, BTreeSet};

use super::flow::{Maker, Names};
use super::items::{Item, Kind, Paragraph};
use super::losses::{Losses, Odd};
use super::runs::{What, is_blank, letters};
use super::{About, ImportOptions, Raw, look, notes_heading};
use crate::document::{Block, BlockKind, Document, Heading, Inline, Note, Target, anchor, plain_text};

/// Makes the document.
pub(super) fn finish(raw: Raw, options: ImportOptions<'_>, losses: &mut Losses) -> (About, Document) {
    let Raw {
        mut about,
        mut items,
        notes,
    } = raw;
    usual_languages(&mut items);
    let front = front(&mut items, &mut about);
    look::headings(&mut items, front, losses);
    if !front {
        self::front(&mut items, &mut about);
    }
    said_again(&mut items, &about);
    plain_headings(&mut items);
    if !notes.is_empty() {
        notes_heading::leave_out(&mut items, losses);
    }
    levels(&mut items);
    if !options.chapter {
        only_heading(&mut items, &mut about);
    } else if let Some(title) = about.title.clone() {
        as_chapter(&mut items, &title);
    }
    let mut maker = Maker::new(losses);
    let blocks = maker.blocks(items);
    let notes: Vec<Vec<Block>> = notes.into_iter().map(|items| maker.blocks(items)).collect();
    let names = std::mem::take(&mut maker.names);
    let mut document = with_notes(blocks, notes);
    let anchors = name_headings(&mut document);
    lead(&mut document, &names, &anchors, losses);
    document.number();
    (about, document)
}

/// Takes a language away that most letters are said to be in: it is what the program says of all that it does not know.
fn usual_languages(items: &mut [Item]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = 0;
    pieces(items, &mut |piece| {
        if let What::Text(text) = &piece.what {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            all += letters;
            if let Some(language) = &piece.format.language {
                *counts.entry(language.clone()).or_default() += letters;
            }
        }
    });
    let usual: BTreeSet<String> = counts
        .into_iter()
        .filter(|(_, count)| count * 2 > all)
        .map(|row| row.0)
        .collect();
    pieces(items, &mut |piece| {
        piece.format.language.take_if(|language| usual.contains(language));
    });
}

/// Calls `change` for every piece of some items.
fn pieces(items: &mut [Item], change: &mut impl FnMut(&mut super::runs::Piece)) {
    for item in items {
        match item {
            Item::Paragraph(paragraph) => paragraph.content.iter_mut().for_each(&mut *change),
            Item::Table(table) => table
                .rows
                .iter_mut()
                .flatten()
                .for_each(|cell| pieces(&mut cell.items, change)),
            Item::Box { items, .. } | Item::Quote(items) => pieces(items, change),
            Item::List { items, .. } => items.iter_mut().for_each(|(_, items)| pieces(items, change)),
            Item::Definitions(entries) => entries
                .iter_mut()
                .flat_map(|entry| &mut entry.1)
                .for_each(|items| pieces(items, change)),
            Item::PageBreak | Item::Rule | Item::Code { .. } => {}
        }
    }
}

/// Takes the title, the subtitle and who wrote it off the head of a text. Whether there was a title.
fn front(items: &mut Vec<Item>, about: &mut About) -> bool {
    let titles = items
        .iter()
        .filter(|item| matches!(item, Item::Paragraph(paragraph) if paragraph.kind == Kind::Title))
        .count();
    let mut taken = 0;
    let mut found = false;
    for item in items.iter() {
        let Item::Paragraph(paragraph) = item else { break };
        let text = letters(&paragraph.content)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let has_more = paragraph
            .content
            .iter()
            .any(|piece| matches!(piece.what, What::Note(_) | What::Image(_)));
        match paragraph.kind {
            _ if has_more => break,
            _ if text.is_empty() => {}
            Kind::Title if !found && titles == 1 => {
                about.title = Some(text);
                found = true;
            }
            Kind::Subtitle if found && about.subtitle.is_none() => about.subtitle = Some(text),
            Kind::Author if found => about.authors.push(text),
            Kind::Date if found => {}
            _ => break,
        }
        taken += 1;
    }
    if found {
        let authors = std::mem::take(&mut about.authors);
        let mut seen = BTreeSet::new();
        about.authors = authors.into_iter().filter(|name| seen.insert(name.clone())).collect();
        items.drain(..taken);
    }
    // Several titles are the chapters' headings.
    if titles > 1 {
        for item in items.iter_mut() {
            if let Item::Paragraph(paragraph) = item {
                match &mut paragraph.kind {
                    Kind::Heading(level) => *level += 1,
                    kind @ Kind::Title => *kind = Kind::Heading(1),
                    _ => {}
                }
            }
        }
    }
    found
}

/// Takes the title and who wrote it off the head of a text where they stand there as plain lines: the cover says them.
fn said_again(items: &mut Vec<Item>, about: &About) {
    let text = |item: &Item| match item {
        Item::Paragraph(paragraph) if paragraph.list.is_none() => Some(
            letters(&paragraph.content)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
        ),
        _ => None,
    };
    let first = |items: &[Item]| {
        items
            .iter()
            .position(|item| text(item).is_none_or(|text| !text.is_empty()))
    };
    let Some(at) = first(items).filter(|at| items.get(*at).and_then(text) == about.title && about.title.is_some())
    else {
        return;
    };
    let is_heading = matches!(
        items.get(at),
        Some(Item::Paragraph(Paragraph {
            kind: Kind::Heading(_),
            ..
        }))
    );
    if is_heading {
        return;
    }
    items.remove(at);
    if let Some(at) = first(items)
        && let Some(name) = items.get(at).and_then(text)
        && about.authors.contains(&name)
    {
        items.remove(at);
    }
}

/// Headings are bold by themselves.
fn plain_headings(items: &mut [Item]) {
    for item in items {
        let Item::Paragraph(paragraph) = item else { continue };
        if !matches!(paragraph.kind, Kind::Heading(_) | Kind::Title) {
            continue;
        }
        let marked = |mark: fn(&super::runs::Format) -> bool| {
            paragraph.content.iter().all(|piece| match &piece.what {
                What::Text(text) => mark(&piece.format) || text.trim().is_empty(),
                _ => true,
            })
        };
        let (strong, underline, emphasis) = (
            marked(|format| format.strong),
            marked(|format| format.underline),
            marked(|format| format.emphasis),
        );
        for piece in &mut paragraph.content {
            piece.format.strong &= !strong;
            piece.format.underline &= !underline;
            piece.format.emphasis &= !emphasis;
        }
    }
}

/// The highest headings are chapters'; none is lower than the sixth.
fn levels(items: &mut [Item]) {
    let level = |item: &Item| match item {
        Item::Paragraph(Paragraph {
            kind: Kind::Heading(level),
            ..
        }) => Some(*level),
        _ => None,
    };
    let Some(highest) = items.iter().filter_map(level).min() else {
        return;
    };
    for item in items {
        if let Item::Paragraph(Paragraph {
            kind: Kind::Heading(level),
            ..
        }) = item
        {
            *level = (*level - highest.saturating_sub(1)).clamp(1, 6);
        }
    }
}

/// A first heading that is the only one of its level is the title, where nothing else is.
fn only_heading(items: &mut Vec<Item>, about: &mut About) {
    let heading = |item: &Item| match item {
        Item::Paragraph(paragraph) => match paragraph.kind {
            Kind::Heading(level) => Some((level, letters(&paragraph.content))),
            _ => None,
        },
        _ => None,
    };
    let headings: Vec<(u8, String)> = items.iter().filter_map(heading).collect();
    let first = items
        .iter()
        .position(|item| !matches!(item, Item::Paragraph(paragraph) if is_blank(&paragraph.content)));
    let Some((1, text)) = first.and_then(|at| items.get(at)).and_then(heading) else {
        return;
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let alone = headings.iter().filter(|heading| heading.0 == 1).count() == 1;
    let same = about
        .title
        .as_ref()
        .is_none_or(|title| *title == text || title.contains(&text));
    let plain = first.and_then(|at| items.get(at)).is_some_and(|item| match item {
        Item::Paragraph(paragraph) => paragraph
            .content
            .iter()
            .all(|piece| matches!(piece.what, What::Text(_) | What::Break)),
        _ => false,
    });
    let Some(at) = first.filter(|_| alone && same && plain) else {
        return;
    };
    about.title = Some(text);
    items.remove(at);
    levels(items);
    if about.number_headings > 0 {
        about.number_headings -= 1;
    }
}

/// A chapter's title is its heading, where it has none of the first level alone.
fn as_chapter(items: &mut Vec<Item>, title: &str) {
    let level = |item: &Item| match item {
        Item::Paragraph(Paragraph {
            kind: Kind::Heading(level),
            ..
        }) => Some(*level),
        _ => None,
    };
    let first = items
        .iter()
        .find(|item| !matches!(item, Item::Paragraph(paragraph) if is_blank(&paragraph.content)));
    let tops = items.iter().filter(|item| level(item) == Some(1)).count();
    if tops == 1 && first.and_then(level) == Some(1) {
        return;
    }
    for item in items.iter_mut() {
        if let Item::Paragraph(Paragraph {
            kind: Kind::Heading(level),
            ..
        }) = item
        {
            *level = (*level + 1).min(6);
        }
    }
    let heading = Paragraph {
        kind: Kind::Heading(1),
        content: vec![super::runs::Piece::plain(title)],
        ..Paragraph::default()
    };
    items.insert(0, Item::Paragraph(heading));
}

/// A document whose notes stand in the order of their references.
fn with_notes(blocks: Vec<Block>, mut notes: Vec<Vec<Block>>) -> Document {
    let mut document = Document {
        blocks,
        ..Document::default()
    };
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    let mut counts: Vec<u32> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    let mut order = |block: &mut Block, waiting: &mut Vec<usize>, counts: &mut Vec<u32>| {
        block.change(&mut |block| {
            for run in block.runs_mut() {
                refer(run, &mut |note| {
                    let next = places.len();
                    let place = *places.entry(note).or_insert_with(|| {
                        waiting.push(note);
                        counts.push(0);
                        next
                    });
                    let count = counts.get_mut(place).map_or(1, |count| {
                        *count += 1;
                        *count
                    });
                    (place, count)
                });
            }
        });
    };
    for block in &mut document.blocks {
        order(block, &mut waiting, &mut counts);
    }
    let mut at = 0;
    while let Some(note) = waiting.get(at).copied() {
        let mut blocks = notes.get_mut(note).map(std::mem::take).unwrap_or_default();
        if at < 10_000 {
            for block in &mut blocks {
                order(block, &mut waiting, &mut counts);
            }
        }
        document.notes.push(Note {
            number: at as u32 + 1,
            mark: String::new(),
            address: false,
            references: 0,
            span: crate::diagnostic::Span::default(),
            blocks,
        });
        at += 1;
    }
    for (note, count) in document.notes.iter_mut().zip(counts) {
        note.references = count;
    }
    document
}

fn refer(run: &mut [Inline], place: &mut impl FnMut(usize) -> (usize, u32)) {
    for inline in run {
        if let Inline::Note { note, reference, .. } = inline {
            (*note, *reference) = place(*note);
        } else if let Some(content) = inline.content_mut() {
            refer(content, place);
        }
    }
}

/// Gives every heading its anchor, as the manuscript's reader does; the anchors in order.
fn name_headings(document: &mut Document) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut anchors = Vec::new();
    document.change(&mut |block| {
        if let BlockKind::Heading(Heading {
            anchor: name, content, ..
        }) = &mut block.kind
        {
            let made = anchor(&plain_text(content));
            let mut candidate = made.clone();
            let mut count = 1;
            while !taken.insert(candidate.clone()) {
                count += 1;
                candidate = format!("{made}-{count}");
            }
            anchors.push(candidate.clone());
            *name = candidate;
        }
    });
    anchors
}

/// Leads links in the document to its headings; those that lead nowhere become their text.
fn lead(document: &mut Document, names: &Names, anchors: &[String], losses: &mut Losses) {
    let mut places: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, headings) in names {
        let heading = anchors.get(headings.saturating_sub(1)).or(anchors.first());
        if let Some(heading) = heading {
            places.entry(name).or_insert(heading);
        }
    }
    document.change(&mut |block| {
        for run in block.runs_mut() {
            lead_run(run, &places, losses);
        }
    });
}

fn lead_run(run: &mut Vec<Inline>, places: &BTreeMap<&str, &str>, losses: &mut Losses) {
    let mut out = Vec::with_capacity(run.len());
    for mut inline in run.drain(..) {
        if let Some(content) = inline.content_mut() {
            lead_run(content, places, losses);
        }
        if let Inline::Link {
            target: Target::Url(url),
            content,
            span,
        } = inline
        {
            match settled(&url, places) {
                Some(target) if !content.is_empty() => out.push(Inline::Link { target, content, span }),
                Some(_) => {}
                None => {
                    losses.count(Odd::BrokenLink, &plain_text(&content));
                    out.extend(content);
                }
            }
        } else {
            out.push(inline);
        }
    }
    *run = out;
}

/// Where a link leads: a heading, or out of the book by an address that readers can follow.
fn settled(url: &str, places: &BTreeMap<&str, &str>) -> Option<Target> {
    let url = url.trim();
    if let Some(name) = url.strip_prefix('#') {
        return places.get(name).map(|anchor| Target::Anchor((*anchor).into()));
    }
    let lower = url.to_lowercase();
    let known = ["http://", "https://", "mailto:", "tel:", "ftp://"];
    if known.iter().any(|scheme| lower.starts_with(scheme)) {
        return Some(Target::Url(url.replace(' ', "%20")));
    }
    lower.starts_with("www.").then(|| Target::Url(format!("https://{url}")))
}
