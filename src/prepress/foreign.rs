//! A PDF by others: opened as far as it can be read, and what had to be mended for it is said.

use std::io::{self, BufReader, Read};

use flate2::read::ZlibDecoder;
use lopdf::xref::XrefRecovery;
use lopdf::{DecompressError, Dictionary, Document, Error, LoadOptions, Object};

use super::file::damaged;
use crate::bounds::{PDF_BYTES, PDF_TABLE, PDF_TABLES, PDF_TABLES_FOR_A_BYTE};
use crate::diagnostic::{Diagnostic, Report};

/// Opens a PDF by others. What had to be mended goes to the report.
///
/// # Errors
/// A finding where it is none, asks for a password, or cannot be read.
pub fn open_foreign(input: &[u8], report: &mut Report) -> Result<Document, Diagnostic> {
    let pdf = from_header(input).ok_or_else(|| Diagnostic::error("impose-no-pdf", "the file is not a PDF"))?;
    if pdf.len() as u64 > PDF_BYTES {
        let message = format!("the PDF is larger than {} MiB", PDF_BYTES >> 20);
        return Err(Diagnostic::error("impose-bound", message).hint("split it, or make its pictures smaller"));
    }
    check_tables(pdf)?;
    let options = LoadOptions::with_max_decompressed_size(PDF_TABLE as usize);
    let mut document = Document::load_mem_with_options(pdf, options).map_err(refused)?;
    if document.is_encrypted() {
        return Err(encrypted());
    }
    if document.was_encrypted() {
        let said = "the PDF is protected by its owner, but opens without a password; the sheets are not protected";
        report.add(Diagnostic::note("impose-protected", said));
    }
    let lengths = find_lengths(&mut document, pdf);
    if document.xref_recovery == Some(XrefRecovery::Reconstructed) {
        let message =
            "the PDF's table of contents (xref) is broken and was made anew: parts may be missing or out of date";
        report.add(Diagnostic::warning("impose-repaired", message).hint(LOOK));
    }
    if lengths.found > 0 {
        let message = match lengths.found {
            1 => "1 part of the PDF does not say how long it is; its end was looked for".to_string(),
            count => format!("{count} parts of the PDF do not say how long they are; their ends were looked for"),
        };
        report.add(Diagnostic::warning("impose-repaired", message).hint(LOOK));
    }
    if lengths.lost > 0 {
        let message = match lengths.lost {
            1 => "1 part of the PDF has no length and no end; it is left out".to_string(),
            count => format!("{count} parts of the PDF have no length and no end; they are left out"),
        };
        report.add(Diagnostic::warning("impose-missing-parts", message).hint(LOOK));
    }
    Ok(document)
}

const LOOK: &str = "look the sheets through before printing many";

/// The file from its header on, which stands in its first kilobyte (ISO 32000-1, annex H, implementation note 13).
fn from_header(input: &[u8]) -> Option<&[u8]> {
    let start = input
        .get(..1024.min(input.len()))?
        .windows(5)
        .position(|window| window == b"%PDF-")?;
    input.get(start..)
}

fn encrypted() -> Diagnostic {
    Diagnostic::error("impose-encrypted", "the PDF is encrypted and asks for a password")
        .hint("if you may, take the protection off first: \"qpdf --decrypt --password=… IN.pdf OUT.pdf\"")
}

fn refused(error: Error) -> Diagnostic {
    match error {
        Error::InvalidPassword | Error::Decryption(_) => encrypted(),
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => too_large(),
        // What the library has not learnt to read; its words name its own makers.
        Error::Unimplemented(_) => {
            damaged("a part of it is packed or written in a way that this program does not know")
        }
        error => damaged(error.to_string()),
    }
}

fn too_large() -> Diagnostic {
    let message = format!(
        "the PDF's tables of objects unpack to more than {} MiB, or all of them to more than {} MiB and {PDF_TABLES_FOR_A_BYTE} times the file",
        PDF_TABLE >> 20,
        PDF_TABLES >> 20
    );
    Diagnostic::error("impose-bound", message).hint("print the PDF to a new PDF first, or look where it comes from")
}

/// What came of the streams that do not say how long they are.
struct Lengths {
    found: usize,
    lost: usize,
}

/// Looks for the ends of streams whose `Length` is missing or is no number (ISO 32000-1, table 5), as viewers do: before the next
/// `endstream`. All of them together are no longer than the file.
fn find_lengths(document: &mut Document, pdf: &[u8]) -> Lengths {
    let is_number = |dictionary: &Dictionary| {
        let length = dictionary
            .get(b"Length")
            .ok()
            .and_then(|length| document.dereference(length).ok());
        length.is_some_and(|(_, length)| length.as_float().is_ok())
    };
    let streams = document
        .objects
        .iter()
        .filter_map(|(id, object)| Some((*id, object.as_stream().ok()?)));
    let without = streams.filter(|(_, stream)| stream.content.is_empty() && !is_number(&stream.dict));
    let without: Vec<_> = without.map(|(id, stream)| (id, stream.start_position)).collect();
    if without.is_empty() {
        return Lengths { found: 0, lost: 0 };
    }
    let ends: Vec<usize> = pdf
        .windows(END.len())
        .enumerate()
        .filter(|(_, window)| *window == END)
        .map(|(at, _)| at)
        .collect();
    let (mut found, mut left) = (0, pdf.len());
    for (id, start) in &without {
        let data = start.and_then(|start| {
            let end = *ends.get(ends.partition_point(|end| *end < start))?;
            pdf.get(start..end).map(without_line_end)
        });
        let room = data.and_then(|data| left.checked_sub(data.len()));
        if let (Some(data), Some(room), Some(Object::Stream(stream))) = (data, room, document.objects.get_mut(id)) {
            stream.set_content(data.to_vec());
            (found, left) = (found + 1, room);
        }
    }
    Lengths {
        found,
        lost: without.len() - found,
    }
}

const END: &[u8] = b"endstream";

/// Data without the line's end that stands before `endstream`.
fn without_line_end(data: &[u8]) -> &[u8] {
    data.strip_suffix(b"\n")
        .map_or(data, |data| data.strip_suffix(b"\r").unwrap_or(data))
}

/// Refuses a file whose tables of objects would fill the memory, before they are unpacked to be kept.
fn check_tables(pdf: &[u8]) -> Result<(), Diagnostic> {
    let mut left = PDF_TABLES.saturating_add(PDF_TABLES_FOR_A_BYTE.saturating_mul(pdf.len() as u64));
    let mut rest = pdf;
    while let Some(at) = rest.windows(TABLE.len()).position(|window| window == TABLE) {
        rest = rest.get(at + TABLE.len()..).unwrap_or_default();
        let near = rest.get(..LONGEST_DICTIONARY.min(rest.len())).unwrap_or_default();
        let Some(data) = near.windows(STREAM.len()).position(|window| window == STREAM) else {
            continue;
        };
        let data = rest.get(data + STREAM.len()..).unwrap_or_default();
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        // What does not unpack is told when it is read.
        let mut unpacked = ZlibDecoder::new(BufReader::new(data)).take(left + 1);
        let bytes = count(&mut unpacked);
        left = left.checked_sub(bytes).ok_or_else(too_large)?;
    }
    Ok(())
}

const TABLE: &[u8] = b"ObjStm";
const STREAM: &[u8] = b"stream";
/// Within so many bytes after its type a table's data begin.
const LONGEST_DICTIONARY: usize = 1024;

/// How many bytes can be read, whether or not they end well.
fn count(from: &mut dyn Read) -> u64 {
    let (mut bytes, mut buffer) = (0, vec![0; 1 << 16]);
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return bytes,
            Ok(read) => bytes += read as u64,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_end_before_the_line_of_their_end() {
        for data in ["abc", "abc\n", "abc\r\n"] {
            assert_eq!(without_line_end(data.as_bytes()), b"abc");
        }
        assert_eq!(without_line_end(b"a\n\n"), b"a\n");
    }
}
