//! A face of the book's own, as it is before anything is made of it: its outlines, and which text each may stand for.

use std::collections::{BTreeMap, BTreeSet};

use read_fonts::tables::cmap::CmapIterLimits;
use read_fonts::{FontRef, TableProvider};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::outline::{Contours, Outlines};
use super::substitution::{Kind, Way, marks, ways};
use crate::proof::letters::{is_drawn, is_mark};

/// How deep ligatures may be joined.
const MAX_STEPS: usize = 3;
/// In how many ways a ligature may be made.
const MOST_JOINED: usize = 400;

/// An outline of a face, and all glyphs that draw it.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    pub(super) glyphs: Vec<u16>,
    /// How the first of its glyphs draws it.
    pub(super) contours: Contours,
    /// Whether it is drawn over or under letters rather than beside them; none where some of its glyphs are.
    pub(super) mark: Option<bool>,
    /// The ways in which its glyphs place it; the first glyph's first.
    pub(super) forms: Vec<Form>,
}

/// How a glyph places its outline, in font units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// How far right and up its pen is from that of the outline's first glyph, where both draw in the same place.
    pub(super) right: i32,
    pub(super) up: i32,
    /// How far it moves the pen.
    pub(super) advance: u16,
}

/// A face's outlines and characters.
pub(super) struct Face {
    pub(super) units: f32,
    shapes: Vec<Shape>,
    by_hash: BTreeMap<u64, u32>,
    characters: BTreeMap<u16, Vec<char>>,
    ways: BTreeMap<u16, Vec<Way>>,
    /// What each glyph may be made of: worked out once, for many ways lead to some.
    sources: BTreeMap<u16, Sources>,
    /// Each glyph's outline, how it places it, and whether it is a mark.
    glyphs: BTreeMap<u16, (u32, Form, bool)>,
}

/// What a glyph may be made of.
#[derive(Debug, Default)]
struct Sources {
    /// The characters that it draws by itself, and whether each keeps its meaning on every way.
    alone: Vec<(char, bool)>,
    /// The glyphs that it joins, where it is a ligature.
    joined: Vec<Vec<u16>>,
}

/// A letter that an outline may still stand for: its place among those at hand, and the letter.
pub(super) type AtHand = (usize, char);

impl Face {
    /// Reads a face; none where its outlines cannot be compared.
    pub(super) fn read(data: &[u8]) -> Option<Self> {
        let font = FontRef::new(data).ok()?;
        let outlines = Outlines::of(&font)?;
        let marks = marks(&font);
        let mut face = Self {
            units: f32::from(font.head().ok()?.units_per_em()),
            shapes: Vec::new(),
            by_hash: BTreeMap::new(),
            characters: characters(&font),
            ways: ways(&font),
            sources: BTreeMap::new(),
            glyphs: BTreeMap::new(),
        };
        let advances = font.hmtx().ok()?;
        for glyph in 0..font.maxp().ok()?.num_glyphs() {
            let Some(contours) = outlines.contours(glyph) else {
                continue;
            };
            let advance = advances.advance(glyph.into()).unwrap_or(0);
            face.add(glyph, contours, advance, &marks);
            let sources = face.sources(glyph);
            face.sources.insert(glyph, sources);
        }
        Some(face)
    }

    fn add(&mut self, glyph: u16, contours: Contours, advance: u16, marks: &BTreeSet<u16>) {
        let next = u32::try_from(self.shapes.len()).unwrap_or(u32::MAX);
        let number = *self.by_hash.entry(contours.hash).or_insert(next);
        let over = |c: &char| is_combining_mark(*c);
        let mark = advance == 0
            || marks.contains(&glyph)
            || self
                .characters
                .get(&glyph)
                .is_some_and(|characters| characters.iter().all(over));
        let first = self
            .shapes
            .get(number as usize)
            .map_or(contours.first, |shape| shape.contours.first);
        let form = Form {
            right: first.0 - contours.first.0,
            up: first.1 - contours.first.1,
            advance,
        };
        self.glyphs.insert(glyph, (number, form, mark));
        match self.shapes.get_mut(number as usize) {
            Some(shape) => {
                shape.glyphs.push(glyph);
                shape.mark = shape.mark.filter(|known| *known == mark);
                if !shape.forms.contains(&form) {
                    shape.forms.push(form);
                }
            }
            None => self.shapes.push(Shape {
                glyphs: vec![glyph],
                contours,
                mark: Some(mark),
                forms: vec![form],
            }),
        }
    }

    /// An outline by its number.
    pub(super) fn shape(&self, number: u32) -> Option<&Shape> {
        self.shapes.get(number as usize)
    }

    /// The number of a glyph's outline.
    pub(super) fn of_glyph(&self, glyph: u16) -> Option<u32> {
        self.glyphs.get(&glyph).map(|(shape, ..)| *shape)
    }

    /// Whether a glyph is a mark.
    pub(super) fn is_mark(&self, glyph: u16) -> bool {
        self.glyphs.get(&glyph).is_some_and(|(_, _, mark)| *mark)
    }

    /// How a glyph places its outline.
    pub(super) fn form(&self, glyph: u16) -> Form {
        self.glyphs.get(&glyph).map_or_else(Form::default, |(_, form, _)| *form)
    }

    /// The number of an outline of this face.
    pub(super) fn find(&self, contours: &Contours) -> Option<u32> {
        self.by_hash.get(&contours.hash).copied()
    }

    /// A character that an outline may stand for, to name it by.
    pub(super) fn name(&self, shape: u32) -> Option<char> {
        let mut glyphs: Vec<u16> = self.shape(shape)?.glyphs.clone();
        for _ in 0..6 {
            let named = glyphs
                .iter()
                .find_map(|glyph| self.characters.get(glyph)?.first().copied());
            if named.is_some() {
                return named;
            }
            let before = glyphs
                .iter()
                .filter_map(|glyph| self.ways.get(glyph)?.first()?.from.first().copied());
            glyphs = before.collect();
        }
        None
    }

    /// Whether an outline draws a character by itself.
    pub(super) fn draws(&self, shape: u32, c: char) -> bool {
        let glyphs = self.shape(shape).map_or(&[][..], |shape| &shape.glyphs);
        glyphs.iter().any(|glyph| self.glyph_draws(*glyph, c))
    }

    /// Whether an outline is a character's own mirrored form, as features make it.
    pub(super) fn draws_mirrored(&self, shape: u32, c: char) -> bool {
        let glyphs = self.shape(shape).map_or(&[][..], |shape| &shape.glyphs);
        let mirrored = |glyph: &u16| {
            let ways = self.ways.get(glyph).map_or(&[][..], Vec::as_slice);
            let mut from = ways
                .iter()
                .filter(|way| way.kind == Kind::Mirror)
                .flat_map(|way| &way.from);
            from.any(|glyph| self.glyph_draws(*glyph, c))
        };
        glyphs.iter().any(mirrored)
    }

    fn glyph_draws(&self, glyph: u16, c: char) -> bool {
        let alone = self.sources.get(&glyph).map_or(&[][..], |sources| &sources.alone);
        // A digit is the author's digit; letters may have forms that are a matter of style.
        alone
            .iter()
            .any(|(known, plain)| (*plain || !c.is_numeric()) && is_alike(*known, c))
    }

    /// Follows all ways back from a glyph: first those that keep what is meant, then those of style.
    fn sources(&self, glyph: u16) -> Sources {
        let mut sources = Sources::default();
        let (mut known, mut found) = (BTreeSet::from([glyph]), vec![glyph]);
        for most in [Kind::Plain, Kind::Style] {
            let mut at = 0;
            while let Some(glyph) = found.get(at).copied() {
                at += 1;
                let ways = self.ways.get(&glyph).map_or(&[][..], Vec::as_slice);
                for way in ways.iter().filter(|way| way.kind <= most) {
                    match way.from[..] {
                        [from] if known.insert(from) => found.push(from),
                        [_] => {}
                        _ if sources.joined.len() < MOST_JOINED && !sources.joined.contains(&way.from) => {
                            sources.joined.push(way.from.clone());
                        }
                        _ => {}
                    }
                }
            }
            for c in found
                .iter()
                .flat_map(|glyph| self.characters.get(glyph).into_iter().flatten())
            {
                if !sources.alone.iter().any(|(known, _)| known == c) {
                    sources.alone.push((*c, most == Kind::Plain));
                }
            }
        }
        sources
    }

    /// Whether an outline is that of a character which is a letter together with a mark (U+FD3C is alef with tanwin): a glyph put
    /// together from both looks the same.
    pub(super) fn holds(&self, shape: u32, letter: char, mark: char) -> bool {
        let glyphs = self.shape(shape).map_or(&[][..], |shape| &shape.glyphs);
        let mut alone = glyphs
            .iter()
            .filter_map(|glyph| self.sources.get(glyph))
            .flat_map(|sources| &sources.alone);
        alone.any(|(known, _)| {
            let parts = parts(*known);
            parts.contains(&letter) && parts.contains(&mark)
        })
    }

    /// Takes from the letters at hand those that an outline stands for; where it stands for others, none are taken.
    pub(super) fn takes(&self, shape: u32, at_hand: &mut Vec<AtHand>) -> bool {
        let glyphs = self.shape(shape).map_or(&[][..], |shape| &shape.glyphs);
        glyphs.iter().any(|glyph| self.glyph_takes(*glyph, at_hand, 0))
    }

    fn glyph_takes(&self, glyph: u16, at_hand: &mut Vec<AtHand>, steps: usize) -> bool {
        // Joiners and selectors between the letters of a ligature are no letters at hand.
        let unseen = |c: &char| !is_drawn(*c) && !is_mark(*c);
        if steps > 0 && self.characters.get(&glyph).is_some_and(|all| all.iter().all(unseen)) {
            return true;
        }
        if let Some(at) = at_hand.iter().position(|(_, c)| self.glyph_draws(glyph, *c)) {
            at_hand.remove(at);
            return true;
        }
        let Some(sources) = self.sources.get(&glyph) else {
            return false;
        };
        let kept = at_hand.clone();
        for (character, _) in &sources.alone {
            if take_all(&parts(*character), at_hand) {
                return true;
            }
            at_hand.clone_from(&kept);
        }
        for joined in sources.joined.iter().filter(|_| steps < MAX_STEPS) {
            if joined.iter().all(|from| self.glyph_takes(*from, at_hand, steps + 1)) {
                return true;
            }
            at_hand.clone_from(&kept);
        }
        false
    }
}

/// The characters that each glyph stands for by itself.
fn characters(font: &FontRef) -> BTreeMap<u16, Vec<char>> {
    let mut characters: BTreeMap<u16, Vec<char>> = BTreeMap::new();
    let Some((_, _, table)) = font.cmap().ok().and_then(|cmap| cmap.best_subtable()) else {
        return characters;
    };
    for (code, glyph) in table.iter_with_limits(CmapIterLimits::default_for_font(font)) {
        let glyph = u16::try_from(glyph.to_u32()).unwrap_or(0);
        if let (Some(c), 1..) = (char::from_u32(code), glyph) {
            characters.entry(glyph).or_default().push(c);
        }
    }
    characters
}

/// Whether a glyph for one character may be drawn for another: the same but for its encoding.
fn is_alike(known: char, c: char) -> bool {
    const HYPHENS: [char; 4] = ['-', '\u{2010}', '\u{2011}', '\u{ad}'];
    known == c
        || HYPHENS.contains(&known) && HYPHENS.contains(&c)
        || matches!(parts(known)[..], [only] if only == c)
        || !known.is_ascii() && !c.is_ascii() && matches!(canonical(c)[..], [only] if only == known)
}

fn canonical(c: char) -> Vec<char> {
    std::iter::once(c).nfd().collect()
}

/// What a character is made of: canonically, and presentation forms by the letters that they present (UAX#15).
fn parts(c: char) -> Vec<char> {
    match c {
        '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => std::iter::once(c).nfkd().collect(),
        _ => canonical(c),
    }
}

fn take_all(parts: &[char], at_hand: &mut Vec<AtHand>) -> bool {
    parts.len() > 1
        && parts.iter().all(|part| {
            let at = at_hand.iter().position(|(_, c)| c == part);
            at.map(|at| at_hand.remove(at)).is_some()
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::FontLibrary;

    fn amiri() -> Face {
        let library = FontLibrary::shipped();
        let data = library.family("Amiri").unwrap().regular().unwrap().data.clone();
        Face::read(data.as_ref()).unwrap()
    }

    fn shape(face: &Face, c: char) -> u32 {
        let glyph = face.characters.iter().find(|(_, characters)| characters.contains(&c));
        face.of_glyph(*glyph.unwrap().0).unwrap()
    }

    #[test]
    fn an_outline_draws_its_own_character_and_no_other() {
        let face = amiri();
        for c in ['ب', '5', '٥', '(', 'A'] {
            assert!(face.draws(shape(&face, c), c), "{c}");
        }
        for (drawn, c) in [('ب', 'ت'), ('5', '8'), ('٥', '٠'), ('(', ')'), ('ر', 'ن')] {
            assert!(!face.draws(shape(&face, drawn), c), "{drawn} for {c}");
        }
    }

    #[test]
    fn a_ligature_takes_all_of_its_letters_or_none() {
        let face = amiri();
        let ligature = shape(&face, '\u{fefb}');
        let mut both = vec![(0, 'ل'), (1, 'ا'), (2, 'م')];
        assert!(face.takes(ligature, &mut both));
        assert_eq!(both, [(2, 'م')]);
        let mut one = vec![(0, 'ل'), (1, 'م')];
        assert!(!face.takes(ligature, &mut one));
        assert_eq!(one.len(), 2);
    }

    #[test]
    fn marks_are_told_from_letters() {
        let face = amiri();
        let mark = |c| face.shape(shape(&face, c)).unwrap().mark;
        // Some outlines of marks are also drawn by themselves, beside letters: of these nothing is known.
        for c in '\u{64b}'..='\u{65f}' {
            assert_ne!(mark(c), Some(false), "{c:?}");
        }
        for c in 'ب'..='غ' {
            assert_ne!(mark(c), Some(true), "{c}");
        }
        assert_eq!(mark('ب'), Some(false));
    }
}
