//! What pages draw, as outlines of the fonts that were handed in, whatever was derived from them.

use std::collections::BTreeMap;

use read_fonts::tables::glyf::{Anchor, Glyph as Outline};
use read_fonts::{FontRef, TableProvider, types::GlyphId};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::{Font, TextItem};
use typst_layout::PagedDocument;

/// How far (em) an outline may be off.
const SLACK: f64 = 0.004;

/// An outline of one of the fonts, where and how it is painted.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    /// The font, by its place in the list.
    pub(super) font: usize,
    pub(super) glyph: u32,
    pub(super) x: f64,
    pub(super) y: f64,
    size: f64,
    paint: String,
}

/// A reader of pages set in these fonts.
pub(super) struct Reader<'a> {
    fonts: &'a [Font],
    /// For each font met, by where its data lies, the font it is or was derived from.
    known: BTreeMap<usize, usize>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(fonts: &'a [Font]) -> Self {
        Self {
            fonts,
            known: BTreeMap::new(),
        }
    }

    /// All that a document draws, page by page.
    pub(super) fn pages(&mut self, document: &PagedDocument) -> Vec<Vec<Drawn>> {
        let pages = document.pages().iter();
        pages
            .map(|page| {
                let mut out = Vec::new();
                self.frame(&page.frame, Transform::identity(), &mut out);
                out
            })
            .collect()
    }

    fn frame(&mut self, frame: &Frame, by: Transform, out: &mut Vec<Drawn>) {
        for (at, item) in frame.items() {
            let by = by.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Text(text) => self.text(text, by, out),
                FrameItem::Group(group) => self.frame(&group.frame, by.pre_concat(group.transform), out),
                _ => {}
            }
        }
    }

    fn text(&mut self, item: &TextItem, by: Transform, out: &mut Vec<Drawn>) {
        let font = self.original(item);
        let unit = item.size.to_pt() / item.font.units_per_em();
        let paint = format!("{:?} {:?}", item.fill, item.stroke);
        let mut pen = 0.0;
        for glyph in &item.glyphs {
            let (right, up) = (glyph.x_offset.at(item.size), glyph.y_offset.at(item.size));
            for (glyph, x, y) in self.parts(item, font, glyph.id) {
                let x = pen + right.to_pt() + f64::from(x) * unit;
                let y = -up.to_pt() - f64::from(y) * unit;
                let at = Point::new(typst::layout::Abs::pt(x), typst::layout::Abs::pt(y)).transform(by);
                out.push(Drawn {
                    font,
                    glyph,
                    x: at.x.to_pt(),
                    y: at.y.to_pt(),
                    size: item.size.to_pt(),
                    paint: paint.clone(),
                });
            }
            pen += glyph.x_advance.at(item.size).to_pt();
        }
    }

    /// The font that an item's font is or was derived from: a derived one begins with all of its outlines.
    fn original(&mut self, item: &TextItem) -> usize {
        let data = item.font.data().as_slice();
        let fonts = self.fonts;
        let find = || {
            let glyf = |data: &'_ [u8]| -> Vec<u8> {
                let font = FontRef::new(data).expect("a font");
                let table = font.table_data(read_fonts::types::Tag::new(b"glyf")).expect("outlines");
                table.as_bytes().to_vec()
            };
            let own = glyf(data);
            let begins = |font: &Font| own.starts_with(&glyf(font.data().as_slice()));
            fonts.iter().position(begins).expect("a font of the list")
        };
        *self.known.entry(data.as_ptr() as usize).or_insert_with(find)
    }

    /// What a glyph draws: numbers of the original font with their shifts in font units. The font's own composites stay whole.
    fn parts(&self, item: &TextItem, font: usize, glyph: u16) -> Vec<(u32, i32, i32)> {
        let own = FontRef::new(self.fonts[font].data().as_slice()).expect("a font");
        let count = u32::from(own.maxp().expect("maxp").num_glyphs());
        let derived = FontRef::new(item.font.data().as_slice()).expect("a font");
        let (loca, glyf) = (derived.loca(None).expect("loca"), derived.glyf().expect("glyf"));
        let number = u32::from(glyph);
        match loca.get_glyf(GlyphId::from(number), &glyf).expect("a glyph") {
            None => Vec::new(),
            Some(Outline::Composite(composite)) if number >= count => composite
                .components()
                .map(|part| match part.anchor {
                    Anchor::Offset { x, y } => (u32::from(part.glyph.to_u16()), i32::from(x), i32::from(y)),
                    Anchor::Point { .. } => panic!("a component is placed by its offset"),
                })
                .collect(),
            Some(_) => {
                assert!(number < count, "only composites are added");
                vec![(number, 0, 0)]
            }
        }
    }
}

/// What of the first page the second one lacks or has elsewhere; nothing where both draw the same.
pub(super) fn difference(before: &[Drawn], after: &[Drawn]) -> Option<String> {
    if before.len() != after.len() {
        return Some(format!("{} outlines became {}", before.len(), after.len()));
    }
    let mut by_glyph: BTreeMap<(usize, u32), Vec<&Drawn>> = BTreeMap::new();
    for drawn in after {
        by_glyph.entry((drawn.font, drawn.glyph)).or_default().push(drawn);
    }
    for drawn in before {
        let slack = SLACK * drawn.size;
        let same = |other: &&Drawn| {
            (other.x - drawn.x).abs() <= slack
                && (other.y - drawn.y).abs() <= slack
                && (other.size - drawn.size).abs() < 1e-6
                && other.paint == drawn.paint
        };
        let others = by_glyph.entry((drawn.font, drawn.glyph)).or_default();
        match others.iter().position(same) {
            Some(at) => _ = others.swap_remove(at),
            None => return Some(format!("{drawn:?} is not where it was: {others:?}")),
        }
    }
    None
}
