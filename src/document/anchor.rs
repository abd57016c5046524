//! The names by which headings are linked to.

/// A text as an XML name without colons (Namespaces in XML 3, NCName): its letters, digits and joiners, other things as hyphens.
pub fn anchor(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars() {
        let keeps = c.is_alphanumeric() && is_name_char(c) || matches!(c, '_' | '\u{200c}' | '\u{200d}');
        if keeps {
            name.extend(c.to_lowercase().filter(|&c| is_name_char(c)));
        } else if (c.is_whitespace() || matches!(c, '-' | '.' | ':')) && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_matches(['-', '\u{200c}', '\u{200d}']);
    match name.chars().next() {
        Some(first)
            if is_name_char(first) && !first.is_ascii_digit() && !matches!(u32::from(first), 0xb7 | 0x300..=0x36f) =>
        {
            name.into()
        }
        Some(_) => format!("s-{name}"),
        None => "section".into(),
    }
}

/// What other programs make of a heading's text where it differs from ours: GitHub and kramdown leave out full stops and colons, pandoc
/// what stands before the first letter.
pub fn anchors_elsewhere(text: &str) -> [String; 2] {
    let first = text.find(char::is_alphabetic).unwrap_or_default();
    [
        anchor(&text.replace(['.', ':'], "")),
        anchor(text.get(first..).unwrap_or(text)),
    ]
}

/// NameChar (XML 1.0, production 4a), but for the colon and the full stop.
fn is_name_char(c: char) -> bool {
    matches!(u32::from(c), 0x2d | 0x30..=0x39 | 0x41..=0x5a | 0x5f | 0x61..=0x7a | 0xb7 | 0xc0..=0xd6 | 0xd8..=0xf6
        | 0xf8..=0x37d | 0x37f..=0x1fff | 0x200c..=0x200d | 0x203f..=0x2040 | 0x2070..=0x218f | 0x2c00..=0x2fef
        | 0x3001..=0xd7ff | 0xf900..=0xfdcf | 0xfdf0..=0xfffd | 0x10000..=0xeffff)
}
