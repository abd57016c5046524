//! The derived font: the book's own font, and behind its glyphs one more for every way in which a letter was set.
//!
//! A PDF reader learns three things of a glyph: its outline, its width and its Unicode text, and each belongs to the glyph, not
//! to the place where it stands. So a glyph is added for each combination that the pages need: a composite of the outlines that
//! the shaper chose (base, dots, marks, each where it was put), the width that the line gave it, the text that it stands for.
//! Only TrueType outlines that do not vary can be put together like this.

use std::collections::BTreeMap;

use ecow::EcoString;
use read_fonts::{FontRef, TableProvider, tables::loca::Loca};
use smallvec::SmallVec;
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontInstance, FontVariant, FontVariations};

use crate::fonts::{names, sfnt};

/// Tables that a derived font keeps as they are. GSUB and GPOS go: nothing is shaped again.
const KEPT: [[u8; 4]; 7] = [*b"OS/2", *b"cmap", *b"cvt ", *b"fpgm", *b"gasp", *b"name", *b"prep"];
/// The sfnt version of a font with `glyf` outlines (OpenType 1.9, "Table directory").
const TRUETYPE: u32 = 0x0001_0000;
/// The highest glyph number that a font can hold, less some room.
const FULL: usize = 65_000;
/// Flags of a composite's component: 16-bit offsets, offsets are distances (OpenType 1.9, `glyf`). They are not rounded to the
/// grid: the mark shall stand where the shaper put it.
const COMPONENT: u16 = 0x0001 | 0x0002;
/// Flag of every component but the last.
const MORE_COMPONENTS: u16 = 0x0020;
/// Bytes of a glyph's header: the number of contours and the bounding box.
const GLYPH_HEADER: usize = 10;

/// An outline of the original font inside an added glyph: glyph number, shift right and shift up in font units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Component {
    pub(super) glyph: u16,
    pub(super) right: i16,
    pub(super) up: i16,
}

/// Outlines, each with its bounding box before it is shifted.
pub(super) type Parts = SmallVec<[(Component, [i16; 4]); 2]>;

/// An added glyph: what it draws, how wide it is (font units) and which text it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variant {
    pub(super) advance: u16,
    pub(super) text: EcoString,
    pub(super) components: SmallVec<[Component; 4]>,
}

/// Why a font's text layer stays as the typesetter wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unmendable {
    /// The outlines are cubic (CFF or CFF2), and composites exist for TrueType outlines only.
    Cubic,
    /// The font is variable: its outlines change with the instance.
    Variable,
    /// A table that the derived font needs is missing or broken.
    Broken,
    /// The font has so many glyphs that no number is left for more.
    Full,
}

/// The variants of one font, gathered while pages are walked, numbered in the order of their first use.
pub(super) struct DerivedFontBuilder {
    source: FontInstance,
    /// The bounding box (left, bottom, right, top) of each of the font's own glyphs; none of those that draw nothing.
    boxes: Vec<Option<[i16; 4]>>,
    variants: Vec<Variant>,
    /// Where variants stand in the list, by their advance: few have the same.
    places: BTreeMap<u16, Vec<usize>>,
}

impl DerivedFontBuilder {
    /// A builder for a font, or the reason why none can be.
    pub(super) fn new(source: &FontInstance) -> Result<Self, Unmendable> {
        let font = open(source).ok_or(Unmendable::Broken)?;
        if sfnt::table(&font, *b"CFF ").is_some() || sfnt::table(&font, *b"CFF2").is_some() {
            return Err(Unmendable::Cubic);
        }
        if sfnt::table(&font, *b"fvar").is_some() {
            return Err(Unmendable::Variable);
        }
        let tables = Tables::read(&font).ok_or(Unmendable::Broken)?;
        let boxes = tables.boxes().ok_or(Unmendable::Broken)?;
        if boxes.len() >= FULL {
            return Err(Unmendable::Full);
        }
        Ok(Self {
            source: source.clone(),
            boxes,
            variants: Vec::new(),
            places: BTreeMap::new(),
        })
    }

    /// The font that the variants are made of.
    pub(super) fn source(&self) -> &FontInstance {
        &self.source
    }

    /// Whether so many more variants would still have a number.
    pub(super) fn has_room(&self, more: usize) -> bool {
        self.boxes.len() + self.variants.len() + more <= FULL
    }

    /// What a glyph of the derived font draws: outlines of the original font that are not empty, each with its bounding box before
    /// it is shifted. Nothing where there is no such glyph.
    pub(super) fn parts(&self, glyph: u16) -> Parts {
        let own = Component { glyph, right: 0, up: 0 };
        let parts = match usize::from(glyph).checked_sub(self.boxes.len()) {
            None => std::slice::from_ref(&own),
            Some(place) => self.variants.get(place).map_or(&[][..], |variant| &variant.components),
        };
        let drawn = |part: &Component| Some((*part, (*self.boxes.get(usize::from(part.glyph))?)?));
        parts.iter().filter_map(drawn).collect()
    }

    /// Whether any glyph was added.
    pub(super) fn is_used(&self) -> bool {
        !self.variants.is_empty()
    }

    /// The glyph number of a variant, the same for the same variant; none where no number is left or an outline would stand
    /// farther from its pen than a font can say.
    pub(super) fn number(&mut self, mut variant: Variant) -> Option<u16> {
        variant.components = self.flat(&variant.components)?;
        let places = self.places.entry(variant.advance).or_default();
        let mut known = places.iter().copied();
        let place = known
            .find(|place| self.variants.get(*place) == Some(&variant))
            .unwrap_or(self.variants.len());
        if place == self.variants.len() {
            let bounds = |glyph: u16| self.boxes.get(usize::from(glyph)).copied().flatten();
            let fits = |part: &Component| bounds(part.glyph).is_none_or(|bounds| shifted(bounds, part).is_some());
            if !variant.components.iter().all(fits) {
                return None;
            }
            places.push(place);
            self.variants.push(variant);
        }
        u16::try_from(self.boxes.len() + place).ok()
    }

    /// Components of the font's own glyphs: one that was added is what it is made of.
    fn flat(&self, components: &[Component]) -> Option<SmallVec<[Component; 4]>> {
        let mut out = SmallVec::with_capacity(components.len());
        for whole in components {
            let added = usize::from(whole.glyph).checked_sub(self.boxes.len());
            let Some(added) = added.and_then(|place| self.variants.get(place)) else {
                out.push(*whole);
                continue;
            };
            for part in &added.components {
                out.push(Component {
                    glyph: part.glyph,
                    right: part.right.checked_add(whole.right)?,
                    up: part.up.checked_add(whole.up)?,
                });
            }
        }
        Some(out)
    }

    /// The derived font, to be used for the numbers given out; nothing where none was, or where a table was broken after all.
    ///
    /// Its name tells it apart from every other. The PDF writer remembers, for as long as the process lives, what it made of a
    /// font, and knows fonts by their names, measures, length and sum alone; and the sum of a font is the same as that of one
    /// whose glyphs have changed places.
    pub(super) fn build(&self) -> Option<FontInstance> {
        let font = open(&self.source).filter(|_| !self.variants.is_empty())?;
        let tables = Tables::read(&font)?.with(&font, &self.variants)?;
        let name = names::told_apart(
            &names::postscript_name(&font).unwrap_or_default(),
            &names::digest(&tables),
        );
        let data = sfnt::write(TRUETYPE, names::with_name(tables, &name)?)?;
        let font = Font::new(Bytes::new(data), 0)?;
        Some(font.instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default()))
    }
}

/// The glyph of a font's space: what the shaper puts for a character that draws nothing.
pub(super) fn space(font: &FontInstance) -> Option<u16> {
    let glyph = open(font)?.cmap().ok()?.map_codepoint(' ')?;
    u16::try_from(glyph.to_u32()).ok()
}

/// The font file behind an instance.
fn open(instance: &FontInstance) -> Option<FontRef<'_>> {
    FontRef::from_index(instance.font().data(), instance.font().index()).ok()
}

/// The tables of the original font that an added glyph needs.
struct Tables<'a> {
    glyf: &'a [u8],
    loca: Loca<'a>,
    head: &'a [u8],
    hhea: &'a [u8],
    hmtx: &'a [u8],
    maxp: &'a [u8],
    post: &'a [u8],
    /// How many glyphs the font has.
    count: usize,
    /// How many of them have an advance of their own in `hmtx`; the rest share the last one.
    metrics: usize,
}

impl<'a> Tables<'a> {
    fn read(font: &FontRef<'a>) -> Option<Self> {
        let table = |tag| sfnt::table(font, tag);
        let hhea = table(*b"hhea")?;
        Some(Self {
            glyf: table(*b"glyf")?,
            loca: font.loca(None).ok()?,
            head: table(*b"head")?,
            hhea,
            hmtx: table(*b"hmtx")?,
            maxp: table(*b"maxp").filter(|maxp| maxp.len() >= 32)?,
            post: table(*b"post")?.get(..32)?,
            count: usize::from(font.maxp().ok()?.num_glyphs()),
            metrics: usize::from(sfnt::u16_at(hhea, 34)?).max(1),
        })
    }

    /// The data of a glyph; empty for a glyph without outlines.
    fn glyph(&self, number: u16) -> Option<&'a [u8]> {
        let number = usize::from(number);
        let (from, to) = (self.loca.get_raw(number)?, self.loca.get_raw(number + 1)?);
        self.glyf.get(usize::try_from(from).ok()?..usize::try_from(to).ok()?)
    }

    /// The bounding box of each glyph that draws something.
    fn boxes(&self) -> Option<Vec<Option<[i16; 4]>>> {
        let edges = |number| {
            let glyph = self.glyph(number)?;
            Some(if glyph.is_empty() { None } else { Some(bounds(glyph)?) })
        };
        (0..u16::try_from(self.count).ok()?).map(edges).collect()
    }

    /// All tables of the derived font.
    fn with(&self, font: &FontRef<'a>, variants: &[Variant]) -> Option<Vec<sfnt::Table>> {
        let mut outlines = Outlines::of(self)?;
        let mut hmtx = self.widths()?;
        let mut widest = sfnt::u16_at(self.hhea, 10)?;
        for variant in variants {
            let bearing = outlines.add(self, &variant.components)?;
            widest = widest.max(variant.advance);
            hmtx.extend(variant.advance.to_be_bytes());
            hmtx.extend(bearing.to_be_bytes());
        }
        let count = u16::try_from(self.count + variants.len()).ok()?.to_be_bytes();
        let (mut head, mut hhea, mut post) = (self.head.to_vec(), self.hhea.to_vec(), self.post.to_vec());
        sfnt::put(&mut head, 50, &1u16.to_be_bytes())?; // indexToLocFormat: long offsets
        for (edge, at) in outlines.around.into_iter().flatten().zip((36..).step_by(2)) {
            sfnt::put(&mut head, at, &edge.to_be_bytes())?; // xMin, yMin, xMax, yMax: who goes by them shall cut nothing off
        }
        sfnt::put(&mut hhea, 10, &widest.to_be_bytes())?;
        sfnt::put(&mut hhea, 34, &count)?;
        sfnt::put(&mut post, 0, &0x0003_0000u32.to_be_bytes())?; // no glyph names
        let maxp = self.limits(count, outlines.most)?;
        let loca = outlines
            .offsets
            .iter()
            .flat_map(|offset| offset.to_be_bytes())
            .collect();
        let kept = KEPT
            .iter()
            .filter_map(|tag| Some((*tag, sfnt::table(font, *tag)?.to_vec())));
        let made = [
            (*b"glyf", outlines.data),
            (*b"loca", loca),
            (*b"head", head),
            (*b"hhea", hhea),
            (*b"hmtx", hmtx),
            (*b"maxp", maxp),
            (*b"post", post),
        ];
        Some(made.into_iter().chain(kept).collect())
    }

    /// `hmtx` with an entry of its own for every glyph.
    fn widths(&self) -> Option<Vec<u8>> {
        let mut out = Vec::with_capacity(4 * self.count);
        for glyph in 0..self.count {
            let advance = sfnt::u16_at(self.hmtx, 4 * glyph.min(self.metrics - 1))?;
            let bearing = match glyph.checked_sub(self.metrics) {
                None => 4 * glyph + 2,
                Some(beyond) => 4 * self.metrics + 2 * beyond,
            };
            out.extend(advance.to_be_bytes());
            out.extend(sfnt::u16_at(self.hmtx, bearing)?.to_be_bytes());
        }
        Some(out)
    }

    /// `maxp` for so many glyphs (big-endian), the added ones of at most so many components.
    fn limits(&self, count: [u8; 2], components: u16) -> Option<Vec<u8>> {
        let mut maxp = self.maxp.to_vec();
        let at = |offset| sfnt::u16_at(self.maxp, offset);
        let simple =
            |offset: usize, composite: usize| Some(at(composite)?.max(at(offset)?).saturating_mul(components.max(1)));
        sfnt::put(&mut maxp, 4, &count)?;
        sfnt::put(&mut maxp, 10, &simple(6, 10)?.to_be_bytes())?; // points of a composite
        sfnt::put(&mut maxp, 12, &simple(8, 12)?.to_be_bytes())?; // contours of a composite
        sfnt::put(&mut maxp, 28, &at(28)?.max(components).to_be_bytes())?;
        sfnt::put(&mut maxp, 30, &at(30)?.saturating_add(1).to_be_bytes())?; // depth: composites of composites
        Some(maxp)
    }
}

/// `glyf` and `loca` as they grow.
struct Outlines {
    data: Vec<u8>,
    offsets: Vec<u32>,
    /// The most components of an added glyph.
    most: u16,
    /// The box around all glyphs.
    around: Option<[i16; 4]>,
}

impl Outlines {
    /// The outlines of the original font.
    fn of(tables: &Tables) -> Option<Self> {
        let offsets: Vec<u32> = (0..tables.count)
            .map(|glyph| tables.loca.get_raw(glyph))
            .collect::<Option<_>>()?;
        let end = usize::try_from(tables.loca.get_raw(tables.count)?).ok()?;
        let mut out = Self {
            data: tables.glyf.get(..end)?.to_vec(),
            offsets,
            most: 0,
            around: tables.boxes()?.into_iter().flatten().reduce(union),
        };
        out.close()?;
        Some(out)
    }

    /// Ends a glyph: what comes next begins on a word's boundary.
    fn close(&mut self) -> Option<()> {
        sfnt::pad(&mut self.data);
        self.offsets.push(u32::try_from(self.data.len()).ok()?);
        Some(())
    }

    /// Adds a composite of those components that have an outline; answers with its left side bearing.
    fn add(&mut self, tables: &Tables, components: &[Component]) -> Option<i16> {
        let mut drawn = Vec::new();
        for component in components {
            let glyph = tables.glyph(component.glyph)?;
            if !glyph.is_empty() {
                drawn.push((component, shifted(bounds(glyph)?, component)?));
            }
        }
        let Some(all) = drawn.iter().map(|(_, bounds)| *bounds).reduce(union) else {
            self.close()?;
            return Some(0);
        };
        self.data.extend((-1i16).to_be_bytes()); // a composite
        for edge in all {
            self.data.extend(edge.to_be_bytes());
        }
        for (index, (component, _)) in drawn.iter().enumerate() {
            let more = if index + 1 < drawn.len() { MORE_COMPONENTS } else { 0 };
            for field in [COMPONENT | more, component.glyph] {
                self.data.extend(field.to_be_bytes());
            }
            for field in [component.right, component.up] {
                self.data.extend(field.to_be_bytes());
            }
        }
        self.most = self.most.max(u16::try_from(drawn.len()).ok()?);
        self.around = self.around.map(|around| union(around, all));
        self.close()?;
        Some(all[0])
    }
}

/// The bounding box (left, bottom, right, top) of a glyph.
fn bounds(glyph: &[u8]) -> Option<[i16; 4]> {
    let mut out = [0; 4];
    for (edge, plan) in out.iter_mut().enumerate() {
        *plan = sfnt::i16_at(glyph.get(..GLYPH_HEADER)?, 2 + 2 * edge)?;
    }
    Some(out)
}

/// A bounding box where its component is shifted; nothing where no font can say that.
fn shifted([left, low, right, high]: [i16; 4], by: &Component) -> Option<[i16; 4]> {
    Some([
        left.checked_add(by.right)?,
        low.checked_add(by.up)?,
        right.checked_add(by.right)?,
        high.checked_add(by.up)?,
    ])
}

/// The box around two boxes.
fn union(a: [i16; 4], b: [i16; 4]) -> [i16; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}
