//! What outputs keep of a manuscript beside its words: how far lines are set in, what stands over code, where pictures are missing, the
//! numbers of notes.

use std::io::Read;

use crate::support::program::Book;

const TEXT: &str = "# باب\n\n\
    قال الشاعر[^1] في [المقال](https://example.org/a) ثمّ [غيره](https://example.org/b)[^2].\n\n\
    [^1]: حاشية أولى.\n\n[^2]: حاشية ثانية.\n\n\
    | قمر بعيد\n|    يمشي على مهل\n\n\
    نصّ فيه ![قلب](heart.png) ناقص.\n\n\
    ![خريطة المدينة](map.png \"شرح الخريطة\")\n\n\
    ![تالفة](broken.png)\n\n\
    ```rust title=\"src/main.rs\"\nfn main() {}\n```\n\n\
    ```{.python caption=\"مثال أوّل\"}\nprint(\"\u{202b}قيمة\u{202c}\")\n```\n";

fn book() -> Book {
    let about = "[book]\ntitle = \"كتاب\"\nlanguage = \"ar\"\nslug = \"kept\"\ndate = \"2026-11-28\"\n";
    Book::new()
        .with("book.toml", about)
        .with("text.md", TEXT)
        .with("broken.png", "no picture")
}

fn pages(book: &Book) -> String {
    let file = std::fs::File::open(book.file(".epub")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        if entry.name().ends_with(".xhtml") {
            entry.read_to_string(&mut all).unwrap();
        }
    }
    all
}

#[test]
fn every_output_keeps_more_than_words() {
    let book = book();
    let run = book.build(&["--only", "pdf,epub,txt"]);
    run.expect_code(0);
    assert!(!run.stderr.contains("[proof"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("warning[").count(), 3, "{}", run.stderr);

    let text = std::fs::read_to_string(book.file(".txt")).unwrap();
    for line in [
        "  قمر بعيد\n     يمشي على مهل\n",
        "نصّ فيه [قلب] ناقص.",
        "[صورة ناقصة: خريطة المدينة]\n\nشرح الخريطة",
        "[صورة ناقصة: تالفة]",
        "  src/main.rs\n\n  fn main() {}",
        "  مثال أوّل\n\n  print(\"\u{202b}قيمة\u{202c}\")",
        "[١] حاشية أولى.",
        "[٢] حاشية ثانية.",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    let pages = pages(&book);
    for part in [
        "<p class=\"line begun\" style=\"padding-inline-start: 1.5em\">يمشي",
        "<figure class=\"missing\" aria-label=\"صورة ناقصة\">",
        "<figure class=\"code\"><figcaption>",
        "<figcaption>مثال أوّل</figcaption>",
    ] {
        assert!(pages.contains(part), "{part} in {pages}");
    }
}

/// A mark before any letter, as grammars write it, and a sign of two characters by itself are proved as they are written.
#[test]
fn marks_and_signs_by_themselves_are_no_difference() {
    for (language, text) in [
        ("he", "# פרק\n\n_ְר_\n\nהמשקל _ְר_ במילים ו__ָב__.\n"),
        ("ar", "# باب\n\n_\u{64e}ب_\n\nالحركة _\u{64e}ب_ هنا.\n"),
        ("ar", "# ✔️\n\nنصّ.\n\n## مهامّ ✔️\n\n- ✔️\n"),
        ("en", "# ✔️\n\nText ✔️.\n\n# B\n\n## ✔️\n\nText.\n"),
    ] {
        let about =
            format!("[book]\ntitle = \"✔️\"\nlanguage = \"{language}\"\nslug = \"signs\"\ndate = \"2026-11-28\"\n");
        let book = Book::new().with("book.toml", about).with("text.md", text);
        let run = book.build(&["--only", "pdf,booklet,epub,txt"]);
        run.expect_code(0);
        assert!(!run.stderr.contains("[proof"), "{text}: {}", run.stderr);
    }
}
