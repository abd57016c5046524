//! How a run's letters stand out: by its own properties, then by its style (ECMA-376 part 1, 17.3.2).

use super::super::runs::Format;
use super::super::xml::Element;
use super::Reader;
use super::styles::{switch, value};
use crate::locale::LanguageTag;

/// What a run's properties say.
pub(super) struct Look {
    pub(super) format: Format,
    /// Its letters are not shown.
    pub(super) hidden: bool,
    /// They have a colour of their own.
    pub(super) coloured: bool,
    /// The symbol font that draws them.
    pub(super) symbols: Option<String>,
}

impl Reader<'_, '_> {
    /// How a run with these properties looks.
    pub(super) fn look(&self, properties: Option<&Element>) -> Look {
        let style = value(properties, "rStyle");
        let on = |name: &str| switch(properties, name).or(self.styles.run_switch(style, name));
        let said = |name: &str| {
            properties
                .and_then(|properties| properties.child(name))
                .or(self.styles.run(style, name))
        };
        let text = |name: &str| said(name).and_then(|element| element.attribute("val"));
        // Letters from the right have switches of their own (17.3.2.2).
        let complex = on("rtl") == Some(true) || on("cs") == Some(true);
        let either = |usual: &str, of_complex: &str| {
            let (usual, of_complex) = (on(usual), on(of_complex));
            let found = if complex {
                of_complex.or(usual)
            } else {
                usual.or(of_complex)
            };
            found.unwrap_or(false)
        };
        let is_link = self.styles.named(
            style,
            &[
                "hyperlink",
                "internet link",
                "internetlink",
                "link",
                "followedhyperlink",
                "visited internet link",
            ],
        );
        let vertical = text("vertAlign");
        let mut format = Format {
            strong: either("b", "bCs") || self.styles.named(style, &["strong", "strong emphasis"]),
            emphasis: either("i", "iCs") || self.styles.named(style, &["emphasis"]),
            underline: text("u").is_some_and(|kind| kind != "none") && !is_link,
            strike: on("strike") == Some(true) || on("dstrike") == Some(true),
            mark: text("highlight").is_some_and(|colour| colour != "none"),
            raised: vertical == Some("superscript"),
            lowered: vertical == Some("subscript"),
            code: self.styles.is_code(style),
            ..Format::default()
        };
        if format.code {
            (format.strong, format.emphasis) = (false, false);
        }
        let font = |name: &str| {
            said("rFonts")
                .and_then(|fonts| fonts.attribute(name))
                .filter(|font| super::symbols::is_symbol_font(font))
        };
        Look {
            format,
            hidden: on("vanish") == Some(true),
            coloured: text("color").is_some_and(is_colour) && !is_link,
            symbols: font("ascii").or(font("hAnsi")).map(str::to_string),
        }
    }

    /// The language of letters, where it is not what the book's language and they themselves tell. Word tags whatever is typed by the
    /// keyboard: only a language that somebody chose, of letters that the book's own are among or that are many, is taken at its word.
    pub(super) fn language_of(&self, text: &str, properties: Option<&Element>) -> Option<String> {
        let style = value(properties, "rStyle");
        let said = properties
            .and_then(|properties| properties.child("lang"))
            .or(self.styles.run(style, "lang"))?;
        let from_the_right = text.chars().any(is_from_the_right);
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let (name, usual) = match from_the_right {
            true => ("bidi", &self.styles.languages.1),
            false => ("val", &self.styles.languages.0),
        };
        let tag = said.attribute(name)?;
        let parsed = LanguageTag::parse(tag).ok()?;
        let book_from_the_right = self.language.direction().is_rtl();
        let usual = usual.as_deref().and_then(|usual| LanguageTag::parse(usual).ok());
        let is_usual = usual.is_some_and(|usual| usual.language() == parsed.language());
        let fits = parsed.direction().is_rtl() == from_the_right;
        let is_known = ["en", "ar"].contains(&parsed.language()) && from_the_right != book_from_the_right;
        let chosen = fits && letters >= 3 && parsed.language() != self.language.language() && !is_usual && !is_known;
        (chosen && parsed.script() != "Zzzz").then(|| parsed.language().to_string())
    }
}

fn is_from_the_right(c: char) -> bool {
    matches!(u32::from(c), 0x5d0..=0x5ea | 0x620..=0x64a | 0x66e..=0x6d3 | 0x750..=0x77f)
}

/// Whether a colour is seen as one: not the text's own, nor near black.
fn is_colour(value: &str) -> bool {
    let part = |range: std::ops::Range<usize>| value.get(range).and_then(|part| u8::from_str_radix(part, 16).ok());
    match (part(0..2), part(2..4), part(4..6)) {
        (Some(red), Some(green), Some(blue)) => red.max(green).max(blue) > 0x60,
        _ => false,
    }
}
