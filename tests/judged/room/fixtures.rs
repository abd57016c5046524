//! Every fixture book keeps its letters apart and on its pages.

use std::path::Path;

use crate::support::drawn::{expect_apart, expect_on_the_page, letters};
use crate::support::program::Book;

/// The fixtures that are books meant to be built: those of `lint` hold what is wrong, those of `fonts` no book.
fn books() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut found = Vec::new();
    for folder in ["", "languages", "rtl"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.join("book.toml").is_file() {
                found.push(path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn no_letter_of_a_fixture_stands_on_another_or_off_its_page() {
    let books = books();
    assert!(books.len() >= 14, "{books:?}");
    for name in books {
        let book = Book::fixture(&name);
        book.build(&["--only", "pdf", "--no-proof"]).expect_code(0);
        let pdf = book.file(".pdf");
        let found = letters(&pdf);
        let size = crate::support::judges::pdfinfo(&pdf, "Page size");
        let side = |at: usize| size.split(' ').filter_map(|part| part.parse().ok()).nth(at).unwrap();
        println!("{name}: {} letters", found.len());
        expect_on_the_page(&found, (side(0), side(1)));
        // Letters of Nastaliq climb over each other.
        if !crate::support::judges::fonts(&pdf)
            .iter()
            .any(|font| font.name.contains("Nastaliq"))
        {
            expect_apart(&found);
        }
    }
}
