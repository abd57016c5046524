//! The colours of pictures (ISO 32000-1, 8.9.5).

use std::io::Cursor;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::{DynamicImage, ExtendedColorType, ImageDecoder};
use lopdf::{Document, Object, ObjectId, Stream};

use super::{Inks, Space};

/// The quality of JPEGs that are written anew, from 1 to 100.
const QUALITY: u8 = 92;
/// The most that a picture may unpack to.
const LARGEST: usize = 256 << 20;

/// Turns one picture; whether it is as it should be then.
pub(super) fn ink(document: &mut Document, id: ObjectId, space: Space, inks: Inks) -> bool {
    let Ok(Object::Stream(stream)) = document.get_object_mut(id) else {
        return false;
    };
    match (space, inks) {
        (Space::Gray, _) => {
            stream.dict.set("ColorSpace", "DeviceGray");
            true
        }
        (_, Inks::Colours) => true,
        (Space::Rgb, Inks::Black) => turn(stream).is_some(),
        (_, Inks::Black) => false,
    }
}

fn turn(stream: &mut Stream) -> Option<()> {
    let filters: Vec<Vec<u8>> = stream
        .filters()
        .unwrap_or_default()
        .iter()
        .map(|name| name.to_vec())
        .collect();
    if filters.iter().any(|name| name == b"DCTDecode") {
        return turn_jpeg(stream, filters.len());
    }
    let bits = stream.dict.get(b"BitsPerComponent").and_then(Object::as_i64).ok()?;
    let plain = stream.get_plain_content_with_limit(LARGEST).ok()?;
    let grey = match bits {
        8 => greys(plain.chunks_exact(3).map(|rgb| [rgb[0], rgb[1], rgb[2]])),
        // Of sixteen bits eight are enough for a picture of greys.
        16 => greys(plain.chunks_exact(6).map(|rgb| [rgb[0], rgb[2], rgb[4]])),
        _ => return None,
    };
    stream.dict.remove(b"DecodeParms");
    stream.dict.set("BitsPerComponent", 8);
    stream.dict.set("ColorSpace", "DeviceGray");
    stream.set_plain_content(grey);
    stream.compress().ok()
}

fn turn_jpeg(stream: &mut Stream, filters: usize) -> Option<()> {
    if filters != 1 {
        return None;
    }
    let decoder = JpegDecoder::new(Cursor::new(&stream.content)).ok()?;
    if decoder.total_bytes() > LARGEST as u64 {
        return None;
    }
    let picture = DynamicImage::from_decoder(decoder).ok()?.into_rgb8();
    let grey = greys(picture.pixels().map(|pixel| pixel.0));
    let mut written = Vec::new();
    JpegEncoder::new_with_quality(&mut written, QUALITY)
        .encode(&grey, picture.width(), picture.height(), ExtendedColorType::L8)
        .ok()?;
    stream.dict.set("ColorSpace", "DeviceGray");
    stream.dict.remove(b"DecodeParms");
    stream.set_content(written);
    Some(())
}

/// The greys of pixels, looked up channel by channel: eight bits have few values.
fn greys(pixels: impl Iterator<Item = [u8; 3]>) -> Vec<u8> {
    let linear = |value: u8| {
        let v = f64::from(value) / 255.0;
        if v <= 0.04045 {
            v / 12.92
        } else {
            ((v + 0.055) / 1.055).powf(2.4)
        }
    };
    let curve: Vec<f64> = (0..=255).map(linear).collect();
    // Fine enough that every step of eight bits is told apart.
    const STEPS: usize = 1 << 14;
    let back: Vec<u8> = (0..=STEPS)
        .map(|step| {
            let luminance = step as f64 / STEPS as f64;
            let shade = if luminance <= 0.003_130_8 {
                luminance * 12.92
            } else {
                1.055 * luminance.powf(1.0 / 2.4) - 0.055
            };
            (shade * 255.0).round() as u8
        })
        .collect();
    pixels
        .map(|[r, g, b]| {
            let at = |value: u8| curve.get(usize::from(value)).copied().unwrap_or_default();
            let luminance = 0.2126 * at(r) + 0.7152 * at(g) + 0.0722 * at(b);
            back.get((luminance * STEPS as f64).round() as usize)
                .copied()
                .unwrap_or(u8::MAX)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prepress::ink::lightness;

    #[test]
    fn pixels_and_lines_turn_to_the_same_grey() {
        for rgb in [
            [0, 0, 0],
            [255, 255, 255],
            [138, 28, 28],
            [12, 200, 90],
            [7, 7, 7],
            [255, 0, 0],
        ] {
            let exact = lightness(rgb.map(|v| f64::from(v) / 255.0)) * 255.0;
            let looked_up = f64::from(greys([rgb].into_iter())[0]);
            assert!((exact - looked_up).abs() <= 1.0, "{rgb:?}: {exact} {looked_up}");
        }
    }
}
