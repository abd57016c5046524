//! The booklets that `kurras build` makes of a book, held against its reading PDF.

use std::path::Path;
use std::process::Command;

use kurras::diagnostic::Report;
use kurras::impose::Work;
use kurras::imposition::{Binding, Scheme};
use lopdf::{Document, Object};

use super::folding::options;
use super::foreign::{DPI, halves_look_like_pages};
use super::hands::{Picture, draw, print};
use crate::support::judges;
use crate::support::program::Book;

/// Builds a book of some chapters; the files by their names' ends.
fn build(folder: &Path, language: &str, booklet: &str) -> impl Fn(&str) -> Vec<u8> {
    let book = folder.join("book");
    std::fs::create_dir_all(&book).unwrap();
    let config = format!(
        "[book]\ntitle = \"كُرّاس\"\nlanguage = \"{language}\"\nslug = \"t\"\nversion = \"1.0.0\"\ndate = \"2026-11-22\"\n[booklet]\n{booklet}\n"
    );
    std::fs::write(book.join("book.toml"), config).unwrap();
    let words = if language == "ar" {
        "هذا نص من نصوص الكراس وفيه كلمات."
    } else {
        "This is a text with some words in it."
    };
    let chapter = |n: usize| format!("# {n}\n\n{}\n", format!("{} ", words.repeat(3 + n * 2)).repeat(n));
    std::fs::write(
        book.join("text.md"),
        (1..=5).map(chapter).collect::<Vec<_>>().join("\n"),
    )
    .unwrap();
    let out = folder.join("out");
    let done = Command::new(env!("CARGO_BIN_EXE_kurras"))
        .args([
            "build",
            book.to_str().unwrap(),
            "--only",
            "pdf,booklet",
            "--out",
            out.to_str().unwrap(),
        ])
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    move |name| std::fs::read(out.join(format!("t-1.0.0{name}.pdf"))).unwrap()
}

#[test]
fn a_book_of_ours_keeps_its_back_cover_outside() {
    for language in ["ar", "en"] {
        let folder = tempfile::tempdir().unwrap();
        let pdf = build(folder.path(), language, "")("");
        let pages = Document::load_mem(&pdf).unwrap().get_pages().len();
        // One page less, so that the sheets are padded: the back cover stays what it is.
        assert!(pages > 8 && pages % 4 != 0, "{pages} pages need no blanks");
        let outside = |pdf: &[u8]| {
            let work = Work::read(pdf, &options(Scheme::Saddle), &mut Report::new()).unwrap();
            let front = work.imposition().sides().next().unwrap();
            front
                .placements
                .iter()
                .filter_map(|placed| placed.page)
                .collect::<Vec<_>>()
        };
        let mut found = outside(&pdf);
        found.sort_unstable();
        assert_eq!(found, [1, pages]);
        // Another program's PDF is not known to have one.
        let mut other = Document::load_mem(&pdf).unwrap();
        let info = other.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let info = other.get_object_mut(info).unwrap().as_dict_mut().unwrap();
        info.set("Creator", Object::string_literal("Another"));
        let mut bytes = Vec::new();
        other.save_to(&mut bytes).unwrap();
        assert_eq!(outside(&bytes), [1]);
    }
}

fn turned(mut picture: Picture) -> Picture {
    picture.grey.reverse();
    picture
}

#[test]
fn booklets_hold_the_pages_of_the_reading_pdf() {
    for (language, binding) in [("ar", Binding::Right), ("en", Binding::Left)] {
        let folder = tempfile::tempdir().unwrap();
        let file = build(folder.path(), language, "flip = [\"short-edge\", \"long-edge\"]");
        let pages = draw(&file(""), DPI);
        assert!(pages.len() > 6);
        let short = draw(&file("-booklet-a4"), DPI);
        halves_look_like_pages(language, &pages, &short, binding, true);
        // The other edition is the same but for its backs, which stand on their heads.
        let long = draw(&file("-booklet-a4-long-edge"), DPI).into_iter().enumerate();
        let long: Vec<Picture> = long
            .map(|(index, side)| if index % 2 == 1 { turned(side) } else { side })
            .collect();
        halves_look_like_pages(language, &pages, &long, binding, true);
    }
}

#[test]
fn booklets_ask_for_their_way_of_printing_and_carry_their_marks() {
    let folder = tempfile::tempdir().unwrap();
    let file = build(
        folder.path(),
        "ar",
        "flip = \"long-edge\"\nmarks = \"all\"\ncreep = \"80g\"\nscheme = \"signatures-8\"",
    );
    let bytes = file("-booklet-a4-signatures-8-long-edge");
    let document = Document::load_mem(&bytes).unwrap();
    let viewer = document.catalog().unwrap().get(b"ViewerPreferences").unwrap();
    let viewer = document.dereference(viewer).unwrap().1.as_dict().unwrap();
    let name = |key: &[u8]| {
        viewer
            .get(key)
            .and_then(Object::as_name)
            .map(|name| String::from_utf8_lossy(name).into_owned())
    };
    assert_eq!(name(b"Duplex").unwrap(), "DuplexFlipLongEdge");
    assert_eq!(name(b"PrintScaling").unwrap(), "None");
    assert_eq!(name(b"Direction").unwrap(), "R2L");
    // Every side has something outside its pages: the marks and the line that names it.
    let sheets = print(draw(&bytes, 100.0), kurras::imposition::Flip::LongEdge);
    for side in sheets
        .iter()
        .flat_map(|sheet| [Some(&sheet.front), sheet.back.as_ref()])
        .flatten()
    {
        let below = side.width * (side.height - side.height / 28);
        let ink = side.grey[below..].iter().filter(|grey| **grey < 160).count();
        assert!(ink > 100, "only {ink} dark pixels below the pages");
    }
}

/// The slug line is neither strange to the proof nor to readers, and needs no font of its own.
#[test]
fn slug_lines_are_proved_found_and_set_in_the_books_own_font() {
    let head = |language: &str, title: &str| {
        format!(
            "[book]\ntitle = \"{title}\"\nlanguage = \"{language}\"\nslug = \"t\"\nversion = \"1.0.0\"\ndate = \"2026-11-22\"\n\
             [lint]\nproof-strange = \"deny\"\n[booklet]\nmarks = \"all\"\nscheme = \"signatures-8\"\nflip = [\"short-edge\", \"long-edge\"]\n"
        )
    };
    let names = ["الورق والطيّ", "الحبر والآلة", "القصّ والتجليد"];
    let text: String = (1..)
        .zip(names)
        .map(|(n, name)| format!("# {name}\n\n{}\n", "هذا نص من نصوص الكراس وفيه كلمات. ".repeat(60 * n)))
        .collect();
    for (language, title, lines) in [
        (
            "ar",
            "في C++ والطباعة",
            [
                "في C++ والطباعة · 1.0.0 · الملزمة ١ · الورقة ١ من ٤ · الوجه",
                "الملزمة ٢ · الورقة ٤ من ٤ · الظهر",
            ],
        ),
        (
            "en",
            "On printing",
            [
                "On printing · 1.0.0 · Signature 1 · Sheet 1 of 4 · Front",
                "Signature 2 · Sheet 4 of 4 · Back",
            ],
        ),
    ] {
        let book = Book::new()
            .with("book.toml", head(language, title))
            .with("text.md", &text);
        book.build(&["--only", "pdf,booklet"]).expect_code(0);
        for flip in ["", "-long-edge"] {
            let file = book.file(&format!("-booklet-a4-signatures-8{flip}.pdf"));
            judges::verapdf(&file, "2b");
            let untagged = |font: judges::Font| font.name.split('+').next_back().map(str::to_owned);
            let mut names: Vec<String> = judges::fonts(&file).into_iter().filter_map(untagged).collect();
            let all = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), all, "a font is embedded twice: {names:?}");
            for reader in ["poppler", "pdfium", "mupdf"] {
                // Readers move the spaces and points beside numbers, and MuPDF ends lines there (`docs/text-layer.md`).
                let beside =
                    |c: char| matches!(c, ' ' | '\n' | '·' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}');
                let said = judges::text_by(reader, &file);
                let bare = said.replace(beside, "");
                for part in lines.iter().flat_map(|line| line.split(" · ")) {
                    let plain = part.chars().all(|c| c.is_alphabetic() || c == ' ');
                    let found = if plain {
                        said.contains(part)
                    } else {
                        bare.contains(&part.replace(beside, ""))
                    };
                    assert!(found, "{reader} does not find “{part}”: {said}");
                }
            }
        }
    }
}
