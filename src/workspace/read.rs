//! Reading a book's folder, and nothing outside of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{Diagnostic, FileId, Report, Sources, Span};

/// The name of the file that makes a folder a book.
const CONFIG: &str = "book.toml";
/// The largest text that is read, in bytes: a hundred times a long novel.
const LARGEST_TEXT: u64 = 256 << 20;
/// The largest picture or font that is read, in bytes.
const LARGEST_FILE: u64 = 128 << 20;

/// A book's folder.
#[derive(Debug)]
pub struct Workspace {
    /// As the user wrote it, for messages.
    shown: PathBuf,
    /// With links resolved: what every path is held against.
    root: PathBuf,
    /// What was read so far, by path from the folder: a release's source bundle holds this and nothing else.
    read: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Workspace {
    /// Opens a book's folder; none, with the reason in the report, where it is not there or is no folder.
    pub fn open(path: &Path, report: &mut Report) -> Option<Self> {
        let hint = "give the folder that holds book.toml, as in `kurras build my-book`";
        let missing = |message: String| Diagnostic::error("missing-book", message).hint(hint);
        match fs::canonicalize(path) {
            Ok(root) if root.is_dir() => Some(Self {
                shown: path.to_path_buf(),
                root,
                read: Mutex::default(),
            }),
            Ok(_) => {
                report.add(missing(format!("{} is not a folder", path.display())));
                None
            }
            Err(error) => {
                report.add(missing(format!(
                    "cannot open the book's folder {}: {error}",
                    path.display()
                )));
                None
            }
        }
    }

    /// The folder's own name.
    pub fn folder_name(&self) -> String {
        self.root
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    }

    /// A file of the folder as messages name it.
    pub fn show(&self, name: &str) -> String {
        self.shown.join(name).to_string_lossy().into_owned()
    }

    /// The name of `book.toml` as messages name it.
    pub fn config_name(&self) -> String {
        self.show(CONFIG)
    }

    /// Reads `book.toml`.
    pub fn config(&self, sources: &mut Sources, report: &mut Report) -> Option<FileId> {
        if !self.root.join(CONFIG).exists() {
            let message = format!("there is no {}", self.config_name());
            let hint = "make one with two lines: `[book]` and `title = \"…\"`";
            report.add(
                Diagnostic::error("missing-config", message)
                    .in_file(self.config_name())
                    .hint(hint),
            );
            return None;
        }
        self.text(CONFIG, sources, report)
    }

    /// Reads the manuscript: the files named, or every `.md` file of the folder by name; each with its name from the folder.
    pub fn manuscript(&self, named: &[String], sources: &mut Sources, report: &mut Report) -> Vec<(FileId, String)> {
        let names = if named.is_empty() {
            self.markdown_files(report)
        } else {
            named.to_vec()
        };
        if names.is_empty() {
            let message = "there is no manuscript: no file of the folder ends in .md";
            let hint = format!(
                "put one into {}, or name it: `manuscript = [\"…\"]` below [book]",
                self.shown.display()
            );
            report.add(
                Diagnostic::error("missing-manuscript", message)
                    .in_file(self.show("*.md"))
                    .hint(hint),
            );
        }
        names
            .into_iter()
            .filter_map(|name| Some((self.text(&name, sources, report)?, name)))
            .collect()
    }

    /// Reads a picture that the manuscript or the configuration names at `span`.
    pub fn picture(&self, path: &str, span: Option<Span>, report: &mut Report) -> Option<Vec<u8>> {
        match self.bytes(path, LARGEST_FILE) {
            Ok(bytes) => Some(bytes),
            Err(problem) => {
                let code = if problem.outside {
                    "outside-picture"
                } else {
                    "missing-picture"
                };
                let said =
                    Diagnostic::warning(code, format!("the picture \"{path}\" {}", problem.message)).hint(problem.hint);
                report.add(match span {
                    Some(span) => said.at(span),
                    None => said.in_file(self.config_name()),
                });
                None
            }
        }
    }

    /// The name from the book's folder of the picture that a manuscript in `folder` names so; none where there is no such file.
    pub fn picture_name(&self, path: &str, folder: &str) -> Option<String> {
        picture_names(path, folder)
            .into_iter()
            .find(|name| self.below(name).is_ok_and(|file| file.is_file()))
    }

    /// Reads every file of a folder in the book (not of folders inside it), by name; nothing where there is no such folder.
    pub fn folder(&self, folder: &str, report: &mut Report) -> Vec<(String, Vec<u8>)> {
        let names = self.names(folder, |_| true);
        let mut read = |name: &String| match self.bytes(&format!("{folder}/{name}"), LARGEST_FILE) {
            Ok(bytes) => Some((name.clone(), bytes)),
            Err(problem) => {
                let file = self.show(&format!("{folder}/{name}"));
                report.add(
                    Diagnostic::error("unreadable-file", problem.message)
                        .in_file(file)
                        .hint(problem.hint),
                );
                None
            }
        };
        names.iter().filter_map(&mut read).collect()
    }

    fn markdown_files(&self, report: &mut Report) -> Vec<String> {
        let names = self.names("", |name| name.to_lowercase().ends_with(".md"));
        if let Some(name) = names.iter().find(|name| name.contains(char::is_control)) {
            let file = self.show(name);
            report.add(Diagnostic::warning("odd-file-name", "a control character in a file's name").in_file(file));
        }
        names
    }

    /// The names of plain files and of links in a folder, sorted by their code points. Hidden ones are left out.
    fn names(&self, folder: &str, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let entries = fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten();
        let files = entries.filter(|entry| !entry.file_type().is_ok_and(|kind| kind.is_dir()));
        let mut names: Vec<String> = files.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.retain(|name| !name.starts_with('.') && wanted(name));
        names.sort();
        names
    }

    fn text(&self, name: &str, sources: &mut Sources, report: &mut Report) -> Option<FileId> {
        let shown = self.show(name);
        match self.bytes(name, LARGEST_TEXT) {
            Ok(bytes) => decode(bytes, shown, sources, report),
            Err(problem) => {
                let message = format!("the file {}", problem.message);
                report.add(
                    Diagnostic::error("unreadable-file", message)
                        .in_file(shown)
                        .hint(problem.hint),
                );
                None
            }
        }
    }

    fn bytes(&self, path: &str, largest: u64) -> Result<Vec<u8>, Problem> {
        let file = self.below(path)?;
        let facts = fs::metadata(&file).map_err(|error| Problem::system(&error))?;
        if !facts.is_file() {
            return Err(Problem::new("is a folder or a device, not a file", "name a plain file"));
        }
        if facts.len() > largest {
            let message = format!("is too large: {} MiB of at most {}", facts.len() >> 20, largest >> 20);
            return Err(Problem::new(message, "make it smaller, or part it"));
        }
        let bytes = fs::read(&file).map_err(|error| Problem::system(&error))?;
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.insert(from_the_folder(path), bytes.clone());
        Ok(bytes)
    }

    /// Every file that was read so far, by its path from the folder with `/` between the parts.
    pub fn files_read(&self) -> BTreeMap<String, Vec<u8>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A path in the folder with its links resolved. Refuses addresses, absolute paths, `..`, and links that lead outside.
    fn below(&self, path: &str) -> Result<PathBuf, Problem> {
        let hint = "put the file into the book's folder and name it from there, as in images/map.png";
        if path.contains("://") || path.starts_with("//") || path.starts_with("data:") {
            return Err(Problem::outside(
                "is an address; the program reads nothing from a network",
                hint,
            ));
        }
        let inside = Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !inside || path.contains('\\') || path.contains('\0') {
            return Err(Problem::outside("lies outside of the book's folder", hint));
        }
        let file = fs::canonicalize(self.root.join(path)).map_err(|error| Problem::system(&error))?;
        if file.starts_with(&self.root) {
            Ok(file)
        } else {
            Err(Problem::outside(
                "is a link that leads outside of the book's folder",
                hint,
            ))
        }
    }
}

/// Under which names a picture is looked for, in this order: as it is written, with its percent forms resolved and without what
/// an address adds, each from the manuscript's folder and from the book's; and where it is named from a website's root, below the
/// book's folder and below the folders that websites keep such files in.
fn picture_names(path: &str, folder: &str) -> Vec<String> {
    let plain = path.split(['?', '#']).next().unwrap_or(path);
    let written = [
        Some(path.to_string()),
        percent_decode(path),
        Some(plain.to_string()),
        percent_decode(plain),
    ];
    let written: Vec<String> = written.into_iter().flatten().filter(|name| !name.is_empty()).collect();
    let from_root = path.starts_with('/') && !path.starts_with("//");
    let folders: &[&str] = if from_root {
        &["", "static", "public", "assets", "source"]
    } else {
        &[folder, ""]
    };
    let joined = folders.iter().flat_map(|folder| {
        written
            .iter()
            .filter_map(|name| joined(folder, name.trim_start_matches('/')))
    });
    let mut seen = std::collections::BTreeSet::new();
    joined.filter(|name| seen.insert(name.clone())).collect()
}

/// A name from a folder, `.` and `..` resolved; none where it leads out of the book's folder.
fn joined(folder: &str, name: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(name.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The text with percent forms resolved; none where they are no UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        let hex = text
            .get(at + 1..at + 3)
            .filter(|hex| byte == b'%' && hex.bytes().all(|b| b.is_ascii_hexdigit()));
        let decoded = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(decoded.unwrap_or(byte));
        at += if decoded.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).ok()
}

/// A path without `.` and doubled `/`.
fn from_the_folder(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    parts.join("/")
}

/// The books of a library: the folders in `path` that hold a `book.toml`, by name. None where `path` is a book itself, or
/// holds no book.
pub fn library(path: &Path) -> Option<Vec<PathBuf>> {
    if path.join(CONFIG).exists() {
        return None;
    }
    let entries = fs::read_dir(path).ok()?.flatten().map(|entry| entry.path());
    let mut books: Vec<PathBuf> = entries.filter(|folder| folder.join(CONFIG).is_file()).collect();
    books.sort();
    (!books.is_empty()).then_some(books)
}

/// Why a file cannot be read.
struct Problem {
    message: String,
    hint: String,
    outside: bool,
}

impl Problem {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: hint.into(),
            outside: false,
        }
    }

    fn outside(message: &str, hint: &str) -> Self {
        Self {
            outside: true,
            ..Self::new(message, hint)
        }
    }

    fn system(error: &std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::NotFound {
            return Self::new("is not there", "look at its name: upper and lower case letters differ");
        }
        Self::new(format!("cannot be read: {error}"), "look at its permissions")
    }
}

/// Text from bytes: UTF-8 or a finding at the first byte that is not.
fn decode(bytes: Vec<u8>, shown: String, sources: &mut Sources, report: &mut Report) -> Option<FileId> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let said = Diagnostic::error("not-utf8", "the text is not UTF-8; it looks like UTF-16").in_file(shown);
        report.add(said.hint("save it again as UTF-8"));
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(sources.add(shown, text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let good = String::from_utf8_lossy(bytes.get(..valid).unwrap_or_default()).into_owned();
            let byte = bytes.get(valid).copied().unwrap_or_default();
            let file = sources.add(shown, good);
            let message = format!("the text is not UTF-8: byte 0x{byte:02X} at offset {valid}");
            let hint = "save it again as UTF-8 (older Arabic files are often in Windows-1256)";
            report.add(
                Diagnostic::error("not-utf8", message)
                    .at(Span::new(file, valid..valid))
                    .hint(hint),
            );
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::human;

    fn book(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Workspace) {
        let dir = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let workspace = Workspace::open(dir.path(), &mut Report::new()).unwrap();
        (dir, workspace)
    }

    fn said(report: &Report, sources: &Sources) -> String {
        report.sorted().into_iter().map(|d| human(d, sources, false)).collect()
    }

    #[test]
    fn pictures_outside_of_the_folder_are_refused() {
        let (dir, workspace) = book(&[("in.png", b"x")]);
        std::os::unix::fs::symlink("/etc/hostname", dir.path().join("link.png")).unwrap();
        std::os::unix::fs::symlink("in.png", dir.path().join("good.png")).unwrap();
        for path in [
            "/etc/hostname",
            "../x.png",
            "a/../../x.png",
            "https://e.org/x.png",
            "link.png",
            "..\\x.png",
        ] {
            let mut report = Report::new();
            assert!(workspace.picture(path, None, &mut report).is_none(), "{path}");
            assert!(said(&report, &Sources::default()).contains("outside-picture"), "{path}");
        }
        for path in ["in.png", "./in.png", "good.png"] {
            assert!(workspace.picture(path, None, &mut Report::new()).is_some(), "{path}");
        }
    }

    #[test]
    fn pictures_are_looked_for_where_their_authors_mean_them() {
        let (_dir, workspace) = book(&[
            ("a b.png", b"x"),
            ("50%25.png", b"x"),
            ("static/logo.png", b"x"),
            ("part/one/c.png", b"x"),
            ("img/d.png", b"x"),
        ]);
        for (path, folder, found) in [
            ("a%20b.png", "", Some("a b.png")),
            ("./a b.png", "part", Some("a b.png")),
            ("50%25.png", "", Some("50%25.png")),
            ("/logo.png?v=2", "", Some("static/logo.png")),
            ("c.png", "part/one", Some("part/one/c.png")),
            ("../img/d.png", "part", Some("img/d.png")),
            ("../../img/d.png", "part", None),
            ("gone.png", "", None),
        ] {
            assert_eq!(workspace.picture_name(path, folder).as_deref(), found, "{path}");
        }
    }

    #[test]
    fn what_was_read_is_remembered_and_nothing_else() {
        let (_dir, workspace) = book(&[
            ("book.toml", b"[book]"),
            ("a.md", b"a"),
            ("images/x.png", b"x"),
            ("draft.txt", b""),
        ]);
        let (mut sources, mut report) = (Sources::default(), Report::new());
        workspace.config(&mut sources, &mut report);
        workspace.manuscript(&[], &mut sources, &mut report);
        workspace.picture("./images//x.png", None, &mut report);
        assert_eq!(
            workspace.files_read().into_keys().collect::<Vec<_>>(),
            ["a.md", "book.toml", "images/x.png"]
        );
    }

    #[test]
    fn a_bad_byte_has_its_line() {
        let (_dir, workspace) = book(&[("a.md", b"one\ntwo\n\xff\n"), ("b.md", b"\xff\xfea\0")]);
        let (mut sources, mut report) = (Sources::default(), Report::new());
        assert!(workspace.manuscript(&[], &mut sources, &mut report).is_empty());
        let said = said(&report, &sources);
        assert!(said.contains("a.md:3:1") && said.contains("UTF-16"), "{said}");
    }

    #[test]
    fn the_manuscript_is_every_markdown_file_by_name() {
        let (_dir, workspace) = book(&[("2.md", b"b"), ("1.md", b"a"), ("note.txt", b"x"), (".hidden.md", b"h")]);
        let (mut sources, mut report) = (Sources::default(), Report::new());
        let files = workspace.manuscript(&[], &mut sources, &mut report);
        let texts: Vec<_> = files.iter().map(|(file, _)| sources.text(*file).to_string()).collect();
        assert_eq!(texts, ["a", "b"]);
        assert!(!report.has_errors());
    }

    #[test]
    fn a_folder_is_not_a_manuscript() {
        let (_dir, workspace) = book(&[("book.md/x", b"")]);
        let (mut sources, mut report) = (Sources::default(), Report::new());
        assert!(workspace.manuscript(&[], &mut sources, &mut report).is_empty());
        assert!(report.has_errors());
    }
}
