//! A PDF taken apart: its pages in reading order with what they inherit, and its direction.

use std::collections::BTreeSet;

use lopdf::xref::XrefRecovery;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::page::Page;
use super::{BindingFrom, PageBox};
use crate::diagnostic::{Diagnostic, Report};
use crate::imposition::Binding;

/// Page attributes that a node hands down to its kids (ISO 32000-1, 7.7.3.4).
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// More pages than any print job has: a page tree that says so is broken, or meant to exhaust us.
const MOST_PAGES: usize = 50_000;

/// An open PDF.
pub(super) struct Source {
    pub document: Document,
    pages: Vec<Page>,
}

/// The finding for a file that cannot be trusted to hold all of its pages.
pub(super) fn damaged(what: impl Into<String>) -> Diagnostic {
    Diagnostic::error("impose-damaged", format!("the PDF is damaged: {}", what.into()))
        .hint("get the file again, or repair it (\"qpdf IN.pdf OUT.pdf\", \"mutool clean IN.pdf OUT.pdf\") and look it through")
}

impl Source {
    /// Opens a PDF and finds its pages.
    pub fn read(input: &[u8], page_box: PageBox, report: &mut Report) -> Result<Self, Diagnostic> {
        let document = open(input)?;
        let mut source = Self {
            document,
            pages: Vec::new(),
        };
        source.pages = source.walk(page_box, report)?;
        if source.pages.is_empty() {
            return Err(damaged("it has no page"));
        }
        Ok(source)
    }

    /// The pages in reading order.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// On which side the PDF is bound, where it says or lets guess.
    pub fn direction(&self) -> Option<(Binding, BindingFrom)> {
        let catalog = self.document.catalog().ok()?;
        let preferences = self.dictionary(catalog, b"ViewerPreferences");
        let said = preferences.and_then(|preferences| self.name(preferences, b"Direction"));
        match said {
            Some(b"R2L") => return Some((Binding::Right, BindingFrom::Direction)),
            Some(b"L2R") => return Some((Binding::Left, BindingFrom::Direction)),
            _ => {}
        }
        let language = self.language()?;
        let binding = if written_from_the_right(&language) {
            Binding::Right
        } else {
            Binding::Left
        };
        Some((binding, BindingFrom::Language))
    }

    /// The language that the catalogue names, such as `ar-EG`.
    pub fn language(&self) -> Option<String> {
        let language = text(self.value(self.document.catalog().ok()?, b"Lang")?.as_str().ok()?);
        let language = language.trim();
        (!language.is_empty()).then(|| language.to_owned())
    }

    /// The title in the document information dictionary.
    pub fn title(&self) -> Option<String> {
        let info = self.dictionary(&self.document.trailer, b"Info")?;
        let title = text(self.value(info, b"Title")?.as_str().ok()?);
        let title = title.trim();
        (!title.is_empty()).then(|| title.to_owned())
    }

    /// The value under a key, references followed; `None` where it is missing, null or leads nowhere.
    pub fn value<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let (_, object) = self.document.dereference(dictionary.get(key).ok()?).ok()?;
        (!object.is_null()).then_some(object)
    }

    /// The dictionary under a key.
    pub fn dictionary<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        self.value(dictionary, key)?.as_dict().ok()
    }

    /// The name under a key.
    pub fn name<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        self.value(dictionary, key)?.as_name().ok()
    }

    /// The numbers of an array under a key.
    pub fn numbers(&self, dictionary: &Dictionary, key: &[u8]) -> Option<Vec<f64>> {
        let array = self.value(dictionary, key)?.as_array().ok()?;
        array
            .iter()
            .map(|item| number(self.document.dereference(item).ok()?.1))
            .collect()
    }

    /// The page tree's leaves. It is walked with a stack of our own, so that neither depth nor cycles can hurt.
    fn walk(&self, page_box: PageBox, report: &mut Report) -> Result<Vec<Page>, Diagnostic> {
        let catalog = self.document.catalog().map_err(|_| damaged("it has no catalogue"))?;
        let root = catalog
            .get(b"Pages")
            .and_then(Object::as_reference)
            .map_err(|_| damaged("it has no page tree"))?;
        let mut pages = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<(ObjectId, Dictionary)> = vec![(root, Dictionary::new())];
        while let Some((id, handed_down)) = waiting.pop() {
            let node = self
                .document
                .get_dictionary(id)
                .map_err(|_| damaged(format!("page {} or those around it are missing", pages.len() + 1)))?;
            let mut attributes = handed_down;
            for key in INHERITED {
                if let Ok(value) = node.get(key) {
                    attributes.set(key, value.clone());
                }
            }
            let Some(kids) = self.value(node, b"Kids") else {
                pages.push(Page::read(self, (pages.len() + 1, id), node, &attributes, page_box)?);
                if pages.len() > MOST_PAGES {
                    return Err(damaged(format!("it claims to have more than {MOST_PAGES} pages")));
                }
                continue;
            };
            if !seen.insert(id) {
                return Err(damaged("its page tree runs in a circle"));
            }
            let kids = kids.as_array().map_err(|_| damaged("its page tree is broken"))?;
            for kid in kids.iter().rev() {
                let kid = kid.as_reference().map_err(|_| damaged("its page tree is broken"))?;
                waiting.push((kid, attributes.clone()));
            }
        }
        if pages.iter().any(|page| page.trimmed) {
            let said = Diagnostic::warning(
                "impose-trimmed",
                "pages are cut to their TrimBox; bleed and marks beyond it are left out",
            );
            report.add(said.hint("to place all that is seen of them, choose the crop box"));
        }
        let claimed = self
            .document
            .get_dictionary(root)
            .ok()
            .and_then(|root| self.value(root, b"Count"))
            .and_then(|count| count.as_i64().ok());
        if claimed.is_some_and(|claimed| usize::try_from(claimed) != Ok(pages.len())) {
            let message = format!(
                "the PDF claims {} pages but has {}",
                claimed.unwrap_or_default(),
                pages.len()
            );
            report.add(
                Diagnostic::warning("impose-page-count", message).hint("look the sheets through before printing many"),
            );
        }
        Ok(pages)
    }
}

fn open(input: &[u8]) -> Result<Document, Diagnostic> {
    if !input
        .get(..1024.min(input.len()))
        .unwrap_or_default()
        .windows(5)
        .any(|window| window == b"%PDF-")
    {
        return Err(Diagnostic::error("impose-no-pdf", "the file is not a PDF"));
    }
    let encrypted = || {
        Diagnostic::error("impose-encrypted", "the PDF is encrypted")
            .hint("if you may, take the protection off first: \"qpdf --decrypt --password=… IN.pdf OUT.pdf\"")
    };
    let document = match Document::load_mem(input) {
        Ok(document) => document,
        Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => return Err(encrypted()),
        Err(error) => return Err(damaged(error.to_string())),
    };
    if document.is_encrypted() || document.was_encrypted() {
        return Err(encrypted());
    }
    if document.xref_recovery == Some(XrefRecovery::Reconstructed) {
        return Err(damaged(
            "its table of contents (xref) is broken, so that parts may be missing or out of date",
        ));
    }
    Ok(document)
}

/// A number, whole or not.
pub(super) fn number(object: &Object) -> Option<f64> {
    object
        .as_float()
        .ok()
        .map(f64::from)
        .filter(|number| number.is_finite())
}

/// A text string: UTF-16 with a byte order mark, UTF-8 with one, or else taken as Latin (ISO 32000-1, 7.9.2.2).
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units)
                .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// Whether a language (BCP 47) is by default, or by its script subtag, written from right to left.
fn written_from_the_right(tag: &str) -> bool {
    const LANGUAGES: [&str; 15] = [
        "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi",
    ];
    const SCRIPTS: [&str; 6] = ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm"];
    let lower = tag.trim().to_ascii_lowercase();
    let mut parts = lower.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4 && part.chars().all(|c| c.is_ascii_alphabetic())) {
        Some(script) => SCRIPTS.contains(&script),
        None => LANGUAGES.contains(&language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_outweigh_languages() {
        for (tag, right) in [
            ("ar", true),
            ("fa-IR", true),
            ("az-Arab", true),
            ("ks-Deva", false),
            ("en", false),
            ("", false),
            ("AR_eg", true),
        ] {
            assert_eq!(written_from_the_right(tag), right, "{tag}");
        }
    }

    #[test]
    fn text_strings_are_decoded() {
        assert_eq!(text(b"\xFE\xFF\x06\x43\x06\x2A"), "كت");
        assert_eq!(text("\u{FEFF}كت".as_bytes()), "كت");
        assert_eq!(text(b"Plain"), "Plain");
    }
}
