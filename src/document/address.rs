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

/// The most letters of an address that somebody would type.
const TYPED: usize = 200;
/// How many letters of a longer one tell where it leads.
const BEGINNING: usize = 80;

/// Whether an address is too long to be typed, in its letters: pages show its beginning.
pub fn is_untypable(url: &str) -> bool {
    shown_address(url).chars().nth(TYPED).is_some()
}

/// An address as pages show it: as people type it, or what of it tells them where it leads.
pub fn printed_address(url: &str) -> String {
    let whole = shown_address(url);
    if !is_untypable(url) {
        return whole;
    }
    let asks = whole.find(['?', '#']).map_or(whole.len(), |at| at + 1);
    let most = whole.char_indices().nth(BEGINNING).map_or(whole.len(), |(at, _)| at);
    format!("{}…", whole.get(..asks.min(most)).unwrap_or_default())
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
    fn what_nobody_types_is_printed_as_far_as_it_tells_where_it_leads() {
        let code = "eyJBcHAudnVl".repeat(40);
        for (url, printed) in [
            (
                format!("https://play.example.org/#{code}"),
                "https://play.example.org/#…",
            ),
            (format!("https://a.org/one?x={code}"), "https://a.org/one?…"),
            ("https://a.org/one?x=2#y".into(), "https://a.org/one?x=2#y"),
        ] {
            assert_eq!(printed_address(&url), printed);
        }
        let long = printed_address(&format!("https://a.org/{code}"));
        assert_eq!(long.chars().count(), BEGINNING + 1);
    }

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
