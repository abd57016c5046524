//! What `build` remembers of a book in `OUT/.kurras/`, so that an unchanged one need not be made again: what it was made from and with,
//! by checksums, what was made, and what was said.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::make::BuildOrder;
use super::names::NamedBook;
use super::told::{MadeFile, Told};
use crate::artifact::{Format, sha256};
use crate::config::Date;
use crate::diagnostic::Report;
use crate::edition::open::Identity;
use crate::workspace::{Failure, Looked, Workspace, read_one, write_into};

/// The folder in the output folder that holds what is remembered.
const FOLDER: &str = ".kurras";

/// What decides a book's files beside its sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    /// The program: its version and the checksum of its file.
    program: String,
    /// What was asked for.
    formats: String,
    /// Whether the files were read against the manuscript.
    proved: bool,
    /// Whether what that finds is refused.
    strict: bool,
    /// The day that `SOURCE_DATE_EPOCH` says.
    date: Option<String>,
}

impl Recipe {
    /// The recipe of a run by this `program` (its version and the checksum of its file, so that another build of the same version makes
    /// books anew), and the day that `SOURCE_DATE_EPOCH` says.
    pub fn new(program: String, order: &BuildOrder, epoch: Option<Date>) -> Self {
        Self {
            program,
            formats: in_words(&order.only),
            proved: order.proof,
            strict: order.strict,
            date: epoch.map(|date| date.to_string()),
        }
    }
}

/// Formats as one word, for what tells recipes apart.
fn in_words(formats: &[Format]) -> String {
    if formats.is_empty() {
        return "usual".into();
    }
    formats.iter().map(|format| format.name()).collect::<Vec<_>>().join(",")
}

/// What is remembered of one book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    recipe: Recipe,
    looked: Looked,
    /// What was made.
    pub made: Vec<MadeFile>,
    /// What was said.
    pub told: Told,
}

impl Memory {
    /// What is to be remembered.
    pub fn new(recipe: Recipe, workspace: &Workspace, made: Vec<MadeFile>, told: Told) -> Self {
        Self {
            recipe,
            looked: workspace.looked(),
            made,
            told,
        }
    }

    /// What is remembered of a book, if it would come out the same: from the same sources, by the same recipe, and its files are still
    /// what they were.
    pub fn recall(out: &Path, book: &Identity, recipe: &Recipe, workspace: &Workspace) -> Option<Self> {
        let text = read_one(&out.join(FOLDER).join(name(book))).ok().flatten()?;
        let memory: Self = serde_json::from_slice(&text).ok()?;
        let intact = |file: &MadeFile| {
            let bytes = read_one(&out.join(&file.name)).ok().flatten();
            bytes.is_some_and(|bytes| sha256(&bytes) == file.sha256)
        };
        let same = memory.recipe == *recipe && memory.looked.still_is(workspace) && memory.made.iter().all(intact);
        same.then_some(memory)
    }

    /// Writes it down.
    ///
    /// # Errors
    /// Where the machine does not let us.
    pub fn keep(&self, out: &Path, book: &Identity) -> Result<(), Failure> {
        let text = serde_json::to_vec(self).unwrap_or_default();
        write_into(&out.join(FOLDER), &name(book), &text).map(drop)
    }
}

/// The name of the file in which a book is remembered, after what its files are named by.
fn name(book: &Identity) -> String {
    format!("{}.json", book.stem())
}

/// How a book stands to its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Freshness {
    /// They would come out as they are.
    Unchanged(Vec<MadeFile>),
    /// They were not made yet, or something has changed since.
    Stale,
    /// They cannot be made.
    Wrong,
}

/// How a book stands to its files in the folder `out`, if they were made by a recipe.
pub fn freshness(named: &NamedBook, out: &Path, recipe: &Recipe) -> Freshness {
    let Ok(identity) = &named.identity else {
        return Freshness::Wrong;
    };
    let memory = Workspace::open(&named.book, &mut Report::new())
        .and_then(|workspace| Memory::recall(out, identity, recipe, &workspace));
    memory.map_or(Freshness::Stale, |memory| Freshness::Unchanged(memory.made))
}
