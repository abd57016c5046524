//! Values that have a form of their own: dates, lengths, identifiers.

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar from 1980 on (the earliest that a ZIP archive can hold).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Date {
    /// The year, 1980 to 9999.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// What stands in where a format demands a date and the book has none.
    pub const EARLIEST: Date = Date {
        year: 1980,
        month: 1,
        day: 1,
    };

    /// The UTC day of a number of seconds since 1970 (`SOURCE_DATE_EPOCH`); days before 1980 become 1980-01-01.
    pub fn from_epoch(seconds: u64) -> Self {
        // Days to a civil date by 400-year eras that begin on 1 March.
        let days = seconds / 86_400 + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 {
            march_month + 3
        } else {
            march_month - 9
        };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        let narrow = |n: u64, most: u64| n.min(most);
        let date = Date {
            year: narrow(year, 9999) as u16,
            month: month as u8,
            day: day as u8,
        };
        date.max(Self::EARLIEST)
    }

    /// The seconds since 1970 at which this day begins in UTC.
    pub fn to_epoch(self) -> u64 {
        let (year, month, day) = (u64::from(self.year), u64::from(self.month), u64::from(self.day));
        // Years that begin on 1 March end with the leap day.
        let (year, month) = if month > 2 {
            (year, month - 3)
        } else {
            (year - 1, month + 9)
        };
        let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
        (days - 719_468) * 86_400
    }

    fn is_valid(self) -> bool {
        let leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let days = match self.month {
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            1..=12 => 31,
            _ => return false,
        };
        (1980..=9999).contains(&self.year) && (1..=days).contains(&self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "must be a date from 1980 on, written YYYY-MM-DD".to_string();
        let parts: Vec<&str> = text.split('-').collect();
        let digits = |s: &&str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        match parts[..] {
            [y, m, d] if digits(&y, 4) && digits(&m, 2) && digits(&d, 2) => {
                let number = |s: &str| s.parse::<u16>().map_err(|_| wrong());
                let date = Date {
                    year: number(y)?,
                    month: number(m)? as u8,
                    day: number(d)? as u8,
                };
                if date.is_valid() { Ok(date) } else { Err(wrong()) }
            }
            _ => Err(wrong()),
        }
    }
}

/// What identifies the publication in every version and format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identifier {
    /// A UUID, as `urn:uuid:…`.
    Uuid(uuid::Uuid),
    /// An ISBN of thirteen digits, without hyphens.
    Isbn(String),
}

impl Identifier {
    /// The identifier of a book that names none: a UUID v5 (RFC 9562) of its slug and language.
    pub fn of(slug: &str, language: &str) -> Self {
        Self::Uuid(uuid::Uuid::new_v5(
            &uuid::Uuid::NAMESPACE_URL,
            format!("kurras:{slug}:{language}").as_bytes(),
        ))
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Identifier::Uuid(uuid) => write!(f, "urn:uuid:{uuid}"),
            Identifier::Isbn(digits) => write!(f, "urn:isbn:{digits}"),
        }
    }
}

impl FromStr for Identifier {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "must be urn:uuid:… or an ISBN of 10 or 13 digits whose check digit is right".to_string();
        if let Some(uuid) = text.strip_prefix("urn:uuid:") {
            return uuid::Uuid::parse_str(uuid).map(Identifier::Uuid).map_err(|_| wrong());
        }
        let bare = text.strip_prefix("urn:isbn:").unwrap_or(text);
        let digits: String = bare
            .chars()
            .filter(|c| !matches!(c, '-' | ' '))
            .collect::<String>()
            .to_uppercase();
        isbn13(&digits).map(Identifier::Isbn).ok_or_else(wrong)
    }
}

/// An ISBN (ISO 2108), its check digit right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Isbn {
    /// As it was written, hyphens and all.
    pub written: String,
    /// Its thirteen digits.
    pub digits: String,
}

impl FromStr for Isbn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let named = |text: &str| text.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("ISBN"));
        let bare = text.strip_prefix("urn:isbn:").unwrap_or(text);
        let bare = if named(bare) { bare.get(4..).unwrap_or("") } else { bare };
        let written = bare
            .trim_matches(|c: char| matches!(c, ':' | ' ' | '\u{a0}'))
            .to_string();
        let kept = |c: &char| !matches!(c, '-' | ' ' | '\u{2010}'..='\u{2013}' | '\u{a0}');
        let digits: String = written.chars().filter(kept).collect::<String>().to_uppercase();
        let wrong = "must be an ISBN of 10 or 13 digits whose check digit is right, such as \"978-0-306-40615-7\"";
        let digits = isbn13(&digits).ok_or(wrong)?;
        Ok(Self { written, digits })
    }
}

/// An ISBN as thirteen digits; none where its check digit is wrong (ISBN Users' Manual, 7).
fn isbn13(digits: &str) -> Option<String> {
    let weigh = |s: &str| -> Option<u32> {
        s.chars()
            .zip([1, 3].into_iter().cycle())
            .map(|(c, w)| Some(c.to_digit(10)? * w))
            .sum::<Option<u32>>()
    };
    match digits.len() {
        13 if !digits.starts_with("978") && !digits.starts_with("979") => None,
        13 => weigh(digits)?.is_multiple_of(10).then(|| digits.to_string()),
        10 => {
            let value = |c: char, last: bool| if c == 'X' && last { Some(10) } else { c.to_digit(10) };
            let sum: u32 = digits
                .chars()
                .zip(0..)
                .map(|(c, i)| Some(value(c, i == 9)? * (10 - i)))
                .sum::<Option<u32>>()?;
            let body = format!("978{}", digits.get(..9)?);
            sum.is_multiple_of(11)
                .then(|| weigh(&body).map(|w| format!("{body}{}", (10 - w % 10) % 10)))?
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_that_exist() {
        assert_eq!("2026-11-22".parse::<Date>().unwrap().to_string(), "2026-11-22");
        assert!("2024-02-29".parse::<Date>().is_ok());
        for wrong in [
            "2023-02-29",
            "2026-13-01",
            "1979-12-31",
            "22-11-2026",
            "2026-1-2",
            "2026-11-22T00:00",
            "٢٠٢٦-١١-٢٢",
        ] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_epoch_is_its_day() {
        assert_eq!(Date::from_epoch(0), Date::EARLIEST);
        assert_eq!(Date::from_epoch(951_782_400).to_string(), "2000-02-29");
        assert_eq!(Date::from_epoch(1_795_305_599).to_string(), "2026-11-21");
        assert_eq!(Date::from_epoch(1_795_305_600).to_string(), "2026-11-22");
        for days in (3_652..40_000).step_by(29) {
            assert_eq!(Date::from_epoch(days * 86_400 + 7).to_epoch(), days * 86_400);
        }
    }

    #[test]
    fn isbns_are_checked_and_widened() {
        assert_eq!(
            "978-0-306-40615-7".parse::<Identifier>().unwrap().to_string(),
            "urn:isbn:9780306406157"
        );
        assert_eq!(
            "0-306-40615-2".parse::<Identifier>().unwrap().to_string(),
            "urn:isbn:9780306406157"
        );
        assert!("978-0-306-40615-8".parse::<Identifier>().is_err());
        let isbn = |text: &str| text.parse::<Isbn>().map(|isbn| (isbn.written, isbn.digits));
        let right = |written: &str| Ok((written.to_string(), "9780306406157".to_string()));
        assert_eq!(isbn("ISBN: 978-0-306-40615-7"), right("978-0-306-40615-7"));
        assert_eq!(isbn("0-306-40615-2"), right("0-306-40615-2"));
        for wrong in ["978-0-306-40615-8", "0-306-40615-3", "4006381333931", "", "ISBN", "٩٧٨"] {
            assert!(isbn(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_book_without_identifier_always_gets_the_same() {
        assert_eq!(Identifier::of("a", "ar"), Identifier::of("a", "ar"));
        assert_ne!(Identifier::of("a", "ar"), Identifier::of("a", "fa"));
    }
}
