//! Tables too wide for a page.

use super::*;
use crate::document::BlockKind;

/// A table of more than eight columns.
pub(in crate::lint) const RULE: Rule = Rule::new("wide-table", Find::By(find));

const MOST_COLUMNS: usize = 8;

fn find(book: &Book<'_>, report: &mut Report) {
    book.each_block(&mut |block| {
        if let BlockKind::Table { alignments, .. } = &block.kind
            && alignments.len() > MOST_COLUMNS
        {
            let message = said!(
                "a table of {alignments} columns may not fit onto a page",
                alignments = alignments.len()
            );
            let finding = Diagnostic::warning(RULE.code, message).at(block.span);
            report.add(finding.hint("turn rows and columns around, or divide it"));
        }
    });
}
