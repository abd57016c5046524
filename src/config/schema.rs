//! A JSON Schema of `book.toml`, for editors: made from the table of keys.

use serde_json::{Map, Value, json};

use super::keys::{KEYS, Key, KeyKind, SECTIONS, VARIED};

/// The schema, in JSON Schema's draft 7, which editors' TOML plugins read.
pub fn schema() -> Value {
    let section = |section: &&str| match *section {
        "lint" => json!({ "type": "object", "additionalProperties": { "enum": ["allow", "warn", "deny"] } }),
        "edition" => json!({ "type": "array", "items": edition() }),
        section => table(section),
    };
    let sections: Map<String, Value> = SECTIONS.iter().map(|name| (name.to_string(), section(name))).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "book.toml of Kurras",
        "type": "object",
        "additionalProperties": false,
        "properties": sections,
    })
}

/// A table: its keys, and no others.
fn table(section: &str) -> Value {
    let keys = KEYS.iter().filter(|key| key.section == section);
    let properties: Map<String, Value> = keys.map(|key| (key.name.to_string(), property(key))).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

/// An edition: its own keys, and the tables that it holds again.
fn edition() -> Value {
    let mut edition = table("edition");
    if let Some(properties) = edition.get_mut("properties").and_then(Value::as_object_mut) {
        properties.extend(VARIED.iter().map(|section| (section.to_string(), table(section))));
    }
    edition
}

fn property(key: &Key) -> Value {
    let mut property = kind(key.kind);
    if let Some(property) = property.as_object_mut() {
        property.insert(
            "description".into(),
            format!("{}; without it: {}", key.about, key.default).into(),
        );
    }
    property
}

fn kind(kind: KeyKind) -> Value {
    let text = || json!({ "type": "string", "minLength": 1 });
    let one_or_list = |one: Value| json!({ "anyOf": [one, { "type": "array", "items": one }] });
    match kind {
        KeyKind::Text => text(),
        KeyKind::Texts => one_or_list(text()),
        KeyKind::People => one_or_list(json!({ "anyOf": [text(), person()] })),
        KeyKind::Boolean => json!({ "type": "boolean" }),
        KeyKind::Integer(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        KeyKind::Length => json!({ "type": "string", "pattern": "^\\s*[0-9.]+\\s*(mm|cm|in|pt)\\s*$" }),
        KeyKind::Choice(words) => json!({ "enum": words }),
        KeyKind::Choices(words) => one_or_list(json!({ "enum": words })),
    }
}

fn person() -> Value {
    let text = || json!({ "type": "string", "minLength": 1 });
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["name"],
        "properties": {
            "name": text(),
            "sort": text(),
            "role": { "type": "string", "pattern": "^[a-z]{3}$" },
            "names": { "type": "object", "additionalProperties": text() },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, ConfigFile};
    use crate::diagnostic::{Report, Sources};

    /// A value of each key that is not its default, and what must be said beside it.
    fn sample(key: &Key) -> (String, &'static str) {
        let text = |text: &str| format!("\"{text}\"");
        let written = match (key.section, key.name) {
            ("book", "version") => text("2.0.0"),
            ("book", "date") => text("2026-01-02"),
            ("book", "language") => text("fa"),
            ("book", "identifier") => text("978-3-16-148410-0"),
            ("book", "url") => text("https://example.org"),
            ("pdf", "paper") => text("a6"),
            ("pdf", "accent") => text("#112233"),
            ("booklet", "scheme") => text("signatures-16"),
            ("booklet", "creep") | ("print", "paper" | "cover-paper") => text("80g"),
            ("booklet", "paper") => text("a3"),
            (_, "font-size" | "leading") => text("13pt"),
            (_, "contents" | "title-page") => "false".into(),
            _ => match key.kind {
                KeyKind::Boolean if key.default == "true" => "false".into(),
                KeyKind::Boolean => "true".into(),
                KeyKind::Integer(low, _) => (low + 1).to_string(),
                KeyKind::Length => text("5mm"),
                KeyKind::Choice(words) | KeyKind::Choices(words) => text(words.last().unwrap_or(&"")),
                _ => text("sample"),
            },
        };
        let beside = match (key.section, key.name) {
            ("book", "series-position") => "[book]\nseries = \"x\"\n",
            ("pdf", "qr") => "[book]\nurl = \"https://example.org\"\n",
            ("booklet", "creep-method") => "[booklet]\ncreep = \"80g\"\n",
            ("booklet", "fit-size" | "fit-leading" | "fit-margins") => "[booklet]\nfit = true\n",
            ("epub", "certified-by") => "[epub]\nconforms-to = \"wcag-2.1-aa\"\n",
            ("epub", "certifier-credential" | "certifier-report") => {
                "[epub]\nconforms-to = \"wcag-2.1-aa\"\ncertified-by = \"y\"\n"
            }
            ("print", "cover-paper") => "[print]\npaper = \"80g\"\n",
            ("edition", "formats") => "[[edition]]\nname = \"y\"\n",
            ("edition", _) => "[[edition]]\n",
            _ => "",
        };
        let written = match (key.section, key.name) {
            ("epub", "certifier-report") => text("https://example.org"),
            ("book", "isbn") => text("978-0-306-40615-7"),
            _ => written,
        };
        (written, beside)
    }

    fn resolved(toml: &str) -> (String, bool) {
        let (mut sources, mut report) = (Sources::default(), Report::new());
        let file = sources.add("book.toml", toml);
        let written = ConfigFile::read(toml, file, &mut report);
        let config = Config::resolve(&written, "x", &mut report);
        (format!("{config:?}"), report.has_errors())
    }

    #[test]
    fn every_key_is_read() {
        for key in KEYS.iter() {
            let (value, beside) = sample(key);
            let header = match key.section {
                "edition" => "[[edition]]\n".to_string(),
                section => format!("[{section}]\n"),
            };
            let with = if beside.contains(&header) {
                beside.replacen(&header, &format!("{header}{} = {value}\n", key.name), 1)
            } else {
                format!("{beside}{header}{} = {value}\n", key.name)
            };
            let bare = if beside.contains(&header) {
                beside.to_string()
            } else {
                format!("{beside}{header}")
            };
            let without = resolved(&bare);
            let (config, wrong) = resolved(&with);
            assert!(!wrong, "{with}");
            assert_ne!(config, without.0, "[{}] {} makes no difference", key.section, key.name);
        }
    }

    #[test]
    fn the_schema_has_every_key_and_no_other() {
        let schema = schema();
        let mut properties = 0;
        for key in KEYS.iter() {
            let section = &schema["properties"][key.section];
            let table = if key.section == "edition" {
                &section["items"]
            } else {
                section
            };
            assert!(
                table["properties"][key.name].is_object(),
                "{} {}",
                key.section,
                key.name
            );
            assert_eq!(table["additionalProperties"], false);
            properties += 1;
        }
        assert_eq!(properties, KEYS.len());
        assert!(schema["properties"]["edition"]["items"]["properties"]["pdf"]["properties"]["font"].is_object());
    }
}
