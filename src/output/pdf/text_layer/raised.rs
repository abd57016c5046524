//! Letters read from the left with the marks that the shaper set on them, each as one glyph.
//!
//! A mark is a glyph of its own to the shaper, and where it stands higher or lower than the baseline an item of its own, with its letter's
//! whole text once more: what is copied would have the letter once for each mark. Marks on letters from the right come back to them
//! in `cluster.rs`.

use std::borrow::Cow;

use typst::layout::{Abs, Em, Point};
use typst::text::{Glyph, TextItem};
use unicode_normalization::UnicodeNormalization;

use super::builders::DerivedFontBuilders;
use super::cluster::{NO_ADVANCE, Outline, Outlines};
use super::derive::Variant;
use super::planned::{PlannedGlyph, components, to_u16};
use super::script::Class;

/// A text item and where it stands.
type Placed = (Point, TextItem);

/// Items of a line with each such mark back in its letter's glyph. What cannot be one glyph stays as it was.
pub(super) fn with_their_letters<'a>(items: &'a [Placed], builders: &mut DerivedFontBuilders) -> Cow<'a, [Placed]> {
    let apart = |pair: &[Placed]| matches!(pair, [(_, item), (_, mark)] if is_raised(item, mark));
    if !items.iter().any(|(_, item)| has_marks(item)) && !items.windows(2).any(apart) {
        return Cow::Borrowed(items);
    }
    let mut out: Vec<Placed> = Vec::with_capacity(items.len());
    let mut rest = items;
    while let Some(((at, item), behind)) = rest.split_first() {
        let count = behind.iter().take_while(|(_, mark)| is_raised(item, mark)).count();
        let (marks, behind) = behind.split_at(count);
        match joined(*at, item, marks, builders) {
            Some(one) => out.push((*at, one)),
            None => out.extend_from_slice(&rest[..=count]),
        }
        rest = behind;
    }
    Cow::Owned(out)
}

/// Whether two glyphs of an item, one behind the other, are of one letter, and the second is a mark on it.
fn is_on(letter: &Glyph, mark: &Glyph, size: Abs) -> bool {
    letter.range == mark.range && mark.x_advance.at(size).to_pt().abs() < NO_ADVANCE
}

/// Whether a text can be a letter from the left with its marks, written apart or as one character that the font has in pieces.
fn is_marked(letter: &str) -> bool {
    let is_leftward = |character| !matches!(Class::of(character), Class::Right | Class::ArabicNumber);
    letter.nfd().nth(1).is_some() && letter.chars().all(is_leftward)
}

/// Whether an item has a letter whose marks are glyphs of their own.
fn has_marks(item: &TextItem) -> bool {
    let mut pairs = item.glyphs.windows(2);
    pairs.any(|pair| {
        let letter = item.text.get(pair[0].range()).unwrap_or_default();
        is_on(&pair[0], &pair[1], item.size) && is_marked(letter)
    })
}

/// Whether an item holds nothing but marks of another's last letter.
fn is_raised(item: &TextItem, mark: &TextItem) -> bool {
    let Some(last) = item.glyphs.last() else {
        return false;
    };
    let letter = item.text.get(last.range()).unwrap_or_default();
    let is_of_it = |glyph: &Glyph| {
        let advance = glyph.x_advance.at(mark.size).to_pt().abs();
        advance < NO_ADVANCE && glyph.span == last.span && mark.text.get(glyph.range()) == Some(letter)
    };
    is_marked(letter)
        && item.font == mark.font
        && (item.size, &item.fill, &item.stroke) == (mark.size, &mark.fill, &mark.stroke)
        && mark.glyphs.iter().all(is_of_it)
}

/// An item whose letters draw their marks too, the last one those of these items; none where a font cannot hold that.
fn joined(at: Point, item: &TextItem, raised: &[Placed], builders: &mut DerivedFontBuilders) -> Option<TextItem> {
    let mut glyphs = Vec::with_capacity(item.glyphs.len());
    let mut pen = at.x;
    let mut letters = item.glyphs.chunk_by(|one, next| is_on(one, next, item.size)).peekable();
    while let Some(letter) = letters.next() {
        let raised = if letters.peek().is_none() { raised } else { &[] };
        let text = letter.first().and_then(|base| item.text.get(base.range()));
        let text = text.filter(|text| (letter.len() > 1 || !raised.is_empty()) && is_marked(text));
        match text {
            Some(text) => {
                let mut outlines = drawn(pen, Abs::zero(), letter, item.size);
                for (place, mark) in raised {
                    outlines.extend(drawn(place.x, at.y - place.y, &mark.glyphs, mark.size));
                }
                let plan = PlannedGlyph {
                    text: text.into(),
                    left: pen.to_pt(),
                    advance: width(letter, item.size).to_pt(),
                    outlines,
                    span: letter.first()?.span,
                };
                glyphs.push(one_glyph(letter.first()?, &plan, item, builders)?);
            }
            None => glyphs.extend_from_slice(letter),
        }
        pen += width(letter, item.size);
    }
    Some(TextItem { glyphs, ..item.clone() })
}

/// A letter's glyph that draws its marks too.
fn one_glyph(base: &Glyph, plan: &PlannedGlyph, item: &TextItem, builders: &mut DerivedFontBuilders) -> Option<Glyph> {
    let upem = item.font.units_per_em();
    let unit = item.size.to_pt() / upem;
    let advance = (plan.advance / unit).round();
    let variant = Variant {
        text: plan.text.clone(),
        advance: to_u16(advance)?,
        components: components(plan, unit)?,
    };
    // An item that stays whole gets the first font that was derived of its own.
    let builder = builders
        .of(&item.font)
        .filter(|newest| builders.known(&item.font) == Some(*newest))?;
    builders.with_room(builder, 1).filter(|room| *room == builder)?;
    Some(Glyph {
        id: builders.number(builder, variant)?,
        x_advance: Em::new(advance / upem),
        x_offset: Em::zero(),
        y_offset: Em::zero(),
        ..base.clone()
    })
}

/// How far glyphs move the pen.
fn width(glyphs: &[Glyph], size: Abs) -> Abs {
    glyphs.iter().map(|glyph| glyph.x_advance.at(size)).sum()
}

/// What glyphs draw whose first pen stands at a place, so far above the baseline of their letter.
fn drawn(left: Abs, up: Abs, glyphs: &[Glyph], size: Abs) -> Outlines {
    let mut pen = left;
    let outline = |glyph: &Glyph| {
        let outline = Outline {
            glyph: glyph.id,
            x: (pen + glyph.x_offset.at(size)).to_pt(),
            y: (up + glyph.y_offset.at(size)).to_pt(),
        };
        pen += glyph.x_advance.at(size);
        outline
    };
    glyphs.iter().map(outline).collect()
}
