//! What the program is made of, as it is told to whoever hands it on: the bill of materials and the licences. And the workflow
//! that hands it on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "x86_64-unknown-linux-gnu";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn inventory(kind: &str) -> String {
    let run = Command::new(root().join("tools/inventory.py"))
        .args([kind, TARGET])
        .env("CARGO_NET_OFFLINE", "true")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

/// The crates that are linked into the program, by cargo's own tree: name and version.
fn linked() -> BTreeSet<String> {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "--edges=normal",
            "--prefix=none",
            "--format={p}",
            "--target",
            TARGET,
        ])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let named = |line: &str| {
        let mut words = line.split_whitespace();
        Some(format!("{} {}", words.next()?, words.next()?.strip_prefix('v')?))
    };
    String::from_utf8(tree.stdout)
        .unwrap()
        .lines()
        .filter_map(named)
        .collect()
}

fn families() -> Vec<PathBuf> {
    folders("fonts")
}

fn folders(place: &str) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(root().join(place)).unwrap();
    folders
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect()
}

#[test]
fn the_bill_of_materials_is_valid_whole_and_the_same_twice() {
    let bill = inventory("sbom");
    assert!(bill == inventory("sbom"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kurras.cdx.json");
    std::fs::write(&file, &bill).unwrap();
    crate::support::judges::schema("cyclonedx", &file);
    let bill: serde_json::Value = serde_json::from_str(&bill).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
    let components = bill["components"].as_array().unwrap();
    let libraries = components.iter().filter(|one| one["type"] == "library");
    let mut listed: BTreeSet<String> = libraries
        .map(|one| {
            assert_eq!(
                one["hashes"][0]["content"].as_str().unwrap().len(),
                64,
                "{}",
                one["name"]
            );
            format!("{} {}", text(&one["name"]), text(&one["version"]))
        })
        .collect();
    let program = &bill["metadata"]["component"];
    listed.insert(format!("{} {}", text(&program["name"]), text(&program["version"])));
    assert_eq!(listed, linked());
    let known: BTreeSet<String> = components
        .iter()
        .map(|one| text(&one["bom-ref"]))
        .chain([text(&program["bom-ref"])])
        .collect();
    for dependency in bill["dependencies"].as_array().unwrap() {
        let ends = dependency["dependsOn"]
            .as_array()
            .unwrap()
            .iter()
            .chain([&dependency["ref"]]);
        ends.for_each(|end| assert!(known.contains(&text(end)), "{end} is no component"));
    }
    let fonts = components.iter().filter(|one| one["type"] == "data").count();
    assert_eq!(fonts, families().len() + folders("assets/dictionaries").len());
}

#[test]
fn the_licences_are_whole_and_the_same_twice() {
    let licences = inventory("licences");
    assert!(licences == inventory("licences"));
    let line = "=".repeat(100);
    let mut parts = licences.split(&line);
    let (list, texts): (&str, Vec<&str>) = (parts.next().unwrap(), parts.collect());
    // Each crate is in the list, and heads a text that gives leave.
    for name in linked().iter().filter(|name| !name.starts_with("kurras ")) {
        assert!(list.contains(&format!("  {name}: ")), "{name} is not listed");
        let heads = |part: &&&str| {
            part.trim_start()
                .lines()
                .next()
                .unwrap()
                .split(", ")
                .any(|head| head == name)
        };
        let longest = texts.iter().filter(heads).map(|part| part.len()).max().unwrap_or(0);
        assert!(longest > 400, "{name} has no licence's text");
    }
    for family in families() {
        let text = std::fs::read_to_string(family.join("OFL.txt"))
            .unwrap()
            .replace("\r\n", "\n");
        assert!(licences.contains(text.trim()), "{}", family.display());
    }
    for dictionary in folders("assets/dictionaries") {
        let text = std::fs::read_to_string(dictionary.join("LICENSE")).unwrap();
        assert!(licences.contains(text.trim()), "{}", dictionary.display());
    }
    assert!(!licences.contains(root().to_str().unwrap()) && !licences.contains(".cargo/registry"));
}

#[test]
fn the_workflow_is_one_and_calls_what_there_is() {
    let path = root().join(".github/workflows/release.yml");
    crate::support::judges::schema("workflow", &path);
    let makefile = std::fs::read_to_string(root().join("Makefile")).unwrap();
    let workflow = std::fs::read_to_string(&path).unwrap();
    let called: BTreeSet<&str> = workflow
        .match_indices("make ")
        .filter_map(|(at, _)| workflow[at + 5..].split_whitespace().next())
        .collect();
    assert_eq!(
        called,
        BTreeSet::from(["handbook", "inventory", "packages", "release", "test-packages"])
    );
    for target in called {
        assert!(
            makefile.contains(&format!("\n{target}:\n")),
            "there is no `make {target}`"
        );
    }
}
