//! The way that `docs/from-word.md` shows in pictures, gone with the document that the pictures were made of.

use std::path::Path;

use crate::support::program::kurras;

#[test]
fn the_way_from_word_to_sheets_is_as_it_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/word/essay.docx");
    std::fs::copy(document, folder.path().join("essay.docx")).unwrap();
    let codes = |text: &str| {
        let code =
            regex::Regex::new(r#""type":"diagnostic".*?"code":"([a-z-]+)"|"code":"([a-z-]+)".*?"type":"diagnostic""#)
                .unwrap();
        let found = code
            .captures_iter(text)
            .map(|found| found.iter().skip(1).flatten().next().unwrap().as_str().to_owned());
        found.collect::<Vec<_>>()
    };
    let came = kurras(folder.path(), &["import", "essay.docx", "--message-format", "json"]);
    came.expect_code(0);
    assert_eq!(
        codes(&came.stdout),
        ["import-left-out", "import-changed"],
        "{}",
        came.stdout
    );
    for file in ["text.md", "book.toml", "images/picture-1.png"] {
        assert!(folder.path().join("essay").join(file).is_file(), "{file}");
    }
    let made = kurras(
        folder.path(),
        &["build", "essay", "--strict", "--message-format", "json"],
    );
    made.expect_code(0);
    assert_eq!(codes(&made.stdout), [""; 0], "{}", made.stdout);
    for ending in [".pdf", "-booklet-a4.pdf", ".epub", ".txt", "-cover.png"] {
        assert!(
            folder.path().join(format!("dist/essay-0.1.0{ending}")).is_file(),
            "{ending}"
        );
    }
}
