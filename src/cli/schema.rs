//! `kurras schema`: a JSON Schema of `book.toml`.

use super::Outcome;
use super::console::{Console, MessageFormat};
use crate::config::schema;

/// Writes the schema to standard output.
pub fn run() -> Outcome {
    let text = serde_json::to_string_pretty(&schema()).unwrap_or_default();
    Console::new(MessageFormat::Human).print(&text);
    Outcome::Done
}
