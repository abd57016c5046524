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

/// The edits of one place, which are made together or not at all.
type Place = (Safety, Vec<Edit>);

/// What mends the places of a file, without those that collide with one before them.
fn edits_of(report: &Report, file: FileId, unsafe_too: bool) -> Vec<Place> {
    let fixes = report.sorted().into_iter().filter_map(|found| found.fix.as_ref());
    let wanted = fixes.filter(|fix| unsafe_too || fix.safety == Safety::Safe);
    let places = wanted.flat_map(|fix| fix.places.iter().map(|mended| (fix.safety, mended.edits.clone())));
    let mut places: Vec<Place> = places
        .filter(|(_, edits)| edits.iter().all(|edit| edit.span.file == file))
        .collect();
    places.sort_by_key(|(_, edits)| edits.iter().map(|edit| edit.span).min());
    let mut taken: BTreeMap<u32, Edit> = BTreeMap::new();
    places.retain_mut(|(_, edits)| {
        // What another place has too is made once.
        edits.retain(|edit| taken.get(&edit.span.start) != Some(edit));
        let free = !edits.is_empty() && edits.iter().all(|edit| is_free(edit, &taken));
        if free {
            taken.extend(edits.iter().map(|edit| (edit.span.start, edit.clone())));
        }
        free
    });
    places
}

/// Whether an edit touches nothing that is taken.
fn is_free(edit: &Edit, taken: &BTreeMap<u32, Edit>) -> bool {
    let before = taken.range(..edit.span.start).next_back();
    let within = taken
        .range(edit.span.start..edit.span.end.max(edit.span.start + 1))
        .next();
    within.is_none() && before.is_none_or(|(_, other)| other.span.end <= edit.span.start)
}

/// The text with all places mended that leave it read as it was, and how many those are: safe ones first, since they are held by every letter.
fn held(text: &str, name: &str, places: Vec<Place>) -> (String, usize) {
    let (safe, other): (Vec<_>, Vec<_>) = places.into_iter().partition(|(safety, _)| *safety == Safety::Safe);
    let keep = |places: Vec<Place>, safety: Safety| {
        if places.is_empty() {
            return Vec::new();
        }
        let wanted = structure(text, name, safety);
        kept(text, &places, &|after| structure(after, name, safety) == wanted)
    };
    let mut all = keep(safe, Safety::Safe);
    all.extend(keep(other, Safety::Unsafe));
    (with(text, &all), all.len())
}

/// A text with places mended.
fn with(text: &str, places: &[Place]) -> String {
    let edits: Vec<&Edit> = places.iter().flat_map(|(_, edits)| edits).collect();
    edited(text, &edits)
}

/// The places that hold together: all, or those of each half that do.
fn kept(text: &str, places: &[Place], holds: &dyn Fn(&str) -> bool) -> Vec<Place> {
    if places.is_empty() || holds(&with(text, places)) {
        return places.to_vec();
    }
    if places.len() == 1 {
        return Vec::new();
    }
    let (first, second) = places.split_at(places.len() / 2);
    let mut kept_ones = kept(text, first, holds);
    kept_ones.extend(kept(text, second, holds));
    kept_ones
}
