//! Every bound on what comes in is said with its code, at a place, before anything is made.

use kurras::bounds::{self, BOUNDS};
use kurras::diagnostic::{Location, Report, Severity, Sources};
use kurras::edition::open::open;
use kurras::files::MemoryFiles;

use crate::support::program::Book;

/// What is said of a book of these files, where it has such a code: how grave it is, the message, the file and the line.
fn said(files: &[(&str, Vec<u8>)], code: &str) -> Vec<(Severity, String, String)> {
    let (mut sources, mut report) = (Sources::default(), Report::new());
    let files = MemoryFiles::new("book", files.iter().map(|(name, bytes)| (*name, bytes.clone())));
    drop(open(&files, None, &mut sources, &mut report));
    let found = report.sorted().into_iter().filter(|said| said.code == code);
    found
        .map(|said| {
            let place = match &said.location {
                Location::Nowhere => panic!("{} is at no place", said.message),
                Location::File(file) => file.clone(),
                Location::Span(span) => {
                    let place = sources.place(*span).unwrap();
                    format!("{}:{}:{}", place.file, place.line, place.column)
                }
            };
            assert!(!said.hints.is_empty(), "{}", said.message);
            (said.severity, said.message.to_string(), place)
        })
        .collect()
}

/// One finding of a code about a text, at this line.
fn at(text: String, code: &str, place: &str) -> String {
    let found = said(&[("book.md", text.into_bytes())], code);
    let errors: Vec<_> = found
        .iter()
        .filter(|said| said.0 == Severity::Error || code == "front-matter")
        .collect();
    assert_eq!(errors.len(), 1, "{found:?}");
    assert!(errors[0].2.contains(place), "{found:?}");
    errors[0].1.clone()
}

#[test]
fn of_a_text() {
    let beyond = |bound: u64| bound as usize + 1;
    let marks = format!("# ف\n\nب{}\n", "\u{64e}".repeat(beyond(bounds::MARKS)));
    assert!(at(marks, "stacked-marks", "book.md:3").contains("64"));
    let turns = format!(
        "# ف\n\nنص\n\n{}\n",
        "a ب ".repeat(beyond(bounds::DIRECTION_CHANGES / 2))
    );
    assert!(at(turns, "long-paragraph", "book.md:5").contains("10000"));
    let code = format!("# ف\n\n```\n{}\n```\n", "x".repeat(beyond(bounds::PARAGRAPH_BYTES)));
    assert!(at(code, "long-paragraph", "book.md:3").contains("code"));
    let headings = "## ف\n\nن\n\n".repeat(beyond(bounds::HEADINGS));
    at(headings, "too-many-headings", "book.md:20001");
    let nested = format!("# ف\n\n{} نص\n", ">".repeat(beyond(bounds::NESTING)));
    at(nested, "nesting", "book.md:3:17");
    let notes: String = (1..=7).map(|i| format!("[^{i}]: ح[^{}]\n\n", i + 1)).collect();
    at(format!("ن[^1]\n\n{notes}[^8]: آخر\n"), "nesting", "book.md:11:8");
}

#[test]
fn of_marks_that_emphasis_parts() {
    let parted = format!("ب{}\n", "\u{64e}*\u{64e}*".repeat(40));
    at(parted, "stacked-marks", "book.md:1");
    let within: String = format!("ب{}\n", "\u{64e}".repeat(bounds::MARKS as usize));
    let found = said(&[("book.md", within.into_bytes())], "stacked-marks");
    assert!(found.iter().all(|said| said.0 == Severity::Warning), "{found:?}");
}

#[test]
fn of_settings() {
    let keys: String = (0..=bounds::FRONT_MATTER_KEYS).map(|i| format!("k{i}: v\n")).collect();
    let said_of_keys = at(format!("---\n{keys}---\n\nنص\n"), "front-matter", "book.md:2002");
    assert!(said_of_keys.contains("2000 keys"), "{said_of_keys}");
    let long = format!(
        "---\ntitle: ع\nk: {}\n---\n\nنص\n",
        "x".repeat(bounds::SETTINGS_BYTES as usize)
    );
    assert!(at(long, "front-matter", "book.md:2").contains("1 MiB"));
    let toml = format!("[book]\ntitle = \"{}\"\n", "x".repeat(bounds::SETTINGS_BYTES as usize));
    let found = said(
        &[("book.md", b"x".to_vec()), ("book.toml", toml.into_bytes())],
        "toml-syntax",
    );
    assert!(
        matches!(&found[..], [(Severity::Error, message, place)] if message.contains("1 MiB") && place.contains("book.toml")),
        "{found:?}"
    );
    let large = said(
        &[("book.md", vec![b'x'; bounds::TEXT_BYTES as usize + 1])],
        "unreadable-file",
    );
    assert!(
        matches!(&large[..], [(Severity::Error, _, place)] if place.contains("book.md")),
        "{large:?}"
    );
}

#[test]
fn of_titles() {
    let toml = format!("[book]\ntitle = \"ب{}\"\n", "\u{64e}".repeat(65));
    let found = said(
        &[
            ("book.md", "نص\n".as_bytes().to_vec()),
            ("book.toml", toml.into_bytes()),
        ],
        "stacked-marks",
    );
    assert!(
        found
            .iter()
            .any(|said| said.0 == Severity::Error && said.2.contains("book.toml:2")),
        "{found:?}"
    );
}

#[test]
fn of_pictures_in_a_text() {
    let text = "# ف\n\nنص\n\n![ص](p.svg)\n".as_bytes();
    let deep = format!("<svg>{}{}</svg>", "<g>".repeat(300), "</g>".repeat(300));
    let circle = "<svg><g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g></svg>".to_string();
    let turbulent = "<svg width='99' height='99'><filter id='f'><feTurbulence numOctaves='900'/></filter><rect width='99' height='99' filter='url(#f)'/></svg>";
    for (drawing, code) in [
        (deep, "picture-damaged"),
        (circle, "picture-damaged"),
        (turbulent.into(), "picture-too-large"),
        ("<svg>".repeat(600_000), "picture-too-large"),
        (
            String::from("<svg>") + &" ".repeat(bounds::DRAWING_BYTES as usize),
            "picture-too-large",
        ),
    ] {
        let found = said(&[("book.md", text.to_vec()), ("p.svg", drawing.into_bytes())], code);
        assert!(
            matches!(&found[..], [(Severity::Warning, message, place)] if message.starts_with("p.svg: ") && place.contains("book.md:5")),
            "{found:?}"
        );
    }
}

/// A picture that cannot be read keeps nobody from the book: a frame with its words stands there, and `release` asks for the picture.
#[test]
fn a_frame_stands_for_what_cannot_be_opened() {
    let book = Book::new()
        .with(
            "book.toml",
            "[book]\ntitle = \"ك\"\nlanguage = \"ar\"\nversion = \"1.0.0\"\n",
        )
        .with("book.md", "# ف\n\n![خريطة المدينة](p.png)\n\nنص\n")
        .with("p.png", "\u{89}PNG");
    let [text, pdf] = ["txt", "pdf"].map(|only| book.build(&["--only", only]));
    for run in [&text, &pdf] {
        run.expect_code(0).expect_said("p.png");
    }
    book.build(&["--only", "pdf", "--strict"])
        .expect_code(1)
        .expect_said("picture-format");
    let cover = Book::new()
        .with(
            "book.toml",
            "[book]\ntitle = \"ك\"\nlanguage = \"ar\"\ncover-image = \"p.png\"\n",
        )
        .with("book.md", "# ف\n\nنص\n")
        .with("p.png", "\u{89}PNG");
    cover
        .build(&["--only", "pdf"])
        .expect_code(1)
        .expect_said("invalid-value");
}

#[test]
fn every_bound_is_worth_stating() {
    for bound in BOUNDS {
        assert!(
            bound.most > 0 && bound.what[0] != bound.what[1] && !bound.more[1].is_empty(),
            "{}",
            bound.what[0]
        );
    }
}

#[test]
fn as_many_levels_as_are_promised_come_out() {
    let levels = usize::try_from(bounds::NESTING).unwrap();
    let set_in = |sign: &str, wide: usize| {
        (0..levels)
            .map(|level| format!("{}{sign} ن\n", " ".repeat(wide * level)))
            .collect::<String>()
    };
    let mixed: String = (0..levels).map(|level| ["> ", "- "][level % 2]).collect();
    for text in [
        format!("{} ن\n", ">".repeat(levels)),
        set_in("-", 2),
        set_in("1.", 3),
        format!("{mixed}ن\n"),
    ] {
        let book = Book::new().with("book.md", format!("# ف\n\n{text}"));
        book.build(&["--only", "pdf,epub"]).expect_code(0);
    }
}

#[test]
fn neither_many_blocks_nor_long_lines_of_code_stop_a_book() {
    let many = "ن\n\n".repeat(10_050);
    let words = "كلمة word ".repeat(500);
    let text = format!("# ف\n\n{many}```\n{words}\n{}\n```\n", "x".repeat(30_000));
    let book = Book::new().with("book.toml", "[book]\ntitle = \"ف\"\nlanguage = \"ar\"\nslug = \"f\"\n");
    let book = book.with("text.md", text);
    book.build(&["--only", "pdf", "--no-proof"]).expect_code(0);
}
