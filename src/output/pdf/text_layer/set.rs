//! The pieces of a line, set again: text items of the derived font, in the order that the readers need.

mod cell;
mod weak;

use std::ops::Range;

use ecow::eco_format;
use smallvec::SmallVec;
use typst::layout::{Abs, Em, Point};
use typst::text::{Glyph, TextItem};

use super::cluster::{Cluster, Outlines, Source};
use super::derive::Variant;
use super::foundries::Foundries;
use super::slot::{Slot, emit, plain, to_u16};
use super::token::{Body, Spaces, Token, takes_marks};

/// The widest that a mark's carrier is, in em. mupdf lets a mark ride on its letter and would take 0.15 em of carriers for a space.
pub(super) const CARRIER: f64 = 0.04;

/// What items of one look share.
pub(super) struct Style<'a> {
    /// An item of the style.
    pub(super) item: &'a TextItem,
    /// Its baseline in the frame, points downwards.
    pub(super) baseline: f64,
    /// The foundry of its font.
    pub(super) foundry: Option<usize>,
}

/// An item to be drawn, and the foundry whose font it is to get.
pub(super) type Drawn = (Point, TextItem, Option<usize>);

/// What becomes of the marks that close a piece.
#[derive(Clone, Copy, PartialEq)]
enum Closing {
    /// They stay in the piece.
    Kept,
    /// They have a text object of their own, and their letter keeps the outlines.
    Taken,
    /// They have a text object of their own, and the outlines with it: pdfium drops an object that draws nothing.
    Moved,
}

/// Sets the tokens of one stretch of a line.
pub(super) struct Setter<'a> {
    pub(super) sources: &'a [Source<'a>],
    pub(super) styles: &'a [Style<'a>],
    pub(super) clusters: &'a [Cluster],
    pub(super) foundries: &'a mut Foundries,
    pub(super) out: &'a mut Vec<Drawn>,
    /// Whether something could not be set: a number was larger than a font or a text item can hold.
    pub(super) failed: bool,
}

impl Setter<'_> {
    /// Draws tokens in logical order, so that mupdf, which reads in the order of drawing, finds them in order. Right-to-left
    /// pieces that adjoin are one run to mupdf, which turns the run around: they are drawn from left to right.
    pub(super) fn all(&mut self, tokens: &[Token]) {
        let mut at = 0;
        while at < tokens.len() {
            let run = tokens[at..]
                .iter()
                .take_while(|token| matches!(token, Token::Right(_)))
                .count();
            for offset in (0..run).rev() {
                if let Token::Right(piece) = &tokens[at + offset] {
                    self.right(piece, closing(piece, tokens.get(at + offset + 1), self.clusters));
                }
            }
            at += run;
            if run == 0 {
                self.one(
                    &tokens[at],
                    at.checked_sub(1).map(|before| &tokens[before]),
                    tokens.get(at + 1),
                );
                at += 1;
            }
        }
    }

    /// Draws a token that is no right-to-left piece.
    fn one(&mut self, token: &Token, before: Option<&Token>, after: Option<&Token>) {
        match token {
            Token::Right(_) => {}
            Token::Chain(chain) => self.chain(chain),
            Token::Marks(index) => {
                if matches!(before, Some(Token::Right(piece)) if can_move(piece, *index, self.clusters)) {
                    let slots = self.marks(*index);
                    self.emit(self.clusters[*index].style, slots);
                }
            }
            Token::Lone(index) => {
                let cluster = &self.clusters[*index];
                let mut slot = plain(cluster);
                if cluster.only() == Some(' ') {
                    slot.outlines.clear();
                    slot.advance = slot.advance.min(CARRIER * self.size(cluster.style));
                    slot.left = self.space_left(before, after, slot.advance).unwrap_or(slot.left);
                }
                self.emit(cluster.style, vec![slot]);
            }
            Token::Forward {
                body: Body::Whole(index),
                spaces,
            } => self.whole(*index, *spaces),
            Token::Forward {
                body: Body::Bracket { text, place },
                spaces,
            } => {
                let slot = self.bracket(*text, *place);
                let slots = self.spaced(vec![slot], *spaces);
                self.emit(self.clusters[*place].style, slots);
            }
            Token::Forward {
                body: Body::Weak { marks, members, lead },
                spaces,
            } => self.weak(*marks, members, *lead, *spaces),
        }
    }

    /// Where a lone space goes. poppler and pdfium see spaces as gaps, so it is free; mupdf begins a new line where a neutral or
    /// left-to-right character is drawn far from the one before it, so it goes to the one after it, or before it.
    fn space_left(&self, before: Option<&Token>, after: Option<&Token>, advance: f64) -> Option<f64> {
        let edges = |index: usize| (self.clusters[index].left, self.clusters[index].right);
        let place = |token: Option<&Token>| match token? {
            Token::Forward {
                body: Body::Whole(index) | Body::Bracket { place: index, .. },
                ..
            } => Some(edges(*index)),
            Token::Forward {
                body: Body::Weak { members, .. },
                ..
            } => {
                let around = members.iter().map(|&at| edges(at));
                around.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
            }
            _ => None,
        };
        place(after)
            .map(|(left, _)| left - advance)
            .or_else(|| place(before).map(|(_, right)| right))
    }

    /// Glyphs between the spaces that are drawn with them.
    fn spaced(&self, slots: Vec<Slot>, spaces: Spaces) -> Vec<Slot> {
        let space = |index: Option<usize>| {
            index.map(|at| Slot {
                outlines: Outlines::new(),
                ..plain(&self.clusters[at])
            })
        };
        space(spaces.left)
            .into_iter()
            .chain(slots)
            .chain(space(spaces.right))
            .collect()
    }

    /// A weak run between its spaces, with the width of the space at its right in its last glyph, so that no gap is left there.
    /// poppler, which puts the space at the left of a number out before the number, looks for «كلمة 20» without one at its right.
    /// A space at a line's end has no width and is none to poppler.
    fn up_to_the_word(&self, mut slots: Vec<Slot>, spaces: Spaces) -> Vec<Slot> {
        let width = |space: Option<usize>| space.map_or(0.0, |space| self.clusters[space].width());
        if width(spaces.left) <= 0.0 {
            return self.spaced(slots, spaces);
        }
        let width = width(spaces.right);
        if let Some(last) = slots.last_mut() {
            last.advance += width;
        }
        let mut slots = self.spaced(slots, spaces);
        if let (Some(_), Some(space)) = (spaces.right, slots.last_mut()) {
            space.left += width;
            space.advance = 0.0;
        }
        slots
    }

    /// Puts an item back as it was, between the spaces that are drawn with it.
    fn whole(&mut self, index: usize, spaces: Spaces) {
        let Some(source) = self.clusters[index].whole.and_then(|at| self.sources.get(at)) else {
            return;
        };
        let foundry = self.styles[source.style].foundry;
        let drawn = match (spaces.left, spaces.right, foundry) {
            (Some(left), Some(right), Some(foundry)) => self.between(source, left, right, foundry),
            _ => Some((source.at, source.item.clone(), None)),
        };
        self.failed |= drawn.is_none();
        self.out.extend(drawn);
    }

    /// An item between two spaces.
    fn between(&mut self, source: &Source, left: usize, right: usize, foundry: usize) -> Option<Drawn> {
        let foundry = self.foundries.with_room(foundry, 2)?;
        let mut item = source.item.clone();
        let end = u16::try_from(item.text.len().checked_add(1)?).ok()?;
        for glyph in &mut item.glyphs {
            glyph.range = glyph.range.start.checked_add(1)?..glyph.range.end.checked_add(1)?;
        }
        // The item stays where it is, wherever the spaces stand.
        let (at, size) = (Point::new(Abs::pt(self.clusters[left].left), source.at.y), item.size);
        let to_the_item = (source.at.x - at.x) / size;
        let to_the_space = (Abs::pt(self.clusters[right].left) - source.at.x - item.width()) / size;
        item.glyphs.last_mut()?.x_advance += Em::new(to_the_space);
        item.glyphs.insert(0, self.space(left, foundry, 0..1)?);
        item.glyphs.first_mut()?.x_advance = Em::new(to_the_item);
        item.glyphs.push(self.space(right, foundry, end..end.checked_add(1)?)?);
        item.text = eco_format!(" {} ", source.item.text);
        Some((at, item, Some(foundry)))
    }

    /// A space as a glyph of an item.
    fn space(&mut self, index: usize, foundry: usize, range: Range<u16>) -> Option<Glyph> {
        let cluster = &self.clusters[index];
        let style = self.styles[cluster.style].item;
        let width = cluster.width() / style.size.to_pt();
        let variant = Variant {
            text: " ".into(),
            advance: to_u16((width * style.font.units_per_em()).round())?,
            components: SmallVec::new(),
        };
        Some(Glyph {
            id: self.foundries.number(foundry, variant)?,
            x_advance: Em::new(width),
            x_offset: Em::zero(),
            y_advance: Em::zero(),
            y_offset: Em::zero(),
            range,
            span: cluster.span,
        })
    }

    /// Draws a right-to-left piece from left to right, as pdfium expects of a text object.
    fn right(&mut self, piece: &[usize], closing: Closing) {
        let Some(&last) = piece.last() else { return };
        let mut slots = Vec::new();
        for &index in piece.iter().rev() {
            let closing = if index == last { closing } else { Closing::Kept };
            self.cell(index, closing, &mut slots);
        }
        self.emit(self.clusters[last].style, slots);
    }

    /// A style's size in points.
    pub(super) fn size(&self, style: usize) -> f64 {
        self.styles[style].item.size.to_pt()
    }

    /// Adds the text item of these glyphs.
    fn emit(&mut self, style: usize, slots: Vec<Slot>) {
        if slots.is_empty() {
            return;
        }
        let drawn = emit(&self.styles[style], &slots, self.foundries);
        self.failed |= drawn.is_none();
        self.out.extend(drawn);
    }
}

/// What becomes of a piece's closing marks, given the token after it.
fn closing(piece: &[usize], after: Option<&Token>, clusters: &[Cluster]) -> Closing {
    match after {
        Some(token) if takes_marks(token) => Closing::Taken,
        Some(Token::Marks(index)) if can_move(piece, *index, clusters) => Closing::Moved,
        _ => Closing::Kept,
    }
}

/// Whether the closing marks of a cluster can have an object of their own and leave its piece something to draw.
fn can_move(piece: &[usize], index: usize, clusters: &[Cluster]) -> bool {
    let draws = |at: &usize| !clusters[*at].outlines.is_empty() && clusters[*at].only() != Some(' ');
    clusters[index].outlines.len() > 1 || piece.iter().any(|at| *at != index && draws(at))
}

/// A count as a number to reckon with; the counts of a line are small.
fn to_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
