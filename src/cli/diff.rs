//! `kurras diff`: which paragraphs and words have changed from one version of a book to another.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::environment::epoch;
use crate::build::open_book;
use crate::changes::{LocaleContext, TEXT, VersionText, in_words};
use crate::diagnostic::{Diagnostic, Report, Sources};
use crate::site::changes_page;
use crate::workspace::{read_one, write_one};

/// Tell which paragraphs and words have changed from one version to another
#[derive(clap::Args)]
#[command(
    after_help = "Each of the two is a release's folder, its text.json, or a book's folder.
In the text, [-…-] is what went and {+…+} what came."
)]
pub struct Args {
    /// The version before
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The version after
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Also write a page on which the changes are marked
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// Compares two versions.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(MessageFormat::Human);
    let (old, new) = match (text(&args.old, &console), text(&args.new, &console)) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => return old.err().max(new.err()).unwrap_or(Outcome::UsageWrong),
    };
    let Some(context) = LocaleContext::in_language(&new.language) else {
        let said = format!("\"{}\" is no language's tag", new.language);
        return console.refuse(Diagnostic::error("no-text", said).in_file(args.new.to_string_lossy()));
    };
    console.print(&in_words(&context, Some(&old), &new));
    let page = args.html.as_ref().map(|path| {
        let page = changes_page(&context, &old, &new, None).into_bytes();
        write_one(path, &page)
    });
    match page {
        Some(Err(failure)) => console.failure(&failure),
        _ => Outcome::Done,
    }
}

/// The text of a version, from a release or its text.json, or else from a book as it is now.
fn text(place: &Path, console: &Console) -> Result<VersionText, Outcome> {
    for file in [place.join(TEXT), place.to_path_buf()] {
        let found = match read_one(&file) {
            Ok(found) => found,
            // A folder is not read as a file.
            Err(_) if place.is_dir() => continue,
            Err(failure) => return Err(console.failure(&failure)),
        };
        if let Some(json) = found {
            let said = || Diagnostic::error("no-text", "is not the text of a release").in_file(file.to_string_lossy());
            return VersionText::parse(&json).ok_or_else(|| console.refuse(said()));
        }
    }
    let (mut sources, mut report) = (Sources::default(), Report::new());
    let epoch = epoch().map_err(|said| console.refuse(said))?;
    let edition = open_book(place, epoch, &mut sources, &mut report);
    if edition.is_err() {
        console.findings(&report, &sources);
    }
    edition.map(|edition| VersionText::of(&edition, edition.date_or_earliest()))
}
