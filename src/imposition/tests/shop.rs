//! Print-shop pages and fitting.

use std::convert::Infallible;

use crate::imposition::fit::{Bounds, Tuning, fit};
use crate::imposition::geometry::MM;
use crate::imposition::print::{BLEED, PageOrder, page_order, print_cover, print_page, resolution, spine_width};
use crate::imposition::{Binding, MarkKind, Paper, Rect, Size, Thickness};

#[test]
fn boxes_lie_within_each_other_and_marks_outside_the_bleed() {
    for bleed in [0.0, BLEED, 9.0, 8.0 * MM] {
        for crop_marks in [false, true] {
            let page = print_page(Paper::A5.size(), bleed, crop_marks);
            let media = Rect::of(page.media);
            assert!(
                media.holds(page.bleed, 1e-9) && page.bleed.holds(page.trim, 1e-9) && page.trim.holds(page.safe, 1e-9)
            );
            assert!((page.trim.size().width - 148.0 * MM).abs() < 1e-9);
            assert!((page.trim.x0 - page.bleed.x0 - bleed).abs() < 1e-9);
            assert_eq!(page.marks.len(), if crop_marks { 8 } else { 0 });
            for mark in &page.marks {
                let area = Rect::new(mark.from.x, mark.from.y, mark.to.x, mark.to.y);
                assert!(media.inset(0.9 * MM).holds(area, 0.0));
                assert!(
                    !page.bleed.inset(1e-6).overlaps(area.inset(-1e-7), 0.0),
                    "{bleed} {mark:?}"
                );
            }
        }
    }
    assert_eq!(
        print_page(Size::mm(100.0, 100.0), BLEED, false).media,
        Size::mm(106.0, 106.0)
    );
}

#[test]
fn a_cover_is_front_spine_and_back() {
    let spine = spine_width(200, Thickness::mm(0.1).unwrap(), Some(Thickness::mm(0.3).unwrap()));
    assert!((spine / MM - 10.6).abs() < 1e-9);
    for binding in [Binding::Left, Binding::Right] {
        let cover = print_cover(Paper::A5.size(), spine, binding, BLEED, true);
        assert!((cover.page.trim.size().width / MM - 306.6).abs() < 1e-9);
        assert!((cover.spine.size().width - spine).abs() < 1e-9);
        assert_eq!(cover.front.x0 < cover.back.x0, binding == Binding::Right);
        let folds: Vec<f64> = cover
            .page
            .marks
            .iter()
            .filter(|mark| mark.kind == MarkKind::Fold)
            .map(|mark| mark.from.x)
            .collect();
        assert_eq!(folds, [cover.spine.x0, cover.spine.x0, cover.spine.x1, cover.spine.x1]);
    }
}

#[test]
fn an_odd_page_still_makes_a_leaf() {
    let paper = Thickness::mm(0.1).unwrap();
    assert_eq!(spine_width(3, paper, None), spine_width(4, paper, None));
}

#[test]
fn reversed_orders_are_even_and_keep_the_back_cover_last() {
    assert_eq!(page_order(3, PageOrder::Reading, false), [Some(1), Some(2), Some(3)]);
    assert_eq!(
        page_order(4, PageOrder::Reversed, false),
        [Some(4), Some(3), Some(2), Some(1)]
    );
    assert_eq!(
        page_order(3, PageOrder::Reversed, false),
        [None, Some(3), Some(2), Some(1)]
    );
    assert_eq!(
        page_order(3, PageOrder::Reversed, true),
        [Some(3), None, Some(2), Some(1)]
    );
}

#[test]
fn resolution_is_of_the_worse_direction() {
    assert_eq!(resolution((600, 300), Size::new(72.0, 72.0)), 300.0);
}

/// A pamphlet whose pages shrink with its text.
fn layout(pages: f64) -> impl FnMut(Tuning) -> Result<usize, Infallible> {
    move |tuning| Ok((pages * tuning.size * tuning.size * tuning.leading * tuning.margin.sqrt()).ceil() as usize)
}

#[test]
fn a_fit_saves_a_sheet_with_the_smallest_change() {
    let found = fit(17, Bounds::default(), layout(16.2)).unwrap().unwrap();
    assert_eq!((found.pages, found.sheets_saved), (16, 1));
    assert_eq!(
        (found.tuning.size, found.tuning.leading),
        (1.0, 1.0),
        "margins give way first: {found:?}"
    );
    let harder = fit(18, Bounds::default(), layout(17.9)).unwrap().unwrap();
    assert!(harder.tuning.size < 1.0 && harder.tuning.size >= 0.95);
}

const TIGHT: Bounds = Bounds {
    size: 0.01,
    leading: 0.01,
    margin: 0.02,
};

#[test]
fn no_fit_is_made_where_none_is_needed_or_possible() {
    let never = |_: Tuning| -> Result<usize, Infallible> { panic!("laid out for nothing") };
    assert_eq!(fit(16, Bounds::default(), never).unwrap(), None);
    assert_eq!(fit(3, Bounds::default(), never).unwrap(), None);
    assert_eq!(fit(19, TIGHT, layout(19.0)).unwrap(), None);
    assert_eq!(
        fit(
            17,
            Bounds {
                size: 0.0,
                leading: 0.0,
                margin: 0.0
            },
            layout(16.5)
        )
        .unwrap(),
        None
    );
}

#[test]
fn a_fit_that_fails_says_so() {
    assert_eq!(fit(17, Bounds::default(), |_| Err("broken")), Err("broken"));
}
