//! What was written: `book.toml` (or a manuscript's front matter) as checked values, each with its place.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Item, TableLike, Value};

use super::keys::{KEYS, Key, KeyKind, SECTIONS, VARIED, did_you_mean};
use super::meant::meant;
use crate::diagnostic::codes::{self, CODES};
use crate::diagnostic::{Diagnostic, FileId, Level, Message, Report, Span, said};

/// A value of the kind that its key demands.
#[derive(Debug, Clone, PartialEq)]
pub enum CheckedValue {
    /// Of `KeyKind::Text`, `KeyKind::Length` or `KeyKind::Choice`.
    Text(String),
    /// Of `KeyKind::Texts` or `KeyKind::Choices`.
    Texts(Vec<String>),
    /// Of `KeyKind::People`.
    People(Vec<Person>),
    /// Of `KeyKind::Boolean`.
    Boolean(bool),
    /// Of `KeyKind::Integer`.
    Integer(i64),
}

impl CheckedValue {
    /// A list of strings, where this is one.
    pub fn texts(&self) -> Option<Vec<String>> {
        match self {
            CheckedValue::Texts(texts) => Some(texts.clone()),
            _ => None,
        }
    }
}

/// Somebody who made the book.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Person {
    /// The name as it is shown.
    pub name: String,
    /// The name as it is sorted by.
    pub sort: Option<String>,
    /// A MARC relator code, such as `aut` or `trl`.
    pub role: Option<String>,
    /// Whether this is a group: a collective, a body, a press; else it is one person.
    pub group: bool,
    /// The name in other languages and scripts: the language tag (BCP 47) and the name, in the order written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<(String, String)>,
}

/// What `book.toml` and front matter say, checked key by key but not yet against each other.
#[derive(Debug, Clone, Default)]
pub struct ConfigFile {
    pub(super) values: BTreeMap<(&'static str, &'static str), (CheckedValue, Span)>,
    /// The tables that are there, empty ones too.
    pub(super) sections: BTreeSet<&'static str>,
    /// What `[lint]` says about lint codes, each with its place.
    pub levels: BTreeMap<String, (Level, Span)>,
    /// The folder of the texts, where another program's configuration says one.
    pub(super) texts: Option<String>,
    /// What each `[[edition]]` says: its own keys under `edition`, and those of the tables that it holds again.
    pub(super) editions: Vec<(ConfigFile, Span)>,
}

impl ConfigFile {
    /// What a key says, with its place.
    pub fn get(&self, section: &str, name: &str) -> Option<&(CheckedValue, Span)> {
        self.values
            .iter()
            .find(|(key, _)| **key == (section, name))
            .map(|(_, value)| value)
    }

    /// Whether a key says anything.
    pub fn says(&self, section: &str, name: &str) -> bool {
        self.get(section, name).is_some()
    }

    /// The folder of the texts, where another program's configuration says one.
    pub fn texts_folder(&self) -> Option<&str> {
        self.texts.as_deref()
    }

    /// Whether a table is there, be it empty.
    pub fn has(&self, section: &str) -> bool {
        self.sections.contains(section)
    }

    /// Takes over what `other` says where this says nothing.
    pub fn give_way(&mut self, other: ConfigFile) {
        for (key, value) in other.values {
            self.values.entry(key).or_insert(value);
        }
        for (code, level) in other.levels {
            self.levels.entry(code).or_insert(level);
        }
    }

    /// Sets a key of `[book]`, which takes the place of what was there.
    pub fn set(&mut self, name: &'static str, value: CheckedValue, span: Span) {
        self.values.insert(("book", name), (value, span));
    }

    /// Sets a text of `[book]` that nobody wrote.
    pub fn supply(&mut self, name: &'static str, text: String, span: Span) {
        self.set(name, CheckedValue::Text(text), span);
    }

    /// The names of the keys of `[book]` that are there.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.values.keys().filter(|key| key.0 == "book").map(|key| key.1)
    }

    /// Takes a key of `[book]` out.
    pub fn take(&mut self, name: &'static str) -> Option<(CheckedValue, Span)> {
        self.values.remove(&("book", name))
    }
}

/// A value of any kind, before it is known what its key demands.
#[derive(Debug, Clone, PartialEq)]
pub enum RawValue {
    /// A string, or a scalar that YAML writes without quotes.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// A list.
    List(Vec<RawValue>),
    /// A table.
    Table(Vec<(String, RawValue)>),
    /// Anything else.
    Other,
}

/// Reads the tables of a `book.toml`.
pub(super) struct Reader<'a> {
    pub file: FileId,
    /// Where the text begins in the file.
    pub offset: usize,
    pub report: &'a mut Report,
    pub out: ConfigFile,
}

impl Reader<'_> {
    pub fn span(&self, range: Option<std::ops::Range<usize>>) -> Span {
        let range = range.unwrap_or(0..0);
        Span::new(self.file, range.start + self.offset..range.end + self.offset)
    }

    pub fn sections(&mut self, table: &dyn TableLike) {
        for (name, item) in table.iter() {
            let span = self.span(table.key(name).and_then(|key| key.span()).or(item.span()));
            match (SECTIONS.iter().find(|s| **s == name), item.as_table_like()) {
                (Some(&"edition"), _) => self.editions(item, span),
                (Some(&"lint"), Some(table)) => self.lint(table),
                (Some(section), Some(table)) => {
                    self.out.sections.insert(section);
                    self.section(section, table);
                }
                (Some(section), None) => {
                    let said = Diagnostic::error("wrong-type", said!("`{section}` must be a table", section)).at(span);
                    self.report.add(said.hint(said!(
                        "write [{section}] on a line of its own, and its keys below",
                        section
                    )));
                }
                (None, _) => self.report.add(unknown_section(name, span)),
            }
        }
    }

    fn editions(&mut self, item: &Item, span: Span) {
        let Some(tables) = item.as_array_of_tables() else {
            let said = Diagnostic::error("wrong-type", "`edition` must be a list of tables").at(span);
            let hint = "write [[edition]] in double brackets on a line of its own, for each edition anew";
            return self.report.add(said.hint(hint));
        };
        for table in tables {
            let span = self.span(table.span());
            let mut reader = Reader {
                file: self.file,
                offset: self.offset,
                report: self.report,
                out: ConfigFile::default(),
            };
            reader.edition(table);
            let edition = reader.out;
            self.out.editions.push((edition, span));
        }
    }

    /// One edition: its own keys, and tables of the book that it holds again.
    fn edition(&mut self, table: &dyn TableLike) {
        for (name, item) in table.iter() {
            let varied = SECTIONS
                .iter()
                .find(|section| **section == name && VARIED.contains(section));
            match (varied, item.as_table_like()) {
                (Some(section), Some(table)) => {
                    self.out.sections.insert(section);
                    self.section(section, table);
                }
                _ => self.key("edition", name, item, table),
            }
        }
    }

    fn section(&mut self, section: &'static str, table: &dyn TableLike) {
        for (name, item) in table.iter() {
            self.key(section, name, item, table);
        }
    }

    fn key(&mut self, section: &'static str, name: &str, item: &Item, table: &dyn TableLike) {
        let key_span = self.span(table.key(name).and_then(|key| key.span()).or(item.span()));
        let Some(key) = KEYS.iter().find(|k| k.section == section && k.name == name) else {
            return self.report.add(unknown_key(name, section, key_span));
        };
        let value_span = self.span(item.span());
        match check(key, raw_value(item)) {
            Some(written) => drop(self.out.values.insert((key.section, key.name), (written, value_span))),
            None => self.report.add(wrong_kind(key, item.to_string().trim(), value_span)),
        }
    }

    fn lint(&mut self, table: &dyn TableLike) {
        for (code, item) in table.iter() {
            if codes::code(code).is_none() {
                let span = self.span(table.key(code).and_then(|key| key.span()).or(item.span()));
                self.report.add(unknown_code(code, span));
                continue;
            }
            let span = self.span(item.span());
            let level = match item.as_str() {
                Some("allow") => Level::Allow,
                Some("warn") => Level::Warn,
                Some("deny") => Level::Deny,
                _ => {
                    let message = said!("`{code}` must be \"allow\", \"warn\" or \"deny\"", code);
                    let said = Diagnostic::error("wrong-type", message).at(span);
                    self.report.add(said.hint(said!("write it as {code} = \"warn\"", code)));
                    continue;
                }
            };
            self.out.levels.insert(code.to_string(), (level, span));
        }
    }
}

fn unknown_key(name: &str, section: &str, span: Span) -> Diagnostic {
    let edition = section == "edition";
    let shown = if edition {
        "[[edition]]".into()
    } else {
        format!("[{section}]")
    };
    let diagnostic = Diagnostic::error("unknown-key", said!("unknown key `{name}` in {shown}", name, shown)).at(span);
    let tables = SECTIONS.iter().filter(|table| edition && VARIED.contains(table));
    let known = || {
        let keys = KEYS.iter().filter(|k| k.section == section).map(|k| k.name);
        keys.chain(tables.clone().copied())
    };
    let elsewhere = KEYS
        .iter()
        .find(|k| k.name == name && (!edition || VARIED.contains(&k.section)));
    match (did_you_mean(name, known()), elsewhere) {
        (_, Some(key)) if edition => diagnostic.hint(said!(
            "`{name}` belongs in [edition.{section}], below [[edition]]",
            name,
            section = key.section
        )),
        (_, Some(key)) => diagnostic.hint(said!("`{name}` belongs in [{section}]", name, section = key.section)),
        (Some(near), None) => diagnostic.hint(said!("did you mean `{near}`?", near)),
        (None, None) => diagnostic.hint(said!(
            "{shown} knows {keys}",
            shown,
            keys = Message::listed(&known().collect::<Vec<_>>())
        )),
    }
}

fn unknown_section(name: &str, span: Span) -> Diagnostic {
    if let Some(key) = KEYS.iter().find(|k| k.name == name) {
        let message = said!("the key `{name}` stands outside of its table", name);
        return Diagnostic::error("unknown-key", message)
            .at(span)
            .hint(said!("write it below [{section}]", section = key.section));
    }
    let diagnostic = Diagnostic::error("unknown-key", said!("unknown table `{name}`", name)).at(span);
    match did_you_mean(name, SECTIONS.iter().copied()) {
        Some(near) => diagnostic.hint(said!("did you mean [{near}]?", near)),
        None => diagnostic.hint(said!("the tables are {tables}", tables = Message::listed(SECTIONS))),
    }
}

fn unknown_code(code: &str, span: Span) -> Diagnostic {
    let said = Diagnostic::error("unknown-code", said!("no finding is called `{code}`", code)).at(span);
    match did_you_mean(code, CODES.iter().map(|known| known.name)) {
        Some(near) => said.hint(said!("did you mean `{near}`?", near)),
        None => said.hint("`kurras explain` lists them all"),
    }
}

fn wrong_kind(key: &Key, written: &str, span: Span) -> Diagnostic {
    let message = said!(
        "`{name}` in [{section}] must be {expectation}",
        name = key.name,
        section = key.section,
        expectation = key.kind.expectation()
    );
    let meant = meant(key, written).unwrap_or_else(|| key.kind.example());
    let hint = said!("write it as {name} = {meant}", name = key.name, meant);
    Diagnostic::error("wrong-type", message).at(span).hint(hint)
}

pub(super) fn raw_value(item: &Item) -> RawValue {
    fn of_value(value: &Value) -> RawValue {
        match value {
            Value::String(s) => RawValue::Text(s.value().clone()),
            Value::Integer(n) => RawValue::Integer(*n.value()),
            Value::Boolean(b) => RawValue::Boolean(*b.value()),
            Value::Datetime(date) => RawValue::Text(date.value().to_string()),
            Value::Array(list) => RawValue::List(list.iter().map(of_value).collect()),
            Value::InlineTable(table) => {
                RawValue::Table(table.iter().map(|(k, v)| (k.to_string(), of_value(v))).collect())
            }
            Value::Float(_) => RawValue::Other,
        }
    }
    match item {
        Item::Value(value) => of_value(value),
        Item::Table(table) => RawValue::Table(table.iter().map(|(k, v)| (k.to_string(), raw_value(v))).collect()),
        Item::ArrayOfTables(list) => {
            let table =
                |t: &toml_edit::Table| RawValue::Table(t.iter().map(|(k, v)| (k.to_string(), raw_value(v))).collect());
            RawValue::List(list.iter().map(table).collect())
        }
        Item::None => RawValue::Other,
    }
}

/// A value as its key demands it; none where it is of another kind.
pub(super) fn check(key: &Key, value: RawValue) -> Option<CheckedValue> {
    let text = |value: RawValue| match value {
        RawValue::Text(text) if !text.trim().is_empty() => Some(text.trim().to_string()),
        _ => None,
    };
    let one_of = |words: &[&str], value: RawValue| text(value).filter(|word| words.contains(&word.as_str()));
    match key.kind {
        KeyKind::Text | KeyKind::Length => text(value).map(CheckedValue::Text),
        KeyKind::Texts => each(value, text).map(CheckedValue::Texts),
        KeyKind::People => each(value, person).map(CheckedValue::People),
        KeyKind::Boolean => match value {
            RawValue::Boolean(on) => Some(CheckedValue::Boolean(on)),
            _ => None,
        },
        KeyKind::Integer(low, high) => match value {
            RawValue::Integer(n) if (low..=high).contains(&n) => Some(CheckedValue::Integer(n)),
            _ => None,
        },
        KeyKind::Choice(words) => one_of(words, value).map(CheckedValue::Text),
        KeyKind::Choices(words) => each(value, |item| one_of(words, item)).map(CheckedValue::Texts),
    }
}

fn each<T>(value: RawValue, read: impl Fn(RawValue) -> Option<T>) -> Option<Vec<T>> {
    match value {
        RawValue::List(items) => items.into_iter().map(read).collect(),
        one => read(one).map(|item| vec![item]),
    }
}

fn person(value: RawValue) -> Option<Person> {
    match value {
        RawValue::Text(name) if !name.trim().is_empty() => Some(Person {
            name: name.trim().into(),
            ..Person::default()
        }),
        RawValue::Table(entries) => {
            let mut person = Person::default();
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("name", RawValue::Text(text)) => person.name = text,
                    ("sort", RawValue::Text(text)) => person.sort = Some(text),
                    ("role", RawValue::Text(text)) => person.role = Some(text),
                    ("kind", RawValue::Text(text)) if text == "group" || text == "person" => {
                        person.group = text == "group"
                    }
                    ("names", RawValue::Table(names)) => {
                        let text = |(tag, name)| match name {
                            RawValue::Text(name) if !name.trim().is_empty() => Some((tag, name)),
                            _ => None,
                        };
                        person.names = names.into_iter().map(text).collect::<Option<_>>()?;
                    }
                    _ => return None,
                }
            }
            (!person.name.trim().is_empty()).then_some(person)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::keys::STYLES;
    use crate::diagnostic::codes::Tongue;
    use crate::diagnostic::{Sources, human};

    fn read(text: &str) -> (ConfigFile, Vec<String>) {
        let mut sources = Sources::default();
        let file = sources.add("book.toml", text);
        let mut report = Report::new();
        let config = ConfigFile::read(text, file, &mut report);
        let said = report
            .sorted()
            .into_iter()
            .map(|d| human(d, &sources, Tongue::English, false))
            .collect();
        (config, said)
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once_with_its_place() {
        let (_, said) = read("[book]\ntilte = \"x\"\ntitle = 5\n\n[pfd]\n");
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(
            said[0].contains("book.toml:2:1") && said[0].contains("did you mean `title`?"),
            "{}",
            said[0]
        );
        assert!(
            said[1].contains("book.toml:3:9") && said[1].contains("must be a string"),
            "{}",
            said[1]
        );
        assert!(said[2].contains("did you mean [pdf]?"), "{}", said[2]);
    }

    #[test]
    fn syntax_errors_and_doubled_keys_have_a_place() {
        assert!(read("[book]\ntitle = \"open\nlanguage = ar\n").1[0].contains("book.toml:2:"));
        assert!(read("[book]\ntitle = \"a\"\ntitle = \"b\"\n").1[0].contains("book.toml:3:1"));
    }

    #[test]
    fn another_programs_book_toml_is_read_as_far_as_it_goes() {
        let theirs = "[book]\ntitle = \"كتاب\"\nauthors = [\"أ\"]\nlanguage = \"fa\"\nmultilingual = false\nsrc = \"text/\"\n\n[output.html]\nx = 1\n";
        let (config, said) = read(theirs);
        assert_eq!((said.len(), config.texts_folder()), (1, Some("text")), "{said:?}");
        assert!(said[0].starts_with("note[foreign-config]") && config.get("book", "language").is_some());
        // What has our tables is ours, with its slips.
        assert_eq!(read("[book]\ntitle = \"x\"\n[pdf]\n[build]\n").1.len(), 1);
    }

    #[test]
    fn curly_quotation_marks_are_named() {
        for mark in ["“x”", "«x»", "[“x”]"] {
            let said = &read(&format!("[book]\ntitle = {mark}\n")).1[0];
            assert!(
                said.contains("book.toml:2:") && said.contains("curly") && said.contains("line 2"),
                "{said}"
            );
        }
        assert!(!read("[book]\ntitle = \"open\n").1[0].contains("curly"));
    }

    #[test]
    fn what_was_meant_is_said_with_the_value_that_was_written() {
        for (written, hint) in [
            ("[book]\nnumber-headings = \"3\"", "number-headings = 3"),
            ("[book]\nnumber-headings = \"٣\"", "number-headings = 3"),
            ("[book]\nnumber-headings = \"9\"", "number-headings = 0"),
            ("[book]\nsmart = \"no\"", "smart = false"),
            ("[book]\nversion = 2", "version = \"2.0.0\""),
            ("[book]\nversion = 1.5", "version = \"1.5.0\""),
            ("[book]\ntitle = 1984", "title = \"1984\""),
            ("[pdf]\nink = \"Black\"", "ink = \"black\""),
        ] {
            let said = &read(written).1;
            assert!(
                said.len() == 1 && said[0].contains(&format!("write it as {hint}\n")),
                "{said:?}"
            );
        }
    }

    #[test]
    fn arabic_signs_in_toml_are_named() {
        for (written, named) in [
            ("authors = [\"أ، ب\"، \"ج\"]", "line 2 has ، outside of quotation marks"),
            ("number-headings = ٢ # عدد", "line 2 has ٢ outside"),
            ("authors = ['أ'؛ \"ج\"]", "line 2 has ؛ outside"),
        ] {
            let said = &read(&format!("[book]\n{written}\n")).1[0];
            assert!(said.contains(named), "{said}");
        }
        assert!(!read("[book]\ntitle = \"أ، ب\nx = 1 # ،\n").1[0].contains("outside"));
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let (config, said) = read("\u{feff}[book]\ntitle = \"عنوان\"\n");
        assert_eq!(
            (said.len(), config.get("book", "title").map(|v| &v.0)),
            (0, Some(&CheckedValue::Text("عنوان".into())))
        );
    }

    #[test]
    fn editions_hold_over_their_style_and_the_book() {
        let (config, said) = read(
            "[pdf]\nfont-size = \"11pt\"\nfont = \"Amiri\"\n[[edition]]\nstyle = \"large-print\"\n[edition.pdf]\npaper = \"letter\"\n[[edition]]\nname = \"plain\"\n",
        );
        assert_eq!(said, Vec::<String>::new());
        let editions: Vec<ConfigFile> = config.editions().map(|(edition, _)| edition).collect();
        let said = |edition: &ConfigFile, key| match edition.get("pdf", key) {
            Some((CheckedValue::Text(text), _)) => text.clone(),
            other => format!("{other:?}"),
        };
        assert_eq!(
            ["font-size", "paper", "font"].map(|key| said(&editions[0], key)),
            ["18pt", "letter", "Amiri"]
        );
        assert_eq!(said(&editions[1], "font-size"), "11pt");
        assert!(config.get("edition", "name").is_none());
    }

    #[test]
    fn styles_can_be_read() {
        for (name, text) in STYLES {
            let (values, said) = read(text);
            assert!(said.is_empty() && !values.values.is_empty(), "{name}: {said:?}");
        }
    }

    #[test]
    fn what_editions_do_not_know_is_said_with_where_it_belongs() {
        let (_, said) = read(
            "[[edition]]\nnam = \"x\"\nfont-size = \"18pt\"\n[edition.booklt]\npaper = \"a3\"\n[edition.pdf]\nflip = \"long-edge\"\nfont-sise = \"2pt\"\n",
        );
        let hints = [
            "did you mean `name`?",
            "belongs in [edition.pdf]",
            "did you mean `booklet`?",
            "belongs in [booklet]",
            "did you mean `font-size`?",
        ];
        assert_eq!(said.len(), hints.len(), "{said:?}");
        for (line, (said, hint)) in (2..).zip(said.iter().zip(hints)) {
            assert!(said.contains(hint), "{line}: {said}");
        }
        assert!(read("[edition]\nname = \"x\"\n").1[0].contains("[[edition]]"));
    }

    #[test]
    fn a_code_that_no_finding_has_is_an_error() {
        let (config, said) = read("[lint]\nheding-skip = \"deny\"\nriver = \"allow\"\n");
        assert_eq!((said.len(), config.levels.len()), (1, 1), "{said:?}");
        assert!(
            said[0].contains("book.toml:2:1") && said[0].contains("did you mean `heading-skip`?"),
            "{}",
            said[0]
        );
    }

    #[test]
    fn people_are_names_or_tables() {
        let (config, said) = read(
            "[book]\nauthors = [\"أ\", { name = \"ب\", role = \"trl\", names = { en = \"B\" } }]\ncontributors = [{ nam = \"x\" }]\n",
        );
        assert!(
            matches!(config.get("book", "authors"), Some((CheckedValue::People(p), _)) if p.len() == 2 && p[1].names.len() == 1)
        );
        assert_eq!(said.len(), 1);
    }
}
