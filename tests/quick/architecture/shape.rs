//! The shape of the sources: no circles between files, no public name twice, files and functions of a length that can be read.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Source, sources};

/// Public names that stand twice, and why. Every verb's arguments are called `Args`, as clap's examples have it.
const NAMES: &[(&str, &str)] = &[
    ("Args", "of each verb: never seen outside its file"),
    ("Folder", "of each system"),
    ("Hold", "of each system"),
    ("Terminal", "of each system"),
];

/// The longest file of a verb, and the longest function, in lines.
const VERB: usize = 150;
const FUNCTION: usize = 60;
/// What nine of ten functions are shorter than, in lines.
const MOST_FUNCTIONS: usize = 30;

#[test]
fn no_two_files_import_each_other() {
    let sources = sources();
    let modules: BTreeSet<Vec<String>> = sources.iter().map(|file| file.module.clone()).collect();
    let names: BTreeMap<&[String], BTreeMap<String, Vec<String>>> = sources
        .iter()
        .map(|file| (file.module.as_slice(), file.names(&modules)))
        .collect();
    let imports: BTreeSet<(Vec<String>, Vec<String>)> = sources
        .iter()
        .flat_map(|file| {
            let targets = file
                .imports_untested()
                .into_iter()
                .filter_map(|import| home(&import.path, &modules, &names));
            targets.map(|target| (file.module.clone(), target)).collect::<Vec<_>>()
        })
        .collect();
    // A file and the folder that it lies in are one thing: the folder's `mod.rs` says what the part is for.
    let apart = |one: &[String], other: &[String]| !one.starts_with(other) && !other.starts_with(one);
    let found: Vec<String> = imports
        .iter()
        .filter(|(from, to)| from < to && apart(from, to) && imports.contains(&(to.clone(), from.clone())))
        .map(|(from, to)| format!("{} and {}", from.join("/"), to.join("/")))
        .collect();
    assert!(found.is_empty(), "files that import each other:\n{}", found.join("\n"));
}

/// The file that a path leads to, through whatever names `use` gave it on the way.
fn home(
    path: &[String],
    modules: &BTreeSet<Vec<String>>,
    names: &BTreeMap<&[String], BTreeMap<String, Vec<String>>>,
) -> Option<Vec<String>> {
    let mut path = path.to_vec();
    // No name is renamed more often than this.
    for _ in 0..8 {
        let depth = (0..=path.len()).rev().find(|depth| modules.contains(&path[..*depth]))?;
        let module = path[..depth].to_vec();
        let Some(next) = path.get(depth).and_then(|name| names.get(module.as_slice())?.get(name)) else {
            return Some(module);
        };
        path = next.clone();
    }
    None
}

#[test]
fn no_public_name_stands_twice() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in sources().iter().filter(|file| !is_test(file)) {
        for (index, token) in file.tokens.iter().enumerate() {
            let kind = matches!(token.text.as_str(), "struct" | "enum" | "trait" | "type" | "union");
            if kind && index > 0 && file.is(index - 1, "pub") {
                let name = &file.tokens[index + 1];
                let place = format!("{}:{}", file.name, name.line);
                places.entry(name.text.clone()).or_default().push(place);
            }
        }
    }
    let twice: Vec<String> = places
        .iter()
        .filter(|(name, places)| places.len() > 1 && !NAMES.iter().any(|(known, _)| known == name))
        .map(|(name, places)| format!("{name}: {}", places.join(", ")))
        .collect();
    assert!(twice.is_empty(), "public names that stand twice:\n{}", twice.join("\n"));
    for (name, why) in NAMES {
        assert!(
            places.get(*name).is_some_and(|places| places.len() > 1),
            "{name} stands once ({why})"
        );
    }
}

#[test]
fn verbs_and_functions_are_short() {
    let mut lengths = Vec::new();
    for file in sources().iter().filter(|file| !is_test(file)) {
        let (functions, tests) = functions(file);
        if file.module.first().is_some_and(|room| room == "cli") {
            let lines = tests.unwrap_or_else(|| file.tokens.last().map_or(0, |token| token.line));
            let verb = VERBS.contains(&file.module[1..].join("/").as_str());
            assert!(
                !verb || lines <= VERB,
                "{}: {lines} lines: a verb has words only",
                file.name
            );
        }
        for (name, length) in &functions {
            assert!(*length <= FUNCTION, "{}: {name} has {length} lines", file.name);
        }
        lengths.extend(functions.into_iter().map(|(_, length)| length));
    }
    lengths.sort_unstable();
    let most = lengths[lengths.len() * 9 / 10];
    assert!(most < MOST_FUNCTIONS, "nine of ten functions have up to {most} lines");
}

/// What `book.toml` means is used: a key that is read and then forgotten helps nobody. That every key is read is a unit test beside the
/// table of keys.
#[test]
fn every_field_of_the_configuration_is_used() {
    let sources = sources();
    // Rows of the tables of keys, `"the-key" field: …;`, without their strings.
    let rows = sources.iter().filter(|file| file.name.starts_with("src/config/keys/"));
    let fields: BTreeSet<&str> = rows
        .flat_map(|file| file.tokens.windows(3))
        .filter(|three| matches!(three[0].text.as_str(), ";" | "{") && three[2].text == ":")
        .map(|three| three[1].text.as_str())
        .filter(|field| field.starts_with(char::is_lowercase))
        .collect();
    assert!(fields.len() > 40, "{fields:?}");
    let elsewhere: BTreeSet<&str> = sources
        .iter()
        .filter(|file| file.module.first().is_none_or(|room| room != "config") && !is_test(file))
        .flat_map(|file| file.tokens.windows(2))
        .filter(|two| two[0].text == ".")
        .map(|two| two[1].text.as_str())
        .collect();
    let known = |field: &&&str| !UNNAMED.iter().any(|(name, _)| name == *field);
    let forgotten: Vec<&&str> = fields.difference(&elsewhere).filter(known).collect();
    assert!(forgotten.is_empty(), "fields that nothing reads: {forgotten:?}");
}

/// Fields that no other room reads by their name, and why.
const UNNAMED: &[(&str, &str)] = &[
    (
        "cover_image",
        "to be used: the key is read, and the cover is drawn without it",
    ),
    ("creep_method", "through `Booklet::sheets`"),
    ("fit", "through `Booklet::bounds`"),
    ("fit_leading", "through `Booklet::bounds`"),
    ("fit_margins", "through `Booklet::bounds`"),
    ("fit_size", "through `Booklet::bounds`"),
    ("flips", "through `Booklet::sheets`"),
    (
        "manuscript",
        "as it was written, before it is resolved: it says which files are read",
    ),
    ("papers", "through `Booklet::sheets`"),
];

/// Files of `cli` that are verbs.
const VERBS: &[&str] = &[
    "books",
    "build",
    "calibrate",
    "check",
    "diff",
    "explain",
    "fonts",
    "impose",
    "key",
    "preview",
    "proof",
    "release",
    "schema",
    "themes",
    "verify",
];

pub fn is_test(file: &Source) -> bool {
    file.module.iter().any(|part| part == "tests")
}

/// The functions of a file with their lengths in lines, and the line where its unit tests begin.
fn functions(file: &Source) -> (Vec<(String, usize)>, Option<usize>) {
    let mut found = Vec::new();
    for (index, token) in file.tokens.iter().enumerate() {
        if token.text == "mod" && file.is(index + 1, "tests") && file.is(index + 2, "{") {
            return (found, Some(token.line));
        }
        if token.text != "fn" || file.is(index + 1, "(") {
            continue;
        }
        let end = file.tokens[index..]
            .iter()
            .position(|token| matches!(token.text.as_str(), "{" | ";"));
        let Some(start) = end.map(|end| index + end).filter(|start| file.is(*start, "{")) else {
            continue;
        };
        let mut depth = 0;
        for inner in &file.tokens[start..] {
            depth += match inner.text.as_str() {
                "{" => 1,
                "}" => -1,
                _ => 0,
            };
            if depth == 0 {
                found.push((file.tokens[index + 1].text.clone(), inner.line + 1 - token.line));
                break;
            }
        }
    }
    (found, None)
}

#[test]
fn functions_are_measured_from_their_names_to_their_ends() {
    let file = Source::of(
        "a.rs",
        "fn f(g: fn(u8) -> u8) {\n  if x { \"}\" }\n}\nfn t();\nmod tests {\nfn u() {}\n}",
    );
    assert_eq!(functions(&file), (vec![("f".to_owned(), 3)], Some(5)));
}
