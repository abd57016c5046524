//! The reading PDF: block by block through its structure.
//!
//! The file says itself what belongs together and in which order it is read. Its pieces are laid beside the blocks of the text, so
//! that neither a repeated word nor a number can be taken for another; what is over must be the program's own. Then each block is
//! compared by itself, line by line and outline by outline.

mod own;

use super::align::{Step, align};
use super::compare::block;
use super::fault::{Fault, Matched, Mismatch};
use super::finding::{Difference, Tally};
use super::geometry::{self, Sheet};
use super::lines::{Gatherer, Line, said};
use super::pdf::{File, Glyph, Mark, Page, Piece, Stream};
use super::seen;
use super::shapes::{Faces, Shapes};
use super::sheets::Known;
use super::shown::{Block, Sum, Text};
use super::visual::Paragraph;

/// A file that is read as a whole.
pub(super) struct Reading<'a> {
    pub(super) text: &'a Text,
    pub(super) zero: char,
    /// Whether the theme is the book's own, which may arrange pages as it likes.
    pub(super) own_theme: bool,
    pub(super) rtl: bool,
}

/// A piece with its number and its letters.
struct Summed<'p> {
    number: usize,
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
    /// The first and last word of what each piece was compared with.
    words: Vec<Option<(u32, u32)>>,
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
            words: vec![None; pieces.len()],
            unordered: 0,
        };
        desk.pieces(&pieces);
        desk.outside();
        desk.front();
        desk.geometry(&pieces);
        let blocks = desk.blocks(&pieces);
        let notes = desk.notes();
        Ok((notes, Known::learn(&pages, blocks, &file.fonts, &shapes)))
    }
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
            let own = pieces
                .iter()
                .enumerate()
                .filter(move |(_, piece)| piece.stream == stream);
            own.map(|(number, piece)| Summed {
                number,
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
                    let mut rest = pieces.get(shown).unwrap_or_default();
                    while let Some(piece) = rest.get(..1) {
                        let head = self.head(rest);
                        if head.is_none() {
                            self.own(piece);
                        }
                        rest = rest.get(head.unwrap_or(1)..).unwrap_or_default();
                    }
                }
            }
        }
    }

    fn both(&mut self, blocks: &[Block], pieces: &[Summed]) {
        let mut all = blocks.iter().flat_map(seen::words_of);
        let ends = all.next().map(|first| (first, all.last().unwrap_or(first)));
        for piece in pieces {
            if let Some(words) = self.words.get_mut(piece.number) {
                *words = ends;
            }
        }
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
            geometry::page(&sheet, &piece_of, &self.words, self.tally);
        }
    }

    /// For each page, the first and last word of each block that shows on it.
    fn blocks(&self, pieces: &[Piece]) -> Vec<Vec<(u32, u32)>> {
        let mut blocks = vec![Vec::new(); self.pages.len()];
        for (piece, words) in pieces.iter().zip(&self.words) {
            let Some(words) = words else { continue };
            for (page, _) in &piece.contents {
                let Some(own) = blocks.get_mut(*page) else { continue };
                if own.last() != Some(words) {
                    own.push(*words);
                }
            }
        }
        blocks
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
