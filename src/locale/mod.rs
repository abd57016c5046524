//! Languages: their tags, direction, digits, and every word that the program itself puts into a book.
//!
//! One file a language in `assets/locales/`, all with the same keys: a missing or an unknown one does not load, and a test
//! loads them all.

mod direction;
mod labels;
mod letters;
mod numerals;
mod tag;

use std::borrow::Cow;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

pub use direction::Direction;
pub use labels::{Accessibility, Calibration, Callouts, Colophon, MatterLabels, Roles, SheetLabels, Site, Words};
pub use letters::told_by_letters;
pub use numerals::{Count, LetterCounter, Numerals, digit_value};
pub use tag::{LanguageTag, TagError};

/// Everything a book takes from its language.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Locale {
    /// The language's tag, such as `ar`.
    pub tag: String,
    /// Its name in itself.
    pub name: String,
    /// What people write for it instead of a tag, in lower case, beside its name.
    pub also_called: Vec<String>,
    /// The family that its text is set in unless the book says otherwise.
    pub font: String,
    /// The digits that the program numbers with unless the book says otherwise.
    pub numerals: Numerals,
    /// Regions (ISO 3166) where western digits are usual instead.
    pub western_regions: Vec<String>,
    /// The letters that count in lists.
    pub letters: LetterCounter,
    /// Whether words are parted at line ends, by patterns that Typst has for the language.
    pub hyphenated: bool,
    /// Whether high marks keep the space that stands before them (Lexique des règles typographiques, Imprimerie nationale).
    pub space_before_marks: bool,
    /// Quotation marks.
    pub quotes: Quotes,
    /// How names are strung together.
    pub join: Join,
    /// How dates are written.
    pub date: DateFormat,
    /// The names of a book's parts.
    pub matter: MatterLabels,
    /// Single words and short labels.
    pub words: Words,
    /// What boxes are called.
    pub callouts: Callouts,
    /// What people did.
    pub roles: Roles,
    /// The colophon's sentences.
    pub colophon: Colophon,
    /// What is printed beside the pages on a sheet.
    pub sheet: SheetLabels,
    /// The instructions of the calibration sheet.
    pub calibration: Calibration,
    /// The accessibility summary's sentences.
    pub accessibility: Accessibility,
    /// The words of a release's pages.
    pub site: Site,
}

/// Quotation marks, opening and closing, in the text's order.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Quotes {
    /// Of a quotation.
    pub outer: [String; 2],
    /// Of a quotation in a quotation.
    pub inner: [String; 2],
}

/// What stands between the members of a list.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// Between the first ones.
    pub separator: String,
    /// Between two, where there are but two.
    pub pair: String,
    /// Before the last of three or more.
    pub last: String,
    /// After the last one named, where `{number}` more are not: two; three to ten, and eleven to 99, of the last two digits; as many as
    /// else (the numbers of Arabic in CLDR's plural rules; there are several, always).
    pub others: [String; 4],
}

impl Join {
    /// What tells of so many who are not named, with a blank for their `{number}`.
    pub fn others(&self, count: usize) -> &str {
        let [two, few, many, other] = &self.others;
        match (count, count % 100) {
            (2, _) => two,
            (_, 3..=10) => few,
            (_, 11..) => many,
            _ => other,
        }
    }

    /// What stands before one of so many names, counted from 0.
    pub fn before(&self, index: usize, names: usize) -> &str {
        match (index, names - index) {
            (0, _) => "",
            (1, 1) => &self.pair,
            (_, 1) => &self.last,
            _ => &self.separator,
        }
    }
}

/// How a date of the Gregorian calendar is written.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DateFormat {
    /// With `{day}`, `{month}` and `{year}`.
    pub pattern: String,
    /// The `{day}` where it is the first of a month.
    pub first_day: String,
    /// The months, January first.
    pub months: [String; 12],
}

/// A locale that was found for a language.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// The locale.
    pub locale: &'static Locale,
    /// Whether it is the language's own; otherwise it is one of the same script, or English, and the author should know.
    pub exact: bool,
}

/// The files that ship: tag, text. The first one of a script also serves the script's other languages.
const FILES: &[(&str, &str)] = &[
    ("ar", include_str!("../../assets/locales/ar.toml")),
    ("en", include_str!("../../assets/locales/en.toml")),
    ("fa", include_str!("../../assets/locales/fa.toml")),
    ("fr", include_str!("../../assets/locales/fr.toml")),
    ("he", include_str!("../../assets/locales/he.toml")),
    ("ur", include_str!("../../assets/locales/ur.toml")),
];

impl Locale {
    /// Every language that ships, by tag.
    pub fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Locale>> = OnceLock::new();
        ALL.get_or_init(|| FILES.iter().filter_map(|(_, text)| toml::from_str(text).ok()).collect())
    }

    /// The locale for a language: its own, else the first of its script, else English.
    #[must_use]
    pub fn of(tag: &LanguageTag) -> Option<Match> {
        let own = Self::all().iter().find(|locale| locale.tag == tag.language());
        let same_script = || Self::all().iter().find(|locale| locale.script() == tag.script());
        let english = || Self::all().iter().find(|locale| locale.tag == "en");
        match own.filter(|locale| locale.script() == tag.script()) {
            Some(locale) => Some(Match { locale, exact: true }),
            None => same_script()
                .or_else(english)
                .map(|locale| Match { locale, exact: false }),
        }
    }

    /// The language that people call so: by its name in itself, or by another.
    #[must_use]
    pub fn called(name: &str) -> Option<&'static Self> {
        let name = name.to_lowercase();
        let is_called = |locale: &&Self| locale.name.to_lowercase() == name || locale.also_called.contains(&name);
        Self::all().iter().find(is_called)
    }

    /// The ISO 15924 code of the script that the language is usually written in.
    #[must_use]
    pub fn script(&self) -> String {
        LanguageTag::parse(&self.tag)
            .map(|tag| tag.script().to_owned())
            .unwrap_or_default()
    }

    /// The digits that are usual for a language in its region.
    #[must_use]
    pub fn numerals_for(&self, tag: &LanguageTag) -> Numerals {
        match tag.region() {
            Some(region) if self.western_regions.iter().any(|western| western == region) => Numerals::Western,
            _ => self.numerals,
        }
    }

    /// A date of the Gregorian calendar in words: `٢٢ تشرين الثاني (نوفمبر) ٢٠٢٦`. A month beyond 1 … 12 is left out.
    #[must_use]
    pub fn date(&self, year: u64, month: u64, day: u64, numerals: Numerals) -> String {
        let digits = numerals.format(day);
        let day = if day == 1 {
            fill(&self.date.first_day, &[("day", &digits)])
        } else {
            digits
        };
        let name = usize::try_from(month)
            .ok()
            .and_then(|month| self.date.months.get(month.checked_sub(1)?));
        let (name, year) = (name.map_or("", String::as_str), numerals.format(year));
        fill(&self.date.pattern, &[("day", &day), ("month", name), ("year", &year)])
    }

    /// Names strung together as the language does: `أ وب`, `a, b and c`.
    #[must_use]
    pub fn join<S: AsRef<str>>(&self, names: &[S]) -> String {
        let mut text = String::new();
        for (index, name) in names.iter().enumerate() {
            text.push_str(self.join.before(index, names.len()));
            text.push_str(name.as_ref());
        }
        text
    }
}

/// Fills `{name}` in a label with its value. A name without a value stays as it is; values are not searched again.
#[must_use]
pub fn fill(label: &str, values: &[(&str, &str)]) -> String {
    crate::diagnostic::fill(label, |name| {
        let value = values.iter().find(|(known, _)| *known == name);
        value.map(|(_, value)| Cow::Borrowed(*value))
    })
}

#[cfg(test)]
mod tests;
