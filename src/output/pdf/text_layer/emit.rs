//! The text objects of a line, written as text items of the derived fonts in the order that the readers need.

mod cell;
mod weak;

use std::ops::Range;

use ecow::eco_format;
use smallvec::SmallVec;
use typst::layout::{Abs, Em, Point};
use typst::text::Glyph;

use super::builders::{DerivedFontBuilders, PlacedItem};
use super::cluster::{Cluster, Outlines, Source};
use super::derive::Variant;
use super::planned::{MARK_ADVANCE, PlannedGlyph, Style, emit, level_glyph, plain, to_u16};
use super::text_object::{Body, Spaces, TextObject, takes_marks};

/// How far apart (em) two of the same letter are at least: mupdf takes what stands within 0.1 for one letter that is drawn twice to look
/// bold, and passes over the second (`FAKE_BOLD_MAX_DIST`).
const TWINS: f64 = 0.105;

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

/// Writes the text objects of one stretch of a line.
pub(super) struct LineWriter<'a> {
    pub(super) sources: &'a [Source<'a>],
    pub(super) styles: &'a [Style<'a>],
    pub(super) clusters: &'a [Cluster],
    pub(super) builders: &'a mut DerivedFontBuilders,
    pub(super) out: &'a mut Vec<PlacedItem>,
    /// Whether something could not be set: a number was larger than a font or a text item can hold.
    pub(super) failed: bool,
}

impl LineWriter<'_> {
    /// Draws objects in logical order, so that mupdf, which reads in the order of drawing, finds them in order. Right-to-left
    /// pieces that adjoin are one run to mupdf, which turns the run around: they are drawn from left to right.
    pub(super) fn all(&mut self, objects: &[TextObject]) {
        let mut at = 0;
        while at < objects.len() {
            let run = objects[at..]
                .iter()
                .take_while(|object| matches!(object, TextObject::Right(_)))
                .count();
            for offset in (0..run).rev() {
                if let TextObject::Right(piece) = &objects[at + offset] {
                    self.right(piece, closing(piece, objects.get(at + offset + 1), self.clusters));
                }
            }
            at += run;
            if run == 0 {
                self.one(
                    &objects[at],
                    at.checked_sub(1).map(|before| &objects[before]),
                    objects.get(at + 1),
                );
                at += 1;
            }
        }
    }

    /// Draws an object that is no right-to-left piece.
    fn one(&mut self, object: &TextObject, before: Option<&TextObject>, after: Option<&TextObject>) {
        match object {
            TextObject::Right(_) => {}
            TextObject::Chain(chain) => self.chain(chain),
            TextObject::Marks(index) => {
                if matches!(before, Some(TextObject::Right(piece)) if can_move(piece, *index, self.clusters)) {
                    let plans = self.marks(*index);
                    self.emit(self.clusters[*index].style, plans);
                }
            }
            TextObject::Lone(index) => {
                let cluster = &self.clusters[*index];
                let mut plan = plain(cluster);
                if cluster.only() == Some(' ') {
                    plan.outlines.clear();
                    plan.advance = plan.advance.min(MARK_ADVANCE * self.size(cluster.style));
                    plan.left = self.space_left(before, after, plan.advance).unwrap_or(plan.left);
                }
                self.emit(cluster.style, vec![plan]);
            }
            TextObject::Forward {
                body: Body::Whole(index),
                spaces,
            } => self.whole(*index, *spaces),
            TextObject::Forward {
                body: Body::Bracket { text, place },
                spaces,
            } => {
                let plan = self.bracket(*text, *place);
                let plans = self.spaced(vec![plan], *spaces);
                self.emit(self.clusters[*place].style, plans);
            }
            TextObject::Forward {
                body: Body::Weak { marks, members, lead },
                spaces,
            } => self.weak(*marks, members, *lead, *spaces),
        }
    }

    /// Where a lone space goes. poppler and pdfium see spaces as gaps, so it is free; mupdf begins a new line where a neutral or
    /// left-to-right character is drawn far from the one before it, so it goes to the one after it, or before it.
    fn space_left(&self, before: Option<&TextObject>, after: Option<&TextObject>, advance: f64) -> Option<f64> {
        let edges = |index: usize| (self.clusters[index].left, self.clusters[index].right);
        let place = |object: Option<&TextObject>| match object? {
            TextObject::Forward {
                body: Body::Whole(index) | Body::Bracket { place: index, .. },
                ..
            } => Some(edges(*index)),
            TextObject::Forward {
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
    fn spaced(&self, plans: Vec<PlannedGlyph>, spaces: Spaces) -> Vec<PlannedGlyph> {
        let space = |index: Option<usize>| {
            index.map(|at| PlannedGlyph {
                outlines: Outlines::new(),
                ..plain(&self.clusters[at])
            })
        };
        space(spaces.left)
            .into_iter()
            .chain(plans)
            .chain(space(spaces.right))
            .collect()
    }

    /// A weak run between its spaces, with the width of the space at its right in its last glyph, so that no gap is left there.
    /// poppler, which puts the space at the left of a number out before the number, looks for «كلمة 20» without one at its right.
    /// A space at a line's end has no width and is none to poppler.
    fn up_to_the_word(&self, mut plans: Vec<PlannedGlyph>, spaces: Spaces) -> Vec<PlannedGlyph> {
        let width = |space: Option<usize>| space.map_or(0.0, |space| self.clusters[space].width());
        if width(spaces.left) <= 0.0 {
            return self.spaced(plans, spaces);
        }
        let width = width(spaces.right);
        if let Some(last) = plans.last_mut() {
            last.advance += width;
        }
        let mut plans = self.spaced(plans, spaces);
        if let (Some(_), Some(space)) = (spaces.right, plans.last_mut()) {
            space.left += width;
            space.advance = 0.0;
        }
        plans
    }

    /// Puts an item back as it was, between the spaces that are drawn with it.
    fn whole(&mut self, index: usize, spaces: Spaces) {
        let Some(source) = self.clusters[index].whole.and_then(|at| self.sources.get(at)) else {
            return;
        };
        let builder = self.styles[source.style].builder;
        let drawn = match (spaces.left, spaces.right, builder) {
            (Some(left), Some(right), Some(builder)) => self.between(source, left, right, builder),
            _ => Some((source.at, source.item.clone(), None)),
        };
        self.failed |= drawn.is_none();
        self.out.extend(drawn);
    }

    /// An item between two spaces.
    fn between(&mut self, source: &Source, left: usize, right: usize, builder: usize) -> Option<PlacedItem> {
        let builder = self.builders.with_room(builder, 2)?;
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
        item.glyphs.insert(0, self.space(left, builder, 0..1)?);
        item.glyphs.first_mut()?.x_advance = Em::new(to_the_item);
        item.glyphs.push(self.space(right, builder, end..end.checked_add(1)?)?);
        item.text = eco_format!(" {} ", source.item.text);
        Some((at, item, Some(builder)))
    }

    /// A space as a glyph of an item.
    fn space(&mut self, index: usize, builder: usize, range: Range<u16>) -> Option<Glyph> {
        let cluster = &self.clusters[index];
        let style = self.styles[cluster.style].item;
        let width = cluster.width() / style.size.to_pt();
        let variant = Variant {
            text: " ".into(),
            advance: to_u16((width * style.font.units_per_em()).round())?,
            components: SmallVec::new(),
        };
        let id = self.builders.number(builder, variant)?;
        Some(level_glyph(id, Em::new(width), range, cluster.span))
    }

    /// Draws a right-to-left piece from left to right, as pdfium expects of a text object.
    fn right(&mut self, piece: &[usize], closing: Closing) {
        let Some(&last) = piece.last() else { return };
        let mut plans = Vec::new();
        for &index in piece.iter().rev() {
            let closing = if index == last { closing } else { Closing::Kept };
            self.cell(index, closing, &mut plans);
        }
        part_twins(&mut plans, TWINS * self.size(self.clusters[last].style));
        self.emit(self.clusters[last].style, plans);
    }

    /// A style's size in points.
    pub(super) fn size(&self, style: usize) -> f64 {
        self.styles[style].item.size.to_pt()
    }

    /// Adds the text item of these glyphs.
    fn emit(&mut self, style: usize, plans: Vec<PlannedGlyph>) {
        if plans.is_empty() {
            return;
        }
        let drawn = emit(&self.styles[style], &plans, self.builders);
        self.failed |= drawn.is_none();
        self.out.extend(drawn);
    }
}

/// Sets the same letter twice so far apart that none is taken for the other's shadow: the second pen goes to the right, as far as its
/// letter is wide.
fn part_twins(plans: &mut [PlannedGlyph], least: f64) {
    for at in 1..plans.len() {
        let Some([one, twin]) = plans.get_mut(at - 1..=at) else {
            continue;
        };
        let lack = (least - one.advance).min(twin.advance - least);
        if one.text == twin.text && lack > 0.0 {
            one.advance += lack;
            twin.left += lack;
            twin.advance -= lack;
        }
    }
}

/// What becomes of a piece's closing marks, given the object after it.
fn closing(piece: &[usize], after: Option<&TextObject>, clusters: &[Cluster]) -> Closing {
    match after {
        Some(object) if takes_marks(object) => Closing::Taken,
        Some(TextObject::Marks(index)) if can_move(piece, *index, clusters) => Closing::Moved,
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
