//! Footnotes: numbered by their first reference, each with its references counted.

use std::collections::BTreeMap;

use crate::bounds::NOTES_IN_NOTES;
use crate::diagnostic::{Diagnostic, FileId, Report, Span, said};
use crate::document::{Block, Document, Inline, Note};

/// Notes while the manuscript is being read. Until the end, `Inline::Note` holds an index into this list.
#[derive(Default)]
pub(super) struct Drafts {
    by_label: BTreeMap<(FileId, String), usize>,
    drafts: Vec<Draft>,
}

struct Draft {
    label: String,
    definition: Option<(Span, Vec<Block>)>,
}

/// A place that refers to notes: the text, or a note.
const TEXT: usize = 0;

impl Drafts {
    /// The note of that label in a file. Labels match without regard to case.
    pub(super) fn named(&mut self, file: FileId, label: &str) -> usize {
        let next = self.drafts.len();
        let found = *self.by_label.entry((file, label.to_lowercase())).or_insert(next);
        if found == next {
            self.drafts.push(Draft {
                label: label.into(),
                definition: None,
            });
        }
        found
    }

    /// Keeps what a note says. Where a label stands twice, the first holds and the second is reported.
    pub(super) fn define(&mut self, label: &str, span: Span, blocks: Vec<Block>, report: &mut Report) {
        let note = self.named(span.file, label);
        let Some(draft) = self.drafts.get_mut(note) else { return };
        if draft.definition.is_some() {
            let finding = Diagnostic::warning(
                "duplicate-note",
                said!("there is a note `{label}` already; this one is left out", label),
            );
            report.add(finding.at(span).hint("give it a label of its own"));
        } else {
            draft.definition = Some((span, blocks));
        }
    }

    /// The document of these blocks and the notes that they refer to.
    ///
    /// Notes are numbered as a reader meets them: those of the text in its order, and the notes of a note right after it.
    pub(super) fn into_document(mut self, mut blocks: Vec<Block>, report: &mut Report) -> Document {
        let mut references = vec![references(&mut blocks)];
        for draft in &mut self.drafts {
            references.push(
                draft
                    .definition
                    .as_mut()
                    .map(|d| self::references(&mut d.1))
                    .unwrap_or_default(),
            );
        }
        let order = self.order(&references, report);
        settle(&mut blocks, order.settled.first(), &self.labels());
        let labels = self.labels();
        let mut notes: Vec<Option<Note>> = order.counts.iter().map(|_| None).collect();
        for (i, draft) in self.drafts.into_iter().enumerate() {
            let Some((span, mut blocks)) = draft.definition else {
                continue;
            };
            match order.numbers.get(i).copied().flatten() {
                Some(at) => {
                    settle(&mut blocks, order.settled.get(i + 1), &labels);
                    let references = order.counts.get(at).copied().unwrap_or(0);
                    let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
                    if let Some(place) = notes.get_mut(at) {
                        *place = Some(Note {
                            number,
                            mark: String::new(),
                            address: false,
                            references,
                            span,
                            blocks,
                        });
                    }
                }
                None => report.add(unused(&draft.label).at(span)),
            }
        }
        Document {
            blocks,
            notes: notes.into_iter().flatten().collect(),
            ..Document::default()
        }
    }

    fn labels(&self) -> Vec<String> {
        self.drafts.iter().map(|draft| draft.label.clone()).collect()
    }

    /// Walks text and notes depth first, on a stack of its own.
    fn order(&self, references: &[Vec<(usize, Span)>], report: &mut Report) -> Order {
        let mut order = Order {
            numbers: vec![None; self.drafts.len()],
            counts: Vec::new(),
            settled: vec![Vec::new(); references.len()],
        };
        let mut open = vec![false; references.len()];
        let mut stack = vec![(TEXT, 0)];
        while let Some(&mut (place, ref mut next)) = stack.last_mut() {
            let Some(&(note, span)) = references.get(place).and_then(|refs| refs.get(*next)) else {
                set(&mut open, place, false);
                stack.pop();
                continue;
            };
            *next += 1;
            let Some(draft) = self.drafts.get(note).filter(|draft| draft.definition.is_some()) else {
                self.report_undefined(note, span, report);
                order.settle(place, None);
                continue;
            };
            if open.get(note + 1) == Some(&true) {
                report.add(recursive(&draft.label).at(span));
            }
            if order.refer(place, note) {
                set(&mut open, note + 1, true);
                stack.push((note + 1, 0));
                // Said once of a chain: where it first goes too deep.
                if stack.len() as u64 == NOTES_IN_NOTES + 3 {
                    report.add(too_deep().at(span));
                }
            }
        }
        order
    }

    fn report_undefined(&self, note: usize, span: Span, report: &mut Report) {
        let label = self.drafts.get(note).map_or("", |draft| draft.label.as_str());
        let hint = said!("write the note on a line of its own: [^{label}]: …", label);
        report.add(
            Diagnostic::warning("undefined-note", said!("there is no note `{label}`", label))
                .at(span)
                .hint(hint),
        );
    }
}

/// The order in which notes are met.
struct Order {
    /// By draft: its index in the document.
    numbers: Vec<Option<usize>>,
    /// By index in the document: how often it is referred to.
    counts: Vec<u32>,
    /// By place: for each of its references, the note's index and which of the note's references it is; none where undefined.
    settled: Vec<Vec<Option<(usize, u32)>>>,
}

impl Order {
    /// Settles a reference; whether it is the note's first.
    fn refer(&mut self, place: usize, note: usize) -> bool {
        let next = self.counts.len();
        let Some(number) = self.numbers.get_mut(note) else {
            return false;
        };
        let at = *number.get_or_insert(next);
        if at == next {
            self.counts.push(0);
        }
        let count = self.counts.get_mut(at).map_or(1, |count| {
            *count += 1;
            *count
        });
        self.settle(place, Some((at, count)));
        count == 1
    }

    fn settle(&mut self, place: usize, reference: Option<(usize, u32)>) {
        if let Some(settled) = self.settled.get_mut(place) {
            settled.push(reference);
        }
    }
}

fn set(flags: &mut [bool], at: usize, value: bool) {
    if let Some(flag) = flags.get_mut(at) {
        *flag = value;
    }
}

fn unused(label: &str) -> Diagnostic {
    let message = said!("nothing refers to the note `{label}`; it is left out", label);
    Diagnostic::warning("unused-note", message).hint(said!("write [^{label}] where it belongs, or delete it", label))
}

fn too_deep() -> Diagnostic {
    let message = said!(
        "this note stands more than {most} notes deep within notes",
        most = NOTES_IN_NOTES
    );
    Diagnostic::error("nesting", message).hint("write what it says into the note around it")
}

fn recursive(label: &str) -> Diagnostic {
    let message = said!(
        "the note `{label}` refers to itself, by itself or by way of other notes",
        label
    );
    Diagnostic::warning("recursive-note", message).hint("readers who follow it come back to where they were")
}

/// The references in reading order.
fn references(blocks: &mut [Block]) -> Vec<(usize, Span)> {
    let mut found = Vec::new();
    each_reference(blocks, &mut |inline| {
        if let Inline::Note { note, span, .. } = inline {
            found.push((*note, *span));
        }
    });
    found
}

/// Writes into each reference what was settled for it; an undefined one becomes the letters that the author wrote.
fn settle(blocks: &mut [Block], settled: Option<&Vec<Option<(usize, u32)>>>, labels: &[String]) {
    let mut settled = settled.into_iter().flatten();
    each_reference(blocks, &mut |inline| {
        let Inline::Note { note, span, .. } = *inline else {
            return;
        };
        *inline = match settled.next().copied().flatten() {
            Some((note, reference)) => Inline::Note { note, reference, span },
            None => {
                let label = labels.get(note).map_or("", String::as_str);
                Inline::Text {
                    text: format!("[^{label}]"),
                    span,
                }
            }
        };
    });
}

/// Calls `change` for every reference in reading order.
fn each_reference(blocks: &mut [Block], change: &mut impl FnMut(&mut Inline)) {
    for block in blocks {
        block.change_runs(&mut |run| in_run(run, change));
    }
}

fn in_run(run: &mut [Inline], change: &mut impl FnMut(&mut Inline)) {
    for inline in run {
        if matches!(inline, Inline::Note { .. }) {
            change(inline);
        } else if let Some(content) = inline.content_mut() {
            in_run(content, change);
        }
    }
}
