//! Things that read from the left by their nature, whatever they are made of: addresses, dates, numbers in groups.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// What ends an address beside white space: quotation marks, Arabic punctuation, and what stands for pictures and breaks.
const ADDRESS: &str = r#"[^\s<>"«»“”،؛؟\u{FFFC}\u{2028}\u{200E}\u{200F}\u{61C}]+"#;

/// The patterns. Digits are those of ASCII: dates in Arabic digits are the author's to arrange.
static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        // URLs with a scheme, and those that begin with www.
        format!(r"(?i)(?-u:\b)[a-z][a-z0-9+.-]*://{ADDRESS}"),
        format!(r"(?i)(?-u:\b)www\.{ADDRESS}"),
        format!(r"(?i)(?-u:\b)(?:mailto|tel|doi|urn|xmpp|geo):[a-z0-9+]{ADDRESS}"),
        // E-mail addresses.
        r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+".into(),
        // ISO 8601 dates with times.
        r"(?-u:\b)[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?".into(),
        // Three groups of digits and more: ISO dates, ISBNs, telephone numbers. Two groups are a range, which UAX#9 orders.
        r"(?-u:\b)[0-9]+(?:[-‑–][0-9]+)+[-‑–][0-9]*[0-9Xx]".into(),
        // Telephone numbers with a country code, or with an area code in brackets or after a zero.
        r"\+[0-9][0-9 \u{A0}()./-]{4,}[0-9]".into(),
        r"\(0[0-9]{1,4}\)[ \u{A0}-]?[0-9][0-9 \u{A0}-]{3,}[0-9]".into(),
        r"(?-u:\b)0[0-9]{1,4}[ \u{A0}/-][0-9][0-9 \u{A0}-]{3,}[0-9]".into(),
        // Versions: three numbers with full stops, and what follows them (semantic versioning).
        r"(?-u:\b)v?[0-9]+(?:\.[0-9]+){2,}(?:[-+][0-9A-Za-z.+-]*[0-9A-Za-z])?".into(),
    ];
    patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
});

/// The stretches of a text that are such things, in order of their beginning. They may overlap.
pub(super) fn units(text: &str) -> Vec<Range<usize>> {
    // Every pattern needs one of these; most paragraphs have none.
    if !text.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = PATTERNS
        .iter()
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
        units(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(PATTERNS.len(), 10);
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
            found("+20 (2) 123-456، (02) 123-456، 0933 123 456"),
            ["+20 (2) 123-456", "(02) 123-456", "0933 123 456"]
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
