//! Speed: what the program costs beside the same text in a hand-written Typst file, set by the same crates; and what packing an
//! EPUB costs as the book grows.
//!
//! `cargo bench` runs each maker in a process of its own, in turn, and tells the median of the CPU time (user and system) and
//! the largest memory. Nothing here can fail for being slow: the figures are for people.
#![allow(
    missing_docs,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    clippy::expect_used
)]

mod epub;
mod library;
mod preview;
mod sheets;
mod zine;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use kurras::output::pdf::text_layer;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration as TypstDuration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// How many times each maker is measured, in turn.
const ROUNDS: usize = 5;

/// How often a maker runs each time: the kernel counts in steps of 10 ms.
const RUNS: u64 = 10;

fn main() {
    // Cargo adds an argument of its own.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--plain", out] => plain(&Plain::new(include_str!("essay.typ")), Path::new(out)),
        ["--plain-zine", folder, out] => plain(&Plain::zine(Path::new(folder)), Path::new(out)),
        ["--zine"] => photographs(),
        ["--epub", book, what] => epub::run(Path::new(book), what == "pack"),
        ["--measure", ..] => measure(&args[1..]),
        ["--layer"] => layer(),
        ["--library"] => releases(),
        ["--preview"] => preview::edits(),
        _ => {
            compare();
            grow();
            proving();
            layer();
            releases();
            photographs();
            preview::edits();
        }
    }
}

/// Prints what a zine of photographs costs beside the same ones in a hand-written Typst file.
fn photographs() {
    let this = std::env::current_exe().expect("this program has a path");
    let this = this.to_string_lossy().into_owned();
    let dir = std::env::temp_dir().join(format!("kurras-bench-zine-{}", std::process::id()));
    zine::write(&dir);
    let path = |name: &str| dir.join(name).to_string_lossy().into_owned();
    let (plain, editions, out, pdf) = (path("plain"), path("editions"), path("out"), path("plain.pdf"));
    let kurras = env!("CARGO_BIN_EXE_kurras");
    let makers: [(&str, Vec<&str>); 4] = [
        ("hand-written Typst", vec![&this, "--plain-zine", &plain, &pdf]),
        (
            "build --only pdf",
            vec![kurras, "build", &plain, "--out", &out, "--only", "pdf"],
        ),
        ("build", vec![kurras, "build", &plain, "--out", &out]),
        ("… editions, print", vec![kurras, "build", &editions, "--out", &out]),
    ];
    println!("\n{:22} {:>9} {:>8} {:>9}", "photographs, 24", "CPU ms", "times", "MiB");
    let mut first = None;
    for (name, command) in &makers {
        let mut rounds: Vec<(u64, u64)> = (0..3)
            .map(|_| {
                // What was made before is not made again.
                let _ = std::fs::remove_dir_all(&out);
                measured(1, command)
            })
            .collect();
        rounds.sort_unstable();
        let (time, memory) = (rounds[1].0, rounds.iter().map(|round| round.1).max().unwrap_or(0));
        let times = time as f64 / *first.get_or_insert(time) as f64;
        println!(
            "{name:22} {:>9.0} {times:>8.2} {:>9}",
            time as f64 / 1000.0,
            memory / 1024
        );
    }
    let _ = std::fs::remove_dir_all(&dir);
}

/// What laying out costs, and what the text layer costs after it, for the text once and ten times over: the medians of several
/// rounds in milliseconds. Layout and layer grow alike, in proportion to the text.
fn layer() {
    println!("\n{:22} {:>9} {:>9} {:>9}", "text", "pages", "layout ms", "layer ms");
    for times in [1, 10] {
        let world = Plain::new(&include_str!("essay.typ").repeat(times));
        let mut rounds: Vec<(f64, f64, usize)> = (0..ROUNDS)
            .map(|_| {
                comemo::evict(0);
                let began = Instant::now();
                let document = typst::compile::<PagedDocument>(&world)
                    .output
                    .expect("the text is right");
                let laid_out = began.elapsed();
                let began = Instant::now();
                let mended = text_layer::mend(&document);
                let layer = began.elapsed();
                let pages = mended.document.pages().len();
                (laid_out.as_secs_f64() * 1000.0, layer.as_secs_f64() * 1000.0, pages)
            })
            .collect();
        rounds.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (layout, layer, pages) = rounds[rounds.len() / 2];
        println!("{:22} {pages:>9} {layout:>9.1} {layer:>9.1}", format!("×{times}"));
    }
}

/// Runs every maker in turn, and prints a row for each.
fn compare() {
    let this = std::env::current_exe().expect("this program has a path");
    let this = this.to_string_lossy().into_owned();
    let dir = std::env::temp_dir().join(format!("kurras-bench-{}", std::process::id()));
    std::fs::create_dir_all(&dir).expect("a temporary folder");
    sheets::placing(&dir, include_str!("../../book/essay.md"));
    let out = dir.to_string_lossy().into_owned();
    let plain_pdf = format!("{out}/plain.pdf");
    let kurras = env!("CARGO_BIN_EXE_kurras");
    let book = concat!(env!("CARGO_MANIFEST_DIR"), "/book");
    let lengths = [125, 250, 500];
    let imposed = format!("{out}/sheets.pdf");
    let foreign: Vec<(String, String)> = lengths
        .iter()
        .map(|pages| {
            let path = format!("{out}/{pages}.pdf");
            std::fs::write(&path, sheets::foreign(*pages)).expect("a PDF can be written");
            (format!("impose {pages} pages"), path)
        })
        .collect();
    let mut makers: Vec<(&str, Vec<&str>)> = vec![
        ("hand-written Typst", vec![&this, "--plain", &plain_pdf]),
        (
            "… only pdf, no proof",
            vec![kurras, "build", book, "--out", &out, "--only", "pdf", "--no-proof"],
        ),
        (
            "build --only pdf",
            vec![kurras, "build", book, "--out", &out, "--only", "pdf"],
        ),
        (
            "build --no-proof",
            vec![kurras, "build", book, "--out", &out, "--no-proof"],
        ),
        ("build", vec![kurras, "build", book, "--out", &out]),
    ];
    for (name, path) in &foreign {
        makers.push((name, vec![kurras, "impose", path, "-o", &imposed, "--binding", "right"]));
    }
    let mut rows = vec![Vec::new(); makers.len()];
    for _ in 0..ROUNDS {
        for (row, (_, command)) in rows.iter_mut().zip(&makers) {
            row.push(measured(RUNS, command));
        }
    }
    let median = |row: &mut Vec<(u64, u64)>| {
        row.sort_unstable();
        row[row.len() / 2].0
    };
    let medians: Vec<u64> = rows.iter_mut().map(median).collect();
    println!("{:22} {:>9} {:>8} {:>9}", "maker", "CPU ms", "times", "MiB");
    for (((name, _), row), time) in makers.iter().zip(&rows).zip(&medians) {
        let memory = row.iter().map(|r| r.1).max().unwrap_or(0) / 1024;
        println!(
            "{name:22} {:>9.1} {:>8.2} {memory:>9}",
            *time as f64 / 1000.0,
            *time as f64 / medians[0] as f64
        );
    }
    let _ = std::fs::remove_dir_all(&dir);
}

/// Prints what reading a book costs, and what packing its EPUB adds to it, for books of more and more essays.
fn grow() {
    let this = std::env::current_exe().expect("this program has a path");
    let this = this.to_string_lossy().into_owned();
    let dir = std::env::temp_dir().join(format!("kurras-bench-epub-{}", std::process::id()));
    println!(
        "\n{:22} {:>9} {:>9} {:>9} {:>9}",
        "essays in an EPUB", "read ms", "pack ms", "an essay", "MiB"
    );
    for copies in epub::COPIES {
        let book = dir.join(copies.to_string());
        epub::write(&book, copies);
        let book = book.to_string_lossy().into_owned();
        let runs = (RUNS / u64::from(copies)).max(2);
        let cost = |what| measured(runs, &[this.as_str(), "--epub", &book, what]);
        let ((read, _), (both, memory)) = (cost("read"), cost("pack"));
        let pack = both.saturating_sub(read) as f64 / 1000.0;
        println!(
            "{copies:22} {:>9.1} {pack:>9.1} {:>9.2} {:>9}",
            read as f64 / 1000.0,
            pack / f64::from(copies),
            memory / 1024
        );
    }
    let _ = std::fs::remove_dir_all(&dir);
}

/// Prints what the proof adds to the whole build of books of more and more essays.
fn proving() {
    let dir = std::env::temp_dir().join(format!("kurras-bench-proof-{}", std::process::id()));
    println!(
        "\n{:22} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "essays in a book", "build ms", "proof ms", "share", "MiB", "unproved"
    );
    for copies in [10, 40, 80] {
        let book = dir.join(copies.to_string());
        epub::write(&book, copies);
        let (book, out) = (book.to_string_lossy().into_owned(), dir.to_string_lossy().into_owned());
        let build = [env!("CARGO_BIN_EXE_kurras"), "build", &*book, "--out", &*out];
        let without: Vec<&str> = build.into_iter().chain(["--no-proof"]).collect();
        let ((with, memory), (without, least)) = (measured(2, &build), measured(2, &without));
        let proof = with.saturating_sub(without) as f64 / 1000.0;
        println!(
            "{copies:22} {:>9.1} {proof:>9.1} {:>9.2} {:>9} {:>9}",
            without as f64 / 1000.0,
            proof * 1000.0 / without as f64,
            memory / 1024,
            least / 1024
        );
    }
    let _ = std::fs::remove_dir_all(&dir);
}

/// Prints what releasing a library costs, its books a chapter of the essay each.
fn releases() {
    let dir = std::env::temp_dir().join(format!("kurras-bench-library-{}", std::process::id()));
    let essay = include_str!("../../book/essay.md");
    let chapter: String = essay.lines().take(30).flat_map(|line| [line, "\n"]).collect();
    library::grow(&dir, env!("CARGO_BIN_EXE_kurras"), &chapter);
    let _ = std::fs::remove_dir_all(&dir);
}

/// Measures a command in a process of its own: microseconds of CPU time, KiB of memory.
fn measured(runs: u64, command: &[&str]) -> (u64, u64) {
    let this = std::env::current_exe().expect("this program has a path");
    let said = Command::new(this)
        .args(["--measure", &runs.to_string()])
        .args(command)
        .output()
        .expect("a maker runs");
    assert!(
        said.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&said.stderr)
    );
    let text = String::from_utf8_lossy(&said.stdout);
    let numbers = text.lines().last().unwrap_or_default().split(' ');
    let mut numbers = numbers.filter_map(|number| number.parse::<u64>().ok());
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

/// Runs a command and prints its CPU time in microseconds and its largest memory in KiB, as the kernel counts them for this
/// process's children (proc(5): `cutime` and `cstime` in ticks of 10 ms, so the command runs several times) and for the child.
fn measure(arguments: &[String]) {
    const TICK: u64 = 10_000;
    let (runs, command) = arguments.split_first().expect("how often, and what");
    let runs: u64 = runs.parse().expect("how often");
    let mut memory = 0;
    for _ in 0..runs {
        let mut child = Command::new(&command[0])
            .args(&command[1..])
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("the command starts");
        let facts = format!("/proc/{}/status", child.id());
        let status = loop {
            let text = std::fs::read_to_string(&facts).unwrap_or_default();
            let peak = text
                .lines()
                .find_map(|line| line.strip_prefix("VmHWM:")?.trim().split(' ').next()?.parse().ok());
            memory = memory.max(peak.unwrap_or(0));
            match child.try_wait().expect("the child can be waited for") {
                Some(status) => break status,
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        assert!(status.success(), "{command:?}");
    }
    let text = std::fs::read_to_string("/proc/self/stat").expect("the kernel counts");
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |field: usize| fields.get(field).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
    println!("{} {memory}", (ticks(13) + ticks(14)) * TICK / runs);
}

struct Plain {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    source: Source,
    files: std::collections::BTreeMap<String, Bytes>,
}

impl World for Plain {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() {
            Ok(self.source.clone())
        } else {
            Err(FileError::NotFound("".into()))
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.get(id.vpath().get_without_slash()).cloned();
        found.ok_or_else(|| FileError::NotFound("".into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<TypstDuration>) -> Option<Datetime> {
        None
    }
}

impl Plain {
    fn new(text: &str) -> Self {
        let fonts: [&'static [u8]; 2] = [
            include_bytes!("../../fonts/amiri/Amiri-Regular.ttf"),
            include_bytes!("../../fonts/amiri/Amiri-Bold.ttf"),
        ];
        let fonts: Vec<Font> = fonts
            .into_iter()
            .flat_map(|data| Font::iter(Bytes::new(data)))
            .collect();
        let path = VirtualPath::new("essay.typ").expect("a plain name");
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            source: Source::new(id, text.to_string()),
            files: Default::default(),
        }
    }

    /// The photographs of a folder.
    fn zine(folder: &Path) -> Self {
        let name = |number: usize| format!("{number}.jpg");
        let read = |name: String| {
            let bytes = std::fs::read(folder.join(&name)).expect("a photograph is there");
            (name, Bytes::new(bytes))
        };
        Self {
            files: (1..=zine::PHOTOGRAPHS).map(name).map(read).collect(),
            ..Self::new(&zine::typst())
        }
    }
}

/// Sets the hand-written file, with the promises of the reading PDF.
fn plain(world: &Plain, out: &Path) {
    let document = typst::compile::<PagedDocument>(world)
        .output
        .expect("the hand-written file is right");
    let options = PdfOptions {
        ident: Smart::Custom("bench".into()),
        timestamp: Datetime::from_ymd_hms(2026, 11, 22, 0, 0, 0).map(Timestamp::new_utc),
        standards: PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]).expect("standards that go together"),
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).expect("the hand-written file keeps its promises");
    std::fs::write(out, bytes).expect("the file can be written");
}
