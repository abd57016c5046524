//! One block compared: what its lines draw, outline by outline, with what they should show.

use icu_properties::CodePointMapData;
use icu_properties::props::BidiMirroringGlyph;
use unicode_normalization::UnicodeNormalization;

use super::letters::{is_bare, is_drawn};
use super::lines::{Drawing, Line, What};
use super::shapes::Shapes;
use super::visual::{Cluster, Paragraph, Place, seen};

/// How many letters a ligature may stand for.
const LIGATURE: usize = 12;
/// How far (in sizes) a mark may stand from its letter.
const REACH: f32 = 1.0;
/// Of how many letters a ligature is that may have their marks in it.
const SWALLOWS: usize = 3;
/// Added to the place of a letter, the place of its marks among the letters at hand.
const MARK: usize = usize::MAX / 2;

/// What is wrong at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Other letters, or in another order.
    Letters,
    /// The letters are named right, and other ones are drawn: this one, where it can be named.
    Shape(char, Option<char>),
    /// A sign is not mirrored as the direction of its run wants, or is where it should not be.
    Mirror(char),
    /// A mark is not drawn.
    MarkLost(char),
    /// A mark is drawn that belongs to no letter there.
    MarkStrange(Option<char>),
    /// Letters of one word stand apart, or two words do not.
    Gap,
    /// Letters are drawn over each other.
    Over,
}

/// Where the first fault of a block is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mismatch {
    pub(super) fault: Fault,
    /// The word expected there.
    pub(super) word: u32,
    /// The page, from 0.
    pub(super) page: usize,
}

/// A line whose drawings were found: for each, the first of its letters among the line's.
pub(super) struct Matched<'l, 'p> {
    pub(super) line: &'l Line<'l>,
    pub(super) clusters: &'l [Cluster<'p>],
    pub(super) letters: &'l [std::ops::Range<usize>],
}

/// Whether lines show paragraphs and nothing else. `each` is told of every line that does.
pub(super) fn block(
    text: &[&Paragraph],
    lines: &[Line],
    shapes: &Shapes,
    each: &mut dyn FnMut(&Matched) -> Option<Mismatch>,
) -> Result<(), Mismatch> {
    let strict = with_signs(text, lines, shapes, true, each);
    // Themes dress their own numbers with signs: then letters and digits alone are compared.
    let own = text.iter().any(|paragraph| paragraph.optional);
    match strict {
        Err(_) if own => with_signs(text, lines, shapes, false, each),
        result => result,
    }
}

fn with_signs(
    text: &[&Paragraph],
    lines: &[Line],
    shapes: &Shapes,
    signs: bool,
    each: &mut dyn FnMut(&Matched) -> Option<Mismatch>,
) -> Result<(), Mismatch> {
    let mut place = skip(text, Place::default(), signs);
    let (mut clusters, mut letters) = (Vec::new(), Vec::new());
    for line in lines {
        let count = if signs { line.drawn } else { line.bare };
        let word = word_at(text, place);
        let other = Mismatch {
            fault: Fault::Letters,
            word,
            page: line.page,
        };
        place = seen(text, place, count, signs, &mut clusters).ok_or(other)?;
        letters.clear();
        let found = found_somehow(line, &clusters, shapes, signs, &mut letters).and_then(|()| {
            let found = Matched {
                line,
                clusters: &clusters,
                letters: &letters,
            };
            each(&found).map_or(Ok(()), Err)
        });
        if let Err(mismatch) = found {
            if is_sure(mismatch.fault, line, &clusters, shapes) {
                return Err(mismatch);
            }
            shapes.rough.set(shapes.rough.get() + 1);
        }
        place = skip(text, place, signs);
    }
    if place.paragraph < text.len() {
        return Err(Mismatch {
            fault: Fault::Letters,
            word: word_at(text, place),
            page: lines.last().map_or(0, |line| line.page),
        });
    }
    Ok(())
}

/// Whether a fault is one for certain. How near letters and marks stand, and in which pieces they are drawn, is known only of the
/// faces that the proof was measured on; of others, a line that names the right letters is taken for right.
fn is_sure(fault: Fault, line: &Line, clusters: &[Cluster], shapes: &Shapes) -> bool {
    let measured = || line.beside.iter().all(|drawing| shapes.is_measured(drawing.font));
    match fault {
        Fault::Shape(..) | Fault::Mirror(_) => true,
        Fault::Letters => !says(line, clusters) || measured(),
        Fault::MarkLost(_) | Fault::MarkStrange(_) | Fault::Gap | Fault::Over => measured(),
    }
}

/// Finds each letter of a line among its drawings, in the first way that does: letters from left to right or in the order of their
/// glyphs, pieces over a letter its own or letters themselves.
fn found_somehow(
    line: &Line,
    clusters: &[Cluster],
    shapes: &Shapes,
    signs: bool,
    letters: &mut Vec<std::ops::Range<usize>>,
) -> Result<(), Mismatch> {
    let mut find = |line: &Line, pieces: bool| {
        letters.clear();
        matched(line, clusters, shapes, (signs, pieces), letters)
    };
    let Err(mismatch) = find(line, true) else { return Ok(()) };
    if find(line, false).is_ok() {
        return Ok(());
    }
    let other = line.climbs().then(|| line.by_pen()).ok_or(mismatch)?;
    find(&other, true)
        .or_else(|_| find(&other, false))
        .map_err(|_| mismatch)
}

/// The next place where something counts.
fn skip(text: &[&Paragraph], mut place: Place, signs: bool) -> Place {
    while let Some(paragraph) = text.get(place.paragraph) {
        let rest = paragraph.units.get(place.unit..).unwrap_or_default();
        if rest.iter().any(|unit| unit.counts(signs)) {
            break;
        }
        place = Place {
            paragraph: place.paragraph + 1,
            unit: 0,
        };
    }
    place
}

fn word_at(text: &[&Paragraph], place: Place) -> u32 {
    let units = text.get(place.paragraph).and_then(|text| text.units.get(place.unit..));
    let mut words = units.unwrap_or_default().iter().map(|unit| unit.word);
    words
        .find(|word| *word != super::expected::OWN)
        .unwrap_or(super::expected::OWN)
}

/// Finds each letter of a line among its drawings, from left to right, and each mark. With `signs`, signs count; with `pieces`, what
/// stands over a letter and may be a piece of it is.
fn matched(
    line: &Line,
    clusters: &[Cluster],
    shapes: &Shapes,
    (signs, pieces): (bool, bool),
    letters: &mut Vec<std::ops::Range<usize>>,
) -> Result<(), Mismatch> {
    let mismatch = |at: usize, fault: Fault| Mismatch {
        fault,
        word: clusters
            .get(at)
            .or(clusters.last())
            .map_or(super::expected::OWN, |cluster| cluster.word),
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
            None if !signs && is_sign(drawing, shapes) => {}
            None => return Err(mismatch(next, fault(drawing, clusters, next, line, shapes))),
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

/// Whether the outline that draws a mark's letter is one that its face has for the letter with the mark: an alef with its tanwin.
fn is_in_its_letter(
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
        None => shapes.draws(font, shape, c) || first_part(c).is_some_and(|part| shapes.draws(font, shape, part)),
    }
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

/// A sign or the one that mirrors it: which of both a glyph names depends on what reads it.
pub(super) fn plain(c: char) -> char {
    if c.is_alphanumeric() {
        return c;
    }
    mirrored(c).min(c)
}

/// A letter, or a sign as its run turns it.
fn as_seen(cluster: &Cluster) -> char {
    if cluster.rtl { mirrored(cluster.c) } else { cluster.c }
}

/// The sign that a sign is mirrored to; itself where there is none.
pub(super) fn mirrored(c: char) -> char {
    if c.is_alphanumeric() {
        return c;
    }
    CodePointMapData::<BidiMirroringGlyph>::new()
        .get(c)
        .mirroring_glyph
        .unwrap_or(c)
}

fn is_sign(drawing: &Drawing, shapes: &Shapes) -> bool {
    match drawing.what {
        What::Shape(shape) => shapes.name(drawing.font, shape).is_some_and(|c| !is_bare(c)),
        What::Text(text) | What::Strange(text) => !text.chars().any(is_bare),
    }
}

/// What is wrong with a drawing where a letter is expected.
fn fault(drawing: &Drawing, clusters: &[Cluster], next: usize, line: &Line, shapes: &Shapes) -> Fault {
    let Some(cluster) = clusters.get(next).filter(|_| says(line, clusters)) else {
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
fn says(line: &Line, clusters: &[Cluster]) -> bool {
    let named = line.texts.iter().flat_map(|(_, _, text)| text.chars());
    let mut named: Vec<char> = named.filter(|c| is_drawn(*c)).map(plain).collect();
    let mut wanted: Vec<char> = clusters.iter().map(|cluster| plain(cluster.c)).collect();
    named.sort_unstable();
    wanted.sort_unstable();
    named == wanted
}

/// The letters that a mark may belong to.
fn near(mark: &Drawing, line: &Line, letters: &[std::ops::Range<usize>]) -> std::ops::Range<usize> {
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
fn takes_mark(
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
