//! Direction controls in the text, each with its place.

use super::{Book, part};
use crate::diagnostic::{Diagnostic, Location};

/// Calls `found` for each direction control with its place, which is exact where the manuscript holds the very character.
pub(super) fn each_control(book: &Book<'_>, text: &str, at: &Location, found: &mut impl FnMut(char, Location)) {
    if !text.contains(is_control) {
        return;
    }
    let Location::Span(span) = at else {
        return text
            .chars()
            .filter(|&c| is_control(c))
            .for_each(|c| found(c, at.clone()));
    };
    let written = book.sources.excerpt(*span);
    let controls = |text: &str| text.chars().filter(|&c| is_control(c)).count();
    if controls(written) == controls(text) {
        for (offset, c) in written.char_indices().filter(|&(_, c)| is_control(c)) {
            found(c, Location::Span(part(*span, offset, c.len_utf8())));
        }
    } else {
        text.chars()
            .filter(|&c| is_control(c))
            .for_each(|c| found(c, at.clone()));
    }
}

/// Whether a character turns or isolates what follows (UAX#9).
pub(super) fn is_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The finding at a place of any kind.
pub(super) fn at_place(mut finding: Diagnostic, at: Location) -> Diagnostic {
    finding.location = at;
    finding
}
