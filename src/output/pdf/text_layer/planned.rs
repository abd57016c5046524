//! Glyphs as they are planned, and the text items of the derived font that they become.

use std::ops::Range;

use ecow::{EcoString, eco_format};
use smallvec::SmallVec;
use typst::layout::{Abs, Em, Point};
use typst::syntax::Span;
use typst::text::{Glyph, TextItem};

use super::builders::{DerivedFontBuilders, PlacedItem};
use super::cluster::{Cluster, Outlines};
use super::derive::{Component, Variant};
use super::script::{Class, mirrored};

/// How far (font units) a pen may drift from its place before it is set right.
const DRIFT: f64 = 1.5;
/// The most UTF-16 units that the text of a glyph may have: mupdf 1.21 passes over a longer one (`PDF_MRANGE_CAP`).
const LONGEST: usize = 8;

/// The widest that the glyph of a mark is, in em. mupdf lets a mark ride on its letter and would take 0.15 em of such glyphs for a space.
pub(super) const MARK_ADVANCE: f64 = 0.04;

/// What items of one look share.
pub(super) struct Style<'a> {
    /// An item of the style.
    pub(super) item: &'a TextItem,
    /// Its baseline in the frame, points downwards.
    pub(super) baseline: f64,
    /// The builder of its font.
    pub(super) builder: Option<usize>,
}

/// A glyph of a derived font, as it is planned: its text, its place and width in points, and what it draws.
#[derive(Clone, Debug)]
pub(super) struct PlannedGlyph {
    pub(super) text: EcoString,
    pub(super) left: f64,
    pub(super) advance: f64,
    pub(super) outlines: Outlines,
    pub(super) span: (Span, u16),
}

/// The text item of these glyphs, in order; none where the style's font has no builder, or a number is larger than a font or a text
/// item can hold.
pub(super) fn emit(style: &Style, plans: &[PlannedGlyph], builders: &mut DerivedFontBuilders) -> Option<PlacedItem> {
    let (first, builder) = (plans.first()?, style.builder?);
    let builder = builders.with_room(builder, plans.len())?;
    let origin = first.left;
    let upem = style.item.font.units_per_em();
    let unit = style.item.size.to_pt() / upem;
    let mut text = EcoString::new();
    let mut glyphs = Vec::with_capacity(plans.len());
    let mut pen = 0.0;
    for (at, plan) in plans.iter().enumerate() {
        let target = plans.get(at + 1).map(|next| ((next.left - origin) / unit).round());
        let mut advance = (plan.advance / unit).round();
        if let (" ", Some(target)) = (plan.text.as_str(), target) {
            advance = target - pen; // a space takes up what rounding left
        }
        let advance = advance.max(1.0);
        let step = target
            .map(|target| target - pen)
            .filter(|step| (step - advance).abs() > DRIFT)
            .unwrap_or(advance);
        let start = text.len();
        text.push_str(&plan.text);
        let variant = Variant {
            text: plan.text.clone(),
            advance: to_u16(advance)?,
            components: components(plan, unit)?,
        };
        let (start, end) = (u16::try_from(start).ok()?, u16::try_from(text.len()).ok()?);
        let id = builders.number(builder, variant)?;
        glyphs.push(level_glyph(id, Em::new(step / upem), start..end, plan.span));
        pen += step;
    }
    let item = TextItem {
        text,
        glyphs,
        ..bare(style.item)
    };
    let at = Point::new(Abs::pt(origin), Abs::pt(style.baseline));
    Some((at, item, Some(builder)))
}

/// A glyph as a text item of its own, its width as it is; several where its text is long, between which the pen goes back by `back`
/// points or, where that is nothing, on by their share of the width. None where a number is larger than a font can hold.
pub(super) fn lone(
    style: &Style,
    plan: &PlannedGlyph,
    back: f64,
    builders: &mut DerivedFontBuilders,
) -> Option<PlacedItem> {
    let mut parts = parted(plan);
    if back > 0.0
        && let Some((last, others)) = parts.split_last_mut()
    {
        last.advance = plan.advance;
        others.iter_mut().for_each(|part| part.advance = 0.0);
    }
    let builder = builders.with_room(style.builder?, parts.len())?;
    let upem = style.item.font.units_per_em();
    let unit = style.item.size.to_pt() / upem;
    let mut text = EcoString::new();
    let mut glyphs = Vec::with_capacity(parts.len());
    let mut pen = 0.0;
    let back = (back / unit).round();
    for part in parts {
        let advance = (part.advance / unit).round();
        let step = advance - back;
        let left = plan.left + pen * unit;
        let start = u16::try_from(text.len()).ok()?;
        text.push_str(&part.text);
        let variant = Variant {
            text: part.text.clone(),
            advance: to_u16(advance)?,
            components: components(&PlannedGlyph { left, ..part }, unit)?,
        };
        let id = builders.number(builder, variant)?;
        let range = start..u16::try_from(text.len()).ok()?;
        glyphs.push(level_glyph(id, Em::new(step / upem), range, plan.span));
        pen += step;
    }
    let item = TextItem {
        text,
        glyphs,
        ..bare(style.item)
    };
    Some((
        Point::new(Abs::pt(plan.left), Abs::pt(style.baseline)),
        item,
        Some(builder),
    ))
}

/// A glyph as several that share its width and its outlines, where its text is longer than mupdf takes.
fn parted(plan: &PlannedGlyph) -> Vec<PlannedGlyph> {
    let texts = texts(plan);
    let (parts, outlines) = (texts.len(), plan.outlines.len());
    let share = plan.advance / f64::from(u32::try_from(parts).unwrap_or(1));
    let part = |(at, text)| PlannedGlyph {
        text,
        left: plan.left,
        advance: share,
        outlines: plan.outlines[outlines * at / parts..outlines * (at + 1) / parts].into(),
        span: plan.span,
    };
    texts.into_iter().enumerate().map(part).collect()
}

/// How many glyphs `lone` makes of a glyph.
pub(super) fn parts(plan: &PlannedGlyph) -> usize {
    texts(plan).len()
}

/// A glyph's text in as many pieces as mupdf takes. What holds Arabic-Indic digits stays one, for mupdf would turn them around, and so
/// does what begins with a bracket, for pdfium would.
fn texts(plan: &PlannedGlyph) -> Vec<EcoString> {
    let units = plan.text.encode_utf16().count();
    let count = units.div_ceil(LONGEST);
    let turns = |character| matches!(Class::of(character), Class::ArabicNumber | Class::Right);
    let first = plan.text.trim_start().chars().next();
    let bracket = first.is_some_and(|first| mirrored(first).is_some());
    match count < 2 || bracket || plan.text.chars().any(turns) {
        true => vec![plan.text.clone()],
        false => pieces(&plan.text, units.div_ceil(count)),
    }
}

/// A text in pieces of at most so many UTF-16 units; marks stay with their letter.
fn pieces(text: &str, most: usize) -> Vec<EcoString> {
    let mut out: Vec<EcoString> = Vec::new();
    let mut units = 0;
    for character in text.chars() {
        let more = character.len_utf16();
        match out.last_mut() {
            Some(piece) if units + more <= most || Class::of(character) == Class::Mark => {
                piece.push(character);
                units += more;
            }
            _ => {
                out.push(character.into());
                units = more;
            }
        }
    }
    out
}

/// A space that nobody wrote, as an item like another: its width, itself, and the builder of its font.
pub(super) fn space(
    builders: &mut DerivedFontBuilders,
    builder: usize,
    like: &TextItem,
) -> Option<(Abs, TextItem, usize)> {
    let builder = builders.with_room(builder, 1)?;
    let advance = to_u16((MARK_ADVANCE * like.font.units_per_em()).round())?;
    let width = Em::from_units(advance, like.font.units_per_em());
    let variant = Variant {
        text: " ".into(),
        advance,
        components: SmallVec::new(),
    };
    let span = like.glyphs.first().map_or((Span::detached(), 0), |glyph| glyph.span);
    let glyph = level_glyph(builders.number(builder, variant)?, width, 0..1, span);
    let item = TextItem {
        text: " ".into(),
        glyphs: vec![glyph],
        ..bare(like)
    };
    Some((width.at(like.size), item, builder))
}

/// A cluster as one glyph, where it stands.
pub(super) fn plain(cluster: &Cluster) -> PlannedGlyph {
    PlannedGlyph {
        text: cluster.characters().collect(),
        left: cluster.left,
        advance: cluster.width(),
        outlines: cluster.outlines.clone(),
        span: cluster.span,
    }
}

/// Several glyphs as one, their text after this one.
pub(super) fn joined(lead: &str, plans: Vec<PlannedGlyph>) -> PlannedGlyph {
    let mut plans = plans.into_iter();
    let Some(mut all) = plans.next() else {
        return PlannedGlyph {
            text: lead.into(),
            left: 0.0,
            advance: 0.0,
            outlines: Outlines::new(),
            span: (Span::detached(), 0),
        };
    };
    if !lead.is_empty() {
        all.text = eco_format!("{lead}{}", all.text);
    }
    for plan in plans {
        all.text.push_str(&plan.text);
        all.advance += plan.advance;
        all.outlines.extend(plan.outlines);
    }
    all
}

/// The outlines of a planned glyph as components of a glyph at its pen; none where one stands too far from it.
pub(super) fn components(plan: &PlannedGlyph, unit: f64) -> Option<SmallVec<[Component; 4]>> {
    let units = |points: f64| to_i16((points / unit).round());
    plan.outlines
        .iter()
        .map(|outline| {
            Some(Component {
                glyph: outline.glyph,
                right: units(outline.x - plan.left)?,
                up: units(outline.y)?,
            })
        })
        .collect()
}

/// A glyph that draws at its pen, on the baseline.
pub(super) fn level_glyph(id: u16, x_advance: Em, range: Range<u16>, span: (Span, u16)) -> Glyph {
    Glyph {
        id,
        x_advance,
        x_offset: Em::zero(),
        y_advance: Em::zero(),
        y_offset: Em::zero(),
        range,
        span,
    }
}

/// An item's look without its text.
fn bare(item: &TextItem) -> TextItem {
    TextItem {
        font: item.font.clone(),
        size: item.size,
        fill: item.fill.clone(),
        stroke: item.stroke.clone(),
        lang: item.lang,
        region: item.region,
        text: Default::default(),
        glyphs: Vec::new(),
    }
}

/// A rounded number as fonts have it, where it fits.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within the bounds just before"
)]
pub(super) fn to_u16(value: f64) -> Option<u16> {
    (0.0..=f64::from(u16::MAX)).contains(&value).then_some(value as u16)
}

/// A rounded number as fonts have it, where it fits.
#[expect(clippy::cast_possible_truncation, reason = "within the bounds just before")]
fn to_i16(value: f64) -> Option<i16> {
    (f64::from(i16::MIN)..=f64::from(i16::MAX))
        .contains(&value)
        .then_some(value as i16)
}
