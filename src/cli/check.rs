//! `kurras check`: what is to be said of a book's text, and the text mended.

use std::path::PathBuf;

use super::Outcome;
use super::checked::{CheckFormat, Checking, Wish};
use super::environment::find;

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

/// Checks a book or a library; the gravest outcome of all its books is the answer.
pub fn run(args: &Args) -> Outcome {
    let wish = match (args.diff, args.fix, args.unsafe_fixes) {
        (true, _, unsafe_too) => Wish::Show { unsafe_too },
        (false, false, false) => Wish::Look,
        (false, _, unsafe_too) => Wish::Mend { unsafe_too },
    };
    let mut checking = Checking::new(args.message_format, wish, !args.no_spelling);
    let outcome = match &args.path {
        Some(path) => checking.typed(path),
        None => {
            let books = find(&args.books, checking.console());
            books
                .iter()
                .map(|book| checking.book(book))
                .max()
                .unwrap_or(Outcome::Done)
        }
    };
    checking.finish();
    outcome
}
