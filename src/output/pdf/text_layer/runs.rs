//! A frame's items without the groups that are but runs of a line.

use typst::layout::{Frame, FrameItem, GroupItem, Point};
use typst::visualize::Geometry;

/// A frame's items with their places, in the order of drawing. The typesetter makes a group of a run with many items, such as a
/// struck-out phrase, and none of one with few; a line is a line all the same.
pub(super) fn items(frame: &Frame) -> Vec<(Point, &FrameItem)> {
    let mut out = Vec::new();
    gather(frame, Point::zero(), &mut out);
    out
}

fn gather<'f>(frame: &'f Frame, origin: Point, out: &mut Vec<(Point, &'f FrameItem)>) {
    for (at, item) in frame.items() {
        match item {
            FrameItem::Group(group) if is_run(group) => gather(&group.frame, origin + *at, out),
            other => out.push((origin + *at, other)),
        }
    }
}

/// Whether a group only holds text together, and the rules under and through it.
fn is_run(group: &GroupItem) -> bool {
    let plain =
        group.transform.is_identity() && group.clip.is_none() && group.label.is_none() && group.parent.is_none();
    let only_text = || {
        group.frame.items().all(|(_, item)| match item {
            FrameItem::Text(_) => true,
            FrameItem::Group(inner) => is_run(inner),
            other => is_rule(other),
        })
    };
    plain && group.frame.kind().is_soft() && only_text()
}

/// Whether an item is a line under, over or through words. The typesetter draws one with each text item, between the dots of a
/// letter and the letter.
pub(super) fn is_rule(item: &FrameItem) -> bool {
    matches!(item, FrameItem::Shape(shape, _) if matches!(shape.geometry, Geometry::Line(_)))
}
