//! The requirements that are the same in every language from the right, asked of Persian, Urdu in Nastaliq and Hebrew; Arabic has
//! tests of its own.

use std::sync::OnceLock;

use unicode_normalization::is_nfc;

use super::Built;
use super::page::{self, Row};

/// A language's book: how it is called, and words of its own.
struct Book {
    language: &'static str,
    built: Built,
    word: &'static str,
    /// As it is typed, and as it must come out: letters of compatibility, letters in pieces, joiners.
    letters: [(&'static str, &'static str); 3],
    /// The author's numbers in the digits of the book.
    numbers: &'static str,
    /// Whether a word may be one letter.
    has_short_words: bool,
}

fn books() -> &'static [Book] {
    static BUILT: OnceLock<Vec<Book>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let book = |language, word, letters, numbers, has_short_words| Book {
            language,
            built: Built::of_text(
                &format!("language = \"{language}\"\nconvert-digits = true"),
                &text(word, &letters),
            ),
            word,
            letters,
            numbers,
            has_short_words,
        };
        vec![
            book(
                "fa",
                "کتاب",
                [
                    ("\u{fe91}\u{fe8e}\u{fee1}", "بام"),
                    ("ا\u{653}ب", "آب"),
                    ("می\u{200c}خواهم", "می\u{200c}خواهم"),
                ],
                "۲۰۱۴ ۱۲٫۵٪ ۱٬۲۳۴",
                true,
            ),
            book(
                "ur",
                "کتاب",
                [
                    ("\u{fe91}\u{fe8e}\u{fee1}", "بام"),
                    ("ا\u{653}ب", "آب"),
                    ("بے\u{200c}شک", "بے\u{200c}شک"),
                ],
                "۲۰۱۴ ۱۲٫۵٪ ۱٬۲۳۴",
                true,
            ),
            book(
                "he",
                "ספר",
                [
                    ("\u{fb2a}לום", "ש\u{5c1}לום"),
                    ("\u{fb31}ית", "ב\u{5bc}ית"),
                    ("בי\u{200d}ת", "בי\u{200d}ת"),
                ],
                "2014 12.5% 1,234",
                false,
            ),
        ]
    })
}

/// Each paragraph begins with a Latin letter of its own, by which its line is found.
fn text(word: &str, letters: &[(&str, &str); 3]) -> String {
    let [one, two, three] = letters.map(|(typed, _)| typed);
    let long = format!("{word} {word}{word} و {word} {word}{word}{word} ").repeat(60);
    format!(
        "# {word} Latin Words ({word})\n\n\
         {word} {one} {two} {three}.\n\n\
         {word} 2014 12.5% 1,234.\n\n\
         {word} John Smith ({word}).\n\n\
         {word} https://example.org/a?b=1&c=2 {word}.\n\n\
         {word} 2026-11-22 {word}.\n\n\
         {word} `kurras build --only pdf` {word}.\n\n\
         {word}{word} {word} \u{202e}{word}\u{202c} \u{2067}{word} \u{200e}Qux\u{200f}.\n\n\
         {word} {word} {word} {word} {word} {word} {word} the very long English phrase that must begin on the first line {word}.\n\n\
         {long}\n\n{long}\n"
    )
}

/// The rows of the long paragraphs.
fn long(book: &Book) -> Vec<&Row> {
    let latin = |row: &Row| row.letters.iter().any(|letter| letter.c.is_ascii_alphabetic());
    let rows = book.built.rows.iter();
    rows.filter(|row| row.letters.len() > 30 && !latin(row) && (50.0..520.0).contains(&row.y))
        .collect()
}

#[test]
fn r1_r2_r4_letters_are_letters_composed_and_joiners_are_kept() {
    for book in books() {
        let line = book.letters.map(|(_, written)| written).join(" ");
        assert!(
            is_nfc(&book.built.text) && is_nfc(&book.built.epub),
            "{}",
            book.language
        );
        for text in [&book.built.text, &book.built.epub] {
            assert!(text.contains(&line), "{}: {line}", book.language);
        }
        for text in [&book.built.text, &book.built.epub, &book.built.extracted()] {
            let odd = |c: char| matches!(u32::from(c), 0xfb1d..=0xfdcf | 0xfe70..=0xfefc);
            assert!(!text.contains(odd), "{}", book.language);
        }
    }
}

#[test]
fn r10_words_are_as_wide_in_every_line() {
    for book in books() {
        assert!(!book.built.epub.contains("letter-spacing"), "{}", book.language);
        let rows = long(book);
        let alone = format!(" {} ", book.word);
        let rows = rows.into_iter().filter(|row| row.right_to_left().contains(&alone));
        let widths: Vec<f32> = rows
            .filter_map(|row| {
                let letters: Vec<_> = row.letters.iter().rev().collect();
                let at = row.right_to_left().find(&alone)?;
                let first = row.right_to_left()[..at].chars().count() + 1;
                let word = &letters[first..first + book.word.chars().count()];
                Some(word[0].right - word.last()?.left)
            })
            .collect();
        assert!(widths.len() >= 10, "{}: {widths:?}", book.language);
        let same = widths.iter().all(|width| (width - widths[0]).abs() < 0.06);
        assert!(same, "{}: {widths:?}", book.language);
    }
}

#[test]
fn r12_direction_is_said_everywhere_in_every_language() {
    for book in books() {
        let root = page::mutool(&["show"], &book.built.pdf, &["trailer/Root"]);
        let language = format!("({})", book.language);
        assert!(
            root.contains("/Lang") && root.contains(&language) && root.contains("/R2L"),
            "{root}"
        );
        let language = format!("xml:lang=\"{}\"", book.language);
        for said in ["page-progression-direction=\"rtl\"", "dir=\"rtl\"", &language] {
            assert!(book.built.epub.contains(said), "{}: {said}", book.language);
        }
    }
}

#[test]
fn r15_r17_runs_from_the_left_are_isolated_and_keep_their_order() {
    for book in books() {
        let (built, word) = (&book.built, book.word);
        let row = built.row("John");
        assert!(row.edges("John").1 < row.edges("Smith").0, "{}", book.language);
        assert!(
            built
                .epub
                .contains(&format!("{word} <bdi dir=\"ltr\">John Smith</bdi> ({word})."))
        );
        let outline = page::mutool(&["show"], &built.pdf, &["outline"]);
        let bookmark = format!("{word} \u{2066}Latin Words\u{2069} ({word})");
        assert!(outline.contains(&bookmark), "{outline}");
        built.row("https://example.org/a?b=1&c=2");
        // An address says where its lines may end.
        let epub = built.epub.replace("<wbr/>", "");
        for isolated in ["https://example.org/a?b=1&amp;c=2", "2026-11-22"] {
            let isolated = format!("<bdi dir=\"ltr\">{isolated}</bdi>");
            assert!(epub.contains(&isolated), "{}: {isolated}", book.language);
        }
        let row = built.row("kurrasbuild");
        let edges = ["kurras", "build", "only", "pdf"].map(|word| row.edges(word));
        assert!(
            edges.windows(2).all(|pair| pair[0].1 < pair[1].0),
            "{}: {edges:?}",
            book.language
        );
    }
}

#[test]
fn r16_wrapped_phrases_begin_on_the_first_line_in_every_language() {
    for book in books() {
        let (begin, end) = (book.built.index("the"), book.built.index("line"));
        assert!(begin < end, "{}", book.language);
        let row = &book.built.rows[begin];
        assert!(row.edges("the").1 < row.edges("very").0, "{}", row.left_to_right());
        assert!(row.edges("very").1 < row.edges(book.word).0, "{}", row.left_to_right());
    }
}

#[test]
fn r18_no_control_reaches_an_output_in_any_language() {
    let is_control =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    for book in books() {
        book.built.row("Qux");
        for text in [&book.built.text, &book.built.epub, &book.built.extracted()] {
            assert!(!text.contains(is_control), "{}", book.language);
        }
    }
}

#[test]
fn r21_the_authors_numbers_take_the_signs_of_their_digits() {
    for book in books() {
        for text in [&book.built.text, &book.built.epub] {
            assert!(text.contains(book.numbers), "{}: {}", book.language, book.numbers);
        }
    }
}

#[test]
fn r28_no_line_ends_with_a_word_of_one_letter_in_any_language() {
    for book in books().iter().filter(|book| book.has_short_words) {
        let rows = long(book);
        assert!(rows.len() > 20, "{}: {}", book.language, rows.len());
        for row in rows {
            let last = row.words().pop();
            assert_ne!(last.as_deref(), Some("و"), "{}: {}", book.language, row.right_to_left());
        }
    }
}

#[test]
fn r32_pages_mirror_about_a_spine_on_the_right_in_every_language() {
    for book in books() {
        let rows = long(book);
        let outer = |even: bool| {
            let of_side = rows.iter().filter(|row| (row.page % 2 == 0) == even);
            of_side.map(|row| row.letters[0].left).fold(f32::MAX, f32::min)
        };
        // Odd pages lie on the left of the spine: their outer margin is the left one, and wider than the inner.
        assert!(
            outer(false) > outer(true) + 3.0,
            "{}: {} {}",
            book.language,
            outer(false),
            outer(true)
        );
    }
}
