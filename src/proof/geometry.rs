//! Where outlines stand: beside each other as their own glyphs' widths say, on the page, and not over each other.

use std::ops::Range;

use super::fault::{Fault, Matched, Mismatch};
use super::finding::{Difference, Tally};
use super::letters::{is_bare, is_rtl};
use super::lines::{Drawing, What, text};
use super::pdf::{Fonts, Glyph, Page};
use super::seen;
use super::setting::rest;
use super::shapes::{Drawn, Ink, Pair, Shapes};
use super::visual::spelt;

/// How far letters of a word may be moved towards or from each other before their face is asked: in widths of the narrower, and
/// in sizes.
const MOVED: f32 = 0.25;
const KERNING: f32 = 0.1;
/// How near (in sizes) letters of a word stand to where their face sets them; and words, between which a line may be squeezed.
const KERNED: f32 = 0.025;
const SQUEEZED: f32 = 0.15;
/// How wide (in sizes) a space is at least, where no face wants it narrower.
const CLOSE: f32 = 0.01;
/// How far (in sizes) one letter of a word may stand above the other for their widths to say where they stand.
const LEVEL_IN_WORD: f32 = 0.01;
/// How much of the narrower of two letters may be under the other.
const OVERLAP: f32 = 0.4;
/// How near (in sizes) two baselines are for their letters to be in each other's way.
const LEVEL: f32 = 0.33;
/// How far (in points) a glyph's middle may be off the page.
const EDGE: f64 = 1.0;

/// The first place of a line where letters stand apart, or are drawn over each other.
pub(super) fn line(matched: &Matched, shapes: &Shapes) -> Option<Mismatch> {
    if matched.line.climbs() {
        return None;
    }
    let mut before: Option<&Drawing> = None;
    // Which letters are in words that stand as their faces set them: asked once something else does not.
    let set = std::cell::OnceCell::new();
    let is_set = |at: usize| {
        let set = set.get_or_init(|| rest(matched.line, matched.clusters, shapes).set);
        set.get(at.min(set.len().saturating_sub(1))) == Some(&true)
    };
    for (drawing, letters) in matched.line.beside.iter().zip(matched.letters) {
        if let Some(last) = before.replace(drawing)
            && let Some(fault) = between(last, drawing, matched, letters, shapes)
            && !(is_set(letters.start) && is_set(letters.start.saturating_sub(1)))
        {
            let cluster = matched.clusters.get(letters.start).or(matched.clusters.last())?;
            return Some(Mismatch {
                fault,
                word: cluster.word,
                page: matched.line.page,
            });
        }
    }
    None
}

/// What is wrong between two neighbours.
fn between(
    left: &Drawing,
    right: &Drawing,
    matched: &Matched,
    letters: &Range<usize>,
    shapes: &Shapes,
) -> Option<Fault> {
    let (What::Shape(first), What::Shape(second)) = (&left.what, &right.what) else {
        return None;
    };
    let size = left.size.min(right.size);
    // Where several glyphs draw the same, each has its own place and width: that which fits best was drawn.
    let rights: Vec<[f32; 3]> = shapes.forms(right.font, *second).collect();
    let ends = shapes
        .forms(left.font, *first)
        .map(|[shift, _, advance]| left.first + (shift + advance) * left.size);
    let gaps = ends.flat_map(|end| {
        rights
            .iter()
            .map(move |[shift, ..]| (right.first + shift * right.size - end) / size)
    });
    let off = gaps.min_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(0.0);
    let cluster = matched.clusters.get(letters.start);
    let parted = if letters.is_empty() {
        Some(false)
    } else {
        cluster?.parted
    };
    let level = (left.y - right.y).abs() < LEVEL_IN_WORD * size;
    let same = left.font == right.font && (left.size - right.size).abs() < 0.01 && level;
    // Whether their face sets them so in their words, as near as this.
    let is_set = |near: f32| {
        let (words, rtl) = words(matched, letters.start, parted == Some(true));
        let pair = Pair {
            shapes: (*first, *second),
            gap: (right.first - left.first) / size,
            near,
        };
        shapes.has_gap(left.font, &pair, &words, rtl)
    };
    if parted == Some(true) {
        let gap = (right.x - left.x - left.advance) / size;
        let close = gap < CLOSE && off < CLOSE;
        return (close && !(same && is_set(SQUEEZED))).then_some(Fault::Gap);
    }
    if parted.is_none() || !same {
        return None;
    }
    let narrow = left.advance.min(right.advance) / size;
    if off.abs() < (narrow * MOVED).max(KERNING) {
        return None;
    }
    if is_set(KERNED) {
        return None;
    }
    Some(if off > 0.0 { Fault::Gap } else { Fault::Over })
}

/// The word around a place of a line, or both words where it is between two: in logical order, and whether they run from the right.
fn words(matched: &Matched, at: usize, parted: bool) -> (String, bool) {
    let clusters = matched.clusters;
    let begins = |index: &usize| clusters.get(*index).is_none_or(|cluster| cluster.parted != Some(false));
    let last = at.saturating_sub(usize::from(parted));
    let start = (0..=last).rev().find(begins).unwrap_or(0);
    let end = (at + 1..clusters.len()).find(begins).unwrap_or(clusters.len());
    let word = clusters.get(start..end).unwrap_or_default();
    let rtl = word.first().is_some_and(|cluster| cluster.rtl);
    let mut words: Vec<String> = word.chunk_by(|_, next| next.parted != Some(true)).map(spelt).collect();
    if rtl {
        words.reverse();
    }
    (words.join(" "), rtl)
}

/// A letter where it stands on its page.
struct Letter {
    left: f32,
    right: f32,
    base: f32,
    size: f32,
    turn: u8,
    /// What it belongs to: none for what is no part of the text.
    piece: Option<usize>,
    /// Which glyph of the page draws it.
    glyph: usize,
}

/// Notes the first letters of a page that are off it, clipped away, drawn without ink, or over those of another block: within a
/// block, each is compared with its neighbours. `words` has the first and last word of what each piece shows, which tells where in the
/// manuscript it is.
pub(super) fn page(
    sheet: &Sheet,
    piece_of: &dyn Fn(&Glyph) -> Option<usize>,
    words: &[Option<(u32, u32)>],
    tally: &mut Tally,
) {
    let begin = |piece: Option<usize>| piece.and_then(|piece| Some((*words.get(piece)?)?.0));
    let mut letters: Vec<Letter> = Vec::new();
    for (at, glyph) in sheet.page.content.glyphs.iter().enumerate() {
        let (visible, outlines) = match sheet.shapes.ink(glyph.font, glyph.code) {
            Ink::None => continue,
            Ink::Unknown => (sheet.text(glyph).chars().any(is_bare), &[][..]),
            Ink::Strange => (true, &[][..]),
            Ink::Of(outlines) => (true, &outlines[..]),
        };
        if visible && (glyph.hidden || is_off(sheet.page, glyph)) {
            let hidden = Difference::hidden(&sheet.word_around(at), &seen::place(sheet.number));
            tally.add(hidden.within(begin(piece_of(glyph))));
            return;
        }
        let piece = piece_of(glyph);
        letters.extend(
            outlines
                .iter()
                .filter_map(|outline| sheet.letter(at, glyph, outline, piece)),
        );
    }
    if let Some((one, other)) = over_each_other(&mut letters) {
        let words = [one, other].map(|letter| sheet.word_around(letter.glyph));
        let place = begin(one.piece).or_else(|| begin(other.piece));
        tally.add(Difference::over(&words, &seen::place(sheet.number)).within(place));
    }
}

/// The first two letters that are drawn over each other.
fn over_each_other(letters: &mut [Letter]) -> Option<(&Letter, &Letter)> {
    letters.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.left.total_cmp(&b.left)));
    for (index, letter) in letters.iter().enumerate() {
        let highest = letter.base + LEVEL * letter.size;
        let above = letters.iter().skip(index + 1).take_while(|other| other.base < highest);
        let over = above.into_iter().find(|other| {
            let shared = letter.right.min(other.right) - letter.left.max(other.left);
            let narrower = (letter.right - letter.left).min(other.right - other.left);
            other.piece != letter.piece && other.turn == letter.turn && shared > OVERLAP * narrower
        });
        if let Some(other) = over {
            return Some((letter, other));
        }
    }
    None
}

/// A page with what its glyphs draw.
pub(super) struct Sheet<'a> {
    pub(super) page: &'a Page,
    /// Its number, from 0.
    pub(super) number: usize,
    pub(super) shapes: &'a Shapes<'a>,
    pub(super) fonts: &'a Fonts,
}

impl Sheet<'_> {
    fn text(&self, glyph: &Glyph) -> &str {
        text(self.fonts, self.page, glyph)
    }

    fn letter(&self, at: usize, glyph: &Glyph, outline: &Drawn, piece: Option<usize>) -> Option<Letter> {
        let name = self.shapes.name(glyph.font, outline.shape)?;
        let [right, up, advance] = self.shapes.form(glyph.font, outline);
        let advance = advance * glyph.size;
        if !is_bare(name) || advance < 0.05 * glyph.size || !self.shapes.is_shipped(glyph.font) {
            return None;
        }
        let left = glyph.x + (outline.right + right) * glyph.size;
        Some(Letter {
            left,
            right: left + advance,
            base: glyph.y + (outline.up + up) * glyph.height,
            size: glyph.size,
            turn: glyph.turn,
            piece,
            glyph: at,
        })
    }

    /// The letters that glyphs drawn around one stand for, as far as there is no space.
    fn word_around(&self, at: usize) -> String {
        let glyphs = &self.page.content.glyphs;
        let text_at = |at: &usize| glyphs.get(*at).map(|glyph| self.text(glyph)).unwrap_or_default();
        let parted = |at: &usize| text_at(at).chars().any(char::is_whitespace);
        let start = (0..at).rev().take(12).take_while(|at| !parted(at)).last().unwrap_or(at);
        let end = (at..glyphs.len())
            .take(12)
            .take_while(|at| !parted(at))
            .last()
            .unwrap_or(at);
        let mut word: Vec<&str> = (start..=end).map(|at| text_at(&at)).collect();
        if word.iter().any(|text| text.chars().any(is_rtl)) {
            word.reverse();
        }
        word.concat()
    }
}

fn is_off(page: &Page, glyph: &Glyph) -> bool {
    let [left, bottom, right, top] = page.bounds;
    let along = f64::from(glyph.x + glyph.advance / 2.0);
    let base = f64::from(glyph.y);
    let (x, y) = match glyph.turn {
        0 => (along, base),
        1 => (-base, along),
        2 => (-along, -base),
        _ => (base, -along),
    };
    !(left - EDGE..=right + EDGE).contains(&x) || !(bottom - EDGE..=top + EDGE).contains(&y)
}
