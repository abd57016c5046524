//! The edition as plain text, for mail and for whoever has nothing better: UTF-8, in logical order, lines ended by LF.
//!
//! Nothing in it steers directions but what an author typed in code: every program that shows it has its own way of doing so, and controls
//! would be in the way of searching.

use crate::artifact::{Artifact, Format};
use crate::document::{
    Block, BlockKind, Definition, Group, Heading, Inline, ListItem, Role, Target, VerseLine, plain_text, says_address,
    shown_address,
};
use crate::edition::{Edition, Volume};
use crate::imprint::ColophonPart;

/// How far each level of what stands inside something else is set in, in spaces.
const INDENT: usize = 2;
/// The widest table that is laid out in columns, in characters.
const TABLE_WIDTH: usize = 78;

/// Makes the plain text.
pub fn make(edition: &Edition) -> Artifact {
    let texts: Vec<String> = edition.volumes.iter().map(text).collect();
    Artifact::new(
        Format::Text,
        &edition.config.book.stem(),
        "",
        texts.join("\n").into_bytes(),
        None,
    )
}

/// The whole text: title, subtitle, authors, contributors; the text; the notes; the colophon.
fn text(volume: &Volume) -> String {
    let mut writer = Writer {
        volume,
        out: String::new(),
        tight: false,
    };
    writer.paragraph(0, &writer.run(&volume.title));
    if let Some(subtitle) = &volume.subtitle {
        writer.paragraph(0, &writer.run(subtitle));
    }
    let names = |people: &[Vec<Inline>]| people.iter().map(|name| plain_text(name)).collect::<Vec<_>>();
    if !volume.authors.is_empty() {
        writer.paragraph(0, &volume.locale.join(&names(&volume.authors)));
    }
    for line in volume.imprint.credit_lines() {
        writer.paragraph(0, &writer.run(&line));
    }
    writer.blocks(0, &volume.document.blocks);
    writer.notes();
    writer.colophon();
    clean(&writer.out)
}

/// The controls of direction (UAX#9, section 2).
const CONTROLS: [char; 12] = [
    '\u{61c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}',
    '\u{2067}', '\u{2068}', '\u{2069}',
];
/// Stands for the first control in code, until all others are gone; no text holds it (a noncharacter).
const FIRST_IN_CODE: char = '\u{fdd4}';

/// Code as it is typed, its controls kept from being cleaned away: it is copied, and they are part of it.
fn code(text: &str) -> String {
    let kept = |c| {
        let number = CONTROLS.iter().position(|control| *control == c);
        let number = number.and_then(|number| u32::try_from(number).ok());
        number
            .and_then(|number| char::from_u32(u32::from(FIRST_IN_CODE) + number))
            .unwrap_or(c)
    };
    text.chars().map(kept).collect()
}

/// The text without controls of direction but for those in code, without spaces at ends of lines, and with one line break at its end.
fn clean(text: &str) -> String {
    let of_code = |c: char| {
        let number = u32::from(c).checked_sub(u32::from(FIRST_IN_CODE));
        let number = number.and_then(|number| usize::try_from(number).ok());
        number.and_then(|number| CONTROLS.get(number)).copied().unwrap_or(c)
    };
    let text: String = text.chars().filter(|c| !CONTROLS.contains(c)).map(of_code).collect();
    let mut out: String = text
        .trim_end()
        .lines()
        .flat_map(|line| [line.trim_end(), "\n"])
        .collect();
    if out.is_empty() {
        out.push('\n');
    }
    out
}

struct Writer<'a> {
    volume: &'a Volume,
    out: String,
    /// Whether blocks stand without blank lines between them: in a list whose items do.
    tight: bool,
}

impl Writer<'_> {
    /// Lines set in by `depth`, and a blank one.
    fn paragraph(&mut self, depth: usize, text: &str) {
        self.lines(depth, text);
        self.blank();
    }

    fn blank(&mut self) {
        if !self.tight {
            self.out.push('\n');
        }
    }

    fn lines(&mut self, depth: usize, text: &str) {
        for line in text.split('\n') {
            self.out += &" ".repeat(depth * INDENT);
            self.out += line;
            self.out.push('\n');
        }
    }

    fn blocks(&mut self, depth: usize, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(depth, block));
    }

    fn block(&mut self, depth: usize, block: &Block) {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(depth, heading),
            BlockKind::Paragraph { content } => self.paragraph(depth, &self.run(content)),
            BlockKind::Figure { image, link, caption } => {
                let mut description = self.described(&image.alt);
                if let Some(Target::Url(url)) = link {
                    description += &format!(" ({})", shown_address(url));
                }
                let caption = self.run(caption);
                let parts: Vec<&str> = [description.as_str(), &caption]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect();
                if !parts.is_empty() {
                    self.paragraph(depth, &parts.join("\n"));
                }
            }
            BlockKind::List { tight, items, .. } => self.list(depth, *tight, items),
            BlockKind::Quote { blocks, attribution } => {
                self.blocks(depth + 1, blocks);
                if let Some(attribution) = attribution {
                    self.paragraph(depth + 1, &self.run(attribution));
                }
            }
            BlockKind::Table {
                header, rows, caption, ..
            } => {
                if !caption.is_empty() {
                    self.paragraph(depth, &self.run(caption));
                }
                self.table(depth, header, rows);
            }
            BlockKind::Group(group) => self.group(depth, group),
            BlockKind::PageBreak => {}
            BlockKind::Code { text, caption, .. } => {
                if !caption.is_empty() {
                    self.paragraph(depth + 1, &self.run(caption));
                }
                self.paragraph(depth + 1, &code(text));
            }
            BlockKind::Verse { lines } => self.verse(depth + 1, lines),
            BlockKind::Definitions { entries } => self.definitions(depth, entries),
            BlockKind::Rule => self.paragraph(depth, "* * *"),
        }
    }

    /// What belongs together; a box is set in, under its title.
    fn group(&mut self, depth: usize, group: &Group) {
        let inner = depth + usize::from(group.role == Role::Box);
        if !group.title.is_empty() {
            self.paragraph(inner, &self.run(&group.title));
        } else if !group.label.is_empty() {
            self.paragraph(inner, &group.label);
        }
        let mut blocks = group.blocks.as_slice();
        // What a picture would have shown is told as what one shows is, and that it is not there.
        if group.role == Role::Missing
            && let [first, rest @ ..] = blocks
            && let BlockKind::Paragraph { content } = &first.kind
        {
            let word = &self.volume.locale.words.missing_image;
            self.paragraph(inner, &format!("[{word}: {}]", self.run(content)));
            blocks = rest;
        }
        self.blocks(inner, blocks);
    }

    /// A heading; before a chapter one more blank line.
    fn heading(&mut self, depth: usize, heading: &Heading) {
        let text = self.run(&heading.content);
        if heading.level == 1 {
            self.out.push('\n');
        }
        match heading.label.as_str() {
            "" => self.paragraph(depth, &text),
            label => self.paragraph(depth, &format!("{label}. {text}")),
        }
    }

    fn list(&mut self, depth: usize, tight: bool, items: &[ListItem]) {
        let around = std::mem::replace(&mut self.tight, tight);
        for item in items {
            let marker = match (item.task, item.marker.as_str()) {
                (Some(true), _) => "[x]".to_string(),
                (Some(false), _) => "[ ]".to_string(),
                (None, "") => "-".to_string(),
                (None, marker) => format!("{marker}."),
            };
            let begins = self.out.len();
            self.blocks(depth + 1, &item.blocks);
            let inside = self.out.split_off(begins);
            // The marker goes before the first line, which gives up its indent for it.
            self.out += &format!(
                "{}{marker} {}",
                " ".repeat(depth * INDENT),
                inside.trim_start_matches(['\n', ' '])
            );
            if item.blocks.is_empty() {
                self.out.push('\n');
            }
        }
        self.tight = around;
        if tight {
            self.blank();
        }
    }

    /// A table: in columns where that is narrow enough; otherwise each row as lines of `head: cell`.
    fn table(&mut self, depth: usize, header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        let line = |cells: &[Vec<Inline>]| {
            cells
                .iter()
                .map(|cell| self.run(cell).replace('\n', " "))
                .collect::<Vec<_>>()
        };
        let (header, rows): (Vec<String>, Vec<Vec<String>>) =
            (line(header), rows.iter().map(|row| line(row)).collect());
        let width = |column: usize| {
            let cells = rows.iter().chain([&header]).filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..header.len()).map(width).collect();
        if widths.iter().sum::<usize>() + 3 * widths.len() <= TABLE_WIDTH {
            let blank = header.iter().all(String::is_empty);
            for row in [&header].into_iter().filter(|_| !blank).chain(&rows) {
                let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
                self.lines(depth, &cells.collect::<Vec<_>>().join(" | "));
            }
            self.blank();
            return;
        }
        let heads = header
            .iter()
            .filter(|head| !head.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" | ");
        if !heads.is_empty() {
            self.paragraph(depth, &heads);
        }
        for row in &rows {
            let cells: Vec<String> = row
                .iter()
                .filter(|cell| !cell.is_empty())
                .map(|cell| format!("- {cell}"))
                .collect();
            self.paragraph(depth, &cells.join("\n"));
        }
    }

    fn verse(&mut self, depth: usize, lines: &[VerseLine]) {
        let line = |line: &VerseLine| {
            let first = " ".repeat(line.indent.into()) + &self.run(&line.first);
            match &line.second {
                None => first,
                Some(second) => format!("{first} \u{2026} {}", self.run(second)),
            }
        };
        let text: Vec<String> = lines.iter().map(line).collect();
        self.paragraph(depth, &text.join("\n"));
    }

    fn definitions(&mut self, depth: usize, entries: &[Definition]) {
        for entry in entries {
            for term in &entry.terms {
                self.lines(depth, &self.run(term));
            }
            entry
                .definitions
                .iter()
                .for_each(|blocks| self.blocks(depth + 1, blocks));
        }
    }

    /// The notes, together at the end, each with its number.
    fn notes(&mut self) {
        if self.volume.document.notes.is_empty() {
            return;
        }
        self.out.push('\n');
        self.paragraph(0, &self.volume.locale.matter.notes);
        for note in &self.volume.document.notes {
            let begins = self.out.len();
            self.blocks(1, &note.blocks);
            let inside = self.out.split_off(begins);
            self.out += &format!("[{}] {}", note.mark, inside.trim_start_matches(['\n', ' ']));
        }
    }

    /// What the edition is, and whose.
    fn colophon(&mut self) {
        self.out.push('\n');
        self.paragraph(0, &self.volume.locale.matter.colophon);
        for line in self.volume.imprint.colophon(ColophonPart::IN_TEXT, &[]) {
            self.lines(0, &line);
        }
    }

    /// A run of inlines as text: breaks are lines, notes their numbers, links followed by where they lead, pictures described.
    fn run(&self, content: &[Inline]) -> String {
        let mut out = String::new();
        self.push(content, &mut out);
        out.split('\n')
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn push(&self, content: &[Inline], out: &mut String) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } => out.push_str(&text.replace('\n', " ")),
                Inline::Code { text, .. } => out.push_str(&code(text)),
                Inline::Image(image) => out.push_str(&self.described(&image.alt)),
                Inline::Break => out.push('\n'),
                Inline::Note { note, .. } => {
                    if let Some(note) = self.volume.document.notes.get(*note) {
                        *out += &format!(" [{}]", note.mark);
                    }
                }
                Inline::Link {
                    target: Target::Url(url),
                    content,
                    ..
                } => {
                    self.push(content, out);
                    if !says_address(&plain_text(content), url) {
                        *out += &format!(" ({})", shown_address(url));
                    }
                }
                other => self.push(other.content(), out),
            }
        }
    }

    fn described(&self, alt: &str) -> String {
        if alt.is_empty() {
            String::new()
        } else {
            format!("[{}: {alt}]", self.volume.locale.words.image)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_directions_and_lines_end_cleanly() {
        assert_eq!(clean("أ\u{200f} \u{2067}b\u{2069}  \n\n\n"), "أ b\n");
        assert_eq!(clean(""), "\n");
        let typed = "x = \"\u{202b}أ\u{202c}\" # \u{200f}ب\u{2069}";
        assert_eq!(clean(&format!("\u{200f}{}\n", code(typed))), format!("{typed}\n"));
    }
}
