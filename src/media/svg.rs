//! Drawings (SVG): written anew from what is known to be harmless.
//!
//! A drawing is a document that can hold programs and fetch things from elsewhere. Kept are the elements of SVG that draw,
//! attributes that neither act nor lead out of the drawing, and styles that fetch nothing.

use std::borrow::Cow;

use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use quick_xml::writer::Writer;

use super::{Kind, Picture};
use crate::diagnostic::{Diagnostic, said};

const SVG: &[u8] = b"http://www.w3.org/2000/svg";
const XLINK: &[u8] = b"http://www.w3.org/1999/xlink";
const XML: &[u8] = b"http://www.w3.org/XML/1998/namespace";

/// The largest drawing, in bytes, and the deepest nesting of its elements.
const MAX_BYTES: usize = 16 << 20;
const MAX_DEPTH: usize = 200;

/// The size of a drawing that gives none (CSS 2.2, 10.3.2).
const DEFAULT_SIZE: (f64, f64) = (300.0, 150.0);

/// Elements that draw or describe. Not among them: programs, animations, links, foreign content, metadata.
const ELEMENTS: &[&str] = &[
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "filter",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
    "view",
];

/// Pictures that a drawing may carry inside it.
const DATA: [&str; 3] = ["data:image/png", "data:image/jpeg", "data:image/gif"];

/// Writes a drawing anew without what could act, fetch, or tell of its makers.
pub(super) fn clean(bytes: &[u8], said: &mut Vec<Diagnostic>) -> Result<Picture, Diagnostic> {
    if bytes.len() > MAX_BYTES {
        return Err(
            Diagnostic::error("picture-too-large", "the SVG drawing is larger than 16 MiB")
                .hint("simplify it in a drawing program, or save it as PNG"),
        );
    }
    let text = std::str::from_utf8(bytes).map_err(|_| damaged("it is not UTF-8"))?;
    let text = expand_entities(text.trim_start_matches('\u{feff}'));
    let mut cleaner = Cleaner {
        out: Writer::new(Vec::new()),
        open: Vec::new(),
        size: None,
        removed: Vec::new(),
    };
    cleaner.run(&text)?;
    let (width, height) = cleaner.size.ok_or_else(|| damaged("it holds no drawing"))?;
    if !cleaner.removed.is_empty() {
        let message = said!(
            "the SVG drawing held what no book may hold, now left out: {removed}",
            removed = cleaner.removed.join(", ")
        );
        said.push(Diagnostic::warning("picture-active", message).hint("save it as plain SVG in a drawing program"));
    }
    let bytes = cleaner.out.into_inner();
    Ok(Picture::new(Kind::Svg, width, height, bytes))
}

fn damaged(why: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error(
        "picture-damaged",
        said!("the SVG drawing is damaged: {why}", why = why.to_string()),
    )
    .hint("open it in a drawing program and save it as plain SVG")
}

struct Cleaner {
    out: Writer<Vec<u8>>,
    /// The elements that are open and were written.
    open: Vec<String>,
    /// Width and height of the drawing in CSS pixels, known once its root is.
    size: Option<(u32, u32)>,
    /// What was left out that an author should hear of.
    removed: Vec<String>,
}

impl Cleaner {
    fn run(&mut self, text: &str) -> Result<(), Diagnostic> {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        loop {
            let (namespace, event) = reader.read_resolved_event().map_err(damaged)?;
            let foreign = !is_svg(&namespace);
            match event {
                Event::Start(start) => {
                    let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
                    if foreign || !ELEMENTS.contains(&name.as_str()) {
                        self.leave_out(&name, foreign);
                        let end = start.to_end().into_owned();
                        reader.read_to_end(end.name()).map_err(damaged)?;
                    } else {
                        self.start(&name, &start, &reader)?;
                    }
                }
                Event::End(_) => {
                    if let Some(name) = self.open.pop() {
                        self.write(Event::End(BytesEnd::new(name)))?;
                    }
                }
                Event::Text(text) => self.text(&text.decode().map_err(damaged)?)?,
                Event::CData(data) => self.text(&data.decode().map_err(damaged)?)?,
                Event::GeneralRef(reference) => {
                    let letter = match reference.resolve_char_ref().map_err(damaged)? {
                        Some(letter) => Some(letter.to_string()),
                        None => predefined(&reference.decode().map_err(damaged)?).map(str::to_string),
                    };
                    self.text(&letter.unwrap_or_default())?;
                }
                Event::Eof if self.open.is_empty() => return Ok(()),
                Event::Eof => return Err(damaged("it ends too early")),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// Remembers what was left out, unless it is what editors write about themselves.
    fn leave_out(&mut self, name: &str, foreign: bool) {
        let name = format!("<{name}>");
        if !foreign && name != "<metadata>" && !self.removed.contains(&name) {
            self.removed.push(name);
        }
    }

    fn start(&mut self, name: &str, start: &BytesStart, reader: &NsReader<&[u8]>) -> Result<(), Diagnostic> {
        if self.open.len() >= MAX_DEPTH {
            return Err(damaged("its elements are nested too deeply"));
        }
        if self.open.is_empty() && name != "svg" {
            return Err(damaged("it does not begin with <svg>"));
        }
        let mut element = BytesStart::new(name.to_string());
        if self.open.is_empty() {
            element.push_attribute(("xmlns", "http://www.w3.org/2000/svg"));
            element.push_attribute(("xmlns:xlink", "http://www.w3.org/1999/xlink"));
        }
        let mut sizes = [None, None, None];
        for attribute in start.attributes() {
            let attribute = attribute.map_err(damaged)?;
            let (namespace, local) = reader.resolve_attribute(attribute.key);
            let local = String::from_utf8_lossy(local.as_ref()).into_owned();
            let value = attribute.unescape_value().map_err(damaged)?;
            let Some(written) = attribute_name(&namespace, attribute.key.as_ref(), &local) else {
                continue;
            };
            match safe_value(&local, &value) {
                Some(value) => element.push_attribute((written.as_str(), value.as_ref())),
                None => self.removed.push(format!("{local}=\"{}\"", shortened(&value))),
            }
            let place = ["width", "height", "viewBox"].iter().position(|known| *known == local);
            if let Some(slot) = place.and_then(|place| sizes.get_mut(place)) {
                *slot = Some(value.into_owned());
            }
        }
        if self.open.is_empty() && self.size.is_none() {
            self.size = Some(size(sizes));
        } else if self.open.is_empty() {
            return Err(damaged("it holds more than one drawing"));
        }
        self.open.push(name.to_string());
        self.write(Event::Start(element))
    }

    fn text(&mut self, text: &str) -> Result<(), Diagnostic> {
        match self.open.last().map(String::as_str) {
            Some("style") => match safe_style(text) {
                Some(style) => self.write(Event::Text(BytesText::new(&style))),
                None => {
                    self.removed.push("a style that fetches".into());
                    Ok(())
                }
            },
            Some(_) => self.write(Event::Text(BytesText::new(text))),
            None => Ok(()),
        }
    }

    fn write(&mut self, event: Event) -> Result<(), Diagnostic> {
        self.out.write_event(event).map_err(damaged)
    }
}

fn is_svg(namespace: &ResolveResult) -> bool {
    // Drawings written by hand often forget the namespace.
    matches!(namespace, ResolveResult::Bound(Namespace(SVG)) | ResolveResult::Unbound)
}

/// The name under which an attribute is written, if it may stay: none of another namespace than XLink's and XML's, nothing
/// that acts (`on…`), nothing that moves the base of references.
fn attribute_name(namespace: &ResolveResult, key: &[u8], local: &str) -> Option<String> {
    let acts = local.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"));
    match namespace {
        _ if acts || local == "base" || key.starts_with(b"xmlns") => None,
        ResolveResult::Unbound => Some(local.to_string()),
        ResolveResult::Bound(Namespace(XLINK)) if local == "href" => Some("xlink:href".into()),
        ResolveResult::Bound(Namespace(XML)) if matches!(local, "lang" | "space") => Some(format!("xml:{local}")),
        _ => None,
    }
}

/// The value an attribute keeps; none where it leads out of the drawing.
fn safe_value<'a>(name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    if name == "href" || name == "src" {
        let target = value.trim();
        let inside = target.starts_with('#') || DATA.iter().any(|data| target.to_ascii_lowercase().starts_with(data));
        return inside.then_some(Cow::Borrowed(value));
    }
    fetches_nothing(value).then_some(Cow::Borrowed(value))
}

/// A style sheet that fetches nothing: itself, or nothing at all.
fn safe_style(style: &str) -> Option<Cow<'_, str>> {
    let imports = style.to_ascii_lowercase().contains("@import");
    (!imports && fetches_nothing(style)).then_some(Cow::Borrowed(style))
}

/// Whether every `url(…)` in a style stays inside the drawing. A backslash could hide one, so none is let through beside them.
fn fetches_nothing(style: &str) -> bool {
    let lower = style.to_ascii_lowercase();
    let hides = lower.contains('\\') || lower.contains("image-set(") || lower.contains("javascript:");
    let inside = |rest: &str| {
        let target = rest.trim_start().trim_start_matches(['"', '\'']);
        target.starts_with('#') || DATA.iter().any(|data| target.starts_with(data))
    };
    !hides && lower.split("url(").skip(1).all(inside)
}

/// Width and height in CSS pixels of `width`, `height` and `viewBox` (SVG 2, 8.2): what is missing follows from the view box.
fn size([width, height, view]: [Option<String>; 3]) -> (u32, u32) {
    let view: Vec<f64> = view
        .unwrap_or_default()
        .split([' ', ',', '\t', '\n'])
        .filter_map(|number| number.parse().ok())
        .collect();
    let ratio = match view[..] {
        [_, _, w, h] if w > 0.0 && h > 0.0 => Some((w, h)),
        _ => None,
    };
    let (width, height) = (width.and_then(|w| pixels(&w)), height.and_then(|h| pixels(&h)));
    let (width, height) = match (width, height, ratio) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some(both)) => both,
        (width, height, None) => (width.unwrap_or(DEFAULT_SIZE.0), height.unwrap_or(DEFAULT_SIZE.1)),
    };
    // Saturating: a side of less than a pixel is one pixel.
    (
        (width.round() as u32).clamp(1, 100_000),
        (height.round() as u32).clamp(1, 100_000),
    )
}

/// A CSS length in pixels; none for percentages and units that depend on the text around.
fn pixels(length: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 7] = [
        ("px", 1.0),
        ("pt", 4.0 / 3.0),
        ("pc", 16.0),
        ("mm", 96.0 / 25.4),
        ("cm", 96.0 / 2.54),
        ("in", 96.0),
        ("", 1.0),
    ];
    let length = length.trim();
    let (number, factor) = UNITS
        .iter()
        .find_map(|(unit, factor)| Some((length.strip_suffix(unit)?, factor)))?;
    number
        .trim()
        .parse::<f64>()
        .ok()
        .map(|n| n * factor)
        .filter(|n| n.is_finite() && *n > 0.0)
}

fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}

/// Puts the values of simple entities, which Adobe's programs declare for their namespaces, where they are referred to.
/// Values that refer to entities themselves are not expanded, so that the text grows at most by a factor.
fn expand_entities(text: &str) -> Cow<'_, str> {
    let Some(end) = text.find("]>").filter(|_| text.contains("<!ENTITY")) else {
        return Cow::Borrowed(text);
    };
    let (head, body) = text.split_at(end);
    let declared = head.split("<!ENTITY").skip(1).filter_map(|declaration| {
        let mut parts = declaration.splitn(3, ['"', '\'']);
        let (name, value) = (parts.next()?.trim(), parts.next()?);
        let plain = value.len() <= 200 && !value.contains(['&', '<', '%']);
        (plain && !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'))
            .then_some((name, value))
    });
    let mut body = body.to_string();
    for (name, value) in declared.take(32) {
        body = body.replace(&format!("&{name};"), value);
    }
    Cow::Owned(format!("{head}{body}"))
}

fn shortened(value: &str) -> String {
    let short: String = value.chars().take(40).collect();
    if short.len() < value.len() {
        short + "…"
    } else {
        short
    }
}
