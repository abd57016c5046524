//! What is too large to be laid out.

use crate::diagnostic::{Diagnostic, Report, said};
use crate::document::{BlockKind, Document, Inline};

/// The most headings that one book is laid out with: each costs the contents, the bookmarks and the running heads some 200 KB.
const MOST_HEADINGS: usize = 5_000;

/// The most letters (bytes) that one paragraph is laid out with: lines are chosen for a paragraph as a whole.
const LONGEST_PARAGRAPH: usize = 1_000_000;

/// Refuses a book that would take more memory than a machine has, before anything is laid out.
pub(super) fn bound(document: &Document, report: &mut Report) {
    let mut headings = Vec::new();
    document.visit(&mut |block| {
        let mut letters = 0;
        block.visit_inlines(&mut |inline| {
            if let Inline::Text { text, .. } = inline {
                letters += text.len();
            }
        });
        if letters > LONGEST_PARAGRAPH && matches!(block.kind, BlockKind::Paragraph { .. }) {
            let message = said!(
                "a paragraph of {letters} bytes; at most {most} can be laid out",
                letters,
                most = LONGEST_PARAGRAPH
            );
            report.add(
                Diagnostic::error("long-paragraph", message)
                    .at(block.span)
                    .hint("part it by empty lines"),
            );
        }
        if matches!(block.kind, BlockKind::Heading(_)) {
            headings.push(block.span);
        }
    });
    if let Some(span) = headings.get(MOST_HEADINGS) {
        let message = said!(
            "the book has {headings} headings; at most {most} can be laid out",
            headings = headings.len(),
            most = MOST_HEADINGS
        );
        report.add(
            Diagnostic::error("too-many-headings", message)
                .at(*span)
                .hint("make several books of it"),
        );
    }
}
