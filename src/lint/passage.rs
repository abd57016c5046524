//! Passages: what the author wrote in a paragraph, a heading or a cell, letter by letter, with the place of each.
//!
//! The model holds text as outputs need it: spaces made one, line ends gone, letters composed. Rules about spaces and signs need what was
//! typed. So each stretch of the model is laid beside its source again; what stands only in the source (escapes, marks of a dialect) is
//! left out, and what can be told by neither is an [`OBJECT`].

use std::ops::Range;

use super::Book;
use super::allowed::Allowed;
use crate::diagnostic::{FileId, Location, Span};
use crate::document::{Block, BlockKind, Inline};
use crate::locale::LanguageTag;

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
    /// Addresses, file names and the like: rules find nothing in them.
    opaque: Vec<Range<usize>>,
    /// Codes that the manuscript allows here.
    allowed: Vec<Allowed>,
    pieces: Vec<Piece>,
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
            allowed: Vec::new(),
            pieces: Vec::new(),
            whole: Location::Nowhere,
        }
    }

    /// The stretch of the source where the letters of a range stand one after the other; none where something stands between them. For
    /// an empty range it is the place behind the letter before it.
    pub(super) fn exact(&self, range: &Range<usize>) -> Option<Span> {
        let holds = |piece: &&Piece| {
            let end = piece.here + piece.length;
            let begins = if range.is_empty() {
                piece.here < range.start
            } else {
                piece.here <= range.start
            };
            begins && range.end <= end
        };
        let piece = self.pieces.iter().find(holds)?;
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
        let piece = self
            .pieces
            .iter()
            .find(|piece| piece.here <= offset && offset < piece.here + piece.length)?;
        Some((piece.file, piece.there + offset - piece.here))
    }

    /// Whether a range touches an address or the like.
    pub(super) fn is_opaque(&self, range: &Range<usize>) -> bool {
        let touches = |opaque: &Range<usize>| opaque.start < range.end.max(range.start + 1) && range.start < opaque.end;
        self.opaque.iter().any(touches)
    }

    /// Whether the manuscript allows a code here.
    pub(super) fn allows(&self, code: &str) -> bool {
        self.allowed.iter().any(|allowed| allowed.covers(code, &self.whole))
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
        words(&self.text)
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
    c.is_alphanumeric()
        || unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{640}')
}

/// Every passage of a book, in reading order.
pub(super) fn passages(book: &Book<'_>, allowed: &[Allowed]) -> Vec<Passage> {
    let language = book.config.book.language.language().to_string();
    let mut gathered = Gathered { book, out: Vec::new() };
    for (text, at) in book.names {
        let mut passage = Passage::new(Setting::Name, &language);
        passage.text.clone_from(text);
        passage.whole = at.clone();
        gathered.out.push(passage);
    }
    for block in book
        .document
        .blocks
        .iter()
        .chain(book.document.notes.iter().flat_map(|note| &note.blocks))
    {
        gathered.block(block, &language);
    }
    let script = script_of(&language);
    for passage in &mut gathered.out {
        passage.opaque = addresses(&passage.text);
        passage.allowed = allowed.to_vec();
        if passage.language == language && !is_written_in(&passage.text, script) {
            passage.language = "und".into();
        }
    }
    gathered.out
}

struct Gathered<'a> {
    book: &'a Book<'a>,
    out: Vec<Passage>,
}

impl Gathered<'_> {
    fn block(&mut self, block: &Block, language: &str) {
        let own = match &block.kind {
            BlockKind::Group(group) => group.language.as_deref().and_then(primary),
            _ => None,
        };
        let language = own.as_deref().unwrap_or(language);
        let setting = match &block.kind {
            BlockKind::Heading(_) => Setting::Heading,
            BlockKind::Table { .. } => Setting::Cell,
            BlockKind::Verse { .. } => Setting::Verse,
            _ => Setting::Prose,
        };
        for run in block.runs() {
            self.run(run, setting, language, &Location::Span(block.span));
        }
        for child in block.children() {
            self.block(child, language);
        }
    }

    fn run(&mut self, run: &[Inline], setting: Setting, language: &str, whole: &Location) {
        let mut passage = Passage::new(setting, language);
        passage.whole = whole.clone();
        self.inlines(run, &mut passage);
        if passage.text.contains(|c: char| c != OBJECT) {
            self.out.push(passage);
        }
    }

    fn inlines(&mut self, run: &[Inline], passage: &mut Passage) {
        for inline in run {
            match inline {
                Inline::Text { text, span } => lay(text, *span, self.book.sources.excerpt(*span), passage),
                Inline::Code { .. } | Inline::Image(_) | Inline::Note { .. } => passage.stand_in(OBJECT),
                Inline::Break => passage.stand_in('\n'),
                Inline::Isolate {
                    language: Some(tag),
                    content,
                    ..
                } if primary(tag).is_some_and(|own| own != passage.language) => {
                    passage.stand_in(OBJECT);
                    let own = primary(tag).unwrap_or_default();
                    self.run(content, passage.setting, &own, &passage.whole.clone());
                }
                other => self.inlines(other.content(), passage),
            }
        }
    }
}

/// The language's primary subtag.
fn primary(tag: &str) -> Option<String> {
    LanguageTag::parse(tag).ok().map(|tag| tag.language().to_string())
}

/// Lays a stretch of the model beside its source, and adds what was typed to the passage.
fn lay(text: &str, span: Span, source: &str, passage: &mut Passage) {
    let (base, file) = (span.start as usize, span.file);
    let (mut shown, mut at) = (text, 0);
    while let Some(wanted) = shown.chars().next() {
        let rest = source.get(at..).unwrap_or_default();
        let Some(typed) = rest.chars().next() else {
            return passage.stand_in(OBJECT);
        };
        if is_space(wanted) && is_space(typed) {
            let blank = blank(rest);
            spaces(rest.get(..blank).unwrap_or_default(), file, base + at, passage);
            shown = shown.trim_start_matches(is_space);
            at += blank;
        } else if wanted == typed {
            passage.push(rest.get(..typed.len_utf8()).unwrap_or_default(), file, base + at);
            shown = shown.get(wanted.len_utf8()..).unwrap_or_default();
            at += typed.len_utf8();
        } else if typed == '\u{feff}' {
            passage.push(rest.get(..typed.len_utf8()).unwrap_or_default(), file, base + at);
            at += typed.len_utf8();
        } else if is_space(typed) && !is_space(wanted) && is_trimmed(passage) {
            at += blank(rest);
        } else if let Some(length) = composed(shown, rest) {
            passage.push(rest.get(..length.1).unwrap_or_default(), file, base + at);
            shown = shown.get(length.0..).unwrap_or_default();
            at += length.1;
        } else {
            let Some((skipped, further)) = resynchronised(shown, rest) else {
                return passage.stand_in(OBJECT);
            };
            if skipped > 0 || further > 2 {
                passage.stand_in(OBJECT);
            }
            shown = shown.get(skipped..).unwrap_or_default();
            at += further;
        }
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Whether spaces at this place are left out of the model.
fn is_trimmed(passage: &Passage) -> bool {
    passage.text.is_empty() || passage.text.ends_with(is_space)
}

/// The length of the white space at the head of a text; past a line's end, the signs of quotations belong to it.
fn blank(text: &str) -> usize {
    let mut lines = false;
    let end = text.find(|c: char| {
        lines |= matches!(c, '\n' | '\r');
        !(is_space(c) || lines && c == '>')
    });
    end.unwrap_or(text.len())
}

fn spaces(blank: &str, file: FileId, there: usize, passage: &mut Passage) {
    if blank.contains(['\n', '\r']) {
        passage.stand_in('\n');
    } else {
        passage.push(blank, file, there);
    }
}

/// How many bytes of the model, and of the source, are one letter that was typed in parts or as a presentation form.
fn composed(shown: &str, source: &str) -> Option<(usize, usize)> {
    use unicode_normalization::UnicodeNormalization;
    let mut letters = source.char_indices();
    letters.next()?;
    let marks = letters.find(|&(_, c)| !unicode_normalization::char::is_combining_mark(c));
    let end = marks.map_or(source.len(), |(at, _)| at);
    let typed = source.get(..end)?;
    let plain: String = typed.nfkc().filter(|&c| c != ' ').collect();
    let plain: String = plain.nfc().collect();
    (!plain.is_empty() && shown.starts_with(&plain)).then_some((plain.len(), end))
}

/// How far the model and the source must be skipped until they agree again.
fn resynchronised(shown: &str, source: &str) -> Option<(usize, usize)> {
    const FAR: usize = 600;
    let mut end = source.len().min(FAR);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let near = source.get(..end)?;
    let starts = shown.char_indices().take(6).map(|(at, _)| at);
    starts.into_iter().find_map(|skipped| {
        let rest = shown.get(skipped..)?;
        let word = rest.find(is_space).filter(|&end| end > 0).unwrap_or(rest.len());
        let mut end = word.min(24);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let sample = rest.get(..end).filter(|sample| !sample.is_empty())?;
        near.find(sample).map(|further| (skipped, further))
    })
}

/// What is neither words nor signs of a text: addresses, names of files, tags, handles.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for token in text.split_inclusive(|c: char| c.is_whitespace() || c == OBJECT) {
        let end = start + token.len();
        if is_address(token.trim_end_matches(|c: char| c.is_whitespace() || c == OBJECT)) {
            found.push(start..end);
        }
        start = end;
    }
    found
}

fn is_address(token: &str) -> bool {
    let token = token.trim_matches(|c: char| "()[]«»<>\"'،,؛;.؟?!:“”".contains(c));
    let begins = |sign: char| {
        token
            .strip_prefix(sign)
            .is_some_and(|rest| rest.starts_with(is_of_word))
    };
    let named = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    let dotted = |name: &str| {
        name.split_once('.').is_some_and(|(head, tail)| {
            let tail = tail.rsplit('.').next().unwrap_or_default();
            head.chars().any(named)
                && tail.len() >= 2
                && tail.chars().all(|c| c.is_ascii_alphanumeric())
                && head.is_ascii()
        })
    };
    token.contains("://")
        || token.starts_with("www.")
        || token.starts_with("mailto:")
        || begins('#')
        || begins('@')
        || token.contains('@') && token.is_ascii()
        || token.contains('\\')
        || token.split('/').next().is_some_and(dotted) && token.is_ascii() && token.len() > 3
        || token.contains('=') && token.is_ascii()
}

/// The script of a language that rules know.
fn script_of(language: &str) -> fn(char) -> bool {
    match language {
        "ar" | "fa" | "ur" | "ps" | "ckb" | "ug" | "sd" => is_arabic,
        "he" | "yi" => is_hebrew,
        "en" | "fr" | "de" | "es" | "it" | "pt" | "nl" | "tr" => is_latin,
        _ => char::is_alphabetic,
    }
}

/// Whether most letters of a text are of a script.
fn is_written_in(text: &str, script: fn(char) -> bool) -> bool {
    let (mut own, mut others) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if script(c) {
            own += 1;
        } else {
            others += 1;
        }
    }
    own > 0 && own * 2 >= others
}

/// Whether a letter is of the Arabic script.
pub(super) fn is_arabic(c: char) -> bool {
    matches!(u32::from(c), 0x620..=0x64a | 0x66e..=0x6d3 | 0x6d5 | 0x6ee..=0x6ef | 0x6fa..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8c7)
        || matches!(u32::from(c), 0xfb50..=0xfd3d | 0xfd50..=0xfdfb | 0xfe70..=0xfefc)
}

/// Whether a letter is Hebrew.
pub(super) fn is_hebrew(c: char) -> bool {
    matches!(u32::from(c), 0x5d0..=0x5ea | 0x5ef..=0x5f2)
}

/// Whether a letter is Latin.
pub(super) fn is_latin(c: char) -> bool {
    c.is_alphabetic() && u32::from(c) < 0x250
}
