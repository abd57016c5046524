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
    with_signs(wanted, shown, &mut steps);
    steps
}

/// Gives a block what stands behind it without letters, pieces as far as it lacks signs, and blocks as far as its piece has more: a last
/// line of verse may be nothing but an ellipsis.
fn with_signs(wanted: &[Sum], shown: &[Sum], steps: &mut Vec<Step>) {
    let sum = |sums: &[Sum], range: &Range<usize>| {
        let sums = sums.get(range.clone()).unwrap_or_default().iter();
        sums.fold(Sum::default(), |all, one| all.and(*one))
    };
    let bare = |sums: &[Sum], at: usize| sums.get(at).is_some_and(|sum| sum.count == 0);
    for at in 1..steps.len() {
        let Some([Step::Both(blocks, pieces), next]) = steps.get_mut(at - 1..=at) else {
            continue;
        };
        let (own, rest, sums, other) = match next {
            Step::Own(rest) => (&mut *pieces, rest, shown, sum(wanted, blocks)),
            Step::Lost(rest) => (&mut *blocks, rest, wanted, sum(shown, pieces)),
            Step::Both(..) => continue,
        };
        while rest.start < rest.end && bare(sums, rest.start) && sum(sums, own) != other {
            own.end += 1;
            rest.start += 1;
        }
    }
    steps.retain(|step| !matches!(step, Step::Own(rest) | Step::Lost(rest) if rest.start >= rest.end));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(texts: &[&str]) -> Vec<Sum> {
        let sum = |text: &&str| {
            let mut sum = Sum::default();
            sum.add(text.chars());
            sum
        };
        texts.iter().map(sum).collect()
    }

    /// The steps through blocks and pieces; pieces that begin with a star may be the program's, blocks that do may be left out.
    fn steps(wanted: &[&str], shown: &[&str]) -> Vec<Step> {
        let starred = |texts: &[&str], at: usize| texts.get(at).is_some_and(|text| text.starts_with('*'));
        let (own, optional) = (|at| starred(shown, at), |at| starred(wanted, at));
        align(&sums(wanted), &sums(shown), &own, &optional)
    }

    #[test]
    fn blocks_stand_beside_the_pieces_that_show_them() {
        let both = |old: usize, new: usize| Step::Both(old..old + 1, new..new + 1);
        assert_eq!(steps(&["one", "two"], &["one", "two"]), [both(0, 0), both(1, 1)]);
        assert_eq!(
            steps(&["one", "two"], &["*cover", "one", "two", "*end"]),
            [Step::Own(0..1), both(0, 1), both(1, 2), Step::Own(3..4)]
        );
    }

    #[test]
    fn a_block_may_stand_in_several_pieces_and_several_blocks_in_one() {
        assert_eq!(
            steps(&["begin", "onetwo", "end"], &["begin", "one", "two", "end"]),
            [Step::Both(0..1, 0..1), Step::Both(1..2, 1..3), Step::Both(2..3, 3..4)]
        );
        assert_eq!(
            steps(&["begin", "one", "two", "end"], &["begin", "onetwo", "end"]),
            [Step::Both(0..1, 0..1), Step::Both(1..3, 1..2), Step::Both(3..4, 2..3)]
        );
    }

    #[test]
    fn what_is_lost_or_changed_is_told_where_it_is() {
        let lost = steps(&["one", "two", "three"], &["one", "three"]);
        assert!(lost.contains(&Step::Lost(1..2)), "{lost:?}");
        let changed = steps(&["one", "two", "three"], &["one", "six", "three"]);
        assert!(changed.contains(&Step::Both(1..2, 1..2)), "{changed:?}");
        let refrains = steps(&["a", "refrain", "b", "refrain"], &["a", "refrain", "b", "refrain"]);
        assert!(refrains.contains(&Step::Both(3..4, 3..4)), "{refrains:?}");
    }
}
