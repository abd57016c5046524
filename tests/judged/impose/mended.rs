//! PDFs of others that are odd or damaged in a way that viewers know how to bear: drawn as they draw them, and what was mended is said.

use kurras::diagnostic::Report;
use kurras::impose::Work;
use kurras::imposition::Scheme;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::folding::options;
use super::foreign::sample;
use super::hands::draw;
use super::sample::{Maker, code, coded};

const A5: (f32, f32) = (419.528, 595.276);

/// The sheets, and the codes of what was said.
pub fn imposed(pdf: &[u8], scheme: Scheme) -> (Vec<u8>, Vec<(&'static str, String)>) {
    let mut report = Report::new();
    let work = Work::read(pdf, &options(scheme), &mut report).unwrap_or_else(|finding| panic!("{finding:?}"));
    let sheets = work
        .write(None, &mut report)
        .unwrap_or_else(|finding| panic!("{finding:?}"));
    let said = report
        .sorted()
        .iter()
        .map(|finding| (finding.code, finding.message.to_string()))
        .collect();
    (sheets, said)
}

/// The PDF's sheets look like those of four coded pages; the answer is what was said.
#[track_caller]
fn looks_like_the_codes(pdf: &[u8]) -> Vec<(&'static str, String)> {
    let (sheets, said) = imposed(pdf, Scheme::Saddle);
    let (sound, _) = imposed(&coded(4, A5), Scheme::Saddle);
    let grey = |sheets: &[u8]| draw(sheets, 36.0).into_iter().map(|side| side.grey).collect::<Vec<_>>();
    assert!(grey(&sheets) == grey(&sound), "the sheets look otherwise: {said:?}");
    said
}

fn codes(said: &[(&'static str, String)]) -> Vec<&'static str> {
    said.iter().map(|(code, _)| *code).collect()
}

/// Four coded pages whose content is made otherwise.
fn with_content(make: impl Fn(&[u8]) -> Stream) -> Vec<u8> {
    let mut maker = Maker::new();
    for page in 1..=4 {
        let content = maker.document.add_object(make(code(page, A5).as_bytes()));
        maker.page(A5, "", dictionary! { "Contents" => content });
    }
    maker.finish(Dictionary::new())
}

fn flate(content: &[u8]) -> Stream {
    // Long enough for packing to be worth it.
    let content = [content, &[b' '; 400]].concat();
    let mut stream = Stream::new(Dictionary::new(), content);
    stream.compress().unwrap();
    stream
}

/// A file written by hand, with a table of its objects in the old manner.
fn by_hand(objects: &[String], table: impl Fn(&[usize]) -> String) -> Vec<u8> {
    let mut pdf = String::from("%PDF-1.5\n");
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        pdf += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = pdf.len();
    pdf += &table(&places);
    format!("{pdf}startxref\n{start}\n%%EOF\n").into_bytes()
}

/// The objects of four coded pages: catalogue, page tree, pages, contents.
fn objects(content: impl Fn(&str) -> String) -> Vec<String> {
    let (width, height) = A5;
    let page = |number: usize| {
        let contents = number + 6;
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Resources<<>>/Contents {contents} 0 R>>")
    };
    let ahead = [
        "<</Type/Catalog/Pages 2 0 R>>".to_string(),
        "<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R 6 0 R]/Count 4>>".into(),
    ];
    let contents = (1..=4).map(|number| content(&code(number, A5)));
    ahead.into_iter().chain((1..=4).map(page)).chain(contents).collect()
}

fn classic(places: &[usize]) -> String {
    let rows: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let size = places.len() + 1;
    format!("xref\n0 {size}\n0000000000 65535 f \n{rows}trailer\n<</Root 1 0 R/Size {size}>>\n")
}

#[test]
fn content_that_does_not_say_how_long_it_is_is_drawn() {
    let said = |dictionary: &str| {
        looks_like_the_codes(&by_hand(
            &objects(|content| format!("<<{dictionary}>>\nstream\n{content}endstream")),
            classic,
        ))
    };
    for wrong in ["", "/Length 99 0 R", "/Length/Long", "/Length 2 0 R"] {
        let said = said(wrong);
        assert_eq!(codes(&said), ["impose-repaired"], "{wrong}");
        assert!(said[0].1.starts_with("4 parts"), "{said:?}");
    }
}

#[test]
fn content_without_an_end_is_told() {
    let pdf = by_hand(&objects(|content| format!("<<>>\nstream\n{content}")), classic);
    let (_, said) = imposed(&pdf, Scheme::Saddle);
    assert_eq!(codes(&said), ["impose-missing-parts"]);
}

#[test]
fn an_empty_packed_content_is_an_empty_page() {
    let empty = |filter: Object| with_content(|_| Stream::new(dictionary! { "Filter" => filter.clone() }, Vec::new()));
    for filter in [
        "FlateDecode".into(),
        Object::Array(vec!["FlateDecode".into()]),
        "LZWDecode".into(),
    ] {
        let (sheets, said) = imposed(&empty(filter), Scheme::Saddle);
        assert!(said.is_empty(), "{said:?}");
        assert!(
            draw(&sheets, 20.0)
                .iter()
                .all(|side| side.grey.iter().all(|grey| *grey == 255))
        );
    }
}

#[test]
fn abbreviated_filters_are_read_and_written_out() {
    let short = |name: &'static str| {
        move |content: &[u8]| {
            let mut stream = flate(content);
            stream.dict.set("Filter", Object::Name(name.as_bytes().to_vec()));
            stream
        }
    };
    let pdf = with_content(short("Fl"));
    assert!(looks_like_the_codes(&pdf).is_empty());
    // A drawing that a page uses, too: as the same one by the whole name.
    let drawn = |name: &'static str| {
        let mut maker = Maker::new();
        for page in 1..=4 {
            let mut form = short(name)(code(page, A5).as_bytes());
            form.dict.set("Type", "XObject");
            form.dict.set("Subtype", "Form");
            form.dict
                .set("BBox", vec![0.into(), 0.into(), A5.0.into(), A5.1.into()]);
            let form = maker.document.add_object(form);
            maker.page(
                A5,
                "/F Do",
                dictionary! { "Resources" => dictionary! { "XObject" => dictionary! { "F" => form } } },
            );
        }
        maker.finish(Dictionary::new())
    };
    let grey = |pdf: &[u8]| {
        let (sheets, said) = imposed(pdf, Scheme::Saddle);
        assert!(said.is_empty(), "{said:?}");
        let sides = draw(&sheets, 36.0).into_iter().map(|side| side.grey);
        sides.collect::<Vec<_>>()
    };
    let drawn_short = drawn("Fl");
    let shown = grey(&drawn_short);
    assert!(shown.iter().flatten().any(|grey| *grey < 128));
    assert!(shown == grey(&drawn("FlateDecode")));
    let (sheets, _) = imposed(&drawn_short, Scheme::Saddle);
    let sheets = Document::load_mem(&sheets).unwrap();
    let filters = sheets
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok()?.filters().ok());
    assert!(filters.flatten().all(|name| name == b"FlateDecode"));
}

/// Content by LZW, by codes of nine bits alone: the table is cleared before it grows.
fn lzw_packed(content: &[u8]) -> Vec<u8> {
    let literals = content.chunks(200);
    let codes = literals.flat_map(|some| std::iter::once(256u16).chain(some.iter().map(|byte| u16::from(*byte))));
    let bits: Vec<bool> = codes
        .chain([257])
        .flat_map(|code| (0..9).rev().map(move |bit| code >> bit & 1 == 1))
        .collect();
    let byte = |bits: &[bool]| {
        let set = bits.iter().enumerate().filter(|(_, bit)| **bit);
        set.map(|(at, _)| 0x80u8 >> at).sum()
    };
    bits.chunks(8).map(byte).collect()
}

#[test]
fn lzw_is_drawn_and_damage_in_it_is_told() {
    let lzw = |data: Vec<u8>| Stream::new(dictionary! { "Filter" => "LZWDecode" }, data);
    assert!(looks_like_the_codes(&with_content(|content| lzw(lzw_packed(content)))).is_empty());
    let half = |content: &[u8]| {
        let packed = lzw_packed(content);
        lzw(packed[..packed.len() / 2].to_vec())
    };
    let garbled = |content: &[u8]| {
        let mut packed = lzw_packed(content);
        let middle = packed.len() / 2;
        packed[middle..middle + 4].fill(0xFF);
        lzw(packed)
    };
    for pdf in [with_content(half), with_content(garbled)] {
        let refused = Work::read(&pdf, &options(Scheme::Saddle), &mut Report::new())
            .and_then(|work| work.write(None, &mut Report::new()).map(drop));
        let finding = refused.expect_err("damaged content was taken");
        assert!(finding.message.contains("page 1 cannot be unpacked"), "{finding:?}");
    }
}

#[test]
fn a_checksum_that_lacks_harms_nobody_and_lost_data_are_told() {
    let without_sum = with_content(|content| {
        let mut stream = flate(content);
        let kept = stream.content.len() - 4;
        stream.set_content(stream.content[..kept].to_vec());
        stream
    });
    assert!(looks_like_the_codes(&without_sum).is_empty());
}

/// A picture whose data end too early is drawn as far as they go; one of which nothing can be read is left out. Both are told.
#[test]
fn damaged_pictures_are_told() {
    let picture = |filter: &str, content: Vec<u8>| {
        let dictionary = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 100, "Height" => 100, "BitsPerComponent" => 8,
            "ColorSpace" => "DeviceGray", "Filter" => filter,
        };
        let mut maker = Maker::new();
        let picture = maker.document.add_object(Stream::new(dictionary, content));
        let resources = dictionary! { "XObject" => dictionary! { "P" => picture } };
        maker.page(
            A5,
            "q 400 0 0 400 0 0 cm /P Do Q",
            dictionary! { "Resources" => resources },
        );
        imposed(&maker.finish(Dictionary::new()), Scheme::Saddle)
    };
    let rows: Vec<u8> = (0..10_000u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8 / 2)
        .collect();
    let whole = flate(&rows).content;
    let cut = whole[..whole.len() / 6].to_vec();
    let sound = |sheets: &[u8]| {
        let sheets = Document::load_mem(sheets).unwrap();
        sheets
            .objects
            .values()
            .filter_map(|object| object.as_stream().ok())
            .all(|stream| stream.decompressed_content().is_ok())
    };
    for (filter, content, ink) in [
        ("FlateDecode", cut, true),
        ("FlateDecode", b"no zlib".to_vec(), false),
        ("DCTDecode", b"no JPEG".to_vec(), false),
        (
            "ASCII85Decode",
            ["z".repeat(2000), "9jq{o^~>".into()].concat().into_bytes(),
            true,
        ),
        (
            "ASCIIHexDecode",
            ["00".repeat(9000), "0x>".into()].concat().into_bytes(),
            false,
        ),
    ] {
        let (sheets, said) = picture(filter, content);
        assert_eq!(codes(&said), ["impose-missing-parts"], "{filter}");
        assert!(said[0].1.contains("damaged"), "{said:?}");
        assert!(sound(&sheets), "{filter}");
        let drawn = draw(&sheets, 36.0)
            .iter()
            .any(|side| side.grey.iter().any(|grey| *grey < 200));
        assert_eq!(drawn, ink, "{filter}");
    }
}

#[test]
fn marks_without_a_drawing_are_told_by_kind_and_those_for_screens_too() {
    let mark = |maker: &mut Maker, kind: &str, flags: i64, drawn: bool| {
        let mut form = Stream::new(
            dictionary! { "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 50.into(), 50.into()] },
            b"0 g 0 0 50 50 re f".to_vec(),
        );
        form.dict.set("Type", "XObject");
        let form = maker.document.add_object(form);
        let mut mark = dictionary! { "Type" => "Annot", "Subtype" => kind, "F" => flags, "Rect" => vec![100.into(), 100.into(), 150.into(), 150.into()] };
        if drawn {
            mark.set("AP", dictionary! { "N" => form });
        }
        Object::from(mark)
    };
    let mut maker = Maker::new();
    let marks = vec![
        mark(&mut maker, "Squiggly", 4, false),
        mark(&mut maker, "Stamp", 4, true),
    ];
    maker.page(A5, "", Dictionary::new());
    maker.page(A5, "", dictionary! { "Annots" => marks });
    let screen = vec![
        mark(&mut maker, "Stamp", 0, true),
        mark(&mut maker, "Highlight", 2, false),
        mark(&mut maker, "Squiggly", 4, false),
    ];
    maker.page(A5, "", dictionary! { "Annots" => screen });
    let (sheets, said) = imposed(&maker.finish(Dictionary::new()), Scheme::Saddle);
    let message = |code: &str| {
        said.iter()
            .find(|(found, _)| *found == code)
            .map(|(_, message)| message.as_str())
            .unwrap_or_default()
    };
    assert!(
        message("impose-annotations").starts_with("2 annotations of the kind \"Squiggly\""),
        "{said:?}"
    );
    assert!(
        message("impose-annotations").ends_with("the first on page 2"),
        "{said:?}"
    );
    assert!(message("impose-screen-only").starts_with("1 annotations"), "{said:?}");
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        draw(&sheets, 36.0).iter().any(|side| side.grey.contains(&0)),
        "the stamp is not drawn"
    );
}

/// Entries of two bytes each, which are offsets: what kind they are goes without saying (ISO 32000-1, table 17).
#[test]
fn a_table_of_offsets_alone_is_read() {
    let stream = |content: &str| format!("<</Length {}>>\nstream\n{content}endstream", content.len());
    let table = |places: &[usize]| {
        let entries: String = places.iter().map(|place| format!("{place:04x}")).collect();
        let size = places.len() + 1;
        format!(
            "{size} 0 obj\n<</Type/XRef/W[0 2 0]/Index[1 {}]/Size {size}/Root 1 0 R/Filter/ASCIIHexDecode/Length {}>>\nstream\n{entries}>\nendstream\nendobj\n",
            places.len(),
            entries.len() + 1
        )
    };
    let said = looks_like_the_codes(&by_hand(&objects(stream), table));
    assert!(said.iter().all(|(code, _)| *code == "impose-repaired"), "{said:?}");
}

#[test]
fn a_lost_table_is_made_anew_and_that_is_told() {
    let stream = |content: &str| format!("<</Length {}>>\nstream\n{content}endstream", content.len());
    let lost = |table: &dyn Fn(&[usize]) -> String| by_hand(&objects(stream), table);
    let shifted = |places: &[usize]| classic(&places.iter().map(|place| place + 999).collect::<Vec<_>>());
    let none = |_: &[usize]| "trailer\n<</Root 1 0 R/Size 11>>\n".to_string();
    for pdf in [lost(&shifted), lost(&none)] {
        assert_eq!(codes(&looks_like_the_codes(&pdf)), ["impose-repaired"]);
    }
}

#[test]
fn what_its_owner_protects_and_anybody_opens_is_drawn() {
    let (sheets, said) = imposed(&sample("encrypted-for-its-owner"), Scheme::Saddle);
    assert!(codes(&said).contains(&"impose-protected"), "{said:?}");
    let (open, _) = imposed(&sample("xelatex"), Scheme::Saddle);
    let (protected, open) = (draw(&sheets, 36.0), draw(&open, 36.0));
    assert_eq!(protected.len(), open.len());
    for (a, b) in protected.iter().zip(&open) {
        assert!(a.grey == b.grey, "the protected pages look otherwise");
    }
}

#[test]
fn pages_on_their_side_are_told_which_scheme_fits_them() {
    let lying = coded(8, (A5.1, A5.0));
    let (_, said) = imposed(&lying, Scheme::Saddle);
    assert_eq!(codes(&said), ["impose-half-empty"]);
    assert!(said[0].1.contains("50 %"), "{said:?}");
    assert!(imposed(&lying, Scheme::SaddleTwoUp).1.is_empty());
    assert!(imposed(&coded(8, A5), Scheme::Saddle).1.is_empty());
}
