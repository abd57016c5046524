//! Headings: their names for links, their numbers, the part of the book that they open.

use std::collections::{BTreeMap, BTreeSet};

use super::anchors::Anchors;
use super::attributes::Attributes;
use super::clean::letters;
use super::leaves::leaf;
use super::parts::in_parts;
use crate::diagnostic::{Diagnostic, Report, Span, said};
use crate::document::{Block, BlockKind, Document, Heading, Inline, Matter, Role, anchor, plain_text};

/// What an author writes in braces after a heading.
#[derive(Debug, Clone, Default)]
pub(super) struct HeadingAttributes {
    id: Option<String>,
    unnumbered: bool,
    matter: Option<Matter>,
    part: bool,
    leaf: Option<Role>,
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
                "part" => found.part = true,
                other => found.leaf = found.leaf.or(leaf(other)),
            }
        }
        found
    }

    /// With what a mark in the heading's text says.
    pub(super) fn marked(mut self, mark: Option<Mark>) -> Self {
        match mark {
            Some(Mark::Part) => self.part = true,
            Some(Mark::Appendix) => self.matter = self.matter.or(Some(Matter::Back)),
            None => {}
        }
        self
    }

    /// Whether the heading opens a part.
    pub(super) fn opens_part(&self) -> bool {
        self.part
    }

    /// The name that the author gave it.
    pub(super) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The page of its own that the heading heads.
    pub(super) fn leaf(&self) -> Option<Role> {
        self.leaf
    }
}

/// What bookdown writes at the head of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// It opens a part.
    Part,
    /// It opens the appendices.
    Appendix,
}

/// Takes bookdown's mark off a heading's text: `(PART) Title`, `(APPENDIX) Title`.
pub(super) fn take_mark(content: &mut [Inline]) -> Option<Mark> {
    const MARKS: [(&str, Mark); 3] = [
        ("(PART) ", Mark::Part),
        ("(PART*) ", Mark::Part),
        ("(APPENDIX) ", Mark::Appendix),
    ];
    let Some(Inline::Text { text, .. }) = content.first_mut() else {
        return None;
    };
    let (head, mark) = MARKS.iter().find(|(head, _)| text.starts_with(head))?;
    *text = text.split_off(head.len()).trim_start().to_string();
    Some(*mark)
}

/// Gives every heading its anchor, and those of the text their part and number. Headings inside quotations, lists and notes
/// belong to what holds them: they have no number. `bare` is the place of a heading that has none either. Chapters are counted through
/// all parts of the book; parts themselves are not.
pub(super) fn name_and_number(
    document: &mut Document,
    (attributes, ids): (&BTreeMap<Span, HeadingAttributes>, &[(Span, String)]),
    (depth, bare): (u8, Option<Span>),
    report: &mut Report,
) -> Anchors {
    let anchors = name(document, attributes, ids, report);
    let nothing = HeadingAttributes::default();
    let written: Vec<(u8, bool, bool)> = document
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) => {
                let attributes = attributes.get(&block.span).unwrap_or(&nothing);
                // A part of a table of contents goes on up to the next one, whatever the levels in its files are.
                let of_contents = heading.part && !attributes.part;
                Some((
                    if of_contents { 0 } else { heading.level },
                    attributes.part || heading.part,
                    attributes.matter.is_some(),
                ))
            }
            _ => None,
        })
        .collect();
    let mut places = in_parts(&written).into_iter();
    let mut in_part = false;
    let mut matters = Matters::default();
    let mut counter = Counter::default();
    for block in &mut document.blocks {
        let BlockKind::Heading(heading) = &mut block.kind else {
            keep_in_part(block, in_part);
            continue;
        };
        let attributes = attributes.get(&block.span).unwrap_or(&nothing);
        in_part = places.next().unwrap_or(in_part);
        heading.part |= attributes.part;
        heading.in_part = in_part;
        heading.matter = matters.matter(heading.level, attributes.matter);
        if heading.part {
            counter.begin_part();
            continue;
        }
        let numbered = heading.matter == Matter::Body && !attributes.unnumbered && bare != Some(block.span);
        heading.number = counter.next(heading.level, |level| numbered && level <= usize::from(depth));
    }
    anchors
}

/// Headings inside something stand in the part that it stands in.
fn keep_in_part(block: &mut Block, in_part: bool) {
    block.change(&mut |block| {
        if let BlockKind::Heading(heading) = &mut block.kind {
            heading.in_part = in_part;
        }
    });
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
                report.add(taken(id, &heading.anchor).at(*span));
            }
            anchors.add(span.file, id.clone(), &heading.anchor);
        }
    }
    for (_, heading) in headings.iter_mut().filter(|(_, heading)| heading.anchor.is_empty()) {
        heading.anchor = names.take(&anchor(&plain_text(&heading.content)));
    }
    anchors.add_made(&headings);
    anchors.add_elsewhere(&headings);
    anchors.add_ids(&headings, ids);
    anchors
}

/// That a name which somebody wrote is another heading's.
fn taken(id: &str, anchor: &str) -> Diagnostic {
    let message = said!(
        "the name `{id}` is taken; this heading is called `{anchor}`",
        id,
        anchor
    );
    Diagnostic::warning("duplicate-anchor", message).hint("give each heading a name of its own")
}

/// Names that are taken.
#[derive(Default)]
struct Names {
    taken: BTreeSet<String>,
    next: BTreeMap<String, u32>,
}

impl Names {
    /// The name itself, or the first free one of name-1, name-2, …, as GitHub, pandoc and kramdown count.
    fn take(&mut self, name: &str) -> String {
        let mut candidate = name.to_string();
        while !self.taken.insert(candidate.clone()) {
            let next = self.next.entry(name.into()).or_insert(0);
            *next += 1;
            candidate = format!("{name}-{next}");
        }
        candidate
    }
}

/// Which matter of the book the text stands in.
#[derive(Default)]
struct Matters {
    scope: Option<(u8, Matter)>,
}

impl Matters {
    /// A heading opens the matter that it names, or stands in that of the heading above it.
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
    /// Nothing stands above the chapters of a part; they are counted on.
    fn begin_part(&mut self) {
        self.above.clear();
    }

    /// The number of the next heading, of this level as it was written, where `numbered` says so of the level at which it stands: one below
    /// the heading that it belongs to.
    fn next(&mut self, level: u8, numbered: impl Fn(usize) -> bool) -> Vec<u32> {
        while self.above.last().is_some_and(|heading| heading.0 >= level) {
            self.above.pop();
        }
        self.counts.resize(self.above.len() + 1, 0);
        let path: Option<Vec<u32>> = self.above.iter().map(|heading| heading.1).collect();
        let Some(mut path) = path.filter(|path| numbered(path.len() + 1)) else {
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
