//! Objects moved from one PDF to another, each once, with everything they refer to.

use std::collections::{BTreeMap, VecDeque};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::deflate::{Packer, Unpacker};
use super::filters::{Data, Packing};

/// Entries that lead away from what is drawn: to structure, to editors' private data, to the page a picture came from.
const LEFT_BEHIND: [&[u8]; 4] = [b"StructParent", b"StructParents", b"PieceInfo", b"Metadata"];
/// Objects that are never drawn, but from which everything else could be reached.
const NEVER: [&[u8]; 4] = [b"Page", b"Pages", b"Catalog", b"StructElem"];

/// Moves objects into a new document. References are renumbered in the order in which they are met, so that the result depends on
/// nothing else. One mover serves one source.
pub(super) struct Mover {
    moved: BTreeMap<ObjectId, ObjectId>,
    waiting: VecDeque<(ObjectId, ObjectId)>,
    /// How many bytes may still be unpacked to see whether they are sound.
    left: u64,
    packer: Packer,
    unpacker: Unpacker,
    /// How many streams are damaged.
    pub broken: usize,
    /// How many references led to nothing, or to what is not in the file.
    pub dangling: usize,
}

/// What is unpacked of pictures and fonts, to see whether they are sound: so much, and so much for each byte of the file.
const CHECKED: u64 = 512 << 20;
const CHECKED_FOR_A_BYTE: u64 = 32;

impl Mover {
    /// Nothing is moved yet out of a PDF of so many bytes.
    pub fn new(bytes: usize) -> Self {
        Self {
            moved: BTreeMap::new(),
            waiting: VecDeque::new(),
            left: CHECKED.saturating_add(CHECKED_FOR_A_BYTE.saturating_mul(bytes as u64)),
            packer: Packer::new(),
            unpacker: Unpacker::new(),
            broken: 0,
            dangling: 0,
        }
    }

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
                    // What it holds is in another file (ISO 32000-1, table 5).
                    self.dangling += usize::from(stream.dict.has(b"F"));
                    if self.mend(&mut stream, source) {
                        stream.dict = self.take_dictionary(&stream.dict, source, target);
                        Object::Stream(stream)
                    } else {
                        Object::Null
                    }
                }
                other => self.take(&other, source, target),
            };
            target.objects.insert(new, object);
        }
    }

    /// Writes whole names of filters, and data that end too early as far as they go, as every reader does. The answer is whether anything
    /// of them can be read; what cannot is left out.
    fn mend(&mut self, stream: &mut Stream, source: &Document) -> bool {
        let packing = Packing::of(source, &stream.dict);
        if packing.is_abbreviated() {
            packing.write_to(&mut stream.dict);
        }
        let (checked, bytes) = packing.check(&stream.content, self.left, &mut self.packer, &mut self.unpacker);
        self.left -= bytes.min(self.left);
        match checked {
            Data::Sound => {}
            Data::Cut(content) => {
                self.broken += 1;
                stream.set_content(content);
            }
            Data::Bare(content) => {
                self.broken += 1;
                packing.without_first().write_to(&mut stream.dict);
                stream.set_content(content);
            }
            Data::Broken => {
                self.broken += 1;
                return false;
            }
        }
        true
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
