//! Dependencies are held to `tests/policy.toml`: where they come from, their licences, and one version of what is named.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    sources: BTreeSet<String>,
    licences: BTreeSet<String>,
    exceptions: BTreeMap<String, Exception>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    licence: String,
    reason: String,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    source: Option<String>,
    checksum: Option<String>,
}

fn read<T: serde::de::DeserializeOwned>(file: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The dependencies that Cargo.toml names, in all of its tables.
fn named() -> BTreeMap<String, toml::Value> {
    let manifest: toml::Table = read("Cargo.toml");
    let platforms = manifest.get("target").and_then(toml::Value::as_table);
    let platforms = platforms
        .into_iter()
        .flat_map(toml::Table::values)
        .filter_map(toml::Value::as_table);
    let tables = ["dependencies", "dev-dependencies", "build-dependencies"];
    std::iter::once(&manifest)
        .chain(platforms)
        .flat_map(|within| {
            tables
                .iter()
                .filter_map(|table| within.get(*table)?.as_table().cloned())
        })
        .flatten()
        .collect()
}

#[test]
fn every_crate_comes_from_where_it_may() {
    let policy: Policy = read("tests/policy.toml");
    for package in read::<Lock>("Cargo.lock").package {
        match package.source {
            Some(source) => {
                assert!(policy.sources.contains(&source), "{} comes from {source}", package.name);
                assert!(
                    package.checksum.is_some(),
                    "{} has no checksum in Cargo.lock",
                    package.name
                );
            }
            None => assert_eq!(package.name, env!("CARGO_PKG_NAME"), "a crate from a path"),
        }
    }
    for (name, wanted) in named() {
        let elsewhere = ["git", "path", "registry"]
            .iter()
            .find(|key| wanted.get(**key).is_some());
        assert_eq!(elsewhere, None, "{name} is not taken from the usual registry");
    }
}

#[test]
fn no_two_versions_of_a_crate_that_is_named() {
    let lock: Lock = read("Cargo.lock");
    for name in named().keys() {
        let versions: Vec<&str> = lock
            .package
            .iter()
            .filter(|one| one.name == *name)
            .map(|one| one.version.as_str())
            .collect();
        assert_eq!(
            versions.len(),
            1,
            "{name} is there as {versions:?}: see `cargo tree -i {name}@VERSION`"
        );
    }
}

#[test]
fn every_licence_is_one_that_fits() {
    let policy: Policy = read("tests/policy.toml");
    let mut refused = Vec::new();
    let mut used = BTreeSet::new();
    for (name, licence) in licences() {
        if let Some(exception) = policy.exceptions.get(&name) {
            assert!(!exception.reason.is_empty(), "{name}: an exception without a reason");
            assert_eq!(
                exception.licence, licence,
                "{name}: the exception was made for another licence"
            );
            used.insert(name);
        } else if !allows(&licence, &policy.licences) {
            refused.push(format!("{name}: {licence}"));
        }
    }
    assert!(
        refused.is_empty(),
        "licences that tests/policy.toml does not allow:\n{}",
        refused.join("\n")
    );
    let stale: Vec<_> = policy.exceptions.keys().filter(|name| !used.contains(*name)).collect();
    assert!(stale.is_empty(), "exceptions that nothing needs: {stale:?}");
}

/// Name and licence of every crate that is linked on this machine, by cargo's own word.
fn licences() -> Vec<(String, String)> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        license: Option<String>,
    }
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version=1",
            "--locked",
            "--offline",
            "--filter-platform",
            &host(),
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Metadata = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let licence = |package: Package| (package.name, package.license.unwrap_or_default());
    metadata.packages.into_iter().map(licence).collect()
}

/// The platform that rustc builds for.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("rustc names its host")
        .to_owned()
}

/// Whether an SPDX expression can be met with the allowed licences alone: one side of each OR, both sides of each AND.
fn allows(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    alternatives(&mut rest, allowed) && rest.is_empty()
}

fn alternatives(rest: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut met = all_of(rest, allowed);
    while let ["OR", tail @ ..] = *rest {
        *rest = tail;
        met |= all_of(rest, allowed);
    }
    met
}

fn all_of(rest: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut met = one(rest, allowed);
    while let ["AND", tail @ ..] = *rest {
        *rest = tail;
        met &= one(rest, allowed);
    }
    met
}

fn one(rest: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    match *rest {
        ["(", tail @ ..] => {
            *rest = tail;
            let met = alternatives(rest, allowed);
            match *rest {
                [")", tail @ ..] => *rest = tail,
                _ => return false,
            }
            met
        }
        [licence, "WITH", exception, tail @ ..] => {
            *rest = tail;
            allowed.contains(&format!("{licence} WITH {exception}"))
        }
        [licence, tail @ ..] => {
            *rest = tail;
            allowed.contains(*licence)
        }
        [] => false,
    }
}

#[test]
fn licence_expressions_are_read_as_spdx_means_them() {
    let allowed: BTreeSet<String> = ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"]
        .map(str::to_owned)
        .into();
    for (expression, met) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("", false),
        ("GPL-3.0 OR MIT", true),
        ("MIT/Apache-2.0", true),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR GPL-3.0) AND Zlib", true),
        ("(GPL-3.0 OR AGPL-3.0) AND Zlib", false),
        ("GPL-3.0 OR MIT AND Zlib", true),
        ("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true),
        ("Apache-2.0 WITH Classpath-exception", false),
        ("(MIT", false),
    ] {
        assert_eq!(allows(expression, &allowed), met, "{expression}");
    }
}
