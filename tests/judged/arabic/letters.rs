//! Text and shaping: requirements 1 to 11.

use unicode_normalization::is_nfc;

use super::page::dots;
use super::{Built, arabic, mixed};

/// Presentation forms, but for the signs that are written on purpose.
fn is_presentation_form(c: char) -> bool {
    matches!(u32::from(c), 0xfb50..=0xfd3d | 0xfd50..=0xfdcf | 0xfe70..=0xfefc)
}

#[test]
fn r1_letters_are_letters_and_signs_are_kept() {
    let typed = Built::of_text("", "# فصل\n\nقال ﻣﺮﺣﺒﺎ ﺑﻜﻢ ثم ﷺ.\n");
    for built in [&typed, arabic(), mixed()] {
        for text in [&built.text, &built.epub, &built.extracted()] {
            let odd: Vec<char> = text.chars().filter(|&c| is_presentation_form(c)).collect();
            assert!(odd.is_empty(), "{odd:?}");
            assert!(text.contains('ﷺ'));
        }
    }
    assert!(typed.text.contains("قال مرحبا بكم") && typed.epub.contains("قال مرحبا بكم"));
    typed.row("مرحبا");
}

#[test]
fn r2_joiners_are_kept() {
    assert!(arabic().text.contains("می\u{200c}خواهم"));
    assert!(arabic().epub.contains("می\u{200c}خواهم"));
    // No shape reaches over the non-joiner, as one would if the letters were joined.
    let row = arabic().row("فارسية");
    let middle = |c: char| {
        row.letters
            .iter()
            .find(|l| l.c == c)
            .map(|l| dots((l.left + l.right) / 2.0))
            .unwrap()
    };
    let (kha, ya) = (middle('خ'), middle('ی'));
    assert!(kha < ya);
    let joined = arabic()
        .ink(row)
        .shapes()
        .into_iter()
        .find(|shape| shape.left < kha && shape.right > ya);
    assert_eq!(joined, None);
}

#[test]
fn r4_text_is_composed() {
    for built in [arabic(), mixed()] {
        assert!(is_nfc(&built.text) && is_nfc(&built.epub));
    }
    assert_eq!(arabic().text.matches("قرآن").count(), 2);
    assert!(arabic().epub.contains("مسألة"));
}

#[test]
fn r5_lam_and_alef_are_one_shape_in_every_variant() {
    let row = arabic().row("لامات");
    for word in ["سلام", "وسلأ", "وسلإ", "وسلآ", "ولَا", "ولِأَ", "وبِلَا"] {
        row.edges(word);
    }
    // Parted by a non-joiner the same letters take more room.
    let (left, right) = row.edges("سلام");
    let apart = arabic().row("مقارنة");
    let all: Vec<f32> = ["سل\u{200c}ام", "سلام"]
        .iter()
        .filter(|word| apart.right_to_left().contains(**word))
        .map(|word| apart.edges(word))
        .map(|(left, right)| right - left)
        .collect();
    assert!(
        all.iter().all(|&parted| parted > right - left + 0.5) && !all.is_empty(),
        "{all:?} {}",
        right - left
    );
}

#[test]
fn r8_nothing_clips_the_marks() {
    let output = std::process::Command::new("mutool")
        .args(["draw", "-q", "-F", "trace", "-o", "-"])
        .arg(&arabic().pdf)
        .arg("5")
        .output()
        .unwrap();
    let trace = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        trace.contains("fill_text") && !trace.contains("<clip_"),
        "text stands inside a clip"
    );
    // The vocalised line's marks: ink well above the letters and below the baseline.
    let row = arabic().row("تشكيل");
    let ink = arabic().ink(row).trimmed();
    assert!(ink.height > dots(12.0), "{} dots", ink.height);
}

#[test]
fn r10_words_are_never_spaced_out() {
    assert!(!arabic().epub.contains("letter-spacing"));
    // The same word is as wide in every line, however far the line is stretched.
    let rows = arabic().rows.iter().filter(|row| row.right_to_left().contains(" كل "));
    let widths: Vec<f32> = rows
        .map(|row| row.edges("كل"))
        .map(|(left, right)| right - left)
        .collect();
    assert!(widths.len() >= 3, "{widths:?}");
    assert!(
        widths.iter().all(|width| (width - widths[0]).abs() < 0.05),
        "{widths:?}"
    );
}

#[test]
fn r3_letters_of_another_language_are_reported_with_their_place() {
    use crate::support::program::Book;
    for (language, word, place) in [
        ("ar", "کتاب", "text.md:3:4"),
        ("fa", "كتاب", "text.md:3:4"),
        ("ur", "علي", "text.md:3:6"),
    ] {
        let toml = format!("[book]\ntitle = \"ن\"\nslug = \"one\"\ndate = \"2026-11-22\"\nlanguage = \"{language}\"\n");
        let book = Book::new()
            .with("book.toml", toml)
            .with("text.md", format!("# ن\n\nسه {word} ن.\n"));
        let run = book.build(&["--only", "txt"]);
        run.expect_code(0)
            .expect_said("warning[mixed-letters]")
            .expect_said(place);
    }
}

#[test]
fn r40_signs_of_pause_stand_on_their_word() {
    let built = Built::of_text("", "# فصل\n\nلَا رَيْبَ ۛ فِيهِ ۛ هُدًى لهم.\n");
    for text in [&built.text, &built.epub] {
        assert!(text.contains("لَا رَيْبَۛ فِيهِۛ هُدًى"), "{text}");
    }
    assert_eq!(built.row("لهم").words().len(), 5);
}
