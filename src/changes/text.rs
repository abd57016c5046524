//! The text of a version as paragraphs: what versions are compared by.

use serde::{Deserialize, Serialize};

use crate::config::Date;
use crate::document::{Block, BlockId, BlockKind, Document, Folio, Inline, plain_text};
use crate::edition::Edition;

/// The file's name in a release.
pub const NAME: &str = "text.json";

/// A version's text: what versions are compared by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionText {
    /// The book's title.
    pub title: String,
    /// Its language (BCP 47).
    pub language: String,
    /// The version.
    pub version: String,
    /// Its date, YYYY-MM-DD.
    pub date: String,
    /// The paragraphs in reading order, notes after the text.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph, or anything that stands in a place of its own: a heading, a line of verse, a row of a table, a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// `title`, `heading`, `paragraph`, `caption`, `item`, `quote`, `attribution`, `row`, `code`, `verse`, `term`, `definition`
    /// or `note`.
    pub kind: String,
    /// The number of the page of the reading PDF on which it begins, as printed there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The words, without markup.
    pub text: String,
    /// The block that it is of; not known of a text that was read back.
    #[serde(skip)]
    pub block: Option<BlockId>,
}

impl VersionText {
    /// The text of an edition that is released on a date.
    pub fn of(edition: &Edition, date: Date) -> Self {
        let mut gather = Gather::default();
        for volume in &edition.volumes {
            for words in [Some(&volume.title), volume.subtitle.as_ref()].into_iter().flatten() {
                gather.add("title", plain_text(words));
            }
            gather.add("title", volume.imprint.author_line.clone());
            gather.document(&volume.document);
        }
        let book = &edition.config.book;
        Self {
            title: book.title.clone(),
            language: book.language.to_string(),
            version: book.version.to_string(),
            date: date.to_string(),
            paragraphs: gather.found,
        }
    }

    /// The same text with the number of the page on which each paragraph begins.
    pub fn with_pages(mut self, folios: &[Folio]) -> Self {
        let mut folios = folios.iter().peekable();
        let mut page: Option<&str> = None;
        for paragraph in &mut self.paragraphs {
            let Some(block) = paragraph.block else { continue };
            // A page that begins inside a block is not the one on which the block begins.
            while let Some(folio) = folios.next_if(|folio| (folio.block, folio.offset) <= (block, 0)) {
                page = Some(&folio.label);
            }
            paragraph.page = page.map(str::to_string);
        }
        self
    }

    /// How many words there are: letters between spaces.
    pub fn words(&self) -> usize {
        let words = |paragraph: &Paragraph| paragraph.text.split_whitespace().count();
        self.paragraphs.iter().map(words).sum()
    }

    /// As JSON, a paragraph a line, so that any tool can compare two.
    pub fn to_json(&self) -> String {
        let line = |paragraph: &Paragraph| serde_json::to_string(paragraph).unwrap_or_default();
        let head = |words: &str| serde_json::to_string(words).unwrap_or_default();
        let lines: Vec<String> = self.paragraphs.iter().map(line).collect();
        format!(
            "{{\"title\":{},\"language\":{},\"version\":{},\"date\":{},\"paragraphs\":[\n{}\n]}}\n",
            head(&self.title),
            head(&self.language),
            head(&self.version),
            head(&self.date),
            lines.join(",\n")
        )
    }

    /// Reads what [`VersionText::to_json`] wrote.
    pub fn parse(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }
}

#[derive(Default)]
struct Gather {
    found: Vec<Paragraph>,
    block: Option<BlockId>,
}

impl Gather {
    fn add(&mut self, kind: &str, text: String) {
        if !text.is_empty() {
            self.found.push(Paragraph {
                kind: kind.into(),
                page: None,
                text,
                block: self.block,
            });
        }
    }

    fn runs<'a>(&mut self, kind: &str, runs: impl IntoIterator<Item = &'a Vec<Inline>>) {
        runs.into_iter().for_each(|run| self.add(kind, plain_text(run)));
    }

    fn document(&mut self, document: &Document) {
        self.blocks(&document.blocks, "paragraph");
        for note in &document.notes {
            self.blocks(&note.blocks, "note");
        }
    }

    /// Blocks inside of something: a paragraph there is called by what it stands in.
    fn blocks<'a>(&mut self, blocks: impl IntoIterator<Item = &'a Block>, inside: &str) {
        blocks.into_iter().for_each(|block| self.block(block, inside));
    }

    fn block(&mut self, block: &Block, inside: &str) {
        self.block = Some(block.id);
        match &block.kind {
            BlockKind::Heading(heading) => self.runs("heading", [&heading.content]),
            BlockKind::Paragraph { content } => self.runs(inside, [content]),
            BlockKind::Figure { caption, .. } => self.runs("caption", [caption]),
            BlockKind::List { items, .. } => self.blocks(items.iter().flat_map(|item| &item.blocks), "item"),
            BlockKind::Quote { blocks, attribution } => {
                self.blocks(blocks, "quote");
                self.block = Some(block.id);
                self.runs("attribution", attribution);
            }
            BlockKind::Table {
                header, rows, caption, ..
            } => {
                self.runs("caption", [caption]);
                for row in std::iter::once(header).chain(rows) {
                    let cells: Vec<String> = row.iter().map(|cell| plain_text(cell)).collect();
                    self.add("row", cells.join(" | "));
                }
            }
            BlockKind::Code { text, caption, .. } => {
                self.runs("caption", [caption]);
                text.lines().for_each(|line| self.add("code", line.into()));
            }
            BlockKind::Verse { lines } => {
                for line in lines {
                    let halves = std::iter::once(&line.first).chain(&line.second);
                    let halves: Vec<String> = halves.map(|half| plain_text(half)).collect();
                    self.add("verse", halves.join(" "));
                }
            }
            BlockKind::Definitions { entries } => {
                for entry in entries {
                    self.runs("term", &entry.terms);
                    self.blocks(entry.definitions.iter().flatten(), "definition");
                }
            }
            BlockKind::Group(group) => {
                self.add("title", group.label.clone());
                self.runs("title", [&group.title]);
                self.blocks(&group.blocks, inside);
            }
            BlockKind::Rule | BlockKind::PageBreak => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_back_and_has_a_line_for_each_paragraph() {
        let paragraph = |text: &str| Paragraph {
            kind: "paragraph".into(),
            page: Some("١".into()),
            text: text.into(),
            block: None,
        };
        let text = VersionText {
            title: "عنوان \"س\"".into(),
            language: "ar".into(),
            version: "1.0.0".into(),
            date: "2026-11-22".into(),
            paragraphs: vec![paragraph("كلمة أخرى"), paragraph("ثالثة")],
        };
        assert_eq!(text.words(), 3);
        assert_eq!(text.to_json().lines().count(), 4);
        assert_eq!(VersionText::parse(text.to_json().as_bytes()), Some(text));
    }
}
