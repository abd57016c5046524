//! What annotations show on paper: filled-in forms, stamps, notes drawn on the page.

use lopdf::{Dictionary, Object, Stream};

use super::source::Source;
use crate::imposition::{Point, Rect, Transform};

/// An annotation that prints: its appearance and where that goes in the page's user space.
pub(super) struct Shown {
    /// The form XObject that draws it.
    pub appearance: Object,
    /// From the form's space to the page's user space, `Matrix` left to the form itself.
    pub transform: Transform,
}

/// What became of a page's annotations.
#[derive(Default)]
pub(super) struct Annotations {
    /// Those that print.
    pub shown: Vec<Shown>,
    /// How many were links.
    pub links: usize,
    /// How many were fields that hold a value but nothing to show it.
    pub unseen_fields: usize,
}

const HIDDEN: i64 = 1 << 1;
const PRINT: i64 = 1 << 2;

/// Sorts out a page's annotations (ISO 32000-1, 12.5).
pub(super) fn of_page(source: &Source, page: &Dictionary) -> Annotations {
    let mut found = Annotations::default();
    let Some(list) = source.value(page, b"Annots").and_then(|list| list.as_array().ok()) else {
        return found;
    };
    for entry in list {
        let Some(annotation) = source
            .document
            .dereference(entry)
            .ok()
            .and_then(|(_, object)| object.as_dict().ok())
        else {
            continue;
        };
        let kind = source.name(annotation, b"Subtype").unwrap_or_default();
        let flags = source
            .value(annotation, b"F")
            .and_then(|flags| flags.as_i64().ok())
            .unwrap_or(0);
        if kind == b"Link" {
            found.links += 1;
        } else if kind != b"Popup" && flags & HIDDEN == 0 && flags & PRINT != 0 {
            match shown(source, annotation) {
                Some(shown) => found.shown.push(shown),
                None if kind == b"Widget" && source.value(annotation, b"V").is_some() => found.unseen_fields += 1,
                None => {}
            }
        }
    }
    found
}

/// The annotation's normal appearance, fitted into its rectangle (ISO 32000-1, 12.5.5, algorithm 8.1).
fn shown(source: &Source, annotation: &Dictionary) -> Option<Shown> {
    let mut appearance = source.dictionary(annotation, b"AP")?.get(b"N").ok()?;
    if let Object::Dictionary(states) = source.document.dereference(appearance).ok()?.1 {
        appearance = states.get(source.name(annotation, b"AS")?).ok()?;
    }
    let form: &Stream = source.document.dereference(appearance).ok()?.1.as_stream().ok()?;
    let rect = corners(&source.numbers(annotation, b"Rect")?)?;
    let bbox = corners(&source.numbers(&form.dict, b"BBox")?)?;
    let matrix = match source.numbers(&form.dict, b"Matrix").as_deref() {
        Some(&[a, b, c, d, e, f]) => Transform { a, b, c, d, e, f },
        _ => Transform::IDENTITY,
    };
    let drawn = matrix.apply_rect(bbox);
    let (from, to) = (drawn.size(), rect.size());
    if !from.is_valid() || !to.is_valid() {
        return None;
    }
    let scale = Transform {
        a: to.width / from.width,
        d: to.height / from.height,
        ..Transform::IDENTITY
    };
    let to_origin = Transform::place(1.0, Point::new(-drawn.x0, -drawn.y0));
    let transform = to_origin
        .then(scale)
        .then(Transform::place(1.0, Point::new(rect.x0, rect.y0)));
    Some(Shown {
        appearance: appearance.clone(),
        transform,
    })
}

fn corners(numbers: &[f64]) -> Option<Rect> {
    match numbers {
        &[ax, ay, bx, by] => Some(Rect::new(ax, ay, bx, by)),
        _ => None,
    }
}
