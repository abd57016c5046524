//! Files made on the spot: what comes out must be the picture and nothing else.

mod drawings;
mod tiffs;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, RgbaImage};

use super::*;
use crate::diagnostic::Severity;

/// A picture whose left half is red and right half blue, its top row white.
fn sample(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 4) {
        (_, true) => Rgb([255, 255, 255]),
        (true, _) => Rgb([200, 0, 0]),
        (false, _) => Rgb([0, 0, 200]),
    })
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    DynamicImage::from(sample(40, 20)).write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A JPEG segment: marker, length, data.
fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], data].concat()
}

/// Exif that holds an orientation and a maker's name.
fn exif(orientation: u8) -> Vec<u8> {
    let mut data = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    data.extend([0x01, 0x0f, 0, 2, 0, 0, 0, 4, b'C', b'a', b'm', 0]);
    data.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    data.extend([0, 0, 0, 0]);
    data
}

fn jpeg_with(segments: &[Vec<u8>]) -> Vec<u8> {
    let plain = encoded(ImageFormat::Jpeg);
    [&plain[..2], &segments.concat(), &plain[2..]].concat()
}

fn open(bytes: Vec<u8>) -> (Picture, Vec<Diagnostic>) {
    let mut said = Vec::new();
    let picture = Picture::open(bytes, Room::ENDLESS, &mut said).unwrap();
    (picture, said)
}

/// Room for so many pixels.
fn room(width: f64, height: f64) -> Room {
    Room {
        width,
        height,
        filled: false,
    }
}

fn open_in(room: Room, bytes: Vec<u8>) -> Picture {
    Picture::open(bytes, room, &mut Vec::new()).unwrap()
}

/// A photograph of a kind: soft shapes with some grain.
fn photograph(width: u32, height: u32) -> RgbImage {
    let mut seed = 1_u32;
    RgbImage::from_fn(width, height, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (seed >> 28) as f32;
        let wave = |by: f32| 110.0 + 90.0 * ((x as f32 / 37.0 + by).sin() * (y as f32 / 53.0 - by).cos());
        Rgb([wave(0.0) + grain, wave(1.0) + grain, wave(2.5) + grain].map(|part| part as u8))
    })
}

fn jpeg_of(image: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality);
    image.write_with_encoder(encoder).unwrap();
    bytes
}

/// How alike two pictures of one size are: peak signal-to-noise ratio in decibels. From some 40 on, eyes see no difference.
fn likeness(one: &RgbImage, other: &RgbImage) -> f64 {
    assert_eq!(one.dimensions(), other.dimensions());
    let squares = one.as_raw().iter().zip(other.as_raw());
    let sum: f64 = squares.map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2)).sum();
    10.0 * (255.0 * 255.0 / (sum / one.as_raw().len() as f64).max(1e-9)).log10()
}

fn refusal(bytes: &[u8]) -> Diagnostic {
    Picture::open(bytes.to_vec(), Room::ENDLESS, &mut Vec::new()).unwrap_err()
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn a_plain_jpeg_and_png_stay_as_they_are() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let bytes = encoded(format);
        let (picture, said) = open(bytes.clone());
        assert_eq!((picture.width, picture.height, said.len()), (40, 20, 0));
        assert_eq!(picture.bytes, bytes);
    }
}

#[test]
fn what_a_camera_writes_is_taken_out_of_a_jpeg_and_its_pixels_are_not_touched() {
    let noisy = jpeg_with(&[
        segment(0xe1, &exif(1)),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPS"),
        segment(0xed, b"Photoshop 3.0\0place"),
        segment(0xfe, b"a comment"),
    ]);
    let trailing = [noisy, b"hidden second picture".to_vec()].concat();
    assert_eq!(open(trailing).0.bytes, encoded(ImageFormat::Jpeg));
}

#[test]
fn a_colour_profile_stays() {
    let with_profile = jpeg_with(&[segment(0xe2, b"ICC_PROFILE\0\x01\x01not really")]);
    assert!(holds(&open(with_profile).0.bytes, b"ICC_PROFILE"));
}

#[test]
fn a_turned_photograph_comes_upright() {
    for (orientation, size, top_left_is_white) in [(3, (40, 20), false), (6, (20, 40), false), (8, (20, 40), true)] {
        let (picture, _) = open(jpeg_with(&[segment(0xe1, &exif(orientation))]));
        assert_eq!((picture.width, picture.height), size);
        assert!(!holds(&picture.bytes, b"Exif") && !holds(&picture.bytes, b"Cam"));
        let pixels = image::load_from_memory(&picture.bytes).unwrap().to_rgb8();
        let white = pixels.get_pixel(0, 1).0.iter().all(|&part| part > 200);
        assert_eq!(white, top_left_is_white, "orientation {orientation}");
    }
}

#[test]
fn texts_and_times_are_taken_out_of_a_png() {
    let plain = encoded(ImageFormat::Png);
    let mut chunk = 11u32.to_be_bytes().to_vec();
    chunk.extend(b"tEXtAuthor\0Name");
    chunk.extend([0; 4]);
    let noisy = [&plain[..33], &chunk, &plain[33..], b"after the end"].concat();
    assert_eq!(open(noisy).0.bytes, plain);
}

#[test]
fn webp_and_gif_become_what_every_reader_shows() {
    for format in [ImageFormat::WebP, ImageFormat::Gif] {
        let (picture, said) = open(encoded(format));
        assert_eq!(
            (picture.kind, picture.width, picture.height, said.len()),
            (Kind::Png, 40, 20, 0)
        );
        let pixels = image::load_from_memory(&picture.bytes).unwrap().to_rgb8();
        assert_eq!(pixels.get_pixel(5, 15).0, [200, 0, 0]);
    }
}

#[test]
fn of_a_moving_gif_the_first_frame_stays_with_a_word() {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for shade in [10, 200] {
        let frame = RgbaImage::from_pixel(8, 8, image::Rgba([shade, shade, shade, 255]));
        encoder.encode_frame(image::Frame::new(frame)).unwrap();
    }
    drop(encoder);
    let (picture, said) = open(bytes);
    assert_eq!(
        said.iter().map(|d| (d.code, d.severity)).collect::<Vec<_>>(),
        [("picture-animated", Severity::Warning)]
    );
    assert_eq!(
        image::load_from_memory(&picture.bytes)
            .unwrap()
            .to_rgb8()
            .get_pixel(0, 0)
            .0,
        [10, 10, 10]
    );
}

#[test]
fn a_large_picture_is_scaled_and_keeps_its_kind() {
    let mut out = std::io::Cursor::new(Vec::new());
    DynamicImage::from(sample(400, 100))
        .write_to(&mut out, ImageFormat::Jpeg)
        .unwrap();
    let bytes = out.into_inner();
    let small = open_in(room(100.0, 100.0), bytes.clone());
    assert_eq!((small.kind, small.width, small.height), (Kind::Jpeg, 100, 25));
    let filling = Room {
        filled: true,
        ..room(40.0, 50.0)
    };
    assert_eq!(open_in(filling, bytes.clone()).width, 200);
    // What is not much larger stays as it is, to the byte.
    assert_eq!(open_in(room(330.0, 330.0), bytes.clone()).bytes, bytes);
}

#[test]
fn pictures_made_smaller_look_as_they_did() {
    // What is asked of the photograph is what a scaling of another hand makes of it.
    let whole = photograph(1200, 800);
    let expected = image::imageops::resize(&whole, 480, 320, image::imageops::FilterType::CatmullRom);
    let picture = open_in(room(480.0, 480.0), jpeg_of(&whole, 92));
    let found = image::load_from_memory(&picture.bytes).unwrap().to_rgb8();
    assert!(likeness(&expected, &found) > 40.0, "{}", likeness(&expected, &found));
    // A drawing of flat colours keeps its edges, and what shines through keeps shining.
    let mut flat = std::io::Cursor::new(Vec::new());
    let seen = |x: u32| if x < 300 { [200, 0, 0, 255] } else { [0, 90, 0, 0] };
    RgbaImage::from_fn(600, 400, |x, _| image::Rgba(seen(x)))
        .write_to(&mut flat, ImageFormat::Png)
        .unwrap();
    let picture = open_in(room(150.0, 150.0), flat.into_inner());
    let found = image::load_from_memory(&picture.bytes).unwrap().to_rgba8();
    assert_eq!((picture.kind, found.dimensions()), (Kind::Png, (150, 100)));
    assert_eq!(
        (found.get_pixel(70, 50).0, found.get_pixel(80, 50).0[3]),
        ([200, 0, 0, 255], 0)
    );
}

#[test]
fn reading_devices_get_no_more_pixels_than_they_show() {
    let bytes = jpeg_of(&photograph(2700, 300), 60);
    let picture = open_in(Room::ENDLESS, bytes.clone());
    assert_eq!((&picture.bytes, picture.width), (&bytes, 2700));
    let small = picture.on_screen();
    assert_eq!((small.kind, small.width, small.height), (Kind::Jpeg, 2048, 228));
    let turned = jpeg_with_orientation(&photograph(2700, 300), 6);
    let picture = open_in(room(1500.0, 2048.0), turned);
    assert_eq!((picture.width, picture.height), (228, 2048));
    assert_eq!(picture.on_screen(), &picture);
}

fn jpeg_with_orientation(image: &RgbImage, orientation: u8) -> Vec<u8> {
    let plain = jpeg_of(image, 60);
    [&plain[..2], &segment(0xe1, &exif(orientation)), &plain[2..]].concat()
}

#[test]
fn what_is_given_away_is_the_same_picture_and_tells_nothing_else() {
    let turned = jpeg_with_orientation(&photograph(320, 200), 6);
    let mut png = std::io::Cursor::new(Vec::new());
    DynamicImage::from(photograph(320, 200))
        .write_to(&mut png, ImageFormat::Png)
        .unwrap();
    let png = png.into_inner();
    let mut chunk = (u32::try_from(exif(8).len() - 6).unwrap()).to_be_bytes().to_vec();
    chunk.extend(b"eXIf");
    chunk.extend(&exif(8)[6..]);
    chunk.extend(crc(&chunk[4..]).to_be_bytes());
    let png = [&png[..33], &chunk, &png[33..]].concat();
    let mut webp = Vec::new();
    let plain = photograph(320, 200);
    image::codecs::webp::WebPEncoder::new_lossless(&mut webp)
        .encode(&plain, 320, 200, image::ExtendedColorType::Rgb8)
        .unwrap();
    webp.extend(b"XMP \x08\0\0\0Cam Cam ");
    let size = u32::try_from(webp.len() - 8).unwrap().to_le_bytes();
    webp[4..8].copy_from_slice(&size);
    for (whole, room) in [
        (turned, room(100.0, 100.0)),
        (png, room(100.0, 100.0)),
        (webp, Room::ENDLESS),
    ] {
        assert!(holds(&whole, b"Cam"));
        let given = published(&whole).unwrap();
        assert!(!holds(&given, b"Cam"));
        assert_eq!(open_in(room, given.clone()), open_in(room, whole));
        assert_eq!(published(&given), Some(given));
    }
}

#[test]
fn a_file_that_is_too_large_when_decoded_is_refused_before() {
    let mut bytes = encoded(ImageFormat::Png);
    bytes[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    assert_eq!(refusal(&bytes).code, "picture-too-large");
}

fn crc(data: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(data);
    crc.sum()
}

#[test]
fn damage_and_strangers_are_named() {
    let png = encoded(ImageFormat::Png);
    assert_eq!(refusal(&png[..50]).code, "picture-damaged");
    assert_eq!(refusal(b"").message, "the file is empty");
    let heic = refusal(b"\0\0\0\x1cftypheic");
    assert!(heic.message.contains("HEIC") && heic.hints.iter().any(|hint| hint.contains("heif-convert")));
    assert!(refusal(b"\0\0\0\x1cftypavif").message.contains("AVIF"));
    assert!(refusal(b"II*\0\x08\0\0\0").message.contains("TIFF"));
    assert!(refusal(b"<!DOCTYPE html><svg/>").message.contains("web page"));
    assert_eq!(refusal(b"just text").code, "picture-format");
}

#[test]
fn findings_carry_the_path_and_the_place() {
    let mut report = Report::new();
    let place = Location::File("essay.md".into());
    let file = |path: &str| Wanted {
        path: path.into(),
        place: place.clone(),
        room: Room::ENDLESS,
        needed: false,
    };
    let wanted = ["صورة.png", "b.png", "b.png"].map(file).to_vec();
    let read = |wanted: &Wanted, _: &mut Report| match wanted.path.as_str() {
        "b.png" => Some(b"GIF89a".to_vec()),
        _ => Some(encoded(ImageFormat::Png)),
    };
    let pictures = Pictures::load(wanted, read, None, &mut report);
    assert_eq!(pictures.iter().map(|(path, _)| path).collect::<Vec<_>>(), ["صورة.png"]);
    let said = report.sorted();
    assert_eq!((said.len(), &said[0].location), (1, &place));
    assert!(said[0].message.starts_with("b.png: "));
    assert_eq!((said[0].code, said[0].severity), ("picture-damaged", Severity::Warning));
    // A cover is no picture that a frame could stand for.
    let mut report = Report::new();
    let cover = Wanted {
        needed: true,
        ..file("b.png")
    };
    Pictures::load(vec![file("b.png"), cover], read, None, &mut report);
    assert_eq!(report.sorted()[0].severity, Severity::Error);
}

/// An 8 × 8 JPEG in four inks as Adobe's programs write them, inverted: each component one even shade, no transform.
fn cmyk(shades: [bool; 4]) -> Vec<u8> {
    let mut bits = String::new();
    for full in shades {
        // Category 10, then 1016 or −1016 in its ten bits, then the end of the block.
        bits += "01";
        bits += if full { "1111111000" } else { "0000000111" };
        bits += "0";
    }
    bits += &"1".repeat(bits.len().next_multiple_of(8) - bits.len());
    let byte = |bits: &[u8]| u8::from_str_radix(std::str::from_utf8(bits).unwrap(), 2).unwrap();
    let stuffed = |byte: u8| if byte == 0xff { vec![0xff, 0] } else { vec![byte] };
    let data: Vec<u8> = bits.as_bytes().chunks(8).map(byte).flat_map(stuffed).collect();
    let mut quantization = vec![0];
    quantization.extend([1; 64]);
    let mut direct = vec![0x00, 0, 2];
    direct.extend([0; 14]);
    direct.extend([0, 10]);
    let mut alternating = vec![0x10, 1];
    alternating.extend([0; 15]);
    alternating.push(0);
    let frame = [
        &[8, 0, 8, 0, 8, 4][..],
        &[1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0],
    ]
    .concat();
    let scan = [4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0];
    [
        vec![0xff, 0xd8],
        segment(0xee, b"Adobe\0\x64\0\0\0\0\0"),
        segment(0xdb, &quantization),
        segment(0xc0, &frame),
        segment(0xc4, &direct),
        segment(0xc4, &alternating),
        segment(0xda, &scan),
        data,
        vec![0xff, 0xd9],
    ]
    .concat()
}

#[test]
fn inks_become_light() {
    for (shades, light) in [
        ([true, false, false, true], [255, 0, 0]),
        ([false, true, false, true], [0, 255, 0]),
        ([true, true, true, true], [255, 255, 255]),
        ([true, true, true, false], [0, 0, 0]),
    ] {
        let (picture, _) = open(cmyk(shades));
        assert_eq!(super::jpeg::components(&picture.bytes), Some(3));
        let pixel = image::load_from_memory(&picture.bytes)
            .unwrap()
            .to_rgb8()
            .get_pixel(3, 3)
            .0;
        assert!(
            pixel
                .iter()
                .zip(light)
                .all(|(have, want): (&u8, u8)| have.abs_diff(want) < 8),
            "{pixel:?} for {light:?}"
        );
    }
}

#[test]
fn a_photograph_that_breaks_off_is_said() {
    let whole = jpeg_of(&photograph(320, 200), 80);
    let codes = |bytes: Vec<u8>| open(bytes).1.iter().map(|said| said.code).collect::<Vec<_>>();
    assert!(codes(whole.clone()).is_empty());
    assert_eq!(codes(whole[..whole.len() / 2].to_vec()), ["picture-cut-off"]);
    assert_eq!(codes(whole[..whole.len() - 2].to_vec()), ["picture-cut-off"]);
}

#[test]
fn restarts_that_are_missing_are_a_photograph_that_breaks_off() {
    let scan = |restarts: &[u8]| {
        let data: Vec<u8> = restarts
            .iter()
            .flat_map(|number| [0x12, 0x34, 0xff, 0xd0 + number])
            .collect();
        [&[0xff, 0xd8, 0xff, 0xda, 0, 2][..], &data, &[0x56, 0xff, 0xd9]].concat()
    };
    assert!(super::jpeg::is_whole(&scan(&[0, 1, 2, 3, 4, 5, 6, 7, 0, 1])));
    assert!(!super::jpeg::is_whole(&scan(&[0, 1, 3])));
    assert!(!super::jpeg::is_whole(&[0xff, 0xd8, 0xff]));
}

#[test]
fn a_colour_profile_that_unpacks_to_more_than_a_profile_has_is_refused_before() {
    let bomb = |mebibytes: usize| {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        for _ in 0..mebibytes {
            std::io::Write::write_all(&mut packer, &[0; 1 << 20]).unwrap();
        }
        let mut chunk = b"iCCPprofile\0\0".to_vec();
        chunk.extend(packer.finish().unwrap());
        let length = u32::try_from(chunk.len() - 4).unwrap().to_be_bytes();
        let plain = encoded(ImageFormat::Png);
        [&plain[..33], &length, &chunk, &crc(&chunk).to_be_bytes(), &plain[33..]].concat()
    };
    let refused = refusal(&bomb(9));
    assert_eq!(refused.code, "picture-too-large");
    assert!(refused.message.contains("profile"), "{}", refused.message);
    let (kept, said) = open(bomb(7));
    assert_eq!((kept.width, said.len()), (40, 0));
}

#[test]
fn bitmaps_of_windows_are_read() {
    // 2 × 2 pixels of 24 bits, from the bottom up, each row filled to four bytes: blue, green, red.
    let mut bytes = b"BM".to_vec();
    bytes.extend(70_u32.to_le_bytes());
    bytes.extend([0; 4]);
    bytes.extend(54_u32.to_le_bytes());
    bytes.extend(40_u32.to_le_bytes());
    bytes.extend(2_i32.to_le_bytes());
    bytes.extend(2_i32.to_le_bytes());
    bytes.extend([1, 0, 24, 0]);
    bytes.extend([0; 24]);
    bytes.extend([255, 0, 0, 0, 255, 0, 0, 0]);
    bytes.extend([0, 0, 255, 9, 8, 7, 0, 0]);
    let (picture, said) = open(bytes.clone());
    assert_eq!(
        (picture.kind, picture.width, picture.height, said.len()),
        (Kind::Png, 2, 2, 0)
    );
    let pixels = image::load_from_memory(&picture.bytes).unwrap().to_rgb8();
    assert_eq!(pixels.as_raw()[..], [255, 0, 0, 7, 8, 9, 0, 0, 255, 0, 255, 0]);
    // What says that it is larger than it could be is refused before.
    bytes[18..22].copy_from_slice(&100_000_i32.to_le_bytes());
    bytes[22..26].copy_from_slice(&100_000_i32.to_le_bytes());
    assert_eq!(refusal(&bytes).code, "picture-too-large");
}
