//! What a file is, by its first bytes and its name; and what to do with what is not read.

use crate::diagnostic::Diagnostic;

/// A form that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Office Open XML.
    Docx,
    /// OpenDocument.
    Odt,
    /// EPUB.
    Epub,
    /// AmuseWiki's Muse.
    Muse,
    /// Plain text.
    Text,
    /// A web page.
    Html,
}

impl Format {
    /// The form of a file.
    ///
    /// # Errors
    /// Where it is none that is read; the message says what it is and what to do.
    pub(super) fn of(name: &str, bytes: &[u8]) -> Result<Self, Diagnostic> {
        let ending = name
            .rsplit_once('.')
            .map_or(String::new(), |(_, ending)| ending.to_lowercase());
        let starts = |with: &[u8]| bytes.starts_with(with);
        if starts(b"%PDF") {
            return Err(refused(
                "a PDF",
                "a PDF holds where letters stand, not what they belong to: import the document that it was made from, or save it as DOCX in LibreOffice or Word and look at what comes out; its pages can be folded as they are: kurras impose",
            ));
        }
        if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return Err(refused(
                "a Word document of before 2007, or one that a password closes",
                "open it in LibreOffice or Word and save it as DOCX, without a password",
            ));
        }
        if starts(b"{\\rtf") {
            return Err(refused(
                "rich text (RTF)",
                "open it in LibreOffice or Word and save it as DOCX",
            ));
        }
        if starts(b"PK\x03\x04") {
            return of_package(bytes).ok_or_else(|| {
                refused(
                    "a package of another kind",
                    "import DOCX, ODT or EPUB; of Pages and Google Docs, save it as DOCX",
                )
            });
        }
        match ending.as_str() {
            "html" | "htm" | "xhtml" | "xht" => Ok(Format::Html),
            "muse" => Ok(Format::Muse),
            "txt" | "text" if !bytes.contains(&0) || bytes.starts_with(&[0xff, 0xfe]) => Ok(if begins_as_muse(bytes) {
                Format::Muse
            } else {
                Format::Text
            }),
            "md" | "markdown" | "mdx" | "qmd" | "rmd" => {
                Err(refused("Markdown already", "build it as it is: kurras build FILE"))
            }
            "doc" | "docx" | "odt" | "epub" => Err(refused(
                "damaged: it is no package",
                "open it in the program that made it and save it anew as DOCX",
            )),
            _ if looks_like_html(bytes) => Ok(Format::Html),
            _ => Err(refused(
                "of a kind that is not read",
                "import DOCX, ODT, HTML, EPUB, Muse or plain text",
            )),
        }
    }
}

fn refused(what: &str, hint: &str) -> Diagnostic {
    Diagnostic::error("import-format", format!("the file is {what}")).hint(hint)
}

/// The kind of a package, by what the first of its parts are called: these stand in plain letters in a zip.
fn of_package(bytes: &[u8]) -> Option<Format> {
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    if holds(b"[Content_Types].xml") && (holds(b"word/") || holds(b"wordprocessingml")) {
        return Some(Format::Docx);
    }
    // A package of OpenDocument or EPUB begins with its kind, packed as it is.
    let head = bytes.get(..bytes.len().min(120)).unwrap_or(bytes);
    let says = |kind: &[u8]| head.windows(kind.len()).any(|window| window == kind);
    if says(b"application/epub+zip") || holds(b"META-INF/container.xml") {
        return Some(Format::Epub);
    }
    if says(b"application/vnd.oasis.opendocument.text") || (holds(b"content.xml") && holds(b"META-INF/manifest.xml")) {
        return Some(Format::Odt);
    }
    None
}

/// Whether a text begins with Muse's directives.
fn begins_as_muse(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.starts_with(b"#title ") || bytes.starts_with(b"#lang ") || bytes.starts_with(b"#author ")
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or(bytes)).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    head.starts_with("<!doctype html") || head.starts_with("<html") || head.contains("<body")
}
