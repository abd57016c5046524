//! Pictures as authors of many programs name and place them, in the EPUB and in the PDF beside it.

use std::process::Command;

use image::ImageFormat;

use super::books::{picture, text, unpack};
use crate::support::{judges, program::Book};

const TEXT: &str = "# صور\n\n\
    ![بالنسبة](a%20b.png){width=50%}\n\n\
    ![من الموقع](/site/absolute.png){width=5cm}\n\n\
    ![مرمّزة كما هي](50%25.png) ![مرقّمة](c#1.png)\n\n\
    سطر قبلها\n![في وسط فقرة](<it's \"here\".png>)\nوسطر بعدها.\n\n\
    [![رابط](a%20b.png)](https://example.org/map)\n\n\
    [![رابط إلى عنوان](a%20b.png)](#قسم)\n\n\
    <img src=\"a b.png\" alt=\"وسم\" style=\"width: 25%\">\n\n\
    <p align=\"center\"><img src=\"a b.png\" width=\"49%\" alt=\"أولى\"> <img src=\"a b.png\" width=\"49%\" alt=\"ثانية\"></p>\n\n\
    ![كما هي](as-is.jpg)\n\n\
    نصّ فيه ![أيقونة](a%20b.png) بين كلماته، و![كبيرة|120](a%20b.png) أخرى.\n\n## قسم\n\nنصّ.\n";

fn book() -> Book {
    let wide = |pixels: u32| picture(pixels, pixels / 2, ImageFormat::Png);
    Book::new()
        .with("book.toml", "[book]\ntitle = \"صور\"\nlanguage = \"ar\"\n")
        .with("text.md", TEXT)
        .with("a b.png", wide(600))
        .with("static/site/absolute.png", wide(602))
        .with("50%25.png", wide(604))
        .with("50%.png", "another, which is not meant")
        .with("c#1.png", picture(303, 606, ImageFormat::Png))
        .with("it's \"here\".png", wide(608))
        .with("as-is.jpg", picture(500, 200, ImageFormat::Jpeg))
}

#[test]
fn pictures_are_found_as_wide_and_where_their_authors_mean_them() {
    let book = book();
    let run = book.build(&["--only", "pdf,epub,txt", "--strict"]);
    run.expect_code(0).expect_proved("0.1.0.pdf:");
    judges::epub(&book.file(".epub"));
    judges::verapdf(&book.file("0.1.0.pdf"), "3a,ua1");

    let files = unpack(&book.file(".epub"));
    let page = files
        .keys()
        .filter(|name| name.ends_with(".xhtml"))
        .map(|name| text(&files, name));
    let page = page.filter(|page| page.contains("بالنسبة")).collect::<String>();
    for expected in [
        "alt=\"بالنسبة\" style=\"width:50%\"",
        "alt=\"من الموقع\" style=\"width:189px\"",
        "<figure style=\"flex-grow: 2.00; min-width: 12.00em\">",
        "<figure style=\"flex-grow: 0.50; min-width: 3.00em\">",
        "alt=\"وسم\" style=\"width:25%\"",
        "<figure style=\"flex-grow: 0.49; min-width: 9.80em\">",
        "alt=\"كبيرة\" style=\"width:120px\"",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    assert_eq!(page.matches("class=\"row\"").count(), 2);
    // The paragraph is parted around its picture.
    assert_eq!(page.matches("<figure>").count(), 7, "{page}");
    let link = regex::Regex::new("<a href=\"https://example.org/map\"><img [^>]*alt=\"رابط\"").unwrap();
    assert!(link.is_match(&page), "{page}");
    assert!(page.contains("<a href=\"text-0"), "{page}");

    // In the PDF: the link, and how large each picture stands, from its pixels and their density.
    let reading = book.file("0.1.0.pdf");
    let said = |program: &str, option: &str| {
        let output = Command::new(program).arg(option).arg(&reading).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(said("pdfinfo", "-url").contains("https://example.org/map"));
    let placed: Vec<(f64, f64)> = said("pdfimages", "-list")
        .lines()
        .skip(2)
        .filter_map(|line| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let number = |at: usize| fields.get(at)?.parse::<f64>().ok();
            Some((number(3)?, number(3)? / number(12)? * 25.4))
        })
        .collect();
    let wide = |pixels: f64| {
        placed
            .iter()
            .filter(|picture| picture.0 == pixels)
            .map(|picture| picture.1)
            .collect::<Vec<_>>()
    };
    // The line of an A5 page is 111 mm wide.
    assert!((wide(600.0)[0] - 55.5).abs() < 0.6, "{placed:?}");
    assert!((wide(602.0)[0] - 50.0).abs() < 0.6, "{placed:?}");
    assert!((wide(608.0)[0] - 111.0).abs() < 1.0, "{placed:?}");
    // Two side by side are of one height: the one is four times as wide as the other for its height.
    let (lying, standing) = (wide(604.0)[0], wide(303.0)[0]);
    assert!(
        (lying / standing - 4.0).abs() < 0.1 && lying + standing < 111.0 && lying + standing > 100.0,
        "{placed:?}"
    );

    // A photograph that is no larger than it is shown is the author's file, to the byte, in both.
    let whole = picture(500, 200, ImageFormat::Jpeg);
    assert!(files.values().any(|file| *file == whole));
    let pdf = std::fs::read(&reading).unwrap();
    assert!(pdf.windows(whole.len()).any(|part| part == whole));

    let plain = std::fs::read_to_string(book.file(".txt")).unwrap();
    assert!(plain.contains("[صورة: رابط] (https://example.org/map)"), "{plain}");
}
