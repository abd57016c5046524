//! Every lint has a fixture that it alone is found in, at the places that the fixture lists; every fixture has its lint.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kurras::check::{Dictionaries, mend};
use kurras::config::{Config, ConfigFile};
use kurras::diagnostic::{Diagnostic, Location, Report, Sources};
use kurras::files::MemoryFiles;
use kurras::fonts::FontLibrary;
use kurras::lint::{Book, Rule, check, rules};
use kurras::manuscript::{Options, Source, front_matter, parse};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lint")
}

fn files(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("the fixtures are there");
    entries
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect()
}

/// What is found in a fixture, each as `code file:line:column`.
fn findings(folder: &Path) -> Vec<String> {
    let mut sources = Sources::default();
    let mut report = Report::new();
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a fixture's file");
    let names = files(folder);
    let toml = if names.contains("book.toml") {
        read("book.toml")
    } else {
        "[book]\ntitle = \"عنوان\"\n".into()
    };
    let written = ConfigFile::read(&toml, sources.add("book.toml", toml.as_str()), &mut report);
    let config = Config::resolve(&written, "book", &mut report);
    let texts: Vec<(String, String)> = names
        .iter()
        .filter(|name| name.ends_with(".md"))
        .map(|name| (name.clone(), read(name)))
        .collect();
    let manuscript: Vec<Source<'_>> = texts
        .iter()
        .map(|(name, text)| Source {
            file: sources.add(name.as_str(), text.as_str()),
            name,
            text,
        })
        .collect();
    manuscript
        .iter()
        .for_each(|source| drop(front_matter(*source, &mut report)));
    let document = parse(&manuscript, Options::default(), &mut report);
    let place = written
        .get("book", "title")
        .map(|(_, span)| Location::Span(*span))
        .expect("a title");
    let names = [(config.book.title.clone(), place)];
    let fonts = FontLibrary::shipped();
    check(
        &Book {
            document: &document,
            config: &config,
            names: &names,
            fonts: &fonts,
            sources: &sources,
            words: &[],
        },
        None,
        &mut report,
    );
    report
        .sorted()
        .into_iter()
        .map(|found| worded(found, &sources))
        .collect()
}

fn worded(found: &Diagnostic, sources: &Sources) -> String {
    assert!(!found.hints.is_empty(), "{} has no hint", found.code);
    assert_translated(found);
    match &found.location {
        Location::Span(span) => {
            let place = sources.place(*span).expect("a place in a file");
            format!("{} {}:{}:{}", found.code, place.file, place.line, place.column)
        }
        other => panic!("{} is at {other:?}", found.code),
    }
}

/// Whether a finding is said in Arabic too.
fn assert_translated(found: &Diagnostic) {
    for sentence in found.hints.iter().chain([&found.message]) {
        assert!(sentence.is_translated(), "{}: {sentence}", found.code);
    }
}

/// Sentences that are no longer said leave their translations behind.
#[test]
fn every_translated_sentence_is_said() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    let mut source = String::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                source += &std::fs::read_to_string(path).expect("a file of the program");
            }
        }
    }
    let table = std::fs::read_to_string(root.join("assets/findings/said.ar.toml")).expect("the sentences");
    let table: std::collections::BTreeMap<String, String> = toml::from_str(&table).expect("the sentences");
    let source: String = source.split("\\\n").map(str::trim_start).collect();
    let written = |sentence: &str| format!("\"{}\"", sentence.replace('\\', "\\\\").replace('"', "\\\""));
    let unsaid: Vec<&String> = table
        .keys()
        .filter(|sentence| !source.contains(&written(sentence)))
        .collect();
    assert!(unsaid.is_empty(), "{unsaid:#?}");
}

/// The rules that show themselves by a folder: all that have no example of their own.
fn with_folders() -> impl Iterator<Item = &'static Rule> {
    let spelt = |rule: &&Rule| !matches!(rule.code, "misspelling" | "unknown-words" | "long-sentence");
    rules().filter(|rule| rule.example.is_none()).filter(spelt)
}

#[test]
fn every_rule_has_its_fixture_and_every_fixture_its_rule() {
    let codes: BTreeSet<&str> = rules().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), rules().count(), "a code stands twice");
    assert!(codes.len() >= 60, "{}", codes.len());
    let folders: BTreeSet<String> = with_folders().map(|rule| rule.code.to_owned()).collect();
    assert_eq!(files(&fixtures()), folders);
}

#[test]
fn every_fixture_shows_its_rule_and_no_other() {
    for rule in with_folders() {
        let folder = fixtures().join(rule.code);
        let found = findings(&folder);
        let expected = std::fs::read_to_string(folder.join("findings.txt")).unwrap_or_default();
        assert_eq!(found.join("\n"), expected.trim_end(), "{}", rule.code);
        let own = format!("{} ", rule.code);
        assert!(
            !found.is_empty() && found.iter().all(|line| line.starts_with(&own)),
            "{}: {found:?}",
            rule.code
        );
    }
}

fn book(language: &str, text: &str) -> MemoryFiles {
    let toml = format!("[book]\ntitle = \"x\"\nlanguage = \"{language}\"\n");
    MemoryFiles::new("book", [("book.toml", toml), ("text.md", format!("{text}\n"))])
}

/// The codes that are found in a text, and the text with everything mended.
fn looked(language: &str, text: &str, words: Option<&Dictionaries>) -> (BTreeSet<&'static str>, String) {
    let book = book(language, text);
    let (mut sources, mut report) = (Sources::default(), Report::new());
    kurras::check::check(&book, words, &mut sources, &mut report).expect("a book");
    report.sorted().into_iter().for_each(assert_translated);
    let codes = report.sorted().into_iter().map(|found| found.code).collect();
    let mended = mend(&book, true, words).pop();
    (
        codes,
        mended.map_or_else(|| text.to_owned(), |one| one.after.trim_end().to_owned()),
    )
}

#[test]
fn every_example_shows_its_rule_and_is_mended() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let Some((language, before, after)) = rule.example else {
            continue;
        };
        let (codes, mended) = looked(language, before, None);
        if !codes.iter().eq([&rule.code]) {
            wrong.push(format!("{}: {before} is found as {codes:?}", rule.code));
        }
        let expected = if after.is_empty() { before } else { after };
        if mended != expected {
            wrong.push(format!("{}: {before} becomes {mended}, not {expected}", rule.code));
        }
        let left = looked(language, expected, None).0;
        if rule.fix.is_some() && !left.is_empty() {
            wrong.push(format!("{}: {expected} is found as {left:?}", rule.code));
        }
        assert_eq!(rule.fix.is_some(), !after.is_empty(), "{}", rule.code);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_only_looks_wrong_is_left() {
    let text = std::fs::read_to_string(fixtures().join("../right.txt")).expect("the sentences");
    let mut wrong = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with("//")) {
        let (language, sentence) = line.split_once(": ").expect("a language");
        let (codes, mended) = looked(language, sentence, None);
        if !codes.is_empty() || mended != sentence {
            wrong.push(format!("{codes:?} in {sentence}, which becomes {mended}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_quotation_of_several_paragraphs_opens_each_and_closes_once() {
    let (codes, _) = looked(
        "fr",
        "« Un début assez long.\n\n« Il cite « un mot » et continue.\n\n« La fin. »",
        None,
    );
    assert!(codes.is_empty(), "{codes:?}");
    let (codes, _) = looked("fr", "« Un début assez long.\n\nIl continue.", None);
    assert!(codes.iter().eq([&"unpaired-brackets"]), "{codes:?}");
}

#[test]
fn a_quotation_inside_another_gets_the_inner_marks() {
    let (_, mended) = looked("ar", "قال: «سمعت كلمة \"نعم\" منه» ثم قال \"لا\".", None);
    assert_eq!(mended, "قال: «سمعت كلمة “نعم” منه» ثم قال «لا».");
}

#[test]
fn a_sign_and_the_space_on_its_wrong_side_change_places() {
    for (before, after) in [
        ("كنا نسكنه .ونقول له.", "كنا نسكنه. ونقول له."),
        ("كنا نسكنه .و نقول له.", "كنا نسكنه. ونقول له."),
        ("قال :نعم ؟لا !ثم ذهب.", "قال: نعم؟ لا! ثم ذهب."),
        ("وهو( كذا )هنا.", "وهو (كذا) هنا."),
        ("جاء ,ثم ذهب ;وعاد.", "جاء، ثم ذهب؛ وعاد."),
        ("الورق A4 ,والطباعة.", "الورق A4، والطباعة."),
        ("يقول الكاتب :\"أتخيل الجنة\".", "يقول الكاتب: «أتخيل الجنة»."),
        ("قال : \" لا تخرج \" .", "قال: «لا تخرج»."),
        ("عدنا مساءا إلى القاعه.", "عدنا مساءً إلى القاعه."),
    ] {
        assert_eq!(looked("ar", before, None).1, after);
    }
}

#[test]
fn a_quotation_in_another_language_is_one_finding_and_keeps_its_letters() {
    let text = "كتب الشاعر: «این کتاب را که می‌خوانی از یک دوست است» ثم ذهب.";
    let book = book("ar", text);
    let (mut sources, mut report) = (Sources::default(), Report::new());
    kurras::check::check(&book, None, &mut sources, &mut report).expect("a book");
    let said = report
        .sorted()
        .into_iter()
        .filter(|found| found.code == "mixed-letters");
    assert_eq!(said.count(), 2, "one for each letter");
    assert!(mend(&book, true, None).is_empty());
    assert_eq!(
        looked("ar", "هذه کلمة وتلك کلمات علی الطريق.", None).1,
        "هذه كلمة وتلك كلمات علي الطريق."
    );
}

#[test]
fn the_usual_hamza_is_named_and_none_is_chosen_between_two() {
    let words = Dictionaries::new();
    for (before, after) in [
        ("جاء الف رجل والاف النساء.", "جاء ألف رجل وآلاف النساء."),
        ("هذه اعمال كثيرة فيها اخطاء.", "هذه أعمال كثيرة فيها أخطاء."),
        ("وقع الخطا في ادارة المال.", "وقع الخطأ في إدارة المال."),
        ("هذا اعلام جديد.", "هذا اعلام جديد."),
        ("في القاعه العامه الاجهزه كثيرة.", "في القاعة العامة الأجهزة كثيرة."),
        ("عندي اجهزه كثيرة.", "عندي اجهزه كثيرة."),
        ("رجع الينا خشنطبوروف بالاوراق.", "رجع إلينا خشنطبوروف بالأوراق."),
        ("عاد بالف رجل كالف أسد.", "عاد بألف رجل كألف أسد."),
    ] {
        let (codes, mended) = looked("ar", before, Some(&words));
        assert!(!codes.is_empty() && mended == after, "{before}: {codes:?}, {mended}");
    }
}

#[test]
fn a_phrase_is_advised_upon_as_one() {
    let words = Dictionaries::new();
    for (before, after) in [
        ("نعود غدا انشاء الله.", "نعود غدا إن شاء الله."),
        ("نعود وان شاء الله نبقى.", "نعود وإن شاء الله نبقى."),
        ("قالت إنشاء\nالله خيرا.", "قالت إن شاء\nالله خيرا."),
        ("ماشاء الله! إنشالله خيرا.", "ما شاء الله! إن شاء الله خيرا."),
        ("قال ان البيت بعيد.", "قال إن البيت بعيد."),
        ("كُتب انا لله وانا اليه راجعون.", "كُتب إنا لله وإنا إليه راجعون."),
    ] {
        let (codes, mended) = looked("ar", before, Some(&words));
        assert!(
            codes.iter().eq([&"common-slip"]) && mended == after,
            "{before}: {codes:?}, {mended}"
        );
    }
    // The pronoun is another word, and nobody but a reader can tell أن from إن elsewhere.
    assert_eq!(looked("ar", "علمنا ان البيت بعيد.", None).1, "علمنا ان البيت بعيد.");
    assert_eq!(looked("ar", "كان إنشاء الجسر قبل مشيئة الله.", Some(&words)).0.len(), 0);
}

#[test]
fn a_word_is_seen_to_stand_twice_in_whatever_spelling() {
    for (language, before, after) in [
        ("ar", "ذهبنا الى الى المدينة.", "ذهبنا إلى المدينة."),
        ("ar", "ذهبنا إلى الى المدينة.", "ذهبنا إلى المدينة."),
        ("fa", "گفت كه که می‌آید.", "گفت که می‌آید."),
    ] {
        let (codes, mended) = looked(language, before, None);
        assert!(
            codes.contains("word-twice") && mended == after,
            "{before}: {codes:?}, {mended}"
        );
    }
    for right in ["السلام على علي وآله.", "نظر مِن مَن حوله."] {
        assert!(looked("ar", right, None).0.is_empty(), "{right}");
    }
}

#[test]
fn words_of_spoken_arabic_are_no_slips_for_what_lies_beside_them() {
    let words = Dictionaries::new();
    for spoken in ["تاني", "ازاي", "اتنين", "والتالت", "ابغى"] {
        let text = format!("قال له رجل {spoken} هنا.");
        let (codes, mended) = looked("ar", &text, Some(&words));
        assert!(
            codes.iter().eq([&"unknown-words"]) && mended == text,
            "{spoken}: {codes:?}, {mended}"
        );
    }
    // A slip beside one is a slip still.
    let (codes, _) = looked("ar", "دلوقتي المدرسه بعيدة.", Some(&words));
    assert!(codes.contains("misspelling"), "{codes:?}");
}

#[test]
fn foreign_names_beside_each_other_are_no_slips() {
    let words = Dictionaries::new();
    for names in ["سانت خشنطبوروف", "إيدا نوذاخشت", "ماير دي خشنطبوروف"] {
        let (codes, _) = looked("ar", &format!("زار {names} المدينة."), Some(&words));
        assert!(!codes.contains("misspelling"), "{names}: {codes:?}");
    }
}

#[test]
fn slips_are_found_by_dictionaries() {
    let words = Dictionaries::new();
    for (language, before, after) in [
        ("ar", "ذهبنا إلى المدرسه كل يوم.", "ذهبنا إلى المدرسة كل يوم."),
        ("ar", "هذه اضافة جديدة.", "هذه إضافة جديدة."),
        (
            "en",
            "The language, and the langauge of the book.",
            "The language, and the language of the book.",
        ),
    ] {
        let (codes, mended) = looked(language, before, Some(&words));
        assert!(
            codes.contains("misspelling") && mended == after,
            "{before}: {codes:?}, {mended}"
        );
    }
    for unknown in ["خشنطبوروف", "خُشْنطبوروف"] {
        let (codes, _) = looked("ar", &format!("زار {unknown} المدينة."), Some(&words));
        assert!(codes.iter().eq([&"unknown-words"]), "{unknown}: {codes:?}");
    }
    for right in ["رءوسهم ورؤوسكم", "يرميان ويقويان", "الجيوسياسة في الناتو", "كيف بدأوا"]
    {
        let (codes, _) = looked("ar", &format!("هذه {right} هنا."), Some(&words));
        assert!(codes.is_empty(), "{right}: {codes:?}");
    }
}

#[test]
fn a_book_without_faults_has_no_findings() {
    // The mixed one shows how a و by itself is kept with its word.
    for (book, known) in [("everything", &[][..]), ("mixed", &["parted-waw text.md:47:1"][..])] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(book);
        assert_eq!(findings(&folder), known, "{book}");
    }
}
