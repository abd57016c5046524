//! Numbers with their signs, what quotations hold, notes' marks, and blocks of the other direction: requirements 35 to 39.
//!
//! What is drawn is compared by its outlines: an English book has each expression written as it must be seen from left to right,
//! where UAX#9 leaves it alone; the same shapes at the same distances must be found in the line of the Arabic book, wherever in
//! it the expression stands.

use std::sync::OnceLock;

use super::Built;
use super::page::{self, Row, Shape, dots};
use crate::support::program::Book;

/// An expression, and what is seen of it from the left.
const EXPRESSIONS: [(&str, &str); 14] = [
    ("26%", "26%"),
    ("-47", "-47"),
    ("+47", "+47"),
    ("26$", "26$"),
    ("$26", "$26"),
    ("26 €", "26 €"),
    ("63 km", "63 km"),
    ("7:45 PM", "7:45 PM"),
    ("9 March 1987", "9 March 1987"),
    ("041 745 6900", "041 745 6900"),
    ("٢٦٪", "٪٢٦"),
    ("-٤٧", "٤٧-"),
    ("26٪", "٪26"),
    ("-٤٫٧٪", "٪٤٫٧-"),
];

/// A word of its own for each line, by which it is found.
fn word(number: usize) -> String {
    const LETTERS: [char; 10] = ['ب', 'ت', 'ج', 'س', 'ص', 'ط', 'ع', 'ق', 'م', 'ه'];
    let digit = |place: usize| LETTERS[number / 10_usize.pow(place as u32) % 10];
    [digit(2), digit(1), digit(0), 'ن'].into_iter().collect()
}

/// Where an expression may stand: how the Arabic line is written around it, and how the English one is.
type Place = (&'static str, fn(&str, &str) -> String, fn(&str) -> String);

fn plain(drawn: &str) -> String {
    drawn.to_owned()
}

const PLACES: [Place; 8] = [
    ("begins", |number, word| format!("{number} {word}."), plain),
    (
        "stands within",
        |number, word| format!("{word} وكان {number} كله."),
        plain,
    ),
    ("ends", |number, word| format!("{word} ثم {number}."), plain),
    ("is quoted", |number, word| format!("{word} «{number}»، نعم"), plain),
    (
        "follows Latin",
        |number, word| format!("{word} عن Foo، {number} كله"),
        plain,
    ),
    ("is an item", |number, word| format!("- {number} {word}\n"), plain),
    (
        "heads",
        |number, word| format!("### {number} {word}\n\nنص."),
        |drawn| format!("### {drawn}\n\nText."),
    ),
    (
        "is a cell",
        |number, word| format!("| {word} | رأس |\n|---|---|\n| {number} | خلية |\n\nنص."),
        |drawn| format!("| Head | Other |\n|---|---|\n| {drawn} | Cell |\n\nText."),
    ),
];

fn toml(language: &str) -> String {
    format!(
        "[book]\ntitle = \"A\"\nlanguage = \"{language}\"\nslug = \"one\"\ndate = \"2026-11-22\"\n[pdf]\nfont = \"Amiri\"\ncontents = false\n"
    )
}

fn built(language: &str, text: String) -> Built {
    Built::drawn(Book::new().with("book.toml", toml(language)).with("text.md", text))
}

fn drawn(keys: &str, text: &str) -> Built {
    Built::drawn(Built::chapter(keys, text))
}

/// The Arabic book, and the English one with what must be seen.
fn books() -> &'static [Built; 2] {
    static BOOKS: OnceLock<[Built; 2]> = OnceLock::new();
    BOOKS.get_or_init(|| {
        let (mut arabic, mut english) = ("# فصل\n\n".to_owned(), "# Chapter\n\n".to_owned());
        for (at, (_, write, draw)) in PLACES.iter().enumerate() {
            english += &format!(
                "Place {}\n\n",
                ["one", "two", "three", "four", "five", "six", "seven", "eight"][at]
            );
            for (number, (source, drawn)) in EXPRESSIONS.iter().enumerate() {
                arabic += &format!("{}\n\n", write(source, &word(100 * at + number)));
                english += &format!("{}\n\n", draw(drawn));
            }
        }
        english += "Wrongly drawn\n\n%26\n\n47-\n\n# Another chapter\n\nText.\n";
        arabic += "# فصل آخر\n\nنص.\n";
        [built("ar", arabic), built("en", english)]
    })
}

/// The row that a table's cell stands in: the one under the row of its head.
fn under<'a>(built: &'a Built, row: &Row) -> &'a Row {
    let below = |other: &&Row| other.page == row.page && other.y > row.y + 8.0;
    built.rows.iter().find(below).expect("a row under the head")
}

#[test]
fn r35_numbers_keep_their_signs_on_their_side_wherever_they_stand() {
    let [arabic, english] = books();
    let places = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
    for (at, (place, ..)) in PLACES.iter().enumerate() {
        let after = english.index(&format!("Place {}", places[at]));
        for (number, (source, drawn)) in EXPRESSIONS.iter().enumerate() {
            let bare = |text: &str| text.replace([' ', '\u{a0}'], "");
            let mut wanted: Vec<char> = bare(drawn).chars().collect();
            wanted.sort_unstable();
            let same = |row: &&Row| {
                let mut letters: Vec<char> = bare(&row.left_to_right().replace("Cell", "")).chars().collect();
                letters.sort_unstable();
                letters == wanted
            };
            let mut reference = english.rows[after..].iter().filter(|row| same(row));
            // `26%` and `%26` have the same letters: the row is the one of its own number.
            let before = EXPRESSIONS[..number].iter().filter(|(_, other)| {
                let mut letters: Vec<char> = bare(other).chars().collect();
                letters.sort_unstable();
                letters == wanted
            });
            let reference = reference.nth(before.count());
            let reference = reference.unwrap_or_else(|| panic!("{drawn} is not in the English book"));
            let end = if *place == "is a cell" {
                reference.edges("Cell").0 - 4.0
            } else {
                419.0
            };
            let wanted = shapes(english, reference, end);
            let mut row = arabic.row(&word(100 * at + number));
            if *place == "is a cell" {
                row = under(arabic, row);
            }
            let drawn_so = holds(&shapes(arabic, row, 419.0), &wanted);
            assert!(drawn_so, "{source} {place}: it is not drawn {drawn}");
        }
    }
}

#[test]
fn r35_a_browser_shows_the_numbers_of_the_epub_as_they_are_printed() {
    let [arabic, _] = books();
    let lines = super::browser::seen(arabic, &word(0));
    let is_cell = |place: &str| place == "is a cell";
    for (at, (place, ..)) in PLACES.iter().enumerate().filter(|(_, (place, ..))| !is_cell(place)) {
        for (number, (source, drawn)) in EXPRESSIONS.iter().enumerate() {
            let key: String = word(100 * at + number).chars().rev().collect();
            let line = lines.iter().find(|line| line.contains(&key));
            let line = line
                .unwrap_or_else(|| panic!("{source} {place} is not shown"))
                .replace('\u{a0}', " ");
            assert!(line.contains(drawn), "{source} {place} is shown as {line}");
        }
    }
}

/// What must not be drawn is not found, so that the test above says something.
#[test]
fn a_number_drawn_wrongly_would_be_seen() {
    let [arabic, english] = books();
    let after = english.index("Wrongly drawn");
    for (number, wrong) in [(0, "%26"), (1, "47-")] {
        let reference = english.rows[after..].iter().find(|row| row.left_to_right() == wrong);
        let wanted = shapes(english, reference.expect("it is in the English book"), 419.0);
        let row = arabic.row(&word(100 + number));
        assert!(!holds(&shapes(arabic, row, 419.0), &wanted), "{wrong}");
    }
}

/// The shapes of a row up to an edge, from the left.
pub fn shapes(built: &Built, row: &Row, end: f32) -> Vec<Shape> {
    let page = page::ink(&built.pdf, row.page);
    page.part(0.0, end, row.y - 12.0, row.y + 6.0).shapes()
}

/// Whether a row has these shapes, of the same size, at the same height and distance from each other.
pub fn holds(row: &[Shape], wanted: &[Shape]) -> bool {
    const TOLERANCE: usize = 2;
    let near = |one: usize, other: usize| one.abs_diff(other) <= TOLERANCE;
    let Some(head) = wanted.first() else { return false };
    // A row's baseline is known to half a point only.
    let alike = |one: &Shape, other: &Shape, first: &Shape| {
        near(one.left + head.left, other.left + first.left)
            && near(one.right - one.left, other.right - other.left)
            && near(one.top + head.top, other.top + first.top)
            && near(one.bottom - one.top, other.bottom - other.top)
            && first.top.abs_diff(head.top) < 6
    };
    // Letters close together touch in one place and not in another: one shape of four may lack its like.
    let lacks = |first: &Shape| {
        let without = |shape: &&Shape| !row.iter().any(|one| alike(one, shape, first));
        wanted.iter().filter(without).count()
    };
    row.iter().any(|first| lacks(first) <= wanted.len() / 4)
}

#[test]
fn r35_groups_of_telephone_numbers_go_from_the_left_in_all_digits() {
    let text = "# فصل\n\nهاتفنا +٩٦١ ٧١ ٧٤٢ ٥٣٦ صباحاً.\n\nالأعداد ٣٨ ٤٩ ٥٧ متوالية.\n\nقوالب\n\n٩٦١\n\n٧٤٢\n\n٥٣٦\n\n٣٨\n\n٤٩\n\n٥٧\n";
    let built = drawn("", text);
    let at = built.index("قوالب");
    let order = |line: &str, groups: [&str; 3]| {
        let drawn = built.ink(built.row(line));
        super::order::inks(&built, at, groups).map(|group| drawn.find(&group))
    };
    let [one, two, three] = order("هاتفنا", ["٩٦١", "٧٤٢", "٥٣٦"]);
    assert!(one < two && two < three, "a telephone number: {one} {two} {three}");
    let [one, two, three] = order("الأعداد", ["٣٨", "٤٩", "٥٧"]);
    assert!(one > two && two > three, "a list: {one} {two} {three}");
    assert!(
        built.epub.contains("<bdi dir=\"ltr\">+<bdi dir=\"ltr\">٩٦١</bdi>"),
        "{}",
        built.epub
    );
}

#[test]
fn r35_names_and_titles_have_their_numbers_isolated_too() {
    let toml = "[book]\ntitle = \"حصة 26%\"\nsubtitle = \"في 63 km\"\nauthors = [\"فرقة -47\"]\npublisher = \"دار 7:45 PM\"\nslug = \"one\"\ndate = \"2026-11-22\"\n";
    let built = Built::drawn(
        Book::new()
            .with("book.toml", toml)
            .with("text.md", "# باب 26$\n\nنص.\n"),
    );
    for number in ["26%", "63\u{a0}km", "-47", "7:45\u{a0}PM", "26$"] {
        let isolated = format!("<bdi dir=\"ltr\">{number}</bdi>");
        assert!(built.epub.contains(&isolated), "{number}: {}", built.epub);
    }
    let outline = page::mutool(&["show"], &built.pdf, &["outline"]);
    assert!(outline.contains("باب \u{2066}26$\u{2069}"), "{outline}");
}

#[test]
fn r36_a_quotation_keeps_its_own_question_mark() {
    let built = drawn("", "# فصل\n\nسألت: «Where to now?» ومضت.\n\nوصاحت (Not again!) ثم.\n");
    assert!(
        built.epub.contains("«<bdi dir=\"ltr\">Where to now?</bdi>»"),
        "{}",
        built.epub
    );
    assert!(built.epub.contains("(<bdi dir=\"ltr\">Not again!</bdi>)"));
    let row = built.row("سألت");
    let drawn = page::ink(&built.pdf, row.page);
    let (where_, now) = (row.edges("Where"), row.edges("now"));
    assert!(where_.1 < now.0);
    // On the right of the last word, close to it, stands a shape as high as a question mark.
    let after = drawn
        .part(now.1, now.1 + 0.7 * row.letters[0].size, row.y - 10.0, row.y + 3.0)
        .shapes();
    assert!(
        after.iter().any(|shape| shape.bottom - shape.top > dots(3.0)),
        "{after:?}"
    );
}

#[test]
fn r37_marks_of_notes_side_by_side_are_told_apart() {
    let built = drawn("", "# فصل\n\nكلمة[^a][^b] ثم.\n\n[^a]: أولى.\n[^b]: ثانية.\n");
    let row = built.row("كلمة");
    let raised = |r: &&Row| r.page == row.page && r.y < row.y && r.y > row.y - 8.0;
    let y = built.rows.iter().find(raised).expect("raised marks").y;
    let shapes = page::ink(&built.pdf, row.page)
        .part(row.edges("ثم").1, row.edges("كلمة").0, y - 7.0, y + 2.0)
        .shapes();
    assert_eq!(shapes.len(), 2, "{shapes:?}");
    assert!(shapes[1].left - shapes[0].right > dots(1.2), "{shapes:?}");
    assert!(built.epub.contains(">١</a><sup>\u{a0}</sup><a"), "{}", built.epub);
    assert!(built.text.contains("كلمة [١] [٢] ثم"), "{}", built.text);
}

#[test]
fn r37_a_note_in_a_heading_is_printed_and_counted_once() {
    let text = "# الباب الأول[^a]\n\nنص[^b].\n\n# الباب الثاني\n\nنص.\n\n[^a]: حاشية العنوان.\n[^b]: حاشية النص.\n";
    let built = drawn("", text);
    let count = |words: &str| {
        let bare = |text: String| text.replace(' ', "");
        built
            .rows
            .iter()
            .filter(|row| bare(row.right_to_left()).contains(words))
            .count()
    };
    assert_eq!((count("حاشيةالعنوان"), count("حاشيةالنص")), (1, 1));
    let contents = built.row("المحتويات").page;
    let digits: String = built
        .rows
        .iter()
        .filter(|row| row.page == contents)
        .map(Row::left_to_right)
        .collect();
    let digits: Vec<char> = digits.chars().filter(|c| ('٠'..='٩').contains(c)).collect();
    assert_eq!(digits.len(), 2, "the contents have page numbers only: {digits:?}");
    let outline = page::mutool(&["show"], &built.pdf, &["outline"]);
    assert!(
        outline.contains("\"الباب الأول\"") && !outline.contains("حاشية"),
        "{outline}"
    );
    // Each mark stands once in the text and once before its note.
    let page = built.row("حاشيةالنص").page;
    let body = built.rows.iter().filter(|row| row.page == page && row.y < 520.0);
    let mut marks: Vec<char> = body.flat_map(|row| &row.letters).map(|letter| letter.c).collect();
    marks.retain(|c| ('٠'..='٩').contains(c));
    marks.sort_unstable();
    assert_eq!(marks, ['١', '١', '٢', '٢']);
}

#[test]
fn r38_parts_of_a_headings_number_are_no_zeros() {
    for (numerals, expected) in [("arabic-indic", "١–٢"), ("persian", "۱–۲"), ("western", "1.2")] {
        let text = "# أول\n\n## قسم\n\nنص.\n\n## قسم آخر\n\nنص.\n\n# ثان\n\nنص.\n";
        let built = drawn(&format!("numerals = \"{numerals}\"\nnumber-headings = 2"), text);
        assert!(
            built
                .epub
                .contains(&format!("<span class=\"number\">{expected}.</span>")),
            "{}",
            built.epub
        );
        assert!(built.text.contains(&format!("{expected}. قسم آخر")), "{}", built.text);
    }
}

#[test]
fn r39_blocks_of_the_other_direction_begin_on_their_own_side() {
    let text = "# فصل\n\n## Building it\n\nOne paragraph of plain words that goes on until the line is full and then on to a second one.\n\nAnother paragraph of plain words that goes on until the line is full and then on to a second.\n\n1. Wash it\n2. Dry it\n\n- [ ] Iron it\n\n## Linux\n\nنص عربي تحت اسم.\n\n# فصل آخر\n\nنص.\n";
    let built = drawn("", text);
    let margin = built.row("Building").letters[0].left;
    assert!((built.row("Oneparagraph").letters[0].left - margin).abs() < 1.0);
    let indent = built.row("Anotherparagraph").letters[0].left - margin;
    assert!(indent > 8.0, "the second paragraph is not indented: {indent}");
    assert!(
        built.row("Linux").letters[0].left > margin + 100.0,
        "a name over Arabic text has left its side"
    );
    for list in [
        "<ol class=\"tight\" dir=\"ltr\">",
        "<ul class=\"tasks\" dir=\"ltr\">",
        "<h2 id=",
    ] {
        assert!(built.epub.contains(list), "{list}: {}", built.epub);
    }
    // The box to tick stands before its words.
    let row = built.row("Ironit");
    let ink = built.ink(row).shapes();
    assert!(ink[0].right < dots(row.edges("Iron").0), "{ink:?}");
    let mirrored = Book::new().with("book.toml", toml("en")).with(
        "text.md",
        "# Chapter\n\n## باب\n\nفقرة عربية أولى.\n\nفقرة عربية ثانية.\n\n1. بند\n",
    );
    let mirrored = Built::drawn(mirrored);
    let right = |words: &str| mirrored.row(words).letters.iter().rfind(|l| l.c != ' ').unwrap().right;
    assert!((right("باب") - right("أولى")).abs() < 1.5 && right("أولى") - right("ثانية") > 8.0);
    assert!(mirrored.epub.contains("<ol class=\"tight\" dir=\"rtl\">"));
}
