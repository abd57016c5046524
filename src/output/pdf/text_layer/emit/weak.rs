//! Numbers, signs and brackets set from the left.

use super::super::cluster::Outlines;
use super::super::planned::{MARK_ADVANCE, PlannedGlyph, joined, plain};
use super::super::text_object::{Lead, Spaces};
use super::{Closing, LineWriter};

/// pdfium takes a gap beside a wide glyph for a space from one part in so many of the glyph's width on.
const WIDE_GAP: f64 = 6.0;
/// poppler takes a gap of 0.7 em for one between columns; this is less.
const COLUMN: f64 = 0.65;

impl LineWriter<'_> {
    /// Draws a weak run. It goes from left to right in logical order, which is how poppler and pdfium read it; what it draws
    /// stays where it was. It is one glyph where it begins with a letter's marks, for in mupdf a mark does not move the pen and
    /// a new line would begin after it, and where it is an Arabic-Indic number, for mupdf would turn its digits around.
    pub(super) fn weak(&mut self, marks: Option<usize>, members: &[usize], lead: Lead, spaces: Spaces) {
        let Some(style) = members.first().map(|&at| self.clusters[at].style) else {
            return;
        };
        let mut left = members
            .iter()
            .map(|&at| self.clusters[at].left)
            .fold(f64::INFINITY, f64::min);
        let mut plans = Vec::new();
        if let Some(index) = marks {
            plans.extend(self.marks(index).into_iter().map(|plan| PlannedGlyph {
                outlines: Outlines::new(),
                ..plan
            }));
        }
        if let Lead::Bracket { text, place } = lead {
            let bracket = self.bracket(text, place);
            left = left.min(bracket.left);
            plans.push(bracket);
        }
        for &at in members {
            self.cell(at, Closing::Kept, &mut plans);
        }
        for plan in &mut plans {
            plan.left = left;
            left += plan.advance;
        }
        let plans = match lead {
            Lead::Nothing if marks.is_none() => self.up_to_the_word(plans, spaces),
            Lead::Nothing | Lead::Bracket { .. } => self.up_to_the_word(vec![joined("", plans)], spaces),
            Lead::Left => {
                let number = joined("", self.spaced(plans, Spaces { right: None, ..spaces }));
                self.spaced(vec![number], Spaces { left: None, ..spaces })
            }
            Lead::Extra => vec![joined(" ", plans)],
            Lead::Alone => {
                let mut number = joined(" ", plans);
                number.text.push(' ');
                vec![number]
            }
            Lead::Before(space) => {
                let mut number = joined(" ", plans);
                number.advance -= self.narrowing(style, number.advance, self.clusters[space].width());
                vec![number]
            }
        };
        self.emit(style, plans);
    }

    /// By how much (points) a number that took the space before it along is narrowed, so that pdfium finds that space as a gap.
    pub(super) fn narrowing(&self, style: usize, width: f64, space: f64) -> f64 {
        let size = self.size(style);
        let wanted = (width / WIDE_GAP - space) * WIDE_GAP / (WIDE_GAP + 1.0) + MARK_ADVANCE * size;
        wanted.min(COLUMN * size - space).max(0.0)
    }

    /// A bracket with its own text, and the outline and place of its partner.
    pub(super) fn bracket(&self, text: usize, place: usize) -> PlannedGlyph {
        PlannedGlyph {
            text: self.clusters[text].characters().collect(),
            ..plain(&self.clusters[place])
        }
    }
}
