//! The promise that nothing moves: what a line draws when it was set again is held against what the typesetter drew.
//!
//! Nothing here knows how a line was set again. It sees outlines of the book's fonts, where they stand, how large they are and how
//! they are painted; whoever sets lines by new rules has no way round it.

use typst::text::TextItem;
use typst::visualize::Paint;

use super::builders::{DerivedFontBuilders, PlacedItem};
use super::cluster::Outline;

/// How far (em) an outline may be from where the typesetter put it: pen and outline are each rounded to font units.
const TOLERANCE: f64 = 0.003;

/// An outline as it is painted.
struct Ink<'a> {
    /// The item that it is of, for its look.
    look: &'a TextItem,
    /// The glyph in its line, counted: outlines of one glyph are painted in one go.
    glyph: usize,
    /// Which outline of the font, and its origin on the page.
    outline: Outline,
    /// Left, lower, right and upper edge, upwards as in a font; none where the font is not known.
    edges: Option<[f64; 4]>,
}

/// Whether items that were set again draw what the typesetter's draw, each outline in its place, and paint it in an order that
/// hides nothing and shows nothing that was hidden.
pub(super) fn unmoved(typeset: &[PlacedItem], again: &[PlacedItem], builders: &DerivedFontBuilders) -> bool {
    let (before, after) = (inks(typeset, builders), inks(again, builders));
    before.len() == after.len() && matched(&before, &after).is_some_and(|places| paints_alike(&before, &after, &places))
}

/// All outlines of items in the order of painting. Glyphs that draw nothing have none.
fn inks<'a>(items: &'a [PlacedItem], builders: &DerivedFontBuilders) -> Vec<Ink<'a>> {
    let mut out = Vec::new();
    let mut count = 0;
    for (at, item, builder) in items {
        let unit = item.size.to_pt() / item.font.units_per_em();
        let mut pen = at.x.to_pt();
        for glyph in &item.glyphs {
            count += 1;
            let x = pen + glyph.x_offset.at(item.size).to_pt();
            let y = glyph.y_offset.at(item.size).to_pt() - at.y.to_pt();
            let mut add = |glyph, right: i16, up: i16, bounds: Option<[i16; 4]>| {
                let outline = Outline {
                    glyph,
                    x: x + f64::from(right) * unit,
                    y: y + f64::from(up) * unit,
                };
                let edges = bounds.map(|[left, low, right, high]| {
                    let [left, low, right, high] = [left, low, right, high].map(|edge| f64::from(edge) * unit);
                    [outline.x + left, outline.y + low, outline.x + right, outline.y + high]
                });
                out.push(Ink {
                    look: item,
                    glyph: count,
                    outline,
                    edges,
                });
            };
            match builders.parts(&item.font, *builder, glyph.id) {
                Some(parts) => {
                    for (part, bounds) in parts {
                        add(part.glyph, part.right, part.up, Some(bounds));
                    }
                }
                None => add(glyph.id, 0, 0, None),
            }
            pen += glyph.x_advance.at(item.size).to_pt();
        }
    }
    out
}

/// For each of the first outlines the place of the second one that is the same; nothing where one is missing.
fn matched(before: &[Ink], after: &[Ink]) -> Option<Vec<usize>> {
    let mut free: Vec<usize> = (0..after.len()).collect();
    free.sort_by(|&a, &b| order(&after[a], &after[b]));
    let mut wanted: Vec<usize> = (0..before.len()).collect();
    wanted.sort_by(|&a, &b| order(&before[a], &before[b]));
    let mut places = vec![0; before.len()];
    let mut from = 0;
    let mut taken = vec![false; free.len()];
    for index in wanted {
        let ink = &before[index];
        let (slack, glyph) = (TOLERANCE * ink.look.size.to_pt(), ink.outline.glyph);
        while free.get(from).is_some_and(|&at| {
            let other = &after[at].outline;
            (other.glyph, other.x) < (glyph, ink.outline.x - slack)
        }) {
            from += 1;
        }
        let near = (from..free.len())
            .take_while(|&at| {
                let other = &after[free[at]].outline;
                other.glyph == glyph && other.x <= ink.outline.x + slack
            })
            .find(|&at| !taken[at] && same(ink, &after[free[at]], slack))?;
        taken[near] = true;
        places[index] = free[near];
    }
    Some(places)
}

/// By glyph, then from left to right.
fn order(a: &Ink, b: &Ink) -> std::cmp::Ordering {
    let (a, b) = (&a.outline, &b.outline);
    a.glyph
        .cmp(&b.glyph)
        .then(a.x.total_cmp(&b.x))
        .then(a.y.total_cmp(&b.y))
}

/// Whether two outlines of one glyph are the same on the page.
fn same(a: &Ink, b: &Ink, slack: f64) -> bool {
    (a.outline.x - b.outline.x).abs() <= slack && (a.outline.y - b.outline.y).abs() <= slack && alike(a.look, b.look)
}

/// Whether two items are of one font and size and painted alike.
fn alike(a: &TextItem, b: &TextItem) -> bool {
    std::ptr::eq(a, b) || a.size == b.size && a.fill == b.fill && a.stroke == b.stroke && a.font == b.font
}

/// Whether what lies over each other is painted in the order in which it was. Opaque ink of one colour has no order.
fn paints_alike(before: &[Ink], after: &[Ink], places: &[usize]) -> bool {
    if orderless(before.iter().map(|ink| ink.look)) {
        return true;
    }
    let kept = |(one, other): (usize, usize)| {
        let (a, b) = (&before[one], &before[other]);
        let indifferent = opaque(a.look) && opaque(b.look) && a.look.fill == b.look.fill;
        indifferent || !overlap(a, b) || {
            let (x, y) = (&after[places[one]], &after[places[other]]);
            places[one] < places[other] && (x.glyph == y.glyph) == (a.glyph == b.glyph)
        }
    };
    let later = |one: usize| (one + 1..before.len()).map(move |other| (one, other));
    (0..before.len()).flat_map(later).all(kept)
}

/// Whether the order in which items are painted cannot be seen: they are opaque and of one colour.
pub(super) fn orderless<'a>(items: impl IntoIterator<Item = &'a TextItem>) -> bool {
    let mut items = items.into_iter().peekable();
    let fill = items.peek().map(|first| &first.fill);
    items.all(|item| opaque(item) && Some(&item.fill) == fill)
}

/// Whether an item's ink hides what it lies over, wholly and in one go.
pub(super) fn opaque(item: &TextItem) -> bool {
    let solid = matches!(&item.fill, Paint::Solid(colour) if colour.alpha().is_none_or(|alpha| alpha >= 1.0));
    item.stroke.is_none() && solid
}

/// Whether the boxes of two outlines overlap, as far as is known.
fn overlap(a: &Ink, b: &Ink) -> bool {
    let (Some(a), Some(b)) = (a.edges, b.edges) else {
        return true;
    };
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}
