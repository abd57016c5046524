//! Crop, fold and bind marks, and the room for a slug line: all of them outside the trim.

use std::collections::{BTreeMap, BTreeSet};

use super::Placement;
use super::geometry::{MM, Point, Rect, Size, Transform};
use super::job::Job;
use super::plan::{Cell, Edge, Finish, Plan};

/// What a mark is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// Cut here, at a page's trim or between copies: a hairline.
    Crop,
    /// Fold here: a dashed hairline.
    Fold,
    /// Slit here, between two pages: a dashed hairline.
    Slit,
    /// A staple's height, or a signature's place among the others: a bar.
    Bind,
}

/// A line on a side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// What it is for.
    pub kind: MarkKind,
    /// Its start.
    pub from: Point,
    /// Its end.
    pub to: Point,
    /// Its width in points.
    pub width: f64,
}

impl Mark {
    /// The lengths of dash and gap in points, or `None` for an unbroken line.
    pub fn dash(&self) -> Option<[f64; 2]> {
        match self.kind {
            MarkKind::Fold | MarkKind::Slit => Some([2.0, 1.5]),
            MarkKind::Crop | MarkKind::Bind => None,
        }
    }

    pub(super) fn moved(self, by: Transform) -> Self {
        Self {
            from: by.apply(self.from),
            to: by.apply(self.to),
            ..self
        }
    }

    pub(super) fn line(kind: MarkKind, from: (f64, f64), to: (f64, f64)) -> Self {
        Self {
            kind,
            from: Point::new(from.0, from.1),
            to: Point::new(to.0, to.1),
            width: if kind == MarkKind::Bind { BAR } else { HAIRLINE },
        }
    }

    fn area(&self) -> Rect {
        Rect::new(self.from.x, self.from.y, self.to.x, self.to.y)
    }
}

/// Room for one line of text that names the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slug {
    /// Width and height of the room, in points.
    pub size: Size,
    /// From the room (its top left corner the origin) to the side.
    pub transform: Transform,
}

const HAIRLINE: f64 = 0.25;
const BAR: f64 = 1.5;
/// From the trim to a mark.
const GAP: f64 = MM;
/// How long marks are.
const LENGTH: f64 = 3.0 * MM;
/// From the trim to the slug line, and the line's height: within the 8 mm edge, it stays clear of the outermost 5 mm.
const SLUG_GAP: f64 = 0.75 * MM;
const SLUG_HEIGHT: f64 = 2.25 * MM;
/// How near, in points, counts as touching.
const SLACK: f64 = 0.01;
/// Collation bars: their height, and the width that a milled-off gutter may give them.
const STEP: f64 = 6.0 * MM;
const STEP_WIDTH: f64 = 2.0 * MM;

/// The marks of one side, seen upright. `index` is the sheet's place among all of them.
pub(super) fn marks(
    job: &Job,
    plan: &Plan,
    index: usize,
    cells: &[Cell],
    placed: &[Placement],
    back: bool,
) -> Vec<Mark> {
    let mut marks = Vec::new();
    if job.sheets.marks.crop {
        marks.extend(crop(plan, cells, placed));
        marks.extend(between(plan, placed));
    }
    if job.sheets.marks.fold {
        marks.extend(fold(plan, placed));
    }
    let pages = PageIndex::of(placed);
    marks.retain(|mark| outside(mark, plan.shape.sheet, &pages));
    if job.sheets.marks.fold && plan.finish == Finish::Zine {
        marks.push(slit(plan.shape.sheet));
    }
    if job.sheets.marks.bind {
        marks.extend(bind(job, plan, index, placed, back));
    }
    marks
}

/// Room for the slug line below the first column's lowest page.
pub(super) fn slug(job: &Job, plan: &Plan, placed: &[Placement]) -> Option<Slug> {
    let lowest = placed.iter().map(|p| p.trim.y1).fold(f64::NEG_INFINITY, f64::max);
    let first = placed
        .iter()
        .filter(|p| p.trim.y1 > lowest - 1.0)
        .reduce(|a, b| if b.trim.x0 < a.trim.x0 { b } else { a })?;
    let room = Rect::new(
        first.trim.x0 + LENGTH,
        lowest + SLUG_GAP,
        first.trim.x1 - LENGTH,
        lowest + SLUG_GAP + SLUG_HEIGHT,
    );
    let fits = room.y1 + SLUG_GAP <= plan.shape.sheet.height && first.trim.size().width > 4.0 * LENGTH;
    (job.sheets.marks.slug && fits).then(|| Slug {
        size: room.size(),
        transform: Transform::place(1.0, Point::new(room.x0, room.y0)),
    })
}

/// Two ticks at each corner that is cut: not at the fold, and nowhere on a zine, which is folded to the paper's edge.
fn crop(plan: &Plan, cells: &[Cell], placed: &[Placement]) -> Vec<Mark> {
    if plan.finish == Finish::Zine {
        return Vec::new();
    }
    let corners = |cell: &Cell, trim: Rect| {
        let left = (cell.spine != Some(Edge::Left)).then_some((trim.x0, -1.0));
        let right = (cell.spine != Some(Edge::Right)).then_some((trim.x1, 1.0));
        [left, right].into_iter().flatten().flat_map(move |(x, across)| {
            [(trim.y0, -1.0), (trim.y1, 1.0)]
                .into_iter()
                .flat_map(move |(y, down)| {
                    let reach = |from: f64, towards: f64| (from + towards * GAP, from + towards * (GAP + LENGTH));
                    let (near_x, far_x) = reach(x, across);
                    let (near_y, far_y) = reach(y, down);
                    [
                        Mark::line(MarkKind::Crop, (near_x, y), (far_x, y)),
                        Mark::line(MarkKind::Crop, (x, near_y), (x, far_y)),
                    ]
                })
        })
    };
    let mut known = BTreeSet::new();
    let mut is_new = |mark: &Mark| known.insert([mark.from.x, mark.from.y, mark.to.x, mark.to.y].map(f64::to_bits));
    let all = cells.iter().zip(placed).flat_map(|(cell, p)| corners(cell, p.trim));
    all.filter(|mark| is_new(mark)).collect()
}

/// Ticks where copies are cut apart, at the ends of the line between them.
fn between(plan: &Plan, placed: &[Placement]) -> Vec<Mark> {
    let sheet = plan.shape.sheet;
    let (columns, rows) = match plan.finish {
        Finish::Fold { copies, .. } => (1, copies),
        Finish::Stacks { .. } => (plan.shape.columns, plan.shape.rows),
        Finish::Cards | Finish::Zine | Finish::Leaves => (1, 1),
    };
    let downwards =
        (1..columns).flat_map(|n| ends_down(MarkKind::Crop, sheet.width * n as f64 / columns as f64, placed));
    let across = (1..rows).flat_map(|n| ends_across(MarkKind::Crop, sheet.height * n as f64 / rows as f64, placed));
    downwards.chain(across).collect()
}

fn fold(plan: &Plan, placed: &[Placement]) -> Vec<Mark> {
    let Size { width, height } = plan.shape.sheet;
    match plan.finish {
        Finish::Fold { .. } => ends_down(MarkKind::Fold, width / 2.0, placed),
        Finish::Zine => [0.25, 0.5, 0.75]
            .iter()
            .flat_map(|part| ends_down(MarkKind::Fold, width * part, placed))
            .chain(ends_across(MarkKind::Fold, height / 2.0, placed))
            .collect(),
        Finish::Stacks { .. } | Finish::Cards | Finish::Leaves => Vec::new(),
    }
}

/// The two ends of a line from top to bottom, outside all pages.
fn ends_down(kind: MarkKind, x: f64, placed: &[Placement]) -> Vec<Mark> {
    let around = around(placed);
    vec![
        Mark::line(kind, (x, around.y0 - GAP), (x, around.y0 - GAP - LENGTH)),
        Mark::line(kind, (x, around.y1 + GAP), (x, around.y1 + GAP + LENGTH)),
    ]
}

/// The two ends of a line from left to right, outside all pages.
fn ends_across(kind: MarkKind, y: f64, placed: &[Placement]) -> Vec<Mark> {
    let around = around(placed);
    vec![
        Mark::line(kind, (around.x0 - GAP, y), (around.x0 - GAP - LENGTH, y)),
        Mark::line(kind, (around.x1 + GAP, y), (around.x1 + GAP + LENGTH, y)),
    ]
}

fn slit(sheet: Size) -> Mark {
    let middle = sheet.height / 2.0;
    Mark::line(
        MarkKind::Slit,
        (sheet.width * 0.25, middle),
        (sheet.width * 0.75, middle),
    )
}

/// On the outermost sheet: the height of two staples, beside the fore-edges; for signatures, a bar on the fold, one step lower for
/// each signature, so that gathered backs show a stair and a wrong order a gap in it.
fn bind(job: &Job, plan: &Plan, index: usize, placed: &[Placement], back: bool) -> Vec<Mark> {
    let Finish::Fold { copies, sections } = &plan.finish else {
        return Vec::new();
    };
    let section = plan.sheets.get(index).map_or(0, |sheet| sheet.section);
    let outermost = index == sections.iter().take(section).sum::<usize>();
    if back || !outermost {
        return Vec::new();
    }
    let area = around(placed);
    if sections.len() > 1 {
        let middle = plan.shape.sheet.width / 2.0;
        let steps = (((area.y1 - area.y0) / STEP) as usize).saturating_sub(4).max(1);
        let top = area.y0 + STEP * (2 + section % steps) as f64;
        let bar = Mark::line(MarkKind::Bind, (middle, top), (middle, top + STEP));
        let width = if job.sheets.gutter > 0.0 {
            (2.0 * job.sheets.gutter).min(STEP_WIDTH)
        } else {
            HAIRLINE
        };
        return vec![Mark { width, ..bar }];
    }
    let rows = (0..*copies).filter_map(|row| placed.get(row * 2)).map(|p| p.trim);
    rows.flat_map(|trim| [0.25, 0.75].map(|part| trim.y0 + (trim.y1 - trim.y0) * part))
        .flat_map(|y| ends_across(MarkKind::Bind, y, placed))
        .filter(|mark| outside(mark, plan.shape.sheet, &PageIndex::of(placed)))
        .collect()
}

/// The box around all pages of a side.
fn around(placed: &[Placement]) -> Rect {
    let nothing = Rect {
        x0: f64::INFINITY,
        y0: f64::INFINITY,
        x1: f64::NEG_INFINITY,
        y1: f64::NEG_INFINITY,
    };
    placed.iter().fold(nothing, |all, p| Rect {
        x0: all.x0.min(p.trim.x0),
        y0: all.y0.min(p.trim.y0),
        x1: all.x1.max(p.trim.x1),
        y1: all.y1.max(p.trim.y1),
    })
}

/// Whether a mark lies on the sheet and touches no page.
fn outside(mark: &Mark, sheet: Size, pages: &PageIndex) -> bool {
    let area = mark.area();
    Rect::of(sheet).holds(area, 0.0) && !pages.touched_by(area)
}

/// The pages of a side by where they are, so that each mark is held against its neighbours alone: cards are many.
struct PageIndex {
    /// As large as the largest page.
    cell: Size,
    /// The pages by the cell in which their top left corner lies.
    trims: BTreeMap<(i64, i64), Vec<Rect>>,
}

impl PageIndex {
    fn of(placed: &[Placement]) -> Self {
        let sizes = || placed.iter().map(|p| p.trim.size());
        let largest = |side: fn(Size) -> f64| sizes().map(side).fold(1.0, f64::max) + 4.0 * SLACK;
        let mut index = Self {
            cell: Size::new(largest(|size| size.width), largest(|size| size.height)),
            trims: BTreeMap::new(),
        };
        for trim in placed.iter().map(|p| p.trim.inset(-SLACK)) {
            index
                .trims
                .entry(index.cell_at(trim.x0, trim.y0))
                .or_default()
                .push(trim);
        }
        index
    }

    fn cell_at(&self, x: f64, y: f64) -> (i64, i64) {
        (
            (x / self.cell.width).floor() as i64,
            (y / self.cell.height).floor() as i64,
        )
    }

    /// Along the very edge of a page counts as touching it: between cards there is no room for a mark.
    fn touched_by(&self, area: Rect) -> bool {
        let area = area.inset(-SLACK);
        // A page that reaches into the area begins one cell before it at the most.
        let (left, top) = self.cell_at(area.x0, area.y0);
        let (right, bottom) = self.cell_at(area.x1, area.y1);
        let mut cells = (left - 1..=right).flat_map(|column| (top - 1..=bottom).map(move |row| (column, row)));
        cells.any(|cell| {
            let near = self.trims.get(&cell).map(Vec::as_slice).unwrap_or_default();
            near.iter().any(|trim| area.overlaps(*trim, 0.0))
        })
    }
}
