//! What pdfium makes of the characters of a run: segments of one kind each.

use ecow::EcoString;

use super::cluster::{Cluster, Outline, Source};
use super::planned::{PlannedGlyph, plain};
use super::script::{Class, mirrored, opens};

/// What pdfium takes a character for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Left,
    Weak,
    Neutral,
    Space,
}

impl Kind {
    pub(super) fn of(character: char) -> Self {
        match Class::of(character) {
            _ if character.is_whitespace() => Self::Space,
            Class::Left | Class::Right => Self::Left,
            Class::Neutral if !is_joiner(character) => Self::Neutral,
            _ => Self::Weak,
        }
    }
}

/// Whether a cluster is a space, or one at which no line may end.
pub(super) fn is_space(cluster: &Cluster) -> bool {
    matches!(cluster.only(), Some(' ' | '\u{a0}'))
}

/// Whether a character is one of the joiners, which are boundary-neutral: weak to pdfium.
pub(super) fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// How many segments pdfium makes of the text of clusters, spaces aside.
pub(super) fn segments(members: &[usize], clusters: &[Cluster], sources: &[Source]) -> usize {
    let kinds = members
        .iter()
        .flat_map(|&at| text(&clusters[at], sources).chars())
        .map(Kind::of);
    let mut last = None;
    let mut count = 0;
    for kind in kinds {
        count += usize::from(kind != Kind::Space && last != Some(kind));
        last = Some(kind);
    }
    count
}

/// The text of a cluster, whole items included.
pub(super) fn text<'a>(cluster: &'a Cluster, sources: &'a [Source]) -> &'a str {
    match cluster.whole.and_then(|at| sources.get(at)) {
        Some(source) => &source.item.text,
        None => &cluster.letters.text,
    }
}

/// A part of a run that is one segment to pdfium.
pub(super) struct Segment {
    pub(super) kind: Kind,
    pub(super) style: usize,
    pub(super) plan: PlannedGlyph,
    /// Whether a space stands before it.
    pub(super) parted: bool,
}

/// The smallest parts of a run in logical order: what a cluster draws, or a glyph of a whole item with its marks.
pub(super) fn atoms(members: &[usize], clusters: &[Cluster], sources: &[Source]) -> Vec<(usize, PlannedGlyph)> {
    let mut out: Vec<(usize, PlannedGlyph)> = Vec::new();
    for &index in members {
        let cluster = &clusters[index];
        let Some(source) = cluster.whole.and_then(|at| sources.get(at)) else {
            out.push((cluster.style, plain(cluster)));
            continue;
        };
        let (item, size) = (source.item, source.item.size);
        let mut pen = source.at.x.to_pt();
        let up = source.baseline - source.at.y.to_pt();
        let mut start = None;
        for glyph in &item.glyphs {
            let advance = glyph.x_advance.at(size).to_pt();
            let outline = Outline {
                glyph: glyph.id,
                x: pen + glyph.x_offset.at(size).to_pt(),
                y: up + glyph.y_offset.at(size).to_pt(),
            };
            match out.last_mut().filter(|_| start == Some(glyph.range.start)) {
                Some((_, plan)) => {
                    plan.outlines.push(outline);
                    plan.advance += advance;
                }
                None => out.push((
                    cluster.style,
                    PlannedGlyph {
                        text: item.text.get(glyph.range()).unwrap_or_default().into(),
                        left: pen,
                        advance,
                        outlines: [outline].into_iter().collect(),
                        span: glyph.span,
                    },
                )),
            }
            start = Some(glyph.range.start);
            pen += advance;
        }
    }
    out
}

/// The segments of a run in logical order, without the spaces between them.
pub(super) fn cut(atoms: Vec<(usize, PlannedGlyph)>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    let mut parted = false;
    for (style, mut plan) in atoms {
        let bare = plan.text.trim_start();
        parted |= bare.len() < plan.text.len();
        let Some(first) = bare.chars().next() else {
            continue;
        };
        let kind = Kind::of(first);
        plan.text = bare.into();
        match out
            .last_mut()
            .filter(|last| !parted && (last.kind, last.style) == (kind, style))
        {
            Some(last) => {
                last.plan.text.push_str(&plan.text);
                last.plan.outlines.extend(plan.outlines);
            }
            None => out.push(Segment {
                kind,
                style,
                plan,
                parted,
            }),
        }
        parted = false;
    }
    out
}

/// Numbers in brackets as one segment each: to pdfium, which turns the three around and mirrors the brackets, one glyph is right.
/// After a letter from the left it mirrors nothing.
pub(super) fn bracketed(segments: Vec<Segment>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::with_capacity(segments.len());
    let mut strong = false;
    for segment in segments {
        strong |= segment.kind == Kind::Left;
        let closes = |open: &Segment| {
            let only = |text: &EcoString| text.chars().next().filter(|_| text.chars().nth(1).is_none());
            let pair = only(&open.plan.text).filter(|open| opens(*open)).and_then(mirrored);
            pair.is_some() && pair == only(&segment.plan.text) && open.style == segment.style
        };
        let number = out.len().checked_sub(2).is_some_and(|at| {
            let inner = &out[at + 1];
            let joined = !inner.parted && !segment.parted && inner.style == segment.style;
            !strong && joined && inner.kind == Kind::Weak && closes(&out[at])
        });
        if let (true, Some(inner)) = (number, out.pop_if(|_| number)) {
            if let Some(open) = out.last_mut() {
                for part in [inner, segment] {
                    open.plan.text.push_str(&part.plan.text);
                    open.plan.outlines.extend(part.plan.outlines);
                }
                open.kind = Kind::Weak;
            }
            continue;
        }
        out.push(segment);
    }
    out
}
