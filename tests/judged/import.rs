//! Documents of other programs, imported, made into books and put before EPUBCheck. That their words, notes and marks come in is held in
//! `tests/quick/import.rs`.

use std::path::Path;

use crate::support::judges;
use crate::support::program::kurras;

#[test]
fn books_of_other_programs_documents_come_out_whole() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    let folder = tempfile::tempdir().unwrap();
    let mut names: Vec<String> = std::fs::read_dir(&fixtures)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| ![".txt", ".py", ".png"].iter().any(|ending| name.ends_with(ending)))
        .collect();
    names.sort();
    assert!(names.len() >= 50, "{}", names.len());
    for name in &names {
        let book = format!("books/{}", name.replace('.', "-"));
        let document = fixtures.join(name).to_string_lossy().into_owned();
        kurras(folder.path(), &["import", &document, "-o", &book]).expect_code(0);
    }
    // Strict: nothing of what was imported is missing in what is made of it.
    kurras(folder.path(), &["build", "books", "--strict", "--only", "pdf,epub"]).expect_code(0);
    let made: Vec<_> = std::fs::read_dir(folder.path().join("dist"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let count = |ending: &str| {
        made.iter()
            .filter(|path| path.extension().is_some_and(|e| e == ending))
            .count()
    };
    assert_eq!((count("pdf"), count("epub")), (names.len(), names.len()), "{made:?}");
    for book in made
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "epub"))
    {
        judges::epubcheck(book);
    }
}
