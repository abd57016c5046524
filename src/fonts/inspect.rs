//! What a font file says of itself: names, style, version, and whether it may be embedded.

use std::fmt;

use read_fonts::tables::os2::SelectionFlags;
use read_fonts::types::{NameId, Tag};
use read_fonts::{FontRef, TableProvider};

/// What a font file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaceFacts {
    /// Typographic family name (name 16, else 1).
    pub family: String,
    /// `usWeightClass`: 400 is regular, 700 bold.
    pub weight: u16,
    /// Whether the face is italic or oblique.
    pub italic: bool,
    /// Version by `head.fontRevision`, three decimals.
    pub version: String,
    /// Copyright notice (name 0), empty where there is none.
    pub copyright: String,
    /// Licence description (name 13), empty where there is none.
    pub licence: String,
    /// Where the licence can be read (name 14), empty where nothing is said.
    pub licence_address: String,
    /// What `OS/2.fsType` permits.
    pub embedding: Embedding,
    /// Whether the outlines are TrueType (`glyf`), which the text layer of the PDF works with; otherwise they are CFF.
    pub truetype: bool,
    /// Whether the file is a variable font (`fvar`).
    pub variable: bool,
}

/// Permission to embed, by `OS/2.fsType` (OpenType, "OS/2", fsType).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Embedding {
    /// Usage permissions, bits 0–3.
    pub usage: Usage,
    /// Bit 8: the font may be embedded only whole.
    pub no_subsetting: bool,
    /// Bit 9: only bitmaps may be embedded.
    pub bitmap_only: bool,
}

/// The usage permissions of `OS/2.fsType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// 0: may be embedded and installed.
    Installable,
    /// 2: may not be embedded without the owner's leave.
    Restricted,
    /// 4: may be embedded for viewing and printing.
    PreviewAndPrint,
    /// 8: may be embedded in documents that can be edited.
    Editable,
}

impl Embedding {
    /// Reads the bits; where several usage bits are set, the least restrictive holds, as the specification says.
    #[must_use]
    pub fn from_bits(bits: u16) -> Self {
        let usage = match bits & 0x000F {
            0 => Usage::Installable,
            usage if usage & 0x0008 != 0 => Usage::Editable,
            usage if usage & 0x0004 != 0 => Usage::PreviewAndPrint,
            _ => Usage::Restricted,
        };
        Self {
            usage,
            no_subsetting: bits & 0x0100 != 0,
            bitmap_only: bits & 0x0200 != 0,
        }
    }

    /// Whether a subset of the outlines may go into a document.
    #[must_use]
    pub fn allows_subset(self) -> bool {
        self.usage != Usage::Restricted && !self.no_subsetting && !self.bitmap_only
    }
}

/// Why a file cannot serve as a font.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FontError {
    /// A web font (WOFF or WOFF2), which must be unpacked first.
    WebFont,
    /// A collection of several fonts in one file.
    Collection,
    /// Not a font, or damaged; with what the parser says.
    Damaged(String),
    /// The font has no family name.
    Nameless,
    /// The font has no outlines (a bitmap or colour font only).
    NoOutlines,
    /// The font's owner does not permit it to be embedded.
    MayNotBeEmbedded,
}

impl FontError {
    /// What the author can do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::WebFont => "ask the font's makers for the .ttf or .otf file, or unpack it with a font tool",
            Self::Collection => "take the single fonts out of the collection with a font tool",
            Self::Damaged(_) => "download the font again from its makers",
            Self::Nameless => "choose another font, or give it a family name with a font editor",
            Self::NoOutlines => "choose a font with TrueType or PostScript outlines",
            Self::MayNotBeEmbedded => {
                "choose a font under an open licence (`kurras fonts` lists those that ship), or ask its owner"
            }
        }
    }
}

impl fmt::Display for FontError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WebFont => f.write_str("this is a web font (WOFF), which cannot be embedded in a PDF"),
            Self::Collection => f.write_str("this is a collection of several fonts in one file"),
            Self::Damaged(why) => write!(f, "this is not a font, or it is damaged ({why})"),
            Self::Nameless => f.write_str("this font has no family name"),
            Self::NoOutlines => f.write_str("this font has no outlines"),
            Self::MayNotBeEmbedded => f.write_str("this font says of itself that it may not be embedded (OS/2 fsType)"),
        }
    }
}

impl std::error::Error for FontError {}

/// Reads what a font file says of itself.
///
/// # Errors
/// Where the bytes are not one TrueType or OpenType font with outlines and a name.
pub fn inspect(data: &[u8]) -> Result<FaceFacts, FontError> {
    let font = open(data)?;
    let truetype = font.glyf().is_ok();
    let cff = font.cff().is_ok() || font.cff2().is_ok();
    if !truetype && !cff {
        return Err(FontError::NoOutlines);
    }
    let damaged = |error: read_fonts::ReadError| FontError::Damaged(error.to_string());
    let os2 = font.os2().map_err(damaged)?;
    let selection = os2.fs_selection();
    let family = name(&font, NameId::TYPOGRAPHIC_FAMILY_NAME)
        .or_else(|| name(&font, NameId::FAMILY_NAME))
        .ok_or(FontError::Nameless)?;
    Ok(FaceFacts {
        family,
        weight: os2.us_weight_class(),
        italic: selection.intersects(SelectionFlags::ITALIC | SelectionFlags::OBLIQUE),
        version: format!("{:.3}", font.head().map_err(damaged)?.font_revision().to_f64()),
        copyright: name(&font, NameId::COPYRIGHT_NOTICE).unwrap_or_default(),
        licence: name(&font, NameId::LICENSE_DESCRIPTION).unwrap_or_default(),
        licence_address: name(&font, NameId::LICENSE_URL).unwrap_or_default(),
        embedding: Embedding::from_bits(os2.fs_type()),
        truetype,
        variable: font.fvar().is_ok(),
    })
}

/// Opens one font, naming the containers that people take for one.
pub(super) fn open(data: &[u8]) -> Result<FontRef<'_>, FontError> {
    let tag = data.first_chunk::<4>().map(Tag::new);
    match tag.as_ref().map(Tag::as_ref) {
        Some(b"wOFF" | b"wOF2") => return Err(FontError::WebFont),
        Some(b"ttcf") => return Err(FontError::Collection),
        _ => {}
    }
    FontRef::new(data).map_err(|error| FontError::Damaged(error.to_string()))
}

/// The first Unicode string of a name, English where there are several; `None` where it is missing or empty.
fn name(font: &FontRef, id: NameId) -> Option<String> {
    /// Windows' language code for English (United States).
    const ENGLISH: u16 = 0x0409;
    let table = font.name().ok()?;
    let data = table.string_data();
    let mut found: Option<String> = None;
    for record in table
        .name_record()
        .iter()
        .filter(|record| record.name_id() == id && record.is_unicode())
    {
        let Ok(string) = record.string(data) else { continue };
        let text = string.to_string().trim().to_owned();
        if text.is_empty() {
            continue;
        }
        if record.language_id() == ENGLISH {
            return Some(text);
        }
        found.get_or_insert(text);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usage_bits_are_read_as_the_specification_says() {
        for (bits, usage, allowed) in [
            (0x0000, Usage::Installable, true),
            (0x0002, Usage::Restricted, false),
            (0x0004, Usage::PreviewAndPrint, true),
            (0x0008, Usage::Editable, true),
            (0x000C, Usage::Editable, true),
            (0x0100, Usage::Installable, false),
            (0x0208, Usage::Editable, false),
        ] {
            let embedding = Embedding::from_bits(bits);
            assert_eq!(embedding.usage, usage, "{bits:#06x}");
            assert_eq!(embedding.allows_subset(), allowed, "{bits:#06x}");
        }
    }

    #[test]
    fn what_is_no_font_says_why() {
        assert_eq!(inspect(b"wOF2\0\x01\0\0"), Err(FontError::WebFont));
        assert_eq!(inspect(b"ttcf\0\x01\0\0"), Err(FontError::Collection));
        assert!(matches!(inspect(b""), Err(FontError::Damaged(_))));
        assert!(matches!(
            inspect(b"<!DOCTYPE html><title>404</title>"),
            Err(FontError::Damaged(_))
        ));
    }
}
