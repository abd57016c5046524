//! The cover as a picture: the theme's cover laid out for a reader's shelf.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use typst::utils::Scalar;
use typst_render::RenderOptions;

use super::layout::{COVER, lay_out};
use super::outline;
use super::world::FontSet;
use crate::artifact::{Artifact, Format};
use crate::diagnostic::{Diagnostic, Report};
use crate::edition::Edition;
use crate::imposition::Size;
use crate::imposition::fit::Tuning;

/// Width and height in pixels: the 5 : 8 that shelves expect, at the size that stores ask for.
pub const PIXELS: (u32, u32) = (1600, 2560);
/// Points across: the picture is laid out on a page as wide as A5, so that type has the printed cover's weight.
const WIDTH: f64 = 420.0;

/// Makes the cover's picture, as PNG.
pub fn picture(edition: &Edition, fonts: &FontSet, report: &mut Report) -> Option<Artifact> {
    let (width, height) = PIXELS;
    let size = Size::new(WIDTH, WIDTH * f64::from(height) / f64::from(width));
    let document = outline::behind(lay_out(edition, COVER, size, Tuning::NONE, fonts, report)?);
    let page = document.pages().first()?;
    let options = RenderOptions {
        pixel_per_pt: Scalar::new(f64::from(width) / WIDTH),
        render_bleed: false,
    };
    let pixmap = typst_render::render(page, &options);
    match encode(pixmap.data(), pixmap.width(), pixmap.height()) {
        Ok(bytes) => Some(Artifact::new(
            Format::Cover,
            &edition.config.book.stem(),
            "cover",
            bytes,
            None,
        )),
        Err(error) => {
            report.add(Diagnostic::error(
                "cover",
                format!("the cover's picture cannot be written: {error}"),
            ));
            None
        }
    }
}

/// RGB as PNG. The page is opaque, so alpha is left out; filters are fixed and compression is quick: covers are flat colour,
/// on which trying harder gains little.
fn encode(rgba: &[u8], width: u32, height: u32) -> image::ImageResult<Vec<u8>> {
    let rgb: Vec<u8> = rgba
        .as_chunks::<4>()
        .0
        .iter()
        .flat_map(|[r, g, b, _]| [*r, *g, *b])
        .collect();
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Up).write_image(
        &rgb,
        width,
        height,
        ExtendedColorType::Rgb8,
    )?;
    Ok(bytes)
}
