//! Leaves printed on both sides: several copies a sheet, cut apart, or one page a side.

use crate::imposition::job::{Job, Problem};
use crate::imposition::plan::{Cell, Faces, Finish, Plan, Seat, Shape, padded};

/// The same page in every cell of the best of `grids`; its other side behind it.
pub(super) fn copies(job: &Job, grids: &[(usize, usize)]) -> Result<Plan, Problem> {
    let shape = Shape::choose(job, Seat::Middle, grids)?;
    Ok(Plan {
        shape,
        sheets: leaves(job, &shape),
        finish: Finish::Stacks {
            copies: shape.columns * shape.rows,
        },
    })
}

/// One page a side.
pub(super) fn duplex(job: &Job) -> Result<Plan, Problem> {
    let shape = Shape::choose(job, Seat::Middle, &[(1, 1)])?;
    Ok(Plan {
        shape,
        sheets: leaves(job, &shape),
        finish: Finish::Leaves,
    })
}

fn leaves(job: &Job, shape: &Shape) -> Vec<Faces> {
    let side = |page: Option<usize>| {
        let row = |row| (0..shape.columns).map(move |column| Cell::upright(page, column, row));
        (0..shape.rows).flat_map(row).collect()
    };
    padded(job, 2)
        .chunks(2)
        .map(|leaf| Faces {
            front: side(leaf.first().copied().flatten()),
            back: Some(side(leaf.get(1).copied().flatten())),
            section: 0,
        })
        .collect()
}
