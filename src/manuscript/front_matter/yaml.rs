//! YAML into values, with places.

use std::borrow::Cow;
use std::collections::BTreeSet;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use super::by_line::{key_and_value, key_lines};
use super::{Entry, Value};
use crate::bounds;
use crate::diagnostic::{Diagnostic, FileId, Report, Span, said};

/// How deep values may stand inside each other; what is deeper is passed over.
const MAX_DEPTH: usize = 8;

/// The top-level keys of a text in YAML.
pub(super) fn read(file: FileId, text: &str, offset: usize, report: &mut Report) -> Vec<Entry> {
    let joined = joined(text);
    let text = &*joined;
    let mut reader = Reader {
        file,
        text,
        offset,
        letters: text.char_indices().map(|(at, _)| at).collect(),
        open: Vec::new(),
        entries: Vec::new(),
        key: None,
        known: BTreeSet::new(),
        twice: Vec::new(),
        beyond: None,
    };
    let read = reader.read();
    if let Some(span) = reader.beyond {
        let most = bounds::FRONT_MATTER_KEYS;
        let message = said!(
            "the front matter has more than {most} keys; those after this one are passed over",
            most
        );
        let hint = "leave out what no key needs";
        report.add(Diagnostic::warning("front-matter", message).at(span).hint(hint));
    }
    for (span, name) in reader.twice {
        let message = said!(
            "the key `{name}` stands twice in the front matter; what it says first is read",
            name
        );
        report.add(
            Diagnostic::note("front-matter", message)
                .at(span)
                .hint("take one of them out"),
        );
    }
    match read {
        Ok(()) => reader.entries,
        Err((span, message)) => {
            let message = said!(
                "the front matter is not YAML ({message}); what stands on lines of its own is read",
                message
            );
            let hint = "close what was opened, put values with a colon in quotation marks, and indent with spaces";
            report.add(Diagnostic::warning("front-matter", message).at(span).hint(hint));
            key_lines(file, text, offset)
        }
    }
}

/// Whether a text is YAML and holds keys.
pub(super) fn is_mapping(text: &str) -> bool {
    let mut events = 0;
    let is_yaml = Parser::new_from_str(&joined(text)).all(|event| {
        events += usize::from(matches!(event, Ok((Event::MappingStart(..), _))));
        event.is_ok()
    });
    is_yaml && events > 0
}

/// How many lines a quotation may go on for.
const QUOTED: usize = 60;

/// A text whose quotations go on in the lines below without being set in, as many programs write and read them, and YAML forbids (1.2, 7.3):
/// with spaces in place of the ends of these lines, so that every letter keeps its place.
fn joined(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(line) = rest.split_inclusive('\n').next() {
        let value = key_and_value(line.trim_end()).map_or("", |(_, value)| value);
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let closes = |line: &str, quote: char| line.trim_end().ends_with(quote);
        let goes_on =
            quote.filter(|quote| !(line.starts_with([' ', '\t']) || value.len() > 1 && closes(value, *quote)));
        let length = goes_on.map_or(line.len(), |quote| {
            let below = rest.split_inclusive('\n').skip(1).take(QUOTED);
            let mut end = line.len();
            for next in below {
                end += next.len();
                if closes(next, quote) {
                    return end;
                }
            }
            line.len()
        });
        let (whole, after) = rest.split_at(length);
        if length > line.len() {
            let body = whole.trim_end_matches(['\n', '\r']);
            out.push_str(&body.replace(['\n', '\r'], " "));
            out.push_str(whole.get(body.len()..).unwrap_or_default());
        } else {
            out.push_str(whole);
        }
        rest = after;
    }
    if out == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(out)
    }
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    offset: usize,
    /// Where each letter begins: the parser counts letters.
    letters: Vec<usize>,
    open: Vec<Open>,
    entries: Vec<Entry>,
    /// The key at the top whose value comes next.
    key: Option<(String, Span)>,
    /// The names of the keys so far.
    known: BTreeSet<String>,
    twice: Vec<(Span, String)>,
    /// The first key that is one too many.
    beyond: Option<Span>,
}

/// A collection that is being read.
enum Open {
    /// The mapping of all.
    Top,
    List(Vec<Value>),
    Table {
        key: Option<String>,
        entries: Vec<(String, Value)>,
    },
}

impl Reader<'_> {
    /// A place of the parser as an offset in the file.
    fn at(&self, marker: Marker) -> usize {
        self.offset + self.letters.get(marker.index()).copied().unwrap_or(self.text.len())
    }

    fn read(&mut self) -> Result<(), (Span, String)> {
        let wrong = |reader: &Self, marker, message: &str| {
            let at = reader.at(marker);
            (Span::new(reader.file, at..at), message.to_string())
        };
        for event in Parser::new_from_str(self.text) {
            let (event, place) = event.map_err(|error| wrong(self, *error.marker(), error.info()))?;
            let span = Span::new(self.file, self.at(place.start)..self.at(place.end));
            match event {
                Event::Scalar(text, style, ..) => {
                    let nothing = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                    let span = self.inside(span, &text);
                    self.take(
                        if nothing {
                            Value::Nothing
                        } else {
                            Value::Scalar(text.into_owned())
                        },
                        span,
                    );
                }
                Event::Alias(_) => self.take(Value::Nothing, span),
                Event::SequenceStart(..) => self.open.push(Open::List(Vec::new())),
                Event::MappingStart(..) if self.open.is_empty() => self.open.push(Open::Top),
                Event::MappingStart(..) => self.open.push(Open::Table {
                    key: None,
                    entries: Vec::new(),
                }),
                Event::SequenceEnd | Event::MappingEnd => self.close(span),
                _ => {}
            }
            if self.open.len() > 256 {
                return Err((span, "values stand too deep inside each other".into()));
            }
        }
        Ok(())
    }

    /// The place of a scalar's own letters, without its quotation marks.
    fn inside(&self, span: Span, text: &str) -> Span {
        let start = span.start as usize;
        let written = self
            .text
            .get(start - self.offset..(span.end as usize).saturating_sub(self.offset));
        match written.and_then(|written| written.find(text)) {
            Some(skipped) if !text.is_empty() => Span::new(self.file, start + skipped..start + skipped + text.len()),
            _ => span,
        }
    }

    fn close(&mut self, span: Span) {
        let depth = self.open.len();
        let value = match self.open.pop() {
            Some(Open::List(items)) => Value::List(items),
            Some(Open::Table { entries, .. }) => Value::Table(entries),
            Some(Open::Top) | None => return,
        };
        self.take(if depth > MAX_DEPTH { Value::Nothing } else { value }, span);
    }

    /// Puts a value where it belongs: it is a key, or what the key before it says, or an item.
    fn take(&mut self, value: Value, span: Span) {
        match self.open.last_mut() {
            Some(Open::List(items)) => items.push(value),
            Some(Open::Table { key, entries }) => match key.take() {
                Some(name) => entries.push((name, value)),
                None => *key = Some(name_of(value)),
            },
            Some(Open::Top) => match self.key.take() {
                None => self.key = Some((name_of(value), span)),
                Some((_, place)) if self.known.len() as u64 >= bounds::FRONT_MATTER_KEYS => {
                    self.beyond.get_or_insert(place);
                }
                Some((name, place)) if !self.known.insert(name.clone()) => self.twice.push((place, name)),
                Some((name, place)) => {
                    let span = if matches!(value, Value::Scalar(_)) { span } else { place };
                    self.entries.push(Entry { name, span, value });
                }
            },
            None => {}
        }
    }
}

fn name_of(value: Value) -> String {
    match value {
        Value::Scalar(text) => text,
        _ => String::new(),
    }
}
