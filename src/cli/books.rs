//! `kurras books`: a library as a list, with what is stale.

use std::path::PathBuf;

use super::Outcome;
use super::build::Asked;
use super::console::{Console, MessageFormat};
use super::make::{epoch, find};
use super::memory::{Memory, Recipe};
use super::names::{Named, told_apart};
use crate::diagnostic::Report;
use crate::edition::open::Identity;
use crate::workspace::Workspace;

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

/// How a book stands to its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Unchanged,
    Stale,
    Wrong,
}

/// Lists books; the gravest outcome of all is the answer.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    let epoch = match epoch() {
        Ok(epoch) => epoch,
        Err(said) => return console.refuse(said),
    };
    let recipe = args.asked.recipe(epoch);
    let books: Vec<Named> = find(&args.books, &console).into_iter().map(Named::read).collect();
    let mut outcome = Outcome::Done;
    for named in &books {
        let memory = named
            .identity
            .as_ref()
            .ok()
            .and_then(|identity| recall(args, named, identity, &recipe));
        let (state, why) = match (&named.identity, &memory) {
            (Err((wrong, why)), _) => {
                outcome = outcome.max(*wrong);
                (State::Wrong, Some(why.as_str()))
            }
            (Ok(_), Some(_)) => (State::Unchanged, None),
            (Ok(_), None) => (State::Stale, None),
        };
        if args.stale && state == State::Unchanged {
            continue;
        }
        let files: Vec<&str> = memory
            .iter()
            .flat_map(|memory| &memory.made)
            .map(|file| file.name.as_str())
            .collect();
        tell(args.message_format, &console, named, state, why, &files);
    }
    match told_apart(&books) {
        Ok(()) => outcome,
        Err(said) => console.refuse(said),
    }
}

fn recall(args: &Args, named: &Named, identity: &Identity, recipe: &Recipe) -> Option<Memory> {
    let workspace = Workspace::open(&named.book, &mut Report::new())?;
    Memory::recall(&args.out, identity, recipe, &workspace)
}

fn tell(format: MessageFormat, console: &Console, named: &Named, state: State, why: Option<&str>, files: &[&str]) {
    let (shown, book) = (named.book.to_string_lossy(), named.identity.as_ref().ok());
    let state = match state {
        State::Unchanged => "unchanged",
        State::Stale => "stale",
        State::Wrong => "wrong",
    };
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
