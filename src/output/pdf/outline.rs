//! Large type in outline, for editions that take little ink.
//!
//! Arabic letters overlap where they join, so a stroke around each glyph would show every joint. Here the strokes of a page's
//! type are drawn as shapes behind all of it, and the type over them in its own fill (white): what remains is the outline of the
//! word. The type stays text.

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Transform};
use typst::model::Document;
use typst::syntax::Span;
use typst::text::TextItem;
use typst::visualize::{Curve, Geometry};
use typst_layout::{Page, PagedDocument};

/// Draws the strokes of all stroked type behind it.
pub fn behind(document: PagedDocument) -> PagedDocument {
    if !document.pages().iter().any(|page| has_strokes(&page.frame)) {
        return document;
    }
    let page = |page: &Page| {
        let mut shapes = Vec::new();
        let mut frame = without_strokes(&page.frame, Transform::identity(), &mut shapes);
        frame.prepend_multiple(shapes.into_iter().map(|item| (Point::zero(), item)));
        Page { frame, ..page.clone() }
    };
    PagedDocument::new(document.pages().iter().map(page).collect(), document.info().clone())
}

fn has_strokes(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_strokes(&group.frame),
        FrameItem::Text(text) => text.stroke.is_some(),
        _ => false,
    })
}

/// The frame with its type unstroked; the strokes are added to `shapes`, each in the page's space.
fn without_strokes(frame: &Frame, to_page: Transform, shapes: &mut Vec<FrameItem>) -> Frame {
    let mut out = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        out.set_baseline(frame.baseline());
    }
    for (at, item) in frame.items() {
        let here = to_page.pre_concat(Transform::translate(at.x, at.y));
        let item = match item {
            FrameItem::Group(group) => FrameItem::Group(GroupItem {
                frame: without_strokes(&group.frame, here.pre_concat(group.transform), shapes),
                ..group.clone()
            }),
            FrameItem::Text(text) if text.stroke.is_some() => {
                shapes.extend(stroked(text, here));
                FrameItem::Text(TextItem {
                    stroke: None,
                    ..text.clone()
                })
            }
            other => other.clone(),
        };
        out.push(*at, item);
    }
    out
}

/// A run of type as the shape that its stroke makes.
fn stroked(text: &TextItem, to_page: Transform) -> Option<FrameItem> {
    let stroke = text.stroke.clone()?;
    let mut pen = Pen {
        curve: Curve::new(),
        at: Point::zero(),
        unit: text.size / text.font.units_per_em(),
        last: Point::zero(),
    };
    let mut origin = Point::zero();
    for glyph in &text.glyphs {
        pen.at = origin + Point::new(glyph.x_offset.at(text.size), -glyph.y_offset.at(text.size));
        text.font.ttf().outline_glyph(GlyphId(glyph.id), &mut pen);
        origin.x += glyph.x_advance.at(text.size);
        origin.y -= glyph.y_advance.at(text.size);
    }
    let mut frame = Frame::soft(typst::layout::Size::zero());
    frame.push(
        Point::zero(),
        FrameItem::Shape(Geometry::Curve(pen.curve).stroked(stroke), Span::detached()),
    );
    let mut group = GroupItem::new(frame);
    group.transform = to_page;
    Some(FrameItem::Group(group))
}

/// Draws glyphs in font units, y upwards, as a curve in points, y downwards.
struct Pen {
    curve: Curve,
    at: Point,
    unit: Abs,
    last: Point,
}

impl Pen {
    fn point(&self, x: f32, y: f32) -> Point {
        self.at + Point::new(self.unit * f64::from(x), self.unit * f64::from(-y))
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.last = self.point(x, y);
        self.curve.move_(self.last);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.last = self.point(x, y);
        self.curve.line(self.last);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, control, to) = (self.last, self.point(x1, y1), self.point(x, y));
        let towards = |end: Point| end + (control - end) * (2.0 / 3.0);
        self.curve.cubic(towards(from), towards(to), to);
        self.last = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (first, second, to) = (self.point(x1, y1), self.point(x2, y2), self.point(x, y));
        self.curve.cubic(first, second, to);
        self.last = to;
    }

    fn close(&mut self) {
        self.curve.close();
    }
}
