//! TIFF pictures, written on the spot as scanners and print shops write them.

use std::io::Cursor;

use ::tiff::encoder::compression::DeflateLevel;
use ::tiff::encoder::{Compression, TiffEncoder, colortype as of};
use ::tiff::tags::Tag;

use super::*;

/// Colour and shade of the pixel in the middle of the left half.
fn left(picture: &Picture) -> [u8; 3] {
    let image = image::load_from_memory(&picture.bytes).unwrap().to_rgb8();
    image.get_pixel(picture.width / 4, picture.height / 2).0
}

/// A TIFF of one strip of pixels, 40 by 20, packed in one of the ways.
fn written<C: of::ColorType>(pixels: &[C::Inner], packed: Compression, tags: &[(Tag, u16)]) -> Vec<u8>
where
    [C::Inner]: ::tiff::encoder::TiffValue,
{
    let mut out = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut out).unwrap().with_compression(packed);
    let mut image = encoder.new_image::<C>(40, 20).unwrap();
    for (tag, value) in tags {
        image.encoder().write_tag(*tag, *value).unwrap();
    }
    image.write_data(pixels).unwrap();
    out.into_inner()
}

/// A grey TIFF of so many bits a pixel, not packed, in one strip, where 0 is black.
fn scan(width: u32, height: u32, bits: u32, rows: &[u8]) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x08\0".to_vec();
    let long = |tag: u16, value: u32| (tag, 4u16, value);
    let short = |tag: u16, value: u32| (tag, 3u16, value);
    for (tag, kind, value) in [
        long(256, width),
        long(257, height),
        short(258, bits),
        short(259, 1),
        short(262, 1),
        long(273, 110),
        long(278, height),
        long(279, 100),
    ] {
        let entry = [
            &tag.to_le_bytes()[..],
            &kind.to_le_bytes(),
            &[1, 0, 0, 0],
            &value.to_le_bytes(),
        ];
        tiff.extend(entry.concat());
    }
    [&tiff, &[0; 4][..], rows].concat()
}

fn rgb() -> Vec<u8> {
    sample(40, 20).into_raw()
}

#[test]
fn tiffs_of_every_usual_sort_are_read() {
    let ways = [
        Compression::Uncompressed,
        Compression::Lzw,
        Compression::Deflate(DeflateLevel::Balanced),
        Compression::Packbits,
    ];
    let grey: Vec<u8> = rgb().chunks(3).map(|pixel| pixel[0]).collect();
    let wide = |pixels: &[u8]| -> Vec<u16> { pixels.iter().map(|value| u16::from(*value) * 257).collect() };
    let alpha: Vec<u8> = rgb().chunks(3).flat_map(|pixel| [pixel, &[255]].concat()).collect();
    // No cyan, and as much of the others as paints red; then half of it black.
    let inks: Vec<u8> = [0, 255, 255, 55].repeat(800);
    for way in ways {
        for (bytes, colour) in [
            (written::<of::RGB8>(&rgb(), way, &[]), [200, 0, 0]),
            (written::<of::RGBA8>(&alpha, way, &[]), [200, 0, 0]),
            (written::<of::RGB16>(&wide(&rgb()), way, &[]), [200, 0, 0]),
            (written::<of::Gray8>(&grey, way, &[]), [200, 200, 200]),
            (written::<of::Gray16>(&wide(&grey), way, &[]), [200, 200, 200]),
            (written::<of::CMYK8>(&inks, way, &[]), [200, 0, 0]),
        ] {
            let (picture, said) = open(bytes);
            assert_eq!((picture.kind, picture.width, picture.height), (Kind::Png, 40, 20));
            assert_eq!((left(&picture), said.len()), (colour, 0));
        }
    }
}

#[test]
fn scans_of_one_bit_a_pixel_are_black_on_white() {
    // Five bytes a row of forty pixels: the left half black, the right half white, where black is 0.
    let rows = [[0, 0, 0x0f, 0xff, 0xff]; 20].concat();
    let (picture, _) = open(scan(40, 20, 1, &rows));
    let image = image::load_from_memory(&picture.bytes).unwrap().to_luma8();
    assert_eq!((image.get_pixel(19, 5).0, image.get_pixel(20, 5).0), ([0], [255]));
}

#[test]
fn tiffs_stand_upright_and_say_their_further_pages() {
    let (picture, _) = open(written::<of::RGB8>(&rgb(), Compression::Lzw, &[(Tag::Orientation, 6)]));
    assert_eq!((picture.width, picture.height), (20, 40));
    let mut out = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut out).unwrap();
    for _ in 0..2 {
        encoder.write_image::<of::RGB8>(40, 20, &rgb()).unwrap();
    }
    let (_, said) = open(out.into_inner());
    assert_eq!(said[0].code, "picture-animated");
    assert!(said[0].message.contains("pages"));
}

#[test]
fn tiffs_that_cannot_be_read_are_refused() {
    let refusal = |bytes: Vec<u8>| Picture::open(bytes, Room::ENDLESS, &mut Vec::new()).unwrap_err();
    let whole = written::<of::RGB8>(&rgb(), Compression::Lzw, &[]);
    assert_eq!(refusal(whole[..60].to_vec()).code, "picture-damaged");
    // The first picture of a camera's raw file is a small one: to print it would look right and be wrong.
    let raw = written::<of::RGB8>(&rgb(), Compression::Lzw, &[(Tag::NewSubfileType, 1)]);
    assert!(refusal(raw).message.contains("raw"));
    assert_eq!(refusal(scan(60_000, 60_000, 8, &[0; 100])).code, "picture-too-large");
}
