//! What Arabic and mixed directions ask of an output (alreq, UAX#9), asked of the finished files: where letters stand, what is
//! drawn, what is extracted, what the markup says. The numbers are those of the requirements in `docs/arabic.md`.

mod browser;
mod digits;
mod drawn;
mod everyday;
mod everywhere;
mod languages;
mod letters;
mod lines;
mod numbers;
mod order;
mod page;
mod pages;
mod reference;

use std::io::Read;
use std::path::PathBuf;
use std::sync::OnceLock;

use self::page::{Ink, Row};
use crate::support::program::Book;

/// A book that was built, and what its files hold.
pub struct Built {
    _book: Book,
    pub pdf: PathBuf,
    pub epub_file: PathBuf,
    pub rows: Vec<Row>,
    pub text: String,
    /// Every file of the EPUB that is text, one after the other.
    pub epub: String,
}

impl Built {
    pub fn of(book: Book) -> Self {
        book.build(&["--only", "pdf,epub,txt"]).expect_code(0);
        Self::read(book)
    }

    /// A book that is built without its proof: these tests ask what is drawn themselves.
    pub fn drawn(book: Book) -> Self {
        book.build(&["--only", "pdf,epub,txt", "--no-proof"]).expect_code(0);
        Self::read(book)
    }

    fn read(book: Book) -> Self {
        let pdf = book.file(".pdf");
        Built {
            rows: page::rows(&pdf),
            text: std::fs::read_to_string(book.file(".txt")).unwrap(),
            epub: unpacked(&book.file(".epub")),
            epub_file: book.file(".epub"),
            pdf,
            _book: book,
        }
    }

    /// A book of one chapter.
    pub fn of_text(keys: &str, text: &str) -> Self {
        Self::of(Self::chapter(keys, text))
    }

    fn chapter(keys: &str, text: &str) -> Book {
        let toml = format!("[book]\ntitle = \"نص\"\nslug = \"one\"\ndate = \"2026-11-22\"\n{keys}\n");
        Book::new().with("book.toml", toml).with("text.md", text)
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

/// The numbers of the requirements that a test's name begins with: `r6_r7_marks…` has 6 and 7.
fn numbers(name: &str) -> Vec<u32> {
    let parts = name.split('_');
    parts.map_while(|part| part.strip_prefix('r')?.parse().ok()).collect()
}

/// Every test here that asks a requirement.
fn tests() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judged/arabic");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let source = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let after = source.split("#[test]\nfn ").skip(1);
        found.extend(after.filter_map(|rest| Some(rest.split('(').next()?.to_owned())));
    }
    found.retain(|name| !numbers(name).is_empty());
    found.sort();
    found
}

#[test]
fn something_asks_each_requirement_of_the_documents() {
    let asked: std::collections::BTreeSet<u32> = tests().iter().flat_map(|name| numbers(name)).collect();
    for document in [
        include_str!("../../../docs/arabic.md"),
        include_str!("../../../docs/arabic.ar.md"),
    ] {
        let first_cells = document
            .lines()
            .filter_map(|line| line.strip_prefix("| ")?.split(" |").next()?.parse().ok());
        let stated: Vec<u32> = first_cells.collect();
        assert_eq!(stated, (1..=40).collect::<Vec<u32>>());
        // Kashida (29) is not used.
        let forgotten: Vec<&u32> = stated
            .iter()
            .filter(|&&number| number != 29 && !asked.contains(&number))
            .collect();
        assert!(forgotten.is_empty(), "nothing asks {forgotten:?}");
    }
    assert!(asked.iter().all(|number| *number <= 40), "{asked:?}");
}
