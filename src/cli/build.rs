//! `kurras build`: the files of a book, or of every book of a library.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::make::{for_each_book, make};
use crate::artifact::Format;
use crate::config::Date;
use crate::workspace::write_all;

/// Make the files of a book
#[derive(clap::Args)]
pub struct Args {
    /// Books: folders, single files, or folders of books; without any, the book that stands here or above, else `book`
    #[arg(value_name = "BOOK")]
    books: Vec<PathBuf>,
    /// Where the files go; the folder is made where it is not there
    #[arg(long, value_name = "DIR", default_value = "dist")]
    out: PathBuf,
    /// Make only these, parted by commas: pdf, booklet, print, epub, txt, cover
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',')]
    only: Vec<Format>,
    /// Write the files without reading them against the manuscript
    #[arg(long)]
    no_proof: bool,
    /// How messages are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// Builds a book or a library; the gravest outcome of all its books is the answer.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    for_each_book(&args.books, &console, |book, epoch| build(book, args, epoch, &console))
}

fn build(book: &Path, args: &Args, epoch: Option<Date>, console: &Console) -> Outcome {
    let artifacts = match make(book, epoch, &args.only, !args.no_proof, false, console) {
        Ok(artifacts) => artifacts,
        Err(outcome) => return outcome,
    };
    match write_all(&args.out, &artifacts) {
        Ok(paths) => {
            paths
                .iter()
                .zip(&artifacts)
                .for_each(|(path, artifact)| console.wrote(path, artifact));
            Outcome::Done
        }
        Err(failure) => console.failure(&failure),
    }
}
