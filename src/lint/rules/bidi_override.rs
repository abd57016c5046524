//! Direction overrides.

use super::*;
use crate::lint::controls::{at_place, each_control};

/// LRO and RLO, which turn letters around.
pub(in crate::lint) const RULE: Rule = Rule {
    fix: Some(Safety::Safe),
    ..Rule::new("bidi-override", Find::By(find))
};

fn find(book: &Book<'_>, report: &mut Report) {
    book.each_piece(&mut |piece| {
        each_control(book, piece.text, &piece.at, &mut |control, at| {
            if matches!(control, '\u{202d}' | '\u{202e}') {
                let message = said!(
                    "a direction override (U+{control}) is taken out",
                    control = format!("{:04X}", u32::from(control))
                );
                let hint = "delete it; what must read from the left, set apart with <bdi> or <span dir=\"ltr\">";
                let edits = deletion(book, &piece, control, &at);
                let found = Diagnostic::warning(RULE.code, message).hint(hint);
                report.add(at_place(found, at).mend(Safety::Safe, edits));
            }
        });
    });
}

/// The edit that takes a control out of prose, where its own place is known.
fn deletion(book: &Book<'_>, piece: &Piece<'_>, control: char, at: &Location) -> Vec<Edit> {
    let Location::Span(span) = *at else { return Vec::new() };
    let alone = book.sources.excerpt(span).chars().eq([control]) && piece.kind != PieceKind::Code;
    let edit = Edit {
        span,
        replacement: String::new(),
    };
    if alone { vec![edit] } else { Vec::new() }
}
