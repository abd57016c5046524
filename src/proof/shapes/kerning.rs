//! How a face sets letters beside each other: what a shaper makes of a word, asked only where widths alone do not say.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::shaper::{Put, Shaper};

/// Two outlines side by side.
#[derive(Debug, Clone, Copy)]
pub(in crate::proof) struct Pair {
    /// The left one and the right one.
    pub(in crate::proof) shapes: (u32, u32),
    /// How far (in sizes) the one stands from the other.
    pub(in crate::proof) gap: f32,
    /// How near (in sizes) that must come to the shaper's.
    pub(in crate::proof) near: f32,
}

/// A face, two outlines of it, how far one stands from the other, and how near that must be: in fiftieths of a size.
type Key = (usize, u32, u32, [i32; 2]);

/// The pairs that were asked for.
#[derive(Default)]
pub(super) struct Kerning {
    known: RefCell<BTreeMap<Key, bool>>,
}

impl Kerning {
    /// Whether two outlines of a face, drawn side by side in a text, stand so far from each other as its shaper sets them.
    #[expect(clippy::cast_possible_truncation, reason = "gaps are small")]
    pub(super) fn has(&self, shaper: &Shaper, face: usize, pair: &Pair, text: &str, rtl: bool) -> bool {
        let (left, right) = pair.shapes;
        let key = (
            face,
            left,
            right,
            [pair.gap, pair.near].map(|size| (size * 50.0).round() as i32),
        );
        if let Some(true) = self.known.borrow().get(&key) {
            return true;
        }
        let setting = shaper.setting(face, text, rtl);
        let mut letters: Vec<&Put> = setting.puts.iter().filter(|put| !put.mark).collect();
        // As the shaper orders them, and as they stand from left to right: a letter may be set in pieces.
        let ordered = stands(&letters, pair);
        letters.sort_by(|a, b| a.pen.total_cmp(&b.pen));
        let has = ordered || stands(&letters, pair);
        self.known.borrow_mut().insert(key, has);
        has
    }
}

/// Whether two of the letters that follow each other are the pair, at its distance.
fn stands(letters: &[&Put], pair: &Pair) -> bool {
    letters.windows(2).any(|two| match two {
        [left, right] => {
            (left.shape, right.shape) == pair.shapes && (right.first.0 - left.first.0 - pair.gap).abs() < pair.near
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_stands_only_at_its_own_distance() {
        let put = |shape, x| Put {
            shape,
            mark: false,
            pen: x,
            first: (x, 0.0),
            at: 0,
        };
        let (one, other, third) = (put(1, 0.0), put(2, 0.5), put(1, 1.1));
        let letters = [&one, &other, &third];
        let pair = |shapes, gap| Pair {
            shapes,
            gap,
            near: 0.025,
        };
        assert!(stands(&letters, &pair((1, 2), 0.51)));
        assert!(!stands(&letters, &pair((1, 2), 0.6)));
        assert!(stands(&letters, &pair((2, 1), 0.6)));
        assert!(!stands(&letters, &pair((1, 1), 1.1)));
    }
}
