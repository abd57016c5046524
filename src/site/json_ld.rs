//! What a version is, as linked data (schema.org, JSON-LD 1.1): for search engines and catalogues that read pages.

use serde_json::{Map, Value, json};

use crate::artifact::Format;
use crate::changes::VersionText;
use crate::config::Person;
use crate::edition::Edition;
use crate::release::{FileKind, ReleaseFile};

/// The version as JSON-LD: a `Book` with its files as encodings.
pub fn json_ld(edition: &Edition, text: &VersionText, files: &[ReleaseFile]) -> String {
    let book = &edition.config.book;
    let mut about = Map::new();
    let mut say = |key: &str, value: Value| {
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !empty {
            about.insert(key.into(), value);
        }
    };
    say("@context", json!("https://schema.org"));
    say("@type", json!("Book"));
    say("@id", json!(book.identifier.to_string()));
    say("identifier", json!(book.identifier.to_string()));
    say("name", json!(book.title));
    say("alternativeHeadline", json!(book.subtitle));
    say("author", people(&book.authors));
    say("contributor", people(&book.contributors));
    say(
        "publisher",
        book.publisher
            .as_ref()
            .map_or(Value::Null, |name| json!({ "@type": "Organization", "name": name })),
    );
    say("inLanguage", json!(book.language.to_string()));
    say("version", json!(text.version));
    say("dateModified", json!(text.date));
    say("description", json!(book.description));
    say("keywords", json!(book.subjects));
    say("copyrightNotice", json!(book.rights));
    say("url", json!(book.url));
    let reading = files.iter().find(|file| file.kind == FileKind::Artifact(Format::Pdf));
    say("numberOfPages", json!(reading.and_then(|file| file.pages)));
    say("wordCount", json!(text.words()));
    let cover = files.iter().find(|file| file.kind == FileKind::Artifact(Format::Cover));
    say("image", json!(cover.map(|file| &file.name)));
    let artifacts = files.iter().filter(|file| matches!(file.kind, FileKind::Artifact(_)));
    let encoding = |file: &ReleaseFile| {
        json!({
            "@type": "MediaObject", "contentUrl": file.name, "encodingFormat": file.media_type,
            "contentSize": format!("{} B", file.bytes.len()), "sha256": crate::artifact::sha256(&file.bytes),
        })
    };
    say("encoding", artifacts.map(encoding).collect());
    serde_json::to_string(&Value::Object(about)).unwrap_or_default()
}

fn people(people: &[Person]) -> Value {
    people
        .iter()
        .map(|person| json!({ "@type": if person.group { "Organization" } else { "Person" }, "name": person.name }))
        .collect()
}
