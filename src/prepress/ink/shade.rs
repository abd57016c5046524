//! The colours of gradients (ISO 32000-1, 8.7.4.5).

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{Inks, Space, grey, real, space};
use crate::prepress::file::number;

/// Turns gradients to black ink where that is asked for; says how many stay in colour.
pub(super) fn ink(document: &mut Document, inks: Inks) -> usize {
    if inks == Inks::Colours {
        return 0;
    }
    let coloured = |(id, object): (&ObjectId, &Object)| {
        let dict = object
            .as_dict()
            .or_else(|_| object.as_stream().map(|stream| &stream.dict))
            .ok()?;
        let shading = if dict.has(b"ShadingType") {
            dict
        } else {
            dict.get(b"Shading").and_then(Object::as_dict).ok()?
        };
        let space = space(document, shading.get(b"ColorSpace").ok()?);
        (space != Space::Gray).then_some((*id, space))
    };
    let found: Vec<(ObjectId, Space)> = document.objects.iter().filter_map(coloured).collect();
    let mut done = BTreeSet::new();
    let left = found
        .into_iter()
        .filter(|(id, space)| turn(document, *id, *space, &mut done).is_none());
    left.count()
}

fn turn(document: &mut Document, id: ObjectId, space: Space, done: &mut BTreeSet<ObjectId>) -> Option<()> {
    let mut object = document.objects.get(&id)?.clone();
    let dict = match &mut object {
        Object::Stream(stream) => &mut stream.dict,
        Object::Dictionary(dict) => dict,
        _ => return None,
    };
    let shading = if dict.has(b"ShadingType") {
        dict
    } else {
        dict.get_mut(b"Shading").ok()?.as_dict_mut().ok()?
    };
    let turned = function(document, shading.get(b"Function").ok()?.clone(), space, done)?;
    shading.set("Function", turned);
    shading.set("ColorSpace", Object::Name(b"DeviceGray".to_vec()));
    shading.remove(b"Background");
    document.objects.insert(id, object);
    Some(())
}

/// A function from numbers to colours, as one to greys: exponential ones by their ends, stitched ones by their parts.
fn function(document: &mut Document, object: Object, space: Space, done: &mut BTreeSet<ObjectId>) -> Option<Object> {
    if let Object::Reference(id) = object {
        if done.insert(id) {
            let whole = document.objects.get(&id)?.clone();
            let turned = function(document, whole, space, done)?;
            document.objects.insert(id, turned);
        }
        return Some(object);
    }
    let Object::Dictionary(mut dict) = object else {
        return None;
    };
    match dict.get(b"FunctionType").and_then(Object::as_i64).ok()? {
        2 => {
            for (key, usual) in [("C0", 0.0), ("C1", 1.0)] {
                let end = end(&dict, key.as_bytes(), space).unwrap_or(usual);
                dict.set(key, vec![real(end)]);
            }
        }
        3 => {
            let parts = dict.get(b"Functions").and_then(Object::as_array).ok()?.clone();
            let parts: Option<Vec<Object>> = parts
                .into_iter()
                .map(|part| function(document, part, space, done))
                .collect();
            dict.set("Functions", parts?);
        }
        _ => return None,
    }
    dict.remove(b"Range");
    Some(Object::Dictionary(dict))
}

fn end(dict: &Dictionary, key: &[u8], space: Space) -> Option<f64> {
    let numbers: Option<Vec<f64>> = dict
        .get(key)
        .and_then(Object::as_array)
        .ok()?
        .iter()
        .map(number)
        .collect();
    grey(space, &numbers?, Inks::Black)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn a_gradient_turns_by_its_ends() {
        let mut document = Document::new();
        let part = dictionary! { "FunctionType" => 2, "N" => 1, "C0" => vec![1.into(), 0.into(), 0.into()], "C1" => vec![1.into(), 1.into(), 1.into()] };
        let part = document.add_object(part);
        let whole = dictionary! { "FunctionType" => 3, "Functions" => vec![part.into()] };
        let shading = dictionary! { "ShadingType" => 2, "ColorSpace" => "DeviceRGB", "Function" => whole };
        let shading = document.add_object(shading);
        assert_eq!(ink(&mut document, Inks::Black), 0);
        let turned = document.get_dictionary(part).unwrap();
        assert_eq!(turned.get(b"C1").unwrap(), &Object::Array(vec![Object::Integer(1)]));
        assert_eq!(turned.get(b"C0").unwrap(), &Object::Array(vec![Object::Real(0.4984)]));
        let shading = document.get_dictionary(shading).unwrap();
        assert_eq!(shading.get(b"ColorSpace").unwrap().as_name().unwrap(), b"DeviceGray");
    }

    #[test]
    fn what_cannot_be_turned_is_counted() {
        let mut document = Document::new();
        let shading = dictionary! { "ShadingType" => 1, "ColorSpace" => "DeviceRGB", "Function" => dictionary! { "FunctionType" => 4 } };
        document.add_object(shading);
        assert_eq!(ink(&mut document, Inks::Black), 1);
    }
}
