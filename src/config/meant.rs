//! What somebody meant who wrote a value as its key does not take it.

use super::keys::{Key, KeyKind, did_you_mean};

/// What to write instead, in TOML; none where that cannot be told.
pub(super) fn meant(key: &Key, written: &str) -> Option<String> {
    let plain = western(written.trim_matches(['"', '\'']).trim());
    match key.kind {
        KeyKind::Integer(low, high) => {
            let number = plain.parse().ok().filter(|number| (low..=high).contains(number));
            number.map(|number: i64| number.to_string())
        }
        KeyKind::Boolean => match plain.to_lowercase().as_str() {
            "true" | "yes" | "on" | "1" | "نعم" => Some("true".into()),
            "false" | "no" | "off" | "0" | "لا" => Some("false".into()),
            _ => None,
        },
        KeyKind::Text if key.name == "version" => whole_version(&plain).map(|version| format!("\"{version}\"")),
        KeyKind::Text => {
            let is_number = !plain.is_empty() && plain.chars().all(|c| c.is_ascii_digit() || c == '.');
            is_number.then(|| format!("\"{plain}\""))
        }
        KeyKind::Choice(words) => {
            let near = did_you_mean(&plain.to_lowercase(), words.iter().copied());
            near.map(|word| format!("\"{word}\""))
        }
        _ => None,
    }
}

/// A version of semantic versioning for one that lacks some of it: 1.0.0 for 1, v1.0 and ١.
pub(super) fn whole_version(written: &str) -> Option<String> {
    let plain = western(written);
    let mut numbers = Vec::new();
    for part in plain.trim_start_matches(['v', 'V']).split('.') {
        numbers.push(part.parse::<u32>().ok()?);
    }
    if numbers.len() > 3 {
        return None;
    }
    numbers.resize(3, 0);
    let shown: Vec<String> = numbers.iter().map(u32::to_string).collect();
    Some(shown.join("."))
}

/// A text with its digits as TOML writes them.
fn western(text: &str) -> String {
    let digit = |c: char| match c {
        '٠'..='٩' => char::from_digit(c as u32 - '٠' as u32, 10),
        '۰'..='۹' => char::from_digit(c as u32 - '۰' as u32, 10),
        _ => None,
    };
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_made_whole() {
        for (written, whole) in [
            ("1", Some("1.0.0")),
            ("v2.5", Some("2.5.0")),
            ("٣", Some("3.0.0")),
            ("1.02", Some("1.2.0")),
            ("first", None),
            ("1.2.3.4", None),
        ] {
            assert_eq!(whole_version(written).as_deref(), whole, "{written}");
        }
    }
}
