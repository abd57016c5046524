//! What sheets cost: placing a booklet's pages beside laying them out, and imposing foreign PDFs of growing length.

use std::path::Path;
use std::time::{Duration, Instant};

use kurras::diagnostic::{Report, Sources};
use kurras::edition::open::open;
use kurras::imposition::{Paper, SheetOptions};
use kurras::output::pdf::{FontSet, Pages};
use kurras::workspace::Workspace;
use lopdf::{Document, Object, ObjectId, Stream, dictionary};

/// How many pages the booklet has at least.
const PAGES: usize = 64;

/// Lays out a book of about 64 pages, then places them on sheets; prints both times and their share.
pub fn placing(dir: &Path, essay: &str) {
    let book = dir.join("long");
    std::fs::create_dir_all(&book).expect("a folder");
    let config = "[book]\ntitle = \"نصّ طويل\"\ndate = \"2026-11-22\"\n";
    std::fs::write(book.join("book.toml"), config).expect("the book can be written");
    let text = (1..=5).map(|n| format!("# {n}\n\n{essay}\n\n")).collect::<String>();
    std::fs::write(book.join("text.md"), text).expect("the book can be written");
    let (mut sources, mut report) = (Sources::default(), Report::new());
    let workspace = Workspace::open(&book, &mut report).expect("the book is there");
    let edition = open(&workspace, None, &mut sources, &mut report).map_err(|_| "the book is right");
    let edition = edition.expect("the book is right");
    let fonts = FontSet::open(&edition.families);
    let begin = Instant::now();
    let pages = Pages::lay_out(&edition, &fonts, &mut report).expect("the book can be laid out");
    let layout = begin.elapsed();
    assert!(pages.count() >= PAGES, "{} pages", pages.count());
    let place = || {
        let begin = Instant::now();
        let sheets = pages
            .place(&edition, SheetOptions::on(Paper::A4))
            .expect("the pages fit");
        assert_eq!(sheets.sides(), pages.count().div_ceil(4) * 2);
        begin.elapsed()
    };
    let mut placed: Vec<Duration> = (0..9).map(|_| place()).collect();
    placed.sort_unstable();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!(
        "{} pages laid out in {:.1} ms, placed on sheets in {:.2} ms: {:.2} % of it\n",
        pages.count(),
        ms(layout),
        ms(placed[4]),
        placed[4].as_secs_f64() / layout.as_secs_f64() * 100.0
    );
}

/// A PDF of so many pages, each with text of its own and a picture of 24 KB that packs no smaller.
pub fn foreign(pages: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut document = Document::with_version("1.7");
    let root = document.new_object_id();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let mut kids: Vec<Object> = Vec::new();
    for _ in 0..pages {
        let noise: Vec<u8> = (0..160 * 150).map(|_| random() as u8).collect();
        let picture = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 160, "Height" => 150, "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8 };
        let picture = document.add_object(Stream::new(picture, noise));
        let mut content = String::from("q 200 0 0 190 100 350 cm /P Do Q BT /F 9 Tf 40 560 Td 10 TL ");
        (0..40).for_each(|_| content += &format!("({:x} {:x} {:x}) Tj T* ", random(), random(), random()));
        content += "ET";
        let mut content = Stream::new(dictionary! {}, content.into_bytes());
        content.compress().expect("text packs");
        let content: ObjectId = document.add_object(content);
        let page = dictionary! {
            "Type" => "Page", "Parent" => root, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 420.into(), 595.into()],
            "Resources" => dictionary! { "Font" => dictionary! { "F" => font }, "XObject" => dictionary! { "P" => picture } },
        };
        kids.push(document.add_object(page).into());
    }
    let count = pages as i64;
    document.objects.insert(
        root,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into(),
    );
    let catalogue = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalogue);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF can be written");
    bytes
}
