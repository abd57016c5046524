//! What a drawing's document type declares: names for pieces of text, which Adobe's programs use for their namespaces.
//!
//! Declarations of other files (XXE) and of entities made of entities ("billion laughs") are refused before anything is read.

use crate::bounds;
use crate::diagnostic::{Message, said};

/// Why a drawing's entities are not read.
///
/// # Errors
/// A sentence that says it.
pub(super) fn check(text: &str) -> Result<(), Message> {
    let mut longest = 0_u64;
    let mut rest = text;
    while let Some(at) = rest.find("<!ENTITY") {
        rest = rest.get(at + 8..).unwrap_or_default();
        let end = rest.find('>').unwrap_or(rest.len());
        let declaration = rest.get(..end).unwrap_or_default();
        let name = declaration.split_whitespace().next().unwrap_or_default();
        if name == "%" {
            return Err("it declares entities for its declarations, which no drawing needs".into());
        }
        let Some(quote) = declaration.find(['"', '\'']) else {
            return Err(said!("what it says of its entity `{name}` cannot be read", name));
        };
        let (before, value) = rest.split_at(quote);
        let mark = value.get(..1).unwrap_or_default();
        let value = value
            .get(1..)
            .unwrap_or_default()
            .split(mark)
            .next()
            .unwrap_or_default();
        if before.contains("SYSTEM") || before.contains("PUBLIC") {
            return Err(said!("its entity `{name}` stands for another file", name));
        }
        if value.contains(['&', '%', '<']) {
            return Err(said!(
                "its entity `{name}` is made of other entities or of elements",
                name
            ));
        }
        longest = longest.max(value.len() as u64);
        rest = rest.get(quote + value.len() + 1..).unwrap_or_default();
    }
    let references = text.bytes().filter(|&byte| byte == b'&').count() as u64;
    if longest * references > bounds::DRAWING_BYTES {
        return Err("its entities would make it larger than a drawing may be".into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_for_namespaces_pass_and_all_else_is_said() {
        let of = |declarations: &str, text: &str| check(&format!("<!DOCTYPE svg [{declarations}]><svg>{text}</svg>"));
        assert_eq!(
            of(
                "<!ENTITY ns_svg \"http://www.w3.org/2000/svg\">\n<!ENTITY b 'b > c'>",
                "&b;"
            ),
            Ok(())
        );
        for (declarations, text, said) in [
            ("<!ENTITY x SYSTEM \"file:///etc/passwd\">", "&x;", "another file"),
            ("<!ENTITY x PUBLIC 'a' 'http://e.org/a'>", "&x;", "another file"),
            ("<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">", "&b;", "made of other"),
            ("<!ENTITY % p \"x\">", "", "declarations"),
            ("<!ENTITY x>", "", "cannot be read"),
        ] {
            assert!(of(declarations, text).unwrap_err().contains(said), "{declarations}");
        }
        let long = format!("<!ENTITY a \"{}\">", "x".repeat(100_000));
        assert!(of(&long, &"&a;".repeat(10_000)).unwrap_err().contains("larger"));
    }
}
