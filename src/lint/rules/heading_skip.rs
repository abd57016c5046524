//! Headings that skip a level.

use super::*;
use crate::document::BlockKind;

/// A heading two levels below the one above it.
pub(in crate::lint) const RULE: Rule = Rule::new("heading-skip", Find::By(find));

/// Only headings of the text itself: those inside quotations are another text's.
fn find(book: &Book<'_>, report: &mut Report) {
    let mut above = None;
    for block in &book.document.blocks {
        let BlockKind::Heading(heading) = &block.kind else {
            continue;
        };
        if let Some(above) = above
            && heading.level > above + 1
        {
            let message = "a heading is more than one level below the one above it";
            let finding = Diagnostic::warning(RULE.code, message).at(block.span);
            report.add(finding.hint("write it with one `#` more than the heading above"));
        }
        above = Some(heading.level);
    }
}
