//! Files that are damaged, encrypted or hostile: each is refused with a clear word or imposed whole; nothing panics.

use kurras::diagnostic::{Diagnostic, Report};
use kurras::impose::Work;
use kurras::imposition::Scheme;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::folding::options;
use super::foreign::{SAMPLES, sample};
use super::sample::{Maker, coded};

const A5: (f32, f32) = (419.528, 595.276);

fn attempt(pdf: &[u8]) -> Result<(Vec<u8>, Report), Diagnostic> {
    let mut report = Report::new();
    let bytes = Work::read(pdf, &options(Scheme::Saddle), &mut report)?.write(None, &mut report)?;
    Ok((bytes, report))
}

fn refusal(pdf: &[u8]) -> Diagnostic {
    match attempt(pdf) {
        Ok(_) => panic!("it was imposed"),
        Err(finding) => finding,
    }
}

/// The finished bytes of a document with something changed in it.
fn changed(pdf: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    change(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn first_page(document: &mut Document) -> &mut Dictionary {
    let id = document.page_iter().next().unwrap();
    document.get_dictionary_mut(id).unwrap()
}

fn page_tree(document: &mut Document) -> &mut Dictionary {
    let root = document
        .catalog()
        .unwrap()
        .get(b"Pages")
        .unwrap()
        .as_reference()
        .unwrap();
    document.get_dictionary_mut(root).unwrap()
}

#[test]
fn what_is_no_pdf_is_refused() {
    for bytes in [b"".as_slice(), b"%", b"hello", b"PK\x03\x04", &[0; 5000]] {
        assert_eq!(refusal(bytes).code, "impose-no-pdf");
    }
    for bytes in [
        b"%PDF-1.7".as_slice(),
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.7\nstartxref\n99999999999999\n%%EOF",
    ] {
        assert_eq!(refusal(bytes).code, "impose-damaged");
    }
}

#[test]
fn files_that_ask_for_a_password_are_refused() {
    let finding = refusal(&sample("encrypted"));
    assert_eq!(finding.code, "impose-encrypted", "{finding:?}");
    assert!(finding.hints[0].contains("--decrypt"));
}

/// Whatever is cut off, the file is refused or its reader is warned: its table of contents stands at its end.
#[test]
fn truncated_files_are_refused_or_told() {
    for (name, _) in SAMPLES {
        let pdf = sample(name);
        for twentieth in 0..20 {
            let code = match attempt(&pdf[..pdf.len() * twentieth / 20]) {
                Err(finding) => vec![finding.code],
                Ok((_, report)) => report.sorted().iter().map(|finding| finding.code).collect(),
            };
            let told = ["impose-damaged", "impose-no-pdf", "impose-repaired"];
            assert!(
                code.iter().any(|code| told.contains(code)),
                "{name} {twentieth}: {code:?}"
            );
        }
    }
}

/// Bytes flipped here and there: refused or imposed, never a panic.
#[test]
fn flipped_bytes_do_not_panic() {
    for (name, _) in SAMPLES {
        let pdf = sample(name);
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut random = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state as usize
        };
        for _ in 0..60 {
            let mut broken = pdf.clone();
            for _ in 0..20 {
                let (at, with) = (random() % broken.len(), random() as u8);
                broken[at] = with;
            }
            let _ = attempt(&broken);
        }
    }
}

#[test]
fn a_page_tree_in_a_circle_is_refused() {
    let pdf = changed(&coded(4, A5), |document| {
        let root = document.catalog().unwrap().get(b"Pages").unwrap().clone();
        page_tree(document).set("Kids", vec![root]);
    });
    assert!(refusal(&pdf).message.contains("circle"));
}

#[test]
fn a_page_tree_that_multiplies_is_refused() {
    let pdf = changed(&coded(1, A5), |document| {
        let mut kid = document.page_iter().next().unwrap();
        for _ in 0..40 {
            let kids: Vec<Object> = vec![kid.into(); 10];
            kid = document.add_object(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 10 });
        }
        page_tree(document).set("Kids", vec![Object::from(kid)]);
    });
    assert_eq!(refusal(&pdf).code, "impose-damaged");
}

#[test]
fn a_page_tree_without_end_is_no_trouble() {
    let pdf = changed(&coded(1, A5), |document| {
        let mut kid = document.page_iter().next().unwrap();
        for _ in 0..20_000 {
            kid = document.add_object(dictionary! { "Type" => "Pages", "Kids" => vec![kid.into()], "Count" => 1 });
        }
        page_tree(document).set("Kids", vec![Object::from(kid)]);
    });
    assert!(attempt(&pdf).is_ok());
}

#[test]
fn missing_pages_are_refused_and_wrong_counts_told() {
    let gone = changed(&coded(4, A5), |document| {
        let kid = document.page_iter().nth(2).unwrap();
        document.objects.remove(&kid);
    });
    let finding = refusal(&gone);
    assert!(finding.message.contains("page 3"), "{finding:?}");
    for count in [i64::MAX, -1, 3] {
        let pdf = changed(&coded(4, A5), |document| page_tree(document).set("Count", count));
        let (_, report) = attempt(&pdf).unwrap();
        assert_eq!(report.sorted()[0].code, "impose-page-count");
    }
    let empty = changed(&coded(4, A5), |document| {
        page_tree(document).set("Kids", Object::Array(Vec::new()))
    });
    assert!(refusal(&empty).message.contains("no page"));
}

#[test]
fn missing_content_is_refused_and_missing_resources_told() {
    let content = changed(&coded(4, A5), |document| {
        first_page(document).set("Contents", Object::Reference((9999, 0)))
    });
    assert!(refusal(&content).message.contains("page 1"));
    let font = changed(&coded(4, A5), |document| {
        first_page(document).set(
            "Resources",
            dictionary! { "Font" => dictionary! { "F1" => Object::Reference((9999, 0)) } },
        );
    });
    assert_eq!(attempt(&font).unwrap().1.sorted()[0].code, "impose-missing-parts");
    // No resources at all is how PDF 1.1 wrote an empty page.
    let none = changed(&coded(4, A5), |document| {
        first_page(document).remove(b"Resources");
    });
    assert!(attempt(&none).is_ok());
}

#[test]
fn content_that_does_not_unpack_is_refused() {
    let with = |content: Vec<u8>, filter: Object| {
        changed(&coded(2, A5), |document| {
            let stream = Stream::new(dictionary! { "Filter" => filter }, content);
            let id = document.add_object(stream);
            first_page(document).set("Contents", id);
        })
    };
    let mut packed = Stream::new(Dictionary::new(), b"0 g 0 0 100 100 re f ".repeat(100));
    packed.compress().unwrap();
    let half = packed.content[..packed.content.len() / 2].to_vec();
    assert!(refusal(&with(half, "FlateDecode".into())).message.contains("unpacked"));
    assert!(
        refusal(&with(b"not zlib".to_vec(), "FlateDecode".into()))
            .message
            .contains("unpacked")
    );
    assert!(
        refusal(&with(b"text".to_vec(), "NoSuchDecode".into()))
            .message
            .contains("NoSuchDecode")
    );
    assert!(attempt(&with(packed.content, vec![Object::from("FlateDecode")].into())).is_ok());
}

/// Half a gigabyte of spaces in half a megabyte.
#[test]
fn a_bomb_is_refused() {
    let pdf = changed(&coded(1, A5), |document| {
        let mut bomb = Stream::new(Dictionary::new(), vec![b' '; 300 << 20]);
        bomb.compress().unwrap();
        let id = document.add_object(bomb);
        first_page(document).set("Contents", id);
    });
    assert!(pdf.len() < 1 << 20);
    assert!(refusal(&pdf).message.contains("unpacks to more"));
}

#[test]
fn impossible_sizes_are_refused() {
    let boxes: [Vec<Object>; 5] = [
        vec![],
        vec![0.into(), 0.into(), 0.into(), 100.into()],
        vec![0.into(), 0.into(), 1e-9.into(), 1e-9.into()],
        vec![0.into(), "x".into(), 5.into(), 5.into()],
        vec![Object::Reference((9999, 0)), 0.into(), 5.into(), 5.into()],
    ];
    for media in boxes {
        let pdf = changed(&coded(1, A5), |document| {
            first_page(document).set("MediaBox", media.clone())
        });
        assert!(refusal(&pdf).message.contains("size"), "{media:?}");
    }
}

#[test]
fn references_in_circles_end() {
    let pdf = changed(&coded(1, A5), |document| {
        let a = document.new_object_id();
        let b = document.new_object_id();
        document.objects.insert(a, Object::Reference(b));
        document.objects.insert(b, Object::Reference(a));
        let xobjects = dictionary! { "A" => a };
        let page = first_page(document);
        page.set("Resources", dictionary! { "XObject" => xobjects });
        page.set("Rotate", a);
        page.set("Annots", b);
    });
    let _ = attempt(&pdf);
    let content = changed(&coded(1, A5), |document| {
        let a = document.new_object_id();
        document.objects.insert(a, Object::Reference(a));
        first_page(document).set("Contents", a);
    });
    assert_eq!(refusal(&content).code, "impose-damaged");
}

/// Nested deeper than a stack could bear.
#[test]
fn deep_nesting_does_no_harm() {
    let mut pdf = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids ".to_vec();
    pdf.extend(b"[".repeat(200_000));
    pdf.extend(b"]".repeat(200_000));
    pdf.extend(b"/Count 1>>\nendobj\ntrailer\n<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF");
    assert_eq!(refusal(&pdf).code, "impose-damaged");
}

#[test]
fn a_maker_without_pages_makes_a_damaged_file() {
    assert_eq!(refusal(&Maker::new().finish(Dictionary::new())).code, "impose-damaged");
}
