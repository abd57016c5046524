//! Marks over and under letters: which belong to which.

use unicode_normalization::UnicodeNormalization;

use super::lines::{Drawing, Line, What};
use super::shapes::Shapes;
use super::visual::Cluster;

/// How far (in sizes) a mark may stand from its letter.
const REACH: f32 = 1.0;

/// Whether the outline that draws a mark's letter is one that its face has for the letter with the mark: an alef with its tanwin.
pub(super) fn is_in_its_letter(
    (at, mark): (usize, char),
    line: &Line,
    clusters: &[Cluster],
    letters: &[std::ops::Range<usize>],
    shapes: &Shapes,
) -> bool {
    let Some(cluster) = clusters.get(at) else { return false };
    let mut drawings = line.beside.iter().zip(letters).filter(|(_, range)| range.contains(&at));
    drawings.any(
        |(drawing, _)| matches!(drawing.what, What::Shape(shape) if shapes.holds(drawing.font, shape, cluster.c, mark)),
    )
}

/// The letters that a mark may belong to.
pub(super) fn near(mark: &Drawing, line: &Line, letters: &[std::ops::Range<usize>]) -> std::ops::Range<usize> {
    let reach = REACH * mark.size;
    let within = |drawing: &Drawing| mark.x > drawing.x - reach && mark.x < drawing.x + drawing.advance + reach;
    let first = line
        .beside
        .partition_point(|drawing| drawing.x + drawing.advance + reach < mark.x - reach);
    let mut near = line
        .beside
        .iter()
        .zip(letters)
        .skip(first)
        .filter(|(drawing, _)| within(drawing));
    let start = near.next().map_or(0, |(_, range)| range.start);
    let end = near.next_back().map_or(start + 1, |(_, range)| range.end);
    start.saturating_sub(1)..end + 1
}

/// Whether a mark is one that is expected near where it stands, or part of a letter there.
pub(super) fn takes_mark(
    mark: &Drawing,
    shape: u32,
    line: &Line,
    clusters: &[Cluster],
    letters: &[std::ops::Range<usize>],
    shapes: &Shapes,
    marks: &mut Vec<(usize, char)>,
) -> bool {
    let around = near(mark, line, letters);
    let draws = |c: char| shapes.draws(mark.font, shape, c);
    if let Some(at) = marks.iter().position(|(at, c)| around.contains(at) && draws(*c)) {
        marks.remove(at);
        return true;
    }
    let mut at_hand: Vec<(usize, char)> = marks.iter().filter(|(at, _)| around.contains(at)).copied().collect();
    let before = at_hand.clone();
    if !at_hand.is_empty() && shapes.takes(mark.font, shape, &mut at_hand) {
        let used: Vec<_> = before.into_iter().filter(|mark| !at_hand.contains(mark)).collect();
        marks.retain(|mark| !used.contains(mark));
        return true;
    }
    let letters = clusters
        .get(around.start..around.end.min(clusters.len()))
        .unwrap_or_default();
    letters.iter().any(|cluster| {
        draws(cluster.c) || std::iter::once(cluster.c).nfd().any(draws) || cluster.marks.iter().any(|c| draws(*c))
    })
}
