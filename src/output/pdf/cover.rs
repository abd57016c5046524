//! The cover as a picture: the theme's cover laid out for a reader's shelf.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use typst::utils::Scalar;
use typst_render::RenderOptions;

use super::layout::{COVER, lay_out};
use super::outline;
use super::world::FontSet;
use crate::diagnostic::{Diagnostic, Report};
use crate::edition::Edition;
use crate::imposition::Size;
use crate::imposition::fit::Tuning;
use crate::media::{Kind, Picture};

/// Width and height in pixels: the 5 : 8 that shelves expect, at the size that stores ask for.
pub const PIXELS: (u32, u32) = (1600, 2560);
/// Points across: the picture is laid out on a page as wide as A5, so that type has the printed cover's weight.
const WIDTH: f64 = 420.0;

/// Makes the cover's picture, as PNG.
pub fn picture(edition: &Edition, fonts: &FontSet, report: &mut Report) -> Option<Picture> {
    let (width, height) = PIXELS;
    let size = Size::new(WIDTH, WIDTH * f64::from(height) / f64::from(width));
    let document = outline::behind(lay_out(edition, COVER, size, Tuning::NONE, fonts, report)?);
    let page = document.pages().first()?;
    let options = RenderOptions {
        pixel_per_pt: Scalar::new(f64::from(width) / WIDTH),
        render_bleed: false,
    };
    let pixmap = typst_render::render(page, &options);
    let (width, height) = (pixmap.width(), pixmap.height());
    match encode(pixmap.take(), width, height) {
        Ok(bytes) => Some(Picture {
            kind: Kind::Png,
            width,
            height,
            bytes,
        }),
        Err(error) => {
            report.add(Diagnostic::error(
                "cover",
                format!("the cover's picture cannot be written: {error}"),
            ));
            None
        }
    }
}

/// RGB as PNG. The page is opaque, so alpha is left out. Covers are flat colour and type: rows as they are deflate to half of
/// what any filter makes of them, and trying harder gains little.
fn encode(rgba: Vec<u8>, width: u32, height: u32) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let how = (CompressionType::Level(2), FilterType::NoFilter);
    PngEncoder::new_with_quality(&mut bytes, how.0, how.1).write_image(
        &without_alpha(rgba),
        width,
        height,
        ExtendedColorType::Rgb8,
    )?;
    Ok(bytes)
}

/// RGB of RGBA, in the same place: a second buffer of this size costs more than the work.
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
