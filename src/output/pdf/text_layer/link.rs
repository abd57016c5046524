//! Chains as they are drawn: each segment a glyph and an object of its own, with its spaces and its width.

use ecow::EcoString;

use super::chain::{After, Chain};
use super::cluster::Outlines;
use super::emit::LineWriter;
use super::planned::{MARK_ADVANCE, PlannedGlyph, lone, parts, to_u16};
use super::script::Class;
use super::segment::{Segment, atoms, bracketed, cut};

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

/// What is drawn: a segment, or spaces alone.
struct Link {
    style: usize,
    plan: PlannedGlyph,
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
        let Segment { style, mut plan, .. } = segment;
        let last = at + 1 == parted.len();
        let alone = |text: &str, plan: &PlannedGlyph| Link {
            style,
            plan: PlannedGlyph {
                text: text.into(),
                outlines: Outlines::new(),
                ..plan.clone()
            },
        };
        let word_before = at > 0 && parted[at];
        let mut lead = false;
        if simple(at) {
            lead = spaced || at > 0;
        } else if at == 0 && spaced {
            out.push(alone(" ", &plan));
        } else if word_before && !simple(at - 1) {
            out.push(alone("  ", &plan));
        }
        let arabic = plan.text.chars().next().map(Class::of) == Some(Class::ArabicNumber);
        let trail = simple(at) && (!last && !simple(at + 1) || word_before && (!simple(at - 1) || at == 1 && !spaced));
        if lead || arabic {
            plan.text = EcoString::from(" ") + plan.text.as_str();
        }
        if trail {
            plan.text.push(' ');
        }
        out.push(Link { style, plan });
    }
    out
}

impl LineWriter<'_> {
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
        let free = usize::from(links.first().is_some_and(|link| link.plan.text == " "));
        let most = match ends {
            true => MANY,
            false => usize::from(to_u16((inward + outward) / STEP).unwrap_or(0)) + 1 + free,
        };
        let mut links = shortened(links, most);
        if let (After::Taken(_), Some(last)) = (chain.after, links.last_mut()) {
            last.plan.text.push(' ');
        }
        let pieces = pieces(&links, most);
        let last = links.len().saturating_sub(1);
        let steps = pieces.iter().sum::<usize>().saturating_sub(1);
        let step = |count: usize| STEP * f64::from(u32::try_from(count).unwrap_or(0));
        let mut pen = match ends {
            true => right - em * if chain.spaced { PARTED } else { JOINED },
            false => left + em * step(steps.saturating_sub(free)).min(inward),
        };
        let end = if ends { pen } else { right };
        pen += em * step(free);
        let widths = widths(&links, chain.spaced || chain.first);
        for (at, ((link, width), pieces)) in links.into_iter().zip(widths).zip(pieces).enumerate() {
            let narrow = chain.first && last == 0;
            let back = if pieces > 1 { STEP * em } else { 0.0 };
            let begins = pen;
            pen -= em * step(pieces - 1);
            let advance = match at == last && !narrow {
                true if end > pen => end - pen,
                true if ends => MARK_ADVANCE * em,
                _ => width * em,
            };
            let plan = PlannedGlyph {
                left: begins,
                advance,
                ..link.plan
            };
            let drawn = lone(&self.styles[link.style], &plan, back, self.builders);
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

/// Into how many steps of the pen each link is cut: one, or as many as its text makes glyphs, as far as there is room for so many. Where
/// there is none, poppler takes the second glyph for a doubled letter and parts the word.
fn pieces(links: &[Link], most: usize) -> Vec<usize> {
    let mut spare = most.saturating_sub(links.len());
    let piece = |link: &Link| match parts(&link.plan) {
        parts if parts > 1 && parts - 1 <= spare => {
            spare -= parts - 1;
            parts
        }
        _ => 1,
    };
    links.iter().map(piece).collect()
}

/// The widths (em) of links. pdfium finds a gap beside a narrow glyph; beside one without width, for which it takes the outline's, it
/// finds none. Letters stay narrower than what would be an overprint to whoever goes by widths.
fn widths(links: &[Link], spaced: bool) -> Vec<f64> {
    let blank = |at: Option<usize>| {
        at.and_then(|at| links.get(at))
            .is_some_and(|link| link.plan.outlines.is_empty())
    };
    let sign = |at: usize| {
        let first = links
            .get(at)
            .and_then(|link| link.plan.text.trim_start().chars().next());
        first.is_some_and(|first| !first.is_alphanumeric())
    };
    let before = |at: usize| at == 0 && spaced || blank(at.checked_sub(1));
    let width = |at: usize| match (before(at), blank(Some(at + 1))) {
        _ if blank(Some(at)) => 0.0,
        (false, false) => 0.0,
        (false, true) if sign(at) => SIGN,
        (true, false) if blank(Some(at + 2)) && !sign(at + 1) => 0.0,
        _ => MARK_ADVANCE,
    };
    (0..links.len()).map(width).collect()
}

/// At most so many links: what is too many goes into the last one, as far as it is of its style.
fn shortened(mut links: Vec<Link>, most: usize) -> Vec<Link> {
    while links.len() > most.max(2) {
        let Some(last) = links.pop() else { break };
        match links.last_mut().filter(|before| before.style == last.style) {
            Some(before) => {
                before.plan.text.push_str(&last.plan.text);
                before.plan.outlines.extend(last.plan.outlines);
            }
            None => {
                links.push(last);
                break;
            }
        }
    }
    links
}
