//! The glyphs of a letter: one for each of its characters.

use ecow::EcoString;

use super::super::cluster::{Cluster, Outlines};
use super::super::slot::Slot;
use super::{CARRIER, Closing, Setter, to_f64};

/// The widest that the carriers on one letter are together, in em.
const CARRIERS: f64 = 0.12;

impl Setter<'_> {
    /// The glyphs of a cluster from left to right: one a character. Marks get a narrow carrier to the left of their letter (to
    /// the right of it in a left-to-right cluster), letters share the rest, and the first letter draws what the cluster draws.
    pub(super) fn cell(&self, index: usize, closing: Closing, slots: &mut Vec<Slot>) {
        let cluster = &self.clusters[index];
        let carrier = self.carrier(cluster);
        let letters = &cluster.letters;
        let letter_width = (cluster.width() - carrier * to_f64(letters.marks)) / to_f64(letters.count.max(1));
        let mut left = cluster.left;
        let mut host = None;
        let mut put = |(character, is_mark): (char, bool)| {
            let advance = if is_mark { carrier } else { letter_width };
            let slot = Slot {
                text: EcoString::from(character),
                left,
                advance,
                outlines: Outlines::new(),
                span: cluster.span,
            };
            left += advance;
            let closes = is_mark && host.is_none() && cluster.forward == Some(false);
            if !is_mark && host.is_none() {
                host = Some(slots.len());
            }
            if !(closes && closing != Closing::Kept) {
                slots.push(slot);
            }
        };
        if cluster.forward == Some(false) {
            letters.marked().rev().for_each(&mut put);
        } else {
            letters.marked().for_each(&mut put);
        }
        if let Some(host) = host.and_then(|at| slots.get_mut(at)) {
            host.outlines.clone_from(&cluster.outlines);
            if closing == Closing::Moved {
                host.outlines.truncate(usize::from(cluster.outlines.len() > 1));
            }
        }
    }

    /// The width of a mark's carrier in a cluster, in points.
    pub(super) fn carrier(&self, cluster: &Cluster) -> f64 {
        let letters = &cluster.letters;
        let parts = letters.count + letters.marks;
        let size = self.size(cluster.style);
        (CARRIER * size)
            .min(CARRIERS * size / to_f64(letters.most.max(1)))
            .min(cluster.width() / to_f64(parts.max(1)))
    }

    /// The carriers of a cluster's closing marks in logical order, the first of them with the outlines that the letter left.
    pub(super) fn marks(&self, index: usize) -> Vec<Slot> {
        let cluster = &self.clusters[index];
        let carrier = self.carrier(cluster);
        let count = cluster.letters.closing;
        let kept = usize::from(cluster.outlines.len() > 1);
        let others = cluster.letters.text.chars().count() - count;
        let slots = cluster
            .letters
            .text
            .chars()
            .skip(others)
            .enumerate()
            .map(|(at, mark)| Slot {
                text: EcoString::from(mark),
                left: cluster.left + carrier * to_f64(count - 1 - at),
                advance: carrier,
                outlines: if at == 0 {
                    cluster.outlines[kept..].into()
                } else {
                    Outlines::new()
                },
                span: cluster.span,
            });
        slots.collect()
    }
}
