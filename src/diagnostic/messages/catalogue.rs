//! The rows of a language: what is said in English, and how it is said there.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::template::{Braces, Part, Pattern, parts};

/// The sentences of findings.
const FINDINGS: &str = include_str!("../../../assets/findings/said.ar.toml");
/// All else that is said.
const MESSAGES: &str = include_str!("../../../assets/messages/ar.toml");

/// A row as it is written: one text, or one for each form that a number asks for.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Written {
    Plain(String),
    Forms(Forms),
}

/// Texts by the number that stands in the hole `by` (CLDR's plural rules of Arabic); what has no text is said as `other`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    by: String,
    zero: Option<String>,
    one: Option<String>,
    two: Option<String>,
    few: Option<String>,
    many: Option<String>,
    other: String,
}

/// A piece of what is said instead.
#[derive(Debug, Clone)]
pub(super) enum Said {
    /// Words.
    Text(String),
    /// What stands in a hole of the English text; `quoted` where it stands between quotation marks, and so is nobody's phrase.
    Hole {
        /// Which hole.
        at: usize,
        /// Whether it is quoted.
        quoted: bool,
    },
}

/// What is said of one English template.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) pattern: Pattern,
    by: Option<usize>,
    /// Of each form in the order of [`form`], the last being the one that always is there.
    texts: Vec<Option<Vec<Said>>>,
}

/// All rows of a language.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    rows: Vec<Row>,
    /// Rows by their English text.
    named: BTreeMap<String, usize>,
    /// Rows with holes, those that say most first, by the letter that they begin with; those that begin with a hole are among all.
    open: BTreeMap<char, Vec<usize>>,
    /// Rows with holes that begin with one.
    floating: Vec<usize>,
    /// Rows that go on from something said before: they begin with a space, a comma or a semicolon.
    tails: Vec<usize>,
}

/// What a line of output may begin with, before it says anything.
const LABELS: [&str; 3] = ["kurras: ", "  ", "error: "];
/// How many forms there are.
const FORMS: usize = 6;

impl Row {
    fn new(english: &str, written: &Written, braces: Braces) -> Self {
        let pattern = Pattern::of(english.trim_matches('\n'), braces);
        let said = |text: &String| said(text, &pattern, braces);
        let (by, texts) = match written {
            Written::Plain(text) => {
                let mut texts = vec![None; FORMS - 1];
                texts.push(Some(said(text)));
                (None, texts)
            }
            Written::Forms(forms) => {
                let some = [&forms.zero, &forms.one, &forms.two, &forms.few, &forms.many];
                let mut texts: Vec<_> = some.into_iter().map(|text| text.as_ref().map(said)).collect();
                texts.push(Some(said(&forms.other)));
                (pattern.hole(&forms.by), texts)
            }
        };
        Self { pattern, by, texts }
    }

    /// What stands before the first hole.
    fn first(&self) -> &str {
        self.pattern.pieces().first().map_or("", String::as_str)
    }

    /// The letter that it begins with; none where it begins with a hole.
    fn begins(&self) -> Option<char> {
        self.first().chars().next()
    }

    /// What is said where this stands in the holes.
    pub(super) fn said(&self, holes: &[&str]) -> &[Said] {
        let form = self
            .by
            .and_then(|by| holes.get(by))
            .map_or(FORMS - 1, |text| form(text));
        let exact = self.texts.get(form).and_then(Option::as_deref);
        exact
            .or_else(|| self.texts.last().and_then(Option::as_deref))
            .unwrap_or_default()
    }
}

/// A translation's pieces. A hole that the English text does not have is left out; a test holds that there is none.
fn said(text: &str, pattern: &Pattern, braces: Braces) -> Vec<Said> {
    let (mut out, mut before) = (Vec::new(), ' ');
    for part in parts(text, braces) {
        match part {
            Part::Text(text) => {
                before = text.chars().last().unwrap_or(before);
                out.push(Said::Text(text));
            }
            Part::Hole(name) => {
                let quoted = matches!(before, '«' | '“' | '"' | '`');
                out.extend(pattern.hole(&name).map(|at| Said::Hole { at, quoted }));
                before = ' ';
            }
        }
    }
    out
}

/// Which form a number asks for: zero, one, two, few, many, other. An empty hole is one: English marks the plural by a letter there.
fn form(text: &str) -> usize {
    if text.is_empty() {
        return 1;
    }
    match text.replace(',', "").parse::<u64>() {
        Ok(0) => 0,
        Ok(1) => 1,
        Ok(2) => 2,
        Ok(number) if (3..=10).contains(&(number % 100)) => 3,
        Ok(number) if (11..=99).contains(&(number % 100)) => 4,
        _ => FORMS - 1,
    }
}

impl Catalogue {
    /// The Arabic one.
    pub(super) fn arabic() -> &'static Self {
        static ARABIC: OnceLock<Catalogue> = OnceLock::new();
        ARABIC.get_or_init(|| Self::parse(FINDINGS, MESSAGES).unwrap_or_default())
    }

    /// Reads the sentences of findings, a table of rows, and the other messages, tables of which each says where its rows come from.
    fn parse(findings: &str, messages: &str) -> Result<Self, toml::de::Error> {
        let findings: BTreeMap<String, Written> = toml::from_str(findings)?;
        let tables: BTreeMap<String, BTreeMap<String, Written>> = toml::from_str(messages)?;
        let mut catalogue = Self::default();
        for (english, written) in &findings {
            catalogue.add(english, Row::new(english, written, Braces::Plain));
        }
        for (english, written) in tables.values().flatten() {
            catalogue.add(english, Row::new(english, written, Braces::Doubled));
        }
        catalogue.index();
        Ok(catalogue)
    }

    fn add(&mut self, english: &str, row: Row) {
        self.named
            .insert(english.trim_matches('\n').to_owned(), self.rows.len());
        self.rows.push(row);
    }

    fn index(&mut self) {
        let mut order: Vec<(usize, &Row)> = self.rows.iter().enumerate().collect();
        order.sort_by_cached_key(|(_, row)| std::cmp::Reverse(row.pattern.weight()));
        let (mut by_letter, mut floating, mut tails) = (BTreeMap::<char, Vec<usize>>::new(), Vec::new(), Vec::new());
        for (_, row) in &order {
            by_letter.extend(row.begins().map(|letter| (letter, Vec::new())));
        }
        for (at, row) in order {
            let first = row.first();
            if first.starts_with([',', ';']) || (first.starts_with(' ') && !first.starts_with("  ")) {
                tails.push(at);
            }
            match row.begins() {
                _ if row.pattern.pieces().len() < 2 => {}
                Some(letter) => by_letter.entry(letter).or_default().push(at),
                // What begins with a hole may begin with any letter.
                None => by_letter
                    .values_mut()
                    .chain([&mut floating])
                    .for_each(|rows| rows.push(at)),
            }
        }
        (self.open, self.floating, self.tails) = (by_letter, floating, tails);
    }

    /// The row of an English text as it stands in the source.
    pub(super) fn named(&self, english: &str) -> Option<&Row> {
        self.rows.get(*self.named.get(english)?)
    }

    /// The rows with holes that a text fits, those that say most of it first. A label is never taken for what stands in a hole.
    pub(super) fn open<'c, 't: 'c>(&'c self, text: &'t str) -> impl Iterator<Item = (&'c Row, Vec<&'t str>)> {
        let label = LABELS.into_iter().find(|label| text.starts_with(label)).unwrap_or("");
        let begins = move |row: &&Row| {
            row.pattern
                .pieces()
                .first()
                .is_some_and(|first| first.starts_with(label))
        };
        let letter = text.chars().next();
        let rows = letter
            .and_then(|letter| self.open.get(&letter))
            .unwrap_or(&self.floating);
        let rows = rows.iter().filter_map(|row| self.rows.get(*row)).filter(begins);
        rows.filter_map(move |row| Some((row, row.pattern.matched(text)?)))
    }

    /// What a text ends in that goes on from something said before it: the part before, the row, and what stands in its holes.
    pub(super) fn tail<'c, 't>(&'c self, text: &'t str) -> Option<(&'t str, &'c Row, Vec<&'t str>)> {
        self.tails.iter().filter_map(|row| self.rows.get(*row)).find_map(|row| {
            let first = row.pattern.pieces().first()?;
            let at = text.rfind(first.as_str()).filter(|at| *at > 0)?;
            let (before, end) = text.split_at_checked(at)?;
            Some((before, row, row.pattern.matched(end)?))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_the_forms_of_arabic() {
        let forms = [
            "0", "1", "2", "3", "10", "11", "99", "100", "102", "103", "1,011", "2.5", "",
        ]
        .map(form);
        assert_eq!(forms, [0, 1, 2, 3, 3, 4, 4, 5, 5, 3, 4, 5, 1]);
    }

    #[test]
    fn the_catalogue_is_read() {
        let read = Catalogue::parse(FINDINGS, MESSAGES);
        assert!(read.is_ok_and(|catalogue| catalogue.rows.len() > 500));
    }
}
