//! `kurras proof`: every word of the manuscript, in every output.

use std::path::PathBuf;

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::environment::{epoch, find};
use crate::artifact::Format;
use crate::build::{BuildOrder, make};
use crate::diagnostic::{Report, Sources};
use crate::workspace::Workspace;

/// Read the files of a book against its manuscript, word by word
///
/// The files are made in memory, taken apart and compared with the manuscript; nothing is written. PDFs are compared without
/// vowel marks and punctuation, the EPUB and the text exactly. `build` does the same before it writes.
#[derive(clap::Args)]
pub struct Args {
    /// Books: folders, single files, or folders of books; without any, the book that stands here or above, else `book`
    #[arg(value_name = "BOOK")]
    books: Vec<PathBuf>,
    /// Prove only these, parted by commas: pdf, booklet, print, epub, txt
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',')]
    only: Vec<Format>,
    /// How messages are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// Proves a book or a library; the gravest outcome of all its books is the answer.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    let epoch = match epoch() {
        Ok(epoch) => epoch,
        Err(said) => return console.refuse(said),
    };
    let order = BuildOrder {
        only: args.only.clone(),
        proof: true,
        strict: true,
    };
    let prove = |book: &PathBuf| {
        let mut report = Report::new();
        let Some(workspace) = Workspace::open(book, &mut report) else {
            console.report(&report, &Sources::default());
            return Outcome::UsageWrong;
        };
        let progress = console.progress();
        let made = make(&workspace, epoch, &order, &|step| progress.step(step));
        drop(progress);
        console.tell(&made.told);
        made.artifacts.map_or_else(|outcome| outcome, |_| Outcome::Done)
    };
    let books = find(&args.books, &console);
    books.iter().map(prove).max().unwrap_or(Outcome::Done)
}
