//! Values as TOML has them, and as their keys demand them.

use toml_edit::{Item, Value};

use super::file::{CheckedValue, Person, RawValue};
use super::keys::{Key, KeyKind};

pub(super) fn raw_value(item: &Item) -> RawValue {
    fn of_value(value: &Value) -> RawValue {
        match value {
            Value::String(s) => RawValue::Text(s.value().clone()),
            Value::Integer(n) => RawValue::Integer(*n.value()),
            Value::Boolean(b) => RawValue::Boolean(*b.value()),
            Value::Datetime(date) => RawValue::Text(date.value().to_string()),
            Value::Array(list) => RawValue::List(list.iter().map(of_value).collect()),
            Value::InlineTable(table) => {
                RawValue::Table(table.iter().map(|(k, v)| (k.to_string(), of_value(v))).collect())
            }
            Value::Float(_) => RawValue::Other,
        }
    }
    match item {
        Item::Value(value) => of_value(value),
        Item::Table(table) => RawValue::Table(table.iter().map(|(k, v)| (k.to_string(), raw_value(v))).collect()),
        Item::ArrayOfTables(list) => {
            let table =
                |t: &toml_edit::Table| RawValue::Table(t.iter().map(|(k, v)| (k.to_string(), raw_value(v))).collect());
            RawValue::List(list.iter().map(table).collect())
        }
        Item::None => RawValue::Other,
    }
}

/// A value as its key demands it; none where it is of another kind.
pub(super) fn check(key: &Key, value: RawValue) -> Option<CheckedValue> {
    let text = |value: RawValue| match value {
        RawValue::Text(text) if !text.trim().is_empty() => Some(text.trim().to_string()),
        _ => None,
    };
    let one_of = |words: &[&str], value: RawValue| text(value).filter(|word| words.contains(&word.as_str()));
    match key.kind {
        KeyKind::Text | KeyKind::Length => text(value).map(CheckedValue::Text),
        KeyKind::Texts => each(value, text).map(CheckedValue::Texts),
        KeyKind::People => each(value, person).map(CheckedValue::People),
        KeyKind::Boolean => match value {
            RawValue::Boolean(on) => Some(CheckedValue::Boolean(on)),
            _ => None,
        },
        KeyKind::Integer(low, high) => match value {
            RawValue::Integer(n) if (low..=high).contains(&n) => Some(CheckedValue::Integer(n)),
            _ => None,
        },
        KeyKind::Choice(words) => one_of(words, value).map(CheckedValue::Text),
        KeyKind::Choices(words) => each(value, |item| one_of(words, item)).map(CheckedValue::Texts),
    }
}

fn each<T>(value: RawValue, read: impl Fn(RawValue) -> Option<T>) -> Option<Vec<T>> {
    match value {
        RawValue::List(items) => items.into_iter().map(read).collect(),
        one => read(one).map(|item| vec![item]),
    }
}

fn person(value: RawValue) -> Option<Person> {
    match value {
        RawValue::Text(name) if !name.trim().is_empty() => Some(Person {
            name: name.trim().into(),
            ..Person::default()
        }),
        RawValue::Table(entries) => {
            let mut person = Person::default();
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("name", RawValue::Text(text)) => person.name = text,
                    ("sort", RawValue::Text(text)) => person.sort = Some(text),
                    ("role", RawValue::Text(text)) => person.role = Some(text),
                    ("kind", RawValue::Text(text)) if text == "group" || text == "person" => {
                        person.group = text == "group"
                    }
                    ("names", RawValue::Table(names)) => {
                        let text = |(tag, name)| match name {
                            RawValue::Text(name) if !name.trim().is_empty() => Some((tag, name)),
                            _ => None,
                        };
                        person.names = names.into_iter().map(text).collect::<Option<_>>()?;
                    }
                    _ => return None,
                }
            }
            (!person.name.trim().is_empty()).then_some(person)
        }
        _ => None,
    }
}
