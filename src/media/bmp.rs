//! Bitmaps of Windows (BMP): decoded, never kept.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, RgbImage, RgbaImage};
use zune_bmp::BmpDecoder;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;

/// Width, height and bytes a pixel, by the header; none where it does not hold together.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32, u64)> {
    let mut decoder = reader(bytes);
    decoder.decode_headers().ok()?;
    let (width, height) = decoder.dimensions()?;
    let parts = decoder.colorspace()?.num_components() as u64;
    Some((width.try_into().ok()?, height.try_into().ok()?, parts))
}

/// The picture and its colour profile.
///
/// # Errors
/// Why it cannot be read.
pub(super) fn decode(bytes: &[u8]) -> Result<(DynamicImage, Option<Vec<u8>>), String> {
    let mut decoder = reader(bytes);
    let pixels = decoder.decode().map_err(|error| format!("{error:?}"))?;
    let (width, height, _) = size(bytes).ok_or("its size is not told")?;
    let image = match decoder.colorspace() {
        Some(ColorSpace::RGB) => RgbImage::from_raw(width, height, pixels).map(Into::into),
        Some(ColorSpace::RGBA) => RgbaImage::from_raw(width, height, pixels).map(Into::into),
        Some(ColorSpace::Luma) => GrayImage::from_raw(width, height, pixels).map(Into::into),
        _ => None,
    };
    let profile = decoder.icc_profile().cloned();
    image
        .map(|image| (image, profile))
        .ok_or("its pixels are of an unusual sort".into())
}

fn reader(bytes: &[u8]) -> BmpDecoder<Cursor<&[u8]>> {
    // Sides are bounded by `decoded_size`, which asks for the area.
    let options = DecoderOptions::default().set_max_width(1 << 20).set_max_height(1 << 20);
    BmpDecoder::new_with_options(Cursor::new(bytes), options)
}
