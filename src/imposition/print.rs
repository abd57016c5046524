//! Files for print shops: a page with its bleed and crop marks, a cover with its spine, and the order of pages.

use super::Binding;
use super::geometry::{INCH, MM, Rect, Size};
use super::marks::{Mark, MarkKind};
use super::paper::Thickness;

/// The bleed that print shops outside North America ask for: 3 mm.
pub const BLEED: f64 = 3.0 * MM;
/// How far within the trim everything that matters should stay: knives are not exact.
pub const SAFETY: f64 = 5.0 * MM;

/// From the trim to a crop mark where there is less bleed than that.
const OFFSET: f64 = 3.0 * MM;
const LENGTH: f64 = 5.0 * MM;
/// Paper beyond the marks.
const RIM: f64 = MM;

/// A page or cover for a print shop: the boxes of ISO 32000-1, 14.11.2, in points from the top left corner of the medium.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintPage {
    /// The whole medium (MediaBox).
    pub media: Size,
    /// Up to where colour must reach (BleedBox).
    pub bleed: Rect,
    /// What remains after cutting (TrimBox).
    pub trim: Rect,
    /// Within which everything that matters should stay.
    pub safe: Rect,
    /// Crop marks, and fold marks of a cover; none of them touches the bleed.
    pub marks: Vec<Mark>,
}

/// A page of `trim` points with so much bleed around it; with crop marks, the medium is larger than the bleed.
pub fn print_page(trim: Size, bleed: f64, crop_marks: bool) -> PrintPage {
    let offset = bleed.max(OFFSET);
    let around = if crop_marks { offset + LENGTH + RIM } else { bleed };
    let trimmed = Rect::new(around, around, around + trim.width, around + trim.height);
    PrintPage {
        media: Size::new(trim.width + 2.0 * around, trim.height + 2.0 * around),
        bleed: trimmed.inset(-bleed),
        trim: trimmed,
        safe: trimmed.inset(SAFETY.min(trim.width / 2.0).min(trim.height / 2.0)),
        marks: if crop_marks {
            corner_marks(trimmed, offset)
        } else {
            Vec::new()
        },
    }
}

/// The cover of a perfect-bound book in one piece, its outer side.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintCover {
    /// The boxes of the whole; its marks show the spine's folds as well.
    pub page: PrintPage,
    /// Where the front cover is.
    pub front: Rect,
    /// Where the spine is; without width where there are too few leaves for one.
    pub spine: Rect,
    /// Where the back cover is.
    pub back: Rect,
}

/// A cover for pages of `trim` and a spine of so many points. Seen from outside, the front cover of a right-bound book is on the left.
pub fn print_cover(trim: Size, spine: f64, binding: Binding, bleed: f64, crop_marks: bool) -> PrintCover {
    let mut page = print_page(Size::new(2.0 * trim.width + spine, trim.height), bleed, crop_marks);
    let Rect { x0, y0, x1, y1 } = page.trim;
    let (left, right) = (
        Rect::new(x0, y0, x0 + trim.width, y1),
        Rect::new(x1 - trim.width, y0, x1, y1),
    );
    let between = Rect::new(left.x1, y0, right.x0, y1);
    if crop_marks {
        let offset = bleed.max(OFFSET);
        let ends = |x| {
            [(y0 - offset, y0 - offset - LENGTH), (y1 + offset, y1 + offset + LENGTH)].map(|(from, to)| (x, from, to))
        };
        let folds = if spine > 0.0 {
            vec![between.x0, between.x1]
        } else {
            vec![between.x0]
        };
        let lines = folds.into_iter().flat_map(ends);
        page.marks
            .extend(lines.map(|(x, from, to)| Mark::line(MarkKind::Fold, (x, from), (x, to))));
    }
    let (front, back) = match binding {
        Binding::Right => (left, right),
        Binding::Left => (right, left),
    };
    PrintCover {
        page,
        front,
        spine: between,
        back,
    }
}

/// How wide the spine of a book is, in points: a leaf for every two pages, and the cover on either side of them.
pub fn spine_width(pages: usize, paper: Thickness, cover: Option<Thickness>) -> f64 {
    pages.div_ceil(2) as f64 * paper.in_points() + 2.0 * cover.map_or(0.0, Thickness::in_points)
}

/// The order in which a print service wants the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageOrder {
    /// As they are read.
    #[default]
    Reading,
    /// Last page first, with a blank to make their number even: what services want that know only books bound on the left, so
    /// that a book bound on the right comes out right.
    Reversed,
}

/// The pages from 1 in that order; `None` is a blank. A back cover stays last in reading.
pub fn page_order(pages: usize, order: PageOrder, back_cover: bool) -> Vec<Option<usize>> {
    let mut sequence: Vec<Option<usize>> = (1..=pages).map(Some).collect();
    if order == PageOrder::Reversed {
        if pages % 2 == 1 {
            let at = if back_cover { pages - 1 } else { pages };
            sequence.insert(at, None);
        }
        sequence.reverse();
    }
    sequence
}

/// The dots an inch of a picture of so many pixels placed at a size in points: the fewer of both directions.
pub fn resolution(pixels: (u32, u32), placed: Size) -> f64 {
    let per_inch = |pixels: u32, points: f64| f64::from(pixels) * INCH / points;
    per_inch(pixels.0, placed.width).min(per_inch(pixels.1, placed.height))
}

/// Two marks at every corner, from `offset` beyond the trim outwards.
fn corner_marks(trim: Rect, offset: f64) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (x, across) in [(trim.x0, -1.0), (trim.x1, 1.0)] {
        for (y, down) in [(trim.y0, -1.0), (trim.y1, 1.0)] {
            let reach = |from: f64, towards: f64| (from + towards * offset, from + towards * (offset + LENGTH));
            let ((near_x, far_x), (near_y, far_y)) = (reach(x, across), reach(y, down));
            marks.push(Mark::line(MarkKind::Crop, (near_x, y), (far_x, y)));
            marks.push(Mark::line(MarkKind::Crop, (x, near_y), (x, far_y)));
        }
    }
    marks
}
