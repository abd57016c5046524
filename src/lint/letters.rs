//! Rules about letters.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

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

/// The most characters of one script that a finding names.
const MOST_NAMED: usize = 8;

/// The characters of a script that no font has.
struct Missing {
    characters: BTreeSet<char>,
    times: usize,
    first: Location,
}

/// One finding for each script, at its first place: pages show a sign with the character's number in its place, since no PDF/A may hold
/// what has no glyph (ISO 19005-3, 6.2.11.8); the EPUB holds the character, for devices have fonts of their own.
fn missing_glyphs(book: &Book<'_>, report: &mut Report) {
    let mut missing: BTreeMap<&str, Missing> = BTreeMap::new();
    // A book has some sixty characters, each a thousand times.
    let mut shown: BTreeSet<char> = BTreeSet::new();
    book.each_piece(&mut |piece| {
        for c in piece.text.chars() {
            if shown.contains(&c) {
                continue;
            }
            if !needs_glyph(c) || c.is_whitespace() || book.fonts.covers(c) {
                shown.insert(c);
                continue;
            }
            let found = missing.entry(script(c)).or_insert_with(|| Missing {
                characters: BTreeSet::new(),
                times: 0,
                first: book.place(&piece.at, c),
            });
            found.characters.insert(c);
            found.times += 1;
        }
    });
    for (
        script,
        Missing {
            characters,
            times,
            first,
        },
    ) in missing
    {
        let named = characters
            .iter()
            .take(MOST_NAMED)
            .map(|c| format!("{c} (U+{:04X})", u32::from(*c)));
        let more = if characters.len() > MOST_NAMED { ", …" } else { "" };
        let (characters, s) = (
            named.collect::<Vec<_>>().join(", "),
            if characters.len() == 1 { "" } else { "s" },
        );
        let times = if times == 1 {
            String::new()
        } else {
            format!("; {times} times, here first")
        };
        let message = format!("no font has the {script} character{s} {characters}{more}{times}");
        let mut finding = Diagnostic::warning(MISSING_GLYPH.code, message);
        finding.location = first;
        report.add(finding.hint(
            "pages show a frame with the number; a font in the book's folder fonts/ that has it shows the letter",
        ));
    }
}

/// What the characters that no font has are grouped by.
fn script(c: char) -> &'static str {
    if matches!(u32::from(c), 0xe000..=0xf8ff | 0xf0000..) {
        return "private";
    }
    match c.script() {
        Script::Common | Script::Inherited | Script::Unknown => "common",
        script => script.full_name(),
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
