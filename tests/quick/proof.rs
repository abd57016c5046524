//! The proof finds what is wrong: finished files are harmed on purpose, one word at a time, and each harm is reported.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use std::sync::Arc;

use crate::support::program::Book;
use kurras::artifact::{Artifact, Format};
use kurras::diagnostic::{Diagnostic, Location, Report, Sources};
use kurras::document::{Document, Inline};
use kurras::fonts::{Family, FontLibrary};
use kurras::imprint::ProgramText;
use kurras::locale::{Direction, Locale};
use kurras::manuscript::{Options, Source, parse};
use kurras::proof::{ExpectedBook, Proof, Prover};
use kurras::typography::{Base, Settings, apply, isolate_text};
use lopdf::content::{Content, Operation};

const CONFIG: &str =
    "[book]\ntitle = \"عنوان\"\nauthors = [\"كاتب\"]\nlanguage = \"ar\"\ndate = \"2026-11-22\"\nslug = \"proof\"\n";
const TEXT: &str = "# الفصل\n\nكانت القرية صغيرة وكان أهلها يزرعون القمح في السهل[^1].\n\nثم جاء الشتاء (القارس) سنة 2015 ولم يخف أحد.\n\nفي كل صباح كان الناس يخرجون إلى الحقول قبل طلوع الشمس ويعودون عند الغروب وهم يغنون. وكانت النساء يحملن الماء من العين القريبة ويتبادلن الأخبار، وكان الأطفال يلعبون تحت شجرة التوت الكبيرة حتى يناديهم أحد. ولم يكن في القرية طبيب ولا مدرسة، لكن رجلاً عجوزاً كان يعلّم الصغار القراءة والحساب في بيته كل مساء. وحين تأخر المطر ذلك العام خاف الجميع على الزرع، فاجتمعوا في الساحة وتشاوروا طويلاً، ثم قرروا أن يحفروا قناة من النهر البعيد إلى السهل، وعملوا معاً شهراً كاملاً حتى وصل الماء.\n\n[^1]: حاشية قصيرة.\n";

/// The book built, and what its files must hold.
struct Built {
    files: Book,
    sources: Sources,
    document: Document,
    title: Vec<Inline>,
    authors: Vec<Vec<Inline>>,
    families: Vec<Arc<Family>>,
}

/// No character is without a font.
static NOTHING: BTreeSet<char> = BTreeSet::new();

impl Built {
    fn new() -> Self {
        let files = Book::new().with("book.toml", CONFIG).with("text.md", TEXT);
        files.build(&["--only", "pdf,epub,txt", "--no-proof"]).expect_code(0);
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
            signs: None,
            letters: locale().letters,
            lists: Vec::new(),
            arabic: true,
        };
        Self {
            files,
            sources,
            document: apply(document, &settings),
            title: isolate_text(
                "عنوان",
                Base {
                    direction: Direction::Rtl,
                    arabic: true,
                },
            ),
            authors: vec![isolate_text(
                "كاتب",
                Base {
                    direction: Direction::Rtl,
                    arabic: true,
                },
            )],
            families: FontLibrary::shipped().families().cloned().collect(),
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

    fn expected(&self) -> ExpectedBook<'_> {
        let words = locale();
        let program = ProgramText {
            zero: words.numerals.digit(0),
            joins: [
                words.join.separator.clone(),
                words.join.pair.clone(),
                words.join.last.clone(),
            ],
            image: words.words.image.clone(),
            missing_image: words.words.missing_image.clone(),
            notes: words.matter.notes.clone(),
            colophon: words.matter.colophon.clone(),
            publisher: None,
            lines: Vec::new(),
        };
        ExpectedBook {
            document: &self.document,
            on_paper: &self.document,
            title: &self.title,
            subtitle: None,
            authors: &self.authors,
            credits: &[],
            language: "ar",
            right_to_left: true,
            missing: &NOTHING,
            families: &self.families,
            own_theme: false,
            program,
            place: &|_| None,
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
fn lines_of_code_that_go_on_below_are_proved_each_by_itself() {
    let lines = [
        "قائمة(سعيد، [ليلى; \"حديقة كبيرة في المدينة\"; منزل 12 {سعيد; ليلى; 345; مدرسة بعيدة; 67; شارع}]) open",
        "run 42 (سعيد [ليلى، مدرسة، شارع طويل، ميدان، حديقة، منزل، قرية بعيدة، جبل 99، وادٍ، نهر] بحر) سعيد 7 end",
        "«سعيد; run; [ليلى 12; مدرسة; (شارع; ميدان; حديقة; منزل; 34; قرية; جبل; وادٍ; نهر) ؛ بحر] 56» 78 ليلى",
    ];
    let code: String = lines.iter().map(|line| format!("```\n{line}\n```\n\n")).collect();
    for language in ["ar", "en"] {
        let config = format!("[book]\ntitle = \"x\"\nlanguage = \"{language}\"\n");
        let book = Book::new().with("book.toml", &config).with("text.md", &code);
        let run = book.build(&["--only", "pdf", "--message-format", "json"]);
        run.expect_code(0);
        assert!(!run.stdout.contains("\"code\":\"proof"), "{}", run.stdout);
    }
}

#[test]
fn the_head_of_a_table_may_stand_again_on_each_page() {
    let rows = |cell: &str, count: usize| format!("|{}\n", format!("{cell}|").repeat(12)).repeat(count);
    let table = |head: &str| {
        format!(
            "{}|{}\n{}",
            rows(head, 1),
            "---|".repeat(12),
            rows("خلية طويلة قيمة", 30)
        )
    };
    let texts = [
        format!("# فصل\n\n{}\n\nبعده.\n\n{}", table("رأس"), table("Head")),
        // A cell with nothing but an ellipsis is no heading that was cut.
        format!("# فصل\n\n{}", table("رأس").replacen("رأس|رأس", "رأس|…", 1)),
        format!("# فصل\n\n| أ | … | |\n|---|---|---|\n{}", "| 1 | 2 | 3 |\n".repeat(90)),
    ];
    for text in texts {
        let book = Book::new().with("book.toml", CONFIG).with("text.md", text);
        let run = book.build(&["--only", "pdf", "--message-format", "json"]);
        run.expect_code(0);
        assert!(!run.stdout.contains("\"code\":\"proof"), "{}", run.stdout);
    }
}

#[test]
fn signs_hyphens_and_heads_of_right_books_are_right() {
    let long = "L’écriture de l’analphabétisme dans le récit autobiographique d’une femme en exil";
    for (language, title, text) in [
        ("fa", "شعر", "```verse\nبا خلق بگفت\n...\n```\n".to_string()),
        // Spanish sets the hyphen of a compound again where the next line begins.
        (
            "es",
            "Poesía",
            "sosegar andar. Arboreo contorno de coniferas pinoneras, de siempre-verde.\n".into(),
        ),
        // A middle dot between letters is not stretched with its line.
        (
            "fr",
            "Lettre",
            format!(
                "Aux abonné·e·s passionné·e·s de la lettre https://e.org/{} et aux auteur·e·s.\n",
                "anticonstitutionnellement".repeat(3)
            ),
        ),
        // The mark of a note is smaller than the word at which it stands.
        ("ur", "کتاب", "[انیشیئٹو](https://opencontainers.org)\n".into()),
        ("fr", long, format!("# Un\n\n{}\n", "Une phrase de plus. ".repeat(900))),
    ] {
        let config = format!("[book]\ntitle = \"{title}\"\nlanguage = \"{language}\"\n");
        let book = Book::new().with("book.toml", &config).with("text.md", &text);
        let run = book.build(&["--only", "pdf", "--message-format", "json"]);
        run.expect_code(0);
        assert!(!run.stdout.contains("\"code\":\"proof"), "{text:.60}: {}", run.stdout);
    }
}

#[test]
fn words_of_several_families_are_proved_piece_by_piece() {
    // Vazirmatn has no ḡ and no ṯ; it has ẓ as z and a dot.
    let config = "[book]\ntitle = \"آزمون\"\nlanguage = \"fa\"\n";
    let texts = [
        "aṯ ẓ",
        "ẓ ṯ.",
        "> mixed (Ar. _al-ḡaṯṯ wa’l-samin_ lit. “the meagre and the fat”), and _ʿaṣabiya_ with _al-ḡaṯṯ_.",
        "متن _al-ḡaṯṯ wa’l-samin_ است و ẓx ṯṯ. پس",
    ];
    for text in texts {
        let book = Book::new().with("book.toml", config).with("text.md", text);
        let run = book.build(&["--only", "pdf", "--message-format", "json"]);
        run.expect_code(0);
        assert!(!run.stdout.contains("\"code\":\"proof"), "{text}: {}", run.stdout);
    }
}

#[test]
fn what_stands_beside_a_frame_for_a_letter_that_no_font_has_is_right() {
    let text = "The greeting “नमस्ते” is Hindi, (स) a letter, a丐b a word.\n";
    let config = "[book]\ntitle = \"x\"\nlanguage = \"en\"\n";
    let book = Book::new().with("book.toml", config).with("text.md", text);
    let run = book.build(&["--only", "pdf", "--message-format", "json"]);
    run.expect_code(0);
    assert!(!run.stdout.contains("\"code\":\"proof"), "{}", run.stdout);
}

#[test]
fn a_title_may_begin_with_the_words_of_a_part() {
    let config = "[book]\ntitle = \"Introduction à R et au tidyverse\"\nlanguage = \"fr\"\nauthors = [\"Léa\"]\n";
    let text = "# Introduction {.part}\n\n## Un\n\nTexte.\n\n## Deux\n\nTexte.\n";
    let book = Book::new().with("book.toml", config).with("text.md", text);
    let run = book.build(&["--only", "pdf", "--message-format", "json"]);
    run.expect_code(0);
    assert!(!run.stdout.contains("\"code\":\"proof"), "{}", run.stdout);
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

impl Built {
    /// What the proof finds in a harmed file, in its own words, each after the line of the manuscript: `7: …`, `-: …` where it
    /// has none.
    fn found(&self, format: Format, bytes: Vec<u8>) -> Vec<String> {
        let (reading, harmed) = (
            self.bytes(Format::Pdf),
            Artifact::new(format, "proof-0.1.0", "", bytes, None),
        );
        let mut report = Report::new();
        let prover = Prover::new(self.expected());
        if format != Format::Pdf {
            let whole = Artifact::new(Format::Pdf, "proof-0.1.0", "", reading, None);
            prover.prove(&whole, &mut Report::new());
        }
        prover.prove(&harmed, &mut report).expect("the file can be read");
        let found = report.sorted().into_iter().filter(|said| said.code == "proof");
        let line = |location: &Location| match location {
            Location::Span(span) => self.sources.place(*span).map(|place| place.line.to_string()),
            _ => None,
        };
        let placed = |said: &Diagnostic| {
            let line = line(&said.location).unwrap_or_else(|| "-".into());
            format!("{line}: {}", said.message)
        };
        found.map(placed).collect()
    }
}

/// Whether a finding says the page, and the line of the manuscript.
fn is_placed(said: &str) -> bool {
    said.contains("page ") && said.starts_with(|c: char| c.is_ascii_digit())
}

#[test]
fn an_outline_exchanged_is_found() {
    let built = Built::new();
    let pdf = built.bytes(Format::Pdf);
    for (one, other) in [("ن", "ر"), ("ل", "ح"), ("2", "5")] {
        let harmed = with_outlines_exchanged(&pdf, one, other);
        let found = harmed.into_iter().map(|harmed| built.found(Format::Pdf, harmed));
        let placed = |found: &Vec<String>| found.iter().any(|said| is_placed(said));
        assert!(
            found.into_iter().any(|found| placed(&found)),
            "{one} and {other} exchanged"
        );
    }
}

#[test]
fn a_sign_that_is_not_mirrored_is_found() {
    let built = Built::new();
    let harmed = with_outlines_exchanged(&built.bytes(Format::Pdf), "(", ")");
    let found: Vec<String> = harmed
        .into_iter()
        .flat_map(|harmed| built.found(Format::Pdf, harmed))
        .collect();
    let turned =
        |said: &String| said.contains("faces the wrong way") && said.contains("page ") && said.starts_with("5: ");
    assert!(found.iter().any(turned), "{found:?}");
}

#[test]
fn a_font_of_another_book_is_found() {
    let built = Built::new();
    let other = TEXT.replace("2015", "2018").replace("القرية", "البلدة");
    let other = Book::new().with("book.toml", CONFIG).with("text.md", &other);
    other.build(&["--only", "pdf", "--no-proof"]).expect_code(0);
    let theirs = lopdf::Document::load_mem(&std::fs::read(other.file(".pdf")).unwrap()).unwrap();
    let mut ours = lopdf::Document::load_mem(&built.bytes(Format::Pdf)).unwrap();
    let mut exchanged = 0;
    for font in fonts(&ours) {
        if let Some(their) = fonts(&theirs).into_iter().find(|their| their.name == font.name) {
            let stream = theirs.get_object(their.file).unwrap().clone();
            ours.objects.insert(font.file, stream);
            exchanged += 1;
        }
    }
    assert!(exchanged > 0);
    let found = built.found(Format::Pdf, saved(ours));
    assert!(found.iter().any(|said| is_placed(said)), "{found:?}");
}

#[test]
fn a_glyph_shifted_by_half_its_width_is_found() {
    let built = Built::new();
    let pdf = built.bytes(Format::Pdf);
    let harms = (2..12).map(|at| {
        with_operations(&pdf, |operations| {
            let longest = longest(operations);
            let codes = codes(&operations[longest]);
            let (before, rest) = codes.split_at(2 * at);
            let (glyph, after) = rest.split_at(2);
            let text = |codes: &[u8]| lopdf::Object::string_literal(codes.to_vec());
            let array = vec![text(before), (-220).into(), text(glyph), 220.into(), text(after)];
            operations[longest] = Operation::new("TJ", vec![lopdf::Object::Array(array)]);
        })
    });
    let found = harms
        .filter(|harm| !built.found(Format::Pdf, harm.clone()).is_empty())
        .count();
    // Letters of a ligature but the first, and marks, draw nothing: moving them moves nothing.
    assert!(found >= 7, "{found} of 10");
}

/// The codes that an operation shows.
fn codes(operation: &Operation) -> Vec<u8> {
    let string = |object: &lopdf::Object| object.as_str().map(<[u8]>::to_vec).unwrap_or_default();
    match operation.operands.first() {
        Some(lopdf::Object::Array(items)) => items.iter().flat_map(string).collect(),
        Some(object) => string(object),
        None => Vec::new(),
    }
}

#[test]
fn a_word_drawn_under_another_is_found() {
    let built = Built::new();
    let harmed = with_operations(&built.bytes(Format::Pdf), |operations| {
        let places: Vec<usize> = (0..operations.len())
            .filter(|at| operations[*at].operator == "cm")
            .collect();
        let longest = longest(operations);
        let there = *places.iter().rfind(|at| **at < longest).unwrap();
        let last = *places.iter().rfind(|at| **at > longest).unwrap();
        operations[last].operands = operations[there].operands.clone();
    });
    let found = built.found(Format::Pdf, harmed);
    assert!(found.iter().any(|said| is_placed(said)), "{found:?}");
}

#[test]
fn harm_to_a_sheet_is_found() {
    let built = Built::new();
    let book = Book::new().with("book.toml", CONFIG).with("text.md", TEXT);
    book.build(&["--only", "booklet", "--no-proof"]).expect_code(0);
    let sheets = std::fs::read(book.file(".pdf")).unwrap();
    assert_eq!(built.found(Format::Booklet, sheets.clone()), Vec::<String>::new());
    let lost = with_operations(&sheets, |operations| {
        let at = longest(operations);
        operations.remove(at);
    });
    let moved = with_operations(&sheets, |operations| {
        let longest = longest(operations);
        let place = (0..longest).rev().find(|at| operations[*at].operator == "cm").unwrap();
        operations[place].operands[4] = 400.into();
    });
    for (harm, bytes) in [("a piece lost", lost), ("a piece moved", moved)] {
        let found = built.found(Format::Booklet, bytes);
        assert!(
            found
                .iter()
                .any(|said| said.contains("sheet side ") && said.starts_with(|c: char| c.is_ascii_digit())),
            "{harm}: {found:?}"
        );
    }
}

/// A font inside a PDF: its face's name, without the mark of a subset and without the digest of a derived font's outlines; its
/// outlines, and what its codes stand for.
struct Embedded {
    name: String,
    file: lopdf::ObjectId,
    texts: Vec<(u16, String)>,
}

fn fonts(document: &lopdf::Document) -> Vec<Embedded> {
    let fonts = document.objects.values().filter_map(|object| {
        let font = object.as_dict().ok()?;
        let descendant = font.get(b"DescendantFonts").ok()?;
        let descendant = document.dereference(descendant).ok()?.1.as_array().ok()?.first()?;
        let descendant = document.dereference(descendant).ok()?.1.as_dict().ok()?;
        let descriptor = document
            .dereference(descendant.get(b"FontDescriptor").ok()?)
            .ok()?
            .1
            .as_dict()
            .ok()?;
        let name = String::from_utf8_lossy(font.get(b"BaseFont").ok()?.as_name().ok()?).into_owned();
        let map = document
            .dereference(font.get(b"ToUnicode").ok()?)
            .ok()?
            .1
            .as_stream()
            .ok()?;
        Some(Embedded {
            name: face_of(&name).into(),
            file: descriptor.get(b"FontFile2").ok()?.as_reference().ok()?,
            texts: texts(&String::from_utf8_lossy(
                &map.decompressed_content().unwrap_or(map.content.clone()),
            )),
        })
    });
    fonts.collect()
}

fn face_of(name: &str) -> &str {
    let name = name.split_once('+').map_or(name, |(_, name)| name);
    name.split_once('.').map_or(name, |(face, _)| face)
}

/// What the lines `<code> <text>` of a CMap say.
fn texts(cmap: &str) -> Vec<(u16, String)> {
    let hex = |text: &str| u16::from_str_radix(text, 16).ok();
    let lines = cmap.lines().filter_map(|line| {
        let (code, text) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
        let units: Option<Vec<u16>> = (0..text.len() / 4).map(|at| hex(&text[4 * at..4 * at + 4])).collect();
        Some((hex(code)?, String::from_utf16(&units?).ok()?))
    });
    lines.filter(|(_, text)| !text.is_empty()).collect()
}

/// The PDFs with the outlines of two codes of one font exchanged: one for each pair of codes.
fn with_outlines_exchanged(pdf: &[u8], one: &str, other: &str) -> Vec<Vec<u8>> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let mut harmed = Vec::new();
    for font in fonts(&document) {
        let codes = |part: &str| {
            let with = font.texts.iter().filter(|(_, text)| text.contains(part));
            with.map(|(code, _)| usize::from(*code)).take(4).collect::<Vec<_>>()
        };
        let others = codes(other);
        let pairs = codes(one)
            .into_iter()
            .flat_map(|one| others.iter().map(move |other| (one, *other)));
        for (one, other) in pairs.filter(|(one, other)| one != other) {
            let mut document = document.clone();
            let stream = document.get_object_mut(font.file).unwrap().as_stream_mut().unwrap();
            stream.decompress().unwrap();
            exchange(&mut stream.content, one, other);
            harmed.push(saved(document));
        }
    }
    harmed
}

/// Exchanges the outlines of two glyphs of a TrueType font.
fn exchange(font: &mut [u8], one: usize, other: usize) {
    let number = |font: &[u8], at: usize, bytes: usize| {
        font[at..at + bytes]
            .iter()
            .fold(0, |n, byte| n << 8 | usize::from(*byte))
    };
    let table = |font: &[u8], tag: &[u8]| {
        let at = (0..number(font, 4, 2))
            .map(|row| 12 + 16 * row)
            .find(|at| &font[*at..at + 4] == tag)
            .unwrap();
        (number(font, at + 8, 4), number(font, at + 12, 4))
    };
    let (head, loca, glyf) = (table(font, b"head").0, table(font, b"loca"), table(font, b"glyf"));
    let long = number(font, head + 50, 2) == 1;
    let step = if long { 4 } else { 2 };
    let count = loca.1 / step;
    let offset = |font: &[u8], glyph: usize| number(font, loca.0 + step * glyph, step) * if long { 1 } else { 2 };
    let outline = |glyph: usize| font[glyf.0 + offset(font, glyph)..glyf.0 + offset(font, glyph + 1)].to_vec();
    let mut outlines: Vec<Vec<u8>> = (0..count - 1).map(outline).collect();
    outlines.swap(one, other);
    let mut at = 0;
    for (glyph, outline) in outlines.iter().enumerate() {
        font[glyf.0 + at..glyf.0 + at + outline.len()].copy_from_slice(outline);
        at += outline.len();
        let written = if long { at } else { at / 2 };
        font[loca.0 + step * (glyph + 1)..loca.0 + step * (glyph + 2)]
            .copy_from_slice(&written.to_be_bytes()[8 - step..]);
    }
}

fn saved(mut document: lopdf::Document) -> Vec<u8> {
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

fn shows(operation: &Operation) -> bool {
    matches!(operation.operator.as_str(), "Tj" | "TJ")
}

/// The longest piece of a page is a line of the text.
fn longest(operations: &[Operation]) -> usize {
    let shown = operations.iter().enumerate().filter(|(_, operation)| shows(operation));
    shown
        .max_by_key(|(_, operation)| codes(operation).len())
        .map(|(at, _)| at)
        .unwrap()
}

#[test]
fn harm_to_the_pdf_is_found() {
    let built = Built::new();
    let pdf = built.bytes(Format::Pdf);
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
