//! Runs that are read from the left within a right-to-left line and that readers would take apart: «Karl Marx», «CO2», «GMT+2».
//!
//! pdfium turns the order of segments around, and a segment ends where the kind of character changes; it goes by where text objects
//! begin. poppler goes by where words stand, and keeps within a word the order of drawing. mupdf goes by the order of drawing, as
//! long as the pen does not jump. So each segment becomes one glyph, an object of its own, drawn in logical order; each begins a
//! little to the left of the one before it, and draws what it draws where the typesetter put it.

use std::ops::Range;

use ecow::EcoString;

use super::cluster::{Cluster, Outline, Outlines, Source};
use super::script::{Class, mirrored, opens};
use super::set::{CARRIER, Setter};
use super::slot::{Slot, lone, plain, to_u16};

/// How far (em) the pen goes back from segment to segment. poppler takes less than 0.1 for a doubled letter and parts words from
/// 0.2 on; mupdf joins up to 0.8.
const STEP: f64 = 0.105;
/// The widest gap (em) that poppler may find at the run's left: it takes 0.7 for one between columns.
const GAP: f64 = 0.62;
/// The same behind a bracket: mupdf takes 0.15 for a space.
const CLOSE: f64 = 0.1;
/// How far (em) left of the run's left edge the last segment may begin: within the space that stands there, or beside a letter.
const OUTWARD: f64 = 0.2;
const BESIDE: f64 = 0.1;
/// How far (em) left of its right edge a run begins at a line's end, with a space before it and without: pdfium sees a gap or none.
const PARTED: f64 = 0.2;
const JOINED: f64 = 0.05;

/// The width (em) of a sign between a letter, beside which pdfium is to find no gap, and a gap.
const SIGN: f64 = 0.09;
/// The most segments at a line's end, where nothing stands at the left.
const MANY: usize = 24;
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

/// What pdfium takes a character for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Left,
    Weak,
    Neutral,
    Space,
}

impl Kind {
    fn of(character: char) -> Self {
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
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
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
struct Segment {
    kind: Kind,
    style: usize,
    slot: Slot,
    /// Whether a space stands before it.
    parted: bool,
}

/// The smallest parts of a run in logical order: what a cluster draws, or a glyph of a whole item with its marks.
fn atoms(members: &[usize], clusters: &[Cluster], sources: &[Source]) -> Vec<(usize, Slot)> {
    let mut out: Vec<(usize, Slot)> = Vec::new();
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
                Some((_, slot)) => {
                    slot.outlines.push(outline);
                    slot.advance += advance;
                }
                None => out.push((
                    cluster.style,
                    Slot {
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
fn cut(atoms: Vec<(usize, Slot)>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    let mut parted = false;
    for (style, mut slot) in atoms {
        let bare = slot.text.trim_start();
        parted |= bare.len() < slot.text.len();
        let Some(first) = bare.chars().next() else {
            continue;
        };
        let kind = Kind::of(first);
        slot.text = bare.into();
        match out
            .last_mut()
            .filter(|last| !parted && (last.kind, last.style) == (kind, style))
        {
            Some(last) => {
                last.slot.text.push_str(&slot.text);
                last.slot.outlines.extend(slot.outlines);
            }
            None => out.push(Segment {
                kind,
                style,
                slot,
                parted,
            }),
        }
        parted = false;
    }
    out
}

/// Numbers in brackets as one segment each: to pdfium, which turns the three around and mirrors the brackets, one glyph is right.
/// After a letter from the left it mirrors nothing.
fn bracketed(segments: Vec<Segment>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::with_capacity(segments.len());
    let mut strong = false;
    for segment in segments {
        strong |= segment.kind == Kind::Left;
        let closes = |open: &Segment| {
            let only = |text: &EcoString| text.chars().next().filter(|_| text.chars().nth(1).is_none());
            let pair = only(&open.slot.text).filter(|open| opens(*open)).and_then(mirrored);
            pair.is_some() && pair == only(&segment.slot.text) && open.style == segment.style
        };
        let number = out.len().checked_sub(2).is_some_and(|at| {
            let inner = &out[at + 1];
            let joined = !inner.parted && !segment.parted && inner.style == segment.style;
            !strong && joined && inner.kind == Kind::Weak && closes(&out[at])
        });
        if let (true, Some(inner)) = (number, out.pop_if(|_| number)) {
            if let Some(open) = out.last_mut() {
                for part in [inner, segment] {
                    open.slot.text.push_str(&part.slot.text);
                    open.slot.outlines.extend(part.slot.outlines);
                }
                open.kind = Kind::Weak;
            }
            continue;
        }
        out.push(segment);
    }
    out
}

/// What is drawn: a segment, or spaces alone.
struct Link {
    style: usize,
    slot: Slot,
}

/// The segments with their spaces. mupdf and poppler want a space before what follows it; pdfium, to which the later segment comes
/// first, wants it before the *earlier* one, or after the later one. So a word of one segment can have both, and one of several
/// neither: it gets glyphs of spaces alone, which pdfium drops, and to pdfium a gap.
fn links(segments: Vec<Segment>, spaced: bool) -> Vec<Link> {
    let parted: Vec<bool> = segments
        .iter()
        .enumerate()
        .map(|(at, one)| one.parted || at == 0)
        .collect();
    let ends = |at: usize| parted.get(at + 1).copied().unwrap_or(true);
    let simple = |at: usize| parted[at] && ends(at);
    let mut out = Vec::with_capacity(segments.len() + 1);
    for (at, segment) in segments.into_iter().enumerate() {
        let Segment { style, mut slot, .. } = segment;
        let last = at + 1 == parted.len();
        let alone = |text: &str, slot: &Slot| Link {
            style,
            slot: Slot {
                text: text.into(),
                outlines: Outlines::new(),
                ..slot.clone()
            },
        };
        let word_before = at > 0 && parted[at];
        let mut lead = false;
        if simple(at) {
            lead = spaced || at > 0;
        } else if at == 0 && spaced {
            out.push(alone(" ", &slot));
        } else if word_before && !simple(at - 1) {
            out.push(alone("  ", &slot));
        }
        let arabic = slot.text.chars().next().map(Class::of) == Some(Class::ArabicNumber);
        let trail = simple(at) && (!last && !simple(at + 1) || word_before && (!simple(at - 1) || at == 1 && !spaced));
        if lead || arabic {
            slot.text = EcoString::from(" ") + slot.text.as_str();
        }
        if trail {
            slot.text.push(' ');
        }
        out.push(Link { style, slot });
    }
    out
}

impl Setter<'_> {
    /// Draws a run that readers would take apart.
    pub(super) fn chain(&mut self, chain: &Chain) {
        let clusters = self.clusters;
        let edges = chain.members.iter().map(|&at| (clusters[at].left, clusters[at].right));
        let Some((left, right)) = edges.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) else {
            return;
        };
        let segments = bracketed(cut(atoms(&chain.members, clusters, self.sources)));
        let Some(em) = segments.first().map(|first| self.size(first.style)) else {
            return;
        };
        let ends = chain.after == After::End;
        let (inward, outward) = self.room(chain, em);
        let links = links(segments, chain.spaced);
        // A space by itself begins no word of poppler's and needs no room.
        let free = usize::from(links.first().is_some_and(|link| link.slot.text == " "));
        let most = match ends {
            true => MANY,
            false => usize::from(to_u16((inward + outward) / STEP).unwrap_or(0)) + 1 + free,
        };
        let mut links = shortened(links, most);
        if let (After::Taken(_), Some(last)) = (chain.after, links.last_mut()) {
            last.slot.text.push(' ');
        }
        let steps = links.len().saturating_sub(1);
        let step = |count: usize| STEP * f64::from(u32::try_from(count).unwrap_or(0));
        let mut pen = match ends {
            true => right - em * if chain.spaced { PARTED } else { JOINED },
            false => left + em * step(steps.saturating_sub(free)).min(inward),
        };
        let end = if ends { pen } else { right };
        pen += em * step(free);
        let widths = widths(&links, chain.spaced || chain.first);
        for (at, (link, width)) in links.into_iter().zip(widths).enumerate() {
            let narrow = chain.first && steps == 0;
            let advance = match at == steps && !narrow {
                true if end > pen => end - pen,
                true if ends => CARRIER * em,
                _ => width * em,
            };
            let slot = Slot {
                left: pen,
                advance,
                ..link.slot
            };
            let drawn = lone(&self.styles[link.style], &slot, self.foundries);
            self.failed |= drawn.is_none();
            self.out.extend(drawn);
            pen -= STEP * em;
        }
    }

    /// How far (em) a run's segments may begin right of its left edge, and how far left of it.
    fn room(&self, chain: &Chain, em: f64) -> (f64, f64) {
        let (space, outward) = match chain.after {
            After::Space(space) | After::Taken(space) => (self.clusters[space].width() / em, OUTWARD),
            After::Joined | After::End => (0.0, BESIDE),
        };
        match chain.bracketed {
            true => (CLOSE, OUTWARD),
            false => ((GAP - space).max(CLOSE), outward),
        }
    }
}

/// The widths (em) of links. pdfium finds a gap beside a narrow glyph; beside one without width, for which it takes the outline's, it
/// finds none. Letters stay narrower than what would be an overprint to whoever goes by widths.
fn widths(links: &[Link], spaced: bool) -> Vec<f64> {
    let blank = |at: Option<usize>| {
        at.and_then(|at| links.get(at))
            .is_some_and(|link| link.slot.outlines.is_empty())
    };
    let sign = |at: usize| {
        let first = links
            .get(at)
            .and_then(|link| link.slot.text.trim_start().chars().next());
        first.is_some_and(|first| !first.is_alphanumeric())
    };
    let before = |at: usize| at == 0 && spaced || blank(at.checked_sub(1));
    let width = |at: usize| match (before(at), blank(Some(at + 1))) {
        _ if blank(Some(at)) => 0.0,
        (false, false) => 0.0,
        (false, true) if sign(at) => SIGN,
        (true, false) if blank(Some(at + 2)) && !sign(at + 1) => 0.0,
        _ => CARRIER,
    };
    (0..links.len()).map(width).collect()
}

/// At most so many links: what is too many goes into the last one, as far as it is of its style.
fn shortened(mut links: Vec<Link>, most: usize) -> Vec<Link> {
    while links.len() > most.max(2) {
        let Some(last) = links.pop() else { break };
        match links.last_mut().filter(|before| before.style == last.style) {
            Some(before) => {
                before.slot.text.push_str(&last.slot.text);
                before.slot.outlines.extend(last.slot.outlines);
            }
            None => {
                links.push(last);
                break;
            }
        }
    }
    links
}
