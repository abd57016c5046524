//! What signing asks of the user: the secret key, and the password that it is locked with.

use std::path::{Path, PathBuf};

use super::console::Console;
use crate::diagnostic::Diagnostic;
use crate::signature::{PublicKey, SecretKey, Stored};
use crate::system::Terminal;
use crate::workspace::{lies_in, others_may_read, read_small};

/// The environment's variable that holds the password.
const VARIABLE: &str = "MINISIGN_PASSWORD";

/// Where a password comes from.
#[derive(clap::Args)]
pub struct PasswordArgs {
    /// A file whose first line is the key's password; else MINISIGN_PASSWORD, else the terminal is asked
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

impl PasswordArgs {
    /// The password that a key is locked with, from the file, the environment or the terminal, in this order. `twice` asks the
    /// terminal again, for a new key.
    pub fn word(&self, twice: bool) -> Result<String, Diagnostic> {
        if let Some(path) = &self.password_file {
            let text = read_small(path).map_err(|failure| Diagnostic::error("password", failure.to_string()))?;
            return Ok(text.lines().next().unwrap_or_default().to_string());
        }
        if let Ok(word) = std::env::var(VARIABLE) {
            return Ok(word);
        }
        let mut terminal = Terminal::open().map_err(|_| no_terminal())?;
        let mut ask = |prompt| {
            terminal
                .ask(prompt)
                .map_err(|_| Diagnostic::error("password", "no password was given"))
        };
        let word = ask("Password: ")?;
        if twice && ask("Password (one more time): ")? != word {
            return Err(
                Diagnostic::error("password", "the two passwords differ").hint("nothing was written; try again")
            );
        }
        Ok(word)
    }
}

fn no_terminal() -> Diagnostic {
    let message = "the key is locked, and there is no terminal to ask for its password";
    Diagnostic::error("password", message).hint(format!(
        "set {VARIABLE}, or name a file that holds it: --password-file FILE"
    ))
}

/// Opens the secret key of a release. `public` are folders that others get to see, in which no key may lie; the other answers are
/// warnings.
pub fn secret_key(
    path: &Path,
    password: &PasswordArgs,
    public: &[&Path],
    console: &Console,
) -> Result<(SecretKey, Vec<Diagnostic>), Diagnostic> {
    let shown = path.to_string_lossy();
    let wrong = |message: String| Diagnostic::error("secret-key", message).in_file(shown.as_ref());
    let text = read_small(path).map_err(|failure| Diagnostic::error("secret-key", failure.to_string()).hint(MAKE))?;
    if let Some(folder) = public.iter().find(|folder| lies_in(path, folder)) {
        let message = format!("the secret key lies in {}, which is given away", folder.display());
        return Err(wrong(message).hint("keep it where nothing is published from, as in ~/.minisign/"));
    }
    let malformed = |what| wrong(format!("the secret key {what}")).hint(MAKE);
    let key = match Stored::parse(&text).map_err(malformed)? {
        Stored::Open(key) => key,
        Stored::Locked(locked) => {
            let word = password.word(false)?;
            let progress = console.progress();
            progress.step("unlocking the key");
            let key = locked.unlock(&word);
            key.map_err(|_| wrong("the password is not the key's".into()))?
        }
    };
    let readable = others_may_read(path).then(|| {
        let finding = Diagnostic::warning("secret-key", "others on this machine may read the secret key");
        finding.in_file(shown.as_ref()).hint(format!("chmod 600 {shown}"))
    });
    Ok((key, readable.into_iter().collect()))
}

/// What helps those who have no key.
const MAKE: &str = "`kurras key` makes a pair of keys, as `minisign -G` does";

/// A public key: a file's path, or the key itself.
pub fn public_key(given: &str) -> Result<PublicKey, Diagnostic> {
    if let Ok(key) = PublicKey::parse(given) {
        return Ok(key);
    }
    let text = read_small(Path::new(given)).map_err(|failure| {
        let finding = Diagnostic::error("public-key", failure.to_string());
        finding.hint("give the publisher's key, which begins with RW, or the path of its .pub file")
    })?;
    PublicKey::parse(&text)
        .map_err(|what| Diagnostic::error("public-key", format!("the public key {what}")).in_file(given))
}
