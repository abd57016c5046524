//! What a print shop would send back is said before.

use super::{MM, book};
use crate::support::judges;
use std::process::Command;

#[test]
fn a_picture_of_too_few_dots_is_named_with_what_it_needs() {
    let run = book("[print]\n").build(&["--only", "print", "--no-proof"]);
    run.expect_code(0)
        .expect_said("warning[print-resolution]")
        .expect_said("رغيف.png has");
}

#[test]
fn a_picture_far_finer_than_a_press_is_made_smaller() {
    let fine = image::RgbImage::from_fn(1600, 1200, |x, y| image::Rgb([x as u8, y as u8, (x / 7 + y / 3) as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    fine.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    // 2 in wide: 800 dots an inch.
    let theme = "#import \"base.typ\": *\n#set page(width: width, height: height)\n#image(book.pictures.values().first(), width: 2in)\n";
    let book = book("[print]\n")
        .with("text.md", "![أ](fine.png)\n")
        .with("fine.png", bytes.into_inner())
        .with("theme/interior.typ", theme);
    let run = book.build(&["--only", "print", "--no-proof"]);
    run.expect_code(0);
    assert!(!run.stderr.contains("print-resolution"), "{}", run.stderr);
    let listed = Command::new("pdfimages")
        .arg("-list")
        .arg(book.file("2.1.0-print.pdf"))
        .output()
        .unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    let picture = listed
        .lines()
        .find(|line| line.contains(" image "))
        .unwrap_or_else(|| panic!("{listed}"));
    let words: Vec<&str> = picture.split_whitespace().collect();
    assert_eq!((words[3], words[4], words[12]), ("600", "450", "300"), "{listed}");
}

#[test]
fn what_stands_near_the_knife_is_said_and_what_bleeds_is_not() {
    for (dx, size, said) in [("2mm", "5mm", true), ("6mm", "5mm", false), ("-3mm", "30mm", false)] {
        let theme = format!(
            "#import \"base.typ\": *\n#set page(width: width, height: height, margin: 0pt)\n\
             #place(top + left, dx: {dx}, dy: 20mm, rect(width: {size}, height: 9mm, fill: black))\n"
        );
        let book = book("[print]\ncover = false\n").with("theme/interior.typ", theme);
        let run = book.build(&["--only", "print", "--no-proof"]);
        run.expect_code(0);
        assert_eq!(
            run.stderr.contains("warning[print-safety]: page 1"),
            said,
            "{dx}: {}",
            run.stderr
        );
        if dx == "-3mm" {
            let drawn = judges::draw(&book.file("-print.pdf"), 1, 144);
            let black = |mm: f64| drawn.get_pixel((mm * MM * 2.0) as u32, (33.0 * MM * 2.0) as u32).0[0] < 99;
            assert!(!black(5.8) && black(6.2), "it bleeds as far as the bleed");
        }
    }
}
