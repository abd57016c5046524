//! What dialects write that CommonMark reads as letters, put into CommonMark's own signs and into marks before it is parsed.
//!
//! Code is never touched: a first parse tells where it stands. The passes: fences that lack their end, boxes that are fenced as code is, tables in columns, what begins
//! lines, and what stands in them.

mod boxes;
mod callouts;
mod columns;
mod fences;
mod figures;
mod heads;
mod line;
mod lines;
mod lists;
mod openiti;
mod outline;
mod plain;
mod spans;
mod tables;
mod templates;
mod tex;
mod verse;

use std::ops::Range;

use super::clean::{Cleaned, Edit};
use super::marks::{Mark, Marks};
use super::tally::{Odd, Tally};
use crate::diagnostic::FileId;
use outline::Outline;

/// What is being rewritten: a text, the edits so far, the marks of the whole file, and what was odd.
struct Draft<'a> {
    file: FileId,
    source: &'a Cleaned,
    text: &'a str,
    outline: &'a Outline,
    edits: Vec<Edit>,
    marks: &'a mut Marks,
    tally: &'a mut Tally,
}

impl<'a> Draft<'a> {
    fn replace(&mut self, range: Range<usize>, instead: impl Into<String>) {
        self.edits.push(Edit {
            range,
            instead: instead.into(),
        });
    }

    fn mark(&mut self, range: Range<usize>, mark: Mark) {
        let instead = self.marks.put(mark);
        self.replace(range, instead);
    }

    fn count(&mut self, odd: Odd, range: Range<usize>) {
        let span = self.source.span(self.file, range);
        self.tally.count(odd, span);
    }

    /// Notes that what begins here has no end; `ended` where one was found for it.
    fn unclosed(&mut self, range: Range<usize>, ended: bool) {
        let span = self.source.span(self.file, range);
        self.tally.unclosed(span, ended);
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or("")
    }
}

/// How often a text is looked through for fences without an end: to close some can uncover others behind them.
const UNCLOSED_ROUNDS: usize = 8;

/// A text of the Open Islamicate Texts Initiative as Markdown.
pub(super) fn openiti(file: FileId, text: Cleaned, marks: &mut Marks, tally: &mut Tally) -> Cleaned {
    pass(file, text, marks, tally, openiti::rewrite)
}

/// A plain text as Markdown.
pub(super) fn plain(file: FileId, text: Cleaned, marks: &mut Marks, tally: &mut Tally) -> Cleaned {
    pass(file, text, marks, tally, plain::rewrite)
}

/// The text as the parser is to have it. `component` tells whether the file is of JSX (MDX).
pub(super) fn rewrite(file: FileId, text: Cleaned, component: bool, marks: &mut Marks, tally: &mut Tally) -> Cleaned {
    let mut text = text;
    for _ in 0..UNCLOSED_ROUNDS {
        let before = text.as_str().len();
        text = pass(file, text, marks, tally, fences::rewrite);
        if text.as_str().len() == before {
            break;
        }
    }
    let text = pass(file, text, marks, tally, |draft| {
        boxes::rewrite(draft);
        figures::rewrite(draft);
        tex::formulas(draft);
        heads::rewrite(draft);
    });
    let text = pass(file, text, marks, tally, columns::rewrite);
    let text = pass(file, text, marks, tally, |draft| {
        templates::rewrite(draft, component);
        lines::rewrite(draft);
    });
    pass(file, text, marks, tally, spans::rewrite)
}

fn pass(
    file: FileId,
    source: Cleaned,
    marks: &mut Marks,
    tally: &mut Tally,
    edit: impl FnOnce(&mut Draft<'_>),
) -> Cleaned {
    let outline = Outline::of(source.as_str());
    let mut draft = Draft {
        file,
        source: &source,
        text: source.as_str(),
        outline: &outline,
        edits: Vec::new(),
        marks,
        tally,
    };
    edit(&mut draft);
    let edits = draft.edits;
    source.edited(edits)
}
