//! Who else had a hand in the book, and what they did: a line for each role.

use crate::config::Person;
use crate::diagnostic::Span;
use crate::document::{Inline, controlled};
use crate::locale::Locale;
use crate::typography::{Base, isolate_text};

/// The people of one role, as a line tells them.
#[derive(Debug, Clone, PartialEq)]
pub struct Credit {
    /// What stands before the names.
    pub before: String,
    /// What stands behind them.
    pub after: String,
    /// The names, directions isolated.
    pub names: Vec<Vec<Inline>>,
}

impl Credit {
    /// The contributors by their roles, these in the order in which they first come.
    pub fn all(people: &[Person], locale: &Locale, base: Base) -> Vec<Self> {
        let mut found: Vec<(&str, Self)> = Vec::new();
        for person in people {
            let phrase = locale.roles.phrase(person.role.as_deref().unwrap_or("ctb"));
            let name = isolate_text(&person.name, base);
            match found.iter_mut().find(|(there, _)| *there == phrase) {
                Some((_, credit)) => credit.names.push(name),
                None => {
                    let (before, after) = phrase.split_once("{names}").unwrap_or((phrase, ""));
                    let credit = Self {
                        before: before.into(),
                        after: after.into(),
                        names: vec![name],
                    };
                    found.push((phrase, credit));
                }
            }
        }
        found.into_iter().map(|(_, credit)| credit).collect()
    }

    /// The whole line, the names strung together as the language does.
    pub fn line(&self, locale: &Locale) -> Vec<Inline> {
        let text = |text: &str| Inline::Text {
            text: text.into(),
            span: Span::default(),
        };
        let mut line = vec![text(&self.before)];
        for (index, name) in self.names.iter().enumerate() {
            if index > 0 {
                line.push(text(locale.join.before(index, self.names.len())));
            }
            line.extend(name.iter().cloned());
        }
        line.push(text(&self.after));
        line.retain(|inline| !matches!(inline, Inline::Text { text, .. } if text.is_empty()));
        line
    }

    /// The same as plain text, with controls of direction.
    pub fn text(&self, locale: &Locale) -> String {
        controlled(&self.line(locale))
    }
}
