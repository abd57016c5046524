//! Lays the pieces of a file beside the blocks of the text.
//!
//! Both are in the order of reading, and a block is known by its letters; so those that are alike are found as a version control
//! finds unchanged lines. Between them, blocks may stand in one piece or a block in several: their letters add up.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::shown::Sum;

/// A step through both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Blocks and the pieces that show them, or should.
    Both(Range<usize>, Range<usize>),
    /// Blocks that no piece shows.
    Lost(Range<usize>),
    /// Pieces that show no block: perhaps the program's own.
    Own(Range<usize>),
}

/// Lays pieces beside blocks. `is_own` tells pieces that may be the program's; `optional` tells blocks that may be left out.
pub(super) fn align(
    wanted: &[Sum],
    shown: &[Sum],
    is_own: &dyn Fn(usize) -> bool,
    optional: &dyn Fn(usize) -> bool,
) -> Vec<Step> {
    let keys = |sums: &[Sum]| sums.iter().map(Sum::key).collect::<Vec<u64>>();
    let (old, new) = (keys(wanted), keys(shown));
    let (start, end) = bounds(&old, &new, is_own);
    let mut steps = Vec::new();
    if start > 0 {
        steps.push(Step::Own(0..start));
    }
    let mut gap = (0..0, start..start);
    for op in capture_diff_slices(Algorithm::Patience, &old, new.get(start..end).unwrap_or_default()) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            let new_index = start + new_index;
            between(wanted, shown, &gap, is_own, optional, &mut steps);
            for step in 0..len {
                let (old, new) = (old_index + step, new_index + step);
                steps.push(Step::Both(old..old + 1, new..new + 1));
            }
            gap = (old_index + len..old_index + len, new_index + len..new_index + len);
        } else {
            gap.0.end = op.old_range().end;
            gap.1.end = start + op.new_range().end;
        }
    }
    between(wanted, shown, &gap, is_own, optional, &mut steps);
    if end < shown.len() {
        steps.push(Step::Own(end..shown.len()));
    }
    steps
}

/// Where the text begins and ends among the pieces: covers and title page, which may say what it begins with, are before it.
fn bounds(old: &[u64], new: &[u64], is_own: &dyn Fn(usize) -> bool) -> (usize, usize) {
    let (Some(first), Some(last)) = (
        (0..new.len()).find(|at| !is_own(*at)),
        (0..new.len()).rfind(|at| !is_own(*at)),
    ) else {
        return (0, new.len());
    };
    let begins = |length: &usize| old.get(..*length) == new.get(first - length..first);
    let ends = |length: &usize| old.get(old.len() - length..) == new.get(last + 1..last + 1 + length);
    let most = |room: usize| room.min(old.len());
    let before = (0..=most(first)).rev().find(begins).unwrap_or(0);
    let after = (0..=most(new.len() - last - 1)).rev().find(ends).unwrap_or(0);
    (first - before, last + 1 + after)
}

/// What stands between two blocks that are alike.
fn between(
    wanted: &[Sum],
    shown: &[Sum],
    gap: &(Range<usize>, Range<usize>),
    is_own: &dyn Fn(usize) -> bool,
    optional: &dyn Fn(usize) -> bool,
    steps: &mut Vec<Step>,
) {
    let (mut old, mut new) = gap.clone();
    while !old.is_empty() && !new.is_empty() {
        if let Some((blocks, pieces)) = together(wanted, shown, &old, &new) {
            steps.push(Step::Both(old.start..old.start + blocks, new.start..new.start + pieces));
            (old.start, new.start) = (old.start + blocks, new.start + pieces);
        } else if is_own(new.start) {
            steps.push(Step::Own(new.start..new.start + 1));
            new.start += 1;
        } else if optional(old.start) {
            steps.push(Step::Lost(old.start..old.start + 1));
            old.start += 1;
        } else {
            break;
        }
    }
    // What is left differs: one for one where it can be, else all against all, but for what is the program's at the end.
    let mut after = new.end..new.end;
    while old.len() < new.len() && is_own(new.end - 1) {
        new.end -= 1;
        after.start -= 1;
    }
    if !old.is_empty() && old.len() == new.len() {
        steps.extend(old.zip(new).map(|(old, new)| Step::Both(old..old + 1, new..new + 1)));
    } else if !old.is_empty() && !new.is_empty() {
        steps.push(Step::Both(old, new));
    } else if !old.is_empty() {
        steps.push(Step::Lost(old));
    } else if !new.is_empty() {
        steps.push(Step::Own(new));
    }
    if !after.is_empty() {
        steps.push(Step::Own(after));
    }
}

/// How many blocks and pieces, from the first on, have the same letters together.
fn together(wanted: &[Sum], shown: &[Sum], old: &Range<usize>, new: &Range<usize>) -> Option<(usize, usize)> {
    let (mut blocks, mut pieces) = (1, 1);
    let mut left = *wanted.get(old.start)?;
    let mut right = *shown.get(new.start)?;
    loop {
        if left.key() == right.key() {
            return Some((blocks, pieces));
        }
        if left.count <= right.count && blocks < old.len() {
            left = left.and(*wanted.get(old.start + blocks)?);
            blocks += 1;
        } else if right.count < left.count && pieces < new.len() {
            right = right.and(*shown.get(new.start + pieces)?);
            pieces += 1;
        } else {
            return None;
        }
    }
}
