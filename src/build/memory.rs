//! What `build` remembers of a book in `OUT/.kurras/`, so that an unchanged one need not be made again: what it was made from and with,
//! by checksums, what was made, and what was said.

use std::path::Path;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::told::{MadeFile, Told, formats_in_words};
use crate::artifact::{Format, sha256};
use crate::config::Date;
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
    /// The recipe of this run: what is made, whether it is proved and what that finds refused, and the day.
    pub fn new(formats: &[Format], (proved, strict): (bool, bool), epoch: Option<Date>) -> Self {
        Self {
            program: program().into(),
            formats: formats_in_words(formats),
            proved,
            strict,
            date: epoch.map(|date| date.to_string()),
        }
    }
}

/// The version of this program and the checksum of its file, so that another build of the same version makes books anew.
fn program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let file = std::env::current_exe()
            .ok()
            .and_then(|path| read_one(&path).ok().flatten());
        let sum = file.map_or_else(String::new, |bytes| sha256(&bytes));
        format!("{} {sum}", env!("CARGO_PKG_VERSION"))
    })
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
