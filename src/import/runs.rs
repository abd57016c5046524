//! Runs of letters with what marks them, as word processors keep them, made into nested inlines as a person would have marked them.

use crate::diagnostic::Span;
use crate::document::{Image, Inline, Target};
use crate::locale::Direction;

/// How letters stand out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Format {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) underline: bool,
    pub(super) strike: bool,
    pub(super) mark: bool,
    pub(super) raised: bool,
    pub(super) lowered: bool,
    pub(super) small: bool,
    pub(super) code: bool,
    /// Where a link leads: an address, or `#name` in the document.
    pub(super) link: Option<String>,
    /// The language, where it is not what its letters tell.
    pub(super) language: Option<String>,
    /// The direction that it is kept in.
    pub(super) direction: Option<Direction>,
    /// What an abbreviation stands for.
    pub(super) title: Option<String>,
}

/// What stands in a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// Letters.
    Text(String),
    /// A wanted line end.
    Break,
    /// A reference to the note of this number in the reader's own list.
    Note(usize),
    /// A picture.
    Image(Image),
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) what: What,
    pub(super) format: Format,
}

impl Piece {
    /// Letters that do not stand out.
    pub(super) fn plain(text: &str) -> Self {
        Self {
            what: What::Text(text.into()),
            format: Format::default(),
        }
    }

    /// Whether it is nothing but spaces or a line end.
    fn is_space(&self) -> bool {
        match &self.what {
            What::Text(text) => text.chars().all(is_space),
            What::Break => true,
            What::Note(_) | What::Image(_) => false,
        }
    }
}

/// A space that says nothing but that words are parted.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// The letters of some pieces.
pub(super) fn letters(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match &piece.what {
            What::Text(text) => out.push_str(text),
            What::Break => out.push('\n'),
            What::Note(_) | What::Image(_) => {}
        }
    }
    out
}

/// Whether there is nothing to see in some pieces.
pub(super) fn is_blank(pieces: &[Piece]) -> bool {
    pieces.iter().all(Piece::is_space)
}

/// Pieces as inlines: spaces single, none at the ends, nothing marked that is only space.
pub(super) fn inlines(pieces: &[Piece]) -> Vec<Inline> {
    let pieces = merged(squeezed(settled(parted(pieces))));
    nested(&pieces, 0)
}

/// Spaces at the edges of letters as pieces of their own.
fn parted(pieces: &[Piece]) -> Vec<Piece> {
    let mut out = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let What::Text(text) = &piece.what else {
            out.push(piece.clone());
            continue;
        };
        let core = text.trim_matches(is_space);
        let start = text.len() - text.trim_start_matches(is_space).len();
        let parts = if core.is_empty() {
            vec![text.as_str()]
        } else {
            let end = start + core.len();
            vec![text.get(..start).unwrap_or(""), core, text.get(end..).unwrap_or("")]
        };
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            out.push(Piece {
                what: What::Text(part.into()),
                format: piece.format.clone(),
            });
        }
    }
    out
}

/// Spaces and signs of notes marked as what is on both sides of them, and not otherwise.
fn settled(mut pieces: Vec<Piece>) -> Vec<Piece> {
    for at in 0..pieces.len() {
        let is_neutral = |piece: &Piece| piece.is_space();
        if !pieces.get(at).is_some_and(is_neutral) {
            continue;
        }
        let before = at
            .checked_sub(1)
            .and_then(|at| pieces.get(at))
            .map(|piece| piece.format.clone());
        let after = pieces
            .iter()
            .skip(at + 1)
            .find(|piece| !piece.is_space())
            .map(|piece| piece.format.clone());
        if let Some(piece) = pieces.get_mut(at) {
            piece.format = match (before, after) {
                (Some(before), Some(after)) => common(before, &after),
                _ => Format::default(),
            };
        }
    }
    // A note's sign is raised in the document; it is no letter. It stands out of what it stands behind.
    for piece in &mut pieces {
        if matches!(piece.what, What::Note(_)) {
            piece.format.raised = false;
            piece.format.underline = false;
            piece.format.code = false;
            piece.format.link = None;
            piece.format.language = None;
        }
    }
    pieces
}

fn common(a: Format, b: &Format) -> Format {
    let same = |a: Option<String>, b: &Option<String>| if a == *b { a } else { None };
    Format {
        strong: a.strong && b.strong,
        emphasis: a.emphasis && b.emphasis,
        underline: a.underline && b.underline,
        strike: a.strike && b.strike,
        mark: a.mark && b.mark,
        raised: a.raised && b.raised,
        lowered: a.lowered && b.lowered,
        small: a.small && b.small,
        code: a.code && b.code,
        link: same(a.link, &b.link),
        language: same(a.language, &b.language),
        direction: if a.direction == b.direction { a.direction } else { None },
        title: same(a.title, &b.title),
    }
}

/// One space between words, none at the ends or beside a line end.
fn squeezed(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut after_space = true;
    for mut piece in pieces {
        match &mut piece.what {
            What::Text(text) => {
                let mut kept = String::with_capacity(text.len());
                // Control characters are no text, whatever put them there.
                for c in text.chars().filter(|c| is_space(*c) || !c.is_control()) {
                    let space = is_space(c);
                    if !(space && after_space) {
                        kept.push(if space { ' ' } else { c });
                    }
                    after_space = space;
                }
                *text = kept;
                if text.is_empty() {
                    continue;
                }
            }
            What::Break => {
                trim_end(&mut out);
                after_space = true;
            }
            What::Note(_) | What::Image(_) => after_space = false,
        }
        out.push(piece);
    }
    loop {
        trim_end(&mut out);
        match out.last() {
            Some(last) if last.is_space() => out.pop(),
            _ => break,
        };
    }
    let first = out.iter().position(|piece| !piece.is_space()).unwrap_or(out.len());
    out.drain(..first);
    out
}

fn trim_end(pieces: &mut Vec<Piece>) {
    while let Some(What::Text(text)) = pieces.last_mut().map(|piece| &mut piece.what) {
        text.truncate(text.trim_end_matches(is_space).len());
        if !text.is_empty() {
            return;
        }
        pieces.pop();
    }
}

/// Neighbours that are marked alike as one.
fn merged(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (out.last_mut(), &piece.what) {
            (
                Some(Piece {
                    what: What::Text(before),
                    format,
                }),
                What::Text(text),
            ) if *format == piece.format => before.push_str(text),
            _ => out.push(piece),
        }
    }
    out
}

/// How many marks can stand around letters, from the outermost.
const MARKS: usize = 11;

/// The mark of a rank that a format has, as a text that is equal where marks are.
fn mark(format: &Format, rank: usize) -> Option<String> {
    let of = |is: bool| is.then(String::new);
    match rank {
        0 => format.link.clone(),
        1 => match (format.direction, &format.language) {
            (None, None) => None,
            (direction, language) => Some(format!(
                "{}/{}",
                direction.map_or("", Direction::name),
                language.as_deref().unwrap_or("")
            )),
        },
        2 => of(format.strong),
        3 => of(format.emphasis),
        4 => of(format.underline),
        5 => of(format.strike),
        6 => of(format.mark),
        7 => of(format.small),
        8 => of(format.raised),
        9 => of(format.lowered),
        _ => format.title.clone(),
    }
}

fn nested(pieces: &[Piece], rank: usize) -> Vec<Inline> {
    if rank == MARKS {
        return pieces.iter().map(leaf).collect();
    }
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(first) = pieces.get(at) {
        let this = mark(&first.format, rank);
        let length = pieces
            .iter()
            .skip(at)
            .take_while(|piece| mark(&piece.format, rank) == this)
            .count();
        let held = pieces.get(at..at + length).unwrap_or_default();
        let inner = nested(held, rank + 1);
        at += length;
        match this {
            None => out.extend(inner),
            Some(_) => out.push(around(&first.format, rank, inner)),
        }
    }
    out
}

fn around(format: &Format, rank: usize, content: Vec<Inline>) -> Inline {
    match rank {
        0 => Inline::Link {
            target: Target::Url(format.link.clone().unwrap_or_default()),
            content,
            span: Span::default(),
        },
        1 => Inline::Isolate {
            direction: format.direction,
            language: format.language.clone(),
            content,
        },
        2 => Inline::Strong { content },
        3 => Inline::Emphasis { content },
        4 => Inline::Underline { content },
        5 => Inline::Strikethrough { content },
        6 => Inline::Mark { content },
        7 => Inline::Small { content },
        8 => Inline::Superscript { content },
        9 => Inline::Subscript { content },
        _ => Inline::Abbreviation {
            title: format.title.clone().unwrap_or_default(),
            content,
        },
    }
}

fn leaf(piece: &Piece) -> Inline {
    let span = Span::default();
    match &piece.what {
        What::Text(text) if piece.format.code => Inline::Code {
            text: text.clone(),
            span,
        },
        What::Text(text) => Inline::Text {
            text: text.clone(),
            span,
        },
        What::Break => Inline::Break,
        What::Note(note) => Inline::Note {
            note: *note,
            reference: 0,
            span,
        },
        What::Image(image) => Inline::Image(image.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strong(text: &str) -> Piece {
        Piece {
            what: What::Text(text.into()),
            format: Format {
                strong: true,
                ..Format::default()
            },
        }
    }

    #[test]
    fn spaces_go_out_of_what_is_marked() {
        let text = |text: &str| Inline::Text {
            text: text.into(),
            span: Span::default(),
        };
        let found = inlines(&[
            Piece::plain("قال "),
            strong(" كلمة"),
            strong(" "),
            strong("أخرى "),
            Piece::plain(" ثم"),
        ]);
        let bold = Inline::Strong {
            content: vec![text("كلمة أخرى")],
        };
        assert_eq!(found, [text("قال "), bold, text(" ثم")]);
    }

    #[test]
    fn nothing_is_left_of_spaces() {
        assert!(inlines(&[Piece::plain("  "), strong(" \t")]).is_empty());
    }
}
