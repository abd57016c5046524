//! `[epub]`: how the EPUB is made.

use super::KeyKind::*;
use super::keys;
use super::reader::KeyReader;
use super::texts::check_url;
use crate::diagnostic::said;

keys! {
    /// `[epub]`: how the EPUB is made. What is said of its accessibility is the publisher's to assert; the program claims nothing of itself.
    Epub in "epub" {
        "font" embed_fonts: bool, Boolean, |key| key.boolean().unwrap_or(true),
            "true", "whether the text's fonts are embedded";
        "conforms-to" conforms_to: Option<String>, Choice(CONFORMANCE), |key| key.text().map(|words| conformance(&words)),
            "nothing is claimed", "what of WCAG the EPUB was found to conform to, under EPUB Accessibility 1.1";
        "certified-by" certified_by: Option<String>, Text, |key| behind(key, "conforms-to").text(),
            "none", "who found that it conforms";
        "certifier-credential" certifier_credential: Option<String>, Text, |key| behind(key, "certified-by").text(),
            "none", "what entitles them to say so: its name or its address";
        "certifier-report" certifier_report: Option<String>, Text, |key| behind(key, "certified-by").parsed(check_url),
            "none", "the address of their report";
        "exemption" exemption: Option<String>, Choice(EXEMPTIONS), |key| key.text().map(|word| format!("eaa-{word}")),
            "none", "the exemption from the European Accessibility Act that the publisher claims";
    }
}

/// WCAG's versions and levels, as `conforms-to` names them.
const CONFORMANCE: &[&str] = &[
    "wcag-2.0-a",
    "wcag-2.0-aa",
    "wcag-2.0-aaa",
    "wcag-2.1-a",
    "wcag-2.1-aa",
    "wcag-2.1-aaa",
    "wcag-2.2-a",
    "wcag-2.2-aa",
    "wcag-2.2-aaa",
];

/// The exemptions of Directive (EU) 2019/882, articles 4 (5) and 14, as `exemption` names them.
const EXEMPTIONS: &[&str] = &["microenterprise", "disproportionate-burden", "fundamental-alteration"];

/// `wcag-2.1-aa` as EPUB Accessibility 1.1 (2.5) words it.
fn conformance(words: &str) -> String {
    let mut parts = words.split('-').skip(1);
    let (version, level) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    format!(
        "EPUB Accessibility 1.1 - WCAG {version} Level {}",
        level.to_ascii_uppercase()
    )
}

/// A key that says nothing without another one.
fn behind<'a, 'b>(key: &'a mut KeyReader<'b>, needed: &str) -> &'a mut KeyReader<'b> {
    if key.is_said() && !key.file.says("epub", needed) {
        let message = said!("`{name}` says nothing without `{needed}`", name = key.name(), needed);
        let hint = "write `conforms-to`, then `certified-by`, then what is known of those who certified it";
        key.refuse(message, hint);
    }
    key
}
