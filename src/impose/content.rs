//! A page's content streams as the one stream of a form XObject.

use std::collections::BTreeSet;
use std::io::{Write, sink};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::deflate::{Packer, Unpacker};
use super::filters::{Packing, Unpackable};
use crate::bounds::{PDF_CONTENT, PDF_CONTENTS, PDF_CONTENTS_FOR_A_BYTE};
use crate::diagnostic::Diagnostic;
use crate::prepress::damaged;

/// What a piece of content costs, however small it is.
const PIECE: u64 = 64;

/// The contents of a PDF's pages, and how much may still be unpacked.
pub(super) struct Contents {
    left: u64,
    /// What was found to unpack.
    sound: BTreeSet<ObjectId>,
    packer: Packer,
    unpacker: Unpacker,
}

impl Contents {
    /// The contents of a PDF of so many bytes.
    pub fn new(bytes: usize) -> Self {
        Self {
            left: PDF_CONTENTS.saturating_add(PDF_CONTENTS_FOR_A_BYTE.saturating_mul(bytes as u64)),
            sound: BTreeSet::new(),
            packer: Packer::new(),
            unpacker: Unpacker::new(),
        }
    }

    /// A page's content. A single stream keeps its bytes and filters; several are unpacked, joined and packed again, since the break
    /// between two may fall anywhere between two tokens (ISO 32000-1, 7.8.2).
    pub fn of_page(
        &mut self,
        document: &Document,
        contents: Option<&Object>,
        page: usize,
    ) -> Result<Stream, Diagnostic> {
        let streams = self.gather(document, contents, page)?;
        match streams.as_slice() {
            [] => Ok(Stream::new(Dictionary::new(), Vec::new())),
            [(id, single)] => {
                let packing = Packing::of(document, &single.dict);
                if id.is_none_or(|id| !self.sound.contains(&id)) {
                    let most = PDF_CONTENT.min(self.left);
                    let bytes = packing.unpack(&single.content, most, &mut self.unpacker, &mut sink());
                    self.spend(bytes.map_err(|why| refused(why, page))?, page)?;
                    self.sound.extend(*id);
                }
                let mut dictionary = Dictionary::new();
                // Nothing is unpacked to nothing, which not every reader knows.
                if !single.content.is_empty() {
                    packing.write_to(&mut dictionary);
                }
                Ok(Stream::new(dictionary, single.content.clone()))
            }
            several => {
                let mut packed = self.packer.begin();
                let (mut bytes, mut pieces) = (0, 0);
                for (_, stream) in several {
                    let packing = Packing::of(document, &stream.dict);
                    let most = PDF_CONTENT.min(self.left).saturating_sub(bytes);
                    let unpacked = packing.unpack(&stream.content, most, &mut self.unpacker, &mut packed);
                    bytes += unpacked.map_err(|why| refused(why, page))?;
                    pieces += 1;
                    // Writing to memory does not fail.
                    let _ = packed.write_all(b"\n");
                }
                let content = packed.finish();
                self.spend(bytes + PIECE * pieces, page)?;
                Ok(flated(content))
            }
        }
    }

    /// The streams of a page, each with its object's number where it has one.
    fn gather<'a>(
        &mut self,
        document: &'a Document,
        contents: Option<&'a Object>,
        page: usize,
    ) -> Result<Vec<(Option<ObjectId>, &'a Stream)>, Diagnostic> {
        let missing = || damaged(format!("the content of page {page} is missing"));
        let Some(object) = contents else {
            return Ok(Vec::new());
        };
        let (id, object) = document.dereference(object).map_err(|_| missing())?;
        let mut streams = Vec::new();
        match object {
            Object::Null => {}
            Object::Stream(stream) => streams.push((id, stream)),
            Object::Array(parts) => {
                if parts.len() as u64 > self.left / PIECE {
                    return Err(too_large(page));
                }
                for part in parts {
                    match document.dereference(part).map_err(|_| missing())? {
                        (id, Object::Stream(stream)) => streams.push((id, stream)),
                        (_, Object::Null) => {}
                        _ => return Err(missing()),
                    }
                }
            }
            _ => return Err(missing()),
        }
        Ok(streams)
    }

    fn spend(&mut self, bytes: u64, page: usize) -> Result<(), Diagnostic> {
        self.left = self.left.checked_sub(bytes).ok_or_else(|| too_large(page))?;
        Ok(())
    }
}

fn too_large(page: usize) -> Diagnostic {
    let message = format!(
        "the content of page {page} unpacks to more than {} MiB, or that of all pages so far to more than {} MiB and {PDF_CONTENTS_FOR_A_BYTE} times the file",
        PDF_CONTENT >> 20,
        PDF_CONTENTS >> 20
    );
    Diagnostic::error("impose-bound", message)
        .hint("no page that is meant to be printed is as large: look where the PDF comes from")
}

/// What is said of content that does not unpack. It is refused: half a page is worse than none.
fn refused(why: Unpackable, page: usize) -> Diagnostic {
    match why {
        Unpackable::TooLarge => too_large(page),
        Unpackable::Damaged => damaged(format!("the content of page {page} cannot be unpacked")),
        Unpackable::Unknown(name) => damaged(format!(
            "the content of page {page} is packed by \"{name}\", which is no way to pack text"
        )),
    }
}

/// A stream of packed bytes.
pub(super) fn flated(bytes: Vec<u8>) -> Stream {
    let mut dictionary = Dictionary::new();
    dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
    Stream::new(dictionary, bytes)
}
