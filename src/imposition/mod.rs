//! Imposition: where pages go on sheets of paper, so that these fold, nest and cut into something that reads.
//!
//! This room is arithmetic only. A [`Job`] goes in; [`impose`] answers with an [`Imposition`]: sheets, each of one or two [`Side`]s,
//! each side a list of [`Placement`]s (page, transform, clip), mark lines and a place for a slug line. Painters turn that into PDF.
//!
//! Lengths are points, the origin is the top left corner of a side as it is seen on the screen, y grows downwards. A sheet's back is
//! what the printer is to print there: if the printer turns the sheet like a page of a book (about the vertical axis of the screen:
//! the short edge of a landscape sheet, the long edge of a portrait one), the back is upright; if it turns it head over heels, the whole back stands
//! on its head.

mod choice;
pub mod fit;
pub mod geometry;
mod job;
mod length;
mod marks;
mod options;
mod paper;
mod plan;
pub mod print;
mod scheme;
#[cfg(test)]
mod tests;

pub use choice::Choice;
pub(crate) use choice::choices;
pub use geometry::{Point, Rect, Size, Transform};
pub use job::{Binding, Job, Problem};
pub use length::Length;
pub use marks::{Mark, MarkKind, Slug};
pub use options::{Creep, CreepMethod, Flip, MarkSet, SAFE_EDGE, Scale, Scheme, SheetOptions};
pub use paper::{NAMED as NAMED_PAPERS, Paper, Thickness};
pub use plan::Finish;

use plan::{Cell, Edge, Plan};

/// A job done.
#[derive(Debug, Clone, PartialEq)]
pub struct Imposition {
    /// The size of every sheet, turned the way it is used, in points.
    pub size: Size,
    /// The sheets in the order in which they are printed.
    pub sheets: Vec<Sheet>,
    /// The part of its own size at which a page is placed.
    pub scale: f64,
    /// Whether pages reach into the edge that was to stay clear (only at [`Scale::Actual`]).
    pub tight: bool,
    /// What is to be done with the printed sheets.
    pub finish: Finish,
    /// How the printer must turn the sheets; `None` where nothing is printed on their backs.
    pub flip: Option<Flip>,
}

impl Imposition {
    /// How many blank pages were added.
    pub fn blanks(&self) -> usize {
        let blank = |placement: &&Placement| placement.page.is_none();
        let copies = match self.finish {
            Finish::Fold { copies, .. } | Finish::Stacks { copies } => copies,
            _ => 1,
        };
        self.sides().flat_map(|side| &side.placements).filter(blank).count() / copies.max(1)
    }

    /// All sides as they follow each other in a PDF: front, back, front, back …
    pub fn sides(&self) -> impl Iterator<Item = &Side> {
        self.sheets
            .iter()
            .flat_map(|sheet| [Some(&sheet.front), sheet.back.as_ref()])
            .flatten()
    }
}

/// One sheet of paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its number from 1, in the order of printing.
    pub number: usize,
    /// The section it belongs to, from 1.
    pub section: usize,
    /// The side printed first.
    pub front: Side,
    /// The other one; `None` where the scheme prints on one side only.
    pub back: Option<Side>,
}

/// One side of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The pages on it, blanks too.
    pub placements: Vec<Placement>,
    /// Lines for whoever cuts, folds and binds.
    pub marks: Vec<Mark>,
    /// Where a line that names the sheet has room, if one was asked for.
    pub slug: Option<Slug>,
}

/// One page on a side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// The page from 1; `None` is a blank.
    pub page: Option<usize>,
    /// From the page (its top left corner the origin) to the side.
    pub transform: Transform,
    /// What may be seen of the page, on the side.
    pub clip: Rect,
    /// Where the page is after trimming, on the side.
    pub trim: Rect,
}

impl Placement {
    /// The clip in the page's own space, for painters that clip before they transform.
    pub fn page_clip(&self) -> Rect {
        self.transform
            .inverse()
            .map_or(self.clip, |back| back.apply_rect(self.clip))
    }
}

/// Places a job's pages on sheets.
///
/// # Errors
/// A [`Problem`] where there is no page, no area, or no room for the pages at the scale asked for.
pub fn impose(job: &Job) -> Result<Imposition, Problem> {
    if job.pages == 0 {
        return Err(Problem::NoPages);
    }
    let lengths = [job.sheets.edge, job.sheets.gutter];
    if !job.page.is_valid() || !job.sheets.paper.size().is_valid() || lengths.iter().any(|l| !l.is_finite() || *l < 0.0)
    {
        return Err(Problem::NoArea);
    }
    let plan = scheme::plan(job)?;
    let shift = plan
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.front)
        .map(|cell| job.sheets.creep.shift(cell.depth))
        .fold(0.0, f64::max);
    if shift > job.page.width * plan.shape.scale / 4.0 {
        return Err(Problem::TooThick { shift });
    }
    let sheets: Vec<Sheet> = (0..plan.sheets.len())
        .filter_map(|index| sheet(job, &plan, index))
        .collect();
    Ok(Imposition {
        size: plan.shape.sheet,
        scale: plan.shape.scale,
        tight: plan.shape.tight,
        flip: sheets
            .iter()
            .any(|sheet| sheet.back.is_some())
            .then_some(job.sheets.flip),
        finish: plan.finish,
        sheets,
    })
}

fn sheet(job: &Job, plan: &Plan, index: usize) -> Option<Sheet> {
    let faces = plan.sheets.get(index)?;
    let front = side(job, plan, index, &faces.front, false);
    let back = faces.back.as_ref().map(|cells| {
        let back = side(job, plan, index, cells, true);
        if turns_head_over_heels(plan.shape.sheet, job.sheets.flip) {
            back.half_turned(plan.shape.sheet)
        } else {
            back
        }
    });
    Some(Sheet {
        number: index + 1,
        section: faces.section + 1,
        front,
        back,
    })
}

/// Whether the printer turns a sheet about the horizontal axis of the screen.
fn turns_head_over_heels(sheet: Size, flip: Flip) -> bool {
    (sheet.width >= sheet.height) == (flip == Flip::LongEdge)
}

fn side(job: &Job, plan: &Plan, index: usize, cells: &[Cell], back: bool) -> Side {
    let placements: Vec<Placement> = cells.iter().map(|cell| place(job, plan, cell)).collect();
    let marks = marks::marks(job, plan, index, cells, &placements, back);
    let slug = marks::slug(job, plan, &placements);
    Side {
        placements,
        marks,
        slug,
    }
}

fn place(job: &Job, plan: &Plan, cell: &Cell) -> Placement {
    let still = plan.shape.trim(job, cell);
    let shift = job.sheets.creep.shift(cell.depth);
    let towards = match cell.spine {
        Some(Edge::Left) => -shift,
        Some(Edge::Right) => shift,
        None => 0.0,
    };
    let moved = Rect {
        x0: still.x0 + towards,
        x1: still.x1 + towards,
        ..still
    };
    // Nothing crosses the fold, whatever the creep.
    let area = plan.shape.cell(job, cell);
    let print = moved.intersect(Rect {
        y0: still.y0,
        y1: still.y1,
        ..area
    });
    let trim = if matches!(job.sheets.creep, Creep::Shingle(_)) {
        print
    } else {
        still
    };
    let upright = Transform::place(plan.shape.scale, Point::new(moved.x0, moved.y0));
    let transform = if cell.turned {
        Transform::half_turn(job.page).then(upright)
    } else {
        upright
    };
    Placement {
        page: cell.page,
        transform,
        clip: print,
        trim,
    }
}

impl Side {
    /// The side with everything on it turned by 180°.
    fn half_turned(self, sheet: Size) -> Self {
        let turn = Transform::half_turn(sheet);
        Self {
            placements: self
                .placements
                .into_iter()
                .map(|placement| Placement {
                    page: placement.page,
                    transform: placement.transform.then(turn),
                    clip: turn.apply_rect(placement.clip),
                    trim: turn.apply_rect(placement.trim),
                })
                .collect(),
            marks: self.marks.into_iter().map(|mark| mark.moved(turn)).collect(),
            slug: self.slug.map(|slug| Slug {
                transform: slug.transform.then(turn),
                ..slug
            }),
        }
    }
}
