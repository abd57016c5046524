//! A PDF opened, and written so that the same document gives the same bytes.

use lopdf::{Dictionary, Document, Object, SaveOptions, StringFormat};
use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;

/// The finding for a file that cannot be trusted to hold all of its pages.
pub fn damaged(what: impl Into<String>) -> Diagnostic {
    Diagnostic::error("impose-damaged", format!("the PDF is damaged: {}", what.into()))
        .hint("get the file again, or repair it (\"qpdf IN.pdf OUT.pdf\", \"mutool clean IN.pdf OUT.pdf\") and look it through")
}

/// Opens a PDF that this program made, as it was made.
///
/// # Errors
/// A finding where it is not whole.
pub fn open(input: &[u8]) -> Result<Document, Diagnostic> {
    Document::load_mem(input).map_err(|error| damaged(error.to_string()))
}

/// A number, whole or not.
pub fn number(object: &Object) -> Option<f64> {
    object
        .as_float()
        .ok()
        .map(f64::from)
        .filter(|number| number.is_finite())
}

/// The document without what only described the file that it was read from.
pub fn cleaned(mut document: Document) -> Document {
    let mut trailer = Dictionary::new();
    for key in [b"Root".as_slice(), b"Info", b"ID"] {
        if let Ok(value) = document.trailer.get(key) {
            trailer.set(key, value.clone());
        }
    }
    document.trailer = trailer;
    let describes_the_file = |object: &Object| matches!(object.type_name(), Ok(b"ObjStm" | b"XRef"));
    document.objects.retain(|_, object| !describes_the_file(object));
    document.max_id = document.objects.keys().next_back().map_or(0, |id| id.0);
    document
}

/// Writes a document with object streams. A file identifier that it lacks is the SHA-256 of `made_of`, cut to sixteen bytes (ISO 32000-1,
/// 14.4), so that the same input gives the same bytes.
///
/// # Errors
/// A finding where the PDF cannot be written.
pub fn save(mut document: Document, made_of: &[&[u8]]) -> Result<Vec<u8>, Diagnostic> {
    if document.trailer.get(b"ID").is_err() {
        let mut digest = Sha256::new();
        made_of.iter().for_each(|part| digest.update(part));
        let mut id = digest.finalize().to_vec();
        id.truncate(16);
        let id = Object::String(id, StringFormat::Hexadecimal);
        document.trailer.set("ID", vec![id.clone(), id]);
    }
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(200)
        .compression_level(6)
        .build();
    let mut bytes = Vec::new();
    document
        .save_with_options(&mut bytes, options)
        .map_err(|error| Diagnostic::error("impose-write", format!("the PDF cannot be written: {error}")))?;
    Ok(bytes)
}
