//! The proof finds what is wrong: finished files are harmed on purpose, one word at a time, and each harm is reported.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what is wrong by panicking"
)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the tests read what was built"
)]

mod support;

use std::io::{Cursor, Read, Write};

use kurras::artifact::{Artifact, Format};
use kurras::diagnostic::{Report, Sources};
use kurras::document::{Document, Inline};
use kurras::locale::{Direction, Locale};
use kurras::manuscript::{Options, Source, parse};
use kurras::proof::{Book as Expected, Own, Proof, Prover};
use kurras::typography::{Settings, apply, isolate_text};
use lopdf::content::{Content, Operation};
use support::program::Book;

const CONFIG: &str =
    "[book]\ntitle = \"عنوان\"\nauthors = [\"كاتب\"]\nlanguage = \"ar\"\ndate = \"2026-11-22\"\nslug = \"proof\"\n";
const TEXT: &str = "# الفصل\n\nكانت القرية صغيرة وكان أهلها يزرعون القمح في السهل[^1].\n\nثم جاء الشتاء.\n\nفي كل صباح كان الناس يخرجون إلى الحقول قبل طلوع الشمس ويعودون عند الغروب وهم يغنون. وكانت النساء يحملن الماء من العين القريبة ويتبادلن الأخبار، وكان الأطفال يلعبون تحت شجرة التوت الكبيرة حتى يناديهم أحد. ولم يكن في القرية طبيب ولا مدرسة، لكن رجلاً عجوزاً كان يعلّم الصغار القراءة والحساب في بيته كل مساء. وحين تأخر المطر ذلك العام خاف الجميع على الزرع، فاجتمعوا في الساحة وتشاوروا طويلاً، ثم قرروا أن يحفروا قناة من النهر البعيد إلى السهل، وعملوا معاً شهراً كاملاً حتى وصل الماء.\n\n[^1]: حاشية قصيرة.\n";

/// The book built, and what its files must hold.
struct Built {
    files: Book,
    document: Document,
    title: Vec<Inline>,
    authors: Vec<Vec<Inline>>,
}

impl Built {
    fn new() -> Self {
        let files = Book::new().with("book.toml", CONFIG).with("text.md", TEXT);
        files.build(&["--only", "pdf,epub,txt"]).expect_code(0);
        let (mut sources, mut report) = (Sources::default(), Report::new());
        let source = Source {
            file: sources.add("text.md", TEXT),
            name: "text.md",
            text: TEXT,
        };
        let document = parse(&[source], Options::default(), &mut report);
        let settings = Settings {
            direction: Direction::Rtl,
            numerals: locale().numerals,
            convert_digits: false,
            letters: locale().letters,
            lists: Vec::new(),
            arabic: true,
        };
        Self {
            files,
            document: apply(document, &settings),
            title: isolate_text("عنوان", Direction::Rtl),
            authors: vec![isolate_text("كاتب", Direction::Rtl)],
        }
    }

    fn bytes(&self, format: Format) -> Vec<u8> {
        std::fs::read(self.files.file(&format!(".{}", format.extension()))).unwrap()
    }

    /// The proof of these bytes, and how many errors it reports.
    fn prove(&self, format: Format, bytes: Vec<u8>) -> (Option<Proof>, usize) {
        let artifact = Artifact::new(format, "proof-0.1.0", "", bytes, None);
        let mut report = Report::new();
        let proof = Prover::new(self.expected()).prove(&artifact, &mut report);
        (
            proof,
            report.sorted().iter().filter(|said| said.code == "proof").count(),
        )
    }

    fn expected(&self) -> Expected<'_> {
        let words = locale();
        let own = Own {
            zero: words.numerals.digit(0),
            joins: [
                words.join.separator.clone(),
                words.join.pair.clone(),
                words.join.last.clone(),
            ],
            with: words.words.with.clone(),
            image: words.words.image.clone(),
            notes: words.matter.notes.clone(),
            colophon: words.matter.colophon.clone(),
            publisher: None,
            lines: Vec::new(),
        };
        Expected {
            document: &self.document,
            title: &self.title,
            subtitle: None,
            authors: &self.authors,
            contributors: &[],
            right_to_left: true,
            own,
        }
    }

    /// Every harm is found, and the file as it was built has none.
    fn holds(&self, format: Format, harms: &[(&str, Vec<u8>)]) {
        let whole = self.bytes(format);
        let (proof, found) = self.prove(format, whole.clone());
        let proof = proof.expect("the file can be read");
        assert_eq!((proof.words, found), (proof.of, 0), "{format} as it was built");
        for (harm, bytes) in harms {
            assert_ne!(*bytes, whole, "{format}: {harm} changed nothing");
            assert!(
                self.prove(format, bytes.clone()).1 > 0,
                "{format}: {harm} was not found"
            );
        }
    }
}

fn locale() -> &'static Locale {
    Locale::all().iter().find(|locale| locale.tag == "ar").unwrap()
}

/// Harms to a text, by what is written instead.
const HARMS: [(&str, &str, &str); 6] = [
    ("a word lost", "يزرعون القمح", "يزرعون"),
    ("a word changed", "القمح", "القمر"),
    ("two words swapped", "يزرعون القمح", "القمح يزرعون"),
    ("a word doubled", "القمح", "القمح القمح"),
    ("two words joined", "يزرعون القمح", "يزرعونالقمح"),
    ("a word of a note lost", "حاشية قصيرة", "حاشية"),
];

#[test]
fn a_title_that_the_text_begins_with_is_no_part_of_it() {
    for text in [
        "# عنوان آخر\n\nفقرة من النص.\n",
        "عنوان هذه الفقرة وأولها واحد.\n\nوفقرة ثانية.\n",
        "عنوان\n\nوفقرة ثانية.\n",
        "# كاتب\n\n## عنوان\n\nفقرة من النص.\n",
    ] {
        let book = Book::new().with("book.toml", CONFIG).with("text.md", text);
        let run = book.build(&["--only", "pdf,booklet", "--message-format", "json"]);
        run.expect_code(0);
        assert!(!run.stdout.contains("\"code\":\"proof"), "{text}: {}", run.stdout);
    }
}

#[test]
fn harm_to_the_text_is_found() {
    let built = Built::new();
    let text = String::from_utf8(built.bytes(Format::Text)).unwrap();
    let harms: Vec<(&str, Vec<u8>)> = HARMS
        .iter()
        .map(|(harm, from, to)| (*harm, text.replacen(from, to, 1).into_bytes()))
        .collect();
    built.holds(Format::Text, &harms);
}

#[test]
fn harm_to_the_epub_is_found() {
    let built = Built::new();
    let epub = built.bytes(Format::Epub);
    let harms: Vec<(&str, Vec<u8>)> = HARMS
        .iter()
        .map(|(harm, from, to)| (*harm, with_text(&epub, from, to)))
        .collect();
    built.holds(Format::Epub, &harms);
}

/// The archive with words replaced in the documents of the text.
fn with_text(epub: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if entry.name().contains("text-") {
            bytes = String::from_utf8(bytes).unwrap().replacen(from, to, 1).into_bytes();
        }
        out.start_file(entry.name(), zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn harm_to_the_pdf_is_found() {
    let built = Built::new();
    let pdf = built.bytes(Format::Pdf);
    let shows = |operation: &Operation| matches!(operation.operator.as_str(), "Tj" | "TJ");
    // The longest piece of the page is a line of the text.
    let longest = |operations: &[Operation]| {
        let shown = operations.iter().enumerate().filter(|(_, operation)| shows(operation));
        shown
            .max_by_key(|(_, operation)| format!("{:?}", operation.operands).len())
            .map(|(at, _)| at)
            .unwrap()
    };
    let harms = vec![
        (
            "a piece lost",
            with_operations(&pdf, |operations| {
                let at = longest(operations);
                operations.remove(at);
            }),
        ),
        (
            "a piece doubled",
            with_operations(&pdf, |operations| {
                let at = longest(operations);
                let again = operations[at].clone();
                operations.insert(at, again);
            }),
        ),
        (
            "a second text layer",
            with_operations(&pdf, |operations| {
                let again = operations.clone();
                operations.extend(again);
            }),
        ),
    ];
    built.holds(Format::Pdf, &harms);
}

/// The PDF with the operations changed of the page that shows most.
fn with_operations(pdf: &[u8], change: impl Fn(&mut Vec<Operation>)) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<lopdf::ObjectId> = document.get_pages().into_values().collect();
    let operations = |page: &lopdf::ObjectId| Content::decode(&document.get_page_content(*page)).unwrap().operations;
    // The text's own page: no other shows as much.
    let pieces = |page: &lopdf::ObjectId| {
        let shown = operations(page);
        let texts = shown.iter().filter(|op| matches!(op.operator.as_str(), "Tj" | "TJ"));
        texts.map(|op| format!("{:?}", op.operands).len()).sum::<usize>()
    };
    let page = *pages.iter().max_by_key(|page| pieces(page)).unwrap();
    let mut changed = operations(&page);
    change(&mut changed);
    let content = Content { operations: changed }.encode().unwrap();
    document.change_page_content(page, content).unwrap();
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}
