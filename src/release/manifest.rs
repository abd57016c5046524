//! `manifest.json`: what a release is and what lies in it, for programs. `assets/schema/manifest.schema.json` says the same
//! formally; `docs/releasing.md` in words.

use serde::{Deserialize, Serialize};

use super::file::{FileKind, ReleaseFile};
use super::fonts::{UsedFont, used};
use crate::artifact::{Format, sha256};
use crate::changes::VersionText;
use crate::config;
use crate::edition::Edition;

/// The JSON Schema of `manifest.json`, which travels in every release.
pub const SCHEMA: &str = include_str!("../../assets/schema/manifest.schema.json");
/// The manifest's name in a release.
pub const MANIFEST: &str = "manifest.json";
/// The name of the manifest's schema in a release.
pub const SCHEMA_NAME: &str = "manifest.schema.json";
/// The version of the manifest's format.
const FORMAT: u32 = 1;

/// A release as its manifest tells it. Feeds and indexes are made from manifests alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Where the schema is: beside the manifest.
    #[serde(rename = "$schema")]
    schema: String,
    /// The version of this format.
    pub format: u32,
    /// What made it.
    pub program: Program,
    /// What the files are named by.
    pub slug: String,
    /// The version (semantic versioning).
    pub version: String,
    /// Its date, YYYY-MM-DD.
    pub date: String,
    /// The publication's identifier, the same in every version.
    pub identifier: String,
    /// The title.
    pub title: String,
    /// The subtitle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// The language (BCP 47).
    pub language: String,
    /// `rtl` or `ltr`.
    pub direction: String,
    /// Who wrote it.
    pub authors: Vec<ManifestPerson>,
    /// Who else had a hand in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<ManifestPerson>,
    /// Who publishes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// A blurb.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// The series that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<ManifestSeries>,
    /// The work that this edition was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where the digital edition lives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The rights line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
    /// How many pages the reading PDF has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// How many words the text has.
    pub words: usize,
    /// The fonts that the PDFs carry.
    pub fonts: Vec<UsedFont>,
    /// The files, in the order of [`Format::all`], then all others.
    pub files: Vec<Listed>,
}

/// The program that made a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// Its version: another one may make other bytes.
    pub version: String,
}

impl Program {
    /// This program.
    pub fn this() -> Self {
        Self {
            name: env!("CARGO_PKG_NAME").into(),
            version: env!("CARGO_PKG_VERSION").into(),
        }
    }
}

/// Somebody who made the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestPerson {
    /// The name as it is shown.
    pub name: String,
    /// The name as it is sorted by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// A MARC relator code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Whether this is a group and no single person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub group: bool,
}

/// A series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestSeries {
    /// Its name.
    pub name: String,
    /// The place in it, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
}

/// A file as the manifest lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its name in the release's folder.
    pub file: String,
    /// What it is: a format of `kurras build`, `source`, `text`, or a part of the set.
    pub kind: String,
    /// The edition that it is of, where it is not the book's usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: usize,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
    /// How many pages or sheet sides it has, where it has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
}

impl Listed {
    fn of(file: &ReleaseFile) -> Self {
        Self {
            file: file.name.clone(),
            kind: file.kind.name().into(),
            edition: file.edition.clone(),
            media_type: file.media_type.into(),
            size: file.bytes.len(),
            sha256: sha256(&file.bytes),
            pages: file.pages,
        }
    }
}

impl Manifest {
    /// The manifest of a set of files.
    pub fn new(edition: &Edition, text: &VersionText, files: &[ReleaseFile]) -> Self {
        let book = &edition.config.book;
        let reading = files.iter().find(|file| file.kind == FileKind::Artifact(Format::Pdf));
        Self {
            schema: SCHEMA_NAME.into(),
            format: FORMAT,
            program: Program::this(),
            slug: book.slug.clone(),
            version: text.version.clone(),
            date: text.date.clone(),
            identifier: book.identifier.to_string(),
            title: book.title.clone(),
            subtitle: book.subtitle.clone(),
            language: book.language.to_string(),
            direction: edition.first().direction.name().into(),
            authors: people(&book.authors),
            contributors: people(&book.contributors),
            publisher: book.publisher.clone(),
            description: book.description.clone(),
            subjects: book.subjects.clone(),
            series: book.series.clone().map(|name| ManifestSeries {
                name,
                position: book.series_position,
            }),
            source: book.source.clone(),
            url: book.url.clone(),
            rights: book.rights.clone(),
            pages: reading.and_then(|file| file.pages),
            words: text.words(),
            fonts: used(&edition.fonts, files),
            files: files.iter().map(Listed::of).collect(),
        }
    }

    /// As JSON, with a line's end.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Reads a manifest; none where it is not one, or one of a later program.
    pub fn parse(json: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(json).ok()?;
        (manifest.format == FORMAT).then_some(manifest)
    }

    /// The file of this kind, the first one where there are several.
    pub fn file(&self, kind: &str) -> Option<&Listed> {
        self.files.iter().find(|file| file.kind == kind)
    }
}

fn people(people: &[config::Person]) -> Vec<ManifestPerson> {
    let person = |person: &config::Person| ManifestPerson {
        name: person.name.clone(),
        sort: person.sort.clone(),
        role: person.role.clone(),
        group: person.group,
    };
    people.iter().map(person).collect()
}
