//! The colours of drawing operators (ISO 32000-1, 8.6.8).

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, ObjectId};

use super::{Inks, Names, Space, grey, named, real};
use crate::diagnostic::Diagnostic;
use crate::prepress::file::{damaged, number};

/// The two colours of the graphics state: what fills and what strokes, each with the name of its space.
#[derive(Clone, Default)]
struct Colours {
    fill: Current,
    stroke: Current,
}

#[derive(Clone)]
struct Current {
    name: Object,
    space: Space,
}

impl Default for Current {
    fn default() -> Self {
        Self {
            name: Object::Name(b"DeviceGray".to_vec()),
            space: Space::Gray,
        }
    }
}

/// Turns the colours of one stream; `names` are its colour spaces.
pub(super) fn ink(document: &mut Document, id: ObjectId, names: &Names, inks: Inks) -> Result<(), Diagnostic> {
    let broken = || damaged("the drawing on one of its pages cannot be read");
    let Ok(Object::Stream(stream)) = document.get_object_mut(id) else {
        return Ok(());
    };
    let plain = stream.get_plain_content().map_err(|_| broken())?;
    let read = Content::decode(&plain).map_err(|_| broken())?;
    let operations = turned(read.operations, names, inks);
    let written = Content { operations }.encode().map_err(|_| broken())?;
    stream.dict.remove(b"DecodeParms");
    stream.set_plain_content(written);
    stream.compress().map_err(|_| broken())
}

fn turned(operations: Vec<Operation>, names: &Names, inks: Inks) -> Vec<Operation> {
    let mut out = Vec::with_capacity(operations.len());
    let (mut now, mut kept) = (Colours::default(), Vec::new());
    for operation in operations {
        let stroke = operation.operator.bytes().all(|byte| byte.is_ascii_uppercase());
        match operation.operator.as_str() {
            "q" => kept.push(now.clone()),
            "Q" => now = kept.pop().unwrap_or_default(),
            "cs" | "CS" => {
                let current = if stroke { &mut now.stroke } else { &mut now.fill };
                set(current, operation.operands, names);
                out.push(initial(current, stroke));
                continue;
            }
            "sc" | "scn" | "SC" | "SCN" => {
                let current = if stroke { &now.stroke } else { &now.fill };
                if let Some(shade) = shade_of(current.space, &operation.operands, inks) {
                    replace(&mut out, shade, stroke);
                    continue;
                }
                // The space was left out above, or a grey has been set since.
                let operator = if stroke { "CS" } else { "cs" };
                replace_with(&mut out, Operation::new(operator, vec![current.name.clone()]), stroke);
            }
            device @ ("g" | "G" | "rg" | "RG" | "k" | "K") => {
                let space = match device {
                    "g" | "G" => Space::Gray,
                    "rg" | "RG" => Space::Rgb,
                    _ => Space::Cmyk,
                };
                if let Some(shade) = shade_of(space, &operation.operands, inks) {
                    out.push(shade_operation(shade, stroke));
                    continue;
                }
            }
            _ => {}
        }
        out.push(operation);
    }
    out
}

fn set(current: &mut Current, mut operands: Vec<Object>, names: &Names) {
    let Some(name) = operands.pop() else { return };
    let space = name
        .as_name()
        .ok()
        .map(|name| names.get(name).copied().unwrap_or_else(|| named(name)));
    *current = Current {
        name,
        space: space.unwrap_or(Space::Other),
    };
}

/// What a space sets by itself: black, in the spaces whose numbers we know.
fn initial(current: &Current, stroke: bool) -> Operation {
    match current.space {
        Space::Other => Operation::new(if stroke { "CS" } else { "cs" }, vec![current.name.clone()]),
        _ => shade_operation(0.0, stroke),
    }
}

fn shade_of(space: Space, operands: &[Object], inks: Inks) -> Option<f64> {
    let numbers: Option<Vec<f64>> = operands.iter().map(number).collect();
    grey(space, &numbers?, inks)
}

fn shade_operation(shade: f64, stroke: bool) -> Operation {
    Operation::new(if stroke { "G" } else { "g" }, vec![real(shade)])
}

fn replace(out: &mut Vec<Operation>, shade: f64, stroke: bool) {
    replace_with(out, shade_operation(shade, stroke), stroke);
}

/// Puts an operation in the place of the one before where that set the same colour, so that nothing is set twice.
fn replace_with(out: &mut Vec<Operation>, operation: Operation, stroke: bool) {
    let sets = if stroke { ["G", "CS"] } else { ["g", "cs"] };
    if out.last().is_some_and(|last| sets.contains(&last.operator.as_str())) {
        out.pop();
    }
    out.push(operation);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned_text(content: &str, inks: Inks) -> String {
        let names = [
            (b"c0".to_vec(), Space::Rgb),
            (b"c1".to_vec(), Space::Gray),
            (b"p".to_vec(), Space::Other),
        ];
        let read = Content::decode(content.as_bytes()).unwrap();
        let operations = turned(read.operations, &names.into_iter().collect(), inks);
        String::from_utf8(Content { operations }.encode().unwrap())
            .unwrap()
            .replace('\n', " ")
    }

    #[test]
    fn greys_are_set_as_shades_and_colours_by_their_space() {
        let page = "/c1 cs 0 scn /c0 cs 0.5 0.5 0.5 scn /c0 CS 1 0 0 SCN f";
        assert_eq!(turned_text(page, Inks::Colours), "0 g 0.5 g /c0 CS 1 0 0 SCN f");
        assert_eq!(turned_text(page, Inks::Black), "0 g 0.5 g 0.4984 G f");
    }

    #[test]
    fn a_space_is_kept_and_given_back_with_the_state() {
        let page = "/c0 cs q /c1 cs 0.2 scn Q 1 0 0 scn 0 g 0 1 0 scn";
        assert_eq!(
            turned_text(page, Inks::Colours),
            "0 g q 0.2 g Q /c0 cs 1 0 0 scn /c0 cs 0 1 0 scn"
        );
    }

    #[test]
    fn patterns_stay_and_a_space_by_itself_is_black() {
        assert_eq!(turned_text("/p cs /P0 scn f", Inks::Black), "/p cs /P0 scn f");
        assert_eq!(turned_text("/c0 cs f", Inks::Black), "0 g f");
        assert_eq!(turned_text("0 0 0 0.3 k 1 0 0 rg", Inks::Black), "0.7 g 0.4984 g");
    }
}
