//! The window of `kurras preview` in a real browser: its views, clicks that lead to lines, edits, and other sites that try to get in.

use crate::support::judges;
use crate::support::program::Book;

/// What a manuscript may try, as text and as a picture.
const HARM: &str = "\n\n# خاتمة الشرّ\n\n<script>window.owned = 1; parent.owned = 1</script>\n\n<img src=\"x\" onerror=\"window.owned = 1\">\n\n\
                    [اضغط](javascript:window.owned=1)\n\n<iframe src=\"https://example.org/\"></iframe>\n\n![رسم](harm.svg)\n\n\
                    وهذه كلمة ، غلط.\n";
/// A title that would end the element in which a window holds it.
const TITLE: &str = "دليل </script><script>window.owned=1</script>";
const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"40\" onload=\"window.owned=1\"><script>window.owned=1</script>\
                       <rect width=\"90\" height=\"40\" fill=\"teal\"/><image href=\"https://example.org/x.png\" width=\"9\" height=\"9\"/></svg>";

#[test]
fn the_window_shows_leads_follows_and_lets_nobody_in() {
    let book = Book::fixture("everything");
    let text = std::fs::read_to_string(book.path().join("text.md")).unwrap();
    let config = std::fs::read_to_string(book.path().join("book.toml")).unwrap();
    let config = config.replacen("دليل الحارة", TITLE, 1);
    let book = book
        .with("text.md", text + HARM)
        .with("harm.svg", DRAWING)
        .with("book.toml", config);
    let looked = judges::window(&book.path());
    assert_eq!(looked, "5 views in 2 languages at 2 widths");
}
