//! A book's files: what is asked of them, wherever they are kept, and a map in memory that answers.

mod memory;
mod pictures;
mod text;

use crate::bounds;
use crate::diagnostic::{Diagnostic, FileId, Message, Report, Sources, Span, said};

pub use memory::MemoryFiles;

/// The name of the file in which a book says what it is.
pub const CONFIG: &str = "book.toml";

/// What lies in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FolderEntry {
    /// Its name, composed (UAX#15, NFC).
    pub name: String,
    /// Whether it is a folder.
    pub is_folder: bool,
}

/// The files of one book. Paths are told from the book's folder, with `/` between the parts; nothing outside of it is read, and names
/// are compared in NFC.
pub trait Files {
    /// The folder's own name.
    fn folder_name(&self) -> String;

    /// The one file that the book is, where it is not all of the folder.
    fn alone(&self) -> Option<&str>;

    /// A file as messages name it.
    fn show(&self, path: &str) -> String;

    /// What lies in a folder, hidden things aside, by code points; nothing where there is no such folder.
    fn entries(&self, folder: &str) -> Vec<FolderEntry>;

    /// Files in the folders that were listed that no text can name, since their names are not Unicode; as far as these can be shown.
    fn unnameable(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether there is a file of this path.
    fn holds(&self, path: &str) -> bool;

    /// The bytes of a file.
    ///
    /// # Errors
    /// Where it lies outside of the folder, is not there, is larger than `largest`, or cannot be read.
    fn bytes(&self, path: &str, largest: u64) -> Result<Vec<u8>, FileProblem>;

    /// The name of `book.toml` as messages name it.
    fn config_name(&self) -> String {
        self.show(CONFIG)
    }

    /// Reads a text.
    fn text(&self, path: &str, sources: &mut Sources, report: &mut Report) -> Option<FileId> {
        let shown = self.show(path);
        match self.bytes(path, bounds::TEXT_BYTES) {
            Ok(bytes) => text::decode(bytes, shown, sources, report),
            Err(problem) => {
                let message = said!("the file {message}", message = problem.message);
                let finding = Diagnostic::error("unreadable-file", message).in_file(shown);
                report.add(finding.hint(problem.hint));
                None
            }
        }
    }

    /// Reads a picture that the manuscript or the configuration names at `span`.
    fn picture(&self, path: &str, span: Option<Span>, report: &mut Report) -> Option<Vec<u8>> {
        match self.bytes(path, bounds::FILE_BYTES) {
            Ok(bytes) => Some(bytes),
            Err(problem) => {
                let code = if problem.outside {
                    "outside-picture"
                } else {
                    "missing-picture"
                };
                let message = said!("the picture \"{path}\" {message}", path, message = problem.message);
                let finding = Diagnostic::warning(code, message).hint(problem.hint);
                report.add(match span {
                    Some(span) => finding.at(span),
                    None => finding.in_file(self.config_name()),
                });
                None
            }
        }
    }

    /// The name from the book's folder of the picture that a manuscript in `folder` names so; none where there is no such file.
    fn picture_name(&self, path: &str, folder: &str) -> Option<String> {
        pictures::picture_names(path, folder)
            .into_iter()
            .find(|name| self.holds(name))
    }

    /// Reads every file of the book's folder of fonts, and of the folders in it, as fonts are unpacked: `Amiri/Amiri-Regular.ttf`.
    fn fonts(&self, report: &mut Report) -> Vec<(String, Vec<u8>)> {
        const FONTS: &str = "fonts";
        let mut found = self.folder(FONTS, report);
        for FolderEntry { name, .. } in self.entries(FONTS).into_iter().filter(|entry| entry.is_folder) {
            let inside = self.folder(&format!("{FONTS}/{name}"), report);
            found.extend(
                inside
                    .into_iter()
                    .map(|(file, bytes)| (format!("{name}/{file}"), bytes)),
            );
        }
        found
    }

    /// Reads every file of a folder in the book (not of folders inside it), by name; nothing where there is no such folder.
    fn folder(&self, folder: &str, report: &mut Report) -> Vec<(String, Vec<u8>)> {
        let files = self.entries(folder).into_iter().filter(|entry| !entry.is_folder);
        let mut found = Vec::new();
        for FolderEntry { name, .. } in files {
            let path = format!("{folder}/{name}");
            match self.bytes(&path, bounds::FILE_BYTES) {
                Ok(bytes) => found.push((name, bytes)),
                Err(problem) => {
                    let finding = Diagnostic::error("unreadable-file", problem.message).in_file(self.show(&path));
                    report.add(finding.hint(problem.hint));
                }
            }
        }
        found
    }
}

/// Why a file cannot be read.
#[derive(Debug, Clone)]
pub struct FileProblem {
    /// What is wrong, as it goes on after the file's name.
    pub message: Message,
    /// What to do about it.
    pub hint: Message,
    /// Whether it lies outside of the book's folder.
    pub outside: bool,
}

impl FileProblem {
    /// A problem with a file of the folder.
    pub fn new(message: impl Into<Message>, hint: impl Into<Message>) -> Self {
        Self {
            message: message.into(),
            hint: hint.into(),
            outside: false,
        }
    }

    /// A path that leads out of the folder.
    pub fn outside(message: &str) -> Self {
        let hint = "put the file into the book's folder and name it from there, as in images/map.png";
        Self {
            outside: true,
            ..Self::new(message, hint)
        }
    }

    /// A file that is not there; `near` is one whose name differs by upper and lower case alone.
    pub fn missing(near: Option<&str>) -> Self {
        match near {
            Some(near) => Self::new(
                "is not there",
                said!("there is one called {near}: upper and lower case letters differ", near),
            ),
            None => Self::new(
                "is not there",
                "look at its name and its folder; upper and lower case letters differ",
            ),
        }
    }

    /// A file of more bytes than are read.
    pub fn too_large(bytes: u64, largest: u64) -> Self {
        let message = said!(
            "is too large: {bytes} MiB of at most {largest}",
            bytes = bytes >> 20,
            largest = largest >> 20
        );
        Self::new(message, "make it smaller, or part it")
    }
}

/// A path from the folder without `.`, doubled `/` and what is decomposed.
///
/// # Errors
/// Where it is an address, absolute, or leads out of the folder.
pub fn inside(path: &str) -> Result<String, FileProblem> {
    if path.contains("://") || path.starts_with("//") || path.starts_with("data:") {
        return Err(FileProblem::outside(
            "is an address; the program reads nothing from a network",
        ));
    }
    let leads_out = path.starts_with('/') || path.split('/').any(|part| part == "..");
    if leads_out || path.contains('\\') || path.contains('\0') {
        return Err(FileProblem::outside("lies outside of the book's folder"));
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    Ok(crate::unicode::nfc(&parts.join("/")))
}

/// Whether a file's name is that of a text in Markdown or a dialect of it.
pub fn is_markdown(name: &str) -> bool {
    ends_in(name, &["md", "markdown", "mdx", "qmd", "rmd"])
}

/// Whether a file's name is that of a plain text, or of a text of the Open Islamicate Texts Initiative: `0310Tabari.Tarikh.Shamela0009783-ara1`.
pub fn is_text(name: &str) -> bool {
    ends_in(name, &["txt"]) || is_openiti(name)
}

/// Whether a name ends in a language and the number of a copy, and then perhaps in how far its markup has come.
fn is_openiti(name: &str) -> bool {
    const STATES: [&str; 3] = [".mARkdown", ".completed", ".inProgress"];
    let name = STATES.iter().find_map(|state| name.strip_suffix(state)).unwrap_or(name);
    let copy = name.rsplit_once('-').filter(|(before, _)| before.contains('.'));
    let is_copy = |copy: &str| {
        let (language, number) = copy.split_at_checked(3).unwrap_or_default();
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        language.bytes().all(|byte| byte.is_ascii_lowercase()) && is_number
    };
    copy.is_some_and(|(_, copy)| is_copy(copy))
}

fn ends_in(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty());
    ending.is_some_and(|(_, ending)| endings.contains(&ending.to_ascii_lowercase().as_str()))
}
