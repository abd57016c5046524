//! `kurras build`: the files of a book, or of every book of a library.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::open::open;
use crate::artifact::Format;
use crate::config::Date;
use crate::diagnostic::{Diagnostic, Report, Sources};
use crate::press;
use crate::workspace::{Workspace, library, write_all};

/// Make the files of a book
#[derive(clap::Args)]
pub struct Args {
    /// The book's folder, or a folder of such folders
    #[arg(default_value = "book")]
    book: PathBuf,
    /// Where the files go; the folder is made where it is not there
    #[arg(long, value_name = "DIR", default_value = "dist")]
    out: PathBuf,
    /// Make only these, parted by commas: pdf, booklet, print, epub, txt, cover
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',')]
    only: Vec<Format>,
    /// How messages are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// What is made where nothing is asked for.
pub(super) const USUAL: [Format; 5] = [Format::Pdf, Format::Booklet, Format::Epub, Format::Text, Format::Cover];

/// Builds a book or a library; the gravest outcome of all its books is the answer.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    let epoch = match epoch() {
        Ok(epoch) => epoch,
        Err(said) => {
            let mut report = Report::new();
            report.add(said);
            console.report(&report, &Sources::default());
            return Outcome::UsageWrong;
        }
    };
    let books = library(&args.book).unwrap_or_else(|| vec![args.book.clone()]);
    books
        .iter()
        .map(|book| build(book, args, epoch, &console))
        .max()
        .unwrap_or(Outcome::Done)
}

fn build(book: &Path, args: &Args, epoch: Option<Date>, console: &Console) -> Outcome {
    let (mut sources, mut report) = (Sources::default(), Report::new());
    let Some(workspace) = Workspace::open(book, &mut report) else {
        console.report(&report, &sources);
        return Outcome::UsageWrong;
    };
    let progress = console.progress();
    progress.step("reading the manuscript");
    let edition = match open(&workspace, epoch, &mut sources, &mut report) {
        Ok(edition) => edition,
        Err(outcome) => {
            console.report(&report, &sources);
            return outcome;
        }
    };
    let wanted = if args.only.is_empty() {
        USUAL.to_vec()
    } else {
        args.only.clone()
    };
    let artifacts = press::make(&edition, &wanted, &|step| progress.step(step), &mut report).artifacts;
    drop(progress);
    console.report(&report, &sources);
    if report.has_errors() {
        return Outcome::BookWrong;
    }
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

/// The day that `SOURCE_DATE_EPOCH` names, if it is set.
pub(super) fn epoch() -> Result<Option<Date>, Diagnostic> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Err(_) => Ok(None),
        Ok(text) => text
            .trim()
            .parse()
            .map(|seconds| Some(Date::from_epoch(seconds)))
            .map_err(|_| {
                let message = format!("SOURCE_DATE_EPOCH is \"{text}\", not a number of seconds since 1970");
                Diagnostic::error("environment", message).hint("set it as in SOURCE_DATE_EPOCH=1795305600, or unset it")
            }),
    }
}
