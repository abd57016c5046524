//! Rules about letters.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::char::is_combining_mark;

use super::{Book, Find, PieceKind, Rule, part};
use crate::diagnostic::{Diagnostic, Location, Report};
use crate::fonts::needs_glyph;

/// Characters that no font at hand can show.
pub(super) const MISSING_GLYPH: Rule = Rule::new("missing-glyph", Find::By(missing_glyphs));

/// Letters with more marks than any font can place.
pub(super) const STACKED_MARKS: Rule = Rule::new("stacked-marks", Find::By(stacked_marks));

/// Words that no line has room for.
pub(super) const LONG_WORD: Rule = Rule::new("long-word", Find::By(long_words));

const MOST_MARKS: usize = 6;
const MOST_LETTERS: usize = 60;

/// One error for each character, at its first place: no PDF/A may hold what has no glyph (ISO 19005-3, 6.2.11.8).
fn missing_glyphs(book: &Book<'_>, report: &mut Report) {
    let mut missing: BTreeMap<char, (Location, usize)> = BTreeMap::new();
    // A book has some sixty characters, each a thousand times.
    let mut shown: BTreeSet<char> = BTreeSet::new();
    book.each_piece(&mut |piece| {
        for c in piece.text.chars() {
            if shown.contains(&c) {
                continue;
            }
            if !needs_glyph(c) || c.is_whitespace() || book.fonts.covers(c) {
                shown.insert(c);
            } else {
                missing.entry(c).or_insert_with(|| (book.place(&piece.at, c), 0)).1 += 1;
            }
        }
    });
    for (c, (at, times)) in missing {
        let times = if times == 1 {
            String::new()
        } else {
            format!(", here and {} more times", times - 1)
        };
        let mut finding = Diagnostic::error(
            MISSING_GLYPH.code,
            format!("no font has U+{:04X} ({c}){times}", u32::from(c)),
        );
        finding.location = at;
        report.add(finding.hint("put a font that has it into the book's folder fonts/, or write it in other letters"));
    }
}

fn stacked_marks(book: &Book<'_>, report: &mut Report) {
    book.each_piece(&mut |piece| {
        let mut marks = 0;
        for c in piece.text.chars() {
            marks = if is_combining_mark(c) { marks + 1 } else { 0 };
            if marks > MOST_MARKS {
                let mut finding =
                    Diagnostic::warning(STACKED_MARKS.code, format!("a letter has more than {MOST_MARKS} marks"));
                finding.location = piece.at.clone();
                report.add(finding.hint("leave the marks that a reader needs"));
                return;
            }
        }
    });
}

fn long_words(book: &Book<'_>, report: &mut Report) {
    book.each_piece(&mut |piece| {
        // Addresses and code may be broken anywhere.
        let breaks = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{ad}' | '-' | '/' | '.' | '—' | '–');
        for word in piece
            .text
            .split(breaks)
            .filter(|word| word.len() > MOST_LETTERS && piece.kind != PieceKind::Code)
        {
            let letters = word.chars().filter(|&c| !is_combining_mark(c)).count();
            if letters > MOST_LETTERS {
                let head: String = word.chars().take(12).collect();
                let mut finding = Diagnostic::warning(
                    LONG_WORD.code,
                    format!("the word {head}… has {letters} letters and may not fit into a line"),
                );
                finding.location = word_place(book, &piece.at, word);
                report.add(finding.hint("divide it with a space or a zero-width space (U+200B)"));
            }
        }
    });
}

fn word_place(book: &Book<'_>, at: &Location, word: &str) -> Location {
    let Location::Span(span) = at else { return at.clone() };
    match book.sources.excerpt(*span).find(word) {
        Some(offset) => Location::Span(part(*span, offset, word.len())),
        None => at.clone(),
    }
}
