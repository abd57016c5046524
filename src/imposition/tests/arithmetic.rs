//! Sizes, creep, marks and refusals.

use super::reading::{SCHEMES, jobs, marked};
use crate::imposition::geometry::MM;
use crate::imposition::{
    Binding, Creep, Flip, Job, MarkKind, MarkSet, Paper, Placement, Point, Problem, Rect, SAFE_EDGE, Scale, Scheme,
    SheetOptions, Size, Thickness, Transform, impose,
};

fn booklet(pages: usize, binding: Binding) -> Job {
    laid(pages, binding, SheetOptions::on(Paper::A4))
}

fn laid(pages: usize, binding: Binding, sheets: SheetOptions) -> Job {
    Job::new(pages, Paper::A5.size(), binding, sheets)
}

/// The two pages of a side of a nest: `page` and its neighbour, in millimetres from the fold.
fn spine_distance(job: &Job, page: usize) -> f64 {
    let work = impose(job).unwrap();
    let middle = work.size.width / 2.0;
    let placement = work
        .sides()
        .flat_map(|side| &side.placements)
        .find(|p| p.page == Some(page))
        .unwrap();
    let edges = [Point::new(0.0, 0.0), Point::new(job.page.width, 0.0)].map(|at| placement.transform.apply(at).x);
    let outwards = if edges.iter().sum::<f64>() / 2.0 < middle {
        -1.0
    } else {
        1.0
    };
    edges
        .into_iter()
        .map(|x| (x - middle) * outwards)
        .fold(f64::INFINITY, f64::min)
        / MM
}

#[test]
fn sheets_are_as_large_as_the_paper() {
    let work = impose(&booklet(8, Binding::Right)).unwrap();
    assert_eq!(work.size, Size::mm(297.0, 210.0));
    assert_eq!(work.sheets.len(), 2);
    let pocket = Job::new(
        8,
        Paper::A6.size(),
        Binding::Right,
        SheetOptions {
            scheme: Scheme::SaddleTwoUp,
            ..SheetOptions::on(Paper::A4)
        },
    );
    assert_eq!(impose(&pocket).unwrap().size, Size::mm(210.0, 297.0));
}

#[test]
fn pages_stay_on_the_sheet_and_apart() {
    for job in jobs(Paper::A5.size(), Paper::A4).filter(|job| job.pages % 9 == 1) {
        for job in [job, marked(job)] {
            let work = impose(&job).unwrap();
            for side in work.sides() {
                let clear = Rect::of(work.size).inset(job.sheets.edge);
                for (index, p) in side.placements.iter().enumerate() {
                    assert!(clear.holds(p.clip, 1e-6), "{job:?}");
                    assert!(
                        side.placements[..index]
                            .iter()
                            .all(|other| !other.clip.overlaps(p.clip, 1e-6)),
                        "{job:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn marks_stand_outside_every_page_and_on_the_sheet() {
    for job in jobs(Paper::A5.size(), Paper::A4).filter(|job| job.pages % 9 == 1) {
        let job = marked(job);
        let work = impose(&job).unwrap();
        for side in work.sides() {
            assert!(!side.marks.is_empty() || job.sheets.scheme == Scheme::Cards, "{job:?}");
            assert!(side.slug.is_some(), "{job:?}");
            for mark in side.marks.iter().filter(|mark| mark.kind != MarkKind::Slit) {
                let on_fold = mark.kind == MarkKind::Bind && matches!(job.sheets.scheme, Scheme::Signatures { .. });
                let area = Rect::new(mark.from.x, mark.from.y, mark.to.x, mark.to.y);
                assert!(Rect::of(work.size).holds(area, 0.0), "{job:?} {mark:?}");
                assert!(
                    on_fold
                        || side
                            .placements
                            .iter()
                            .all(|p| !p.trim.inset(-0.01).overlaps(area.inset(-0.01), 0.0)),
                    "{job:?} {mark:?}"
                );
            }
            let room = side
                .slug
                .map(|slug| slug.transform.apply_rect(Rect::of(slug.size)))
                .unwrap();
            assert!(
                Rect::of(work.size).inset(4.9 * MM).holds(room, 0.01),
                "{job:?} {room:?}"
            );
            assert!(side.placements.iter().all(|p| !p.trim.overlaps(room, 0.0)), "{job:?}");
        }
    }
}

#[test]
fn without_room_there_are_no_marks() {
    let job = laid(
        4,
        Binding::Right,
        SheetOptions {
            marks: MarkSet::ALL,
            ..SheetOptions::on(Paper::A4)
        },
    );
    let work = impose(&job).unwrap();
    assert!(work.sides().all(|side| side.marks.is_empty() && side.slug.is_none()));
}

#[test]
fn creep_moves_inner_pages_by_the_paper_around_them() {
    let thickness = Thickness::mm(0.1).unwrap();
    for binding in [Binding::Left, Binding::Right] {
        for creep in [Creep::Pushout(thickness), Creep::Shingle(thickness)] {
            let plain = booklet(64, binding);
            let job = Job {
                sheets: SheetOptions { creep, ..plain.sheets },
                ..plain
            };
            for (page, sheets_around) in [(1, 0), (2, 0), (64, 0), (3, 1), (31, 15), (32, 15), (33, 15), (34, 15)] {
                let moved = spine_distance(&plain, page) - spine_distance(&job, page);
                assert!(
                    (moved - 0.1 * f64::from(sheets_around)).abs() < 1e-9,
                    "page {page} moved by {moved} mm"
                );
            }
        }
    }
}

#[test]
fn creep_starts_anew_in_each_signature() {
    let creep = Creep::Pushout(Thickness::mm(0.2).unwrap());
    let plain = laid(
        24,
        Binding::Right,
        SheetOptions {
            scheme: Scheme::Signatures { sheets: 2 },
            ..SheetOptions::on(Paper::A4)
        },
    );
    let job = Job {
        sheets: SheetOptions { creep, ..plain.sheets },
        ..plain
    };
    let moved = |page| spine_distance(&plain, page) - spine_distance(&job, page);
    let all: Vec<i64> = (1..=24).map(|page| (moved(page) * 10.0).round() as i64).collect();
    assert_eq!(
        all,
        [0, 0, 2, 2, 2, 2, 0, 0, 0, 0, 2, 2, 2, 2, 0, 0, 0, 0, 2, 2, 2, 2, 0, 0]
    );
}

#[test]
fn shingling_moves_the_trim_and_pushout_does_not() {
    let thickness = Thickness::mm(0.25).unwrap();
    let fore_edge = |creep| {
        let work = impose(&laid(
            16,
            Binding::Right,
            SheetOptions {
                creep,
                ..SheetOptions::on(Paper::A4)
            },
        ))
        .unwrap();
        let inner = work.sheets[3]
            .front
            .placements
            .iter()
            .map(|p| p.trim.x0)
            .fold(f64::INFINITY, f64::min);
        inner / MM
    };
    let still = fore_edge(Creep::None);
    assert!((fore_edge(Creep::Pushout(thickness)) - still).abs() < 1e-9);
    assert!((fore_edge(Creep::Shingle(thickness)) - still - 0.75).abs() < 1e-9);
}

#[test]
fn nothing_crosses_the_fold() {
    for gutter in [0.0, 1.0 * MM] {
        let creep = Creep::Pushout(Thickness::mm(0.3).unwrap());
        let job = laid(
            64,
            Binding::Right,
            SheetOptions {
                creep,
                gutter,
                ..SheetOptions::on(Paper::A4)
            },
        );
        let work = impose(&job).unwrap();
        let middle = work.size.width / 2.0;
        let crosses = |p: &Placement| p.clip.x0 < middle - 1e-9 && p.clip.x1 > middle + 1e-9;
        assert!(work.sides().flat_map(|side| &side.placements).all(|p| !crosses(p)));
    }
}

#[test]
fn the_gutter_keeps_pages_from_the_fold() {
    let job = laid(
        16,
        Binding::Left,
        SheetOptions {
            gutter: 3.0 * MM,
            scheme: Scheme::Signatures { sheets: 2 },
            ..SheetOptions::on(Paper::A4)
        },
    );
    for page in 1..=16 {
        assert!((spine_distance(&job, page) - 3.0).abs() < 1e-9);
    }
}

#[test]
fn paper_thickness_follows_its_weight() {
    assert!((Thickness::grammage(80.0).unwrap().in_mm() - 0.104).abs() < 1e-9);
    assert_eq!("0.1mm".parse::<Thickness>().unwrap().in_mm(), 0.1);
    assert_eq!("100g".parse(), Thickness::grammage(100.0).ok_or(String::new()));
    for wrong in ["", "0.1", "-1mm", "9mm", "NaNmm", "1e400g", "thick"] {
        assert!(wrong.parse::<Thickness>().is_err(), "{wrong}");
    }
}

#[test]
fn papers_are_read_and_named() {
    assert_eq!("A4".parse(), Ok(Paper::A4));
    assert_eq!("8.5x11in".parse::<Paper>().unwrap().size(), Paper::Letter.size());
    // As templates and the reference write it, and as people do.
    for text in [
        "120mm x 180mm",
        "120x180mm",
        "12cm × 18cm",
        "12 x 18 cm",
        "12cm x 180mm",
        "120 MM x 180 MM",
    ] {
        assert_eq!(text.parse::<Paper>().unwrap().to_string(), "120x180mm", "{text}");
    }
    for text in ["120mm x 180", "120", "x mm", "12mmx", "120mm x 180mm x 2mm", "axbmm"] {
        assert!(text.parse::<Paper>().is_err(), "{text}");
    }
    let custom: Paper = "100 x 150.5mm".parse().unwrap();
    assert_eq!(custom.to_string(), "100x150.5mm");
    for wrong in ["a44", "0x10mm", "-1x5mm", "10x10", "NaNx10mm", "1e9x1mm", "xmm", "é"] {
        assert!(wrong.parse::<Paper>().is_err(), "{wrong}");
    }
}

#[test]
fn schemes_are_read_and_named() {
    for scheme in SCHEMES {
        assert_eq!(scheme.to_string().parse(), Ok(scheme));
    }
    for wrong in ["signatures-0", "signatures-6", "signatures-x", "origami"] {
        assert!(wrong.parse::<Scheme>().is_err(), "{wrong}");
    }
}

#[test]
fn what_cannot_be_placed_is_refused() {
    let job = booklet(4, Binding::Right);
    let refused = |job: Job| impose(&job).unwrap_err();
    assert_eq!(refused(Job { pages: 0, ..job }), Problem::NoPages);
    assert_eq!(
        refused(Job {
            page: Size::new(0.0, 5.0),
            ..job
        }),
        Problem::NoArea
    );
    assert_eq!(
        refused(Job {
            sheets: SheetOptions {
                paper: Paper::Custom(Size::new(f64::NAN, 5.0)),
                ..job.sheets
            },
            ..job
        }),
        Problem::NoArea
    );
    assert_eq!(
        refused(Job {
            sheets: SheetOptions {
                edge: 200.0 * MM,
                ..job.sheets
            },
            ..job
        }),
        Problem::NoRoom
    );
    assert_eq!(
        refused(Job {
            sheets: SheetOptions {
                scheme: Scheme::Signatures { sheets: 0 },
                ..job.sheets
            },
            ..job
        }),
        Problem::NoSheets
    );
    let large = refused(Job {
        sheets: SheetOptions {
            scale: Scale::Actual,
            ..job.sheets
        },
        page: Paper::A4.size(),
        ..job
    });
    assert!(
        matches!(large, Problem::TooLarge { fits_at } if (fits_at - 210.0 / 297.0).abs() < 1e-3),
        "{large:?}"
    );
    let thick = Creep::Pushout(Thickness::mm(2.0).unwrap());
    assert!(matches!(
        refused(Job {
            sheets: SheetOptions {
                creep: thick,
                ..job.sheets
            },
            pages: 400,
            ..job
        }),
        Problem::TooThick { .. }
    ));
}

#[test]
fn pages_at_their_own_size_may_reach_into_the_edge() {
    let job = laid(
        4,
        Binding::Right,
        SheetOptions {
            scale: Scale::Actual,
            edge: SAFE_EDGE,
            ..SheetOptions::on(Paper::A4)
        },
    );
    let work = impose(&job).unwrap();
    assert!(work.tight);
    assert_eq!(work.scale, 1.0);
    assert!(
        !impose(&Job {
            sheets: SheetOptions {
                paper: Paper::A3,
                ..job.sheets
            },
            ..job
        })
        .unwrap()
        .tight
    );
}

#[test]
fn long_edge_backs_are_short_edge_backs_turned() {
    let short = impose(&booklet(12, Binding::Right)).unwrap();
    let long = impose(&laid(
        12,
        Binding::Right,
        SheetOptions {
            flip: Flip::LongEdge,
            ..SheetOptions::on(Paper::A4)
        },
    ))
    .unwrap();
    let turn = Transform::half_turn(short.size);
    for (a, b) in short.sheets.iter().zip(&long.sheets) {
        assert_eq!(a.front, b.front);
        let (a, b) = (a.back.as_ref().unwrap(), b.back.as_ref().unwrap());
        for (a, b) in a.placements.iter().zip(&b.placements) {
            assert_eq!(a.transform.then(turn), b.transform);
            assert!(a.transform.a > 0.0 && b.transform.a < 0.0);
        }
    }
}

#[test]
fn blanks_are_counted_once_a_copy() {
    for (scheme, blanks) in [
        (Scheme::Saddle, 3),
        (Scheme::SaddleTwoUp, 3),
        (Scheme::TwoUp, 1),
        (Scheme::FourUp, 1),
        (Scheme::Zine, 3),
        (Scheme::Duplex, 1),
    ] {
        let work = impose(&laid(
            5,
            Binding::Right,
            SheetOptions {
                scheme,
                ..SheetOptions::on(Paper::A4)
            },
        ))
        .unwrap();
        assert_eq!(work.blanks(), blanks, "{scheme}");
    }
}

#[test]
fn pdf_matrices_point_upwards() {
    let place = Transform::place(0.5, Point::new(10.0, 20.0));
    // The page's bottom left corner, 100 points down, lands at (10, 70) from the top: at 130 from the bottom of a sheet of 200.
    assert_eq!(place.to_pdf(100.0, 200.0), [0.5, 0.0, 0.0, 0.5, 10.0, 130.0]);
}
