//! A stretch of the model laid beside its source again: which letters were typed where.

use super::{OBJECT, Passage};
use crate::diagnostic::{FileId, Span};
use crate::manuscript::is_presentation_form;

/// Lays a stretch of the model beside its source, and adds what was typed to the passage. `escaped` tells whether a backslash stands before
/// it.
pub(super) fn lay(text: &str, span: Span, source: &str, escaped: bool, passage: &mut Passage) {
    let (base, file) = (span.start as usize, span.file);
    if escaped {
        passage.escaped.push(passage.text.len());
    }
    let (mut shown, mut at) = (text, 0);
    while let Some(wanted) = shown.chars().next() {
        let rest = source.get(at..).unwrap_or_default();
        let Some(typed) = rest.chars().next() else {
            return passage.stand_in(OBJECT);
        };
        if is_space(wanted) && is_space(typed) {
            let blank = blank(rest);
            spaces(rest.get(..blank).unwrap_or_default(), file, base + at, passage);
            shown = shown.trim_start_matches(is_space);
            at += blank;
        } else if wanted == typed {
            passage.push(rest.get(..typed.len_utf8()).unwrap_or_default(), file, base + at);
            shown = shown.get(wanted.len_utf8()..).unwrap_or_default();
            at += typed.len_utf8();
        } else if typed == '\\' && rest.chars().nth(1) == Some(wanted) {
            passage.escaped.push(passage.text.len());
            at += 1;
        } else if typed == '\u{feff}' {
            passage.push(rest.get(..typed.len_utf8()).unwrap_or_default(), file, base + at);
            at += typed.len_utf8();
        } else if is_space(typed) && !is_space(wanted) && is_trimmed(passage) {
            at += blank(rest);
        } else if let Some(length) = composed(shown, rest) {
            passage.push(rest.get(..length.1).unwrap_or_default(), file, base + at);
            shown = shown.get(length.0..).unwrap_or_default();
            at += length.1;
        } else {
            let Some((skipped, further)) = resynchronised(shown, rest) else {
                return passage.stand_in(OBJECT);
            };
            if skipped > 0 || further > 2 {
                passage.stand_in(OBJECT);
            }
            shown = shown.get(skipped..).unwrap_or_default();
            at += further;
        }
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Whether spaces at this place are left out of the model.
fn is_trimmed(passage: &Passage) -> bool {
    passage.text.is_empty() || passage.text.ends_with(is_space)
}

/// The length of the white space at the head of a text; past a line's end, the signs of quotations belong to it.
fn blank(text: &str) -> usize {
    let mut lines = false;
    let end = text.find(|c: char| {
        lines |= matches!(c, '\n' | '\r');
        !(is_space(c) || lines && c == '>')
    });
    end.unwrap_or(text.len())
}

fn spaces(blank: &str, file: FileId, there: usize, passage: &mut Passage) {
    if blank.contains(['\n', '\r']) {
        passage.stand_in('\n');
    } else {
        passage.push(blank, file, there);
    }
}

/// How many bytes of the model, and of the source, are one letter that was typed in parts or as a presentation form.
fn composed(shown: &str, source: &str) -> Option<(usize, usize)> {
    use unicode_normalization::UnicodeNormalization;
    let mut letters = source.char_indices();
    letters.next()?;
    let marks = letters.find(|&(_, c)| !unicode_normalization::char::is_combining_mark(c));
    let end = marks.map_or(source.len(), |(at, _)| at);
    let typed = source.get(..end)?;
    let plain: String = typed.nfkc().filter(|&c| c != ' ').collect();
    let plain: String = plain.nfc().collect();
    let held = (!plain.is_empty() && shown.starts_with(&plain)).then_some(plain.len())?;
    // A form that leans on nothing is shown with a tatweel that was not typed.
    let drawn = source.starts_with(is_presentation_form)
        && !source
            .get(end..)
            .is_some_and(|rest| rest.starts_with(char::is_alphabetic))
        && shown.get(held..).is_some_and(|rest| rest.starts_with('ـ'));
    Some((held + if drawn { 'ـ'.len_utf8() } else { 0 }, end))
}

/// How far the model and the source must be skipped until they agree again.
fn resynchronised(shown: &str, source: &str) -> Option<(usize, usize)> {
    const FAR: usize = 600;
    let mut end = source.len().min(FAR);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let near = source.get(..end)?;
    let starts = shown.char_indices().take(6).map(|(at, _)| at);
    starts.into_iter().find_map(|skipped| {
        let rest = shown.get(skipped..)?;
        let word = rest.find(is_space).filter(|&end| end > 0).unwrap_or(rest.len());
        let mut end = word.min(24);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let sample = rest.get(..end).filter(|sample| !sample.is_empty())?;
        near.find(sample).map(|further| (skipped, further))
    })
}
