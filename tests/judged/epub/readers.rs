//! Programs that people read with.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::books::{essay, everything};
use crate::support::judges;

/// What the engines show of books: an answer for each book, an object for each engine.
fn engines(books: &[&Path]) -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut child = Command::new("node")
        .arg(root.join("tests/judges/engines.cjs"))
        .arg(judges::installed())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("node cannot be started ({error}): run tests/judges/install.sh"));
    let lines: String = books.iter().map(|book| format!("{}\n", book.display())).collect();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let answers = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Value> = answers
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), books.len());
    answers
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().filter_map(Value::as_str).collect()
}

#[test]
fn reading_engines_open_from_the_right_and_show_contents_fonts_and_notes() {
    let answers = engines(&[&essay().file(".epub"), &everything().file(".epub")]);
    for answer in &answers {
        let answer = answer.as_array().unwrap();
        assert_eq!(answer.len(), 3, "{answer:?}");
        for seen in answer {
            let engine = &seen["engine"];
            assert_eq!(seen["failure"], Value::Null, "{engine}: {seen}");
            assert_eq!(seen["direction"], "rtl", "{engine}");
            assert!(
                seen["letter"].as_f64().unwrap() > 0.8,
                "{engine}: the first letter stands at {}",
                seen["letter"]
            );
            let loaded = |face: &&Value| face["family"] == "Amiri" && face["status"] == "loaded";
            assert!(
                seen["faces"].as_array().unwrap().iter().any(|face| loaded(&face)),
                "{engine}: {}",
                seen["faces"]
            );
            assert!(
                seen["complaints"].as_array().unwrap().is_empty(),
                "{engine}: {}",
                seen["complaints"]
            );
        }
    }
    for seen in answers[0].as_array().unwrap() {
        let contents = strings(&seen["contents"]);
        assert_eq!(contents.len(), 11, "{contents:?}");
        assert!(contents[0].contains("١. الاستماع أولا"), "{contents:?}");
        assert_eq!(seen["leftTurns"], "forward", "{}", seen["engine"]);
    }
    for seen in answers[1].as_array().unwrap() {
        assert!(
            seen["note"]["text"].as_str().unwrap().contains("نص الحاشية الأولى"),
            "{seen}"
        );
        assert_eq!(seen["note"]["type"], "footnote", "{seen}");
    }
}

/// MuPDF, which many small readers are made with, lays out every word, from the right.
#[test]
fn mupdf_keeps_every_word_and_the_direction() {
    let book = essay().file(".epub");
    let draw = |arguments: &[&str]| {
        let output = Command::new("mutool")
            .args(["draw", "-q"])
            .args(arguments)
            .arg(&book)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let words = |text: &str| text.split_whitespace().map(str::to_string).collect::<Vec<_>>();
    let shown = words(&draw(&["-F", "txt"]));
    // Up to the editorial note, whose table each reader takes apart in its own way.
    let text = std::fs::read_to_string(essay().file(".txt")).unwrap();
    let mut expected = words(text.split("ملاحظة التحرير").next().unwrap());
    expected.retain(|word| word.chars().any(char::is_alphabetic));
    assert!(expected.len() > 2600, "{}", expected.len());
    let mut at = shown.iter();
    let missing = expected.iter().find(|word| !at.any(|shown| shown == *word));
    assert_eq!(missing, None, "of {} words", expected.len());
}
