//! Findings as one JSON object a line for programs.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::codes::Tongue;
use super::render::{Shown, place};
use super::{Diagnostic, Edit, Fix, Location, PlaceFix, Sources, Span};

/// How many of a finding's places are told, and how many of those that can be mended: a hostile text has one for each letter.
const PLACES: usize = 2_000;

/// The finding as one JSON object on one line, as the contract of `--message-format json` words it.
pub fn json(diagnostic: &Diagnostic, sources: &Sources, tongue: Tongue) -> String {
    #[derive(Serialize)]
    struct Line<'a> {
        r#type: &'static str,
        code: &'a str,
        severity: &'a str,
        message: &'a str,
        file: Option<String>,
        line: Option<usize>,
        column: Option<usize>,
        end_line: Option<usize>,
        end_column: Option<usize>,
        column_utf8: Option<usize>,
        end_column_utf8: Option<usize>,
        column_utf16: Option<usize>,
        end_column_utf16: Option<usize>,
        offset: Option<usize>,
        end_offset: Option<usize>,
        hints: Vec<&'a str>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        also: Vec<Value>,
        fix: Option<Value>,
    }
    let Shown { file, start, end } = place(diagnostic, sources);
    let (start, end) = (start.as_ref(), end.as_ref());
    let line = Line {
        r#type: "diagnostic",
        code: diagnostic.code,
        severity: diagnostic.severity.name(),
        message: diagnostic.message.in_tongue(tongue),
        file,
        line: start.map(|place| place.line),
        column: start.map(|place| place.column),
        end_line: end.map(|place| place.line),
        end_column: end.map(|place| place.column),
        column_utf8: start.map(|place| place.column_utf8),
        end_column_utf8: end.map(|place| place.column_utf8),
        column_utf16: start.map(|place| place.column_utf16),
        end_column_utf16: end.map(|place| place.column_utf16),
        offset: start.map(|place| place.offset),
        end_offset: end.map(|place| place.offset),
        hints: diagnostic.hints.iter().map(|hint| hint.in_tongue(tongue)).collect(),
        also: diagnostic
            .also
            .iter()
            .take(PLACES)
            .map(|span| programs_place(*span, sources).into())
            .collect(),
        fix: diagnostic.fix.as_ref().map(|fix| mended(fix, sources)),
    };
    serde_json::to_string(&line).unwrap_or_default()
}

/// A place in a text, as programs read it.
fn programs_place(span: Span, sources: &Sources) -> Map<String, Value> {
    let mut told = Map::new();
    if let (Some(start), Some(end)) = (sources.place(span), sources.end(span)) {
        told.insert("file".into(), start.file.into());
        let numbers = [
            ("line", start.line),
            ("column", start.column),
            ("end_line", end.line),
            ("end_column", end.column),
            ("column_utf8", start.column_utf8),
            ("end_column_utf8", end.column_utf8),
            ("column_utf16", start.column_utf16),
            ("end_column_utf16", end.column_utf16),
            ("offset", start.offset),
            ("end_offset", end.offset),
        ];
        told.extend(numbers.map(|(name, number)| (name.into(), number.into())));
    }
    told
}

/// What would mend a finding, as programs read it: each of its places with the edits that are made there together, stretches of a file
/// and what is to stand there.
fn mended(fix: &Fix, sources: &Sources) -> Value {
    let edit = |edit: &Edit| {
        let mut told = programs_place(edit.span, sources);
        told.insert("replacement".into(), edit.replacement.clone().into());
        Value::Object(told)
    };
    let place = |mended: &PlaceFix| {
        let mut told = match &mended.place {
            Location::Span(span) => programs_place(*span, sources),
            Location::File(name) => Map::from_iter([("file".into(), name.clone().into())]),
            Location::Nowhere => Map::new(),
        };
        told.insert("edits".into(), mended.edits.iter().map(edit).collect());
        Value::Object(told)
    };
    let places: Vec<Value> = fix.places.iter().take(PLACES).map(place).collect();
    json!({ "safety": fix.safety.name(), "places": places })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_get_one_object_a_line() {
        let mut sources = Sources::default();
        let file = sources.add("book/essay.md", "سطر\nثان\u{202e}");
        let diagnostic = Diagnostic::error("bidi-override", "an override").at(Span::new(file, 13..16));
        let value: serde_json::Value = serde_json::from_str(&json(&diagnostic, &sources, Tongue::English)).unwrap();
        assert_eq!(
            (value["type"].as_str(), value["line"].as_u64(), value["column"].as_u64()),
            (Some("diagnostic"), Some(2), Some(4))
        );
        assert_eq!(
            (value["end_line"].as_u64(), value["end_column"].as_u64()),
            (Some(2), Some(5))
        );
    }
}
