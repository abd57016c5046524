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
    let frames: Vec<Frame> = document
        .pages()
        .iter()
        .map(|page| without_tags(&page.frame, true))
        .collect();
    let over: Vec<Frame> = over
        .map_or(&[][..], |over| over.pages())
        .iter()
        .map(|page| without_tags(&page.frame, true))
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
    group.clip = Some(rectangle(clip));
    group
}

/// A rectangle as a path.
pub fn rectangle(area: imposition::Rect) -> Curve {
    let corner = |x, y| Point::new(Abs::pt(x), Abs::pt(y));
    let mut path = Curve::new();
    path.move_(corner(area.x0, area.y0));
    for (x, y) in [(area.x1, area.y0), (area.x1, area.y1), (area.x0, area.y1)] {
        path.line(corner(x, y));
    }
    path.close();
    path
}

/// A mark as a line of its own, dashed where it is one to fold or slit along.
pub fn line(mark: &Mark) -> (Point, FrameItem) {
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

pub fn abs_size(size: imposition::Size) -> Size {
    Size::new(Abs::pt(size.width), Abs::pt(size.height))
}

/// A frame without the tags that a tagged export needs and an untagged one must not meet half of; its links go too where paper
/// is all that it is for.
pub fn without_tags(frame: &Frame, links: bool) -> Frame {
    let mut out = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        out.set_baseline(frame.baseline());
    }
    for (at, item) in frame.items() {
        match item {
            FrameItem::Tag(_) => {}
            FrameItem::Link(..) if !links => {}
            FrameItem::Group(group) => {
                let inner = GroupItem {
                    frame: without_tags(&group.frame, links),
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
