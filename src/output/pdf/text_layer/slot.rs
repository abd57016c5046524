//! Glyphs to be, and the text items of the derived font that they become.

use ecow::{EcoString, eco_format};
use smallvec::SmallVec;
use typst::layout::{Abs, Em, Point};
use typst::syntax::Span;
use typst::text::{Glyph, TextItem};

use super::cluster::{Cluster, Outlines};
use super::derive::{Component, Variant};
use super::foundries::Foundries;
use super::script::{Class, mirrored};
use super::set::{CARRIER, Drawn, Style};

/// How far (font units) a pen may drift from its place before it is set right.
const DRIFT: f64 = 1.5;
/// The most UTF-16 units that the text of a glyph may have: mupdf 1.21 passes over a longer one (`PDF_MRANGE_CAP`).
const LONGEST: usize = 8;

/// A glyph to be: its text, its place and width in points, and what it draws.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) text: EcoString,
    pub(super) left: f64,
    pub(super) advance: f64,
    pub(super) outlines: Outlines,
    pub(super) span: (Span, u16),
}

/// The text item of these glyphs, in order; none where the style's font has no foundry, or a number is larger than a font or a text
/// item can hold.
pub(super) fn emit(style: &Style, slots: &[Slot], foundries: &mut Foundries) -> Option<Drawn> {
    let (first, foundry) = (slots.first()?, style.foundry?);
    let foundry = foundries.with_room(foundry, slots.len())?;
    let origin = first.left;
    let upem = style.item.font.units_per_em();
    let unit = style.item.size.to_pt() / upem;
    let mut text = EcoString::new();
    let mut glyphs = Vec::with_capacity(slots.len());
    let mut pen = 0.0;
    for (at, slot) in slots.iter().enumerate() {
        let target = slots.get(at + 1).map(|next| ((next.left - origin) / unit).round());
        let mut advance = (slot.advance / unit).round();
        if let (" ", Some(target)) = (slot.text.as_str(), target) {
            advance = target - pen; // a space takes up what rounding left
        }
        let advance = advance.max(1.0);
        let step = target
            .map(|target| target - pen)
            .filter(|step| (step - advance).abs() > DRIFT)
            .unwrap_or(advance);
        let start = text.len();
        text.push_str(&slot.text);
        let variant = Variant {
            text: slot.text.clone(),
            advance: to_u16(advance)?,
            components: components(slot, unit)?,
        };
        let (start, end) = (u16::try_from(start).ok()?, u16::try_from(text.len()).ok()?);
        glyphs.push(Glyph {
            id: foundries.number(foundry, variant)?,
            x_advance: Em::new(step / upem),
            x_offset: Em::zero(),
            y_advance: Em::zero(),
            y_offset: Em::zero(),
            range: start..end,
            span: slot.span,
        });
        pen += step;
    }
    let item = TextItem {
        text,
        glyphs,
        ..bare(style.item)
    };
    let at = Point::new(Abs::pt(origin), Abs::pt(style.baseline));
    Some((at, item, Some(foundry)))
}

/// A glyph as a text item of its own, its width as it is; several where its text is long. None where a number is larger than a font
/// can hold.
pub(super) fn lone(style: &Style, slot: &Slot, foundries: &mut Foundries) -> Option<Drawn> {
    let parts = parted(slot);
    let foundry = foundries.with_room(style.foundry?, parts.len())?;
    let upem = style.item.font.units_per_em();
    let unit = style.item.size.to_pt() / upem;
    let mut text = EcoString::new();
    let mut glyphs = Vec::with_capacity(parts.len());
    let mut pen = 0.0;
    for part in parts {
        let advance = (part.advance / unit).round();
        let left = slot.left + pen * unit;
        let start = u16::try_from(text.len()).ok()?;
        text.push_str(&part.text);
        let variant = Variant {
            text: part.text.clone(),
            advance: to_u16(advance)?,
            components: components(&Slot { left, ..part }, unit)?,
        };
        glyphs.push(Glyph {
            id: foundries.number(foundry, variant)?,
            x_advance: Em::new(advance / upem),
            x_offset: Em::zero(),
            y_advance: Em::zero(),
            y_offset: Em::zero(),
            range: start..u16::try_from(text.len()).ok()?,
            span: slot.span,
        });
        pen += advance;
    }
    let item = TextItem {
        text,
        glyphs,
        ..bare(style.item)
    };
    Some((
        Point::new(Abs::pt(slot.left), Abs::pt(style.baseline)),
        item,
        Some(foundry),
    ))
}

/// A glyph as several that share its width and its outlines, where its text is longer than mupdf takes. What holds Arabic-Indic
/// digits stays one, for mupdf would turn them around, and so does what begins with a bracket, for pdfium would.
fn parted(slot: &Slot) -> Vec<Slot> {
    let units = slot.text.encode_utf16().count();
    let count = units.div_ceil(LONGEST);
    let turns = |character| matches!(Class::of(character), Class::ArabicNumber | Class::Right);
    let bracket = slot
        .text
        .trim_start()
        .chars()
        .next()
        .is_some_and(|first| mirrored(first).is_some());
    if count < 2 || bracket || slot.text.chars().any(turns) {
        return vec![slot.clone()];
    }
    let texts = pieces(&slot.text, units.div_ceil(count));
    let (parts, outlines) = (texts.len(), slot.outlines.len());
    let share = slot.advance / f64::from(u32::try_from(parts).unwrap_or(1));
    let part = |(at, text)| Slot {
        text,
        left: slot.left,
        advance: share,
        outlines: slot.outlines[outlines * at / parts..outlines * (at + 1) / parts].into(),
        span: slot.span,
    };
    texts.into_iter().enumerate().map(part).collect()
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

/// A space that nobody wrote, as an item like another: its width, itself, and the foundry of its font.
pub(super) fn space(foundries: &mut Foundries, foundry: usize, like: &TextItem) -> Option<(Abs, TextItem, usize)> {
    let foundry = foundries.with_room(foundry, 1)?;
    let advance = to_u16((CARRIER * like.font.units_per_em()).round())?;
    let width = Em::from_units(advance, like.font.units_per_em());
    let glyph = Glyph {
        id: foundries.number(
            foundry,
            Variant {
                text: " ".into(),
                advance,
                components: SmallVec::new(),
            },
        )?,
        x_advance: width,
        x_offset: Em::zero(),
        y_advance: Em::zero(),
        y_offset: Em::zero(),
        range: 0..1,
        span: like.glyphs.first().map_or((Span::detached(), 0), |glyph| glyph.span),
    };
    let item = TextItem {
        text: " ".into(),
        glyphs: vec![glyph],
        ..bare(like)
    };
    Some((width.at(like.size), item, foundry))
}

/// A cluster as one glyph, where it stands.
pub(super) fn plain(cluster: &Cluster) -> Slot {
    Slot {
        text: cluster.characters().collect(),
        left: cluster.left,
        advance: cluster.width(),
        outlines: cluster.outlines.clone(),
        span: cluster.span,
    }
}

/// Several glyphs as one, their text after this one.
pub(super) fn joined(lead: &str, slots: Vec<Slot>) -> Slot {
    let mut slots = slots.into_iter();
    let Some(mut all) = slots.next() else {
        return Slot {
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
    for slot in slots {
        all.text.push_str(&slot.text);
        all.advance += slot.advance;
        all.outlines.extend(slot.outlines);
    }
    all
}

/// The outlines of a slot as components of a glyph at its pen; none where one stands too far from it.
pub(super) fn components(slot: &Slot, unit: f64) -> Option<SmallVec<[Component; 4]>> {
    let units = |points: f64| to_i16((points / unit).round());
    slot.outlines
        .iter()
        .map(|outline| {
            Some(Component {
                glyph: outline.glyph,
                right: units(outline.x - slot.left)?,
                up: units(outline.y)?,
            })
        })
        .collect()
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
