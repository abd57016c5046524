//! Findings as text: for people, and as one JSON object a line for programs.

use serde::Serialize;

use super::{Diagnostic, Location, Place, Severity, Sources};

/// The finding as people read it: `error[code]: message`, then its place and its hints, a line each.
///
/// With `colour`, the severity stands out by ANSI colours. Control characters in names and messages are escaped, so that no
/// manuscript can steer a terminal, and direction controls cannot turn a message around (CVE-2021-42574).
pub fn human(diagnostic: &Diagnostic, sources: &Sources, colour: bool) -> String {
    let (on, off) = match (colour, diagnostic.severity) {
        (false, _) => ("", ""),
        (true, Severity::Error) => ("\x1b[1;31m", "\x1b[0m"),
        (true, Severity::Warning) => ("\x1b[1;33m", "\x1b[0m"),
    };
    let mut out = format!(
        "{on}{}{off}[{}]: {}\n",
        diagnostic.severity.name(),
        diagnostic.code,
        plain(&diagnostic.message)
    );
    match place(diagnostic, sources) {
        (Some(file), Some((line, column))) => out += &format!("  --> {}:{line}:{column}\n", plain(&file)),
        (Some(file), None) => out += &format!("  --> {}\n", plain(&file)),
        _ => {}
    }
    for hint in &diagnostic.hints {
        out += &format!("  hint: {}\n", plain(hint));
    }
    out
}

/// The finding as one JSON object on one line, as the contract of `--message-format json` words it.
pub fn json(diagnostic: &Diagnostic, sources: &Sources) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        r#type: &'static str,
        code: &'a str,
        severity: &'a str,
        message: &'a str,
        file: Option<String>,
        line: Option<usize>,
        column: Option<usize>,
        hints: &'a [String],
    }
    let (file, position) = place(diagnostic, sources);
    let line = Line {
        r#type: "diagnostic",
        code: diagnostic.code,
        severity: diagnostic.severity.name(),
        message: &diagnostic.message,
        file,
        line: position.map(|p| p.0),
        column: position.map(|p| p.1),
        hints: &diagnostic.hints,
    };
    serde_json::to_string(&line).unwrap_or_default()
}

fn place(diagnostic: &Diagnostic, sources: &Sources) -> (Option<String>, Option<(usize, usize)>) {
    match &diagnostic.location {
        Location::Nowhere => (None, None),
        Location::File(name) => (Some(name.clone()), None),
        Location::Span(span) => match sources.place(*span) {
            Some(Place { file, line, column }) => (Some(file), Some((line, column))),
            None => (None, None),
        },
    }
}

/// Control and direction characters made visible.
fn plain(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let escape = |c: char| {
        if steers(c) {
            format!("\\u{{{:04x}}}", u32::from(c))
        } else {
            c.to_string()
        }
    };
    text.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn sample() -> (Diagnostic, Sources) {
        let mut sources = Sources::default();
        let file = sources.add("book/essay.md", "سطر\nثان\u{202e}");
        (
            Diagnostic::error("bidi-override", "an override: \u{202e}")
                .at(Span::new(file, 13..16))
                .hint("take it out"),
            sources,
        )
    }

    #[test]
    fn people_see_code_place_and_hint() {
        let (diagnostic, sources) = sample();
        let expected = "error[bidi-override]: an override: \\u{202e}\n  --> book/essay.md:2:4\n  hint: take it out\n";
        assert_eq!(human(&diagnostic, &sources, false), expected);
    }

    #[test]
    fn programs_get_one_object_a_line() {
        let (diagnostic, sources) = sample();
        let value: serde_json::Value = serde_json::from_str(&json(&diagnostic, &sources)).unwrap();
        assert_eq!(
            (value["type"].as_str(), value["line"].as_u64(), value["column"].as_u64()),
            (Some("diagnostic"), Some(2), Some(4))
        );
    }
}
