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
mod fault;
mod fonts;
mod help;
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
mod themes;
mod tongue;
mod values;
mod verify;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{FromArgMatches, Parser, Subcommand};

use crate::build::Outcome;
use crate::diagnostic::codes::Tongue;
use crate::diagnostic::messages::for_people;
pub use help::command;

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
The environment variables NO_COLOR, SOURCE_DATE_EPOCH and MINISIGN_PASSWORD are honoured. Messages and help are English or Arabic,
as the locale says (LC_ALL, LC_MESSAGES, LANG), or KURRAS_LANG before it.";

#[derive(Parser)]
#[command(name = "kurras", version, about = ABOUT.lines().next(), long_about = ABOUT, after_help = AFTER, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

// A comment of documentation here would be the program's description, and one at a verb would hide the longer one at its `Args`.
#[derive(Subcommand)]
enum Verb {
    New(new::Args),
    Import(import::Args),
    Build(build::Args),
    Books(books::Args),
    Check(check::Args),
    Preview(preview::Args),
    Proof(proof::Args),
    Impose(Box<impose::Args>),
    Calibrate(calibrate::Args),
    Release(release::Args),
    Verify(verify::Args),
    Key(key::Args),
    Diff(diff::Args),
    Explain(explain::Args),
    Fonts(fonts::Args),
    Themes(themes::Args),
    /// Print a JSON Schema of book.toml, for editors
    Schema,
    Completions(manual::Completions),
    Man(manual::Man),
}

/// Reads the process's own arguments. Where they cannot be followed, or ask for help only, says so and is done.
fn read() -> Result<Cli, ExitCode> {
    let tongue = tongue::tongue();
    let read = command(tongue).try_get_matches();
    read.and_then(|matches| Cli::from_arg_matches(&matches))
        .map_err(|error| refused(&error, tongue))
}

/// Says what is wrong with a command line, or shows the help that it asks for.
fn refused(error: &clap::Error, tongue: Tongue) -> ExitCode {
    let shows = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::DisplayVersion
    );
    if shows || tongue == Tongue::English {
        let _ = error.print();
    } else {
        // Each line says one thing: what stands in a hole of one never goes on into the next.
        for line in error.render().to_string().trim_end().split('\n') {
            eprintln!("{}", for_people(line, tongue));
        }
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Outcome::UsageWrong as u8))
}

/// Runs the program with the process's own arguments.
pub fn run() -> ExitCode {
    let verb = match read() {
        Ok(read) => read.verb,
        Err(refused) => return refused,
    };
    crate::system::bear_limits();
    fault::walled(|| done(verb)).into()
}

fn done(verb: Verb) -> Outcome {
    match verb {
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
        Verb::Themes(args) => themes::run(&args),
        Verb::Schema => schema::run(),
        Verb::Completions(args) => manual::completions(&args),
        Verb::Man(args) => manual::man(&args),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        super::Cli::command().debug_assert();
    }
}
