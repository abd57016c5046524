//! Asking on the console for what it must not show.

use std::fs::OpenOptions;
use std::io;

/// The console of the process. It is silent while it is asked, by way of a crate, as the calls for it are no safe code.
pub struct Terminal(());

impl Terminal {
    /// Finds the console.
    ///
    /// # Errors
    /// Where there is none.
    pub fn open() -> io::Result<Self> {
        OpenOptions::new().read(true).write(true).open("CONIN$")?;
        Ok(Self(()))
    }

    /// Asks for a line and reads it.
    ///
    /// # Errors
    /// Where nothing is answered, or no text.
    pub fn ask(&mut self, prompt: &str) -> io::Result<String> {
        rpassword::prompt_password(prompt)
    }
}
