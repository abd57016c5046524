//! `kurras fonts`: the families at hand.

use std::path::PathBuf;

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::tongue::tongue;
use crate::diagnostic::messages::for_people;
use crate::diagnostic::{Report, Sources};
use crate::files::Files;
use crate::fonts::FontLibrary;
use crate::workspace::Workspace;

/// List the fonts at hand, with their licences
#[derive(clap::Args)]
pub struct Args {
    /// A book, to list its own fonts too
    book: Option<PathBuf>,
}

/// Lists families, one a line: name, version, licence, scripts, styles.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(MessageFormat::Human);
    let (mut library, mut report) = (FontLibrary::shipped(), Report::new());
    if let Some(book) = &args.book
        && let Some(workspace) = Workspace::open(book, &mut report)
    {
        library.add_all(workspace.fonts(&mut report), &mut report);
    }
    for family in library.families() {
        let scripts = if family.is_own() {
            for_people("the book's own", tongue())
        } else {
            family.scripts.join(" ")
        };
        let style = |face: &crate::fonts::Face| format!("{}{}", face.weight, if face.italic { " italic" } else { "" });
        let faces: Vec<String> = family.faces.iter().map(style).collect();
        console.print(&format!(
            "{}  {}  {}  {scripts}  {}",
            family.name,
            family.version,
            family.licence,
            faces.join(", ")
        ));
    }
    console.report(&report, &Sources::default());
    if report.has_errors() {
        Outcome::UsageWrong
    } else {
        Outcome::Done
    }
}
