//! `kurras check`: what it says to people and to programs, and what mending leaves as it was.

use std::fs;

use kurras::check::{check, mend};
use kurras::diagnostic::{Diagnostic, Location, Report, Sources};
use kurras::document::{BlockKind, Document, Inline, Target, plain_text};
use kurras::files::MemoryFiles;
use kurras::manuscript::{Options, Source, parse};
use serde_json::Value;

use crate::support::chance::Chance;
use crate::support::program::{Book, command};

const TOML: &str = "[book]\ntitle = \"كتاب\"\nlanguage = \"ar\"\n";

fn book(text: impl AsRef<[u8]>) -> Book {
    Book::new().with("book.toml", TOML).with("text.md", text)
}

/// What is never closed takes the rest of its text with it: chapters would go unsaid.
#[test]
fn what_is_never_closed_is_said() {
    let said = |text: &str| {
        let book = Book::new().with("text.md", text);
        let run = book.run(&["check", "book"]);
        run.expect_code(0);
        run.stderr.matches("warning[unclosed-block]").count()
    };
    for open in [
        "# أ\n\nنصّ.\n\n<!-- تعليق\n\n# ب\n\nفقرة.\n",
        "# أ\n\n```\nشيفرة\n\n# ب\n\nفقرة.\n",
        "# أ\n\n~~~~\nx\n~~~\n\n# ب\n",
    ] {
        assert_eq!(said(open), 1, "{open}");
    }
    for closed in [
        "# أ\n\n<!-- تعليق -->\n\n```\nx\n```\n",
        "# أ\n\n> ```\n> x\n\nفقرة.\n\n~~~\nx\n~~~~\n",
        "# أ\n\n<!-- تعليق\nثان -->\n\nفقرة.\n",
    ] {
        assert_eq!(said(closed), 0, "{closed}");
    }
}

/// Every opening that lacks its end is said, and what is text, verse or a box ends before the next heading.
#[test]
fn what_is_never_closed_takes_no_chapter_with_it() {
    let behind = "\nسطر أخير.\n\n# باب ثان\n\nفقرة.\n";
    // What is opened, and whether the heading behind it stays one.
    for (open, stays) in [
        ("```verse\nصدر // عجز\n", true),
        ("~~~~ {.verse}\nصدر // عجز\n", true),
        ("::: verse\nصدر // عجز\n", true),
        ("::: warning\nنصّ.\n", true),
        (":::: {.note}\n::: tip\nنصّ.\n:::\n", true),
        ("```admonish tip\nنصّ.\n", true),
        ("<details><summary>ملخّص</summary>\n\nنصّ.\n", true),
        ("<div align=\"center\">\n\nنصّ.\n", true),
        ("<blockquote>\n\nنصّ.\n", true),
        ("<table><tr><td>أ</td><td>ب\n", true),
        ("<ul><li>بند\n", true),
        ("<div class=\"x\nنصّ\n", true),
        ("<pre>\nنصّ\n", false),
        ("<textarea>\nنصّ\n", false),
        ("<script>\nx\n", false),
        ("<style>\nx\n", false),
        ("<?php\nنصّ\n", false),
        ("<![CDATA[\nنصّ\n", false),
        ("<!-- نصّ\n", false),
        ("```python\nx\n", false),
    ] {
        let text = format!("# باب\n\nفقرة أولى.\n\n{open}{behind}");
        let (document, report) = parsed(&text);
        let told: Vec<_> = report.iter().filter(|d| d.code == "unclosed-block").collect();
        assert_eq!(told.len(), 1, "{open}: {report:?}");
        let Location::Span(place) = &told[0].location else {
            panic!("{open}")
        };
        assert_eq!(text[..place.start as usize].matches('\n').count(), 4, "{open}");
        let headings = document
            .blocks
            .iter()
            .filter(|b| matches!(b.kind, BlockKind::Heading(_)));
        assert_eq!(headings.count() == 2, stays, "{open}");
    }
}

/// In a collection of poems each fence without an end is one fault, and costs no other poem its title.
#[test]
fn poems_whose_fences_lack_their_ends_stay_apart() {
    let text = "# أ\n\n```verse\nصدر // عجز\n\n# ب\n\n```verse\nصدر // عجز\n```\n\n# ج\n\n```verse\nصدر // عجز\n\n```verse\nصدر // عجز\n";
    let (document, report) = parsed(text);
    assert_eq!(
        report.iter().filter(|d| d.code == "unclosed-block").count(),
        3,
        "{report:?}"
    );
    let kinds = document.blocks.iter().map(|block| match block.kind {
        BlockKind::Heading(_) => 'h',
        BlockKind::Verse { .. } => 'v',
        _ => '?',
    });
    assert_eq!(kinds.collect::<String>(), "hvhvhvv");
}

/// What is around a whole text and says its direction needs no end; nor do elements that end by themselves.
#[test]
fn what_may_stand_open_is_not_said() {
    for text in [
        "<div dir=\"rtl\">\n\n# أ\n\nنصّ.\n\n# ب\n\nنصّ.\n",
        "# أ\n\n<p>نصّ.\n\n<p>نصّ.\n\n# ب\n\nنصّ.\n",
        "# أ\n\n> ```verse\n> صدر // عجز\n\nنصّ.\n",
        "---\n\nملاحظة: نصّ يبدأ بفاصل.\n\nنصّ.\n",
    ] {
        let (_, report) = parsed(text);
        assert!(report.iter().all(|d| d.code != "unclosed-block"), "{text}: {report:?}");
    }
}

fn parsed(text: &str) -> (Document, Vec<Diagnostic>) {
    let mut report = Report::new();
    let source = Source {
        file: Sources::default().add("a.md", text),
        name: "a.md",
        text,
    };
    let document = parse(&[source], Options::default(), &mut report);
    (document, report.sorted().into_iter().cloned().collect())
}

#[test]
fn programs_learn_places_in_every_unit_and_what_mends_them() {
    let book = book("# فصل\n\nنص 🙂 ثم كلمة ، وأخرى.\n");
    let run = book.run(&["check", "book", "--no-spelling", "--message-format", "json"]);
    let found: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mark = found.iter().find(|line| line["code"] == "space-before-mark").unwrap();
    // The sign is one scalar value, two units of UTF-16 and four bytes.
    let columns = ["column", "column_utf16", "column_utf8"].map(|key| mark[key].as_u64().unwrap());
    assert_eq!(columns, [13, 14, 24], "{mark}");
    let place = &mark["fix"]["places"][0];
    assert_eq!(place["column"], mark["column"]);
    let edit = &place["edits"][0];
    assert_eq!(
        (mark["fix"]["safety"].as_str(), edit["replacement"].as_str()),
        (Some("safe"), Some(""))
    );
    let text = fs::read_to_string(book.path().join("text.md")).unwrap();
    let range = edit["offset"].as_u64().unwrap() as usize..edit["end_offset"].as_u64().unwrap() as usize;
    assert_eq!(text.get(range), Some(" "));
}

#[test]
fn programs_learn_which_edits_belong_to_which_place() {
    let text = "# فصل\n\nكلمة ، وأخرى :نعم.\n\nذهب الى البيت **الى** الدار وإلَى الى.\n";
    let book = book(text).with("second.md", "# ثان\n\nوالى هناك.\n");
    let run = book.run(&["check", "book", "--no-spelling", "--message-format", "json"]);
    let lines = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let found: Vec<Value> = lines.filter(|line| line["fix"].is_object()).collect();
    assert!(found.len() >= 2, "{}", run.stdout);
    let key = |place: &Value| {
        (
            place["file"].clone(),
            place["offset"].clone(),
            place["end_offset"].clone(),
        )
    };
    for finding in &found {
        let also = finding["also"].as_array().cloned().unwrap_or_default();
        let all: Vec<_> = std::iter::once(finding).chain(&also).map(key).collect();
        let mended = finding["fix"]["places"].as_array().unwrap();
        assert_eq!(mended.iter().map(key).collect::<Vec<_>>(), all, "{finding}");
        for place in mended {
            let edits = place["edits"].as_array().unwrap();
            let within = |edit: &Value| {
                let number = |value: &Value, key: &str| value[key].as_u64().unwrap();
                edit["file"] == place["file"]
                    && number(edit, "offset") >= number(place, "offset")
                    && number(edit, "end_offset") <= number(place, "end_offset")
            };
            assert!(!edits.is_empty() && edits.iter().all(within), "{place}");
        }
    }
    let glued = found.iter().find(|line| line["code"] == "space-before-mark").unwrap();
    let counts = glued["fix"]["places"].as_array().unwrap().iter();
    let counts: Vec<usize> = counts.map(|place| place["edits"].as_array().unwrap().len()).collect();
    assert_eq!(counts, [1, 2], "{glued}");
    // One text alone is told of its own places, with their edits.
    let run = book.run_with_input(
        &[
            "check",
            "--stdin",
            "--path",
            "book/second.md",
            "--no-spelling",
            "--message-format",
            "json",
        ],
        "# ثان\n\nوهنا الى هناك.\n",
    );
    let slip = run
        .stdout
        .lines()
        .find(|line| line.contains("common-slip"))
        .expect("a slip");
    let slip: Value = serde_json::from_str(slip).unwrap();
    assert_eq!(slip["fix"]["places"].as_array().map(Vec::len), Some(1), "{slip}");
    assert_eq!(slip["fix"]["places"][0]["edits"][0]["file"], slip["file"], "{slip}");
}

#[test]
fn nothing_is_mended_in_formulas_citations_and_tex() {
    let text = "# فصل\n\nهذا $f(x ) ,g ... y$ و $$\\text{كلمة} ,ع  و$$ هنا.\n\n$$\nس = ص ,ع  و\n\\begin{cases} a  &  b ,c \\end{cases}\n$$\n\n\
        قال [@smith2020, ص. 12 ,13; @doe ,ثان] ثم [-@roe ,ثالث].\n\n\
        \\newcommand{\\x}{كلمة ,كلمة}\n\n\\begin{align*}\nس &= ص ,ع  و \\\\\nك &= ل  ,م\n\\end{align*}\n\n\
        `رمز ,و  هنا` ثم [رابط](https://example.org/a,b  \"عنوان ,ما\").\n";
    let written = book(text);
    for flag in ["--fix", "--unsafe-fixes"] {
        written.run(&["check", "book", flag]).expect_code(0);
        assert_eq!(
            fs::read_to_string(written.path().join("text.md")).unwrap(),
            text,
            "{flag}"
        );
    }
    // Beside them everything is mended as elsewhere, between two prices too.
    let prose = "هذا $x ,y$ ثم نص ؟ كان $5 ,ثم $6 هنا.\n\n[@smith ,ثم] نص ,ثم.\n";
    let written = book(prose);
    written.run(&["check", "book", "--fix"]).expect_code(0);
    assert_eq!(
        fs::read_to_string(written.path().join("text.md")).unwrap(),
        "هذا $x ,y$ ثم نص؟ كان $5، ثم $6 هنا.\n\n[@smith ,ثم] نص، ثم.\n"
    );
}

#[test]
fn a_text_with_a_finding_at_every_letter_is_told_in_few_words() {
    let text = format!(
        "# فصل\n\n{}\n\nنص.\n\n{}",
        "[".repeat(9_000),
        "كلمة ،و\n\n".repeat(3_000)
    );
    let run = book(&text).run(&["check", "book", "--no-spelling", "--message-format", "json"]);
    let found: Vec<Value> = run
        .expect_code(0)
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(
        found.len() < 40 && run.stdout.len() < 8_000_000,
        "{} {}",
        found.len(),
        run.stdout.len()
    );
    let brackets = found.iter().find(|line| line["code"] == "unpaired-brackets").unwrap();
    assert_eq!(brackets["also"].as_array().map(Vec::len), Some(2_000));
    assert!(
        brackets["message"].as_str().unwrap().contains("9000 times"),
        "{}",
        brackets["message"]
    );
    // The last place's column is right though its line is long.
    assert_eq!(brackets["also"][1999]["column_utf16"], 2_001);
}

#[test]
fn the_exit_code_says_how_a_check_ended() {
    book("كلمة ، وأخرى.\n")
        .run(&["check", "book"])
        .expect_code(0)
        .expect_said("space-before-mark");
    let denied = book("كلمة ، وأخرى.\n").with("book.toml", format!("{TOML}[lint]\nspace-before-mark = \"deny\"\n"));
    denied.run(&["check", "book", "--no-spelling"]).expect_code(1);
    book("")
        .with("book.toml", "[bok]\n")
        .run(&["check", "book"])
        .expect_code(2);
    book("كلمة").run(&["check", "nowhere"]).expect_code(2);
    let library = Book::new()
        .with("a/book.toml", TOML)
        .with("a/x.md", "كلمة ، ثم.")
        .with("b/book.toml", TOML)
        .with("b/x.md", "كلمة.");
    let run = library.run(&["check", "book", "--no-spelling"]);
    assert_eq!(run.expect_code(0).stderr.matches("space-before-mark").count(), 1);
}

#[test]
fn a_comment_allows_a_code_for_its_block() {
    let text = "<!-- kurras: allow space-before-mark -->\nكلمة ، هنا.\n\nكلمة ، هناك.\n\nكلمة ، ثالثة. <!-- kurras: allow space-before-mark -->\n";
    let run = book(text).run(&["check", "book", "--no-spelling"]);
    assert_eq!(
        run.expect_code(0).stderr.matches("[space-before-mark]").count(),
        1,
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("text.md:4:"), "{}", run.stderr);
    let unknown = book("<!-- kurras: allow spaces -->\nكلمة.\n").run(&["check", "book"]);
    unknown.expect_code(1).expect_said("unknown-code");
}

#[test]
fn mending_keeps_line_ends_marks_and_all_else() {
    let text = "\u{feff}---\r\ntitle: \"نص ، ما\"\r\n---\r\n\r\nكلمة ، وأخرى ؟\r\n\r\n    رمز ، هنا\r\n\r\n`رمز ، هنا` و<span title=\"أ ، ب\">نص ، ثان</span> [رابط ، ثم](https://a.org/ ،)\r\n";
    let wanted = text
        .replace("كلمة ، وأخرى ؟", "كلمة، وأخرى؟")
        .replace("نص ، ثان", "نص، ثان");
    let wanted = wanted.replace("[رابط ، ثم]", "[رابط، ثم]");
    let written = book(text);
    let shown = written.run(&["check", "book", "--diff", "--no-spelling"]);
    assert!(
        shown.expect_code(0).stdout.contains("\n+كلمة، وأخرى؟"),
        "{}",
        shown.stdout
    );
    let read = || fs::read_to_string(written.path().join("text.md")).unwrap();
    assert_eq!(read(), text, "--diff writes nothing");
    written
        .run(&["check", "book", "--fix", "--no-spelling"])
        .expect_code(0)
        .expect_said("mended");
    assert_eq!(read(), wanted);
    let again = written.run(&["check", "book", "--fix", "--no-spelling"]);
    assert!(!again.stderr.contains("mended"), "{}", again.stderr);
    assert_eq!(read(), wanted);
}

#[test]
fn straight_marks_of_both_kinds_are_counted() {
    let book = book("# باب\n\nسمّته \"داراً\" و'بيتاً' ولـ'ساكن'، قرب شارع O'Hara.\n");
    let run = book.run(&["check", "book"]);
    run.expect_code(0).expect_said("straight quotation marks (3 times");
    book.run(&["check", "book", "--unsafe-fixes"]).expect_code(0);
    let mended = fs::read_to_string(book.path().join("text.md")).unwrap();
    assert!(mended.contains("«داراً» و“بيتاً” ولـ“ساكن”، قرب شارع O'Hara"), "{mended}");
}

#[test]
fn an_editors_text_is_read_from_standard_input() {
    let written = book("كلمة.\n").with("other.md", "كلمة ، أخرى.\n");
    let typed = |arguments: &[&str]| {
        let mut all = vec!["check", "--stdin", "--path", "book/text.md", "--no-spelling"];
        all.extend(arguments);
        written.run_with_input(&all, "نص ؟\n")
    };
    let said = typed(&["--message-format", "json"]).stdout;
    assert!(
        said.contains("space-before-mark") && said.contains("book/text.md") && !said.contains("other.md"),
        "{said}"
    );
    assert_eq!(typed(&["--fix"]).stdout, "نص؟\n");
    let chapters = written
        .with("chapters/one.md", "كلمة.\n")
        .with("book.toml", format!("{TOML}tatweel = 1\n"));
    let run = chapters.run(&["check", "--stdin", "--path", "book/chapters/one.md", "--no-spelling"]);
    run.expect_code(2).expect_said("unknown-key");
    let written = chapters.with("book.toml", TOML);
    assert_eq!(fs::read_to_string(written.path().join("text.md")).unwrap(), "كلمة.\n");
}

/// A text that lies outside of the book is neither read nor written through a link; one inside is written where it lies.
#[cfg(unix)]
#[test]
fn mending_writes_through_no_link_that_leads_out_of_the_book() {
    use std::os::unix::fs::symlink;
    let slip = "كلمة ، هنا.\n";
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.md");
    fs::write(&secret, slip).unwrap();
    let led_out = book("كلمة.\n");
    symlink(&secret, led_out.path().join("linked.md")).unwrap();
    let run = led_out.run(&["check", "book", "--fix", "--no-spelling"]);
    run.expect_code(1).expect_said("unreadable-file");
    assert_eq!(fs::read_to_string(&secret).unwrap(), slip);
    let within = Book::new()
        .with("book.toml", TOML)
        .with("texts/one.md", slip)
        .with("book.toml", format!("{TOML}manuscript = [\"one.md\"]\n"));
    let link = within.path().join("one.md");
    symlink("texts/one.md", &link).unwrap();
    within.run(&["check", "book", "--fix", "--no-spelling"]).expect_code(0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&link).unwrap(), "كلمة، هنا.\n");
}

/// A list of words is parted by the marks of each language.
#[test]
fn what_is_listed_in_arabic_has_arabic_commas() {
    let text = "قال «نعم» ثم «كلا» ثم “لا”. هنا خشنطبوروف وغشنطبوروف وإستعمال وإستغلال.\n";
    let said = |tongue: &str| {
        let written = book(text);
        let mut command = command(written.path().parent().unwrap(), &["check", "book"]);
        let out = command.env("KURRAS_LANG", tongue).output().unwrap();
        String::from_utf8(out.stderr).unwrap()
    };
    let (arabic, english) = (said("ar"), said("en"));
    assert!(english.contains("«…» 2 times, “…” once"), "{english}");
    assert!(arabic.contains("«…» مرّتين، “…” مرّة واحدة"), "{arabic}");
    assert!(arabic.contains("خشنطبوروف، "), "{arabic}");
    assert!(arabic.contains("وإستعمال، وإستغلال"), "{arabic}");
}

/// Both marks of a quotation are made or none, whatever else is mended beside one of them.
#[test]
fn what_belongs_together_is_mended_together() {
    for (before, after) in [
        ("يقول الكاتب :\"نعم\" ثم مضى.\n", "يقول الكاتب: «نعم» ثم مضى.\n"),
        ("قال :\"الى البيت\" ,\"ثم\" ذهب.\n", "قال: «إلى البيت»، «ثم» ذهب.\n"),
    ] {
        let files = MemoryFiles::new("book", [("book.toml", TOML), ("text.md", before)]);
        assert_eq!(mend(&files, true, None).pop().unwrap().after, after);
    }
}

/// A manuscript of every kind of block, with slips strewn in.
fn manuscript(chance: &mut Chance) -> String {
    const WORDS: &[&str] = &[
        "كتاب",
        "مدرسة",
        "و",
        "إلى",
        "سوريا",
        "الحرب",
        "الى",
        "كتـاب",
        "هذا",
        "کتاب",
        "مساءاً",
        "**قوي**",
        "*مائل*",
        "`رمز ، ؟`",
        "[رابط ، ما](https://a.org/x,y)",
        "[^1]",
        "<b>نص</b>",
        "PDF",
        "12٣",
        "\"نعم\"",
        "(قوس)",
        "( قوس )",
        "«قول»",
        "&nbsp;",
        "\\*",
        "ال",
    ];
    const BETWEEN: &[&str] = &[
        " ",
        " ",
        " ",
        " ، ",
        ",",
        " ؟ ",
        "... ",
        ".. ",
        "  ",
        "\n",
        "،",
        " .",
        "؟؟ ",
        "! ",
        " -- ",
        "\u{200f} ",
        "(",
        ") ",
    ];
    const HEADS: &[&str] = &[
        "",
        "",
        "",
        "# ",
        "- ",
        "1. ",
        "> ",
        "    ",
        "12 .",
        "| ",
        "* * *\n\n",
        "```\n",
        "::: note\n",
    ];
    const TAILS: &[&str] = &[".", "؟", " .", "", " :", "**", "»", "\n```\n", "\n:::\n"];
    let mut text = String::from("نص[^1] أول.\n\n");
    for _ in 0..2 + chance.below(8) {
        text += chance.of(HEADS);
        for _ in 0..1 + chance.below(14) {
            text += chance.of(WORDS);
            text += chance.of(BETWEEN);
        }
        text += chance.of(TAILS);
        text += "\n\n";
    }
    text + "[^1]: حاشية ، هنا .\n"
}

#[test]
fn mending_twice_is_mending_once_and_changes_nothing_but_what_it_names() {
    let mut chance = Chance(14);
    let mut places = 0;
    for number in 0..200 {
        let text = manuscript(&mut chance);
        let files = |text: &str| MemoryFiles::new("book", [("book.toml", TOML), ("text.md", text)]);
        let unsafe_too = number % 2 == 1;
        let Some(once) = mend(&files(&text), unsafe_too, None).pop() else {
            continue;
        };
        places += once.places;
        let twice = mend(&files(&once.after), unsafe_too, None);
        assert!(twice.is_empty(), "{text}\n→ {}\n→ {}", once.after, twice[0].after);
        let (before, after) = (shape(&text), shape(&once.after));
        assert_eq!(before.0, after.0, "{text}\n→ {}", once.after);
        if !unsafe_too {
            assert_eq!(before.1, after.1, "{text}\n→ {}", once.after);
        }
    }
    assert!(places > 1000, "{places}");
}

/// The kinds of blocks of a text with its code, addresses and notes, and its letters alone.
fn shape(text: &str) -> (Vec<String>, String) {
    let source = Source {
        file: Sources::default().add("text.md", text),
        name: "text.md",
        text,
    };
    let document = parse(&[source], Options::default(), &mut Report::new());
    let (mut kinds, mut letters) = (Vec::new(), String::new());
    document.visit(&mut |block| {
        let kind = format!("{:?}", block.kind);
        kinds.push(kind.split([' ', '(', '{']).next().unwrap_or_default().to_string());
        block.visit_inlines(&mut |inline| match inline {
            Inline::Code { text, .. } => kinds.push(format!("code {text}")),
            Inline::Link {
                target: Target::Url(url),
                ..
            } => kinds.push(format!("link {url}")),
            Inline::Note { note, .. } => kinds.push(format!("note {note}")),
            _ => {}
        });
        for run in block.runs() {
            letters.extend(
                plain_text(run)
                    .chars()
                    .filter(|&c| c.is_alphabetic() && !matches!(c, 'ـ' | '\u{64b}'..='\u{65f}')),
            );
        }
    });
    (kinds, letters)
}

/// The program's own book is clean but for what is known of it.
#[test]
fn the_bundled_essay_raises_no_false_alarm() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    let files = MemoryFiles::new("book", ["book.toml", "essay.md"].map(|name| (name, read(name))));
    let (mut sources, mut report) = (Sources::default(), Report::new());
    check(&files, None, &mut sources, &mut report).unwrap();
    let found: Vec<String> = report
        .sorted()
        .into_iter()
        .filter(|found| matches!(found.location, Location::Span(_)))
        .map(|found| format!("{}: {}", found.code, found.message))
        .collect();
    assert!(found.len() <= 3, "{found:#?}");
}

/// The finished text before and after: the lines that differ are those with slips, and the proof holds the pages and the EPUB to both.
#[test]
fn a_mended_book_differs_in_nothing_but_what_was_mended() {
    let written = book("# فصل\n\nسطر أول بلا هفوة.\n\nسطر ثان ، فيه هفوة ؟\n\nسطر ثالث **مهم** ( جداً ).\n\nسطر رابع.\n");
    let text = |_: ()| {
        let built = written.build(&["--only", "txt,epub,pdf", "--force"]);
        built.expect_code(0);
        let proved = built
            .stdout
            .lines()
            .filter_map(|line| line.split_once(": ")?.1.strip_suffix(" words in order"));
        let whole = proved.filter(|words| words.split_once(" of ").is_some_and(|(words, of)| words == of));
        assert_eq!(whole.count(), 3, "{}", built.stdout);
        fs::read_to_string(written.file(".txt")).unwrap()
    };
    let before = text(());
    written.run(&["check", "book", "--fix", "--no-spelling"]).expect_code(0);
    let after = text(());
    let pairs = before.lines().zip(after.lines());
    let changed: Vec<(&str, &str)> = pairs.filter(|(a, b)| a != b).collect();
    assert_eq!(before.lines().count(), after.lines().count());
    assert_eq!(changed.len(), 2, "{changed:#?}");
    assert!(
        changed[0].1.contains("سطر ثان، فيه هفوة؟") && changed[1].1.contains("(جداً)"),
        "{changed:#?}"
    );
}
