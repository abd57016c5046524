//! Direction: requirements 12 to 18, and where lists, notes and tables put things.

use super::page::{self, Ink};
use super::{Built, arabic, mixed};
use crate::support::program::Book;

/// The ink of a paragraph that is only this, to look for it elsewhere.
fn template(word: &str) -> Ink {
    let built = arabic();
    let from = built.index("قوالب");
    let bare = |text: String| text.replace(' ', "");
    let row = built.rows[from..]
        .iter()
        .find(|row| bare(row.left_to_right()) == word)
        .unwrap_or_else(|| panic!("no row is {word}"));
    built.ink(row).trimmed()
}

#[test]
fn r12_direction_is_said_everywhere() {
    let output = std::process::Command::new("mutool")
        .args(["show"])
        .arg(&arabic().pdf)
        .arg("trailer/Root")
        .output()
        .unwrap();
    let root = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        root.contains("/Lang") && root.contains("(ar)") && root.contains("/R2L"),
        "{root}"
    );
    for said in ["page-progression-direction=\"rtl\"", "dir=\"rtl\"", "xml:lang=\"ar\""] {
        assert!(arabic().epub.contains(said), "{said}");
    }
}

#[test]
fn r13_r15_runs_of_the_other_direction_keep_their_order_and_place() {
    let row = arabic().row("أقواس");
    let (john, smith) = (row.edges("John"), row.edges("Smith"));
    assert!(
        john.1 < smith.0 && smith.1 < row.edges("قال").0,
        "{}",
        row.left_to_right()
    );
    assert!(row.edges("صديقنا").1 < john.0);
    let row = arabic().row("قوائم");
    let (foo, bar, qux) = (row.edges("Foo"), row.edges("Bar"), row.edges("Qux"));
    assert!(foo.0 > bar.1 && bar.0 > qux.1, "{}", row.left_to_right());
    assert!(
        arabic()
            .epub
            .contains("قال <bdi dir=\"ltr\">John Smith</bdi> (صديقنا).")
    );
    assert!(
        arabic()
            .epub
            .contains("«<bdi dir=\"ltr\">Foo</bdi>»، «<bdi dir=\"ltr\">Bar</bdi>»؛")
    );
}

#[test]
fn r13_ranges_read_from_the_right_and_dates_from_the_left() {
    let built = arabic();
    let range = built.ink(built.row("مدىسوريا"));
    assert!(
        range.find(&template("2015")) > range.find(&template("2022")),
        "(2015-2022) is turned around"
    );
    let date = built.ink(built.row("تاريخ"));
    assert!(
        date.find(&template("2026")) < date.find(&template("22")),
        "2026-11-22 is turned around"
    );
    assert!(built.epub.contains("<bdi dir=\"ltr\">2026-11-22</bdi>") && built.epub.contains("سوريا (2015-2022) نهاية"));
}

#[test]
fn r14_full_stops_end_the_line_and_brackets_face_what_they_hold() {
    let shapes = arabic().ink(arabic().row("أقواس")).shapes();
    let (stop, left) = (shapes[0], shapes[1]);
    assert!(
        stop.bottom - stop.top < page::dots(3.0),
        "the leftmost shape is no full stop: {stop:?}"
    );
    assert!(
        left.bottom - left.top > page::dots(8.0),
        "the next is no bracket: {left:?}"
    );
    let row = arabic().row("أقواس");
    let drawn = arabic().ink(row);
    let inner = page::dots(row.edges("صديقنا").1);
    let right = shapes
        .iter()
        .find(|shape| shape.left + 2 >= inner && shape.bottom - shape.top > page::dots(8.0))
        .unwrap();
    assert!(bulge(&drawn, left) < 0.0, "the left bracket does not open to the right");
    assert!(
        bulge(&drawn, *right) > 0.0,
        "the right bracket does not open to the left"
    );
}

/// The inks of paragraphs that are only these, the first of each after a row.
pub fn inks<const N: usize>(built: &Built, after: usize, words: [&str; N]) -> [Ink; N] {
    let bare = |text: String| text.replace(' ', "");
    words.map(|word| {
        let row = built.rows[after..].iter().find(|row| bare(row.left_to_right()) == word);
        built.ink(row.unwrap_or_else(|| panic!("no row is {word}"))).trimmed()
    })
}

/// How far the middle of a shape lies to the right of its ends.
pub fn bulge(ink: &Ink, shape: page::Shape) -> f32 {
    let mean = |from: usize, to: usize| {
        let (mut sum, mut count) = (0, 0);
        for y in from..to {
            for x in (shape.left..=shape.right).filter(|&x| ink.at(x, y)) {
                sum += x;
                count += 1;
            }
        }
        sum as f32 / count as f32
    };
    let sixth = (shape.bottom - shape.top) / 6;
    let middle = mean(shape.top + 2 * sixth, shape.bottom - 2 * sixth);
    middle - (mean(shape.top, shape.top + sixth) + mean(shape.bottom - sixth, shape.bottom)) / 2.0
}

#[test]
fn r16_a_wrapped_phrase_begins_on_the_first_line() {
    let (begin, end) = (
        arabic().index("the very long English"),
        arabic().index("ثم تعود العربية"),
    );
    assert!(begin < end);
    let row = &arabic().rows[begin];
    assert!(row.edges("the").1 < row.edges("very").0 && row.edges("phrase").1 < row.edges("must").0);
}

#[test]
fn r17_addresses_and_code_read_from_the_left() {
    arabic().row("https://example.org/a?b=1&c=2");
    let row = mixed().row("kurras build");
    assert!(row.edges("kurras").1 < row.edges("build").0 && row.edges("build").1 < row.edges("pdf").0);
    assert!(
        mixed().epub.contains("<bdi dir=\"ltr\">+20 (2) 123-456</bdi>")
            || mixed().epub.contains("+20\u{a0}(2)\u{a0}123-456</bdi>")
    );
    // An address says where its lines may end.
    let epub = mixed().epub.replace("<wbr/>", "");
    for isolated in [
        "https://example.org/a?b=1&amp;c=2#d",
        "C++",
        "C#",
        "978-0-306-40615-7",
        "1.0.0-rc.1",
    ] {
        assert!(
            epub.contains(&format!("<bdi dir=\"ltr\">{isolated}</bdi>")),
            "{isolated}"
        );
    }
}

#[test]
fn r18_no_direction_control_reaches_an_output() {
    let hostile = Built::of_text(
        "authors = [\"كا\u{202e}تب\"]",
        "# عنوان \u{202e}gnp.exe\n\nأول \u{202d}نص\u{202c} و\u{2067}آخر لا ينتهي و\u{200e}Latin\u{200f}.\n\n\u{2066}Foo \u{202e}bar\u{2069} نهاية.\n",
    );
    let is_control =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for built in [&hostile, arabic(), mixed()] {
        for (name, text) in [
            ("text", &built.text),
            ("EPUB", &built.epub),
            ("PDF", &built.extracted()),
        ] {
            let found: Vec<u32> = text.chars().filter(|&c| is_control(c)).map(u32::from).collect();
            assert!(found.is_empty(), "{name}: {found:x?}");
        }
    }
    assert!(hostile.epub.contains("gnp.exe"));
}

#[test]
fn r23_markers_stand_on_the_right_with_their_dot_on_the_left() {
    let row = arabic().row("أولالبنود");
    let shapes = arabic().ink(row).shapes();
    let words = page::dots(row.edges("البنود").1.max(row.edges("أول").1));
    let marker: Vec<_> = shapes.iter().filter(|shape| shape.left > words).collect();
    let heights: Vec<usize> = marker.iter().map(|shape| shape.bottom - shape.top).collect();
    assert!(
        heights.len() == 2 && heights[0] < heights[1],
        "not a dot and a digit on its right: {heights:?}"
    );
    let bullet = arabic().row("نقطةالبند");
    assert!(arabic().ink(bullet).shapes().last().unwrap().left > page::dots(bullet.edges("نقطة").1));
}

#[test]
fn r25_marks_of_notes_follow_what_they_note_and_their_rule_is_on_the_right() {
    let built = arabic();
    let row = built.row("هامش");
    let marks = built
        .rows
        .iter()
        .find(|r| r.page == row.page && r.y < row.y && r.y > row.y - 8.0)
        .expect("raised marks");
    let x: Vec<f32> = marks
        .letters
        .iter()
        .rev()
        .filter(|l| l.c != ' ')
        .map(|l| l.left)
        .collect();
    assert_eq!(marks.right_to_left().replace(' ', ""), "١٢٣");
    let (foo, word) = (row.edges("Foo"), row.edges("كلمة"));
    assert!(
        x[0] < foo.0 + 0.1 && x[0] > foo.0 - 8.0,
        "the first mark is not on the left of Foo"
    );
    assert!(
        x[2] < word.0 + 0.1 && x[2] > word.0 - 8.0,
        "the third mark is not on the left of its word"
    );
    let number = built.ink(row).find(&template("2014"));
    let mark = page::dots(x[1]);
    assert!(
        mark < number && mark + page::dots(8.0) > number,
        "the second mark is not on the left of 2014"
    );
    let page = page::ink(&built.pdf, row.page);
    let notes = built.row("حاشيةأولى");
    let above = page.part(0.0, 419.0, notes.y - 24.0, notes.y - 8.0);
    let rule = above
        .shapes()
        .into_iter()
        .find(|shape| shape.right - shape.left > page::dots(40.0))
        .expect("a rule above the notes");
    assert!(
        rule.right + page::dots(2.0) > page::dots(built.row("طويلهذه").letters.last().unwrap().right),
        "the rule is not on the right"
    );
    assert!(rule.left > page::dots(419.5 / 2.0), "the rule reaches over the middle");
}

#[test]
fn english_in_the_midst_stands_on_its_own_side() {
    let row = arabic().row("Purely English paragraph");
    let margin = arabic()
        .rows
        .iter()
        .filter(|r| r.page == row.page)
        .map(|r| r.letters[0].left)
        .fold(f32::MAX, f32::min);
    // On the left, indented like every paragraph that follows another.
    let indent = row.letters[0].left - margin;
    assert!((indent - 1.3 * row.letters[0].size).abs() < 1.5, "{indent}");
    assert_eq!(row.letters.last().unwrap().c, '.');
    assert!(arabic().epub.contains("<p dir=\"ltr\">"));
}

#[test]
fn names_of_the_other_direction_are_isolated_in_titles_too() {
    let book = Book::new()
        .with(
            "book.toml",
            "[book]\ntitle = \"كتاب Foo (bar)\"\nauthors = [\"John Smith\"]\nslug = \"one\"\ndate = \"2026-11-22\"\n",
        )
        .with("text.md", "# فصل Foo (2)\n\nنص.\n");
    let built = Built::of(book);
    assert!(
        built.epub.contains("<bdi dir=\"ltr\">Foo (bar)</bdi>")
            && built.epub.contains("<bdi dir=\"ltr\">Foo (2)</bdi>")
    );
}

#[test]
fn r15_bookmarks_isolate_and_metadata_need_no_control() {
    let outline = page::mutool(&["show"], &mixed().pdf, &["outline"]);
    assert!(
        outline.contains("فيه \u{2066}Latin Words\u{2069} (وأقواس)"),
        "{outline}"
    );
    let info = page::mutool(&["show"], &mixed().pdf, &["trailer/Info"]);
    // U+2066 … U+2069, U+200E and U+200F, as the file writes them.
    for control in ["2066", "2067", "2068", "2069", "200E", "200F"] {
        assert!(info.contains("/Title") && !info.contains(control), "{info}");
    }
}

#[test]
fn r18_overrides_and_unbalanced_controls_are_reported_with_their_place() {
    let text = "# فصل\n\nأول \u{202e}نص\u{202c} هنا.\n\nثم \u{2067}آخر لا ينتهي.\n\nولا يبدأ\u{2069} هذا.\n";
    let book = Book::new()
        .with(
            "book.toml",
            "[book]\ntitle = \"ن\"\nslug = \"one\"\ndate = \"2026-11-22\"\n",
        )
        .with("text.md", text);
    let run = book.build(&["--only", "txt"]);
    run.expect_code(0)
        .expect_said("warning[bidi-override]")
        .expect_said("text.md:3:5")
        .expect_said("warning[bidi-unbalanced]")
        .expect_said("text.md:5:4")
        .expect_said("text.md:7:9");
}
