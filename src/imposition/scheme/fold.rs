//! Sheets folded once and nested: saddle stitch, alone or two copies a sheet, and gathered signatures.

use crate::imposition::job::{Binding, Job, Problem};
use crate::imposition::plan::{Cell, Edge, Faces, Finish, Plan, Seat, Shape, padded};

/// One booklet, `copies` of it one above the other on each sheet.
pub(super) fn saddle(job: &Job, copies: usize) -> Result<Plan, Problem> {
    let sheets = nested(job.binding, &padded(job, 4), copies, 0);
    Ok(Plan {
        shape: Shape::choose(job, Seat::Spine, &[(2, copies)])?,
        finish: Finish::Fold {
            copies,
            sections: vec![sheets.len()],
        },
        sheets,
    })
}

/// Sections of `sheets` sheets each; only the last one may be shorter.
pub(super) fn signatures(job: &Job, sheets: usize) -> Result<Plan, Problem> {
    if sheets == 0 {
        return Err(Problem::NoSheets);
    }
    let pages = padded(job, 4);
    let sections: Vec<Vec<Faces>> = pages
        .chunks(sheets.saturating_mul(4))
        .enumerate()
        .map(|(section, pages)| nested(job.binding, pages, 1, section))
        .collect();
    Ok(Plan {
        shape: Shape::choose(job, Seat::Spine, &[(2, 1)])?,
        finish: Finish::Fold {
            copies: 1,
            sections: sections.iter().map(Vec::len).collect(),
        },
        sheets: sections.into_iter().flatten().collect(),
    })
}

/// The sheets of one section from the outermost inwards. Its outer side carries the section's last and first page, its inner side
/// the second and the last but one; seen from outside, a right-bound first page lies on the left.
fn nested(binding: Binding, pages: &[Option<usize>], copies: usize, section: usize) -> Vec<Faces> {
    let side = |depth: usize, left: usize, right: usize| -> Vec<Cell> {
        let (left, right) = match binding {
            Binding::Left => (left, right),
            Binding::Right => (right, left),
        };
        let cell = |column, page: usize, spine, row| Cell {
            spine: Some(spine),
            depth,
            ..Cell::upright(pages.get(page).copied().flatten(), column, row)
        };
        (0..copies)
            .flat_map(|row| [cell(0, left, Edge::Right, row), cell(1, right, Edge::Left, row)])
            .collect()
    };
    let last = pages.len().saturating_sub(1);
    (0..pages.len() / 4)
        .map(|depth| {
            let first = 2 * depth;
            Faces {
                front: side(depth, last - first, first),
                back: Some(side(depth, first + 1, last - first - 1)),
                section,
            }
        })
        .collect()
}
