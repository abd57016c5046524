//! The cover in one piece, and the code on its back.

use super::{MM, book, found, near, text};
use crate::support::judges;
use crate::support::program::Book;

#[test]
fn the_spine_is_as_wide_as_pages_and_paper_make_it() {
    let pages = {
        let book = book("[print]\n");
        book.build(&["--only", "print", "--no-proof"]).expect_code(0);
        near(width(&book), 296.0, "a cover without a spine");
        judges::page_count(&book.file("2.1.0-print.pdf"))
    };
    let leaves = pages.div_ceil(2) as f64;
    for (said, spine) in [
        // Uncoated paper of 200 g/m² is 0.26 mm thick.
        ("paper = \"200g\"", leaves * 0.26),
        ("paper = \"0.3mm\"\ncover-paper = \"0.5mm\"", leaves * 0.3 + 1.0),
        ("paper = \"80g\"\nspine = \"12mm\"", 12.0),
    ] {
        let book = book(&format!("[print]\n{said}\n"));
        book.build(&["--only", "print", "--no-proof"]).expect_code(0);
        near(width(&book), 296.0 + spine, said);
    }
}

fn width(book: &Book) -> f64 {
    let cover = found(&book.file("-cover-print.pdf"));
    let trim = cover.pages[0].trim;
    near(trim[3] - trim[1], 210.0, "the cover's height");
    trim[2] - trim[0]
}

#[test]
fn the_front_is_on_the_left_of_a_right_bound_cover_and_the_spine_names_the_book() {
    let book = book("[print]\nspine = \"10mm\"\n");
    book.build(&["--only", "print", "--no-proof"]).expect_code(0);
    let sides = Sides::of(&book);
    assert!(
        sides.left.contains("دليل الحارة") && !sides.left.contains("كتاب صغير"),
        "{sides:?}"
    );
    assert!(
        sides.right.contains("كتاب صغير") && !sides.right.contains("دليل"),
        "{sides:?}"
    );
    assert!(sides.spine_ink > 50, "the spine is empty");
    assert!(sides.off_centre.abs() < 0.5 * MM, "{sides:?}");

    let english = Book::fixture("languages/en");
    let toml = std::fs::read_to_string(english.path().join("book.toml")).unwrap();
    let blurb = "description = \"A blurb for the back.\"\n[print]\nspine = \"4mm\"\n";
    let english = english.with("book.toml", format!("{toml}\n{blurb}"));
    english.build(&["--only", "print", "--no-proof"]).expect_code(0);
    let sides = Sides::of(&english);
    assert!(
        sides.left.contains("A blurb") && !sides.right.contains("A blurb"),
        "{sides:?}"
    );
    assert_eq!(sides.spine_ink, 0, "a spine of 4 mm is too narrow for type");
}

#[derive(Debug)]
struct Sides {
    left: String,
    right: String,
    spine_ink: usize,
    /// From the spine's middle to that of its ink, in points.
    off_centre: f64,
}

impl Sides {
    fn of(book: &Book) -> Self {
        let file = book.file("-cover-print.pdf");
        let cover = found(&file);
        let [x0, _, x1, _] = cover.pages[0].trim;
        let (page, height) = (148.0 * MM, cover.pages[0].media[3]);
        let drawn = judges::draw(&file, 1, 72);
        let (from, to) = ((x0 + page + 2.0) as u32, (x1 - page - 2.0) as u32);
        let inside = 40..drawn.height() - 40;
        let ink = inside.flat_map(|y| (from..to).map(move |x| (x, y)));
        let inked = ink.filter(|(x, y)| drawn.get_pixel(*x, *y).0[0] < 160);
        let inked: Vec<f64> = inked.map(|(x, _)| f64::from(x) + 0.5).collect();
        Self {
            left: text(&file, 1, Some([x0, 0.0, page, height])),
            right: text(&file, 1, Some([x1 - page, 0.0, page, height])),
            spine_ink: inked.len(),
            off_centre: inked.iter().sum::<f64>() / inked.len().max(1) as f64 - (x0 + x1) / 2.0,
        }
    }
}

#[test]
fn a_thick_book_without_a_paper_is_told_that_it_has_no_spine() {
    let long: String = (0..900)
        .map(|n| format!("فقرة رقم {n} من نص طويل جدا لا ينتهي قبل أن يملأ صفحات كثيرة من الكتاب كله.\n\n"))
        .collect();
    let book = Book::new()
        .with(
            "book.toml",
            "[book]\ntitle = \"كتاب\"\n[pdf]\npaper = \"a6\"\n[print]\n",
        )
        .with("text.md", long);
    book.build(&["--only", "print", "--no-proof"])
        .expect_code(0)
        .expect_said("warning[print-spine]");
}

#[test]
fn the_code_on_the_back_is_read_by_another_hand() {
    let address = "https://example.org/library/everything";
    let book = book(&format!("url = \"{address}\"\n[pdf]\nqr = true\n[print]\n"));
    book.build(&["--only", "pdf,print"])
        .expect_code(0)
        .expect_proved("2.1.0.pdf: 266 of 266 words in order");
    let reading = book.file("2.1.0.pdf");
    judges::verapdf(&reading, "3a,ua1");
    for (file, page) in [
        (reading.clone(), judges::page_count(&reading)),
        (book.file("-cover-print.pdf"), 1),
    ] {
        let drawn = judges::draw(&file, page, 150);
        let grey = |x: usize, y: usize| drawn.get_pixel(x as u32, y as u32).0[1];
        let mut picture =
            rqrr::PreparedImage::prepare_from_greyscale(drawn.width() as usize, drawn.height() as usize, grey);
        let read: Vec<String> = picture
            .detect_grids()
            .iter()
            .filter_map(|grid| Some(grid.decode().ok()?.1))
            .collect();
        assert_eq!(read, [address], "{}", file.display());
        assert!(text(&file, page, None).contains("example.org"));
    }
}

#[test]
fn a_code_needs_an_address() {
    book("[pdf]\nqr = true\n")
        .build(&[])
        .expect_code(2)
        .expect_said("no address to point at");
}
