//! Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::codes::{Tongue, code, explanation};
use super::{Diagnostic, Edit, Fix, Location, Severity, Sources, Span};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log of a run, in the words of a language: what [`sarif_result`] made of each finding. Columns are told in units of UTF-16, offsets in characters nowhere.
pub fn sarif(results: &[Value], tongue: Tongue) -> Value {
    let named: BTreeSet<&str> = results.iter().filter_map(|result| result["ruleId"].as_str()).collect();
    let rules: Vec<Value> = named.into_iter().map(|name| rule(name, tongue)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "columnKind": "utf16CodeUnits",
            "language": tongue.tag(),
            "tool": { "driver": { "name": "kurras", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "results": results,
        }],
    })
}

fn rule(name: &str, tongue: Tongue) -> Value {
    let mut rule = json!({ "id": name });
    if let Some(code) = code(name) {
        rule["defaultConfiguration"] = json!({ "level": code.severity.name() });
    }
    if let Some(texts) = explanation(name, tongue) {
        rule["shortDescription"] = json!({ "text": texts.what });
        rule["fullDescription"] = json!({ "text": texts.why });
        rule["help"] = json!({ "text": texts.remedy });
    }
    rule
}

/// One finding.
pub fn sarif_result(diagnostic: &Diagnostic, sources: &Sources, tongue: Tongue) -> Value {
    let level = match diagnostic.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let hints = diagnostic
        .hints
        .iter()
        .map(|hint| format!("\n{}", hint.in_tongue(tongue)));
    let text = std::iter::once(diagnostic.message.in_tongue(tongue).to_string())
        .chain(hints)
        .collect::<String>();
    let mut result = json!({ "ruleId": diagnostic.code, "level": level, "message": { "text": text } });
    match &diagnostic.location {
        Location::Nowhere => {}
        Location::File(name) => {
            result["locations"] = json!([{ "physicalLocation": { "artifactLocation": { "uri": uri(name) } } }]);
        }
        Location::Span(span) => {
            result["locations"] = json!([{ "physicalLocation": {
                "artifactLocation": { "uri": uri(sources.name(span.file)) },
                "region": region(*span, sources),
            } }]);
        }
    }
    if !diagnostic.also.is_empty() {
        let place = |span: &Span| {
            json!({ "physicalLocation": {
                "artifactLocation": { "uri": uri(sources.name(span.file)) },
                "region": region(*span, sources),
            } })
        };
        result["relatedLocations"] = diagnostic.also.iter().map(place).collect();
    }
    if let Some(fix) = &diagnostic.fix {
        result["fixes"] = json!([mended(fix, sources)]);
    }
    result
}

fn mended(fix: &Fix, sources: &Sources) -> Value {
    let mut changes: Vec<Value> = Vec::new();
    for edits in fix.edits.chunk_by(|a, b| a.span.file == b.span.file) {
        let replacement = |edit: &Edit| {
            json!({
                "deletedRegion": region(edit.span, sources),
                "insertedContent": { "text": edit.replacement },
            })
        };
        let name = edits.first().map_or("", |edit| sources.name(edit.span.file));
        changes.push(json!({
            "artifactLocation": { "uri": uri(name) },
            "replacements": edits.iter().map(replacement).collect::<Vec<_>>(),
        }));
    }
    json!({ "description": { "text": format!("{} fix", fix.safety.name()) }, "artifactChanges": changes })
}

fn region(span: Span, sources: &Sources) -> Value {
    let (start, end) = (sources.place(span), sources.end(span));
    let (Some(start), Some(end)) = (start, end) else {
        return json!({ "startLine": 1 });
    };
    json!({
        "startLine": start.line, "startColumn": start.column_utf16,
        "endLine": end.line, "endColumn": end.column_utf16,
    })
}

/// A path as a reference of RFC 3986: what may not stand in one as percent forms.
fn uri(path: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes()
        .map(|byte| {
            if kept(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
