//! Documents of other programs come in with every word in order, as programs that are not ours read them.
//!
//! `tests/fixtures/import/make.py` made the documents (with pandoc, LibreOffice, python-docx, and after Google's and AmuseWiki's
//! ways of writing), and the outside readings that lie beside them as `.txt`.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use kurras::diagnostic::{Report, Severity};
use kurras::document::{Block, BlockKind, Document, Inline, plain_text};
use kurras::import::{ImportOptions, Imported, Incoming, read};

use crate::support::program::kurras;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import")
}

fn import(name: &str, bytes: &[u8]) -> (Option<Imported>, Report) {
    let beside = |path: &str| std::fs::read(folder().join(path)).ok();
    let incoming = Incoming {
        name,
        bytes,
        beside: &beside,
    };
    let mut report = Report::new();
    (read(&incoming, ImportOptions::default(), &mut report), report)
}

/// A document's words in reading order, its notes' at the end. What describes a picture is no text.
fn words(document: &Document) -> Vec<String> {
    let mut text = String::new();
    document.blocks.iter().for_each(|block| push(block, &mut text));
    for note in &document.notes {
        note.blocks.iter().for_each(|block| push(block, &mut text));
    }
    tokens(&text)
}

fn push(block: &Block, text: &mut String) {
    match &block.kind {
        BlockKind::Code { text: code, .. } => *text += code,
        _ => block
            .runs()
            .iter()
            .for_each(|run| *text += &format!("{} ", plain_text(run))),
    }
    text.push('\n');
    block.children().into_iter().for_each(|child| push(child, text));
}

/// The words of a text without the signs of lists, notes, tables and marks that programs print.
fn tokens(text: &str) -> Vec<String> {
    // Pandoc writes a note's sign and what describes a picture in brackets.
    let marks = regex::Regex::new(r"\[[^\]]*\]").unwrap();
    let counter = regex::Regex::new(r"^\(?[0-9a-z]{1,3}[.)]$").unwrap();
    let text = marks.replace_all(text, " ").to_lowercase();
    let trim = |word: &str| {
        word.trim_matches(|c: char| matches!(c, '[' | ']' | '_' | '*'))
            .to_string()
    };
    let words = text.split_whitespace().filter(|word| !counter.is_match(word)).map(trim);
    words.filter(|word| word.chars().any(char::is_alphanumeric)).collect()
}

/// How many of which thing a document holds.
fn counts(document: &Document) -> BTreeMap<&'static str, usize> {
    let mut found = BTreeMap::from([("notes", document.notes.len())]);
    let mut add = |name: &'static str| *found.entry(name).or_default() += 1;
    document.visit(&mut |block| {
        match &block.kind {
            BlockKind::Heading(_) => add("headings"),
            BlockKind::Table { .. } => add("tables"),
            BlockKind::List { items, .. } => items.iter().for_each(|_| add("items")),
            BlockKind::Figure { .. } => add("pictures"),
            _ => {}
        }
        block.visit_inlines(&mut |inline| match inline {
            Inline::Strong { .. } => add("strong"),
            Inline::Emphasis { .. } => add("emphasis"),
            Inline::Image(_) => add("pictures"),
            _ => {}
        });
    });
    found
}

/// The fixtures: their names and bytes.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            !matches!(
                path.extension().and_then(|ending| ending.to_str()),
                Some("txt" | "py" | "png")
            )
        })
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read(&path).unwrap(),
            )
        })
        .collect();
    found.sort();
    assert!(found.len() >= 50, "{}", found.len());
    found
}

#[test]
fn every_word_comes_in_as_others_read_it() {
    let mut wrong = Vec::new();
    for (name, bytes) in fixtures() {
        let (read, report) = import(&name, &bytes);
        let said: Vec<String> = report.sorted().iter().map(|found| found.message.to_string()).collect();
        let Some(read) = read else {
            wrong.push(format!("{name}: {said:?}"));
            continue;
        };
        if report.sorted().iter().any(|found| found.code == "import-differs") {
            wrong.push(format!("{name}: {said:?}"));
        }
        let others = tokens(&std::fs::read_to_string(folder().join(format!("{name}.txt"))).unwrap());
        let mut ours = words(&read.document);
        // Where the other program prints the title and who wrote it, these stand first.
        let mut front = tokens(read.about.title.as_deref().unwrap_or(""));
        if others.starts_with(&front) && !ours.starts_with(&front) {
            let author = tokens(read.about.authors.first().map_or("", String::as_str));
            if others[front.len()..].starts_with(&author) {
                front.extend(author);
            }
            ours = front.into_iter().chain(ours).collect();
        }
        if ours != others {
            let at = ours
                .iter()
                .zip(&others)
                .position(|(a, b)| a != b)
                .unwrap_or(ours.len().min(others.len()));
            let near =
                |words: &[String]| words[at.saturating_sub(2).min(words.len())..words.len().min(at + 6)].join(" ");
            wrong.push(format!("{name}: ours {:?}, theirs {:?}", near(&ours), near(&others)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn headings_notes_marks_tables_and_pictures_come_in() {
    let mut wrong = Vec::new();
    for (name, bytes) in fixtures() {
        let Some(read) = import(&name, &bytes).0 else { continue };
        let found = counts(&read.document);
        let has = |what: &str| found.get(what).copied().unwrap_or(0);
        // python-docx writes no notes, and LibreOffice's pages lose its marks of letters from the right and its quotations.
        let notes = if name.contains("python") { 0 } else { 2 };
        let lost = name.contains("office-python.html");
        let expected = [
            ("headings", 3),
            ("notes", notes),
            ("strong", 1),
            ("emphasis", 1),
            ("tables", 1),
            ("items", 5),
            ("pictures", 1),
        ];
        for (what, count) in expected {
            if has(what) != count && !(lost && matches!(what, "strong" | "emphasis")) {
                wrong.push(format!("{name}: {} {what}, not {count}", has(what)));
            }
        }
        if read.about.title.is_none() || read.pictures.len() != 1 {
            wrong.push(format!(
                "{name}: {:?}, {} pictures",
                read.about.title,
                read.pictures.len()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A document of Word's of these paragraphs, and of other parts.
fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    const HEAD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#;
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let document = format!("<w:document {HEAD}><w:body>{body}</w:body></w:document>");
    let relations = format!(
        r#"<Relationships><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"#
    );
    let beside = format!(
        r#"<Relationships><Relationship Id="n" Type="{OFFICE}/numbering" Target="numbering.xml"/><Relationship Id="f" Type="{OFFICE}/footnotes" Target="footnotes.xml"/><Relationship Id="x" Type="{OFFICE}/image" Target="https://example.org/spy.png" TargetMode="External"/><Relationship Id="p" Type="{OFFICE}/image" Target="../../../../etc/passwd"/></Relationships>"#
    );
    let mut all = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", relations.as_str()),
        ("word/document.xml", document.as_str()),
        ("word/_rels/document.xml.rels", beside.as_str()),
    ];
    all.extend(parts);
    zipped(&all)
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The Markdown of a document, and what was said of it.
fn markdown(bytes: &[u8]) -> (String, Vec<String>) {
    let (read, report) = import("a.docx", bytes);
    let text = read
        .map(|read| kurras::document::markdown::markdown(&read.document))
        .unwrap_or_default();
    let said = report
        .sorted()
        .iter()
        .map(|found| format!("{}: {}", found.code, found.message))
        .collect();
    (text, said)
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

#[test]
fn what_word_keeps_comes_in_as_a_person_would_write_it() {
    let numbering = r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="arabicAlpha"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="المادة %1:"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;
    let footnotes = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> نصّ الحاشية</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let item = |list: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
            run(text)
        )
    };
    let body = [
        // By outline level; a bookmark that a link leads to.
        format!("<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:bookmarkStart w:id=\"1\" w:name=\"_Toc1\"/>{}</w:p>", run("باب أوّل")),
        format!("<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>{}</w:p>", run("باب ثانٍ")),
        // A note, a soft line end, marks of direction, a joiner, Arabic digits, and what would be Markdown.
        format!(
            "<w:p>{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>{}<w:r><w:br/></w:r>{}</w:p>",
            run("سنة ١٩٧٨ و\u{200f}C++\u{200f} ومی\u{200c}روم"),
            run(". ثم"),
            run("1. ليست قائمة، *ولا مائلة*")
        ),
        // Changes: what was put in stays, what was taken out goes.
        format!(
            "<w:p>{}<w:ins>{}</w:ins><w:del><w:r><w:delText>محذوف</w:delText></w:r></w:del></w:p>",
            run("نصّ "),
            run("مضاف")
        ),
        item("1", "حرف ألف"),
        item("1", "حرف باء"),
        item("2", "نصّ المادة"),
        // Fields: a link in pieces, contents that are left out.
        format!(
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \\l \"_Toc1\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
            run("انظر الباب الأوّل")
        ),
        format!(
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}</w:p><w:p>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
            run("باب أوّل 3"),
            run("باب ثانٍ 5")
        ),
        // Verse with tabs; a symbol; a formula; hidden letters; a comment; a picture that is elsewhere.
        format!("<w:p>{}<w:r><w:tab/></w:r>{}</w:p>", run("صدر البيت الأوّل هنا"), run("وعجز البيت الأوّل هنا")),
        format!("<w:p>{}<w:r><w:tab/></w:r>{}</w:p>", run("صدر البيت الثاني هنا"), run("وعجز البيت الثاني هنا")),
        format!(
            "<w:p>{}<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>{}<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath><w:r><w:rPr><w:vanish/></w:rPr><w:t>خفيّ</w:t></w:r><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>",
            run("علامة "),
            run(" وكسر ")
        ),
        "<w:p><w:r><w:drawing><wp:inline xmlns:wp=\"wp\"><wp:docPr id=\"1\" name=\"x\" descr=\"صورة بعيدة\"/><a:blip xmlns:a=\"a\" r:link=\"x\" r:embed=\"x\"/></wp:inline></w:drawing></w:r></w:p>".into(),
        "<w:p><w:r><w:drawing><wp:inline xmlns:wp=\"wp\"><a:blip xmlns:a=\"a\" r:embed=\"p\"/></wp:inline></w:drawing></w:r></w:p>".into(),
    ]
    .concat();
    let bytes = docx(
        &body,
        &[
            ("word/numbering.xml", numbering),
            ("word/footnotes.xml", footnotes),
            ("word/vbaProject.bin", "macros"),
        ],
    );
    let (text, said) = markdown(&bytes);
    let expected = "# باب أوّل

# باب ثانٍ

سنة ١٩٧٨ و\u{200f}C++\u{200f} ومی\u{200c}روم[^1]. ثم\\
1\\. ليست قائمة، \\*ولا مائلة\\*

نصّ مضاف

أ.  حرف ألف
ب.  حرف باء

المادة 1: نصّ المادة

[انظر الباب الأوّل](#باب-أول)

```verse
صدر البيت الأوّل هنا // وعجز البيت الأوّل هنا
صدر البيت الثاني هنا // وعجز البيت الثاني هنا
```

علامة ✓ وكسر a/b

\\[صورة بعيدة\\]

[^1]: نصّ الحاشية
";
    // Lists may stand with one space or two behind their letters; names are what the manuscript's reader makes of headings.
    let plain = |text: &str| text.replace(".  ", ". ").replace("#باب-أوّل", "#باب-أول");
    assert_eq!(plain(&text), plain(expected), "{said:#?}");
    for wanted in [
        "comment",
        "tracked change",
        "contents",
        "formula",
        "hidden",
        "from the web",
        "macros",
        "not in the file",
        "verse",
    ] {
        assert_eq!(
            said.iter().filter(|said| said.contains(wanted)).count(),
            1,
            "{wanted}: {said:#?}"
        );
    }
}

#[test]
fn boxes_to_tick_are_one_list_and_keep_their_ticks() {
    let level = |id: u8, sign: &str| {
        format!(
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"{sign}\"/></w:lvl></w:abstractNum>"
        )
    };
    let list = |id: u8| format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{id}\"/></w:num>");
    let signs = [(1, "☒"), (2, "☐"), (3, "•")];
    let numbering = format!(
        "<w:numbering xmlns:w=\"w\">{}{}</w:numbering>",
        signs.map(|(id, sign)| level(id, sign)).concat(),
        signs.map(|(id, _)| list(id)).concat()
    );
    let item = |list: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
            run(text)
        )
    };
    let body = [item(1, "تمّ"), item(2, "لم يتمّ"), item(1, "تمّ أيضاً"), item(3, "نقطة")].concat();
    let (text, said) = markdown(&docx(&body, &[("word/numbering.xml", &numbering)]));
    assert_eq!(text.trim(), "- [x] تمّ\n- [ ] لم يتمّ\n- [x] تمّ أيضاً\n\n* نقطة");
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn hostile_and_foreign_files_are_refused() {
    let bomb = "a".repeat(40 << 20);
    let paragraphs = docx(&format!("<w:p>{}</w:p>", run("نصّ")), &[("word/numbering.xml", &bomb)]);
    let entities = zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "word/document.xml",
            "<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><d><body><p><r><t>&b;</t></r></p></body></d>",
        ),
    ]);
    let deep = docx(&("<w:sdt>".repeat(400) + &"</w:sdt>".repeat(400)), &[]);
    let whole = docx("<w:p/>", &[]);
    let cut = &whole[..whole.len() - 40];
    let cases: [(&str, &[u8], &str); 9] = [
        ("bomb.docx", &paragraphs, "import-unsafe"),
        ("entities.docx", &entities, "import-unsafe"),
        ("deep.docx", &deep, "import-unsafe"),
        ("empty.docx", &docx("<w:p/>", &[]), "import-damaged"),
        ("cut.docx", cut, "import-damaged"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "import-format"),
        ("book.pdf", b"%PDF-1.7", "import-format"),
        ("text.rtf", b"{\\rtf1 a}", "import-format"),
        ("text.md", b"# a", "import-format"),
    ];
    for (name, bytes, code) in cases {
        let (read, report) = import(name, bytes);
        let said: Vec<&str> = report
            .sorted()
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .map(|found| found.code)
            .collect();
        assert!(read.is_none() && said == [code], "{name}: {said:?}");
        assert!(report.sorted().iter().all(|found| !found.hints.is_empty()), "{name}");
    }
}

#[test]
fn a_book_of_documents_is_written_whole_and_builds() {
    let out = tempfile::tempdir().unwrap();
    let document = |name: &str| folder().join(name).to_string_lossy().into_owned();
    let (word, office, page) = (
        document("ar-python.docx"),
        document("ar-pandoc.odt"),
        document("ar-google.html"),
    );
    let run = kurras(
        out.path(),
        &["import", &word, &office, &page, "-o", "book", "--title", "ثلاثة"],
    );
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let names = [
        "01-ar-python.md",
        "02-ar-pandoc.md",
        "03-ar-google.md",
        "book.toml",
        "images/01-picture-1.png",
    ];
    for name in names {
        assert!(out.path().join("book").join(name).is_file(), "{name}: {}", run.stdout);
    }
    let again = kurras(out.path(), &["import", &word, "-o", "book"]);
    assert!(
        again.code == Some(2) && again.stderr.contains("folder-exists"),
        "{}",
        again.stderr
    );
    let built = kurras(out.path(), &["build", "book", "--out", "dist", "--strict"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    assert!(
        built.stderr.contains("short edge") || built.stderr.contains("القصيرة"),
        "{}",
        built.stderr
    );
}

/// Every text of the fixtures, and the program's own book.
fn manuscripts(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            manuscripts(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}

fn parsed(text: &str) -> String {
    let mut sources = kurras::diagnostic::Sources::default();
    let source = kurras::manuscript::Source {
        file: sources.add("text.md".to_string(), text.to_string()),
        name: "text.md",
        text,
    };
    let mut document = kurras::manuscript::parse(&[source], kurras::manuscript::Options::default(), &mut Report::new());
    document.change(&mut |block| block.runs_mut().into_iter().for_each(merge));
    serde_json::to_string_pretty(&document).unwrap()
}

/// Neighbouring letters as one: escapes part them.
fn merge(run: &mut Vec<Inline>) {
    let mut out: Vec<Inline> = Vec::new();
    for mut inline in run.drain(..) {
        if let Some(content) = inline.content_mut() {
            merge(content);
        }
        match (out.last_mut(), &inline) {
            (Some(Inline::Text { text: before, .. }), Inline::Text { text, .. }) => before.push_str(text),
            _ => out.push(inline),
        }
    }
    *run = out;
}

#[test]
fn a_document_is_written_as_markdown_that_reads_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in ["tests/fixtures", "book", "assets/starters"] {
        manuscripts(&root.join(folder), &mut all);
    }
    assert!(all.len() > 60, "{}", all.len());
    let mut wrong = Vec::new();
    for path in all {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let mut sources = kurras::diagnostic::Sources::default();
        let source = kurras::manuscript::Source {
            file: sources.add("text.md".to_string(), text.clone()),
            name: "text.md",
            text: &text,
        };
        let read = kurras::manuscript::parse(&[source], kurras::manuscript::Options::default(), &mut Report::new());
        let (before, after) = (parsed(&text), parsed(&kurras::document::markdown::markdown(&read)));
        if before != after {
            let pair = before.lines().zip(after.lines()).find(|(a, b)| a != b);
            wrong.push(format!("{}: {pair:?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Quotations and lists may be open by the thousand: what stands deeper than anybody reads becomes paragraphs, and no word is lost.
#[test]
fn levels_without_end_are_read_to_the_last_word() {
    let quotes = format!("#title ك\n\n{}قول\n", "<quote>\n".repeat(5_000));
    let items: String = (1..300)
        .map(|level| format!("{}- بند{level}\n", " ".repeat(level)))
        .collect();
    let marks = format!("<p>أول</p>{}آخر", "<q>".repeat(20_000));
    for (name, text, last) in [
        ("a.muse", quotes, "قول"),
        ("a.muse", format!("#title ك\n\n{items}"), "بند299"),
        ("a.html", marks, "آخر"),
    ] {
        let (read, _) = import(name, text.as_bytes());
        let text = kurras::document::markdown::markdown(&read.expect("it is read").document);
        assert!(text.contains(last), "{name}: {last}");
    }
}

/// The Markdown of a page or a text, and what was said of it.
fn written(name: &str, text: &str) -> (String, Vec<String>) {
    let (read, report) = import(name, text.as_bytes());
    let said = report.sorted().iter().map(|found| found.message.to_string()).collect();
    let document = read.expect("it is read").document;
    (kurras::document::markdown::markdown(&document), said)
}

#[test]
fn pictures_within_a_page_come_in_or_are_said_to_be_what_they_are() {
    let svg =
        "%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E%3Crect width='9' height='9'/%3E%3C/svg%3E";
    let (text, said) = written(
        "a.html",
        &format!(
            "<p>Words <img alt=drawn src=\"data:image/svg+xml,{svg}\"> <img alt=none src='data:image/png;base64,'>
             <img alt=broken src='data:image/jpeg;base64,SGVsbG8='> <img alt=odd src='data:image/png;base64,%%%'>
             <img alt=meta src='data:image/x-emf;base64,AQAAAGwAAAA='></p>"
        ),
    );
    assert!(text.contains("![drawn](images/"), "{text}");
    let of = |words: &str| {
        said.iter()
            .filter(|said| said.contains(words))
            .cloned()
            .collect::<Vec<_>>()
    };
    assert!(of("empty or damaged")[0].starts_with("3 "), "{said:#?}");
    assert!(of("cannot hold")[0].starts_with("1 "), "{said:#?}");
    assert_eq!(said.len(), 2, "{said:#?}");
}

#[test]
fn no_heading_stays_behind_when_its_notes_go_to_their_pages() {
    let notes = "<ol><li id=n1>First. <a href='#r1'>↩</a></li><li id=n2>Second. <a href='#r2'>↩</a></li></ol>";
    let (text, said) = written(
        "a.html",
        &format!(
            "<h1>الباب</h1><p>كلام<a id=r1 href='#n1'><sup>1</sup></a> وكلام<a id=r2 href='#n2'><sup>2</sup></a>.</p>
             <h2>الحواشي</h2><hr>{notes}"
        ),
    );
    assert!(text.contains("[^2]: Second.") && !text.contains("الحواشي"), "{text}");
    assert!(
        said.iter().any(|said| said.contains("heading over the notes")),
        "{said:#?}"
    );
    // With something under it, it stays.
    let (text, _) = written(
        "a.html",
        "<h1>الباب</h1><p>كلام</p><h2>الحواشي</h2><p>هذه حواشٍ كتبها المؤلف.</p>",
    );
    assert!(text.contains("الحواشي"), "{text}");
}

/// A page says a note's number three times: at the word, at the note's head, and in the list's own count. It is written once.
#[test]
fn a_notes_number_is_written_once() {
    let back = r##"<a href="#r1">↩</a>"##;
    for notes in [
        format!(r#"<hr><p id="fn1">1. الأولى {back}</p><p id="fn2">2. الثانية</p>"#),
        r#"<div id="fn1">١- الأولى</div><div id="fn2">٢- الثانية</div>"#.into(),
        r#"<p id="a"><a name="fn1"></a><sup>1</sup>الأولى</p><p><a name="fn2"></a>[2] الثانية</p>"#.into(),
        r#"<ol><li id="fn1">1. الأولى</li><li id="fn2"><p>2) الثانية</p></li></ol>"#.into(),
        format!(r##"<ol><li id="fn1">الأولى {back}</li><li id="fn2">الثانية <a href="#r2">↩</a></li></ol>"##),
        r##"<p id="fn1"><a href="#r1">1</a>. الأولى</p><p id="fn2"><a href="#r2">[2]</a> الثانية</p>"##.to_string(),
    ] {
        let page = format!(
            r##"<html lang="ar"><body><p>نصّ أوّل<sup><a href="#fn1" id="r1">1</a></sup> ونصّ<sup id="r2"><a href="#fn2">2</a></sup>.</p>{notes}</body></html>"##
        );
        let (text, said) = written("a.html", &page);
        assert_eq!(
            text.replace(' ', ""),
            "نصّأوّل[^1]ونصّ[^2].\n\n[^1]:الأولى\n\n[^2]:الثانية\n",
            "{notes}: {said:?}"
        );
        assert!(said.is_empty(), "{notes}: {said:?}");
    }
    // A number that is the text's own stays, and a raised number that leads to no note is a number.
    let page = r##"<html lang="ar"><body><p>نصّ<sup><a href="#fn1">1</a></sup> وم<sup>2</sup>.</p><ol><li id="fn1">1 نيسان يوم الكذب</li></ol></body></html>"##;
    assert_eq!(written("a.html", page).0, "نصّ[^1] وم^2^.\n\n[^1]: 1 نيسان يوم الكذب\n");
}

/// Each cell over several columns or rows is said with its own words, and what follows stays in its column.
#[test]
fn cells_over_several_columns_keep_the_others_in_place() {
    let page = r#"<html lang="ar"><body><p>نصّ</p><table border="1"><tr><th>أ</th><th>ب</th><th>ج</th></tr><tr><td colspan="2">عريضة</td><td>ثالثة</td></tr><tr><td>د</td><td>و</td><td rowspan="2">طويلة</td></tr><tr><td>ح</td><td>ط</td></tr><tr><td>ي</td><td>ك</td><td>ل</td></tr></table></body></html>"#;
    let (text, said) = written("a.html", page);
    for row in [
        "| عريضة |  | ثالثة |",
        "| د | و | طويلة |",
        "| ح | ط |  |",
        "| ي | ك | ل |",
    ] {
        assert!(text.contains(row), "{row}\n{text}");
    }
    assert!(
        said.len() == 1 && said[0].starts_with("2 cells") && said[0].contains("عريضة"),
        "{said:?}"
    );
}

/// Lines that are set in are paragraphs or quotations, never headings; lines behind bars are verse, and rows of tables are not.
#[test]
fn a_plain_text_says_by_its_margin_what_it_is() {
    let long = "هذه فقرة طويلة من نصّ بسيط فيه كلام كثير يملأ السطر كلّه حتى آخره\nثم يتابع.";
    let text = format!(
        "عنوان الكتاب\n\n{long}\n\n    قول مزاح إلى الداخل\n\nباب\n\n| لا تصالح ولو منحوك الذهب\n| أترى\n|\n| حين أفقأ عينيك    ثم أثبت جوهرتين\n\n| اسم | عدد |\n\n{long}\n"
    );
    let (found, said) = written("a.txt", &text);
    for wanted in [
        "> قول مزاح إلى الداخل\n",
        "# باب\n",
        "```verse\nلا تصالح ولو منحوك الذهب\nأترى\n\nحين أفقأ عينيك // ثم أثبت جوهرتين\n```",
        "\\| اسم",
    ] {
        assert!(found.contains(wanted), "{wanted}\n{found}\n{said:?}");
    }
    // Where paragraphs begin with an indent, one of a single line is one.
    let indented = "    سطر واحد قصير\n\n    هذه فقرة طويلة من نصّ بسيط فيه كلام كثير يملأ السطر كلّه\nوتتمّتها في السطر الثاني.\n\n    وسطر آخر قصير\n\nخاتمة\n\n    سطر أخير.\n";
    let (found, _) = written("a.txt", indented);
    assert_eq!(found.matches('#').count() + found.matches('>').count(), 1, "{found}");
    assert!(found.contains("# خاتمة"), "{found}");
}

/// Google says how deep a list is in its class; what stands in it beside its items is text all the same.
#[test]
fn nothing_in_a_list_of_googles_is_lost() {
    let page = r#"<html lang="ar" dir="rtl"><body><h1>سوق</h1><ul class="c1 lst-kix_k7-0"><li>خبز</li>
<ul class="lst-kix_k7-1"><li>أسمر</li></ul>بين البندين<li>ملح</li></ul></body></html>"#;
    let (text, _) = written("a.html", page);
    for word in ["خبز", "أسمر", "بين البندين", "ملح"] {
        assert!(text.contains(word), "{word}: {text}");
    }
}
