//! What stands on the shelf: whole releases, never changed, whatever happens to a run.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

use super::sample::{self, files};
use crate::support::program::{Book, Run, command};

fn release(book: &Book) -> Run {
    book.run(&["release", "book", "--out", "out"])
}

fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    let time = |name: &String| std::fs::metadata(folder.join(name)).unwrap().modified().unwrap();
    files(folder).keys().map(|name| (name.clone(), time(name))).collect()
}

#[test]
fn an_unchanged_book_leaves_its_release_untouched() {
    let book = sample::book("1.0.0");
    release(&book).expect_code(0);
    let before = times(&book.out());
    release(&book).expect_code(0).expect_said("is as it was");
    assert_eq!(before, times(&book.out()));
}

#[test]
fn a_released_version_is_never_overwritten() {
    let book = sample::book("1.0.0");
    release(&book).expect_code(0);
    let before = files(&book.out());
    let book = book.with("text.md", "# غير ذلك\n\nنص آخر.\n");
    release(&book)
        .expect_code(1)
        .expect_said("released before")
        .expect_said("raise `version`");
    assert_eq!(before, files(&book.out()));
    let book = book.with("book.toml", sample::config("1.0.1"));
    release(&book).expect_code(0);
    assert!(book.out().join("small/1.0.1/SHA256SUMS").is_file());
    for (name, bytes) in before.iter().filter(|(name, _)| name.starts_with("small/1.0.0/")) {
        assert!(
            std::fs::read(book.out().join(name)).unwrap() == *bytes,
            "{name} has changed"
        );
    }
}

#[test]
fn a_damaged_release_is_told_and_left() {
    let book = sample::book("1.0.0");
    release(&book).expect_code(0);
    let text = book.out().join("small/1.0.0/small-1.0.0.txt");
    std::fs::write(&text, "something else").unwrap();
    release(&book)
        .expect_code(1)
        .expect_said("small-1.0.0.txt differs from byte 0");
    assert_eq!(std::fs::read_to_string(text).unwrap(), "something else");
}

#[test]
fn without_a_date_or_with_a_bad_version_nothing_is_released() {
    let book = sample::book("1.0.0").with("book.toml", "[book]\ntitle = \"x\"\n");
    release(&book)
        .expect_code(2)
        .expect_said("needs a date")
        .expect_said("SOURCE_DATE_EPOCH");
    for version in ["1", "1.0", "v1.0.0", "1.0.0/../../x", "١.٠.٠", " "] {
        let book = sample::book(version);
        release(&book).expect_code(2).expect_said("version");
        assert_eq!(book.built(), [""; 0], "{version}");
    }
}

#[test]
fn a_place_that_cannot_be_written_is_the_machines_fault() {
    let book = sample::book("1.0.0").with("taken", "a file");
    book.run(&["release", "book", "--out", "book/taken"])
        .expect_code(3)
        .expect_said("book/taken");
    book.run(&["release", "book", "--out", "/proc/releases"]).expect_code(3);
}

#[test]
fn a_full_disk_leaves_nothing() {
    let book = sample::book("1.0.0");
    let folder = book.path().parent().unwrap().to_path_buf();
    // No file may grow beyond this many kilobytes. The signal by which the system says so is ignored, or left to the program to bear.
    for (limit, signal) in [("4", "trap '' XFSZ; "), ("40", ""), ("200", "")] {
        let script = format!("{signal}ulimit -f {limit}; exec \"$0\" release book --out out");
        let mut shell = Command::new("bash");
        shell
            .args(["-c", &script, env!("CARGO_BIN_EXE_kurras")])
            .current_dir(&folder);
        Run::of(&mut shell).expect_code(3).expect_said("cannot write");
        assert_eq!(files(&book.out()), BTreeMap::new(), "at {limit} KiB");
    }
    release(&book).expect_code(0);
    book.run(&["verify", "out/small/1.0.0"]).expect_code(0);
}

/// A disk that fills when the set is in its place already: what was written is told, and nothing else.
#[test]
fn a_catalogue_that_cannot_be_written_takes_nothing_back() {
    let book = sample::book("1.0.0");
    std::fs::create_dir_all(book.out().join("index.html/taken")).unwrap();
    let run = release(&book);
    run.expect_code(3).expect_said("only the catalogue");
    assert!(!run.stderr.contains("nothing was written"), "{}", run.stderr);
    assert!(run.stdout.contains("small/1.0.0"), "{}", run.stdout);
    std::fs::remove_dir_all(book.out().join("index.html")).unwrap();
    release(&book).expect_code(0).expect_said("is as it was");
    book.run(&["verify", "out/small/1.0.0"]).expect_code(0);
}

/// Kills the program at twenty moments spread over its whole run and beyond, and at the moment in which each file appears.
#[test]
fn a_killed_run_leaves_nothing_half_made_and_the_next_mends_it() {
    let whole = sample::book("1.0.0");
    let started = Instant::now();
    release(&whole).expect_code(0);
    let (length, expected) = (started.elapsed(), files(&whole.out()));
    let book = sample::book("1.0.0");
    let folder = book.path().parent().unwrap().to_path_buf();
    let mut killed = 0;
    for point in 1..=20 {
        let mut child = command(&folder, &["release", "book", "--out", "out"]);
        let mut child = child
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let deadline = length.mul_f64(f64::from(point) / 18.0);
        let started = Instant::now();
        while started.elapsed() < deadline {
            // The last points are those at which files appear.
            if point > 10 && unfinished(&book.out()) >= point - 10 {
                break;
            }
            std::thread::sleep(Duration::from_micros(200));
        }
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        // A run that was killed early has not made the folder yet.
        let there = if book.out().exists() {
            files(&book.out())
        } else {
            Default::default()
        };
        for (name, bytes) in there.iter().filter(|(name, _)| !name.contains(".kurras-")) {
            assert!(expected.get(name) == Some(bytes), "{name} at point {point}");
        }
        if let Ok(set) = std::fs::read_dir(book.out().join("small/1.0.0")) {
            assert_eq!(
                set.count(),
                std::fs::read_dir(whole.out().join("small/1.0.0")).unwrap().count(),
                "point {point}"
            );
            std::fs::remove_dir_all(book.out()).unwrap();
        }
    }
    assert!(killed >= 10, "only {killed} of 20 runs were still at work");
    release(&book).expect_code(0);
    assert!(files(&book.out()) == expected, "the next run has not mended it");
}

/// How many files of an unfinished release there are.
fn unfinished(out: &Path) -> u32 {
    let entries = std::fs::read_dir(out).into_iter().flatten().flatten();
    let staged = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(".kurras-"));
    staged
        .flat_map(|entry| std::fs::read_dir(entry.path()))
        .map(|files| files.count() as u32)
        .sum()
}

/// A hundred books: more than fit on top of each other on one thread's stack.
#[test]
fn a_library_is_released_book_by_book_and_only_what_changed_again() {
    let library = tempfile::tempdir().unwrap();
    let add = |slug: &str, more: &str| {
        let folder = library.path().join("books").join(slug);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("book.toml"), format!("[book]\ntitle = \"كتاب\"\n{more}\n")).unwrap();
        std::fs::write(folder.join("text.md"), "# فصل\n\nنص\n").unwrap();
    };
    let run = || Run::of(&mut command(library.path(), &["release", "books", "--out", "out"]));
    for number in 0..100 {
        add(
            &format!("book-{number:02}"),
            "version = \"1.0.0\"\ndate = \"2026-11-22\"",
        );
    }
    run().expect_code(0);
    let out = library.path().join("out");
    let before = times(&out);
    let made = before.keys().filter(|name| name.ends_with("/1.0.0/SHA256SUMS"));
    assert_eq!(made.count(), 100);
    add("book-02", "version = \"1.1.0\"\ndate = \"2026-11-23\"");
    let again = run();
    again.expect_code(0);
    assert_eq!(again.stderr.matches("is as it was").count(), 99, "{}", again.stderr);
    let after = times(&out);
    for (name, time) in before.iter().filter(|(name, _)| name.contains("/1.0.0/")) {
        assert_eq!(after[name], *time, "{name} was written again");
    }
    assert!(after.contains_key("book-02/1.1.0/SHA256SUMS"));
    add(
        "other",
        "slug = \"book-01\"\nversion = \"1.0.0\"\ndate = \"2026-11-22\"",
    );
    run().expect_code(2).expect_said("`slug` of its own");
}
