//! Values of front matter in the shapes that programs give them.

use crate::config::file::{Person, RawValue};
use crate::locale::{LanguageTag, Locale};

/// The names under which tables keep the text that they are about.
const NAMES: [&str; 6] = ["name", "text", "literal", "title", "value", "holder"];

/// What programs call those who are no single person.
const GROUPS: [&str; 5] = ["group", "organization", "organisation", "corporate", "collective"];

/// Whether a value says nothing, as archetypes of other programs leave it: `tags: []`, `description:`.
pub(super) fn is_empty(value: &RawValue) -> bool {
    match value {
        RawValue::Text(text) => text.trim().is_empty(),
        RawValue::List(items) => items.iter().all(is_empty),
        RawValue::Table(entries) => entries.iter().all(|(_, value)| is_empty(value)),
        RawValue::Integer(_) | RawValue::Boolean(_) => false,
        RawValue::Other => true,
    }
}

/// A text on one line: a scalar, the only or the main one of a list, or what a table is about.
pub(super) fn text(value: &RawValue) -> Option<String> {
    let found = match value {
        RawValue::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        RawValue::Integer(number) => number.to_string(),
        RawValue::Boolean(on) => on.to_string(),
        RawValue::List(items) => {
            let is_main = |item: &&RawValue| matches!(field(item, &["type"]), Some(kind) if kind == "main");
            return text(items.iter().find(is_main).or(items.first())?);
        }
        RawValue::Table(_) => return field(value, &NAMES),
        RawValue::Other => return None,
    };
    (!found.is_empty()).then_some(found)
}

/// The first text that a table has under one of these names.
fn field(value: &RawValue, names: &[&str]) -> Option<String> {
    let RawValue::Table(entries) = value else { return None };
    let found = |name: &&str| entries.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    names.iter().filter_map(found).find_map(|(_, value)| match value {
        RawValue::List(_) => None,
        RawValue::Table(_) => whole_name(value),
        _ => text(value),
    })
}

/// A name in parts, as citation programs keep it: given and family.
fn whole_name(value: &RawValue) -> Option<String> {
    let given = field(value, &["given", "first"]);
    let family = field(value, &["family", "last", "surname"]);
    match (given, family) {
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        (given, family) => family.or(given).or_else(|| field(value, &["literal", "name"])),
    }
}

/// People: a name, a list of names or tables, or a table with names in it.
pub(super) fn people(value: &RawValue) -> Vec<Person> {
    match value {
        RawValue::List(items) => items.iter().flat_map(people).collect(),
        RawValue::Table(entries) => {
            let name = field(value, &["name", "text", "literal"]).or_else(|| whole_name(value));
            let person = |name| Person {
                name,
                sort: field(value, &["sort", "file-as"]),
                role: field(value, &["role"])
                    .filter(|role| role.len() == 3 && role.bytes().all(|b| b.is_ascii_lowercase())),
                group: field(value, &["kind", "type"]).is_some_and(|kind| GROUPS.contains(&kind.as_str())),
                names: Vec::new(),
            };
            match name {
                Some(name) => vec![person(name)],
                // `author: { first: …, second: … }`: names by keys of the author's own.
                None => entries.iter().flat_map(|(_, value)| people(value)).collect(),
            }
        }
        _ => text(value)
            .map(|name| Person {
                name,
                ..Person::default()
            })
            .into_iter()
            .collect(),
    }
}

/// Words: a list, or one text parted by commas.
pub(super) fn words(value: &RawValue) -> Vec<String> {
    match value {
        RawValue::List(items) => items.iter().filter_map(text).collect(),
        _ => {
            let all = text(value).unwrap_or_default();
            let parts = all.split([',', '،', ';', '؛']).map(str::trim);
            parts.filter(|part| !part.is_empty()).map(str::to_string).collect()
        }
    }
}

/// A truth value, in YAML's older words too.
pub(super) fn truth(value: &RawValue) -> Option<bool> {
    match text(value)?.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// A language's tag, from a tag or from the language's name.
pub(super) fn language(written: &str) -> Result<String, String> {
    if let Some(locale) = Locale::called(written) {
        return Ok(locale.tag.clone());
    }
    let tag = written.split('.').next().unwrap_or_default().replace('_', "-");
    LanguageTag::parse(&tag)
        .map(|tag| tag.as_str().to_string())
        .map_err(|wrong| wrong.to_string())
}
