//! Licences by their names: fonts say theirs in sentences, some in pages.

/// Words that tell a licence, in lower case, and its SPDX identifier; the first that is found holds.
const KNOWN: &[(&str, &str)] = &[
    ("open font license", "OFL-1.1"),
    ("open font licence", "OFL-1.1"),
    ("scripts.sil.org/ofl", "OFL-1.1"),
    ("openfontlicense.org", "OFL-1.1"),
    ("apache license", "Apache-2.0"),
    ("apache.org/licenses", "Apache-2.0"),
    ("ubuntu font licen", "Ubuntu-font-1.0"),
    ("bitstream vera", "Bitstream-Vera"),
    ("gust font license", "LPPL-1.3c"),
    ("cc0", "CC0-1.0"),
    ("creativecommons.org/publicdomain/zero", "CC0-1.0"),
    ("mit license", "MIT"),
    ("lesser general public", "LGPL-3.0-or-later"),
    ("affero general public", "AGPL-3.0-or-later"),
];

/// The most letters that a licence without a known name may have to be printed.
const SHORT: usize = 60;

/// The SPDX identifier of a licence, by what the font says of it, the address that it gives, and the text that lies beside it. Where
/// none is known: what the font says, where that is short; nothing otherwise.
pub(super) fn named(said: &str, address: &str, text: &str) -> String {
    for source in [said, address, text] {
        let lower = source.to_lowercase();
        if let Some((_, name)) = KNOWN.iter().find(|(words, _)| lower.contains(words)) {
            return (*name).into();
        }
        if let Some(name) = gpl(&lower) {
            return name;
        }
    }
    let short = !said.contains('\n') && said.chars().count() <= SHORT;
    if short { said.into() } else { String::new() }
}

/// The GNU General Public License, with the exception that lets documents hold the font.
fn gpl(lower: &str) -> Option<String> {
    if !lower.contains("general public license") && !lower.contains("gpl") {
        return None;
    }
    let version = if lower.contains("version 3") || lower.contains("gplv3") || lower.contains("gpl-3") {
        "GPL-3.0-or-later"
    } else {
        "GPL-2.0-or-later"
    };
    let exception = lower.contains("exception");
    Some(if exception {
        format!("{version} WITH Font-exception-2.0")
    } else {
        version.into()
    })
}

/// Whether a file that lies beside fonts says under what licence they are.
pub(super) fn is_licence(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file).to_ascii_lowercase();
    ["ofl", "licen", "copying", "ufl", "gpl", "apache"]
        .iter()
        .any(|head| name.starts_with(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_called_by_its_name() {
        let pages = "This Font Software is licensed under the SIL Open Font License, Version 1.1.\n".repeat(90);
        assert_eq!(named(&pages, "", ""), "OFL-1.1");
        assert_eq!(named("", "http://scripts.sil.org/OFL", ""), "OFL-1.1");
        assert_eq!(named("", "", "Apache License\nVersion 2.0"), "Apache-2.0");
        assert_eq!(
            named("GPLv3 with font exception", "", ""),
            "GPL-3.0-or-later WITH Font-exception-2.0"
        );
        assert_eq!(named("Free for all", "", ""), "Free for all");
        assert_eq!(named(&"You may … ".repeat(400), "", ""), "");
        assert!(is_licence("Amiri/OFL.txt") && is_licence("LICENSE") && !is_licence("Amiri.ttf"));
    }
}
