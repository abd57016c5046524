//! A page as it is seen: its visible box, turned and measured.

use std::collections::BTreeMap;

use lopdf::{Dictionary, ObjectId};

use super::PageBox;
use super::source::{Inherited, Source};
use crate::diagnostic::{Diagnostic, Report};
use crate::imposition::{Point, Rect, Size, Transform};
use crate::prepress::{damaged, number};

/// A page of the PDF that came in.
pub(super) struct Page {
    /// Its own object.
    pub id: ObjectId,
    /// Its number from 1.
    pub number: usize,
    /// The node of the page tree that holds its resources: itself, or one above it.
    pub resources: Option<ObjectId>,
    /// The part that is placed, in its own user space (ISO 32000-1, 14.11.2).
    pub visible: [f64; 4],
    /// Whether that is less than what is seen on a screen.
    pub trimmed: bool,
    /// From its user space (y up) to the upright page (y up), in points: UserUnit and Rotate applied.
    pub upright: Transform,
    /// The size of the upright page in points.
    pub size: Size,
}

/// How a page lies in the common page.
pub(super) struct Placed {
    /// From the upright page to the common one, both with their origin at the top left.
    pub transform: Transform,
}

/// A side at which pages are too small to be meant, in points.
const SMALLEST: f64 = 1.0;
/// Sizes that differ by less than this many points are the same.
const SAME: f64 = 1.5;

impl Page {
    /// Reads a page's measures.
    pub fn read(
        source: &Source,
        (page, id): (usize, ObjectId),
        own: &Dictionary,
        inherited: Inherited,
        page_box: PageBox,
    ) -> Result<Self, Diagnostic> {
        let no_size = || damaged(format!("page {page} has no size"));
        let node = |key: &[u8]| inherited.node(source, key).map(|(_, node)| node);
        let media = node(b"MediaBox").and_then(|node| rectangle(source, node, b"MediaBox"));
        let media = media.ok_or_else(no_size)?;
        // A box that leaves nothing of the one around it is ignored, as viewers do.
        let within = |around: Rect, from: Option<&Dictionary>, key: &[u8]| {
            let part = from.and_then(|from| rectangle(source, from, key));
            let part = part.map(|part| part.intersect(around));
            part.filter(|part| part.size().is_valid()).unwrap_or(around)
        };
        let crop = within(media, node(b"CropBox"), b"CropBox");
        let seen = match page_box {
            PageBox::Media => media,
            PageBox::Crop => crop,
            PageBox::Trim => within(crop, Some(own), b"TrimBox"),
        };
        let (whole, part) = (crop.size(), seen.size());
        let trimmed = page_box == PageBox::Trim && (whole.width - part.width).max(whole.height - part.height) > SAME;
        let unit = source
            .value(own, b"UserUnit")
            .and_then(number)
            .filter(|unit| *unit > 0.0)
            .unwrap_or(1.0);
        let turns = node(b"Rotate").and_then(|node| source.value(node, b"Rotate"));
        let turns = turns.and_then(number).unwrap_or(0.0) / 90.0;
        let (upright, size) = upright(seen, turns.round().rem_euclid(4.0) as u8, unit);
        if size.width < SMALLEST || size.height < SMALLEST || !size.is_valid() {
            return Err(no_size());
        }
        Ok(Self {
            id,
            number: page,
            resources: inherited.node(source, b"Resources").map(|(id, _)| id),
            visible: [seen.x0, seen.y0, seen.x1, seen.y1],
            trimmed,
            upright,
            size,
        })
    }

    /// In the middle of a page of the common size, made smaller if it must be.
    pub fn placed_in(&self, common: Size) -> Placed {
        let scale = (common.width / self.size.width).min(common.height / self.size.height);
        let scale = if scale < 1.0 || self.is_like(common) {
            scale
        } else {
            1.0
        };
        let rest = |whole: f64, part: f64| (whole - part * scale) / 2.0;
        let at = Point::new(
            rest(common.width, self.size.width),
            rest(common.height, self.size.height),
        );
        Placed {
            transform: Transform::place(scale, at),
        }
    }

    fn is_like(&self, size: Size) -> bool {
        (self.size.width - size.width).abs() < SAME && (self.size.height - size.height).abs() < SAME
    }
}

fn rectangle(source: &Source, attributes: &Dictionary, key: &[u8]) -> Option<Rect> {
    match source.numbers(attributes, key)?.as_slice() {
        &[ax, ay, bx, by] => Some(Rect::new(ax, ay, bx, by)).filter(|rect| rect.size().is_valid()),
        _ => None,
    }
}

/// The map that stands a page upright at the origin after `turns` quarter turns clockwise, and how large it is then.
fn upright(seen: Rect, turns: u8, unit: f64) -> (Transform, Size) {
    let Size { width, height } = seen.size();
    let (a, b, c, d, e, f) = match turns {
        1 => (0.0, -1.0, 1.0, 0.0, -seen.y0, seen.x1),
        2 => (-1.0, 0.0, 0.0, -1.0, seen.x1, seen.y1),
        3 => (0.0, 1.0, -1.0, 0.0, seen.y1, -seen.x0),
        _ => (1.0, 0.0, 0.0, 1.0, -seen.x0, -seen.y0),
    };
    let turned = Transform { a, b, c, d, e, f }.then(Transform::place(unit, Point::new(0.0, 0.0)));
    let size = Size::new(width * unit, height * unit);
    (turned, if turns % 2 == 1 { size.turned() } else { size })
}

/// The size that most pages have; of equally common ones, the first. Pages of other sizes are told about.
pub(super) fn common_size(pages: &[Page], report: &mut Report) -> Size {
    let mut counts: Vec<(Size, usize)> = Vec::new();
    // Sizes that are alike lie in the same square of this grid or in one beside it.
    let mut squares: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for page in pages {
        let (column, row) = square(page.size);
        let near = (column - 1..=column + 1).flat_map(|column| (row - 1..=row + 1).map(move |row| (column, row)));
        let near = near.filter_map(|at| squares.get(&at)).flatten();
        let known = near.filter(|known| counts.get(**known).is_some_and(|(size, _)| page.is_like(*size)));
        match known.min().and_then(|known| counts.get_mut(*known)) {
            Some((_, count)) => *count += 1,
            None => {
                squares.entry((column, row)).or_default().push(counts.len());
                counts.push((page.size, 1));
            }
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let common = counts
        .iter()
        .find(|(_, count)| *count == most)
        .map_or(Size::new(0.0, 0.0), |(size, _)| *size);
    let others: Vec<String> = pages
        .iter()
        .filter(|page| !page.is_like(common))
        .map(|page| page.number.to_string())
        .collect();
    if let Some(first) = others.first() {
        let message = match others.len() {
            1 => format!("page {first} has another size than the rest"),
            count => format!("{count} pages, page {first} the first of them, have other sizes than the rest"),
        };
        report.add(
            Diagnostic::warning("impose-page-size", message)
                .hint("they are centred, and made smaller where they are larger"),
        );
    }
    common
}

fn square(size: Size) -> (i64, i64) {
    ((size.width / SAME).floor() as i64, (size.height / SAME).floor() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_turn_stands_upright_at_the_origin() {
        let seen = Rect::new(10.0, 20.0, 110.0, 220.0);
        // Where the corner that is seen at the top left lies in the page's own space.
        let corners = [(10.0, 220.0), (10.0, 20.0), (110.0, 20.0), (110.0, 220.0)];
        for (turns, corner) in (0u8..).zip(corners) {
            let (map, size) = upright(seen, turns, 2.0);
            let at = map.apply(Point::new(corner.0, corner.1));
            assert_eq!((at.x, at.y), (0.0, size.height), "{turns}");
            assert_eq!(map.apply_rect(seen), Rect::of(size), "{turns}");
        }
    }
}
