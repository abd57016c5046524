//! The preview: a book in a browser on the same machine, made anew as it is written.
//!
//! A [`Session`] makes the book and keeps warm what it can; a server shows what it made to windows that know its token, and pushes what
//! has changed. Nothing is written, and no path that a window names leads to a file.

mod answers;
mod drawings;
mod editor;
mod findings;
mod guard;
mod http;
mod letters;
mod places;
mod search;
mod server;
mod session;
mod sheets;
mod snapshot;
mod state;
mod watching;
mod workers;

use std::path::Path;
use std::sync::Arc;

pub use editor::Editor;
pub use places::{FoundWord, Places};
pub use session::Session;
pub use snapshot::{EpubFiles, LaidBook, Snapshot};

use crate::config::Date;
use crate::diagnostic::codes::Tongue;
use crate::workspace::Failure;
use answers::Answers;
use guard::Guard;
use server::{Shared, listen, serve};
use watching::watch;

/// What is asked for of a preview.
#[derive(Debug)]
pub struct PreviewJob<'a> {
    /// The book.
    pub book: &'a Path,
    /// The port to listen on; 0 for any that is free.
    pub port: u16,
    /// Random bytes that nobody can guess.
    pub secret: [u8; 16],
    /// The language in which windows open.
    pub tongue: Tongue,
    /// How an editor is opened at a place, where it can be.
    pub editor: Option<Editor>,
    /// The day that `SOURCE_DATE_EPOCH` says.
    pub epoch: Option<Date>,
}

/// Shows a book for as long as the program runs. `ready` is told the address, once it answers.
///
/// # Errors
/// Where the port is taken, or the machine has no more threads.
pub fn preview(job: &PreviewJob, ready: impl FnOnce(&str)) -> Result<(), Failure> {
    let failed = |action, port: u16| {
        move |cause| Failure {
            action,
            path: format!("127.0.0.1:{port}").into(),
            cause,
        }
    };
    let (listener, port) = listen(job.port).map_err(failed("listen on", job.port))?;
    let guard = Guard::new(port, job.secret);
    let address = guard.address();
    let answers = Answers {
        tongue: job.tongue,
        editor: job.editor.clone(),
    };
    let shared = Arc::new(Shared::new(guard, answers).map_err(failed("serve", port))?);
    let server = shared.clone();
    std::thread::Builder::new()
        .spawn(move || serve(&listener, &server))
        .map_err(failed("serve", port))?;
    ready(&address);
    watch(job.book, job.epoch, &shared).map_err(failed("watch", port))
}
