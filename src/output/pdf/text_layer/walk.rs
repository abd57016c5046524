//! The walk over all pages: frames are taken apart into lines, and everything else stays where it is between them.

use typst::layout::{Frame, FrameItem, GroupItem, Point};
use typst::text::FontInstance;
use typst_layout::Page;

use super::builders::{DerivedFontBuilders, FontAssignment};
use super::controls::without_controls;
use super::empty_like;
use super::line::Line;
use super::mending::Mending;
use super::runs::{is_rule, items};

/// The walk over all pages.
#[derive(Default)]
pub(super) struct Walker {
    pub(super) mending: Mending,
    /// The fonts of all text items, in the order of the walk.
    pub(super) assignments: Vec<FontAssignment>,
}

impl Walker {
    /// A walk on which nothing is derived from these fonts.
    pub(super) fn without(broken: &[FontInstance]) -> Self {
        Self {
            mending: Mending {
                builders: DerivedFontBuilders::without(broken),
                ..Mending::default()
            },
            assignments: Vec::new(),
        }
    }

    /// The frames of a document's pages with their lines set again. The first document's pages are counted.
    pub(super) fn pages(&mut self, pages: &[Page], counted: bool) -> Vec<Frame> {
        let pages = (1..).zip(pages);
        pages
            .map(|(number, page)| {
                self.mending.begin(counted.then_some(number));
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
                    let text = without_controls(text, |glyph| self.mending.builders.draws(&text.font, glyph));
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
                    self.mending.open = None;
                    let frame = self.group(at, group);
                    self.mending.open = None;
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
        let (upright, outer) = (group.transform.is_identity(), self.mending.neighbours);
        self.mending.neighbours = outer.within(at, upright);
        let frame = self.frame(&group.frame);
        self.mending.neighbours = outer.behind(self.mending.neighbours, upright);
        frame
    }

    /// Puts out a line, set again.
    fn end(&mut self, out: &mut Frame, line: &mut Line) {
        for (at, item, assignment) in std::mem::take(line).set(&mut self.mending) {
            if matches!(item, FrameItem::Text(_)) {
                self.assignments.push(assignment);
            }
            out.push(at, item);
        }
    }
}
