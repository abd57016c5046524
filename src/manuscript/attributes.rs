//! What stands in braces: pandoc's attributes, kramdown's, and those of heading lines.

use super::widths;
use crate::document::Width;
use crate::html::Tag;
use crate::locale::{Direction, LanguageTag};

/// An identifier, classes, and keys with values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    pub(super) id: Option<String>,
    pub(super) classes: Vec<String>,
    pub(super) pairs: Vec<(String, String)>,
}

impl Attributes {
    /// Reads what stands between two braces: `#id .class key=value "…"`, `-`, `=format`. None where anything else does.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut found = Self::default();
        let mut rest = text.strip_prefix(':').unwrap_or(text).trim();
        if rest.is_empty() {
            return None;
        }
        while !rest.is_empty() {
            rest = found.item(rest)?.trim_start();
        }
        Some(found)
    }

    /// Takes one item off the head of a text.
    fn item<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let end = text.find(|c: char| c.is_whitespace()).unwrap_or(text.len());
        // Kramdown and others write .a.b and #x.y without spaces.
        let word_end = |from: usize| {
            text.get(from..end)
                .and_then(|word| word.find(['.', '#', '=']))
                .map_or(end, |at| from + at)
        };
        if text.starts_with('.') {
            let class = text.get(1..word_end(1))?;
            self.classes.push(class.to_string());
            return (!class.is_empty()).then(|| text.get(word_end(1)..)).flatten();
        }
        if let Some(rest) = text.strip_prefix('#') {
            let id = text.get(1..end)?;
            self.id = Some(id.to_string());
            return (!id.is_empty()).then(|| rest.get(id.len()..)).flatten();
        }
        if text == "-" || text.starts_with("- ") {
            self.classes.push("unnumbered".into());
            return text.get(1..);
        }
        if let Some(format) = text.strip_prefix('=') {
            self.pairs.push(("=".into(), format.trim().into()));
            return Some("");
        }
        let (key, after) = text.split_once('=')?;
        let named = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
        if key.is_empty() || !key.chars().all(named) {
            return None;
        }
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, rest) = match quote {
            Some(quote) => after.get(1..)?.split_once(quote)?,
            None => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
        };
        self.pairs.push((key.to_string(), value.to_string()));
        Some(rest)
    }

    /// Those of a tag of HTML.
    pub(super) fn of_tag(tag: &Tag) -> Self {
        Self {
            id: tag.value("id").map(str::to_string),
            classes: tag
                .value("class")
                .map(|classes| classes.split_whitespace().map(str::to_string).collect())
                .unwrap_or_default(),
            pairs: tag.attributes.clone(),
        }
    }

    /// The value of a key.
    pub(super) fn value(&self, key: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|pair| pair.0 == key)?;
        Some(found.1.trim()).filter(|value| !value.is_empty())
    }

    /// Whether a class is among them.
    pub(super) fn has(&self, class: &str) -> bool {
        self.classes.iter().any(|found| found == class)
    }

    /// The language tag as it is written.
    pub(super) fn language(&self) -> Option<&str> {
        self.value("lang").or(self.value("xml:lang"))
    }

    /// The direction that is said, or the language's.
    pub(super) fn direction(&self) -> Option<Direction> {
        match self.value("dir").map(str::to_ascii_lowercase).as_deref() {
            Some("ltr") => Some(Direction::Ltr),
            Some("rtl") => Some(Direction::Rtl),
            Some(_) => None,
            None if self.has("rtl") => Some(Direction::Rtl),
            None if self.has("ltr") => Some(Direction::Ltr),
            None => LanguageTag::parse(self.language()?).ok().map(|tag| tag.direction()),
        }
    }

    /// A picture's width: by its own attribute, or by the style of a tag.
    pub(super) fn width(&self) -> Option<Width> {
        let styled = self.value("style").and_then(|style| {
            let mut declared = style.split(';').filter_map(|declaration| declaration.split_once(':'));
            declared.find(|(property, _)| property.trim().eq_ignore_ascii_case("width"))
        });
        let styled = styled.map(|(_, value)| value);
        styled
            .and_then(widths::width)
            .or_else(|| self.value("width").and_then(widths::width))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_of_all_dialects_are_read() {
        let found = Attributes::parse("#أ .b .c lang=en title=\"x y\" width=50%").unwrap();
        assert_eq!((found.id.as_deref(), found.classes.len()), (Some("أ"), 2));
        assert_eq!(
            (found.value("title"), found.width()),
            (Some("x y"), Some(Width::Share(50)))
        );
        assert_eq!(found.direction(), Some(Direction::Ltr));
        assert!(Attributes::parse("-").unwrap().has("unnumbered"));
        assert!(Attributes::parse(": .a.b").unwrap().has("b"));
        for none in ["", "x", "a b", ".", "see below", "x=\"y"] {
            assert_eq!(Attributes::parse(none), None, "{none}");
        }
    }
}
