//! What is said of a finished book has a place.

use crate::support::program::Book;
use kurras::diagnostic::Location;
use kurras::edition::ConfigPlaces;

const CONFIG: &str = "[book]\ntitle = \"عنوان\"\nlanguage = \"ar\"\ndate = \"2026-11-22\"\nslug = \"f\"\n";

#[test]
fn sheets_that_are_too_small_are_said_at_the_key_that_chooses_them() {
    let book = Book::new().with("text.md", "نص\n").with(
        "book.toml",
        format!("{CONFIG}[booklet]\npaper = \"a6\"\nscale = \"actual\"\n"),
    );
    let run = book.build(&["--only", "booklet", "--no-proof"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    for part in [
        "the booklet on a6 cannot be made",
        "book.toml:7:",
        "hint: choose a larger `paper`",
    ] {
        assert!(
            run.stderr.to_lowercase().contains(&part.to_lowercase()),
            "{part} in {}",
            run.stderr
        );
    }
}

#[test]
fn what_is_quoted_of_a_title_page_is_at_its_key() {
    let at = |name: &str| Location::File(name.into());
    let places = ConfigPlaces {
        names: vec![("كتاب الجماعة".into(), at("title")), ("سمر حداد".into(), at("authors"))],
        booklet: None,
        whole: Some(at("book.toml")),
    };
    for (quoted, place) in [
        ("سمر", "authors"),
        ("الجماعة", "title"),
        ("غير هذا", "book.toml"),
        ("", "book.toml"),
    ] {
        assert_eq!(places.of_quoted(quoted), Some(&at(place)), "{quoted}");
    }
}
