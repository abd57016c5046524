//! The style sheet: the part for all books, the part of the script, and what follows from the book itself.
//!
//! EPUB 3.3 (6.3.1.3) forbids `direction` and `unicode-bidi`: directions are said in the text, by `dir`.

use super::fonts::Embedded;
use crate::document::BlockKind;
use crate::edition::Volume;
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
pub(in crate::output) fn sheet(volume: &Volume, fonts: &[Embedded]) -> String {
    let mut css = faces(fonts);
    css += &common(volume.language.script());
    css += &format!("html {{ font-family: {}; }}\n", stack(volume, fonts, Part::Text));
    css += &format!("pre, code {{ font-family: {}; }}\n", stack(volume, fonts, Part::Code));
    if fonts.iter().any(|font| font.headings) {
        let families = stack(volume, fonts, Part::Headings);
        css += &format!("h1, h2, h3, h4, h5, h6 {{ font-family: {families}; }}\n");
    }
    let counter = match volume.numerals {
        Numerals::Western => "decimal",
        Numerals::ArabicIndic => "arabic-indic",
        Numerals::Persian => "persian",
    };
    css += &format!("ol {{ list-style-type: {counter}; }}\n");
    css += &letters(volume, counter);
    css
}

/// How lists count in letters (CSS Counter Styles 3, 3.1): every number that the book comes to is written out, since letters are
/// not added up in the same way everywhere. Engines that know no such styles count in digits.
fn letters(volume: &Volume, fallback: &str) -> String {
    let mut last = 0;
    volume.document.visit(&mut |block| {
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
        .filter_map(|number| volume.locale.letters.format(number))
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

/// The fonts that travel with a page. Faces that are cut for one part of it are called apart, since one family may be cut for several.
pub(in crate::output) fn faces(fonts: &[Embedded]) -> String {
    let face = |font: &Embedded| {
        let weight = match (font.variable, font.bold) {
            (true, _) => "100 900",
            (false, true) => "bold",
            (false, false) => "normal",
        };
        let style = if font.italic { "italic" } else { "normal" };
        format!(
            "@font-face {{ font-family: \"{}\"; font-weight: {weight}; font-style: {style}; src: url(\"{}\"); }}\n",
            name(font),
            font.file
        )
    };
    fonts.iter().map(face).collect()
}

/// What the style sheet calls a face.
pub(in crate::output) fn name(font: &Embedded) -> String {
    let family = quoted(&font.family.name);
    if font.headings {
        format!("{family} Headings")
    } else {
        family
    }
}

/// What of a page a face is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Text,
    Headings,
    Code,
}

/// Families in the order in which a letter is looked for: those of a part, the book's own, then those of devices.
fn stack(volume: &Volume, fonts: &[Embedded], part: Part) -> String {
    let own = fonts.iter().filter(|font| match part {
        Part::Text => false,
        Part::Headings => font.headings,
        Part::Code => font.code,
    });
    let all = own.chain(fonts.iter().filter(|font| font.text)).map(name);
    let mut names: Vec<String> = Vec::new();
    for name in all.chain([quoted(&volume.family.name)]) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let quoted: Vec<String> = names.into_iter().map(|name| format!("\"{name}\"")).collect();
    let device = if part == Part::Code { "monospace" } else { "serif" };
    format!("{}, {device}", quoted.join(", "))
}

/// A name for between quotes.
pub(in crate::output) fn quoted(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '"' | '\\' | '\n' | '\r') && !c.is_control())
        .collect()
}
