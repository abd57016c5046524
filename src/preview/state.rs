//! What windows are told of a snapshot: which pages look otherwise than before, and whether there are findings.

use serde_json::{Value, json};

use super::snapshot::{Snapshot, short};
use crate::diagnostic::Severity;
use crate::locale::Direction;

/// What a window shows already.
#[derive(Debug, Default)]
pub struct ShownLooks {
    looks: Vec<u64>,
}

/// The state of a book as JSON: of its pages only those that look otherwise than what is shown.
pub fn state(snapshot: &Snapshot, shown: &mut ShownLooks) -> Value {
    let mut state = json!({
        "revision": snapshot.revision,
        "failed": snapshot.failed,
        "finished": snapshot.finished,
        "errors": snapshot.report.count(Severity::Error),
        "warnings": snapshot.report.count(Severity::Warning),
        "notes": snapshot.report.count(Severity::Note),
    });
    let Some(laid) = &snapshot.laid else { return state };
    let looks: Vec<u64> = laid.pages.looks().iter().map(|look| short(*look)).collect();
    let changed: Vec<Value> = looks
        .iter()
        .enumerate()
        .filter(|(page, look)| shown.looks.get(*page) != Some(look))
        .map(|(page, look)| {
            let (width, height) = laid.pages.size(page).unwrap_or_default();
            json!([page, hex(*look), width, height])
        })
        .collect();
    shown.looks = looks;
    let edition = &laid.edition;
    if let Value::Object(state) = &mut state {
        state.extend([
            ("title".into(), json!(edition.config.book.title)),
            ("language".into(), json!(edition.first().language.as_str())),
            ("rtl".into(), json!(edition.first().direction == Direction::Rtl)),
            ("count".into(), json!(laid.pages.count())),
            ("changed".into(), json!(changed)),
        ]);
    }
    state
}

/// A look as addresses have it.
pub fn hex(look: u64) -> String {
    format!("{look:016x}")
}
