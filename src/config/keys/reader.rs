//! What was written under one key, read as what it means. Whatever is wrong goes into the report, with its place.

use super::{KEYS, Key};
use crate::config::file::{CheckedValue, ConfigFile, Person};
use crate::config::meant::whole_version;
use crate::diagnostic::{Diagnostic, Location, Message, Report, Span, said};
use crate::imposition::{Choice, Length};

/// One key, with all that was written beside it.
pub(in crate::config) struct KeyReader<'a> {
    /// All that was written.
    pub file: &'a ConfigFile,
    /// The name of the book's folder or file.
    pub folder: &'a str,
    report: &'a mut Report,
    section: &'static str,
    name: &'static str,
}

impl<'a> KeyReader<'a> {
    /// A key of a table.
    pub fn new(
        (file, folder): (&'a ConfigFile, &'a str),
        report: &'a mut Report,
        (section, name): (&'static str, &'static str),
    ) -> Self {
        Self {
            file,
            folder,
            report,
            section,
            name,
        }
    }

    /// The key's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    fn said(&self) -> Option<&'a (CheckedValue, Span)> {
        self.file.get(self.section, self.name)
    }

    /// Whether it was written.
    pub fn is_said(&self) -> bool {
        self.said().is_some()
    }

    /// The text of another key.
    pub fn beside(&self, section: &str, name: &str) -> Option<String> {
        match self.file.get(section, name) {
            Some((CheckedValue::Text(text), _)) => Some(text.clone()),
            _ => None,
        }
    }

    /// A text.
    pub fn text(&self) -> Option<String> {
        self.beside(self.section, self.name)
    }

    /// A list of texts; empty where there is none.
    pub fn texts(&self) -> Vec<String> {
        self.said().and_then(|(value, _)| value.texts()).unwrap_or_default()
    }

    /// A list of people; empty where there is none.
    pub fn people(&self) -> Vec<Person> {
        match self.said() {
            Some((CheckedValue::People(people), _)) => people.clone(),
            _ => Vec::new(),
        }
    }

    /// Yes or no.
    pub fn boolean(&self) -> Option<bool> {
        match self.said() {
            Some((CheckedValue::Boolean(on), _)) => Some(*on),
            _ => None,
        }
    }

    /// A whole number. Its bounds are its kind's.
    pub fn whole<N: TryFrom<i64>>(&self) -> Option<N> {
        match self.said() {
            Some((CheckedValue::Integer(n), _)) => N::try_from(*n).ok(),
            _ => None,
        }
    }

    /// So many percent, as a part of one.
    pub fn part(&self) -> Option<f64> {
        self.whole::<i32>().map(|percent| f64::from(percent) / 100.0)
    }

    /// What its word means.
    pub fn choice<T: Choice>(&self) -> Option<T> {
        T::from_word(&self.text()?)
    }

    /// What its words mean.
    pub fn choices<T: Choice>(&self) -> Vec<T> {
        self.texts().iter().filter_map(|word| T::from_word(word)).collect()
    }

    /// A text by its own grammar.
    pub fn parsed<T>(&mut self, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let (CheckedValue::Text(text), span) = self.said()? else {
            return None;
        };
        self.or_report(text, *span, parse)
    }

    /// Each of a list of texts by its own grammar.
    pub fn each_parsed<T>(&mut self, parse: impl Fn(&str) -> Result<T, String>) -> Vec<T> {
        let Some((CheckedValue::Texts(texts), span)) = self.said() else {
            return Vec::new();
        };
        let read = |text: &String| self.or_report(text, *span, &parse);
        texts.iter().filter_map(read).collect()
    }

    /// A length between two others, in points.
    pub fn length(&mut self, low: f64, high: f64) -> Option<Length> {
        self.parsed(|text| {
            let length: Length = text.parse()?;
            if (low..=high).contains(&length.points) {
                Ok(length)
            } else {
                Err(format!("must be from {low} to {high} points"))
            }
        })
    }

    /// Says what is wrong with the value, at its place.
    pub fn refuse(&mut self, message: impl Into<Message>, hint: &str) {
        let mut finding = Diagnostic::error("invalid-value", message).hint(hint);
        if let Some((_, span)) = self.said() {
            finding = finding.at(*span);
        }
        self.report.add(finding);
    }

    fn or_report<T>(&mut self, text: &str, span: Span, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let name = self.name;
        let why = match parse(text) {
            Ok(value) => return Some(value),
            Err(why) => why,
        };
        let mut finding = Diagnostic::error("invalid-value", format!("`{name} = \"{text}\"`: {why}"));
        finding.location = Location::Span(span);
        if let Some(version) = whole_version(text).filter(|_| name == "version") {
            finding = finding.hint(said!(
                "write it as {name} = {meant}",
                name,
                meant = format!("\"{version}\"")
            ));
        }
        if let Some(Key { about, default, .. }) =
            KEYS.iter().find(|key| (key.section, key.name) == (self.section, name))
        {
            finding = finding.hint(said!(
                "`{name}` is {about}; without it: {default}",
                name,
                about,
                default
            ));
        }
        self.report.add(finding);
        None
    }
}
