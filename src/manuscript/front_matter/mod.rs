//! Front matter: the head of a file that says what the file is. YAML between `---` (closed by `---` or `...`), TOML between `+++`,
//! pandoc's title block (`% Title`), MultiMarkdown's lines (`Title: …`), and OpenITI's (`#META# …`).

mod by_line;
mod openiti;
mod split;
mod yaml;

use super::Source;
use crate::bounds;
use crate::diagnostic::{Diagnostic, Report, Span, said};

use split::{Kind, is_beyond, split};
pub(super) use split::{body_offset, is_openiti};

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
    /// Its keys, read: of YAML, a title block or lines.
    Keys(Vec<Entry>),
}

/// A key of front matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// The place of its value, where that is a text; else of the key.
    pub span: Span,
    /// What it says.
    pub value: Value,
}

/// A value of front matter.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text, number, date or truth value, as written.
    Scalar(String),
    /// Nothing, or what cannot be read as a value.
    Nothing,
    /// A sequence.
    List(Vec<Value>),
    /// A mapping.
    Table(Vec<(String, Value)>),
}

/// The front matter of a file, if it has any. Of malformed YAML, what stands on lines of its own is read, with a warning.
pub fn front_matter<'a>(source: Source<'a>, report: &mut Report) -> Option<FrontMatter<'a>> {
    let Some(head) = split(source.text) else {
        if let Some(place) = split::unclosed(source.text) {
            let message =
                said!("what begins here looks like front matter, but no line closes it: it is printed as text");
            let finding = Diagnostic::warning("unclosed-block", message).hint("end it by a line of the same signs");
            report.add(finding.at(Span::new(source.file, place)));
        }
        return None;
    };
    let (text, offset) = (source.text.get(head.inner.clone())?, head.inner.start);
    if is_beyond(text) {
        let most = bounds::SETTINGS_BYTES >> 20;
        let message = said!(
            "the front matter is larger than {most} MiB; nothing of it is read",
            most
        );
        let finding = Diagnostic::warning("front-matter", message).hint("leave out what no key needs");
        report.add(finding.at(Span::new(source.file, offset..offset)));
        return Some(FrontMatter::Keys(Vec::new()));
    }
    Some(match head.kind {
        Kind::Toml => FrontMatter::Toml { text, offset },
        Kind::Yaml => FrontMatter::Keys(yaml::read(source.file, text, offset, report)),
        Kind::TitleBlock => FrontMatter::Keys(by_line::title_block(source.file, text, offset)),
        Kind::OpenIti => FrontMatter::Keys(openiti::entries(source.file, text, offset)),
        Kind::Lines => FrontMatter::Keys(by_line::key_lines(source.file, text, offset)),
    })
}

/// The keys of a text that is YAML as a whole.
pub fn yaml(source: Source<'_>, report: &mut Report) -> Vec<Entry> {
    yaml::read(source.file, source.text, 0, report)
}

#[cfg(test)]
mod tests;
