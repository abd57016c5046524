//! One block compared: what its lines draw, outline by outline, with what they should show.

use super::fault::{Fault, Matched, Mismatch};
use super::lines::Line;
use super::matching::{How, matched, says};
use super::run::OWN;
use super::setting::rest;
use super::shapes::Shapes;
use super::visual::{Cluster, Paragraph, Place, seen};

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
        let names = || says(line, &clusters);
        let how = How { signs, names: &names };
        let found = found_somehow(line, &clusters, shapes, how, &mut letters).map_err(|mismatch| {
            // Words that are drawn as their faces set them are right, whatever they are made of; what is left explains itself, or
            // is wrong.
            let rest = rest(line, &clusters, shapes);
            let left = if signs && rest.set.contains(&true) {
                found_somehow(&rest.line, &rest.clusters, shapes, how, &mut letters)
            } else {
                Err(mismatch)
            };
            left.err()
        });
        let found = match found {
            Ok(()) => each(&Matched {
                line,
                clusters: &clusters,
                letters: &letters,
            }),
            Err(mismatch) => mismatch,
        };
        if let Some(mismatch) = found {
            if is_sure(mismatch.fault, line, &names, shapes) {
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

/// Whether a fault is one for certain. How near letters and marks stand, and in which pieces they are drawn, is known of the families
/// that ship; in a font of the book's own, a line that names the right letters is taken for right.
fn is_sure(fault: Fault, line: &Line, names: &dyn Fn() -> bool, shapes: &Shapes) -> bool {
    let shipped = || line.beside.iter().all(|drawing| shapes.is_shipped(drawing.font));
    match fault {
        Fault::Shape(..) | Fault::Mirror(_) => true,
        Fault::Letters => !names() || shipped(),
        Fault::MarkLost(_) | Fault::MarkStrange(_) | Fault::Gap | Fault::Over => shipped(),
    }
}

/// Finds each letter of a line among its drawings, in the first way that does: letters from left to right or in the order of their
/// glyphs, pieces over a letter its own or letters themselves.
fn found_somehow(
    line: &Line,
    clusters: &[Cluster],
    shapes: &Shapes,
    how: How,
    letters: &mut Vec<std::ops::Range<usize>>,
) -> Result<(), Mismatch> {
    let mut find = |line: &Line, pieces: bool| {
        letters.clear();
        matched(line, clusters, shapes, (how, pieces), letters)
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
    words.find(|word| *word != OWN).unwrap_or(OWN)
}
