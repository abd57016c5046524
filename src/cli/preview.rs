//! `kurras preview`: a book in a browser on this machine, made anew as it is written.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::environment::{epoch, find};
use super::tongue::tongue;
use crate::diagnostic::{Diagnostic, Report, Sources, said};
use crate::preview::{Editor, PreviewJob, preview};
use crate::system;
use crate::workspace::Workspace;

/// Show a book in a browser while it is written
///
/// The pages as they will lie open, the sheets, the EPUB, the cover and the findings in one window, made anew with every save. A click on
/// a word leads to its line. The window is served on this machine alone, under an address that nobody can guess; nothing is written.
/// It ends with Ctrl-C.
#[derive(clap::Args)]
pub struct Args {
    /// The book: a folder or a single file; without it, the book that stands here or above, else `book`
    #[arg(value_name = "BOOK")]
    book: Option<PathBuf>,
    /// The port to listen on; without it, any that is free
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Open the window in the browser
    #[arg(long)]
    open: bool,
    /// What a click opens: vscode, vscodium, cursor, zed, idea, textmate, or an address with {file}, {line} and {column}
    #[arg(long, value_name = "ADDRESS", value_parser = Editor::read)]
    editor: Option<Editor>,
}

/// Shows the book until the program is stopped.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(MessageFormat::Human);
    let epoch = match epoch() {
        Ok(epoch) => epoch,
        Err(said) => return console.refuse(said),
    };
    let books = find(args.book.as_slice(), &console);
    let [book] = books.as_slice() else {
        let message = said!(
            "a preview shows one book, and there are {count} here",
            count = books.len()
        );
        return console
            .refuse(Diagnostic::error("missing-book", message).hint("name one of them: kurras preview BOOK"));
    };
    let mut report = Report::new();
    if Workspace::open(book, &mut report).is_none() {
        console.report(&report, &Sources::default());
        return Outcome::UsageWrong;
    }
    let mut secret = [0; 16];
    if let Err(error) = getrandom::fill(&mut secret) {
        console.note(&format!("error: the system gives no random numbers: {error}"));
        return Outcome::MachineFailed;
    }
    let job = PreviewJob {
        book,
        port: args.port,
        secret,
        tongue: tongue(),
        editor: args.editor.clone(),
        epoch,
    };
    let ready = |address: &str| {
        console.print(address);
        if args.open {
            open(address, &console);
        }
    };
    match preview(&job, ready) {
        Ok(()) => Outcome::Done,
        Err(failure) => {
            let hint = "take another port, or none: then any that is free is taken";
            console.report_failure(&failure, hint)
        }
    }
}

/// Opens an address in the user's browser; where that fails the address is there to be opened by hand.
fn open(address: &str, console: &Console) {
    let (program, before) = system::OPENER;
    let mut command = Command::new(program);
    command.args(before).arg(address);
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Err(error) = quiet.spawn() {
        console.note(&format!(
            "kurras: {program} cannot be run ({error}): open the address in a browser"
        ));
    }
}
