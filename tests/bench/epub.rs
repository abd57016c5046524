//! What packing an EPUB costs, the pages' layout aside, as the book grows: the essay once, ten and a hundred times over, each
//! time with a photograph of its own.

use std::path::Path;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use kurras::diagnostic::{Report, Sources};
use kurras::edition::open::open;
use kurras::output::epub;
use kurras::workspace::Workspace;

/// How many times the essay stands in the books that are compared.
pub const COPIES: [u32; 3] = [1, 10, 100];

/// Writes a book of so many copies of the essay into a folder.
pub fn write(folder: &Path, copies: u32) {
    std::fs::create_dir_all(folder).expect("a folder for the book");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
    std::fs::copy(source.join("book.toml"), folder.join("book.toml")).expect("the essay's book.toml");
    let essay = std::fs::read_to_string(source.join("essay.md")).expect("the essay");
    let mut text = String::new();
    for copy in 0..copies {
        text += &format!("{essay}\n\n![صورة](photo-{copy}.jpg)\n\n");
        std::fs::write(folder.join(format!("photo-{copy}.jpg")), photograph(copy)).expect("a picture");
    }
    std::fs::write(folder.join("essay.md"), text).expect("the manuscript");
}

/// A picture of 1200 by 800 pixels with the grain of a photograph, some 300 KB.
fn photograph(copy: u32) -> Vec<u8> {
    let grain = |x: u32, y: u32| (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503) ^ copy).wrapping_mul(97) >> 27;
    let shade = |value: u32| u8::try_from(value % 256).unwrap_or(0);
    let pixels = RgbImage::from_fn(1200, 800, |x, y| {
        Rgb([shade(x / 6 + grain(x, y)), shade(y / 4 + grain(y, x)), 120])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = DynamicImage::from(pixels);
    picture.write_to(&mut bytes, ImageFormat::Jpeg).expect("a JPEG");
    bytes.into_inner()
}

/// Reads a book and, if wanted, packs its EPUB, without cover and page list. Prints the size.
pub fn run(folder: &Path, pack: bool) {
    let (mut report, mut sources) = (Report::new(), Sources::default());
    let workspace = Workspace::open(folder, &mut report).expect("the book opens");
    let edition = open(&workspace, None, &mut sources, &mut report);
    let edition = edition.expect("the book is right");
    if pack {
        let book = epub::make(&edition, None, &[], &mut report).expect("the EPUB is packed");
        println!("{} bytes", book.bytes.len());
    }
}
