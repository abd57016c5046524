//! The handbook: `docs/` as two books made by the program, of which nothing is to be said.

use std::io::Read;
use std::path::Path;
use std::process::Command;

use regex::Regex;

use crate::support::judges;
use crate::support::program::Run;

/// The texts of an EPUB.
fn texts(epub: &Path) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(epub).unwrap()).unwrap();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    names
        .iter()
        .filter(|name| name.ends_with(".xhtml") && !name.ends_with("nav.xhtml"))
        .map(|name| {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        })
        .collect()
}

/// How many links from page to page the pages of a language have, but for the line that leads to the other language.
fn links(language: &str) -> usize {
    let code = Regex::new("(?ms)^ *```.*?^ *```|`[^`\n]*`").unwrap();
    let other = Regex::new(r"(?m)^\[(In English|بالعربية)\]\(.*$").unwrap();
    let link = Regex::new(r"\]\([a-z.-]+\.md[)#]").unwrap();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let pages = |folder: &Path| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let own = docs.join("handbook").join(language).join("index.md");
    let pages = pages(&docs)
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .filter(|path| path.to_str().unwrap().ends_with(".ar.md") == (language == "ar"));
    let count = |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let text = other.replace_all(&text, "");
        link.find_iter(&code.replace_all(&text, "")).count()
    };
    pages.chain([own]).map(count).sum()
}

#[test]
fn the_handbook_is_two_books_of_which_nothing_is_to_be_said() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let mut script = Command::new(root.join("tools/handbook.sh"));
    script.arg(env!("CARGO_BIN_EXE_kurras")).arg(folder.path());
    let run = Run::of(script.args(["--message-format", "json"]));
    run.expect_code(0);
    let said: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| line.contains("\"type\":\"diagnostic\""))
        .collect();
    assert!(said.is_empty(), "{said:#?}");
    let version = env!("CARGO_PKG_VERSION");
    let href = Regex::new("href=\"([^\"]*)\"").unwrap();
    for language in ["en", "ar"] {
        let file = |ending: &str| {
            folder
                .path()
                .join(format!("kurras-handbook-{language}-{version}.{ending}"))
        };
        judges::qpdf(&file("pdf"));
        judges::verapdf(&file("pdf"), "ua1,3a");
        judges::epubcheck(&file("epub"));
        judges::ace(&file("epub"));
        // Pages lead to each other within the book, and none leads to a file that is not there.
        let texts = texts(&file("epub"));
        let targets: Vec<&str> = texts
            .iter()
            .flat_map(|text| href.captures_iter(text))
            .map(|found| found.get(1).unwrap().as_str())
            .collect();
        let inside = targets.iter().filter(|target| target.contains(".xhtml#")).count();
        let written = links(language);
        assert!(
            written > 20 && inside >= written,
            "{language}: of {written} links between pages {inside} are there"
        );
        let out: Vec<_> = targets.iter().filter(|target| target.contains(".md")).collect();
        assert!(out.is_empty(), "{language}: {out:?}");
    }
}
