//! Pictures without alternative text.

use super::*;

/// A picture that says nothing to who does not see it.
pub(in crate::lint) const RULE: Rule = Rule::new("missing-alt", Find::By(find));

fn find(book: &Book<'_>, report: &mut Report) {
    book.each_block(&mut |block| {
        for image in block.images().into_iter().filter(|image| image.alt.trim().is_empty()) {
            let message = said!("the picture {path} has no alternative text", path = image.path);
            let finding = Diagnostic::warning(RULE.code, message).at(image.span);
            report.add(finding.hint("say in the square brackets what it shows: ![…](…)"));
        }
    });
}
