//! Front matter: the head of a manuscript, which authors write for many programs. Keys that are ours by name or by custom are read,
//! all others are passed over, and a value of an odd shape is a note: nothing in it can forbid a book.

mod dates;
mod values;

use super::file::{CheckedValue, ConfigFile, Person, RawValue};
use super::keys::{KEYS, KeyKind, did_you_mean};
use super::raw::check;
use super::{Config, check_slug};
use crate::diagnostic::{Diagnostic, Message, Report, Span, said};
use crate::unicode::romanise;

/// The keys of `[book]` that front matter knows by other names too, each with these names. Case, `_` and `-` make no difference.
pub const CUSTOM: &[(&str, &[&str])] = &[
    ("title", &["عنوان", "العنوان", "כותרת"]),
    ("subtitle", &["sub-title"]),
    ("authors", &["author", "by", "creator", "creators", "writer", "byline"]),
    ("language", &["lang", "locale"]),
    (
        "date",
        &[
            "published-on",
            "publish-date",
            "publishdate",
            "pubdate",
            "pub-date",
            "issued",
        ],
    ),
    ("description", &["summary", "excerpt", "abstract", "blurb"]),
    (
        "subjects",
        &["subject", "tags", "tag", "categories", "category", "keywords", "topics"],
    ),
    ("publisher", &[]),
    ("identifier", &[]),
    ("isbn", &["isbn13", "isbn-13", "isbn10", "isbn-10"]),
    ("rights", &["license", "licence", "copyright"]),
    ("cover-image", &["cover"]),
    ("series", &[]),
    ("series-position", &["series-number", "series-order", "volume"]),
    ("slug", &[]),
    ("source", &[]),
    ("url", &["canonical-url"]),
];

/// The keys that name people who had a hand in the book, each with the MARC relator code of what they did.
pub const ROLES: &[(&str, &str)] = &[
    ("translator", "trl"),
    ("translators", "trl"),
    ("translated-by", "trl"),
    ("editor", "edt"),
    ("editors", "edt"),
    ("illustrator", "ill"),
    ("illustrators", "ill"),
    ("contributor", "ctb"),
];

/// A key of front matter, as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontEntry {
    /// Its name.
    pub name: String,
    /// What it says.
    pub value: RawValue,
    /// Where it stands, or where its value stands if that is a text.
    pub span: Span,
}

/// What front matter says.
#[derive(Debug, Clone, Default)]
pub struct FrontValues {
    /// What it says of the book, each value such that a book can be made with it.
    pub book: ConfigFile,
    /// Whether the text is not to be published yet.
    pub draft: bool,
    /// The names of the keys that are not read.
    pub passed_over: Vec<String>,
    /// Values that cannot be what their keys say.
    pub odd: Vec<Diagnostic>,
}

impl FrontValues {
    /// Reads the keys of one file's front matter, in their order.
    pub fn read(entries: Vec<FrontEntry>) -> Self {
        let mut out = Self::default();
        for entry in entries {
            out.entry(entry);
        }
        out
    }

    /// The title, with its place.
    pub fn title(&self) -> Option<(String, Span)> {
        match self.book.get("book", "title") {
            Some((CheckedValue::Text(title), span)) => Some((title.clone(), *span)),
            _ => None,
        }
    }

    fn entry(&mut self, entry: FrontEntry) {
        if values::is_empty(&entry.value) {
            return;
        }
        let name = entry.name.to_lowercase().replace('_', "-");
        match name.as_str() {
            "draft" => self.draft |= values::truth(&entry.value) == Some(true),
            // Pelican's custom.
            "status" if values::text(&entry.value).is_some_and(|text| text.eq_ignore_ascii_case("draft")) => {
                self.draft = true
            }
            "published" if values::truth(&entry.value).is_some() => {
                self.draft |= values::truth(&entry.value) == Some(false);
            }
            "published" => self.set("date", entry),
            _ => match (ROLES.iter().find(|row| row.0 == name), own_name(&name)) {
                (Some((_, role)), _) => self.people("contributors", entry, Some(role)),
                (None, Some("authors")) => self.people("authors", entry, None),
                (None, Some("contributors")) => self.people("contributors", entry, None),
                (None, Some(key)) => self.set(key, entry),
                (None, None) => self.passed_over.push(entry.name),
            },
        }
    }

    fn people(&mut self, key: &'static str, entry: FrontEntry, role: Option<&str>) {
        let mut people = values::people(&entry.value);
        if people.is_empty() {
            return self.odd(&entry, "no name of a person was found in it");
        }
        if let Some(role) = role {
            people.iter_mut().for_each(|person| person.role = Some(role.into()));
        }
        match self.book.get("book", key) {
            Some((CheckedValue::People(before), _)) if role.is_some() => {
                let all: Vec<Person> = before.iter().cloned().chain(people).collect();
                self.keep(key, CheckedValue::People(all), &entry);
            }
            Some(_) => self.passed_over.push(entry.name),
            None => self.keep(key, CheckedValue::People(people), &entry),
        }
    }

    fn set(&mut self, key: &'static str, mut entry: FrontEntry) {
        if key == "series"
            && let RawValue::Table(parts) = &entry.value
        {
            let number = parts
                .iter()
                .find(|(name, _)| matches!(name.as_str(), "number" | "order" | "part" | "position"));
            let (number, span) = (number.map(|(_, value)| value.clone()), entry.span);
            if let Some(value) = number {
                self.set(
                    "series-position",
                    FrontEntry {
                        name: entry.name.clone(),
                        value,
                        span,
                    },
                );
            }
        }
        match (key, self.book.get("book", key)) {
            ("subjects", Some((CheckedValue::Texts(before), _))) => {
                let mut all = before.clone();
                all.extend(values::words(&entry.value));
                let mut seen = std::collections::BTreeSet::new();
                all.retain(|word| seen.insert(word.clone()));
                return self.keep(key, CheckedValue::Texts(all), &entry);
            }
            (_, Some(_)) => return self.passed_over.push(entry.name),
            _ => {}
        }
        // An address within a website is that website's.
        if key == "url" && values::text(&entry.value).is_some_and(|text| text.starts_with('/')) {
            return self.passed_over.push(entry.name);
        }
        if key == "slug"
            && let Some(text) = values::text(&entry.value)
            && check_slug(&text).is_err()
        {
            let last = text.trim_matches('/').rsplit('/').next().unwrap_or_default();
            entry.value = RawValue::Text(romanise(last).chars().take(80).collect());
        }
        match value(key, &entry.value) {
            Ok(written) => self.keep(key, written, &entry),
            Err(why) => self.odd(&entry, &why),
        }
    }

    /// Keeps a value if a book can be made with it.
    fn keep(&mut self, key: &'static str, written: CheckedValue, entry: &FrontEntry) {
        let mut probe = ConfigFile::default();
        probe.set("title", CheckedValue::Text("…".into()), entry.span);
        probe.set(key, written.clone(), entry.span);
        let mut found = Report::new();
        Config::resolve(&probe, "", &mut found);
        match found.sorted().first() {
            Some(wrong) => self.odd(entry, &wrong.message),
            None => self.book.set(key, written, entry.span),
        }
    }

    fn odd(&mut self, entry: &FrontEntry, why: &str) {
        let message = said!(
            "`{name}` in the front matter is passed over: {why}",
            name = entry.name,
            why
        );
        let finding = Diagnostic::note("front-matter-value", message).at(entry.span);
        self.odd
            .push(finding.hint("if the book needs it, write it into book.toml"));
    }
}

/// A note on the keys of front matter that are passed over, at the first of so many files that have any.
pub fn passed_over(names: &[String], file: &str, files: usize) -> Option<Diagnostic> {
    const SHOWN: usize = 12;
    let quoted: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    let more = names.len().checked_sub(SHOWN).filter(|more| *more > 0);
    let quoted = Message::listed(&quoted);
    let quoted = match more {
        None => quoted,
        Some(more) => said!("{shown} and {more} more", shown = quoted, more),
    };
    let message = match files {
        0 | 1 => said!("keys of the front matter that are not read: {quoted}", quoted),
        _ => said!(
            "keys of the front matter that are not read, in {files} files: {quoted}",
            files,
            quoted
        ),
    };
    let finding = Diagnostic::note("front-matter-keys", message).in_file(file);
    let known = || {
        CUSTOM
            .iter()
            .flat_map(|(key, names)| std::iter::once(key).chain(*names))
            .copied()
    };
    let mut unknown = names.iter().filter(|name| own_name(name).is_none());
    let slip = unknown.find_map(|name| Some((name, did_you_mean(name, known()).filter(|_| name.len() > 4)?)));
    let finding = match slip {
        Some((name, near)) => finding.hint(said!("`{name}`: did you mean `{near}`?", name, near)),
        None => finding,
    };
    (!names.is_empty()).then_some(finding)
}

/// The key of `[book]` that a name in front matter means. The manuscript's files are not a file's own to name.
fn own_name(name: &str) -> Option<&'static str> {
    let custom = CUSTOM.iter().find(|(key, names)| *key == name || names.contains(&name));
    let own = || {
        KEYS.iter()
            .find(|key| key.section == "book" && key.name == name && name != "manuscript")
    };
    custom.map(|row| row.0).or_else(|| own().map(|key| key.name))
}

/// A value as its key demands it.
fn value(key: &str, value: &RawValue) -> Result<CheckedValue, String> {
    let text = || values::text(value).ok_or_else(|| "it is no text".to_string());
    match key {
        "date" => dates::day(&text()?).map(CheckedValue::Text),
        "language" => values::language(&text()?).map(CheckedValue::Text),
        "identifier" => {
            text().map(|text| CheckedValue::Text(text.trim_start_matches(['I', 'S', 'B', 'N', ':', ' ']).into()))
        }
        // Some programs keep a list of them, one a format; the first one stands for the book.
        "isbn" => text().map(|text| CheckedValue::Text(text.trim_start_matches(['I', 'S', 'B', 'N', ':', ' ']).into())),
        "subjects" => Ok(CheckedValue::Texts(values::words(value))),
        _ => match KEYS
            .iter()
            .find(|row| row.section == "book" && row.name == key)
            .map(|row| row.kind)
        {
            Some(KeyKind::Boolean) => values::truth(value)
                .map(CheckedValue::Boolean)
                .ok_or("it is neither true nor false".into()),
            Some(KeyKind::Integer(low, high)) => {
                let number = text()?.parse().ok().filter(|number| (low..=high).contains(number));
                number
                    .map(CheckedValue::Integer)
                    .ok_or(format!("it is no number from {low} to {high}"))
            }
            Some(_) => {
                let row = KEYS.iter().find(|row| row.section == "book" && row.name == key);
                let kept = row.and_then(|row| check(row, plain(value)));
                kept.ok_or_else(|| row.map_or(String::new(), |row| format!("it must be {}", row.kind.expectation())))
            }
            None => text().map(CheckedValue::Text),
        },
    }
}

/// A value that is a text or a list of texts.
fn plain(value: &RawValue) -> RawValue {
    match value {
        RawValue::List(items) => RawValue::List(items.iter().filter_map(values::text).map(RawValue::Text).collect()),
        _ => values::text(value).map_or(RawValue::Other, RawValue::Text),
    }
}

#[cfg(test)]
mod tests;
