//! How a job ended.

use crate::edition::open::Fault;

/// How a job ended; of several, the greatest is the gravest. The numbers are the contract's exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// All was done.
    Done = 0,
    /// The book has errors; nothing was written.
    BookWrong = 1,
    /// The command line or `book.toml` is wrong.
    UsageWrong = 2,
    /// The machine failed us: a full disk, a missing permission.
    MachineFailed = 3,
}

impl From<Fault> for Outcome {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Configuration => Outcome::UsageWrong,
            Fault::Manuscript => Outcome::BookWrong,
        }
    }
}
