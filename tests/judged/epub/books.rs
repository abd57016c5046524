//! The books that the tests share, each built once, and EPUBs taken apart.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::OnceLock;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::support::program::Book;

/// A picture of a few colours in a format.
pub fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let shade = |at: u32, of: u32| u8::try_from(at * 255 / of).unwrap();
    let pixels = RgbImage::from_fn(width, height, |x, y| Rgb([shade(x, width), shade(y, height), 120]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(pixels).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 20\" width=\"20\" height=\"20\" \
     onload=\"go()\"><script>go()</script><circle cx=\"10\" cy=\"10\" r=\"8\" fill=\"#8a1c1c\"/></svg>";

/// The fixture book with its pictures, whose names no device could read.
pub fn fixture() -> Book {
    Book::fixture("epub")
        .with("صور/صورة: بمسافة é.png", picture(600, 300, ImageFormat::Png))
        .with("صور/لقطة.webp", picture(300, 200, ImageFormat::WebP))
        .with("صور/رسم.svg", DRAWING)
}

/// A book that other tests are made with too, built.
pub fn other(name: &str) -> Book {
    let book = Book::fixture(name);
    book.build(&["--only", "epub"]).expect_code(0);
    book
}

/// The fixture book, built.
pub fn everything() -> &'static Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    BOOK.get_or_init(|| {
        let book = fixture();
        book.build(&["--only", "epub,txt"]).expect_code(0);
        book
    })
}

/// The essay, built.
pub fn essay() -> &'static Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    BOOK.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
        let mut book = Book::new();
        for name in ["book.toml", "essay.md"] {
            book = book.with(name, std::fs::read(folder.join(name)).unwrap());
        }
        book.build(&["--only", "epub,txt"]).expect_code(0);
        book
    })
}

/// The files of an EPUB by name.
pub fn unpack(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        files.insert(entry.name().to_string(), bytes);
    }
    files
}

/// A text file of an EPUB.
pub fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files.get(name).unwrap_or_else(|| panic!("no {name}")).clone()).unwrap()
}

/// The pages of an EPUB: name and XHTML.
pub fn pages(files: &BTreeMap<String, Vec<u8>>) -> Vec<(String, String)> {
    let names = files.keys().filter(|name| name.ends_with(".xhtml"));
    names.map(|name| (name.clone(), text(files, name))).collect()
}

/// The texts between the tags of a page, in order.
pub fn texts(page: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(page);
    let (mut found, mut run) = (Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Text(text) => run += &text.decode().unwrap(),
            quick_xml::events::Event::GeneralRef(name) => {
                let entity = format!("&{};", name.decode().unwrap());
                run += &quick_xml::escape::unescape(&entity).unwrap();
            }
            quick_xml::events::Event::Eof => return found,
            _ => {
                let text = std::mem::take(&mut run);
                found.extend((!text.trim().is_empty()).then_some(text));
            }
        }
    }
}

/// The names of the pages in the order of reading.
pub fn spine(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let package = text(files, "OEBPS/content.opf");
    let value = |element: &str, name: &str| {
        let rest = element.split(&format!(" {name}=\"")).nth(1)?;
        Some(rest.split('"').next()?.to_string())
    };
    let items: BTreeMap<String, String> = package
        .split("<item ")
        .skip(1)
        .filter_map(|item| Some((value(&format!(" {item}"), "id")?, value(item, "href")?)))
        .collect();
    let references = package.split("<itemref ").skip(1);
    references
        .map(|reference| format!("OEBPS/{}", items[&value(&format!(" {reference}"), "idref").unwrap()]))
        .collect()
}
