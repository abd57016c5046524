//! Texts that have a form of their own and stay texts: names of files, addresses, colours.

use crate::unicode::romanise;

pub(in crate::config) fn check_slug(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let good = !text.is_empty() && text.len() <= 80 && text.chars().all(fits) && !text.starts_with('-');
    if good {
        Ok(text.into())
    } else {
        Err("must be ASCII letters, digits, - and _, at most 80 of them".into())
    }
}

/// A slug made of a folder's name in ASCII letters; `book` where it has none.
pub(in crate::config) fn slug_of(folder: &str) -> String {
    let slug: String = romanise(folder).chars().take(80).collect();
    match slug.trim_end_matches('-') {
        "" => "book".into(),
        slug => slug.into(),
    }
}

pub(in crate::config) fn check_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let good = rest.is_some_and(|r| !r.is_empty() && !r.chars().any(|c| c.is_whitespace() || c.is_control()));
    if good {
        Ok(text.into())
    } else {
        Err("must be an address that begins with https:// or http://".into())
    }
}

pub(in crate::config) fn check_colour(text: &str) -> Result<String, String> {
    let digits = text
        .strip_prefix('#')
        .filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()));
    digits
        .map(|d| format!("#{}", d.to_ascii_lowercase()))
        .ok_or_else(|| "must be a colour such as \"#7a1f1f\"".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folders_name_is_written_in_ascii() {
        assert_eq!(slug_of("كتاب"), "ktab");
        assert_eq!(slug_of("ten lessons (2)"), "ten-lessons-2");
        assert_eq!(slug_of("…"), "book");
        assert!(slug_of(&"ab ".repeat(40)).len() <= 80);
    }
}
