//! Findings as windows show them: each with its line, its hints and its fix, and what its code means in both languages.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::editor::{Editor, placed};
use super::snapshot::Snapshot;
use crate::diagnostic::codes::{Tongue, code, explanation};
use crate::diagnostic::{Diagnostic, Fix, Location, Message, Sources};

/// How many findings a window lists; how many there are is told beside.
const MOST: usize = 1000;

/// The findings of a snapshot in reading order.
pub fn findings(snapshot: &Snapshot, editor: Option<&Editor>) -> Value {
    let found = snapshot.report.sorted();
    let codes: BTreeMap<&str, Value> = found.iter().map(|found| (found.code, meaning(found.code))).collect();
    let shown: Vec<Value> = found
        .iter()
        .take(MOST)
        .map(|found| shown(found, &snapshot.sources, editor))
        .collect();
    json!({ "revision": snapshot.revision, "count": found.len(), "findings": shown, "codes": codes })
}

fn meaning(name: &str) -> Value {
    let texts = |tongue| {
        let area = code(name).map(|code| code.area.title(tongue));
        explanation(name, tongue)
            .map(|texts| json!({ "area": area, "what": texts.what, "why": texts.why, "do": texts.remedy }))
    };
    json!({ "en": texts(Tongue::English), "ar": texts(Tongue::Arabic) })
}

fn shown(found: &Diagnostic, sources: &Sources, editor: Option<&Editor>) -> Value {
    let place = match &found.location {
        Location::Nowhere => Value::Null,
        Location::File(name) => json!({ "file": name }),
        Location::Span(span) => placed(*span, sources, editor).unwrap_or(Value::Null),
    };
    let line = match &found.location {
        Location::Span(span) => sources.line(*span),
        _ => None,
    };
    json!({
        "code": found.code, "severity": found.severity.name(), "message": both(&found.message), "place": place,
        "hints": found.hints.iter().map(both).collect::<Vec<_>>(),
        "line": line.map(|line| json!([line.before, line.marked, line.after])),
        "fix": found.fix.as_ref().map(|fix| mended(fix, sources)),
    })
}

/// A sentence in both languages of the window.
pub fn both(message: &Message) -> Value {
    json!({ "en": message.in_tongue(Tongue::English), "ar": message.in_tongue(Tongue::Arabic) })
}

/// What would mend a finding: what stands there, and what would.
fn mended(fix: &Fix, sources: &Sources) -> Value {
    let edits: Vec<Value> = fix
        .edits()
        .map(|edit| json!([sources.excerpt(edit.span), edit.replacement]))
        .collect();
    json!({ "safety": fix.safety.name(), "edits": edits })
}
