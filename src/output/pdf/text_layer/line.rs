//! A line: its text items, which are set again stretch by stretch, and the rules under and through them.

use typst::layout::{Abs, Dir, FrameItem, Point};
use typst::text::TextItem;
use typst::visualize::{Geometry, Paint};

use super::builders::{FontAssignment, PlacedItem, as_it_was};
use super::mending::Mending;
use super::unmoved::{opaque, orderless, unmoved};

/// How far apart (points) two items may be and still adjoin.
const ADJOINING: f64 = 0.02;
/// How far (in sizes) an item may be raised or lowered and still be on the line.
const RAISED: f64 = 0.6;
/// How far (in sizes) an item that adjoins the last one may be raised or lowered.
const CLIMB: f64 = 1.5;
/// How far (in sizes) one letter of a word may stand above or below the one before it.
const STEP: f64 = 1.0;

/// A line as the typesetter drew it.
#[derive(Default)]
pub(super) struct Line {
    pub(super) texts: Vec<(Point, TextItem)>,
    rules: Vec<Rule>,
}

/// A rule under, over or through words.
struct Rule {
    at: Point,
    item: FrameItem,
    /// How many of the line's text items are drawn before it.
    before: usize,
}

/// What is to be drawn, and for text its font.
type Put = (Point, FrameItem, FontAssignment);

impl Line {
    /// Adds a rule that is drawn after the text items so far.
    pub(super) fn add_rule(&mut self, at: Point, item: FrameItem) {
        let before = self.texts.len();
        self.rules.push(Rule { at, item, before });
    }

    /// Whether an item goes on with the line: it stands about as high as one of its items, or adjoins the last one (Nastaliq climbs
    /// far, and a letter stands high over its own dots, which have no width). A space that hangs at a line's end has none either and
    /// stands where the next line begins: nothing adjoins it. Nor does the next line adjoin a mark over the beginning of this one.
    pub(super) fn is_continued_by(&self, next: Point, item: &TextItem) -> bool {
        let Some(last) = self.texts.last() else {
            return true;
        };
        let size = last.1.size.max(item.size);
        let level = |(at, _): &(Point, TextItem)| (at.y - next.y).abs() < RAISED * size;
        let hangs = last.1.width() <= Abs::pt(ADJOINING) && last.1.text.trim().is_empty();
        let wide = |item: &TextItem| item.width() > Abs::pt(ADJOINING);
        let letter = self.texts.iter().rfind(|(_, item)| wide(item)).filter(|_| wide(item));
        let steps = letter.is_none_or(|(at, _)| (at.y - next.y).abs() < STEP * size);
        let climbs = (last.0.y - next.y).abs() < CLIMB * size && !hangs && steps;
        last.1.lang.dir() == item.lang.dir() && (climbs && begins(last, next) || self.texts.iter().any(level))
    }

    /// The line set again, or as it was where that would change what is seen.
    pub(super) fn set(self, mending: &mut Mending) -> Vec<Put> {
        if self.texts.is_empty() {
            return Vec::new();
        }
        let texts = stretches(&self.texts, mending);
        let alike = orderless(self.texts.iter().map(|(_, item)| item))
            || unmoved(&as_it_was(&self.texts), &texts, &mending.builders);
        match self.sides() {
            Some(behind) if alike => {
                let side = |wanted: bool| {
                    let rules = self.rules.iter().zip(&behind);
                    let rules = rules.filter(move |(_, behind)| **behind == wanted);
                    rules.map(|(rule, _)| (rule.at, rule.item.clone(), None))
                };
                let texts = texts
                    .into_iter()
                    .map(|(at, item, assignment)| (at, FrameItem::Text(item), assignment));
                side(true).chain(texts).chain(side(false)).collect()
            }
            _ => {
                mending.keep(text_of(&self.texts));
                self.untouched()
            }
        }
    }

    /// For each rule whether it goes behind the whole line, or else over it: the same to the eye as between the items. None where
    /// it can be neither.
    fn sides(&self) -> Option<Vec<bool>> {
        let side = |rule: &Rule| {
            let FrameItem::Shape(shape, _) = &rule.item else {
                return None;
            };
            let Geometry::Line(to) = shape.geometry else {
                return None;
            };
            let (left, right) = (rule.at.x.min(rule.at.x + to.x), rule.at.x.max(rule.at.x + to.x));
            let crosses = |(at, item): &&(Point, TextItem)| {
                let tint = shape.stroke.as_ref().map(|stroke| &stroke.paint);
                let invisible = matches!(tint, Some(tint @ Paint::Solid(_)) if *tint == item.fill && opaque(item));
                let slack = Abs::pt(ADJOINING);
                !invisible && at.x + slack < right && left + slack < at.x + item.width()
            };
            let (below, above) = self.texts.split_at(rule.before);
            match (
                below.iter().any(|text| crosses(&text)),
                above.iter().any(|text| crosses(&text)),
            ) {
                (true, true) => None,
                (_, behind) => Some(behind),
            }
        };
        self.rules.iter().map(side).collect()
    }

    /// Everything in the order of the typesetter.
    fn untouched(self) -> Vec<Put> {
        let mut rules = self.rules.into_iter().peekable();
        let mut out = Vec::with_capacity(self.texts.len());
        for (index, (at, item)) in self.texts.into_iter().enumerate() {
            while let Some(rule) = rules.next_if(|rule| rule.before <= index) {
                out.push((rule.at, rule.item, None));
            }
            out.push((at, FrameItem::Text(item), None));
        }
        out.extend(rules.map(|rule| (rule.at, rule.item, None)));
        out
    }
}

/// The stretches of adjoining items, in logical order, each set again.
fn stretches(items: &[(Point, TextItem)], mending: &mut Mending) -> Vec<PlacedItem> {
    let leftward = items.first().is_some_and(|(_, first)| first.lang.dir() == Dir::RTL);
    // What the shaper put side by side is in visual order already, and kerning may make a step of it go back.
    let mut runs: Vec<_> = items.chunk_by(adjoin).collect();
    let sorted: Vec<(Point, TextItem)>;
    let items = if runs.len() > 1 {
        runs.sort_by_key(|run| run.first().map(|(at, _)| at.x));
        sorted = runs.concat();
        &sorted
    } else {
        items
    };
    let mut stretches: Vec<&[(Point, TextItem)]> = items.chunk_by(adjoin).collect();
    if leftward {
        stretches.reverse();
    }
    let mut out = Vec::with_capacity(items.len());
    for stretch in stretches {
        let again = mending.stretch(stretch, leftward);
        let as_typeset = as_it_was(stretch);
        match again.filter(|again| unmoved(&as_typeset, again, &mending.builders)) {
            Some(again) => out.extend(again),
            None => {
                mending.keep(text_of(stretch));
                out.extend(as_typeset);
            }
        }
    }
    out
}

/// The text of items, one after the other.
fn text_of(items: &[(Point, TextItem)]) -> String {
    items.iter().map(|(_, item)| item.text.as_str()).collect()
}

/// Whether the second item begins where the first one ends.
fn adjoin(one: &(Point, TextItem), (next, _): &(Point, TextItem)) -> bool {
    begins(one, *next)
}

/// Whether a point is where an item ends.
fn begins((at, item): &(Point, TextItem), next: Point) -> bool {
    (at.x + item.width() - next.x).abs() <= Abs::pt(ADJOINING)
}
