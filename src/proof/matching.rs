//! The letters of a line found among its drawings, and its marks.

use icu_properties::CodePointMapData;
use icu_properties::props::BidiMirroringGlyph;
use unicode_normalization::UnicodeNormalization;

use super::fault::{Fault, Mismatch};
use super::letters::{is_bare, is_drawn, mirrored, plain};
use super::lines::{Drawing, Line, What};
use super::marks::{is_in_its_letter, near, takes_mark};
use super::run::OWN;
use super::shapes::Shapes;
use super::visual::Cluster;

/// How many letters a ligature may stand for.
const LIGATURE: usize = 12;
/// Of how many letters a ligature is that may have their marks in it.
const SWALLOWS: usize = 3;
/// Added to the place of a letter, the place of its marks among the letters at hand.
const MARK: usize = usize::MAX / 2;

/// How a line is compared.
#[derive(Clone, Copy)]
pub(super) struct How<'a> {
    /// Whether signs count.
    pub(super) signs: bool,
    /// Whether the line's glyphs name the letters that are expected, in any order.
    pub(super) names: &'a dyn Fn() -> bool,
}

/// Finds each letter of a line among its drawings, from left to right, and each mark. With `signs`, signs count; with `pieces`, what
/// stands over a letter and may be a piece of it is.
pub(super) fn matched(
    line: &Line,
    clusters: &[Cluster],
    shapes: &Shapes,
    (how, pieces): (How, bool),
    letters: &mut Vec<std::ops::Range<usize>>,
) -> Result<(), Mismatch> {
    let mismatch = |at: usize, fault: Fault| Mismatch {
        fault,
        word: clusters.get(at).or(clusters.last()).map_or(OWN, |cluster| cluster.word),
        page: line.page,
    };
    let mut marks: Vec<(usize, char)> = Vec::new();
    for (at, cluster) in clusters.iter().enumerate() {
        marks.extend(cluster.marks.iter().map(|mark| (at, *mark)));
    }
    let mut next = 0;
    let mut begun: Option<(&Drawing, std::ops::Range<usize>)> = None;
    for drawing in &line.beside {
        let from = next;
        match taken(drawing, begun.as_ref(), pieces, clusters, next, shapes, &mut marks) {
            Some(0) => {}
            Some(length) => {
                next += length;
                begun = Some((drawing, from..next));
            }
            None if !how.signs && is_sign(drawing, shapes) => {}
            None => return Err(mismatch(next, fault(drawing, clusters, next, how.names, shapes))),
        }
        letters.push(from..next);
    }
    if next < clusters.len() {
        return Err(mismatch(next, Fault::Letters));
    }
    for mark in &line.marks {
        let What::Shape(shape) = mark.what else { continue };
        if !takes_mark(mark, shape, line, clusters, letters, shapes, &mut marks) {
            let fault = Fault::MarkStrange(shapes.name(mark.font, shape));
            return Err(mismatch(near(mark, line, letters).start, fault));
        }
    }
    marks.retain(|mark| !is_in_its_letter(*mark, line, clusters, letters, shapes));
    let known = line.beside.iter().all(|drawing| matches!(drawing.what, What::Shape(_)));
    match marks.first() {
        Some((at, mark)) if known => Err(mismatch(*at, Fault::MarkLost(*mark))),
        _ => Ok(()),
    }
}

/// How many letters, from the next on, a drawing stands for; none where it stands for others. `begun` is the drawing with which the
/// letters before were begun, and these.
fn taken(
    drawing: &Drawing,
    begun: Option<&(&Drawing, std::ops::Range<usize>)>,
    pieces: bool,
    clusters: &[Cluster],
    next: usize,
    shapes: &Shapes,
    marks: &mut Vec<(usize, char)>,
) -> Option<usize> {
    let shape = match drawing.what {
        What::Strange(_) => return None,
        What::Text(text) => return named(text, clusters.get(next..)?),
        What::Shape(shape) => shape,
    };
    let font = drawing.font;
    // A letter may be drawn in several pieces. What stands over the first of them goes on with it: the dots of one letter are
    // those of another too.
    let goes_on = begun.is_some_and(|(_, letters)| {
        let letters = clusters.get(letters.clone()).unwrap_or_default();
        letters.iter().any(|cluster| draws(shapes, font, shape, cluster))
    });
    let is_over = |begun: &Drawing| drawing.x < begun.x + begun.advance / 2.0;
    if pieces && goes_on && begun.is_some_and(|(begun, _)| is_over(begun)) {
        return Some(0);
    }
    if clusters
        .get(next)
        .is_some_and(|cluster| draws(shapes, font, shape, cluster))
    {
        return Some(1);
    }
    if let Some(length) = ligature(shapes, font, shape, clusters, next, marks) {
        return Some(length);
    }
    if goes_on {
        return Some(0);
    }
    // A mark may stand beside its letter.
    let own = |(at, c): &(usize, char)| at.abs_diff(next) <= 2 && shapes.draws(font, shape, *c);
    let mark = marks.iter().position(own)?;
    marks.remove(mark);
    Some(0)
}

/// Whether an outline draws a letter as its run wants it.
fn draws(shapes: &Shapes, font: u16, shape: u32, cluster: &Cluster) -> bool {
    let c = cluster.c;
    if c.is_ascii_alphanumeric() || ('\u{620}'..='\u{669}').contains(&c) {
        return shapes.draws(font, shape, c) || first_part(c).is_some_and(|part| shapes.draws(font, shape, part));
    }
    let mirroring = CodePointMapData::<BidiMirroringGlyph>::new().get(c);
    match mirroring.mirroring_glyph.filter(|_| cluster.rtl) {
        Some(mirror) => shapes.draws(font, shape, mirror) || shapes.draws_mirrored(font, shape, c),
        None if mirroring.mirrored && cluster.rtl => {
            shapes.draws_mirrored(font, shape, c) || shapes.draws(font, shape, c)
        }
        None => {
            shapes.draws(font, shape, c)
                || first_part(c)
                    .is_some_and(|part| shapes.draws(font, shape, part) || draws_parts(shapes, font, shape, c))
        }
    }
}

/// Whether an outline is what a face makes of a letter and its marks, each by itself: it may have no other glyph for the character.
fn draws_parts(shapes: &Shapes, font: u16, shape: u32, c: char) -> bool {
    let mut parts: Vec<(usize, char)> = std::iter::once(c).nfd().enumerate().collect();
    shapes.takes(font, shape, &mut parts) && parts.is_empty()
}

/// The letter that a character is a form of, with a mark.
fn first_part(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    std::iter::once(c).nfd().next().filter(|first| *first != c)
}

/// How many letters a ligature stands for, with the marks that are part of it.
fn ligature(
    shapes: &Shapes,
    font: u16,
    shape: u32,
    clusters: &[Cluster],
    next: usize,
    marks: &mut Vec<(usize, char)>,
) -> Option<usize> {
    let letters = clusters.iter().enumerate().skip(next).take(LIGATURE);
    let mut at_hand: Vec<(usize, char)> = letters.map(|(at, cluster)| (at, as_seen(cluster))).collect();
    let count = at_hand.len();
    // Each letter's marks in their order, so that of two that are alike the nearest is taken.
    let near = marks.iter().filter(|(at, _)| (next..next + LIGATURE).contains(at));
    at_hand.extend(near.map(|(at, c)| (MARK + at, *c)));
    let before = at_hand.clone();
    if !shapes.takes(font, shape, &mut at_hand) {
        return None;
    }
    let left = at_hand.iter().filter(|(at, _)| *at < MARK).count();
    let length = count - left;
    let adjoin = at_hand.iter().all(|(at, _)| *at >= next + length);
    if length == 0 || !adjoin {
        return None;
    }
    if length >= SWALLOWS {
        // One for a whole word («الله») has marks of its own.
        marks.retain(|(at, _)| !(next..next + length).contains(at));
    } else {
        let used = before.iter().filter(|letter| !at_hand.contains(letter));
        for (at, c) in used.filter_map(|(at, c)| Some((at.checked_sub(MARK)?, *c))) {
            if let Some(mark) = marks.iter().position(|mark| *mark == (at, c)) {
                marks.remove(mark);
            }
        }
    }
    Some(length)
}

/// How many letters a glyph names that are the next ones; their order inside the glyph is not told.
fn named(text: &str, clusters: &[Cluster]) -> Option<usize> {
    let mut letters: Vec<char> = text.chars().filter(|c| is_drawn(*c)).map(plain).collect();
    let mut wanted: Vec<char> = clusters
        .get(..letters.len())?
        .iter()
        .map(|cluster| plain(cluster.c))
        .collect();
    letters.sort_unstable();
    wanted.sort_unstable();
    (letters == wanted).then_some(letters.len())
}

/// A letter, or a sign as its run turns it.
fn as_seen(cluster: &Cluster) -> char {
    if cluster.rtl { mirrored(cluster.c) } else { cluster.c }
}

fn is_sign(drawing: &Drawing, shapes: &Shapes) -> bool {
    match drawing.what {
        What::Shape(shape) => shapes.name(drawing.font, shape).is_some_and(|c| !is_bare(c)),
        What::Text(text) | What::Strange(text) => !text.chars().any(is_bare),
    }
}

/// What is wrong with a drawing where a letter is expected.
fn fault(drawing: &Drawing, clusters: &[Cluster], next: usize, names: &dyn Fn() -> bool, shapes: &Shapes) -> Fault {
    let Some(cluster) = clusters.get(next).filter(|_| names()) else {
        return Fault::Letters;
    };
    let What::Shape(shape) = drawing.what else {
        return match drawing.what {
            What::Strange(_) => Fault::Shape(cluster.c, None),
            _ => Fault::Letters,
        };
    };
    let here = clusters.iter().any(|other| draws(shapes, drawing.font, shape, other));
    let sign = !is_bare(cluster.c) && plain(cluster.c) != cluster.c || shapes.draws(drawing.font, shape, cluster.c);
    match (sign, here) {
        (true, _) => Fault::Mirror(cluster.c),
        (false, true) => Fault::Letters,
        (false, false) => Fault::Shape(cluster.c, shapes.name(drawing.font, shape)),
    }
}

/// Whether a line's glyphs name the letters that are expected, in any order.
pub(super) fn says(line: &Line, clusters: &[Cluster]) -> bool {
    let named = line.texts.iter().flat_map(|(_, _, text)| text.chars());
    let mut named: Vec<char> = named.filter(|c| is_drawn(*c)).map(plain).collect();
    let mut wanted: Vec<char> = clusters.iter().map(|cluster| plain(cluster.c)).collect();
    named.sort_unstable();
    wanted.sort_unstable();
    named == wanted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::run::own_run;
    use crate::proof::visual::{Paragraph, Place, seen};

    #[test]
    fn a_glyph_names_letters_in_any_order_and_signs_of_either_side() {
        let paragraph = Paragraph::of(&own_run("(قد)", true));
        let mut clusters = Vec::new();
        seen(&[&paragraph], Place::default(), 4, true, &mut clusters);
        assert_eq!(named(")", &clusters), Some(1));
        assert_eq!(named("(", &clusters), Some(1));
        assert_eq!(named("قد", clusters.get(1..).unwrap()), Some(2));
        assert_eq!(named("قر", clusters.get(1..).unwrap()), None);
        assert_eq!(named("قد)س!", &clusters), None);
    }

    #[test]
    fn a_composed_letter_begins_with_its_own() {
        assert_eq!(first_part('ὐ'), Some('υ'));
        assert_eq!(first_part('آ'), Some('ا'));
        assert_eq!(first_part('e'), None);
    }
}
