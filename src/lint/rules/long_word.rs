//! Words that no line has room for.

use super::*;

/// A word of more than sixty letters.
pub(in crate::lint) const RULE: Rule = Rule::new("long-word", Find::By(find));

const MOST_LETTERS: usize = 60;

fn find(book: &Book<'_>, report: &mut Report) {
    book.each_piece(&mut |piece| {
        // Addresses and code may be broken anywhere.
        let breaks = |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{ad}' | '-' | '/' | '.' | '—' | '–');
        for word in piece
            .text
            .split(breaks)
            .filter(|word| word.len() > MOST_LETTERS && piece.kind != PieceKind::Code)
        {
            let letters = word.chars().filter(|&c| !is_mark(c)).count();
            if letters > MOST_LETTERS {
                let head: String = word.chars().take(12).collect();
                let mut finding = Diagnostic::warning(
                    RULE.code,
                    said!(
                        "the word {head}… has {letters} letters and may not fit into a line",
                        head,
                        letters
                    ),
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
