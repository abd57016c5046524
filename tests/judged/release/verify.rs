//! `kurras verify` and what others say of the set.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::sample;
use crate::support::program::{Book, Run};

/// A released sample: the book, and the folder of the set.
pub(super) fn released() -> (Book, PathBuf) {
    let book = sample::book("1.0.0");
    book.run(&["release", "book", "--out", "out"]).expect_code(0);
    let folder = book.out().join("small/1.0.0");
    (book, folder)
}

fn verify(folder: &Path) -> Run {
    crate::support::program::kurras(folder, &["verify", "."])
}

#[test]
fn a_release_is_what_its_sources_make_and_coreutils_agree() {
    let (_book, folder) = released();
    let run = verify(&folder);
    run.expect_code(0).expect_said("byte for byte");
    let sums = Command::new("sha256sum")
        .args(["--check", "--strict", "SHA256SUMS"])
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(sums.status.success(), "{}", String::from_utf8_lossy(&sums.stderr));
    let listed = String::from_utf8(sums.stdout).unwrap().lines().count();
    assert_eq!(
        listed + 1,
        sample::files(&folder).len(),
        "every file but SHA256SUMS is listed"
    );
}

#[test]
fn one_byte_changed_in_any_file_is_told() {
    let (_book, folder) = released();
    let files = sample::files(&folder);
    for (name, bytes) in files.iter().filter(|(name, _)| !name.ends_with("-source.zip")) {
        let mut bytes = bytes.clone();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let run = verify(&folder);
    run.expect_code(1);
    for (name, bytes) in files.iter().filter(|(name, _)| !name.ends_with("-source.zip")) {
        let at = format!("differs from byte {}", bytes.len() / 2);
        let told = run
            .stderr
            .split("error")
            .any(|said| said.contains(&at) && said.contains(name.as_str()));
        assert!(told, "{name} at {}: {}", bytes.len() / 2, run.stderr);
    }
}

#[test]
fn changed_sources_are_told() {
    let (_book, folder) = released();
    let bundle = folder.join("small-1.0.0-source.zip");
    let bytes = std::fs::read(&bundle).unwrap();
    for place in [40, bytes.len() / 2, bytes.len() - 30] {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        std::fs::write(&bundle, changed).unwrap();
        let run = verify(&folder);
        run.expect_code(1)
            .expect_said("small-1.0.0-source.zip")
            .expect_said("SHA256SUMS");
    }
}

#[test]
fn missing_and_added_files_are_told() {
    let (_book, folder) = released();
    let files = sample::files(&folder);
    for name in files.keys().filter(|name| !name.ends_with("-source.zip")) {
        std::fs::remove_file(folder.join(name)).unwrap();
    }
    std::fs::create_dir(folder.join("more")).unwrap();
    std::fs::write(folder.join("more/virus.exe"), "x").unwrap();
    let run = verify(&folder);
    run.expect_code(1);
    for name in files.keys().filter(|name| !name.ends_with("-source.zip")) {
        let told = run
            .stderr
            .split("error")
            .any(|said| said.contains("is missing") && said.contains(name.as_str()));
        assert!(told, "{name}: {}", run.stderr);
    }
    run.expect_said("does not belong").expect_said("more/virus.exe");
    let bundle = folder.join("small-1.0.0-source.zip");
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    std::fs::remove_dir_all(folder.join("more")).unwrap();
    verify(&folder).expect_code(0);
    std::fs::remove_file(bundle).unwrap();
    verify(&folder)
        .expect_code(1)
        .expect_said("listed in SHA256SUMS and missing")
        .expect_said("there is no source bundle");
}

/// What a stranger may lay into a set: nothing of it is followed, waited for or passed over.
#[test]
fn links_pipes_and_empty_folders_in_a_set_are_told() {
    let (_book, folder) = released();
    let stray = folder.join("stray");
    for target in ["/dev/zero", "/etc/hostname", "manifest.json", "/"] {
        std::os::unix::fs::symlink(target, &stray).unwrap();
        verify(&folder).expect_code(1).expect_said("stray: it is a link");
        std::fs::remove_file(&stray).unwrap();
    }
    assert!(Command::new("mkfifo").arg(&stray).status().unwrap().success());
    verify(&folder).expect_code(1).expect_said("stray: it is no plain file");
    std::fs::remove_file(&stray).unwrap();
    std::fs::create_dir_all(stray.join("deeper")).unwrap();
    verify(&folder)
        .expect_code(1)
        .expect_said("does not belong to the release")
        .expect_said("stray/deeper");
    std::fs::remove_dir_all(&stray).unwrap();
    verify(&folder).expect_code(0);
}

#[test]
fn a_folder_that_is_no_release_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    verify(folder.path()).expect_code(2).expect_said("no source bundle");
    crate::support::program::kurras(folder.path(), &["verify", "nowhere"])
        .expect_code(2)
        .expect_said("nowhere");
}

/// A library of two books, one of them in two versions, released.
fn library() -> Book {
    let other = sample::config("2.0.0").replace("slug = \"small\"", "slug = \"other\"");
    let book = Book::new()
        .with("one/book.toml", sample::config("1.0.0"))
        .with("one/text.md", "# درس 5\n\nسنة 2015.\n")
        .with("two/book.toml", other)
        .with("two/text.md", "# درس 8\n\nسنة 2018.\n");
    book.run(&["release", "book", "--out", "out"]).expect_code(0);
    let book = book.with("one/book.toml", sample::config("1.1.0"));
    book.run(&["release", "book", "--out", "out"]).expect_code(0);
    book
}

#[test]
fn a_library_is_verified_whole() {
    let book = library();
    let places = ["out/small/1.0.0", "out/small/1.1.0", "out/other/2.0.0"];
    let run = book.run(&["verify", "out"]);
    run.expect_code(0)
        .expect_said("kurras: out: 3 releases, each what its sources make");
    places.iter().for_each(|place| {
        run.expect_said(&format!("{place} is what its sources make, byte for byte"));
    });
    // A book alone, with all its versions.
    book.run(&["verify", "out/small"])
        .expect_code(0)
        .expect_said("out/small: 2 releases, each what its sources make");
    let run = book.run(&["verify", "out", "--message-format", "json"]);
    run.expect_code(0);
    for place in places {
        let line = format!("{{\"holds\":true,\"path\":\"{place}\",\"type\":\"verified\"}}");
        assert!(run.stdout.lines().any(|said| said == line), "{line}: {}", run.stdout);
    }
    // What is wrong is told, with its place, and summed up; the rest is verified all the same.
    std::fs::write(book.out().join("other/2.0.0/other-2.0.0.txt"), "x").unwrap();
    std::fs::remove_file(book.out().join("small/1.0.0/small-1.0.0-source.zip")).unwrap();
    let run = book.run(&["verify", "out"]);
    run.expect_code(1)
        .expect_said("other-2.0.0.txt")
        .expect_said("there is no source bundle")
        .expect_said("out/small/1.1.0 is what its sources make")
        .expect_said("out: 1 of 3 releases are what their sources make; not so:\nkurras:   out/other/2.0.0\nkurras:   out/small/1.0.0");
    // A key is asked of each.
    let key = ["key", "--no-password", "--secret", "a.key", "--public", "a.pub"];
    book.run(&key).expect_code(0);
    let run = book.run(&["verify", "out/small", "--key", "a.pub"]);
    assert_eq!(
        run.stderr.matches("the release is not signed").count(),
        2,
        "{}",
        run.stderr
    );
    run.expect_code(1);
}
