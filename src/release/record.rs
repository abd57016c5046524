//! What a source bundle holds beside the book: what else the release depends on.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::changes::VersionText;
use crate::config::Date;

/// The record of a release: with it and the book, the same program makes the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The version of this format.
    format: u32,
    /// The version of the program.
    pub program: String,
    /// The release's date, which may come from `SOURCE_DATE_EPOCH` rather than from the book.
    date: String,
    /// The text of the version before, from which the changes are told.
    pub previous: Option<VersionText>,
}

/// The version of the record's format.
const FORMAT: u32 = 1;

impl Record {
    /// The record of a release by this program.
    pub fn new(date: Date, previous: Option<VersionText>) -> Self {
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").into(),
            date: date.to_string(),
            previous,
        }
    }

    /// The release's date.
    pub fn date(&self) -> Option<Date> {
        Date::from_str(&self.date).ok()
    }

    /// As JSON, with a line's end.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Reads a record; none where it is not one, or one of a later program.
    pub fn parse(json: &[u8]) -> Option<Self> {
        let record: Self = serde_json::from_slice(json).ok()?;
        (record.format == FORMAT && record.date().is_some()).then_some(record)
    }
}
