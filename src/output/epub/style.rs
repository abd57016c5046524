//! The style sheet: the part for all books, the part of the script, and what follows from the book itself.
//!
//! EPUB 3.3 (6.3.1.3) forbids `direction` and `unicode-bidi`: directions are said in the text, by `dir`.

use super::fonts::Embedded;
use crate::document::BlockKind;
use crate::edition::Edition;
use crate::locale::Numerals;

const BASE: &str = include_str!("../../../assets/epub/base.css");
const SCRIPTS: &[(&[&str], &str)] = &[
    (&["Aran"], include_str!("../../../assets/epub/nastaliq.css")),
    (
        &["Arab", "Syrc", "Thaa", "Nkoo"],
        include_str!("../../../assets/epub/arabic.css"),
    ),
    (&["Hebr"], include_str!("../../../assets/epub/hebrew.css")),
];
const OTHER: &str = include_str!("../../../assets/epub/latin.css");

/// The style sheet of a book.
pub(in crate::output) fn sheet(edition: &Edition, fonts: &[Embedded]) -> String {
    let mut css = faces(fonts);
    css += &common(edition.config.book.language.script());
    css += &format!("html {{ font-family: {}; }}\n", stack(edition, fonts, false));
    css += &format!("pre, code {{ font-family: {}; }}\n", stack(edition, fonts, true));
    let counter = match edition.numerals {
        Numerals::Western => "decimal",
        Numerals::ArabicIndic => "arabic-indic",
        Numerals::Persian => "persian",
    };
    css += &format!("ol {{ list-style-type: {counter}; }}\n");
    css += &letters(edition, counter);
    css
}

/// How lists count in letters (CSS Counter Styles 3, 3.1): every number that the book comes to is written out, since letters are
/// not added up in the same way everywhere. Engines that know no such styles count in digits.
fn letters(edition: &Edition, fallback: &str) -> String {
    let mut last = 0;
    edition.document.visit(&mut |block| {
        if let BlockKind::List {
            start: Some(start),
            items,
            ..
        } = &block.kind
        {
            let lettered = items.iter().zip(*start..).filter(|(item, _)| item.counts_in_letters());
            last = lettered.map(|(_, number)| number).fold(last, u64::max);
        }
    });
    if last == 0 {
        return String::new();
    }
    let symbols: String = (1..=last)
        .filter_map(|number| edition.locale.letters.format(number))
        .map(|letters| format!(" \"{letters}\""))
        .collect();
    format!(
        "@counter-style letters {{ system: fixed; symbols:{symbols}; suffix: \". \"; fallback: {fallback}; }}\n\
         ol.letters {{ list-style-type: letters; }}\n"
    )
}

/// What holds for all books, and for all in a script (ISO 15924).
pub(in crate::output) fn common(script: &str) -> String {
    let own = SCRIPTS.iter().find(|(scripts, _)| scripts.contains(&script));
    format!("{BASE}{}", own.map_or(OTHER, |(_, css)| css))
}

/// The fonts that travel with a page.
pub(in crate::output) fn faces(fonts: &[Embedded]) -> String {
    let face = |font: &Embedded| {
        let weight = if font.bold { "bold" } else { "normal" };
        let style = if font.italic { "italic" } else { "normal" };
        format!(
            "@font-face {{ font-family: \"{}\"; font-weight: {weight}; font-style: {style}; src: url(\"{}\"); }}\n",
            quoted(&font.family.name),
            font.file
        )
    };
    fonts.iter().map(face).collect()
}

/// Families in the order in which a letter is looked for: the book's own, then those of devices.
fn stack(edition: &Edition, fonts: &[Embedded], code: bool) -> String {
    let mut names: Vec<&str> = Vec::new();
    let embedded = fonts
        .iter()
        .filter(|font| code && font.code)
        .chain(fonts.iter().filter(|font| font.text));
    for name in embedded
        .map(|font| font.family.name.as_str())
        .chain([edition.family.name.as_str()])
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let quoted: Vec<String> = names.into_iter().map(|name| format!("\"{}\"", quoted(name))).collect();
    format!("{}, {}", quoted.join(", "), if code { "monospace" } else { "serif" })
}

/// A name for between quotes.
pub(in crate::output) fn quoted(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '"' | '\\' | '\n' | '\r') && !c.is_control())
        .collect()
}
