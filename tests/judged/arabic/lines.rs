//! Lines: requirements 26 to 31.

use super::page::{self, Row};
use super::{arabic, mixed};

/// The rows of the paragraph of single waws.
fn waws() -> Vec<&'static Row> {
    let first = arabic().index("واواتوكلسطر");
    let last = arabic().index("Purely English");
    arabic().rows[first..last].iter().collect()
}

#[test]
fn r26_the_last_line_is_not_stretched() {
    let rows = waws();
    let (full, last) = (rows[1], rows.last().unwrap());
    assert!(last.letters[0].left > full.letters[0].left + 20.0);
    let gap = |row: &Row| {
        row.letters
            .iter()
            .filter(|l| l.c == ' ')
            .map(|l| l.right - l.left)
            .fold(0.0, f32::max)
    };
    assert!(gap(last) < 0.5 * last.letters[0].size, "{}", gap(last));
}

#[test]
fn r28_words_of_one_letter_do_not_end_a_line() {
    let rows = waws();
    assert!(rows.len() >= 3);
    for row in rows {
        assert_ne!(
            row.words().last().map(String::as_str),
            Some("و"),
            "{}",
            row.right_to_left()
        );
    }
    assert!(arabic().text.contains("و\u{a0}كل") || arabic().epub.contains("و\u{a0}كل"));
}

#[test]
fn r30_latin_stands_on_the_same_line_in_the_same_measure() {
    let row = arabic().row("خطوط");
    let size = row.letters[0].size;
    assert!(row.letters.iter().all(|letter| (letter.size - size).abs() < 0.2 * size));
    let page = page::ink(&arabic().pdf, row.page);
    let box_of = |word: &str| {
        let (left, right) = row.edges(word);
        page.part(left, right, row.y - 13.0, row.y + 7.0)
    };
    // The foot of H lies on the baseline, and H is about as tall as an alef.
    let latin = box_of("Hxo").shapes()[0];
    let baseline = page::dots(13.0);
    assert!(latin.bottom.abs_diff(baseline) <= 3, "{latin:?} {baseline}");
    let arabic_height = box_of("ودال").shapes().iter().map(|s| s.bottom - s.top).max().unwrap() as f32;
    let ratio = (latin.bottom - latin.top) as f32 / arabic_height;
    assert!((0.6..1.4).contains(&ratio), "{ratio}");
}

#[test]
fn r31_arabic_is_never_slanted() {
    for built in [arabic(), mixed()] {
        for row in &built.rows {
            for letter in row.letters.iter().filter(|l| ('\u{620}'..='\u{6ff}').contains(&l.c)) {
                assert!(
                    !letter.font.contains("Italic") && !letter.font.contains("Oblique"),
                    "{}",
                    letter.font
                );
            }
        }
        assert!(built.epub.contains("em { font-style: normal"));
    }
}

#[test]
fn r27_loose_lines_and_rivers_are_reported_with_their_place() {
    let long = "كتاب Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let loose = "كتاب فيه Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let text = format!(
        "# فصل\n\nأول.\n\nهذا اسم {long} {long}.\n\n{}.\n\n{loose} {loose}.\n",
        "المستضعفينوالمستضعفاتهم ".repeat(20).trim()
    );
    let book = crate::support::program::Book::new()
        .with(
            "book.toml",
            "[book]\ntitle = \"نص\"\nslug = \"one\"\ndate = \"2026-11-22\"\n",
        )
        .with("text.md", text);
    let run = book.build(&["--only", "pdf"]);
    run.expect_code(0)
        .expect_said("warning[loose-line]")
        .expect_said("text.md:5:1")
        .expect_said("9:1");
    run.expect_said("warning[river]").expect_said("text.md:7:1");
    // A page of running text has neither.
    let essay = crate::support::program::Book::fixture("arabic");
    let quiet = essay.build(&["--only", "pdf"]);
    assert!(
        !quiet.stderr.contains("loose-line") && !quiet.stderr.contains("river"),
        "{}",
        quiet.stderr
    );
}
