//! The one-sheet zine: eight pages on one side of a sheet.
//!
//! The sheet is folded once along its length and three times across, slit along the middle between the two inner creases, and pushed
//! together into a cross whose four arms are the leaves. So the pages run round the slit: the bottom row upright, the top row on its
//! head. Page 8 and page 1 lie side by side at the bottom, which makes them one cover.

use crate::imposition::job::{Binding, Job, Problem};
use crate::imposition::plan::{Cell, Edge, Faces, Finish, Plan, Seat, Shape, padded};

/// Column and row of the eight pages in order, of a zine bound on the left.
const LEFT_BOUND: [(usize, usize); 8] = [(3, 1), (3, 0), (2, 0), (1, 0), (0, 0), (0, 1), (1, 1), (2, 1)];

/// One zine for every eight pages.
pub(super) fn zine(job: &Job) -> Result<Plan, Problem> {
    let sheets = padded(job, 8)
        .chunks(8)
        .enumerate()
        .map(|(section, pages)| Faces {
            front: LEFT_BOUND
                .iter()
                .zip(pages)
                .map(|(&place, &page)| cell(job.binding, place, page))
                .collect(),
            back: None,
            section,
        })
        .collect();
    Ok(Plan {
        shape: Shape::choose(job, Seat::SpineAndHead, &[(4, 2)])?,
        sheets,
        finish: Finish::Zine,
    })
}

/// The pages are bound at the creases that are not slit: those between the first two and the last two columns.
fn cell(binding: Binding, (column, row): (usize, usize), page: Option<usize>) -> Cell {
    let column = match binding {
        Binding::Left => column,
        Binding::Right => 3 - column,
    };
    Cell {
        turned: row == 0,
        spine: Some(if column.is_multiple_of(2) {
            Edge::Right
        } else {
            Edge::Left
        }),
        ..Cell::upright(page, column, row)
    }
}
