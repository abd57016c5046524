//! A page's content streams as the one stream of a form XObject.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, Stream};

use crate::diagnostic::Diagnostic;
use crate::prepress::damaged;

/// The most that one page's content may unpack to: far above any real page, far below our memory.
const LARGEST: u64 = 256 << 20;

/// The page's content. A single stream keeps its bytes and filters; several are unpacked, joined and packed again, since the break
/// between two may fall anywhere between two tokens (ISO 32000-1, 7.8.2).
pub(super) fn of_page(document: &Document, contents: Option<&Object>, page: usize) -> Result<Stream, Diagnostic> {
    let mut streams = Vec::new();
    gather(document, contents, page, &mut streams)?;
    match streams.as_slice() {
        [] => Ok(Stream::new(Dictionary::new(), Vec::new())),
        [single] => {
            unpacked(document, single, page)?;
            let mut dictionary = Dictionary::new();
            for key in [b"Filter".as_slice(), b"DecodeParms"] {
                if let Some(value) = single.dict.get(key).ok().and_then(|value| plain(document, value)) {
                    dictionary.set(key, value);
                }
            }
            Ok(Stream::new(dictionary, single.content.clone()))
        }
        several => {
            let mut joined = Vec::new();
            for stream in several {
                joined.extend(unpacked(document, stream, page)?);
                joined.push(b'\n');
            }
            Ok(packed(&joined))
        }
    }
}

/// A new stream, compressed.
pub(super) fn packed(content: &[u8]) -> Stream {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    match encoder.write_all(content).and_then(|()| encoder.finish()) {
        Ok(bytes) => {
            let mut dictionary = Dictionary::new();
            dictionary.set("Filter", Object::Name(b"FlateDecode".to_vec()));
            Stream::new(dictionary, bytes)
        }
        // Writing to memory does not fail; should it ever, the content is as good unpacked.
        Err(_) => Stream::new(Dictionary::new(), content.to_vec()),
    }
}

fn gather<'a>(
    document: &'a Document,
    contents: Option<&'a Object>,
    page: usize,
    streams: &mut Vec<&'a Stream>,
) -> Result<(), Diagnostic> {
    let missing = || damaged(format!("the content of page {page} is missing"));
    let Some(object) = contents else {
        return Ok(());
    };
    match document.dereference(object).map_err(|_| missing())?.1 {
        Object::Null => Ok(()),
        Object::Stream(stream) => {
            streams.push(stream);
            Ok(())
        }
        Object::Array(parts) => {
            for part in parts {
                match document.dereference(part).map_err(|_| missing())?.1 {
                    Object::Stream(stream) => streams.push(stream),
                    Object::Null => {}
                    _ => return Err(missing()),
                }
            }
            Ok(())
        }
        _ => Err(missing()),
    }
}

/// The stream unpacked. What does not unpack to its end is refused: half a page is worse than none.
fn unpacked(document: &Document, stream: &Stream, page: usize) -> Result<Vec<u8>, Diagnostic> {
    let broken = || damaged(format!("the content of page {page} cannot be unpacked"));
    let filter = stream
        .dict
        .get(b"Filter")
        .ok()
        .and_then(|filter| plain(document, filter));
    let parameters = stream
        .dict
        .get(b"DecodeParms")
        .ok()
        .and_then(|parameters| plain(document, parameters));
    let flate = matches!(&filter, Some(Object::Name(name)) if name == b"FlateDecode")
        || matches!(&filter, Some(Object::Array(names)) if matches!(names.as_slice(), [Object::Name(name)] if name == b"FlateDecode"));
    if filter.is_none() {
        return Ok(stream.content.clone());
    }
    if flate && parameters.is_none() {
        let mut bytes = Vec::new();
        ZlibDecoder::new(stream.content.as_slice())
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| broken())?;
        return if bytes.len() as u64 > LARGEST {
            Err(broken())
        } else {
            Ok(bytes)
        };
    }
    let mut plainly = stream.clone();
    for (key, value) in [("Filter", filter), ("DecodeParms", parameters)] {
        if let Some(value) = value {
            plainly.dict.set(key, value);
        }
    }
    plainly
        .get_plain_content_with_limit(LARGEST as usize)
        .map_err(|_| broken())
}

/// The object with the references in it followed, one level into arrays and dictionaries: as deep as filters go.
fn plain(document: &Document, object: &Object) -> Option<Object> {
    let follow = |object: &Object| document.dereference(object).ok().map(|(_, object)| object.clone());
    match follow(object)? {
        Object::Null => None,
        Object::Array(items) => items.iter().map(follow).collect::<Option<Vec<_>>>().map(Object::Array),
        other => Some(other),
    }
}
