//! Pages as form XObjects of the new document (ISO 32000-1, 8.10). What pages share is made once, however often a page tree names it.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::annotation::Annotations;
use super::blending::Blending;
use super::content::Contents;
use super::copy::Mover;
use super::page::Page;
use super::source::Source;
use super::tree::Input;
use crate::bounds::{PDF_COPIED, PDF_COPIED_FOR_A_BYTE};
use crate::diagnostic::{Diagnostic, Report};
use crate::imposition::Transform;
use crate::prepress::damaged;

/// A page ready to be drawn: form XObjects and where each goes, from its own space to the upright page (y up).
pub(super) struct Drawable {
    pub forms: Vec<(ObjectId, Transform)>,
    pub height: f64,
}

/// The pages of a PDF, each that is drawn alike once.
#[derive(Default)]
pub(super) struct Drawables {
    all: Vec<Drawable>,
    /// Which of them each page is.
    pages: Vec<usize>,
}

impl Drawables {
    /// A page, by its place from 0.
    pub fn of_page(&self, page: usize) -> Option<&Drawable> {
        self.all.get(*self.pages.get(page)?)
    }
}

/// What makes one form differ from another: the content, the resources, the box, the transparency group.
type FormKey = (ObjectId, Option<ObjectId>, [u64; 4], Option<ObjectId>);
/// What makes one page differ from another: itself, its form, how it stands upright.
type PageKey = (ObjectId, ObjectId, [u64; 6]);

/// Every page as forms in the new document.
pub(super) fn of_pages(
    input: &Input,
    mover: &mut Mover,
    target: &mut Document,
    report: &mut Report,
) -> Result<Drawables, Diagnostic> {
    let mut maker = FormMaker {
        source: &input.source,
        mover,
        target,
        contents: Contents::new(input.bytes),
        blending: Blending::default(),
        forms: BTreeMap::new(),
        resources: BTreeMap::new(),
        left: PDF_COPIED.saturating_add(PDF_COPIED_FOR_A_BYTE.saturating_mul(input.bytes as u64)),
    };
    let mut annotations = Annotations::new(&input.source);
    let mut known: BTreeMap<PageKey, usize> = BTreeMap::new();
    let mut drawables = Drawables::default();
    for page in &input.pages {
        let node = input.source.document.get_dictionary(page.id);
        let node = node.map_err(|_| damaged(format!("page {} is missing", page.number)))?;
        let form = maker.form(page, node)?;
        let Transform { a, b, c, d, e, f } = page.upright;
        let key = (page.id, form, [a, b, c, d, e, f].map(f64::to_bits));
        let place = match known.get(&key) {
            Some(place) => *place,
            None => {
                let mut forms = vec![(form, page.upright)];
                for shown in annotations.of_page(&input.source, node, page)? {
                    if let Object::Reference(id) = maker.take(&shown.appearance) {
                        forms.push((id, shown.transform.then(page.upright)));
                    }
                }
                let height = page.size.height;
                drawables.all.push(Drawable { forms, height });
                drawables.all.len() - 1
            }
        };
        known.insert(key, place);
        drawables.pages.push(place);
    }
    annotations.tell(report);
    Ok(drawables)
}

struct FormMaker<'a> {
    source: &'a Source,
    mover: &'a mut Mover,
    target: &'a mut Document,
    contents: Contents,
    blending: Blending,
    forms: BTreeMap<FormKey, ObjectId>,
    /// The resources that a node of the page tree hands down, in the new document.
    resources: BTreeMap<ObjectId, Object>,
    /// How many bytes of content may still be written.
    left: u64,
}

impl FormMaker<'_> {
    fn take(&mut self, object: &Object) -> Object {
        self.mover.take(object, &self.source.document, self.target)
    }

    /// The page as a form XObject (ISO 32000-1, 8.10.2); its transparency group goes with it.
    fn form(&mut self, page: &Page, node: &Dictionary) -> Result<ObjectId, Diagnostic> {
        // What is written in the page itself is its own; what it refers to may be that of others too.
        let shared = |object: Option<&Object>, by: ObjectId| object.map(|object| object.as_reference().unwrap_or(by));
        let (contents, group) = (node.get(b"Contents").ok(), node.get(b"Group").ok());
        let resources = page.resources.and_then(|id| {
            let holder = self.source.document.get_dictionary(id).ok()?;
            shared(holder.get(b"Resources").ok(), id)
        });
        let key = (
            shared(contents, page.id).unwrap_or(page.id),
            resources,
            page.visible.map(f64::to_bits),
            shared(group, page.id),
        );
        if let Some(form) = self.forms.get(&key) {
            return Ok(*form);
        }
        let mut stream = self.contents.of_page(&self.source.document, contents, page.number)?;
        let bytes = stream.content.len() as u64;
        self.left = self.left.checked_sub(bytes).ok_or_else(|| too_often(page.number))?;
        self.describe(&mut stream, page, group);
        let form = self.target.add_object(stream);
        self.forms.insert(key, form);
        Ok(form)
    }

    fn describe(&mut self, stream: &mut Stream, page: &Page, group: Option<&Object>) {
        let name = |name: &str| Object::Name(name.as_bytes().to_vec());
        stream.dict.set("Type", name("XObject"));
        stream.dict.set("Subtype", name("Form"));
        let corner = |number: f64| Object::Real(number as f32);
        stream.dict.set("BBox", page.visible.map(corner).to_vec());
        let resources = page.resources.and_then(|holder| self.resources(holder, page));
        stream.dict.set(
            "Resources",
            resources.unwrap_or_else(|| Object::Dictionary(Dictionary::new())),
        );
        // Some readers draw hairlines paler in a group; one in which nothing blends is as good as none.
        if let Some(group) = group.filter(|_| self.blending.is_in(self.source, page.resources)) {
            let group = self.take(group);
            stream.dict.set("Group", group);
        }
    }

    /// The resources that a node of the page tree holds; those that are handed down are written once, for all pages below it.
    fn resources(&mut self, holder: ObjectId, page: &Page) -> Option<Object> {
        if let Some(known) = self.resources.get(&holder) {
            return Some(known.clone());
        }
        let node = self.source.document.get_dictionary(holder).ok()?;
        let written = node.get(b"Resources").ok()?;
        let mut taken = self.take(written);
        if holder != page.id && !matches!(taken, Object::Reference(_)) {
            taken = Object::Reference(self.target.add_object(taken));
            self.resources.insert(holder, taken.clone());
        }
        Some(taken)
    }
}

fn too_often(page: usize) -> Diagnostic {
    let message = format!(
        "pages up to page {page} share so much content that the sheets would hold more than {} MiB and {PDF_COPIED_FOR_A_BYTE} times the PDF",
        PDF_COPIED >> 20
    );
    Diagnostic::error("impose-bound", message).hint("print the PDF to a new PDF first, or split it")
}
