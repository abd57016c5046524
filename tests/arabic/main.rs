//! What Arabic and mixed directions ask of an output (alreq, UAX#9), asked of the finished files: where letters stand, what is
//! drawn, what is extracted, what the markup says. The numbers are those of the requirements in `docs/arabic.md`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what is wrong by failing"
)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests run programs and read files"
)]

#[path = "../support/mod.rs"]
mod support;

mod digits;
mod letters;
mod lines;
mod order;
mod page;
mod pages;

use std::io::Read;
use std::path::PathBuf;
use std::sync::OnceLock;

use page::{Ink, Row};
use support::program::Book;

/// A book that was built, and what its files hold.
pub struct Built {
    _book: Book,
    pub pdf: PathBuf,
    pub rows: Vec<Row>,
    pub text: String,
    /// Every file of the EPUB that is text, one after the other.
    pub epub: String,
}

impl Built {
    pub fn of(book: Book) -> Self {
        book.build(&["--only", "pdf,epub,txt"]).expect_code(0);
        let pdf = book.file(".pdf");
        Built {
            rows: page::rows(&pdf),
            text: std::fs::read_to_string(book.file(".txt")).unwrap(),
            epub: unpacked(&book.file(".epub")),
            pdf,
            _book: book,
        }
    }

    /// A book of one chapter.
    pub fn of_text(keys: &str, text: &str) -> Self {
        let toml = format!("[book]\ntitle = \"نص\"\nslug = \"one\"\ndate = \"2026-11-22\"\n{keys}\n");
        Self::of(Book::new().with("book.toml", toml).with("text.md", text))
    }

    /// The first row in which these words stand, spaces aside, read from the right.
    #[track_caller]
    pub fn row(&self, words: &str) -> &Row {
        let at = self.index(words);
        &self.rows[at]
    }

    #[track_caller]
    pub fn index(&self, words: &str) -> usize {
        let bare = |text: String| text.replace([' ', '\u{a0}'], "");
        let wanted = bare(words.to_owned());
        let found = self
            .rows
            .iter()
            .position(|row| bare(row.right_to_left()).contains(&wanted) || bare(row.left_to_right()).contains(&wanted));
        found.unwrap_or_else(|| panic!("no row has {words}"))
    }

    /// What is drawn about a row.
    pub fn ink(&self, row: &Row) -> Ink {
        page::ink(&self.pdf, row.page).row(row)
    }

    /// The letters of the PDF as they are extracted, row by row.
    pub fn extracted(&self) -> String {
        self.rows.iter().map(Row::right_to_left).collect::<Vec<_>>().join("\n")
    }
}

fn unpacked(epub: &std::path::Path) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(epub).unwrap()).unwrap();
    let mut all = String::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        // Labels of the navigation are guarded by U+200F on purpose: reader's chrome is often left-to-right.
        let guarded = file.name().ends_with("nav.xhtml");
        if !guarded
            && [".xhtml", ".css", ".opf"]
                .iter()
                .any(|ending| file.name().ends_with(ending))
        {
            file.read_to_string(&mut all).unwrap();
        }
    }
    all
}

/// The fixture with a line for each requirement.
pub fn arabic() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| Built::of(Book::fixture("arabic")))
}

/// The fixture of mixed directions.
pub fn mixed() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| Built::of(Book::fixture("mixed")))
}
