//! The cover as a picture: the theme's cover laid out for a reader's shelf.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use super::layout::{COVER, lay_out};
use super::outline;
use super::world::FontSet;
use crate::config::Ink;
use crate::diagnostic::{Diagnostic, Report};
use crate::edition::Edition;
use crate::imposition::Size;
use crate::imposition::fit::Tuning;
use crate::media::{Kind, Picture};

/// Width and height in pixels: the 5 : 8 that shelves expect, at the size that stores ask for.
pub const PIXELS: (u32, u32) = (1600, 2560);
/// Points across: the picture is laid out on a page as wide as A5, so that type has the printed cover's weight.
const WIDTH: f64 = 420.0;
/// The quality (1 to 100) of the cover's JPEG.
const QUALITY: u8 = 90;

/// Makes the cover's picture, as PNG.
pub fn picture(edition: &Edition, fonts: &FontSet, report: &mut Report) -> Option<Picture> {
    let document = page(edition, fonts, report)?;
    let page = document.pages().first()?;
    let (width, _) = PIXELS;
    let options = RenderOptions {
        pixel_per_pt: Scalar::new(f64::from(width) / WIDTH),
        render_bleed: false,
    };
    let pixmap = typst_render::render(page, &options);
    let (width, height) = (pixmap.width(), pixmap.height());
    let pixels = without_alpha(pixmap.take());
    // A photograph as PNG is more than stores take of an EPUB's cover.
    let shows = edition.config.book.cover_image.is_some() && edition.config.pdf.ink != Ink::Low;
    let made = encode(&pixels, (width, height), shows).and_then(|bytes| {
        let cover = Picture::new(Kind::Png, width, height, bytes);
        if !shows {
            return Ok(cover);
        }
        let small = Picture::new(Kind::Jpeg, width, height, as_jpeg(&pixels, (width, height))?);
        Ok(cover.with_small(small))
    });
    match made {
        Ok(cover) => Some(cover),
        Err(error) => {
            report.add(Diagnostic::error(
                "cover",
                format!("the cover's picture cannot be written: {error}"),
            ));
            None
        }
    }
}

/// The cover as the page that is drawn.
pub fn page(edition: &Edition, fonts: &FontSet, report: &mut Report) -> Option<PagedDocument> {
    let (width, height) = PIXELS;
    let size = Size::new(WIDTH, WIDTH * f64::from(height) / f64::from(width));
    lay_out(edition, COVER, size, Tuning::NONE, fonts, report).map(outline::behind)
}

/// RGB as PNG. Covers of type are flat colour: rows as they are deflate to half of what any filter makes of them, and trying harder
/// gains little. Where the cover shows a picture, the opposite is true.
fn encode(pixels: &[u8], (width, height): (u32, u32), shows: bool) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let filter = if shows {
        FilterType::Adaptive
    } else {
        FilterType::NoFilter
    };
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Level(2), filter).write_image(
        pixels,
        width,
        height,
        ExtendedColorType::Rgb8,
    )?;
    Ok(bytes)
}

fn as_jpeg(pixels: &[u8], (width, height): (u32, u32)) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).write_image(pixels, width, height, ExtendedColorType::Rgb8)?;
    Ok(bytes)
}

/// RGB of RGBA: the page is opaque, in the same place: a second buffer of this size costs more than the work.
fn without_alpha(mut pixels: Vec<u8>) -> Vec<u8> {
    let count = pixels.len() / 4;
    for pixel in 0..count {
        pixels.copy_within(4 * pixel..4 * pixel + 3, 3 * pixel);
    }
    pixels.truncate(3 * count);
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_is_left_out() {
        assert_eq!(without_alpha(vec![1, 2, 3, 255, 4, 5, 6, 255]), [1, 2, 3, 4, 5, 6]);
        assert_eq!(without_alpha(Vec::new()), [0; 0]);
    }
}
