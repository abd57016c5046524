//! Making pictures of pixels smaller. The arithmetic is in whole numbers, so every machine comes to the same pixels.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage};

/// The picture at `share` of its width and height, in eight bits a channel; none where it cannot be told what its pixels are.
pub(super) fn scaled(image: DynamicImage, share: f64) -> Option<DynamicImage> {
    let side = |pixels: u32| {
        // Cast of a number between 1 and the side that it is made from.
        (f64::from(pixels) * share).round().clamp(1.0, f64::from(pixels)) as u32
    };
    let (width, height) = (side(image.width()), side(image.height()));
    let (image, pixels) = plain(image);
    let source = ImageRef::new(image.width(), image.height(), image.as_bytes(), pixels).ok()?;
    let mut out = Image::new(width, height, pixels);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new().resize(&source, &mut out, &options).ok()?;
    let bytes = out.into_vec();
    match pixels {
        PixelType::U8 => GrayImage::from_raw(width, height, bytes).map(DynamicImage::from),
        PixelType::U8x2 => GrayAlphaImage::from_raw(width, height, bytes).map(DynamicImage::from),
        PixelType::U8x3 => RgbImage::from_raw(width, height, bytes).map(DynamicImage::from),
        _ => RgbaImage::from_raw(width, height, bytes).map(DynamicImage::from),
    }
}

/// The picture in eight bits a channel, and what its pixels are.
fn plain(image: DynamicImage) -> (DynamicImage, PixelType) {
    let color = image.color();
    match (color.has_color(), color.has_alpha()) {
        (false, false) => (image.into_luma8().into(), PixelType::U8),
        (false, true) => (image.into_luma_alpha8().into(), PixelType::U8x2),
        (true, false) => (image.into_rgb8().into(), PixelType::U8x3),
        (true, true) => (image.into_rgba8().into(), PixelType::U8x4),
    }
}
