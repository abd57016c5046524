//! `kurras import`: documents of other programs into a new book's folder.

use std::fs;
use std::path::{Path, PathBuf};

use super::console::{Console, MessageFormat};
use super::tongue::tongue;
use crate::artifact::sha256;
use crate::build::{MadeFile, Outcome};
use crate::diagnostic::{Diagnostic, Report, Sources};
use crate::files::inside;
use crate::import::{BookFacts, ImportOptions, Imported, Incoming, book, read};
use crate::locale::LanguageTag;
use crate::unicode::romanise;
use crate::workspace::{is_taken, lies_in, write_folder};

/// The largest document that is read, in bytes.
const LARGEST: u64 = 512 << 20;

const AFTER: &str = "Examples:
  kurras import essay.docx                       a folder essay/ with text.md, book.toml and images/
  kurras import essay.docx -o my-book --lang fa
  kurras import one.docx two.odt page.html -o collection     each a chapter

Then: kurras build my-book";

/// Make a book's folder of documents: Word, OpenDocument, web pages, EPUB, Muse, plain text
///
/// What a document holds that a manuscript cannot is said once a kind, with its number and the first place. Nothing outside of the
/// file is followed, but pictures that lie beside a saved page. A folder that is there already is never written into.
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Args {
    /// The documents: .docx, .odt, .html, .epub, .muse, .txt; several become chapters, in this order
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The book's folder [default: called by the first file's name]
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The book's title [default: what the document says]
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// The book's language (BCP 47) [default: what its letters tell]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// Write all documents into one text
    #[arg(long)]
    into_one: bool,
    /// How messages are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// Imports documents.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    let folder = args
        .out
        .clone()
        .unwrap_or_else(|| PathBuf::from(name_of(args.files.first().map_or(Path::new("book"), PathBuf::as_path))));
    if is_taken(&folder) {
        return console.refuse(taken(&folder).hint(format!("name another folder: `-o {}-2`", folder.display())));
    }
    if let Some(language) = args
        .lang
        .as_deref()
        .filter(|language| LanguageTag::parse(language).is_err())
    {
        let finding = Diagnostic::error("unknown-language", format!("\"{language}\" is no language tag"));
        return console.refuse(finding.hint("say such as ar, fa, he, ur, fr or en"));
    }
    let mut report = Report::new();
    let mut documents = Vec::new();
    for (at, path) in args.files.iter().enumerate() {
        match bytes(path) {
            Ok(bytes) => {
                documents.extend(document(args, (at, path), &bytes, &mut report).map(|read| (name_of(path), read)))
            }
            Err(said) => report.add(said),
        }
    }
    console.report(&report, &Sources::default());
    if report.has_errors() {
        return Outcome::BookWrong;
    }
    let from: Vec<String> = args
        .files
        .iter()
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .collect();
    let told = BookFacts {
        title: args.title.as_deref(),
        language: args.lang.as_deref(),
        into_one: args.into_one,
        from: &from.join(", "),
        tongue: tongue(),
    };
    write(&console, &folder, &book(&documents, told))
}

/// Says that a folder is there already.
pub fn taken(folder: &Path) -> Diagnostic {
    Diagnostic::error("folder-exists", format!("{} is there already", folder.display()))
}

/// Writes a new book's files, and says what to do now.
pub fn write(console: &Console, folder: &Path, files: &[(String, Vec<u8>)]) -> Outcome {
    let paths = match write_folder(folder, files) {
        Ok(paths) => paths,
        Err(failure) => return console.failure(&failure),
    };
    for (path, (name, bytes)) in paths.iter().zip(files) {
        let (format, media_type) = match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "md" => ("manuscript", "text/markdown"),
            "toml" => ("config", "application/toml"),
            "png" => ("picture", "image/png"),
            "jpg" => ("picture", "image/jpeg"),
            "svg" => ("picture", "image/svg+xml"),
            _ => ("picture", "application/octet-stream"),
        };
        let made = MadeFile {
            format: format.into(),
            name: name.clone(),
            media_type: media_type.into(),
            bytes: bytes.len(),
            sha256: sha256(bytes),
            pages: None,
        };
        console.wrote(path, &made);
    }
    let shown = folder.display();
    console.note(&format!(
        "kurras: read the text, change what you like, then: kurras build {shown}"
    ));
    Outcome::Done
}

/// A file's name without its ending, in letters that every machine takes.
fn name_of(path: &Path) -> String {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let name = romanise(&stem);
    if name.is_empty() { "book".into() } else { name }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let said = |why: String| Diagnostic::error("missing-file", format!("cannot read {}: {why}", path.display()));
    let size = fs::metadata(path).map_err(|error| said(error.to_string()))?.len();
    if size > LARGEST {
        return Err(said(format!("it is larger than {} MiB", LARGEST >> 20)));
    }
    fs::read(path).map_err(|error| said(error.to_string()))
}

fn document(args: &Args, (at, path): (usize, &Path), bytes: &[u8], report: &mut Report) -> Option<Imported> {
    let name = path.to_string_lossy();
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let beside = |written: &str| {
        let path = folder.join(inside(written).ok()?);
        let small = fs::metadata(&path).is_ok_and(|facts| facts.is_file() && facts.len() <= LARGEST);
        (small && lies_in(&path, folder))
            .then(|| fs::read(&path).ok())
            .flatten()
    };
    let several = args.files.len() > 1;
    let prefix = if several {
        format!("{:02}-", at + 1)
    } else {
        String::new()
    };
    let incoming = Incoming {
        name: &name,
        bytes,
        beside: &beside,
    };
    let options = ImportOptions {
        language: args.lang.as_deref(),
        prefix: &prefix,
        chapter: several,
    };
    read(&incoming, options, report)
}
