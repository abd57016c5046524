//! Every scheme × binding × flip × 1 to 64 pages, from the finished PDF to the folded thing.

use kurras::diagnostic::Report;
use kurras::impose::{ImposeOptions, PageBox, Work};
use kurras::imposition::{Binding, Flip, Paper, Scheme, SheetOptions};
use rayon::prelude::*;

use super::hands::{booklets, cards, draw, print, print_fronts, stacks, zines};
use super::sample::{Seen, coded};

/// A quarter of an A4 sheet: every scheme fills it or a part of it to the edge.
const QUARTER: (f32, f32) = (297.638, 420.945);

pub fn options(scheme: Scheme) -> ImposeOptions {
    ImposeOptions {
        sheets: SheetOptions {
            scheme,
            ..SheetOptions::on(Paper::A4)
        },
        binding: Some(Binding::Right),
        back_cover: false,
        page_box: PageBox::Trim,
    }
}

pub fn impose(pdf: &[u8], options: &ImposeOptions) -> Vec<u8> {
    let mut report = Report::new();
    let work = Work::read(pdf, options, &mut report).unwrap_or_else(|finding| panic!("{options:?}: {finding:?}"));
    work.write(None, &mut report).unwrap()
}

/// What somebody reads who prints the sheets, cuts, folds and nests them as the scheme is meant.
fn read(sheets: &[u8], options: &ImposeOptions) -> Vec<Vec<Seen>> {
    let sides = draw(sheets, 10.0);
    let binding = options.binding.unwrap();
    match options.sheets.scheme {
        Scheme::Saddle => booklets(&print(sides, options.sheets.flip), 1, usize::MAX, binding),
        Scheme::SaddleTwoUp => booklets(&print(sides, options.sheets.flip), 2, usize::MAX, binding),
        Scheme::Signatures { sheets } => booklets(&print(sides, options.sheets.flip), 1, sheets, binding),
        Scheme::TwoUp => stacks(&print(sides, options.sheets.flip), 2, 1),
        Scheme::FourUp => stacks(&print(sides, options.sheets.flip), 2, 2),
        Scheme::Duplex => stacks(&print(sides, options.sheets.flip), 1, 1),
        Scheme::Zine => vec![zines(&print_fronts(sides), binding)],
        Scheme::Cards => {
            let printed = if sides.len() == 1 {
                print_fronts(sides)
            } else {
                print(sides, options.sheets.flip)
            };
            vec![cards(&printed, 2, 2, binding)]
        }
    }
}

/// Pages in order; blanks to the next multiple of `unit`, before the last page if that is a back cover.
fn expected(pages: usize, unit: usize, back_cover: bool) -> Vec<Seen> {
    let mut seen: Vec<Seen> = (1..=pages).map(Seen::Page).collect();
    let at = if back_cover && pages > 1 { pages - 1 } else { pages };
    while !seen.len().is_multiple_of(unit) {
        seen.insert(at, Seen::Blank);
    }
    seen
}

fn check(pdf: &[u8], pages: usize, options: &ImposeOptions) {
    let copies = read(&impose(pdf, options), options);
    let (unit, count) = match options.sheets.scheme {
        Scheme::Saddle | Scheme::Signatures { .. } => (4, 1),
        Scheme::SaddleTwoUp => (4, 2),
        Scheme::TwoUp => (2, 2),
        Scheme::FourUp => (2, 4),
        Scheme::Duplex => (2, 1),
        Scheme::Zine => (8, 1),
        Scheme::Cards => (8, 1),
    };
    let expected = match (options.sheets.scheme, pages) {
        // A single card is repeated.
        (Scheme::Cards, 1 | 2) => expected(pages, 2, false).repeat(4),
        (Scheme::Cards, _) => expected(pages, unit, false),
        _ => expected(pages, unit, options.back_cover),
    };
    assert_eq!(copies.len(), count);
    for copy in copies {
        assert_eq!(copy, expected, "{pages} pages, {options:?}");
    }
}

fn check_all(scheme: Scheme) {
    (1..=64usize).into_par_iter().for_each(|pages| {
        let pdf = coded(pages, QUARTER);
        for binding in [Binding::Left, Binding::Right] {
            for flip in [Flip::ShortEdge, Flip::LongEdge] {
                let back_cover = pages % 3 == 0;
                check(
                    &pdf,
                    pages,
                    &ImposeOptions {
                        sheets: SheetOptions {
                            flip,
                            ..options(scheme).sheets
                        },
                        binding: Some(binding),
                        back_cover,
                        ..options(scheme)
                    },
                );
            }
        }
    });
}

/// One test a scheme, so that a failure says which.
macro_rules! folded {
    ($($name:ident: $scheme:expr;)*) => { $(#[test] fn $name() { check_all($scheme); })* };
}

folded! {
    saddle_stitch: Scheme::Saddle;
    signatures_of_eight: Scheme::Signatures { sheets: 2 };
    signatures_of_sixteen: Scheme::Signatures { sheets: 4 };
    saddle_stitch_two_up: Scheme::SaddleTwoUp;
    two_up: Scheme::TwoUp;
    four_up: Scheme::FourUp;
    zine: Scheme::Zine;
    all_cards: Scheme::Cards;
    duplex: Scheme::Duplex;
}

/// The judge can fail: one scheme folded as if it were another, bound on the wrong side, printed with the wrong flip.
#[test]
fn wrong_hands_are_noticed() {
    let pdf = coded(16, QUARTER);
    let right = options(Scheme::Saddle);
    let sheets = impose(&pdf, &right);
    let good = expected(16, 4, false);
    assert_eq!(read(&sheets, &right), std::slice::from_ref(&good));
    for wrong in [
        ImposeOptions {
            binding: Some(Binding::Left),
            ..right
        },
        ImposeOptions {
            sheets: SheetOptions {
                flip: Flip::LongEdge,
                ..right.sheets
            },
            ..right
        },
        ImposeOptions {
            sheets: SheetOptions {
                scheme: Scheme::Signatures { sheets: 2 },
                ..right.sheets
            },
            ..right
        },
    ] {
        assert_ne!(read(&sheets, &wrong), std::slice::from_ref(&good), "{wrong:?}");
    }
}
