//! The wall that a panic ends at.
//!
//! The program's own code does not panic; a library may, over what nobody has thought of. What it was about to make is dropped, which
//! leaves no file behind (files are renamed into place when they are whole), and what is said is a finding like any other.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Diagnostic, said};

/// Does some work.
///
/// # Errors
/// A finding that says what failed, where a part of the program panicked.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    // What the work leaves half done is dropped with it, or is a report, which only grows.
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let message = said!("a part of the program failed: {why}", why = words(payload.as_ref()));
        let hint =
            "this is a fault of the program: please send its makers this message and, if you may, what it was given";
        Diagnostic::error("program-fault", message).hint(hint)
    })
}

/// What a panic says, on one line.
fn words(payload: &(dyn Any + Send)) -> String {
    let said = payload.downcast_ref::<String>().map(String::as_str);
    let said = said.or_else(|| payload.downcast_ref::<&str>().copied());
    let line = said.unwrap_or("it did not say why").lines().next().unwrap_or_default();
    line.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_library_panics_over_is_a_finding() {
        assert_eq!(guarded(|| 7).ok(), Some(7));
        let nothing: Vec<u8> = Vec::new();
        let said = guarded(|| nothing[nothing.len()..][0]).unwrap_err();
        assert_eq!(said.code, "program-fault");
        assert!(said.message.contains("out of bounds"), "{}", said.message);
    }

    #[test]
    fn other_threads_panics_come_to_the_same_wall() {
        let said = guarded(|| rayon::join(|| 1, || "x".parse::<usize>().expect("a number"))).unwrap_err();
        assert!(said.message.contains("a number"), "{}", said.message);
    }
}
