//! Word's styles: what a paragraph or run says by its style, and by the styles that this one is based on (ECMA-376 part 1, 17.7).

use std::collections::BTreeMap;

use super::super::items::Kind;
use super::super::xml::Element;

/// Whether a switch is on: there without a value, or with one that is not false (17.17.4). None where it is not there.
pub(super) fn switch(properties: Option<&Element>, name: &str) -> Option<bool> {
    let found = properties?.child(name)?;
    Some(!matches!(found.attribute("val"), Some("0" | "false" | "off" | "none")))
}

/// The value of an element's `val`.
pub(super) fn value<'e>(properties: Option<&'e Element>, name: &str) -> Option<&'e str> {
    properties?.child(name)?.attribute("val")
}

/// A style as it is written.
#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    paragraph: Option<Element>,
    run: Option<Element>,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    default_paragraph: Option<String>,
    /// The languages of letters that say none: of Latin letters, and of Arabic and Hebrew ones.
    pub(super) languages: (Option<String>, Option<String>),
    /// The size of letters that say none, in half points.
    size: u32,
}

/// How far styles are followed: a circle of styles ends here.
const FARTHEST: usize = 32;

impl Styles {
    /// Reads the part of styles.
    pub(super) fn read(root: Element) -> Self {
        let mut found = Self {
            size: 20,
            ..Self::default()
        };
        if let Some(run) = root.path(&["docDefaults", "rPrDefault", "rPr"]) {
            let of = |name: &str| Some(run.child("lang")?.attribute(name)?.to_string());
            found.languages = (of("val"), of("bidi"));
            let size = value(Some(run), "sz").and_then(|size| size.parse().ok());
            found.size = size.unwrap_or(found.size);
        }
        for style in root.children().filter(|child| &*child.name == "style") {
            let Some(id) = style.attribute("styleId") else { continue };
            let is_default = style
                .attribute("default")
                .is_some_and(|value| matches!(value, "1" | "true" | "on"));
            if is_default && style.attribute("type") == Some("paragraph") {
                found.default_paragraph = Some(id.into());
            }
        }
        let owned = |style: Element| {
            let id = style.attribute("styleId").map(str::to_string);
            let name = style.child("name").and_then(|name| name.attribute("val"));
            let mut made = Style {
                name: name.unwrap_or_default().to_lowercase(),
                based_on: value(Some(&style), "basedOn").map(str::to_string),
                ..Style::default()
            };
            for child in style.into_children() {
                match &*child.name {
                    "pPr" => made.paragraph = Some(child),
                    "rPr" => made.run = Some(child),
                    _ => {}
                }
            }
            Some((id?, made))
        };
        found.styles = root
            .into_children()
            .into_iter()
            .filter(|child| &*child.name == "style")
            .filter_map(owned)
            .collect();
        found
    }

    /// A style and those that it is based on, nearest first.
    fn chain(&self, id: Option<&str>) -> impl Iterator<Item = &Style> {
        let first = id.and_then(|id| self.styles.get(id));
        std::iter::successors(first, |style| self.styles.get(style.based_on.as_deref()?)).take(FARTHEST)
    }

    /// The style of a paragraph, or the one of those that say none.
    fn of_paragraph<'s>(&'s self, id: Option<&'s str>) -> Option<&'s str> {
        id.filter(|id| self.styles.contains_key(*id))
            .or(self.default_paragraph.as_deref())
    }

    /// What a paragraph's styles say by an element of their paragraph's properties.
    pub(super) fn paragraph<'s>(&'s self, id: Option<&'s str>, name: &str) -> Option<&'s Element> {
        self.chain(self.of_paragraph(id))
            .find_map(|style| style.paragraph.as_ref()?.child(name))
    }

    /// Whether a paragraph's styles switch something of its letters on.
    pub(super) fn paragraph_letters(&self, id: Option<&str>, name: &str) -> Option<bool> {
        self.chain(self.of_paragraph(id))
            .find_map(|style| switch(style.run.as_ref(), name))
    }

    /// The size of a paragraph's letters by its styles, in half points.
    pub(super) fn size(&self, id: Option<&str>) -> u32 {
        let found = self
            .chain(self.of_paragraph(id))
            .find_map(|style| value(style.run.as_ref(), "sz")?.parse().ok());
        found.unwrap_or(self.size)
    }

    /// What a run's style says by an element of its properties.
    pub(super) fn run(&self, id: Option<&str>, name: &str) -> Option<&Element> {
        self.chain(id).find_map(|style| style.run.as_ref()?.child(name))
    }

    /// Whether a run's style switches something on.
    pub(super) fn run_switch(&self, id: Option<&str>, name: &str) -> Option<bool> {
        self.chain(id).find_map(|style| switch(style.run.as_ref(), name))
    }

    /// The name of a style, in lower case: Word's own styles have English names in every language.
    pub(super) fn name(&self, id: &str) -> &str {
        self.styles.get(id).map_or("", |style| &style.name)
    }

    /// What paragraphs of a style are, by the name of it or of one that it is based on, and by its outline level.
    pub(super) fn kind(&self, id: Option<&str>) -> Kind {
        for style in self.chain(self.of_paragraph(id)) {
            if let Some(kind) = of_name(&style.name) {
                return kind;
            }
            if let Some(level) = outline(style.paragraph.as_ref()) {
                return level;
            }
        }
        Kind::Text
    }

    /// Whether a style is a code's.
    pub(super) fn is_code(&self, id: Option<&str>) -> bool {
        const CODE: [&str; 8] = [
            "verbatim char",
            "html code",
            "source text",
            "html typewriter",
            "code",
            "inline code",
            "html sample",
            "code char",
        ];
        self.chain(id).any(|style| CODE.contains(&style.name.as_str()))
    }

    /// Whether the letters of a style stand out by its name alone.
    pub(super) fn named(&self, id: Option<&str>, names: &[&str]) -> bool {
        self.chain(id).any(|style| names.contains(&style.name.as_str()))
    }
}

/// The heading that an outline level makes; the tenth level is the text's.
pub(super) fn outline(properties: Option<&Element>) -> Option<Kind> {
    let level: u8 = value(properties, "outlineLvl")?.parse().ok()?;
    Some(if level < 9 {
        Kind::Heading(level + 1)
    } else {
        Kind::Text
    })
}

/// What a style's name says.
pub(crate) fn of_name(name: &str) -> Option<Kind> {
    let level = |rest: &str| rest.trim().parse::<u8>().ok().filter(|level| (1..=9).contains(level));
    if let Some(level) = name.strip_prefix("heading ").and_then(level) {
        return Some(Kind::Heading(level));
    }
    if name.starts_with("toc ") && name != "toc heading" {
        return None;
    }
    Some(match name {
        "title" => Kind::Title,
        "subtitle" => Kind::Subtitle,
        "author" | "authors" => Kind::Author,
        "date" => Kind::Date,
        "quote" | "intense quote" | "block text" | "quotations" | "quotation" | "block quotation" | "اقتباس"
        | "ציטוט" | "نقل قول" | "اقتباسات" => Kind::Quote,
        "verse" | "poetry" | "poem" | "line block" | "شعر" | "بيت شعر" | "شعر عمودي" => Kind::Verse,
        "source code" | "preformatted text" | "html preformatted" | "plain text code" | "code block" | "macro text" => {
            Kind::Code
        }
        "caption" | "image caption" | "table caption" | "tablecaption" | "figurecaption" | "imagecaption"
        | "figure" | "illustration" | "drawing" | "table" => Kind::Caption,
        "list continue" | "list continue 2" | "list continue 3" => Kind::Continued,
        _ => return None,
    })
}
