//! Shapes: what a finished file's fonts draw, told by the outlines of the book's own faces.
//!
//! The fonts inside a file are subsets, and often derived: glyphs put together from the faces' own. So an outline is known by its
//! contours alone, and of a glyph that is put together each piece.

mod face;
mod kerning;
mod outline;
mod shaper;
mod substitution;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use read_fonts::FontRef;

use super::letters::{is_drawn, mirrored};
use super::pdf::{Font, Fonts};
use crate::fonts::Family;
use face::{AtHand, Face};
use kerning::Kerning;
pub(super) use kerning::Pair;
use outline::{Contours, Outlines};
use shaper::Shaper;
pub(super) use shaper::{Put, Setting};

/// How many outlines of an embedded font are looked up to tell its face.
const SAMPLE: usize = 24;

/// A file of a face.
struct FaceFile<'a> {
    family: &'a Family,
    data: &'a [u8],
    /// What is read of it; nothing where its outlines cannot be compared.
    face: OnceLock<Option<Face>>,
}

/// The faces at hand, each read when it is first needed.
pub(super) struct Faces<'a> {
    faces: Vec<FaceFile<'a>>,
    /// The language that text is shaped in.
    language: &'a str,
}

impl<'a> Faces<'a> {
    /// The faces of the families that a book of this language is set in.
    pub(super) fn of(families: &'a [Arc<Family>], language: &'a str) -> Self {
        let faces = families.iter().flat_map(|family| {
            family.faces.iter().map(|face| FaceFile {
                family,
                data: face.data.as_ref(),
                face: OnceLock::new(),
            })
        });
        Self {
            faces: faces.collect(),
            language,
        }
    }

    fn get(&self, number: usize) -> Option<&Face> {
        let file = self.faces.get(number)?;
        file.face.get_or_init(|| Face::read(file.data)).as_ref()
    }

    fn data(&self, number: usize) -> Option<&'a [u8]> {
        self.faces.get(number).map(|file| file.data)
    }

    /// The face whose outlines a font brings; none where no face has them.
    fn of_outlines(&self, name: &str, sample: &[Contours]) -> Option<usize> {
        let plain = |name: &str| name.replace([' ', '-'], "").to_lowercase();
        let name = plain(name);
        let mut order: Vec<usize> = (0..self.faces.len()).collect();
        order.sort_by_key(|number| {
            let family = self.faces.get(*number).map(|file| plain(&file.family.name));
            !family.is_some_and(|family| name.starts_with(&family))
        });
        let mut best = (0, None);
        for number in order {
            let Some(face) = self.get(number) else { continue };
            let known = sample.iter().filter(|contours| face.find(contours).is_some()).count();
            if known > best.0 {
                best = (known, Some(number));
            }
            if known == sample.len() {
                break;
            }
        }
        best.1.filter(|_| best.0 * 2 >= sample.len())
    }
}

/// An outline of a face as a glyph draws it: which, and where from the pen, in sizes of the type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    pub(super) shape: u32,
    pub(super) right: f32,
    pub(super) up: f32,
}

/// What a glyph of a file draws.
#[derive(Debug, Clone)]
pub(super) enum Ink {
    /// Nothing.
    None,
    /// Outlines of a face.
    Of(Vec<Drawn>),
    /// Something that the font's face does not have.
    Strange,
    /// What cannot be compared: its outlines are of another kind, or of no face at hand.
    Unknown,
}

/// The fonts of one file, and what their glyphs draw.
pub(super) struct Shapes<'f> {
    faces: &'f Faces<'f>,
    /// The face of each font of the file.
    fonts: Vec<Option<usize>>,
    inks: Vec<BTreeMap<u16, Ink>>,
    /// What the pieces of glyphs draw that are put together and yet, as a whole, are an outline of their face.
    apart: BTreeMap<(u16, u16), Vec<Drawn>>,
    drawn: RefCell<BTreeMap<(usize, u32, char), bool>>,
    shaper: Shaper<'f>,
    kerning: Kerning,
    /// How many lines were compared by their letters' shapes and names alone, for a shaper sets them otherwise in faces of the book's own.
    pub(super) rough: Cell<usize>,
    /// The names of the fonts whose shapes cannot be compared.
    pub(super) unknown: Vec<String>,
}

impl<'f> Shapes<'f> {
    /// A file's fonts, nothing of which is looked up yet.
    pub(super) fn of(faces: &'f Faces<'f>) -> Self {
        Self {
            faces,
            fonts: Vec::new(),
            inks: Vec::new(),
            apart: BTreeMap::new(),
            drawn: RefCell::default(),
            shaper: Shaper::of(faces),
            kerning: Kerning::default(),
            rough: Cell::new(0),
            unknown: Vec::new(),
        }
    }

    /// A file whose only font is the first face.
    #[cfg(test)]
    pub(super) fn with_first_face(faces: &'f Faces<'f>) -> Self {
        Self {
            fonts: vec![Some(0)],
            ..Self::of(faces)
        }
    }

    /// Looks up the codes that a file uses of each of its fonts, as far as they are not known.
    pub(super) fn learn(&mut self, fonts: &Fonts, used: &[Vec<bool>]) {
        for (number, (font, used)) in fonts.all().iter().zip(used).enumerate() {
            if self.inks.len() <= number {
                self.inks.push(BTreeMap::new());
                self.fonts.push(None);
            }
            let inks = self.inks.get(number);
            let is_new = |code: &u16| inks.is_some_and(|inks| !inks.contains_key(code));
            let codes: Vec<u16> = (0u16..)
                .zip(used)
                .filter(|(_, used)| **used)
                .map(|(code, _)| code)
                .collect();
            let new: Vec<u16> = codes.into_iter().filter(is_new).collect();
            if !new.is_empty() {
                self.add(number, font, &new);
            }
        }
    }

    fn add(&mut self, number: usize, font: &Font, codes: &[u16]) {
        let file = font.file.as_deref().and_then(|file| FontRef::new(file).ok());
        let outlines = file.as_ref().and_then(Outlines::of);
        let known = self.fonts.get(number).copied().flatten();
        let face = known.or_else(|| {
            let outlines = outlines.as_ref()?;
            let glyphs = codes.iter().map(|code| font.glyph(*code));
            let sample: Vec<Contours> = glyphs
                .filter_map(|glyph| outlines.contours(first_part(outlines, glyph)))
                .take(SAMPLE)
                .collect();
            self.faces.of_outlines(&font.name, &sample)
        });
        let of_face = face.and_then(|number| self.faces.get(number));
        // A space draws nothing, whatever face it is of, and tells no face by itself.
        let ink = |code: u16| match (&outlines, of_face) {
            (Some(outlines), Some(face)) => ink(face, outlines, font.glyph(code)),
            (Some(outlines), None) if outlines.contours(font.glyph(code)).is_none() => Ink::None,
            _ => Ink::Unknown,
        };
        let new: Vec<(u16, Ink)> = codes.iter().map(|code| (*code, ink(*code))).collect();
        let is_unknown = new.iter().any(|(_, ink)| matches!(ink, Ink::Unknown));
        let known = of_face.zip(outlines);
        if let (Some((face, outlines)), Ok(number)) = (&known, u16::try_from(number)) {
            for (code, ink) in &new {
                let whole = matches!(ink, Ink::Of(drawn) if drawn.len() == 1);
                let pieces = whole.then(|| pieces(face, outlines, font.glyph(*code))).flatten();
                self.apart.extend(pieces.map(|pieces| ((number, *code), pieces)));
            }
        }
        if is_unknown && !self.unknown.contains(&font.name) {
            self.unknown.push(font.name.clone());
        }
        if let (Some(inks), Some(known)) = (self.inks.get_mut(number), self.fonts.get_mut(number)) {
            inks.extend(new);
            *known = face;
        }
    }

    /// What a code of a font draws.
    pub(super) fn ink(&self, font: u16, code: u16) -> &Ink {
        self.inks
            .get(usize::from(font))
            .and_then(|inks| inks.get(&code))
            .unwrap_or(&Ink::Unknown)
    }

    /// What the pieces of a glyph draw that is, as a whole, one outline of its face.
    pub(super) fn apart(&self, font: u16, code: u16) -> Option<&[Drawn]> {
        self.apart.get(&(font, code)).map(Vec::as_slice)
    }

    /// Whether a hyphen that ends a line stands again at the next one's beginning: so the typesetter has it in some languages.
    pub(super) fn repeats_hyphens(&self) -> bool {
        let base = self.faces.language.split('-').next().unwrap_or_default();
        ["cs", "dsb", "es", "hr", "pl", "pt", "sk"].contains(&base)
    }

    /// Whether a font's family ships: the proof was tried on it.
    pub(super) fn is_shipped(&self, font: u16) -> bool {
        let file = self.number(font).and_then(|number| self.faces.faces.get(number));
        file.is_some_and(|file| !file.family.is_own())
    }

    /// A text as a shaper sets it in a font's face, in sizes; none where the face is not known.
    pub(super) fn setting(&self, font: u16, text: &str, rtl: bool) -> Option<Rc<Setting>> {
        Some(self.shaper.setting(self.number(font)?, text, rtl))
    }

    /// The number of a font's face.
    pub(super) fn number(&self, font: u16) -> Option<usize> {
        *self.fonts.get(usize::from(font))?
    }

    fn face(&self, font: u16) -> Option<(usize, &Face)> {
        let number = (*self.fonts.get(usize::from(font))?)?;
        Some((number, self.faces.get(number)?))
    }

    /// Whether an outline is drawn over or under letters. One that is both (a dot, a full stop) is so unless the text of the glyph
    /// that draws it names what stands by itself.
    pub(super) fn is_mark(&self, font: u16, shape: u32, text: &str) -> bool {
        let Some(known) = self.face(font).and_then(|(_, face)| face.shape(shape)) else {
            return false;
        };
        known.mark.unwrap_or_else(|| {
            let mut drawn = text.chars().filter(|c| is_drawn(*c));
            !text.is_empty() && !drawn.any(|c| self.draws(font, shape, c) || self.draws(font, shape, mirrored(c)))
        })
    }

    /// Whether an outline may be drawn over or under letters.
    pub(super) fn may_be_mark(&self, font: u16, shape: u32) -> bool {
        let known = self.face(font).and_then(|(_, face)| face.shape(shape));
        known.is_some_and(|shape| shape.mark != Some(false))
    }

    /// Whether two neighbouring outlines are as far apart as their face sets them in a text.
    pub(super) fn has_gap(&self, font: u16, pair: &Pair, text: &str, rtl: bool) -> bool {
        self.face(font)
            .is_some_and(|(number, _)| self.kerning.has(&self.shaper, number, pair, text, rtl))
    }

    /// The ways in which glyphs of a face place an outline, in sizes: how far right and up their pens are from that of the first
    /// of them, and how far they move it.
    pub(super) fn forms(&self, font: u16, shape: u32) -> impl Iterator<Item = [f32; 3]> {
        let face = self.face(font).map(|(_, face)| face);
        let forms = face.and_then(|face| Some((face.units, face.shape(shape)?.forms.as_slice())));
        let (units, forms) = forms.unwrap_or((1.0, &[]));
        #[expect(clippy::cast_precision_loss, reason = "font units are small")]
        forms.iter().map(move |form| {
            [
                form.right as f32 / units,
                form.up as f32 / units,
                f32::from(form.advance) / units,
            ]
        })
    }

    /// The middle of an outline from the pen of its first glyph, in sizes.
    pub(super) fn middle(&self, font: u16, shape: u32) -> f32 {
        let face = self.face(font).map(|(_, face)| face);
        let bounds = face.and_then(|face| Some((face.shape(shape)?.contours.bounds, face.units)));
        #[expect(clippy::cast_precision_loss, reason = "font units are small")]
        bounds.map_or(0.0, |([left, _, right, _], units)| (left + right) as f32 / 2.0 / units)
    }

    /// The way in which an outline so far from the pen of its glyph is most likely placed.
    pub(super) fn form(&self, font: u16, drawn: &Drawn) -> [f32; 3] {
        let off = |form: &[f32; 3]| (drawn.up + form[1]).abs() * 4.0 + (drawn.right + form[0]).abs();
        let near = self.forms(font, drawn.shape).min_by(|a, b| off(a).total_cmp(&off(b)));
        near.unwrap_or_default()
    }

    /// Whether an outline draws a character by itself.
    pub(super) fn draws(&self, font: u16, shape: u32, c: char) -> bool {
        let Some((number, face)) = self.face(font) else {
            return true;
        };
        *self
            .drawn
            .borrow_mut()
            .entry((number, shape, c))
            .or_insert_with(|| face.draws(shape, c))
    }

    /// Whether an outline is a character's own mirrored form.
    pub(super) fn draws_mirrored(&self, font: u16, shape: u32, c: char) -> bool {
        self.face(font).is_none_or(|(_, face)| face.draws_mirrored(shape, c))
    }

    /// Whether an outline is that of a letter together with a mark.
    pub(super) fn holds(&self, font: u16, shape: u32, letter: char, mark: char) -> bool {
        self.face(font).is_some_and(|(_, face)| face.holds(shape, letter, mark))
    }

    /// Takes from the letters at hand those that an outline stands for.
    pub(super) fn takes(&self, font: u16, shape: u32, at_hand: &mut Vec<AtHand>) -> bool {
        self.face(font).is_some_and(|(_, face)| face.takes(shape, at_hand))
    }

    /// A character to name an outline by.
    pub(super) fn name(&self, font: u16, shape: u32) -> Option<char> {
        self.face(font)?.1.name(shape)
    }
}

fn first_part(outlines: &Outlines, glyph: u16) -> u16 {
    let parts = outlines.parts(glyph);
    parts.and_then(|parts| Some(parts.first()?.glyph)).unwrap_or(glyph)
}

fn ink(face: &Face, outlines: &Outlines, glyph: u16) -> Ink {
    let mut drawn = Vec::new();
    if !add(face, outlines, glyph, (0, 0), &mut drawn, 0) {
        return Ink::Strange;
    }
    if drawn.is_empty() { Ink::None } else { Ink::Of(drawn) }
}

/// What the pieces of a glyph draw by themselves; none where it is simple, or a piece is no outline of the face.
fn pieces(face: &Face, outlines: &Outlines, glyph: u16) -> Option<Vec<Drawn>> {
    let mut drawn = Vec::new();
    let mut parts = outlines.parts(glyph)?.into_iter();
    let known = parts.all(|part| add(face, outlines, part.glyph, (part.right, part.up), &mut drawn, 1));
    (known && drawn.len() > 1).then_some(drawn)
}

/// Adds what a glyph draws; not so where it, or a piece of it, is no outline of the face.
fn add(face: &Face, outlines: &Outlines, glyph: u16, at: (i32, i32), drawn: &mut Vec<Drawn>, depth: usize) -> bool {
    let Some(contours) = outlines.contours(glyph) else {
        return true;
    };
    if let Some((number, shape)) = face
        .find(&contours)
        .and_then(|number| Some((number, face.shape(number)?)))
    {
        #[expect(clippy::cast_precision_loss, reason = "font units are small")]
        let shift = |at: i32, first: i32, own: i32| (at + first - own) as f32 / face.units;
        drawn.push(Drawn {
            shape: number,
            right: shift(at.0, contours.first.0, shape.contours.first.0),
            up: shift(at.1, contours.first.1, shape.contours.first.1),
        });
        return true;
    }
    let Some(parts) = outlines.parts(glyph) else {
        return false;
    };
    depth < 4
        && parts.iter().all(|part| {
            let at = (at.0 + part.right, at.1 + part.up);
            add(face, outlines, part.glyph, at, drawn, depth + 1)
        })
}
