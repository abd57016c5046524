//! Outlines of TrueType glyphs, told apart by their contours wherever they stand (OpenType 1.9, `glyf`).

use read_fonts::tables::glyf::{Anchor, Glyf, Glyph};
use read_fonts::tables::loca::Loca;
use read_fonts::types::GlyphId;
use read_fonts::{FontRef, TableProvider};

/// How deep composites may hold composites.
const MAX_DEPTH: usize = 8;

/// What a glyph draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Contours {
    /// What tells its contours from others, the same wherever they stand.
    pub(super) hash: u64,
    /// Its first point, in font units.
    pub(super) first: (i32, i32),
    /// The box of its points: left, bottom, right, top.
    pub(super) bounds: [i32; 4],
}

/// A font's outlines.
pub(super) struct Outlines<'a> {
    glyf: Glyf<'a>,
    loca: Loca<'a>,
}

/// A piece of a composite.
pub(super) struct Part {
    pub(super) glyph: u16,
    pub(super) right: i32,
    pub(super) up: i32,
}

impl<'a> Outlines<'a> {
    /// The outlines of a font; none where it has no TrueType outlines or they vary.
    pub(super) fn of(font: &FontRef<'a>) -> Option<Self> {
        if font.fvar().is_ok() {
            return None;
        }
        Some(Self {
            glyf: font.glyf().ok()?,
            loca: font.loca(None).ok()?,
        })
    }

    fn glyph(&self, glyph: u16) -> Option<Glyph<'a>> {
        self.loca.get_glyf(GlyphId::from(glyph), &self.glyf).ok()?
    }

    /// What a glyph draws as a whole; none where it draws nothing.
    pub(super) fn contours(&self, glyph: u16) -> Option<Contours> {
        let mut sum = Sum::default();
        self.add(glyph, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], 0, &mut sum);
        sum.contours()
    }

    /// The pieces of a composite that are only moved; none where the glyph is simple or scales its pieces.
    pub(super) fn parts(&self, glyph: u16) -> Option<Vec<Part>> {
        let Glyph::Composite(composite) = self.glyph(glyph)? else {
            return None;
        };
        let part = |component: read_fonts::tables::glyf::Component| match component.anchor {
            Anchor::Offset { x, y } if component.transform == Default::default() => Some(Part {
                glyph: component.glyph.to_u16(),
                right: x.into(),
                up: y.into(),
            }),
            _ => None,
        };
        composite.components().map(part).collect()
    }

    fn add(&self, glyph: u16, map: [f32; 6], depth: usize, sum: &mut Sum) {
        let [a, b, c, d, e, f] = map;
        match self.glyph(glyph) {
            Some(Glyph::Simple(simple)) => {
                sum.part();
                let mut ends = simple.end_pts_of_contours().iter().map(|end| usize::from(end.get()));
                let mut end = ends.next();
                for (at, point) in simple.points().enumerate() {
                    let (x, y) = (f32::from(point.x), f32::from(point.y));
                    sum.point(a * x + c * y + e, b * x + d * y + f, point.on_curve);
                    if end == Some(at) {
                        sum.part();
                        end = ends.next();
                    }
                }
            }
            Some(Glyph::Composite(composite)) if depth < MAX_DEPTH => {
                for component in composite.components() {
                    let (x, y) = match component.anchor {
                        Anchor::Offset { x, y } => (f32::from(x), f32::from(y)),
                        Anchor::Point { .. } => (0.0, 0.0),
                    };
                    let turn = component.transform;
                    let [g, h, i, j] = [turn.xx, turn.yx, turn.xy, turn.yy].map(|number| number.to_f32());
                    let inner = [
                        a * g + c * h,
                        b * g + d * h,
                        a * i + c * j,
                        b * i + d * j,
                        a * x + c * y + e,
                        b * x + d * y + f,
                    ];
                    self.add(component.glyph.to_u16(), inner, depth + 1, sum);
                }
            }
            _ => {}
        }
    }
}

/// A running sum over points (FNV-1a).
struct Sum {
    hash: u64,
    first: Option<(i32, i32)>,
    bounds: [i32; 4],
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            hash: 0xcbf2_9ce4_8422_2325,
            first: None,
            bounds: [i32::MAX, i32::MAX, i32::MIN, i32::MIN],
        }
    }
}

impl Sum {
    fn number(&mut self, number: i32) {
        for byte in number.to_le_bytes() {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// A contour ends.
    fn part(&mut self) {
        if self.first.is_some() {
            self.number(i32::MIN);
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "font units are far below")]
    fn point(&mut self, x: f32, y: f32, on_curve: bool) {
        let (x, y) = (x.round() as i32, y.round() as i32);
        let (left, bottom) = *self.first.get_or_insert((x, y));
        self.number(x - left);
        self.number(y - bottom);
        self.number(on_curve.into());
        let [x0, y0, x1, y1] = self.bounds;
        self.bounds = [x0.min(x), y0.min(y), x1.max(x), y1.max(y)];
    }

    fn contours(self) -> Option<Contours> {
        Some(Contours {
            hash: self.hash,
            first: self.first?,
            bounds: self.bounds,
        })
    }
}
