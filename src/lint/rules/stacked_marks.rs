//! Letters with more marks than any font can place.

use super::*;

/// Marks piled upon a letter.
pub(in crate::lint) const RULE: Rule = Rule::new("stacked-marks", Find::By(find));

const MOST_MARKS: usize = 6;

fn find(book: &Book<'_>, report: &mut Report) {
    book.each_piece(&mut |piece| {
        let mut marks = 0;
        for c in piece.text.chars() {
            marks = if is_mark(c) { marks + 1 } else { 0 };
            if marks > MOST_MARKS {
                let mut finding = Diagnostic::warning(
                    RULE.code,
                    said!("a letter has more than {most} marks", most = MOST_MARKS),
                );
                finding.location = piece.at.clone();
                report.add(finding.hint("leave the marks that a reader needs"));
                return;
            }
        }
    });
}
