//! Lists and definitions.

use super::Reader;
use super::blocks::Gathered;
use crate::html::Tag;
use crate::import::items::{Item, Listed, Paragraph};
use crate::import::runs::{Format, Piece, What};

impl Reader<'_> {
    pub(super) fn list(&mut self, node: usize, tag: &Tag, ordered: bool, format: &Format, out: &mut Gathered) {
        let start: u64 = tag.value("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        // Google's lists in lists stand beside each other and say their depth in a class: lst-kix_abc-1.
        let google = tag.value("class").and_then(|classes| {
            let class = classes.split_whitespace().find(|class| class.starts_with("lst-kix"))?;
            let (key, level) = class.rsplit_once('-')?;
            Some((key.to_string(), level.parse::<usize>().ok()?))
        });
        let children: Vec<usize> = self.tree.children(node).to_vec();
        let mut items: Vec<(Option<bool>, Vec<Item>)> = Vec::new();
        let mut number = start;
        for child in children {
            match self.tree.name(child) {
                "li" => {
                    let mut held = self.with(child, format, Paragraph::default());
                    if let Some((key, level)) = &google {
                        for item in &mut held {
                            if let Item::Paragraph(paragraph) = item {
                                paragraph.list = Some(Listed {
                                    level: *level,
                                    number: ordered.then_some((number, String::new())),
                                    task: None,
                                    key: key.clone(),
                                });
                            }
                        }
                        out.items.append(&mut held);
                    } else {
                        let task = task(&mut held);
                        items.push((task, held));
                    }
                    number += 1;
                }
                // A list that stands beside the items belongs to the one before it.
                "ul" | "ol" => {
                    let mut inner = Gathered {
                        items: Vec::new(),
                        line: Vec::new(),
                        paragraph: Paragraph::default(),
                    };
                    self.child(child, format, &mut inner);
                    match items.last_mut() {
                        Some((_, held)) => held.append(&mut inner.items),
                        None => items.push((None, inner.items)),
                    }
                }
                _ if self.tree.letters(child).trim().is_empty() => {}
                _ => {
                    let mut inner = Gathered {
                        items: Vec::new(),
                        line: Vec::new(),
                        paragraph: Paragraph::default(),
                    };
                    self.child(child, format, &mut inner);
                    inner.end_line();
                    items.push((None, inner.items));
                }
            }
        }
        if google.is_some() || items.is_empty() {
            return;
        }
        self.close_list(ordered.then_some(start), items, out);
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
