//! The print shop's files: what an independent reader, a renderer and a press's separations find in them.

mod checks;
mod cover;
mod cover_picture;
mod pages;

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::support::judges;
use crate::support::program::Book;

const MM: f64 = 72.0 / 25.4;

/// The fixture that holds everything, with more in its `book.toml`: keys of `[book]` first, then tables.
fn book(more: &str) -> Book {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/everything/book.toml");
    let toml = std::fs::read_to_string(fixture).unwrap();
    Book::fixture("everything").with("book.toml", format!("{toml}\n{more}"))
}

/// What `tests/judges/print.py` finds in a file.
#[derive(Debug, Deserialize)]
struct Found {
    pages: Vec<Page>,
    profile: Option<String>,
    direction: String,
    fonts: Vec<String>,
    findings: Vec<String>,
}

/// Boxes are left, bottom, right and top in points.
#[derive(Debug, Deserialize)]
struct Page {
    media: [f64; 4],
    bleed: [f64; 4],
    trim: [f64; 4],
    text: Vec<String>,
    drawing: Vec<String>,
    pictures: Vec<String>,
}

fn found(file: &Path) -> Found {
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges/print.py");
    let python = judges::installed().join("venv/bin/python");
    let output = Command::new(python).arg(judge).arg(file).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|why| panic!("{}: {why}\n{error}", file.display()))
}

/// The text of a page (from 1), or of a part of it in points from its top left corner.
fn text(file: &Path, page: usize, part: Option<[f64; 4]>) -> String {
    let mut command = Command::new("pdftotext");
    let page = page.to_string();
    command.args(["-f", &page, "-l", &page]);
    for (option, value) in ["-x", "-y", "-W", "-H"].iter().zip(part.into_iter().flatten()) {
        command.arg(option).arg(value.round().to_string());
    }
    let output = command.arg(file).arg("-").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// How much of each ink a page takes, by Ghostscript's separations: cyan, magenta, yellow, black.
fn inks(file: &Path) -> Vec<[f64; 4]> {
    let output = Command::new("gs")
        .args(["-q", "-dSAFER", "-o", "-", "-sDEVICE=inkcov"])
        .arg(file)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let inks = |line: &str| -> Option<[f64; 4]> {
        let numbers: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        numbers.try_into().ok()
    };
    said.lines().filter_map(inks).collect()
}

#[track_caller]
fn near(a: f64, b_mm: f64, what: &str) {
    assert!((a / MM - b_mm).abs() < 0.1, "{what}: {} mm instead of {b_mm}", a / MM);
}
