//! What the program says, in the language of whoever runs it.
//!
//! Messages are written in English where they arise. One that `said!` makes knows its template and what fills its holes; any other text is
//! taken apart by the template that it was made from. Either is said by that template's row in `assets/`: sentences of findings in
//! `findings/said.ar.toml`, all else in `messages/ar.toml`. What stands in a hole is translated where it is itself a phrase of the
//! catalogue, and else is left as it is; what has no row stays English.

mod catalogue;
mod isolate;
mod template;

use super::codes::Tongue;
use catalogue::{Catalogue, Row, Said};
use isolate::{Piece, isolated, joined};
use template::{Braces, Pattern};

/// How deep phrases may stand inside each other.
const DEPTH: usize = 5;

/// A text as people read it in a language: in Arabic, names and commands stand in isolates.
pub fn for_people(text: &str, tongue: Tongue) -> String {
    told(text, tongue, isolated)
}

/// A text as programs pass it on: the same words without isolates.
pub fn for_programs(text: &str, tongue: Tongue) -> String {
    told(text, tongue, joined)
}

/// A text that is Arabic already, with its names and commands in isolates.
pub fn set_apart(text: &str) -> String {
    isolated(&[Piece::Words(text.to_owned())])
}

/// A whole text, or each of its lines.
fn told(text: &str, tongue: Tongue, written: fn(&[Piece]) -> String) -> String {
    if tongue == Tongue::English {
        return text.to_owned();
    }
    let teller = Teller {
        catalogue: Catalogue::arabic(),
        written,
    };
    if let Some(said) = teller.phrase(text, DEPTH) {
        return said;
    }
    let line = |line: &str| teller.phrase(line, DEPTH).unwrap_or_else(|| line.to_owned());
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// What a text says in Arabic, if it is known, without isolates.
pub(super) fn known(text: &str) -> Option<String> {
    let catalogue = Catalogue::arabic();
    Teller {
        catalogue,
        written: joined,
    }
    .phrase(text, DEPTH)
}

/// The Arabic of a template as it stands in the source, with what stands in its holes in Arabic.
/// `is_said` tells of the holes that hold Arabic already.
pub(super) fn filled(
    template: &str,
    hole: impl Fn(&str) -> Option<String>,
    is_said: impl Fn(&str) -> bool,
) -> Option<String> {
    let row = Catalogue::arabic().named(template)?;
    let names = row.pattern.names();
    let whole = |names: &Vec<String>| names.iter().map(|name| hole(name)).collect::<Option<String>>();
    let holes: Vec<String> = names.iter().map(whole).collect::<Option<_>>()?;
    let holes: Vec<&str> = holes.iter().map(String::as_str).collect();
    let piece = |said: &Said| match said {
        Said::Text(text) => text.clone(),
        Said::Hole { at, quoted } => {
            let hole = holes.get(*at).copied().unwrap_or_default();
            let said = || {
                names
                    .get(*at)
                    .is_some_and(|names| names.iter().all(|name| is_said(name)))
            };
            // A phrase of the catalogue has words in it.
            let may_be_phrase = !quoted && hole.bytes().any(|byte| byte.is_ascii_alphabetic()) && !said();
            let phrase = may_be_phrase.then(|| known(hole)).flatten();
            phrase.unwrap_or_else(|| hole.to_owned())
        }
    };
    Some(row.said(&holes).iter().map(piece).collect())
}

/// The written pieces of a template, without what stands in its holes.
pub fn pieces(template: &str) -> Vec<String> {
    Pattern::of(template.trim_matches('\n'), Braces::Doubled)
        .pieces()
        .to_vec()
}

/// The holes that a template has, by their names; those that stand side by side are one.
pub fn holes(template: &str) -> Vec<Vec<String>> {
    Pattern::of(template, Braces::Doubled).names().to_vec()
}

struct Teller {
    catalogue: &'static Catalogue,
    written: fn(&[Piece]) -> String,
}

impl Teller {
    /// A text that the catalogue knows.
    fn phrase(&self, text: &str, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        let plain = self.catalogue.named(text).filter(|row| row.pattern.names().is_empty());
        if let Some(row) = plain {
            return Some((self.written)(&self.pieces(row, &[], depth)));
        }
        let says = |row: &Row| row.pattern.weight() > 0;
        if let Some((row, holes)) = self.catalogue.open(text).find(|(row, _)| says(row)) {
            return Some((self.written)(&self.pieces(row, &holes, depth)));
        }
        if let Some((before, row, holes)) = self.catalogue.tail(text)
            && let Some(before) = self.phrase(before, depth)
        {
            let mut pieces = vec![Piece::Phrase(before)];
            pieces.extend(self.pieces(row, &holes, depth));
            return Some((self.written)(&pieces));
        }
        // A template that says nothing itself, such as "{file}: {why}", is this text's only if it makes something of it.
        let silent = self.catalogue.open(text).filter(|(row, _)| !says(row));
        let makes = |holes: &[&str]| holes.iter().any(|hole| self.phrase(hole, depth).is_some());
        let (row, holes) = { silent }.find(|(_, holes)| makes(holes))?;
        Some((self.written)(&self.pieces(row, &holes, depth)))
    }

    fn pieces(&self, row: &Row, holes: &[&str], depth: usize) -> Vec<Piece> {
        let piece = |said: &Said| match said {
            Said::Text(text) => vec![Piece::Words(text.clone())],
            Said::Hole { at, quoted } => match holes.get(*at) {
                Some(hole) if *quoted => vec![Piece::Value((*hole).to_owned())],
                Some(hole) => self.hole(hole, depth),
                None => Vec::new(),
            },
        };
        row.said(holes).iter().flat_map(piece).collect()
    }

    /// What stands in a hole: a phrase, something that a phrase goes on from, a list with phrases in it, or a name.
    fn hole(&self, text: &str, depth: usize) -> Vec<Piece> {
        if let Some(phrase) = self.phrase(text, depth) {
            return vec![Piece::Phrase(phrase)];
        }
        let Some(depth) = depth.checked_sub(1) else {
            return vec![Piece::Value(text.to_owned())];
        };
        if let Some((before, row, holes)) = self.catalogue.tail(text) {
            let mut pieces = self.hole(before, depth);
            pieces.extend(self.pieces(row, &holes, depth));
            return pieces;
        }
        let items: Vec<&str> = text.split(", ").collect();
        let is_list = || {
            items.iter().all(|item| is_code(item))
                || items.iter().all(|item| is_name(item))
                || items.iter().any(|item| self.phrase(item, depth).is_some())
        };
        if items.len() > 1 && is_list() {
            let mut pieces = Vec::new();
            for item in items {
                if !pieces.is_empty() {
                    pieces.push(Piece::Words("، ".into()));
                }
                pieces.extend(self.hole(item, depth));
            }
            return pieces;
        }
        vec![Piece::Value(text.to_owned())]
    }
}

/// Whether an item of a list is code, in ticks.
fn is_code(item: &str) -> bool {
    item.len() > 2 && item.starts_with('`') && item.ends_with('`')
}

/// Whether an item of a list is a name that programs have: of a format, a paper, a language.
fn is_name(item: &str) -> bool {
    !item.is_empty() && item.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
}

#[cfg(test)]
mod tests;
