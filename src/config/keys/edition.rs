//! `[[edition]]`: what a further edition says of itself.

use super::KeyKind::*;
use super::keys;
use super::texts::check_slug;
use crate::artifact::Format;

keys! {
    /// `[[edition]]`: what a further edition says of itself.
    EditionKeys in "edition" {
        "name" name: Option<String>, Text, |key| key.parsed(edition_name),
            "the style's name", "what the edition's files end in: SLUG-VERSION-NAME.pdf";
        "style" style: Option<String>, Choice(STYLE_NAMES), |key| key.text(),
            "none", "values that go together: text of 18 points on A4 pages; as little ink as can be; no colour";
        "formats" formats: Vec<Format>, Choices(FORMATS), |key| key.texts().iter().filter_map(|format| format.parse().ok()).collect(),
            "[\"pdf\", \"booklet\"], and \"print\" where there is an [edition.print]", "what is made of it";
    }
}

/// Every style of an edition, with what it says: below what the edition itself says, above what the book says.
pub const STYLES: &[(&str, &str)] = &[
    (
        "large-print",
        "pdf = { font-size = \"18pt\", leading = \"29pt\", paper = \"a4\" }\nbooklet = { paper = \"a3\" }",
    ),
    ("low-ink", "pdf = { ink = \"low\" }"),
    ("black", "pdf = { ink = \"black\" }"),
];

/// The formats that an edition may have.
const FORMATS: &[&str] = &[Format::Pdf.name(), Format::Booklet.name(), Format::Print.name()];

const STYLE_NAMES: &[&str] = &["large-print", "low-ink", "black"];

/// An edition's name, which ends file names: as a slug, but none that the names of other files end in.
fn edition_name(text: &str) -> Result<String, String> {
    const TAKEN: [&str; 5] = ["booklet", "print", "cover", "source", "long-edge"];
    if TAKEN.contains(&text) {
        return Err("is what other files are called by".into());
    }
    check_slug(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_has_its_name() {
        assert!(STYLES.iter().map(|style| style.0).eq(STYLE_NAMES.iter().copied()));
    }
}
