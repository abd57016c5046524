//! All builders of a document: one for each font met, and one more wherever a font's glyph numbers run out.

use typst::layout::Point;
use typst::text::{FontInstance, TextItem};

use super::derive::{self, DerivedFontBuilder, Parts, Unmendable, Variant};

/// The number of the builder whose font a text item is to get; none where the item keeps its own.
pub(super) type FontAssignment = Option<usize>;

/// An item to be drawn at a point (its left end, on the baseline of its frame), and its font.
pub(super) type PlacedItem = (Point, TextItem, FontAssignment);

/// Items as the typesetter drew them.
pub(super) fn as_it_was(items: &[(Point, TextItem)]) -> Vec<PlacedItem> {
    items.iter().map(|(at, item)| (*at, item.clone(), None)).collect()
}

/// Builders by number, and the fonts that can have none.
#[derive(Default)]
pub(super) struct DerivedFontBuilders {
    all: Vec<DerivedFontBuilder>,
    /// Fonts met, in order, each with its newest builder or the reason why it has none.
    fonts: Vec<(FontInstance, Result<usize, Unmendable>)>,
}

impl DerivedFontBuilders {
    /// The builder of a font.
    pub(super) fn of(&mut self, font: &FontInstance) -> Option<usize> {
        if let Some((_, found)) = self.fonts.iter().find(|(known, _)| known == font) {
            return found.ok();
        }
        let found = DerivedFontBuilder::new(font).map(|builder| {
            self.all.push(builder);
            self.all.len() - 1
        });
        self.fonts.push((font.clone(), found));
        found.ok()
    }

    /// The first builder of a font that was met.
    pub(super) fn known(&self, font: &FontInstance) -> Option<usize> {
        self.all.iter().position(|builder| builder.source() == font)
    }

    /// The same builder, or a new one for its font where so many more glyphs would have no number; none where no font can hold them.
    pub(super) fn with_room(&mut self, builder: usize, more: usize) -> Option<usize> {
        if self.all.get(builder)?.has_room(more) {
            return Some(builder);
        }
        let source = self.all.get(builder)?.source().clone();
        let fresh = DerivedFontBuilder::new(&source)
            .ok()
            .filter(|fresh| fresh.has_room(more))?;
        self.all.push(fresh);
        let newest = self.all.len() - 1;
        for (font, found) in &mut self.fonts {
            if *font == source {
                *found = Ok(newest);
            }
        }
        Some(newest)
    }

    /// The number of a variant in a builder's font.
    pub(super) fn number(&mut self, builder: usize, variant: Variant) -> Option<u16> {
        self.all.get_mut(builder)?.number(variant)
    }

    /// What a glyph draws that is of a builder's font, or else of a book's own; nothing where that font is not known.
    pub(super) fn parts(&self, font: &FontInstance, builder: Option<usize>, glyph: u16) -> Option<Parts> {
        let builder = builder.or_else(|| self.known(font))?;
        Some(self.all.get(builder)?.parts(glyph))
    }

    /// Whether a glyph of a book's font draws something.
    pub(super) fn draws(&mut self, font: &FontInstance, glyph: u16) -> bool {
        match self.of(font).and_then(|builder| self.all.get(builder)) {
            Some(builder) => !builder.parts(glyph).is_empty(),
            None => derive::space(font) != Some(glyph),
        }
    }

    /// The derived fonts, by builder.
    ///
    /// # Errors
    /// A font that cannot be derived after all, for one of its tables is broken.
    pub(super) fn build(&self) -> Result<Vec<Option<FontInstance>>, FontInstance> {
        let build = |builder: &DerivedFontBuilder| match builder.build() {
            None if builder.is_used() => Err(builder.source().clone()),
            built => Ok(built),
        };
        self.all.iter().map(build).collect()
    }

    /// DerivedFontBuilders that derive nothing from these fonts.
    pub(super) fn without(broken: &[FontInstance]) -> Self {
        let refused = |font: &FontInstance| (font.clone(), Err(Unmendable::Broken));
        Self {
            all: Vec::new(),
            fonts: broken.iter().map(refused).collect(),
        }
    }

    /// The fonts that have no builder, with the reason.
    pub(super) fn refused(&self) -> impl Iterator<Item = (&FontInstance, Unmendable)> {
        self.fonts.iter().filter_map(|(font, found)| Some((font, found.err()?)))
    }
}

#[cfg(test)]
mod tests {
    use read_fonts::{FontRef, TableProvider};
    use smallvec::smallvec;
    use typst::foundations::Bytes;
    use typst::layout::Abs;
    use typst::text::Font;

    use super::super::derive::Component;
    use super::*;
    use crate::fonts::{names, sfnt};

    const AMIRI: &[u8] = include_bytes!("../../../../fonts/amiri/Amiri-Regular.ttf");

    /// The font derived of Amiri for these variants: the glyph drawn, its width and its text.
    fn derived(variants: &[(u16, u16, &str)]) -> FontInstance {
        let font = Font::new(Bytes::new(AMIRI), 0).expect("a font");
        let instance = font.instantiate(Default::default(), Abs::pt(10.0), &Default::default());
        let mut builders = DerivedFontBuilders::default();
        let builder = builders.of(&instance).expect("a builder");
        for &(glyph, advance, text) in variants {
            let components = smallvec![Component { glyph, right: 0, up: 0 }];
            let text = text.into();
            builders.number(
                builder,
                Variant {
                    advance,
                    text,
                    components,
                },
            );
        }
        let mut fonts = builders.build().unwrap_or_default();
        fonts.remove(0).expect("a font")
    }

    fn read(instance: &FontInstance) -> FontRef<'_> {
        FontRef::new(instance.data()).expect("a font")
    }

    /// The PDF writer knows fonts by length, measures, sum and name. All but the name can be the same.
    #[test]
    fn fonts_whose_glyphs_have_changed_places_have_different_names() {
        let (five, eight) = ((700, 500, "٥"), (703, 500, "٨"));
        let fonts = [derived(&[five, eight]), derived(&[eight, five])];
        let [one, other] = &fonts;
        let sum = |font| read(font).head().expect("a head").checksum_adjustment();
        assert!(one.data() != other.data());
        assert_eq!(one.data().len(), other.data().len());
        assert!(sum(one) != sum(other), "the names are part of the sum");
        let name = |font| names::postscript_name(&read(font)).expect("a name");
        assert!(name(one) != name(other), "{}", name(one));
        assert_eq!(names::bare(&name(one)), "Amiri-Regular");
        let glyphs = |font| sfnt::sum(sfnt::table(&read(font), *b"glyf").expect("outlines"));
        assert_eq!(
            glyphs(one),
            glyphs(other),
            "without the names, the sums would be the same"
        );
        assert!(
            one.data() == derived(&[five, eight]).data(),
            "the same variants give the same font"
        );
    }
}
