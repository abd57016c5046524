//! `kurras check`: what is to be said of a book's text, and the text mended.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::Value;

use super::Outcome;
use super::console::{Console, MessageFormat, counted};
use super::differences::differences;
use super::make::find;
use crate::check::{Dictionaries, Mended, Typed, check, mend};
use crate::diagnostic::{Location, Report, Safety, Severity, Sources, sarif, sarif_result};
use crate::files::{CONFIG, Files, MemoryFiles};
use crate::workspace::Workspace;

/// Look a book's text through: signs, spaces, letters, spelling; and mend it
///
/// Nothing is laid out and nothing is written, unless --fix or --unsafe-fixes asks for it. `kurras explain CODE` says what a finding
/// means. A comment <!-- kurras: allow CODE --> keeps a finding from being said of the paragraph around it or below it, and [lint] in
/// book.toml of the whole book.
#[derive(clap::Args)]
pub struct Args {
    /// Books: folders, single files, or folders of books; without any, the book that stands here or above, else `book`
    #[arg(value_name = "BOOK")]
    books: Vec<PathBuf>,
    /// Mend what can be mended without changing a letter: spaces, signs and marks
    #[arg(long)]
    fix: bool,
    /// Mend what changes letters or words too: look at each with --diff first
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what would be mended, and write nothing
    #[arg(long)]
    diff: bool,
    /// Look no word up in dictionaries
    #[arg(long)]
    no_spelling: bool,
    /// Read one text from standard input, as an editor has it; with --fix, the mended text goes to standard output
    #[arg(long, requires = "path", conflicts_with = "books")]
    stdin: bool,
    /// The file that the text of --stdin belongs to
    #[arg(long, value_name = "FILE", requires = "stdin")]
    path: Option<PathBuf>,
    /// How messages are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: CheckFormat,
}

/// How messages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// For people
    Human,
    /// One JSON object a line on standard output
    Json,
    /// SARIF 2.1.0 on standard output, for code hosts and editors
    Sarif,
}

/// Checks a book or a library; the gravest outcome of all its books is the answer.
pub fn run(args: &Args) -> Outcome {
    let format = match args.message_format {
        CheckFormat::Json => MessageFormat::Json,
        _ => MessageFormat::Human,
    };
    let console = Console::new(format);
    let mut run = Run {
        args,
        console: &console,
        dictionaries: (!args.no_spelling).then(Dictionaries::new),
        results: Vec::new(),
    };
    let outcome = match &args.path {
        Some(path) => run.typed(path),
        None => {
            let books = find(&args.books, &console);
            books.iter().map(|book| run.book(book)).max().unwrap_or(Outcome::Done)
        }
    };
    if args.message_format == CheckFormat::Sarif {
        console.print(&serde_json::to_string_pretty(&sarif(&run.results)).unwrap_or_default());
    }
    outcome
}

/// What all books of a run share.
struct Run<'a> {
    args: &'a Args,
    console: &'a Console,
    dictionaries: Option<Dictionaries>,
    /// What SARIF has of all books.
    results: Vec<Value>,
}

impl Run<'_> {
    fn book(&mut self, book: &Path) -> Outcome {
        let mut report = Report::new();
        let Some(workspace) = Workspace::open(book, &mut report) else {
            self.say(&report, &Sources::default());
            return Outcome::UsageWrong;
        };
        if !self.mends() {
            return self.look(&workspace, None);
        }
        let mended = self.mended(&workspace);
        if self.args.diff {
            mended.iter().for_each(|one| self.console.print(&differences(&workspace.show(&one.path), one)));
            return Outcome::Done;
        }
        let texts: Vec<(&str, &[u8])> = mended.iter().map(|one| (one.path.as_str(), one.after.as_bytes())).collect();
        if let Err(failure) = workspace.replace(&texts) {
            return self.console.failure(&failure);
        }
        let places = mended.iter().map(|one| one.places).sum();
        if places > 0 {
            let (places, files) = (counted(places, "place"), counted(mended.len(), "file"));
            self.console.note(&format!("kurras: mended {places} in {files}"));
        }
        self.look(&workspace, None)
    }

    /// The text of an editor, as a file of its book or by itself.
    fn typed(&mut self, path: &Path) -> Outcome {
        let mut bytes = Vec::new();
        if let Err(error) = std::io::stdin().read_to_end(&mut bytes) {
            self.console.note(&format!("error: standard input cannot be read: {error}"));
            return Outcome::MachineFailed;
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let workspace = folder.join(CONFIG).is_file().then(|| Workspace::open(folder, &mut Report::new())).flatten();
        let alone = MemoryFiles::new(&folder.to_string_lossy(), [(name.as_str(), bytes.clone())]);
        let mut typed = Typed::new(workspace.as_ref().map_or(&alone as &dyn Files, |workspace| workspace));
        typed.put(&name, bytes.clone());
        if !self.mends() {
            let shown = typed.show(&name);
            return self.look(&typed, Some(&shown));
        }
        let mended = self.mended(&typed);
        let after = mended.iter().find(|one| one.path == name);
        match after {
            Some(one) if self.args.diff => self.console.print(&differences(&typed.show(&name), one)),
            None if self.args.diff => {}
            Some(one) => self.console.write(one.after.as_bytes()),
            None => self.console.write(&bytes),
        }
        Outcome::Done
    }

    fn mends(&self) -> bool {
        self.args.fix || self.args.unsafe_fixes || self.args.diff
    }

    fn mended(&self, files: &dyn Files) -> Vec<Mended> {
        let dictionaries = self.dictionaries.as_ref().filter(|_| self.args.unsafe_fixes);
        mend(files, self.args.unsafe_fixes, dictionaries)
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
            report.retain(|found| is_in(&found.location));
        }
        self.say(&report, &sources);
        match checked {
            Err(fault) => fault.into(),
            Ok(()) if report.has_errors() => Outcome::BookWrong,
            Ok(()) => Outcome::Done,
        }
    }

    fn say(&mut self, report: &Report, sources: &Sources) {
        match self.args.message_format {
            CheckFormat::Sarif => {
                let results = report.sorted().into_iter().map(|found| sarif_result(found, sources));
                self.results.extend(results);
            }
            _ => {
                self.console.findings(report, sources);
                self.console.note(&summary(report));
            }
        }
    }
}

/// How much was found, and how much of it can be mended.
fn summary(report: &Report) -> String {
    let count = |severity| report.count(severity);
    let found = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let found: Vec<String> = found
        .into_iter()
        .filter(|(severity, _)| count(*severity) > 0)
        .map(|(severity, word)| counted(count(severity), word))
        .collect();
    let mended = |safety: Safety| {
        let fixes = report.sorted().into_iter().filter_map(|found| found.fix.as_ref());
        fixes.filter(|fix| fix.safety == safety).count()
    };
    let mut text = match found.as_slice() {
        [] => "kurras: nothing to say".to_string(),
        found => format!("kurras: {}", found.join(", ")),
    };
    for (safety, option) in [(Safety::Safe, "--fix"), (Safety::Unsafe, "--unsafe-fixes")] {
        if mended(safety) > 0 {
            text += &format!("; {option} mends {}", mended(safety));
        }
    }
    text
}
