//! Which fonts a release carries: what its PDFs name, looked up among the families at hand.

use std::collections::BTreeSet;

use lopdf::{Document, Object};
use read_fonts::FontRef;
use serde::{Deserialize, Serialize};

use super::File;
use crate::fonts::{Face, FontLibrary, names};

/// A font family that a release carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsedFont {
    /// The family's name.
    pub family: String,
    /// Its version.
    pub version: String,
    /// Its licence: an SPDX identifier for those that come with the program, what the font says for a book's own.
    pub licence: String,
    /// Whose it is, in their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub copyright: String,
    /// Where it lives.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub home: String,
}

/// The families of which some face is embedded in a PDF of the set, in the library's order.
pub(super) fn used(library: &FontLibrary, files: &[File]) -> Vec<UsedFont> {
    let pdfs = files.iter().filter(|file| file.media_type == "application/pdf");
    let named: BTreeSet<String> = pdfs.flat_map(|file| names_in(&file.bytes)).collect();
    let is_used = |face: &Face| postscript_name(face).is_some_and(|name| named.contains(&name));
    let families = library.families().filter(|family| family.faces.iter().any(is_used));
    families
        .map(|family| UsedFont {
            family: family.name.clone(),
            version: family.version.clone(),
            licence: family.licence.clone(),
            copyright: family.copyright.clone(),
            home: family.home.into(),
        })
        .collect()
}

/// The fonts that a PDF names, without the tags of subsets (ISO 32000-2, 9.9.2), and those that its fonts were made of.
fn names_in(pdf: &[u8]) -> BTreeSet<String> {
    let Ok(document) = Document::load_mem(pdf) else {
        return BTreeSet::new();
    };
    let name = |object: &Object| {
        let name = object.as_dict().ok()?.get(b"BaseFont").ok()?.as_name().ok()?;
        let name = String::from_utf8_lossy(name).into_owned();
        let bare = name.split_once('+').map(|(_, bare)| bare.to_string());
        Some(bare.unwrap_or(name))
    };
    // Type 0 fonts add the name of their encoding to that of the font.
    let whole = |name: String| names::bare(name.trim_end_matches("-Identity-H")).to_string();
    document.objects.values().filter_map(name).map(whole).collect()
}

/// A face's PostScript name.
fn postscript_name(face: &Face) -> Option<String> {
    names::postscript_name(&FontRef::new(face.data.as_ref()).ok()?)
}
