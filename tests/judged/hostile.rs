//! Bad input: what is said, where it points, how the run ends, and that nothing half-made is left behind.

use crate::support::judges;
use crate::support::program::{Book, Run};
use serde::Deserialize;

const CONFIG: &str =
    "[book]\ntitle = \"عنوان\"\nauthors = [\"كاتب\"]\nlanguage = \"ar\"\ndate = \"2026-11-22\"\nslug = \"hostile\"\n";
const PLAIN: &str = "فقرة عربية عادية فيها كلمة Latin ورقم 42.";

/// A finding as `--message-format json` gives it.
#[derive(Debug, Deserialize)]
struct Finding {
    severity: String,
    message: String,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    hints: Vec<String>,
}

/// What a finding must be: severity, file, line and column (none where there is no place in a text), and words of its message.
type Expected<'a> = (&'a str, &'a str, Option<(usize, usize)>, &'a str);

/// A book with the usual configuration and this manuscript.
fn manuscript(text: impl AsRef<[u8]>) -> Book {
    Book::new().with("book.toml", CONFIG).with("book.md", text)
}

/// A book with this configuration and a harmless manuscript.
fn config(text: impl AsRef<[u8]>) -> Book {
    Book::new()
        .with("book.toml", text)
        .with("book.md", format!("# عنوان\n\n{PLAIN}\n"))
}

fn findings(run: &Run) -> Vec<Finding> {
    let lines = run
        .stdout
        .lines()
        .filter(|line| line.contains("\"type\":\"diagnostic\""));
    lines
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

/// The run ends with this code and finds exactly this much of what is expected, each thing with a hint; nothing is left behind.
#[track_caller]
fn refuses(book: &Book, code: i32, expected: &[Expected]) {
    let run = book.build(&["--message-format", "json"]);
    run.expect_code(code);
    finds(&run, expected);
    assert!(!findings(&run).is_empty(), "a silent failure");
    assert!(book.built().is_empty(), "left behind: {:?}", book.built());
    for said in [&run.stdout, &run.stderr] {
        assert!(!said.contains("panicked") && !said.contains("RUST_BACKTRACE"), "{said}");
    }
}

/// Everything expected is among what the run found.
#[track_caller]
fn finds(run: &Run, expected: &[Expected]) {
    let found = findings(run);
    for (severity, file, place, words) in expected {
        let fits = |finding: &&Finding| {
            finding.severity == *severity
                && finding
                    .file
                    .as_deref()
                    .is_some_and(|named| named.replace("book/", "") == *file)
                && finding.line.zip(finding.column) == *place
                && finding.message.contains(words)
        };
        let finding = found.iter().find(fits);
        let finding =
            finding.unwrap_or_else(|| panic!("no {severity} at {file}:{place:?} that says “{words}” in {found:#?}"));
        assert!(finding.hints.iter().any(|hint| hint.len() > 10), "no hint: {finding:?}");
    }
}

/// The book is built, with exactly these findings at least, and its text holds each of the words. Gives the text and the EPUB's text.
#[track_caller]
fn builds(book: &Book, expected: &[Expected], kept: &[&str]) -> [String; 2] {
    let run = book.build(&["--only", "txt,epub,pdf", "--message-format", "json"]);
    run.expect_code(0);
    finds(&run, expected);
    let texts = [
        judges::text_by("plain", &book.file(".txt")),
        judges::text_by("spine", &book.file(".epub")),
    ];
    for text in &texts {
        for words in kept {
            let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(folded(text).contains(words), "“{words}” is lost in:\n{text}");
        }
    }
    texts
}

#[test]
fn a_missing_manuscript_is_named() {
    refuses(
        &Book::new().with("book.toml", CONFIG),
        1,
        &[("error", "*.md", None, "no manuscript")],
    );
    let named = format!("{CONFIG}manuscript = [\"gone.md\", \"also-gone.md\"]\n");
    refuses(
        &config(named),
        1,
        &[("error", "gone.md", None, ""), ("error", "also-gone.md", None, "")],
    );
    refuses(
        &Book::new().with("book.toml", CONFIG).with("book.md/x", ""),
        1,
        &[("error", "*.md", None, "no manuscript")],
    );
}

#[test]
fn an_empty_manuscript_is_said_to_be_empty() {
    for text in ["", " \n\n\t\n", "\u{FEFF}", "---\ntitle: x\n---\n"] {
        let book = manuscript(text);
        let run = book.build(&["--message-format", "json"]);
        run.expect_code(1);
        let found = findings(&run);
        assert!(
            found
                .iter()
                .any(|one| one.severity == "error" && one.message.contains("no text")),
            "{text:?}: {found:#?}"
        );
        assert!(book.built().is_empty());
    }
}

#[test]
fn a_text_that_is_not_utf_8_is_refused_at_its_first_wrong_byte() {
    let one_bad_byte = [format!("# عنوان\n\n{PLAIN}").as_bytes(), b"\xff\n"].concat();
    let column = PLAIN.chars().count() + 1;
    refuses(
        &manuscript(one_bad_byte),
        1,
        &[("error", "book.md", Some((3, column)), "UTF-8")],
    );
    let utf16: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain("# عنوان\n".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    refuses(&manuscript(utf16), 1, &[("error", "book.md", None, "UTF-16")]);
    refuses(
        &manuscript(b"\xda\xe4\xe6\xc7\xe4"),
        1,
        &[("error", "book.md", Some((1, 1)), "UTF-8")],
    );
    refuses(
        &manuscript(b"ok \xed\xa0\x80"),
        1,
        &[("error", "book.md", Some((1, 4)), "UTF-8")],
    );
}

#[test]
fn a_wrong_configuration_is_code_2_and_all_of_it_is_said() {
    let wrong =
        "[book]\ntitle = 5\ntilte = \"x\"\nversion = \"one two\"\nlanguage = \"arabic_!\"\n\n[pfd]\nfont = \"Amiri\"\n";
    let book = config(wrong);
    refuses(
        &book,
        2,
        &[
            ("error", "book.toml", Some((2, 9)), "title"),
            ("error", "book.toml", Some((3, 1)), "tilte"),
            ("error", "book.toml", Some((7, 2)), "pfd"),
        ],
    );
    let hints: Vec<String> = findings(&book.build(&["--message-format", "json"]))
        .into_iter()
        .flat_map(|one| one.hints)
        .collect();
    assert!(
        hints.iter().any(|hint| hint.contains("title")),
        "no did-you-mean: {hints:?}"
    );
    let values = "[book]\ntitle = \"x\"\nversion = \"one two\"\nlanguage = \"arabic_!\"\ndate = \"2026-02-30\"\n";
    refuses(
        &config(values),
        2,
        &[
            ("error", "book.toml", Some((3, 11)), "version"),
            ("error", "book.toml", Some((4, 12)), "language"),
            ("error", "book.toml", Some((5, 8)), "date"),
        ],
    );
}

#[test]
fn a_configuration_that_cannot_be_read_is_code_2() {
    refuses(
        &config("[book]\ntitle = \"غير مغلق\nlanguage = ar\n"),
        2,
        &[("error", "book.toml", Some((2, 18)), "")],
    );
    refuses(
        &config(format!("{CONFIG}title = \"ثان\"\n")),
        2,
        &[("error", "book.toml", Some((7, 1)), "title")],
    );
    refuses(
        &config(b"[book]\ntitle = \"\xda\xe4\"\n"),
        2,
        &[("error", "book.toml", Some((2, 10)), "UTF-8")],
    );
    builds(&Book::new().with("book.md", PLAIN), &[], &[PLAIN]);
    builds(&config(format!("\u{FEFF}{CONFIG}")), &[], &[PLAIN]);
}

#[test]
fn pictures_that_are_missing_or_lead_outside_are_all_named_with_their_places() {
    let text = format!(
        "# عنوان\n\n![أول](gone.png)\n\n{PLAIN} ![ثان](../outside.png)\n\n![ثالث](/etc/passwd)\n\n![رابع](https://example.org/x.png)\n\n![خامس](link.png)\n"
    );
    let lost = [
        ("book.md", Some((3, 1)), "gone.png"),
        ("book.md", Some((5, PLAIN.chars().count() + 2)), "../outside.png"),
        ("book.md", Some((7, 1)), "etc/passwd"),
        ("book.md", Some((9, 1)), "on the web is not fetched"),
        ("book.md", Some((11, 1)), "link.png"),
    ];
    let expected = |severity| lost.map(|(file, place, words)| (severity, file, place, words));
    let book = |text: &str| {
        let book = manuscript(text).with("../outside.png", "not yours");
        std::os::unix::fs::symlink("/etc/passwd", book.path().join("link.png")).unwrap();
        book
    };
    // What stands for each picture is in every output, and nothing of what lies outside is.
    let instead = ["أول", "ثان", "ثالث", "رابع", "خامس", PLAIN];
    for out in builds(&book(&text), &expected("warning"), &instead) {
        assert!(!out.contains("root:") && !out.contains("not yours"), "{out}");
    }
    let strict = book(&text);
    let run = strict.build(&["--strict", "--message-format", "json"]);
    run.expect_code(1);
    finds(&run, &expected("error"));
    strict.run(&["proof", "book"]).expect_code(1);
    strict.run(&["release", "book", "--out", "out"]).expect_code(1);
    assert!(strict.built().is_empty(), "left behind: {:?}", strict.built());
    let allowed = manuscript("# عنوان\n\n![أول](gone.png)\n");
    let allowed = allowed.with("book.toml", format!("{CONFIG}\n[lint]\nmissing-picture = \"warn\"\n"));
    allowed.build(&["--strict", "--only", "txt"]).expect_code(0);
    // One that is there and damaged is as one that is not.
    let damaged = book(&format!("{text}\n![سادس](broken.png)\n")).with("broken.png", b"\x89PNG\r\n\x1a\nno");
    let broken = [("warning", "book.md", Some((13, 1)), "broken.png")];
    let all = [&expected("warning")[..], &broken].concat();
    builds(&damaged, &all, &[&instead[..], &["سادس"]].concat());
}

#[test]
fn an_undefined_note_and_missing_glyphs_are_found_in_one_run() {
    let text = format!("# عنوان\n\n{PLAIN}[^gone]\n");
    let undefined = ("warning", "book.md", Some((3, PLAIN.chars().count() + 1)), "gone");
    builds(&manuscript(&text), &[undefined], &[&format!("{PLAIN}[^gone]")]);
    builds(
        &manuscript(format!("{text}\nنص 𒀀 ثم \u{E000}\n")),
        &[
            undefined,
            ("warning", "book.md", Some((5, 4)), "12000"),
            ("warning", "book.md", Some((5, 9)), "E000"),
        ],
        &["نص 𒀀 ثم \u{E000}"],
    );
    let strict = manuscript(text).build(&["--strict", "--message-format", "json"]);
    strict.expect_code(1);
    finds(&strict, &[("error", undefined.1, undefined.2, undefined.3)]);
}

#[test]
fn too_deep_nesting_is_an_error_with_its_place() {
    for text in [
        format!("{} نص\n", ">".repeat(20_000)),
        (0..2000).map(|depth| format!("{}- ن\n", "  ".repeat(depth))).collect(),
    ] {
        let run = manuscript(&text).build(&["--message-format", "json"]);
        run.expect_code(1);
        let found = findings(&run);
        assert!(
            found
                .iter()
                .any(|one| one.severity == "error" && one.line.is_some() && one.message.contains("16")),
            "{found:#?}"
        );
    }
}

#[test]
fn markdown_that_looks_like_typst_is_text() {
    let lines = [
        "#include \"/etc/passwd\"",
        "#read(\"book.toml\") #panic() #let x = 1",
        "\\#set page(width: 1pt)",
        "$ sum_(k=1)^n k $ and $x$ and `#raw`",
        "@reference <label> #[content] ~ -- --- ... // comment /* block */",
        "= not a heading / term: text",
        "\"quotes\" 'single' u{1F600} \\u{41}",
    ];
    let kept = [
        "#include \"/etc/passwd\"",
        "#read(\"book.toml\") #panic() #let x = 1",
        "#set page(width: 1pt)",
        // Dollars that touch what they enclose are a formula's, whose letters stay.
        "$ sum_(k=1)^n k $ and x and #raw",
        "#[content] ~ -- --- ... // comment /* block */",
        "= not a heading / term: text",
        "\"quotes\" 'single' u{1F600} \\u{41}",
    ];
    let book = Book::new()
        .with(
            "book.toml",
            CONFIG
                .replace("\"ar\"", "\"en\"")
                .replace("عنوان", "#panic(\\\"x\\\") $y$ @z <w>")
                + "smart = false\n",
        )
        .with("book.md", format!("# #panic() *x* $y$ @z\n\n{}\n", lines.join("\n\n")));
    builds(&book, &[], &kept);
    let pdf = judges::text_by("poppler", &book.file(".pdf"));
    for words in ["#include", "#read(", "#panic()", "$ sum_(k=1)^n k $"] {
        assert!(pdf.contains(words), "“{words}” is not on a page:\n{pdf}");
    }
    assert!(!pdf.contains("root:"), "a file was read");
}

#[test]
fn controls_that_turn_text_around_never_reach_an_output() {
    let text = "# عنوان \u{202E}gnp.exe\n\nأول \u{202E}reversed \u{202A}x \u{2068}y\n\nالفقرة التالية سليمة abc 123\n";
    let book = manuscript(text);
    let expected = [
        ("warning", "book.md", Some((1, 9)), ""),
        ("warning", "book.md", Some((3, 5)), ""),
    ];
    let texts = builds(&book, &expected, &["الفقرة التالية سليمة abc 123", "gnp.exe"]);
    let pages = judges::text_by("mupdf", &book.file(".pdf"));
    for text in texts.iter().chain([&pages]) {
        assert!(
            !text.contains(['\u{202D}', '\u{202E}', '\u{202A}', '\u{202B}']),
            "an override came out:\n{text}"
        );
    }
}

#[test]
fn messages_cannot_steer_a_terminal() {
    let book = manuscript("# عنوان\n\n![x](\u{1B}[2J\u{1B}]0;title\u{7}.png)\n\n[^\u{1B}[31m]\n");
    let steers = |said: &str| said.contains(|one: char| one.is_control() && one != '\n');
    for (arguments, code) in [
        (&[][..], 0),
        (&["--strict"][..], 1),
        (&["--message-format", "json"][..], 0),
        (&["--message-format", "json", "--strict"][..], 1),
    ] {
        let run = book.build(arguments);
        run.expect_code(code);
        assert!(
            run.stderr.contains("[2J") || run.stdout.contains("[2J"),
            "the picture is named"
        );
        assert!(
            !steers(&run.stderr) && !steers(&run.stdout),
            "{:?}{:?}",
            run.stdout,
            run.stderr
        );
    }
}

#[test]
fn characters_that_xml_forbids_are_reported_and_left_out() {
    let book = manuscript(format!("# عنوان\n\nأ\u{1}ب\u{B}ج\u{FFFE}د\u{FFFF}\n\n{PLAIN}\n"));
    builds(&book, &[("warning", "book.md", Some((3, 2)), "")], &["أبجد", PLAIN]);
    judges::epubcheck(&book.file(".epub"));
}

#[test]
fn line_ends_and_byte_order_marks_make_no_difference() {
    let text = format!("# عنوان\n\n{PLAIN}\n\n- أ\n- ب\n");
    let bytes = |text: String| {
        let book = manuscript(text);
        book.build(&["--only", "txt,epub"]).expect_code(0);
        [".txt", ".epub"].map(|ending| std::fs::read(book.file(ending)).unwrap())
    };
    let unix = bytes(text.clone());
    for other in [
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        format!("\u{FEFF}{text}"),
        text.trim_end().to_owned(),
    ] {
        assert!(bytes(other.clone()) == unix, "other bytes for {other:?}");
    }
}

#[test]
fn notes_that_are_odd_are_reported_and_their_text_is_kept() {
    let odd = format!("# ع\n\n{PLAIN}[^a]\n\n[^a]: أولى\n\n[^a]: ثانية\n\n[^z]: يتيمة\n");
    builds(
        &manuscript(odd),
        &[
            ("warning", "book.md", Some((7, 1)), "a"),
            ("warning", "book.md", Some((9, 1)), "z"),
        ],
        &["أولى"],
    );
    let recursive = format!("# ع\n\n{PLAIN}[^a]\n\n[^a]: انظر [^b]\n\n[^b]: انظر [^a]\n");
    let run = manuscript(recursive).build(&["--only", "epub"]);
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.stderr);
    let nested = format!(
        "# ع\n\n{PLAIN}[^a]\n\n[^a]: فقرة\n\n    - بند\n    - بند آخر\n\n    > اقتباس في الحاشية\n\n        code\n"
    );
    builds(&manuscript(nested), &[], &["بند آخر", "اقتباس في الحاشية", "code"]);
    let everywhere = "# ع[^1]\n\n|أ[^2]|ب|\n|-|-|\n|x[^3]|y|\n\n> ق[^4]\n\n[^1]: ح1\n[^2]: ح2\n[^3]: ح3\n[^4]: ح4\n";
    let book = manuscript(everywhere);
    builds(&book, &[], &["ح1", "ح2", "ح3", "ح4"]);
    judges::epub(&book.file(".epub"));
}

#[test]
fn broken_markdown_loses_no_text() {
    let text = format!("# ع\n\n**غير مغلق\n\n[رابط](http://e\n\n<div>\n\n{PLAIN}\n\n```\nكود بلا نهاية\n");
    builds(&manuscript(text), &[], &["غير مغلق", "رابط", PLAIN, "كود بلا نهاية"]);
    let front = format!("---\ntitle: من الرأس\nauthor: كاتب\n---\n\n# فصل\n\n{PLAIN}\n");
    let book = Book::new()
        .with("book.toml", "[book]\ntitle = \"عنوان\"\ndate = \"2026-11-22\"\n")
        .with("book.md", front);
    let run = book.build(&["--only", "txt", "--message-format", "json"]);
    if run.code == Some(0) {
        assert!(
            !judges::text_by("plain", &book.file(".txt")).contains("من الرأس"),
            "front matter was printed"
        );
    }
    let rule = format!("---\n\n{PLAIN}\n\n---\n\nبعد\n");
    builds(&manuscript(rule), &[], &[PLAIN, "بعد"]);
}

#[test]
fn html_that_is_not_known_is_reported_and_its_text_kept() {
    let text =
        "# ع\n\nقبل <script>alert(1)</script> بعد <blink>وميض</blink> <span lang=\"en\" dir=\"ltr\">kept</span>.\n";
    let book = manuscript(text);
    builds(
        &book,
        &[("warning", "book.md", Some((3, 5)), "script")],
        &["قبل", "بعد", "وميض", "kept"],
    );
    judges::epubcheck(&book.file(".epub"));
}

#[test]
fn headings_are_told_apart_and_empty_ones_reported() {
    let equal: String = (0..200).map(|_| format!("## فصل\n\n{PLAIN}\n\n")).collect();
    let book = manuscript(equal);
    builds(&book, &[], &[PLAIN]);
    judges::epubcheck(&book.file(".epub"));
    let book = manuscript(format!("#\n\n# أ\n\n##### ب\n\n## ج\n\n{PLAIN}\n"));
    builds(&book, &[("warning", "book.md", Some((1, 1)), "")], &[PLAIN]);
    judges::verapdf(&book.file(".pdf"), "ua1");
    judges::epub(&book.file(".epub"));
}

#[test]
fn an_output_folder_that_cannot_be_written_is_code_3() {
    let book = manuscript(format!("# ع\n\n{PLAIN}\n")).with("../out", "a file, not a folder");
    let run = book.build(&[]);
    run.expect_code(3).expect_said("out");
    assert_eq!(std::fs::read_to_string(book.out()).unwrap(), "a file, not a folder");
}

#[test]
fn a_failed_run_leaves_what_was_built_before() {
    let book = manuscript(format!("# ع\n\n{PLAIN}\n"));
    book.build(&["--only", "txt"]).expect_code(0);
    let before = (book.built(), std::fs::read(book.file(".txt")).unwrap());
    for (text, arguments) in [
        ("# ع\n\nنص 𒀀\n", &["--only", "txt,pdf", "--strict"][..]),
        ("# ع\n\n![x](gone.png)\n", &["--only", "txt", "--strict"][..]),
    ] {
        std::fs::write(book.path().join("book.md"), text).unwrap();
        book.build(arguments).expect_code(1);
        assert_eq!((book.built(), std::fs::read(book.file(".txt")).unwrap()), before);
    }
}

#[test]
fn file_names_may_be_odd() {
    for name in ["كتاب \"أول\" 'x'.md", "--help.md", "a\nb.md", " .md"] {
        let book = Book::new()
            .with("book.toml", CONFIG)
            .with(name, format!("# ع\n\n{PLAIN}\n"));
        builds(&book, &[], &[PLAIN]);
    }
}

#[test]
fn a_wrong_command_line_is_code_2() {
    let book = manuscript(format!("# ع\n\n{PLAIN}\n"));
    book.run(&["bulid"]).expect_code(2).expect_said("build");
    book.run(&["build", "--only", "pfd"]).expect_code(2).expect_said("pdf");
    book.run(&["build", "nowhere"]).expect_code(2).expect_said("nowhere");
    book.run(&["--version"]).expect_code(0);
    book.run(&["--help"]).expect_code(0);
}

/// A name in an old encoding, which no text can say: the file is left out, and that is told.
#[test]
fn a_text_whose_name_is_not_unicode_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let book = manuscript(format!("# عنوان\n\n{PLAIN}\n"));
    let name = std::ffi::OsStr::from_bytes(b"\xFF\xFE\xFD.md");
    std::fs::write(book.path().join(name), "# فصل\n").unwrap();
    let run = book.build(&["--only", "txt"]);
    run.expect_code(0)
        .expect_said("unreadable-name")
        .expect_said("\u{FFFD}\u{FFFD}\u{FFFD}.md");
    book.build(&["--only", "txt", "--strict", "--force"])
        .expect_code(1)
        .expect_said("unreadable-name");
}

#[test]
fn what_a_killed_build_left_is_taken_away_by_the_next() {
    let book = manuscript(format!("# عنوان\n\n{PLAIN}\n"));
    std::fs::create_dir_all(book.out()).unwrap();
    for name in [".kurras-a1B2c3", ".kurras-mine", "mine.txt"] {
        std::fs::write(book.out().join(name), "x").unwrap();
    }
    book.build(&["--only", "txt"]).expect_code(0);
    assert_eq!(book.built(), [".kurras-mine", "hostile-0.1.0.txt", "mine.txt"]);
}
