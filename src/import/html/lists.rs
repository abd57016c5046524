//! Lists and definitions.

use super::Reader;
use super::blocks::Gathered;
use crate::html::Tag;
use crate::import::items::{Item, Listed, Paragraph};
use crate::import::runs::{Format, Piece, What};

impl Reader<'_> {
    pub(super) fn list(&mut self, node: usize, tag: &Tag, ordered: bool, format: &Format, out: &mut Gathered) {
        let start: u64 = tag.value("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        if let Some(place) = google(tag) {
            return self.flat_list(node, &place, ordered.then_some(start), format, out);
        }
        let mut items: Vec<(Option<bool>, Vec<Item>)> = Vec::new();
        for child in self.tree.children(node).to_vec() {
            match self.tree.name(child) {
                "li" => {
                    let mut held = self.with(child, format, Paragraph::default());
                    items.push((task(&mut held), held));
                }
                // A list that stands beside the items belongs to the one before it.
                "ul" | "ol" => {
                    let mut inner = self.beside(child, format);
                    match items.last_mut() {
                        Some((_, held)) => held.append(&mut inner.items),
                        None => items.push((None, inner.items)),
                    }
                }
                _ if self.tree.letters(child).trim().is_empty() => {}
                _ => {
                    let mut inner = self.beside(child, format);
                    inner.end_line();
                    items.push((None, inner.items));
                }
            }
        }
        if !items.is_empty() {
            self.close_list(ordered.then_some(start), items, out);
        }
    }

    /// A list of Google's, whose paragraphs each say where they stand. What stands beside its items comes between them.
    fn flat_list(&mut self, node: usize, place: &Listed, start: Option<u64>, format: &Format, out: &mut Gathered) {
        let mut number = start;
        for child in self.tree.children(node).to_vec() {
            if self.tree.name(child) != "li" {
                self.child(child, format, out);
                continue;
            }
            out.end_line();
            let mut held = self.with(child, format, Paragraph::default());
            for item in &mut held {
                if let Item::Paragraph(paragraph) = item {
                    paragraph.list = Some(Listed {
                        number: number.map(|number| (number, String::new())),
                        ..place.clone()
                    });
                }
            }
            out.items.append(&mut held);
            number = number.map(|number| number.saturating_add(1));
        }
        out.end_line();
    }

    /// What stands in a list beside its items.
    fn beside(&mut self, node: usize, format: &Format) -> Gathered {
        let mut inner = Gathered {
            items: Vec::new(),
            line: Vec::new(),
            paragraph: Paragraph::default(),
        };
        self.child(node, format, &mut inner);
        inner
    }

    /// Adds a list: one that only goes in deeper belongs to the item before it, one that counts on goes on with the list before it.
    pub(super) fn close_list(
        &mut self,
        start: Option<u64>,
        mut items: Vec<(Option<bool>, Vec<Item>)>,
        out: &mut Gathered,
    ) {
        let only_deeper = items
            .iter()
            .all(|(task, held)| task.is_none() && matches!(held[..], [Item::List { .. }]));
        if let Some(Item::List {
            start: before,
            items: held,
        }) = out.items.last_mut()
        {
            if only_deeper && let Some((_, last)) = held.last_mut() {
                return last.extend(items.into_iter().flat_map(|(_, held)| held));
            }
            let counts_on = before
                .zip(start)
                .is_some_and(|(before, start)| start > 1 && before + held.len() as u64 == start);
            if counts_on {
                return held.append(&mut items);
            }
        }
        if only_deeper {
            return out.items.extend(items.into_iter().flat_map(|(_, held)| held));
        }
        out.items.push(Item::List { start, items });
    }

    pub(super) fn definitions(&mut self, node: usize, format: &Format, out: &mut Gathered) {
        type Entry = (Vec<Vec<Piece>>, Vec<Vec<Item>>);
        let mut entries: Vec<Entry> = Vec::new();
        for child in self.tree.below(node) {
            let belongs = self
                .tree
                .above(child)
                .skip(1)
                .find(|above| self.tree.name(*above) == "dl")
                == Some(node);
            match self.tree.name(child) {
                "dt" if belongs => {
                    let mut line = Vec::new();
                    let inner = self.format_of(child, format);
                    for inner_node in self.tree.children(child).to_vec() {
                        self.inline(inner_node, &inner, &mut line);
                    }
                    match entries.last_mut() {
                        Some((terms, meanings)) if meanings.is_empty() => terms.push(line),
                        _ => entries.push((vec![line], Vec::new())),
                    }
                }
                "dd" if belongs => {
                    let held = self.with(child, format, Paragraph::default());
                    match entries.last_mut() {
                        Some((_, meanings)) => meanings.push(held),
                        None => out.items.extend(held),
                    }
                }
                _ => {}
            }
        }
        if !entries.is_empty() {
            out.items.push(Item::Definitions(entries));
        }
    }
}

/// Where a list of Google's belongs: its lists in lists stand beside each other and say their depth in a class, lst-kix_abc-1.
fn google(tag: &Tag) -> Option<Listed> {
    let mut classes = tag.value("class")?.split_whitespace();
    let class = classes.find(|class| class.starts_with("lst-kix"))?;
    let (key, level) = class.rsplit_once('-')?;
    Some(Listed {
        level: level.parse().ok()?,
        number: None,
        task: None,
        key: key.into(),
    })
}

/// Whether an item begins with a box to tick, which is taken off it.
fn task(items: &mut [Item]) -> Option<bool> {
    let Some(Item::Paragraph(paragraph)) = items.first_mut() else {
        return None;
    };
    let piece = paragraph
        .content
        .iter_mut()
        .find(|piece| !matches!(&piece.what, What::Text(text) if text.trim().is_empty()))?;
    let What::Text(text) = &mut piece.what else { return None };
    let (done, rest) = match text.trim_start().strip_prefix('☑') {
        Some(rest) => (true, rest),
        None => (false, text.trim_start().strip_prefix('☐')?),
    };
    *text = rest.trim_start().into();
    Some(done)
}
