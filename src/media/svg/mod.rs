//! Drawings (SVG): written anew from what is known to be harmless.
//!
//! A drawing is a document that can hold programs and fetch things from elsewhere. It is parsed whole, and a new one is written
//! from its tree: elements that draw, attributes that neither act nor lead out, styles resolved to each element, names of parts
//! only where something refers to them. How many parts it has and what they cost to draw is reckoned before anything draws it.

mod cost;
mod element;
mod embedded;
mod entities;
mod names;
mod parts;
mod sheet;
mod size;
mod value;
mod write;

use std::borrow::Cow;

use usvg::roxmltree::{Document, Error, ParsingOptions};

use super::{Kind, Picture};
use crate::bounds;
use crate::diagnostic::{Diagnostic, Message, said};
use element::{Element, Maker};
use sheet::Sheets;
use value::Names;

/// What came of a step, or why the drawing cannot be used.
type Drawn<T> = Result<T, Diagnostic>;

/// Writes a drawing anew without what could act, fetch, or tell of its makers.
pub(super) fn clean(bytes: &[u8], said: &mut Vec<Diagnostic>) -> Drawn<Picture> {
    if bytes.len() as u64 > bounds::DRAWING_BYTES {
        let mebibytes = bounds::DRAWING_BYTES >> 20;
        return Err(too_large(said!("is larger than {most} MiB", most = mebibytes)));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| damaged("it is not UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}');
    entities::check(text).map_err(damaged)?;
    let text = with_namespaces(text);
    let document = parse(&text)?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(damaged("it does not begin with <svg>"));
    }
    let texts = sheet::texts(root);
    let mut maker = Maker {
        sheets: Sheets::of(&texts, bounds::DRAWING_STYLE_STEPS),
        names: Names::default(),
        removed: at_rules(&texts),
        room: bounds::PICTURE_DECODED,
    };
    let drawing = maker.element(root, 0, [false; 5])?;
    if maker.sheets.is_exhausted() {
        return Err(too_large("has too many rules of style for its parts"));
    }
    let bytes = written(&drawing, &maker.names)?;
    if !maker.removed.is_empty() {
        said.push(left_out(&maker.removed));
    }
    let (width, height) = size::size(root);
    Ok(Picture::new(Kind::Svg, width, height, bytes))
}

/// The drawing as a document, which Typst can read and draw in bounded time.
fn written(drawing: &Element, names: &Names) -> Drawn<Vec<u8>> {
    parts::check(drawing, names)?;
    let bytes = write::write(drawing, names).map_err(|error| damaged(error.to_string()))?;
    cost::check(&bytes)?;
    Ok(bytes)
}

fn at_rules(texts: &[String]) -> Vec<String> {
    let found = texts.iter().flat_map(|text| sheet::at_rules(text));
    found.map(|name| format!("@{name}")).collect()
}

fn left_out(removed: &[String]) -> Diagnostic {
    const SHOWN: usize = 8;
    let mut shown: Vec<&str> = removed.iter().take(SHOWN).map(String::as_str).collect();
    if removed.len() > SHOWN {
        shown.push("…");
    }
    let message = said!(
        "the SVG drawing held what no book may hold, now left out: {removed}",
        removed = Message::listed(&shown)
    );
    Diagnostic::warning("picture-active", message).hint("save it as plain SVG in a drawing program")
}

fn parse(text: &str) -> Drawn<Document<'_>> {
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: bounds::DRAWING_NODES as u32,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| match error {
        Error::NodesLimitReached | Error::AttributesLimitReached | Error::NamespacesLimitReached => {
            too_large(said!("has more than {most} elements", most = bounds::DRAWING_NODES))
        }
        other => damaged(other.to_string()),
    })
}

/// The text with the namespaces that its root forgot to declare: XLink's, and those that programs have for themselves.
fn with_namespaces(text: &str) -> Cow<'_, str> {
    const MOST: usize = 8;
    let mut text = Cow::Borrowed(text);
    for _ in 0..MOST {
        let Err(Error::UnknownNamespace(prefix, _)) = parse_namespaces(&text) else {
            break;
        };
        let Some(at) = root_name_end(&text) else { break };
        let address = if prefix == "xlink" {
            "http://www.w3.org/1999/xlink".to_string()
        } else {
            format!("urn:{prefix}")
        };
        text.to_mut().insert_str(at, &format!(" xmlns:{prefix}=\"{address}\""));
    }
    text
}

fn parse_namespaces(text: &str) -> Result<(), Error> {
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: bounds::DRAWING_NODES as u32,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map(drop)
}

/// Where the name of the root ends.
fn root_name_end(text: &str) -> Option<usize> {
    let at = text.find("<svg").map(|at| at + 4);
    at.or_else(|| text.find(":svg").map(|at| at + 4))
}

fn damaged(why: impl Into<Message>) -> Diagnostic {
    let why = why.into();
    Diagnostic::warning("picture-damaged", said!("the SVG drawing is damaged: {why}", why))
        .hint("open it in a drawing program and save it as plain SVG")
}

/// That a drawing is larger than its bound.
fn too_large(what: impl Into<Message>) -> Diagnostic {
    let what = what.into();
    Diagnostic::warning("picture-too-large", said!("the SVG drawing {what}", what))
        .hint("simplify it in a drawing program, or save it as PNG")
}
