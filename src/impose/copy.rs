//! Objects moved from one PDF to another, each once, with everything they refer to.

use std::collections::{BTreeMap, VecDeque};

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Entries that lead away from what is drawn: to structure, to editors' private data, to the page a picture came from.
const LEFT_BEHIND: [&[u8]; 4] = [b"StructParent", b"StructParents", b"PieceInfo", b"Metadata"];
/// Objects that are never drawn, but from which everything else could be reached.
const NEVER: [&[u8]; 4] = [b"Page", b"Pages", b"Catalog", b"StructElem"];

/// Moves objects into a new document. References are renumbered in the order in which they are met, so that the result depends on
/// nothing else. One mover serves one source.
#[derive(Default)]
pub(super) struct Mover {
    moved: BTreeMap<ObjectId, ObjectId>,
    waiting: VecDeque<(ObjectId, ObjectId)>,
    /// How many references led to nothing.
    pub dangling: usize,
}

impl Mover {
    /// The same object for the new document; what it refers to will follow with [`Self::settle`].
    pub fn take(&mut self, object: &Object, source: &Document, target: &mut Document) -> Object {
        match object {
            Object::Reference(id) => self.reference(*id, source, target),
            Object::Array(items) => Object::Array(items.iter().map(|item| self.take(item, source, target)).collect()),
            Object::Dictionary(dictionary) => Object::Dictionary(self.take_dictionary(dictionary, source, target)),
            other => other.clone(),
        }
    }

    /// A dictionary for the new document.
    pub fn take_dictionary(&mut self, dictionary: &Dictionary, source: &Document, target: &mut Document) -> Dictionary {
        let mut taken = Dictionary::new();
        for (key, value) in dictionary
            .iter()
            .filter(|(key, _)| !LEFT_BEHIND.contains(&key.as_slice()))
        {
            taken.set(key.clone(), self.take(value, source, target));
        }
        taken
    }

    /// Moves everything that was referred to so far; it is gone from the source then. Streams are what makes files large.
    pub fn settle(&mut self, source: &mut Document, target: &mut Document) {
        while let Some((old, new)) = self.waiting.pop_front() {
            let Some(object) = source.objects.remove(&old) else {
                continue;
            };
            let object = match object {
                Object::Stream(mut stream) => {
                    stream.dict = self.take_dictionary(&stream.dict, source, target);
                    Object::Stream(stream)
                }
                other => self.take(&other, source, target),
            };
            target.objects.insert(new, object);
        }
    }

    fn reference(&mut self, id: ObjectId, source: &Document, target: &mut Document) -> Object {
        if let Some(&new) = self.moved.get(&id) {
            return Object::Reference(new);
        }
        let Some(object) = source.objects.get(&id) else {
            self.dangling += 1;
            return Object::Null;
        };
        if NEVER.contains(&object.type_name().unwrap_or_default()) {
            return Object::Null;
        }
        let new = target.new_object_id();
        self.moved.insert(id, new);
        self.waiting.push_back((id, new));
        Object::Reference(new)
    }
}
