use super::*;
use crate::diagnostic::codes::Tongue;
use crate::diagnostic::{Severity, human};
use crate::document::{BlockKind, plain_text};
use crate::files::MemoryFiles;

/// A book that was opened, and all that was said.
fn opened(files: &[(&str, &str)]) -> (Result<Edition, Fault>, String) {
    let files = MemoryFiles::new("كتاب", files.iter().copied());
    let (mut sources, mut report) = (Sources::default(), Report::new());
    let edition = open(&files, None, &mut sources, &mut report);
    let said = report
        .sorted()
        .into_iter()
        .map(|said| human(said, &sources, Tongue::English, false))
        .collect();
    (edition, said)
}

/// A book that can be opened without a warning, and what was noted.
fn book(files: &[(&str, &str)]) -> (Edition, String) {
    let (edition, said) = opened(files);
    assert!(!said.contains("warning[") && !said.contains("error["), "{said}");
    (edition.unwrap_or_else(|fault| panic!("{fault:?}: {said}")), said)
}

fn headings(edition: &Edition) -> Vec<String> {
    let blocks = edition.first().document.blocks.iter();
    let heading = |block: &crate::document::Block| match &block.kind {
        BlockKind::Heading(heading) => Some(format!("{} {}", heading.level, plain_text(&heading.content))),
        _ => None,
    };
    blocks.filter_map(heading).collect()
}

#[test]
fn nothing_need_be_said_of_a_book() {
    let (edition, said) = book(&[("a.md", "# عنوان الكتاب\n\nنص.\n")]);
    let config = &edition.config.book;
    assert_eq!(
        (config.title.as_str(), config.language.as_str(), config.slug.as_str()),
        ("عنوان الكتاب", "ar", "ktab")
    );
    assert!(
        said.contains("note[title-found]") && said.contains("note[language-found]"),
        "{said}"
    );
    let (edition, _) = book(&[("my-essay_2.md", "Some words of the text.\n")]);
    assert_eq!(
        (edition.config.book.title.as_str(), edition.first().language.as_str()),
        ("my essay 2", "en")
    );
}

#[test]
fn front_matter_of_others_is_read_and_passed_over() {
    let text = "---\nlayout: post\ntitle: \"كتاب: تجربة\"\nauthor:\n  - name: سلمى\n    affiliation: معهد\nlang: ar\ndate: 2020-01-02T10:00:00Z\ntags: [a, b]\n---\n\n# باب\n\nنص.\n";
    let (edition, said) = book(&[("a.md", text)]);
    let config = &edition.config.book;
    assert_eq!(
        (config.title.as_str(), config.authors[0].name.as_str()),
        ("كتاب: تجربة", "سلمى")
    );
    assert_eq!(
        (edition.date.map(|date| date.to_string()), config.subjects.len()),
        (Some("2020-01-02".into()), 2)
    );
    assert_eq!(said.matches("note[").count(), 1, "{said}");
    assert!(said.contains("not read: `layout`"), "{said}");
}

#[test]
fn letters_that_the_text_lacks_are_not_taken_from_the_family_of_code() {
    let names = |text: &str| -> Vec<String> {
        let (edition, _) = book(&[("a.md", text)]);
        edition.families.iter().map(|family| family.name.clone()).collect()
    };
    let plain = names("قرأت Πλάτων والسلام.\n");
    let with_code = names("قرأت Πλάτων والسلام `ls`.\n");
    assert_eq!(with_code.last().map(String::as_str), Some("Source Code Pro"));
    assert_eq!(with_code[..with_code.len() - 1], plain);
}

#[test]
fn what_front_matter_says_in_vain_is_said_once_a_book() {
    let head = |name: &str, date: &str| format!("---\ntitle: {name}\nlayout: post\n{name}-key: 1\n{date}---\n\nنص.\n");
    let texts = [
        head("a", ""),
        head("b", "date: 2020-01-01\n"),
        head("c", "date: 2020-01-02\n"),
    ];
    let toml = ("book.toml", "[book]\ntitle = \"x\"\nlanguage = \"ar\"\n");
    let (_, said) = book(&[toml, ("1.md", &texts[0]), ("2.md", &texts[1]), ("3.md", &texts[2])]);
    assert_eq!(said.matches("front-matter-keys").count(), 1, "{said}");
    assert!(
        said.contains("in 3 files: `layout`, `a-key`, `b-key`, `date`, `c-key`"),
        "{said}"
    );
    assert!(said.contains("of later files only the title is read"), "{said}");
    let tagged = texts.map(|text| text.replace("layout: post", "description: x"));
    let (_, said) = book(&[toml, ("1.md", &tagged[0]), ("2.md", &tagged[1].replace("x\n", "y\n"))]);
    assert!(
        said.contains("`description`") && !said.contains("did you mean"),
        "{said}"
    );
}

#[test]
fn titles_of_later_files_become_headings_where_there_is_none() {
    let files = [
        ("1.md", "---\ntitle: الكتاب\nlang: ar\n---\nتمهيد.\n"),
        (
            "2.md",
            "---\ntitle: باب أول\ndate: 2020-01-01\n---\nنص.\n\n## قسم\n\nنص.\n",
        ),
        ("10.md", "---\ntitle: باب ثانٍ\n---\n# باب ثانٍ\n\nنص.\n"),
        ("3.md", "+++\ntitle = \"باب\"\n+++\n# عنوان آخر\n\nنص.\n"),
    ];
    let (edition, said) = book(&files);
    assert_eq!(headings(&edition), ["1 باب أول", "2 قسم", "1 عنوان آخر", "1 باب ثانٍ"]);
    assert!(said.contains("not read: `date`"), "{said}");
    let named = [
        ("book.toml", "[book]\ntitle = \"غيره\"\nlanguage = \"ar\"\n"),
        files[0],
        files[1],
    ];
    assert_eq!(headings(&book(&named).0), ["1 الكتاب", "1 باب أول", "2 قسم"]);
}

#[test]
fn a_folder_of_texts_is_a_book_and_what_is_about_it_is_left_out() {
    let toml = ("book.toml", "[book]\ntitle = \"x\"\nlanguage = \"ar\"\n");
    let (edition, said) = book(&[
        toml,
        ("10.markdown", "# ي"),
        ("2.MD", "# ب"),
        ("index.mdx", "# أ"),
        ("history.md", "# ت"),
        ("README.ar.md", "# لا"),
        ("LICENSE.txt", "x"),
        ("HISTORY.md", "x"),
        ("notes.txt", "x"),
        ("more/3.md", "# لا"),
    ]);
    assert_eq!(headings(&edition), ["1 أ", "1 ب", "1 ي", "1 ت"]);
    for left in ["README.ar.md", "LICENSE.txt", "HISTORY.md", "notes.txt", "more/"] {
        assert!(said.contains(left), "{left}: {said}");
    }
    assert_eq!(headings(&book(&[toml, ("README.md", "# اقرأ")]).0), ["1 اقرأ"]);
    assert_eq!(
        headings(&book(&[toml, ("a.txt", "# نص"), ("LICENSE", "x")]).0),
        ["1 نص"]
    );
}

#[test]
fn a_table_of_contents_says_the_order() {
    let (edition, said) = book(&[
        ("book.toml", "[book]\ntitle = \"x\"\nlanguage = \"ar\"\n"),
        ("README.md", "x"),
        (
            "src/SUMMARY.md",
            "# فهرس\n\n- [ثان](2.md)\n\n# جزء\n\n- [أول](parts/1.md)\n",
        ),
        ("src/parts/1.md", "نص بلا عنوان."),
        ("src/2.md", "# ثان\n\nنص."),
        ("src/3.md", "# ليس فيه"),
    ]);
    assert_eq!(headings(&edition), ["1 ثان", "1 جزء", "1 أول"]);
    assert!(said.contains("src/3.md"), "{said}");
    let (_, said) = opened(&[("SUMMARY.md", "- [a](a.md)\n- [b](gone.md)\n"), ("a.md", "# أ\n\nنص.")]);
    assert!(said.contains("warning[missing-chapter]"), "{said}");
}

#[test]
fn quartos_book_says_the_order_and_what_the_book_is() {
    let quarto = "project:\n  type: book\nlang: fa\nbook:\n  title: كتاب\n  author: أ\n  chapters:\n    - index.qmd\n    - part: جزء\n      chapters: [b.qmd, gone.qmd]\n";
    let (edition, said) = opened(&[
        ("_quarto.yml", quarto),
        ("a.qmd", "# لا"),
        ("b.qmd", "# ب"),
        ("index.qmd", "# أ\n\nنص."),
    ]);
    let edition = edition.unwrap_or_else(|_| panic!("{said}"));
    assert_eq!(
        (headings(&edition), edition.config.book.title.as_str()),
        (vec!["1 أ".to_string(), "1 جزء".into(), "1 ب".into()], "كتاب")
    );
    assert!(said.contains("gone.qmd") && said.contains("a.qmd"), "{said}");
    assert!(!said.contains("language-found"), "{said}");
}

#[test]
fn folders_are_read_where_there_is_no_more_than_an_index() {
    let bundles = [
        ("_index.md", "# أول"),
        ("2-b/index.md", "# ب"),
        ("10-c/z.md", "# ي"),
        ("10-c/README.md", "# ج"),
        ("10-c/LICENSE.md", "x"),
        ("2-b/deep/a.md", "# في ب"),
        ("own/book.toml", ""),
        ("own/a.md", "# لا"),
        (".hidden/a.md", "# لا"),
        ("node_modules/x/a.md", "# لا"),
        ("notes/a.txt", "لا"),
    ];
    let (edition, said) = opened(&bundles);
    let edition = edition.unwrap_or_else(|_| panic!("{said}"));
    assert_eq!(headings(&edition), ["1 أول", "1 ب", "1 في ب", "1 ج", "1 ي"]);
    assert!(
        said.contains("note[folders-read]: ") && said.contains("2-b/, 10-c/"),
        "{said}"
    );
    let (edition, said) = opened(&[("a.md", "# أ\n\nنص.\n\n# ب"), ("b/c.md", "# لا")]);
    let edition = edition.unwrap_or_else(|_| panic!("{said}"));
    assert_eq!(headings(&edition), ["1 أ", "1 ب"]);
    assert!(said.contains("left out: b/"), "{said}");
}

#[test]
fn plain_texts_and_translated_readmes_are_read_where_there_is_nothing_else() {
    let read = |paths: &[&'static str]| {
        let texts: Vec<_> = paths
            .iter()
            .map(|path| (*path, format!("# {path}\n\nنص.\n\n# و\n")))
            .collect();
        let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let (edition, said) = opened(&texts);
        let edition = edition.unwrap_or_else(|_| panic!("{said}"));
        let mut found = headings(&edition);
        found.retain(|heading| heading != "1 و");
        found
    };
    assert_eq!(read(&["titles.txt", "src/a.md"]), ["1 src/a.md"]);
    assert_eq!(read(&["a.txt", "notes/b.txt"]), ["1 a.txt"]);
    let (edition, said) = opened(&[
        ("about.md", "+++\ntitle = \"من نحن\"\n+++\n"),
        ("post/a.md", "# أ\n\nنص.\n\n# ب"),
    ]);
    assert_eq!(headings(&edition.unwrap_or_else(|_| panic!("{said}"))), ["1 أ", "1 ب"]);
    assert_eq!(
        read(&["README-AR.md", "README-FA.md"]),
        ["1 README-AR.md", "1 README-FA.md"]
    );
    assert_eq!(read(&["README.md", "README-FA.md"]), ["1 README.md"]);
}

#[test]
fn posts_are_chapters_of_one_rank_and_none_of_them_is_the_book() {
    let post =
        |title: &str, more: &str| format!("---\ntitle: {title}\nauthor: ليلى\nslug: {more}\n---\n\n## باب\n\nنص.\n");
    let (first, second) = (post("أول", "one"), post("ثان", "two"));
    let (edition, said) = opened(&[("1.md", first.as_str()), ("2.md", second.as_str())]);
    let edition = edition.unwrap_or_else(|_| panic!("{said}"));
    let book = &edition.config.book;
    assert_eq!(headings(&edition), ["1 أول", "2 باب", "1 ثان", "2 باب"]);
    assert_eq!((book.title.as_str(), book.authors.len()), ("كتاب", 1), "{said}");
    assert!(said.contains("title is taken from the folder's name"), "{said}");
    assert_ne!(book.slug, "one", "{said}");
    // The head of a book says what no chapter says.
    let head = first.replace("slug", "subtitle");
    let (edition, said) = opened(&[("1.md", head.as_str()), ("2.md", second.as_str())]);
    let edition = edition.unwrap_or_else(|_| panic!("{said}"));
    assert_eq!(headings(&edition), ["1 باب", "1 ثان", "2 باب"], "{said}");
    assert!(!said.contains("title-found"), "{said}");
}

#[test]
fn texts_of_openiti_are_known_by_their_names() {
    let name = "0310Tabari.Tarikh.Shamela0009783-ara1";
    let text =
        "######OpenITI#\n\n#META# 020.BookTITLE\t:: كتاب\n#META#Header#End#\n\n### | باب\n# نصّ الباب الأوّل من الكتاب\n";
    for name in [name.to_string(), format!("{name}.mARkdown")] {
        let (edition, said) = opened(&[(name.as_str(), text)]);
        let edition = edition.unwrap_or_else(|_| panic!("{said}"));
        assert_eq!(headings(&edition), ["1 باب"], "{said}");
    }
}

#[test]
fn drafts_are_left_out_where_there_is_something_else() {
    let draft = ("2.md", "---\ndraft: true\n---\n# مسودة\n\nكلام.\n\n# ثانية\n");
    let (edition, said) = book(&[("1.md", "# أ\n\nنص.\n\n# ب\n"), draft]);
    assert_eq!(headings(&edition), ["1 أ", "1 ب"]);
    assert!(said.contains("drafts are left out: 2.md"), "{said}");
    assert_eq!(headings(&book(&[draft]).0), ["1 مسودة", "1 ثانية"]);
}

#[test]
fn a_rule_at_the_head_is_a_rule() {
    let (edition, _) = book(&[("a.md", "---\n\nفقرة أولى.\n\n---\n\n# باب\n")]);
    assert!(matches!(edition.first().document.blocks[0].kind, BlockKind::Rule));
}

#[test]
fn what_a_book_is_called_is_told_without_reading_all_of_it() {
    let files = MemoryFiles::new(
        "كتاب",
        [("a.md", "# عنوان\n"), ("book.toml", "[book]\nversion = \"1.2.0\"\n")],
    );
    let mut report = Report::new();
    let identity = identify(&files, &mut Sources::default(), &mut report).unwrap();
    assert_eq!(
        (identity.stem().as_str(), identity.title.as_str()),
        ("ktab-1.2.0", "عنوان")
    );
    assert_eq!(report.count(Severity::Error), 0);
    let wrong = MemoryFiles::new("x", [("a.md", "# x"), ("book.toml", "[book]\nversion = \"one\"\n")]);
    assert_eq!(
        identify(&wrong, &mut Sources::default(), &mut Report::new()),
        Err(Fault::Configuration)
    );
}

#[test]
fn all_that_is_wrong_with_a_configuration_is_said_in_one_run() {
    let config = "[book]\ntitel = \"x\"\ndate = \"yesterday\"\nlanguage = 5\n\n[pdf]\nfont = \"Nowhere\"\ntheme = \"none\"\n\n\
        [booklet]\npaper = \"b17\"\n\n[lint]\nno-such-code = \"allow\"\n\n[[edition]]\nname = \"x\"\npdf = { leading = \"900pt\" }\n";
    let (edition, said) = opened(&[("book.toml", config), ("a.md", "# عنوان\n\nنص.\n")]);
    assert!(matches!(edition, Err(Fault::Configuration)));
    for wrong in [
        "titel",
        "yesterday",
        "language",
        "Nowhere",
        "none",
        "b17",
        "no-such-code",
        "900pt",
    ] {
        assert!(said.contains(wrong), "{wrong}: {said}");
    }
    assert_eq!(said.matches("error[").count(), 8, "{said}");
}

#[test]
fn what_is_missing_is_said_in_the_same_run_as_what_is_wrong_with_the_configuration() {
    let text = ("a.md", "# باب\n\n![خريطة](gone.png)\n");
    for toml in [
        "[book]\ntitel = \"x\"\nmanuscript = [\"a.md\", \"b.md\"]\n",
        "[book]\ntitle = \"x\"\nlanguage = \"ar\"\nversion = \"1\"\nmanuscript = [\"a.md\", \"b.md\"]\n",
        "[book]\ntitle = \"x\"\n[pdf]\nfont = \"none such\"\n[booklet]\npaper = 4\n[book]\n",
    ] {
        let (edition, said) = opened(&[("book.toml", toml), text]);
        assert_eq!(edition.err(), Some(Fault::Configuration));
        assert!(said.contains("missing-picture"), "{said}");
        assert_eq!(said.contains("b.md"), toml.contains("b.md"), "{said}");
        assert!(!said.contains("note["), "{said}");
    }
}
