//! Every example of CommonMark's specification, each in a chapter of its own: a book that the proof has nothing to say against.
//!
//! The specification (version 0.31.2, CC BY-SA 4.0) is not part of this project: `tests/judges/install.sh` brings it.

use crate::support::judges::installed;
use crate::support::program::Book;

/// How many examples the specification has.
const EXAMPLES: usize = 652;
/// How many chapters a book here has.
const CHAPTERS: usize = 164;

/// The examples' Markdown, in order: what stands between a fence of 32 backticks with the word `example` and a line of one full stop.
fn examples() -> Vec<String> {
    let spec = installed().join("node_modules/commonmark-spec/spec.txt");
    let spec = std::fs::read_to_string(spec).expect("the specification is installed");
    let fence = "`".repeat(32);
    let mut found = Vec::new();
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if line == format!("{fence} example") {
            let markdown: Vec<&str> = lines.by_ref().take_while(|line| *line != ".").collect();
            found.push(markdown.join("\n").replace('→', "\t") + "\n");
        }
    }
    assert_eq!(found.len(), EXAMPLES);
    found
}

/// Pictures are left to other tests: there are no files for them here.
fn without_pictures(markdown: &str) -> String {
    markdown.replace("![", "[")
}

#[test]
fn no_example_is_accused() {
    for (part, examples) in examples().chunks(CHAPTERS).enumerate() {
        let config = format!(
            "[book]\ntitle = \"Examples\"\nlanguage = \"en\"\ndate = \"2026-11-28\"\nslug = \"examples-{part}\"\n"
        );
        let mut book = Book::new().with("book.toml", config);
        for (number, example) in examples.iter().enumerate() {
            let number = part * CHAPTERS + number + 1;
            let text = format!("# Example {number}\n\n{}", without_pictures(example));
            book = book.with(&format!("{number:03}.md"), text);
        }
        let run = book.build(&["--only", "pdf,epub,txt"]);
        run.expect_code(0);
        assert!(!run.stderr.contains("[proof"), "{}", run.stderr);
    }
}
