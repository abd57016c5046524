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
    report.change(RULE.code, |found| {
        let Some(own) = span(&found.location) else { return };
        let next = starts.iter().filter(|other| **other > own).min().copied();
        let of_line = |edit: &&Edit| edit.span >= own && next.is_none_or(|next| edit.span < next);
        let of_file = edits.iter().filter(of_line).filter(|edit| edit.span.file == own.file);
        let edits = of_file.map(|edit| vec![edit.clone()]).collect();
        *found = found.clone().mend_each(Safety::Safe, edits);
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
