//! The catalogue of all releases in a folder: an index page and feeds for reading programs, for the folder and for each book in
//! it. It is made from the manifests that lie there and from nothing else, so that it can be made again at any time.
//!
//! ```text
//! index.html, opds.xml, opds.json            every book, in its newest version
//! onix.xml                                   the same, where it is asked for
//! SLUG/index.html, opds.xml, opds.json       every version of a book
//! ```

mod index;
mod onix;
mod opds1;
mod opds2;

use std::collections::BTreeMap;

use semver::Version;
use url::Url;

use crate::changes::LocaleContext;
use crate::diagnostic::Diagnostic;
use crate::release::{Listed, Manifest};

/// The OPDS 1.2 feed.
const OPDS1: &str = "opds.xml";
/// The OPDS 2.0 feed.
const OPDS2: &str = "opds.json";
/// The ONIX message.
const ONIX: &str = "onix.xml";
/// The index page.
const INDEX: &str = "index.html";

/// The books of a folder, by slug; of each the versions, the newest first.
#[derive(Default)]
pub struct Catalogue {
    books: BTreeMap<String, Vec<Manifest>>,
}

/// A feed or an index in the making: what it lists, and how it speaks of it.
struct Listing<'a> {
    /// What it is called.
    title: String,
    /// Its identifier: a URN of its own.
    id: String,
    context: LocaleContext,
    /// What it lists, each with the folder in which it lies, as seen from the feed.
    entries: Vec<(String, &'a Manifest)>,
    /// Whether each entry is a version of the one book that it is about.
    of_one_book: bool,
    /// The address of the folder that it lies in, with a slash at its end; empty where that is not known.
    address: String,
}

impl Catalogue {
    /// Adds a release by its manifest; one whose version is none is left out.
    pub fn add(&mut self, manifest: Manifest) {
        let Ok(version) = Version::parse(&manifest.version) else {
            return;
        };
        let versions = self.books.entry(manifest.slug.clone()).or_default();
        let newer = |other: &Manifest| Version::parse(&other.version).is_ok_and(|other| other > version);
        let place = versions.iter().take_while(|other| newer(other)).count();
        versions.insert(place, manifest);
    }

    /// The catalogue's files, each by its path from the folder. Feeds name themselves by their whole address where that of the
    /// folder is known, as clients that keep them want it (Readium Web Publication Manifest, `self`). `onix` asks for an ONIX message
    /// beside the feeds of the folder.
    ///
    /// # Errors
    /// Where a font cannot be cut down to the index's letters.
    pub fn files(&self, address: Option<&Url>, onix: bool) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
        let mut files = Vec::new();
        for (slug, versions) in &self.books {
            let Some(newest) = versions.first() else {
                continue;
            };
            let Some(context) = LocaleContext::in_language(&newest.language) else {
                continue;
            };
            let entries = versions.iter().map(|one| (one.version.clone(), one)).collect();
            let listing = Listing {
                title: newest.title.clone(),
                id: newest.identifier.clone(),
                context,
                entries,
                of_one_book: true,
                address: address.map_or_else(String::new, |address| format!("{address}{slug}/")),
            };
            files.extend(feeds(&listing).map(|(name, bytes)| (format!("{slug}/{name}"), bytes)));
            files.push((format!("{slug}/{INDEX}"), index::of_book(&listing)));
        }
        let Some(context) = self.context() else {
            return Ok(files);
        };
        let newest = self
            .books
            .iter()
            .filter_map(|(slug, versions)| Some((slug, versions.first()?)));
        let listing = Listing {
            title: context.locale.site.books.clone(),
            id: "urn:kurras:library".into(),
            context,
            entries: newest
                .map(|(slug, one)| (format!("{slug}/{}", one.version), one))
                .collect(),
            of_one_book: false,
            address: address.map_or_else(String::new, Url::to_string),
        };
        files.extend(feeds(&listing).map(|(name, bytes)| (name.into(), bytes)));
        files.extend(index::of_library(&listing)?);
        files.extend(onix.then(|| (ONIX.into(), onix::message(&listing))));
        Ok(files)
    }

    /// The language that most of the books are in; of several, the first by its tag.
    fn context(&self) -> Option<LocaleContext> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for newest in self.books.values().filter_map(|versions| versions.first()) {
            *counts.entry(&newest.language).or_default() += 1;
        }
        let most = counts.values().copied().max()?;
        counts
            .iter()
            .find(|(_, count)| **count == most)
            .and_then(|(tag, _)| LocaleContext::in_language(tag))
    }
}

fn feeds(listing: &Listing) -> [(&'static str, Vec<u8>); 2] {
    [(OPDS1, opds1::feed(listing)), (OPDS2, opds2::feed(listing))]
}

/// The files of a release that a reading program may fetch, and what they are called.
fn books<'a>(context: &'a LocaleContext, manifest: &'a Manifest) -> impl Iterator<Item = (&'a Listed, &'a str)> {
    let site = &context.locale.site;
    let names = [
        ("epub", &site.epub),
        ("pdf", &site.pdf),
        ("booklet", &site.booklet),
        ("print", &site.print),
        ("txt", &site.text),
    ];
    names.into_iter().flat_map(move |(kind, name)| {
        let files = manifest.files.iter().filter(move |file| file.kind == kind);
        files.map(move |file| (file, name.as_str()))
    })
}

/// A version's identifier: the publication's, and which version of it (RFC 8141, q-component).
fn version_id(manifest: &Manifest) -> String {
    format!("{}?=version={}", manifest.identifier, manifest.version)
}

/// A date as a moment, which feeds demand: midnight, UTC.
fn moment(date: &str) -> String {
    format!("{date}T00:00:00Z")
}
