//! A small book with everything in it that a release has to carry or to leave out.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use image::{DynamicImage, ImageFormat, RgbImage};

use crate::support::program::Book;

/// What cameras and editors wrote into the sample's pictures: none of it may be in a release.
pub const SECRETS: [&str; 4] = [
    "CameraSerial4711",
    "Kamera Ibn Haytham",
    "/home/nadia/drawings/map.svg",
    "Nadia's laptop",
];

/// The sample's configuration, of a version.
pub fn config(version: &str) -> String {
    format!(
        "[book]\ntitle = \"كراس صغير\"\nauthors = [\"ليلى\"]\nversion = \"{version}\"\ndate = \"2026-11-22\"\nslug = \"small\"\n\
         description = \"كتيّب للتجربة.\"\nsubjects = [\"تجربة\"]\nrights = \"للجميع\"\nurl = \"https://example.org/small\"\n"
    )
}

/// What makes the sample a book of all papers and editions that there are.
pub const MORE: &str = "[booklet]\npaper = [\"a4\", \"a3\"]\n\n[print]\npaper = \"90g\"\n\n[[edition]]\nstyle = \"large-print\"\n\n\
    [[edition]]\nname = \"naskh\"\npdf = { font = \"Noto Naskh Arabic\" }\n";

/// The sample's text.
pub const TEXT: &str = "# البداية\n\nهذه فقرة أولى فيها كلمات قليلة.[^1]\n\nوهذه فقرة ثانية، وفيها `code`.\n\n\
    ![صورة](images/photo.jpg \"من الرحلة\")\n\n![خريطة](images/map.svg)\n\n![لوحة](images/board.png)\n\n# النهاية\n\n\
    - بند أول\n- بند ثانٍ\n\n[^1]: حاشية قصيرة.\n";

/// A book of that version.
pub fn book(version: &str) -> Book {
    Book::new()
        .with("book.toml", config(version))
        .with("text.md", TEXT)
        .with("images/photo.jpg", photo())
        .with("images/map.svg", drawing())
        .with("images/board.png", board())
        .with("notes/draft.txt", "a draft that is no part of the book")
        .with(".git/config", "[user]\nname = Nadia")
}

/// Every file of a folder, by path from it.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_string();
                found.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    found
}

fn pixels() -> RgbImage {
    RgbImage::from_fn(64, 40, |x, y| image::Rgb([x as u8 * 3, y as u8 * 5, 90]))
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    DynamicImage::from(pixels())
        .write_to(&mut Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

/// Where the photo was taken, as a camera writes it: degrees, minutes and seconds as fractions (Exif 2.3, GPSLatitude).
pub const LATITUDE: [u8; 24] = [
    0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 30, 0, 0, 0, 1, 0, 0, 0xb8, 0x07, 0, 0, 0x03, 0xe8,
];

/// A JPEG lying on its side, with a camera's make and place in its Exif and a comment.
fn photo() -> Vec<u8> {
    let make = format!("{}\0", SECRETS[0]);
    let long = |n: usize| (n as u32).to_be_bytes();
    let entry = |tag: u16, kind: u16, count: usize, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &long(count), &value].concat()
    };
    // A header of 8 bytes, 3 entries, then what they point at: the make, the entries of the place, its fractions.
    let (at_make, at_place) = (8 + 2 + 3 * 12 + 4, 8 + 2 + 3 * 12 + 4 + make.len());
    let tiff = [
        b"MM\0\x2a\0\0\0\x08\0\x03".to_vec(),
        entry(0x010f, 2, make.len(), long(at_make)),
        entry(0x0112, 3, 1, [0, 6, 0, 0]),
        entry(0x8825, 4, 1, long(at_place)),
        long(0).to_vec(),
        make.into_bytes(),
        vec![0, 2],
        entry(1, 2, 2, *b"N\0\0\0"),
        entry(2, 5, 3, long(at_place + 2 + 2 * 12 + 4)),
        long(0).to_vec(),
        LATITUDE.to_vec(),
    ]
    .concat();
    let exif = [b"Exif\0\0".as_slice(), &tiff].concat();
    let jpeg = encoded(ImageFormat::Jpeg);
    let mut out = jpeg[..2].to_vec();
    for (marker, data) in [(0xe1, exif.as_slice()), (0xfe, SECRETS[1].as_bytes())] {
        out.extend([0xff, marker]);
        out.extend((data.len() as u16 + 2).to_be_bytes());
        out.extend(data);
    }
    out.extend(&jpeg[2..]);
    out
}

/// A drawing as an editor saves it.
fn drawing() -> String {
    format!(
        "<?xml version=\"1.0\"?><!-- {} --><svg xmlns=\"http://www.w3.org/2000/svg\" \
         xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" sodipodi:docname=\"{}\" width=\"100\" height=\"60\">\
         <metadata>{}</metadata><rect width=\"100\" height=\"60\" fill=\"#a33\"/></svg>",
        SECRETS[3], SECRETS[2], SECRETS[3]
    )
}

/// A PNG with a text chunk.
fn board() -> Vec<u8> {
    let png = encoded(ImageFormat::Png);
    let text = format!("Author\0{}", SECRETS[3]);
    let mut chunk = b"tEXt".to_vec();
    chunk.extend(text.bytes());
    let mut out = png[..33].to_vec();
    out.extend((text.len() as u32).to_be_bytes());
    out.extend(&chunk);
    out.extend(crc(&chunk).to_be_bytes());
    out.extend(&png[33..]);
    out
}

/// CRC-32 as PNG has it (ISO/IEC 15948, annex D).
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                0xedb8_8320 ^ (crc >> 1)
            } else {
                crc >> 1
            }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}
