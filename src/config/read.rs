//! TOML read as what is written in it: `book.toml` of ours or of mdBook, front matter, and what styles say.

use std::ops::Range;

use toml_edit::{ImDocument, Item};

use super::file::{CheckedValue, ConfigFile};
use super::front_matter::FrontEntry;
use super::keys::STYLES;
use super::mdbook;
use super::raw::raw_value;
use super::sections::Reader;
use crate::diagnostic::{Diagnostic, FileId, Message, Report, Span, said};

impl ConfigFile {
    /// Reads TOML. Whatever is wrong goes into the report, all of it at once; what is right is kept.
    pub fn read(text: &str, file: FileId, report: &mut Report) -> Self {
        // A byte-order mark is no part of the text; spans count it.
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader {
            file,
            offset: text.len() - body.len(),
            report,
            out: Self::default(),
        };
        match ImDocument::parse(body) {
            Err(error) => {
                let message = error.message().trim().replace('\n', "; ");
                let finding = Diagnostic::error("toml-syntax", message).at(reader.span(error.span()));
                reader.report.add(finding.hint(syntax_hint(body)));
            }
            Ok(document) if mdbook::is_mdbook(document.as_table()) => {
                let offset = reader.offset;
                let place = |range: Option<Range<usize>>| {
                    let range = range.unwrap_or(0..0);
                    Span::new(file, range.start + offset..range.end + offset)
                };
                reader.out = mdbook::read(document.as_table(), place, reader.report);
            }
            Ok(document) => reader.sections(document.as_table()),
        }
        reader.out
    }

    /// Reads the keys of front matter in TOML. `offset` is where `text` begins in the file. The error says what is no TOML, and where.
    pub fn front_matter(text: &str, file: FileId, offset: usize) -> Result<Vec<FrontEntry>, Diagnostic> {
        let document = ImDocument::parse(text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            let message = error.message().trim().replace('\n', "; ");
            let place = Span::new(file, span.start + offset..span.end + offset);
            Diagnostic::warning(
                "front-matter",
                said!("the front matter is not TOML: {message}", message),
            )
            .at(place)
        })?;
        let entry = |(name, item): (&str, &Item)| {
            let span = item.span().unwrap_or(0..0);
            FrontEntry {
                name: name.into(),
                value: raw_value(item),
                span: Span::new(file, span.start + offset..span.end + offset),
            }
        };
        Ok(document.as_table().iter().map(entry).collect())
    }

    /// What holds for each further edition, and where its table begins: what it says itself, over what its style says, over what
    /// the book says.
    pub fn editions(&self) -> impl Iterator<Item = (ConfigFile, Span)> {
        self.editions.iter().map(|(edition, span)| {
            let mut all = edition.clone();
            if let Some((CheckedValue::Text(style), span)) = edition.get("edition", "style") {
                all.give_way(style_values(style, *span));
            }
            all.give_way(ConfigFile {
                editions: Vec::new(),
                ..self.clone()
            });
            (all, *span)
        })
    }
}

/// What to do about a text that is no TOML. Word processors and telephones make quotation marks curly, which TOML does not know.
fn syntax_hint(text: &str) -> Message {
    let opens_curly = |line: &str| {
        let value = line
            .split_once('=')
            .map(|(_, value)| value.trim_start_matches([' ', '[', '{']));
        value
            .and_then(|value| value.chars().next())
            .filter(|c| "“”„‟«»‘’‚".contains(*c))
    };
    match text
        .lines()
        .enumerate()
        .find_map(|(number, line)| Some((number + 1, opens_curly(line)?)))
    {
        Some((line, mark)) => {
            said!(
                "line {line} has the curly quotation mark {mark}; TOML knows only the straight one: title = \"…\"",
                line,
                mark
            )
        }
        None => arabic_hint(text).unwrap_or_else(|| {
            "look for a quotation mark or a bracket that is not closed; texts stand in quotation marks: title = \"…\""
                .into()
        }),
    }
}

/// Names the first sign of Arabic that stands where TOML wants one of its own: outside of texts and comments.
fn arabic_hint(body: &str) -> Option<Message> {
    let wanted = |c: char| match c {
        '،' => Some(","),
        '؛' => Some(";"),
        '٫' => Some("."),
        '٠'..='٩' | '۰'..='۹' => Some("0-9"),
        _ => None,
    };
    let bare = |line: &str| {
        let mut quote = None;
        for c in line.chars() {
            match (quote, c) {
                (Some(open), _) => quote = quote.filter(|_| open != c),
                (None, '"' | '\'') => quote = Some(c),
                (None, '#') => return None,
                (None, _) if wanted(c).is_some() => return Some((c, wanted(c)?)),
                _ => {}
            }
        }
        None
    };
    let (line, (mark, wanted)) = (1_usize..)
        .zip(body.lines())
        .find_map(|(number, line)| Some((number, bare(line)?)))?;
    Some(said!(
        "line {line} has {mark} outside of quotation marks; there TOML takes {wanted} only",
        line,
        mark,
        wanted
    ))
}

/// What a style says, each value at the place where the style is named. A test holds that every style can be read.
fn style_values(style: &str, span: Span) -> ConfigFile {
    let text = STYLES
        .iter()
        .find(|(name, _)| *name == style)
        .map_or("", |style| style.1);
    let mut values = ConfigFile::read(text, span.file, &mut Report::new());
    values.values.values_mut().for_each(|(_, place)| *place = span);
    values
}
