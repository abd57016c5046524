//! Every language is complete, registered, and says the same things with the same blanks to fill.

#![allow(
    clippy::disallowed_methods,
    reason = "the tests look into the folder that the table must match"
)]

use std::collections::{BTreeMap, BTreeSet};

use super::*;

fn locale(tag: &str) -> &'static Locale {
    let found = Locale::of(&LanguageTag::parse(tag).unwrap()).unwrap();
    assert!(found.exact, "{tag}");
    found.locale
}

/// Every text of a locale file by its path, such as `words.back`.
fn texts(locale: &Locale) -> BTreeMap<String, String> {
    fn walk(path: &str, value: &toml::Value, found: &mut BTreeMap<String, String>) {
        match value {
            toml::Value::String(text) => {
                found.insert(path.to_owned(), text.clone());
            }
            toml::Value::Array(items) => items
                .iter()
                .enumerate()
                .for_each(|(i, item)| walk(&format!("{path}[{i}]"), item, found)),
            toml::Value::Table(table) => table
                .iter()
                .for_each(|(key, item)| walk(&format!("{path}.{key}"), item, found)),
            _ => {}
        }
    }
    let mut found = BTreeMap::new();
    walk("", &toml::Value::try_from(locale).unwrap(), &mut found);
    found
}

fn blanks(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn every_file_loads_and_is_registered() {
    for (tag, text) in FILES {
        let locale: Locale = toml::from_str(text).unwrap_or_else(|error| panic!("{tag}.toml: {error}"));
        assert_eq!(locale.tag, *tag);
    }
    assert_eq!(Locale::all().len(), FILES.len());
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales");
    let mut on_disk: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    on_disk.sort();
    assert_eq!(
        on_disk,
        FILES.iter().map(|(tag, _)| format!("{tag}.toml")).collect::<Vec<_>>()
    );
}

#[test]
fn every_label_is_filled_in_the_same_way_in_every_language() {
    let english = texts(locale("en"));
    for locale in Locale::all() {
        for (path, text) in texts(locale) {
            let one_language = |list: &&str| path.starts_with(*list);
            if ![".western-regions", ".also-called"].iter().any(one_language) {
                assert!(!text.trim().is_empty(), "{}: {path} is empty", locale.tag);
                if path != ".date.first-day" {
                    assert_eq!(blanks(&text), blanks(&english[&path]), "{}: {path}", locale.tag);
                }
            }
        }
    }
}

#[test]
fn texts_are_plain_and_composed() {
    use unicode_normalization::is_nfc;
    for locale in Locale::all() {
        for (path, text) in texts(locale) {
            assert!(is_nfc(&text), "{}: {path} is not NFC", locale.tag);
            let forbidden = |character: char| matches!(u32::from(character), 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069 | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF);
            assert!(
                !text.contains(forbidden),
                "{}: {path} has a direction control or a presentation form",
                locale.tag
            );
        }
    }
}

/// Letters of one Arabic-script language that do not belong into another (alreq § 2.1).
#[test]
fn letters_are_those_of_the_language() {
    for (tag, foreign) in [("ar", "یکہھۀےگچپژ"), ("fa", "يكىةہے"), ("ur", "يكىةهڑٸ")] {
        let foreign: BTreeSet<char> = foreign
            .chars()
            .filter(|&letter| !(tag == "ur" && letter == 'ڑ'))
            .collect();
        for (path, text) in texts(locale(tag)) {
            if let Some(letter) = text.chars().find(|letter| foreign.contains(letter)) {
                panic!("{tag}: {path} has {letter} (U+{:04X}) in “{text}”", u32::from(letter));
            }
        }
    }
}

#[test]
fn dates_are_written_as_the_language_does() {
    for (tag, numerals, expected) in [
        ("ar", Numerals::ArabicIndic, "٢٢ تشرين الثاني (نوفمبر) ٢٠٢٦"),
        ("fa", Numerals::Persian, "۲۲ نوامبر ۲۰۲۶"),
        ("he", Numerals::Western, "22 בנובמבר 2026"),
        ("ur", Numerals::Persian, "۲۲ نومبر ۲۰۲۶"),
        ("en", Numerals::Western, "22 November 2026"),
        ("fr", Numerals::Western, "22 novembre 2026"),
    ] {
        assert_eq!(locale(tag).date(2026, 11, 22, numerals), expected);
    }
    assert_eq!(locale("fr").date(2027, 5, 1, Numerals::Western), "1er mai 2027");
    assert_eq!(locale("en").date(2027, 13, 2, Numerals::Western), "2  2027");
}

#[test]
fn names_are_joined_as_the_language_does() {
    let names = ["أ", "ب", "ج"];
    assert_eq!(locale("ar").join(&names), "أ وب وج");
    assert_eq!(locale("ar").join(&names[..2]), "أ وب");
    assert_eq!(locale("en").join(&["A", "B", "C", "D"]), "A, B, C and D");
    assert_eq!(locale("fr").join(&["A", "B"]), "A et B");
    assert_eq!(locale("fa").join(&["الف", "ب", "پ"]), "الف، ب و پ");
    assert_eq!(locale("he").join(&["A"]), "A");
    assert_eq!(locale("he").join::<&str>(&[]), "");
}

#[test]
fn blanks_are_filled_once() {
    assert_eq!(fill("{a} of {b}", &[("a", "{b}"), ("b", "2")]), "{b} of 2");
    assert_eq!(fill("{unknown} { {a", &[("a", "1")]), "{unknown} { {a");
    assert_eq!(fill("", &[]), "");
}

#[test]
fn a_language_without_a_file_borrows_one_of_its_script() {
    for (tag, borrowed, exact) in [
        ("ar-SY", "ar", true),
        ("fa-AF", "fa", true),
        ("ps", "ar", false),
        ("az-Arab", "ar", false),
        ("yi", "he", false),
        ("ar-Latn", "en", false),
        ("de", "en", false),
        ("ru", "en", false),
        ("ur-Arab", "ar", false),
    ] {
        let found = Locale::of(&LanguageTag::parse(tag).unwrap()).unwrap();
        assert_eq!((found.locale.tag.as_str(), found.exact), (borrowed, exact), "{tag}");
    }
}

#[test]
fn digits_follow_the_region() {
    for (tag, numerals) in [
        ("ar", Numerals::ArabicIndic),
        ("ar-SY", Numerals::ArabicIndic),
        ("ar-MA", Numerals::Western),
    ] {
        assert_eq!(locale(tag).numerals_for(&LanguageTag::parse(tag).unwrap()), numerals);
    }
}

#[test]
fn those_who_are_not_named_are_told_of_in_the_grammar_of_their_number() {
    for (tag, number, expected) in [
        ("ar", 2, " وآخران"),
        ("ar", 3, " و{number} آخرون"),
        ("ar", 12, " و{number} شخصاً آخر"),
        ("ar", 102, " و{number} شخص آخر"),
        ("ar", 104, " و{number} آخرون"),
        ("en", 2, " and two others"),
        ("en", 30, " and {number} others"),
    ] {
        assert_eq!(locale(tag).join.others(number), expected, "{tag} {number}");
    }
}
