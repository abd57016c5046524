//! Every fixture book, and the program's own, comes out whole and is proved: no error, and nothing that a release would refuse.

use std::path::{Path, PathBuf};

use crate::support::program::kurras;

/// The folders with a `book.toml` below a folder.
fn books(folder: &Path, found: &mut Vec<PathBuf>) {
    if folder.join("book.toml").is_file() {
        found.push(folder.to_owned());
        return;
    }
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() && !path.ends_with("lint"))
        .collect();
    folders.sort();
    for folder in folders {
        books(&folder, found);
    }
}

#[test]
fn every_book_comes_out_whole_and_proved() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = vec![root.join("book")];
    books(&root.join("tests/fixtures"), &mut all);
    assert!(all.len() > 10, "{all:?}");
    let out = tempfile::tempdir().unwrap();
    for (number, book) in all.iter().enumerate() {
        let out = out.path().join(number.to_string());
        let mut arguments = vec!["build", book.to_str().unwrap(), "--out", out.to_str().unwrap()];
        // The pictures of this one are made by the tests that need them.
        if !book.ends_with("epub") {
            arguments.push("--strict");
        }
        kurras(root, &arguments).expect_code(0);
        let built = std::fs::read_dir(&out).unwrap().count();
        assert!(built >= 5, "{}: {built} files", book.display());
    }
}

/// Its cover and its title page show the title and nothing else, so that they are alike but for their size.
#[test]
fn a_text_of_which_nothing_is_known_comes_out_proved() {
    let book = crate::support::program::Book::new().with("text.md", "# Title\n\nText here.\n");
    book.build(&["--strict"])
        .expect_code(0)
        .expect_proved("booklet-a4.pdf: 3 of 3");
}
