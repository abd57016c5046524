//! Signatures and keys, before the real minisign program: each accepts what the other makes.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::sample::{self, files};
use crate::support::judges;
use crate::support::program::{Book, Run, command};

const SET: &str = "out/small/1.0.0";

/// The real minisign, in a folder; `typed` is what is typed, a password as a rule.
fn minisign(folder: &Path, arguments: &[&str], typed: &str) -> Run {
    let mut child = Command::new("minisign")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the Debian package minisign is there");
    let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run {
        code: output.status.code(),
        stdout: text(&output.stdout),
        stderr: text(&output.stderr),
    }
}

/// A sample with keys by minisign beside it, `a` and `b`, without a password.
fn with_keys() -> (Book, std::path::PathBuf) {
    let book = sample::book("1.0.0");
    let folder = book.path().parent().unwrap().to_path_buf();
    for name in ["a", "b"] {
        let (secret, public) = (format!("{name}.key"), format!("{name}.pub"));
        minisign(&folder, &["-G", "-W", "-s", &secret, "-p", &public], "").expect_code(0);
    }
    (book, folder)
}

fn release(book: &Book, more: &[&str]) -> Run {
    let mut arguments = vec!["release", "book", "--out", "out"];
    arguments.extend(more);
    book.run(&arguments)
}

#[test]
fn minisign_accepts_the_signature_and_would_write_the_same() {
    let (book, folder) = with_keys();
    release(&book, &["--sign", "a.key"]).expect_code(0);
    let set = folder.join(SET);
    let check = |key: &str| {
        minisign(
            &set,
            &["-V", "-p", &format!("../../../{key}.pub"), "-m", "SHA256SUMS"],
            "",
        )
    };
    // The trusted comment's time is the beginning of the book's day, not now.
    let accepted = check("a");
    accepted.expect_code(0);
    let comment = "timestamp:1795305600\tfile:SHA256SUMS\thashed";
    assert!(
        accepted.stdout.contains(&format!("Trusted comment: {comment}")),
        "{}",
        accepted.stdout
    );
    assert_ne!(check("b").code, Some(0));
    let arguments = [
        "-S",
        "-s",
        "../../../a.key",
        "-t",
        comment,
        "-x",
        "../../../its.minisig",
        "-m",
        "SHA256SUMS",
    ];
    minisign(&set, &arguments, "").expect_code(0);
    let theirs = std::fs::read_to_string(folder.join("its.minisig")).unwrap();
    assert_eq!(theirs, std::fs::read_to_string(set.join("SHA256SUMS.minisig")).unwrap());
    // What is signed is listed nowhere, and the key is nowhere in the set.
    for (name, bytes) in files(&set) {
        let key = std::fs::read_to_string(folder.join("a.key")).unwrap();
        let line = key.lines().nth(1).unwrap();
        assert!(
            !bytes.windows(40).any(|window| window == &line.as_bytes()[60..100]),
            "{name}"
        );
    }
}

#[test]
fn signatures_by_minisign_are_checked() {
    let (book, folder) = with_keys();
    release(&book, &[]).expect_code(0);
    let set = folder.join(SET);
    let verify = |key: &str| book.run(&["verify", SET, "--key", key]);
    verify("a.pub")
        .expect_code(1)
        .expect_said("the release is not signed")
        .expect_said("its sources were not built");
    for form in ["-H", "-l"] {
        minisign(&set, &["-S", form, "-s", "../../../a.key", "-m", "SHA256SUMS"], "").expect_code(0);
        verify("a.pub").expect_code(0).expect_said("are signed by the key");
        let public = std::fs::read_to_string(folder.join("a.pub")).unwrap();
        verify(public.lines().nth(1).unwrap()).expect_code(0);
        verify("b.pub")
            .expect_code(1)
            .expect_said("is by the key")
            .expect_said("its sources were not built");
        book.run(&["verify", SET])
            .expect_code(0)
            .expect_said("which was not checked");
    }
    // Released again, with a key or without, the signature by minisign stays.
    let before = files(&set);
    release(&book, &[]).expect_code(0);
    release(&book, &["--sign", "a.key"])
        .expect_code(0)
        .expect_said("is as it was");
    assert!(before == files(&set));
}

#[test]
fn a_signature_that_is_not_true_is_told() {
    let (book, folder) = with_keys();
    release(&book, &["--sign", "a.key"]).expect_code(0);
    let set = folder.join(SET);
    let signature = set.join("SHA256SUMS.minisig");
    let text = std::fs::read_to_string(&signature).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let changed = |line: usize| {
        let mut letters: Vec<char> = lines[line].chars().collect();
        letters[40] = if letters[40] == 'A' { 'B' } else { 'A' };
        text.replace(lines[line], &letters.into_iter().collect::<String>())
    };
    for (harmed, said) in [
        (changed(1), "what it signs is not what was signed"),
        (
            text.replace("timestamp:1", "timestamp:2"),
            "its trusted comment was changed",
        ),
        (changed(3), "its trusted comment was changed"),
        (text.replace("RU", "RX"), "an algorithm that minisign does not know"),
        (lines[..3].join("\n"), "has not the lines"),
        (String::new(), "has not the lines"),
    ] {
        std::fs::write(&signature, harmed).unwrap();
        book.run(&["verify", SET, "--key", "a.pub"])
            .expect_code(1)
            .expect_said(said);
    }
    std::fs::write(&signature, &text).unwrap();
    // A file and its checksum changed together: only the signature can tell.
    let sums = std::fs::read_to_string(set.join("SHA256SUMS")).unwrap();
    std::fs::write(set.join("SHA256SUMS"), format!("{sums}{}  x\n", "0".repeat(64))).unwrap();
    book.run(&["verify", SET, "--key", "a.pub"])
        .expect_code(1)
        .expect_said("what it signs is not what was signed")
        .expect_said("its sources were not built");
}

#[test]
fn a_release_is_signed_later_and_by_one_key_only() {
    let (book, folder) = with_keys();
    release(&book, &[]).expect_code(0);
    let set = folder.join(SET);
    let bare = files(&set);
    release(&book, &["--sign", "a.key"]).expect_code(0);
    let signed = files(&set);
    assert_eq!(signed.len(), bare.len() + 1);
    assert!(bare.iter().all(|(name, bytes)| signed.get(name) == Some(bytes)));
    let unfinished = |name: &String| name.starts_with('.');
    assert!(!book.built().iter().any(unfinished), "{:?}", book.built());
    release(&book, &["--sign", "b.key"])
        .expect_code(1)
        .expect_said("never replaced");
    assert!(signed == files(&set));
    // Made and signed at once, it is the same.
    std::fs::remove_dir_all(book.out()).unwrap();
    release(&book, &["--sign", "a.key"]).expect_code(0);
    assert!(signed == files(&set));
}

#[test]
fn keys_that_cannot_be_used_are_told_before_anything_is_made() {
    let (book, folder) = with_keys();
    let book = book.with("inside.key", std::fs::read(folder.join("a.key")).unwrap());
    std::fs::write(folder.join("broken.key"), "untrusted comment: x\nRWQ\n").unwrap();
    for (key, said) in [
        ("none.key", "none.key"),
        ("a.pub", "other half of the key pair"),
        ("broken.key", "has not the lines"),
        ("book/inside.key", "is given away"),
        ("book", "cannot read"),
    ] {
        release(&book, &["--sign", key]).expect_code(2).expect_said(said);
        assert_eq!(book.built(), [""; 0], "{key}");
    }
    book.run(&["verify", "book", "--key", "a.key"])
        .expect_code(2)
        .expect_said("other half");
    book.run(&["verify", "book", "--key", "RWnonsense"])
        .expect_code(2)
        .expect_said("begins with RW");
}

#[test]
fn keys_by_kurras_are_minisigns() {
    let (book, folder) = with_keys();
    let make = ["key", "-W", "--secret", "made/own.key", "--public", "made/own.pub"];
    book.run(&make).expect_code(0).expect_said("keep it secret");
    book.run(&make)
        .expect_code(2)
        .expect_said("there is a file of this name");
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(folder.join("made/own.key")).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    minisign(&folder, &["-S", "-s", "made/own.key", "-m", "book/text.md"], "").expect_code(0);
    minisign(&folder, &["-V", "-p", "made/own.pub", "-m", "book/text.md"], "").expect_code(0);
    minisign(&folder, &["-R", "-s", "made/own.key", "-p", "again.pub"], "").expect_code(0);
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(read("again.pub"), read("made/own.pub"));
    release(&book, &["--sign", "made/own.key"]).expect_code(0);
    book.run(&["verify", SET, "--key", "made/own.pub"]).expect_code(0);
}

/// One test for all of it: each opening of a locked key takes a second and a gibibyte.
#[test]
fn locked_keys_open_with_their_password() {
    let book = sample::book("1.0.0");
    let folder = book.path().parent().unwrap().to_path_buf();
    let word = "كلمة سر طويلة";
    minisign(
        &folder,
        &["-G", "-s", "a.key", "-p", "a.pub"],
        &format!("{word}\n{word}\n"),
    )
    .expect_code(0);
    release(&book, &["--sign", "a.key"])
        .expect_code(2)
        .expect_said("there is no terminal")
        .expect_said("MINISIGN_PASSWORD");
    let with_word = |word: &str| {
        let mut run = command(&folder, &["release", "book", "--out", "out", "--sign", "a.key"]);
        Run::of(run.env("MINISIGN_PASSWORD", word))
    };
    with_word("other")
        .expect_code(2)
        .expect_said("the password is not the key's");
    assert_eq!(book.built(), [""; 0]);
    with_word(word).expect_code(0);
    minisign(
        &folder.join(SET),
        &["-V", "-p", "../../../a.pub", "-m", "SHA256SUMS"],
        "",
    )
    .expect_code(0);
    // A key of our own, its password typed twice on a terminal that shows nothing of it; opened by minisign. What was typed
    // before the terminal fell silent is no part of the password.
    let typed = judges::on_a_terminal(
        &folder,
        &["key", "--secret", "own.key", "--public", "own.pub"],
        "early",
        word,
    );
    assert_eq!(typed.code, 0, "{}", typed.shown);
    assert!(
        typed.shown.contains("one more time") && !typed.shown.contains(word),
        "{}",
        typed.shown
    );
    assert_eq!(
        typed.echoes,
        [false, false],
        "no prompt is there before the terminal is silent"
    );
    minisign(
        &folder,
        &["-S", "-s", "own.key", "-m", "book/text.md"],
        &format!("{word}\n"),
    )
    .expect_code(0);
    minisign(&folder, &["-V", "-p", "own.pub", "-m", "book/text.md"], "").expect_code(0);
    std::fs::write(folder.join("word"), format!("{word}\n")).unwrap();
    let sign = [
        "release",
        "book",
        "--out",
        "other",
        "--sign",
        "own.key",
        "--password-file",
        "word",
    ];
    book.run(&sign).expect_code(0);
    book.run(&["verify", "other/small/1.0.0", "--key", "own.pub"])
        .expect_code(0);
}
