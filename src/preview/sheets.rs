//! The sheets of a booklet as windows show them: what lies where on each side.

use serde_json::{Value, json};

use super::findings::both;
use super::snapshot::{LaidBook, short};
use super::state::hex;
use crate::imposition::{Finish, Placement, Rect};

/// The sides of the first booklet, in the order in which they are printed; why there are none where there are none.
pub fn sheets(laid: &LaidBook) -> Option<Value> {
    let made = match laid.sheets() {
        Ok(made) => made,
        Err(why) => return Some(json!({ "sides": [], "why": both(&why.message) })),
    };
    let numbers = made.imposition.sheets.iter().flat_map(|sheet| {
        let back = sheet.back.as_ref().map(|back| (sheet.number, false, back));
        std::iter::once((sheet.number, true, &sheet.front)).chain(back)
    });
    let sides: Vec<Value> = numbers
        .zip(made.sides.looks())
        .enumerate()
        .map(|(index, ((sheet, front, side), look))| {
            let (width, height) = made.sides.size(index).unwrap_or_default();
            json!({
                "sheet": sheet, "front": front, "look": hex(short(*look)), "width": width, "height": height,
                "pages": side.placements.iter().map(placement).collect::<Vec<_>>(),
            })
        })
        .collect();
    let booklet = laid.edition.config.booklet.sheets().next();
    Some(json!({
        "paper": booklet.map(|sheets| sheets.paper.to_string()), "scheme": laid.edition.config.booklet.scheme.to_string(),
        "sheets": made.imposition.sheets.len(), "sides": sides,
        "folded": matches!(made.imposition.finish, Finish::Fold { .. } | Finish::Zine),
    }))
}

fn placement(placement: &Placement) -> Value {
    let map = placement.transform;
    let Rect { x0, y0, x1, y1 } = placement.trim;
    json!({ "page": placement.page, "map": [map.a, map.b, map.c, map.d, map.e, map.f], "trim": [x0, y0, x1, y1] })
}
