//! Nastaliq climbs: a letter may stand far above the line, and above the dots that its font draws as glyphs of their own.

use crate::support::program::Book;

/// Each word alone and at a line's end, where nothing that stands on the line comes after it.
fn words() -> String {
    let mut text = String::new();
    for first in "مبنلک".chars() {
        for middle in "یبنپت".chars() {
            for last in "چجحخے".chars() {
                text += &format!("{first}{middle}{last}\n\nکے {first}{middle}{last}\n\n");
            }
        }
    }
    text
}

#[test]
fn a_letter_far_above_its_dots_is_one_letter() {
    let config = "[book]\ntitle = \"متن\"\nlanguage = \"ur\"\ndate = \"2026-11-28\"\nslug = \"climbing\"\n";
    let book = Book::new()
        .with("book.toml", config)
        .with("climbing.md", format!("{}\n## میچ\n\nنص\n", words()));
    let run = book.build(&["--only", "pdf"]);
    run.expect_code(0);
    assert!(!run.stderr.contains("[proof"), "{}", run.stderr);
    assert!(!run.stderr.contains("unmended-text"), "{}", run.stderr);
}
