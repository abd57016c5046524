//! Sentences in the languages of the program. The English one stands in the code and is the key under which `assets/findings/said.ar.toml`
//! holds the Arabic one; `{name}` in either is a gap, which the macro `said!` fills.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::codes::Tongue;
use super::messages;

/// A [`Message`]: an English sentence, whose Arabic one stands in `assets/findings/said.ar.toml`, and what fills its gaps, each by its name:
/// a variable of that name, or `name = value`.
macro_rules! said {
    (@gap $name:ident) => { &$name as &dyn $crate::diagnostic::Gap };
    (@gap $name:ident = $value:expr) => { &$value as &dyn $crate::diagnostic::Gap };
    ($template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::diagnostic::Message::new(
            $template,
            &[$((stringify!($name), $crate::diagnostic::said!(@gap $name $(= $value)?))),*],
        )
    };
}

pub(crate) use said;

/// A sentence in each language of the program. It reads as the English one; what is not translated is English in both.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Message {
    english: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    arabic: Option<String>,
}

impl Message {
    /// A sentence with its gaps filled.
    pub fn new(template: &str, gaps: &[(&str, &dyn Gap)]) -> Self {
        let english = fill(template, |name| {
            let gap = gaps.iter().find(|gap| gap.0 == name);
            gap.map(|gap| gap.1.in_tongue(Tongue::English))
        });
        let gap = |name: &str| {
            let gap = gaps.iter().find(|gap| gap.0 == name)?;
            Some(gap.1.in_tongue(Tongue::Arabic).into_owned())
        };
        let is_said = |name: &str| gaps.iter().any(|gap| gap.0 == name && gap.1.is_said());
        let arabic = messages::filled(template, gap, is_said).or_else(|| messages::known(&english));
        Self { english, arabic }
    }

    /// The same of something that was found several times and is said at the first of them.
    pub fn times(self, count: usize) -> Self {
        match count {
            0 | 1 => self,
            _ => said!("{what} ({count} times; here first)", what = self, count),
        }
    }

    /// Some things side by side, parted as each language parts them.
    pub fn listed<T: Gap>(items: &[T]) -> Self {
        let joined = |tongue, comma: &str| {
            let shown: Vec<Cow<'_, str>> = items.iter().map(|item| item.in_tongue(tongue)).collect();
            shown.join(comma)
        };
        Self {
            english: joined(Tongue::English, ", "),
            arabic: Some(joined(Tongue::Arabic, "، ")),
        }
    }

    /// The sentence in a language.
    pub fn in_tongue(&self, tongue: Tongue) -> &str {
        match (tongue, &self.arabic) {
            (Tongue::Arabic, Some(arabic)) => arabic,
            _ => &self.english,
        }
    }

    /// Whether there is an Arabic one.
    pub fn is_translated(&self) -> bool {
        self.arabic.is_some()
    }
}

/// A text with its gaps filled. Braces that name no gap stay as they are.
pub fn fill<'a>(template: &str, gap: impl Fn(&str) -> Option<Cow<'a, str>>) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((head, tail)) = rest.split_once('{') {
        out.push_str(head);
        let filled = tail
            .split_once('}')
            .and_then(|(name, behind)| Some((gap(name)?, behind)));
        match filled {
            Some((text, behind)) => {
                out.push_str(&text);
                rest = behind;
            }
            None => {
                out.push('{');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out
}

/// What can stand in a gap.
pub trait Gap {
    /// How it is shown in a language.
    fn in_tongue(&self, tongue: Tongue) -> Cow<'_, str>;

    /// Whether it has its Arabic already.
    fn is_said(&self) -> bool {
        false
    }
}

impl Gap for Message {
    fn in_tongue(&self, tongue: Tongue) -> Cow<'_, str> {
        Cow::Borrowed(Message::in_tongue(self, tongue))
    }

    fn is_said(&self) -> bool {
        self.is_translated()
    }
}

impl Gap for str {
    fn in_tongue(&self, _: Tongue) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Gap for String {
    fn in_tongue(&self, _: Tongue) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl<T: Gap + ?Sized> Gap for &T {
    fn in_tongue(&self, tongue: Tongue) -> Cow<'_, str> {
        (**self).in_tongue(tongue)
    }

    fn is_said(&self) -> bool {
        (**self).is_said()
    }
}

macro_rules! shown_alike {
    ($($kind:ty),*) => {
        $(impl Gap for $kind {
            fn in_tongue(&self, _: Tongue) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        })*
    };
}

shown_alike!(char, u8, u16, u32, u64, usize, i64, f64);

impl Deref for Message {
    type Target = str;

    fn deref(&self) -> &str {
        &self.english
    }
}

impl fmt::Display for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.english)
    }
}

impl From<&str> for Message {
    fn from(text: &str) -> Self {
        Self::new(text, &[])
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self {
            arabic: messages::known(&text),
            english: text,
        }
    }
}

impl From<&String> for Message {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl PartialEq<&str> for Message {
    fn eq(&self, other: &&str) -> bool {
        self.english == *other
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn gaps_are_filled_and_other_braces_stay() {
        let inner = Message {
            english: "two".into(),
            arabic: Some("اثنان".into()),
        };
        let filled = Message::new("{a}, {{b}} and {c} of {d}", &[("a", &1usize), ("d", &inner)]);
        assert_eq!(filled, "1, {{b}} and {c} of two");
        assert!(!filled.is_translated());
    }

    /// Every gap of a sentence is one of its translation, and none is left unnamed.
    #[test]
    fn translations_have_the_gaps_of_their_sentences() {
        let all: BTreeMap<String, String> =
            toml::from_str(include_str!("../../assets/findings/said.ar.toml")).expect("the sentences");
        let gaps = |text: &str| {
            let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
            let named = parts.filter(|part| part.0.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
            let mut names: Vec<String> = named.map(|part| part.0.to_owned()).collect();
            names.sort();
            names
        };
        for (english, arabic) in &all {
            assert_eq!(gaps(english), gaps(arabic), "{english}");
        }
    }
}
