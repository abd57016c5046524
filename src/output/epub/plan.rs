//! How a book is cut into files, and where in them everything that is pointed to stands.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::document::{Block, BlockKind, Document, Group, Heading, Inline, Matter, Role};

/// One file of the text: a chapter, a part's title, a page of its own, or what stands before the first heading.
pub(in crate::output) struct Chapter<'a> {
    /// Its file name, ASCII.
    pub file: String,
    /// Its heading; none for an opening without one.
    pub heading: Option<&'a Heading>,
    /// The page of its own that it is.
    pub leaf: Option<&'a Group>,
    /// Its blocks, the heading among them.
    pub blocks: &'a [Block],
    /// The part of the book it belongs to.
    pub matter: Matter,
    /// The notes that are printed at its end, as indices into the document's: those first referred to in it.
    pub notes: Vec<usize>,
}

/// All files of the text, and addresses in them.
pub(in crate::output) struct Plan<'a> {
    /// In reading order; never empty.
    pub chapters: Vec<Chapter<'a>>,
    /// The address (`file#id`) of each heading's anchor.
    anchors: BTreeMap<&'a str, (usize, String)>,
    /// In which chapter each note is printed.
    homes: BTreeMap<usize, usize>,
    /// In which chapter each reference to a note stands: the note and which of its references it is.
    references: BTreeMap<(usize, u32), usize>,
}

impl<'a> Plan<'a> {
    /// Cuts a document at its parts and chapters, and around pages of their own.
    pub fn of(document: &'a Document) -> Self {
        let mut bounds = vec![0];
        for (i, block) in document.blocks.iter().enumerate() {
            if heading(block).is_some_and(|heading| heading.level == 1) {
                bounds.push(i);
            } else if leaf(block).is_some() {
                bounds.extend([i, i + 1]);
            }
        }
        bounds.push(document.blocks.len());
        bounds.dedup();
        if bounds.len() < 2 {
            bounds.push(document.blocks.len());
        }
        let digits = bounds.len().to_string().len().max(2);
        let chapter = |(i, bounds): (usize, &[usize])| {
            let blocks = match *bounds {
                [start, end] => document.blocks.get(start..end).unwrap_or_default(),
                _ => &[],
            };
            let heading = blocks.first().and_then(heading).filter(|heading| heading.level == 1);
            Chapter {
                file: format!("text-{:0digits$}.xhtml", i + 1),
                heading,
                leaf: blocks.first().and_then(leaf),
                blocks,
                matter: heading.map_or(Matter::Body, |heading| heading.matter),
                notes: Vec::new(),
            }
        };
        let mut chapters: Vec<Chapter> = bounds.windows(2).enumerate().map(chapter).collect();
        // What stands before the first chapter goes with it: before a preface it is front matter too, as pages of their own are.
        let first = chapters.iter().position(|chapter| chapter.heading.is_some());
        let before = first.and_then(|first| Some((first, chapters.get(first)?.matter)));
        if let Some((first, matter)) = before {
            let opening = chapters.iter_mut().take(first);
            opening.for_each(|chapter| chapter.matter = matter);
        }
        let leaves = chapters.iter_mut().filter(|chapter| chapter.leaf.is_some());
        leaves.for_each(|chapter| chapter.matter = Matter::Front);
        Self::with(chapters, document)
    }

    /// Leaves a document in one piece.
    pub fn whole(document: &'a Document) -> Self {
        let chapter = Chapter {
            file: String::new(),
            heading: None,
            leaf: None,
            blocks: &document.blocks,
            matter: Matter::Body,
            notes: Vec::new(),
        };
        Self::with(vec![chapter], document)
    }

    fn with(chapters: Vec<Chapter<'a>>, document: &'a Document) -> Self {
        let mut plan = Self {
            chapters,
            anchors: BTreeMap::new(),
            homes: BTreeMap::new(),
            references: BTreeMap::new(),
        };
        plan.place_anchors();
        plan.place_notes(document);
        plan
    }

    fn place_anchors(&mut self) {
        for (i, chapter) in self.chapters.iter().enumerate() {
            for block in chapter.blocks {
                block.visit(&mut |block| {
                    if let Some(heading) = heading(block) {
                        self.anchors.insert(&heading.anchor, (i, heading_id(block)));
                    }
                });
            }
        }
    }

    /// A note goes to the chapter that first refers to it; a note within a note goes where that one is.
    fn place_notes(&mut self, document: &Document) {
        for (i, chapter) in self.chapters.iter_mut().enumerate() {
            let mut found = Vec::new();
            chapter.blocks.iter().for_each(|block| references(block, &mut found));
            let mut next = 0;
            while let Some(&(note, reference)) = found.get(next) {
                next += 1;
                let Some(blocks) = document.notes.get(note).map(|note| &note.blocks) else {
                    continue;
                };
                self.references.entry((note, reference)).or_insert(i);
                if let Entry::Vacant(home) = self.homes.entry(note) {
                    home.insert(i);
                    chapter.notes.push(note);
                    blocks.iter().for_each(|block| references(block, &mut found));
                }
            }
            chapter.notes.sort_unstable();
        }
    }

    /// The address of an anchor, as seen from a chapter: `#id` within it, `file#id` elsewhere.
    pub fn anchor(&self, anchor: &str, from: usize) -> Option<String> {
        let (chapter, id) = self.anchors.get(anchor)?;
        Some(self.address(*chapter, id, from))
    }

    /// The address of a note, as seen from a chapter.
    pub fn note(&self, note: usize, from: usize) -> Option<String> {
        Some(self.address(*self.homes.get(&note)?, &note_id(note), from))
    }

    /// The chapter in which a reference to a note stands.
    pub fn reference(&self, note: usize, reference: u32) -> Option<usize> {
        self.references.get(&(note, reference)).copied()
    }

    /// How many pages of their own stand before all else, and how many of them before the title page: half titles.
    pub fn leading(&self) -> (usize, usize) {
        let leaf = |chapter: &&Chapter| chapter.leaf.is_some();
        let half = |chapter: &&Chapter| chapter.leaf.is_some_and(|group| group.role == Role::HalfTitle);
        (
            self.chapters.iter().take_while(leaf).count(),
            self.chapters.iter().take_while(half).count(),
        )
    }

    /// The address of an id in a chapter, as seen from another.
    pub fn address(&self, chapter: usize, id: &str, from: usize) -> String {
        match self.chapters.get(chapter) {
            Some(there) if chapter != from => format!("{}#{id}", there.file),
            _ => format!("#{id}"),
        }
    }
}

/// The heading that a block is, if it is one.
pub(super) fn heading(block: &Block) -> Option<&Heading> {
    match &block.kind {
        BlockKind::Heading(heading) => Some(heading),
        _ => None,
    }
}

/// The page of its own that a block is, if it is one.
fn leaf(block: &Block) -> Option<&Group> {
    match &block.kind {
        BlockKind::Group(group) if group.role.is_leaf() => Some(group),
        _ => None,
    }
}

/// The id of a heading's element. Anchors are in the author's letters; old readers follow only ASCII.
pub(super) fn heading_id(block: &Block) -> String {
    format!("h-{}", block.id.0)
}

/// The id of a note's element.
pub(super) fn note_id(note: usize) -> String {
    format!("note-{}", note + 1)
}

/// The id of a reference to a note: the note's index, and which of its references it is.
pub(super) fn reference_id(note: usize, reference: u32) -> String {
    format!("noteref-{}-{reference}", note + 1)
}

fn references(block: &Block, found: &mut Vec<(usize, u32)>) {
    block.visit(&mut |block| {
        block.visit_inlines(&mut |inline| {
            if let Inline::Note { note, reference, .. } = inline {
                found.push((*note, *reference));
            }
        });
    });
}
