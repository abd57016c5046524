//! An open PDF: what its dictionaries say, references followed, and its direction.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::BindingFrom;
use crate::imposition::Binding;
use crate::prepress::number;

/// How many numbers of an array are read: one more than a matrix has, so that a longer array is not taken for one.
const LONGEST: usize = 7;

/// An open PDF.
pub(super) struct Source {
    pub document: Document,
}

impl Source {
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

    /// Whether the last page is a back cover: so it is in a book of ours whose last page has no number behind one that has
    /// (ISO 32000-1, 12.4.2). Of other programs' PDFs nothing is known.
    pub fn ends_in_back_cover(&self, pages: usize) -> bool {
        let info = self.dictionary(&self.document.trailer, b"Info");
        let ours = info.and_then(|info| self.value(info, b"Creator")?.as_str().ok());
        let catalog = self.document.catalog().ok();
        let labels = catalog.and_then(|catalog| self.dictionary(catalog, b"PageLabels"));
        let Some((labels, true)) = labels.zip(ours.map(|ours| text(ours).starts_with("Kurras "))) else {
            return false;
        };
        let numbers = self.value(labels, b"Nums").and_then(|numbers| numbers.as_array().ok());
        // Each label goes with the page from which on it holds.
        let mut last = numbers.into_iter().flatten().rev();
        let (Some(label), Some(Ok(from))) = (last.next(), last.next().map(Object::as_i64)) else {
            return false;
        };
        let is_bare = |label: &Object| {
            let label = self.document.dereference(label).ok()?.1.as_dict().ok()?;
            Some(!label.has(b"S") && !label.has(b"P"))
        };
        from > 0 && usize::try_from(from).is_ok_and(|from| from + 1 == pages) && is_bare(label) == Some(true)
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

    /// The numbers of an array under a key: no more than a rectangle or a matrix has.
    pub fn numbers(&self, dictionary: &Dictionary, key: &[u8]) -> Option<Vec<f64>> {
        let array = self.value(dictionary, key)?.as_array().ok()?;
        array
            .iter()
            .take(LONGEST)
            .map(|item| number(self.document.dereference(item).ok()?.1))
            .collect()
    }
}

/// Page attributes that a node hands down to its kids (ISO 32000-1, 7.7.3.4).
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// Which node of the page tree a page has each such attribute from. Nodes and not values, which in a hostile file are large and handed
/// down to each of its pages.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Inherited([Option<ObjectId>; 4]);

impl Inherited {
    /// What is handed down by a node.
    pub fn by(mut self, source: &Source, id: ObjectId, node: &Dictionary) -> Self {
        for (from, key) in self.0.iter_mut().zip(INHERITED) {
            if source.value(node, key).is_some() {
                *from = Some(id);
            }
        }
        self
    }

    /// The node from which an attribute comes, and what it holds.
    pub fn node<'a>(&self, source: &'a Source, key: &[u8]) -> Option<(ObjectId, &'a Dictionary)> {
        let place = INHERITED.iter().position(|known| *known == key)?;
        let id = self.0.get(place).copied().flatten()?;
        Some((id, source.document.get_dictionary(id).ok()?))
    }
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
