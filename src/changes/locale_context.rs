//! The words, digits and direction of a language, for what is written about a version: pages, feeds, lists of changes.

use crate::config::Date;
use crate::edition::Edition;
use crate::locale::{Direction, LanguageTag, Locale, Numerals, fill};

/// The language that pages and changes are written in.
#[derive(Clone)]
pub struct LocaleContext {
    /// Its tag (BCP 47).
    pub language: String,
    /// Its words.
    pub locale: &'static Locale,
    /// Its digits.
    pub numerals: Numerals,
    /// Where its lines begin.
    pub direction: Direction,
}

impl LocaleContext {
    /// The context of a book.
    pub fn of(edition: &Edition) -> Self {
        let volume = edition.first();
        Self {
            language: volume.language.to_string(),
            locale: volume.locale,
            numerals: volume.numerals,
            direction: volume.direction,
        }
    }

    /// The context of a language; none where the tag is not one, or where nothing ships for it.
    pub fn in_language(tag: &str) -> Option<Self> {
        let tag = LanguageTag::parse(tag).ok()?;
        let locale = Locale::of(&tag)?.locale;
        Some(Self {
            language: tag.to_string(),
            locale,
            numerals: locale.numerals_for(&tag),
            direction: tag.direction(),
        })
    }

    /// A version with its date: `الإصدار 1.0.0، ٢٢ تشرين الثاني (نوفمبر) ٢٠٢٦`. Versions are names and keep their digits, as in the book.
    pub fn version_line(&self, version: &str, date: &str) -> String {
        let words = &self.locale.colophon;
        match date.parse::<Date>() {
            Ok(date) => {
                let date = self
                    .locale
                    .date(date.year.into(), date.month.into(), date.day.into(), self.numerals);
                fill(&words.version_date, &[("version", version), ("date", &date)])
            }
            Err(_) => fill(&words.version_only, &[("version", version)]),
        }
    }

    /// The letters of all that pages say in this language, of dates and of numbers, for fonts that several pages share.
    pub fn letters(&self) -> String {
        let words = [
            serde_json::to_string(&self.locale.site).unwrap_or_default(),
            serde_json::to_string(&self.locale.colophon).unwrap_or_default(),
            serde_json::to_string(&self.locale.words).unwrap_or_default(),
        ];
        let numbers = self.numerals.convert("0123456789");
        format!(
            "{} {} {numbers} {}",
            words.join(" "),
            self.locale.date.months.join(" "),
            self.numerals.decimal_sign()
        )
    }

    /// A size in kilobytes or megabytes (powers of ten, as file managers count), never nothing.
    pub fn size(&self, bytes: usize) -> String {
        let site = &self.locale.site;
        let tenths = (bytes + 50_000) / 100_000;
        if tenths < 10 {
            let kilobytes = bytes.div_ceil(1000).max(1) as u64;
            return fill(&site.kilobytes, &[("number", &self.numerals.format(kilobytes))]);
        }
        let (whole, part) = ((tenths / 10) as u64, (tenths % 10) as u64);
        let mut number = self.numerals.format(whole);
        if part > 0 {
            number.push(self.numerals.decimal_sign());
            number += &self.numerals.format(part);
        }
        fill(&site.megabytes, &[("number", &number)])
    }

    /// A label and what it is of: `عدد الصفحات: ٣٢`.
    pub fn count(&self, label: &str, number: usize) -> String {
        format!("{label}: {}", self.numerals.format(number as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_as_file_managers_do() {
        let arabic = LocaleContext::in_language("ar").unwrap();
        let english = LocaleContext::in_language("en").unwrap();
        assert_eq!(english.size(0), "1 kB");
        assert_eq!(english.size(1001), "2 kB");
        assert_eq!(english.size(949_999), "950 kB");
        assert_eq!(english.size(950_000), "1 MB");
        assert_eq!(english.size(1_250_000), "1.3 MB");
        assert_eq!(arabic.size(1_250_000), "١٫٣ م.ب");
    }

    #[test]
    fn a_bad_date_is_left_out() {
        let english = LocaleContext::in_language("en").unwrap();
        assert!(english.version_line("1.0.0", "2026-11-22").contains("2026"));
        assert!(!english.version_line("1.0.0", "someday").contains("someday"));
    }
}
