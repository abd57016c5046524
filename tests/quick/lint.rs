//! Every lint has a fixture that it alone is found in, at the places that the fixture lists; every fixture has its lint.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kurras::config::{Config, ConfigFile};
use kurras::diagnostic::{Diagnostic, Location, Report, Sources};
use kurras::fonts::FontLibrary;
use kurras::lint::{Book, RULES, check};
use kurras::manuscript::{Options, Source, front_matter, parse};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lint")
}

fn files(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("the fixtures are there");
    entries
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect()
}

/// What is found in a fixture, each as `code file:line:column`.
fn findings(folder: &Path) -> Vec<String> {
    let mut sources = Sources::default();
    let mut report = Report::new();
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a fixture's file");
    let names = files(folder);
    let toml = if names.contains("book.toml") {
        read("book.toml")
    } else {
        "[book]\ntitle = \"عنوان\"\n".into()
    };
    let written = ConfigFile::read(&toml, sources.add("book.toml", toml.as_str()), &mut report);
    let config = Config::resolve(&written, "book", &mut report);
    let texts: Vec<(String, String)> = names
        .iter()
        .filter(|name| name.ends_with(".md"))
        .map(|name| (name.clone(), read(name)))
        .collect();
    let manuscript: Vec<Source<'_>> = texts
        .iter()
        .map(|(name, text)| Source {
            file: sources.add(name.as_str(), text.as_str()),
            name,
            text,
        })
        .collect();
    manuscript
        .iter()
        .for_each(|source| drop(front_matter(*source, &mut report)));
    let document = parse(&manuscript, Options::default(), &mut report);
    let place = written
        .get("book", "title")
        .map(|(_, span)| Location::Span(*span))
        .expect("a title");
    let names = [(config.book.title.clone(), place)];
    let fonts = FontLibrary::shipped();
    check(
        &Book {
            document: &document,
            config: &config,
            names: &names,
            fonts: &fonts,
            sources: &sources,
        },
        &mut report,
    );
    report
        .sorted()
        .into_iter()
        .map(|found| worded(found, &sources))
        .collect()
}

fn worded(found: &Diagnostic, sources: &Sources) -> String {
    assert!(!found.hints.is_empty(), "{} has no hint", found.code);
    match &found.location {
        Location::Span(span) => {
            let place = sources.place(*span).expect("a place in a file");
            format!("{} {}:{}:{}", found.code, place.file, place.line, place.column)
        }
        other => panic!("{} is at {other:?}", found.code),
    }
}

#[test]
fn every_rule_has_its_fixture_and_every_fixture_its_rule() {
    let codes: BTreeSet<String> = RULES.iter().map(|rule| rule.code.to_owned()).collect();
    assert_eq!(codes.len(), RULES.len(), "a code stands twice");
    assert_eq!(files(&fixtures()), codes);
    for rule in RULES {
        assert!(!rule.about.is_empty() && !rule.why.is_empty(), "{}", rule.code);
    }
}

#[test]
fn every_fixture_shows_its_rule_and_no_other() {
    for rule in RULES {
        let folder = fixtures().join(rule.code);
        let found = findings(&folder);
        let expected = std::fs::read_to_string(folder.join("findings.txt")).unwrap_or_default();
        assert_eq!(found.join("\n"), expected.trim_end(), "{}", rule.code);
        let own = format!("{} ", rule.code);
        assert!(
            !found.is_empty() && found.iter().all(|line| line.starts_with(&own)),
            "{}: {found:?}",
            rule.code
        );
    }
}

#[test]
fn a_book_without_faults_has_no_findings() {
    for book in ["everything", "mixed"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(book);
        assert_eq!(findings(&folder), Vec::<String>::new(), "{book}");
    }
}
