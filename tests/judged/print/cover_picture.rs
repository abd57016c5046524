//! A cover with a picture, the publisher's own picture, the ISBN as a barcode, and who did what.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::{MM, found, near, text};
use crate::support::judges;
use crate::support::program::Book;

const TOML: &str = "[book]\ntitle = \"حكايات البحر\"\nlanguage = \"ar\"\npublisher = \"دار الموج\"\ndescription = \"كتاب صغير.\"\n\
    authors = [\"سلمى\", { name = \"جماعة الشاطئ\", kind = \"group\" }]\n\
    contributors = [{ name = \"هالة\", role = \"trl\" }, { name = \"نور\", role = \"ill\" }, { name = \"ريم\", role = \"trl\" }]\n\
    isbn = \"978-0-306-40615-7\"\ncover-image = \"صور/غلاف.jpg\"\nlogo = \"logo.png\"\n";
const TEXT: &str = "# أول\n\nنصّ قصير.\n";
/// The cover's picture is of this colour.
const SEA: Rgb<u8> = Rgb([30, 90, 160]);

fn picture(width: u32, height: u32, colour: Rgb<u8>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::from_pixel(width, height, colour))
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

fn book(more: &str) -> Book {
    Book::new()
        .with("book.toml", format!("{TOML}{more}"))
        .with("text.md", TEXT)
        .with("صور/غلاف.jpg", picture(1500, 2100, SEA, ImageFormat::Jpeg))
        .with("logo.png", picture(60, 60, Rgb([200, 0, 0]), ImageFormat::Png))
}

fn is_sea(pixel: &Rgb<u8>) -> bool {
    pixel.0.iter().zip(SEA.0).all(|(have, want)| have.abs_diff(want) < 24)
}

#[test]
fn the_cover_is_the_same_in_every_output() {
    let book = book("[print]\n");
    book.build(&["--strict"]).expect_code(0).expect_proved("0.1.0.pdf:");
    let reading = book.file("0.1.0.pdf");
    judges::verapdf(&reading, "3a,ua1");
    judges::epub(&book.file(".epub"));

    // The picture fills the front cover; letters stand in a field of their own.
    let front = judges::draw(&reading, 1, 50);
    assert!(is_sea(front.get_pixel(3, 3)) && is_sea(front.get_pixel(front.width() - 3, front.height() - 3)));
    assert!(text(&reading, 1, None).contains("حكايات البحر"));
    let shelf = image::open(book.file("-cover.png")).unwrap().to_rgb8();
    assert_eq!(shelf.dimensions(), (1600, 2560));
    assert!(is_sea(shelf.get_pixel(10, 10)) && is_sea(shelf.get_pixel(1590, 10)));

    // In a print shop's cover it bleeds on three sides and ends at the spine.
    let file = book.file("-cover-print.pdf");
    let cover = &found(&file).pages[0];
    near(cover.trim[0] - cover.bleed[0], 3.0, "bleed");
    let drawn = judges::draw(&file, 1, 72);
    let (middle, height) = ((cover.trim[0] + cover.trim[2]) / 2.0, drawn.height());
    let at = |x: f64, y: f64| drawn.get_pixel(x as u32, height - 1 - y as u32);
    assert!(is_sea(at(cover.bleed[0] + 2.0, cover.bleed[1] + 2.0)) && is_sea(at(middle - 3.0, cover.bleed[3] - 2.0)));
    assert_eq!(at(middle + 3.0, cover.bleed[3] - 2.0), &Rgb([255, 255, 255]));
    assert_eq!(at(cover.bleed[0] - 2.0, cover.bleed[1] - 2.0), &Rgb([255, 255, 255]));

    // The barcode is read from the reading PDF's last page and from the print shop's cover.
    for (file, page) in [(&reading, judges::page_count(&reading)), (&file, 1)] {
        assert_eq!(
            judges::barcodes(&judges::draw(file, page, 200)),
            ["EAN-13 9780306406157"],
            "{}",
            file.display()
        );
    }

    // Who did what stands on the title page.
    let title = text(&reading, 2, None) + &text(&reading, 3, None);
    for line in ["ترجمة هالة وريم", "رسوم نور", "دار الموج"] {
        assert!(title.contains(line), "{line} in {title}");
    }
    let plain = std::fs::read_to_string(book.file(".txt")).unwrap();
    for line in [
        "سلمى وجماعة الشاطئ",
        "ترجمة هالة وريم",
        "رسوم نور",
        "ISBN 978-0-306-40615-7",
    ] {
        assert!(plain.lines().any(|found| found == line), "{line} in {plain}");
    }

    // In the EPUB the cover is a JPEG, the publisher's picture is described, and groups are told apart.
    let mut epub = zip::ZipArchive::new(std::fs::File::open(book.file(".epub")).unwrap()).unwrap();
    let names: Vec<String> = epub.file_names().map(str::to_string).collect();
    let mut read = |ending: &str| {
        let name = names.iter().find(|name| name.ends_with(ending)).unwrap();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut epub.by_name(name).unwrap(), &mut bytes).unwrap();
        bytes
    };
    let cover = image::load_from_memory(&read("images/cover.jpg")).unwrap().to_rgb8();
    assert!(is_sea(cover.get_pixel(10, 10)));
    let package = String::from_utf8(read("content.opf")).unwrap();
    assert!(package.contains(">urn:isbn:9780306406157</dc:identifier>"), "{package}");
    assert!(
        package.contains("refines=\"#creator-2\" property=\"schema:additionalType\">https://schema.org/Organization")
    );
    assert!(!package.contains("refines=\"#creator-1\" property=\"schema:additionalType\""));
    let title = String::from_utf8(read("title.xhtml")).unwrap();
    assert!(title.contains("alt=\"دار الموج\""), "{title}");
}

#[test]
fn little_ink_and_small_pages_keep_the_barcode() {
    let book = book("[pdf]\npaper = \"a6\"\nink = \"low\"\nqr = true\n").with(
        "book.toml",
        format!("{TOML}url = \"https://example.org/sea\"\n[pdf]\npaper = \"a6\"\nink = \"low\"\nqr = true\n"),
    );
    book.build(&["--only", "pdf"]).expect_code(0);
    let reading = book.file("0.1.0.pdf");
    let front = judges::draw(&reading, 1, 50);
    assert_eq!(front.get_pixel(3, 3), &Rgb([255, 255, 255]), "a picture takes much ink");
    let back = judges::draw(&reading, judges::page_count(&reading), 300);
    let mut read = judges::barcodes(&back);
    read.sort();
    assert_eq!(read, ["EAN-13 9780306406157", "QR Code https://example.org/sea"]);
    assert!(f64::from(back.width()) / 300.0 * 72.0 - 105.0 * MM < 1.0);
}

#[test]
fn what_is_not_there_is_an_error_before_anything_is_made() {
    for (key, value) in [
        ("cover-image", "gone.jpg"),
        ("logo", "../logo.png"),
        ("isbn", "978-0-306-40615-8"),
    ] {
        let book = Book::new()
            .with("book.toml", format!("[book]\ntitle = \"ع\"\n{key} = \"{value}\"\n"))
            .with("text.md", TEXT);
        let run = book.build(&["--only", "txt"]);
        run.expect_code(2)
            .expect_said(&format!("`{key} = \"{value}\"`"))
            .expect_said("book.toml:3:");
    }
}
