//! The reading PDF: block by block through its structure.
//!
//! The file says itself what belongs together and in which order it is read. Its pieces are laid beside the blocks of the text, so
//! that neither a repeated word nor a number can be taken for another; what is over must be the program's own. Then each block is
//! compared by itself, line by line and outline by outline.

use std::collections::BTreeMap;

use super::align::{Step, align};
use super::compare::{Fault, Matched, Mismatch, block};
use super::finding::{Difference, Tally};
use super::geometry::{self, Sheet};
use super::lines::{Gatherer, Line, said};
use super::pdf::{File, Glyph, Mark, Page, Piece, Stream};
use super::seen;
use super::shapes::{Faces, Shapes};
use super::sheets::Known;
use super::shown::{Block, Sum, Text};
use super::visual::Paragraph;

/// How many lines a phrase of the program's may take.
const MOST_LINES: usize = 40;

/// A file that is read as a whole.
pub(super) struct Reading<'a> {
    pub(super) text: &'a Text,
    pub(super) zero: char,
    /// Whether the theme is the book's own, which may arrange pages as it likes.
    pub(super) own_theme: bool,
    pub(super) rtl: bool,
}

/// A piece with its letters.
struct Summed<'p> {
    piece: &'p Piece,
    sum: Sum,
}

/// What is at hand while a file is compared.
pub(super) struct Desk<'a> {
    file: &'a File,
    pages: &'a [Page],
    shapes: &'a Shapes<'a>,
    /// For each page, the runs of glyphs that belong to a marked content: its number, first glyph, last glyph.
    runs: Vec<Vec<(u32, usize, usize)>>,
    text: &'a Text,
    reading: &'a Reading<'a>,
    tally: &'a mut Tally,
    /// Which phrases were seen.
    seen: Vec<bool>,
    /// How many blocks could not be compared letter by letter.
    unordered: usize,
}

impl Reading<'_> {
    /// Compares a file with the text; says what could not be compared, and how its pages are known again.
    pub(super) fn prove(&self, bytes: &[u8], faces: &Faces, tally: &mut Tally) -> Result<(Vec<String>, Known), String> {
        let mut file = File::open(bytes)?;
        let pages: Vec<Page> = (0..file.len()).filter_map(|number| file.page(number, false)).collect();
        let mut shapes = Shapes::of(faces);
        shapes.learn(&file.fonts, &file.used);
        let pieces = file.pieces().ok_or("it has no structure")?;
        let mut desk = Desk {
            runs: pages.iter().map(|page| runs(&page.content.glyphs)).collect(),
            file: &file,
            pages: &pages,
            shapes: &shapes,
            text: self.text,
            reading: self,
            tally,
            seen: vec![false; self.text.phrases.len()],
            unordered: 0,
        };
        desk.pieces(&pieces);
        desk.outside();
        desk.front();
        desk.geometry(&pieces);
        let notes = desk.notes();
        Ok((notes, Known::learn(&pages, &file.fonts, &shapes)))
    }
}

/// The sum of what lines' glyphs say they are.
fn line_sum(lines: &[Line]) -> Sum {
    let mut sum = Sum::default();
    for (_, _, text) in lines.iter().flat_map(|line| &line.texts) {
        sum.add(text.chars());
    }
    sum
}

/// How many lines, from the first on, have the letters of a phrase.
fn phrase_length(text: &Text, lines: &[Line]) -> Option<usize> {
    let mut sum = Sum::default();
    for (index, line) in lines.iter().enumerate().take(MOST_LINES) {
        sum = sum.and(line_sum(std::slice::from_ref(line)));
        if text.phrases(&sum).next().is_some() {
            return Some(index + 1);
        }
    }
    None
}

/// The runs of glyphs on a page that belong to a marked content, by its number.
fn runs(glyphs: &[Glyph]) -> Vec<(u32, usize, usize)> {
    let mut runs = Vec::new();
    let mut start = 0;
    for run in glyphs.chunk_by(|a, b| a.mark == b.mark) {
        let end = start + run.len();
        if let Some(Mark::Content(number)) = run.first().map(|glyph| glyph.mark) {
            runs.push((number, start, end));
        }
        start = end;
    }
    runs.sort_by_key(|run| run.0);
    runs
}

impl<'a> Desk<'a> {
    fn pieces(&mut self, pieces: &[Piece]) {
        let of = |stream: Stream| {
            let own = pieces.iter().filter(move |piece| piece.stream == stream);
            own.map(|piece| Summed {
                piece,
                sum: self.sum(piece),
            })
            .filter(|piece| piece.sum.drawn && !(piece.piece.label && piece.sum.count == 0))
            .collect::<Vec<_>>()
        };
        let (main, notes, contents) = (of(Stream::Main), of(Stream::Note), of(Stream::Contents));
        self.stream(&self.text.main, &main);
        self.stream(&self.text.notes, &notes);
        self.contents(&contents, &main);
    }

    /// The glyphs of a piece, each with its page.
    fn glyphs<'p>(&'p self, piece: &'p Piece) -> impl Iterator<Item = (usize, &'a Page, &'a Glyph)> + 'p {
        piece.contents.iter().flat_map(move |(number, content)| {
            let page = self.pages.get(*number);
            let runs = self.runs.get(*number).map_or(&[][..], Vec::as_slice);
            let first = runs.partition_point(|run| run.0 < *content);
            let own = runs.iter().skip(first).take_while(move |run| run.0 == *content);
            own.filter_map(move |(_, start, end)| Some((page?, page?.content.glyphs.get(*start..*end)?)))
                .flat_map(move |(page, glyphs)| glyphs.iter().map(move |glyph| (*number, page, glyph)))
        })
    }

    fn sum(&self, piece: &Piece) -> Sum {
        let mut sum = Sum::default();
        let mut last = None;
        for (number, page, glyph) in self.glyphs(piece) {
            sum.add(said(&self.file.fonts, self.shapes, page, glyph, last.as_ref()).chars());
            last = Some((*glyph, number));
        }
        sum
    }

    fn lines(&self, pieces: &[Summed]) -> Vec<Line<'a>> {
        let mut lines = Vec::new();
        for piece in pieces {
            let mut gatherer = self.gatherer();
            for (number, page, glyph) in self.glyphs(piece.piece) {
                gatherer.add(page, number, glyph);
            }
            lines.extend(gatherer.finish());
        }
        lines
    }

    fn gatherer(&self) -> Gatherer<'a, 'a, 'a> {
        Gatherer {
            fonts: &self.file.fonts,
            shapes: self.shapes,
            lines: Vec::new(),
            last: None,
        }
    }

    /// Compares a stream of pieces with the blocks that it should hold.
    fn stream(&mut self, blocks: &[Block], pieces: &[Summed]) {
        let wanted: Vec<Sum> = blocks.iter().map(|block| block.sum).collect();
        let shown: Vec<Sum> = pieces.iter().map(|piece| piece.sum).collect();
        let is_own = |at: usize| pieces.get(at).is_some_and(|piece| self.is_own(piece));
        let steps = align(&wanted, &shown, &is_own, &|at| {
            blocks.get(at).is_some_and(Block::is_optional)
        });
        for step in steps {
            match step {
                Step::Both(wanted, shown) => {
                    let blocks = blocks.get(wanted).unwrap_or_default();
                    self.both(blocks, pieces.get(shown).unwrap_or_default());
                }
                Step::Lost(wanted) => {
                    let blocks = blocks.get(wanted).unwrap_or_default();
                    let words = blocks
                        .iter()
                        .filter(|block| !block.is_optional())
                        .flat_map(seen::words_of);
                    let words: Vec<u32> = words.collect();
                    if !words.is_empty() {
                        self.tally.add(Difference::new(words, String::new(), None, ""));
                    }
                }
                Step::Own(shown) => {
                    for at in shown {
                        if let Some(piece) = pieces.get(at..=at) {
                            self.own(piece);
                        }
                    }
                }
            }
        }
    }

    fn both(&mut self, blocks: &[Block], pieces: &[Summed]) {
        let paragraphs: Vec<&Paragraph> = blocks.iter().flat_map(|block| &block.paragraphs).collect();
        let lines = self.lines(pieces);
        let Err(mismatch) = self.compared(&paragraphs, &lines) else {
            return;
        };
        let wanted = blocks.iter().fold(Sum::default(), |sum, block| sum.and(block.sum));
        let shown = pieces.iter().fold(Sum::default(), |sum, piece| sum.and(piece.sum));
        let same = wanted.key() == shown.key();
        if same && mismatch.fault == Fault::Letters && (self.reading.own_theme || seen::has_unknown(&lines)) {
            self.unordered += 1;
            return;
        }
        seen::tell(&paragraphs, &lines, &mismatch, self.reading.rtl, self.tally);
    }

    fn compared(&self, paragraphs: &[&Paragraph], lines: &[Line]) -> Result<(), Mismatch> {
        let mut each = |matched: &Matched| geometry::line(matched, self.shapes);
        block(paragraphs, lines, self.shapes, &mut each)
    }

    /// A piece that is none of the text's: phrases of the program's, one after the other, letter by letter.
    fn own(&mut self, piece: &[Summed]) {
        let lines = self.lines(piece);
        let mut rest = &lines[..];
        while !rest.is_empty() {
            let Some(length) = self.phrase(rest) else {
                return self.strange(rest);
            };
            rest = rest.get(length..).unwrap_or_default();
        }
    }

    /// How many lines, from the first on, are a phrase's by their letters. How its letters stand is compared on the way.
    fn phrase(&mut self, lines: &[Line]) -> Option<usize> {
        let length = phrase_length(self.text, lines)?;
        let own = lines.get(..length)?;
        let sum = line_sum(own);
        let mut mismatch = None;
        // A half title and the title may be alike: each is looked for once before one is taken twice.
        let mut phrases: Vec<(usize, &Block)> = self.text.phrases(&sum).collect();
        phrases.sort_by_key(|(number, _)| self.seen.get(*number).copied().unwrap_or_default());
        for (number, phrase) in phrases {
            let paragraphs: Vec<&Paragraph> = phrase.paragraphs.iter().collect();
            match self.compared(&paragraphs, own) {
                Ok(()) => {
                    if let Some(seen) = self.seen.get_mut(number) {
                        *seen = true;
                    }
                    return Some(length);
                }
                Err(other) => mismatch = mismatch.or(Some((paragraphs, other))),
            }
        }
        if let Some((paragraphs, mismatch)) = mismatch {
            self.differs(&paragraphs, own, &mismatch);
        }
        Some(length)
    }

    /// Whether a piece may be the program's: its lines are phrases of it.
    fn is_own(&self, piece: &Summed) -> bool {
        let lines = self.lines(std::slice::from_ref(piece));
        let mut rest = &lines[..];
        while !rest.is_empty() {
            let Some(length) = phrase_length(self.text, rest) else {
                return false;
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        true
    }

    fn strange(&mut self, lines: &[Line]) {
        let words = seen::words(lines, self.reading.rtl).join(" ");
        let place = seen::place(lines.first().map_or(0, |line| line.page));
        if !words.is_empty() {
            self.tally.add(Difference::strange(words, &place));
        }
    }

    /// Entries of the contents: a heading with its number, and the page where it stands.
    fn contents(&mut self, entries: &[Summed], main: &[Summed]) {
        if entries.is_empty() {
            return;
        }
        let known = self.entries(main);
        let mut next = 0;
        for entry in entries {
            let lines = self.lines(std::slice::from_ref(entry));
            let same = known.get(&entry.sum.key()).map_or(&[][..], Vec::as_slice);
            let Some((at, page)) = same.iter().find(|(at, _)| *at >= next).or(same.first()) else {
                self.strange(&lines);
                continue;
            };
            next = at + 1;
            let number = seen::number(*page, self.reading.zero, self.reading.rtl);
            let heading = self
                .text
                .headings
                .get(*at)
                .map_or(&[][..], |(_, heading)| &heading.paragraphs);
            let paragraphs: Vec<&Paragraph> = heading.iter().chain([&number]).collect();
            if let Err(mismatch) = self.compared(&paragraphs, &lines) {
                self.differs(&paragraphs, &lines, &mismatch);
            }
        }
    }

    /// Each heading with the number of each page where its letters stand, by what tells such an entry from others.
    fn entries(&self, main: &[Summed]) -> BTreeMap<u64, Vec<(usize, usize)>> {
        let mut pages: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for piece in main {
            if let Some((page, _)) = piece.piece.contents.first() {
                pages.entry(piece.sum.key()).or_default().push(page + 1);
            }
        }
        let mut entries: BTreeMap<u64, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, (in_text, heading)) in self.text.headings.iter().enumerate() {
            for page in pages.get(&in_text.key()).into_iter().flatten() {
                let number = seen::number(*page, self.reading.zero, self.reading.rtl);
                let mut sum = heading.sum;
                sum.add(number.units.iter().map(|unit| unit.c));
                entries.entry(sum.key()).or_default().push((at, *page));
            }
        }
        entries
    }

    /// Says how a phrase of the program's differs, where that can be told.
    fn differs(&mut self, paragraphs: &[&Paragraph], lines: &[Line], mismatch: &Mismatch) {
        if self.reading.own_theme || seen::has_unknown(lines) {
            self.unordered += 1;
        } else {
            seen::tell(paragraphs, lines, mismatch, self.reading.rtl, self.tally);
        }
    }

    /// What stands outside of the structure: running heads, numbers of pages, heads of tables on further pages.
    fn outside(&mut self) {
        for (number, page) in self.pages.iter().enumerate() {
            for mark in [Mark::Artifact, Mark::None] {
                let mut gatherer = self.gatherer();
                for glyph in page.content.glyphs.iter().filter(|glyph| glyph.mark == mark) {
                    gatherer.add(page, number, glyph);
                }
                let lines = gatherer.finish();
                self.outside_lines(&lines, number);
            }
        }
    }

    fn outside_lines(&mut self, lines: &[Line], number: usize) {
        let folio = seen::number(number + 1, self.reading.zero, self.reading.rtl);
        let mut rest: Vec<&Line> = Vec::new();
        let mut left = Sum::default();
        for line in lines.iter().filter(|line| line.bare > 0) {
            let one = std::slice::from_ref(line);
            let sum = line_sum(one);
            let known = self.compared(&[&folio], one).is_ok()
                || self.text.phrases(&sum).any(|(_, phrase)| {
                    let paragraphs: Vec<&Paragraph> = phrase.paragraphs.iter().collect();
                    self.compared(&paragraphs, one).is_ok()
                })
                || seen::is_cut(line, &self.text.phrases, self.reading.rtl);
            if !known {
                rest.push(line);
                left = left.and(sum);
            }
        }
        let head = self.text.heads.iter().any(|head| head.key() == left.key());
        if rest.is_empty() || head {
            return;
        }
        let words: Vec<String> = rest
            .into_iter()
            .flat_map(|line| seen::words(std::slice::from_ref(line), self.reading.rtl))
            .collect();
        self.tally
            .add(Difference::strange(words.join(" "), &seen::place(number)));
    }

    /// Each line of the front stands somewhere.
    fn front(&mut self) {
        let front = self.text.expected.front.len();
        let parts = self.text.phrases.get(front..).unwrap_or_default();
        for number in 0..front {
            let Some(phrase) = self.text.phrases.get(number) else {
                continue;
            };
            let in_parts = number == 0
                && self
                    .seen
                    .get(front..front + 2)
                    .is_some_and(|seen| seen.iter().all(|seen| *seen));
            let as_heading = parts.iter().chain(&self.text.main).any(|block| block.sum == phrase.sum);
            if self.seen.get(number) == Some(&false) && !in_parts && !as_heading && phrase.sum.count > 0 {
                let words: Vec<u32> = seen::words_of(phrase).collect();
                self.tally.add(Difference::new(words, String::new(), None, ""));
            }
        }
    }

    /// What pages show beside what blocks do.
    fn geometry(&mut self, pieces: &[Piece]) {
        let mut owners: Vec<Vec<(u32, usize)>> = vec![Vec::new(); self.pages.len()];
        for (number, piece) in pieces.iter().enumerate() {
            for (page, content) in &piece.contents {
                if let Some(owners) = owners.get_mut(*page) {
                    owners.push((*content, number));
                }
            }
        }
        for (number, (page, owners)) in self.pages.iter().zip(&mut owners).enumerate() {
            owners.sort_unstable();
            let sheet = Sheet {
                page,
                number,
                shapes: self.shapes,
                fonts: &self.file.fonts,
            };
            let piece_of = |glyph: &Glyph| match glyph.mark {
                Mark::Content(content) => {
                    let at = owners.binary_search_by_key(&content, |owner| owner.0).ok()?;
                    owners.get(at).map(|owner| owner.1)
                }
                _ => None,
            };
            geometry::page(&sheet, &piece_of, self.tally);
        }
    }

    fn notes(self) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.shapes.unknown.is_empty() {
            let fonts = self.shapes.unknown.join(", ");
            notes.push(format!(
                "the shapes of {fonts} were not compared: their outlines vary or are not TrueType's"
            ));
        }
        match self.shapes.rough.get() {
            0 => {}
            1 => notes.push("in one line, distances between letters and marks were not compared".into()),
            lines => notes.push(format!(
                "in {lines} lines, distances between letters and marks were not compared"
            )),
        }
        match self.unordered {
            0 => {}
            1 => notes.push("in one block, words were compared without their order".into()),
            blocks => notes.push(format!("in {blocks} blocks, words were compared without their order")),
        }
        notes
    }
}
