//! Whether a value of a drawing's attribute or property stays within the drawing.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Functions that a value may call (CSS Color 4, CSS Transforms 1, Filter Effects 1, CSS Shapes 1). `url` is judged by its argument.
const FUNCTIONS: &[&str] = &[
    "blur",
    "brightness",
    "calc",
    "circle",
    "contrast",
    "drop-shadow",
    "ellipse",
    "grayscale",
    "hsl",
    "hsla",
    "hue-rotate",
    "hwb",
    "icc-color",
    "inset",
    "invert",
    "lab",
    "lch",
    "matrix",
    "oklab",
    "oklch",
    "opacity",
    "polygon",
    "rect",
    "rgb",
    "rgba",
    "rotate",
    "saturate",
    "scale",
    "scalex",
    "scaley",
    "sepia",
    "skew",
    "skewx",
    "skewy",
    "translate",
    "translatex",
    "translatey",
];

/// The names that a drawing's own names become: what programs and people called its parts is nobody's affair.
#[derive(Default)]
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    /// What a part is called that is referred to.
    pub(super) fn referred(&mut self, name: &str) -> String {
        let next = format!("r{}", self.0.len() + 1);
        self.0.entry(name.into()).or_insert(next).clone()
    }

    /// What a part is called, if anything refers to it.
    pub(super) fn known(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// The value as it is written, with the references inside the drawing renamed; none where it could fetch, act or hide something.
pub(super) fn judged<'a>(value: &'a str, names: &mut Names) -> Option<Cow<'a, str>> {
    let hides = value.contains(['\\', '<', '>', '{', '}', '@', ';']) || value.contains("/*") || has_controls(value);
    if hides || value.to_ascii_lowercase().contains("javascript:") {
        return None;
    }
    if !value.contains('(') {
        return Some(Cow::Borrowed(value));
    }
    // Names are given only once all of it is judged: what is left out refers to nothing.
    let mut pieces: Vec<(&str, Option<&str>)> = Vec::new();
    let mut rest = value;
    while let Some(open) = rest.find('(') {
        let (before, after) = rest.split_at(open);
        let letters = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || !c.is_ascii();
        let name = before.trim_end_matches(letters);
        let name = before.get(name.len()..).unwrap_or_default().to_ascii_lowercase();
        let inner = after.get(1..).unwrap_or_default();
        if name == "url" {
            let (target, behind) = inner.split_once(')')?;
            let target = unquoted(target.trim())?.strip_prefix('#')?;
            pieces.push((before, Some(target)));
            rest = behind;
        } else if name.is_empty() || FUNCTIONS.contains(&name.as_str()) {
            pieces.push((before, None));
            rest = inner;
        } else {
            return None;
        }
    }
    let mut out = String::new();
    for (before, target) in pieces {
        out += before;
        match target {
            Some(target) => out += &format!("(#{})", names.referred(target)),
            None => out.push('('),
        }
    }
    Some(Cow::Owned(out + rest))
}

fn has_controls(value: &str) -> bool {
    value
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// What stands between quotation marks of one kind, or the text itself where there are none.
fn unquoted(text: &str) -> Option<&str> {
    for mark in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(mark) {
            return inner.strip_suffix(mark).map(str::trim).filter(|inner| is_name(inner));
        }
    }
    is_name(text).then_some(text)
}

fn is_name(text: &str) -> bool {
    !text.contains(['"', '\'', '(', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &str) -> Option<String> {
        judged(value, &mut Names::default()).map(Cow::into_owned)
    }

    #[test]
    fn what_is_left_out_refers_to_nothing() {
        let mut names = Names::default();
        assert_eq!(judged("url(#a)l(#b)", &mut names), None);
        assert_eq!(names.known("a"), None);
    }

    #[test]
    fn what_stays_in_the_drawing_is_written_with_neutral_names() {
        assert_eq!(of("url(#Layer-by-Somebody) red").as_deref(), Some("url(#r1) red"));
        assert_eq!(of("url( '#a' )").as_deref(), Some("url(#r1)"));
        assert_eq!(
            of("rotate(45 2 3) Scale(2)").as_deref(),
            Some("rotate(45 2 3) Scale(2)")
        );
        assert_eq!(
            of("'Noto Naskh Arabic', serif").as_deref(),
            Some("'Noto Naskh Arabic', serif")
        );
    }

    #[test]
    fn what_leads_out_or_hides_something_is_not_written() {
        for value in [
            "url(http://e.org/a)",
            "url(\"http://e.org/#a\")",
            "URL( //e.org )",
            "url(a.svg#b)",
            "u/**/rl(#a)",
            "ur\\6c(#a)",
            "image-set('http://e.org/x.png' 1x)",
            "image('http://e.org/x.png')",
            "src('http://e.org')",
            "expression(1)",
            "var(--x)",
            "element(#a)",
            "red; background: url(http://e.org)",
            "url(#a",
            "javascript:go()",
        ] {
            assert_eq!(of(value), None, "{value}");
        }
    }
}
