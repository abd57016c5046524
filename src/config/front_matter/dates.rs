//! Dates as front matter has them: with times, with slashes, with months by name.

use crate::config::Date;
use crate::unicode::digit;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The day of a date, written YYYY-MM-DD.
///
/// # Errors
/// Where there is none from 1980 on in it.
pub(super) fn day(written: &str) -> Result<String, String> {
    let plain: String = written
        .chars()
        .map(|c| digit(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c))
        .collect();
    let parts: Vec<&str> = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let found = by_number(&parts).or_else(|| by_name(&parts));
    let date = found.and_then(|[year, month, day]| format!("{year:04}-{month:02}-{day:02}").parse::<Date>().ok());
    date.map(|date| date.to_string())
        .ok_or_else(|| format!("\"{written}\" is no date from 1980 on, such as 2026-11-22"))
}

/// 2026-11-22, 2026/1/2, and 22.11.2026 where only one order of day and month can be meant. A time may follow.
fn by_number(parts: &[&str]) -> Option<[u32; 3]> {
    let number = |part: Option<&&str>| {
        let part = part?;
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        // In 2026-11-22T10:00 the day goes over into the time.
        let (number, rest) = part.split_at_checked(digits)?;
        (rest.is_empty() || rest.starts_with(['T', 't'])).then(|| number.parse::<u32>().ok())?
    };
    let [a, b, c] = [number(parts.first())?, number(parts.get(1))?, number(parts.get(2))?];
    match (a, b, c) {
        (1000.., ..) => Some([a, b, c]),
        (13..=31, 1..=12, 1000..) => Some([c, b, a]),
        (1..=12, 13..=31, 1000..) => Some([c, a, b]),
        (_, _, 1000..) if a == b => Some([c, b, a]),
        _ => None,
    }
}

/// 22 November 2026, November 22nd, 2026.
fn by_name(parts: &[&str]) -> Option<[u32; 3]> {
    let month = |part: &&str| {
        let start = part.get(..3)?.to_ascii_lowercase();
        (1..)
            .zip(MONTHS)
            .find(|(_, name)| *name == start)
            .map(|(number, _)| number)
    };
    let month = parts.iter().find_map(month)?;
    let leading = |part: &&str| {
        let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        part.get(..end)?.parse::<u32>().ok()
    };
    let numbers: Vec<u32> = parts.iter().filter_map(leading).collect();
    let year = *numbers.iter().find(|number| **number >= 1000)?;
    let day = *numbers.iter().find(|number| (1..=31).contains(*number))?;
    Some([year, month, day])
}
