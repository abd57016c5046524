//! Front matter: keys at the head of a manuscript, in YAML between `---` lines or in TOML between `+++` lines.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use super::Source;
use crate::diagnostic::{Diagnostic, Report, Span};

/// What stands at the head of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum FrontMatter<'a> {
    /// TOML, to be read by whoever reads `book.toml`.
    Toml {
        /// The text between the fences.
        text: &'a str,
        /// Where it begins in the file, in bytes.
        offset: usize,
    },
    /// YAML, read: its top-level keys.
    Yaml(Vec<Entry>),
}

/// A key of YAML front matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its place.
    pub span: Span,
    /// What it says.
    pub value: Value,
}

/// A value in YAML.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A scalar, as written. `quoted` tells a string from what YAML might take for a number or a truth value.
    Scalar {
        /// Its text.
        text: String,
        /// Whether it stood in quotation marks or as a block.
        quoted: bool,
    },
    /// A sequence.
    List(Vec<Value>),
    /// A mapping.
    Table(Vec<(String, Value)>),
}

/// How deep values may stand inside each other: a list of tables of names is as deep as any key goes.
const MAX_DEPTH: usize = 8;

/// The front matter of a file, if it has any. Malformed YAML is reported with its line, and what was read is given up.
///
/// A first line `---` begins front matter only where the next line is a `key: value` and a line `---` or `...` closes it;
/// otherwise it is a thematic break.
pub fn front_matter<'a>(source: Source<'a>, report: &mut Report) -> Option<FrontMatter<'a>> {
    let fenced = split(source.text)?;
    let (text, offset) = (source.text.get(fenced.inner.clone())?, fenced.inner.start);
    if fenced.toml {
        return Some(FrontMatter::Toml { text, offset });
    }
    let mut reader = Reader { source, text, offset };
    match reader.entries() {
        Ok(entries) => Some(FrontMatter::Yaml(entries)),
        Err((span, message)) => {
            let message = format!("the front matter is not YAML: {message}");
            report.add(
                Diagnostic::error("front-matter", message)
                    .at(span)
                    .hint("close what was opened, put values with a colon in quotation marks, and indent with spaces"),
            );
            None
        }
    }
}

/// Where the text proper begins.
pub(super) fn body_offset(text: &str) -> usize {
    split(text).map_or(0, |fenced| fenced.end)
}

struct Fenced {
    toml: bool,
    inner: std::ops::Range<usize>,
    end: usize,
}

/// The lines of a text with their offsets; each ends at LF, CRLF or CR, which is not part of it.
fn lines(text: &str, from: usize) -> impl Iterator<Item = (usize, &str, usize)> {
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let ending = match rest.as_bytes().get(length..length + 2) {
            Some(b"\r\n") => 2,
            _ => usize::from(length < rest.len()),
        };
        let line = (at, rest.get(..length)?, at + length + ending);
        at = line.2;
        Some(line)
    })
}

fn split(text: &str) -> Option<Fenced> {
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut lines = lines(text, start);
    let (_, fence, inner) = lines.next()?;
    let toml = match fence.trim_end() {
        "---" => false,
        "+++" => true,
        _ => return None,
    };
    let mut first = true;
    for (at, line, end) in lines {
        let line = line.trim_end();
        if line == fence.trim_end() || (!toml && line == "...") {
            return (!first).then_some(Fenced {
                toml,
                inner: inner..at,
                end,
            });
        }
        if first && !toml && !looks_like_a_key(line) {
            return None;
        }
        first = false;
    }
    None
}

/// `key:` or `key: value` with a name in ASCII, or a comment.
fn looks_like_a_key(line: &str) -> bool {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    line.starts_with('#')
        || line
            .split_once(':')
            .is_some_and(|(name, rest)| is_name(name.trim_end()) && (rest.is_empty() || rest.starts_with([' ', '\t'])))
}

type Wrong = (Span, String);

struct Reader<'a> {
    source: Source<'a>,
    text: &'a str,
    offset: usize,
}

impl Reader<'_> {
    /// A place of the parser, which counts characters.
    fn span(&self, from: Marker) -> Span {
        let skipped: usize = self.text.chars().take(from.index()).map(char::len_utf8).sum();
        let at = self.offset + skipped;
        Span::new(self.source.file, at..at)
    }

    fn entries(&mut self) -> Result<Vec<Entry>, Wrong> {
        let mut open: Vec<Open> = Vec::new();
        let mut places: Vec<Span> = Vec::new();
        let mut top = None;
        for event in Parser::new_from_str(self.text) {
            let (event, place) = event.map_err(|error| (self.span(*error.marker()), error.info().to_string()))?;
            let at = self.span(place.start);
            let value = match event {
                Event::Scalar(text, style, ..) => {
                    if let [Open::Table { key: None, .. }] = open[..] {
                        places.push(at);
                    }
                    let quoted = style != ScalarStyle::Plain;
                    Value::Scalar {
                        text: text.into_owned(),
                        quoted,
                    }
                }
                Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= MAX_DEPTH => {
                    return Err((at, "values stand too deep inside each other".into()));
                }
                Event::SequenceStart(..) => {
                    open.push(Open::List(Vec::new()));
                    continue;
                }
                Event::MappingStart(..) => {
                    open.push(Open::Table {
                        key: None,
                        entries: Vec::new(),
                    });
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                    Some(done) => done.into_value(),
                    None => continue,
                },
                Event::Alias(_) => return Err((at, "aliases are not read".into())),
                _ => continue,
            };
            match open.last_mut() {
                Some(outer) => outer.take(value).map_err(|message| (at, message))?,
                None => top = Some(value),
            }
        }
        match top {
            Some(Value::Table(entries)) => Ok(entries
                .into_iter()
                .zip(places)
                .map(|((name, value), span)| Entry { name, span, value })
                .collect()),
            _ => Err((
                Span::new(self.source.file, self.offset..self.offset),
                "it holds no keys".into(),
            )),
        }
    }
}

/// A collection that is being read.
enum Open {
    List(Vec<Value>),
    Table {
        key: Option<String>,
        entries: Vec<(String, Value)>,
    },
}

impl Open {
    fn take(&mut self, value: Value) -> Result<(), String> {
        match self {
            Open::List(items) => items.push(value),
            Open::Table { key, entries } => match (key.take(), value) {
                (Some(name), value) => entries.push((name, value)),
                (None, Value::Scalar { text, .. }) if entries.iter().all(|entry| entry.0 != text) => *key = Some(text),
                (None, Value::Scalar { text, .. }) => return Err(format!("the key `{text}` stands twice")),
                (None, _) => return Err("a key must be a plain name".into()),
            },
        }
        Ok(())
    }

    fn into_value(self) -> Value {
        match self {
            Open::List(items) => Value::List(items),
            Open::Table { entries, .. } => Value::Table(entries),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;

    fn read(text: &str) -> (Option<FrontMatter<'_>>, Vec<usize>) {
        let mut sources = Sources::default();
        let file = sources.add("a.md", text);
        let mut report = Report::new();
        let found = front_matter(
            Source {
                file,
                name: "a.md",
                text,
            },
            &mut report,
        );
        let lines = report.sorted().into_iter().filter_map(|d| match d.location {
            crate::diagnostic::Location::Span(span) => sources.place(span).map(|p| p.line),
            _ => None,
        });
        let lines = lines.collect();
        (found, lines)
    }

    #[test]
    fn yaml_keys_have_places_and_values() {
        let text = "---\r\ntitle: عنوان\r\nauthors:\r\n  - name: أ\r\n  - \"ب\"\r\n---\r\n# متن\r\n";
        let (Some(FrontMatter::Yaml(entries)), said) = read(text) else {
            panic!()
        };
        assert!(said.is_empty());
        let scalar = |text: &str, quoted| Value::Scalar {
            text: text.into(),
            quoted,
        };
        assert_eq!(entries[0].value, scalar("عنوان", false));
        assert_eq!(entries[1].span.start as usize, text.find("authors").unwrap());
        let name = Value::Table(vec![("name".into(), scalar("أ", false))]);
        assert_eq!(entries[1].value, Value::List(vec![name, scalar("ب", true)]));
        assert_eq!(&text[body_offset(text)..], "# متن\r\n");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for text in [
            "---\n\nفقرة\n\n---\n\nبعد\n",
            "---\ntitle: x\n\nلا يُغلق\n",
            "---\nملاحظة: نص\n---\n",
            "---\n---\n",
        ] {
            assert_eq!((read(text).0, body_offset(text)), (None, 0), "{text}");
        }
    }

    #[test]
    fn malformed_yaml_is_reported_with_its_line_and_never_printed() {
        let text = "---\ntitle: \"غير مغلق\n\tauthor: x\n---\n\n# فصل\n";
        let (found, said) = read(text);
        assert_eq!((found, said.len()), (None, 1));
        assert!((2..=4).contains(&said[0]), "{said:?}");
        assert_eq!(&text[body_offset(text)..], "\n# فصل\n");
        assert_eq!(read("---\na: 1\na: 2\n---\n").1, [3]);
        assert_eq!(read(&format!("---\na: {}\n---\n", "[".repeat(5000))).1, [2]);
    }

    #[test]
    fn toml_is_handed_on_with_its_place() {
        let found = read("\u{feff}+++\ntitle = \"x\"\n+++\nمتن").0;
        assert_eq!(
            found,
            Some(FrontMatter::Toml {
                text: "title = \"x\"\n",
                offset: 7
            })
        );
    }
}
