//! What the environment says: which books a command line means, the day, and which program this is.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use super::console::Console;
use crate::artifact::sha256;
use crate::config::Date;
use crate::diagnostic::{Diagnostic, Report, Sources};
use crate::workspace::{books, read_one};

/// The books that the command line means.
pub fn find(given: &[PathBuf], console: &Console) -> Vec<PathBuf> {
    let mut report = Report::new();
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let books = books(given, home.as_deref(), &mut report);
    console.report(&report, &Sources::default());
    books
}

/// The day that `SOURCE_DATE_EPOCH` names, if it is set.
pub fn epoch() -> Result<Option<Date>, Diagnostic> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Err(_) => Ok(None),
        Ok(text) => text
            .trim()
            .parse()
            .map(|seconds| Some(Date::from_epoch(seconds)))
            .map_err(|_| {
                let message = format!("SOURCE_DATE_EPOCH is \"{text}\", not a number of seconds since 1970");
                Diagnostic::error("environment", message).hint("set it as in SOURCE_DATE_EPOCH=1795305600, or unset it")
            }),
    }
}

/// Lets a file that would grow beyond what the system allows (`ulimit -f`) be an error, which is told. Without this the system ends the
/// program with a signal, and nobody learns why.
pub fn bear_limits() {
    let noticed = Arc::new(AtomicBool::new(false));
    // Where it cannot be had, the signal does what it always did.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, noticed);
}

/// The version of this program and the checksum of its file, so that another build of the same version makes books anew.
pub fn program() -> String {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| {
        let file = std::env::current_exe()
            .ok()
            .and_then(|path| read_one(&path).ok().flatten());
        let sum = file.map_or_else(String::new, |bytes| sha256(&bytes));
        format!("{} {sum}", env!("CARGO_PKG_VERSION"))
    });
    program.clone()
}
