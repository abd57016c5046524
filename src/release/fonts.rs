//! Which fonts a release carries: what its PDFs embed, looked up among the families at hand.

use std::collections::BTreeSet;

use read_fonts::FontRef;
use serde::{Deserialize, Serialize};

use super::file::ReleaseFile;
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
pub(super) fn used(library: &FontLibrary, files: &[ReleaseFile]) -> Vec<UsedFont> {
    let embedded: BTreeSet<&String> = files.iter().flat_map(|file| &file.fonts).collect();
    let is_used = |face: &Face| postscript_name(face).is_some_and(|name| embedded.contains(&name));
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

/// A face's PostScript name.
fn postscript_name(face: &Face) -> Option<String> {
    names::postscript_name(&FontRef::new(face.data.as_ref()).ok()?)
}
