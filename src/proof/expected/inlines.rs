//! What a run of inlines must show, letter by letter.

use super::super::letters::{is_bare, is_unseen};
use super::super::run::{Medium, OWN, Run, Unit, Word};
use super::Writer;
use crate::diagnostic::Span;
use crate::document::{Inline, Note, Target, plain_text, says_address, shown_address};

impl Writer<'_> {
    pub(super) fn mark(&self, note: &Note) -> String {
        if note.mark.is_empty() {
            self.book.program.number(note.number.into())
        } else {
            note.mark.clone()
        }
    }

    pub(super) fn inlines(&mut self, content: &[Inline], run: &mut Run) {
        for inline in content {
            self.inline(inline, run);
        }
    }

    fn inline(&mut self, inline: &Inline, run: &mut Run) {
        let page = self.medium == Medium::Page;
        match inline {
            Inline::Text { text, span } => self.author(text, *span, run),
            Inline::Code { text, span } => {
                run.own_if(page, "\u{2066}");
                self.author(text, *span, run);
                run.own_if(page, "\u{2069}");
            }
            Inline::Break => {
                self.in_word = false;
                run.own("\n");
            }
            Inline::Note { .. } if !self.notes => {}
            Inline::Note { note, .. } => {
                let Some(note) = self.document.notes.get(*note) else {
                    return;
                };
                match self.medium {
                    Medium::Page => {
                        // Behind what it follows, whatever that is.
                        run.own_if(self.book.right_to_left, "\u{200f}");
                        run.own(&self.mark(note));
                    }
                    Medium::Epub => {}
                    Medium::Text => run.own(&format!(" [{}]", note.mark)),
                }
            }
            Inline::Image(image) => match self.medium {
                Medium::Page => run.own("\u{fffc}"),
                Medium::Epub => {}
                Medium::Text => run.own(&self.described(&image.alt)),
            },
            Inline::Isolate { direction, content, .. } => {
                run.own_if(
                    page,
                    match direction.map(|direction| direction.is_rtl()) {
                        Some(true) => "\u{2067}",
                        Some(false) => "\u{2066}",
                        None => "\u{2068}",
                    },
                );
                self.inlines(content, run);
                run.own_if(page, "\u{2069}");
            }
            Inline::Link {
                target: Target::Url(url),
                content,
                ..
            } if self.medium == Medium::Text => {
                self.inlines(content, run);
                let said = says_address(&plain_text(content), url);
                run.own_if(!said, &format!(" ({})", shown_address(url)));
            }
            other => self.inlines(other.content(), run),
        }
    }

    /// The author's letters. Spaces part words; what a run of inlines joins without one is one word.
    pub(super) fn author(&mut self, text: &str, span: Span, run: &mut Run) {
        let same_length = (span.end - span.start) as usize == text.len();
        for (at, c) in text.char_indices() {
            if c.is_whitespace() || is_unseen(c) {
                self.in_word &= !c.is_whitespace();
                // A line's end in the manuscript is a space; no-break spaces are separators of numbers too (UAX#9, CS).
                run.units.push(Unit {
                    c: if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c },
                    word: OWN,
                });
                continue;
            }
            // A sign stands for what no font has.
            if self.medium == Medium::Page && self.book.missing.contains(&c) {
                run.own("\u{fffc}");
                continue;
            }
            if !self.in_word {
                let shift = if same_length { u32::try_from(at).unwrap_or(0) } else { 0 };
                let span = Span {
                    start: span.start + shift,
                    ..span
                };
                let span = (span.end > 0).then_some(span);
                self.expected.words.push(Word { span, counts: false });
                self.in_word = true;
            }
            let word = u32::try_from(self.expected.words.len() - 1).unwrap_or(OWN);
            if let Some(last) = self.expected.words.last_mut() {
                last.counts |= is_bare(c);
            }
            run.units.push(Unit { c, word });
        }
    }

    pub(super) fn described(&self, alt: &str) -> String {
        if alt.is_empty() {
            String::new()
        } else {
            format!("[{}: {alt}]", self.book.program.image)
        }
    }
}
