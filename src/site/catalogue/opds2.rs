//! OPDS 2.0: a feed of publications in JSON, with metadata as the Readium Web Publication Manifest has them.

use serde_json::{Map, Value, json};

use super::{INDEX, Listing, OPDS1, OPDS2, books, moment, version_id};
use crate::release::{Manifest, ManifestPerson};
use crate::site::page::PAGE;

const MEDIA_TYPE: &str = "application/opds+json";
const ACQUISITION: &str = "http://opds-spec.org/acquisition/open-access";

/// The feed.
pub(super) fn feed(listing: &Listing) -> Vec<u8> {
    let start = if listing.of_one_book { "../opds.json" } else { OPDS2 };
    let publications = listing
        .entries
        .iter()
        .map(|(folder, manifest)| publication(listing, folder, manifest));
    let feed = json!({
        "metadata": { "title": listing.title, "numberOfItems": listing.entries.len() },
        "links": [
            { "rel": "self", "href": format!("{}{OPDS2}", listing.address), "type": MEDIA_TYPE },
            { "rel": "start", "href": start, "type": MEDIA_TYPE },
            { "rel": "alternate", "href": OPDS1, "type": "application/atom+xml;profile=opds-catalog;kind=acquisition" },
            { "rel": "alternate", "href": INDEX, "type": "text/html" },
        ],
        "publications": publications.collect::<Vec<_>>(),
    });
    (serde_json::to_string_pretty(&feed).unwrap_or_default() + "\n").into_bytes()
}

fn publication(listing: &Listing, folder: &str, manifest: &Manifest) -> Value {
    let at = |file: &str| format!("{folder}/{file}");
    let mut links: Vec<Value> = books(&listing.context, manifest)
        .map(|(file, name)| {
            json!({
                "rel": ACQUISITION, "href": at(&file.file), "type": file.media_type, "title": name, "size": file.size,
            })
        })
        .collect();
    links.push(json!({ "rel": "alternate", "href": at(PAGE), "type": "text/html" }));
    if !listing.of_one_book {
        let title = &listing.context.locale.site.all_versions;
        let all = format!("{}/{OPDS2}", manifest.slug);
        links.push(json!({ "rel": "related", "href": all, "type": MEDIA_TYPE, "title": title }));
    }
    let mut publication = Map::new();
    publication.insert("metadata".into(), metadata(manifest));
    publication.insert("links".into(), Value::Array(links));
    if let Some(cover) = manifest.file("cover") {
        publication.insert(
            "images".into(),
            json!([{ "href": at(&cover.file), "type": cover.media_type }]),
        );
    }
    Value::Object(publication)
}

fn metadata(manifest: &Manifest) -> Value {
    let mut metadata = Map::new();
    let mut say = |key: &str, value: Value| {
        if !value.is_null() && !value.as_array().is_some_and(Vec::is_empty) {
            metadata.insert(key.into(), value);
        }
    };
    say("@type", json!("http://schema.org/Book"));
    say("identifier", json!(version_id(manifest)));
    say("title", json!(manifest.title));
    say("subtitle", json!(manifest.subtitle));
    say("author", people(&manifest.authors));
    say("contributor", people(&manifest.contributors));
    say("publisher", json!(manifest.publisher));
    say("language", json!(manifest.language));
    say("published", json!(manifest.date));
    say("modified", json!(moment(&manifest.date)));
    say("description", json!(manifest.description));
    say("subject", json!(manifest.subjects));
    say("numberOfPages", json!(manifest.pages));
    say("readingProgression", json!(manifest.direction));
    let series = manifest.series.as_ref().map(|series| match series.position {
        Some(position) => json!({ "series": { "name": series.name, "position": position } }),
        None => json!({ "series": { "name": series.name } }),
    });
    say("belongsTo", json!(series));
    Value::Object(metadata)
}

fn people(people: &[ManifestPerson]) -> Value {
    let person = |person: &ManifestPerson| match &person.sort {
        Some(sort) => json!({ "name": person.name, "sortAs": sort }),
        None => json!({ "name": person.name }),
    };
    people.iter().map(person).collect()
}
