//! `kurras completions` and `kurras man`: what shells and the manual are to know of the command line.

use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man as Page;

use super::Cli;
use super::console::{Console, MessageFormat};
use super::values::with_values;
use crate::build::Outcome;
use crate::diagnostic::Diagnostic;
use crate::workspace::write_into;

/// Print what completes commands in a shell
#[derive(clap::Args)]
#[command(after_help = "In bash: source <(kurras completions bash)")]
pub struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Write the manual's pages into a folder
#[derive(clap::Args)]
pub struct Man {
    /// The folder, which is made where it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Prints a script for a shell.
pub fn completions(args: &Completions) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut with_values(Cli::command()), "kurras", &mut script);
    Console::new(MessageFormat::Human).print(&String::from_utf8_lossy(&script));
    Outcome::Done
}

/// Writes a page for the program and one for each verb.
pub fn man(args: &Man) -> Outcome {
    let console = Console::new(MessageFormat::Human);
    let mut program = Cli::command();
    program.build();
    let verbs = program.get_subcommands().filter(|verb| verb.get_name() != "help");
    let mut pages = vec![("kurras".to_string(), program.clone())];
    for verb in verbs {
        let name = format!("kurras-{}", verb.get_name());
        pages.push((name, verb.clone()));
    }
    for (name, command) in pages {
        let mut text = Vec::new();
        if let Err(error) = Page::new(command).render(&mut text) {
            return console.refuse(Diagnostic::error("machine", format!("cannot write {name}.1: {error}")));
        }
        match write_into(&args.folder, &format!("{name}.1"), &text) {
            Ok(path) => console.print(&path.to_string_lossy()),
            Err(failure) => return console.failure(&failure),
        }
    }
    Outcome::Done
}
