//! What was written: `book.toml` (or a manuscript's front matter) as checked values, each with its place.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Level, Span};

/// A value of the kind that its key demands.
#[derive(Debug, Clone, PartialEq)]
pub enum CheckedValue {
    /// Of `KeyKind::Text`, `KeyKind::Length` or `KeyKind::Choice`.
    Text(String),
    /// Of `KeyKind::Texts` or `KeyKind::Choices`.
    Texts(Vec<String>),
    /// Of `KeyKind::People`.
    People(Vec<Person>),
    /// Of `KeyKind::Boolean`.
    Boolean(bool),
    /// Of `KeyKind::Integer`.
    Integer(i64),
}

impl CheckedValue {
    /// A list of strings, where this is one.
    pub fn texts(&self) -> Option<Vec<String>> {
        match self {
            CheckedValue::Texts(texts) => Some(texts.clone()),
            _ => None,
        }
    }
}

/// Somebody who made the book.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Person {
    /// The name as it is shown.
    pub name: String,
    /// The name as it is sorted by.
    pub sort: Option<String>,
    /// A MARC relator code, such as `aut` or `trl`.
    pub role: Option<String>,
    /// Whether this is a group: a collective, a body, a press; else it is one person.
    pub group: bool,
    /// The name in other languages and scripts: the language tag (BCP 47) and the name, in the order written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<(String, String)>,
}

/// What `book.toml` and front matter say, checked key by key but not yet against each other.
#[derive(Debug, Clone, Default)]
pub struct ConfigFile {
    pub(super) values: BTreeMap<(&'static str, &'static str), (CheckedValue, Span)>,
    /// The tables that are there, empty ones too.
    pub(super) sections: BTreeSet<&'static str>,
    /// What `[lint]` says about lint codes, each with its place.
    pub levels: BTreeMap<String, (Level, Span)>,
    /// The folder of the texts, where another program's configuration says one.
    pub(super) texts: Option<String>,
    /// What each `[[edition]]` says: its own keys under `edition`, and those of the tables that it holds again.
    pub(super) editions: Vec<(ConfigFile, Span)>,
}

impl ConfigFile {
    /// What a key says, with its place.
    pub fn get(&self, section: &str, name: &str) -> Option<&(CheckedValue, Span)> {
        self.values
            .iter()
            .find(|(key, _)| **key == (section, name))
            .map(|(_, value)| value)
    }

    /// Whether a key says anything.
    pub fn says(&self, section: &str, name: &str) -> bool {
        self.get(section, name).is_some()
    }

    /// The folder of the texts, where another program's configuration says one.
    pub fn texts_folder(&self) -> Option<&str> {
        self.texts.as_deref()
    }

    /// Whether a table is there, be it empty.
    pub fn has(&self, section: &str) -> bool {
        self.sections.contains(section)
    }

    /// Takes over what `other` says where this says nothing.
    pub fn give_way(&mut self, other: ConfigFile) {
        for (key, value) in other.values {
            self.values.entry(key).or_insert(value);
        }
        for (code, level) in other.levels {
            self.levels.entry(code).or_insert(level);
        }
    }

    /// Sets a key of `[book]`, which takes the place of what was there.
    pub fn set(&mut self, name: &'static str, value: CheckedValue, span: Span) {
        self.values.insert(("book", name), (value, span));
    }

    /// Sets a text of `[book]` that nobody wrote.
    pub fn supply(&mut self, name: &'static str, text: String, span: Span) {
        self.set(name, CheckedValue::Text(text), span);
    }

    /// The names of the keys of `[book]` that are there.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.values.keys().filter(|key| key.0 == "book").map(|key| key.1)
    }

    /// Takes a key of `[book]` out, as a configuration of nothing else.
    pub fn only(&mut self, name: &'static str) -> Self {
        let mut out = Self::default();
        if let Some((value, span)) = self.take(name) {
            out.set(name, value, span);
        }
        out
    }

    /// Takes a key of `[book]` out.
    pub fn take(&mut self, name: &'static str) -> Option<(CheckedValue, Span)> {
        self.values.remove(&("book", name))
    }
}

/// A value of any kind, before it is known what its key demands.
#[derive(Debug, Clone, PartialEq)]
pub enum RawValue {
    /// A string, or a scalar that YAML writes without quotes.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// A list.
    List(Vec<RawValue>),
    /// A table.
    Table(Vec<(String, RawValue)>),
    /// Anything else.
    Other,
}
