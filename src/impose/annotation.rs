//! What annotations show on paper: filled-in forms, stamps, notes drawn on the page.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, Stream};

use super::page::Page;
use super::source::Source;
use crate::bounds::PDF_ANNOTATIONS;
use crate::diagnostic::{Diagnostic, Report};
use crate::imposition::{Point, Rect, Transform};

/// An annotation that prints: its appearance and where that goes in the page's user space.
pub(super) struct Shown {
    /// The form XObject that draws it.
    pub appearance: Object,
    /// From the form's space to the page's user space, `Matrix` left to the form itself.
    pub transform: Transform,
}

/// What became of the annotations of all pages.
#[derive(Default)]
pub(super) struct Annotations {
    /// How many were looked at.
    seen: u64,
    /// How many were links.
    links: usize,
    /// Whether the PDF asks viewers to draw its fields anew (ISO 32000-1, table 218).
    anew: bool,
    /// How many were fields that are drawn as the file has them, though it asks viewers to draw them anew.
    outdated: usize,
    /// How many were fields that hold a value, or have colours, but nothing to show it.
    unseen_fields: usize,
    /// How many were marks of other kinds that nothing shows, by kind, with the page of the first.
    unseen: BTreeMap<String, (usize, usize)>,
    /// How many are not to be printed.
    screen_only: usize,
}

const HIDDEN: i64 = 1 << 1;
const PRINT: i64 = 1 << 2;
const NO_ROTATE: i64 = 1 << 4;

impl Annotations {
    /// None yet, of a PDF.
    pub fn new(source: &Source) -> Self {
        let form = source
            .document
            .catalog()
            .ok()
            .and_then(|root| source.dictionary(root, b"AcroForm"));
        let anew = form.and_then(|form| source.value(form, b"NeedAppearances"));
        Self {
            anew: matches!(anew, Some(Object::Boolean(true))),
            ..Self::default()
        }
    }

    /// Sorts out a page's annotations (ISO 32000-1, 12.5): those that print are the answer.
    pub fn of_page(&mut self, source: &Source, node: &Dictionary, page: &Page) -> Result<Vec<Shown>, Diagnostic> {
        let mut found = Vec::new();
        let list = source.value(node, b"Annots").and_then(|list| list.as_array().ok());
        for entry in list.into_iter().flatten() {
            self.seen += 1;
            if self.seen > PDF_ANNOTATIONS {
                let message = format!("the PDF has more than {PDF_ANNOTATIONS} annotations");
                return Err(Diagnostic::error("impose-bound", message).hint("split it, or take them out of it"));
            }
            let object = source.document.dereference(entry).ok().map(|(_, object)| object);
            if let Some(annotation) = object.and_then(|object| object.as_dict().ok()) {
                found.extend(self.sort_out(source, annotation, page));
            }
        }
        Ok(found)
    }

    fn sort_out(&mut self, source: &Source, annotation: &Dictionary, page: &Page) -> Option<Shown> {
        let kind = source.name(annotation, b"Subtype").unwrap_or_default();
        let flags = source
            .value(annotation, b"F")
            .and_then(|flags| flags.as_i64().ok())
            .unwrap_or(0);
        if kind == b"Link" {
            self.links += 1;
            return None;
        }
        if kind == b"Popup" || flags & HIDDEN != 0 {
            return None;
        }
        let appearance = Appearance::of(source, annotation);
        if flags & PRINT == 0 {
            let is_seen = match appearance {
                Appearance::Form(_) => true,
                Appearance::Blank => false,
                // Viewers make up what shows it.
                Appearance::Missing => kind != b"Widget" || has_looks(source, annotation),
            };
            self.screen_only += usize::from(is_seen);
            return None;
        }
        match appearance {
            Appearance::Form(appearance) => {
                self.outdated += usize::from(self.anew && kind == b"Widget");
                let upright = (flags & NO_ROTATE != 0).then_some(page.upright);
                return shown(source, annotation, appearance, upright);
            }
            Appearance::Blank => {}
            Appearance::Missing if kind == b"Widget" => {
                self.unseen_fields += usize::from(has_looks(source, annotation));
            }
            Appearance::Missing => {
                let kind = String::from_utf8_lossy(kind).into_owned();
                self.unseen.entry(kind).or_insert((0, page.number)).0 += 1;
            }
        }
        None
    }

    /// Says what is not on the sheets.
    pub fn tell(&self, report: &mut Report) {
        if self.links > 0 {
            let message = format!("links are left out: paper cannot follow them ({} of them)", self.links);
            report.add(Diagnostic::warning("impose-links", message));
        }
        if self.unseen_fields > 0 {
            let message = format!(
                "{} form fields hold text or colours that the PDF does not draw; they will be missing",
                self.unseen_fields
            );
            report.add(Diagnostic::warning("impose-fields", message).hint(PRINT_ANEW));
        }
        if self.outdated > 0 {
            let message = format!(
                "the PDF asks viewers to draw its form fields anew; the sheets show them as the file has them ({} of them)",
                self.outdated
            );
            report.add(Diagnostic::warning("impose-fields", message).hint(PRINT_ANEW));
        }
        for (kind, (count, page)) in &self.unseen {
            let message = format!(
                "{count} annotations of the kind {kind:?} have no drawing in the PDF and will be missing, the first on page {page}"
            );
            report.add(Diagnostic::warning("impose-annotations", message).hint(PRINT_ANEW));
        }
        if self.screen_only > 0 {
            let message = format!(
                "{} annotations are left out: the PDF shows them on screens and does not print them",
                self.screen_only
            );
            report.add(Diagnostic::note("impose-screen-only", message));
        }
    }
}

const PRINT_ANEW: &str = "print the PDF to a new PDF from a viewer that shows them";

/// Whether viewers would make up a field's looks: it has a value, a ground or a border.
fn has_looks(source: &Source, field: &Dictionary) -> bool {
    let colours = source.dictionary(field, b"MK");
    holds(source, field, b"V") || colours.is_some_and(|colours| colours.has(b"BG") || colours.has(b"BC"))
}

/// How far up a field's parents are asked.
const MOST_PARENTS: usize = 32;

/// Whether a field has an entry, itself or by one of its parents (ISO 32000-1, 12.7.3.1).
fn holds(source: &Source, field: &Dictionary, key: &[u8]) -> bool {
    let mut field = Some(field);
    for _ in 0..MOST_PARENTS {
        let Some(one) = field else { break };
        if source.value(one, key).is_some() {
            return true;
        }
        field = source.dictionary(one, b"Parent");
    }
    false
}

/// What shows an annotation (ISO 32000-1, 12.5.5).
enum Appearance<'a> {
    /// A form, as it is written or referred to.
    Form(&'a Object),
    /// Nothing, which is meant: the state that it is in has no drawing.
    Blank,
    /// Nothing: a viewer would have to make it up.
    Missing,
}

impl<'a> Appearance<'a> {
    /// The annotation's normal appearance, in the state that it is in.
    fn of(source: &'a Source, annotation: &'a Dictionary) -> Self {
        let normal = source.dictionary(annotation, b"AP").and_then(|all| all.get(b"N").ok());
        let followed = |object: &'a Object| source.document.dereference(object).ok().map(|(_, object)| object);
        let Some(normal) = normal else {
            return Self::Missing;
        };
        match followed(normal) {
            Some(Object::Stream(_)) => Self::Form(normal),
            Some(Object::Dictionary(states)) => {
                let state = source.name(annotation, b"AS").and_then(|state| states.get(state).ok());
                match state.map(|state| (state, followed(state))) {
                    Some((state, Some(Object::Stream(_)))) => Self::Form(state),
                    _ => Self::Blank,
                }
            }
            _ => Self::Missing,
        }
    }
}

/// An appearance, fitted into its annotation's rectangle (ISO 32000-1, 12.5.5, algorithm 8.1); none where it has no area. One that does not
/// turn with its page (table 165, `NoRotate`) is turned back around its upper left corner by the map that stands the page `upright`.
fn shown(source: &Source, annotation: &Dictionary, appearance: &Object, upright: Option<Transform>) -> Option<Shown> {
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
    let transform = upright.map_or(transform, |page| transform.then(turned_back(page, rect)));
    Some(Shown {
        appearance: appearance.clone(),
        transform,
    })
}

/// The map that turns what stands in a rectangle back around its upper left corner, on a page that this map stands upright.
fn turned_back(page: Transform, rect: Rect) -> Transform {
    let unit = page.a.hypot(page.b);
    let back = Transform {
        a: page.a / unit,
        b: page.c / unit,
        c: page.b / unit,
        d: page.d / unit,
        ..Transform::IDENTITY
    };
    let corner = |sign: f64| Transform::place(1.0, Point::new(sign * rect.x0, sign * rect.y1));
    corner(-1.0).then(back).then(corner(1.0))
}

fn corners(numbers: &[f64]) -> Option<Rect> {
    match numbers {
        &[ax, ay, bx, by] => Some(Rect::new(ax, ay, bx, by)),
        _ => None,
    }
}
