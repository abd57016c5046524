//! Whether what a page draws blends with what lies under it (ISO 32000-1, 11).

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, ObjectId};

use super::source::Source;
use crate::prepress::number;

/// How many objects are looked at in all; beyond, pages are taken to blend.
const MOST: usize = 1_000_000;
/// Entries that lead away from what is drawn.
const ELSEWHERE: [&[u8]; 2] = [b"Metadata", b"PieceInfo"];

/// What is known of a PDF's resources.
#[derive(Default)]
pub(super) struct Blending {
    /// Whether something blends in the resources of a node of the page tree.
    known: BTreeMap<ObjectId, bool>,
    looked_at: usize,
}

impl Blending {
    /// Whether something blends in the resources that a node of the page tree holds.
    pub fn is_in(&mut self, source: &Source, holder: Option<ObjectId>) -> bool {
        let Some(holder) = holder else {
            return false;
        };
        if let Some(known) = self.known.get(&holder) {
            return *known;
        }
        let node = source.document.get_dictionary(holder).ok();
        let resources = node.and_then(|node| node.get(b"Resources").ok());
        let found = resources.is_some_and(|resources| self.search(source, resources));
        self.known.insert(holder, found);
        found
    }

    fn search(&mut self, source: &Source, resources: &Object) -> bool {
        let mut met: BTreeSet<ObjectId> = BTreeSet::new();
        let mut waiting = vec![resources];
        while let Some(object) = waiting.pop() {
            self.looked_at += 1;
            if self.looked_at > MOST {
                return true;
            }
            let dictionary = match object {
                Object::Reference(id) => {
                    if met.insert(*id) {
                        waiting.extend(source.document.get_object(*id).ok());
                    }
                    continue;
                }
                Object::Array(items) => {
                    waiting.extend(items);
                    continue;
                }
                Object::Dictionary(dictionary) => dictionary,
                Object::Stream(stream) => &stream.dict,
                _ => continue,
            };
            if blends(source, dictionary) {
                return true;
            }
            let inside = dictionary
                .iter()
                .filter(|(key, _)| !ELSEWHERE.contains(&key.as_slice()));
            waiting.extend(inside.map(|(_, value)| value));
        }
        false
    }
}

/// Whether a graphics state or a picture blends: with a blend mode, an opacity or a soft mask.
fn blends(source: &Source, dictionary: &Dictionary) -> bool {
    let modes = match source.value(dictionary, b"BM") {
        Some(Object::Array(modes)) => modes.iter().any(|mode| !is_plain(mode)),
        Some(mode) => !is_plain(mode),
        None => false,
    };
    let pale = |key: &[u8]| {
        source
            .value(dictionary, key)
            .and_then(number)
            .is_some_and(|opacity| opacity < 1.0)
    };
    let mask = source
        .value(dictionary, b"SMask")
        .is_some_and(|mask| !matches!(mask, Object::Name(none) if none == b"None"));
    let inside = source
        .value(dictionary, b"SMaskInData")
        .and_then(number)
        .is_some_and(|kind| kind > 0.0);
    modes || pale(b"ca") || pale(b"CA") || mask || inside
}

/// Whether a blend mode is none.
fn is_plain(mode: &Object) -> bool {
    matches!(mode, Object::Name(name) if name == b"Normal" || name == b"Compatible")
}
