//! PDFs by LibreOffice, XeTeX, Chromium and a scanner (see `tests/samples/impose/README.md`), imposed and looked at.

use kurras::diagnostic::Report;
use kurras::impose::{BindingFrom, ImposeOptions, Work};
use kurras::imposition::{Binding, Paper, Scheme, SheetOptions};
use lopdf::{Document, Object};

use super::folding::{impose, options};
use super::hands::{Part, Picture, draw};

pub fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!(
        "{}/tests/samples/impose/{name}.pdf",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap()
}

/// The samples that can be imposed, and how many pages each has.
pub const SAMPLES: [(&str, usize); 4] = [("libreoffice", 5), ("xelatex", 6), ("chromium", 8), ("scanner", 3)];

pub const DPI: f32 = 72.0;

/// The greys of a part, block by block.
fn blocks(picture: &Picture, part: Part) -> Vec<f64> {
    const ACROSS: usize = 18;
    const DOWN: usize = 26;
    let mut blocks = Vec::new();
    for row in 0..DOWN {
        for column in 0..ACROSS {
            let along = |from: f64, to: f64, n: usize, of: usize, length: usize| {
                ((from + (to - from) * n as f64 / of as f64) * length as f64) as usize
            };
            let (x0, x1) = (
                along(part.x0, part.x1, column, ACROSS, picture.width),
                along(part.x0, part.x1, column + 1, ACROSS, picture.width),
            );
            let (y0, y1) = (
                along(part.y0, part.y1, row, DOWN, picture.height),
                along(part.y0, part.y1, row + 1, DOWN, picture.height),
            );
            let greys = (y0..y1).flat_map(|y| (x0..x1).map(move |x| f64::from(picture.grey[y * picture.width + x])));
            blocks.push(greys.sum::<f64>() / ((x1 - x0) * (y1 - y0)) as f64);
        }
    }
    blocks
}

/// How much two pictures differ: the mean square over the mean square of their own contrast, 0 for the same.
fn difference(a: &[f64], b: &[f64]) -> f64 {
    let square = |values: &mut dyn Iterator<Item = f64>| values.map(|value| value * value).sum::<f64>();
    let apart = square(&mut a.iter().zip(b).map(|(a, b)| a - b));
    let ink = square(&mut a.iter().map(|a| 255.0 - a)) + square(&mut b.iter().map(|b| 255.0 - b));
    if ink == 0.0 { 0.0 } else { apart / ink }
}

/// Where a page is in a cell of the same shape as most pages: in the middle, smaller if it must be.
fn inside(cell: Part, page: &Picture, common: &Picture) -> Part {
    let (w, h) = (
        page.width as f64 / common.width as f64,
        page.height as f64 / common.height as f64,
    );
    let scale = (1.0 / w).min(1.0 / h).min(1.0);
    let inset = |from: f64, to: f64, part: f64| {
        (
            (from + to - part * scale * (to - from)) / 2.0,
            (from + to + part * scale * (to - from)) / 2.0,
        )
    };
    let ((x0, x1), (y0, y1)) = (inset(cell.x0, cell.x1, w), inset(cell.y0, cell.y1, h));
    Part { x0, y0, x1, y1 }
}

const WHOLE: Part = Part {
    x0: 0.0,
    y0: 0.0,
    x1: 1.0,
    y1: 1.0,
};

/// Holds the halves of saddle-stitched sides against the pages that must be on them, blanks filling up to a multiple of four:
/// right-bound, page 1 is on the left of the first side and the last one beside it; then inwards.
pub fn halves_look_like_pages(name: &str, pages: &[Picture], sides: &[Picture], binding: Binding, back_cover: bool) {
    let whole = pages.len().div_ceil(4) * 4;
    assert_eq!(sides.len(), whole / 2, "{name}");
    let text = if back_cover { pages.len() - 1 } else { pages.len() };
    for place in 0..whole {
        let second_half = place >= whole / 2;
        let side = if second_half { whole - 1 - place } else { place };
        let left = ((side % 2 == 0) != second_half) == (binding == Binding::Right);
        let half = if left {
            Part { x1: 0.5, ..WHOLE }
        } else {
            Part { x0: 0.5, ..WHOLE }
        };
        // At the fold a neighbour's edge may grey a pixel.
        let clear = Part {
            x0: half.x0 + 0.01,
            x1: half.x1 - 0.01,
            ..half
        };
        let page = match place {
            place if place < text => Some(place),
            place if back_cover && place == whole - 1 => Some(pages.len() - 1),
            _ => None,
        };
        let Some(page) = page else {
            assert!(
                blocks(&sides[side], clear).iter().all(|grey| *grey > 254.0),
                "{name}: place {place} is not blank"
            );
            continue;
        };
        let seen = blocks(&sides[side], inside(half, &pages[page], &pages[0]));
        let own = difference(&seen, &blocks(&pages[page], WHOLE));
        assert!(own < 0.05, "{name}: page {} differs by {own}", page + 1);
        if blocks(&pages[page], WHOLE).iter().all(|grey| *grey > 254.0) {
            continue;
        }
        for (other, picture) in pages.iter().enumerate().filter(|(other, _)| *other != page) {
            let apart = difference(&seen, &blocks(picture, WHOLE));
            assert!(
                apart > own * 2.0,
                "{name}: page {} looks like {} ({apart} against {own})",
                page + 1,
                other + 1
            );
        }
    }
}

#[test]
fn each_half_looks_like_its_page() {
    for (name, count) in SAMPLES {
        let pdf = sample(name);
        let pages = draw(&pdf, DPI);
        assert_eq!(pages.len(), count, "{name}");
        for binding in [Binding::Right, Binding::Left] {
            let options = ImposeOptions {
                binding: Some(binding),
                ..options(Scheme::Saddle)
            };
            halves_look_like_pages(name, &pages, &draw(&impose(&pdf, &options), DPI), binding, false);
        }
    }
}

#[test]
fn sheets_draw_for_every_scheme() {
    for (name, _) in SAMPLES {
        let pdf = sample(name);
        for (scheme_name, scheme) in Scheme::NAMED {
            let sides = draw(&impose(&pdf, &options(scheme)), 20.0);
            let inked = sides
                .iter()
                .filter(|side| side.grey.iter().any(|grey| *grey < 200))
                .count();
            assert!(
                inked * 2 >= sides.len(),
                "{name} as {scheme_name}: {inked} of {} sides have anything on them",
                sides.len()
            );
        }
    }
}

fn streams(pdf: &[u8], wanted: fn(&lopdf::Dictionary) -> bool) -> Vec<Vec<u8>> {
    let document = Document::load_mem(pdf).unwrap();
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    streams
        .filter(|stream| wanted(&stream.dict))
        .map(|stream| stream.get_plain_content().unwrap_or_else(|_| stream.content.clone()))
        .collect()
}

/// Text stays text: every page's content is on the sheets as it was, each once, and so is each font.
#[test]
fn content_and_fonts_are_kept_and_written_once() {
    for (name, count) in SAMPLES {
        let pdf = sample(name);
        for scheme in [Scheme::Saddle, Scheme::FourUp] {
            let sheets = impose(&pdf, &options(scheme));
            let is_font = |dict: &lopdf::Dictionary| {
                dict.has(b"Length1")
                    || matches!(dict.get(b"Subtype"), Ok(Object::Name(name)) if name == b"CIDFontType0C" || name == b"OpenType")
            };
            let sorted = |mut streams: Vec<Vec<u8>>| {
                streams.sort();
                streams
            };
            assert_eq!(
                sorted(streams(&sheets, is_font)),
                sorted(streams(&pdf, is_font)),
                "{name}: fonts"
            );

            let is_form =
                |dict: &lopdf::Dictionary| matches!(dict.get(b"Subtype"), Ok(Object::Name(name)) if name == b"Form");
            let forms = streams(&sheets, is_form);
            let original = Document::load_mem(&pdf).unwrap();
            for (number, id) in original.get_pages() {
                let content = original.get_page_content(id);
                let copies = forms
                    .iter()
                    .filter(|form| form.trim_ascii() == content.trim_ascii())
                    .count();
                assert!(copies >= 1, "{name}: page {number}'s content is not on the sheets");
            }
            assert!(forms.len() >= count, "{name}");
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for (name, _) in SAMPLES {
        let pdf = sample(name);
        assert_eq!(
            impose(&pdf, &options(Scheme::Zine)),
            impose(&pdf, &options(Scheme::Zine)),
            "{name}"
        );
    }
}

#[test]
fn the_binding_is_the_pdfs_own_unless_told() {
    let binding = |name: &str, asked: Option<Binding>| {
        let options = ImposeOptions {
            sheets: SheetOptions {
                paper: Paper::A4,
                ..options(Scheme::Saddle).sheets
            },
            binding: asked,
            ..options(Scheme::Saddle)
        };
        Work::read(&sample(name), &options, &mut Report::new())
            .unwrap()
            .binding()
    };
    assert_eq!(binding("chromium", None), (Binding::Right, BindingFrom::Language));
    assert_eq!(binding("scanner", None), (Binding::Left, BindingFrom::Nothing));
    assert_eq!(
        binding("chromium", Some(Binding::Left)),
        (Binding::Left, BindingFrom::Options)
    );
}

#[test]
fn dropped_links_and_odd_sizes_are_told() {
    let mut report = Report::new();
    Work::read(&sample("xelatex"), &options(Scheme::Saddle), &mut report)
        .unwrap()
        .write(None, &mut report)
        .unwrap();
    let codes: Vec<&str> = report.sorted().iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["impose-page-size", "impose-links"]);
}
