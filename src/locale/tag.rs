//! Language tags (BCP 47, RFC 5646), the script a language is usually written in, and the direction of that script.

use std::fmt;

use icu_locale::subtags::Script;
use icu_locale::{LanguageIdentifier, Locale, LocaleCanonicalizer, LocaleDirectionality, LocaleExpander};
use serde::{Serialize, Serializer};

use super::Direction;

/// A well-formed language tag in its canonical letter case, such as `ar`, `ar-SY`, `az-Arab-IR`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag {
    text: String,
    /// Length of the primary language subtag, in bytes.
    language: usize,
    /// The script that it names, or else the one that the language is usually written in.
    script: String,
    region: Option<String>,
}

/// Why a text is not a language tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagError {
    /// The part at fault, as written.
    pub subtag: String,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl fmt::Display for TagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” {}", self.subtag, self.reason)
    }
}

impl std::error::Error for TagError {}

/// What the parts after the language may still be, in the order in which RFC 5646 § 2.1 allows them.
#[derive(PartialEq, PartialOrd)]
enum Stage {
    Extended,
    Script,
    Region,
    Variant,
    Extension,
}

impl LanguageTag {
    /// Parses and canonicalises a tag. Well-formedness is RFC 5646's, without the grandfathered tags; private-use tags
    /// (`x-…`) are refused as a book's language.
    ///
    /// # Errors
    /// With the subtag at fault.
    pub fn parse(text: &str) -> Result<Self, TagError> {
        let fault = |subtag: &str, reason| TagError {
            subtag: subtag.to_owned(),
            reason,
        };
        if text.contains('_') {
            return Err(fault(
                text,
                "has an underscore; language tags are joined by hyphens, as in ar-SY",
            ));
        }
        let mut parts = text.split('-');
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        if !(2..=3).contains(&language.len()) || !language.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Err(fault(
                &language,
                "is not a language code of two or three letters, such as ar, fa, he or ckb",
            ));
        }
        let mut tag = Self {
            language: language.len(),
            text: language,
            script: String::new(),
            region: None,
        };
        let mut stage = Stage::Extended;
        for part in parts {
            let (written, next) = tag.classify(part, &stage).ok_or_else(|| fault(part, misplaced(part)))?;
            tag.text.push('-');
            tag.text.push_str(&written);
            stage = next;
        }
        if tag.text.split('-').next_back().is_some_and(|last| last.len() == 1) {
            return Err(fault(text, "ends where more was expected"));
        }
        if tag.script.is_empty() {
            tag.script = usual_script(tag.language(), tag.region());
        }
        Ok(tag)
    }

    /// One subtag in its canonical case and the stage it leads to; `None` where it cannot stand there.
    fn classify(&mut self, part: &str, stage: &Stage) -> Option<(String, Stage)> {
        let alphabetic = part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let alphanumeric = !part.is_empty() && part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !alphanumeric {
            return None;
        }
        let lower = part.to_ascii_lowercase();
        let starts_with_digit = part.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        match part.len() {
            _ if *stage == Stage::Extension => Some((lower, Stage::Extension)),
            1 => Some((lower, Stage::Extension)),
            3 if alphabetic && *stage <= Stage::Extended => Some((lower, Stage::Extended)),
            4 if alphabetic && *stage < Stage::Script => {
                let script = title_case(&lower);
                self.script.clone_from(&script);
                Some((script, Stage::Script))
            }
            2 | 3 if *stage < Stage::Region && (alphabetic && part.len() == 2 || part.len() == 3 && digits(part)) => {
                let region = part.to_ascii_uppercase();
                self.region = Some(region.clone());
                Some((region, Stage::Region))
            }
            5..=8 => Some((lower, Stage::Variant)),
            4 if starts_with_digit => Some((lower, Stage::Variant)),
            _ => None,
        }
    }

    /// The whole tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The primary language subtag, such as `ar`.
    #[must_use]
    pub fn language(&self) -> &str {
        self.text.get(..self.language).unwrap_or_default()
    }

    /// The region subtag, such as `SY`, where there is one.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// The ISO 15924 code of the script: the one the tag names, else the one that the language is usually written in.
    #[must_use]
    pub fn script(&self) -> &str {
        &self.script
    }

    /// The base direction, which follows from the script.
    #[must_use]
    pub fn direction(&self) -> Direction {
        let of_script = LanguageIdentifier {
            script: Script::try_from_str(&self.script).ok(),
            ..LanguageIdentifier::UNKNOWN
        };
        let rtl = LocaleDirectionality::new_extended().is_right_to_left(&of_script);
        if rtl || RTL_VARIANTS.contains(&self.script.as_str()) {
            Direction::Rtl
        } else {
            Direction::Ltr
        }
    }
}

impl Default for LanguageTag {
    /// Arabic: the language of a book that names none.
    fn default() -> Self {
        Self {
            text: "ar".into(),
            language: 2,
            script: "Arab".into(),
            region: None,
        }
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for LanguageTag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// Why a subtag cannot stand where it stands.
fn misplaced(part: &str) -> &'static str {
    if part.is_empty() {
        "is empty: two hyphens in a row, or one at the end"
    } else if !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        "has a character that is neither a letter a–z nor a digit"
    } else {
        "is not a script (four letters), region (two letters or three digits) or variant in its place"
    }
}

fn digits(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit())
}

fn title_case(lower: &str) -> String {
    let mut characters = lower.chars();
    characters
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(characters)
        .collect()
}

/// The script that a language is usually written in (Unicode CLDR, likely subtags); Latin where none is known.
fn usual_script(language: &str, region: Option<&str>) -> String {
    let is_ours = |row: &&(&str, Option<&str>, &str)| row.0 == language && (row.1.is_none() || row.1 == region);
    if let Some((.., script)) = USUAL_SCRIPTS.iter().find(is_ours) {
        return (*script).into();
    }
    let tag = region.map_or_else(|| language.to_owned(), |region| format!("{language}-{region}"));
    let mut locale: Locale = tag.parse().unwrap_or(Locale::UNKNOWN);
    // CLDR knows a language by one of its codes: ar, not ara or arb.
    LocaleCanonicalizer::new_common().canonicalize(&mut locale);
    let likely = LocaleExpander::new_extended().get_likely_script(&locale.id);
    likely.map_or_else(|| "Latn".into(), |script| script.to_string())
}

/// Scripts that run from right to left and are ways of writing others, of which CLDR says nothing.
const RTL_VARIANTS: [&str; 4] = ["Aran", "Syre", "Syrj", "Syrn"];

/// What books are usually written in where CLDR says otherwise: language, the region if there only, script.
const USUAL_SCRIPTS: &[(&str, Option<&str>, &str)] = &[
    ("ur", None, "Aran"),
    ("arc", None, "Syrc"),
    ("tru", None, "Syrc"),
    ("man", None, "Nkoo"),
    ("tk", Some("IR"), "Arab"),
    ("ff", Some("GN"), "Adlm"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_brought_into_canonical_case() {
        for (written, canonical) in [
            ("ar", "ar"),
            ("AR-sy", "ar-SY"),
            ("az-arab-ir", "az-Arab-IR"),
            ("ar-001", "ar-001"),
            ("sl-Rozaj-1994", "sl-rozaj-1994"),
            ("zh-yue-hant", "zh-yue-Hant"),
            ("fa-x-Draft", "fa-x-draft"),
            ("ar-u-nu-latn", "ar-u-nu-latn"),
            ("ckb", "ckb"),
        ] {
            assert_eq!(
                LanguageTag::parse(written).map(|tag| tag.to_string()),
                Ok(canonical.to_owned())
            );
        }
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for written in [
            "",
            "a",
            "arabic",
            "arabic_!",
            "ar_SY",
            "ar-",
            "ar--SY",
            "ar-SY-Arab",
            "ar-é",
            "x-private",
            "ar-u",
            "ع",
            "ar-toolongsubtag",
        ] {
            assert!(LanguageTag::parse(written).is_err(), "{written}");
        }
        let error = LanguageTag::parse("ar_SY").unwrap_err();
        assert!(error.to_string().contains("hyphen"), "{error}");
    }

    #[test]
    fn direction_follows_the_script() {
        for (written, script, direction) in [
            ("ar", "Arab", Direction::Rtl),
            ("ar-EG", "Arab", Direction::Rtl),
            ("ar-Latn", "Latn", Direction::Ltr),
            ("az", "Latn", Direction::Ltr),
            ("az-Arab", "Arab", Direction::Rtl),
            ("az-IR", "Arab", Direction::Rtl),
            ("pa-PK", "Arab", Direction::Rtl),
            ("ur", "Aran", Direction::Rtl),
            ("he", "Hebr", Direction::Rtl),
            ("yi", "Hebr", Direction::Rtl),
            ("fa-AF", "Arab", Direction::Rtl),
            ("dv", "Thaa", Direction::Rtl),
            ("syr", "Syrc", Direction::Rtl),
            ("nqo", "Nkoo", Direction::Rtl),
            ("ff-Adlm", "Adlm", Direction::Rtl),
            ("en", "Latn", Direction::Ltr),
            ("fr-CA", "Latn", Direction::Ltr),
            ("ru", "Cyrl", Direction::Ltr),
            // By CLDR: dialects of Arabic, other codes of a language, other scripts of a region.
            ("acm", "Arab", Direction::Rtl),
            ("ara", "Arab", Direction::Rtl),
            ("prs", "Arab", Direction::Rtl),
            ("urd", "Arab", Direction::Rtl),
            ("tk-IR", "Arab", Direction::Rtl),
            ("ar-Syre", "Syre", Direction::Rtl),
            ("gu", "Gujr", Direction::Ltr),
            ("zh-TW", "Hant", Direction::Ltr),
            ("xx", "Latn", Direction::Ltr),
        ] {
            let tag = LanguageTag::parse(written).unwrap();
            assert_eq!((tag.script(), tag.direction()), (script, direction), "{written}");
        }
    }
}
