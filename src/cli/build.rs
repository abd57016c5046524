//! `kurras build`: the files of a book, or of every book of a library.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::console::{BookResult, Console, MessageFormat};
use super::make::{Made, epoch, find, make};
use super::memory::{Memory, Recipe};
use super::names::{Named, told_apart};
use super::printing;
use super::told::MadeFile;
use crate::artifact::Format;
use crate::config::Date;
use crate::diagnostic::{Report, Sources};
use crate::edition::open::Identity;
use crate::workspace::{Workspace, write_all};

/// Make the files of a book
///
/// Of a library, what came out and what did not is told at the end, and why. A book that is as it was when its files were made is not
/// made again: OUT/.kurras/ remembers what it was made from.
#[derive(clap::Args)]
pub struct Args {
    /// Books: folders, single files, or folders of books; without any, the book that stands here or above, else `book`
    #[arg(value_name = "BOOK")]
    books: Vec<PathBuf>,
    /// Where the files go; the folder is made where it is not there
    #[arg(short, long, value_name = "DIR", default_value = "dist")]
    out: PathBuf,
    #[command(flatten)]
    asked: Asked,
    /// Make unchanged books too
    #[arg(long)]
    force: bool,
    /// How messages are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// What is asked for of each book.
#[derive(clap::Args)]
pub struct Asked {
    /// Make only these, parted by commas: pdf, booklet, print, epub, txt, cover
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',')]
    only: Vec<Format>,
    /// Write the files without reading them against the manuscript
    #[arg(long)]
    no_proof: bool,
    /// Refuse to write files that do not say what the manuscript says
    #[arg(long, conflicts_with = "no_proof")]
    strict: bool,
}

impl Asked {
    /// The recipe of a run that is asked for this.
    pub fn recipe(&self, epoch: Option<Date>) -> Recipe {
        Recipe::new(&self.only, (!self.no_proof, self.strict), epoch)
    }
}

/// Builds a book or a library; the gravest outcome of all its books is the answer.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    let epoch = match epoch() {
        Ok(epoch) => epoch,
        Err(said) => return console.refuse(said),
    };
    let named: Vec<Named> = find(&args.books, &console).into_iter().map(Named::read).collect();
    if let Err(said) = told_apart(&named) {
        return console.refuse(said);
    }
    let run = Run {
        args,
        epoch,
        console: &console,
    };
    let results: Vec<BookResult> = named.iter().map(|named| run.build(named)).collect();
    console.summary(&results);
    if let [result] = &results[..]
        && let Some(told) = printing::told(&result.sheets)
    {
        console.note(&told);
    }
    results
        .iter()
        .map(|result| result.outcome)
        .max()
        .unwrap_or(Outcome::Done)
}

/// What all books of a run share.
struct Run<'a> {
    args: &'a Args,
    epoch: Option<Date>,
    console: &'a Console,
}

impl Run<'_> {
    fn build(&self, named: &Named) -> BookResult {
        let recipe = self.args.asked.recipe(self.epoch);
        let before = named.identity.as_ref().ok().filter(|_| !self.args.force);
        match before.and_then(|identity| self.recall(&named.book, identity, &recipe)) {
            Some(result) => result,
            None => self.make(&named.book, named.identity.as_ref().ok(), recipe),
        }
    }

    /// Says again what was said of a book that is as it was.
    fn recall(&self, book: &Path, identity: &Identity, recipe: &Recipe) -> Option<BookResult> {
        let workspace = Workspace::open(book, &mut Report::new())?;
        let memory = Memory::recall(&self.args.out, identity, recipe, &workspace)?;
        self.console.tell(&memory.told);
        for file in &memory.made {
            self.console.wrote(&self.args.out.join(&file.name), file);
        }
        Some(BookResult::unchanged(book).with_sheets(sheets(&memory.made)))
    }

    fn make(&self, book: &Path, identity: Option<&Identity>, recipe: Recipe) -> BookResult {
        let mut report = Report::new();
        let Some(workspace) = Workspace::open(book, &mut report) else {
            let why = report.sorted().first().map(|said| said.message.clone());
            self.console.report(&report, &Sources::default());
            return BookResult::failed(book, Outcome::UsageWrong, why);
        };
        let asked = &self.args.asked;
        let Made { artifacts, told } = make(
            &workspace,
            self.epoch,
            &asked.only,
            !asked.no_proof,
            asked.strict,
            self.console,
        );
        let artifacts = match artifacts {
            Ok(artifacts) => artifacts,
            Err(outcome) => return BookResult::failed(book, outcome, told.first_error().map(str::to_string)),
        };
        let paths = match write_all(&self.args.out, &artifacts) {
            Ok(paths) => paths,
            Err(failure) => return BookResult::failed(book, self.console.failure(&failure), Some(failure.to_string())),
        };
        let files: Vec<MadeFile> = artifacts.iter().map(MadeFile::of).collect();
        paths
            .iter()
            .zip(&files)
            .for_each(|(path, file)| self.console.wrote(path, file));
        let made = sheets(&files);
        let kept = identity.map(|identity| Memory::new(recipe, &workspace, files, told).keep(&self.args.out, identity));
        match kept {
            Some(Err(failure)) => BookResult::failed(book, self.console.failure(&failure), Some(failure.to_string())),
            _ => BookResult::made(book).with_sheets(made),
        }
    }
}

/// The names of the files that are sheets to print and fold.
fn sheets(files: &[MadeFile]) -> Vec<String> {
    let booklets = files.iter().filter(|file| file.format == Format::Booklet.name());
    booklets.map(|file| file.name.clone()).collect()
}
