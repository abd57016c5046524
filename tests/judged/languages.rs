//! A small book in each language that ships, built by the program and put before all judges.
//!
//! Each folder of `tests/fixtures/languages/` holds a book in its language's own words, `text.txt` with the words of its body
//! and `notes.txt` with those of its notes, in order, without the words that carry a note's mark.

use std::io::Read;
use std::path::Path;

use crate::support::judges;
use crate::support::program::Book;

/// What is expected of a language's book.
struct Language {
    tag: &'static str,
    rtl: bool,
    font: &'static str,
    /// A word of the colophon or the contents that only this language's labels have.
    label: &'static str,
    /// The least share of the body's words, marks and punctuation aside, that poppler, pdfium and mupdf bring out in order. It is
    /// lower than an essay's: of a few words, many stand in tables, lists, beside notes and in the other script, and there the
    /// readers go by orders of their own (`docs/text-layer.md`).
    bare: [f64; 3],
}

#[test]
fn arabic() {
    book(&Language {
        tag: "ar",
        rtl: true,
        font: "Amiri",
        label: "المحتويات",
        bare: [0.917, 0.953, 0.994],
    });
}

#[test]
fn persian() {
    book(&Language {
        tag: "fa",
        rtl: true,
        font: "Vazirmatn",
        label: "فهرست",
        bare: [0.948, 0.967, 1.0],
    });
}

#[test]
fn hebrew() {
    book(&Language {
        tag: "he",
        rtl: true,
        font: "FrankRuhlLibre",
        label: "תוכן",
        bare: [0.937, 0.949, 1.0],
    });
}

#[test]
fn urdu() {
    book(&Language {
        tag: "ur",
        rtl: true,
        font: "NotoNastaliqUrdu",
        label: "فہرست",
        bare: [0.859, 0.962, 1.0],
    });
}

#[test]
fn english() {
    book(&Language {
        tag: "en",
        rtl: false,
        font: "EBGaramond",
        label: "Contents",
        bare: [0.99, 0.981, 1.0],
    });
}

#[test]
fn french() {
    book(&Language {
        tag: "fr",
        rtl: false,
        font: "EBGaramond",
        label: "matières",
        // Words that are parted at line ends are two to readers.
        bare: [0.98, 0.98, 0.98],
    });
}

fn book(language: &Language) {
    let folder = format!("languages/{}", language.tag);
    let book = Book::fixture(&folder);
    let run = book.build(&[]);
    run.expect_code(0);
    assert!(!run.stderr.contains("warning"), "{}:\n{}", language.tag, run.stderr);
    let reference = |name: &str| {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/fixtures")
            .join(&folder)
            .join(name)
    };
    let (text, notes) = (reference("text.txt"), reference("notes.txt"));

    let txt = book.file(".txt");
    judges::every_word(&text, &txt);
    judges::every_word(&notes, &txt);

    let epub = book.file(".epub");
    judges::epub(&epub);
    judges::every_word(&text, &epub);
    judges::every_word(&notes, &epub);
    let package = package(&epub);
    let progression = if language.rtl { "rtl" } else { "ltr" };
    assert!(
        package.contains(&format!("page-progression-direction=\"{progression}\"")),
        "{package}"
    );
    assert!(
        package.contains(&format!("<dc:language>{}</dc:language>", language.tag)),
        "{package}"
    );

    let pdf = book.file(&format!("fixture-{}-1.2.0.pdf", language.tag));
    judges::pdf(&pdf);
    judges::verapdf(&pdf, "3a,ua1");
    let names: Vec<String> = judges::fonts(&pdf).into_iter().map(|font| font.name).collect();
    assert!(
        names.iter().any(|name| name.contains(language.font)),
        "{}: set in {names:?}",
        language.tag
    );
    let pages = judges::text_by("pdfium", &pdf);
    assert!(
        pages.contains(language.label),
        "{}: “{}” is not in:\n{pages}",
        language.tag,
        language.label
    );
    for (reader, least) in judges::words(&text, &pdf).iter().zip(language.bare) {
        assert!(reader.bare >= least, "{}: {reader:?}", language.tag);
    }
    bound_on_its_side(language, &pdf, &book.file("-booklet-a4.pdf"));
}

/// The catalog says on which side the book is bound, and the first side of the first sheet shows page 1 on that half.
fn bound_on_its_side(language: &Language, pdf: &Path, booklet: &Path) {
    judges::pdf(booklet);
    judges::verapdf(booklet, "2b");
    for file in [pdf, booklet] {
        let document = lopdf::Document::load(file).expect("a PDF");
        let catalog = document.catalog().expect("a catalog");
        let preferences = catalog
            .get_deref(b"ViewerPreferences", &document)
            .and_then(lopdf::Object::as_dict);
        let direction = preferences
            .and_then(|preferences| preferences.get(b"Direction"))
            .and_then(lopdf::Object::as_name);
        let rtl = direction.map(|name| name == b"R2L").unwrap_or(false);
        assert_eq!(
            rtl,
            language.rtl,
            "{}: the direction of {}",
            language.tag,
            file.display()
        );
    }
    let page = judges::draw(pdf, 1, 40);
    let sheet = judges::draw(booklet, 1, 40);
    let half = sheet.width() / 2;
    let differs = |from: u32| -> u64 {
        let pairs =
            (0..half.min(page.width())).flat_map(|x| (0..sheet.height().min(page.height())).map(move |y| (x, y)));
        pairs
            .map(|(x, y)| u64::from(page.get_pixel(x, y)[1].abs_diff(sheet.get_pixel(from + x, y)[1])))
            .sum()
    };
    let (left, right) = (differs(0), differs(half));
    let (same, other) = if language.rtl { (left, right) } else { (right, left) };
    assert!(
        same * 2 < other,
        "{}: page 1 is not on its half of the sheet ({left} left, {right} right)",
        language.tag
    );
}

/// The package document of an EPUB.
fn package(epub: &Path) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(epub).expect("an EPUB")).expect("an archive");
    let name = archive
        .file_names()
        .find(|name| name.ends_with(".opf"))
        .expect("a package document")
        .to_owned();
    let mut text = String::new();
    archive
        .by_name(&name)
        .expect("the package")
        .read_to_string(&mut text)
        .expect("UTF-8");
    text
}

#[test]
fn every_language_that_ships_has_its_book() {
    let shipped: Vec<&str> = kurras::locale::Locale::all()
        .iter()
        .map(|locale| locale.tag.as_str())
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/languages");
    let mut there: Vec<String> = std::fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("an ASCII name")
        })
        .collect();
    there.sort();
    assert_eq!(there, shipped);
}
