//! How a face sets letters beside each other: what a shaper makes of a word, asked only where widths alone do not say.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rustybuzz::{Direction, UnicodeBuffer};

use super::Faces;

/// How near (in sizes) a gap must come to the shaper's.
const NEAR: f32 = 0.025;

/// Two outlines of a face, and how far one stands from the other in fiftieths of a size.
type Pair = (usize, u32, u32, i32);

/// The pairs that were asked for.
pub(super) struct Kerning<'f> {
    faces: &'f Faces<'f>,
    open: RefCell<BTreeMap<usize, Option<rustybuzz::Face<'f>>>>,
    known: RefCell<BTreeMap<Pair, bool>>,
}

impl<'f> Kerning<'f> {
    pub(super) fn of(faces: &'f Faces<'f>) -> Self {
        Self {
            faces,
            open: RefCell::default(),
            known: RefCell::default(),
        }
    }

    /// Whether two outlines of a face, drawn side by side in a word, stand so far (in sizes) from each other as its shaper sets them.
    #[expect(clippy::cast_possible_truncation, reason = "gaps are small")]
    pub(super) fn has(&self, face: usize, pair: (u32, u32), gap: f32, word: &str, rtl: bool) -> bool {
        let key = (face, pair.0, pair.1, (gap * 50.0).round() as i32);
        if let Some(true) = self.known.borrow().get(&key) {
            return true;
        }
        let has = self.shaped(face, pair, gap, word, rtl).unwrap_or(false);
        self.known.borrow_mut().insert(key, has);
        has
    }

    fn shaped(&self, number: usize, (left, right): (u32, u32), gap: f32, word: &str, rtl: bool) -> Option<bool> {
        let mut open = self.open.borrow_mut();
        let font = open
            .entry(number)
            .or_insert_with(|| rustybuzz::Face::from_slice(self.faces.data(number)?, 0))
            .as_ref()?;
        let face = self.faces.get(number)?;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(word);
        buffer.guess_segment_properties();
        buffer.set_direction(if rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        let shaped = rustybuzz::shape(font, &[], buffer);
        let (mut pen, mut last) = (0, None);
        for (info, at) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let glyph = u16::try_from(info.glyph_id).unwrap_or(0);
            let x = pen + at.x_offset;
            pen += at.x_advance;
            let Some(shape) = face.of_glyph(glyph) else { continue };
            if face.is_mark(glyph) {
                continue;
            }
            let form = face.form(glyph);
            let start = x - form.right;
            if let Some((before, end)) = last.replace((shape, start))
                && (before, shape) == (left, right)
                && ((start - end) as f32 / face.units - gap).abs() < NEAR
            {
                return Some(true);
            }
        }
        Some(false)
    }
}
