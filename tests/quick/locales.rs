//! The font of every language can show every word that the program puts into a book of that language.

use kurras::fonts::FontLibrary;
use kurras::locale::{LanguageTag, Locale};

fn strings(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::String(text) => vec![text.clone()],
        toml::Value::Array(items) => items.iter().flat_map(strings).collect(),
        toml::Value::Table(table) => table.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_label_can_be_shown_in_its_languages_font() {
    let library = FontLibrary::shipped();
    for locale in Locale::all() {
        let family = library
            .family(&locale.font)
            .unwrap_or_else(|| panic!("{}: no font {}", locale.tag, locale.font));
        let mut texts = strings(&toml::Value::try_from(locale).expect("a locale is plain data"));
        texts.push(locale.numerals.convert("0123456789"));
        texts.extend((1..1000).filter_map(|number| locale.letters.format(number)));
        texts.push(
            [
                locale.numerals.decimal_sign(),
                locale.numerals.group_sign(),
                locale.numerals.percent_sign(),
            ]
            .iter()
            .collect(),
        );
        for text in texts {
            for face in &family.faces {
                let missing = text.chars().find(|&character| !face.coverage().covers(character));
                assert_eq!(
                    missing, None,
                    "{}: {} lacks a character of “{text}”",
                    locale.tag, face.file
                );
            }
        }
    }
}

#[test]
fn every_languages_font_is_meant_for_its_script() {
    let library = FontLibrary::shipped();
    for locale in Locale::all() {
        let family = library.family(&locale.font).expect("covered by the test above");
        assert!(
            family.scripts.contains(&locale.script().as_str()),
            "{}: {}",
            locale.tag,
            family.name
        );
    }
}

#[test]
fn right_to_left_languages_are_those_one_expects() {
    let directions: Vec<(String, bool)> = Locale::all()
        .iter()
        .map(|locale| {
            (
                locale.tag.clone(),
                LanguageTag::parse(&locale.tag).is_ok_and(|tag| tag.direction().is_rtl()),
            )
        })
        .collect();
    let expected = [
        ("ar", true),
        ("en", false),
        ("fa", true),
        ("fr", false),
        ("he", true),
        ("ur", true),
    ];
    assert_eq!(directions, expected.map(|(tag, rtl)| (tag.to_owned(), rtl)));
}
