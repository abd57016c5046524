//! Which letters are of which script, and what is no writing at all: addresses, names of files.

use std::ops::Range;

use super::{OBJECT, is_of_word};

/// What is neither words nor signs of a text: addresses, names of files, tags, handles.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for token in text.split_inclusive(|c: char| c.is_whitespace() || c == OBJECT) {
        let end = start + token.len();
        if is_address(token.trim_end_matches(|c: char| c.is_whitespace() || c == OBJECT)) {
            found.push(start..end);
        }
        start = end;
    }
    found
}

fn is_address(token: &str) -> bool {
    let token = token.trim_matches(|c: char| "()[]«»<>\"'،,؛;.؟?!:“”".contains(c));
    let begins = |sign: char| {
        token
            .strip_prefix(sign)
            .is_some_and(|rest| rest.starts_with(is_of_word))
    };
    let named = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let dotted = |name: &str| {
        name.split_once('.').is_some_and(|(head, tail)| {
            let tail = tail.rsplit('.').next().unwrap_or_default();
            head.chars().any(named)
                && tail.len() >= 2
                && tail.chars().all(|c| c.is_ascii_alphanumeric())
                && head.is_ascii()
        })
    };
    token.contains("://")
        || token.starts_with("www.")
        || token.starts_with("mailto:")
        || begins('#')
        || begins('@')
        || token.contains('@') && token.is_ascii()
        || token.contains('\\')
        || token.split('/').next().is_some_and(dotted) && token.is_ascii() && token.len() > 3
        || token.contains('=') && token.is_ascii()
}

/// The script of a language that rules know.
pub(super) fn script_of(language: &str) -> fn(char) -> bool {
    match language {
        "ar" | "fa" | "ur" | "ps" | "ckb" | "ug" | "sd" => is_arabic,
        "he" | "yi" => is_hebrew,
        "en" | "fr" | "de" | "es" | "it" | "pt" | "nl" | "tr" => is_latin,
        _ => char::is_alphabetic,
    }
}

/// Whether most letters of a text are of a script.
pub(super) fn is_written_in(text: &str, script: fn(char) -> bool) -> bool {
    let (mut own, mut others) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if script(c) {
            own += 1;
        } else {
            others += 1;
        }
    }
    own > 0 && own * 2 >= others
}

/// Whether a letter is of the Arabic script.
pub(in crate::lint) fn is_arabic(c: char) -> bool {
    matches!(u32::from(c), 0x620..=0x64a | 0x66e..=0x6d3 | 0x6d5 | 0x6ee..=0x6ef | 0x6fa..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8c7)
        || matches!(u32::from(c), 0xfb50..=0xfd3d | 0xfd50..=0xfdfb | 0xfe70..=0xfefc)
}

/// Whether a letter is Hebrew.
pub(in crate::lint) fn is_hebrew(c: char) -> bool {
    matches!(u32::from(c), 0x5d0..=0x5ea | 0x5ef..=0x5f2)
}

/// Whether a letter is Latin.
pub(in crate::lint) fn is_latin(c: char) -> bool {
    c.is_alphabetic() && u32::from(c) < 0x250
}
