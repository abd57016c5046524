//! A text as it is parsed: line ends made one kind, characters that no output may hold taken out, every place kept.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::Source;
use crate::diagnostic::{Diagnostic, FileId, Report, Span, said};

/// A cleaned text that knows where each of its bytes came from.
pub(super) struct Cleaned {
    text: String,
    /// Where copying went on after a change: offset here, offset in the original. Sorted; never empty.
    joints: Vec<(usize, usize)>,
}

/// A stretch of a text, and what stands instead of it.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub(super) range: std::ops::Range<usize>,
    pub(super) instead: String,
}

impl Cleaned {
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The stretch of the original that a stretch of this text came from.
    pub(super) fn span(&self, file: FileId, range: std::ops::Range<usize>) -> Span {
        Span::new(file, self.original(range.start)..self.original(range.end))
    }

    fn original(&self, at: usize) -> usize {
        let after = self.joints.partition_point(|joint| joint.0 <= at);
        let joint = after.checked_sub(1).and_then(|i| self.joints.get(i));
        let place = joint.map_or(at, |(here, there)| there + (at - here));
        // Letters that were put in stand nowhere: they count as the place before which they were put.
        self.joints.get(after).map_or(place, |next| place.min(next.1))
    }

    /// The same text with some stretches replaced. Edits may come in any order; of two that overlap, the earlier one counts.
    pub(super) fn edited(self, mut edits: Vec<Edit>) -> Self {
        if edits.is_empty() {
            return self;
        }
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut out = Cleaned {
            text: String::with_capacity(self.text.len() + edits.len() * 8),
            joints: Vec::with_capacity(self.joints.len() + 2 * edits.len()),
        };
        let mut at = 0;
        for edit in edits.into_iter().filter(|edit| edit.range.end <= self.text.len()) {
            if edit.range.start < at {
                continue;
            }
            self.copy(at..edit.range.start, &mut out);
            out.joints.push((out.text.len(), self.original(edit.range.start)));
            out.text.push_str(&edit.instead);
            at = edit.range.end;
        }
        self.copy(at..self.text.len(), &mut out);
        out
    }

    /// Copies a stretch to the end of another text, with its joints.
    fn copy(&self, range: std::ops::Range<usize>, out: &mut Cleaned) {
        let shift = out.text.len();
        out.joints.push((shift, self.original(range.start)));
        let first = self.joints.partition_point(|joint| joint.0 <= range.start);
        let inside = self.joints.iter().skip(first).take_while(|joint| joint.0 < range.end);
        out.joints
            .extend(inside.map(|joint| (shift + joint.0 - range.start, joint.1)));
        out.text.push_str(self.text.get(range).unwrap_or(""));
    }
}

/// Cleans the text from byte `from` on. Dropped control characters and presentation forms are reported, once a line.
pub(super) fn clean(source: Source<'_>, from: usize, report: &mut Report) -> Cleaned {
    let mut out = Cleaned {
        text: String::with_capacity(source.text.len()),
        joints: vec![(0, from)],
    };
    let body = source.text.get(from..).unwrap_or("");
    let (mut copied, mut line) = (0, 0);
    let mut said: (Option<usize>, Option<usize>) = (None, None);
    for (at, c) in body.char_indices() {
        let place = Span::new(source.file, from + at..from + at + c.len_utf8());
        if is_presentation_form(c) && said.1.replace(line) != Some(line) {
            report.add(presentation_form(c).at(place));
        }
        let Some(instead) = replacement(c, body.as_bytes().get(at + 1)) else {
            line += usize::from(c == '\n');
            continue;
        };
        if is_illegal(c) && said.0.replace(line) != Some(line) {
            report.add(illegal(c).at(place));
        }
        line += usize::from(instead.contains('\n'));
        out.text.push_str(body.get(copied..at).unwrap_or(""));
        out.text.push_str(instead);
        copied = at + c.len_utf8();
        out.joints.push((out.text.len(), from + copied));
    }
    out.text.push_str(body.get(copied..).unwrap_or(""));
    out
}

/// What stands instead of a character that is not kept as it is; `next` is the byte after it.
fn replacement(c: char, next: Option<&u8>) -> Option<&'static str> {
    match c {
        '\r' if next == Some(&b'\n') => Some(""),
        '\r' | '\u{85}' | '\u{2028}' => Some("\n"),
        '\u{2029}' => Some("\n\n"),
        '\u{feff}' => Some(""),
        _ if is_illegal(c) => Some(""),
        _ => None,
    }
}

/// Characters that XML 1.0 forbids or discourages (2.2): controls but for tab and line ends, and noncharacters.
fn is_illegal(c: char) -> bool {
    let code = u32::from(c);
    let line_end = matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    (c.is_control() && !line_end) || (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// Presentation forms of Arabic letters (alreq § 2.2), which are never what an author means. Not among them: the signs that are
/// written on purpose, ﴾ ﴿ and the honorifics and word ligatures such as ﷲ and ﷺ.
pub fn is_presentation_form(c: char) -> bool {
    matches!(u32::from(c), 0xfb50..=0xfd3d | 0xfd50..=0xfdce | 0xfe70..=0xfefc)
}

/// The text as every output holds it: presentation forms as letters, in normalisation form C, without what XML forbids.
pub(super) fn letters(text: &str) -> Cow<'_, str> {
    let odd = |c: char| is_illegal(c) || is_presentation_form(c) || c == '\u{feff}';
    if is_nfc(text) && !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().filter(|&c| !is_illegal(c) && c != '\u{feff}').peekable();
    while let Some(c) = rest.next() {
        if is_presentation_form(c) {
            plain.push_str(&letters_of_form(c, rest.peek().copied()));
        } else {
            plain.push(c);
        }
    }
    Cow::Owned(plain.nfc().collect())
}

/// The letters of a presentation form. One that leans on a next letter where there is none keeps its shape by a tatweel: the heh of the
/// years of the Hijra (هـ), a particle before a quotation (بـ «…»), a letter that counts (جـ).
pub fn letters_of_form(form: char, next: Option<char>) -> String {
    let mut letters = letter_of_form(form);
    if leans(form) && !next.is_some_and(char::is_alphabetic) {
        letters.push('ـ');
    }
    letters
}

/// Isolated marks decompose to a space and the mark; the mark is what was meant.
fn letter_of_form(form: char) -> String {
    std::iter::once(form).nfkc().filter(|&part| part != ' ').collect()
}

/// Whether a presentation form joins a letter behind it: Unicode lists those of a letter as isolated, final, initial, medial.
fn leans(form: char) -> bool {
    let before = |steps: u32| char::from_u32(u32::from(form) - steps).map(letter_of_form);
    let letter = Some(letter_of_form(form));
    (1..4).take_while(|&steps| before(steps) == letter).count() > 1
}

fn illegal(c: char) -> Diagnostic {
    let message = said!(
        "the control character U+{code} is left out",
        code = format!("{:04X}", u32::from(c))
    );
    Diagnostic::warning("illegal-character", message).hint("delete it: no publication format can hold it")
}

fn presentation_form(c: char) -> Diagnostic {
    let message = said!(
        "U+{code} is a presentation form, not a letter; letters are set instead",
        code = format!("{:04X}", u32::from(c))
    );
    Diagnostic::warning("presentation-form", message)
        .hint("type the letters themselves: nobody finds or reads out these forms")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;

    fn cleaned(text: &str) -> (Cleaned, Report) {
        let file = Sources::default().add("a.md", text);
        let mut report = Report::new();
        let source = Source {
            file,
            name: "a.md",
            text,
        };
        (clean(source, 0, &mut report), report)
    }

    #[test]
    fn line_ends_are_one_kind_and_places_stay() {
        let (text, report) = cleaned("\u{feff}a\r\nb\rc\u{2028}d");
        assert_eq!(text.as_str(), "a\nb\nc\nd");
        let place = |at: usize| text.span(FileId::default(), at..at + 1).start;
        assert_eq!([0, 2, 4, 6].map(place), [3, 6, 8, 12]);
        assert!(report.sorted().is_empty());
    }

    #[test]
    fn a_form_that_leans_on_nothing_keeps_its_shape() {
        for (typed, shown) in [
            ("\u{fe91} «قول»", "بـ «قول»"),
            ("(\u{fe9f})", "(جـ)"),
            ("١٤٤٥\u{feeb}", "١٤٤٥هـ"),
            ("\u{fe97}\u{feb8}…", "تشـ…"),
            ("\u{fb58}.", "پـ."),
            ("\u{fe91}\u{fe8e}\u{fe8f}", "باب"),
            ("\u{fedf}ـ", "لـ"),
            ("\u{fe8f} \u{fe90} \u{fefb}", "ب ب لا"),
        ] {
            assert_eq!(letters(typed), shown);
        }
    }

    #[test]
    fn edits_keep_places() {
        let (text, _) = cleaned("ab\r\ncd ef");
        let edit = |range, instead: &str| Edit {
            range,
            instead: instead.into(),
        };
        let text = text.edited(vec![
            edit(6..7, ""),
            edit(3..4, "XYZ"),
            edit(3..5, "never"),
            edit(0..0, "--"),
        ]);
        assert_eq!(text.as_str(), "--ab\nXYZd f");
        let place = |at: usize| text.span(FileId::default(), at..at + 1).start;
        assert_eq!([0, 2, 3, 5, 7, 8, 9, 10].map(place), [0, 0, 1, 4, 5, 5, 6, 8]);
    }

    #[test]
    fn what_xml_forbids_goes_with_a_word() {
        let (text, report) = cleaned("أ\u{1}ب\u{b}ج\u{fffe}د\n\0");
        assert_eq!(text.as_str(), "أبجد\n");
        assert_eq!(report.sorted().len(), 2);
    }

    #[test]
    fn presentation_forms_become_letters_and_signs_stay() {
        assert_eq!(letters("ﻣﺮﺣﺒﺎ ﷲ ﷺ ﴾ﻻ﴿"), "مرحبا ﷲ ﷺ ﴾لا﴿");
        assert_eq!(letters("كﹰ"), "ك\u{64b}");
        assert_eq!(letters("قرا\u{653}ن"), "قرآن");
        assert_eq!(cleaned("ﻣﺮﺣﺒﺎ\nﻣﺮﺣﺒﺎ").1.sorted().len(), 2);
    }
}
