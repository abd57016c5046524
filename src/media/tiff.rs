//! TIFF pictures, of scanners and print shops (TIFF 6.0): decoded, never kept.

use std::io::Cursor;

use image::error::{DecodingError, LimitError, LimitErrorKind, UnsupportedError, UnsupportedErrorKind};
use image::metadata::Orientation;
use image::{DynamicImage, ImageBuffer, ImageError, ImageFormat, ImageResult, Pixel};
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

use crate::bounds::PICTURE_DECODED;

/// The largest value of a tag that is read, in bytes: a colour profile, or the places of many strips.
const TAG_BYTES: usize = 8 << 20;
/// The tag by which a digital negative is known (DNG 1.7, "DNGVersion").
const DNG_VERSION: Tag = Tag::Unknown(50706);
/// The bit of `NewSubfileType` that says that a picture is a small one of another.
const REDUCED: u32 = 1;

/// What a TIFF holds.
pub(super) struct Tiff {
    pub(super) image: DynamicImage,
    pub(super) orientation: Orientation,
    pub(super) profile: Option<Vec<u8>>,
    /// Whether there are further pages.
    pub(super) continued: bool,
}

/// A decoder at a TIFF's first picture.
type Reader<'a> = Decoder<Cursor<&'a [u8]>>;

/// How many bytes the picture will fill once it is decoded; 0 where its header does not hold together.
pub(super) fn decoded_size(bytes: &[u8]) -> u64 {
    let size = |mut reader: Reader| Some(needs(reader.dimensions().ok()?, reader.colortype().ok()?));
    open(bytes).ok().and_then(size).unwrap_or(0)
}

/// Reads the first picture.
///
/// # Errors
/// Where it is damaged, too large, of a sort that is not read, or a camera's raw file, whose first picture is a small one.
pub(super) fn decode(bytes: &[u8]) -> ImageResult<Tiff> {
    let mut reader = open(bytes).map_err(explain)?;
    let (size, colours) = (
        reader.dimensions().map_err(explain)?,
        reader.colortype().map_err(explain)?,
    );
    if needs(size, colours) > PICTURE_DECODED {
        return Err(too_large());
    }
    if is_raw(&mut reader, bytes) {
        return Err(unusual("a camera's raw file"));
    }
    let orientation = reader.find_tag_unsigned::<u8>(Tag::Orientation).ok().flatten();
    let profile = reader.get_tag_u8_vec(Tag::IccProfile).ok();
    let layout = reader.image_buffer_layout().map_err(explain)?;
    if layout.planes > 1 {
        return Err(unusual("its colours are stored apart"));
    }
    let pixels = reader.read_image().map_err(explain)?;
    let image = picture(size, colours, pixels).ok_or_else(|| unusual(&format!("{colours:?}")))?;
    let inks = matches!(colours, ColorType::CMYK(_));
    Ok(Tiff {
        image,
        orientation: orientation
            .and_then(Orientation::from_exif)
            .unwrap_or(Orientation::NoTransforms),
        // A profile of inks says nothing about the pixels that were made from them.
        profile: profile.filter(|_| !inks),
        continued: has_another_page(&mut reader),
    })
}

fn open(bytes: &[u8]) -> Result<Reader<'_>, TiffError> {
    let most = usize::try_from(PICTURE_DECODED).unwrap_or(usize::MAX);
    let mut limits = Limits::default();
    limits.decoding_buffer_size = most;
    limits.intermediate_buffer_size = most;
    limits.ifd_value_size = TAG_BYTES;
    Ok(Decoder::new(Cursor::new(bytes))?.with_limits(limits))
}

/// Bytes of a decoded picture.
fn needs((width, height): (u32, u32), colours: ColorType) -> u64 {
    let bytes = u64::from(colours.num_samples()) * u64::from(colours.bit_depth()).div_ceil(8);
    (u64::from(width) * u64::from(height)).saturating_mul(bytes)
}

/// Whether the first picture is but a small one of what a camera's sensor saw, or of a pyramid.
fn is_raw(reader: &mut Reader, bytes: &[u8]) -> bool {
    let has = |reader: &mut Reader, tag| matches!(reader.find_tag(tag), Ok(Some(_)));
    let canon = bytes.get(8..10) == Some(b"CR");
    canon || is_reduced(reader) || has(reader, DNG_VERSION) || has(reader, Tag::SubIfd)
}

fn is_reduced(reader: &mut Reader) -> bool {
    let kind = reader.find_tag_unsigned::<u32>(Tag::NewSubfileType).ok().flatten();
    kind.is_some_and(|kind| kind & REDUCED != 0)
}

/// Whether a picture comes later that is no small one of another.
fn has_another_page(reader: &mut Reader) -> bool {
    while reader.more_images() {
        if reader.next_image().is_err() {
            return false;
        }
        if !is_reduced(reader) {
            return true;
        }
    }
    false
}

/// Pixels as a picture; none where they are of a sort that is not read, or too few.
fn picture(size: (u32, u32), colours: ColorType, pixels: DecodingResult) -> Option<DynamicImage> {
    use ColorType::{CMYK, Gray, GrayA, Multiband, RGB, RGBA};
    match (colours, pixels) {
        (Gray(bits @ (1 | 2 | 4)), DecodingResult::U8(packed)) => {
            let most = u8::MAX >> (8 - bits);
            let shades = unpacked(size, bits, &packed)?
                .into_iter()
                .map(|shade| shade * (u8::MAX / most));
            of(size, shades.collect()).map(DynamicImage::ImageLuma8)
        }
        (Gray(8), DecodingResult::U8(pixels)) => of(size, pixels).map(DynamicImage::ImageLuma8),
        (Gray(16), DecodingResult::U16(pixels)) => of(size, pixels).map(DynamicImage::ImageLuma16),
        (
            GrayA(8)
            | Multiband {
                bit_depth: 8,
                num_samples: 2,
            },
            DecodingResult::U8(pixels),
        ) => of(size, pixels).map(DynamicImage::ImageLumaA8),
        (GrayA(16), DecodingResult::U16(pixels)) => of(size, pixels).map(DynamicImage::ImageLumaA16),
        (RGB(8), DecodingResult::U8(pixels)) => of(size, pixels).map(DynamicImage::ImageRgb8),
        (RGB(16), DecodingResult::U16(pixels)) => of(size, pixels).map(DynamicImage::ImageRgb16),
        (RGBA(8), DecodingResult::U8(pixels)) => of(size, pixels).map(DynamicImage::ImageRgba8),
        (RGBA(16), DecodingResult::U16(pixels)) => of(size, pixels).map(DynamicImage::ImageRgba16),
        (CMYK(8), DecodingResult::U8(inks)) => of(size, without_inks(&inks)).map(DynamicImage::ImageRgb8),
        _ => None,
    }
}

/// A picture of these pixels, which may be more than it has; none where they are fewer.
fn of<P: Pixel>((width, height): (u32, u32), mut pixels: Vec<P::Subpixel>) -> Option<ImageBuffer<P, Vec<P::Subpixel>>> {
    let count = usize::try_from(width)
        .ok()?
        .checked_mul(usize::try_from(height).ok()?)?;
    pixels.truncate(count.checked_mul(usize::from(P::CHANNEL_COUNT))?);
    ImageBuffer::from_raw(width, height, pixels)
}

/// The values of pixels of a few bits, whose rows begin at whole bytes.
fn unpacked((width, _): (u32, u32), bits: u8, packed: &[u8]) -> Option<Vec<u8>> {
    let (width, per_byte) = (usize::try_from(width).ok()?, usize::from(8 / bits));
    let value = |byte: u8, at: usize| {
        let shift = 8 - usize::from(bits) * (at + 1);
        byte >> shift & (u8::MAX >> (8 - bits))
    };
    let row = |row: &[u8]| -> Vec<u8> {
        let values = row.iter().flat_map(|byte| (0..per_byte).map(|at| value(*byte, at)));
        values.take(width).collect()
    };
    Some(packed.chunks(width.div_ceil(per_byte).max(1)).flat_map(row).collect())
}

/// Red, green and blue of cyan, magenta, yellow and black, as screens show inks without a profile.
fn without_inks(inks: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(inks.len() / 4 * 3);
    for pixel in inks.chunks_exact(4) {
        let paper = |ink: u8| u16::from(u8::MAX - ink);
        let light = |ink: u8| u8::try_from(paper(ink) * paper(pixel[3]) / 255).unwrap_or(u8::MAX);
        out.extend([light(pixel[0]), light(pixel[1]), light(pixel[2])]);
    }
    out
}

fn unusual(what: &str) -> ImageError {
    let what = UnsupportedErrorKind::GenericFeature(what.to_owned());
    ImageError::Unsupported(UnsupportedError::from_format_and_kind(ImageFormat::Tiff.into(), what))
}

fn too_large() -> ImageError {
    ImageError::Limits(LimitError::from_kind(LimitErrorKind::InsufficientMemory))
}

fn explain(error: TiffError) -> ImageError {
    match error {
        TiffError::LimitsExceeded | TiffError::IntSizeError => too_large(),
        TiffError::UnsupportedError(what) => unusual(&what.to_string()),
        other => ImageError::Decoding(DecodingError::new(ImageFormat::Tiff.into(), other)),
    }
}
