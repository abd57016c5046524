//! Long words on paper: addresses, names, sums, code, headings, titles; and what is said where a word has no room.

use super::book;
use crate::support::drawn::{PAGE, expect_apart, expect_inside, letters};
use crate::support::judges;
use crate::support::program::Book;

const ADDRESS: &str = "https://archive.example.org/collections/2031/letters-and-diaries/second_series/box-17/folder-03/scan-0042.tiff?zoom=4&page=9#left";

#[test]
fn addresses_break_where_they_may_and_nothing_is_added() {
    let mail = "the.keeper.of.the.old.papers@reading-room.archive.example.org";
    let text = format!(
        "# باب\n\nانظر {ADDRESS} في الأرشيف[^1].\n\n- بند: {ADDRESS}\n\n> البريد {mail}.\n\n[^1]: {ADDRESS} وكذلك {mail}.\n"
    );
    let book = book("ar", &text);
    let run = book.build(&["--only", "pdf,epub,txt", "--no-proof"]);
    run.expect_code(0);
    assert!(!run.stderr.contains("overfull"), "{}", run.stderr);
    let pdf = book.file(".pdf");
    let found = letters(&pdf);
    expect_inside(&found);
    expect_apart(&found);
    for reader in ["poppler", "mupdf"] {
        let copied = judges::text_by(reader, &pdf);
        assert!(!copied.contains(['\u{200b}', '\u{2060}', '\u{ad}']), "{reader}");
    }
    let plain = std::fs::read_to_string(book.file(".txt")).unwrap();
    assert!(plain.contains(ADDRESS) && !plain.contains('\u{200b}'));
    // A line never ends behind a sign of an address, but behind the slashes of its scheme.
    let drawn: Vec<_> = found.iter().filter(|l| l.page == 4 && l.c.is_ascii_graphic()).collect();
    for pair in drawn
        .windows(2)
        .filter(|pair| (pair[0].origin.1 - pair[1].origin.1).abs() > 5.0)
    {
        assert!(
            pair[0].c.is_alphanumeric() || pair[0].c == '/' || pair[0].c == '.',
            "{pair:?}"
        );
    }
}

#[test]
fn a_word_longer_than_its_line_is_broken_and_stays_on_the_page() {
    let word = "abcdefghij".repeat(9);
    let text = format!("# باب\n\nقبل {word} بعد[^1].\n\n- بند {word}\n\n## عنوان {word}\n\n[^1]: حاشية {word}.\n");
    let book = book("ar", &text);
    let run = book.build(&["--only", "pdf", "--no-proof"]);
    run.expect_code(0);
    assert!(!run.stderr.contains("overfull"), "{}", run.stderr);
    let found = letters(&book.file(".pdf"));
    expect_inside(&found);
    assert_eq!(found.iter().filter(|l| l.c == 'j').count(), 4 * 9);
}

#[test]
fn what_runs_into_the_margin_is_said_with_its_place() {
    let word = "ههههه".repeat(30);
    let book = book("ar", &format!("# باب\n\nأول.\n\nضحك {word} طويلا.\n"));
    let run = book.build(&["--only", "pdf", "--no-proof"]);
    run.expect_code(0)
        .expect_said("warning[overfull]")
        .expect_said("text.md:5:1");
}

#[test]
fn lines_of_code_go_on_below_and_no_sign_of_that_is_copied() {
    let code = "let joined = items.iter().map(|item| item.name.to_owned()).filter(|name| !name.is_empty()).collect::<Vec<_>>();\n\tindented(0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef);";
    let name = "load_all_settings_from_their_default_place_and_merge_them_with_those_of_the_book";
    let text = format!(
        "# باب\n\nالاسم `{name}` طويل.\n\n```\n{code}\n```\n\n- بند\n\n  ```\n  {}\n  ```\n",
        code.replace('\n', "\n  ")
    );
    let book = book("ar", &text);
    book.build(&["--only", "pdf", "--no-proof"]).expect_code(0);
    let pdf = book.file(".pdf");
    let found = letters(&pdf);
    expect_inside(&found);
    expect_apart(&found);
    let copied: String = judges::text_by("mupdf", &pdf).split_whitespace().collect();
    let written: String = code.split_whitespace().collect();
    assert!(copied.contains(&written), "{copied}");
    // A tab leads to its column.
    let starts: Vec<f32> = ["let", "indented"].iter().map(|word| start(&found, word)).collect();
    assert!(starts[1] > starts[0] + 5.0, "{starts:?}");
}

/// Where a word begins.
fn start(found: &[crate::support::drawn::Letter], word: &str) -> f32 {
    let letters: Vec<char> = word.chars().collect();
    let at = found
        .windows(letters.len())
        .find(|window| window.iter().map(|l| l.c).eq(letters.iter().copied()));
    at.expect("the word is drawn")[0].left
}

#[test]
fn titles_and_names_of_long_words_stay_on_their_pages() {
    let word = "Wirklichkeitsbeschreibungsversuch".repeat(2);
    let about = format!(
        "[book]\ntitle = \"كتاب {word}\"\nsubtitle = \"{word}{word}\"\nauthors = [\"{word}{word}\"]\nslug = \"wide\"\nlanguage = \"ar\"\ndate = \"2026-11-22\"\n"
    );
    let book = Book::new().with("book.toml", about).with("text.md", "# باب\n\nنص.\n");
    book.build(&["--only", "pdf", "--no-proof"]).expect_code(0);
    for letter in letters(&book.file(".pdf")) {
        assert!(letter.left > 10.0 && letter.right < PAGE.0 - 10.0, "{letter:?}");
    }
}

/// A direction that an author opens in a line of code reaches over the end of the printed line.
#[test]
fn directions_in_code_go_on_below() {
    let words = "كلمة ".repeat(16);
    let text = format!("# A\n\n```\nkey = \"\u{202b}{words}abc (def) ثمّ\u{202c}\"\n```\n");
    let book = book("en", &text);
    let run = book.build(&["--only", "pdf"]);
    run.expect_code(0);
    assert!(!run.stderr.contains("[proof"), "{}", run.stderr);
    let found = letters(&book.file(".pdf"));
    let latin = found.iter().find(|letter| letter.c == 'd').unwrap();
    let last = found.iter().rfind(|letter| letter.c == 'ث').unwrap();
    assert_eq!(latin.page, last.page);
    assert!(
        (latin.origin.1 - last.origin.1).abs() < 1.0,
        "on one line: {latin:?} {last:?}"
    );
    assert!(
        last.right < latin.left,
        "what comes later stands on the left: {latin:?} {last:?}"
    );
}
