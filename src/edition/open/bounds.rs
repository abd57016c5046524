//! What is too large to be laid out: said before anything is, with its place.

use unicode_bidi::{BidiClass, bidi_class};
use unicode_normalization::char::is_combining_mark;

use crate::bounds;
use crate::diagnostic::{Diagnostic, Location, Message, Report, Span, said};
use crate::document::{Block, BlockKind, Document, Inline};

/// Refuses a book that would take more memory than a machine has.
pub(super) fn bound(document: &Document, names: &[(String, Location)], report: &mut Report) {
    let mut headings = Vec::new();
    let mut whole = Whole::default();
    document.visit(&mut |block: &Block| {
        whole.add(block, report);
        if matches!(block.kind, BlockKind::Heading(_)) {
            headings.push(block.span);
        }
    });
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
    whole.judge(report);
    for (name, place) in names {
        let mut measure = Measure::default();
        measure.add(name);
        if measure.most_marks > bounds::MARKS {
            report.add(too_many_marks().located(place.clone()));
        }
    }
}

/// What is counted of a book, and the block with which it was too much.
#[derive(Default)]
struct Whole {
    bytes: u64,
    turns: u64,
    beyond: Option<Span>,
}

impl Whole {
    /// Bounds each run of letters that stands directly in a block, and counts it.
    fn add(&mut self, block: &Block, report: &mut Report) {
        if let BlockKind::Code { text, .. } = &block.kind {
            let letters = text.len() as u64;
            self.bytes += letters;
            if letters > bounds::PARAGRAPH_BYTES {
                let message = said!(
                    "a block of code of {letters} bytes; at most {most} can be laid out",
                    letters,
                    most = bounds::PARAGRAPH_BYTES
                );
                report.add(too_long(message).at(block.span));
            }
        }
        for run in block.runs() {
            let measure = run_of(run, block.span, report);
            self.bytes += measure.bytes;
            self.turns += measure.turns;
        }
        if self.bytes > bounds::BOOK_BYTES || self.turns > bounds::BOOK_DIRECTION_CHANGES {
            self.beyond.get_or_insert(block.span);
        }
    }

    fn judge(&self, report: &mut Report) {
        let Some(span) = self.beyond else { return };
        let message = if self.bytes > bounds::BOOK_BYTES {
            said!(
                "the book's text has {has} MiB; at most {most} MiB can be laid out",
                has = self.bytes >> 20,
                most = bounds::BOOK_BYTES >> 20
            )
        } else {
            said!(
                "the book's text changes its direction {has} times; at most {most} can be laid out",
                has = self.turns,
                most = bounds::BOOK_DIRECTION_CHANGES
            )
        };
        let finding = Diagnostic::error("long-book", message).at(span);
        report.add(finding.hint("make several books of it"));
    }
}

/// Measures a run of letters, and says what is too much of it.
fn run_of(run: &[Inline], mut place: Span, report: &mut Report) -> Measure {
    let mut measure = Measure::default();
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
    measure.judge(place, marked, report);
    measure
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;
    use crate::manuscript::{Options, Source, parse};

    #[test]
    fn a_book_is_bounded_as_a_whole_and_said_where_it_is_too_much() {
        let text = format!("{}\n\nنص\n", "a ب ".repeat(4_000));
        let mut sources = Sources::default();
        let source = Source {
            file: sources.add("a.md", text.as_str()),
            name: "a.md",
            text: &text,
        };
        let document = parse(&[source], Options::default(), &mut Report::new());
        let of = |times: usize| {
            let whole = Document {
                blocks: document.blocks.iter().cloned().cycle().take(2 * times).collect(),
                ..Document::default()
            };
            let mut report = Report::new();
            bound(&whole, &[], &mut report);
            let found: Vec<_> = report
                .sorted()
                .iter()
                .map(|said| (said.code, said.location.clone()))
                .collect();
            found
        };
        assert_eq!(of(37), []);
        let first = document.blocks[0].span;
        assert_eq!(of(38), [("long-book", Location::Span(first))]);
    }
}
