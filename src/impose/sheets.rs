//! The sheets as a new PDF.

use std::fmt::Write;

use super::annotation::{self, Annotations};
use super::content;
use super::copy::Mover;
use super::page::Page;
use super::source::Source;
use super::tree::Input;
use super::{Binding, Work};
use crate::diagnostic::{Diagnostic, Report};
use crate::imposition::{Imposition, Mark, Placement, Rect, Side, Transform};
use crate::prepress::{PageLayout, Preferences, damaged, save};
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

/// A page ready to be drawn: form XObjects and where each goes, from its own space to the upright page (y up).
struct Drawable {
    forms: Vec<(ObjectId, Transform)>,
    height: f64,
}

pub(super) fn write(work: Work, overlay: Option<Input>, report: &mut Report) -> Result<Vec<u8>, Diagnostic> {
    let Work {
        input: Input { source, pages: read },
        imposition,
        binding,
        placed,
        identity,
        ..
    } = work;
    let mut target = Document::with_version("1.7");
    let root = target.new_object_id();
    let title = source.title();
    let catalogue = source
        .document
        .catalog()
        .map_err(|_| damaged("it has no catalogue"))?
        .clone();

    let mut mover = Mover::default();
    let drawables = drawables(&source, &read, &mut mover, &mut target, report)?;
    // Layers that are switched off must stay so (ISO 32000-1, 8.11).
    let layers = catalogue
        .get(b"OCProperties")
        .ok()
        .map(|layers| mover.take(layers, &source.document, &mut target));
    let Source { mut document, .. } = source;
    mover.settle(&mut document, &mut target);
    drop(document);
    if mover.dangling > 0 {
        let message = format!(
            "{} parts that the PDF's pages refer to are missing from it",
            mover.dangling
        );
        report.add(
            Diagnostic::warning("impose-missing-parts", message).hint("look the sheets through before printing many"),
        );
    }
    let stamps = overlay
        .map(|overlay| stamps(overlay, &mut target, report))
        .transpose()?
        .unwrap_or_default();

    let mut pages = Vec::new();
    for (index, side) in imposition.sides().enumerate() {
        let mut painter = Painter::new(&imposition);
        for placement in &side.placements {
            let drawn = placement
                .page
                .and_then(|page| Some((drawables.get(page - 1)?, placed.get(page - 1)?)));
            if let Some((drawable, placed)) = drawn {
                painter.page(placement, drawable, placed.transform);
            }
        }
        painter.marks(side);
        if let Some(stamp) = stamps.get(index) {
            painter.stamp(stamp);
        }
        pages.push(painter.finish(&mut target, root));
    }
    let say = Finishing {
        binding,
        title,
        layers,
        identity,
    };
    finish(target, root, pages, &imposition, say)
}

/// Every page as forms in the new document.
fn drawables(
    source: &Source,
    pages: &[Page],
    mover: &mut Mover,
    target: &mut Document,
    report: &mut Report,
) -> Result<Vec<Drawable>, Diagnostic> {
    let (mut links, mut unseen) = (0, 0);
    let mut drawables = Vec::new();
    for page in pages {
        let node = source
            .document
            .get_dictionary(page.id)
            .map_err(|_| damaged(format!("page {} is missing", page.number)))?;
        let mut forms = vec![(form(source, page, node, mover, target)?, page.upright)];
        let Annotations {
            shown,
            links: more,
            unseen_fields,
        } = annotation::of_page(source, node);
        links += more;
        unseen += unseen_fields;
        for shown in shown {
            let id = match mover.take(&shown.appearance, &source.document, target) {
                Object::Reference(id) => id,
                _ => continue,
            };
            forms.push((id, shown.transform.then(page.upright)));
        }
        drawables.push(Drawable {
            forms,
            height: page.size.height,
        });
    }
    if links > 0 {
        let message = format!("links are left out: paper cannot follow them ({links} of them)");
        report.add(Diagnostic::warning("impose-links", message));
    }
    if unseen > 0 {
        let message = format!("{unseen} form fields hold text that the PDF does not draw; it will be missing");
        report.add(
            Diagnostic::warning("impose-fields", message)
                .hint("print the PDF to a new PDF from a viewer that shows the fields"),
        );
    }
    Ok(drawables)
}

/// The page as a form XObject (ISO 32000-1, 8.10.2); its transparency group goes with it.
fn form(
    source: &Source,
    page: &Page,
    node: &Dictionary,
    mover: &mut Mover,
    target: &mut Document,
) -> Result<ObjectId, Diagnostic> {
    let mut stream = content::of_page(&source.document, node.get(b"Contents").ok(), page.number)?;
    stream.dict.set("Type", name("XObject"));
    stream.dict.set("Subtype", name("Form"));
    stream.dict.set("BBox", page.visible.map(real).to_vec());
    let resources = page
        .resources
        .as_ref()
        .map(|resources| mover.take(resources, &source.document, target));
    stream.dict.set(
        "Resources",
        resources.unwrap_or_else(|| Object::Dictionary(Dictionary::new())),
    );
    if let Ok(group) = node.get(b"Group") {
        let group = mover.take(group, &source.document, target);
        stream.dict.set("Group", group);
    }
    Ok(target.add_object(stream))
}

/// The pages of an overlay.
fn stamps(overlay: Input, target: &mut Document, report: &mut Report) -> Result<Vec<Drawable>, Diagnostic> {
    let mut mover = Mover::default();
    let Input { mut source, pages } = overlay;
    let stamps = drawables(&source, &pages, &mut mover, target, report)?;
    mover.settle(&mut source.document, target);
    Ok(stamps)
}

/// One side's content stream in the making.
struct Painter<'a> {
    imposition: &'a Imposition,
    content: String,
    forms: Vec<ObjectId>,
}

impl<'a> Painter<'a> {
    fn new(imposition: &'a Imposition) -> Self {
        Self {
            imposition,
            content: String::new(),
            forms: Vec::new(),
        }
    }

    fn page(&mut self, placement: &Placement, drawable: &Drawable, placed: Transform) {
        let height = self.imposition.size.height;
        // The height of the common page cancels out: any will do for the space in between.
        let to_sheet = placed
            .y_up(drawable.height, 0.0)
            .then(placement.transform.y_up(0.0, height));
        let Rect { x0, y0, x1, y1 } = placement.clip;
        let clip = [x0, height - y1, x1 - x0, y1 - y0];
        self.line(&["q".into(), numbers(&clip), "re W n".into()]);
        self.forms(drawable, to_sheet);
        self.line(&["Q".into()]);
    }

    fn stamp(&mut self, stamp: &Drawable) {
        self.forms(stamp, Transform::IDENTITY);
    }

    fn forms(&mut self, drawable: &Drawable, to_sheet: Transform) {
        for (form, to_page) in &drawable.forms {
            let Transform { a, b, c, d, e, f } = to_page.then(to_sheet);
            let index = self.forms.iter().position(|known| known == form).unwrap_or_else(|| {
                self.forms.push(*form);
                self.forms.len() - 1
            });
            self.line(&["q".into(), numbers(&[a, b, c, d, e, f]), format!("cm /X{index} Do Q")]);
        }
    }

    /// Marks in black only: one ink, so that nothing can be out of register.
    fn marks(&mut self, side: &Side) {
        let height = self.imposition.size.height;
        for mark in &side.marks {
            let Mark { from, to, width, .. } = *mark;
            let dash = mark.dash().map_or(String::new(), |dash| numbers(&dash));
            self.line(&["q 0 0 0 1 K".into(), numbers(&[width]), format!("w [{dash}] 0 d")]);
            let ends = [
                numbers(&[from.x, height - from.y]),
                "m".into(),
                numbers(&[to.x, height - to.y]),
                "l S Q".into(),
            ];
            self.line(&ends);
        }
    }

    fn line(&mut self, parts: &[String]) {
        self.content += &parts.join(" ");
        self.content.push('\n');
    }

    fn finish(self, target: &mut Document, root: ObjectId) -> ObjectId {
        let mut forms = Dictionary::new();
        for (index, form) in self.forms.iter().enumerate() {
            forms.set(format!("X{index}"), *form);
        }
        let size = self.imposition.size;
        let contents = target.add_object(content::packed(self.content.as_bytes()));
        target.add_object(dictionary! {
            "Type" => name("Page"),
            "Parent" => root,
            "MediaBox" => [0.0, 0.0, size.width, size.height].map(real).to_vec(),
            "Resources" => dictionary! { "XObject" => forms },
            "Contents" => contents,
        })
    }
}

/// What the whole file says.
struct Finishing {
    binding: Binding,
    title: Option<String>,
    layers: Option<Object>,
    identity: Vec<u8>,
}

fn finish(
    mut target: Document,
    root: ObjectId,
    pages: Vec<ObjectId>,
    imposition: &Imposition,
    say: Finishing,
) -> Result<Vec<u8>, Diagnostic> {
    let count = pages.len() as i64;
    let kids: Vec<Object> = pages.into_iter().map(Object::Reference).collect();
    target.objects.insert(
        root,
        Object::Dictionary(dictionary! { "Type" => name("Pages"), "Kids" => kids, "Count" => count }),
    );
    let mut catalogue = dictionary! { "Type" => name("Catalog"), "Pages" => root };
    if let Some(layers) = say.layers {
        catalogue.set("OCProperties", layers);
    }
    let preferences = Preferences {
        duplex: Some(imposition.flip.into()),
        actual_size: true,
        layout: Some(PageLayout::SinglePage),
        direction: Some(say.binding),
    };
    preferences.write_to(&mut catalogue, None);
    let catalogue = target.add_object(catalogue);
    target.trailer.set("Root", catalogue);
    let mut info = dictionary! { "Producer" => Object::string_literal(concat!("Kurras ", env!("CARGO_PKG_VERSION"))) };
    if let Some(title) = say.title {
        info.set("Title", text_string(&title));
    }
    let info = target.add_object(info);
    target.trailer.set("Info", info);
    save(target, &[&say.identity])
}

fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

fn real(number: f64) -> Object {
    Object::Real(number as f32)
}

/// A text string in UTF-16 with a byte order mark (ISO 32000-1, 7.9.2.2).
fn text_string(text: &str) -> Object {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

/// Numbers for a content stream: at most five decimals, a thousandth of the smallest dot any printer has.
fn numbers(numbers: &[f64]) -> String {
    let mut out = String::new();
    for number in numbers {
        if !out.is_empty() {
            out.push(' ');
        }
        let rounded = (number * 1e5).round() / 1e5;
        // "-0" is no number anyone wants to read.
        let _ = write!(out, "{}", if rounded == 0.0 { 0.0 } else { rounded });
    }
    out
}
