//! The tables of a `book.toml`, read key by key. Whatever is wrong goes into the report, all of it at once.

use toml_edit::{Item, TableLike};

use super::file::ConfigFile;
use super::keys::{KEYS, SECTIONS, VARIED};
use super::raw::{check, raw_value};
use super::unknown::{unknown_code, unknown_key, unknown_section, wrong_kind};
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, FileId, Level, Report, Span, said};

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
                    let finding =
                        Diagnostic::error("wrong-type", said!("`{section}` must be a table", section)).at(span);
                    self.report.add(finding.hint(said!(
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
            let finding = Diagnostic::error("wrong-type", "`edition` must be a list of tables").at(span);
            let hint = "write [[edition]] in double brackets on a line of its own, for each edition anew";
            return self.report.add(finding.hint(hint));
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
                    let finding = Diagnostic::error("wrong-type", message).at(span);
                    self.report
                        .add(finding.hint(said!("write it as {code} = \"warn\"", code)));
                    continue;
                }
            };
            self.out.levels.insert(code.to_string(), (level, span));
        }
    }
}
