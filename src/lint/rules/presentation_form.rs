//! Presentation forms, which the manuscript's reader finds: what is to stand in their place.

use super::*;
use crate::manuscript::{is_presentation_form, letters_of_form};

/// Presentation forms for Arabic letters.
pub(in crate::lint) const RULE: Rule = Rule {
    fix: Some(Safety::Safe),
    ..Rule::new("presentation-form", Find::WhileReading)
};

/// Gives each finding the edits of its line: it is said once a line.
pub(in crate::lint) fn mend(passages: &[Passage], report: &mut Report) {
    let mut edits: Vec<Edit> = passages.iter().flat_map(edits_of).collect();
    edits.sort();
    let mut starts = Vec::new();
    report.change(RULE.code, |found| starts.extend(span(&found.location)));
    starts.sort();
    report.change(RULE.code, |found| {
        let Some(own) = span(&found.location) else { return };
        let next = starts.get(starts.partition_point(|other| *other <= own));
        let first = edits.partition_point(|edit| edit.span < own);
        let end = next.map_or(edits.len(), |next| edits.partition_point(|edit| edit.span < *next));
        let of_line = edits.get(first..end).unwrap_or_default().iter();
        let of_file = of_line.filter(|edit| edit.span.file == own.file);
        let places = of_file.map(|edit| (Location::Span(edit.span), vec![edit.clone()]));
        *found = found.clone().mend_each(Safety::Safe, places);
    });
}

fn span(location: &Location) -> Option<Span> {
    match location {
        Location::Span(span) => Some(*span),
        _ => None,
    }
}

fn edits_of(passage: &Passage) -> Vec<Edit> {
    let forms = passage.letters().filter(|&(_, c)| is_presentation_form(c));
    let edit = |(at, c): (usize, char)| {
        let range = at..at + c.len_utf8();
        let letters = letters_of_form(c, passage.after(range.end));
        let span = passage.exact(&range).filter(|_| !passage.is_opaque(&range))?;
        Some(Edit {
            span,
            replacement: letters,
        })
    };
    forms.filter_map(edit).collect()
}
