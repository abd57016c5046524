//! What stands beside what on a page, to readers who go by the order of drawing.

use typst::layout::Point;
use typst::text::TextItem;

use super::builders::{DerivedFontBuilders, PlacedItem};
use super::planned::space;

/// The stretch that was drawn last.
#[derive(Clone, Copy, Default)]
pub(super) struct Neighbours {
    /// Where the frame that is walked stands on its page.
    origin: Point,
    /// The stretch's baseline (points) on the page.
    baseline: Option<f64>,
    /// How it ended.
    ended: Option<Ended>,
}

/// How a stretch ended.
#[derive(Clone, Copy, Debug)]
struct Ended {
    /// Whether with a right-to-left letter, or else with one from the left or a digit.
    right: bool,
    /// The right edge of its last piece on its baseline, on the page.
    edge: Point,
}

impl Neighbours {
    /// What stands beside what in a group at a place of the frame, as far as it is known before the group is walked. Nothing is beside
    /// what is turned or scaled.
    pub(super) fn within(&self, at: Point, upright: bool) -> Self {
        Self {
            origin: self.origin + at,
            ..if upright { *self } else { Self::default() }
        }
    }

    /// The same behind a group that was walked.
    pub(super) fn behind(self, group: Self, upright: bool) -> Self {
        Self {
            origin: self.origin,
            ..if upright { group } else { Self::default() }
        }
    }

    /// Whether a stretch at a height of the frame stands a little higher or lower than the last one; it becomes the last one.
    pub(super) fn raise(&mut self, height: f64, size: f64) -> bool {
        let baseline = self.origin.y.to_pt() + height;
        let by = self.baseline.replace(baseline).map(|last| (last - baseline).abs());
        by.is_some_and(|by| (1.0..size).contains(&by))
    }

    /// Notes how a stretch ended: from the right or the left, at a place of the frame.
    pub(super) fn end(&mut self, right: Option<bool>, edge: Point) {
        let edge = self.origin + edge;
        self.ended = right.map(|right| Ended { right, edge });
    }

    /// The space between the last stretch and one that begins at a place of the frame, in a font like that of an item, where both are
    /// on one line and of two directions: neighbouring cells, which mupdf would run together. It draws nothing, and stands
    /// beside what runs from the left, so that mupdf sees no jump there.
    pub(super) fn parting(
        &mut self,
        right: Option<bool>,
        at: Point,
        item: &TextItem,
        builders: &mut DerivedFontBuilders,
    ) -> Option<PlacedItem> {
        let (ended, right) = (self.ended.take()?, right?);
        let level = (ended.edge.y - self.origin.y - at.y).to_pt().abs() < 1.0;
        if !level || ended.right == right {
            return None;
        }
        let builder = builders.of(&item.font)?;
        let (width, item, builder) = space(builders, builder, item)?;
        let left = if right {
            ended.edge.x - self.origin.x
        } else {
            at.x - width
        };
        Some((Point::new(left, at.y), item, Some(builder)))
    }
}
