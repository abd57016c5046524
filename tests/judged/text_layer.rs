//! What PDF readers make of finished files: what they find, what they copy, and what of it a font can spoil.
//!
//! The figures are those of `docs/text-layer.md`. They may rise.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::support::judges;
use crate::support::program::Book;
use kurras::diagnostic::{Report, Sources};
use kurras::edition::open::open;
use kurras::output::pdf::{FontSet, Pages};
use kurras::workspace::Workspace;

/// The least that a reader may find of the essay: words whole and in order with their marks, the same without; phrases of one,
/// two and three words by its own search. What is missing from 1 is explained in `docs/text-layer.md`, reader by reader.
struct Floor {
    reader: &'static str,
    exact: f64,
    bare: f64,
    phrases: [f64; 3],
}

const FLOORS: [Floor; 3] = [
    Floor {
        reader: "poppler",
        exact: 0.811,
        bare: 0.995,
        phrases: [0.87, 0.675, 0.445],
    },
    Floor {
        reader: "pdfium",
        exact: 0.993,
        bare: 1.0,
        phrases: [1.0, 0.995, 0.98],
    },
    Floor {
        reader: "mupdf",
        exact: 0.9995,
        bare: 1.0,
        phrases: [1.0, 1.0, 0.995],
    },
];

/// The families that Arabic can be set in.
const FAMILIES: [&str; 5] = [
    "Amiri",
    "Noto Naskh Arabic",
    "Scheherazade New",
    "Vazirmatn",
    "Noto Nastaliq Urdu",
];

/// The essay's PDF and booklet, and its text beside them.
fn essay() -> &'static (Book, PathBuf) {
    static BUILT: OnceLock<(Book, PathBuf)> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("the book");
        let (config, essay) = (read("book.toml"), read("essay.md"));
        let book = Book::new().with("book.toml", &config).with("essay.md", &essay);
        book.build(&["--only", "pdf,booklet"]).expect_code(0);
        let reference = book.path().join("reference.txt");
        std::fs::write(&reference, edition(&config, &essay)).expect("a folder to write to");
        (book, reference)
    })
}

/// The edition's text, a paragraph a line: title, subtitle, author, and the essay up to the note of its editors.
fn edition(config: &str, essay: &str) -> String {
    let front = ["title = \"", "subtitle = \"", "authors = [\""].map(|key| {
        let line = config.lines().find_map(|line| line.strip_prefix(key)).expect("a key");
        line.trim_end_matches(['"', ']']).to_owned()
    });
    let (essay, _) = essay.split_once("# ملاحظة التحرير").expect("the editors' note");
    let plain = |line: &str| {
        let line = line.trim_start_matches('#').replace("**", "");
        line.split(" {").next().unwrap_or_default().trim().to_owned()
    };
    let lines = front.into_iter().chain(essay.lines().map(plain));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn readers_find_the_words_of_the_essay() {
    let (book, reference) = essay();
    let pdf = book.file("1.0.0.pdf");
    let (words, phrases) = (judges::words(reference, &pdf), judges::find(reference, &pdf));
    assert_eq!(words.len(), FLOORS.len());
    for floor in FLOORS {
        let found = words
            .iter()
            .find(|words| words.reader == floor.reader)
            .expect("the reader");
        assert!(found.exact >= floor.exact && found.bare >= floor.bare, "{found:?}");
        assert!(found.frequent >= 1.0, "{found:?}");
        // One text, and no more beside it than contents, running heads and folios; nothing invisible in it. What poppler adds
        // are the directions that it says itself.
        assert!(found.surplus < 1.3, "{found:?}");
        assert!(floor.reader == "poppler" || found.controls <= 0.0, "{found:?}");
        let (_, shares) = phrases
            .iter()
            .find(|(name, _)| name == floor.reader)
            .expect("the reader");
        let least = floor.phrases.iter().zip(shares);
        assert!(
            least.clone().all(|(least, share)| share >= least),
            "{}: {shares:?}",
            floor.reader
        );
    }
}

/// The least that a reader may find of everyday sentences: numbers, Latin words and signs in every line.
const EVERYDAY: [(&str, f64, f64); 3] = [("poppler", 0.51, 0.58), ("pdfium", 0.98, 0.99), ("mupdf", 0.99, 0.995)];

#[test]
fn readers_find_the_words_of_everyday_sentences() {
    let book = Book::fixture("everyday");
    let run = book.build(&["--only", "pdf", "--no-proof"]);
    run.expect_code(0);
    assert!(!run.stderr.contains("unmended"), "{}", run.stderr);
    let text = std::fs::read_to_string(book.path().join("text.md")).expect("the fixture");
    let lines: Vec<&str> = text.lines().map(|line| line.trim_start_matches("# ")).collect();
    let reference = book.path().join("reference.txt");
    std::fs::write(&reference, lines.join("\n")).expect("a folder to write to");
    let words = judges::words(&reference, &book.file(".pdf"));
    for (reader, exact, bare) in EVERYDAY {
        let found = words.iter().find(|words| words.reader == reader).expect("the reader");
        assert!(found.exact >= exact && found.bare >= bare, "{found:?}");
        assert!(reader == "poppler" || found.controls <= 0.0, "{found:?}");
    }
}

#[test]
fn readers_find_the_same_words_on_sheets_page_by_page() {
    let (book, _) = essay();
    for (reader, all, worst) in judges::sheets(&book.file("1.0.0.pdf"), &book.file("-booklet-a4.pdf")) {
        assert!(all >= 0.995 && worst >= 0.98, "{reader}: {all}, the worst page {worst}");
    }
}

#[test]
fn every_family_keeps_every_word_and_no_control() {
    for fixture in ["everything", "mixed"] {
        for family in FAMILIES {
            let book = Book::fixture(fixture);
            let config = std::fs::read_to_string(book.path().join("book.toml")).expect("the fixture");
            let book = book.with("book.toml", format!("{config}\n[pdf]\nfont = \"{family}\"\n"));
            // The proof stops the build where a word is not as it was written.
            let run = book.build(&["--only", "pdf"]);
            run.expect_code(0);
            assert!(!run.stderr.contains("[proof"), "{family}:\n{}", run.stderr);
            for reader in ["pdfium", "mupdf"] {
                let text = judges::text_by(reader, &book.file(".pdf"));
                let control = text.chars().find(|c| {
                    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
                });
                assert_eq!(control, None, "{fixture} in {family}, {reader}");
            }
        }
    }
}

#[test]
fn numbers_of_pages_are_copied_in_order() {
    let book = Book::fixture("everything");
    book.build(&["--only", "pdf"]).expect_code(0);
    for reader in ["poppler", "pdfium", "mupdf"] {
        let text = judges::text_by(reader, &book.file(".pdf"));
        assert!(text.contains("١٠") && !text.contains("٠١"), "{reader}");
    }
}

/// A book in a font of its own, with what the program says of it.
fn in_own_font(family: &str, file: &str, font: impl AsRef<[u8]>) -> (Book, String) {
    let config = format!(
        "[book]\ntitle = \"عنوان\"\nauthors = [\"كاتب\"]\nlanguage = \"ar\"\ndate = \"2026-11-22\"\nslug = \"own\"\n[pdf]\nfont = \"{family}\"\n"
    );
    let text = "# فصل\n\nكَتَبَ الكاتب شيئاً قصيراً عن القرية وأهلها، ثم مضى.\n";
    let book = Book::new().with("book.toml", config).with("text.md", text);
    let book = book.with(&format!("fonts/{file}"), font);
    let run = book.build(&["--only", "pdf"]);
    run.expect_code(0);
    (book, run.stderr)
}

/// The author is warned of what is lost, and the proof says what it could not compare.
fn is_told(family: &str, file: &str, font: impl AsRef<[u8]>, why: &str) {
    let (book, said) = in_own_font(family, file, font);
    let told = format!("searching and copying may miss words set in {family}: {why}");
    assert!(
        said.contains("warning[unmended-font]") && said.contains(&told),
        "{said}"
    );
    assert!(!said.contains("[proof]"), "a right page is not accused:\n{said}");
    book.run(&["proof", "book", "--only", "pdf"])
        .expect_code(0)
        .expect_said("were not compared");
}

#[test]
fn who_brings_cubic_outlines_is_told_what_is_lost() {
    let font = include_bytes!("../fixtures/fonts/CubicTest.otf");
    is_told("Cubic Test", "CubicTest.otf", font, "its outlines are cubic (CFF)");
}

#[test]
fn who_brings_a_variable_font_is_told_what_is_lost() {
    let font = variable(include_bytes!("../../fonts/vazirmatn/Vazirmatn-Regular.ttf"));
    is_told("Variablen", "Variablen.ttf", font, "it is variable");
}

#[test]
fn a_static_font_of_the_books_own_is_mended() {
    let font = renamed(include_bytes!("../../fonts/vazirmatn/Vazirmatn-Regular.ttf").to_vec());
    let (_, said) = in_own_font("Variablen", "Variablen.ttf", font);
    assert!(!said.contains("unmended-font") && !said.contains("[proof]"), "{said}");
}

/// A font under a name of as many letters, or a book could not tell it from the family that ships.
fn renamed(mut font: Vec<u8>) -> Vec<u8> {
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let (from, to) = ("Vazirmatn", "Variablen");
    for (from, to) in [(wide(from), wide(to)), (from.into(), to.into())] {
        while let Some(at) = font.windows(from.len()).position(|part| part == from) {
            font[at..at + to.len()].copy_from_slice(&to);
        }
    }
    font
}

/// A static font with an axis of weight added: a variable one, although nothing in it varies (OpenType 1.9, `fvar`).
fn variable(font: &[u8]) -> Vec<u8> {
    let mut axis = Vec::new();
    for field in [1u16, 0, 16, 2, 1, 20, 0, 8] {
        axis.extend(field.to_be_bytes());
    }
    axis.extend(b"wght");
    for field in [400u32 << 16, 400 << 16, 700 << 16, 2] {
        axis.extend(field.to_be_bytes());
    }
    let u32_at = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().expect("four bytes"));
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let mut records: Vec<([u8; 4], [u32; 3])> = (0..count)
        .map(|index| 12 + 16 * index)
        .map(|at| {
            let tag = font[at..at + 4].try_into().expect("a tag");
            (tag, [u32_at(at + 4), u32_at(at + 8) + 16, u32_at(at + 12)])
        })
        .collect();
    let end = font.len().next_multiple_of(4);
    let (at, length) = (
        u32::try_from(end + 16).expect("a small font"),
        u32::try_from(axis.len()).expect("a table"),
    );
    records.push((*b"fvar", [0, at, length]));
    records.sort_unstable();
    let mut out = font[..4].to_vec();
    out.extend(u16::try_from(count + 1).expect("few tables").to_be_bytes());
    out.extend(&font[6..12]);
    for (tag, fields) in records {
        out.extend(tag);
        out.extend(fields.into_iter().flat_map(u32::to_be_bytes));
    }
    out.extend(&font[12 + 16 * count..]);
    out.resize(end + 16, 0);
    out.extend(axis);
    renamed(out)
}

#[test]
fn cells_and_marks_of_two_directions_come_out_apart_and_in_order() {
    let book = Book::fixture("arabic");
    book.build(&["--only", "pdf"]).expect_code(0);
    let text = judges::text_by("mupdf", &book.file(".pdf"));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in ["اسم Name عدد سوريا Syria 23", "هامش Foo ١ ثم 2014 ٢ ثم كلمة ٣"] {
        assert!(text.contains(expected), "“{expected}” is not in:\n{text}");
    }
}

/// A PDF of the essay, each page in shades of grey: width, height and a byte a pixel.
fn drawn(pdf: &Path) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    let done = std::process::Command::new("pdftoppm")
        .args(["-gray", "-r", "300"])
        .arg(pdf)
        .arg(folder.path().join("page"))
        .status();
    assert!(done.expect("pdftoppm is installed").success());
    let pages = std::fs::read_dir(folder.path()).expect("the pages");
    let mut pages: Vec<PathBuf> = pages.map(|page| page.expect("a page").path()).collect();
    pages.sort();
    pages.iter().map(|page| std::fs::read(page).expect("a page")).collect()
}

/// A book's reading PDFs with the text layer of the typesetter and with ours, and what was said of the latter.
fn with_and_without(folder: &Path) -> (tempfile::TempDir, [(PathBuf, usize); 2], Report) {
    let (mut sources, mut report) = (Sources::default(), Report::new());
    let workspace = Workspace::open(folder, &mut report).expect("the book is there");
    let edition = open(&workspace, None, &mut sources, &mut report);
    let edition = edition.map_err(|_| "the book is wrong").expect("the book is right");
    let fonts = FontSet::open(&edition.families);
    let files = tempfile::tempdir().expect("a folder");
    let mut write = |name: &str, pages: Option<Pages>| {
        let pages = pages.expect("the book can be laid out");
        let pdf = pages.reading(&edition, &mut report).expect("a PDF");
        let path = files.path().join(name);
        std::fs::write(&path, &pdf.bytes).expect("a folder to write to");
        (path, pdf.bytes.len())
    };
    let (mut said, mut also_said) = (Report::new(), Report::new());
    let plain = write("plain.pdf", Pages::as_typeset(&edition, &fonts, &mut said));
    let mended = write("mended.pdf", Pages::lay_out(&edition, &fonts, &mut also_said));
    (files, [plain, mended], also_said)
}

/// The side of the squares, in pixels at 300 dpi, whose greys are compared, and how much one may be off: a rasteriser rounds whole
/// glyphs to a quarter of a pixel, but none by a pixel and a half.
const SQUARE: usize = 8;
const SAME: usize = 48;

/// The grey of each square of a page as `pdftoppm` writes it.
fn squares(page: &[u8]) -> Vec<usize> {
    let mut lines = page.splitn(4, |byte| *byte == b'\n');
    let size = lines
        .nth(1)
        .and_then(|line| std::str::from_utf8(line).ok())
        .expect("a size");
    let width: usize = size
        .split(' ')
        .next()
        .and_then(|width| width.parse().ok())
        .expect("a width");
    let pixels = lines.nth(1).expect("pixels");
    let rows: Vec<&[u8]> = pixels.chunks_exact(width).collect();
    let mut out = Vec::new();
    for rows in rows.chunks_exact(SQUARE) {
        for left in (0..width - width % SQUARE).step_by(SQUARE) {
            let square = rows.iter().flat_map(|row| &row[left..left + SQUARE]);
            out.push(square.map(|grey| usize::from(*grey)).sum::<usize>() / (SQUARE * SQUARE));
        }
    }
    out
}

#[test]
fn every_fixture_looks_the_same_with_the_layer() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let names = ["arabic", "epub", "everyday", "everything", "mixed"]
        .into_iter()
        .map(str::to_owned);
    let languages = ["ar", "en", "fa", "fr", "he", "ur"].map(|language| format!("languages/{language}"));
    let others = ["fa", "he", "ur"].map(|language| format!("rtl/{language}"));
    for name in names.chain(languages).chain(others) {
        let (_files, [(plain, _), (mended, _)], said) = with_and_without(&fixtures.join(&name));
        assert!(said.sorted().iter().all(|said| said.code != "unmended-text"), "{name}");
        let (plain, mended) = (drawn(&plain), drawn(&mended));
        assert_eq!(plain.len(), mended.len(), "{name}");
        for (number, (one, other)) in (1..).zip(plain.iter().zip(&mended)) {
            let pairs = squares(one).into_iter().zip(squares(other));
            let worst = pairs.map(|(a, b)| a.abs_diff(b)).max().unwrap_or_default();
            assert!(worst <= SAME, "{name}, page {number}: a square is {worst} of 255 off");
        }
    }
}

#[test]
fn the_essay_looks_the_same_with_the_layer_and_is_no_larger() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
    let (_files, [(plain, plain_size), (mended, size)], said) = with_and_without(&folder);
    assert!(said.sorted().iter().all(|said| said.code != "unmended-text"));
    assert!(size <= plain_size, "{size} bytes with the layer, {plain_size} without");
    let (plain, mended) = (drawn(&plain), drawn(&mended));
    assert_eq!(plain.len(), mended.len());
    let (mut pixels, mut dark, mut differ) = (0, 0, 0);
    for (number, (one, other)) in (1..).zip(plain.iter().zip(&mended)) {
        assert_eq!(one.len(), other.len());
        let off = one.iter().zip(other).filter(|(a, b)| a.abs_diff(**b) > 48).count();
        assert!(
            off * 800 <= one.len(),
            "page {number}: {off} of {} pixels differ",
            one.len()
        );
        pixels += one.len();
        dark += one.iter().filter(|grey| **grey < 128).count();
        differ += off;
    }
    assert!(dark > 1_000_000, "{dark} dark pixels on {} pages", plain.len());
    assert!(differ * 1000 <= pixels, "{differ} of {pixels} pixels differ");
}
