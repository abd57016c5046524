//! What OpenDocument's styles say (ODF 1.3 part 3, 16): automatic ones by what they change, named ones by their names.

use std::collections::BTreeMap;

use super::super::docx::kind_of_name;
use super::super::items::Kind;
use super::super::losses::{Losses, Odd};
use super::super::runs::Format;
use super::super::xml::Element;
use crate::locale::{Direction, LanguageTag};

#[derive(Debug, Default, Clone)]
struct Style {
    parent: Option<String>,
    /// Its name as people see it, in lower case.
    shown: String,
    text: BTreeMap<String, String>,
    paragraph: BTreeMap<String, String>,
    cell: BTreeMap<String, String>,
    automatic: bool,
}

/// All styles.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

/// How far styles are followed.
const FARTHEST: usize = 32;

/// A name of a style without LibreOffice's marks for other signs: `Heading_20_1`.
fn plain_name(name: &str) -> String {
    name.replace("_20_", " ").to_lowercase()
}

impl Styles {
    /// Reads the styles of some parts.
    pub(super) fn read(roots: &[&Element]) -> Self {
        let mut found = BTreeMap::new();
        for root in roots {
            for (group, automatic) in [("styles", false), ("automatic-styles", true)] {
                let Some(group) = root.child(group) else { continue };
                for style in group.children().filter(|child| &*child.name == "style") {
                    let Some(name) = style.attribute("name") else { continue };
                    let properties = |kind: &str| style.child(kind).map(Element::all_attributes).unwrap_or_default();
                    let made = Style {
                        parent: style.attribute("parent-style-name").map(str::to_string),
                        shown: style
                            .attribute("display-name")
                            .map_or_else(|| plain_name(name), str::to_lowercase),
                        text: properties("text-properties"),
                        paragraph: properties("paragraph-properties"),
                        cell: properties("table-cell-properties"),
                        automatic,
                    };
                    found.insert(name.to_string(), made);
                }
            }
        }
        Self(found)
    }

    fn chain(&self, name: &str) -> impl Iterator<Item = &Style> {
        std::iter::successors(self.0.get(name), |style| self.0.get(style.parent.as_deref()?)).take(FARTHEST)
    }

    fn text(&self, name: &str, property: &str) -> Option<&str> {
        self.chain(name)
            .find_map(|style| style.text.get(property))
            .map(String::as_str)
    }

    fn paragraph(&self, name: &str, property: &str) -> Option<&str> {
        self.chain(name)
            .find_map(|style| style.paragraph.get(property))
            .map(String::as_str)
    }

    /// What paragraphs of a style are.
    pub(super) fn kind(&self, name: &str) -> Kind {
        let named = self
            .chain(name)
            .filter(|style| !style.automatic)
            .find_map(|style| kind_of_name(&style.shown));
        // A document may use a style of the program without describing it.
        named.or_else(|| kind_of_name(&plain_name(name))).unwrap_or_default()
    }

    /// Whether a page ends before or after paragraphs of a style; only what is said for this one.
    pub(super) fn breaks(&self, name: &str) -> (bool, bool) {
        let own = self.0.get(name).filter(|style| style.automatic);
        let is_page = |property: &str| {
            own.and_then(|style| style.paragraph.get(property))
                .is_some_and(|kind| kind == "page")
        };
        (is_page("break-before"), is_page("break-after"))
    }

    pub(super) fn is_centred(&self, name: &str) -> bool {
        self.paragraph(name, "text-align") == Some("center")
    }

    /// Whether an empty paragraph of a style is a line across the page.
    pub(super) fn is_rule(&self, name: &str) -> bool {
        self.chain(name)
            .any(|style| style.shown == "horizontal line" || style.shown == "horizontal rule")
    }

    /// The size of letters in half points; 0 where it is not known.
    pub(super) fn size(&self, name: &str) -> u32 {
        let points = |size: &str| {
            size.strip_suffix("pt")?
                .parse::<f64>()
                .ok()
                .filter(|size| (1.0..400.0).contains(size))
        };
        let of = |property: &str| self.text(name, property).and_then(points);
        // Cast of a number that was just bounded.
        of("font-size")
            .or(of("font-size-complex"))
            .map_or(0, |size| (size * 2.0) as u32)
    }

    /// Whether any style sets paragraphs from the right.
    pub(super) fn says_direction(&self) -> bool {
        self.0.values().any(|style| {
            style
                .paragraph
                .get("writing-mode")
                .is_some_and(|mode| mode.starts_with("rl"))
        })
    }

    /// How letters of a style stand out.
    pub(super) fn format(&self, name: &str) -> Format {
        self.over(&Format::default(), name)
    }

    /// How letters stand out that have a style over what is around them.
    pub(super) fn over(&self, around: &Format, name: &str) -> Format {
        let text = |property: &str| self.text(name, property);
        let said = |property: &str, complex: &str, is: fn(&str) -> bool| match (text(property), text(complex)) {
            (None, None) => None,
            (a, b) => Some(a.is_some_and(is) || b.is_some_and(is)),
        };
        let bold = |value: &str| value == "bold" || value.parse::<u32>().is_ok_and(|weight| weight >= 600);
        let slanted = |value: &str| matches!(value, "italic" | "oblique");
        let line = |value: &str| value != "none";
        let position = text("text-position").unwrap_or("");
        let shown: Vec<&str> = self.chain(name).map(|style| style.shown.as_str()).collect();
        let is = |names: &[&str]| {
            shown.iter().any(|shown| names.contains(shown)) || names.contains(&plain_name(name).as_str())
        };
        let mut format = around.clone();
        format.strong = said("font-weight", "font-weight-complex", bold)
            .unwrap_or(format.strong || is(&["strong emphasis", "strong"]));
        format.emphasis =
            said("font-style", "font-style-complex", slanted).unwrap_or(format.emphasis || is(&["emphasis"]));
        format.underline = text("text-underline-style").map_or(format.underline, line);
        format.strike = text("text-line-through-style")
            .or(text("text-line-through-type"))
            .map_or(format.strike, line);
        format.raised = position.starts_with("super")
            || position.starts_with(|c: char| c.is_ascii_digit() && c != '0') && !position.starts_with("0%")
            || is(&["superscript"]);
        format.lowered = position.starts_with("sub") || position.starts_with('-') || is(&["subscript"]);
        if is(&[
            "footnote anchor",
            "endnote anchor",
            "internet link",
            "visited internet link",
        ]) {
            (format.raised, format.underline, format.strong) = (around.raised, around.underline, around.strong);
        }
        format.mark =
            text("background-color").map_or(format.mark, |colour| colour != "transparent" && colour != "#ffffff");
        if is(&[
            "source text",
            "source_text",
            "teletype",
            "user entry",
            "verbatim char",
            "code",
        ]) {
            format.code = true;
            (format.strong, format.emphasis) = (false, false);
        }
        format
    }

    pub(super) fn is_hidden(&self, name: &str) -> bool {
        self.text(name, "display") == Some("none")
    }

    /// Whether letters of a style have a colour that is seen as one.
    pub(super) fn is_coloured(&self, name: &str) -> bool {
        let own = self
            .0
            .get(name)
            .filter(|style| style.automatic)
            .and_then(|style| style.text.get("color"));
        let part = |colour: &str, at: usize| {
            colour
                .get(at..at + 2)
                .and_then(|part| u8::from_str_radix(part, 16).ok())
                .unwrap_or(0)
        };
        own.is_some_and(|colour| [1, 3, 5].into_iter().any(|at| part(colour, at) > 0x60))
    }

    /// The language of letters, where it is not what the book's and they themselves tell.
    pub(super) fn language(&self, name: &str, text: &str, book: &LanguageTag) -> Option<String> {
        let own = self.0.get(name)?;
        let rtl = text
            .chars()
            .any(|c| matches!(u32::from(c), 0x5d0..=0x5ea | 0x620..=0x64a | 0x66e..=0x6d3));
        let property = if rtl { "language-complex" } else { "language" };
        let tag = LanguageTag::parse(own.text.get(property)?).ok()?;
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let fits = tag.direction().is_rtl() == rtl && letters >= 3 && tag.language() != book.language();
        let told = tag.language() == "en" && book.direction().is_rtl();
        (fits && !told && !matches!(tag.language(), "zxx" | "und" | "none")).then(|| tag.language().to_string())
    }

    /// Whether any cell of a table has lines around it.
    pub(super) fn any_ruled(&self, table: &Element) -> bool {
        let mut ruled = false;
        table.visit(&mut |element| {
            if &*element.name == "table-cell"
                && let Some(style) = element.attribute("style-name").and_then(|name| self.0.get(name))
            {
                ruled |= style
                    .cell
                    .iter()
                    .any(|(name, value)| name.starts_with("border") && value != "none");
            }
        });
        ruled
    }
}

/// The direction that a paragraph is set in, where the document says another than its letters do.
pub(super) fn direction(
    styles: &Styles,
    style: &str,
    text: &str,
    book: Direction,
    says: bool,
    losses: &mut Losses,
) -> Option<Direction> {
    if !says {
        return None;
    }
    let said = match styles.paragraph(style, "writing-mode") {
        Some(mode) if mode.starts_with("rl") => Direction::Rtl,
        Some(mode) if mode.starts_with("lr") => Direction::Ltr,
        _ => return None,
    };
    let strong = |c: char| match u32::from(c) {
        0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc if c.is_alphabetic() => Some(Direction::Rtl),
        _ if c.is_alphabetic() => Some(Direction::Ltr),
        _ => None,
    };
    let first = text.chars().find_map(strong)?;
    let mixed = text.chars().filter_map(strong).any(|direction| direction != first);
    if said == book {
        return None;
    }
    if first != said {
        if book.is_rtl() {
            losses.count(Odd::LeftParagraph, text);
        }
        return None;
    }
    mixed.then_some(said)
}

/// A length in millimetres.
pub(super) fn millimetres(length: &str) -> Option<f64> {
    let units = [
        ("mm", 1.0),
        ("cm", 10.0),
        ("in", 25.4),
        ("pt", 25.4 / 72.0),
        ("px", 25.4 / 96.0),
    ];
    units
        .iter()
        .find_map(|(unit, size)| Some(length.strip_suffix(unit)?.trim().parse::<f64>().ok()? * size))
}

/// How wide the text of the first page is, in millimetres.
pub(super) fn text_width(sheet: &Element) -> f64 {
    let properties = sheet
        .child("automatic-styles")
        .and_then(|styles| styles.find("page-layout-properties"));
    let length = |name: &str| {
        properties
            .and_then(|properties| properties.attribute(name))
            .and_then(millimetres)
    };
    let margin = |name: &str| length(name).or_else(|| length("margin")).unwrap_or(20.0);
    (length("page-width").unwrap_or(210.0) - margin("margin-left") - margin("margin-right")).max(20.0)
}
