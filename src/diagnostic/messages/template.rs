//! Texts with holes, as `format!` has them.

/// A piece of a text with holes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// What stands there as it is.
    Text(String),
    /// A hole, by its name; holes without one are called by their number: `0`, `1`.
    Hole(String),
}

/// How a text writes braces that are no holes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Braces {
    /// Twice, as `format!` wants them.
    Doubled,
    /// As they are, as `said!` takes them.
    Plain,
}

/// Takes a text with holes apart: `{name}`, `{}`, `{name:.1}`. A brace that opens no hole is itself.
pub(super) fn parts(text: &str, braces: Braces) -> Vec<Part> {
    let (mut parts, mut written, mut unnamed) = (Vec::new(), String::new(), 0);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((name, after)) = hole(rest) {
            let name = if name.is_empty() {
                unnamed += 1;
                (unnamed - 1).to_string()
            } else {
                name.to_owned()
            };
            if !written.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut written)));
            }
            parts.push(Part::Hole(name));
            rest = after;
            continue;
        }
        let doubled = braces == Braces::Doubled && (rest.starts_with("{{") || rest.starts_with("}}"));
        written.push(first);
        rest = rest
            .get(first.len_utf8() * (1 + usize::from(doubled))..)
            .unwrap_or_default();
    }
    if !written.is_empty() {
        parts.push(Part::Text(written));
    }
    parts
}

/// The name of the hole that a text begins with, and what follows it.
fn hole(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('{').filter(|rest| !rest.starts_with('{'))?;
    let (inside, after) = inside.split_once('}')?;
    let name = inside.split(':').next().unwrap_or_default();
    let sign = |c: char| c.is_ascii_alphanumeric() || c == '_';
    (name.chars().all(sign) && !inside.contains('{')).then_some((name, after))
}

/// What a text must look like to be a template's: its written pieces, with something between each two of them. Holes that stand side by
/// side are one, for nothing tells where one ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    pieces: Vec<String>,
    holes: Vec<Vec<String>>,
}

impl Pattern {
    /// The pattern of a template.
    pub(super) fn of(template: &str, braces: Braces) -> Self {
        let (mut pieces, mut holes) = (vec![String::new()], Vec::<Vec<String>>::new());
        for part in parts(template, braces) {
            match part {
                Part::Text(text) => {
                    if let Some(last) = pieces.last_mut() {
                        last.push_str(&text);
                    }
                }
                Part::Hole(name) => match holes.last_mut() {
                    Some(names) if pieces.last().is_some_and(String::is_empty) => names.push(name),
                    _ => {
                        holes.push(vec![name]);
                        pieces.push(String::new());
                    }
                },
            }
        }
        Self { pieces, holes }
    }

    /// What stands in the holes of a text that looks so.
    pub(super) fn matched<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let (first, others) = self.pieces.split_first()?;
        let rest = text.strip_prefix(first.as_str())?;
        let Some((last, middle)) = others.split_last() else {
            return rest.is_empty().then(Vec::new);
        };
        let mut rest = rest.strip_suffix(last.as_str())?;
        let mut found = Vec::with_capacity(self.holes.len());
        for piece in middle {
            let (hole, after) = rest.split_once(piece.as_str())?;
            found.push(hole);
            rest = after;
        }
        found.push(rest);
        Some(found)
    }

    /// Which hole is called so.
    pub(super) fn hole(&self, name: &str) -> Option<usize> {
        self.holes
            .iter()
            .position(|names| names.iter().any(|other| other == name))
    }

    /// The names of its holes.
    pub(super) fn names(&self) -> &[Vec<String>] {
        &self.holes
    }

    /// Its written pieces; empty ones stand where it begins or ends in a hole.
    pub(super) fn pieces(&self) -> &[String] {
        &self.pieces
    }

    /// How much of it is said in words, in letters; the program's name counts for nothing.
    pub(super) fn weight(&self) -> usize {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        let first = self.pieces.first().map_or("", String::as_str);
        let named = if first.starts_with("kurras: ") {
            "kurras".len()
        } else {
            0
        };
        self.pieces.iter().map(|piece| letters(piece)).sum::<usize>() - named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_found_and_braces_kept() {
        let text = |text: &str| Part::Text(text.into());
        let hole = |name: &str| Part::Hole(name.into());
        for (template, expected) in [
            ("a {b} c", vec![text("a "), hole("b"), text(" c")]),
            ("{}{x:.1} {}", vec![hole("0"), hole("x"), text(" "), hole("1")]),
            ("# … {#name} {{x}} { en = 1 }", vec![text("# … {#name} {x} { en = 1 }")]),
            ("U+{:04X}", vec![text("U+"), hole("0")]),
        ] {
            assert_eq!(parts(template, Braces::Doubled), expected, "{template}");
        }
    }

    #[test]
    fn a_text_is_taken_apart_by_what_is_written() {
        let matched = |template: &str, text: &'static str| Pattern::of(template, Braces::Doubled).matched(text);
        assert_eq!(
            matched("from {a}: \"{b}\"", "from x: \"y: z\""),
            Some(vec!["x", "y: z"])
        );
        assert_eq!(
            matched("{a}{b} is {c}", "one two is three"),
            Some(vec!["one two", "three"])
        );
        assert_eq!(matched("plain", "plain"), Some(vec![]));
        assert_eq!(matched("plain", "plainly"), None);
        assert_eq!(matched("ab{x}ba", "aba"), None);
    }
}
