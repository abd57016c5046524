//! Direction controls without their other half.

use super::*;
use crate::document::Inline;
use crate::lint::controls::{at_place, each_control};

/// A direction that is not ended, or an end without a beginning.
pub(in crate::lint) const RULE: Rule = Rule::new("bidi-unbalanced", Find::By(find));

fn find(book: &Book<'_>, report: &mut Report) {
    for (name, at) in book.names {
        let mut balance = Balance::default();
        each_control(book, name, at, &mut |control, at| balance.add(control, at));
        balance.report(report);
    }
    book.each_block(&mut |block| {
        for run in block.runs() {
            let mut balance = Balance::default();
            for inline in run {
                inline.visit(&mut |inner| {
                    if let Inline::Text { text, span } = inner {
                        each_control(book, text, &Location::Span(*span), &mut |control, at| {
                            balance.add(control, at)
                        });
                    }
                });
            }
            balance.report(report);
        }
    });
}

/// The controls that stand open in a paragraph, and those that ended nothing (UAX#9 BD9, BD11).
#[derive(Default)]
struct Balance {
    open: Vec<(char, Location)>,
    stray: Vec<(char, Location)>,
}

impl Balance {
    fn add(&mut self, control: char, at: Location) {
        let is_isolate = |open: char| matches!(open, '\u{2066}'..='\u{2068}');
        match control {
            '\u{2069}' => match self.open.iter().rposition(|open| is_isolate(open.0)) {
                // What stands open inside an isolate is ended by it, but was not by its own end.
                Some(isolate) => self.stray.extend(self.open.drain(isolate..).skip(1)),
                None => self.stray.push((control, at)),
            },
            '\u{202c}' => match self.open.pop_if(|open| !is_isolate(open.0)) {
                Some(_) => {}
                None => self.stray.push((control, at)),
            },
            _ => self.open.push((control, at)),
        }
    }

    fn report(self, report: &mut Report) {
        for (control, at) in self.open.into_iter().chain(self.stray) {
            let code = u32::from(control);
            let (message, hint) = match control {
                '\u{2069}' | '\u{202c}' => (
                    said!(
                        "U+{code} ends a direction that nothing began",
                        code = format!("{:04X}", code)
                    ),
                    "delete it",
                ),
                _ => (
                    said!(
                        "the direction that U+{code} begins is not ended in this paragraph",
                        code = format!("{:04X}", code)
                    ),
                    "end it, or delete it: runs of another direction are kept apart without it",
                ),
            };
            report.add(at_place(Diagnostic::warning(RULE.code, message), at).hint(hint));
        }
    }
}
