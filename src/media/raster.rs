//! Pictures made of pixels: decoding within bounds, turning upright, encoding.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::imageops::FilterType as Resampling;
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageResult, Limits};

use super::{Kind, Picture, jpeg, png};
use crate::diagnostic::Diagnostic;

/// The most that a decoded picture may fill: 89 million pixels of three bytes.
const MAX_DECODED: u64 = 256 << 20;
/// The quality (1 to 100) of JPEGs that have to be encoded anew at full size.
const QUALITY: u8 = 92;
/// The same where the picture was made smaller, which hides more.
const QUALITY_SCALED: u8 = 85;

/// A decoded picture and what else has to be known of its file.
struct Decoded {
    image: DynamicImage,
    orientation: Orientation,
    profile: Option<Vec<u8>>,
    animated: bool,
}

/// Opens a picture of pixels. JPEG and PNG stay as they are, but for what is not the picture, where nothing has to change.
pub(super) fn open(kind: Kind, bytes: Vec<u8>, said: &mut Vec<Diagnostic>) -> Result<Picture, Diagnostic> {
    let decoded = decode(kind, &bytes).map_err(|error| explain(kind, error))?;
    if decoded.animated {
        let message = "the picture moves; only its first frame is used";
        said.push(Diagnostic::warning("picture-animated", message).hint("choose the one frame that tells most"));
    }
    let upright = decoded.orientation == Orientation::NoTransforms;
    let stripped = match kind {
        Kind::Jpeg if upright && jpeg::components(&bytes) != Some(4) => jpeg::strip(&bytes),
        Kind::Png if upright => png::strip(&bytes),
        _ => None,
    };
    if let Some(bytes) = stripped {
        let (width, height) = (decoded.image.width(), decoded.image.height());
        return Ok(Picture {
            kind,
            width,
            height,
            bytes,
        });
    }
    let Decoded {
        mut image,
        orientation,
        profile,
        ..
    } = decoded;
    image.apply_orientation(orientation);
    // A profile of inks says nothing about the pixels that were made from them.
    let profile = profile.filter(|_| kind != Kind::Jpeg || jpeg::components(&bytes) != Some(4));
    let lossy = kind == Kind::Jpeg || kind == Kind::Webp && is_lossy_webp(&bytes);
    let target = if lossy && !image.color().has_alpha() {
        Kind::Jpeg
    } else {
        Kind::Png
    };
    encode(&image, target, QUALITY, profile).map_err(|error| explain(kind, error))
}

/// The picture made smaller until no side is longer than `longest`; none where that fails.
pub(super) fn scale(picture: &Picture, longest: u32) -> Option<Picture> {
    let decoded = decode(picture.kind, &picture.bytes).ok()?;
    let image = decoded.image.resize(longest, longest, Resampling::CatmullRom);
    encode(&image, picture.kind, QUALITY_SCALED, decoded.profile).ok()
}

fn decode(kind: Kind, bytes: &[u8]) -> ImageResult<Decoded> {
    let input = || Cursor::new(bytes);
    match kind {
        Kind::Jpeg => finish(JpegDecoder::new(input())?, false),
        Kind::Png => {
            let decoder = PngDecoder::with_limits(input(), limits())?;
            let animated = decoder.is_apng()?;
            finish(decoder, animated)
        }
        Kind::Gif => finish(GifDecoder::new(input())?, moves(bytes)),
        Kind::Webp | Kind::Svg => {
            let decoder = WebPDecoder::new(input())?;
            let animated = decoder.has_animation();
            finish(decoder, animated)
        }
    }
}

fn finish(mut decoder: impl ImageDecoder, animated: bool) -> ImageResult<Decoded> {
    decoder.set_limits(limits())?;
    if decoder.total_bytes() > MAX_DECODED {
        return Err(too_large());
    }
    // Damaged metadata does not make a damaged picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or_default();
    let image = DynamicImage::from_decoder(decoder)?;
    Ok(Decoded {
        image,
        orientation,
        profile,
        animated,
    })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODED);
    limits
}

fn too_large() -> ImageError {
    ImageError::Limits(image::error::LimitError::from_kind(
        image::error::LimitErrorKind::InsufficientMemory,
    ))
}

/// Whether a GIF has a second frame.
fn moves(bytes: &[u8]) -> bool {
    let Ok(mut decoder) = GifDecoder::new(Cursor::new(bytes)) else {
        return false;
    };
    if decoder.set_limits(limits()).is_err() || decoder.total_bytes() > MAX_DECODED {
        return false;
    }
    decoder.into_frames().take(2).filter(Result::is_ok).count() == 2
}

/// Whether a WebP holds a lossy picture: a chunk named `VP8 ` (RFC 9649, 2.5).
fn is_lossy_webp(bytes: &[u8]) -> bool {
    bytes
        .get(12..)
        .is_some_and(|chunks| chunks.windows(4).take(4096).any(|name| name == b"VP8 "))
}

fn encode(image: &DynamicImage, kind: Kind, quality: u8, profile: Option<Vec<u8>>) -> ImageResult<Picture> {
    let mut bytes = Vec::new();
    if kind == Kind::Jpeg {
        let image = if image.color().has_color() {
            DynamicImage::from(image.to_rgb8())
        } else {
            image.to_luma8().into()
        };
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
        profile
            .map_or(Ok(()), |profile| encoder.set_icc_profile(profile))
            .map_err(ImageError::Unsupported)?;
        image.write_with_encoder(encoder)?;
    } else {
        let mut encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive);
        profile
            .map_or(Ok(()), |profile| encoder.set_icc_profile(profile))
            .map_err(ImageError::Unsupported)?;
        image.write_with_encoder(encoder)?;
    }
    Ok(Picture {
        kind,
        width: image.width(),
        height: image.height(),
        bytes,
    })
}

fn explain(kind: Kind, error: ImageError) -> Diagnostic {
    let name = kind.extension().to_uppercase();
    match error {
        ImageError::Limits(_) => Diagnostic::error(
            "picture-too-large",
            format!("the {name} picture is too large to be opened"),
        )
        .hint("make it smaller: no output shows more than 4000 pixels a side"),
        ImageError::Unsupported(why) => Diagnostic::error(
            "picture-format",
            format!("the {name} picture is of an unusual sort: {why}"),
        )
        .hint("open it in a picture editor and save it as JPEG or PNG"),
        other => Diagnostic::error("picture-damaged", format!("the {name} picture is damaged: {other}"))
            .hint("copy the file again from where it came"),
    }
}
