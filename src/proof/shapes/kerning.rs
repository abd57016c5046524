//! How a face sets letters beside each other: what a shaper makes of a word, asked only where widths alone do not say.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rustybuzz::{Direction, UnicodeBuffer};

use super::Faces;

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
pub(super) struct Kerning<'f> {
    faces: &'f Faces<'f>,
    open: RefCell<BTreeMap<usize, Option<rustybuzz::Face<'f>>>>,
    known: RefCell<BTreeMap<Key, bool>>,
}

impl<'f> Kerning<'f> {
    pub(super) fn of(faces: &'f Faces<'f>) -> Self {
        Self {
            faces,
            open: RefCell::default(),
            known: RefCell::default(),
        }
    }

    /// Whether two outlines of a face, drawn side by side in a text, stand so far from each other as its shaper sets them.
    #[expect(clippy::cast_possible_truncation, reason = "gaps are small")]
    pub(super) fn has(&self, face: usize, pair: &Pair, text: &str, rtl: bool) -> bool {
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
        let has = self.shaped(face, pair, text, rtl).unwrap_or(false);
        self.known.borrow_mut().insert(key, has);
        has
    }

    fn shaped(&self, number: usize, pair: &Pair, text: &str, rtl: bool) -> Option<bool> {
        let mut open = self.open.borrow_mut();
        let font = open
            .entry(number)
            .or_insert_with(|| rustybuzz::Face::from_slice(self.faces.data(number)?, 0))
            .as_ref()?;
        let face = self.faces.get(number)?;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(if rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        let shaped = rustybuzz::shape(font, &[], buffer);
        let mut drawn: Vec<(i32, u32, i32)> = Vec::new();
        let mut pen = 0;
        for (info, at) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let glyph = u16::try_from(info.glyph_id).unwrap_or(0);
            let x = pen + at.x_offset;
            pen += at.x_advance;
            if let Some(shape) = face.of_glyph(glyph).filter(|_| !face.is_mark(glyph)) {
                drawn.push((x, shape, x - face.form(glyph).right));
            }
        }
        let has = |drawn: &[(i32, u32, i32)]| {
            drawn.windows(2).any(|two| match two {
                [(_, left, end), (_, right, start)] => {
                    (*left, *right) == pair.shapes && ((start - end) as f32 / face.units - pair.gap).abs() < pair.near
                }
                _ => false,
            })
        };
        // As the shaper orders them, and as they stand from left to right: a letter may be set in pieces.
        let ordered = has(&drawn);
        drawn.sort_by_key(|(x, ..)| *x);
        Some(ordered || has(&drawn))
    }
}
