//! Mending a book's texts by what its findings say.

use std::collections::BTreeMap;

use super::structure::structure;
use super::typed::Typed;
use crate::diagnostic::{Edit, FileId, Report, Safety, Sources, edited};
use crate::edition::open;
use crate::files::Files;
use crate::lint::Dictionaries;

/// A text that is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MendedText {
    /// Its path from the book's folder.
    pub path: String,
    /// As it was.
    pub before: String,
    /// As it is to be.
    pub after: String,
    /// How many places were changed.
    pub places: usize,
}

/// How often a book is looked through anew: mending one place can show another.
const ROUNDS: usize = 12;
/// The largest text that is mended, in bytes.
const LARGEST: u64 = 256 << 20;

/// Mends a book's texts until nothing is left to mend: by safe edits, and by others too where `unsafe_too`. Nothing is written. An edit
/// that would change how the text is read beyond its own place is not made.
pub fn mend(files: &dyn Files, unsafe_too: bool, dictionaries: Option<&Dictionaries>) -> Vec<MendedText> {
    let mut typed = Typed::new(files);
    let mut mended: BTreeMap<String, MendedText> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let (mut sources, mut report) = (Sources::default(), Report::new());
        let Ok(texts) = open::check(&typed, dictionaries, &mut sources, &mut report) else {
            break;
        };
        let mut changed = Vec::new();
        for (file, path) in texts {
            let before = sources.text(file);
            let edits = edits_of(&report, file, unsafe_too);
            let (after, places) = held(&before, &path, edits);
            if places > 0 {
                changed.push((path, before.to_string(), after, places));
            }
        }
        if changed.is_empty() {
            break;
        }
        for (path, before, after, places) in changed {
            typed.put(&path, after.clone().into_bytes());
            let entry = mended.entry(path.clone()).or_insert_with(|| MendedText {
                path,
                before,
                after: String::new(),
                places: 0,
            });
            entry.after = after;
            entry.places += places;
        }
    }
    // What is not UTF-8 byte for byte is somebody else's to write.
    let same = |one: &MendedText| {
        files
            .bytes(&one.path, LARGEST)
            .is_ok_and(|bytes| bytes == one.before.as_bytes())
    };
    mended
        .into_values()
        .filter(|one| one.after != one.before && same(one))
        .collect()
}

/// Every fix that touches a file, as the group of edits that it is.
fn edits_of(report: &Report, file: FileId, unsafe_too: bool) -> Vec<(Safety, Edit)> {
    let fixes = report.sorted().into_iter().filter_map(|found| found.fix.as_ref());
    let wanted = fixes.filter(|fix| unsafe_too || fix.safety == Safety::Safe);
    let edits = wanted.flat_map(|fix| fix.edits.iter().map(|edit| (fix.safety, edit.clone())));
    let mut edits: Vec<(Safety, Edit)> = edits.filter(|(_, edit)| edit.span.file == file).collect();
    edits.sort_by_key(|(_, edit)| edit.span);
    edits.dedup_by(|a, b| a.1.span.start < b.1.span.end || a.1.span.start == b.1.span.start);
    edits
}

/// The text with all edits that leave it read as it was, and how many those are: safe ones first, since they are held by every letter.
fn held(text: &str, name: &str, edits: Vec<(Safety, Edit)>) -> (String, usize) {
    let (safe, other): (Vec<_>, Vec<_>) = edits.into_iter().partition(|(safety, _)| *safety == Safety::Safe);
    let keep = |edits: Vec<(Safety, Edit)>, safety: Safety| {
        let edits: Vec<Edit> = edits.into_iter().map(|(_, edit)| edit).collect();
        if edits.is_empty() {
            return Vec::new();
        }
        let wanted = structure(text, name, safety);
        kept(text, &edits, &|after| structure(after, name, safety) == wanted)
    };
    let mut all = keep(safe, Safety::Safe);
    all.extend(keep(other, Safety::Unsafe));
    let all: Vec<&Edit> = all.iter().collect();
    (edited(text, &all), all.len())
}

/// The edits that hold together: all, or those of each half that do.
fn kept(text: &str, edits: &[Edit], holds: &dyn Fn(&str) -> bool) -> Vec<Edit> {
    let all: Vec<&Edit> = edits.iter().collect();
    if edits.is_empty() || holds(&edited(text, &all)) {
        return edits.to_vec();
    }
    if edits.len() == 1 {
        return Vec::new();
    }
    let (first, second) = edits.split_at(edits.len() / 2);
    let mut kept_ones = kept(text, first, holds);
    kept_ones.extend(kept(text, second, holds));
    kept_ones
}
