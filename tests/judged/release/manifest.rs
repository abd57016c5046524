//! `manifest.json` says of the set what is so, and its schema holds it to that.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::sample::{self, files};
use super::verify::released;
use crate::support::judges;

/// What the SHA-256 of a file is, by coreutils.
fn sha256(path: &Path) -> String {
    let output = Command::new("sha256sum").arg(path).output().unwrap();
    String::from_utf8(output.stdout).unwrap()[..64].to_string()
}

#[test]
fn the_manifest_tells_of_every_file_what_is_so() {
    let (_book, folder) = released();
    let manifest: Value = serde_json::from_slice(&std::fs::read(folder.join("manifest.json")).unwrap()).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_string();
    assert_eq!(text(&manifest["version"]), "1.0.0");
    assert_eq!(text(&manifest["date"]), "2026-11-22");
    assert_eq!(text(&manifest["program"]["version"]), env!("CARGO_PKG_VERSION"));
    // What is read aloud counts: the text, the caption, the note, and what stands for each picture.
    assert_eq!(manifest["words"], 24);
    let mut listed: Vec<String> = Vec::new();
    for file in manifest["files"].as_array().unwrap() {
        let path = folder.join(text(&file["file"]));
        listed.push(text(&file["file"]));
        assert_eq!(file["size"], std::fs::metadata(&path).unwrap().len(), "{file}");
        assert_eq!(text(&file["sha256"]), sha256(&path), "{file}");
        if file["media_type"] == "application/pdf" {
            let info = Command::new("pdfinfo").arg(&path).output().unwrap();
            let pages = format!("Pages:           {}\n", file["pages"]);
            assert!(String::from_utf8_lossy(&info.stdout).contains(&pages), "{file}");
        }
    }
    listed.extend(["manifest.json".into(), "SHA256SUMS".into()]);
    listed.sort();
    assert_eq!(listed, files(&folder).into_keys().collect::<Vec<_>>());
    // Every font that poppler finds in the PDFs is of a family that is listed.
    let families: Vec<String> = manifest["fonts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|font| {
            assert!(
                !text(&font["version"]).is_empty() && font["licence"] == "OFL-1.1",
                "{font}"
            );
            text(&font["family"]).replace(' ', "")
        })
        .collect();
    for font in judges::fonts(&folder.join("small-1.0.0.pdf")) {
        let family = font.name.split_once('+').unwrap().1;
        assert!(
            families.iter().any(|known| family.starts_with(known)),
            "{family} is not in {families:?}"
        );
    }
}

#[test]
fn every_paper_and_edition_is_in_the_set_and_built_again() {
    let book = sample::book("1.0.0").with("book.toml", sample::config("1.0.0") + sample::MORE);
    book.build(&[]).expect_code(0);
    let built = book.built();
    std::fs::remove_dir_all(book.out()).unwrap();
    book.run(&["release", "book", "--out", "out"]).expect_code(0);
    let folder = book.out().join("small/1.0.0");
    let set = files(&folder);
    for name in &built {
        assert!(set.contains_key(name), "{name} is built and not released");
    }
    for ending in [
        "booklet-a4.pdf",
        "booklet-a3.pdf",
        "large-print.pdf",
        "naskh.pdf",
        "-print.pdf",
        "cover-print.pdf",
    ] {
        assert!(
            built.iter().any(|name| name.ends_with(ending)),
            "{ending} is not in {built:?}"
        );
    }
    let manifest: Value = serde_json::from_slice(&set["manifest.json"]).unwrap();
    let of = |edition: &str| {
        let files = manifest["files"].as_array().unwrap().iter();
        files.filter(|file| file["edition"] == edition).count()
    };
    assert!(of("large-print") >= 2 && of("naskh") >= 2, "{manifest:#}");
    assert!(
        manifest["fonts"]
            .as_array()
            .unwrap()
            .iter()
            .any(|font| font["family"] == "Noto Naskh Arabic")
    );
    judges::schema(
        folder.join("manifest.schema.json").to_str().unwrap(),
        &folder.join("manifest.json"),
    );
    let mut bundle = zip::ZipArchive::new(std::io::Cursor::new(&set["small-1.0.0-source.zip"])).unwrap();
    assert!(
        bundle
            .by_name("small-1.0.0/program/fonts/noto-naskh-arabic/OFL.txt")
            .is_ok()
    );
    book.run(&["verify", "out/small/1.0.0"]).expect_code(0);
}

#[test]
fn the_schema_that_ships_accepts_the_manifest_and_no_other() {
    let (book, folder) = released();
    let (schema, manifest) = (folder.join("manifest.schema.json"), folder.join("manifest.json"));
    let schema = schema.to_str().unwrap();
    judges::schema(schema, &manifest);
    let good = std::fs::read_to_string(&manifest).unwrap();
    for (from, to) in [
        ("\"1.0.0\"", "\"1.0\""),
        ("2026-11-22", "2026-11-32"),
        ("\"rtl\"", "\"up\""),
        ("\"words\"", "\"Words\""),
        ("\"sha256\": \"", "\"sha256\": \"0"),
        ("application/pdf", "pdf"),
        ("\"licence\"", "\"license\""),
        ("\"file\": \"small", "\"file\": \"../small"),
        ("\"size\": ", "\"size\": -"),
    ] {
        let harmed = good.replacen(from, to, 1);
        assert_ne!(harmed, good, "{from} is not there");
        std::fs::write(&manifest, harmed).unwrap();
        let refused = std::panic::catch_unwind(|| judges::schema(schema, &manifest));
        assert!(refused.is_err(), "{from} → {to} was accepted");
    }
    // The least and the most that a book says of itself.
    let least = "[book]\ntitle = \"x\"\nversion = \"2.0.0-rc.1+b\"\ndate = \"2026-11-22\"\n";
    let most = sample::config("3.0.0").replace(
        "authors = [\"ليلى\"]",
        "subtitle = \"ب\"\nauthors = [{ name = \"ليلى\", sort = \"ليلى\", role = \"aut\" }]\ncontributors = [\"ن\"]\n\
         publisher = \"د\"\nseries = \"س\"\nidentifier = \"978-3-16-148410-0\"\nsource = \"ط\"",
    );
    for (config, place) in [(least.to_string(), "out/book/2.0.0-rc.1+b"), (most, "out/small/3.0.0")] {
        std::fs::write(book.path().join("book.toml"), config).unwrap();
        book.run(&["release", "book", "--out", "out"]).expect_code(0);
        let folder = book.path().parent().unwrap().join(place);
        judges::schema(schema, &folder.join("manifest.json"));
    }
}
