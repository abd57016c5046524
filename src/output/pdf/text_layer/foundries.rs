//! All foundries of a document: one for each font met, and one more wherever a font's glyph numbers run out.

use typst::text::FontInstance;

use super::derive::{Foundry, Unmendable, Variant};

/// Foundries by number, and the fonts that can have none.
#[derive(Default)]
pub(super) struct Foundries {
    all: Vec<Foundry>,
    /// Fonts met, in order, each with its newest foundry or the reason why it has none.
    fonts: Vec<(FontInstance, Result<usize, Unmendable>)>,
}

impl Foundries {
    /// The foundry of a font.
    pub(super) fn of(&mut self, font: &FontInstance) -> Option<usize> {
        if let Some((_, found)) = self.fonts.iter().find(|(known, _)| known == font) {
            return found.ok();
        }
        let found = Foundry::new(font).map(|foundry| {
            self.all.push(foundry);
            self.all.len() - 1
        });
        self.fonts.push((font.clone(), found));
        found.ok()
    }

    /// The first foundry of a font that was met.
    pub(super) fn known(&self, font: &FontInstance) -> Option<usize> {
        self.all.iter().position(|foundry| foundry.source() == font)
    }

    /// The same foundry, or a new one for its font where so many more glyphs would have no number.
    pub(super) fn with_room(&mut self, foundry: usize, more: usize) -> usize {
        if self.all[foundry].has_room(more) {
            return foundry;
        }
        let source = self.all[foundry].source().clone();
        let Ok(next) = Foundry::new(&source) else {
            return foundry;
        };
        self.all.push(next);
        let newest = self.all.len() - 1;
        for (font, found) in &mut self.fonts {
            if *font == source {
                *found = Ok(newest);
            }
        }
        newest
    }

    /// The number of a variant in a foundry's font.
    pub(super) fn number(&mut self, foundry: usize, variant: Variant) -> u16 {
        self.all[foundry].number(variant)
    }

    /// The derived fonts, by foundry.
    pub(super) fn cast(&self) -> Vec<Option<FontInstance>> {
        self.all.iter().map(Foundry::cast).collect()
    }

    /// The fonts that have no foundry, with the reason.
    pub(super) fn refused(&self) -> impl Iterator<Item = (&FontInstance, Unmendable)> {
        self.fonts.iter().filter_map(|(font, found)| Some((font, found.err()?)))
    }
}
