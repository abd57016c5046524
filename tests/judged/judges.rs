//! The judges judge: each accepts what is right and names what is wrong. (A judge that always nods would prove nothing.)

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::support::judges;

/// What a judge says against a file.
fn objection(judge: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(judge)).expect_err("the judge has nothing against it");
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}

fn write(folder: &tempfile::TempDir, name: &str, content: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, content).expect("a temporary folder can be written to");
    path
}

/// A PDF of one page, by hand, with `text` in a font that is not embedded.
fn small_pdf(text: &str) -> Vec<u8> {
    let stream = format!("BT /F 24 Tf 20 100 Td ({text}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        pdf.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = pdf.len();
    pdf.extend(b"xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        pdf.extend(format!("{place:010} 00000 n \n").bytes());
    }
    pdf.extend(format!("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    pdf
}

#[test]
fn pdf_readers_accept_a_sound_file_and_refuse_a_broken_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sound = write(&folder, "sound.pdf", &small_pdf("Hello world"));
    judges::qpdf(&sound);
    judges::mutool(&sound);
    judges::ghostscript(&sound);
    assert_eq!(judges::page_count(&sound), 1);
    assert_eq!(judges::draw(&sound, 1, 72).dimensions(), (300, 200));
    assert!(objection(|| judges::poppler(&sound)).contains("not embedded"));
    let mut broken = small_pdf("Hello world");
    broken.truncate(400);
    let broken = write(&folder, "broken.pdf", &broken);
    assert!(objection(|| judges::qpdf(&broken)).contains("qpdf"));
    assert!(objection(|| judges::mutool(&broken)).contains("mutool"));
    let nonsense = write(&folder, "nonsense.pdf", b"%PDF-1.7\nnothing of the kind\n");
    assert!(objection(|| judges::ghostscript(&nonsense)).contains("gs on"));
}

#[test]
fn verapdf_names_the_rules_that_fail() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plain = write(&folder, "plain.pdf", &small_pdf("Hello world"));
    let said = objection(|| judges::verapdf(&plain, "3a"));
    assert!(
        said.contains("6.2.11.4.1"),
        "the font that is not embedded goes unnoticed:\n{said}"
    );
    assert!(said.contains("6.6.2.1"), "the missing metadata goes unnoticed:\n{said}");
    let said = objection(|| judges::verapdf(&plain, "ua1"));
    assert!(said.contains("untagged") || said.contains("7.1"), "{said}");
    assert!(objection(|| judges::verapdf(&plain, "9z")).contains("9z"));
}

#[test]
fn epub_judges_name_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let nothing = write(&folder, "nothing.epub", b"PK");
    assert!(objection(|| judges::epubcheck(&nothing)).contains("FATAL"));
    assert!(!objection(|| judges::ace(&nothing)).is_empty());
}

#[test]
fn words_that_are_lost_split_or_out_of_order_do_not_count() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let reference = write(
        &folder,
        "reference.txt",
        "كتبَ الطالبُ درسه، ثم نام.\nHello world\n".as_bytes(),
    );
    judges::every_word(&reference, &reference);
    let measured = |text: &str| {
        let other = write(&folder, "other.txt", text.as_bytes());
        let words = judges::words(&reference, &other).remove(0);
        ((words.exact * 7.0).round(), (words.bare * 7.0).round())
    };
    assert_eq!(
        measured("\u{202B}كتبَ\u{200F} الطالبُ درسه، ثم\u{202C} نام. Hello world"),
        (7.0, 7.0),
        "controls are looked through"
    );
    assert_eq!(
        measured("كتب الطالب درسه ثم نام Hello world"),
        (3.0, 7.0),
        "marks and punctuation count, but not barely"
    );
    assert_eq!(
        measured("كتبَ الطا لبُ درسه، ثم نام. Hello world"),
        (6.0, 6.0),
        "a word split in two"
    );
    assert_eq!(
        measured("Hello world كتبَ الطالبُ درسه، ثم نام."),
        (5.0, 5.0),
        "out of order"
    );
    let lost = write(&folder, "lost.txt", "كتبَ الطالبُ ثم نام. Hello world".as_bytes());
    assert!(objection(|| judges::every_word(&reference, &lost)).contains("درسه،"));
}

#[test]
fn all_three_pdf_readers_read_and_search() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let reference = write(&folder, "reference.txt", b"Hello world\n");
    let file = write(&folder, "file.pdf", &small_pdf("Hello world"));
    judges::every_word(&reference, &file);
    let readers: Vec<String> = judges::words(&reference, &file)
        .into_iter()
        .map(|words| words.reader)
        .collect();
    assert_eq!(readers, ["poppler", "pdfium", "mupdf"]);
    let shares = [1.0, 1.0, 0.0];
    let expected: Vec<_> = readers.into_iter().map(|reader| (reader, shares)).collect();
    assert_eq!(judges::find(&reference, &file), expected);
    assert_eq!(judges::text_by("poppler", &file).trim(), "Hello world");
    let other = write(&folder, "other.pdf", &small_pdf("Hallo world"));
    assert_eq!(judges::find(&reference, &other)[0].1, [0.5, 0.0, 0.0]);
}

#[test]
fn schemas_say_where_a_file_is_wrong() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bill = r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "x",
        "licenses": [{"license": {"id": "MIT"}}]}]}"#;
    let good = write(&folder, "good.json", bill.as_bytes());
    judges::schema("cyclonedx", &good);
    let bad = write(&folder, "bad.json", bill.replace("MIT", "MTI").as_bytes());
    assert!(objection(|| judges::schema("cyclonedx", &bad)).contains("MTI"));
    let flow = "on: push\njobs: {a: {runs-on: x, steps: [{run: make}]}}\n";
    judges::schema("workflow", &write(&folder, "good.yml", flow.as_bytes()));
    let bad = write(&folder, "bad.yml", flow.replace("runs-on", "runs-in").as_bytes());
    assert!(objection(|| judges::schema("workflow", &bad)).contains("jobs.a"));
    let schema = write(&folder, "schema.json", br#"{"required": ["x"]}"#);
    assert!(objection(|| judges::schema(schema.to_str().unwrap(), &good)).contains("'x' is a required property"));
}

#[test]
fn a_missing_file_is_no_pass() {
    let nowhere = Path::new("no/such/file");
    assert!(objection(|| judges::epubcheck(nowhere)).contains("no/such/file"));
    assert!(objection(|| judges::verapdf(nowhere, "2b")).contains("no/such/file"));
    assert!(objection(|| judges::qpdf(nowhere)).contains("no/such/file"));
}
