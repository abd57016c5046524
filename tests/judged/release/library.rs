//! Libraries: what is told of many books, and that unchanged ones are not made again.

use std::path::Path;

use crate::support::program::{Run, kurras};

const TEXT: &str = "# باب\n\nنص قصير.\n";

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn library(books: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, more) in books {
        let toml = format!("[book]\ntitle = \"كتاب {name}\"\nlanguage = \"ar\"\ndate = \"2026-11-22\"\n{more}");
        write(folder.path(), &format!("books/{name}/book.toml"), &toml);
        write(folder.path(), &format!("books/{name}/text.md"), TEXT);
    }
    folder
}

fn build(folder: &Path, more: &[&str]) -> Run {
    kurras(folder, &[&["build", "books", "--only", "txt"], more].concat())
}

/// The files that were made, with their times.
fn times(folder: &Path) -> Vec<(String, std::time::SystemTime)> {
    let entries = std::fs::read_dir(folder.join("dist")).into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.path().is_file());
    let mut found: Vec<_> = files
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                entry.metadata().unwrap().modified().unwrap(),
            )
        })
        .collect();
    found.sort();
    found
}

#[test]
fn two_books_of_one_name_are_refused_before_anything_is_written() {
    let library = library(&[("one", ""), ("two", "slug = \"one\"\n"), ("three", "")]);
    let run = build(library.path(), &[]);
    run.expect_code(2).expect_said("`slug` of its own");
    assert_eq!(times(library.path()), []);
    kurras(library.path(), &["books", "books"]).expect_code(2);
}

#[test]
fn what_came_out_and_what_did_not_is_told_at_the_end() {
    let library = library(&[("one", ""), ("two", ""), ("wrong", "version = \"first\"\n")]);
    let run = build(library.path(), &[]);
    run.expect_code(2)
        .expect_said("kurras: 2 of 3 books came out")
        .expect_said("not books/wrong: `version");
    assert_eq!(times(library.path()).len(), 2);
    let json = build(library.path(), &["--message-format", "json"]);
    let last: serde_json::Value = serde_json::from_str(json.stdout.lines().next_back().unwrap()).unwrap();
    assert_eq!(
        (&last["type"], &last["books"], &last["unchanged"]),
        (&"summary".into(), &3.into(), &2.into())
    );
    assert_eq!(
        (&last["failed"][0]["path"], &last["failed"][0]["exit_code"]),
        (&"books/wrong".into(), &2.into())
    );
}

#[test]
fn an_unchanged_book_is_not_made_again_and_all_is_told_as_if_it_were() {
    let library = library(&[("one", ""), ("two", "")]);
    let path = library.path();
    write(path, "books/one/text.md", "# باب\n\nنص قصير.\n\n[رابط](#nowhere)\n");
    let first = build(path, &[]);
    let (before, told) = (times(path), |run: &Run| {
        run.stderr.replace(", 2 of them unchanged and not made again", "")
    });
    let again = build(path, &[]);
    assert_eq!(
        (times(path), &again.stdout, told(&again)),
        (before.clone(), &first.stdout, told(&first))
    );
    again
        .expect_said("2 of 2 books came out, 2 of them unchanged")
        .expect_said("warning[broken-link]");
    let changed = |what: &str| {
        let after = times(path);
        let names: Vec<&String> = after
            .iter()
            .filter(|file| !before.contains(file))
            .map(|file| &file.0)
            .collect();
        assert_eq!(names, ["one-0.1.0.txt"], "{what}");
    };
    // A changed text, a new file, a lost output, another day.
    write(path, "books/one/text.md", "# باب\n\nنص آخر.\n");
    build(path, &[]).expect_said("1 of them unchanged");
    changed("text");
    for change in ["books/one/more.md", "dist/one-0.1.0.txt"] {
        write(path, change, TEXT);
        build(path, &[]).expect_said("1 of them unchanged");
    }
    for option in ["--no-proof", "--force"] {
        let run = build(path, &[option]);
        assert!(!run.stderr.contains("unchanged"), "{option}: {}", run.stderr);
    }
}

#[test]
fn a_library_is_listed_with_what_is_stale() {
    let library = library(&[("10", ""), ("2", ""), ("wrong", "version = \"first\"\n")]);
    let path = library.path();
    let list = || {
        let run = kurras(path, &["books", "books", "--only", "txt", "--message-format", "json"]);
        let lines = run
            .stdout
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        lines
            .filter(|line| line["type"] == "book")
            .map(|line| format!("{} {}", line["path"].as_str().unwrap(), line["state"].as_str().unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(list(), ["books/2 stale", "books/10 stale", "books/wrong wrong"]);
    kurras(path, &["build", "books/2", "--only", "txt"]).expect_code(0);
    assert_eq!(list(), ["books/2 unchanged", "books/10 stale", "books/wrong wrong"]);
    let stale = kurras(path, &["books", "books", "--only", "txt", "--stale"]);
    assert!(
        stale.stdout.contains("books/10") && !stale.stdout.contains("books/2"),
        "{}",
        stale.stdout
    );
}

#[test]
fn one_file_and_the_folder_above_are_books() {
    let library = library(&[("one", "")]);
    let path = library.path();
    write(path, "essay.md", "# مقالة\n\nنص.\n");
    kurras(path, &["build", "essay.md", "--only", "txt"]).expect_code(0);
    let below = path.join("books/one/pictures");
    std::fs::create_dir(&below).unwrap();
    kurras(&below, &["build", "--only", "txt", "--out", "../../../dist"]).expect_code(0);
    let names: Vec<String> = times(path).into_iter().map(|file| file.0).collect();
    assert_eq!(names, ["essay-0.1.0.txt", "one-0.1.0.txt"]);
}
