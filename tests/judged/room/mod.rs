//! What is wide keeps to its room: tables, addresses, names, lines of code and titles stand on the page and in their columns,
//! asked of the finished files: where letters stand on paper, how wide a page is on a small screen.

mod fixtures;
mod paper;
mod screen;
mod tables;
mod verse;

use crate::support::program::Book;

/// A book in a language with one text.
pub fn book(language: &str, text: &str) -> Book {
    let about =
        format!("[book]\ntitle = \"اختبار\"\nslug = \"wide\"\nlanguage = \"{language}\"\ndate = \"2026-11-22\"\n");
    Book::new().with("book.toml", about).with("text.md", text)
}

/// A table of so many columns and rows, whose cells hold what `cell` says of their column and row; row 0 is the head.
pub fn table(columns: usize, rows: usize, cell: impl Fn(usize, usize) -> String) -> String {
    let row = |y: usize| (0..columns).map(|x| cell(x, y)).collect::<Vec<_>>().join(" | ");
    let mut text = format!("| {} |\n|{}\n", row(0), "---|".repeat(columns));
    (1..=rows).for_each(|y| text += &format!("| {} |\n", row(y)));
    text
}
