//! The text layer: between layout and export, every glyph of a right-to-left run gets what PDF readers need to search and copy it.

mod cluster;
mod controls;
mod derive;
mod foundries;
mod neighbours;
mod runs;
mod script;
mod set;
mod slot;
#[cfg(test)]
mod tests;
mod token;

use typst::layout::{Abs, Dir, Frame, FrameItem, GroupItem, Point};
use typst::model::Document;
use typst::text::{FontInstance, TextItem};
use typst_layout::{Page, PagedDocument};

use self::cluster::{Source, clusters, logical};
use self::controls::without_controls;
pub use self::derive::Unmendable;
use self::foundries::Foundries;
use self::neighbours::Neighbours;
use self::runs::{is_rule, items};
use self::script::Class;
use self::set::{Drawn, Setter, Style};
use self::token::{Token, tokens};

/// How far apart (points) two items may be and still adjoin.
const ADJOINING: f64 = 0.02;
/// How far (in sizes) an item may be raised or lowered and still be on the line.
const RAISED: f64 = 0.6;
/// How far (in sizes) an item that adjoins the last one may be raised or lowered.
const CLIMB: f64 = 1.5;

/// A document whose text layer was mended, and what could not be.
pub struct Mended {
    /// The document, the same to the eye.
    pub document: PagedDocument,
    /// The fonts whose text stays as the typesetter wrote it, in order of their first use.
    pub notices: Vec<Notice>,
}

/// A font whose right-to-left text could not be mended: what readers find in it is as good as the typesetter's own PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The font's family name.
    pub family: String,
    /// The reason.
    pub reason: Unmendable,
}

/// Mends the text layer of a laid-out document. Pure: the same document gives the same document, to the byte of its PDF.
#[must_use]
pub fn mend(document: &PagedDocument) -> Mended {
    mend_with(document, &[]).0
}

/// Mends the text layers of a document and of others whose pages it is to share a file with. Each font is derived but once for all
/// of them, so that such a file embeds it once.
#[must_use]
pub fn mend_with(document: &PagedDocument, others: &[PagedDocument]) -> (Mended, Vec<PagedDocument>) {
    let all = || std::iter::once(document).chain(others);
    let mut walker = Walker::default();
    let walked: Vec<Vec<Frame>> = all()
        .map(|document| document.pages().iter().map(|page| walker.page(page)).collect())
        .collect();
    let fonts = walker.foundries.cast();
    let mut recast = Recast {
        fonts: &fonts,
        foundries: &walker.foundries,
        tickets: walker.tickets.into_iter(),
    };
    let mut finish = |document: &PagedDocument, frames: &[Frame]| {
        let pages = document.pages().iter().zip(frames);
        let pages = pages.map(|(page, frame)| Page {
            frame: recast.frame(frame),
            ..page.clone()
        });
        PagedDocument::new(pages.collect(), document.info().clone())
    };
    let mut frames = walked.iter().map(Vec::as_slice);
    let first = finish(document, frames.next().unwrap_or_default());
    let rest = others
        .iter()
        .zip(frames)
        .map(|(other, frames)| finish(other, frames))
        .collect();
    let notices = walker.foundries.refused().map(|(font, reason)| Notice {
        family: font.info().family.clone(),
        reason,
    });
    let mended = Mended {
        document: first,
        notices: notices.collect(),
    };
    (mended, rest)
}

/// The second walk: each text item gets the font of its ticket. The derived fonts exist only when all pages were walked.
struct Recast<'a> {
    fonts: &'a [Option<FontInstance>],
    foundries: &'a Foundries,
    tickets: std::vec::IntoIter<Option<usize>>,
}

impl Recast<'_> {
    fn frame(&mut self, frame: &Frame) -> Frame {
        let mut out = empty_like(frame);
        for (at, item) in frame.items() {
            let item = match item {
                FrameItem::Text(text) => FrameItem::Text(TextItem {
                    font: self.font(text),
                    ..text.clone()
                }),
                FrameItem::Group(group) => FrameItem::Group(GroupItem {
                    frame: self.frame(&group.frame),
                    ..group.clone()
                }),
                other => other.clone(),
            };
            out.push(*at, item);
        }
        out
    }

    /// The font that an item gets. One that stays as it is gets the derived font too, which holds the glyphs of its own under
    /// the same numbers: so that the file embeds one font where the book uses one.
    fn font(&mut self, text: &TextItem) -> FontInstance {
        let foundry = self
            .tickets
            .next()
            .flatten()
            .or_else(|| self.foundries.known(&text.font));
        let cast = foundry.and_then(|foundry| self.fonts.get(foundry)?.clone());
        cast.unwrap_or_else(|| text.font.clone())
    }
}

/// A frame of the same size, kind and baseline, without items.
fn empty_like(frame: &Frame) -> Frame {
    let mut out = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        out.set_baseline(frame.baseline());
    }
    out
}

/// The walk over all pages.
#[derive(Default)]
struct Walker {
    foundries: Foundries,
    /// For each text item, in the order of the walk, the foundry whose font it is to get.
    tickets: Vec<Option<usize>>,
    /// The baseline (points) at which the last piece drawn ended with a right-to-left letter.
    open: Option<f64>,
    neighbours: Neighbours,
}

impl Walker {
    /// A page's frame with its lines set again.
    fn page(&mut self, page: &Page) -> Frame {
        (self.open, self.neighbours) = (None, Neighbours::default());
        self.frame(&page.frame)
    }

    /// A frame with its lines set again. Everything else, tags too, stays where it is between the lines.
    fn frame(&mut self, frame: &Frame) -> Frame {
        let mut out = empty_like(frame);
        let mut line: Vec<(Point, TextItem)> = Vec::new();
        let mut rules: Vec<(Point, FrameItem)> = Vec::new();
        for (at, item) in items(frame) {
            match item {
                FrameItem::Text(text) => {
                    let text = without_controls(text);
                    if text.glyphs.is_empty() {
                        continue;
                    }
                    if !continues(&line, at, &text) {
                        self.line(&mut out, &mut line);
                        out.push_multiple(rules.drain(..));
                    }
                    line.push((at, text));
                }
                rule if !line.is_empty() && is_rule(rule) => rules.push((at, rule.clone())),
                FrameItem::Group(group) => {
                    self.line(&mut out, &mut line);
                    out.push_multiple(rules.drain(..));
                    self.open = None;
                    let frame = self.group(at, group);
                    self.open = None;
                    out.push(at, FrameItem::Group(GroupItem { frame, ..group.clone() }));
                }
                other => {
                    self.line(&mut out, &mut line);
                    out.push_multiple(rules.drain(..));
                    out.push(at, other.clone());
                }
            }
        }
        self.line(&mut out, &mut line);
        out.push_multiple(rules);
        out
    }

    /// The frame of a group, set again.
    fn group(&mut self, at: Point, group: &GroupItem) -> Frame {
        let (upright, outer) = (group.transform.is_identity(), self.neighbours);
        self.neighbours = outer.within(at, upright);
        let frame = self.frame(&group.frame);
        self.neighbours = outer.behind(self.neighbours, upright);
        frame
    }

    /// Sets a line again: the stretches of adjoining items, in logical order.
    fn line(&mut self, out: &mut Frame, line: &mut Vec<(Point, TextItem)>) {
        let items = std::mem::take(line);
        let Some((_, first)) = items.first() else { return };
        let leftward = first.lang.dir() == Dir::RTL;
        // What the shaper put side by side is in visual order already, and kerning may make a step of it go back.
        let mut runs: Vec<_> = items.chunk_by(adjoin).collect();
        let sorted: Vec<(Point, TextItem)>;
        let items = if runs.len() > 1 {
            runs.sort_by_key(|run| run.first().map(|(at, _)| at.x));
            sorted = runs.concat();
            &sorted
        } else {
            &items
        };
        let mut stretches: Vec<&[(Point, TextItem)]> = items.chunk_by(adjoin).collect();
        if leftward {
            stretches.reverse();
        }
        for stretch in stretches {
            for (at, item, foundry) in self.stretch(stretch, leftward) {
                self.tickets.push(foundry);
                out.push(at, FrameItem::Text(item));
            }
        }
    }

    /// The items of a stretch, set again; as they were where nothing in it is read from right to left.
    fn stretch(&mut self, items: &[(Point, TextItem)], leftward: bool) -> Vec<Drawn> {
        let as_it_was = || items.iter().map(|(at, item)| (*at, item.clone(), None)).collect();
        let has = |item: &TextItem, class| item.text.chars().any(|character| Class::of(character) == class);
        if !items
            .iter()
            .any(|(_, item)| has(item, Class::Right) || has(item, Class::ArabicNumber))
        {
            let mut out: Vec<Drawn> = as_it_was();
            if let (Some((at, item)), Some((last, end))) = (items.first(), items.last()) {
                self.neighbours.raise(at.y.to_pt(), 0.0);
                let forward = |item: &TextItem| has(item, Class::Left) || has(item, Class::Number);
                let begins = (leftward && forward(item)).then_some(false);
                out.splice(0..0, self.neighbours.parting(begins, *at, item, &mut self.foundries));
                let edge = Point::new(last.x + end.width(), last.y);
                self.neighbours.end(forward(end).then_some(false), edge);
            }
            return out;
        }
        let mut styles: Vec<Style> = Vec::new();
        let mut sources = Vec::with_capacity(items.len());
        for (at, item) in items {
            let style = styles
                .iter()
                .position(|style| same_look(style.item, item))
                .unwrap_or_else(|| {
                    styles.push(Style {
                        item,
                        baseline: baseline(items, item),
                        foundry: self.foundries.of(&item.font),
                    });
                    styles.len() - 1
                });
            let right = has(item, Class::Right) || has(item, Class::ArabicNumber);
            let forward = !leftward
                || has(item, Class::Left)
                || cluster::direction(item) == Some(true) && has(item, Class::Neutral);
            let whole = styles[style].foundry.is_none() || !right && forward;
            sources.push(Source {
                at: *at,
                item,
                style,
                baseline: styles[style].baseline,
                whole,
            });
        }
        let clusters = clusters(&sources);
        let order = logical(&clusters, leftward);
        let height = styles.first().map_or(0.0, |style| style.baseline);
        let raised = self
            .neighbours
            .raise(height, items.first().map_or(0.0, |(_, item)| item.size.to_pt()));
        let apart = leftward && self.open.is_some_and(|open| (open - height).abs() < 1.0);
        let tokens = tokens(&clusters, &order, leftward, apart, raised);
        self.open = matches!(tokens.last(), Some(Token::Right(_))).then_some(height);
        let mut out = Vec::with_capacity(tokens.len());
        if let (true, Some(first), Some(source)) = (leftward, tokens.first(), sources.first()) {
            let left = Point::new(source.at.x, Abs::pt(height));
            out.extend(
                self.neighbours
                    .parting(first.runs_leftward(), left, source.item, &mut self.foundries),
            );
        }
        let ends = tokens.last().and_then(Token::runs_leftward);
        let edge = tokens
            .last()
            .and_then(|last| last.right_edge(&clusters))
            .unwrap_or_default();
        self.neighbours.end(ends, Point::new(Abs::pt(edge), Abs::pt(height)));
        let mut setter = Setter {
            sources: &sources,
            styles: &styles,
            clusters: &clusters,
            foundries: &mut self.foundries,
            out: &mut out,
        };
        setter.all(&tokens);
        out
    }
}

/// Whether an item goes on with a line: it stands about as high as one of its items, or adjoins the last one (Nastaliq climbs
/// far). A space that hangs at a line's end has no width and stands where the next line begins: nothing adjoins it.
fn continues(line: &[(Point, TextItem)], next: Point, item: &TextItem) -> bool {
    let Some(last) = line.last() else {
        return true;
    };
    let size = last.1.size.max(item.size);
    let level = |(at, _): &(Point, TextItem)| (at.y - next.y).abs() < RAISED * size;
    let climbs = (last.0.y - next.y).abs() < CLIMB * size && last.1.width() > Abs::pt(ADJOINING);
    last.1.lang.dir() == item.lang.dir() && (climbs && begins(last, next) || line.iter().any(level))
}

/// Whether the second item begins where the first one ends.
fn adjoin(one: &(Point, TextItem), (next, _): &(Point, TextItem)) -> bool {
    begins(one, *next)
}

/// Whether a point is where an item ends.
fn begins((at, item): &(Point, TextItem), next: Point) -> bool {
    (at.x + item.width() - next.x).abs() <= Abs::pt(ADJOINING)
}

/// Whether two items look alike but for their text.
fn same_look(a: &TextItem, b: &TextItem) -> bool {
    a.size == b.size
        && a.font == b.font
        && a.fill == b.fill
        && a.stroke == b.stroke
        && a.lang == b.lang
        && a.region == b.region
}

/// The baseline (points) of the items that look like this one: the one that most of their width stands on. The rest was raised or lowered by the shaper.
fn baseline(items: &[(Point, TextItem)], look: &TextItem) -> f64 {
    let mut heights: Vec<(f64, f64)> = Vec::new();
    for (at, item) in items.iter().filter(|(_, item)| same_look(item, look)) {
        let (y, width) = (at.y.to_pt(), item.width().to_pt());
        match heights.iter_mut().find(|(height, _)| (*height - y).abs() < 0.001) {
            Some((_, sum)) => *sum += width,
            None => heights.push((y, width)),
        }
    }
    heights
        .into_iter()
        .reduce(|a, b| if b.1 > a.1 { b } else { a })
        .map_or(0.0, |(height, _)| height)
}
