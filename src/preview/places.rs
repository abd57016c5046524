//! Places: which word of the manuscript stands at a point of a page, and on which page a word of the manuscript stands.

use std::collections::BTreeMap;

use super::letters::{TypedLetters, is_seen};
use crate::diagnostic::{FileId, Sources, Span};
use crate::document::{BlockId, BlockKind, Document};
use crate::output::pdf::{PageText, ScreenPages, TextArea, TextOwner};

/// How far in letters a line's pieces are looked for ahead of what was found so far: two long lines.
const WINDOW: usize = 240;
/// How far in points a click may miss its word.
const MISS: f64 = 24.0;

/// Where a piece of a page stands among the letters of the document.
#[derive(Debug, Clone, Copy)]
struct Found {
    /// Which letters, and the first of them; none where the piece is the program's own.
    at: Option<(usize, usize)>,
    /// Those of the block or note that it belongs to.
    within: Option<usize>,
}

/// The letters of a document laid beside the pieces of its pages.
pub struct Places {
    texts: Vec<TypedLetters>,
    pages: Vec<Vec<Found>>,
    /// The pieces of each of the texts: page, piece, first letter, number of letters.
    pieces: Vec<Vec<(usize, usize, usize, usize)>>,
}

/// A word of the manuscript at a point of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundWord {
    /// Where it was typed.
    pub span: Span,
    /// The word.
    pub word: String,
}

impl Places {
    /// Lays the letters of a document beside its pages.
    pub fn of(document: &Document, pages: &ScreenPages, sources: &Sources) -> Self {
        let mut texts = Vec::new();
        let mut owners: BTreeMap<TextOwner, usize> = BTreeMap::new();
        let mut headings = BTreeMap::new();
        document.visit(&mut |block| {
            let letters = TypedLetters::of(block, sources);
            if matches!(block.kind, BlockKind::Heading(_)) {
                headings
                    .entry(letters.letters.iter().collect::<String>())
                    .or_insert(texts.len());
            }
            owners.insert(TextOwner::Block(block.id), texts.len());
            texts.push(letters);
        });
        for (number, note) in document.notes.iter().enumerate() {
            let first = note.blocks.first();
            if let Some(text) = first.and_then(|block| owners.get(&TextOwner::Block(block.id))) {
                owners.insert(TextOwner::Note(number), *text);
            }
        }
        let mut laying = Laying {
            taken: texts.iter().map(|text| vec![false; text.letters.len()]).collect(),
            next: vec![0; texts.len()],
            pieces: vec![Vec::new(); texts.len()],
            texts: &texts,
            owners: &owners,
            headings: &headings,
        };
        let found = (0..pages.count()).map(|page| laying.page(page, pages)).collect();
        let pieces = laying.pieces;
        Self {
            pages: found,
            pieces,
            texts,
        }
    }

    /// The word at a point of a page, or the beginning of the block that it is in.
    pub fn at(&self, pages: &ScreenPages, page: usize, (x, y): (f64, f64)) -> Option<FoundWord> {
        let found = self.pages.get(page)?;
        let mut best: Option<((f64, f64), usize, usize)> = None;
        let mut piece = 0;
        pages.texts(page, &mut |text| {
            if distance(text.area(), (x, y)) <= MISS {
                let is_own = found.get(piece).is_none_or(|found| found.at.is_none());
                for (offset, area) in text.glyphs() {
                    let off = distance(area, (x, y)) + if is_own { 0.5 } else { 0.0 };
                    let aside = ((area[0] + area[2]) / 2.0 - x).abs();
                    if off <= MISS && best.is_none_or(|(least, ..)| (off, aside) < least) {
                        best = Some(((off, aside), piece, seen_before(&text, offset)));
                    }
                }
            }
            piece += 1;
        });
        let (_, piece, letter) = best?;
        let Found { at, within } = *found.get(piece)?;
        match at {
            Some((text, first)) => self.word(text, first + letter),
            None => self.word_or_start(within?),
        }
    }

    fn word(&self, text: usize, letter: usize) -> Option<FoundWord> {
        let letters = self.texts.get(text)?;
        let letter = letter.min(letters.letters.len().checked_sub(1)?);
        let (start, end) = letters.word(letter);
        let (file, from) = *letters.places.get(start)?;
        let (_, to) = *letters.places.get(end.checked_sub(1)?)?;
        Some(FoundWord {
            span: Span::new(file, from as usize..(to.max(from) as usize)),
            word: letters.letters.get(start..end)?.iter().collect(),
        })
    }

    fn word_or_start(&self, text: usize) -> Option<FoundWord> {
        let letters = self.texts.get(text)?;
        Some(FoundWord {
            span: letters.start,
            word: String::new(),
        })
    }

    /// The page of the first letter typed at or behind an offset of a file, and where it stands there.
    pub fn page_of(&self, pages: &ScreenPages, file: FileId, offset: usize) -> Option<(usize, TextArea)> {
        let behind = |letters: &TypedLetters| {
            let at = |&(there, at): &(FileId, u32)| (there == file).then_some(at as usize);
            let found = letters
                .places
                .iter()
                .enumerate()
                .filter_map(|(i, place)| Some((at(place)?, i)));
            found.filter(|(at, _)| *at >= offset).min()
        };
        let all = self.texts.iter().enumerate();
        let (_, letter, text) = all
            .filter_map(|(text, letters)| behind(letters).map(|(at, letter)| (at, letter, text)))
            .min()?;
        self.areas(pages, text, letter..letter + 1).into_iter().next()
    }

    /// The page on which one of the texts begins, from 0.
    pub fn page(&self, text: usize) -> Option<usize> {
        let pages = self.pieces.get(text)?.iter().map(|(page, ..)| *page);
        pages.min()
    }

    /// The texts, in the order of the document.
    pub fn texts(&self) -> &[TypedLetters] {
        &self.texts
    }

    /// Where letters of one of the texts stand: an area for each piece that holds some of them.
    pub fn areas(&self, pages: &ScreenPages, text: usize, letters: std::ops::Range<usize>) -> Vec<(usize, TextArea)> {
        let holds = |(_, _, first, count): &&(usize, usize, usize, usize)| {
            *first < letters.end && first + count > letters.start
        };
        let mut areas = Vec::new();
        for (page, wanted, first, _) in self.pieces.get(text).into_iter().flatten().filter(holds) {
            let mut piece = 0;
            pages.texts(*page, &mut |text| {
                if piece == *wanted {
                    let from = letters.start.saturating_sub(*first);
                    areas.extend(area_of(&text, from..letters.end - first).map(|area| (*page, area)));
                }
                piece += 1;
            });
        }
        areas
    }

    /// How many of the letters of the manuscript were found on the pages, of how many.
    pub fn coverage(&self) -> (usize, usize) {
        let found = self.pieces.iter().flatten().map(|(.., count)| count).sum();
        (found, self.texts.iter().map(|text| text.letters.len()).sum())
    }
}

fn distance([left, top, right, bottom]: TextArea, (x, y): (f64, f64)) -> f64 {
    let across = (left - x).max(x - right).max(0.0);
    let down = (top - y).max(y - bottom).max(0.0);
    across.hypot(down)
}

/// How many letters of a piece stand before an offset.
fn seen_before(text: &PageText<'_>, offset: usize) -> usize {
    seen(text.text().get(..offset).unwrap_or_default()).count()
}

/// The area of some letters of a piece, counted from 0.
fn area_of(text: &PageText<'_>, letters: std::ops::Range<usize>) -> Option<TextArea> {
    let within = text
        .glyphs()
        .filter(|(offset, _)| letters.contains(&seen_before(text, *offset)));
    let areas = within.map(|(_, area)| area);
    areas.reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])
}

fn seen(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| is_seen(*c))
}

/// TypedLetters being laid beside pieces.
struct Laying<'a> {
    texts: &'a [TypedLetters],
    owners: &'a BTreeMap<TextOwner, usize>,
    headings: &'a BTreeMap<String, usize>,
    /// Which letters have been found.
    taken: Vec<Vec<bool>>,
    /// The first letter of each text that has not.
    next: Vec<usize>,
    pieces: Vec<Vec<(usize, usize, usize, usize)>>,
}

/// A piece of a line.
struct Piece {
    number: usize,
    letters: Vec<char>,
    x: f64,
    y: f64,
    size: f64,
}

impl Laying<'_> {
    fn page(&mut self, page: usize, pages: &ScreenPages) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut line: Vec<Piece> = Vec::new();
        let mut owner = TextOwner::Own(None);
        pages.texts(page, &mut |text| {
            let (x, y) = text.origin();
            let goes_on = text.owner == owner
                && line
                    .last()
                    .is_none_or(|last| (last.y - y).abs() <= 0.5 * last.size.max(text.type_size()));
            if !goes_on {
                self.line(page, owner, std::mem::take(&mut line), &mut found);
                owner = text.owner;
            }
            line.push(Piece {
                number: found.len(),
                letters: seen(text.text()).collect(),
                x,
                y,
                size: text.type_size(),
            });
            found.push(Found {
                at: None,
                within: self.within(text.owner),
            });
        });
        self.line(page, owner, line, &mut found);
        found
    }

    fn within(&self, owner: TextOwner) -> Option<usize> {
        let owner = match owner {
            TextOwner::Own(block) => TextOwner::Block(block.unwrap_or(BlockId(0))),
            owner => owner,
        };
        self.owners.get(&owner).copied()
    }

    /// Finds the pieces of a line, as it is read from the right: letters that stand twice in it are most often found in that order.
    fn line(&mut self, page: usize, owner: TextOwner, mut line: Vec<Piece>, found: &mut [Found]) {
        if matches!(owner, TextOwner::Own(_)) {
            return self.own(&line, found);
        }
        let Some(&text) = self.owners.get(&owner) else { return };
        let Some(letters) = self.texts.get(text) else { return };
        if is_rtl(&line) {
            line.sort_by(|a, b| b.x.total_cmp(&a.x));
        }
        let mut expected = self.first_free(text);
        for piece in line.iter().filter(|piece| !piece.letters.is_empty()) {
            let Some(at) = self.find(text, &letters.letters, &piece.letters, expected) else {
                continue;
            };
            expected = at + piece.letters.len();
            for letter in at..expected {
                if let Some(taken) = self.taken.get_mut(text).and_then(|taken| taken.get_mut(letter)) {
                    *taken = true;
                }
            }
            if let Some(found) = found.get_mut(piece.number) {
                found.at = Some((text, at));
            }
            if let Some(pieces) = self.pieces.get_mut(text) {
                pieces.push((page, piece.number, at, piece.letters.len()));
            }
        }
    }

    fn first_free(&mut self, text: usize) -> usize {
        let (Some(taken), Some(next)) = (self.taken.get(text), self.next.get_mut(text)) else {
            return 0;
        };
        while taken.get(*next).is_some_and(|taken| *taken) {
            *next += 1;
        }
        *next
    }

    /// Where a piece stands among letters: where it is expected; else the first place in the window that has not been found; else any
    /// place, for heads of tables are repeated.
    fn find(&mut self, text: usize, letters: &[char], piece: &[char], expected: usize) -> Option<usize> {
        let from = self.first_free(text);
        let taken = self.taken.get(text)?;
        let is_at = |at: usize| letters.get(at..at + piece.len()).is_some_and(|there| there == piece);
        let is_free = |at: usize| {
            taken
                .get(at..at + piece.len())
                .is_some_and(|taken| !taken.contains(&true))
        };
        if is_at(expected) && is_free(expected) {
            return Some(expected);
        }
        let window = from..letters.len().min(from + WINDOW);
        window
            .clone()
            .find(|&at| is_at(at) && is_free(at))
            .or_else(|| (window.end..letters.len()).find(|&at| is_at(at) && is_free(at)))
            .or_else(|| (0..letters.len()).find(|&at| is_at(at)))
    }

    /// Finds the headings that the program repeats: in contents and over pages.
    fn own(&self, line: &[Piece], found: &mut [Found]) {
        let mut order: Vec<&Piece> = line.iter().collect();
        if is_rtl(line) {
            order.sort_by(|a, b| b.x.total_cmp(&a.x));
        }
        let whole: String = order.iter().flat_map(|piece| &piece.letters).collect();
        let heading = self
            .headings
            .iter()
            .filter(|(heading, _)| !heading.is_empty() && whole.contains(heading.as_str()))
            .max_by_key(|(heading, _)| heading.len());
        let Some((_, &text)) = heading else { return };
        let Some(letters) = self.texts.get(text) else { return };
        for piece in order {
            let count = piece.letters.len();
            let at = (0..letters.letters.len()).find(|&at| {
                letters
                    .letters
                    .get(at..at + count)
                    .is_some_and(|there| there == piece.letters)
            });
            if let Some(found) = found.get_mut(piece.number) {
                found.at = at.filter(|_| count > 0).map(|at| (text, at));
                found.within = Some(text);
            }
        }
    }
}

/// Whether most letters of a line are read from the right.
fn is_rtl(line: &[Piece]) -> bool {
    let letters = || line.iter().flat_map(|piece| &piece.letters);
    let from_right =
        |c: &&char| matches!(**c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    letters().filter(from_right).count() * 2 >= letters().count()
}
