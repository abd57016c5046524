//! What is tried, and what must hold of whatever comes out.

use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::OnceLock;

use kurras::artifact::{Artifact, Format};
use kurras::bounds;
use kurras::config::{Config, ConfigFile};
use kurras::diagnostic::codes::Tongue;
use kurras::diagnostic::{Report, Sources};
use kurras::edition::{Edition, open};
use kurras::files::MemoryFiles;
use kurras::import::{self, ImportOptions, Incoming};
use kurras::impose::{ImposeOptions, PageBox, Work};
use kurras::imposition::{Paper, Scheme, SheetOptions};
use kurras::manuscript::{self, Options, Source};
use kurras::media::{Picture, Room, published};
use kurras::{build, press};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn text(input: &[u8]) -> String {
    String::from_utf8_lossy(input).into_owned()
}

/// A manuscript becomes a document, whose Markdown can be read again.
pub fn manuscript(input: &[u8]) {
    let document = read(&text(input));
    let written = kurras::document::markdown::markdown(&document);
    read(&written);
}

fn read(text: &str) -> kurras::document::Document {
    let mut sources = Sources::default();
    let file = sources.add("book.md", text.to_string());
    let source = Source {
        file,
        name: "book.md",
        text,
    };
    manuscript::parse(&[source], Options::default(), &mut Report::new())
}

/// The head of a text, and what a book is by it.
pub fn head(input: &[u8]) {
    let text = text(input);
    let files = MemoryFiles::new("book", [("book.md", text.as_bytes())]);
    drop(open::identify(&files, &mut Sources::default(), &mut Report::new()));
}

/// A `book.toml`, to what it means.
pub fn configuration(input: &[u8]) {
    let text = text(input);
    let (mut sources, mut report) = (Sources::default(), Report::new());
    let file = sources.add("book.toml", text.clone());
    let written = ConfigFile::read(&text, file, &mut report);
    let config = Config::resolve(&written, "book", &mut report);
    assert!(config.book.slug.is_ascii() && !config.book.slug.contains(['/', '\\']));
    for diagnostic in report.sorted() {
        assert!(!kurras::diagnostic::human(diagnostic, &sources, Tongue::Arabic, false).is_empty());
    }
}

/// A drawing: what is written of it leads nowhere, and is the same when it is written again.
pub fn drawing(input: &[u8]) {
    let mut input = input.to_vec();
    if !input.starts_with(b"<svg") && !input.starts_with(b"<!DOCTYPE svg") {
        input.splice(0..0, b"<svg>".iter().copied());
    }
    let Ok(picture) = Picture::open(input, Room::ENDLESS, &mut Vec::new()) else {
        return;
    };
    let written = String::from_utf8(picture.bytes.clone()).unwrap();
    for leads in ["<script", "<style", "<foreignObject", "<!", "<?"] {
        assert!(!written.contains(leads), "{leads} in {written}");
    }
    for (attribute, value) in attributes(&written) {
        let named = matches!(attribute, "xmlns" | "xmlns:xlink");
        let href = attribute.ends_with("href") && !value.starts_with('#') && !value.starts_with("data:image/");
        assert!(named || !href, "{attribute}={value}");
        let lower = value.to_ascii_lowercase();
        let fetches = lower.split("url(").skip(1).any(|rest| !rest.starts_with("#r"));
        assert!(named || !fetches, "{attribute}={value}");
        assert!(
            !attribute.starts_with("on") && !attribute.starts_with("data"),
            "{attribute}"
        );
    }
    let again = Picture::open(picture.bytes.clone(), Room::ENDLESS, &mut Vec::new()).unwrap();
    assert_eq!(again.bytes.len(), picture.bytes.len(), "{written}");
}

/// The attributes of a document that the program wrote itself, so quoted in one way.
fn attributes(written: &str) -> Vec<(&str, &str)> {
    let tags = written
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>').map(|parts| parts.0));
    let pieces = |tag| -> Vec<&str> { str::split(tag, '"').collect() };
    tags.flat_map(|tag| {
        let pieces = pieces(tag);
        let pairs: Vec<(&str, &str)> = pieces
            .chunks_exact(2)
            .map(|pair| {
                (
                    pair[0].trim_end_matches('=').rsplit(' ').next().unwrap_or_default(),
                    pair[1],
                )
            })
            .collect();
        pairs
    })
    .collect()
}

/// A picture of pixels: within its bound, and what comes out can be opened.
pub fn picture(input: &[u8]) {
    let Ok(picture) = Picture::open(input.to_vec(), Room::ENDLESS, &mut Vec::new()) else {
        return;
    };
    assert!(u64::from(picture.width) * u64::from(picture.height) <= bounds::PICTURE_DECODED);
    let again = Picture::open(picture.bytes.clone(), Room::ENDLESS, &mut Vec::new()).unwrap();
    assert_eq!((again.width, again.height), (picture.width, picture.height));
    assert!(published(input).is_some());
}

/// A PDF, to sheets that can be read again.
pub fn pages(input: &[u8]) {
    for scheme in [Scheme::Saddle, Scheme::Cards] {
        let options = ImposeOptions {
            sheets: SheetOptions {
                scheme,
                edge: 10.0,
                ..SheetOptions::on(Paper::A4)
            },
            binding: None,
            back_cover: false,
            page_box: PageBox::Trim,
        };
        let mut report = Report::new();
        let work = Work::read(input, &options, &mut report);
        if let Ok(sheets) = work.and_then(|work| work.write(None, &mut report)) {
            let sheets = lopdf::Document::load_mem(&sheets).unwrap();
            assert!(!sheets.get_pages().is_empty());
        }
    }
}

/// A web page, a text in Muse's signs and a plain text, to Markdown.
pub fn document(input: &[u8]) {
    for name in ["a.html", "a.muse", "a.txt"] {
        imported(name, input);
    }
}

/// The body of a document of Word's, in its package, to Markdown.
pub fn word(input: &[u8]) {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
    let relations =
        format!(r#"<Relationships><Relationship Id="a" Type="{OFFICE}" Target="word/document.xml"/></Relationships>"#);
    let text = [
        format!("<w:document {SPACES}><w:body>").as_bytes(),
        input,
        b"</w:body></w:document>",
    ]
    .concat();
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("[Content_Types].xml", b"<Types/>".as_slice()),
        ("_rels/.rels", relations.as_bytes()),
        ("word/document.xml", &text),
    ] {
        package.start_file(name, SimpleFileOptions::default()).unwrap();
        package.write_all(bytes).unwrap();
    }
    imported("a.docx", &package.finish().unwrap().into_inner());
}

fn imported(name: &str, bytes: &[u8]) {
    let incoming = Incoming {
        name,
        bytes,
        beside: &|_| None,
    };
    if let Some(read) = import::read(&incoming, ImportOptions::default(), &mut Report::new()) {
        kurras::document::markdown::markdown(&read.document);
    }
}

const BOOK: &str = "# باب\n\nنصّ مع 12 km وحاشية[^1].\n\n| أ | ب |\n|---|---|\n| ١ | ٢ |\n\n[^1]: هنا.\n";

fn small_book() -> &'static Edition {
    static EDITION: OnceLock<Edition> = OnceLock::new();
    EDITION.get_or_init(|| {
        let files = MemoryFiles::new("book", [("book.md", BOOK.as_bytes())]);
        open::open(&files, None, &mut Sources::default(), &mut Report::new()).unwrap()
    })
}

/// The files of a small book.
pub fn made() -> Vec<Artifact> {
    let formats = [Format::Pdf, Format::Epub, Format::Text];
    press::make(small_book(), &formats, &|_| {}, &mut Report::new()).artifacts
}

/// A file of the small book, whatever it has become: it is proved, and that is all.
pub fn proof(input: &[u8]) {
    for format in [Format::Pdf, Format::Epub, Format::Text] {
        let artifact = Artifact::new(format, "book", "", input.to_vec(), None);
        build::prove(small_book(), &[artifact], &mut Report::new());
    }
}

/// A book, to its pages, its EPUB and its text.
pub fn book(input: &[u8]) {
    let text = text(input);
    let files = MemoryFiles::new("book", [("book.md", text.as_bytes())]);
    let (mut sources, mut report) = (Sources::default(), Report::new());
    if let Ok(edition) = open::open(&files, None, &mut sources, &mut report) {
        let formats = [Format::Pdf, Format::Epub, Format::Text];
        let made = press::make(&edition, &formats, &|_| {}, &mut report);
        let faults: Vec<&str> = report
            .sorted()
            .iter()
            .filter(|said| said.code == "theme")
            .map(|said| &*said.message)
            .collect();
        assert!(faults.is_empty(), "{faults:?}");
        assert!(
            report.has_errors() || made.artifacts.len() == 3,
            "{}",
            Path::new("book").display()
        );
    }
}
