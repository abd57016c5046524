//! Every example of CommonMark's specification, each in a chapter of its own: a book that the proof has nothing to say against, and whose
//! text is the reference's.
//!
//! The specification (version 0.31.2, CC BY-SA 4.0) is not part of this project: `tests/judges/install.sh` brings it.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use regex::Regex;

use super::epub::books::picture;
use crate::support::judges::installed;
use crate::support::program::Book;

/// How many examples the specification has.
const EXAMPLES: usize = 652;
/// How many chapters a book here has.
const CHAPTERS: usize = 164;

/// The examples' Markdown and the reference's HTML, in order: between a fence of 32 backticks with the word `example` and another, parted by
/// a line of one full stop.
fn pairs() -> Vec<(String, String)> {
    let spec = installed().join("node_modules/commonmark-spec/spec.txt");
    let spec = std::fs::read_to_string(spec).expect("the specification is installed");
    let fence = "`".repeat(32);
    let mut found = Vec::new();
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if line == format!("{fence} example") {
            let text = |part: Vec<&str>| part.join("\n").replace('→', "\t") + "\n";
            let markdown = text(lines.by_ref().take_while(|line| *line != ".").collect());
            let html = text(lines.by_ref().take_while(|line| *line != fence).collect());
            found.push((markdown, html));
        }
    }
    assert_eq!(found.len(), EXAMPLES);
    found
}

fn examples() -> Vec<String> {
    pairs().into_iter().map(|pair| pair.0).collect()
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

/// The words of some HTML, as a reader sees them: elements in lines part none, all others do. Pictures show their alternative text.
fn words(html: &str) -> String {
    const IN_LINES: [&str; 12] = [
        "a", "abbr", "b", "bdi", "code", "del", "em", "i", "s", "span", "strong", "wbr",
    ];
    let mut out = String::new();
    for (place, token) in kurras::html::tokens(html) {
        let name = match &token {
            kurras::html::Token::Text(text) => {
                out += text;
                continue;
            }
            kurras::html::Token::Open(tag) if tag.name == "img" => {
                out += tag.value("alt").unwrap_or("");
                continue;
            }
            kurras::html::Token::Open(tag) => tag.name.clone(),
            kurras::html::Token::Close(name) => name.clone(),
            kurras::html::Token::Comment(_) => continue,
        };
        assert!(place.end <= html.len());
        if !IN_LINES.contains(&name.as_str()) {
            out.push(' ');
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The files of pictures that some HTML shows, from the book's folder.
fn pictures(html: &str) -> Vec<String> {
    let shown = kurras::html::tokens(html)
        .into_iter()
        .filter_map(|(_, token)| match token {
            kurras::html::Token::Open(tag) if tag.name == "img" => tag.value("src").map(str::to_string),
            _ => None,
        });
    shown.map(|name| name.trim_start_matches('/').to_string()).collect()
}

/// The text of an EPUB's chapters in their order, without what stands under pictures: titles are no text to the reference.
fn chapters(epub: &Path) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(epub).unwrap()).unwrap();
    let mut names: Vec<String> = archive.file_names().map(str::to_string).collect();
    names.retain(|name| name.contains("/text-") && name.ends_with(".xhtml"));
    names.sort();
    let mut all = String::new();
    for name in names {
        let mut page = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut page).unwrap();
        let body = page.split_once("<body").map_or("", |(_, body)| body);
        let caption = Regex::new("<figcaption>.*?</figcaption>").unwrap();
        all += &words(&caption.replace_all(body.split_once('>').map_or("", |(_, body)| body), ""));
        all.push(' ');
    }
    all
}

/// The examples that `docs/markdown.md` says are read otherwise.
fn excused() -> BTreeSet<usize> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/markdown.md");
    let docs = std::fs::read_to_string(docs).unwrap();
    let table = docs.split("## Where this differs from CommonMark").nth(1).unwrap();
    let rows = table
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    rows.flat_map(|numbers| numbers.split(", "))
        .filter_map(|number| number.trim().parse().ok())
        .collect()
}

/// With `smart = false` what is read is the reference's text, but for the examples that the documentation names, all of which differ.
#[test]
fn the_text_is_the_reference_s() {
    const MARK: &str = "qqexample";
    let pairs = pairs();
    let mut differ = BTreeSet::new();
    for (part, pairs) in pairs.chunks(CHAPTERS).enumerate() {
        let config = format!(
            "[book]\ntitle = \"Examples\"\nlanguage = \"en\"\nsmart = false\ndate = \"2026-11-28\"\nslug = \"text-{part}\"\n"
        );
        let mut book = Book::new().with("book.toml", config);
        for (at, (markdown, _)) in pairs.iter().enumerate() {
            book = book.with(&format!("{at:03}.md"), format!("# {MARK}\n\n{markdown}"));
        }
        for name in pairs.iter().flat_map(|(_, html)| pictures(html)) {
            book = book.with(&name, picture(8, 8, image::ImageFormat::Png));
        }
        book.build(&["--only", "epub", "--no-proof"]).expect_code(0);
        let all = chapters(&book.file(".epub"));
        let found: Vec<&str> = all.split(MARK).skip(1).map(str::trim).collect();
        assert_eq!(found.len(), pairs.len());
        for ((at, (_, html)), found) in pairs.iter().enumerate().zip(found) {
            let number = part * CHAPTERS + at + 1;
            let expected = words(html);
            if !expected.is_empty() && found != expected {
                eprintln!("{number}: {expected:?} is {found:?}");
                differ.insert(number);
            }
        }
    }
    let excused = excused();
    assert!(excused.len() <= 20, "{excused:?}");
    assert_eq!(differ, excused);
}
