//! The glyphs of a letter: one for each of its characters.

use ecow::EcoString;

use super::super::cluster::{Cluster, Outlines};
use super::super::planned::{MARK_ADVANCE, PlannedGlyph};
use super::{Closing, LineWriter, to_f64};

/// The widest that the glyphs of all marks on one letter are together, in em.
const MARKS_ADVANCE: f64 = 0.12;

impl LineWriter<'_> {
    /// The glyphs of a cluster from left to right: one a character. Marks get a narrow advance to the left of their letter (to
    /// the right of it in a left-to-right cluster), letters share the rest, and the first letter draws what the cluster draws.
    pub(super) fn cell(&self, index: usize, closing: Closing, plans: &mut Vec<PlannedGlyph>) {
        let cluster = &self.clusters[index];
        let mark_advance = self.mark_advance(cluster);
        let letters = &cluster.letters;
        let letter_width = (cluster.width() - mark_advance * to_f64(letters.marks)) / to_f64(letters.count.max(1));
        let mut left = cluster.left;
        let mut host = None;
        let mut put = |(character, is_mark): (char, bool)| {
            let advance = if is_mark { mark_advance } else { letter_width };
            let plan = PlannedGlyph {
                text: EcoString::from(character),
                left,
                advance,
                outlines: Outlines::new(),
                span: cluster.span,
            };
            left += advance;
            let closes = is_mark && host.is_none() && cluster.forward == Some(false);
            if !is_mark && host.is_none() {
                host = Some(plans.len());
            }
            if !(closes && closing != Closing::Kept) {
                plans.push(plan);
            }
        };
        if cluster.forward == Some(false) {
            letters.marked().rev().for_each(&mut put);
        } else {
            letters.marked().for_each(&mut put);
        }
        if let Some(host) = host.and_then(|at| plans.get_mut(at)) {
            host.outlines.clone_from(&cluster.outlines);
            if closing == Closing::Moved {
                host.outlines.truncate(usize::from(cluster.outlines.len() > 1));
            }
        }
    }

    /// The advance of each mark's glyph in a cluster, in points.
    pub(super) fn mark_advance(&self, cluster: &Cluster) -> f64 {
        let letters = &cluster.letters;
        let parts = letters.count + letters.marks;
        let size = self.size(cluster.style);
        (MARK_ADVANCE * size)
            .min(MARKS_ADVANCE * size / to_f64(letters.most.max(1)))
            .min(cluster.width() / to_f64(parts.max(1)))
    }

    /// The glyphs of a cluster's closing marks in logical order, the first of them with the outlines that the letter left.
    pub(super) fn marks(&self, index: usize) -> Vec<PlannedGlyph> {
        let cluster = &self.clusters[index];
        let mark_advance = self.mark_advance(cluster);
        let count = cluster.letters.closing;
        let kept = usize::from(cluster.outlines.len() > 1);
        let others = cluster.letters.text.chars().count() - count;
        let plans = cluster
            .letters
            .text
            .chars()
            .skip(others)
            .enumerate()
            .map(|(at, mark)| PlannedGlyph {
                text: EcoString::from(mark),
                left: cluster.left + mark_advance * to_f64(count - 1 - at),
                advance: mark_advance,
                outlines: if at == 0 {
                    cluster.outlines[kept..].into()
                } else {
                    Outlines::new()
                },
                span: cluster.span,
            });
        plans.collect()
    }
}
