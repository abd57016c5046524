//! What is too large to be laid out: said before anything is, with its place.

use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::char::is_combining_mark;

use crate::bounds;
use crate::diagnostic::{Diagnostic, Location, Message, Report, Span, said};
use crate::document::{Block, BlockKind, Document, Inline};

/// Refuses a book that would take more memory than a machine has.
pub(super) fn bound(document: &Document, names: &[(String, Location)], report: &mut Report) {
    let mut headings = Vec::new();
    let mut whole = 0;
    let mut look = |block: &Block| {
        whole += bound_block(block, report);
        if matches!(block.kind, BlockKind::Heading(_)) {
            headings.push(block.span);
        }
    };
    document.visit(&mut look);
    if let Some(span) = headings.get(bounds::HEADINGS as usize) {
        let (has, most) = (headings.len(), bounds::HEADINGS);
        let message = said!(
            "the book has {headings} headings; at most {most} can be laid out",
            headings = has,
            most
        );
        let finding = Diagnostic::error("too-many-headings", message).at(*span);
        report.add(finding.hint("make several books of it"));
    }
    if whole > bounds::BOOK_BYTES {
        let most = bounds::BOOK_BYTES >> 20;
        let message = said!(
            "the book's text has {has} MiB; at most {most} MiB can be laid out",
            has = whole >> 20,
            most
        );
        report.add(Diagnostic::error("long-book", message).hint("make several books of it"));
    }
    for (name, place) in names {
        let mut measure = Measure::default();
        measure.add(name);
        if measure.most_marks > bounds::MARKS {
            report.add(Diagnostic {
                location: place.clone(),
                ..too_many_marks()
            });
        }
    }
}

/// Bounds each run of letters that stands directly in a block; answers with how many bytes they have together.
fn bound_block(block: &Block, report: &mut Report) -> u64 {
    if let BlockKind::Code { text, .. } = &block.kind {
        let length = text.len() as u64;
        if length > bounds::PARAGRAPH_BYTES {
            report.add(
                too_long(said!(
                    "a block of code of {letters} bytes; at most {most} can be laid out",
                    letters = length,
                    most = bounds::PARAGRAPH_BYTES
                ))
                .at(block.span),
            );
        }
        return length;
    }
    let mut whole = 0;
    for run in block.runs() {
        let mut measure = Measure::default();
        let mut place = block.span;
        let mut marked = None;
        for inline in run {
            inline.visit(&mut |inline| {
                let (text, span) = match inline {
                    Inline::Text { text, span } | Inline::Code { text, span, .. } => (text, *span),
                    _ => return,
                };
                if measure.bytes == 0 {
                    place = span;
                }
                measure.add(text);
                if measure.most_marks > bounds::MARKS && marked.is_none() {
                    marked = Some(span);
                }
            });
        }
        whole += measure.bytes;
        measure.judge(place, marked, report);
    }
    whole
}

/// What is counted of a run of letters.
#[derive(Default)]
struct Measure {
    bytes: u64,
    /// How often strong letters of one direction follow those of the other.
    turns: u64,
    is_rtl: Option<bool>,
    marks: u64,
    most_marks: u64,
}

impl Measure {
    fn add(&mut self, text: &str) {
        self.bytes += text.len() as u64;
        for c in text.chars() {
            self.marks = if is_combining_mark(c) { self.marks + 1 } else { 0 };
            self.most_marks = self.most_marks.max(self.marks);
            let is_rtl = match bidi_class(c) {
                BidiClass::L | BidiClass::EN | BidiClass::AN => false,
                BidiClass::R | BidiClass::AL => true,
                _ => continue,
            };
            self.turns += u64::from(self.is_rtl.is_some_and(|before| before != is_rtl));
            self.is_rtl = Some(is_rtl);
        }
    }

    fn judge(&self, place: Span, marked: Option<Span>, report: &mut Report) {
        if self.bytes > bounds::PARAGRAPH_BYTES {
            report.add(
                too_long(said!(
                    "a paragraph of {letters} bytes; at most {most} can be laid out",
                    letters = self.bytes,
                    most = bounds::PARAGRAPH_BYTES
                ))
                .at(place),
            );
        } else if self.turns > bounds::DIRECTION_CHANGES {
            let (has, most) = (self.turns, bounds::DIRECTION_CHANGES);
            let message = said!(
                "a paragraph changes its direction {has} times; at most {most} can be laid out",
                has,
                most
            );
            let finding = Diagnostic::error("long-paragraph", message).at(place);
            report.add(finding.hint("part it by empty lines"));
        }
        if let Some(span) = marked {
            report.add(too_many_marks().at(span));
        }
    }
}

fn too_long(message: Message) -> Diagnostic {
    Diagnostic::error("long-paragraph", message).hint("part it by empty lines")
}

fn too_many_marks() -> Diagnostic {
    let message = said!("a letter has more than {most} marks", most = bounds::MARKS);
    Diagnostic::error("stacked-marks", message).hint("leave the marks that a reader needs")
}
