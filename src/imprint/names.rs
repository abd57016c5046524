//! Names in lines, as a title page, a cover and a page of the web have them.

use crate::config::BookConfig;
use crate::locale::{Locale, Numerals, fill};

/// How many names a line on a cover may have, where it cannot have all.
const NAMED: usize = 12;

/// The names of all authors, strung together as the language does.
pub(super) fn author_line(book: &BookConfig, locale: &Locale) -> String {
    let names: Vec<&str> = book.authors.iter().map(|person| person.name.as_str()).collect();
    locale.join(&names)
}

/// Lines of names for a cover that has no room for a line each, longest first: all authors and contributors, then as many as a
/// cover may name and how many others there are. A line without others would leave out one name at least, so these are two or more.
pub(super) fn name_lines(book: &BookConfig, locale: &Locale, numerals: Numerals) -> Vec<String> {
    let people = book.authors.iter().chain(&book.contributors);
    let names: Vec<&str> = people.map(|person| person.name.as_str()).collect();
    let mut lines = vec![locale.join(&names)];
    for named in (1..=names.len().saturating_sub(2).min(NAMED)).rev() {
        let others = names.len() - named;
        let number = numerals.format(u64::try_from(others).unwrap_or(u64::MAX));
        let named = names.get(..named).unwrap_or_default();
        let line = named.join(&locale.join.separator);
        lines.push(line + &fill(locale.join.others(others), &[("number", &number)]));
    }
    lines
}
