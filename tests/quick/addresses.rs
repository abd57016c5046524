//! Addresses in the plain text.

use std::fs;

use crate::support::program::Book;

#[test]
fn an_address_stands_once_and_in_its_letters() {
    let text =
        "# باب\n\nالنهر <https://example.net/نهر> ثمّ https://example.net/بحر وبعده [الجبل](https://example.net/جبل).\n";
    let book = Book::new().with("text.md", text);
    book.build(&["--only", "txt"]).expect_code(0).expect_proved(".txt:");
    let made = fs::read_to_string(book.file(".txt")).unwrap();
    for expected in [
        "النهر https://example.net/نهر ثمّ https://example.net/بحر وبعده",
        "الجبل (https://example.net/جبل).",
    ] {
        assert!(made.contains(expected), "{made}");
    }
}
