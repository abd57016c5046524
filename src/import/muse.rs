//! Muse, as AmuseWiki has it (its manual; Emacs Muse's manual): directives, headings of stars, notes in brackets, verse behind `>`.

use std::collections::BTreeMap;

use super::items::{Cell, Item, Kind, Paragraph, Table};
use super::lines::{Signs, pieces};
use super::losses::{Losses, Odd};
use super::pictures::Pictures;
use super::runs::{Format, Piece, What, letters};
use super::{About, Incoming, Raw};
use crate::diagnostic::Span;
use crate::document::Image;

const SIGNS: Signs = Signs {
    stars: true,
    tags: true,
};

/// What is known while a text is read.
struct Reader<'r> {
    losses: &'r mut Losses,
    pictures: &'r mut Pictures,
    beside: &'r dyn Fn(&str) -> Option<Vec<u8>>,
    /// The notes by their labels: their numbers.
    labels: BTreeMap<String, usize>,
    notes: Vec<Vec<Item>>,
    /// How many quotations and lists are open.
    depth: usize,
}

/// How deep quotations and lists may stand inside each other; what stands deeper becomes paragraphs there. A book takes fewer levels.
const DEEPEST: usize = 32;

/// Reads a text.
pub(super) fn read(
    incoming: &Incoming<'_>,
    language: Option<&str>,
    pictures: &mut Pictures,
    losses: &mut Losses,
) -> Raw {
    let text = super::html::decode(incoming.bytes)
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let (about, body) = directives(&text);
    let mut reader = Reader {
        losses,
        pictures,
        beside: incoming.beside,
        labels: BTreeMap::new(),
        notes: Vec::new(),
        depth: 0,
    };
    let lines: Vec<&str> = body.lines().collect();
    let lines = reader.take_notes(&lines);
    let items = reader.blocks(&lines);
    let told =
        || crate::locale::told_by_letters(about.title.as_deref().unwrap_or(""), std::iter::once(body)).to_string();
    let language = language
        .map(str::to_string)
        .or(about.language.clone())
        .unwrap_or_else(told);
    Raw {
        about: About {
            language: Some(language),
            ..about
        },
        items,
        notes: reader.notes,
    }
}

/// What stands at the head: `#title …`. What it says, and the text after it.
fn directives(text: &str) -> (About, &str) {
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    let mut rest = text.trim_start_matches('\u{feff}');
    let mut last: Option<String> = None;
    loop {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let directive = line
            .strip_prefix('#')
            .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
        match (directive, &last) {
            (Some(directive), _) => {
                let (name, value) = directive.split_once(char::is_whitespace).unwrap_or((directive, ""));
                let name = name.to_lowercase();
                said.insert(name.clone(), value.trim().into());
                last = Some(name);
            }
            (None, Some(name)) if line.starts_with([' ', '\t']) && !line.trim().is_empty() => {
                if let Some(value) = said.get_mut(name) {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            (None, _) if line.trim().is_empty() && !after.is_empty() => last = None,
            _ => break,
        }
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    let mut take = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| said.remove(*name))
            .map(|value| plain(&value))
            .filter(|value| !value.is_empty())
    };
    let list = |text: Option<String>| -> Vec<String> {
        let text = text.unwrap_or_default();
        text.split([';', ',', '،', '؛'])
            .map(|part| part.trim().to_string())
            .filter(|part| !part.is_empty())
            .collect()
    };
    let about = About {
        title: take(&["title"]),
        subtitle: take(&["subtitle"]),
        authors: take(&["author"])
            .into_iter()
            .chain(list(take(&["authors", "sortauthors"])))
            .collect(),
        language: take(&["lang"]),
        description: take(&["teaser", "notes"]),
        subjects: list(take(&["topics", "sorttopics", "cat"])),
        number_headings: 0,
    };
    (about, rest)
}

/// A directive's value without marks.
fn plain(value: &str) -> String {
    letters(&pieces(value, SIGNS, &mut |_| None))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The label that a note's text begins with: `[1] …`.
fn label(line: &str) -> Option<(&str, &str)> {
    let inner = line.strip_prefix(['[', '{'])?;
    let (label, rest) = inner.split_once([']', '}'])?;
    let is_label = !label.is_empty() && label.len() <= 6 && label.chars().all(char::is_numeric);
    (is_label && rest.starts_with([' ', '\t'])).then_some((label, rest.trim_start()))
}

impl Reader<'_> {
    /// Takes the notes' texts out of the lines; what is set in after them goes on with them.
    fn take_notes<'t>(&mut self, lines: &[&'t str]) -> Vec<&'t str> {
        let mut kept = Vec::new();
        let mut texts: Vec<(String, Vec<String>)> = Vec::new();
        let mut open = false;
        for line in lines {
            if let Some((label, rest)) = label(line) {
                texts.push((label.into(), vec![rest.into()]));
                open = true;
            } else if open && (line.starts_with("  ") || line.starts_with('\t')) {
                if let Some((_, text)) = texts.last_mut() {
                    text.push(line.trim().into());
                }
            } else if open && line.trim().is_empty() {
                if let Some((_, text)) = texts.last_mut() {
                    text.push(String::new());
                }
                kept.push(*line);
            } else {
                open = false;
                kept.push(*line);
            }
        }
        for (number, (label, _)) in texts.iter().enumerate() {
            self.labels.insert(label.clone(), number);
        }
        self.notes = texts
            .iter()
            .map(|(_, text)| {
                let lines: Vec<&str> = text.iter().map(String::as_str).collect();
                self.blocks(&lines)
            })
            .collect();
        kept
    }

    fn line(&mut self, text: &str) -> Vec<Piece> {
        let labels = &self.labels;
        let found = pieces(text, SIGNS, &mut |label| labels.get(label).copied());
        found.into_iter().map(|piece| self.pictured(piece)).collect()
    }

    /// A link to a picture is the picture.
    fn pictured(&mut self, piece: Piece) -> Piece {
        let target = piece.format.link.clone().unwrap_or_default();
        let path = target.split_whitespace().next().unwrap_or("").to_string();
        let is_picture = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"]
            .iter()
            .any(|end| path.to_lowercase().ends_with(end));
        if !is_picture || path.contains("://") {
            return piece;
        }
        let said = match &piece.what {
            What::Text(text) if *text != target => text.clone(),
            _ => String::new(),
        };
        let taken = match self.pictures.known(&path) {
            Some(known) => Ok(known.to_string()),
            None => (self.beside)(&path)
                .ok_or(Odd::MissingPicture)
                .and_then(|bytes| self.pictures.take(&path, bytes)),
        };
        match taken {
            Ok(path) => Piece {
                what: What::Image(Image {
                    path,
                    alt: said,
                    width: None,
                    full_page: false,
                    span: Span::default(),
                }),
                format: Format::default(),
            },
            Err(odd) => {
                self.losses.count(odd, &path);
                Piece::plain(&said)
            }
        }
    }

    fn paragraph(&mut self, kind: Kind, text: &str) -> Item {
        Item::Paragraph(Paragraph {
            kind,
            content: self.line(text),
            ..Paragraph::default()
        })
    }

    /// What stands inside a quotation or a list.
    fn within(&mut self, lines: &[&str]) -> Vec<Item> {
        if self.depth == DEEPEST {
            let texts = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
            return texts.map(|text| self.paragraph(Kind::Text, text)).collect();
        }
        self.depth += 1;
        let items = self.blocks(lines);
        self.depth -= 1;
        items
    }

    fn blocks(&mut self, lines: &[&str]) -> Vec<Item> {
        let mut out: Vec<Item> = Vec::new();
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at += self.block(line, lines, at, &mut out).max(1);
        }
        out
    }

    /// Reads the block that begins at a line; how many lines it has.
    fn block(&mut self, line: &str, lines: &[&str], at: usize, out: &mut Vec<Item>) -> usize {
        let body = line.trim();
        let count_of = |is: &dyn Fn(&str) -> bool| lines.iter().skip(at).take_while(|line| is(line)).count();
        if body.is_empty() {
            return 1;
        }
        if let Some(name) = [
            "verse", "quote", "center", "right", "example", "comment", "biblio", "play", "literal",
        ]
        .into_iter()
        .find(|name| body.starts_with(&format!("<{name}>")))
        {
            return self.tagged(name, lines, at, out);
        }
        let stars = line.len() - line.trim_start_matches('*').len();
        if (1..=5).contains(&stars) && line.get(stars..).is_some_and(|rest| rest.starts_with(' ')) && !is_rule(body) {
            let text = line.get(stars..).unwrap_or("").trim().to_string();
            // A part of the book has one star, a chapter two.
            let item = self.paragraph(Kind::Heading(stars as u8), &text);
            out.push(item);
            return 1;
        }
        if is_rule(body) || body.len() >= 4 && body.chars().all(|c| c == '-') {
            out.push(Item::Rule);
            return 1;
        }
        if body.starts_with("> ") || body == ">" {
            let count = count_of(&|line| line.trim().starts_with("> ") || line.trim() == ">");
            let verse: Vec<&str> = lines
                .iter()
                .skip(at)
                .take(count)
                .map(|line| line.trim().trim_start_matches('>').trim())
                .collect();
            self.verse(&verse, out);
            return count;
        }
        if body.starts_with("; ") {
            return 1;
        }
        if line.contains('|') && (body.starts_with('|') || body.contains(" | ") || body.contains(" || ")) {
            let count = count_of(&|line| line.contains('|') && !line.trim().is_empty());
            self.table(lines.get(at..at + count).unwrap_or_default(), out);
            return count;
        }
        if line.starts_with(' ') && item_sign(body).is_some() {
            let numbered = |line: &str| item_sign(line.trim()).map(|(_, number)| number.is_some());
            let (kind, depth) = (numbered(line), line.len() - line.trim_start().len());
            let count = count_of(&|line| {
                let other =
                    line.len() - line.trim_start().len() <= depth && numbered(line).is_some() && numbered(line) != kind;
                !other && (line.starts_with(' ') || line.trim().is_empty())
            });
            let held = lines.get(at..at + count).unwrap_or_default();
            let list = self.list(held);
            out.push(list);
            return count;
        }
        if line.starts_with(' ') && body.contains(" :: ") {
            let (term, meaning) = body.split_once(" :: ").unwrap_or((body, ""));
            let entry = (vec![self.line(term)], vec![vec![self.paragraph(Kind::Text, meaning)]]);
            match out.last_mut() {
                Some(Item::Definitions(entries)) => entries.push(entry),
                _ => out.push(Item::Definitions(vec![entry])),
            }
            return 1;
        }
        let indent = line.len() - line.trim_start().len();
        let count =
            count_of(&|line| !line.trim().is_empty() && item_sign(line.trim()).is_none_or(|_| !line.starts_with(' ')))
                .max(1);
        let text: Vec<&str> = lines.iter().skip(at).take(count).map(|line| line.trim()).collect();
        let item = self.paragraph(Kind::Text, &text.join(" "));
        match (indent, item) {
            (20.., Item::Paragraph(paragraph)) => out.push(Item::Paragraph(Paragraph {
                centred: true,
                ..paragraph
            })),
            (2..=19, item) => out.push(Item::Quote(vec![item])),
            (_, item) => out.push(item),
        }
        count
    }

    /// A block between two tags; how many lines it has.
    fn tagged(&mut self, name: &str, lines: &[&str], at: usize, out: &mut Vec<Item>) -> usize {
        let close = format!("</{name}>");
        let length = lines
            .iter()
            .skip(at)
            .position(|line| line.contains(&close))
            .map_or(lines.len() - at, |end| end + 1);
        let whole = lines.get(at..at + length).unwrap_or_default().join("\n");
        let inner = whole
            .trim()
            .trim_start_matches(&format!("<{name}>"))
            .trim_end_matches(&close)
            .trim_matches('\n')
            .to_string();
        let held: Vec<&str> = inner.lines().collect();
        match name {
            "verse" => self.verse(&held, out),
            "quote" | "biblio" => {
                let items = self.within(&held);
                out.push(Item::Quote(items));
            }
            "example" | "literal" => out.push(Item::Code {
                language: None,
                text: inner,
            }),
            "comment" => self.losses.count(Odd::Comment, &inner),
            _ => {
                for item in self.within(&held) {
                    out.push(match item {
                        Item::Paragraph(paragraph) => Item::Paragraph(Paragraph {
                            centred: name == "center",
                            ..paragraph
                        }),
                        other => other,
                    });
                }
            }
        }
        length
    }

    fn verse(&mut self, lines: &[&str], out: &mut Vec<Item>) {
        let mut content = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                content.push(Piece {
                    what: What::Break,
                    format: Format::default(),
                });
            }
            let mut line = self.line(line.trim());
            content.append(&mut line);
        }
        out.push(Item::Paragraph(Paragraph {
            kind: Kind::Verse,
            content,
            ..Paragraph::default()
        }));
    }

    fn table(&mut self, lines: &[&str], out: &mut Vec<Item>) {
        let mut table = Table {
            ruled: Some(true),
            ..Table::default()
        };
        for line in lines {
            let body = line.trim();
            if let Some(caption) = body.strip_prefix("|+").and_then(|body| body.strip_suffix("+|")) {
                table.caption = self.line(caption.trim());
                continue;
            }
            if body.chars().all(|c| matches!(c, '|' | '-' | '+' | ' ')) {
                continue;
            }
            let (sign, head) = if body.contains("|||") {
                ("|||", false)
            } else if body.contains("||") {
                ("||", true)
            } else {
                ("|", false)
            };
            table.header |= head && table.rows.is_empty();
            let cells = body
                .trim_matches('|')
                .split(sign)
                .map(|cell| cell.trim().to_string())
                .collect::<Vec<_>>();
            let row = cells
                .iter()
                .map(|cell| Cell {
                    items: vec![self.paragraph(Kind::Text, cell)],
                    columns: 1,
                    rows: 1,
                    ..Cell::default()
                })
                .collect();
            table.rows.push(row);
        }
        out.push(Item::Table(table));
    }

    /// A list by how far its items are set in.
    fn list(&mut self, lines: &[&str]) -> Item {
        let depth = |line: &str| line.len() - line.trim_start().len();
        let first = lines
            .iter()
            .find(|line| !line.trim().is_empty())
            .map_or(0, |line| depth(line));
        let mut items: Vec<Vec<&str>> = Vec::new();
        for line in lines {
            let begins = depth(line) <= first && item_sign(line.trim()).is_some();
            match items.last_mut() {
                Some(held) if !begins => held.push(line),
                _ => items.push(vec![line]),
            }
        }
        let number = items
            .first()
            .and_then(|held| held.first())
            .and_then(|line| item_sign(line.trim()))
            .and_then(|(_, number)| number);
        let mut made = Vec::new();
        for held in items {
            let Some(head) = held.first() else { continue };
            let text = item_sign(head.trim()).map_or(head.trim(), |(rest, _)| rest);
            let (mut text, mut inner) = (text.to_string(), Vec::new());
            for line in held.iter().skip(1) {
                let is_text = inner.is_empty() && !line.trim().is_empty() && item_sign(line.trim()).is_none();
                if is_text {
                    text = format!("{text} {}", line.trim());
                } else {
                    inner.push(*line);
                }
            }
            let mut items = vec![self.paragraph(Kind::Text, &text)];
            let unset: Vec<&str> = inner
                .iter()
                .map(|line| line.get((first + 1).min(depth(line))..).unwrap_or(""))
                .collect();
            items.append(&mut self.within(&unset));
            made.push((None, items));
        }
        Item::List {
            start: number,
            items: made,
        }
    }
}

/// The text behind an item's sign, and its number where it has one.
fn item_sign(body: &str) -> Option<(&str, Option<u64>)> {
    if let Some(rest) = body.strip_prefix("- ").or(body.strip_prefix("• ")) {
        return Some((rest.trim(), None));
    }
    let (counter, rest) = body.split_once(". ")?;
    let digits: Option<u64> = counter.chars().try_fold(0_u64, |sum, c| {
        Some(sum.checked_mul(10)? + u64::from(crate::locale::digit_value(c)?))
    });
    if let Some(number) = digits.filter(|_| !counter.is_empty() && counter.chars().count() < 4) {
        return Some((rest.trim(), Some(number)));
    }
    let letter = counter.chars().count() == 1 && counter.chars().all(|c| c.is_ascii_alphabetic());
    letter.then_some((rest.trim(), Some(1)))
}

fn is_rule(body: &str) -> bool {
    let signs = body.replace(' ', "");
    signs.len() >= 3 && signs.chars().all(|c| c == '*') && body.contains(' ')
}
