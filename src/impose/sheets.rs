//! The sheets as a new PDF.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::content;
use super::copy::Mover;
use super::deflate::Packer;
use super::forms::{self, Drawable, Drawables};
use super::source::Source;
use super::tree::Input;
use super::{Binding, Work};
use crate::diagnostic::{Diagnostic, Report};
use crate::imposition::{Imposition, Mark, Placement, Rect, Side, Transform};
use crate::prepress::{PageLayout, Preferences, damaged, save};
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

pub(super) fn write(work: Work, overlay: Option<Input>, report: &mut Report) -> Result<Vec<u8>, Diagnostic> {
    let Work {
        input,
        imposition,
        binding,
        placed,
        identity,
        ..
    } = work;
    let mut target = Document::with_version("1.7");
    let root = target.new_object_id();
    let title = input.source.title();
    let catalogue = input
        .source
        .document
        .catalog()
        .map_err(|_| damaged("it has no catalogue"))?
        .clone();

    let mut mover = Mover::new(input.bytes);
    let drawables = forms::of_pages(&input, &mut mover, &mut target, report)?;
    // Layers that are switched off must stay so (ISO 32000-1, 8.11).
    let layers = catalogue
        .get(b"OCProperties")
        .ok()
        .map(|layers| mover.take(layers, &input.source.document, &mut target));
    let Source { mut document, .. } = input.source;
    mover.settle(&mut document, &mut target);
    drop(document);
    tell_missing(&mover, report);
    let stamps = overlay
        .map(|overlay| stamps(overlay, &mut target, report))
        .transpose()?
        .unwrap_or_default();

    let (mut pages, mut packer) = (Vec::new(), Packer::new());
    for (index, side) in imposition.sides().enumerate() {
        let mut painter = Painter::new(&imposition);
        for placement in &side.placements {
            let drawn = placement
                .page
                .and_then(|page| Some((drawables.of_page(page - 1)?, placed.get(page - 1)?)));
            if let Some((drawable, placed)) = drawn {
                painter.page(placement, drawable, placed.transform);
            }
        }
        painter.marks(side);
        if let Some(stamp) = stamps.of_page(index) {
            painter.stamp(stamp);
        }
        pages.push(painter.finish(&mut target, root, &mut packer));
    }
    let say = Finishing {
        binding,
        title,
        layers,
        identity,
    };
    finish(target, root, pages, &imposition, say)
}

/// Says what the PDF does not hold, or not whole.
fn tell_missing(mover: &Mover, report: &mut Report) {
    let dangling = match mover.dangling {
        0 => None,
        1 => Some("1 part that the PDF's pages refer to is missing from it".to_string()),
        count => Some(format!(
            "{count} parts that the PDF's pages refer to are missing from it"
        )),
    };
    let broken = match mover.broken {
        0 => None,
        1 => Some(
            "1 picture, font or other part of the PDF is damaged: it is drawn as far as it can be read, or left out"
                .to_string(),
        ),
        count => Some(format!(
            "{count} pictures, fonts or other parts of the PDF are damaged: they are drawn as far as they can be read, or left out"
        )),
    };
    for message in dangling.into_iter().chain(broken) {
        let finding = Diagnostic::warning("impose-missing-parts", message);
        report.add(finding.hint("look the sheets through before printing many"));
    }
}

/// The pages of an overlay.
fn stamps(mut overlay: Input, target: &mut Document, report: &mut Report) -> Result<Drawables, Diagnostic> {
    let mut mover = Mover::new(overlay.bytes);
    let stamps = forms::of_pages(&overlay, &mut mover, target, report)?;
    mover.settle(&mut overlay.source.document, target);
    Ok(stamps)
}

/// One side's content stream in the making.
struct Painter<'a> {
    imposition: &'a Imposition,
    content: String,
    /// The forms in use, with the number in each one's name on this side.
    forms: BTreeMap<ObjectId, usize>,
}

impl<'a> Painter<'a> {
    fn new(imposition: &'a Imposition) -> Self {
        Self {
            imposition,
            content: String::new(),
            forms: BTreeMap::new(),
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
            let next = self.forms.len();
            let index = *self.forms.entry(*form).or_insert(next);
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

    fn finish(self, target: &mut Document, root: ObjectId, packer: &mut Packer) -> ObjectId {
        let mut forms = Dictionary::new();
        let mut named: Vec<(usize, ObjectId)> = self.forms.into_iter().map(|(form, index)| (index, form)).collect();
        named.sort_unstable();
        for (index, form) in named {
            forms.set(format!("X{index}"), form);
        }
        let size = self.imposition.size;
        let contents = target.add_object(content::flated(packer.pack(self.content.as_bytes())));
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
