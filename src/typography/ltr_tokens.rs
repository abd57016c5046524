//! Things that read from the left by their nature, whatever they are made of: addresses, dates, versions. (Numbers with their
//! signs are in `numbers`.)

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

/// What ends an address beside white space: quotation marks, Arabic punctuation, and what stands for pictures and breaks.
const ADDRESS: &str = r#"[^\s<>"«»“”،؛؟\u{FFFC}\u{2028}\u{200E}\u{200F}\u{61C}]+"#;

/// What a text has where a pattern can find something: cheap to tell, and without it the pattern is not even compiled.
type Sign = fn(&str) -> bool;

/// The patterns. Digits are those of ASCII: dates in Arabic digits are the author's to arrange.
const TABLE: [(Sign, &str); 7] = [
    // URLs with a scheme, and those that begin with www.
    (|text| text.contains("://"), r"(?i)(?-u:\b)[a-z][a-z0-9+.-]*://ADDRESS"),
    (
        |text| text.to_ascii_lowercase().contains("www."),
        r"(?i)(?-u:\b)www\.ADDRESS",
    ),
    (
        |text| {
            between(
                text,
                &[':'],
                |c| c.is_ascii_alphabetic(),
                |c| c.is_ascii_alphanumeric() || c == '+',
            ) > 0
        },
        r"(?i)(?-u:\b)(?:mailto|tel|doi|urn|xmpp|geo):[a-z0-9+]ADDRESS",
    ),
    // E-mail addresses.
    (
        |text| text.contains('@'),
        r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    ),
    // ISO 8601 dates with times.
    (
        |text| digits_around(text, &['-']) > 1,
        r"(?-u:\b)[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?",
    ),
    // Three groups of digits and more: ISO dates, ISBNs. Two groups are a range, which UAX#9 orders.
    (
        |text| digits_around(text, &['-', '‑', '–']) > 0 && text.matches(['-', '‑', '–']).count() > 1,
        r"(?-u:\b)[0-9]+(?:[-‑–][0-9]+)+[-‑–][0-9]*[0-9Xx]",
    ),
    // Versions: three numbers with full stops, and what follows them (semantic versioning).
    (
        |text| digits_around(text, &['.']) > 1,
        r"(?-u:\b)v?[0-9]+(?:\.[0-9]+){2,}(?:[-+][0-9A-Za-z.+-]*[0-9A-Za-z])?",
    ),
];

/// How many of these characters stand between two of the kinds that are asked for.
fn between(text: &str, signs: &[char], before: fn(char) -> bool, after: fn(char) -> bool) -> usize {
    let mut last = None;
    let mut letters = text.chars().peekable();
    let mut found = 0;
    while let Some(letter) = letters.next() {
        let stands = signs.contains(&letter) && last.is_some_and(before) && letters.peek().copied().is_some_and(after);
        found += usize::from(stands);
        last = Some(letter);
    }
    found
}

/// How many of these characters stand between two digits.
fn digits_around(text: &str, signs: &[char]) -> usize {
    between(text, signs, |c| c.is_ascii_digit(), |c| c.is_ascii_digit())
}

/// The pattern of a row, compiled once.
fn pattern(row: usize) -> Option<&'static Regex> {
    static COMPILED: [OnceLock<Option<Regex>>; TABLE.len()] = [const { OnceLock::new() }; TABLE.len()];
    let compile = || Regex::new(&TABLE.get(row)?.1.replace("ADDRESS", ADDRESS)).ok();
    COMPILED.get(row)?.get_or_init(compile).as_ref()
}

/// The stretches of a text that are such things, in order of their beginning. They may overlap.
pub(super) fn ltr_tokens(text: &str) -> Vec<Range<usize>> {
    // Every pattern needs one of these; most paragraphs have none.
    if !text.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = TABLE
        .iter()
        .enumerate()
        .filter(|(_, (may_hold, _))| may_hold(text))
        .filter_map(|(row, _)| pattern(row))
        .flat_map(|pattern| pattern.find_iter(text))
        .map(|hit| hit.start()..hit.start() + trimmed(hit.as_str()).len())
        .collect();
    found.sort_by_key(|range| (range.start, range.end));
    found
}

/// Without the punctuation after it: a full stop ends the sentence, and a bracket closes one that opened before.
fn trimmed(unit: &str) -> &str {
    let mut unit = unit;
    loop {
        let closes =
            |open: char, close: char| unit.ends_with(close) && unit.matches(close).count() > unit.matches(open).count();
        let ends = unit.ends_with(['.', ',', ':', ';', '!', '?', '\'', '…', '*', '_']);
        if !(ends || closes('(', ')') || closes('[', ']')) {
            return unit;
        }
        let mut letters = unit.chars();
        letters.next_back();
        unit = letters.as_str();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        ltr_tokens(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn every_pattern_compiles() {
        assert!((0..TABLE.len()).all(|row| pattern(row).is_some()));
    }

    #[test]
    fn addresses_end_before_the_sentence_does() {
        assert_eq!(
            found("انظر (https://example.org/a_(b)?c=1#d)."),
            ["https://example.org/a_(b)?c=1#d"]
        );
        assert_eq!(
            found("وhttps://ar.wikipedia.org/wiki/سوريا، ثم"),
            ["https://ar.wikipedia.org/wiki/سوريا"]
        );
        assert_eq!(
            found("«www.example.org/» إلى 1a@example.org."),
            ["www.example.org/", "1a@example.org"]
        );
    }

    #[test]
    fn numbers_in_groups_are_one() {
        assert_eq!(
            found("في 2026-11-22 أو 2026-11-22T10:30:00Z"),
            ["2026-11-22", "2026-11-22", "2026-11-22T10:30:00Z"]
        );
        assert_eq!(
            found("978-0-306-40615-7 و1.0.0-rc.1."),
            ["978-0-306-40615-7", "1.0.0-rc.1"]
        );
    }

    #[test]
    fn ranges_and_plain_numbers_are_not() {
        assert!(found("(2015-2022) 4٪ 12.5% 3.14 10:30 ٢٠٢٦-١١-٢٢ و1905").is_empty());
    }
}
