//! Cards: as many a sheet as the paper holds, backs behind their fronts.

use crate::imposition::job::{Binding, Job, Problem};
use crate::imposition::plan::{Cell, Faces, Finish, Plan, Seat, Shape, landscape};

/// More cards than anybody cuts from one sheet: on A4, each would be smaller than 3 by 2 mm.
const MOST_CARDS: usize = 10_000;

/// Fronts from odd pages, backs from even ones, in reading order; a job of one card fills the sheet with it.
pub(super) fn cards(job: &Job) -> Result<Plan, Problem> {
    let shape = shape(job)?;
    let cells = shape.columns * shape.rows;
    if cells > MOST_CARDS {
        return Err(Problem::TooSmall { cards: cells });
    }
    let single = job.pages <= 2;
    let cards = if single { cells } else { job.pages.div_ceil(2) };
    let page = |card: usize, back: usize| {
        let page = if single { 0 } else { card * 2 } + back + 1;
        (card < cards && page <= job.pages).then_some(page)
    };
    let side = |first: usize, back: usize| -> Vec<Cell> {
        // The back's columns run the other way, since the sheet is turned like a page.
        let mirrored = (job.binding == Binding::Right) != (back == 1);
        (0..cells)
            .map(|slot| {
                let (row, along) = (slot / shape.columns, slot % shape.columns);
                let column = if mirrored { shape.columns - 1 - along } else { along };
                Cell::upright(page(first + slot, back), column, row)
            })
            .collect()
    };
    let sheets = (0..cards.div_ceil(cells))
        .map(|sheet| Faces {
            front: side(sheet * cells, 0),
            back: (job.pages > 1).then(|| side(sheet * cells, 1)),
            section: 0,
        })
        .collect();
    Ok(Plan {
        shape,
        sheets,
        finish: Finish::Cards,
    })
}

/// The turn of the paper that holds most cards at their own size; one card scaled down if none fits.
fn shape(job: &Job) -> Result<Shape, Problem> {
    let lying = landscape(job.sheets.paper.size());
    // Half a millimetre of a sheet is not missed: four A6 cards go on an A4 sheet.
    let count = |room: f64, size: f64| ((room - 2.0 * job.sheets.edge) / size + 0.005).floor().max(0.0) as usize;
    let best = [lying.turned(), lying]
        .map(|sheet| {
            (
                sheet,
                count(sheet.width, job.page.width),
                count(sheet.height, job.page.height),
            )
        })
        .into_iter()
        .reduce(|best, next| if next.1 * next.2 > best.1 * best.2 { next } else { best });
    match best {
        Some((sheet, columns, rows)) if columns * rows > 0 => Ok(Shape {
            sheet,
            columns,
            rows,
            seat: Seat::Packed,
            scale: 1.0,
            tight: false,
        }),
        _ => Shape::choose(job, Seat::Packed, &[(1, 1)]),
    }
}
