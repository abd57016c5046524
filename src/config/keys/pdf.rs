//! `[pdf]`: how the pages look.

use super::KeyKind::*;
use super::keys;
use super::reader::KeyReader;
use super::texts::check_colour;
use crate::imposition::{Choice as _, Length, Paper, choices};
use std::str::FromStr;

keys! {
    /// `[pdf]`: how the pages look. What is left out is the theme's to decide.
    Pdf in "pdf" {
        "paper" paper: Paper, Text, |key| key.parsed(trim).unwrap_or(Paper::A5),
            "\"a5\"", "the trim size: a paper's name, or such as \"120mm x 180mm\"";
        "theme" theme: String, Text, |key| key.text().unwrap_or_else(|| "pamphlet".into()),
            "\"pamphlet\"", "the theme";
        "font" font: Option<String>, Text, |key| key.text(),
            "by language", "the text's font family";
        "heading-font" heading_font: Option<String>, Text, |key| key.text(),
            "the text's", "the font family of titles and headings";
        "latin-font" latin_font: Option<String>, Text, |key| key.text(),
            "the text's", "the font family of words in Latin letters, in books of another script";
        "mono-font" mono_font: Option<String>, Text, |key| key.text(),
            "\"Source Code Pro\"", "the font family of code";
        "font-size" font_size: Option<Length>, Length, |key| key.length(6.0, 36.0),
            "by theme", "the text's size";
        "leading" leading: Option<Length>, Length, |key| key.length(8.0, 72.0),
            "by theme", "the distance from one line of text to the next";
        "hyphenate" hyphenate: bool, Boolean, |key| key.boolean().unwrap_or(true),
            "true", "whether words are parted at line ends, in languages that part them (English, French)";
        "links" links: LinkAddresses, Choice(LinkAddresses::NAMES), |key| key.choice().unwrap_or_default(),
            "\"notes\"", "where pages show the addresses of links: in notes at the foot, or nowhere";
        "accent" accent: Option<String>, Text, |key| key.parsed(check_colour),
            "by theme", "the one strong colour, as #rrggbb";
        "ink" ink: Ink, Choice(Ink::NAMES), |key| key.choice().unwrap_or_default(),
            "\"full\"", "how much ink pages take: colours, black and greys only, or no filled shapes and large type in outline";
        "contents" contents: Option<bool>, Boolean, |key| key.boolean(),
            "true where there are two chapters or more", "whether there is a contents page";
        "title-page" title_page: bool, Boolean, |key| key.boolean().unwrap_or(true),
            "true", "whether there is a title page; without one the text begins on the back of the cover, so that what is short takes one folded sheet";
        "qr" qr: bool, Boolean, |key| qr(key),
            "false", "whether the back cover has a QR code of the book's url";
    }
}

/// Where pages show the addresses of links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LinkAddresses {
    /// In notes at the foot.
    #[default]
    InNotes,
    /// Nowhere.
    Hidden,
}

choices! { LinkAddresses:
    Self::InNotes => "notes",
    Self::Hidden => "none",
}

/// How much ink pages take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ink {
    /// Colours as the theme has them.
    #[default]
    Full,
    /// Black and greys only.
    Black,
    /// Black only, no filled shapes, large type in outline.
    Low,
}

choices! { Ink:
    Self::Full => "full",
    Self::Black => "black",
    Self::Low => "low",
}

/// A QR code needs something to point at.
fn qr(key: &mut KeyReader<'_>) -> bool {
    let wanted = key.boolean().unwrap_or(false);
    if wanted && !key.file.says("book", "url") {
        let hint = "write url = \"https://…\" below [book], where the digital edition lives";
        key.refuse("`qr = true`: the book has no address to point at", hint);
    }
    wanted
}

/// A trim size that a text can be set on: from A7's width to A3's height.
fn trim(text: &str) -> Result<Paper, String> {
    let paper = Paper::from_str(text)?;
    let size = paper.size();
    let (low, high) = (70.0 * 72.0 / 25.4, 420.0 * 72.0 / 25.4);
    let fits = [size.width, size.height].iter().all(|side| (low..=high).contains(side));
    if fits {
        Ok(paper)
    } else {
        Err("a page must be from 70 to 420 mm wide and high".into())
    }
}
