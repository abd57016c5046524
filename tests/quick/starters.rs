//! Every template of `kurras new`, in every language, makes a book of which nothing is to be said.

use kurras::starter::STARTERS;

use crate::support::program::kurras;

#[test]
fn every_template_builds_without_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let mut count = 0;
    for starter in STARTERS {
        for (language, ..) in starter.tongues {
            let name = format!("books/{}-{language}", starter.name);
            kurras(
                folder.path(),
                &["new", &name, "--template", starter.name, "--lang", language],
            )
            .expect_code(0);
            count += 1;
        }
    }
    let run = kurras(
        folder.path(),
        &["build", "books", "--strict", "--message-format", "json"],
    );
    let found: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| line.contains("\"type\":\"diagnostic\""))
        .collect();
    assert!(run.code == Some(0) && found.is_empty(), "{found:#?}\n{}", run.stderr);
    // What is promised of a statement: one sheet, printed on both sides.
    for language in ["ar", "en"] {
        let sheet = format!("statement-{language}-1.0.0-booklet-a4.pdf");
        let is_made = |line: &&str| line.contains(&sheet) && line.contains("\"type\":\"artifact\"");
        let line = run.stdout.lines().find(is_made);
        assert!(line.is_some_and(|line| line.contains("\"pages\":2")), "{line:?}");
    }
    let made = std::fs::read_dir(folder.path().join("dist")).unwrap().count();
    assert!(made >= count * 5, "{made} files of {count} books");
}

#[test]
fn nothing_is_written_over_and_nobody_is_asked_without_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    kurras(folder.path(), &["new"]).expect_code(2);
    kurras(folder.path(), &["new", "كتابي", "--title", "عنوان"]).expect_code(0);
    let config = std::fs::read_to_string(folder.path().join("كتابي/book.toml")).unwrap();
    assert!(config.contains("title = \"عنوان\""), "{config}");
    // It has a date, so that it can be released as it is.
    assert!(!config.contains("1970"), "{config}");
    kurras(folder.path(), &["release", "كتابي", "--out", "released"]).expect_code(0);
    // A file is no folder, and so it is said.
    let into = kurras(folder.path(), &["build", "كتابي", "--out", "كتابي/text.md"]);
    assert!(
        into.code == Some(3) && into.stderr.contains("name a folder") && !into.stderr.contains("disk"),
        "{}",
        into.stderr
    );
    let again = kurras(folder.path(), &["new", "كتابي"]);
    assert!(
        again.code == Some(2) && again.stderr.contains("folder-exists"),
        "{}",
        again.stderr
    );
    let list = kurras(folder.path(), &["new", "--list"]);
    assert!(
        list.code == Some(0) && list.stdout.lines().count() == STARTERS.len(),
        "{}",
        list.stdout
    );
    kurras(folder.path(), &["completions", "bash"]).expect_code(0);
    kurras(folder.path(), &["man", "man"]).expect_code(0);
    assert!(folder.path().join("man/kurras-import.1").is_file());
}
