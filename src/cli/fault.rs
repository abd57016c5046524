//! The wall around the program: what breaks in it, or in a library, is told as a finding, and the run ends.

use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, PoisonError};

use super::Outcome;
use super::console::{Console, MessageFormat};
use crate::diagnostic::Diagnostic;

/// What broke, by the thread that noticed it first.
static BROKEN: Mutex<Option<String>> = Mutex::new(None);

/// Does what a verb does. Files come to their places when they are whole, so that what breaks leaves nothing half-made.
pub fn walled(run: impl FnOnce() -> Outcome) -> Outcome {
    panic::set_hook(Box::new(remember));
    panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        let console = Console::new(asked_for());
        console.refuse(fault(broken()));
        Outcome::MachineFailed
    })
}

fn remember(info: &PanicHookInfo) {
    let what = info.payload_as_str().unwrap_or("it does not say what");
    let place = info.location().map_or_else(String::new, |place| format!(" ({place})"));
    let mut broken = BROKEN.lock().unwrap_or_else(PoisonError::into_inner);
    broken.get_or_insert_with(|| format!("{what}{place}"));
}

fn broken() -> String {
    let mut broken = BROKEN.lock().unwrap_or_else(PoisonError::into_inner);
    broken.take().unwrap_or_default()
}

fn fault(what: String) -> Diagnostic {
    Diagnostic::error(
        "program-fault",
        format!("a fault of this program, or of a library in it: {what}"),
    )
    .hint("please tell its makers, with what you gave it if you may; no file is left half-made")
}

/// How messages are to be written, as far as the command line says it in one of its two ways.
fn asked_for() -> MessageFormat {
    let words: Vec<String> = std::env::args().collect();
    let json = words.iter().any(|word| word == "--message-format=json")
        || words
            .windows(2)
            .any(|pair| matches!(pair, [option, format] if option == "--message-format" && format == "json"));
    if json {
        MessageFormat::Json
    } else {
        MessageFormat::Human
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_is_told_with_its_place_and_the_run_ends_as_where_the_machine_failed() {
        let usual = panic::take_hook();
        let outcome = walled(|| {
            let none: [u8; 0] = [];
            let index = std::env::args().count();
            if none.get(index).is_none() {
                panic::panic_any("a table has no such row");
            }
            Outcome::Done
        });
        panic::set_hook(usual);
        assert_eq!(outcome, Outcome::MachineFailed);
        let said = fault("a table has no such row (src/x.rs:1:2)".into());
        assert!(said.message.contains("no such row (src/x.rs"), "{}", said.message);
        assert_eq!(walled(|| Outcome::BookWrong), Outcome::BookWrong);
    }
}
