//! What the package says of the book, and what the judges say of the package.

use std::collections::{BTreeMap, BTreeSet};

use super::books::{essay, everything, fixture, other, pages, picture, spine, text, texts, unpack};
use crate::support::{judges, program::Book};

#[test]
fn epubcheck_and_ace_find_nothing() {
    for book in [essay(), everything()] {
        judges::epub(&book.file(".epub"));
    }
    for name in ["everything", "mixed"] {
        judges::epub(&other(name).file(".epub"));
    }
}

/// The essay in order, up to its colophon; the fixture by count, since its notes stand elsewhere than in the plain text.
#[test]
fn every_word_of_the_text_is_in_the_book() {
    let words = |text: &str| -> Vec<String> {
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}');
        text.split(|c: char| !inside(c))
            .filter(|word| word.chars().any(char::is_alphabetic))
            .map(str::to_string)
            .collect()
    };
    let shown = |book: &Book| -> Vec<String> {
        let files = unpack(&book.file(".epub"));
        spine(&files)
            .iter()
            .flat_map(|name| texts(&text(&files, name)))
            .flat_map(|run| words(&run))
            .collect()
    };
    let plain = |book: &Book| {
        words(
            std::fs::read_to_string(book.file(".txt"))
                .unwrap()
                .split("عن هذه الطبعة")
                .next()
                .unwrap(),
        )
    };
    let (essay_shown, expected) = (shown(essay()), plain(essay()));
    let mut at = essay_shown.iter();
    assert!(expected.len() > 2700);
    assert_eq!(expected.iter().find(|word| !at.any(|shown| shown == *word)), None);
    let count = |words: Vec<String>| {
        let mut counted = BTreeMap::new();
        words
            .into_iter()
            .for_each(|word| *counted.entry(word).or_insert(0) += 1);
        counted
    };
    // The plain text describes pictures and marks notes in brackets, tells where links lead, and has a heading over its notes.
    let added = regex::Regex::new(r"\[[^\]]*\]|\([^()]*://[^()]*\)|الحواشي").unwrap();
    let plain = std::fs::read_to_string(everything().file(".txt")).unwrap();
    let body = plain.split("عن هذه الطبعة").next().unwrap();
    // A note's mark adjoins its word in the EPUB.
    let letters = |text: &str| words(&text.replace(char::is_numeric, " "));
    let shown = count(letters(&judges::text_by("spine", &everything().file(".epub"))));
    let missing: Vec<(String, i32)> = count(letters(&added.replace_all(body, " ")))
        .into_iter()
        .filter(|(word, times)| shown.get(word).is_none_or(|there| there < times))
        .collect();
    assert_eq!(missing, Vec::new());
}

#[test]
fn every_page_says_its_language_and_direction_twice() {
    let files = unpack(&everything().file(".epub"));
    for (name, page) in pages(&files) {
        assert!(page.contains("lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\""), "{name}");
        assert!(page.contains("<body dir=\"rtl\""), "{name}");
        let title = page
            .split("<title>")
            .nth(1)
            .and_then(|rest| rest.split("</title>").next());
        assert!(title.is_some_and(|title| !title.trim().is_empty()), "{name}");
    }
    let package = text(&files, "OEBPS/content.opf");
    assert!(package.contains("page-progression-direction=\"rtl\"") && package.contains("xml:lang=\"ar\" dir=\"rtl\""));
    let css = text(&files, "OEBPS/stylesheet.css");
    assert!(!css.contains("direction:") && !css.contains("unicode-bidi"));
}

#[test]
fn a_book_from_the_left_opens_from_the_left() {
    let book = Book::new()
        .with(
            "book.toml",
            "[book]\ntitle = \"A Title\"\nlanguage = \"en\"\ndate = \"2026-11-22\"\n",
        )
        .with("a.md", "# One\n\nText with *emphasis* and كلمة.\n");
    book.build(&["--only", "epub"]).expect_code(0);
    let files = unpack(&book.file(".epub"));
    assert!(text(&files, "OEBPS/content.opf").contains("page-progression-direction=\"ltr\""));
    assert!(text(&files, "OEBPS/nav.xhtml").contains("<body dir=\"ltr\""));
    assert!(text(&files, "OEBPS/stylesheet.css").contains("em { font-style: italic; }"));
    assert!(files.contains_key("OEBPS/fonts/EBGaramond-Italic.ttf"));
    judges::epub(&book.file(".epub"));
}

#[test]
fn people_series_and_identifier_are_told() {
    let files = unpack(&everything().file(".epub"));
    let package = text(&files, "OEBPS/content.opf");
    for expected in [
        "<dc:identifier id=\"publication-id\">urn:isbn:9780306406157</dc:identifier>",
        "property=\"identifier-type\" scheme=\"onix:codelist5\">15<",
        "<dc:creator id=\"creator-2\" dir=\"ltr\">Jane Doe</dc:creator>",
        "refines=\"#creator-2\" property=\"file-as\">Doe, Jane<",
        "refines=\"#contributor-1\" property=\"role\" scheme=\"marc:relators\">trl<",
        "property=\"belongs-to-collection\" id=\"series\">كراسات<",
        "property=\"group-position\">3<",
        "<dc:publisher>دار النشر</dc:publisher>",
        "<dc:source>الأصل</dc:source>",
        "<dc:subject>آخر</dc:subject>",
        "<dc:rights>الحقوق.</dc:rights>",
        "<meta property=\"dcterms:modified\">2026-11-22T00:00:00Z</meta>",
        "<dc:title id=\"title\">كل شيء: عنوان &amp; فيه &lt;رموز&gt; «واقتباس»</dc:title>",
    ] {
        assert!(package.contains(expected), "{expected}\n{package}");
    }
}

#[test]
fn accessibility_is_told_as_it_is() {
    let features = |book: &Book| text(&unpack(&book.file(".epub")), "OEBPS/content.opf");
    let (plain, pictured) = (features(essay()), features(everything()));
    assert!(!plain.contains(">visual<") && !plain.contains("alternativeText"));
    assert!(pictured.contains(">visual<") && pictured.contains("alternativeText"));
    for package in [plain, pictured] {
        assert!(package.contains("pageBreakMarkers") && package.contains("pageBreakSource"));
        assert!(!package.contains("conformsTo"), "nobody asserted it");
    }
}

/// Conformance, certification and exemption are the publisher's to assert; names come in other scripts.
#[test]
fn what_the_publisher_asserts_is_told() {
    let book = Book::new()
        .with(
            "book.toml",
            "[book]\ntitle = \"عنوان\"\ndate = \"2026-11-22\"\n\
             authors = [{ name = \"غسان كنفاني\", sort = \"كنفاني، غسان\", names = { en = \"Ghassan Kanafani\", he = \"ע׳סאן\" } }]\n\
             [epub]\nconforms-to = \"wcag-2.1-aa\"\ncertified-by = \"جمعية\"\ncertifier-credential = \"اعتماد\"\n\
             certifier-report = \"https://example.org/report\"\nexemption = \"microenterprise\"\n",
        )
        .with("a.md", "# أول\n\nنص.\n");
    book.build(&["--only", "epub"]).expect_code(0);
    judges::epub(&book.file(".epub"));
    let package = text(&unpack(&book.file(".epub")), "OEBPS/content.opf");
    for expected in [
        "refines=\"#creator-1\" property=\"alternate-script\" xml:lang=\"en\" dir=\"ltr\">Ghassan Kanafani<",
        "property=\"alternate-script\" xml:lang=\"he\">ע׳סאן<",
        "id=\"conformance\" property=\"dcterms:conformsTo\">EPUB Accessibility 1.1 - WCAG 2.1 Level AA<",
        "id=\"certifier\" refines=\"#conformance\" property=\"a11y:certifiedBy\">جمعية<",
        "refines=\"#certifier\" property=\"a11y:certifierCredential\">اعتماد<",
        "<link rel=\"a11y:certifierReport\" refines=\"#certifier\" href=\"https://example.org/report\"/>",
        "<meta property=\"a11y:exemption\">eaa-microenterprise</meta>",
    ] {
        assert!(package.contains(expected), "{expected}\n{package}");
    }
}

#[test]
fn pages_of_the_print_are_listed_where_they_begin() {
    let files = unpack(&essay().file(".epub"));
    let (navigation, ncx) = (text(&files, "OEBPS/nav.xhtml"), text(&files, "OEBPS/toc.ncx"));
    let list = navigation.split("page-list").nth(1).unwrap();
    let targets: Vec<&str> = list
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(targets.len() >= 10, "{targets:?}");
    for target in targets {
        let (file, id) = target.split_once('#').unwrap();
        let page = text(&files, &format!("OEBPS/{file}"));
        assert!(
            page.contains(&format!("role=\"doc-pagebreak\" id=\"{id}\"")),
            "{target}"
        );
        assert!(ncx.contains(&format!("<content src=\"{target}\"/>")), "{target}");
    }
}

/// Names with accents, spaces, colons, quotes and characters that URLs, XML and file systems keep to themselves.
#[test]
fn no_name_is_too_strange() {
    let names = [
        "100% & more.png",
        "a#b?c.png",
        "it's \"so\": é.png",
        "CON.png",
        "a+b=c;d,e.png",
        "صورة ‏مخفية.png",
    ];
    let links: String = names.iter().map(|name| format!("![وصف](<{name}>)\n\n")).collect();
    let settings = "[book]\ntitle = \"É: 100% <b>&amp; 'ص' ؟ # / \\\\ | *\"\nauthors = [\"O'Brien & <Søn>\"]\ndate = \"2026-11-22\"\n";
    let text_of = format!("# «C++ & C#»: 100% \\<ب\\> / ص؟ {{#a-b}}\n\n{links}# a/b\\\\c*d?e|f %20\n\n[رابط](#a-b).\n");
    let mut book = Book::new().with("book.toml", settings).with("a.md", text_of);
    for name in names {
        book = book.with(name, picture(40, 20, image::ImageFormat::Png));
    }
    book.build(&["--only", "epub"]).expect_code(0);
    judges::epub(&book.file(".epub"));
    let files = unpack(&book.file(".epub"));
    assert_eq!(
        files.keys().filter(|name| name.contains("images/image-")).count(),
        names.len()
    );
    assert!(text(&files, "OEBPS/text-02.xhtml").contains("<a href=\"text-01.xhtml#"));
    let package = text(&files, "OEBPS/content.opf");
    assert!(
        package.contains("É: 100% &lt;b&gt;&amp;amp; ‘ص’ ؟ # / \\ | *</dc:title>"),
        "{package}"
    );
}

#[test]
fn names_of_files_are_ascii_and_ids_are_unique() {
    let files = unpack(&everything().file(".epub"));
    for name in files.keys() {
        assert!(
            name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._/".contains(&b)),
            "{name}"
        );
    }
    let kinds: BTreeSet<&str> = files
        .keys()
        .filter(|name| name.contains("/images/"))
        .filter_map(|name| name.rsplit('.').next())
        .collect();
    assert_eq!(kinds, BTreeSet::from(["png", "svg"]));
    let drawing = files.iter().find(|(name, _)| name.ends_with(".svg")).unwrap().1;
    assert!(!String::from_utf8_lossy(drawing).contains("go()"));
    for (name, page) in pages(&files) {
        let ids: Vec<&str> = page
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: {ids:?}");
    }
}

#[test]
fn a_note_leads_there_and_back_from_every_reference() {
    let files = unpack(&everything().file(".epub"));
    let mut references = 0;
    for (name, page) in pages(&files) {
        let links = page
            .split("<a ")
            .skip(1)
            .filter(|link| link.contains("doc-noteref") || link.contains("doc-backlink"));
        for link in links {
            let href = link.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
            let (file, id) = href.split_once('#').unwrap();
            let target = if file.is_empty() {
                page.clone()
            } else {
                text(&files, &format!("OEBPS/{file}"))
            };
            assert!(target.contains(&format!(" id=\"{id}\"")), "{href} of {name}");
            references += usize::from(link.contains("doc-noteref"));
        }
    }
    assert_eq!(references, 5);
}

#[test]
fn the_same_book_gives_the_same_bytes_in_another_folder() {
    let again = fixture();
    again.build(&["--only", "epub,txt"]).expect_code(0);
    for ending in [".epub", ".txt"] {
        let (one, other) = (everything().file(ending), again.file(ending));
        assert!(std::fs::read(one).unwrap() == std::fs::read(other).unwrap(), "{ending}");
    }
}

#[test]
fn without_its_fonts_a_book_is_still_whole() {
    let book = fixture();
    let settings = std::fs::read_to_string(book.path().join("book.toml")).unwrap();
    let book = book.with("book.toml", format!("{settings}\n[epub]\nfont = false\n"));
    book.build(&["--only", "epub"]).expect_code(0);
    assert!(unpack(&book.file(".epub")).keys().all(|name| !name.contains("fonts/")));
    judges::epub(&book.file(".epub"));
}
