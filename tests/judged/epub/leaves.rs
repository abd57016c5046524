//! Pages of their own, parts, and letters that no font has, in the pages and in the EPUB of one book.

use super::books::{spine, text, unpack};
use crate::support::{judges, program::Book};

/// The pages' texts of a PDF, by another reader.
fn pages(pdf: &std::path::Path) -> Vec<String> {
    let said = std::process::Command::new("pdftotext")
        .arg(pdf)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8(said.stdout).unwrap();
    text.split('\u{c}')
        .map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn pages_of_their_own_stand_where_they_belong() {
    // The fixture with letters that no font has.
    let plain = std::fs::read_to_string(Book::fixture("leaves").path().join("text.md")).unwrap();
    let book = Book::fixture("leaves").with("text.md", plain.replace("لجيراننا", "لجيراننا 你好"));
    let run = book.build(&["--only", "pdf,epub"]);
    run.expect_code(0);
    // One warning for one script, and every word and sign where it should be.
    assert_eq!(run.stderr.matches("warning[").count(), 1, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("warning[missing-glyph]: no font has the Han characters"),
        "{}",
        run.stderr
    );

    let epub = book.file(".epub");
    judges::epub(&epub);
    let files = unpack(&epub);
    let order: Vec<String> = spine(&files).iter().map(|name| kind(&text(&files, name))).collect();
    let expected = [
        "cover",
        "halftitlepage",
        "titlepage",
        "copyright-page",
        "dedication",
        "epigraph",
        "toc",
        "preface",
        "part",
        "chapter",
        "chapter",
        "part",
        "chapter",
        "afterword",
        "colophon",
    ];
    assert_eq!(order, expected);
    let contents = text(&files, "OEBPS/nav.xhtml");
    let list: Vec<&str> = contents.split("</nav>").next().unwrap().split("<li>").skip(1).collect();
    assert_eq!(list.len(), 8, "{contents}");
    assert!(
        list[1].contains("الجزء الأول") && list[2].contains("١. الدكاكين"),
        "{contents}"
    );
    assert!(list[6].contains("٣. المطبخ") && list[5].contains("<ol>"), "{contents}");
    for kind in ["halftitlepage", "copyright-page", "dedication", "epigraph"] {
        assert!(
            contents.contains(&format!("<a epub:type=\"{kind}\"")),
            "{kind}: {contents}"
        );
    }
    let chapter = text(&files, "OEBPS/text-07.xhtml");
    assert!(
        chapter.contains("role=\"doc-epigraph\"") && chapter.contains("class=\"inset own-epigraph\""),
        "{chapter}"
    );
    assert!(
        text(&files, "OEBPS/text-05.xhtml").contains("你好"),
        "the EPUB holds what pages do not show"
    );
    assert!(
        !files.keys().any(|name| name.contains("Emoji")),
        "devices have their own"
    );

    let pages = pages(&book.file(".pdf"));
    let at = |words: &str| {
        pages
            .iter()
            .position(|page| page.contains(words))
            .unwrap_or_else(|| panic!("{words}: {pages:#?}"))
    };
    // Pages are counted from 0: those that open are even here. Folios and running heads are not on pages of their own.
    let openers = ["إلى أمي", "من أكل خبز", "في هذا الجزء كلام", "الجزء الثاني"];
    for opener in openers {
        let page = pages.iter().rposition(|page| page.contains(opener)).unwrap();
        assert_eq!(page % 2, 0, "{opener}: {pages:#?}");
        assert!(!pages[page].contains(|c| matches!(c, '٠'..='٩')), "{}", pages[page]);
    }
    assert_eq!(at("حقوق النص"), at("ليلى حداد").max(4) + 1, "{pages:#?}");
    assert!(at("إلى أمي") < at("المحتويات") && at("المحتويات") < at("كتبنا هذا"));
    assert_eq!(at("رغيف من فرن") + 1, at("وبعد الصورة"));
    assert!(
        pages.iter().filter(|page| page.is_empty()).count() >= 2,
        "blank pages carry nothing: {pages:#?}"
    );
}

/// What a page says it is.
fn kind(page: &str) -> String {
    let body = page.split("<body").nth(1).unwrap();
    let types: Vec<&str> = body
        .split("epub:type=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let matter = |kind: &&str| matches!(*kind, "frontmatter" | "bodymatter" | "backmatter");
    types.into_iter().find(|kind| !matter(kind)).unwrap_or("").to_string()
}

#[test]
fn an_epub_carries_the_families_that_its_letters_ask_for() {
    for (language, words, font) in [
        ("fa", "این متن فارسی است: پچگژ «۱۲۳».", "Vazirmatn"),
        ("en", "Plain words — “quoted” ones, too.", "EBGaramond"),
    ] {
        let about = format!("[book]\ntitle = \"T\"\nslug = \"t\"\nlanguage = \"{language}\"\ndate = \"2026-11-22\"\n");
        let book = Book::new()
            .with("book.toml", about)
            .with("text.md", format!("# {words}\n\n**{words}**\n"));
        book.build(&["--only", "epub"]).expect_code(0);
        let files = unpack(&book.file(".epub"));
        let fonts: Vec<&String> = files.keys().filter(|name| name.ends_with(".ttf")).collect();
        assert!(fonts.iter().all(|name| name.contains(font)), "{fonts:?}");
        let bytes: usize = fonts.iter().filter_map(|name| files.get(*name)).map(Vec::len).sum();
        assert!(!fonts.is_empty() && bytes < 400_000, "{bytes}");
    }
}
