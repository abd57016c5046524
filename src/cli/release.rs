//! `kurras release`: the release of a book's version, or of every book of a library.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use url::Url;

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::environment::{epoch, find};
use super::sign::{PasswordArgs, secret_key};
use crate::build::side_by_side;
use crate::diagnostic::{Diagnostic, Report, Sources};
use crate::publish::{Publication, ReleaseJob, Stopped};
use crate::signature::SecretKey;
use crate::workspace::ReleaseStore;

/// Make the release of a book's version
#[derive(clap::Args)]
#[command(
    after_help = "The release lies in DIR/SLUG/VERSION. A version that was released is never changed: for other bytes, raise the
version in book.toml. The version's date must be known, from book.toml or SOURCE_DATE_EPOCH.

Readers check a release with `kurras verify DIR --key PUB`, or with `minisign -V` and `sha256sum --check`."
)]
pub struct Args {
    /// Books: folders, single files, or folders of books; without any, the book that stands here or above, else `book`
    #[arg(value_name = "BOOK")]
    books: Vec<PathBuf>,
    /// The folder of all releases; it is made where it is not there
    #[arg(short = 'o', long, value_name = "DIR", default_value = "dist")]
    out: PathBuf,
    /// The address from which the folder of all releases is served, for the catalogue's feeds
    #[arg(long, value_name = "URL", value_parser = address)]
    url: Option<Url>,
    /// Tell booksellers of the books too: an ONIX 3.0 message, onix.xml, beside the feeds
    #[arg(long)]
    onix: bool,
    /// Sign SHA256SUMS with this secret key, as minisign keeps it (`kurras key` makes one)
    #[arg(long, value_name = "KEY")]
    sign: Option<PathBuf>,
    #[command(flatten)]
    password: PasswordArgs,
    /// How messages are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// Releases a book or a library, books side by side; the gravest outcome of all is the answer.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    let epoch = match epoch() {
        Ok(epoch) => epoch,
        Err(said) => return console.refuse(said),
    };
    let books = find(&args.books, &console);
    let signer = match signer(args, &books, &console) {
        Ok(signer) => signer,
        Err(said) => return console.refuse(said),
    };
    let store = match ReleaseStore::open(&args.out) {
        Ok(store) => store,
        Err(failure) => return console.failure(&failure),
    };
    let job = ReleaseJob::new(&store, epoch, signer);
    // Held while a book's messages are written, so that those of two books do not mix.
    let speaking = Mutex::new(());
    let outcome = side_by_side(&books, |book| {
        let progress = console.progress_if(books.len() == 1);
        let publication = job.release(book, &|step| progress.step(step));
        drop(progress);
        let _speaking = speaking.lock();
        tell(&console, publication)
    });
    let catalogue = match job.catalogue(args.url.as_ref(), args.onix) {
        Ok(Ok(())) => Outcome::Done,
        Ok(Err(said)) => {
            console.refuse(said);
            Outcome::BookWrong
        }
        Err(failure) => {
            let outcome = console.failure(&failure);
            console.note(
                "kurras: the releases themselves are as they were told above; only the catalogue beside them is not up to date: \
                 release again when there is room",
            );
            outcome
        }
    };
    outcome.max(catalogue)
}

/// Says what came of a book.
fn tell(console: &Console, publication: Publication) -> Outcome {
    console.report(&publication.report, &publication.sources);
    match publication.released {
        Ok(stands) => {
            if !stands.is_new {
                console.note(&format!("kurras: {} is as it was", stands.place.display()));
            }
            console.released(&stands.place, stands.is_new, &stands.files);
            Outcome::Done
        }
        Err(Stopped::Said(outcome)) => outcome,
        Err(Stopped::Machine(failure)) => console.failure(&failure),
    }
}

/// Opens the key that is signed with, where one is named.
fn signer(args: &Args, books: &[PathBuf], console: &Console) -> Result<Option<SecretKey>, Diagnostic> {
    let Some(path) = &args.sign else {
        return Ok(None);
    };
    // No key may lie where books are read or releases are put.
    let given = args.books.iter().chain(books).map(PathBuf::as_path);
    let folders: Vec<&Path> = std::iter::once(args.out.as_path()).chain(given).collect();
    let (key, warnings) = secret_key(path, &args.password, &folders, console)?;
    let mut report = Report::new();
    warnings.into_iter().for_each(|said| report.add(said));
    console.findings(&report, &Sources::default());
    Ok(Some(key))
}

/// The address of a folder, with the slash at its end without which nothing could be told to lie in it.
fn address(text: &str) -> Result<Url, String> {
    let mut url = Url::parse(text).map_err(|_| "not an address such as https://books.example/".to_string())?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("it must begin with https:// or http://".into());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("a folder's address has no ? and no #".into());
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_are_those_of_folders() {
        let read = |text: &str| address(text).map(|url| url.to_string()).ok();
        assert_eq!(read("https://books.example").as_deref(), Some("https://books.example/"));
        assert_eq!(
            read("https://a.example/كتب").as_deref(),
            Some("https://a.example/%D9%83%D8%AA%D8%A8/")
        );
        for wrong in [
            "books.example",
            "file:///books",
            "https://a.example/?b",
            "https://a.example/#c",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
