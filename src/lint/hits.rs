//! What a rule of passages says: where, what, and what would mend it.

use std::ops::Range;

use super::Rule;
use super::passage::{Passage, Setting};
use crate::diagnostic::codes::code;
use crate::diagnostic::{Diagnostic, Edit, Location, Message, Report, Severity, Span};

/// Gathers what one rule finds.
pub(super) struct Hits<'a> {
    rule: &'a Rule,
    report: &'a mut Report,
    /// What is said once: the first, with all places and edits so far.
    gathered: Option<(Diagnostic, Vec<Span>)>,
}

/// What is to stand in a place of a passage.
pub(super) type Change = (Range<usize>, String);

impl<'a> Hits<'a> {
    pub(super) fn new(rule: &'a Rule, report: &'a mut Report) -> Self {
        Self {
            rule,
            report,
            gathered: None,
        }
    }

    /// Says something about a range of a passage. Nothing is said of addresses and the like.
    pub(super) fn say(
        &mut self,
        passage: &Passage,
        range: Range<usize>,
        message: impl Into<Message>,
        hint: impl Into<Message>,
    ) {
        self.mend(passage, range, message, hint, Vec::new());
    }

    /// Says something, and what would mend it: all of the changes or none.
    pub(super) fn mend(
        &mut self,
        passage: &Passage,
        range: Range<usize>,
        message: impl Into<Message>,
        hint: impl Into<Message>,
        changes: Vec<Change>,
    ) {
        if passage.is_opaque(&range) {
            return;
        }
        let mut found = self.finding(message).hint(hint).located(passage.place(&range));
        if let Some(safety) = self.rule.fix {
            found = found.mend(safety, exact(passage, changes));
        }
        self.add(found);
    }

    fn finding(&self, message: impl Into<Message>) -> Diagnostic {
        match code(self.rule.code).map(|code| code.severity) {
            Some(Severity::Warning) => Diagnostic::warning(self.rule.code, message),
            Some(Severity::Error) => Diagnostic::error(self.rule.code, message),
            _ => Diagnostic::note(self.rule.code, message),
        }
    }

    fn add(&mut self, found: Diagnostic) {
        let Location::Span(span) = found.location else {
            return self.report.add(found);
        };
        if !self.rule.once {
            return self.report.add(found);
        }
        match &mut self.gathered {
            None => self.gathered = Some((found, Vec::new())),
            Some((first, also)) => {
                also.push(span);
                match (&mut first.fix, found.fix) {
                    (Some(fix), Some(more)) => fix.places.extend(more.places),
                    (fix @ None, more) => *fix = more,
                    _ => {}
                }
            }
        }
    }

    /// Says what was gathered.
    pub(super) fn finish(self) {
        if let Some((first, also)) = self.gathered {
            self.report.add(first.gathered(also));
        }
    }
}

/// Something said of several places of a book at once.
pub(super) struct Together<'a> {
    places: Vec<(&'a Passage, Range<usize>, Vec<Change>)>,
}

impl<'a> Together<'a> {
    pub(super) fn new() -> Self {
        Self { places: Vec::new() }
    }

    pub(super) fn add(&mut self, passage: &'a Passage, range: Range<usize>, changes: Vec<Change>) {
        if !passage.is_opaque(&range) {
            self.places.push((passage, range, changes));
        }
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Says of each place the same: at the first of them, with their number and all the others beside it.
    pub(super) fn say_each(self, hits: &mut Hits<'_>, message: impl Into<Message>, hint: impl Into<Message>) {
        if let Some((found, also)) = self.finding(hits, message, hint) {
            hits.report.add(found.gathered(also));
        }
    }

    /// Says something of all places together: at the first of them, with all the others beside it.
    pub(super) fn say(self, hits: &mut Hits<'_>, message: impl Into<Message>, hint: impl Into<Message>) {
        if let Some((mut found, also)) = self.finding(hits, message, hint) {
            found.also = also.into();
            hits.report.add(found);
        }
    }

    /// What is said at the first place, and the further ones.
    fn finding(
        self,
        hits: &Hits<'_>,
        message: impl Into<Message>,
        hint: impl Into<Message>,
    ) -> Option<(Diagnostic, Vec<Span>)> {
        let places = self.places.into_iter();
        let places = places.map(|(passage, range, changes)| (passage.place(&range), exact(passage, changes)));
        let places: Vec<(Location, Vec<Edit>)> = places.collect();
        let also = places.iter().skip(1).filter_map(|(place, _)| match place {
            Location::Span(span) => Some(*span),
            _ => None,
        });
        let also = also.collect();
        let found = hits.finding(message).hint(hint).located(places.first()?.0.clone());
        let found = match hits.rule.fix {
            Some(safety) => found.mend_each(safety, places),
            None => found,
        };
        Some((found, also))
    }
}

/// The changes as edits of the source, all or none. Verse is set as its author wants it.
fn exact(passage: &Passage, changes: Vec<Change>) -> Vec<Edit> {
    let edit = |(range, replacement): Change| {
        let span = passage.exact(&range)?;
        Some(Edit { span, replacement })
    };
    let edits: Option<Vec<Edit>> = changes.into_iter().map(edit).collect();
    edits.filter(|_| passage.setting != Setting::Verse).unwrap_or_default()
}
