//! Inks: greys become shades of the black ink alone; on demand everything else becomes a grey first.
//!
//! Typst writes every colour by a profile, and a press then mixes black from four inks, which no press registers well enough for
//! type. In DeviceGray (ISO 32000-1, 8.6.4.2) it is the black ink's alone.

mod content;
mod picture;
mod shade;

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::file::damaged;
use crate::diagnostic::{Diagnostic, Report};

/// What becomes of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inks {
    /// Greys are the black ink's; colours stay as their profiles say.
    Colours,
    /// Everything is the black ink's.
    Black,
}

/// What the numbers of a colour space mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Space {
    Gray,
    Rgb,
    Cmyk,
    /// Patterns, spot colours, indices: left as they are.
    Other,
}

/// Turns the colours of an open document.
///
/// # Errors
/// A finding where a page is missing. A picture or gradient of an unusual sort, which stays in colour, goes to the report.
pub fn ink(document: &mut Document, inks: Inks, report: &mut Report) -> Result<(), Diagnostic> {
    for (id, spaces) in streams(document)? {
        content::ink(document, id, &spaces, inks)?;
    }
    let mut left = shade::ink(document, inks);
    let spaces: BTreeMap<ObjectId, Space> = pictures(document);
    for (id, space) in spaces {
        left += usize::from(!picture::ink(document, id, space, inks));
    }
    if left > 0 {
        let message = format!("{left} of the pictures and gradients are of a sort that cannot be turned grey");
        let finding = Diagnostic::warning("ink-colour", message);
        report.add(finding.hint("turn them grey in a picture editor, or ask the print shop to print in black only"));
    }
    Ok(())
}

/// Every stream of drawing operators with the colour spaces that it names.
fn streams(document: &Document) -> Result<Vec<(ObjectId, Names)>, Diagnostic> {
    let mut found = Vec::new();
    for page in document.page_iter() {
        let page = document
            .get_dictionary(page)
            .map_err(|_| damaged("a page is missing"))?;
        let names = names(document, page);
        match page.get(b"Contents") {
            Ok(Object::Reference(id)) => match document.get_object(*id) {
                Ok(Object::Array(parts)) => found.extend(references(parts).map(|id| (id, names.clone()))),
                _ => found.push((*id, names)),
            },
            Ok(Object::Array(parts)) => found.extend(references(parts).map(|id| (id, names.clone()))),
            _ => {}
        }
    }
    for (id, object) in &document.objects {
        let Object::Stream(stream) = object else { continue };
        let form = stream
            .dict
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|name| name == b"Form");
        if form || stream.dict.has(b"PatternType") {
            found.push((*id, names(document, &stream.dict)));
        }
    }
    found.sort_by_key(|(id, _)| *id);
    found.dedup_by_key(|(id, _)| *id);
    Ok(found)
}

/// Colour spaces by the names that a stream's resources give them.
type Names = BTreeMap<Vec<u8>, Space>;

fn names(document: &Document, of: &Dictionary) -> Names {
    let resources = of
        .get(b"Resources")
        .ok()
        .and_then(|object| dictionary(document, object));
    let spaces = resources.and_then(|resources| dictionary(document, resources.get(b"ColorSpace").ok()?));
    let entries = spaces.into_iter().flat_map(|spaces| spaces.iter());
    entries
        .map(|(name, object)| (name.clone(), space(document, object)))
        .collect()
}

/// Pictures (ISO 32000-1, 8.9.5) with their colour spaces; stencils have none.
fn pictures(document: &Document) -> BTreeMap<ObjectId, Space> {
    let picture = |(id, object): (&ObjectId, &Object)| {
        let dict = &object.as_stream().ok()?.dict;
        let image = dict
            .get(b"Subtype")
            .and_then(Object::as_name)
            .is_ok_and(|name| name == b"Image");
        let space = space(document, dict.get(b"ColorSpace").ok()?);
        image.then_some((*id, space))
    };
    document.objects.iter().filter_map(picture).collect()
}

/// What a colour space is (ISO 32000-1, 8.6).
fn space(document: &Document, object: &Object) -> Space {
    let Ok((_, object)) = document.dereference(object) else {
        return Space::Other;
    };
    match object {
        Object::Name(name) => named(name),
        Object::Array(parts) => match parts.first().and_then(|name| name.as_name().ok()) {
            Some(b"ICCBased") => {
                let profile = parts.get(1).and_then(|part| document.dereference(part).ok());
                let count =
                    profile.and_then(|(_, profile)| profile.as_stream().ok()?.dict.get(b"N").ok()?.as_i64().ok());
                match count {
                    Some(1) => Space::Gray,
                    Some(3) => Space::Rgb,
                    Some(4) => Space::Cmyk,
                    _ => Space::Other,
                }
            }
            Some(b"CalGray") => Space::Gray,
            Some(b"CalRGB") => Space::Rgb,
            Some(name) if parts.len() == 1 => named(name),
            _ => Space::Other,
        },
        _ => Space::Other,
    }
}

fn named(name: &[u8]) -> Space {
    match name {
        b"DeviceGray" | b"G" => Space::Gray,
        b"DeviceRGB" | b"RGB" => Space::Rgb,
        b"DeviceCMYK" | b"CMYK" => Space::Cmyk,
        _ => Space::Other,
    }
}

/// The grey of a colour: itself where it is one already, else, in black ink, what is as light. `None` where it stays.
fn grey(space: Space, numbers: &[f64], inks: Inks) -> Option<f64> {
    let black = inks == Inks::Black;
    match (space, numbers) {
        (Space::Gray, [v]) => Some(*v),
        // A 510th is half of the smallest step that eight bits tell.
        (Space::Rgb, [r, g, b]) if (r - g).abs().max((g - b).abs()) < 1.0 / 510.0 => Some(*g),
        (Space::Rgb, [r, g, b]) if black => Some(lightness([*r, *g, *b])),
        (Space::Cmyk, [c, m, y, k]) if c.max(*m).max(*y) == 0.0 => Some(1.0 - k),
        (Space::Cmyk, [c, m, y, k]) if black => Some(lightness([c, m, y].map(|ink| (1.0 - ink) * (1.0 - k)))),
        _ => None,
    }
}

/// The grey, from 0 to 1 by sRGB's curve, that has a colour's luminance (IEC 61966-2-1).
fn lightness(rgb: [f64; 3]) -> f64 {
    let linear = |v: f64| {
        if v <= 0.04045 {
            v / 12.92
        } else {
            ((v + 0.055) / 1.055).powf(2.4)
        }
    };
    let [r, g, b] = rgb.map(linear);
    let luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    let grey = if luminance <= 0.003_130_8 {
        luminance * 12.92
    } else {
        1.055 * luminance.powf(1.0 / 2.4) - 0.055
    };
    grey.clamp(0.0, 1.0)
}

/// A number as content streams have it: no more than four decimals, none where it is whole.
fn real(number: f64) -> Object {
    let rounded = (number * 1e4).round() / 1e4;
    if rounded.fract() == 0.0 {
        Object::Integer(rounded as i64)
    } else {
        Object::Real(rounded as f32)
    }
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

fn references(parts: &[Object]) -> impl Iterator<Item = ObjectId> {
    parts.iter().filter_map(|part| part.as_reference().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greys_are_found_in_every_space() {
        for inks in [Inks::Colours, Inks::Black] {
            assert_eq!(grey(Space::Gray, &[0.25], inks), Some(0.25));
            assert_eq!(grey(Space::Rgb, &[0.5, 0.5, 0.5], inks), Some(0.5));
            assert_eq!(grey(Space::Cmyk, &[0.0, 0.0, 0.0, 1.0], inks), Some(0.0));
            assert_eq!(grey(Space::Other, &[0.5], inks), None);
        }
        assert_eq!(grey(Space::Rgb, &[0.5, 0.1, 0.1], Inks::Colours), None);
    }

    #[test]
    fn a_colour_becomes_the_grey_that_is_as_light() {
        let red = grey(Space::Rgb, &[1.0, 0.0, 0.0], Inks::Black).unwrap();
        let green = grey(Space::Rgb, &[0.0, 1.0, 0.0], Inks::Black).unwrap();
        // CIE luminances of sRGB's primaries are 0.2126 and 0.7152.
        assert!(
            (red - 0.4984).abs() < 1e-3 && (green - 0.8628).abs() < 1e-3,
            "{red} {green}"
        );
        assert!((lightness([1.0; 3]) - 1.0).abs() < 1e-9 && lightness([0.0; 3]) == 0.0);
    }
}
