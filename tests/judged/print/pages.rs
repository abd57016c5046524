//! The pages.

use super::{MM, book, found, inks, near, text};
use crate::support::judges;

#[test]
fn a_book_with_such_a_table_gets_pages_and_cover_and_every_judge_takes_them() {
    let book = book("[print]\n");
    book.build(&[])
        .expect_code(0)
        .expect_proved("-print.pdf: 266 of 266 words in order");
    for file in [book.file("2.1.0-print.pdf"), book.file("-cover-print.pdf")] {
        judges::pdf(&file);
        let found = found(&file);
        assert_eq!(found.findings, Vec::<String>::new(), "{}", file.display());
        assert_eq!(
            (found.profile.as_deref(), found.direction.as_str()),
            (Some("prtr CMYK"), "/R2L")
        );
        assert!(!found.fonts.is_empty());
    }
    let pages = found(&book.file("2.1.0-print.pdf")).pages;
    for page in &pages {
        let [media, bleed, trim] = [page.media, page.bleed, page.trim];
        near(trim[2] - trim[0], 148.0, "the trim's width");
        near(trim[3] - trim[1], 210.0, "the trim's height");
        for side in 0..4 {
            near((trim[side] - bleed[side]).abs(), 3.0, "the bleed");
            near((trim[side] - media[side]).abs(), 9.0, "from the medium to the trim");
        }
        // The fixture's letters are black or grey but for its numbers, which have the accent's colour.
        let known = ["DeviceGray", "ICCBased3"];
        let used = [&page.text, &page.drawing, &page.pictures];
        assert!(
            used.into_iter().flatten().all(|space| known.contains(&space.as_str())),
            "{page:?}"
        );
    }
    assert!(pages.iter().any(|page| page.text == ["DeviceGray"]));
    // The covers and the blank behind the front one are not among them.
    assert_eq!(judges::page_count(&book.file("2.1.0.pdf")), pages.len() + 3);
    let first = text(&book.file("2.1.0-print.pdf"), 1, None);
    let title = text(&book.file("2.1.0.pdf"), 3, None);
    assert_eq!(first, title);
}

#[test]
fn without_such_a_table_it_is_made_where_it_is_asked_for() {
    let book = book("");
    book.build(&["--only", "txt,print", "--no-proof"]).expect_code(0);
    assert_eq!(
        book.built(),
        [
            "everything-2.1.0-cover-print.pdf",
            "everything-2.1.0-print.pdf",
            "everything-2.1.0.txt"
        ]
    );
    let again = super::book("");
    again.build(&["--only", "txt", "--no-proof"]).expect_code(0);
    assert_eq!(again.built(), ["everything-2.1.0.txt"]);
}

#[test]
fn black_type_takes_black_ink_and_on_demand_all_does() {
    let coloured = book("[print]\n");
    coloured.build(&["--only", "print", "--no-proof"]).expect_code(0);
    let page = inks(&coloured.file("2.1.0-print.pdf"));
    assert!(page.iter().all(|[.., black]| *black > 0.0 || page.len() > 1));
    assert!(
        page.iter()
            .any(|[cyan, magenta, yellow, _]| cyan + magenta + yellow > 0.0)
    );

    let black = book("[print]\ninks = \"black\"\n");
    black
        .build(&["--only", "print"])
        .expect_code(0)
        .expect_proved("266 of 266 words");
    for file in [black.file("2.1.0-print.pdf"), black.file("-cover-print.pdf")] {
        judges::pdf(&file);
        for page in found(&file).pages {
            let used = [page.text, page.drawing, page.pictures].concat();
            assert!(used.iter().all(|space| space == "DeviceGray"), "{used:?}");
        }
        let pages = inks(&file);
        assert!(!pages.is_empty());
        for [cyan, magenta, yellow, _] in pages {
            assert_eq!([cyan, magenta, yellow], [0.0; 3], "{}", file.display());
        }
    }
}

#[test]
fn crop_marks_are_ink_outside_the_bleed() {
    let dots = 144;
    for (marks, bleed, corner) in [("true", "0.125in", 9.175), ("false", "3mm", 3.0)] {
        let book = book(&format!("[print]\nbleed = \"{bleed}\"\nmarks = {marks}\n"));
        book.build(&["--only", "print", "--no-proof"]).expect_code(0);
        let file = book.file("2.1.0-print.pdf");
        let drawn = judges::draw(&file, 2, dots);
        let at = |mm: f64| mm * MM * f64::from(dots) / 72.0;
        // Ink along the line of the trim's upper edge, beside the page, and along its left edge, above it.
        let ink = |x: std::ops::Range<f64>, y: std::ops::Range<f64>| {
            (at(y.start) as u32..=at(y.end) as u32)
                .flat_map(|y| (at(x.start) as u32..=at(x.end) as u32).map(move |x| (x, y)))
                .filter(|(x, y)| *x < drawn.width() && *y < drawn.height())
                .filter(|(x, y)| drawn.get_pixel(*x, *y).0[0] < 160)
                .count()
        };
        near(found(&file).pages[0].trim[0], corner, "from the medium to the trim");
        let around = corner - 0.2..corner + 0.2;
        if marks == "true" {
            assert!(ink(0.5..corner - 3.3, around.clone()) > 20, "no mark beside the page");
            assert!(ink(around.clone(), 0.5..corner - 3.3) > 20, "no mark above the page");
            assert_eq!(
                ink(corner - 3.1..corner + 8.0, corner - 3.1..corner + 8.0),
                0,
                "ink in the bleed"
            );
        } else {
            assert_eq!(ink(0.0..10.0, 0.0..10.0), 0);
        }
    }
}

#[test]
fn a_pages_colour_reaches_the_bleed_and_no_further() {
    let theme = "#import \"base.typ\": *\n#set page(width: width, height: height, fill: rgb(\"#3366cc\"))\n#[ ]\n";
    let book = book("[print]\ncover = false\n").with("theme/interior.typ", theme);
    book.build(&["--only", "print", "--no-proof"]).expect_code(0);
    assert_eq!(book.built(), ["everything-2.1.0-print.pdf"]);
    let drawn = judges::draw(&book.file("-print.pdf"), 1, 144);
    let blue = |mm: f64| {
        let pixel = drawn.get_pixel((mm * MM * 2.0) as u32, drawn.height() / 2).0;
        pixel[2] > pixel[0]
    };
    // The medium's edge is 9 mm from the trim, the bleed's 6 mm from it.
    assert!(!blue(5.8) && blue(6.2) && blue(9.2));
}

#[test]
fn reversed_pages_are_even_and_begin_with_the_last() {
    let forward = book("[print]\n");
    forward.build(&["--only", "print", "--no-proof"]).expect_code(0);
    let reversed = book("[print]\norder = \"reversed\"\n");
    reversed
        .build(&["--only", "print"])
        .expect_code(0)
        .expect_proved("266 of 266 words in order");
    let (forward, reversed) = (forward.file("2.1.0-print.pdf"), reversed.file("2.1.0-print.pdf"));
    let (pages, turned) = (judges::page_count(&forward), judges::page_count(&reversed));
    assert!(turned.is_multiple_of(2) && turned - pages < 2, "{pages} {turned}");
    for page in 1..=turned {
        let same = turned + 1 - page;
        let expected = if same > pages {
            String::new()
        } else {
            text(&forward, same, None)
        };
        assert_eq!(text(&reversed, page, None), expected, "page {page}");
    }
    assert_eq!(found(&reversed).direction, "/L2R");
}

#[test]
fn two_builds_give_the_same_bytes() {
    let build = || {
        let book = book("url = \"https://example.org/kurras\"\n[pdf]\nqr = true\n[print]\npaper = \"90g\"\n");
        book.build(&["--only", "print", "--no-proof"]).expect_code(0);
        [book.file("2.1.0-print.pdf"), book.file("-cover-print.pdf")].map(|file| std::fs::read(file).unwrap())
    };
    assert_eq!(build(), build());
}
