//! Every scheme × binding × flip × 1 to 64 pages reads in order and the right way up.

use super::paper_model::{Seen, read};
use crate::imposition::{Binding, Flip, Job, MarkSet, Paper, Scale, Scheme, SheetOptions, Size, impose};

pub const SCHEMES: [Scheme; 11] = [
    Scheme::Saddle,
    Scheme::Signatures { sheets: 1 },
    Scheme::Signatures { sheets: 3 },
    Scheme::Signatures { sheets: 4 },
    Scheme::Signatures { sheets: 100 },
    Scheme::SaddleTwoUp,
    Scheme::TwoUp,
    Scheme::FourUp,
    Scheme::Zine,
    Scheme::Cards,
    Scheme::Duplex,
];
pub const BINDINGS: [Binding; 2] = [Binding::Left, Binding::Right];
pub const FLIPS: [Flip; 2] = [Flip::ShortEdge, Flip::LongEdge];

/// Every job of the matrix, for one page size and paper.
pub fn jobs(page: Size, paper: Paper) -> impl Iterator<Item = Job> {
    let counts = SCHEMES
        .into_iter()
        .flat_map(|scheme| (1..=64).map(move |pages| (scheme, pages)));
    counts.flat_map(move |(scheme, pages)| {
        BINDINGS.into_iter().flat_map(move |binding| {
            FLIPS.into_iter().flat_map(move |flip| {
                [false, true].map(|back_cover| Job {
                    back_cover,
                    ..Job::new(
                        pages,
                        page,
                        binding,
                        SheetOptions {
                            scheme,
                            flip,
                            ..SheetOptions::on(paper)
                        },
                    )
                })
            })
        })
    })
}

/// The job with every mark.
pub fn marked(job: Job) -> Job {
    Job {
        sheets: job.sheets.with_marks(MarkSet::ALL, None),
        ..job
    }
}

/// The pages a reader must find: all of them in order; blanks fill `unit`, at the end or before the back cover.
fn expected(job: &Job) -> Vec<Seen> {
    let unit = match job.sheets.scheme {
        Scheme::Saddle | Scheme::SaddleTwoUp | Scheme::Signatures { .. } => 4,
        Scheme::Zine => 8,
        _ => 2,
    };
    let mut seen: Vec<Seen> = (1..=job.pages).map(Seen::Page).collect();
    let last = seen.len() - 1;
    let at = if job.back_cover && job.pages > 1 && job.sheets.scheme != Scheme::Cards {
        last
    } else {
        last + 1
    };
    while !seen.len().is_multiple_of(unit) {
        seen.insert(at, Seen::Blank);
    }
    seen
}

fn check(job: &Job) {
    let work = impose(job).unwrap_or_else(|problem| panic!("{job:?}: {problem}"));
    let copies = read(&work, job.binding, job.sheets.flip);
    let expected = expected(job);
    for mut copy in copies {
        if job.sheets.scheme == Scheme::Cards {
            if job.pages <= 2 {
                let card = expected.clone();
                assert!(copy.chunks(2).all(|seen| seen == card), "{job:?}: {copy:?}");
                continue;
            }
            // The last sheet's empty places are no cards.
            assert!(
                copy[expected.len()..].iter().all(|seen| *seen == Seen::Blank),
                "{job:?}"
            );
            copy.truncate(expected.len());
        }
        assert_eq!(copy, expected, "{job:?}");
    }
}

#[test]
fn every_job_reads_in_order_on_matching_paper() {
    jobs(Paper::A5.size(), Paper::A4).for_each(|job| check(&job));
}

#[test]
fn every_job_reads_in_order_on_other_paper_and_with_marks() {
    let odd = Size::mm(120.0, 95.0);
    for (page, paper) in [
        (Paper::A4.size(), Paper::Letter),
        (odd, Paper::A3),
        (Size::mm(130.0, 130.0), Paper::Custom(Size::mm(300.0, 300.0))),
    ] {
        for job in jobs(page, paper).filter(|job| job.pages % 7 < 3) {
            check(&marked(job));
        }
    }
}

#[test]
fn every_job_reads_in_order_at_its_own_size() {
    for job in jobs(Paper::A6.size(), Paper::A3).filter(|job| job.pages % 5 == 1) {
        check(&Job {
            sheets: SheetOptions {
                scale: Scale::Actual,
                ..job.sheets
            },
            ..job
        });
    }
}

/// The model can fail: a printer that flips the other way turns every back upside down.
#[test]
fn the_wrong_flip_is_noticed() {
    for scheme in SCHEMES.into_iter().filter(|scheme| *scheme != Scheme::Zine) {
        let job = Job::new(
            16,
            Paper::A5.size(),
            Binding::Right,
            SheetOptions {
                scheme,
                ..SheetOptions::on(Paper::A4)
            },
        );
        let work = impose(&job).unwrap();
        let copies = read(&work, job.binding, Flip::LongEdge);
        assert!(
            copies.iter().all(|copy| copy
                .iter()
                .any(|seen| matches!(seen, Seen::UpsideDown(_) | Seen::Confused))),
            "{scheme}"
        );
    }
}

/// The model can fail: bound on the other side, page 1 is not in front.
#[test]
fn the_wrong_binding_is_noticed() {
    for scheme in [Scheme::Saddle, Scheme::SaddleTwoUp, Scheme::Zine, Scheme::Cards] {
        let job = Job::new(
            16,
            Paper::A6.size(),
            Binding::Right,
            SheetOptions {
                scheme,
                ..SheetOptions::on(Paper::A4)
            },
        );
        let work = impose(&job).unwrap();
        assert_ne!(
            read(&work, Binding::Left, job.sheets.flip)[0],
            expected(&job),
            "{scheme}"
        );
    }
}

#[test]
fn a_right_bound_cover_is_on_the_left_half() {
    let job = Job::new(16, Paper::A5.size(), Binding::Right, SheetOptions::on(Paper::A4));
    let work = impose(&job).unwrap();
    let halves: Vec<_> = work.sheets[0]
        .front
        .placements
        .iter()
        .map(|p| (p.page, p.trim.x0 < work.size.width / 2.0 - 1.0))
        .collect();
    assert_eq!(halves, [(Some(1), true), (Some(16), false)]);
}
