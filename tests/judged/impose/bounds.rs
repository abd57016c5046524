//! What a PDF could cost: whatever it claims, it is imposed in little time or refused with the bound that it passes.

use kurras::diagnostic::{Diagnostic, Report};
use kurras::impose::{ImposeOptions, Work};
use kurras::imposition::{MarkSet, Scheme, SheetOptions};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::folding::options;
use super::sample::{Maker, code};

const A5: (f32, f32) = (419.528, 595.276);

fn attempt(pdf: &[u8], options: &ImposeOptions) -> Result<Vec<u8>, Diagnostic> {
    let mut report = Report::new();
    Work::read(pdf, options, &mut report)?.write(None, &mut report)
}

#[track_caller]
fn refused(pdf: &[u8], words: &str) {
    let finding = attempt(pdf, &options(Scheme::Saddle)).expect_err("it was imposed");
    assert_eq!(finding.code, "impose-bound", "{finding:?}");
    assert!(finding.message.contains(words), "{finding:?}");
    assert!(!finding.hints.is_empty(), "{finding:?}");
}

/// A page whose content is named so often.
fn named_often(content: &str, times: usize) -> Vec<u8> {
    let mut maker = Maker::new();
    let content = maker
        .document
        .add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
    let contents: Vec<Object> = vec![content.into(); times];
    maker.page(A5, "", dictionary! { "Contents" => contents });
    maker.finish(Dictionary::new())
}

#[test]
fn a_content_that_is_named_a_hundred_thousand_times_is_read_within_its_bound() {
    assert!(attempt(&named_often("0 g 0 0 9 9 re f\n", 100_000), &options(Scheme::Saddle)).is_ok());
    refused(
        &named_often(&"0 g 0 0 9 9 re f\n".repeat(10_000), 100_000),
        "unpacks to more",
    );
}

#[test]
fn a_page_that_is_used_often_is_written_once() {
    let mut maker = Maker::new();
    maker.page(A5, &code(1, A5), Dictionary::new());
    maker.pages = maker.pages.repeat(4_000);
    let sheets = attempt(&maker.finish(Dictionary::new()), &options(Scheme::Saddle)).unwrap();
    let sheets = Document::load_mem(&sheets).unwrap();
    let is_form = |object: &&Object| {
        object.as_stream().is_ok_and(|stream| {
            stream
                .dict
                .get(b"Subtype")
                .and_then(Object::as_name)
                .is_ok_and(|name| name == b"Form")
        })
    };
    assert_eq!(sheets.objects.values().filter(is_form).count(), 1);
    assert_eq!(sheets.get_pages().len(), 2_000);
}

/// Content that cannot be packed, of a mebibyte, on many pages that differ by their size alone.
#[test]
fn content_that_many_pages_share_is_not_written_for_ever() {
    let mut state = 1u32;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        format!("{} ", state >> 8)
    });
    let noise: String = noise.take(130_000).collect();
    let mut maker = Maker::new();
    let content = maker
        .document
        .add_object(Stream::new(Dictionary::new(), noise.into_bytes()));
    for page in 0..500 {
        let size = (A5.0 + page as f32 / 1000.0, A5.1);
        maker.page(size, "", dictionary! { "Contents" => content });
    }
    refused(&maker.finish(Dictionary::new()), "share so much content");
}

#[test]
fn resources_that_are_handed_down_are_written_once() {
    let mut maker = Maker::new();
    for page in 1..=40 {
        maker.page(A5, &code(page, A5), Dictionary::new());
    }
    for page in maker.pages.clone() {
        maker.document.get_dictionary_mut(page).unwrap().remove(b"Resources");
    }
    let (root, large) = (maker.root, "x".repeat(100_000));
    let pdf = maker.finish(Dictionary::new());
    let mut document = Document::load_mem(&pdf).unwrap();
    let resources = dictionary! { "Properties" => dictionary! { "Large" => Object::string_literal(large) } };
    document.get_dictionary_mut(root).unwrap().set("Resources", resources);
    let mut pdf = Vec::new();
    document.save_to(&mut pdf).unwrap();
    let sheets = Document::load_mem(&attempt(&pdf, &options(Scheme::Saddle)).unwrap()).unwrap();
    let large = sheets
        .objects
        .values()
        .filter(|object| format!("{object:?}").contains("xxxxxxxxxx"))
        .count();
    assert_eq!(large, 1);
}

#[test]
fn small_cards_are_imposed_with_their_marks_and_smaller_ones_refused() {
    let cards = ImposeOptions {
        sheets: SheetOptions {
            marks: MarkSet::ALL,
            ..options(Scheme::Cards).sheets
        },
        ..options(Scheme::Cards)
    };
    let of = |side: f32| super::sample::coded(2, (side, side));
    assert!(attempt(&of(8.0), &cards).is_ok());
    for side in [1.0, 4.0, 5.0] {
        let finding = attempt(&of(side), &cards).expect_err("it was imposed");
        assert_eq!(finding.code, "impose-no-room");
        assert!(finding.message.contains("too small for cards"), "{finding:?}");
    }
}

#[test]
fn marks_on_pages_are_counted() {
    let pages_with_marks = |pages: usize| {
        let mut maker = Maker::new();
        let mark = maker
            .document
            .add_object(dictionary! { "Type" => "Annot", "Subtype" => "Link" });
        let marks = maker.document.add_object(Object::Array(vec![mark.into(); 150_000]));
        for _ in 0..pages {
            maker.page(A5, "", dictionary! { "Annots" => marks });
        }
        maker.finish(Dictionary::new())
    };
    assert!(attempt(&pages_with_marks(1), &options(Scheme::Saddle)).is_ok());
    refused(&pages_with_marks(2), "annotations");
}

/// Objects in a table that unpacks to a thousand times its size: they would be read before anything else could be judged.
#[test]
fn tables_of_objects_that_unpack_without_end_are_refused() {
    let mut table = Stream::new(
        dictionary! { "Type" => "ObjStm", "N" => 1, "First" => 4 },
        [b"9 0 ".as_slice(), &vec![b'['; 48 << 20]].concat(),
    );
    table.compress().unwrap();
    let mut pdf =
        b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
            .to_vec();
    pdf.extend(
        format!(
            "3 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {}>>\nstream\n",
            table.content.len()
        )
        .bytes(),
    );
    pdf.extend(&table.content);
    pdf.extend(b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF");
    refused(&pdf, "tables of objects");
}
