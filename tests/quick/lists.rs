//! Lists across pages.

use crate::support::drawn::letters;
use crate::support::program::Book;

#[test]
fn the_last_item_of_a_list_opens_no_page_alone() {
    // A list of three lines below so many lines that it stands at the foot of its page in every way once.
    let line = "A line of its own.\n\n";
    let page = |above: usize| format!("{}- first\n- ψ second\n- ω third\n\n\\newpage\n\n", line.repeat(above));
    let text: String = (20..42).map(page).collect();
    let book = Book::new().with("text.md", text).with(
        "book.toml",
        "[book]\ntitle = \"Lists\"\nslug = \"lists\"\nlanguage = \"en\"\ndate = \"2026-11-22\"\n",
    );
    book.build(&["--only", "pdf", "--no-proof"]).expect_code(0);
    let found = letters(&book.file(".pdf"));
    let pages = |sign: char| -> Vec<usize> { found.iter().filter(|letter| letter.c == sign).map(|l| l.page).collect() };
    let (second, third) = (pages('ψ'), pages('ω'));
    assert_eq!(second.len(), 22);
    assert_eq!(second, third);
    // Some lists did not stand whole at the foot: there was something to hold together.
    let first_page = second.first().copied().unwrap_or_default();
    assert!(second.iter().enumerate().any(|(at, page)| *page > first_page + at));
}
