//! The pamphlet in `book/` is read whole: every word of the edition, in order, and nothing to complain about.

use kurras::config::{Config, ConfigFile};
use kurras::diagnostic::codes::Tongue;
use kurras::diagnostic::{Report, Sources, human};
use kurras::document::{BlockKind, Document, Matter, plain_text};
use kurras::manuscript::{Options, Source, parse};
use sha2::{Digest, Sha256};

/// The words of the text before the editorial note, a space between any two: their number and their digest. They change only
/// where the edition does, with a new version of the book.
const WORDS: usize = 2621;
const DIGEST: &str = "58a2a0a066a1007ef49d7874e66ea165c56aa8469533348a332056e04e93ce06";

fn read() -> (Config, Document) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).expect("the book's files are there");
    let (toml, essay) = (text("book.toml"), text("essay.md"));
    let mut sources = Sources::default();
    let mut report = Report::new();
    let written = ConfigFile::read(&toml, sources.add("book.toml", toml.as_str()), &mut report);
    let config = Config::resolve(&written, "book", &mut report);
    let source = Source {
        file: sources.add("essay.md", essay.as_str()),
        name: "essay.md",
        text: &essay,
    };
    let options = Options {
        title: Some(&config.book.title),
        number_headings: config.book.number_headings,
        ..Options::default()
    };
    let document = parse(&[source], options, &mut report);
    let said: Vec<String> = report
        .sorted()
        .into_iter()
        .map(|d| human(d, &sources, Tongue::English, false))
        .collect();
    assert!(said.is_empty(), "{said:#?}");
    (config, document)
}

#[test]
fn every_word_of_the_edition_is_there() {
    let (config, document) = read();
    let body = document
        .blocks
        .iter()
        .take_while(|block| !matches!(&block.kind, BlockKind::Heading(h) if h.matter == Matter::Back));
    let mut paragraphs = vec![config.book.title, config.book.subtitle.expect("it has one")];
    paragraphs.extend(config.book.authors.into_iter().map(|author| author.name));
    body.for_each(|block| paragraphs.extend(block.runs().into_iter().map(plain_text)));
    let words: Vec<&str> = paragraphs
        .iter()
        .flat_map(|paragraph| paragraph.split_whitespace())
        .collect();
    let digest: String = Sha256::digest(words.join(" "))
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!((words.len(), digest.as_str()), (WORDS, DIGEST));
}

#[test]
fn the_ten_lessons_are_numbered_by_the_program() {
    let (_, document) = read();
    let headings: Vec<_> = document
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) => Some((heading.number.clone(), heading.matter)),
            _ => None,
        })
        .collect();
    let mut expected: Vec<_> = (1..=10).map(|number| (vec![number], Matter::Body)).collect();
    expected.push((vec![], Matter::Back));
    assert_eq!(headings, expected);
}
