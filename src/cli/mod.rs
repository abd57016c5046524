//! The command line: one file a verb. The only room that prints, reads the environment or knows exit codes.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "speaking with the user and the environment is this room's work"
)]

mod books;
mod build;
mod calibrate;
mod check;
mod checked;
mod console;
mod diff;
mod differences;
mod environment;
mod explain;
mod fonts;
mod import;
mod impose;
mod imposed;
mod key;
mod manual;
mod new;
mod preview;
mod printing;
mod proof;
mod release;
mod schema;
mod sheet_args;
mod sheets;
mod sign;
mod terminal;
mod themes;
mod tongue;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::build::Outcome;

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(outcome as u8)
    }
}

const ABOUT: &str = "Makes a publication from a manuscript: a typeset PDF, a booklet to fold, an EPUB, plain text and a cover.

Kurras is made for Arabic and other right-to-left languages. It works offline and reads nothing outside the book's folder.";

const AFTER: &str =
    "A book is a folder of texts in Markdown, or one such text. A book.toml beside them says what the book is:

  [book]
  title = \"…\"          else taken from the front matter, the first heading or the file's name
  authors = [\"…\"]
  language = \"ar\"

Exit codes: 0 done; 1 the book has errors; 2 the command line or book.toml is wrong; 3 the machine failed.
The environment variables NO_COLOR, SOURCE_DATE_EPOCH and MINISIGN_PASSWORD are honoured.";

#[derive(Parser)]
#[command(name = "kurras", version, about = ABOUT.lines().next(), long_about = ABOUT, after_help = AFTER, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Begin a book from a template
    New(new::Args),
    /// Make a book's folder of documents: Word, OpenDocument, web pages, EPUB, Muse, plain text
    Import(import::Args),
    /// Make the files of a book
    Build(build::Args),
    /// List the books of a library, with what is stale
    Books(books::Args),
    /// Look a book's text through: signs, spaces, letters, spelling; and mend it
    Check(check::Args),
    /// Show a book in a browser while it is written
    Preview(preview::Args),
    /// Read the files of a book against its manuscript, word by word
    Proof(proof::Args),
    /// Place the pages of any PDF on sheets that fold right
    Impose(Box<impose::Args>),
    /// Make a sheet that shows whether a printer flips, scales, shifts or clips
    Calibrate(calibrate::Args),
    /// Make the release of a book's version: all its files, with sources, checksums and a page
    Release(release::Args),
    /// Build a release again from its sources, and compare
    Verify(verify::Args),
    /// Make a pair of keys to sign releases with
    Key(key::Args),
    /// Tell which paragraphs and words have changed from one version to another
    Diff(diff::Args),
    /// Say what a finding means, why it matters and what to do about it
    Explain(explain::Args),
    /// List the fonts at hand, with their licences
    Fonts(fonts::Args),
    /// List the themes
    Themes,
    /// Print a JSON Schema of book.toml, for editors
    Schema,
    /// Print what completes commands in a shell
    Completions(manual::Completions),
    /// Write the manual's pages into a folder
    Man(manual::Man),
}

/// Runs the program with the process's own arguments.
pub fn run() -> ExitCode {
    let outcome = match Cli::parse().verb {
        Verb::New(args) => new::run(&args),
        Verb::Import(args) => import::run(&args),
        Verb::Build(args) => build::run(&args),
        Verb::Books(args) => books::run(&args),
        Verb::Check(args) => check::run(&args),
        Verb::Preview(args) => preview::run(&args),
        Verb::Proof(args) => proof::run(&args),
        Verb::Impose(args) => impose::run(&args),
        Verb::Calibrate(args) => calibrate::run(&args),
        Verb::Release(args) => release::run(&args),
        Verb::Verify(args) => verify::run(&args),
        Verb::Key(args) => key::run(&args),
        Verb::Diff(args) => diff::run(&args),
        Verb::Explain(args) => explain::run(&args),
        Verb::Fonts(args) => fonts::run(&args),
        Verb::Themes => themes::run(),
        Verb::Schema => schema::run(),
        Verb::Completions(args) => manual::completions(&args),
        Verb::Man(args) => manual::man(&args),
    };
    outcome.into()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Cli::command().debug_assert();
    }
}
