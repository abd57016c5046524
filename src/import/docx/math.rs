//! Formulas (Office Math, ECMA-376 part 1, 22.1) as lines of letters.

use super::super::runs::{Format, Piece, What};
use super::super::xml::Element;

/// A formula as pieces of a line.
pub(super) fn formula(element: &Element, format: &Format, out: &mut Vec<Piece>) {
    match &*element.name {
        "t" => sign(&element.text(), format, out),
        "f" => {
            grouped(element.child("num"), format, out);
            sign("/", format, out);
            grouped(element.child("den"), format, out);
        }
        "rad" => {
            part(element, "deg", format, out);
            sign("√", format, out);
            grouped(element.child("e"), format, out);
        }
        "d" => delimited(element, format, out),
        "nary" => {
            let found = element.path(&["naryPr", "chr"]).and_then(|sign| sign.attribute("val"));
            sign(found.unwrap_or("∫"), format, out);
            raised(element, format, out);
            sign(" ", format, out);
            part(element, "e", format, out);
        }
        "sSup" | "sSub" | "sSubSup" | "sPre" => {
            part(element, "e", format, out);
            raised(element, format, out);
        }
        "m" => matrix(element, format, out),
        name if name.ends_with("Pr") => {}
        _ => element.children().for_each(|child| formula(child, format, out)),
    }
}

fn sign(text: &str, format: &Format, out: &mut Vec<Piece>) {
    out.push(Piece {
        what: What::Text(text.into()),
        format: format.clone(),
    });
}

fn part(element: &Element, name: &str, format: &Format, out: &mut Vec<Piece>) {
    if let Some(part) = element.child(name) {
        formula(part, format, out);
    }
}

/// Parts between brackets, which are round but where the formula says others.
fn delimited(element: &Element, format: &Format, out: &mut Vec<Piece>) {
    let of = |name: &str, usual: &str| {
        let found = element.path(&["dPr", name]).and_then(|sign| sign.attribute("val"));
        found.unwrap_or(usual).to_string()
    };
    sign(&of("begChr", "("), format, out);
    for (at, inner) in element.children().filter(|child| &*child.name == "e").enumerate() {
        if at > 0 {
            sign(&of("sepChr", "|"), format, out);
        }
        formula(inner, format, out);
    }
    sign(&of("endChr", ")"), format, out);
}

/// The rows of a matrix, one after the other.
fn matrix(element: &Element, format: &Format, out: &mut Vec<Piece>) {
    for (at, row) in element.children().filter(|child| &*child.name == "mr").enumerate() {
        if at > 0 {
            sign("; ", format, out);
        }
        for (at, cell) in row.children().enumerate() {
            if at > 0 {
                sign(", ", format, out);
            }
            formula(cell, format, out);
        }
    }
}

/// What stands lowered and raised at an element.
fn raised(element: &Element, format: &Format, out: &mut Vec<Piece>) {
    for (name, up) in [("sub", false), ("sup", true)] {
        if let Some(part) = element.child(name) {
            let format = Format {
                raised: up,
                lowered: !up,
                ..format.clone()
            };
            formula(part, &format, out);
        }
    }
}

/// A part, in brackets where it is more than one sign.
fn grouped(part: Option<&Element>, format: &Format, out: &mut Vec<Piece>) {
    let Some(part) = part else { return };
    let several = part.text().chars().filter(|c| !c.is_whitespace()).count() > 1
        && part.text().chars().any(|c| !c.is_alphanumeric());
    if several {
        sign("(", format, out);
    }
    formula(part, format, out);
    if several {
        sign(")", format, out);
    }
}
