//! Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::codes::{Tongue, code, explanation};
use super::{Diagnostic, Edit, FileId, Location, Message, PlaceFix, Safety, Sources, Span};

/// How many of a finding's places are told: a hostile text has one for each letter.
const PLACES: usize = 2_000;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log of a run, in the words of a language: what [`sarif_results`] made of each finding. Columns are told in units of UTF-16, offsets in characters nowhere.
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

/// One finding as results. What can be mended at each of its places by itself is a result a place, each with its own fix, since SARIF knows a
/// fix of a whole result only; all else is one result, with its further places beside it.
pub fn sarif_results(diagnostic: &Diagnostic, sources: &Sources, tongue: Tongue) -> Vec<Value> {
    let told = |message: &Message| {
        let hints = diagnostic.hints.iter().map(|hint| hint.in_tongue(tongue));
        let lines: Vec<&str> = std::iter::once(message.in_tongue(tongue)).chain(hints).collect();
        json!({ "ruleId": diagnostic.code, "level": diagnostic.severity.name(), "message": { "text": lines.join("\n") } })
    };
    let Some(fix) = diagnostic.fix.as_ref().filter(|_| !diagnostic.also.is_empty()) else {
        let mut result = told(&diagnostic.message);
        put(&mut result, "locations", located(&diagnostic.location, sources));
        let also = diagnostic
            .also
            .iter()
            .take(PLACES)
            .filter_map(|span| located(&Location::Span(*span), sources));
        put(&mut result, "relatedLocations", also);
        put(
            &mut result,
            "fixes",
            diagnostic
                .fix
                .iter()
                .map(|fix| mended(fix.safety, fix.edits(), sources)),
        );
        return vec![result];
    };
    let message = diagnostic.each.as_deref().unwrap_or(&diagnostic.message);
    let fixes: BTreeMap<&Location, &PlaceFix> = fix.places.iter().map(|mended| (&mended.place, mended)).collect();
    let one = |place: Location| {
        let mut result = told(message);
        put(&mut result, "locations", located(&place, sources));
        let own = fixes.get(&place);
        put(
            &mut result,
            "fixes",
            own.map(|own| mended(fix.safety, own.edits.iter(), sources)),
        );
        result
    };
    diagnostic.places().take(PLACES).map(one).collect()
}

/// Gives a result a list, where it holds something.
fn put(result: &mut Value, name: &str, values: impl IntoIterator<Item = Value>) {
    let values: Vec<Value> = values.into_iter().collect();
    if !values.is_empty() {
        result[name] = values.into();
    }
}

fn located(place: &Location, sources: &Sources) -> Option<Value> {
    let physical = match place {
        Location::Nowhere => return None,
        Location::File(name) => json!({ "artifactLocation": { "uri": uri(name) } }),
        Location::Span(span) => {
            json!({ "artifactLocation": { "uri": uri(sources.name(span.file)) }, "region": region(*span, sources) })
        }
    };
    Some(json!({ "physicalLocation": physical }))
}

fn mended<'a>(safety: Safety, edits: impl Iterator<Item = &'a Edit>, sources: &Sources) -> Value {
    let mut changes: BTreeMap<FileId, Vec<Value>> = BTreeMap::new();
    for edit in edits {
        changes.entry(edit.span.file).or_default().push(json!({
            "deletedRegion": region(edit.span, sources),
            "insertedContent": { "text": edit.replacement },
        }));
    }
    let change = |(file, replacements): (FileId, Vec<Value>)| json!({ "artifactLocation": { "uri": uri(sources.name(file)) }, "replacements": replacements });
    let changes: Vec<Value> = changes.into_iter().map(change).collect();
    json!({ "description": { "text": format!("{} fix", safety.name()) }, "artifactChanges": changes })
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
