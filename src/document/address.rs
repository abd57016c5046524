//! Addresses as they are shown to people.

/// Whether the words of a link are the address to which it leads, with or without what nobody types.
pub fn says_address(words: &str, url: &str) -> bool {
    [url, &shown_address(url)].iter().any(|url| bare(url) == bare(words))
}

/// An address without what nobody types.
fn bare(text: &str) -> String {
    let text = text.trim().trim_end_matches('/').to_lowercase();
    let rest = text.split_once("://").map_or(text.as_str(), |parts| parts.1);
    rest.strip_prefix("www.").unwrap_or(rest).to_string()
}

/// An address as people type it, with its letters, which it has in percent form: those that are no letters stay as they are.
pub fn shown_address(url: &str) -> String {
    let url = url.trim_start_matches("mailto:").trim_start_matches("tel:");
    let mut out = String::with_capacity(url.len());
    let mut rest = url;
    while let Some(c) = rest.chars().next() {
        let bytes: Vec<u8> = (0..4).map_while(|at| percent_byte(rest, 3 * at)).collect();
        let letter = (2..=bytes.len()).find_map(|length| std::str::from_utf8(bytes.get(..length)?).ok());
        let letter = letter.and_then(|letter| letter.chars().next());
        match letter.filter(|c| c.is_alphanumeric()) {
            Some(letter) => {
                out.push(letter);
                rest = rest.get(3 * letter.len_utf8()..).unwrap_or_default();
            }
            None => {
                out.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    out
}

/// The byte above ASCII that stands in percent form at a place.
fn percent_byte(text: &str, at: usize) -> Option<u8> {
    let hex = text.get(at..at + 3)?.strip_prefix('%')?;
    u8::from_str_radix(hex, 16).ok().filter(|byte| *byte >= 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_shown_in_their_letters() {
        for (url, shown) in [
            (
                "https://fa.wikipedia.org/wiki/%DA%A9%D8%AA%D8%A7%D8%A8",
                "https://fa.wikipedia.org/wiki/کتاب",
            ),
            (
                "https://a.org/a%20b%2Fc%E2%80%8E?q=%FF",
                "https://a.org/a%20b%2Fc%E2%80%8E?q=%FF",
            ),
        ] {
            assert_eq!(shown_address(url), shown);
            assert!(says_address(shown, url) && says_address(url, url) && !says_address("كتاب", url));
        }
    }
}
