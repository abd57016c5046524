//! Passages: what the author wrote in a paragraph, a heading or a cell, letter by letter, with the place of each.
//!
//! The model holds text as outputs need it: spaces made one, line ends gone, letters composed. Rules about spaces and signs need what was
//! typed. So each stretch of the model is laid beside its source again; what stands only in the source (escapes, marks of a dialect) is
//! left out, and what can be told by neither is an [`OBJECT`].

mod gather;
mod lay;
mod script;

use std::ops::Range;

use super::allowed::Allowed;
use crate::diagnostic::{FileId, Location, Span};

pub(super) use gather::passages;
pub(super) use script::{is_arabic, is_hebrew, is_latin};

/// Stands for what is no text: code, pictures, notes, runs in another language.
pub(super) const OBJECT: char = '\u{fffc}';

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// Running text.
    Prose,
    /// A heading.
    Heading,
    /// A cell of a table.
    Cell,
    /// A line of verse, or half of one.
    Verse,
    /// A title or a name of `book.toml`, which is not edited.
    Name,
}

/// A stretch of writing in one language.
#[derive(Debug, Clone)]
pub(super) struct Passage {
    /// What was typed; a line's end is a line feed.
    pub(super) text: String,
    /// The language's primary subtag; `und` where the letters are not those of the book's language.
    pub(super) language: String,
    /// What it is.
    pub(super) setting: Setting,
    /// Addresses, file names, formulas and the like, in order: rules find nothing in them.
    opaque: Vec<Range<usize>>,
    /// Where its words stand: each rule asks for them.
    words: Vec<Range<usize>>,
    /// Codes that the manuscript allows here.
    allowed: Vec<Allowed>,
    pieces: Vec<Piece>,
    /// Where signs stand that the author escaped.
    escaped: Vec<usize>,
    whole: Location,
}

/// A part of a passage that stands in the source as it is: offset here, offset there, length.
#[derive(Debug, Clone, Copy)]
struct Piece {
    here: usize,
    there: usize,
    length: usize,
    file: FileId,
}

impl Passage {
    fn new(setting: Setting, language: &str) -> Self {
        Self {
            text: String::new(),
            language: language.into(),
            setting,
            opaque: Vec::new(),
            words: Vec::new(),
            allowed: Vec::new(),
            pieces: Vec::new(),
            escaped: Vec::new(),
            whole: Location::Nowhere,
        }
    }

    /// The stretch of the source where the letters of a range stand one after the other; none where something stands between them. For
    /// an empty range it is the place behind the letter before it.
    pub(super) fn exact(&self, range: &Range<usize>) -> Option<Span> {
        let begins = |piece: &Piece| piece.here < range.start || !range.is_empty() && piece.here == range.start;
        let piece = self.pieces.get(self.pieces.partition_point(begins).checked_sub(1)?)?;
        if range.end > piece.here + piece.length {
            return None;
        }
        let start = piece.there + range.start - piece.here;
        Some(Span::new(piece.file, start..start + range.len()))
    }

    /// Where a range is, from its first letter to its last.
    pub(super) fn place(&self, range: &Range<usize>) -> Location {
        let last = last_letter(&self.text, range);
        match (self.source(range.start), self.source(last)) {
            (Some((file, start)), Some((same, end))) if file == same && start <= end => {
                Location::Span(Span::new(file, start..end + range.end.saturating_sub(last)))
            }
            (Some((file, start)), _) => Location::Span(Span::new(file, start..start)),
            _ => self.whole.clone(),
        }
    }

    /// Where the letter at an offset stands in its source.
    fn source(&self, offset: usize) -> Option<(FileId, usize)> {
        let next = self.pieces.partition_point(|piece| piece.here <= offset);
        let piece = self.pieces.get(next.checked_sub(1)?)?;
        if offset >= piece.here + piece.length {
            return None;
        }
        Some((piece.file, piece.there + offset - piece.here))
    }

    /// Whether a range touches an address or the like.
    pub(super) fn is_opaque(&self, range: &Range<usize>) -> bool {
        let next = self.opaque.partition_point(|opaque| opaque.end <= range.start);
        let end = range.end.max(range.start + 1);
        self.opaque.get(next).is_some_and(|opaque| opaque.start < end)
    }

    /// Whether the manuscript allows a code here.
    pub(super) fn allows(&self, code: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed.covers(code, &self.whole))
    }

    /// Whether the author escaped the sign at an offset.
    pub(super) fn is_escaped(&self, offset: usize) -> bool {
        self.escaped.binary_search(&offset).is_ok()
    }

    /// The letter before an offset.
    pub(super) fn before(&self, offset: usize) -> Option<char> {
        self.text.get(..offset)?.chars().next_back()
    }

    /// The letter at an offset.
    pub(super) fn after(&self, offset: usize) -> Option<char> {
        self.text.get(offset..)?.chars().next()
    }

    /// Each letter with its offset.
    pub(super) fn letters(&self) -> impl Iterator<Item = (usize, char)> {
        self.text.char_indices()
    }

    /// Every word: letters, digits, marks, and what joins them.
    pub(super) fn words(&self) -> Vec<Word<'_>> {
        let word = |range: &Range<usize>| Word {
            text: self.text.get(range.clone()).unwrap_or_default(),
            range: range.clone(),
        };
        self.words.iter().map(word).collect()
    }

    /// The number of the word that stands at a range.
    pub(super) fn word_number(&self, range: &Range<usize>) -> Option<usize> {
        self.words.binary_search_by_key(&range.start, |word| word.start).ok()
    }

    /// A word by its number.
    pub(super) fn word(&self, number: usize) -> Option<Word<'_>> {
        let range = self.words.get(number)?.clone();
        let text = self.text.get(range.clone())?;
        Some(Word { text, range })
    }

    fn push(&mut self, letters: &str, file: FileId, there: usize) {
        let here = self.text.len();
        self.text.push_str(letters);
        match self.pieces.last_mut() {
            Some(last) if last.file == file && last.here + last.length == here && last.there + last.length == there => {
                last.length += letters.len();
            }
            _ => self.pieces.push(Piece {
                here,
                there,
                length: letters.len(),
                file,
            }),
        }
    }

    /// Adds a letter that stands for something else; nothing of it can be edited.
    fn stand_in(&mut self, letter: char) {
        let doubled = letter == OBJECT && self.text.ends_with(OBJECT);
        if !doubled {
            self.text.push(letter);
        }
    }
}

/// The offset of the last letter of a range.
fn last_letter(text: &str, range: &Range<usize>) -> usize {
    let letters = text.get(range.clone()).unwrap_or_default().char_indices();
    range.start + letters.last().map_or(0, |(at, _)| at)
}

/// A word of a passage.
#[derive(Debug, Clone)]
pub(super) struct Word<'a> {
    /// The letters as they were typed.
    pub(super) text: &'a str,
    /// Where they stand in the passage.
    pub(super) range: Range<usize>,
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match (is_of_word(c), start) {
            (true, None) => start = Some(at),
            (false, Some(begun)) => {
                found.push(Word {
                    text: text.get(begun..at).unwrap_or_default(),
                    range: begun..at,
                });
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Whether a letter belongs to words: letters, digits, marks, joiners.
pub(super) fn is_of_word(c: char) -> bool {
    // Most letters that are asked for need no table.
    matches!(c, '\u{620}'..='\u{652}')
        || c.is_alphanumeric()
        || unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{640}')
}
