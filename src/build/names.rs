//! What the books of a run are called, before any is made: no two may have one name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::outcome::Outcome;
use crate::diagnostic::{Diagnostic, Message, Report, Severity, Sources};
use crate::edition::open::{Identity, identify};
use crate::workspace::Workspace;

/// A book and what it is called, as far as that can be told.
pub struct NamedBook {
    /// Its folder or file.
    pub book: PathBuf,
    /// What it is called; else how the run would end, and why.
    pub identity: Result<Identity, (Outcome, Message)>,
}

impl NamedBook {
    /// Reads what a book is called.
    pub fn read(book: PathBuf) -> Self {
        let identity = identity(&book);
        Self { book, identity }
    }
}

fn identity(book: &Path) -> Result<Identity, (Outcome, Message)> {
    let (mut sources, mut report) = (Sources::default(), Report::new());
    let found = match Workspace::open(book, &mut report) {
        Some(workspace) => identify(&workspace, &mut sources, &mut report).map_err(Outcome::from),
        None => Err(Outcome::UsageWrong),
    };
    match found {
        Ok(identity) if !report.has_errors() => Ok(identity),
        found => {
            let errors = report
                .sorted()
                .into_iter()
                .filter(|said| said.severity == Severity::Error);
            let why = errors.map(|said| said.message.clone()).next().unwrap_or_default();
            Err((found.err().unwrap_or(Outcome::BookWrong), why))
        }
    }
}

/// Whether all books have names of their own.
///
/// # Errors
/// With what to say where two would write the same files.
pub fn told_apart(books: &[NamedBook]) -> Result<(), Diagnostic> {
    let mut taken: BTreeMap<String, &Path> = BTreeMap::new();
    for named in books {
        let Ok(identity) = &named.identity else { continue };
        let stem = identity.stem();
        if let Some(other) = taken.insert(stem.clone(), &named.book) {
            let message = format!(
                "{} and {} are both called {stem}, and so would be their files",
                other.display(),
                named.book.display()
            );
            let finding = Diagnostic::error("same-slug", message).in_file(named.book.to_string_lossy());
            return Err(
                finding.hint("give each book of the library a `slug` of its own, below [book] in its book.toml")
            );
        }
    }
    Ok(())
}
