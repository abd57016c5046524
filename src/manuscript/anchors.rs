//! The names of headings: made of their texts or written, as links call them.

use std::collections::BTreeMap;

use super::clean::letters;
use crate::diagnostic::{FileId, Span};
use crate::document::{Heading, anchor, anchors_elsewhere, plain_text};

/// Under which names headings can be linked to.
#[derive(Default)]
pub(super) struct Anchors {
    by_file: BTreeMap<(FileId, String), String>,
    by_name: BTreeMap<String, String>,
    first: BTreeMap<FileId, String>,
}

impl Anchors {
    /// The heading that a name means in a file: its own before another file's, as written before as made into a name.
    pub(super) fn find(&self, file: FileId, name: &str) -> Option<&String> {
        let name = letters(name).into_owned();
        [name.clone(), anchor(&name)].into_iter().find_map(|name| {
            self.by_name
                .get(&name)
                .filter(|_| !self.by_file.contains_key(&(file, name.clone())))
                .or(self.by_file.get(&(file, name)))
        })
    }

    /// The first heading of a file.
    pub(super) fn first(&self, file: FileId) -> Option<&String> {
        self.first.get(&file)
    }

    pub(super) fn add(&mut self, file: FileId, name: String, anchor: &str) {
        self.first.entry(file).or_insert_with(|| anchor.into());
        self.by_name.entry(name.clone()).or_insert_with(|| anchor.into());
        self.by_file.entry((file, name)).or_insert_with(|| anchor.into());
    }

    /// Adds the names that are made of headings' texts.
    pub(super) fn add_made(&mut self, headings: &[(Span, &mut Heading)]) {
        // A link was written for a page that holds its own file alone: the second `x` of a file is its `x-1`, whatever the book calls it.
        let mut seen: BTreeMap<(FileId, String), u32> = BTreeMap::new();
        for (span, heading) in headings {
            let made = anchor(&plain_text(&heading.content));
            let before = seen.entry((span.file, made.clone())).or_default();
            if *before > 0 {
                self.add(span.file, format!("{made}-{before}"), &heading.anchor);
            }
            *before += 1;
        }
        for (span, heading) in headings {
            let made = anchor(&plain_text(&heading.content));
            self.add(span.file, made, &heading.anchor);
            self.add(span.file, heading.anchor.clone(), &heading.anchor);
        }
    }

    /// Adds the names that other programs make of headings' texts.
    pub(super) fn add_elsewhere(&mut self, headings: &[(Span, &mut Heading)]) {
        for (span, heading) in headings {
            for made in anchors_elsewhere(&plain_text(&heading.content)) {
                self.add(span.file, made, &heading.anchor);
            }
        }
    }

    /// Adds other names of places, each of which leads to the heading that it stands in or under.
    pub(super) fn add_ids(&mut self, headings: &[(Span, &mut Heading)], ids: &[(Span, String)]) {
        let mut places: Vec<(Span, &str)> = headings
            .iter()
            .map(|(span, heading)| (*span, heading.anchor.as_str()))
            .collect();
        places.sort();
        for (at, id) in ids {
            let after = places.partition_point(|(span, _)| (span.file, span.start) <= (at.file, at.start));
            let above = after
                .checked_sub(1)
                .and_then(|i| places.get(i))
                .filter(|(span, _)| span.file == at.file);
            let below = places.get(after).filter(|(span, _)| span.file == at.file);
            if let Some((_, anchor)) = above.or(below) {
                self.add(at.file, letters(id).into_owned(), anchor);
            }
        }
    }
}
