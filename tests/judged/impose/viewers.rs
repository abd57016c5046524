//! What viewers show of a page beyond its content: marks, fields, groups.

use kurras::imposition::Scheme;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::hands::{Picture, draw};
use super::mended::imposed;
use super::sample::Maker;

const A5: (f32, f32) = (419.528, 595.276);

/// A form of this size, black all over.
fn black(maker: &mut Maker, width: i64, height: i64) -> Object {
    let form = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), width.into(), height.into()],
    };
    let content = format!("0 g 0 0 {width} {height} re f");
    Object::Reference(maker.document.add_object(Stream::new(form, content.into_bytes())))
}

fn rectangle(numbers: [i64; 4]) -> Object {
    Object::Array(numbers.map(Object::Integer).to_vec())
}

/// A mark or a field on a page by itself: what is said of it.
fn said_of(mark: Dictionary, catalogue: Dictionary) -> Vec<(&'static str, String)> {
    let mut maker = Maker::new();
    maker.page(A5, "", dictionary! { "Annots" => vec![Object::from(mark)] });
    imposed(&maker.finish(catalogue), Scheme::Saddle).1
}

/// The sides of the box around all that is black, in pixels; where it begins from the left and the top.
fn ink(picture: &Picture) -> [usize; 4] {
    let black = |at: &usize| picture.grey[*at] < 100;
    let places: Vec<usize> = (0..picture.grey.len()).filter(black).collect();
    let column = |at: &usize| at % picture.width;
    let (left, right) = (
        places.iter().map(column).min().unwrap(),
        places.iter().map(column).max().unwrap(),
    );
    let (top, bottom) = (places[0] / picture.width, places[places.len() - 1] / picture.width);
    [left, top, right - left, bottom - top]
}

/// ISO 32000-1, table 165: what does not rotate stays upright, its upper left corner where the page has it.
#[test]
fn marks_that_do_not_turn_with_their_page_stand_upright() {
    let drawn = |turns: i64, flags: i64| {
        let mut maker = Maker::new();
        let mark = dictionary! {
            "Type" => "Annot", "Subtype" => "Stamp", "F" => flags, "Rect" => rectangle([100, 300, 180, 320]),
            "AP" => dictionary! { "N" => black(&mut maker, 80, 20) },
        };
        maker.page(
            A5,
            "",
            dictionary! { "Annots" => vec![Object::from(mark)], "Rotate" => turns },
        );
        let (sheets, said) = imposed(&maker.finish(Dictionary::new()), Scheme::Duplex);
        assert!(said.is_empty(), "{said:?}");
        ink(&draw(&sheets, 72.0)[0])
    };
    for turns in [90, 180, 270] {
        let [left, top, width, height] = drawn(turns, 4);
        assert_eq!(width > height, turns == 180, "with its page");
        // Where the page's turning brings the upper left corner.
        let corner = match turns {
            90 => [left + width, top],
            180 => [left + width, top + height],
            _ => [left, top + height],
        };
        let [left, top, width, height] = drawn(turns, 4 | 16);
        assert!(width > 3 * height, "{turns}: {width} by {height}");
        let near = |one: usize, other: usize| one.abs_diff(other) <= 2;
        assert!(
            near(left, corner[0]) && near(top, corner[1]),
            "{turns}: {left}, {top}, {corner:?}"
        );
    }
}

#[test]
fn fields_that_viewers_would_draw_otherwise_are_told() {
    let field = |more: Dictionary| {
        let mut field =
            dictionary! { "Type" => "Annot", "Subtype" => "Widget", "F" => 4, "Rect" => rectangle([10, 10, 90, 30]) };
        for (key, value) in &more {
            field.set(key.clone(), value.clone());
        }
        field
    };
    let codes = |field: Dictionary| {
        said_of(field, Dictionary::new())
            .iter()
            .map(|said| said.0)
            .collect::<Vec<_>>()
    };
    let ground = dictionary! { "BG" => vec![1.into(), 1.into(), 0.into()] };
    let value = dictionary! { "V" => Object::string_literal("x") };
    assert_eq!(
        codes(field(dictionary! { "FT" => "Sig", "MK" => ground })),
        ["impose-fields"]
    );
    assert_eq!(
        codes(field(dictionary! { "FT" => "Tx", "Parent" => value })),
        ["impose-fields"]
    );
    assert_eq!(codes(field(dictionary! { "FT" => "Tx" })), [""; 0]);
    // A note that only screens show, and which they make up.
    let note = dictionary! { "Type" => "Annot", "Subtype" => "Polygon", "Rect" => rectangle([10, 10, 90, 30]) };
    assert_eq!(codes(note), ["impose-screen-only"]);

    let mut maker = Maker::new();
    let shown = field(dictionary! { "FT" => "Tx", "AP" => dictionary! { "N" => black(&mut maker, 80, 20) } });
    maker.page(A5, "", dictionary! { "Annots" => vec![Object::from(shown)] });
    let (_, said) = imposed(
        &maker.finish(dictionary! { "AcroForm" => dictionary! { "NeedAppearances" => true } }),
        Scheme::Saddle,
    );
    assert!(said[0].1.contains("anew") && said[0].0 == "impose-fields", "{said:?}");
}

/// Readers draw hairlines paler in a group: it goes where nothing blends, and stays where something does.
#[test]
fn a_group_in_which_nothing_blends_is_left_away() {
    let groups = |resources: Dictionary| {
        let mut maker = Maker::new();
        let group = dictionary! { "S" => "Transparency", "CS" => "DeviceRGB", "I" => true };
        maker.page(
            A5,
            "0 w 0 0 m 99 99 l S",
            dictionary! { "Group" => group, "Resources" => resources },
        );
        let (sheets, _) = imposed(&maker.finish(Dictionary::new()), Scheme::Saddle);
        let sheets = Document::load_mem(&sheets).unwrap();
        let has = |object: &&Object| object.as_stream().is_ok_and(|stream| stream.dict.has(b"Group"));
        sheets.objects.values().filter(has).count()
    };
    let state = |key: &str, value: Object| {
        let mut state = Dictionary::new();
        state.set(key, value);
        dictionary! { "ExtGState" => dictionary! { "P" => state } }
    };
    assert_eq!(groups(Dictionary::new()), 0);
    assert_eq!(
        groups(state("BM", "Normal".into())) + groups(state("ca", 1.into())) + groups(state("SMask", "None".into())),
        0
    );
    assert_eq!(groups(state("BM", "Multiply".into())), 1);
    assert_eq!(groups(state("CA", Object::Real(0.5))), 1);
    assert_eq!(
        groups(state("BM", vec![Object::from("Screen"), "Normal".into()].into())),
        1
    );
}
