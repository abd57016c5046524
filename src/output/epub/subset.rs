//! Cutting a font down to letters, so that nothing else changes.
//!
//! skera cuts everything, the layout tables included. Its version 0.2, the newest that works with the font parser in Typst's
//! tree, loses some contextual rules: with Amiri ٱللَّهِ and ۝١٢ come out wrong, with Noto Nastaliq Urdu plain words too. So the cut
//! face of the running text is held against the whole one, on every word of the book; where one differs, and for all other faces,
//! the layout tables are taken over whole, which is right by construction (glyphs keep their numbers) and costs some 30 KB a face.

use std::collections::BTreeSet;

use read_fonts::FontRef;
use read_fonts::collections::IntSet;
use read_fonts::types::{NameId, Tag};
use rustybuzz::{Direction, Face, Script, ShapePlan, UnicodeBuffer};
use skera::{Plan, SubsetFlags, subset_font};

use crate::fonts::sfnt;
use crate::markup::Letters;

/// The tables that shape text (OpenType, "Font Tables", advanced typography).
const LAYOUT: [[u8; 4]; 3] = [*b"GDEF", *b"GPOS", *b"GSUB"];

/// Cuts a font down to `letters` and keeps its layout tables whole: larger than [`subset`], and much cheaper, as nothing need be
/// proved. The names up to 14 stay, which say whose the font is and under what licence.
pub(super) fn subset_with_whole_layout(font: &[u8], letters: &BTreeSet<char>) -> Result<Vec<u8>, String> {
    with_layout_of(font, &cut(font, letters)?)
}

/// Cuts a font down to `letters`, so that it shapes every word of `text` as the whole font does. The names up to 14 stay.
pub(super) fn subset(font: &[u8], letters: &BTreeSet<char>, text: &Letters) -> Result<Vec<u8>, String> {
    let small = cut(font, letters)?;
    let (Some(whole), Some(part)) = (Face::from_slice(font, 0), Face::from_slice(&small, 0)) else {
        return Err("it cannot be read again".into());
    };
    let shown = |word: &&str| word.chars().all(|c| c == ' ' || letters.contains(&c));
    let mut shapers = (Shaper::new(&whole), Shaper::new(&part));
    if lines(text.words().filter(shown))
        .iter()
        .all(|line| shapers.0.shape(line) == shapers.1.shape(line))
    {
        return Ok(small);
    }
    with_layout_of(font, &small)
}

/// Cuts a font down by skera; glyphs keep their numbers.
fn cut(font: &[u8], letters: &BTreeSet<char>) -> Result<Vec<u8>, String> {
    let font = FontRef::new(font).map_err(|error| error.to_string())?;
    let unicodes: IntSet<u32> = letters.iter().map(|&letter| u32::from(letter)).collect();
    let all_tags = || {
        let mut tags = IntSet::<Tag>::empty();
        tags.invert();
        tags
    };
    let dropped: IntSet<Tag> = [b"DSIG", b"FFTM", b"SVG "].into_iter().map(Tag::new).collect();
    let mut names = IntSet::<NameId>::empty();
    names.insert_range(NameId::new(0)..=NameId::new(14));
    let mut languages = IntSet::<u16>::empty();
    languages.insert(0x0409);
    let flags = SubsetFlags::SUBSET_FLAGS_RETAIN_GIDS;
    let (no_glyphs, features, scripts) = (IntSet::empty(), all_tags(), all_tags());
    let plan = Plan::new(
        &no_glyphs, &unicodes, &font, flags, &dropped, &scripts, &features, &names, &languages,
    );
    subset_font(&font, &plan).map_err(|error| error.to_string())
}

/// Words put side by side, those of one script and direction together: to shape a long line takes a fraction of the time of its
/// words one by one.
fn lines<'w>(words: impl Iterator<Item = &'w str>) -> Vec<String> {
    let mut lines: Vec<(Direction, Script, String)> = Vec::new();
    for word in words {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(word);
        buffer.guess_segment_properties();
        let (direction, script) = (buffer.direction(), buffer.script());
        match lines.iter_mut().find(|line| (line.0, line.1) == (direction, script)) {
            Some((_, _, line)) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push((direction, script, word.into())),
        }
    }
    lines.into_iter().map(|(_, _, line)| line).collect()
}

/// A shaped glyph: its number, its letter, how far it moves the pen, and where it stands.
type Shaped = (u32, u32, [i32; 4]);

/// Shapes words with one face. What depends only on script and direction is worked out once.
struct Shaper<'a> {
    face: &'a Face<'a>,
    plans: Vec<(Direction, Script, ShapePlan)>,
}

impl<'a> Shaper<'a> {
    fn new(face: &'a Face<'a>) -> Self {
        Self {
            face,
            plans: Vec::new(),
        }
    }

    fn shape(&mut self, word: &str) -> Vec<Shaped> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(word);
        buffer.guess_segment_properties();
        let (direction, script) = (buffer.direction(), buffer.script());
        let known = |plan: &(Direction, Script, ShapePlan)| (plan.0, plan.1) == (direction, script);
        let found = self.plans.iter().position(known).unwrap_or_else(|| {
            let plan = ShapePlan::new(self.face, direction, Some(script), None, &[]);
            self.plans.push((direction, script, plan));
            self.plans.len() - 1
        });
        let Some((_, _, plan)) = self.plans.get(found) else {
            return Vec::new();
        };
        let glyphs = rustybuzz::shape_with_plan(self.face, plan, buffer);
        let each = glyphs.glyph_infos().iter().zip(glyphs.glyph_positions());
        each.map(|(info, at)| {
            (
                info.glyph_id,
                info.cluster,
                [at.x_advance, at.y_advance, at.x_offset, at.y_offset],
            )
        })
        .collect()
    }
}

/// The font `small` with the layout tables of `whole`.
fn with_layout_of(whole: &[u8], small: &[u8]) -> Result<Vec<u8>, String> {
    let read = |data| FontRef::new(data).map_err(|error| error.to_string());
    let (whole, small) = (read(whole)?, read(small)?);
    let mut tables = sfnt::tables(&small);
    tables.retain(|(tag, _)| !LAYOUT.contains(tag));
    let layout = LAYOUT
        .into_iter()
        .filter_map(|tag| Some((tag, sfnt::table(&whole, tag)?.to_vec())));
    tables.extend(layout);
    sfnt::write(sfnt::version(&small), tables).ok_or_else(|| "it has too many tables".into())
}
