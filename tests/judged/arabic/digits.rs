//! Digits: requirements 19 to 24.

use super::page::{self, Row};
use super::{Built, arabic};

const TEXT: &str = "# فصل\n\nكلمة[^1] عام 2014 بنسبة 12.5% من 1,234.\n\n1. بند\n2. بند آخر\n\n[^1]: حاشية\n";

/// The digits of the page numbers: the lowest row of each page of text.
fn folios(built: &Built) -> String {
    let pages: Vec<usize> = built.rows.iter().map(|row| row.page).collect();
    let last = |page: usize| built.rows.iter().rfind(|row| row.page == page && row.y > 520.0);
    let mut seen = pages;
    seen.dedup();
    seen.into_iter()
        .filter_map(last)
        .filter(|row| row.letters.len() <= 3)
        .map(Row::left_to_right)
        .collect()
}

#[test]
fn r19_r20_one_family_for_all_that_the_program_numbers() {
    for (keys, digits, one, two) in [
        ("", '٠'..='٩', '١', '٢'),
        ("numerals = \"western\"", '0'..='9', '1', '2'),
        ("numerals = \"persian\"", '۰'..='۹', '۱', '۲'),
        ("language = \"fa\"", '۰'..='۹', '۱', '۲'),
        ("language = \"ur\"", '۰'..='۹', '۱', '۲'),
        ("language = \"he\"", '0'..='9', '1', '2'),
    ] {
        let built = Built::of_text(keys, TEXT);
        let found = folios(&built);
        assert!(
            !found.is_empty() && found.chars().all(|c| digits.contains(&c)),
            "{keys}: folios {found}"
        );
        assert!(built.epub.contains(&format!(">{one}</a>")), "{keys}: the note's mark");
        let extracted = built.extracted();
        assert!(extracted.contains(one) && extracted.contains(two), "{keys}: markers");
        assert!(built.text.contains("2014"), "{keys}: the author's digits are changed");
    }
}

#[test]
fn r20_r21_the_authors_digits_change_with_their_signs_where_asked() {
    let built = Built::of_text("convert-digits = true", TEXT);
    for text in [&built.text, &built.epub] {
        assert!(text.contains("عام ٢٠١٤ بنسبة ١٢٫٥٪ من ١٬٢٣٤"), "{}", built.text);
    }
    assert!(arabic().text.contains("١٬٢٣٤٫٥") && arabic().epub.contains("١٬٢٣٤٫٥"));
}

#[test]
fn r22_the_per_cent_sign_is_on_the_left_of_its_number() {
    let built = arabic();
    let templates: Vec<page::Ink> = ["4", "٪"]
        .iter()
        .map(|word| {
            let from = built.index("قوالب");
            let row = built.rows[from..]
                .iter()
                .find(|row| row.left_to_right().trim() == *word)
                .unwrap();
            built.ink(row).trimmed()
        })
        .collect();
    let drawn = built.ink(built.row("مئوية"));
    let (number, sign) = (drawn.find(&templates[0]), drawn.find(&templates[1]));
    assert!(sign < number, "the sign is on the right");
    assert!(
        number - (sign + templates[1].width) < page::dots(2.0),
        "there is a space between them"
    );
}

/// Twelve items, and two lists inside the twelfth, one in the other.
fn counted(item: &str) -> String {
    let items: String = (1..=12).map(|number| format!("{number}. {item}\n")).collect();
    format!("# {item}\n\n{items}    1. {item}{item}\n        1. {item}{item}{item}\n")
}

#[test]
fn r24_lists_count_in_letters_that_add_up() {
    for (keys, item, numbers) in [
        ("list-numbers = \"letters\"", "بند", ["هـ", "يب", "أ", "أ"]),
        ("list-numbers = [\"digits\", \"letters\"]", "بند", ["٥", "١٢", "أ", "أ"]),
        (
            "list-numbers = [\"letters\", \"digits\"]",
            "بند",
            ["هـ", "يب", "١", "١"],
        ),
        (
            "list-numbers = \"letters\"\nlanguage = \"fa\"",
            "بند",
            ["ه", "یب", "الف", "الف"],
        ),
        (
            "list-numbers = \"letters\"\nlanguage = \"ur\"",
            "نکت",
            ["ہ", "یب", "الف", "الف"],
        ),
        (
            "list-numbers = \"letters\"\nlanguage = \"he\"",
            "דבר",
            ["ה", "יב", "א", "א"],
        ),
        ("", "بند", ["٥", "١٢", "١", "١"]),
    ] {
        let built = Built::of_text(keys, &counted(item));
        for (number, times) in numbers.iter().zip([1, 1, 2, 3]) {
            let words = item.repeat(times);
            let line = format!("{number}. {words}");
            let in_text = built.text.lines().any(|found| found.trim() == line);
            assert!(in_text, "{keys}: {line} is not in {}", built.text);
            // Where a row is read from the right, the digits of a number come last first.
            let marker = |row: String| {
                let marker = row.replace(' ', "").strip_suffix(&words)?.to_string();
                let mut letters: Vec<char> = marker.chars().collect();
                letters.sort_by_key(|c| (!c.is_alphabetic(), if c.is_alphabetic() { '\0' } else { *c }));
                Some(letters)
            };
            let wanted = marker(format!("{number}.{words}"));
            let found: Vec<_> = built.rows.iter().map(|row| marker(row.right_to_left())).collect();
            assert!(found.contains(&wanted), "{keys}: {wanted:?} is not in {found:?}");
        }
        // The EPUB's style has every number up to the last, and says which lists use it.
        let count = |ident: &str| built.epub.matches(ident).count();
        let lettered = numbers.map(|number| !number.chars().any(char::is_numeric));
        let lists = [lettered[1], lettered[2], lettered[3]];
        let expected = lists.iter().filter(|lettered| **lettered).count();
        assert_eq!(count("class=\"tight letters\""), expected, "{keys}");
        let symbols = built.epub.split("symbols:").nth(1).map(|rest| {
            let list = rest.split(';').next().unwrap();
            list.split('"')
                .filter(|part| !part.trim().is_empty())
                .collect::<Vec<_>>()
        });
        let last = match lists {
            [true, ..] => Some(numbers[1]),
            [false, true, _] => Some(numbers[2]),
            _ => None,
        };
        assert_eq!(symbols.and_then(|symbols| symbols.last().copied()), last, "{keys}");
    }
}

#[test]
fn versions_keep_western_digits_and_their_order() {
    let built = Built::of_text("version = \"1.0.0-rc.1\"", TEXT);
    assert!(built.text.contains("الإصدار 1.0.0-rc.1"), "{}", built.text);
    assert!(built.epub.contains("<bdi dir=\"ltr\">1.0.0-rc.1</bdi>"));
    built.row("1.0.0-rc.1");
}
