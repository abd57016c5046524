//! Sheets: laid-out pages placed where the imposition room says, as new pages of the sheets' size.

use typst::foundations::Smart;
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Ratio, Size, Transform};
use typst::model::Document;
use typst::syntax::Span;
use typst::visualize::{Color, Curve, DashPattern, FixedStroke, Geometry};
use typst_layout::{Page, PagedDocument};

use crate::imposition::{self, Imposition, Mark, Placement, Side};

/// Paints an imposition with the pages of a document. Pages keep their text, links go with them, tags do not: the order of
/// pages on sheets is not the text's order, and such a PDF is exported untagged. `over` has a page a side, which is laid over it.
pub fn paint(document: &PagedDocument, imposition: &Imposition, over: Option<&PagedDocument>) -> PagedDocument {
    let frames: Vec<Frame> = document.pages().iter().map(|page| without_tags(&page.frame)).collect();
    let over: Vec<Frame> = over
        .map_or(&[][..], |over| over.pages())
        .iter()
        .map(|page| without_tags(&page.frame))
        .collect();
    let sides = imposition.sides().zip(1..).map(|(side, number)| Page {
        frame: side_frame(side, imposition.size, &frames, over.get(number as usize - 1)),
        bleed: Default::default(),
        fill: Smart::Auto,
        numbering: None,
        supplement: Default::default(),
        number,
    });
    PagedDocument::new(sides.collect(), document.info().clone())
}

fn side_frame(side: &Side, size: imposition::Size, pages: &[Frame], over: Option<&Frame>) -> Frame {
    let mut frame = Frame::hard(abs_size(size));
    for placement in &side.placements {
        let page = placement.page.and_then(|number| pages.get(number.checked_sub(1)?));
        if let Some(page) = page {
            frame.push(Point::zero(), FrameItem::Group(placed(page, placement)));
        }
    }
    for mark in &side.marks {
        let (at, item) = line(mark);
        frame.push(at, item);
    }
    if let Some(over) = over {
        frame.push(Point::zero(), FrameItem::Group(GroupItem::new(over.clone())));
    }
    frame
}

/// A page moved, turned and clipped as its placement says.
fn placed(page: &Frame, placement: &Placement) -> GroupItem {
    let clip = placement.page_clip();
    let mut group = GroupItem::new(page.clone());
    group.transform = transform(placement.transform);
    let corner = Point::new(Abs::pt(clip.x0), Abs::pt(clip.y0));
    let mut rect = Curve::new();
    rect.move_(corner);
    for (x, y) in [(clip.x1, clip.y0), (clip.x1, clip.y1), (clip.x0, clip.y1)] {
        rect.line(Point::new(Abs::pt(x), Abs::pt(y)));
    }
    rect.close();
    group.clip = Some(rect);
    group
}

/// A mark as a line of its own, dashed where it is one to fold or slit along.
fn line(mark: &Mark) -> (Point, FrameItem) {
    let from = Point::new(Abs::pt(mark.from.x), Abs::pt(mark.from.y));
    let to = Point::new(Abs::pt(mark.to.x), Abs::pt(mark.to.y));
    let dash = mark.dash().map(|[on, off]| DashPattern {
        array: vec![Abs::pt(on), Abs::pt(off)],
        phase: Abs::zero(),
    });
    let stroke = FixedStroke {
        dash,
        ..FixedStroke::from_pair(Color::BLACK, Abs::pt(mark.width))
    };
    (
        from,
        FrameItem::Shape(Geometry::Line(to - from).stroked(stroke), Span::detached()),
    )
}

fn transform(map: imposition::Transform) -> Transform {
    Transform {
        sx: Ratio::new(map.a),
        ky: Ratio::new(map.b),
        kx: Ratio::new(map.c),
        sy: Ratio::new(map.d),
        tx: Abs::pt(map.e),
        ty: Abs::pt(map.f),
    }
}

fn abs_size(size: imposition::Size) -> Size {
    Size::new(Abs::pt(size.width), Abs::pt(size.height))
}

/// A frame without the tags that a tagged export needs and an untagged one must not meet half of.
fn without_tags(frame: &Frame) -> Frame {
    let mut out = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        out.set_baseline(frame.baseline());
    }
    for (at, item) in frame.items() {
        match item {
            FrameItem::Tag(_) => {}
            FrameItem::Group(group) => {
                let inner = GroupItem {
                    frame: without_tags(&group.frame),
                    parent: None,
                    ..group.clone()
                };
                out.push(*at, FrameItem::Group(inner));
            }
            other => out.push(*at, other.clone()),
        }
    }
    out
}
