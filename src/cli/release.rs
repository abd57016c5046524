//! `kurras release`: the release of a book's version, or of every book of a library.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use url::Url;

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::library::side_by_side;
use super::make::{epoch, find, levels, wanted};
use super::proof::prove;
use super::sign::{PasswordArgs, secret_key};
use crate::config::Date;
use crate::diagnostic::{Diagnostic, Report, Sources};
use crate::edition::Edition;
use crate::edition::open::open;
use crate::files::Files;
use crate::press;
use crate::release::{
    Bundle, Catalogue, Difference, File, MANIFEST, Manifest, Release, SIGNATURE, SUMS, TEXT, Text, compare, is_bundle,
    seal,
};
use crate::signature::{SecretKey, Signature};
use crate::workspace::{Failure, Shelf, Workspace};

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
    #[arg(long, value_name = "DIR", default_value = "dist")]
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
    let shelf = match Shelf::open(&args.out) {
        Ok(shelf) => shelf,
        Err(failure) => return console.failure(&failure),
    };
    let work = Work {
        epoch,
        signer,
        shelf: &shelf,
        console: &console,
        alone: books.len() == 1,
        taken: Mutex::default(),
        speaking: Mutex::default(),
    };
    let outcome = side_by_side(&books, |book| work.release(book));
    outcome.max(catalogue(&shelf, args, &console))
}

/// The address of a folder, with the slash at its end without which nothing could be told to lie in it.
fn address(text: &str) -> Result<Url, String> {
    let mut url = Url::parse(text).map_err(|error| error.to_string())?;
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

/// Makes the catalogue of all that stands on the shelf, whoever put it there; what has not changed is not written again.
fn catalogue(shelf: &Shelf, args: &Args, console: &Console) -> Outcome {
    let mut found = Catalogue::default();
    for slug in shelf.folders("") {
        for version in shelf.folders(&slug) {
            match shelf.file(&format!("{slug}/{version}/{MANIFEST}")) {
                Ok(json) => {
                    let manifest = json.and_then(|json| Manifest::parse(&json));
                    // One that lies elsewhere than it says is somebody's copy.
                    let in_place = manifest.filter(|manifest| manifest.slug == slug && manifest.version == version);
                    in_place.into_iter().for_each(|manifest| found.add(manifest));
                }
                Err(failure) => return console.failure(&failure),
            }
        }
    }
    let files = match found.files(args.url.as_ref(), args.onix) {
        Ok(files) => files,
        Err(said) => {
            console.refuse(said);
            return Outcome::BookWrong;
        }
    };
    let written = files
        .iter()
        .try_for_each(|(name, bytes)| shelf.write(name, bytes).map(drop));
    written.map_or_else(|failure| console.failure(&failure), |()| Outcome::Done)
}

/// What all books of a run share.
struct Work<'a> {
    epoch: Option<Date>,
    signer: Option<SecretKey>,
    shelf: &'a Shelf,
    console: &'a Console,
    alone: bool,
    /// Which book took a place on the shelf in this run.
    taken: Mutex<BTreeMap<String, PathBuf>>,
    /// Held while a book's messages are written, so that those of two books do not mix.
    speaking: Mutex<()>,
}

/// A set on the shelf.
struct Stands {
    place: PathBuf,
    is_new: bool,
    files: Vec<File>,
}

/// Why there is none.
enum Refusal {
    /// The report says why.
    Said(Outcome),
    Machine(Failure),
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Machine(failure)
    }
}

impl Work<'_> {
    fn release(&self, book: &Path) -> Outcome {
        let (mut sources, mut report) = (Sources::default(), Report::new());
        let released = self.try_release(book, &mut sources, &mut report);
        let speaking = self.speaking.lock();
        self.console.report(&report, &sources);
        let outcome = match released {
            Ok(stands) => {
                if !stands.is_new {
                    self.console
                        .note(&format!("kurras: {} is as it was", stands.place.display()));
                }
                self.console.released(&stands.place, stands.is_new, &stands.files);
                Outcome::Done
            }
            Err(Refusal::Said(outcome)) => outcome,
            Err(Refusal::Machine(failure)) => self.console.failure(&failure),
        };
        drop(speaking);
        outcome
    }

    fn try_release(&self, book: &Path, sources: &mut Sources, report: &mut Report) -> Result<Stands, Refusal> {
        let workspace = Workspace::open(book, report).ok_or(Refusal::Said(Outcome::UsageWrong))?;
        let progress = self.console.progress_if(self.alone);
        progress.step("reading the manuscript");
        let edition = open(&workspace, self.epoch, sources, report).map_err(|fault| Refusal::Said(fault.into()))?;
        let date = date(&edition, &workspace, report)?;
        let place = self.take_place(&edition, book, report)?;
        let before = self.shelf.set(&place)?;
        let previous = self.previous(&edition, before.as_ref())?;
        let release = Release::prepare(&edition, date, workspace.files_read(), previous).map_err(|why| {
            report.add(Diagnostic::error(
                "release",
                format!("the source bundle cannot be packed: {why}"),
            ));
            Refusal::Said(Outcome::BookWrong)
        })?;
        if let Some(before) = before.as_ref().filter(|before| release.is(before)) {
            self.sign(&place, date, before, report)?;
            return Ok(Stands {
                place: self.shelf.path(&place),
                is_new: false,
                files: Vec::new(),
            });
        }
        let made = press::make(&edition, &wanted(&edition, &[]), &|step| progress.step(step), report);
        if !report.has_errors() {
            progress.step("proofreading");
            report.set_levels(levels(&edition, true));
            prove(&edition, &made.artifacts, report);
        }
        if report.has_errors() {
            return Err(Refusal::Said(Outcome::BookWrong));
        }
        progress.step("gathering the release");
        let files = release.make(&made).map_err(|said| {
            report.add(said);
            Refusal::Said(Outcome::BookWrong)
        })?;
        drop(progress);
        self.put(&edition, &place, (before, date), files, report)
    }

    /// The place on the shelf, which no other book of this run may have.
    fn take_place(&self, edition: &Edition, book: &Path, report: &mut Report) -> Result<String, Refusal> {
        let place = format!("{}/{}", edition.config.book.slug, edition.config.book.version);
        let mut taken = self.taken.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(other) = taken.insert(place.clone(), book.to_path_buf()) {
            let message = format!("{} and {} are both {place}", other.display(), book.display());
            report
                .add(Diagnostic::error("same-slug", message).hint("give each book of the library a `slug` of its own"));
            return Err(Refusal::Said(Outcome::UsageWrong));
        }
        Ok(place)
    }

    /// The text of the version before: what this version named when it was first released, else the highest lower version's.
    fn previous(&self, edition: &Edition, before: Option<&BTreeMap<String, Vec<u8>>>) -> Result<Option<Text>, Refusal> {
        let bundle = before.and_then(|set| set.iter().find(|(name, _)| is_bundle(name)));
        if let Some(Ok(bundle)) = bundle.map(|(_, bytes)| Bundle::unpack(bytes)) {
            return Ok(bundle.record.previous);
        }
        let book = &edition.config.book;
        let versions = self.shelf.folders(&book.slug);
        let lower = versions.iter().filter_map(|name| semver::Version::parse(name).ok());
        let Some(version) = lower.filter(|version| *version < book.version).max() else {
            return Ok(None);
        };
        let text = self.shelf.file(&format!("{}/{version}/{TEXT}", book.slug))?;
        Ok(text.and_then(|json| Text::parse(&json)))
    }

    /// Puts the set on the shelf, or finds that it stands there already; one with other bytes is never touched.
    fn put(
        &self,
        edition: &Edition,
        place: &str,
        (before, date): (Option<BTreeMap<String, Vec<u8>>>, Date),
        mut files: Vec<File>,
        report: &mut Report,
    ) -> Result<Stands, Refusal> {
        let is_new = before.is_none();
        let sums = files
            .iter()
            .find(|file| file.name == SUMS)
            .map(|file| file.bytes.as_slice());
        if let (true, Some(key), Some(sums)) = (is_new, &self.signer, sums) {
            files.push(seal(sums, date, key));
        }
        let wanted: Vec<(&str, &[u8])> = files
            .iter()
            .map(|file| (file.name.as_str(), file.bytes.as_slice()))
            .collect();
        if let Some(before) = before {
            let found = before.iter().filter(|(name, _)| *name != SIGNATURE);
            let found = found.map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
            let differences = compare(&wanted.iter().copied().collect(), &found);
            if !differences.is_empty() {
                report.add(self.taken_by_another(edition, place, &differences));
                return Err(Refusal::Said(Outcome::BookWrong));
            }
            self.sign(place, date, &before, report)?;
        } else {
            let book = &edition.config.book;
            self.shelf.put(&book.slug, &book.version.to_string(), &wanted)?;
        }
        Ok(Stands {
            place: self.shelf.path(place),
            is_new,
            files,
        })
    }

    /// Signs a set that stands on the shelf without a signature: the only file that may be added to it. A signature by the same
    /// key stays; one by another is never replaced.
    fn sign(
        &self,
        place: &str,
        date: Date,
        set: &BTreeMap<String, Vec<u8>>,
        report: &mut Report,
    ) -> Result<(), Refusal> {
        let (Some(key), Some(sums)) = (&self.signer, set.get(SUMS)) else {
            return Ok(());
        };
        let name = format!("{place}/{SIGNATURE}");
        let Some(before) = set.get(SIGNATURE) else {
            self.shelf.write(&name, &seal(sums, date, key).bytes)?;
            return Ok(());
        };
        let found = Signature::parse(&String::from_utf8_lossy(before)).map_err(|what| what.to_string());
        let checked = found.and_then(|found| match found.check(&key.public(), sums) {
            Ok(_) => Ok(()),
            Err(why) => Err(why.to_string()),
        });
        checked.map_err(|why| {
            let said = Diagnostic::error("signed-before", format!("the signature that is there {why}"));
            report.add(
                said.in_file(self.shelf.path(&name).to_string_lossy())
                    .hint("a signature is never replaced; if nobody has it yet, take the file away and release again"),
            );
            Refusal::Said(Outcome::BookWrong)
        })
    }

    fn taken_by_another(&self, edition: &Edition, place: &str, differences: &[Difference]) -> Diagnostic {
        let version = &edition.config.book.version;
        let message = format!("version {version} was released before with other bytes");
        let said = Diagnostic::error("released-before", message).in_file(self.shelf.path(place).to_string_lossy());
        let told = differences
            .iter()
            .take(3)
            .fold(said, |said, one| said.hint(format!("{} {one}", one.name())));
        told.hint("a released version stays as it is: raise `version` in book.toml")
            .hint("if nobody has it yet, take the folder away and release again")
    }
}

/// The release's date, without which there is none.
fn date(edition: &Edition, workspace: &Workspace, report: &mut Report) -> Result<Date, Refusal> {
    edition.date.ok_or_else(|| {
        let said = Diagnostic::error("missing-date", "a release needs a date").in_file(workspace.config_name());
        report.add(said.hint("write `date = \"YYYY-MM-DD\"` below [book], or set SOURCE_DATE_EPOCH"));
        Refusal::Said(Outcome::UsageWrong)
    })
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
