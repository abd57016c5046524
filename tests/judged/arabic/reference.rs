//! The page of mixed writing, which was looked at letter by letter, as a picture. `make reference` draws it anew: look at it
//! before it is kept.

use std::path::{Path, PathBuf};

use image::GrayImage;

use super::mixed;
use crate::support::judges;

/// Dots to the inch: enough to see every dot of a letter.
const RESOLUTION: u32 = 100;
/// The pages of the fixture's text.
const PAGES: [usize; 3] = [4, 5, 6];
/// How much lighter or darker (of 255) a dot may be than the picture's about it.
const TOLERANCE: u8 = 96;
/// The share of the page's ink that may differ by more: other versions of a renderer smooth otherwise.
const DIFFERENT: f64 = 0.01;

fn picture(page: usize) -> PathBuf {
    let name = format!("tests/samples/mixed/page-{page}.png");
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn the_page_of_mixed_writing_is_as_it_was_looked_at() {
    for page in PAGES {
        let drawn: GrayImage = image::DynamicImage::from(judges::draw(&mixed().pdf, page, RESOLUTION)).into_luma8();
        if std::env::var_os("KEEP_REFERENCE").is_some() {
            drawn.save(picture(page)).unwrap();
        }
        let kept = image::open(picture(page)).expect("the picture is kept").into_luma8();
        assert_eq!(drawn.dimensions(), kept.dimensions(), "page {page}");
        let (wrong, ink) = (beyond(&drawn, &kept) + beyond(&kept, &drawn), ink(&kept));
        assert!(
            (wrong as f64) < DIFFERENT * ink as f64,
            "page {page}: {wrong} of {ink} dots differ; if it should look so, `make reference`"
        );
    }
}

/// How many dots of one picture are unlike every dot about the same place in the other.
fn beyond(one: &GrayImage, other: &GrayImage) -> usize {
    let near = |x: u32, y: u32| {
        let about = |at: u32, end: u32| at.saturating_sub(1)..(at + 2).min(end);
        let (columns, rows) = (about(x, other.width()), about(y, other.height()));
        rows.flat_map(move |y| columns.clone().map(move |x| (x, y)))
    };
    let unlike = |&(x, y, dot): &(u32, u32, &image::Luma<u8>)| {
        near(x, y).all(|(x, y)| other.get_pixel(x, y).0[0].abs_diff(dot.0[0]) > TOLERANCE)
    };
    one.enumerate_pixels().filter(unlike).count()
}

fn ink(picture: &GrayImage) -> usize {
    picture.pixels().filter(|dot| dot.0[0] < 128).count()
}

#[test]
fn a_letter_that_moves_is_seen() {
    let kept = image::open(picture(PAGES[0]))
        .expect("the picture is kept")
        .into_luma8();
    let mut moved = kept.clone();
    // A word's worth of the page, moved by three dots.
    for y in 110..150 {
        for x in 200..300 {
            *moved.get_pixel_mut(x, y) = *kept.get_pixel(x + 6, y);
        }
    }
    let wrong = beyond(&moved, &kept) + beyond(&kept, &moved);
    assert!(wrong as f64 > 0.002 * ink(&kept) as f64, "{wrong} of {}", ink(&kept));
}
