//! No English sentence stays in what is said in Arabic: not in what is wrong with a value, nor in the steps of a run.

use std::path::Path;

use kurras::diagnostic::codes::Tongue;
use kurras::diagnostic::messages::for_people;
use regex::Regex;

use crate::support::program::{Book, Run, command as program};

/// Stretches of English: three words in small letters that nothing but spaces parts, wherever they stand.
fn english(text: &str) -> Vec<String> {
    let words = Regex::new(r"[a-z']{2,}( [a-z']+){2,}").unwrap();
    words.find_iter(text).map(|found| found.as_str().to_string()).collect()
}

#[test]
fn what_is_wrong_with_a_value_is_told_in_arabic_to_its_end() {
    let book = Book::new();
    let cases: [&[&str]; 20] = [
        &["impose", "a.pdf", "-o", "b.pdf", "--scheme", "x"],
        &["impose", "a.pdf", "-o", "b.pdf", "--scheme", "signatures-3"],
        &["impose", "a.pdf", "-o", "b.pdf", "--paper", "x"],
        &["impose", "a.pdf", "-o", "b.pdf", "--paper", "0mmx0mm"],
        &["impose", "a.pdf", "-o", "b.pdf", "--creep", "x"],
        &["impose", "a.pdf", "-o", "b.pdf", "--creep", "900mm"],
        &["impose", "a.pdf", "-o", "b.pdf", "--edge", "x"],
        &["impose", "a.pdf", "-o", "b.pdf", "--flip", "x"],
        &["impose", "a.pdf", "-o", "b.pdf", "--creep-method", "shingle"],
        &["build", "--only", "x"],
        &["build", "--message-format", "x"],
        &["preview", "--port", "x"],
        &["preview", "--port", "99999"],
        &["preview", "--editor", "x"],
        &["preview", "--editor", "javascript:{file}"],
        &["release", "--url", "x"],
        &["release", "--url", "ftp://a.example/"],
        &["release", "--url", "https://a.example/?b"],
        &["completions", "x"],
        &["check", "--path", "a.md"],
    ];
    for words in cases {
        let run = Run::of(program(&book.path(), words).env("LC_ALL", "ar"));
        run.expect_code(2);
        assert!(
            english(&run.stderr).is_empty(),
            "{words:?}: {:?}\n{}",
            english(&run.stderr),
            run.stderr
        );
        assert!(!run.stderr.contains("\u{2068}\u{2069}"), "{words:?}: {}", run.stderr);
    }
}

#[test]
fn every_step_of_a_run_is_told_in_arabic() {
    let steps = Regex::new(r#"(?:progress|steps\)?|step)\("([a-z][^"]*)"\)"#).unwrap();
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                found.extend(steps.captures_iter(&text).map(|step| step[1].to_string()));
            }
        }
    }
    assert!(found.len() >= 7, "{found:?}");
    for step in found {
        let said = for_people(&format!("kurras: {step} …"), Tongue::Arabic);
        assert!(said.starts_with("كُرّاس: ") && !said.contains(&step), "{said}");
    }
}
