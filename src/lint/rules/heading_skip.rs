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
            let message = said!(
                "a heading of level {level} follows one of level {above}",
                level = heading.level,
                above
            );
            let finding = Diagnostic::warning(RULE.code, message).at(block.span);
            report.add(finding.hint(said!("write it with {above} # signs", above = above + 1)));
        }
        above = Some(heading.level);
    }
}
