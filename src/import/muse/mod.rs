//! Muse, as AmuseWiki has it (its manual; Emacs Muse's manual): directives, headings of stars, notes in brackets, verse behind `>`.

mod blocks;
mod directives;
mod lists;

use std::collections::BTreeMap;

use super::items::{Item, Kind, Paragraph};
use super::lines::{Signs, pieces};
use super::losses::{Losses, Odd};
use super::pictures::Pictures;
use super::runs::{Format, Piece, What};
use super::{About, Incoming, Raw};
use crate::diagnostic::Span;
use crate::document::Image;

use directives::directives;

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

    /// What stands in a line.
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

    /// A paragraph of a kind.
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
}
