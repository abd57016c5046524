//! What the finished sheets are: sizes, preferences, creep, marks; and pages that are turned, cropped, scaled, layered, annotated.

use kurras::diagnostic::Report;
use kurras::impose::{PageBox, Work};
use kurras::imposition::geometry::MM;
use kurras::imposition::{
    Binding, Creep, Flip, MarkSet, Paper, Rect, SAFE_EDGE, Scale, Scheme, SheetOptions, Thickness,
};
use kurras::prepress::{Boxes, Duplex, PageLayout, Pass, Preferences, prepress};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::folding::{impose, options};
use super::foreign::sample;
use super::hands::{draw, print, stacks};
use super::sample::{Maker, Seen, code, coded};
use kurras::impose::ImposeOptions;

const A5: (f32, f32) = (419.528, 595.276);

fn numbers(array: &Object) -> Vec<f64> {
    array
        .as_array()
        .unwrap()
        .iter()
        .map(|number| f64::from(number.as_float().unwrap()))
        .collect()
}

/// Every sheet's size in points, from its MediaBox.
fn sizes(pdf: &[u8]) -> Vec<(f64, f64)> {
    let document = Document::load_mem(pdf).unwrap();
    let size = |id| match numbers(document.get_dictionary(id).unwrap().get(b"MediaBox").unwrap()).as_slice() {
        &[x0, y0, x1, y1] => (x1 - x0, y1 - y0),
        _ => panic!("no MediaBox"),
    };
    document.page_iter().map(size).collect()
}

#[test]
fn sheets_are_as_large_as_the_paper_within_a_tenth_of_a_millimetre() {
    let pdf = coded(5, A5);
    for (name, paper) in kurras::imposition::NAMED_PAPERS {
        for (_, scheme) in Scheme::NAMED {
            let wanted = paper.size();
            for (width, height) in sizes(&impose(
                &pdf,
                &ImposeOptions {
                    sheets: SheetOptions {
                        paper,
                        ..options(scheme).sheets
                    },
                    ..options(scheme)
                },
            )) {
                let (short, long) = (width.min(height), width.max(height));
                assert!(
                    (short - wanted.width).abs() < 0.1 * MM && (long - wanted.height).abs() < 0.1 * MM,
                    "{name} {scheme}"
                );
            }
        }
    }
}

fn preferences(pdf: &[u8]) -> Vec<(String, String)> {
    let document = Document::load_mem(pdf).unwrap();
    let catalogue = document.catalog().unwrap();
    let (_, viewer) = document
        .dereference(catalogue.get(b"ViewerPreferences").unwrap())
        .unwrap();
    let shown = |object: &Object| {
        object.as_name().map_or_else(
            |_| format!("{object:?}"),
            |name| String::from_utf8_lossy(name).into_owned(),
        )
    };
    let mut all: Vec<(String, String)> = viewer
        .as_dict()
        .unwrap()
        .iter()
        .map(|(key, value)| (String::from_utf8_lossy(key).into_owned(), shown(value)))
        .collect();
    all.push((
        "PageLayout".into(),
        catalogue.get(b"PageLayout").map_or(String::new(), shown),
    ));
    all.sort();
    all
}

#[test]
fn sheets_ask_to_be_printed_as_they_must() {
    let pdf = coded(8, A5);
    for (scheme, flip, duplex) in [
        (Scheme::Saddle, Flip::ShortEdge, "DuplexFlipShortEdge"),
        (Scheme::Saddle, Flip::LongEdge, "DuplexFlipLongEdge"),
        (Scheme::Zine, Flip::ShortEdge, "Simplex"),
    ] {
        let said = preferences(&impose(
            &pdf,
            &ImposeOptions {
                sheets: SheetOptions {
                    flip,
                    ..options(scheme).sheets
                },
                ..options(scheme)
            },
        ));
        let expected = [
            ("Direction", "R2L"),
            ("Duplex", duplex),
            ("PageLayout", "SinglePage"),
            ("PickTrayByPDFSize", "true"),
            ("PrintScaling", "None"),
        ];
        assert_eq!(
            said,
            expected.map(|(key, value)| (key.to_owned(), value.to_owned())),
            "{scheme}"
        );
    }
}

/// Where each side's pages begin, across the sheet: the sixth number of the matrix before each form.
fn offsets(pdf: &[u8]) -> Vec<Vec<f64>> {
    let document = Document::load_mem(pdf).unwrap();
    let side = |id| {
        let content = Content::decode(&document.get_page_content(id)).unwrap();
        content
            .operations
            .iter()
            .filter(|op| op.operator == "cm")
            .map(|op| f64::from(op.operands[4].as_float().unwrap()))
            .collect()
    };
    document.page_iter().map(side).collect()
}

#[test]
fn creep_moves_the_innermost_leaf_by_the_paper_around_it() {
    let pdf = coded(64, A5);
    let plain = offsets(&impose(&pdf, &options(Scheme::Saddle)));
    for creep in [Creep::Pushout, Creep::Shingle] {
        let thickness = Thickness::mm(0.104).unwrap();
        let crept = offsets(&impose(
            &pdf,
            &ImposeOptions {
                sheets: SheetOptions {
                    creep: creep(thickness),
                    ..options(Scheme::Saddle).sheets
                },
                ..options(Scheme::Saddle)
            },
        ));
        for (side, (plain, crept)) in plain.iter().zip(&crept).enumerate() {
            let around = (side / 2) as f64;
            let moved: Vec<f64> = plain
                .iter()
                .zip(crept)
                .map(|(plain, crept)| (crept - plain) / MM)
                .collect();
            let (left, right) = if plain[0] < plain[1] {
                (moved[0], moved[1])
            } else {
                (moved[1], moved[0])
            };
            assert!(
                (left - around * 0.104).abs() < 0.05 && (right + around * 0.104).abs() < 0.05,
                "side {side}: {moved:?}"
            );
        }
    }
}

#[test]
fn marks_are_drawn_in_black_only_and_outside_the_pages() {
    let pdf = coded(4, A5);
    let marked = impose(
        &pdf,
        &ImposeOptions {
            sheets: SheetOptions {
                marks: MarkSet::ALL,
                edge: SAFE_EDGE,
                ..options(Scheme::Saddle).sheets
            },
            ..options(Scheme::Saddle)
        },
    );
    let document = Document::load_mem(&marked).unwrap();
    let content = Content::decode(&document.get_page_content(document.page_iter().next().unwrap())).unwrap();
    let inks: Vec<&str> = content
        .operations
        .iter()
        .map(|op| op.operator.as_str())
        .filter(|op| ["K", "k", "RG", "rg", "G", "g"].contains(op))
        .collect();
    assert!(inks.len() > 10 && inks.iter().all(|ink| *ink == "K"));
    // The pages themselves are still whole within the marks.
    let picture = &draw(&marked, 72.0)[0];
    let dark = |x: f64, y: f64| picture.grey[(y * MM) as usize * picture.width + (x * MM) as usize] < 240;
    let fold_mark =
        (0..30).any(|dx| dark(148.0 + f64::from(dx) * 0.05, 5.5) || dark(148.0 + f64::from(dx) * 0.05, 6.5));
    assert!(fold_mark, "no fold mark at the head");
}

/// Reads single pages, printed one a side.
fn read_pages(pdf: &[u8], paper: Paper) -> Vec<Seen> {
    let options = ImposeOptions {
        sheets: SheetOptions {
            paper,
            ..options(Scheme::Duplex).sheets
        },
        ..options(Scheme::Duplex)
    };
    let flip = Flip::LongEdge;
    stacks(
        &print(
            draw(
                &impose(
                    pdf,
                    &ImposeOptions {
                        sheets: SheetOptions { flip, ..options.sheets },
                        ..options
                    },
                ),
                20.0,
            ),
            flip,
        ),
        1,
        1,
    )
    .remove(0)
}

#[test]
fn turned_pages_stand_upright() {
    let (w, h) = A5;
    let mut maker = Maker::new();
    let turned = [
        (0, (w, h), [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]),
        (90, (h, w), [0.0, 1.0, -1.0, 0.0, h, 0.0]),
        (180, (w, h), [-1.0, 0.0, 0.0, -1.0, w, h]),
        (270, (h, w), [0.0, -1.0, 1.0, 0.0, 0.0, w]),
        (-90, (h, w), [0.0, -1.0, 1.0, 0.0, 0.0, w]),
        (450, (h, w), [0.0, 1.0, -1.0, 0.0, h, 0.0]),
    ];
    for (page, (rotate, size, matrix)) in turned.into_iter().enumerate() {
        let matrix = matrix.map(|number| number.to_string()).join(" ");
        maker.page(
            size,
            &format!("{matrix} cm {}", code(page + 1, A5)),
            dictionary! { "Rotate" => rotate },
        );
    }
    assert_eq!(
        read_pages(&maker.finish(Dictionary::new()), Paper::A5),
        [1, 2, 3, 4, 5, 6].map(Seen::Page)
    );
}

#[test]
fn cropped_shifted_and_scaled_pages_show_their_visible_part() {
    let (w, h) = A5;
    let mut maker = Maker::new();
    // A media box that does not begin at the origin.
    let shifted = format!("1 0 0 1 -50 30 cm {}", code(1, A5));
    let media = vec![(-50).into(), 30.into(), (w - 50.0).into(), (h + 30.0).into()];
    maker.page(A5, &shifted, dictionary! { "MediaBox" => media });
    // A crop box with its corners given the wrong way round, around a page with something else beside it.
    let crop = vec![(w + 100.0).into(), (h + 100.0).into(), 100.into(), 100.into()];
    let content = format!("0 0 90 2000 re f 1 0 0 1 100 100 cm {}", code(2, A5));
    maker.page((w + 200.0, h + 200.0), &content, dictionary! { "CropBox" => crop });
    // User space units of two points.
    maker.page(
        (w / 2.0, h / 2.0),
        &code(3, (w / 2.0, h / 2.0)),
        dictionary! { "UserUnit" => 2.0 },
    );
    // A crop box that leaves nothing is no crop box.
    maker.page(
        A5,
        &code(4, A5),
        dictionary! { "CropBox" => vec![5000.into(), 5000.into(), 5001.into(), 5001.into()] },
    );
    assert_eq!(
        read_pages(&maker.finish(Dictionary::new()), Paper::A5),
        [1, 2, 3, 4].map(Seen::Page)
    );
}

/// A page for a print shop: bleed and marks around the trim are left out, unless they are asked for.
#[test]
fn print_shop_pages_are_cut_to_their_trim() {
    let (w, h) = A5;
    let mut maker = Maker::new();
    let trim = vec![40.into(), 40.into(), (w + 40.0).into(), (h + 40.0).into()];
    let content = format!("0 g 0 0 39 2000 re f 1 0 0 1 40 40 cm {}", code(5, A5));
    maker.page((w + 80.0, h + 80.0), &content, dictionary! { "TrimBox" => trim });
    let pdf = maker.finish(Dictionary::new());
    assert_eq!(read_pages(&pdf, Paper::A5), [Seen::Page(5), Seen::Blank]);
    let mut report = Report::new();
    Work::read(&pdf, &options(Scheme::Duplex), &mut report).unwrap();
    assert_eq!(report.sorted()[0].code, "impose-trimmed");
    let whole = ImposeOptions {
        sheets: SheetOptions {
            paper: Paper::A5,
            ..options(Scheme::Duplex).sheets
        },
        page_box: PageBox::Crop,
        ..options(Scheme::Duplex)
    };
    let side = draw(&impose(&pdf, &whole), 20.0).remove(0);
    assert!(
        (20..40).all(|y| side.grey[y * side.width + 4] < 60),
        "the bleed is missing"
    );
}

#[test]
fn attributes_are_inherited_and_contents_joined() {
    let mut maker = Maker::new();
    for page in 1..=2 {
        maker.page(A5, "", Dictionary::new());
        let text = code(page, A5);
        // Split in the middle, between two tokens.
        let middle = text.len() / 2 + text[text.len() / 2..].find(' ').unwrap();
        let parts: Vec<Object> = [&text[..middle], &text[middle..]]
            .map(|part| {
                maker
                    .document
                    .add_object(Stream::new(Dictionary::new(), part.into()))
                    .into()
            })
            .to_vec();
        let id = maker.pages[page - 1];
        let dict = maker.document.get_dictionary_mut(id).unwrap();
        dict.set("Contents", parts);
        for key in [b"MediaBox".as_slice(), b"Resources"] {
            dict.remove(key);
        }
    }
    let root = maker.root;
    let pdf = maker.finish(Dictionary::new());
    let mut document = Document::load_mem(&pdf).unwrap();
    let node = document.get_dictionary_mut(root).unwrap();
    node.set("MediaBox", vec![0.into(), 0.into(), A5.0.into(), A5.1.into()]);
    node.set("Resources", Dictionary::new());
    let mut modern = Vec::new();
    document.save_modern(&mut modern).unwrap();
    assert_eq!(read_pages(&modern, Paper::A5), [1, 2].map(Seen::Page));
}

#[test]
fn pages_of_other_sizes_are_centred_and_never_enlarged() {
    let mut maker = Maker::new();
    for page in 1..=3 {
        maker.page(A5, &code(page, A5), Dictionary::new());
    }
    maker.page((1200.0, 1700.0), &code(4, (1200.0, 1700.0)), Dictionary::new());
    let pdf = maker.finish(Dictionary::new());
    assert_eq!(read_pages(&pdf, Paper::A5), [1, 2, 3, 4].map(Seen::Page));
    let mut report = Report::new();
    Work::read(&pdf, &options(Scheme::Saddle), &mut report).unwrap();
    assert_eq!(report.sorted()[0].code, "impose-page-size");
}

/// A page whose code is drawn by an annotation instead of its content.
fn annotated(subtype: &str, flags: i64, state: bool) -> Vec<u8> {
    let mut maker = Maker::new();
    let bbox = vec![0.into(), 0.into(), A5.0.into(), A5.1.into()];
    let appearance = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => bbox.clone(), "Resources" => Dictionary::new() };
    let appearance = maker
        .document
        .add_object(Stream::new(appearance, code(7, A5).into_bytes()));
    let normal: Object = if state {
        dictionary! { "On" => appearance }.into()
    } else {
        appearance.into()
    };
    let mut annotation = dictionary! { "Type" => "Annot", "Subtype" => subtype, "F" => flags, "Rect" => bbox, "AP" => dictionary! { "N" => normal } };
    if state {
        annotation.set("AS", "On");
    }
    maker.page(A5, "", dictionary! { "Annots" => vec![annotation.into()] });
    maker.finish(Dictionary::new())
}

#[test]
fn what_annotations_print_is_printed_and_the_rest_is_not() {
    for (subtype, flags, state, seen) in [
        ("Stamp", 4, false, Seen::Page(7)),
        ("Widget", 4, true, Seen::Page(7)),
        ("Stamp", 0, false, Seen::Blank),
        ("Stamp", 6, false, Seen::Blank),
        ("Popup", 4, false, Seen::Blank),
        ("Link", 4, false, Seen::Blank),
    ] {
        assert_eq!(
            read_pages(&annotated(subtype, flags, state), Paper::A5),
            [seen, Seen::Blank],
            "{subtype} {flags}"
        );
    }
}

#[test]
fn layers_that_are_off_stay_off() {
    let mut maker = Maker::new();
    let layer = maker
        .document
        .add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("draft") });
    let content = format!("/OC /L BDC 0 g 0 0 1000 1000 re f EMC {}", code(1, A5));
    maker.page(
        A5,
        &content,
        dictionary! { "Resources" => dictionary! { "Properties" => dictionary! { "L" => layer } } },
    );
    let layers = dictionary! { "OCGs" => vec![layer.into()], "D" => dictionary! { "OFF" => vec![layer.into()] } };
    let pdf = maker.finish(dictionary! { "OCProperties" => layers });
    assert_eq!(read_pages(&pdf, Paper::A5), [Seen::Page(1), Seen::Blank]);
}

#[test]
fn the_direction_is_read_from_viewer_preferences() {
    for (direction, binding) in [("R2L", Binding::Right), ("L2R", Binding::Left)] {
        let mut maker = Maker::new();
        maker.page(A5, "", Dictionary::new());
        let pdf = maker.finish(dictionary! { "ViewerPreferences" => dictionary! { "Direction" => direction } });
        let work = Work::read(
            &pdf,
            &ImposeOptions {
                binding: None,
                ..options(Scheme::Saddle)
            },
            &mut Report::new(),
        )
        .unwrap();
        assert_eq!(work.binding().0, binding);
    }
}

#[test]
fn an_overlay_is_drawn_over_its_side() {
    let pdf = coded(4, (A5.0, A5.1));
    let mut maker = Maker::new();
    let sheet = (841.89, 595.276);
    maker.page(sheet, "0 g 0 0 841.89 595.276 re f", Dictionary::new());
    maker.page(sheet, "", Dictionary::new());
    let overlay = maker.finish(Dictionary::new());
    let mut report = Report::new();
    let work = Work::read(&pdf, &options(Scheme::Saddle), &mut report).unwrap();
    let sides = draw(&work.write(Some(&overlay), &mut report).unwrap(), 20.0);
    assert!(sides[0].grey.iter().all(|grey| *grey < 10));
    assert!(sides[1].grey.iter().any(|grey| *grey > 250));
}

#[test]
fn pages_at_their_own_size_are_refused_where_they_do_not_fit() {
    let pdf = coded(4, (595.0, 842.0));
    let actual = ImposeOptions {
        sheets: SheetOptions {
            scale: Scale::Actual,
            ..options(Scheme::Saddle).sheets
        },
        ..options(Scheme::Saddle)
    };
    let finding = Work::read(&pdf, &actual, &mut Report::new()).err().unwrap();
    assert_eq!(finding.code, "impose-no-room");
    assert!(finding.message.contains("70.7 %"), "{}", finding.message);
}

#[test]
fn preferences_and_boxes_are_set_and_the_rest_is_left_alone() {
    let pdf = sample("chromium");
    let pages = draw(&pdf, 30.0);
    let trim = Rect::new(10.0, 20.0, 200.0, 300.0);
    let wanted = Preferences {
        duplex: Some(Duplex::LongEdge),
        actual_size: true,
        layout: Some(PageLayout::TwoPageRight),
        direction: Some(Binding::Right),
    };
    let boxes = Boxes {
        bleed: trim.inset(-5.0),
        trim,
    };
    let passes = [Pass::Viewer(wanted), Pass::Boxes(vec![boxes; 8])];
    let done = |passes: &[Pass]| prepress(&pdf, passes, &mut Report::new());
    let preferred = done(&passes).unwrap();
    assert!(preferences(&preferred).contains(&("Duplex".into(), "DuplexFlipLongEdge".into())));
    assert!(preferences(&preferred).contains(&("PageLayout".into(), "TwoPageRight".into())));
    let document = Document::load_mem(&preferred).unwrap();
    for id in document.page_iter() {
        let page = document.get_dictionary(id).unwrap();
        let media = numbers(page.get(b"MediaBox").unwrap());
        let found = numbers(page.get(b"TrimBox").unwrap());
        for (found, expected) in found.iter().zip([10.0, media[3] - 300.0, 200.0, media[3] - 20.0]) {
            assert!((found - expected).abs() < 0.001);
        }
        assert!((numbers(page.get(b"BleedBox").unwrap())[0] - 5.0).abs() < 0.001);
    }
    for (before, after) in pages.iter().zip(draw(&preferred, 30.0)) {
        assert_eq!(before.grey, after.grey);
    }
    assert_eq!(preferred, done(&passes).unwrap());
    assert_eq!(done(&[]).unwrap(), pdf);
    assert!(done(&[Pass::Boxes(vec![boxes])]).is_err());
}
