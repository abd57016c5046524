//! Headings: their names for links, their numbers, the part of the book that they open.

use std::collections::{BTreeMap, BTreeSet};

use super::attributes::Attributes;
use super::clean::letters;
use crate::diagnostic::{Diagnostic, FileId, Report, Span};
use crate::document::{BlockKind, Document, Heading, Matter, anchor, plain_text};

/// What an author writes in braces after a heading.
#[derive(Debug, Clone, Default)]
pub(super) struct HeadingAttributes {
    id: Option<String>,
    unnumbered: bool,
    matter: Option<Matter>,
}

impl HeadingAttributes {
    /// Those of `{#id .class …}`; classes that say nothing here are passed over.
    pub(super) fn new(attributes: &Attributes) -> Self {
        let mut found = HeadingAttributes {
            id: attributes.id.as_deref().map(|id| letters(id).into_owned()),
            ..Self::default()
        };
        for class in &attributes.classes {
            match class.as_str() {
                "unnumbered" | "-" => found.unnumbered = true,
                "frontmatter" => found.matter = Some(Matter::Front),
                "mainmatter" | "bodymatter" => found.matter = Some(Matter::Body),
                "backmatter" => found.matter = Some(Matter::Back),
                _ => {}
            }
        }
        found
    }
}

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

    fn add(&mut self, file: FileId, name: String, anchor: &str) {
        self.first.entry(file).or_insert_with(|| anchor.into());
        self.by_name.entry(name.clone()).or_insert_with(|| anchor.into());
        self.by_file.entry((file, name)).or_insert_with(|| anchor.into());
    }
}

/// Gives every heading its anchor, and those of the text their part and number. Headings inside quotations, lists and notes
/// belong to what holds them: they have no number.
pub(super) fn name_and_number(
    document: &mut Document,
    (attributes, ids): (&BTreeMap<Span, HeadingAttributes>, &[(Span, String)]),
    depth: u8,
    report: &mut Report,
) -> Anchors {
    let anchors = name(document, attributes, ids, report);
    let nothing = HeadingAttributes::default();
    let mut parts = Parts::default();
    let mut counter = Counter::default();
    for block in &mut document.blocks {
        let BlockKind::Heading(heading) = &mut block.kind else {
            continue;
        };
        let attributes = attributes.get(&block.span).unwrap_or(&nothing);
        heading.matter = parts.matter(heading.level, attributes.matter);
        let numbered = heading.matter == Matter::Body && heading.level <= depth && !attributes.unnumbered;
        heading.number = counter.next(heading.level, numbered);
    }
    anchors
}

fn name(
    document: &mut Document,
    attributes: &BTreeMap<Span, HeadingAttributes>,
    ids: &[(Span, String)],
    report: &mut Report,
) -> Anchors {
    let mut names = Names::default();
    let mut anchors = Anchors::default();
    let mut headings: Vec<(Span, &mut Heading)> = Vec::new();
    collect(document, &mut headings);
    for (span, heading) in &mut headings {
        if let Some(id) = attributes.get(span).and_then(|found| found.id.as_ref()) {
            heading.anchor = names.take(&anchor(id));
            if heading.anchor != anchor(id) {
                let message = format!("the name `{id}` is taken; this heading is called `{}`", heading.anchor);
                report.add(
                    Diagnostic::warning("duplicate-anchor", message)
                        .at(*span)
                        .hint("give each heading a name of its own"),
                );
            }
            anchors.add(span.file, id.clone(), &heading.anchor);
        }
    }
    for (span, heading) in &mut headings {
        let made = anchor(&plain_text(&heading.content));
        if heading.anchor.is_empty() {
            heading.anchor = names.take(&made);
        }
        anchors.add(span.file, made, &heading.anchor);
        anchors.add(span.file, heading.anchor.clone(), &heading.anchor);
    }
    // Another name leads to the heading that it stands in or under.
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
            anchors.add(at.file, letters(id).into_owned(), anchor);
        }
    }
    anchors
}

/// Names that are taken.
#[derive(Default)]
struct Names {
    taken: BTreeSet<String>,
    next: BTreeMap<String, u32>,
}

impl Names {
    /// The name itself, or the first free one of name-2, name-3, …
    fn take(&mut self, name: &str) -> String {
        let mut candidate = name.to_string();
        while !self.taken.insert(candidate.clone()) {
            let next = self.next.entry(name.into()).or_insert(1);
            *next += 1;
            candidate = format!("{name}-{next}");
        }
        candidate
    }
}

/// Which part of the book the text stands in.
#[derive(Default)]
struct Parts {
    scope: Option<(u8, Matter)>,
}

impl Parts {
    /// A heading opens the part that it names, or stands in that of the heading above it.
    fn matter(&mut self, level: u8, named: Option<Matter>) -> Matter {
        match (named, self.scope) {
            (Some(matter), _) => self.scope = Some((level, matter)),
            (None, Some((above, _))) if level > above => {}
            _ => self.scope = None,
        }
        self.scope.map_or(Matter::Body, |scope| scope.1)
    }
}

/// Counts headings by the outline, so that a skipped level leaves no zero in a number.
#[derive(Default)]
struct Counter {
    above: Vec<(u8, Option<u32>)>,
    counts: Vec<u32>,
}

impl Counter {
    fn next(&mut self, level: u8, numbered: bool) -> Vec<u32> {
        while self.above.last().is_some_and(|heading| heading.0 >= level) {
            self.above.pop();
        }
        self.counts.resize(self.above.len() + 1, 0);
        let path: Option<Vec<u32>> = self.above.iter().map(|heading| heading.1).collect();
        let Some(mut path) = path.filter(|_| numbered) else {
            self.above.push((level, None));
            return Vec::new();
        };
        if let Some(count) = self.counts.last_mut() {
            *count += 1;
            path.push(*count);
        }
        self.above.push((level, path.last().copied()));
        path
    }
}

/// Every heading, nested ones and those of notes too.
fn collect<'a>(document: &'a mut Document, found: &mut Vec<(Span, &'a mut Heading)>) {
    let notes = document.notes.iter_mut().flat_map(|note| &mut note.blocks);
    let mut queue: std::collections::VecDeque<_> = document.blocks.iter_mut().chain(notes).collect();
    while let Some(block) = queue.pop_front() {
        let span = block.span;
        if matches!(block.kind, BlockKind::Heading(_)) {
            if let BlockKind::Heading(heading) = &mut block.kind {
                found.push((span, heading));
            }
        } else {
            queue.extend(block.children_mut());
        }
    }
}
