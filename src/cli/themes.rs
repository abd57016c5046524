//! `kurras themes`: the themes that ship, and their files to change.

use std::path::PathBuf;

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::tongue::tongue;
use crate::diagnostic::Report;
use crate::diagnostic::Sources;
use crate::diagnostic::messages::for_people;
use crate::theme::Theme;
use crate::workspace::{is_taken, write_folder};

const AFTER: &str = "Example:
  kurras themes --copy pamphlet -o my-book/theme

A book takes its own files in its folder theme/ before those of the theme. Keep those that you
change, and delete the others: they then stay as new versions of the program have them.";

/// List the themes that ship, or copy the files of one to change them
#[derive(clap::Args)]
#[command(after_help = AFTER)]
pub struct Args {
    /// Copy the files of this theme
    #[arg(long, value_name = "NAME")]
    copy: Option<String>,
    /// The folder for the copy, which is made
    #[arg(short = 'o', long, value_name = "DIR", default_value = "theme", requires = "copy")]
    out: PathBuf,
}

/// Lists themes, one a line: name and what each is for; or writes the files of one.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(MessageFormat::Human);
    match &args.copy {
        Some(name) => copy(&console, name, &args.out),
        None => {
            for (name, about) in Theme::shipped() {
                console.print(&format!("{name}  {}", for_people(about, tongue())));
            }
            Outcome::Done
        }
    }
}

fn copy(console: &Console, name: &str, folder: &std::path::Path) -> Outcome {
    let mut report = Report::new();
    let Some(theme) = Theme::find(name, Vec::new(), "", &mut report) else {
        console.report(&report, &Sources::default());
        return Outcome::UsageWrong;
    };
    if is_taken(folder) {
        return console.refuse(super::import::taken(folder).hint("name another folder with `-o`"));
    }
    let files: Vec<(String, Vec<u8>)> = theme
        .files
        .iter()
        .map(|(name, text)| ((*name).to_string(), text.as_bytes().to_vec()))
        .collect();
    match write_folder(folder, &files) {
        Ok(paths) => {
            paths.iter().for_each(|path| console.print(&path.to_string_lossy()));
            Outcome::Done
        }
        Err(failure) => console.failure(&failure),
    }
}
