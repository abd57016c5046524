//! What a run makes: finished files in memory, with their names and media types.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// A kind of output that can be asked for with `--only`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// The reading PDF: single pages on the trim size, tagged.
    Pdf,
    /// Imposed sheets for an office printer.
    Booklet,
    /// Single pages with bleed and marks for a print shop.
    Print,
    /// The EPUB.
    Epub,
    /// The plain text.
    Text,
    /// The cover as a picture.
    Cover,
}

/// Every format: its media type, its file extension, and what it is for.
const TABLE: &[(Format, &str, &str, &str)] = &[
    (
        Format::Pdf,
        "application/pdf",
        "pdf",
        "single pages to read on a screen or print as they are",
    ),
    (
        Format::Booklet,
        "application/pdf",
        "pdf",
        "sheets to print on both sides, fold and staple",
    ),
    (
        Format::Print,
        "application/pdf",
        "pdf",
        "pages with bleed and marks for a print shop",
    ),
    (Format::Epub, "application/epub+zip", "epub", "for phones and e-readers"),
    (Format::Text, "text/plain", "txt", "plain text, for mail"),
    (Format::Cover, "image/png", "png", "the cover as a picture"),
];

impl Format {
    /// Every format in the order in which they are made and listed.
    pub fn all() -> impl Iterator<Item = Format> {
        TABLE.iter().map(|row| row.0)
    }

    fn row(self) -> &'static (Format, &'static str, &'static str, &'static str) {
        // The table holds every variant (a test says so); its first row stands in rather than a panic.
        TABLE.iter().find(|row| row.0 == self).unwrap_or(&TABLE[0])
    }

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Booklet => "booklet",
            Self::Print => "print",
            Self::Epub => "epub",
            Self::Text => "txt",
            Self::Cover => "cover",
        }
    }

    /// The media type (RFC 6838).
    pub fn media_type(self) -> &'static str {
        self.row().1
    }

    /// The file name's ending, without its dot.
    pub fn extension(self) -> &'static str {
        self.row().2
    }

    /// What people use it for, in a few words.
    pub fn purpose(self) -> &'static str {
        self.row().3
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = || Self::all().map(Self::name).collect::<Vec<_>>().join(", ");
        Self::all()
            .find(|format| format.name() == name)
            .ok_or_else(|| format!("not a format; the formats are {}", known()))
    }
}

/// A finished file, not yet written.
#[derive(Debug, Clone)]
pub struct Artifact {
    /// What it is.
    pub format: Format,
    /// Its file name: ASCII only, since readers' devices refuse others.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many pages or sheet sides it has, where it has any.
    pub pages: Option<usize>,
    /// The edition that it is of, where it is not the book's usual one.
    pub edition: Option<String>,
    /// Whether it should hold the whole text: a print shop's cover does not.
    pub whole: bool,
    /// What it says beside the book's text, a line each: the lines that name sheets.
    pub lines: Vec<String>,
    /// The PostScript names of the fonts that a PDF embeds, as the font files have them.
    pub fonts: BTreeSet<String>,
}

impl Artifact {
    /// A file of a format: `STEM.EXTENSION`, `STEM-SUFFIX.EXTENSION` where the suffix is not empty.
    pub fn new(format: Format, stem: &str, suffix: &str, bytes: Vec<u8>, pages: Option<usize>) -> Self {
        let dash = if suffix.is_empty() { "" } else { "-" };
        let name = format!("{stem}{dash}{suffix}.{}", format.extension());
        Self {
            format,
            name,
            media_type: format.media_type(),
            bytes,
            pages,
            whole: true,
            lines: Vec::new(),
            fonts: BTreeSet::new(),
            edition: None,
        }
    }

    /// The same file as one of a further edition: `STEM-SUFFIX-EDITION.EXTENSION`.
    pub fn of_edition(self, edition: &str) -> Self {
        let extension = self.format.extension();
        let stem = self
            .name
            .strip_suffix(extension)
            .map_or(self.name.as_str(), |stem| stem.trim_end_matches('.'));
        Self {
            name: format!("{stem}-{edition}.{extension}"),
            edition: Some(edition.into()),
            ..self
        }
    }
}

/// The SHA-256 of some bytes (FIPS 180-4), in lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_its_row_and_reads_back() {
        use Format::*;
        for format in [Pdf, Booklet, Print, Epub, Text, Cover] {
            assert_eq!(format.row().0, format);
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert_eq!(Format::all().count(), 6);
    }

    #[test]
    fn names_follow_the_contract() {
        assert_eq!(
            Artifact::new(Format::Booklet, "ten-1.0.0", "booklet-a4", vec![], None).name,
            "ten-1.0.0-booklet-a4.pdf"
        );
        assert_eq!(
            Artifact::new(Format::Epub, "ten-1.0.0", "", vec![], None).name,
            "ten-1.0.0.epub"
        );
        let large =
            Artifact::new(Format::Booklet, "ten-1.0.0", "booklet-a3-long-edge", vec![], None).of_edition("large");
        assert_eq!(
            (large.name.as_str(), large.edition.as_deref()),
            ("ten-1.0.0-booklet-a3-long-edge-large.pdf", Some("large"))
        );
    }
}
