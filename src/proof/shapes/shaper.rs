//! What a shaper makes of a word in a face: the same one that sets the book, asked where widths alone do not say how letters stand.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::str::FromStr;

use rustybuzz::{Direction, Language, UnicodeBuffer};

use super::Faces;

/// An outline where the shaper puts it, in sizes from where its text begins at the left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::proof) struct Put {
    pub(in crate::proof) shape: u32,
    /// Whether its glyph stands over or under letters.
    pub(in crate::proof) mark: bool,
    /// Where its own pen stands.
    pub(in crate::proof) pen: f32,
    /// Where the pen of the outline's first glyph would stand.
    pub(in crate::proof) first: (f32, f32),
    /// The byte of the text that its cluster begins with.
    pub(in crate::proof) at: usize,
}

/// A text as a face sets it, in the order of its glyphs from the left.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::proof) struct Setting {
    pub(in crate::proof) puts: Vec<Put>,
    /// The bytes at which letters begin that the face has not.
    pub(in crate::proof) lacks: Vec<usize>,
    /// How far it moves the pen.
    pub(in crate::proof) advance: f32,
}

/// A face, a text, and whether it is set from the right.
type Key = (usize, String, bool);

/// The texts that were asked for.
pub(super) struct Shaper<'f> {
    faces: &'f Faces<'f>,
    language: Option<Language>,
    open: RefCell<BTreeMap<usize, Option<rustybuzz::Face<'f>>>>,
    known: RefCell<BTreeMap<Key, Rc<Setting>>>,
}

impl<'f> Shaper<'f> {
    pub(super) fn of(faces: &'f Faces<'f>) -> Self {
        Self {
            faces,
            language: Language::from_str(faces.language).ok(),
            open: RefCell::default(),
            known: RefCell::default(),
        }
    }

    /// A text as a face sets it; nothing where the face cannot be asked.
    pub(super) fn setting(&self, face: usize, text: &str, rtl: bool) -> Rc<Setting> {
        let key = (face, text.to_owned(), rtl);
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let setting = Rc::new(self.shaped(face, text, rtl).unwrap_or_default());
        self.known.borrow_mut().insert(key, setting.clone());
        setting
    }

    #[expect(clippy::cast_precision_loss, reason = "font units are small")]
    fn shaped(&self, number: usize, text: &str, rtl: bool) -> Option<Setting> {
        let mut open = self.open.borrow_mut();
        let font = open
            .entry(number)
            .or_insert_with(|| rustybuzz::Face::from_slice(self.faces.data(number)?, 0))
            .as_ref()?;
        let face = self.faces.get(number)?;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        if let Some(language) = &self.language {
            buffer.set_language(language.clone());
        }
        buffer.set_direction(if rtl {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        let shaped = rustybuzz::shape(font, &[], buffer);
        let mut setting = Setting::default();
        let (mut pen, mut rise) = (0, 0);
        for (info, at) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let glyph = u16::try_from(info.glyph_id).unwrap_or(0);
            let (x, y) = (pen + at.x_offset, rise + at.y_offset);
            (pen, rise) = (pen + at.x_advance, rise + at.y_advance);
            if glyph == 0 {
                setting.lacks.push(info.cluster as usize);
            }
            let Some(shape) = face.of_glyph(glyph) else { continue };
            let form = face.form(glyph);
            setting.puts.push(Put {
                shape,
                mark: face.is_mark(glyph),
                pen: x as f32 / face.units,
                first: ((x - form.right) as f32 / face.units, (y - form.up) as f32 / face.units),
                at: info.cluster as usize,
            });
        }
        setting.advance = pen as f32 / face.units;
        Some(setting)
    }
}
