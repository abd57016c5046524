//! Pictures made of pixels: decoding within bounds, turning upright, encoding.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::error::DecodingError;
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageResult, Limits};

use super::{Kind, Picture, Room, SCREEN, SCREEN_PIXELS, SPARE, bmp, jpeg, png, scale, tiff, webp};
use crate::bounds::{PICTURE_DECODED, PICTURE_PROFILE};
use crate::diagnostic::{Diagnostic, said};

/// The quality (1 to 100) of JPEGs that have to be encoded anew at full size.
const QUALITY: u8 = 92;
/// The same where the picture was made smaller, which hides more.
const QUALITY_SCALED: u8 = 88;
/// The orientation that Exif has for a picture that is not turned.
const UPRIGHT: u8 = 1;
/// From how many pixels a PNG is packed quickly rather than as small as can be, which takes ten times as long.
const LARGE: u64 = 1 << 20;

/// A decoded picture and what else has to be known of its file.
struct Decoded {
    image: DynamicImage,
    orientation: Orientation,
    profile: Option<Vec<u8>>,
    animated: bool,
}

impl Decoded {
    /// Width and height as it stands upright.
    fn upright_size(&self) -> (u32, u32) {
        use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        let (width, height) = (self.image.width(), self.image.height());
        match self.orientation {
            Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH => (height, width),
            _ => (width, height),
        }
    }

    /// The picture at `share` of its size, upright.
    fn upright(self, share: f64) -> ImageResult<Self> {
        let mut image = if share < 1.0 {
            scale::scaled(self.image, share).ok_or_else(too_large)?
        } else {
            self.image
        };
        image.apply_orientation(self.orientation);
        Ok(Self {
            image,
            orientation: Orientation::NoTransforms,
            ..self
        })
    }
}

/// Opens a picture of pixels, decoded once. JPEG and PNG stay as they are, but for what is not the picture, where nothing has to change.
pub(super) fn open(kind: Kind, bytes: Vec<u8>, room: Room, said: &mut Vec<Diagnostic>) -> Result<Picture, Diagnostic> {
    if kind == Kind::Png && !png::profile_is_within(&bytes, PICTURE_PROFILE) {
        return Err(large_profile());
    }
    let mut decoded = decode(kind, &bytes).map_err(|error| explain(kind, error))?;
    if decoded.animated {
        let message = match kind {
            Kind::Tiff => "the TIFF picture has several pages; only its first is used",
            _ => "the picture moves; only its first frame is used",
        };
        said.push(Diagnostic::warning("picture-animated", message).hint("choose the one frame that tells most"));
    }
    if kind == Kind::Jpeg && !jpeg::is_whole(&bytes) {
        let message = "the JPEG picture breaks off: its end is missing, and what is missing is grey or smeared";
        said.push(Diagnostic::warning("picture-cut-off", message).hint("copy the file again from where it came"));
    }
    if has_inks(kind, &bytes) {
        // A profile of inks says nothing about the pixels that were made from them.
        decoded.profile = None;
    }
    let target = target(kind, &bytes, &decoded.image);
    let (width, height) = decoded.upright_size();
    let share = room.share(width, height);
    let unchanged = (share == 1.0).then(|| unchanged(kind, &bytes, &decoded)).flatten();
    drop(bytes);
    let pictures = || -> ImageResult<Picture> {
        let mut picture = match unchanged {
            Some(bytes) => Picture::new(kind, width, height, bytes),
            None => {
                decoded = decoded.upright(share)?;
                let quality = if share < 1.0 { QUALITY_SCALED } else { QUALITY };
                encode(&decoded, target, quality)?
            }
        };
        let share = screen_share(picture.width, picture.height);
        if share < 1.0 {
            picture.small = Some(Box::new(encode(&decoded.upright(share)?, target, QUALITY_SCALED)?));
        }
        Ok(picture)
    };
    pictures().map_err(|error| explain(kind, error))
}

/// The file as it is, but for what is not the picture; none where outputs could not take it so.
fn unchanged(kind: Kind, bytes: &[u8], decoded: &Decoded) -> Option<Vec<u8>> {
    match kind {
        _ if decoded.orientation != Orientation::NoTransforms || has_inks(kind, bytes) => None,
        Kind::Jpeg => jpeg::strip(bytes, UPRIGHT),
        Kind::Png => png::strip(bytes, UPRIGHT),
        Kind::Gif | Kind::Webp | Kind::Bmp | Kind::Tiff | Kind::Svg => None,
    }
}

fn has_inks(kind: Kind, bytes: &[u8]) -> bool {
    kind == Kind::Jpeg && jpeg::components(bytes) == Some(4)
}

/// What a picture becomes that is encoded anew: JPEG where it has lost something already and nothing shines through it.
fn target(kind: Kind, bytes: &[u8], image: &DynamicImage) -> Kind {
    let lossy = kind == Kind::Jpeg || kind == Kind::Webp && is_lossy_webp(bytes);
    if lossy && !image.color().has_alpha() {
        Kind::Jpeg
    } else {
        Kind::Png
    }
}

/// By how much a picture is made smaller for reading devices; 1 where they can show it as it is, or nearly.
fn screen_share(width: u32, height: u32) -> f64 {
    let share = f64::from(SCREEN) / f64::from(width.max(height));
    let many = u64::from(width) * u64::from(height) > SCREEN_PIXELS;
    if share * SPARE < 1.0 || many {
        share.min(1.0)
    } else {
        1.0
    }
}

/// How many bytes the picture of a file will fill once it is decoded; for a drawing, its own.
pub(super) fn decoded_size(bytes: &[u8]) -> u64 {
    let size = |decoder: ImageResult<Box<dyn ImageDecoder + '_>>| decoder.map_or(0, |decoder| decoder.total_bytes());
    let input = || Cursor::new(bytes);
    let decoded = match Kind::of(bytes) {
        Ok(Kind::Jpeg) => jpeg::size(bytes).map_or(0, |(width, height)| 3 * u64::from(width) * u64::from(height)),
        Ok(Kind::Png) => size(png_decoder(bytes).map(|decoder| Box::new(decoder) as _)),
        Ok(Kind::Gif) => size(GifDecoder::new(input()).map(|decoder| Box::new(decoder) as _)),
        Ok(Kind::Webp) => size(WebPDecoder::new(input()).map(|decoder| Box::new(decoder) as _)),
        Ok(Kind::Bmp) => {
            bmp::size(bytes).map_or(0, |(width, height, parts)| u64::from(width) * u64::from(height) * parts)
        }
        Ok(Kind::Tiff) => tiff::decoded_size(bytes),
        Ok(Kind::Svg) | Err(_) => 0,
    };
    decoded.min(PICTURE_DECODED) + bytes.len() as u64
}

/// The picture at a share of its size.
pub(super) fn smaller(kind: Kind, bytes: &[u8], share: f64) -> Option<Picture> {
    let decoded = decode(kind, bytes).ok()?.upright(share).ok()?;
    encode(&decoded, kind, QUALITY_SCALED).ok()
}

/// The file as it may be given away; none where it cannot be read.
pub(super) fn published(kind: Kind, bytes: &[u8]) -> Option<Vec<u8>> {
    let orientation = orientation(kind, bytes).map_or(UPRIGHT, Orientation::to_exif);
    let stripped = match kind {
        Kind::Jpeg => jpeg::strip(bytes, orientation),
        Kind::Png => png::strip(bytes, orientation),
        Kind::Webp => webp::strip(bytes, orientation),
        Kind::Gif | Kind::Bmp | Kind::Tiff | Kind::Svg => None,
    };
    stripped.or_else(|| {
        let mut picture = Picture::open(bytes.to_vec(), Room::ENDLESS, &mut Vec::new()).ok()?;
        picture.small = None;
        Some(picture.bytes)
    })
}

fn orientation(kind: Kind, bytes: &[u8]) -> Option<Orientation> {
    let input = Cursor::new(bytes);
    match kind {
        Kind::Jpeg => JpegDecoder::new(input).ok()?.orientation().ok(),
        Kind::Png => png_decoder(bytes).ok()?.orientation().ok(),
        Kind::Webp => WebPDecoder::new(input).ok()?.orientation().ok(),
        Kind::Gif | Kind::Bmp | Kind::Tiff | Kind::Svg => None,
    }
}

fn decode(kind: Kind, bytes: &[u8]) -> ImageResult<Decoded> {
    let input = || Cursor::new(bytes);
    match kind {
        Kind::Jpeg => finish(JpegDecoder::new(input())?, false),
        Kind::Png => {
            let decoder = png_decoder(bytes)?;
            let animated = decoder.is_apng()?;
            finish(decoder, animated)
        }
        Kind::Gif => finish(GifDecoder::new(input())?, moves(bytes)),
        Kind::Bmp => decode_bmp(bytes),
        Kind::Tiff => tiff::decode(bytes).map(|tiff| Decoded {
            image: tiff.image,
            orientation: tiff.orientation,
            profile: tiff.profile,
            animated: tiff.continued,
        }),
        Kind::Webp | Kind::Svg => {
            let decoder = WebPDecoder::new(input())?;
            let animated = decoder.has_animation();
            finish(decoder, animated)
        }
    }
}

fn decode_bmp(bytes: &[u8]) -> ImageResult<Decoded> {
    let damaged = |why: String| ImageError::Decoding(DecodingError::new(ImageFormat::Bmp.into(), why));
    let (width, height, parts) = bmp::size(bytes).ok_or_else(|| damaged("its header is wrong".into()))?;
    if u64::from(width) * u64::from(height) * parts > PICTURE_DECODED {
        return Err(too_large());
    }
    let (image, profile) = bmp::decode(bytes).map_err(damaged)?;
    Ok(Decoded {
        image,
        orientation: Orientation::NoTransforms,
        profile,
        animated: false,
    })
}

/// A reader of a PNG, once its colour profile is known to unpack to no more than a profile has: the reader takes all of it.
fn png_decoder(bytes: &[u8]) -> ImageResult<PngDecoder<Cursor<&[u8]>>> {
    if png::profile_is_within(bytes, PICTURE_PROFILE) {
        PngDecoder::with_limits(Cursor::new(bytes), limits())
    } else {
        Err(too_large())
    }
}

fn finish(mut decoder: impl ImageDecoder, animated: bool) -> ImageResult<Decoded> {
    decoder.set_limits(limits())?;
    if decoder.total_bytes() > PICTURE_DECODED {
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
    limits.max_alloc = Some(PICTURE_DECODED);
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
    if decoder.set_limits(limits()).is_err() || decoder.total_bytes() > PICTURE_DECODED {
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

fn encode(decoded: &Decoded, kind: Kind, quality: u8) -> ImageResult<Picture> {
    let (image, profile) = (&decoded.image, decoded.profile.clone());
    let mut bytes = Vec::new();
    if kind == Kind::Jpeg {
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
        profile
            .map_or(Ok(()), |profile| encoder.set_icc_profile(profile))
            .map_err(ImageError::Unsupported)?;
        match image {
            DynamicImage::ImageRgb8(_) | DynamicImage::ImageLuma8(_) => image.write_with_encoder(encoder)?,
            _ if image.color().has_color() => image.to_rgb8().write_with_encoder(encoder)?,
            _ => image.to_luma8().write_with_encoder(encoder)?,
        }
    } else {
        let many = u64::from(image.width()) * u64::from(image.height()) > LARGE;
        let how = if many {
            CompressionType::Default
        } else {
            CompressionType::Best
        };
        let mut encoder = PngEncoder::new_with_quality(&mut bytes, how, FilterType::Adaptive);
        profile
            .map_or(Ok(()), |profile| encoder.set_icc_profile(profile))
            .map_err(ImageError::Unsupported)?;
        image.write_with_encoder(encoder)?;
    }
    Ok(Picture::new(kind, image.width(), image.height(), bytes))
}

fn large_profile() -> Diagnostic {
    let most = PICTURE_PROFILE >> 20;
    let message = said!(
        "the colour profile of the PNG picture unpacks to more than {most} MiB",
        most
    );
    Diagnostic::warning("picture-too-large", message).hint("save the picture without its profile, or as sRGB")
}

fn explain(kind: Kind, error: ImageError) -> Diagnostic {
    let name = kind.extension().to_uppercase();
    match error {
        ImageError::Limits(_) => Diagnostic::warning(
            "picture-too-large",
            said!("the {name} picture is too large to be opened", name),
        )
        .hint("make it smaller: no output shows more than 4000 pixels a side"),
        ImageError::Unsupported(why) => Diagnostic::warning(
            "picture-format",
            said!(
                "the {name} picture is of an unusual sort: {why}",
                name,
                why = why.to_string()
            ),
        )
        .hint("open it in a picture editor and save it as JPEG or PNG"),
        other => Diagnostic::warning(
            "picture-damaged",
            said!("the {name} picture is damaged: {why}", name, why = other.to_string()),
        )
        .hint("copy the file again from where it came"),
    }
}
