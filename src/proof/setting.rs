//! Lines held against what a shaper makes of their words: outline by outline, each where the face itself puts it.
//!
//! Which pieces a letter is drawn in, where its marks stand and how near letters come to each other differs from family to family. So
//! where a line does not explain itself, its words are set again with the faces that it is drawn in: if each has its outlines where
//! the shaper has them, in the order in which they should be seen, and nothing is left over, the line is right.

use std::ops::Range;

use super::letters::is_bare;
use super::lines::{Drawing, Line, What};
use super::shapes::{Put, Shapes};
use super::visual::{Cluster, spelt};

/// How near (in sizes) an outline stands to where its face puts it: outlines and pens are rounded.
const NEAR: f32 = 0.015;
/// The same in Nastaliq: the typesetter squeezes and stretches a line of it where its letters go back too.
const CLIMBING: f32 = 0.06;
/// How far (in sizes) a word may come into the one before it: lines are squeezed, and faces set words close to each other.
const SQUEEZED: f32 = 0.25;

/// Letters that a line draws together: a word, or a part of it that runs in one direction.
struct Word {
    clusters: Range<usize>,
    rtl: bool,
}

/// What of a line its faces' shaper does not explain.
pub(super) struct Rest<'l, 'p> {
    /// The line without the drawings that are a word as it is set.
    pub(super) line: Line<'l>,
    /// The clusters that are in no such word.
    pub(super) clusters: Vec<Cluster<'p>>,
    /// For each cluster of the whole line, whether it is in one.
    pub(super) set: Vec<bool>,
}

/// Takes from a line the words that are drawn as a shaper sets them, from left to right.
pub(super) fn rest<'l, 'p>(line: &Line<'l>, clusters: &[Cluster<'p>], shapes: &Shapes) -> Rest<'l, 'p> {
    let drawings = line.beside.iter().chain(&line.marks);
    let mut left: Vec<(usize, &Drawing)> = drawings.enumerate().collect();
    left.sort_by(|a, b| a.1.first.total_cmp(&b.1.first));
    let words = words(clusters);
    let near = if line.climbs() { CLIMBING } else { NEAR };
    let mut set = vec![false; clusters.len()];
    let mut end = f32::NEG_INFINITY;
    for (at, word) in words.iter().enumerate() {
        let ways = ways(&words, at, clusters);
        let found = ways.iter().find_map(|way| find(way, &left, shapes, end, near));
        let found = found.or_else(|| find_apart(&ways, &left, shapes, end, near));
        let Some((found, pen)) = found.or_else(|| find_parts(word, clusters, &left, shapes, (end, near))) else {
            continue;
        };
        end = pen;
        left.retain(|(number, _)| !found.contains(number));
        set.get_mut(word.clusters.clone()).unwrap_or_default().fill(true);
    }
    left.sort_by_key(|(number, _)| *number);
    let (beside, marks): (Vec<_>, Vec<_>) = left.into_iter().partition(|(number, _)| *number < line.beside.len());
    let drawings = |of: Vec<(usize, &Drawing<'l>)>| of.into_iter().map(|(_, drawing)| drawing.clone()).collect();
    Rest {
        line: line.with(drawings(beside), drawings(marks)),
        clusters: clusters
            .iter()
            .zip(&set)
            .filter(|(_, set)| !**set)
            .map(|(cluster, _)| *cluster)
            .collect(),
        set,
    }
}

/// The words of a line from left to right.
fn words(clusters: &[Cluster]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = 0;
    let goes_on = |a: &Cluster, b: &Cluster| b.parted == Some(false) && a.rtl == b.rtl;
    for word in clusters.chunk_by(goes_on) {
        words.push(Word {
            clusters: start..start + word.len(),
            rtl: word.first().is_some_and(|cluster| cluster.rtl),
        });
        start += word.len();
    }
    words
}

/// The letters and the signs of a word by themselves, from left to right; nothing where it has but one kind.
fn parts(word: &Word, clusters: &[Cluster]) -> Vec<Word> {
    let own = clusters.get(word.clusters.clone()).unwrap_or_default();
    let mut parts = Vec::new();
    let mut start = word.clusters.start;
    for part in own.chunk_by(|a, b| is_bare(a.c) == is_bare(b.c)) {
        parts.push(Word {
            clusters: start..start + part.len(),
            rtl: word.rtl,
        });
        start += part.len();
    }
    if parts.len() > 1 { parts } else { Vec::new() }
}

impl Word {
    /// The word as it is set by itself.
    fn alone(&self, clusters: &[Cluster]) -> Way {
        let text = spelt(clusters.get(self.clusters.clone()).unwrap_or_default());
        Way {
            own: 0..text.len(),
            text,
            rtl: self.rtl,
        }
    }
}

/// The same where a word and the signs at it are of different faces, as a colon behind bold letters, or of different sizes, as the mark of
/// a note: each by itself, side by side.
fn find_parts(
    word: &Word,
    clusters: &[Cluster],
    drawings: &[(usize, &Drawing)],
    shapes: &Shapes,
    (end, near): (f32, f32),
) -> Option<(Vec<usize>, f32)> {
    let (mut all, mut pen, mut types) = (Vec::new(), end, Vec::new());
    for part in parts(word, clusters) {
        let (found, next) = find(&part.alone(clusters), drawings, shapes, pen, near)?;
        types.extend(
            drawings
                .iter()
                .find(|(number, _)| found.contains(number))
                .map(|(_, drawing)| (drawing.font, drawing.size)),
        );
        all.extend(found);
        pen = next;
    }
    // In one face and size they would have been set together.
    types.dedup();
    (types.len() > 1).then_some((all, pen))
}

/// A text to be set, and which bytes of it are the word's.
struct Way {
    text: String,
    own: Range<usize>,
    rtl: bool,
}

/// The texts in which a word may have been set: by itself, and between its neighbours, whose letters may change it over the space.
fn ways(words: &[Word], at: usize, clusters: &[Cluster]) -> Vec<Way> {
    let Some(word) = words.get(at) else { return Vec::new() };
    let text_of = |word: &Word| spelt(clusters.get(word.clusters.clone()).unwrap_or_default());
    let text = text_of(word);
    let neighbour = |other: Option<&Word>, parted: Option<&Cluster>| {
        let same = other.filter(|other| other.rtl == word.rtl);
        match (same, parted.map(|cluster| cluster.parted)) {
            (Some(other), Some(Some(true))) => text_of(other),
            _ => String::new(),
        }
    };
    let left = neighbour(
        at.checked_sub(1).and_then(|at| words.get(at)),
        clusters.get(word.clusters.start),
    );
    let right = neighbour(words.get(at + 1), clusters.get(word.clusters.end));
    let (before, after) = if word.rtl { (right, left) } else { (left, right) };
    let mut ways = vec![word.alone(clusters)];
    if !before.is_empty() || !after.is_empty() {
        let before = if before.is_empty() { before } else { before + " " };
        let after = if after.is_empty() { after } else { format!(" {after}") };
        ways.push(Way {
            own: before.len()..before.len() + text.len(),
            text: format!("{before}{text}{after}"),
            rtl: word.rtl,
        });
    }
    ways
}

/// The same where glyphs that are put together are looked at piece by piece: a face may have what they draw as one outline too.
fn find_apart(
    ways: &[Way],
    drawings: &[(usize, &Drawing)],
    shapes: &Shapes,
    end: f32,
    near: f32,
) -> Option<(Vec<usize>, f32)> {
    let mut apart: Vec<(usize, Drawing)> = Vec::new();
    for (number, drawing) in drawings {
        let Some(pieces) = shapes.apart(drawing.font, drawing.code) else {
            apart.push((*number, (*drawing).clone()));
            continue;
        };
        apart.extend(pieces.iter().map(|piece| {
            let piece = Drawing {
                what: What::Shape(piece.shape),
                first: drawing.pen + piece.right * drawing.size,
                first_up: drawing.base + piece.up * drawing.size,
                ..(*drawing).clone()
            };
            (*number, piece)
        }));
    }
    if apart.len() == drawings.len() {
        return None;
    }
    apart.sort_by(|a, b| a.1.first.total_cmp(&b.1.first));
    let all: Vec<(usize, &Drawing)> = apart.iter().map(|(number, drawing)| (*number, drawing)).collect();
    let (found, pen) = ways.iter().find_map(|way| find(way, &all, shapes, end, near))?;
    // A glyph belongs to a word with all of its pieces.
    let count = |of: &dyn Fn(usize) -> bool| all.iter().filter(|(number, _)| of(*number)).count();
    (count(&|number| found.contains(&number)) == found.len()).then_some((found, pen))
}

/// The drawings that are a word as one of their faces sets it, leftmost first, and where the word's pen ends. It may not begin before
/// the end of the word at its left.
fn find(way: &Way, drawings: &[(usize, &Drawing)], shapes: &Shapes, end: f32, near: f32) -> Option<(Vec<usize>, f32)> {
    let mut tried: Vec<u16> = Vec::new();
    for (_, drawing) in drawings {
        if tried.contains(&drawing.font) {
            continue;
        }
        tried.push(drawing.font);
        let Some(setting) = shapes.setting(drawing.font, &way.text, way.rtl) else {
            continue;
        };
        // A word with letters of another face is not set in this one.
        if setting.lacks.iter().any(|at| way.own.contains(at)) {
            continue;
        }
        let puts: Vec<Put> = setting
            .puts
            .iter()
            .copied()
            .filter(|put| way.own.contains(&put.at))
            .collect();
        let whole = way.own == (0..way.text.len());
        let Some(anchor) = puts.iter().find(|put| !put.mark).or(puts.first()).copied() else {
            continue;
        };
        for (number, (_, first)) in drawings.iter().enumerate() {
            if first.font != drawing.font || !is(first, anchor.shape) {
                continue;
            }
            let pen = (
                first.first - anchor.first.0 * first.size,
                first.first_up - anchor.first.1 * first.size,
            );
            let edge = puts.iter().map(|put| put.pen).fold(f32::INFINITY, f32::min);
            let begins = pen.0 + if whole { 0.0 } else { edge } * first.size;
            if begins < end - SQUEEZED * first.size {
                continue;
            }
            if let Some(found) = placed(&puts, (number, first), pen, drawings, near) {
                let advance = if whole { setting.advance } else { edge };
                return Some((found, pen.0 + advance * first.size));
            }
        }
    }
    None
}

/// The drawings that are a word's outlines where they are put, if its pen stands there.
fn placed(
    puts: &[Put],
    (number, first): (usize, &Drawing),
    pen: (f32, f32),
    drawings: &[(usize, &Drawing)],
    near: f32,
) -> Option<Vec<usize>> {
    let near = near * first.size;
    let mut found: Vec<usize> = Vec::with_capacity(puts.len());
    for put in puts {
        let place = (pen.0 + put.first.0 * first.size, pen.1 + put.first.1 * first.size);
        let from = drawings.partition_point(|(_, drawing)| drawing.first < place.0 - near);
        let here = drawings.iter().enumerate().skip(from);
        let mut here = here.take_while(|(_, (_, drawing))| drawing.first <= place.0 + near);
        let (at, _) = here.find(|(at, (_, drawing))| {
            is(drawing, put.shape)
                && drawing.font == first.font
                && (drawing.size - first.size).abs() < 0.01
                && (drawing.first_up - place.1).abs() <= near
                && !found.contains(at)
        })?;
        found.push(at);
    }
    let numbers = found
        .iter()
        .filter_map(|at| drawings.get(*at))
        .map(|(number, _)| *number);
    found.contains(&number).then(|| numbers.collect())
}

fn is(drawing: &Drawing, shape: u32) -> bool {
    matches!(drawing.what, What::Shape(own) if own == shape)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::fonts::{Family, FontLibrary};
    use crate::proof::run::own_run;
    use crate::proof::shapes::Faces;
    use crate::proof::visual::{Paragraph, Place, seen};

    const SIZE: f32 = 12.0;

    /// A line that draws a text as the first face sets it.
    fn line(text: &str, shapes: &Shapes) -> Line<'static> {
        let setting = shapes.setting(0, text, true).unwrap();
        let drawing = |put: &Put| Drawing {
            what: What::Shape(put.shape),
            font: 0,
            code: 0,
            x: put.pen * SIZE,
            advance: 0.0,
            pen: put.pen * SIZE,
            base: 50.0,
            first: 100.0 + put.first.0 * SIZE,
            first_up: 50.0 + put.first.1 * SIZE,
            y: 50.0,
            size: SIZE,
        };
        let (marks, beside): (Vec<&Put>, Vec<&Put>) = setting.puts.iter().partition(|put| put.mark);
        let drawings = |puts: Vec<&Put>| puts.into_iter().map(drawing).collect();
        Line::default().with(drawings(beside), drawings(marks))
    }

    /// For each word, from left to right, whether the line draws it as it is set, and how much is left over.
    fn set(line: &Line, text: &str, shapes: &Shapes) -> (Vec<bool>, usize) {
        let paragraph = Paragraph::of(&own_run(text, true));
        let mut clusters = Vec::new();
        let count = paragraph.units.iter().filter(|unit| unit.is_drawn()).count();
        seen(&[&paragraph], Place::default(), count, true, &mut clusters);
        let rest = rest(line, &clusters, shapes);
        let words = words(&clusters);
        let each = words
            .iter()
            .map(|word| rest.set[word.clusters.clone()].iter().all(|set| *set));
        (each.collect(), rest.line.beside.len() + rest.line.marks.len())
    }

    fn families() -> Vec<Arc<Family>> {
        FontLibrary::shipped().families().cloned().collect()
    }

    #[test]
    fn words_are_set_in_every_family_of_arabic() {
        let text = "رَأَى المُؤمنون ثمانيَ نخلاتٍ ويجيبه";
        for family in families().into_iter().filter(|family| family.covers('ب')) {
            let name = family.name.clone();
            let families = [family];
            let faces = Faces::of(&families, "ar");
            let shapes = Shapes::with_first_face(&faces);
            if shapes
                .setting(0, text, true)
                .is_none_or(|setting| !setting.lacks.is_empty())
            {
                continue;
            }
            let whole = line(text, &shapes);
            assert_eq!(set(&whole, text, &shapes), (vec![true; 5], 0), "{name}");
        }
    }

    #[test]
    fn a_word_with_a_mark_or_letter_out_of_place_is_not() {
        let families = families();
        let faces = Faces::of(&families, "ar");
        let shapes = Shapes::with_first_face(&faces);
        let text = "كتب رَجل";
        let mut moved = line(text, &shapes);
        moved.marks[0].first_up += 0.2 * SIZE;
        assert_eq!(set(&moved, text, &shapes).0, [false, true]);
        let mut lost = line(text, &shapes);
        lost.beside.remove(0);
        assert!(!set(&lost, text, &shapes).0[1] || !set(&lost, text, &shapes).0[0]);
        let whole = line(text, &shapes);
        assert_eq!(set(&whole, "كتب رِجل", &shapes).0, [false, true]);
    }

    #[test]
    fn words_in_another_order_are_not_set() {
        let families = families();
        let faces = Faces::of(&families, "ar");
        let shapes = Shapes::with_first_face(&faces);
        let whole = line("كتب درس", &shapes);
        assert_eq!(set(&whole, "درس كتب", &shapes).0.iter().filter(|set| **set).count(), 1);
    }
}
