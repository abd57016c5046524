//! Rules about how a text is built.

use super::{Book, Find, Rule};
use crate::diagnostic::{Diagnostic, Report};
use crate::document::BlockKind;

/// Pictures without alternative text.
pub(super) const MISSING_ALT: Rule = Rule::new("missing-alt", Find::By(missing_alts));

/// Headings that skip a level.
pub(super) const HEADING_SKIP: Rule = Rule::new("heading-skip", Find::By(heading_skips));

/// Tables too wide for a page.
pub(super) const WIDE_TABLE: Rule = Rule::new("wide-table", Find::By(wide_tables));

const MOST_COLUMNS: usize = 8;

fn missing_alts(book: &Book<'_>, report: &mut Report) {
    book.each_block(&mut |block| {
        for image in block.images().into_iter().filter(|image| image.alt.trim().is_empty()) {
            let message = format!("the picture {} has no alternative text", image.path);
            let finding = Diagnostic::warning(MISSING_ALT.code, message).at(image.span);
            report.add(finding.hint("say in the square brackets what it shows: ![…](…)"));
        }
    });
}

/// Only headings of the text itself: those inside quotations are another text's.
fn heading_skips(book: &Book<'_>, report: &mut Report) {
    let mut above = None;
    for block in &book.document.blocks {
        let BlockKind::Heading(heading) = &block.kind else {
            continue;
        };
        if let Some(above) = above
            && heading.level > above + 1
        {
            let message = format!("a heading of level {} follows one of level {above}", heading.level);
            let finding = Diagnostic::warning(HEADING_SKIP.code, message).at(block.span);
            report.add(finding.hint(format!("write it with {} # signs", above + 1)));
        }
        above = Some(heading.level);
    }
}

fn wide_tables(book: &Book<'_>, report: &mut Report) {
    book.each_block(&mut |block| {
        if let BlockKind::Table { alignments, .. } = &block.kind
            && alignments.len() > MOST_COLUMNS
        {
            let message = format!("a table of {} columns may not fit onto a page", alignments.len());
            let finding = Diagnostic::warning(WIDE_TABLE.code, message).at(block.span);
            report.add(finding.hint("turn rows and columns around, or divide it"));
        }
    });
}
