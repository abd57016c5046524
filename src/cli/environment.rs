//! What the environment says: which books a command line means, the day, and which program this is.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::SystemTime;

use super::console::Console;
use crate::artifact::sha256;
use crate::config::Date;
use crate::diagnostic::{Diagnostic, Report, Sources};
use crate::system::home;
use crate::workspace::{books, read_one};

/// The books that the command line means.
pub fn find(given: &[PathBuf], console: &Console) -> Vec<PathBuf> {
    let mut report = Report::new();
    let home = home();
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

/// The day on which something is begun: the one that `SOURCE_DATE_EPOCH` names, else today's in UTC.
pub fn today() -> Result<Date, Diagnostic> {
    let now = || {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        Date::from_epoch(since.map_or(0, |since| since.as_secs()))
    };
    Ok(epoch()?.unwrap_or_else(now))
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
