//! `kurras verify`: a release is built again from its own sources and compared, file by file; or every release of a library.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::Outcome;
use super::console::{Console, MessageFormat, counted};
use super::sign::public_key;
use crate::build::side_by_side;
use crate::publish::verify;
use crate::release::releases_in;

/// Build a release again from its sources, and compare; or every release of a library
#[derive(clap::Args)]
#[command(
    after_help = "Three things are checked: that the files are what SHA256SUMS says; with --key, that the publisher has signed SHA256SUMS;
and that the source bundle makes every other file again, byte for byte. Only the signature tells who made a release.

In a folder of releases, such as `kurras release` fills, each DIR/SLUG/VERSION is checked; the pages and feeds beside them belong
to no release. The exit code is 0 where every release is right, 1 where one is not."
)]
pub struct Args {
    /// The release's folder, which holds SHA256SUMS; or a folder of releases
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The publisher's public key, which must have signed SHA256SUMS: a file, or the key itself (RW…)
    #[arg(long, value_name = "PUB")]
    key: Option<String>,
    /// How messages are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// Verifies a release, or every release of a library, side by side; the gravest outcome of all is the answer.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    let key = match args.key.as_deref().map(public_key).transpose() {
        Ok(key) => key,
        Err(said) => return console.refuse(said),
    };
    let releases = releases_in(&args.folder);
    // The releases that are not right. Held while a release's messages are written, so that those of two do not mix.
    let wrong: Mutex<Vec<PathBuf>> = Mutex::default();
    let outcome = side_by_side(&releases, |folder| {
        let progress = console.progress_if(releases.len() == 1);
        let verified = verify(folder, key, &|step| progress.step(step));
        drop(progress);
        let mut wrong = wrong.lock().unwrap_or_else(PoisonError::into_inner);
        console.findings(&verified.report, &verified.sources);
        console.verified(folder, verified.outcome == Outcome::Done, key.as_ref());
        if verified.outcome != Outcome::Done {
            wrong.push(folder.to_path_buf());
        }
        verified.outcome
    });
    if releases.len() != 1 {
        let wrong = wrong.into_inner().unwrap_or_else(PoisonError::into_inner);
        sum_up(&console, &args.folder, releases.len(), wrong);
    }
    outcome
}

/// Says of how many releases what was found.
fn sum_up(console: &Console, folder: &Path, all: usize, mut wrong: Vec<PathBuf>) {
    let (shown, right) = (folder.display(), all - wrong.len());
    if wrong.is_empty() {
        let releases = counted(all, "release");
        console.note(&format!("kurras: {shown}: {releases}, each what its sources make"));
        return;
    }
    wrong.sort();
    console.note(&format!(
        "kurras: {shown}: {right} of {all} releases are what their sources make; not so:"
    ));
    wrong
        .iter()
        .for_each(|release| console.note(&format!("kurras:   {}", release.display())));
}
