//! Findings as text for people.

use super::codes::Tongue;
use super::message::said;
use super::messages::set_apart;
use super::source::SourceLine;
use super::{Diagnostic, Location, Message, Place, Severity, Sources, Span};

/// How many letters of a source line are shown on either side of the place that is meant.
const CONTEXT: usize = 60;
/// How many letters of that place itself are shown.
const MARKED: usize = 60;

/// The finding as people read it: `error[code]: message`, then its place, the source line and its hints, a line each.
///
/// The place is marked inside the line, by ⟦ ⟧: a terminal turns a line with right-to-left letters around, so that signs below it would
/// point somewhere else.
///
/// The words around are those of `tongue`. With `colour`, the severity stands out by ANSI colours. Control characters in names and messages are escaped, so that no
/// manuscript can steer a terminal, and direction controls cannot turn a message around (CVE-2021-42574).
pub fn human(diagnostic: &Diagnostic, sources: &Sources, tongue: Tongue, colour: bool) -> String {
    let (on, off) = match (colour, diagnostic.severity) {
        (false, _) => ("", ""),
        (true, Severity::Error) => ("\x1b[1;31m", "\x1b[0m"),
        (true, Severity::Warning) => ("\x1b[1;33m", "\x1b[0m"),
        (true, Severity::Note) => ("\x1b[1;36m", "\x1b[0m"),
    };
    let mut out = format!(
        "{on}{}{off}{}: {}\n",
        diagnostic.severity.word(tongue),
        spoken(&format!("[{}]", diagnostic.code), tongue),
        spoken(diagnostic.message.in_tongue(tongue), tongue)
    );
    match place(diagnostic, sources) {
        Shown {
            file: Some(file),
            start: Some(Place { line, column, .. }),
            ..
        } => {
            out += &format!("  --> {}:{line}:{column}\n", plain(&file));
            if let Some(source) = span(diagnostic).and_then(|span| sources.line(span)) {
                out += &excerpt(line, source);
            }
        }
        Shown { file: Some(file), .. } => out += &format!("  --> {}\n", plain(&file)),
        _ => {}
    }
    out += &further(diagnostic, sources, tongue);
    for hint in &diagnostic.hints {
        let line = said!("hint: {hint}", hint);
        out += &format!("  {}\n", spoken(line.in_tongue(tongue), tongue));
    }
    if let Some(fix) = &diagnostic.fix {
        let line = match fix.safety {
            super::Safety::Safe => said!("fix: `kurras check --fix` mends it"),
            super::Safety::Unsafe => said!("fix: `kurras check --unsafe-fixes` mends it; look at each with --diff"),
        };
        out += &format!("  {}\n", spoken(line.in_tongue(tongue), tongue));
    }
    out
}

/// What is said, safe to show: in Arabic, names and commands stand in isolates.
fn spoken(text: &str, tongue: Tongue) -> String {
    match tongue {
        Tongue::English => plain(text),
        Tongue::Arabic => set_apart(&plain(text)),
    }
}

/// The lines of further places: the first of them.
fn further(diagnostic: &Diagnostic, sources: &Sources, tongue: Tongue) -> String {
    const SHOWN: usize = 12;
    let all = &diagnostic.also;
    if all.is_empty() {
        return String::new();
    }
    let mut file = match diagnostic.location {
        Location::Span(span) => Some(span.file),
        _ => None,
    };
    let shown: Vec<String> = all
        .iter()
        .take(SHOWN)
        .filter_map(|span| {
            let place = sources.place(*span)?;
            let elsewhere = file != Some(span.file);
            file = Some(span.file);
            let name = if elsewhere {
                format!("{}:", sources.name(span.file))
            } else {
                String::new()
            };
            Some(format!("{name}{}:{}", place.line, place.column))
        })
        .collect();
    let places = Message::listed(&shown);
    let line = match all.len().saturating_sub(SHOWN) {
        0 => said!("also at {places}", places),
        more => said!("also at {places} and {more} more", places, more),
    };
    format!("  {}\n", line.in_tongue(tongue))
}

/// Where a finding is, as far as that is known: its file, and where it begins and ends.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) file: Option<String>,
    pub(super) start: Option<Place>,
    pub(super) end: Option<Place>,
}

/// Where a finding is.
pub(super) fn place(diagnostic: &Diagnostic, sources: &Sources) -> Shown {
    match &diagnostic.location {
        Location::Nowhere => Shown::default(),
        Location::File(name) => Shown {
            file: Some(name.clone()),
            ..Shown::default()
        },
        Location::Span(span) => {
            let (start, end) = (sources.place(*span), sources.end(*span));
            Shown {
                file: start.as_ref().map(|place| place.file.clone()),
                start,
                end,
            }
        }
    }
}

fn span(diagnostic: &Diagnostic) -> Option<Span> {
    match diagnostic.location {
        Location::Span(span) => Some(span),
        _ => None,
    }
}

/// A source line with its number, cut to what is near the place; the place is marked unless it is the whole line.
fn excerpt(number: usize, line: SourceLine) -> String {
    let untabbed = [line.before, line.marked, line.after].map(|part| part.replace('\t', " "));
    let [before, marked, after] = untabbed.each_ref().map(String::as_str);
    if before.trim().is_empty() && marked.trim().is_empty() && after.trim().is_empty() {
        return String::new();
    }
    let head = tail_of(before.trim_start(), CONTEXT);
    let whole = before.trim().is_empty() && after.trim().is_empty();
    let middle = head_of(marked, MARKED);
    let middle = if whole || marked.is_empty() {
        plain(&middle)
    } else {
        format!("⟦{}⟧", plain(&middle))
    };
    let rest = head_of(after.trim_end(), CONTEXT);
    format!("  {number} | {}{middle}{}\n", plain(&head), plain(&rest))
}

/// The first letters of a text; `…` stands for what is left out.
fn head_of(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.into(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}

/// The last letters of a text; `…` stands for what is left out.
fn tail_of(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.into();
    }
    let rest: String = text.chars().skip(count - most).collect();
    format!("…{rest}")
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
        let expected = "error[bidi-override]: an override: \\u{202e}\n  --> book/essay.md:2:4\n  2 | ثان⟦\\u{202e}⟧\n  hint: take it out\n";
        assert_eq!(human(&diagnostic, &sources, Tongue::English, false), expected);
    }

    #[test]
    fn long_lines_are_cut_to_what_is_near_the_place() {
        let mut sources = Sources::default();
        let text = format!("{}هنا{}", "أ".repeat(200), "ب".repeat(200));
        let file = sources.add("a.md", text);
        let said = Diagnostic::warning("x", "y").at(Span::new(file, 400..406));
        let shown = human(&said, &sources, Tongue::English, false);
        let line = format!("  1 | …{}⟦هنا⟧{}…\n", "أ".repeat(60), "ب".repeat(60));
        assert!(shown.ends_with(&line), "{shown}");
    }
}
