//! The examples of the handbook: each is built as a book of its own, without a warning, and has its picture.

use std::path::Path;

use regex::Regex;

use crate::support::program::Book;

/// An example: its text, the path of its picture and the language that it is in.
fn examples(document: &str) -> Vec<(String, String, String)> {
    let text = std::fs::read_to_string(docs().join(document)).unwrap();
    let picture = Regex::new(r"^!\[[^\]]*\]\((pictures/example-\w+\.(\w+)\.png)\)$").unwrap();
    let (mut found, mut rest) = (Vec::new(), text.as_str());
    while let Some((_, behind)) = rest.split_once("markdown\n") {
        let fence = if rest.split_once("markdown\n").unwrap().0.ends_with("````") {
            "\n````\n"
        } else {
            "\n```\n"
        };
        let (example, behind) = behind.split_once(fence).unwrap();
        let shown = behind.trim_start().lines().next().unwrap_or_default();
        let shown = picture
            .captures(shown)
            .unwrap_or_else(|| panic!("no picture behind:\n{example}"));
        found.push((example.to_string(), shown[1].to_string(), shown[2].to_string()));
        rest = behind;
    }
    found
}

fn docs() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

#[test]
fn every_example_is_built_and_has_its_picture() {
    let (english, arabic) = (examples("examples.md"), examples("examples.ar.md"));
    let names =
        |all: &[(String, String, String)]| all.iter().map(|one| one.1.replace(".ar.", ".en.")).collect::<Vec<_>>();
    assert_eq!(names(&english), names(&arabic));
    let gate = std::fs::read(docs().join("examples/gate.svg")).unwrap();
    for (text, picture, language) in english.iter().chain(&arabic) {
        let config = format!("[book]\ntitle = \"T\"\nlanguage = \"{language}\"\ndate = \"2026-11-29\"\n");
        let book = Book::new()
            .with("text.md", text)
            .with("gate.svg", &gate)
            .with("book.toml", config);
        let run = book.build(&["--only", "pdf,epub,txt", "--strict"]);
        run.expect_code(0);
        assert!(!run.stderr.contains("warning["), "{picture}:\n{}", run.stderr);
        assert!(docs().join(picture).is_file(), "there is no {picture}: make pictures");
    }
    assert!(english.len() >= 12);
}
