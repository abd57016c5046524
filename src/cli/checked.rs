//! Books looked through and mended, and what is said of them.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::Value;

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::differences::differences;
use super::tongue::tongue;
use crate::check::{Dictionaries, MendedText, Typed, check, mend};
use crate::diagnostic::{Location, Message, Report, Safety, Severity, Sources, said, sarif, sarif_results};
use crate::files::{CONFIG, Files, MemoryFiles};
use crate::workspace::Workspace;

/// How messages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people
    Human,
    /// One JSON object a line on standard output
    Json,
    /// SARIF 2.1.0 on standard output, for code hosts and editors
    Sarif,
}

/// What is to be done with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// To say what there is to say.
    Look,
    /// To show what would be mended, by edits that are not safe too or not.
    Show {
        /// Whether by those that are not safe too.
        unsafe_too: bool,
    },
    /// To mend it.
    Mend {
        /// Whether by those that are not safe too.
        unsafe_too: bool,
    },
}

/// What all books of a run share.
pub struct Checking {
    format: CheckFormat,
    wish: Wish,
    console: Console,
    dictionaries: Option<Dictionaries>,
    /// What SARIF has of all books.
    results: Vec<Value>,
}

impl Checking {
    /// Nothing is checked yet.
    pub fn new(format: CheckFormat, wish: Wish, spelling: bool) -> Self {
        let console = Console::new(match format {
            CheckFormat::Json => MessageFormat::Json,
            _ => MessageFormat::Human,
        });
        Self {
            format,
            wish,
            console,
            dictionaries: spelling.then(Dictionaries::new),
            results: Vec::new(),
        }
    }

    /// Where it speaks.
    pub fn console(&self) -> &Console {
        &self.console
    }

    /// Writes what is written once for all books.
    pub fn finish(&self) {
        if self.format == CheckFormat::Sarif {
            let log = serde_json::to_string_pretty(&sarif(&self.results, tongue()));
            self.console.print(&log.unwrap_or_default());
        }
    }

    /// Checks one book.
    pub fn book(&mut self, book: &Path) -> Outcome {
        let mut report = Report::new();
        let Some(workspace) = Workspace::open(book, &mut report) else {
            self.say(&report, &Sources::default());
            return Outcome::UsageWrong;
        };
        let Some(mended) = self.mended(&workspace) else {
            return self.look(&workspace, None);
        };
        if matches!(self.wish, Wish::Show { .. }) {
            mended
                .iter()
                .for_each(|one| self.console.print(&differences(&workspace.show(&one.path), one)));
            return Outcome::Done;
        }
        let texts: Vec<(&str, &[u8])> = mended
            .iter()
            .map(|one| (one.path.as_str(), one.after.as_bytes()))
            .collect();
        if let Err(failure) = workspace.replace(&texts) {
            return self.console.failure(&failure);
        }
        let places: usize = mended.iter().map(|one| one.places).sum();
        if places > 0 {
            self.console.note(done(places, mended.len()).in_tongue(tongue()));
        }
        self.look(&workspace, None)
    }

    /// The text of an editor, from standard input, as a file of its book or by itself.
    pub fn typed(&mut self, path: &Path) -> Outcome {
        let mut bytes = Vec::new();
        if let Err(error) = std::io::stdin().read_to_end(&mut bytes) {
            self.console
                .note(&format!("error: standard input cannot be read: {error}"));
            return Outcome::MachineFailed;
        }
        let (folder, name) = book_of(path);
        let workspace = folder
            .join(CONFIG)
            .is_file()
            .then(|| Workspace::open(&folder, &mut Report::new()))
            .flatten();
        let alone = MemoryFiles::new(&folder.to_string_lossy(), [(name.as_str(), bytes.clone())]);
        let mut typed = Typed::new(workspace.as_ref().map_or(&alone as &dyn Files, |workspace| workspace));
        typed.put(&name, bytes.clone());
        let Some(mended) = self.mended(&typed) else {
            let shown = typed.show(&name);
            return self.look(&typed, Some(&shown));
        };
        let after = mended.iter().find(|one| one.path == name);
        let shows = matches!(self.wish, Wish::Show { .. });
        match after {
            Some(one) if shows => self.console.print(&differences(&typed.show(&name), one)),
            None if shows => {}
            Some(one) => self.console.write(one.after.as_bytes()),
            None => self.console.write(&bytes),
        }
        Outcome::Done
    }

    /// The texts that can be mended; none where nothing was asked to be.
    fn mended(&self, files: &dyn Files) -> Option<Vec<MendedText>> {
        let unsafe_too = match self.wish {
            Wish::Look => return None,
            Wish::Show { unsafe_too } | Wish::Mend { unsafe_too } => unsafe_too,
        };
        let dictionaries = self.dictionaries.as_ref().filter(|_| unsafe_too);
        Some(mend(files, unsafe_too, dictionaries))
    }

    /// Says what is to be said of a book, or of one file of it.
    fn look(&mut self, files: &dyn Files, only: Option<&str>) -> Outcome {
        let (mut sources, mut report) = (Sources::default(), Report::new());
        let checked = check(files, self.dictionaries.as_ref(), &mut sources, &mut report);
        if let Some(only) = only {
            let is_in = |location: &Location| match location {
                Location::Span(span) => sources.name(span.file) == only,
                Location::File(name) => name == only,
                Location::Nowhere => false,
            };
            report.narrow(is_in);
        }
        self.say(&report, &sources);
        match checked {
            Err(fault) => fault.into(),
            Ok(()) if report.has_errors() => Outcome::BookWrong,
            Ok(()) => Outcome::Done,
        }
    }

    fn say(&mut self, report: &Report, sources: &Sources) {
        match self.format {
            CheckFormat::Sarif => {
                let results = report
                    .sorted()
                    .into_iter()
                    .flat_map(|found| sarif_results(found, sources, tongue()));
                self.results.extend(results);
            }
            _ => {
                self.console.findings(report, sources);
                self.console.note(summary(report).in_tongue(tongue()));
            }
        }
    }
}

/// The folder of the book that a file is of, and the file's path from there: the nearest folder above it with a `book.toml`, else its own.
fn book_of(path: &Path) -> (PathBuf, String) {
    let here = |folder: &Path| match folder.as_os_str().is_empty() {
        true => PathBuf::from("."),
        false => folder.to_path_buf(),
    };
    let above = path.ancestors().skip(1);
    let book = above
        .map(|folder| (folder, here(folder)))
        .find(|(_, folder)| folder.join(CONFIG).is_file());
    let (folder, shown) = book.unwrap_or_else(|| {
        let own = path.parent().unwrap_or(Path::new(""));
        (own, here(own))
    });
    let name = path.strip_prefix(folder).unwrap_or(path);
    let parts = name
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    (shown, parts.collect::<Vec<_>>().join("/"))
}

/// How much was mended.
fn done(places: usize, files: usize) -> Message {
    let places = match places {
        1 => said!("1 place"),
        count => said!("{count} places", count),
    };
    let files = match files {
        1 => said!("1 file"),
        count => said!("{count} files", count),
    };
    said!("kurras: mended {places} in {files}", places, files)
}

/// How much was found, and how much of it can be mended.
fn summary(report: &Report) -> Message {
    let severities = [Severity::Error, Severity::Warning, Severity::Note].into_iter();
    let found = severities.filter_map(|severity| counted(severity, report.count(severity)));
    let found = found.reduce(|all, one| said!("{all}, {one}", all, one));
    let said = match found {
        None => said!("kurras: nothing to say"),
        Some(found) => said!("kurras: {found}", found),
    };
    let options = [(Safety::Safe, "--fix"), (Safety::Unsafe, "--unsafe-fixes")];
    options.into_iter().fold(said, |said, (safety, option)| {
        let fixes = report.sorted().into_iter().filter_map(|found| found.fix.as_ref());
        match fixes.filter(|fix| fix.safety == safety).count() {
            0 => said,
            count => said!("{said}; {option} mends {count}", said, option, count),
        }
    })
}

fn counted(severity: Severity, count: usize) -> Option<Message> {
    Some(match (severity, count) {
        (_, 0) => return None,
        (Severity::Error, 1) => said!("1 error"),
        (Severity::Error, _) => said!("{count} errors", count),
        (Severity::Warning, 1) => said!("1 warning"),
        (Severity::Warning, _) => said!("{count} warnings", count),
        (Severity::Note, 1) => said!("1 note"),
        (Severity::Note, _) => said!("{count} notes", count),
    })
}
