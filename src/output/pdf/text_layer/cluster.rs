//! From text items back to clusters: which outlines belong together, and which characters they stand for.

use ecow::EcoString;
use smallvec::{SmallVec, smallvec};
use typst::layout::Point;
use typst::syntax::Span;
use typst::text::{Glyph, TextItem};

use super::script::{Class, is_control};

/// Advances below this (points) belong to marks that the shaper set on a letter.
pub(super) const NO_ADVANCE: f64 = 0.005;
/// How far (points) from its letter's pens that of a mark may stand.
const NEAR: f64 = 0.5;
/// How far back a mark that became an item of its own may stand from its letter, in clusters.
const REACH: usize = 4;

/// An outline of the item's font with its origin in points: x in the frame, y upwards from the line's baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outline {
    pub(super) glyph: u16,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// What a cluster draws: most draw one outline.
pub(super) type Outlines = SmallVec<[Outline; 1]>;

/// The smallest part of a line whose characters and outlines belong together.
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    /// Which style of the line it is set in.
    pub(super) style: usize,
    /// Left edge in points.
    pub(super) left: f64,
    /// Right edge in points: where the next cluster begins.
    pub(super) right: f64,
    /// Its letters; none where the cluster held only controls.
    pub(super) letters: Letters,
    /// All that is drawn.
    pub(super) outlines: Outlines,
    /// Where the text stands in the source.
    pub(super) span: (Span, u16),
    /// Whether it was set from left to right; unknown for a lone neutral.
    pub(super) forward: Option<bool>,
    /// A whole item, by its place in the stretch, that stays as it is.
    pub(super) whole: Option<usize>,
    /// The baseline of its style in the frame, points downwards, and how far (points) from its pen a glyph of its font can draw; none
    /// where the font cannot be derived.
    pub(super) baseline: Option<(f64, f64)>,
}

impl Cluster {
    /// All characters in logical order.
    pub(super) fn characters(&self) -> impl Iterator<Item = char> + '_ {
        self.letters.text.chars()
    }

    /// Its only character, where it has one.
    pub(super) fn only(&self) -> Option<char> {
        let mut characters = self.characters();
        characters.next().filter(|_| characters.next().is_none())
    }

    /// Whether it stands on the same baseline as another one.
    pub(super) fn stands_with(&self, other: &Self) -> bool {
        let line = |of: &Self| of.baseline.map(|(line, _)| line);
        line(self) == line(other)
    }

    /// Width in points.
    pub(super) fn width(&self) -> f64 {
        (self.right - self.left).max(0.0)
    }
}

/// Letters in logical order, each a base with the marks that follow it. What comes first is a base, mark or not.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    /// All their characters.
    pub(super) text: EcoString,
    /// How many letters there are.
    pub(super) count: usize,
    /// How many of the characters are marks on letters.
    pub(super) marks: usize,
    /// The most marks that one letter has.
    pub(super) most: usize,
    /// How many marks the last letter has.
    pub(super) closing: usize,
}

impl Letters {
    /// The letters of a text; controls are left out, and every space is the plain one.
    fn of(text: &str) -> Self {
        let mut out = Self::default();
        for character in text.chars().filter(|character| !is_control(*character)) {
            let is_space = character.is_whitespace() && character != '\u{a0}';
            out.text.push(if is_space { ' ' } else { character });
            if out.count > 0 && Class::of(character) == Class::Mark {
                out.marks += 1;
                out.closing += 1;
                out.most = out.most.max(out.closing);
            } else {
                out.count += 1;
                out.closing = 0;
            }
        }
        out
    }

    /// The characters, each with whether it is a mark on a letter.
    pub(super) fn marked(&self) -> impl DoubleEndedIterator<Item = (char, bool)> + '_ {
        let mark = |(at, character)| (character, at > 0 && Class::of(character) == Class::Mark);
        self.text.char_indices().map(mark)
    }
}

/// What is known of an item before its glyphs are looked at.
pub(super) struct Source<'a> {
    pub(super) at: Point,
    pub(super) item: &'a TextItem,
    pub(super) style: usize,
    /// The style's baseline in the frame, points downwards.
    pub(super) baseline: f64,
    /// Whether the item stays as it is.
    pub(super) whole: bool,
    /// Whether its font can be derived.
    pub(super) mendable: bool,
}

impl Source<'_> {
    /// How far (points) from its pen a glyph of its font can draw.
    fn reach(&self) -> f64 {
        f64::from(i16::MAX) / self.item.font.units_per_em() * self.item.size.to_pt()
    }
}

/// A glyph while clusters are gathered.
struct Part<'a> {
    text: &'a str,
    span: (Span, u16),
    item: usize,
    start: u16,
    /// Where its pen stands, in points.
    pen: f64,
    advance: f64,
}

/// A cluster in the making.
struct Gathered<'a> {
    cluster: Cluster,
    /// The part that came last; none where a whole item stays as it is.
    last: Option<Part<'a>>,
    /// The text of the first part, or of the first that advances: a mark's own item may hold the mark alone.
    text: &'a str,
    advances: bool,
    /// How far to the right its parts move the pen.
    end: f64,
}

impl<'a> Gathered<'a> {
    fn join(&mut self, part: Part<'a>) {
        self.end = self.end.max(part.pen + part.advance);
        let advances = part.advance > NO_ADVANCE;
        if self.last.is_none() || advances && !self.advances {
            self.text = part.text;
        }
        self.advances |= advances;
        self.last = Some(part);
    }
}

/// The clusters of a stretch of adjoining items, in visual order (left to right). The shaper makes an item of its own of each
/// raised mark or dot; here it comes back to its letter: a part joins a cluster of the same item and range, or one at the same
/// place of the source that lacks an advance or whose letters are the same.
pub(super) fn clusters(sources: &[Source]) -> Vec<Cluster> {
    let glyphs = sources.iter().map(|source| source.item.glyphs.len()).sum();
    let mut gathered: Vec<Gathered> = Vec::with_capacity(glyphs);
    for (index, source) in sources.iter().enumerate() {
        if source.whole {
            gathered.push(Gathered {
                cluster: whole(index, source),
                last: None,
                text: "",
                advances: false,
                end: 0.0,
            });
            continue;
        }
        let mut pen = source.at.x.to_pt();
        let up = source.baseline - source.at.y.to_pt();
        let forward = direction(source.item);
        for glyph in &source.item.glyphs {
            let advance = glyph.x_advance.at(source.item.size).to_pt();
            let outline = Outline {
                glyph: glyph.id,
                x: pen + glyph.x_offset.at(source.item.size).to_pt(),
                y: up + glyph.y_offset.at(source.item.size).to_pt(),
            };
            let part = Part {
                text: text_of(source.item, glyph),
                span: glyph.span,
                item: index,
                start: glyph.range.start,
                pen,
                advance,
            };
            match home(&gathered, &part) {
                Some(at) => {
                    gathered[at].cluster.outlines.push(outline);
                    gathered[at].join(part);
                }
                None => {
                    let mut fresh = Gathered {
                        cluster: begin(source, glyph, pen, outline, forward),
                        last: None,
                        text: "",
                        advances: false,
                        end: pen,
                    };
                    fresh.join(part);
                    gathered.push(fresh);
                }
            }
            pen += advance;
        }
    }
    finish(gathered, sources)
}

/// The text of a glyph.
fn text_of<'a>(item: &'a TextItem, glyph: &Glyph) -> &'a str {
    item.text.get(glyph.range()).unwrap_or_default()
}

/// A cluster that is a whole item.
fn whole(index: usize, source: &Source) -> Cluster {
    let left = source.at.x.to_pt();
    Cluster {
        style: source.style,
        left,
        right: left + source.item.width().to_pt(),
        letters: Letters::default(),
        outlines: Outlines::new(),
        span: source
            .item
            .glyphs
            .first()
            .map_or((Span::detached(), 0), |glyph| glyph.span),
        forward: Some(true),
        whole: Some(index),
        baseline: source.mendable.then(|| (source.baseline, source.reach())),
    }
}

/// A cluster of its first glyph.
fn begin(source: &Source, glyph: &Glyph, pen: f64, outline: Outline, forward: Option<bool>) -> Cluster {
    Cluster {
        style: source.style,
        left: pen,
        right: pen,
        letters: Letters::default(),
        outlines: smallvec![outline],
        span: glyph.span,
        forward,
        whole: None,
        baseline: source.mendable.then(|| (source.baseline, source.reach())),
    }
}

/// The cluster that a part joins.
fn home(gathered: &[Gathered], part: &Part) -> Option<usize> {
    let last = gathered.len().checked_sub(1)?;
    (gathered.len().saturating_sub(REACH)..gathered.len())
        .rev()
        .find(|&at| {
            let Some(other) = &gathered[at].last else {
                return false;
            };
            let same_range = other.item == part.item && other.start == part.start && at == last;
            let same_letters = || other.text == part.text && part.text.chars().nth(1).is_some();
            let is_mark = || other.advance.abs() < NO_ADVANCE || part.advance.abs() < NO_ADVANCE;
            // Text that is handed over as data has no place in a source of Typst's, only offsets, and those begin anew with each piece
            // of it: the same letter may stand at the same offset of two words.
            let at_hand = (gathered[at].cluster.left - NEAR..=gathered[at].end + NEAR).contains(&part.pen);
            let one_letter = || same_letters() || is_mark() && one_text(other.text, part.text);
            same_range || other.span == part.span && at_hand && one_letter()
        })
}

/// Whether two parts can be of one letter: the space after an abbreviation may have the offset of its first letter.
fn one_text(one: &str, other: &str) -> bool {
    let marks = |text: &str| text.chars().all(|character| Class::of(character) == Class::Mark);
    one.contains(other) || other.contains(one) || marks(one) || marks(other)
}

/// Gives each cluster its letters and its right edge.
fn finish(gathered: Vec<Gathered>, sources: &[Source]) -> Vec<Cluster> {
    let end = sources
        .last()
        .map_or(0.0, |source| (source.at.x + source.item.width()).to_pt());
    let lefts: Vec<f64> = gathered
        .iter()
        .skip(1)
        .map(|gathered| gathered.cluster.left)
        .chain([end])
        .collect();
    let mut out = Vec::with_capacity(gathered.len());
    for (Gathered { mut cluster, text, .. }, right) in gathered.into_iter().zip(lefts) {
        cluster.right = right;
        cluster.letters = Letters::of(text);
        if cluster.letters.count == 0 && right - cluster.left > NO_ADVANCE {
            // The hyphen that stands for a soft hyphen is seen.
            cluster.letters = Letters {
                text: text.into(),
                count: 1,
                ..Letters::default()
            };
        }
        let strong = cluster
            .characters()
            .map(Class::of)
            .find(|class| matches!(class, Class::Right | Class::Left));
        cluster.forward = match strong {
            Some(Class::Right) => Some(false),
            Some(_) => Some(true),
            None => cluster.forward,
        };
        out.push(cluster);
    }
    out
}

/// Whether an item's glyphs go up in its text; unknown for a single neutral glyph.
pub(super) fn direction(item: &TextItem) -> Option<bool> {
    let (first, last) = (item.glyphs.first()?.range.start, item.glyphs.last()?.range.start);
    if first != last {
        return Some(first < last);
    }
    item.text.chars().find_map(|character| match Class::of(character) {
        Class::Right => Some(false),
        Class::Left | Class::ArabicNumber => Some(true),
        Class::Number => character.is_numeric().then_some(true),
        _ => None,
    })
}

/// The logical order of clusters given in visual order: runs of one direction, from the right in a right-to-left line and from
/// the left otherwise, each read in its own direction (UAX#9, rule L2, undone). Lone neutrals and signs
/// go with equal neighbours, else with the line; between numbers they go with the line, for within a number they are not alone.
pub(super) fn logical(clusters: &[Cluster], leftward: bool) -> Vec<usize> {
    let direction = |(at, cluster): (usize, &Cluster)| {
        cluster.forward.unwrap_or_else(|| {
            let before = clusters[..at].iter().rev().find(|other| other.forward.is_some());
            let after = clusters[at + 1..].iter().find(|other| other.forward.is_some());
            let between = before
                .zip(after)
                .and_then(|(left, right)| between(left, cluster, right));
            between.unwrap_or(!leftward)
        })
    };
    let forward: Vec<bool> = clusters.iter().enumerate().map(direction).collect();
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for at in 0..clusters.len() {
        match runs.last_mut() {
            Some(run) if forward[run[0]] == forward[at] => run.push(at),
            _ => runs.push(vec![at]),
        }
    }
    for run in runs.iter_mut().filter(|run| !forward[run[0]]) {
        run.reverse();
    }
    if leftward {
        runs.reverse();
    }
    runs.concat()
}

/// Whether what stands between two clusters is read from left to right with them; none where they do not tell.
fn between(left: &Cluster, cluster: &Cluster, right: &Cluster) -> Option<bool> {
    let forward = left.forward.filter(|_| left.forward == right.forward)?;
    if !forward {
        return Some(false);
    }
    // «12 km» in a right-to-left line has the 12 at the right, and the space goes with the line; «Karl Marx» has it within. Both
    // look alike, but the author wrote them in another order.
    let place = |of: &Cluster| (of.span.0 == cluster.span.0).then_some(of.span.1);
    match (place(left), place(right)) {
        (Some(left), Some(right)) if left > cluster.span.1 && cluster.span.1 > right => Some(false),
        (Some(left), Some(right)) if left < cluster.span.1 && cluster.span.1 < right => Some(true),
        _ => (left.whole.is_some() || right.whole.is_some()).then_some(true),
    }
}
