//! The walk over all pages: frames are taken apart into lines, and everything else stays where it is between them.

use typst::layout::{Frame, FrameItem, GroupItem, Point};
use typst::text::FontInstance;
use typst_layout::Page;

use super::controls::without_controls;
use super::foundries::Foundries;
use super::line::Line;
use super::neighbours::Neighbours;
use super::runs::{is_rule, items};
use super::{Kept, empty_like};

/// The walk over all pages.
#[derive(Default)]
pub(super) struct Walker {
    pub(super) foundries: Foundries,
    /// For each text item, in the order of the walk, the foundry whose font it is to get.
    pub(super) tickets: Vec<Option<usize>>,
    /// The stretches that stay as they were.
    pub(super) kept: Vec<Kept>,
    /// The page that is walked, from one, where it is one of the first document.
    pub(super) number: Option<usize>,
    /// The baseline (points) at which the last piece drawn ended with a right-to-left letter.
    pub(super) open: Option<f64>,
    pub(super) neighbours: Neighbours,
}

impl Walker {
    /// A walk on which nothing is derived from these fonts.
    pub(super) fn without(broken: &[FontInstance]) -> Self {
        Self {
            foundries: Foundries::without(broken),
            ..Self::default()
        }
    }

    /// The frames of a document's pages with their lines set again. The first document's pages are counted.
    pub(super) fn pages(&mut self, pages: &[Page], counted: bool) -> Vec<Frame> {
        let pages = (1..).zip(pages);
        pages
            .map(|(number, page)| {
                self.number = counted.then_some(number);
                (self.open, self.neighbours) = (None, Neighbours::default());
                self.frame(&page.frame)
            })
            .collect()
    }

    /// A frame with its lines set again. Everything else, tags too, stays where it is between the lines.
    fn frame(&mut self, frame: &Frame) -> Frame {
        let mut out = empty_like(frame);
        let mut line = Line::default();
        for (at, item) in items(frame) {
            match item {
                FrameItem::Text(text) => {
                    let text = without_controls(text, |glyph| self.foundries.draws(&text.font, glyph));
                    if text.glyphs.is_empty() {
                        continue;
                    }
                    if !line.is_continued_by(at, &text) {
                        self.end(&mut out, &mut line);
                    }
                    line.texts.push((at, text));
                }
                rule if !line.texts.is_empty() && is_rule(rule) => line.add_rule(at, rule.clone()),
                FrameItem::Group(group) => {
                    self.end(&mut out, &mut line);
                    self.open = None;
                    let frame = self.group(at, group);
                    self.open = None;
                    out.push(at, FrameItem::Group(GroupItem { frame, ..group.clone() }));
                }
                other => {
                    self.end(&mut out, &mut line);
                    out.push(at, other.clone());
                }
            }
        }
        self.end(&mut out, &mut line);
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

    /// Puts out a line, set again.
    fn end(&mut self, out: &mut Frame, line: &mut Line) {
        for (at, item, foundry) in std::mem::take(line).set(self) {
            if matches!(item, FrameItem::Text(_)) {
                self.tickets.push(foundry);
            }
            out.push(at, item);
        }
    }

    /// Notes that text stays as it was.
    pub(super) fn keep(&mut self, text: String) {
        self.kept.push(Kept {
            page: self.number,
            text,
        });
    }
}
