//! Reading a book's folder, and nothing outside of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::diagnostic::{Diagnostic, Report, said};
use crate::files::{CONFIG, FileProblem, Files, FolderEntry, inside};
use crate::system::{EntryKind, Folder};
use crate::unicode::nfc;

use super::Failure;
use super::open::{NotRead, open_below, open_folder_below, read_plain};
use super::write::write_over;

/// A book's folder, or one file of it that is the book.
#[derive(Debug)]
pub struct Workspace {
    /// As the user wrote it, for messages.
    shown: PathBuf,
    /// With links resolved: what every path is held against.
    root: PathBuf,
    /// The same folder, open: what is read is reached from here.
    folder: Folder,
    /// The name of the one file that is the book.
    alone: Option<String>,
    seen: Mutex<Seen>,
}

/// What was looked at so far, by path from the folder.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// What was read: a release's source bundle holds this and nothing else.
    pub(super) read: BTreeMap<String, Vec<u8>>,
    /// What was looked for and is not there.
    pub(super) missing: BTreeSet<String>,
    /// The names that lay in folders.
    pub(super) listed: BTreeMap<String, Vec<FolderEntry>>,
    /// The files in them whose names are not Unicode, as far as they can be shown.
    pub(super) unnameable: BTreeSet<String>,
}

impl Workspace {
    /// Opens a book: a folder, or one file, whose folder then holds its pictures. None, with the reason in the report, where it is
    /// not there.
    pub fn open(path: &Path, report: &mut Report) -> Option<Self> {
        let hint = "give the folder of a book or one file of Markdown, as in `kurras build my-book`";
        let root = match fs::canonicalize(path) {
            Ok(root) => root,
            Err(error) => {
                let message = said!(
                    "cannot open the book {path}: {error}",
                    path = path.display().to_string(),
                    error = error.to_string()
                );
                report.add(Diagnostic::error("missing-book", message).hint(hint));
                return None;
            }
        };
        if root.is_dir() {
            return Self::at(path.to_path_buf(), root, None, report);
        }
        let name = root.file_name().and_then(|name| name.to_str()).map(nfc);
        let (Some(folder), Some(name), true) = (root.parent(), name, root.is_file()) else {
            let message = said!(
                "{path} is neither a folder nor a file that can be read",
                path = path.display().to_string()
            );
            report.add(Diagnostic::error("missing-book", message).hint(hint));
            return None;
        };
        let beside = path.parent().unwrap_or(Path::new(""));
        let alone = (name != CONFIG).then_some(name);
        Self::at(beside.to_path_buf(), folder.to_path_buf(), alone, report)
    }

    fn at(shown: PathBuf, root: PathBuf, alone: Option<String>, report: &mut Report) -> Option<Self> {
        match Folder::open(&root) {
            Ok(folder) => Some(Self {
                shown,
                root,
                folder,
                alone,
                seen: Mutex::default(),
            }),
            Err(error) => {
                let message = said!(
                    "cannot open the folder {folder}: {error}",
                    folder = shown.display().to_string(),
                    error = error.to_string()
                );
                report.add(Diagnostic::error("missing-book", message).hint("look at its permissions"));
                None
            }
        }
    }

    /// Every file that was read so far, by its path from the folder with `/` between the parts.
    pub fn files_read(&self) -> BTreeMap<String, Vec<u8>> {
        self.seen().read.clone()
    }

    /// Where everything lies, or would lie, that was looked at so far.
    pub(super) fn places(&self) -> Vec<PathBuf> {
        let seen = self.seen();
        let paths: Vec<&String> = seen
            .read
            .keys()
            .chain(&seen.missing)
            .chain(seen.listed.keys())
            .collect();
        let place = |path: &&String| self.spelt(path).unwrap_or_else(|| self.root.join(path.as_str()));
        paths.iter().map(place).collect()
    }

    /// Where a file of the book lies on this machine.
    pub fn place(&self, path: &str) -> PathBuf {
        self.spelt(path).unwrap_or_else(|| self.root.join(path))
    }

    /// Puts texts in the place of the book's files, all of them or none. Links are followed, permissions stay.
    ///
    /// # Errors
    /// Where one of them cannot be written.
    pub fn replace(&self, texts: &[(&str, &[u8])]) -> Result<(), Failure> {
        let place = |(path, bytes): &(&str, &[u8])| {
            let gone = || std::io::Error::from(std::io::ErrorKind::NotFound);
            let place = self
                .below(path)
                .map_err(|_| Failure::new("find", Path::new(path))(gone()))?;
            Ok((place, bytes.to_vec()))
        };
        let placed = texts.iter().map(place).collect::<Result<Vec<_>, Failure>>()?;
        write_over(&placed)
    }

    /// What was looked at so far.
    pub(super) fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A path in the folder as it lies on the disk, with its links resolved. Refuses links that lead outside.
    fn below(&self, path: &str) -> Result<PathBuf, FileProblem> {
        let file = fs::canonicalize(self.root.join(path))
            .or_else(|error| self.spelt(path).ok_or(error).and_then(fs::canonicalize));
        let file = file.map_err(|error| self.problem(path, &error))?;
        if file.starts_with(&self.root) {
            Ok(file)
        } else {
            Err(FileProblem::outside(
                "is a link that leads outside of the book's folder",
            ))
        }
    }

    /// A path whose names are spelt on the disk otherwise than composed (macOS and some archives store them decomposed).
    fn spelt(&self, path: &str) -> Option<PathBuf> {
        path.split('/').try_fold(self.root.clone(), |folder, part| {
            let as_told = folder.join(part);
            if as_told.exists() {
                return Some(as_told);
            }
            names(&folder)
                .find(|name| nfc(name) == part)
                .map(|name| folder.join(name))
        })
    }

    fn problem(&self, path: &str, error: &std::io::Error) -> FileProblem {
        if error.kind() != std::io::ErrorKind::NotFound {
            return FileProblem::new(
                said!("cannot be read: {error}", error = error.to_string()),
                "look at its permissions",
            );
        }
        self.seen().missing.insert(path.into());
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        // Of folders that lie outside nothing is told.
        let within = fs::canonicalize(self.root.join(folder))
            .ok()
            .filter(|folder| folder.starts_with(&self.root));
        let near =
            within.and_then(|folder| names(&folder).find(|near| nfc(near).to_lowercase() == name.to_lowercase()));
        FileProblem::missing(near.as_deref())
    }

    /// What is said of a file that was not read.
    fn told(&self, path: &str, problem: NotRead, largest: u64) -> FileProblem {
        match problem {
            NotRead::Link => FileProblem::outside("became a link while it was looked for, which may lead outside"),
            NotRead::NotPlain => FileProblem::new("is a folder or a device, not a file", "name a plain file"),
            NotRead::TooLarge(size) => FileProblem::too_large(size, largest),
            NotRead::System(error) => self.problem(path, &error),
        }
    }

    /// The path from the folder of a place in it.
    fn below_root<'a>(&self, place: &'a Path) -> &'a Path {
        place.strip_prefix(&self.root).unwrap_or(Path::new(""))
    }

    /// What lies in a folder at a place, hidden things aside.
    fn list(&self, place: &Path) -> Result<Vec<FolderEntry>, NotRead> {
        let folder = open_folder_below(&self.folder, self.below_root(place))?;
        let mut entries = Vec::new();
        for entry in folder.entries(usize::MAX)? {
            if entry.name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let Some(name) = entry.name.to_str() else {
                self.seen().unnameable.insert(entry.name.to_string_lossy().into_owned());
                continue;
            };
            let is_folder = match entry.kind {
                EntryKind::Folder => true,
                EntryKind::File => false,
                // A link leads to a folder only if that lies in the book.
                EntryKind::Other => place.join(name).is_dir(),
            };
            entries.push(FolderEntry {
                name: nfc(name),
                is_folder,
            });
        }
        entries.sort();
        Ok(entries)
    }
}

/// The names of all that lies in a folder; nothing where there is none. Names that are not Unicode are left out.
fn names(folder: &Path) -> impl Iterator<Item = String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok())
}

impl Files for Workspace {
    fn folder_name(&self) -> String {
        let name = self.root.file_name().map(|name| name.to_string_lossy());
        name.map(|name| nfc(&name)).unwrap_or_default()
    }

    fn alone(&self) -> Option<&str> {
        self.alone.as_deref()
    }

    fn show(&self, path: &str) -> String {
        self.shown.join(path).to_string_lossy().into_owned()
    }

    fn entries(&self, folder: &str) -> Vec<FolderEntry> {
        let entries = self
            .below(folder)
            .ok()
            .and_then(|place| self.list(&place).ok())
            .unwrap_or_default();
        self.seen().listed.insert(folder.into(), entries.clone());
        entries
    }

    fn unnameable(&self) -> Vec<String> {
        self.seen().unnameable.iter().cloned().collect()
    }

    fn holds(&self, path: &str) -> bool {
        inside(path)
            .and_then(|path| self.below(&path))
            .is_ok_and(|file| file.is_file())
    }

    fn bytes(&self, path: &str, largest: u64) -> Result<Vec<u8>, FileProblem> {
        let path = inside(path)?;
        let place = self.below(&path)?;
        let bytes = open_below(&self.folder, self.below_root(&place)).and_then(|file| read_plain(file, largest));
        let bytes = bytes.map_err(|problem| self.told(&path, problem, largest))?;
        self.seen().read.insert(path, bytes.clone());
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes::Tongue;
    use crate::diagnostic::{Sources, human};

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
        report
            .sorted()
            .into_iter()
            .map(|d| human(d, sources, Tongue::English, false))
            .collect()
    }

    #[cfg(unix)]
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
        let (_dir, workspace) = book(&[("book.toml", b"[book]"), ("images/x.png", b"x"), ("draft.txt", b"")]);
        let (mut sources, mut report) = (Sources::default(), Report::new());
        workspace.text("book.toml", &mut sources, &mut report);
        workspace.picture("./images//x.png", None, &mut report);
        assert_eq!(
            workspace.files_read().into_keys().collect::<Vec<_>>(),
            ["book.toml", "images/x.png"]
        );
    }

    #[test]
    fn a_bad_byte_has_its_line() {
        let (_dir, workspace) = book(&[("a.md", b"one\ntwo\n\xff\n"), ("b.md", b"\xff\xfea\0")]);
        let (mut sources, mut report) = (Sources::default(), Report::new());
        for name in ["a.md", "b.md"] {
            assert!(workspace.text(name, &mut sources, &mut report).is_none());
        }
        let said = said(&report, &sources);
        assert!(said.contains("a.md:3:1") && said.contains("UTF-16"), "{said}");
    }

    #[test]
    fn names_are_found_however_they_are_composed() {
        let (_dir, workspace) = book(&[("e\u{301}te\u{301}/\u{627}\u{653}.png", b"x")]);
        let mut report = Report::new();
        assert!(
            workspace
                .picture("\u{e9}t\u{e9}/\u{622}.png", None, &mut report)
                .is_some()
        );
        assert!(workspace.holds("e\u{301}te\u{301}/\u{627}\u{653}.png"));
        assert_eq!(
            workspace.entries("").first().map(|entry| entry.name.as_str()),
            Some("\u{e9}t\u{e9}")
        );
        assert_eq!(
            workspace.files_read().into_keys().collect::<Vec<_>>(),
            ["\u{e9}t\u{e9}/\u{622}.png"]
        );
    }

    #[test]
    fn a_name_in_other_letter_case_is_told() {
        let (_dir, workspace) = book(&[("Map.PNG", b"x")]);
        let (sources, mut report) = (Sources::default(), Report::new());
        assert!(workspace.picture("map.png", None, &mut report).is_none());
        assert!(said(&report, &sources).contains("called Map.PNG"));
    }

    #[test]
    fn one_file_is_a_book_by_itself() {
        let (dir, _) = book(&[("essay.md", b"x"), ("other.md", b"y")]);
        let workspace = Workspace::open(&dir.path().join("essay.md"), &mut Report::new()).unwrap();
        assert_eq!(workspace.alone(), Some("essay.md"));
        assert!(workspace.holds("other.md") && workspace.show("essay.md").ends_with("essay.md"));
    }
}
