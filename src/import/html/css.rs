//! What style sheets in a page say of letters: as much as Google Docs, Word and LibreOffice say with them.

use std::collections::BTreeMap;

use super::super::runs::Format;
use crate::html::Tag;

/// What a rule says.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    strong: Option<bool>,
    emphasis: Option<bool>,
    underline: Option<bool>,
    strike: Option<bool>,
    raised: Option<bool>,
    lowered: Option<bool>,
    pub(super) centred: Option<bool>,
    pub(super) hidden: bool,
    pub(super) coloured: bool,
    pub(super) breaks: bool,
    /// The size of letters in half points.
    pub(super) size: Option<u32>,
}

/// The rules of a page by class and by element.
#[derive(Debug, Default)]
pub(super) struct Sheet(BTreeMap<String, Style>);

impl Sheet {
    /// Reads the rules for single classes, elements, and elements of a class; others mean what cannot be told here.
    pub(super) fn read(text: &str) -> Self {
        let mut rules: BTreeMap<String, Style> = BTreeMap::new();
        for rule in text.split('}').take(20_000) {
            let Some((heads, body)) = rule.rsplit_once('{') else {
                continue;
            };
            let style = Style::of(body);
            for head in heads.split(',') {
                let head = head.trim().trim_start_matches("<!--").trim();
                let simple = !head.is_empty()
                    && head
                        .chars()
                        .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
                if simple
                    && !matches!(
                        head,
                        "p" | "body"
                            | "html"
                            | "a"
                            | "div"
                            | "span"
                            | "td"
                            | "th"
                            | "table"
                            | "li"
                            | "h1"
                            | "h2"
                            | "h3"
                            | "h4"
                            | "h5"
                            | "h6"
                    )
                {
                    let class = head.rsplit_once('.').map_or(head, |(_, class)| class);
                    rules.entry(class.into()).or_default().over(&style);
                }
            }
        }
        Self(rules)
    }

    /// What an element's classes and its own style say.
    pub(super) fn of(&self, tag: &Tag) -> Style {
        let mut style = Style::default();
        for class in tag.value("class").unwrap_or("").split_whitespace() {
            if let Some(rule) = self.0.get(class) {
                style.over(rule);
            }
        }
        if let Some(own) = tag.value("style") {
            style.over(&Style::of(own));
        }
        style
    }
}

impl Style {
    fn of(body: &str) -> Self {
        let mut style = Style::default();
        for declared in body.split(';') {
            let Some((name, value)) = declared.split_once(':') else {
                continue;
            };
            let value = value.trim().to_lowercase();
            let value = value.trim_end_matches("!important").trim();
            match name.trim().to_lowercase().as_str() {
                "font-weight" => {
                    style.strong = Some(
                        matches!(value, "bold" | "bolder") || value.parse::<u32>().is_ok_and(|weight| weight >= 600),
                    )
                }
                "font-style" => style.emphasis = Some(matches!(value, "italic" | "oblique")),
                "text-decoration" | "text-decoration-line" => {
                    style.underline = Some(value.contains("underline"));
                    style.strike = Some(value.contains("line-through"));
                }
                "vertical-align" => {
                    style.raised = Some(value == "super");
                    style.lowered = Some(value == "sub");
                }
                "text-align" => style.centred = Some(value == "center"),
                "display" => style.hidden = value == "none",
                "visibility" => style.hidden = value == "hidden",
                "color" => style.coloured = is_colour(value),
                "page-break-before" | "page-break-after" | "break-before" | "break-after" => {
                    style.breaks |= matches!(value, "always" | "page" | "left" | "right")
                }
                "font-size" => {
                    style.size = value
                        .strip_suffix("pt")
                        .and_then(|size| size.trim().parse::<f64>().ok())
                        .filter(|size| (1.0..400.0).contains(size))
                        .map(|size| (size * 2.0) as u32)
                }
                _ => {}
            }
        }
        style
    }

    fn over(&mut self, other: &Style) {
        self.strong = other.strong.or(self.strong);
        self.emphasis = other.emphasis.or(self.emphasis);
        self.underline = other.underline.or(self.underline);
        self.strike = other.strike.or(self.strike);
        self.raised = other.raised.or(self.raised);
        self.lowered = other.lowered.or(self.lowered);
        self.centred = other.centred.or(self.centred);
        self.size = other.size.or(self.size);
        self.hidden |= other.hidden;
        self.coloured |= other.coloured;
        self.breaks |= other.breaks;
    }

    /// The format that letters have with it.
    pub(super) fn apply(&self, format: &mut Format) {
        format.strong = self.strong.unwrap_or(format.strong);
        format.emphasis = self.emphasis.unwrap_or(format.emphasis);
        format.underline |= self.underline == Some(true);
        format.strike |= self.strike == Some(true);
        format.raised = self.raised.unwrap_or(format.raised);
        format.lowered = self.lowered.unwrap_or(format.lowered);
    }
}

/// Whether a colour is seen as one.
fn is_colour(value: &str) -> bool {
    let Some(digits) = value.strip_prefix('#').filter(|digits| digits.len() == 6) else {
        return false;
    };
    let part = |range: std::ops::Range<usize>| {
        digits
            .get(range)
            .and_then(|part| u8::from_str_radix(part, 16).ok())
            .unwrap_or(0)
    };
    let (red, green, blue) = (part(0..2), part(2..4), part(4..6));
    red.max(green).max(blue) > 0x70 && red.max(green).max(blue) - red.min(green).min(blue) > 0x30
}
