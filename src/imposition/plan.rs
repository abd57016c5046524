//! Which page lies in which cell of the paper: what a scheme decides, before anything is measured out.

use super::geometry::{Rect, Size};
use super::job::{Job, Problem};
use super::options::Scale;

/// One page's place in the grid of a side, the side seen upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    /// The page from 1, or a blank.
    pub page: Option<usize>,
    /// Column from the left, from 0.
    pub column: usize,
    /// Row from the top, from 0.
    pub row: usize,
    /// Whether the page stands on its head.
    pub turned: bool,
    /// The side of the cell on which the page is bound.
    pub spine: Option<Edge>,
    /// How many sheets lie around this one once nested.
    pub depth: usize,
}

impl Cell {
    /// A page upright in its cell, bound nowhere.
    pub fn upright(page: Option<usize>, column: usize, row: usize) -> Self {
        Self {
            page,
            column,
            row,
            turned: false,
            spine: None,
            depth: 0,
        }
    }
}

/// A side of a cell, as seen on the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// Its left side.
    Left,
    /// Its right side.
    Right,
}

/// How pages sit in their cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seat {
    /// Against the fold, in the middle of the cell's height.
    Spine,
    /// Against the fold, and the heads of two rows against each other.
    SpineAndHead,
    /// In the middle of the cell.
    Middle,
    /// Cells as large as the pages, all of them in the middle of the sheet.
    Packed,
}

/// Both sides of a sheet, the back as it looks once the sheet is turned like a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Faces {
    /// The side printed first.
    pub front: Vec<Cell>,
    /// The other one, if the scheme prints on it.
    pub back: Option<Vec<Cell>>,
    /// The section (signature, booklet) it belongs to, from 0.
    pub section: usize,
}

/// What is to be done with the printed sheets, in this order: cut, fold, nest, gather.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finish {
    /// Cut the rows apart, then nest each row's sheets section by section and fold them in the middle.
    Fold {
        /// Rows a sheet is cut into, each a copy of its own; 1 means: do not cut.
        copies: usize,
        /// Sheets in each section; a saddle-stitched booklet has but one.
        sections: Vec<usize>,
    },
    /// Cut all cells apart; each cell's stack of leaves is a copy.
    Stacks {
        /// Copies a sheet holds.
        copies: usize,
    },
    /// Cut all cells apart; each is a card of its own.
    Cards,
    /// Fold each sheet in eight, slit the middle, fold it into a booklet.
    Zine,
    /// Leave the sheets as they are.
    Leaves,
}

/// A scheme's answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plan {
    pub shape: Shape,
    pub sheets: Vec<Faces>,
    pub finish: Finish,
}

/// The grid of a side and how large pages become in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shape {
    /// The paper, turned the way it is used.
    pub sheet: Size,
    pub columns: usize,
    pub rows: usize,
    pub seat: Seat,
    /// The part of its own size at which a page is placed.
    pub scale: f64,
    /// Whether the pages reach into the edge that was to stay clear.
    pub tight: bool,
}

impl Shape {
    /// The grid (columns, rows) and the turn of the paper at which the pages become largest.
    pub fn choose(job: &Job, seat: Seat, grids: &[(usize, usize)]) -> Result<Self, Problem> {
        let mut best: Option<(f64, Self)> = None;
        for &(columns, rows) in grids {
            for sheet in [
                landscape(job.sheets.paper.size()),
                landscape(job.sheets.paper.size()).turned(),
            ] {
                let shape = Self {
                    sheet,
                    columns,
                    rows,
                    seat,
                    scale: 1.0,
                    tight: false,
                };
                let scale = shape.largest(job, job.sheets.edge);
                // A hair of advantage does not turn the paper: sizes come in rounded millimetres.
                if best.is_none_or(|(most, _)| scale > most * 1.000_001) {
                    best = Some((scale, shape));
                }
            }
        }
        let (largest, shape) = best.ok_or(Problem::NoRoom)?;
        match job.sheets.scale {
            Scale::Fit if largest <= 0.0 => Err(Problem::NoRoom),
            Scale::Fit => Ok(Self {
                scale: largest,
                ..shape
            }),
            Scale::Actual if largest >= ALMOST => Ok(shape),
            Scale::Actual => {
                let fits_at = shape.largest(job, 0.0);
                let tight = Self { tight: true, ..shape };
                if fits_at >= ALMOST {
                    Ok(tight)
                } else {
                    Err(Problem::TooLarge {
                        fits_at: fits_at.max(0.0),
                    })
                }
            }
        }
    }

    /// The largest scale at which a page fits into a cell, `edge` points kept clear.
    fn largest(&self, job: &Job, edge: f64) -> f64 {
        let cell = self.cell_size();
        let (across, down) = match self.seat {
            Seat::Spine => (cell.width - edge - job.sheets.gutter, cell.height - 2.0 * edge),
            Seat::SpineAndHead => (cell.width - edge - job.sheets.gutter, cell.height - edge),
            Seat::Middle | Seat::Packed => (cell.width - 2.0 * edge, cell.height - 2.0 * edge),
        };
        (across / job.page.width).min(down / job.page.height)
    }

    fn cell_size(&self) -> Size {
        Size::new(
            self.sheet.width / self.columns as f64,
            self.sheet.height / self.rows as f64,
        )
    }

    /// The part of the sheet that is a cell's: up to the folds or cuts around it.
    pub fn cell(&self, job: &Job, cell: &Cell) -> Rect {
        let (Size { width, height }, origin) = match self.seat {
            Seat::Packed => {
                let size = self.scaled(job);
                let block = Size::new(size.width * self.columns as f64, size.height * self.rows as f64);
                (
                    size,
                    (
                        (self.sheet.width - block.width) / 2.0,
                        (self.sheet.height - block.height) / 2.0,
                    ),
                )
            }
            _ => (self.cell_size(), (0.0, 0.0)),
        };
        let (x, y) = (
            origin.0 + width * cell.column as f64,
            origin.1 + height * cell.row as f64,
        );
        Rect::new(x, y, x + width, y + height)
    }

    /// Where the trimmed page lies in its cell, creep left out.
    pub fn trim(&self, job: &Job, cell: &Cell) -> Rect {
        let area = self.cell(job, cell);
        let Size { width, height } = self.scaled(job);
        let x = match cell.spine {
            Some(Edge::Left) => area.x0 + job.sheets.gutter,
            Some(Edge::Right) => area.x1 - job.sheets.gutter - width,
            None => (area.x0 + area.x1 - width) / 2.0,
        };
        let y = match (self.seat, cell.turned) {
            (Seat::SpineAndHead, false) => area.y0,
            (Seat::SpineAndHead, true) => area.y1 - height,
            _ => (area.y0 + area.y1 - height) / 2.0,
        };
        Rect::new(x, y, x + width, y + height)
    }

    fn scaled(&self, job: &Job) -> Size {
        Size::new(job.page.width * self.scale, job.page.height * self.scale)
    }
}

/// Pages this much too large are taken to fit: A5 is 0.5 mm narrower than half of A4, half of A5 half a millimetre off A6.
/// ISO 216 allows paper to be off by up to 2 mm in 297.
const ALMOST: f64 = 0.995;

/// The size lying on its long side; squares as they are.
pub(super) fn landscape(size: Size) -> Size {
    if size.width < size.height { size.turned() } else { size }
}

/// The pages from 1, padded to a multiple of `unit`: blanks go to the end, or before a back cover.
pub(super) fn padded(job: &Job, unit: usize) -> Vec<Option<usize>> {
    let whole = job.pages.div_ceil(unit) * unit;
    let blanks = std::iter::repeat_n(None, whole - job.pages);
    if job.back_cover && job.pages > 1 {
        (1..job.pages)
            .map(Some)
            .chain(blanks)
            .chain([Some(job.pages)])
            .collect()
    } else {
        (1..=job.pages).map(Some).chain(blanks).collect()
    }
}
