//! `kurras books`: a library as a list, with what is stale.

use std::path::PathBuf;

use super::Outcome;
use super::build::Asked;
use super::console::{Console, MessageFormat};
use super::environment::{epoch, find, program};
use super::tongue::tongue;
use crate::build::{Freshness, MadeFile, NamedBook, Recipe, freshness, told_apart};
use crate::edition::open::Identity;

/// List the books of a library, with what `kurras build` would have to make
///
/// A line a book: whether it is stale (not made yet, or changed since), unchanged or wrong, its folder, and what its files are named by.
/// With the same options as `build`, what is stale is exactly what `build` would make: so make, ninja, GNU parallel or the jobs of a CI
/// can each make one book.
#[derive(clap::Args)]
pub struct Args {
    /// Folders of books, or books
    #[arg(value_name = "DIR")]
    books: Vec<PathBuf>,
    /// Where the files of the books are
    #[arg(short, long, value_name = "DIR", default_value = "dist")]
    out: PathBuf,
    #[command(flatten)]
    asked: Asked,
    /// List only books that are stale
    #[arg(long)]
    stale: bool,
    /// How the list is written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// Lists books; the gravest outcome of all is the answer.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    let epoch = match epoch() {
        Ok(epoch) => epoch,
        Err(said) => return console.refuse(said),
    };
    let recipe = Recipe::new(program(), &args.asked.order(), epoch);
    let books: Vec<NamedBook> = find(&args.books, &console).into_iter().map(NamedBook::read).collect();
    let mut outcome = Outcome::Done;
    for named in &books {
        if let Err((wrong, _)) = &named.identity {
            outcome = outcome.max(*wrong);
        }
        let state = freshness(named, &args.out, &recipe);
        if !args.stale || !matches!(state, Freshness::Unchanged(_)) {
            list(args.message_format, &console, named, &state);
        }
    }
    match told_apart(&books) {
        Ok(()) => outcome,
        Err(said) => console.refuse(said),
    }
}

/// Says how a book stands to its files.
fn list(format: MessageFormat, console: &Console, named: &NamedBook, state: &Freshness) {
    let (shown, book) = (named.book.to_string_lossy(), named.identity.as_ref().ok());
    let why = named.identity.as_ref().err().map(|(_, why)| why.in_tongue(tongue()));
    let (state, made): (_, &[MadeFile]) = match state {
        Freshness::Unchanged(made) => ("unchanged", made),
        Freshness::Stale => ("stale", &[]),
        Freshness::Wrong => ("wrong", &[]),
    };
    let files: Vec<&str> = made.iter().map(|file| file.name.as_str()).collect();
    match format {
        MessageFormat::Human => {
            let what = book.map(|book| format!("{}  {}", book.stem(), book.title));
            console.print(&format!(
                "{state:9}  {shown}  {}",
                what.as_deref().or(why).unwrap_or_default()
            ));
        }
        MessageFormat::Json => {
            let line = serde_json::json!({
                "type": "book", "path": shown, "state": state, "name": book.map(Identity::stem), "title": book.map(|book| &book.title),
                "slug": book.map(|book| &book.slug), "version": book.map(|book| &book.version), "language": book.map(|book| &book.language),
                "files": files, "why": why,
            });
            console.print(&line.to_string());
        }
    }
}
