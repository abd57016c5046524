//! `kurras impose` and `kurras calibrate` as they are called.

use std::path::PathBuf;
use std::process::{Command, Output};

use lopdf::Document;

use super::hands::draw;
use super::sample::coded;

/// A folder that goes away with the test.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn kurras(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kurras"))
        .args(arguments)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn sample(name: &str) -> String {
    format!("{}/tests/samples/impose/{name}.pdf", env!("CARGO_MANIFEST_DIR"))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn out(folder: &tempfile::TempDir, name: &str) -> (PathBuf, String) {
    let path = folder.path().join(name);
    let shown = path.to_str().unwrap().to_owned();
    (path, shown)
}

#[test]
fn sheets_are_written_and_told_about() {
    let folder = folder();
    let (path, shown) = out(&folder, "sheets.pdf");
    let done = kurras(&[
        "impose",
        &sample("chromium"),
        "-o",
        &shown,
        "--marks",
        "all",
        "--creep",
        "80g",
    ]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert_eq!(text(&done.stdout).trim(), shown);
    let said = text(&done.stderr);
    for part in [
        "impose-links",
        "2 sheets, bound on the right, after the PDF's language",
        "flip on the short edge",
        "staple",
    ] {
        assert!(said.contains(part), "{said}");
    }
    assert_eq!(draw(&std::fs::read(&path).unwrap(), 20.0).len(), 4);
    let again = out(&folder, "again.pdf");
    kurras(&[
        "impose",
        &sample("chromium"),
        "-o",
        &again.1,
        "--marks",
        "all",
        "--creep",
        "80g",
    ]);
    assert_eq!(std::fs::read(path).unwrap(), std::fs::read(again.0).unwrap());
}

/// The slug line is text: it brings a font along, which the scanned pages do not have.
#[test]
fn the_slug_line_names_the_sheet_in_the_pdfs_language() {
    let folder = folder();
    let (plain, lined) = (out(&folder, "plain.pdf"), out(&folder, "lined.pdf"));
    kurras(&["impose", &sample("scanner"), "-o", &plain.1, "--marks", "crop"]);
    kurras(&[
        "impose",
        &sample("scanner"),
        "-o",
        &lined.1,
        "--marks",
        "crop,slug",
        "--lang",
        "ar",
    ]);
    let embedded = |path: &PathBuf| {
        let document = Document::load_mem(&std::fs::read(path).unwrap()).unwrap();
        let has = |object: &lopdf::Object| {
            object
                .as_dict()
                .is_ok_and(|dict| dict.has(b"FontFile2") || dict.has(b"FontFile3"))
        };
        document.objects.values().filter(|object| has(object)).count()
    };
    assert_eq!((embedded(&plain.0), embedded(&lined.0)), (0, 1));
    let below = |path: &PathBuf| {
        let side = draw(&std::fs::read(path).unwrap(), 100.0).remove(0);
        let from = side.width * (side.height - side.height / 28);
        side.grey[from..].iter().filter(|grey| **grey < 160).count()
    };
    assert!(below(&lined.0) > below(&plain.0) + 100);
}

#[test]
fn what_is_wrong_decides_the_exit_code() {
    let folder = folder();
    let (path, shown) = out(&folder, "sheets.pdf");
    let own = folder.path().join("own.pdf");
    std::fs::write(&own, coded(4, (595.0, 842.0))).unwrap();
    let own = own.to_str().unwrap();
    // A file stands where a folder would have to be made.
    let nowhere = folder.path().join("own.pdf/out.pdf");
    for (arguments, code, said) in [
        (vec!["impose", "no-such-file.pdf", "-o", &shown], 2, "cannot read"),
        (
            vec!["impose", own, "-o", &shown, "--scheme", "origami"],
            2,
            "signatures-N",
        ),
        (vec!["impose", own, "-o", &shown, "--paper", "a99"], 2, "letter"),
        (vec!["impose", own, "-o", &shown, "--creep", "thick"], 2, "80g"),
        (vec!["impose", own, "-o", &shown, "--edge", "8"], 2, "3mm"),
        (vec!["impose", own], 2, "--output"),
        (vec!["impose", &sample("encrypted"), "-o", &shown], 1, "encrypted"),
        (vec!["impose", own, "-o", &shown, "--scale", "actual"], 1, "70.7 %"),
        (vec!["impose", own, "-o", nowhere.to_str().unwrap()], 3, "folder"),
        (
            vec!["calibrate", "-o", &shown, "--lang", "not a language"],
            2,
            "language",
        ),
    ] {
        let done = kurras(&arguments);
        assert_eq!(done.status.code(), Some(code), "{arguments:?}: {}", text(&done.stderr));
        assert!(
            text(&done.stderr).contains(said),
            "{arguments:?}: {}",
            text(&done.stderr)
        );
        assert!(!path.exists(), "{arguments:?}");
    }
}

#[test]
fn programs_are_told_in_json() {
    let folder = folder();
    let (_, shown) = out(&folder, "sheets.pdf");
    let done = kurras(&[
        "impose",
        &sample("libreoffice"),
        "-o",
        &shown,
        "--message-format",
        "json",
    ]);
    let lines: Vec<serde_json::Value> = text(&done.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let types: Vec<&str> = lines.iter().map(|line| line["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["diagnostic", "artifact"]);
    assert_eq!(lines[1]["pages"], 4);
    assert!(done.stderr.is_empty());
}

/// In every language and on every paper: two sides of the paper's size, with the same marks at the same places.
#[test]
fn calibration_sheets_measure_what_they_say() {
    let folder = folder();
    for (lang, paper) in [
        ("ar", "a4"),
        ("fa", "letter"),
        ("he", "a3"),
        ("ur", "legal"),
        ("fr", "a5"),
        ("en", "tabloid"),
        ("de", "a4"),
    ] {
        let (path, shown) = out(&folder, &format!("{lang}.pdf"));
        let done = kurras(&["calibrate", "-o", &shown, "--lang", lang, "--paper", paper]);
        assert_eq!(done.status.code(), Some(0), "{lang}: {}", text(&done.stderr));
        let sides = draw(&std::fs::read(&path).unwrap(), 254.0);
        assert_eq!(sides.len(), 2);
        // At 10 pixels a millimetre: the crosses' arms and the grids' middle lines meet in the middle of each half.
        for part in [0.25, 0.75] {
            for side in &sides {
                let (x, y) = ((side.width as f64 * part) as usize, side.height / 2);
                let dark = |x: usize, y: usize| (0..4).any(|d| side.grey[(y + d - 2) * side.width + x] < 200);
                assert!(
                    (3..45).all(|d| dark(x + d, y) && dark(x - d, y)),
                    "{lang} {paper}: {part}"
                );
            }
        }
    }
}
