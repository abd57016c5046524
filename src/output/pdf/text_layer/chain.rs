//! Runs that are read from the left within a right-to-left line and that readers would take apart: «Karl Marx», «CO2», «GMT+2».
//!
//! pdfium turns the order of segments around, and a segment ends where the kind of character changes; it goes by where text objects
//! begin. poppler goes by where words stand, and keeps within a word the order of drawing. mupdf goes by the order of drawing, as
//! long as the pen does not jump. So each segment becomes one glyph, an object of its own, drawn in logical order; each begins a
//! little to the left of the one before it, and draws what it draws where the typesetter put it.

use std::ops::Range;

use super::cluster::{Cluster, Source};
use super::script::{Class, mirrored};
use super::segment::{Kind, atoms, bracketed, cut, is_joiner, is_space, segments, text};

/// How much of a font's reach a run may take up; the rest is for the steps of its pens.
const REACH: f64 = 0.8;
/// The most segments that runs are joined to: so many find room.
const FEW: usize = 5;

/// A run, by the places of its clusters in logical order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chain {
    pub(super) members: Vec<usize>,
    /// Whether a space before it is drawn with it.
    pub(super) spaced: bool,
    /// What comes after it.
    pub(super) after: After,
    /// Whether a bracket is drawn before it.
    pub(super) bracketed: bool,
    /// Whether it begins the line. pdfium tells lines apart by the widths of what is drawn last and first on them: those are narrow.
    pub(super) first: bool,
}

/// What comes after a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum After {
    /// Something without a space between.
    Joined,
    /// A space, by its cluster, which is drawn with what follows it.
    Space(usize),
    /// The same, but it is drawn with the run.
    Taken(usize),
    /// Nothing: the line ends.
    End,
}

/// The runs of a line that are drawn as chains, as ranges of its logical order. `partners` are its pairs of brackets.
pub(super) fn runs(
    clusters: &[Cluster],
    sources: &[Source],
    order: &[usize],
    partners: &[(usize, usize)],
) -> Vec<Range<usize>> {
    let partner = |at: usize| {
        partners
            .iter()
            .find(|(one, _)| *one == order[at])
            .map(|(_, other)| *other)
    };
    let holds = |range: &Range<usize>, cluster: usize| order[range.clone()].contains(&cluster);
    let whole = attached(clusters, order, |_| true);
    // A bracket whose partner is elsewhere ends a run.
    let kept = |at: usize| {
        let run = whole.iter().find(|run| run.contains(&at));
        partner(at).is_none_or(|partner| run.is_some_and(|run| holds(run, partner)))
    };
    let worth = |range: &Range<usize>| {
        let members = &order[range.clone()];
        let mut characters = members.iter().flat_map(|&at| text(&clusters[at], sources).chars());
        characters.any(char::is_alphanumeric)
            && segments(members, clusters, sources) > 1
            && within_reach(members, clusters)
    };
    // pdfium reads a bracketed number right as one glyph; of several it would turn the order around.
    let several = |first: usize, last: usize| {
        let within = &order[first + 1..last];
        let mut characters = within.iter().flat_map(|&at| text(&clusters[at], sources).chars());
        segments(within, clusters, sources) > 1 && !characters.any(|character| Kind::of(character) == Kind::Left)
    };
    let stripped = |mut range: Range<usize>| {
        let is_blank = |at: usize| is_space(&clusters[order[at]]);
        while range.len() > 1 {
            let (first, last) = (range.start, range.end - 1);
            if partner(first) == Some(order[last]) && several(first, last) {
                range = first + 1..last;
            } else if is_blank(first) {
                range.start += 1;
            } else if is_blank(last) {
                range.end -= 1;
            } else {
                break;
            }
        }
        range
    };
    let runs = attached(clusters, order, kept).into_iter().map(stripped).collect();
    joined(runs, clusters, sources, order)
        .into_iter()
        .filter(worth)
        .collect()
}

/// Whether a run is narrow enough for outlines to be placed from a pen at its other end: a font has 16 bits for that.
fn within_reach(members: &[usize], clusters: &[Cluster]) -> bool {
    let reach = members
        .iter()
        .filter_map(|&at| clusters[at].baseline.map(|(_, reach)| reach));
    let edges = members.iter().map(|&at| (clusters[at].left, clusters[at].right));
    let edges = edges.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    edges
        .zip(reach.reduce(f64::min))
        .is_some_and(|((left, right), reach)| right - left <= REACH * reach)
}

/// Runs that only spaces part are one, as far as they hold letters or digits and are short: poppler would read the later one first.
fn joined(runs: Vec<Range<usize>>, clusters: &[Cluster], sources: &[Source], order: &[usize]) -> Vec<Range<usize>> {
    let characters = |range: &Range<usize>| {
        let members = &order[range.clone()];
        members
            .iter()
            .flat_map(|&at| text(&clusters[at], sources).chars())
            .collect::<Vec<_>>()
    };
    let speaks = |range: &Range<usize>| characters(range).into_iter().any(char::is_alphanumeric);
    let mut out: Vec<Range<usize>> = Vec::with_capacity(runs.len());
    for run in runs {
        let near = |last: &Range<usize>| {
            let between = &order[last.end..run.start];
            let same_line = clusters[order[last.start]].stands_with(&clusters[order[run.start]]);
            let spaces = !between.is_empty() && between.iter().all(|&at| is_space(&clusters[at]));
            let inner = last
                .start
                .checked_sub(1)
                .and_then(|at| clusters[order[at]].only())
                .is_some_and(|at| mirrored(at).is_some());
            let short = !inner && segments(&order[last.start..run.end], clusters, sources) <= FEW;
            spaces && same_line && short && speaks(last) && speaks(&run)
        };
        match out.last_mut().filter(|last| near(last)) {
            Some(last) => last.end = run.end,
            None => out.push(run),
        }
    }
    out
}

/// The longest runs of a line's order without right-to-left letters, in which no space stands but where what follows it stands at
/// its right.
fn attached(clusters: &[Cluster], order: &[usize], kept: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let is_member = |at: usize| {
        let cluster = &clusters[order[at]];
        // A joiner may begin the cluster of the letter behind it.
        let first = cluster.characters().find(|character| !is_joiner(*character));
        let right = |first| matches!(Class::of(first), Class::Right | Class::Left | Class::Mark);
        // A mark by itself stands on a space: a sign of pause between words of the Quran.
        let begins = |first: char| !first.is_whitespace() && !right(first);
        let forward = cluster.whole.is_some() || first.is_some_and(begins);
        forward && cluster.baseline.is_some() && kept(at)
    };
    let same_line = |a: usize, b: usize| clusters[order[a]].stands_with(&clusters[order[b]]);
    let is_blank = |at: usize| is_space(&clusters[order[at]]);
    let mut out = Vec::new();
    let mut at = 0;
    while at < order.len() {
        if !is_member(at) {
            at += 1;
            continue;
        }
        let (start, mut last) = (at, at);
        loop {
            let next = (last + 1..order.len()).find(|&next| !is_blank(next));
            let Some(next) = next.filter(|&next| is_member(next) && same_line(start, next)) else {
                break;
            };
            let forward = order[last..=next].windows(2).all(|pair| pair[0] + 1 == pair[1]);
            if next > last + 1 && !forward {
                break;
            }
            last = next;
        }
        out.push(start..last + 1);
        at = last + 1;
    }
    out
}

/// Whether a run takes the space behind it along. pdfium reads neutrals after a letter from the left, with the space behind them;
/// and a run that becomes one glyph has the spaces on its two sides change places, so that each reader finds both.
pub(super) fn takes_space(members: &[usize], clusters: &[Cluster], sources: &[Source], spaced: bool) -> bool {
    let segments = bracketed(cut(atoms(members, clusters, sources)));
    let strong = segments.iter().any(|segment| segment.kind == Kind::Left);
    let neutral = segments.last().is_some_and(|last| last.kind == Kind::Neutral);
    strong && neutral || segments.len() == 1 && spaced
}
