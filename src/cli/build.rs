//! `kurras build`: the files of a book, or of every book of a library.

use std::path::PathBuf;

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::environment::{epoch, find, program};
use super::printing;
use crate::artifact::Format;
use crate::build::{BookResult, BuildJob, BuildOrder, Built, NamedBook, Recipe, told_apart};

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
    /// What is asked for of each book.
    pub fn order(&self) -> BuildOrder {
        BuildOrder {
            only: self.only.clone(),
            proof: !self.no_proof,
            strict: self.strict,
        }
    }
}

/// Builds a book or a library; the gravest outcome of all its books is the answer.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    let epoch = match epoch() {
        Ok(epoch) => epoch,
        Err(said) => return console.refuse(said),
    };
    let named: Vec<NamedBook> = find(&args.books, &console).into_iter().map(NamedBook::read).collect();
    if let Err(said) = told_apart(&named) {
        return console.refuse(said);
    }
    let order = args.asked.order();
    let job = BuildJob {
        order: &order,
        out: &args.out,
        epoch,
        recipe: Recipe::new(program(), &order, epoch),
        force: args.force,
    };
    let mut sheets: Vec<String> = Vec::new();
    let build = |named: &NamedBook| {
        let progress = console.progress();
        let built = job.build(named, &|step| progress.step(step));
        drop(progress);
        tell(&console, &built);
        sheets.extend(booklets(&built));
        built.result
    };
    let results: Vec<BookResult> = named.iter().map(build).collect();
    console.summary(&results);
    if let ([_], Some(told)) = (&results[..], printing::told(&sheets)) {
        console.note(&told);
    }
    let outcomes = results.iter().map(|result| result.outcome);
    outcomes.max().unwrap_or(Outcome::Done)
}

/// Says what came of a book.
fn tell(console: &Console, built: &Built) {
    console.tell(&built.told);
    built.files.iter().for_each(|(path, file)| console.wrote(path, file));
    if let Some(failure) = &built.failure {
        console.failure(failure);
    }
}

/// The names of the files that are sheets to print and fold.
fn booklets(built: &Built) -> Vec<String> {
    let booklets = built
        .files
        .iter()
        .filter(|(_, file)| file.format == Format::Booklet.name());
    booklets.map(|(_, file)| file.name.clone()).collect()
}
