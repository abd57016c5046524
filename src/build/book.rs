//! One book of a run: its files made, proved and written, or found to be as they were.

use std::path::{Path, PathBuf};

use super::Steps;
use super::make::{BuildOrder, make};
use super::memory::{Memory, Recipe};
use super::names::NamedBook;
use super::outcome::Outcome;
use super::told::{MadeFile, Told};
use crate::config::Date;
use crate::diagnostic::{Message, Report, Sources};
use crate::edition::Edition;
use crate::edition::open::{Identity, open};
use crate::workspace::{Failure, Workspace, write_all};

/// What all books of a run are built by.
#[derive(Debug)]
pub struct BuildJob<'a> {
    /// What is asked for of each book.
    pub order: &'a BuildOrder,
    /// Where the files go.
    pub out: &'a Path,
    /// The day that `SOURCE_DATE_EPOCH` says.
    pub epoch: Option<Date>,
    /// What decides the files beside the sources.
    pub recipe: Recipe,
    /// Whether unchanged books are made too.
    pub force: bool,
}

/// What came of a book, and all that there is to say of it, in this order.
#[derive(Debug)]
pub struct Built {
    /// What came of it.
    pub result: BookResult,
    /// What was found.
    pub told: Told,
    /// The files that were written, or were there already.
    pub files: Vec<(PathBuf, MadeFile)>,
    /// Where the machine failed.
    pub failure: Option<Failure>,
}

/// What came of one of several books.
#[derive(Debug)]
pub struct BookResult {
    /// Its folder or file.
    pub book: PathBuf,
    /// Whether its files are there.
    pub state: BookState,
    /// Why they are not, in a sentence.
    pub why: Option<Message>,
    /// How the run would end with this book alone.
    pub outcome: Outcome,
}

/// Whether a book's files are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookState {
    /// They were made.
    Made,
    /// They are as they were.
    Unchanged,
    /// They did not come out.
    Failed,
}

impl BuildJob<'_> {
    /// Makes a book, unless nothing would come out otherwise than it is.
    pub fn build(&self, named: &NamedBook, steps: Steps) -> Built {
        let identity = named.identity.as_ref().ok();
        let before = identity.filter(|_| !self.force);
        match before.and_then(|identity| self.recall(&named.book, identity)) {
            Some(built) => built,
            None => self.make(&named.book, identity, steps),
        }
    }

    /// What was said of a book that is as it was.
    fn recall(&self, book: &Path, identity: &Identity) -> Option<Built> {
        let workspace = Workspace::open(book, &mut Report::new())?;
        let memory = Memory::recall(self.out, identity, &self.recipe, &workspace)?;
        let files = memory.made.into_iter();
        Some(Built {
            result: BookResult::of(book, BookState::Unchanged),
            told: memory.told,
            files: files.map(|file| (self.out.join(&file.name), file)).collect(),
            failure: None,
        })
    }

    fn make(&self, book: &Path, identity: Option<&Identity>, steps: Steps) -> Built {
        let mut report = Report::new();
        let Some(workspace) = Workspace::open(book, &mut report) else {
            let told = Told::of_report(&report, &Sources::default());
            let why = report.sorted().first().map(|said| said.message.clone());
            return Built::failed(book, told, Outcome::UsageWrong, why);
        };
        let made = make(&workspace, self.epoch, self.order, steps);
        let artifacts = match made.artifacts {
            Ok(artifacts) => artifacts,
            Err(outcome) => {
                let why = made.told.first_error().cloned();
                return Built::failed(book, made.told, outcome, why);
            }
        };
        let paths = match write_all(self.out, &artifacts) {
            Ok(paths) => paths,
            Err(failure) => return Built::broken(book, made.told, Vec::new(), failure),
        };
        let files: Vec<MadeFile> = artifacts.iter().map(MadeFile::of).collect();
        let written = paths.into_iter().zip(files.iter().cloned()).collect();
        let memory = Memory::new(self.recipe.clone(), &workspace, files, made.told.clone());
        match identity.map(|identity| memory.keep(self.out, identity)) {
            Some(Err(failure)) => Built::broken(book, made.told, written, failure),
            _ => Built {
                result: BookResult::of(book, BookState::Made),
                told: made.told,
                files: written,
                failure: None,
            },
        }
    }
}

impl Built {
    fn failed(book: &Path, told: Told, outcome: Outcome, why: Option<Message>) -> Self {
        Self {
            result: BookResult {
                why,
                outcome,
                ..BookResult::of(book, BookState::Failed)
            },
            told,
            files: Vec::new(),
            failure: None,
        }
    }

    /// A book at which the machine failed.
    fn broken(book: &Path, told: Told, files: Vec<(PathBuf, MadeFile)>, failure: Failure) -> Self {
        let why = Some(failure.to_string().into());
        Self {
            files,
            failure: Some(failure),
            ..Self::failed(book, told, Outcome::MachineFailed, why)
        }
    }
}

impl BookResult {
    fn of(book: &Path, state: BookState) -> Self {
        Self {
            book: book.into(),
            state,
            why: None,
            outcome: Outcome::Done,
        }
    }
}

/// Opens a book as it is now; what is wrong with it is in the report.
///
/// # Errors
/// How a run would end that needs it.
pub fn open_book(
    book: &Path,
    epoch: Option<Date>,
    sources: &mut Sources,
    report: &mut Report,
) -> Result<Edition, Outcome> {
    let workspace = Workspace::open(book, report).ok_or(Outcome::UsageWrong)?;
    open(&workspace, epoch, sources, report).map_err(Outcome::from)
}
